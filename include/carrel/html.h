/* html.h - text written into a page. */
#ifndef CARREL_HTML_H
#define CARREL_HTML_H

struct strbuf;

/* The colours of every page, for light and dark: --ink, --soft, --line, --paper, --tint, --link and
 * --mark. Text on paper and on tint has a contrast of 7 at least, soft text and links 4.5. */
extern const char html_palette[];

/* Appends text so that no character of it is read as markup, neither between tags nor inside a quoted
 * attribute. New lines and tabs stay; other control characters and bytes that are no UTF-8 do not reach
 * the page as they are. */
void html_add_text(struct strbuf *out, const char *text);

#endif
