/* html_text.h - what a reply kept as HTML says, as plain text: no browser, no markup left.
 *
 * Paragraphs are parted by an empty line, list items begin with "- " or their number, the cells of
 * a row are parted by " | ", a link is "text <address>", a picture is its alternative text; scripts,
 * styles and comments go. Entities by name (HTML 4 and the few that mail programs add) and number.
 * Runs in linear time whatever the input; what is no tag ("a < b", "<ana@example.org>", a
 * placeholder in angle brackets) stays as it is. */
#ifndef CARREL_HTML_TEXT_H
#define CARREL_HTML_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct strbuf;

/* Appends the text: UTF-8, no control characters but LF, no bidi controls, no spaces at the ends of
 * lines, at most one empty line in a row, none at either end. Text without any tag keeps its lines. */
void html_text(const char *s, size_t n, struct strbuf *out);
/* The same cleaning for what never was HTML: lines and their inner spaces stay. */
void plain_text(const char *s, size_t n, struct strbuf *out);

#endif
