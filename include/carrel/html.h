/* html.h - text written into a page. */
#ifndef CARREL_HTML_H
#define CARREL_HTML_H

struct strbuf;

/* Appends text so that no character of it is read as markup, neither between tags nor inside a quoted
 * attribute. New lines and tabs stay; other control characters and bytes that are no UTF-8 do not reach
 * the page as they are. */
void html_add_text(struct strbuf *out, const char *text);

#endif
