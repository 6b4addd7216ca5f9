/* kb_html_private.h - between kb_html.c (pages) and kb_html_markup.c (the words in them). */
#ifndef CARREL_BRIDGE_KB_HTML_PRIVATE_H
#define CARREL_BRIDGE_KB_HTML_PRIVATE_H

#include "carrel/kb_html.h"
#include "carrel/strbuf.h"

#include <stdbool.h>

/* A site while it is written. */
struct kb_html {
	const struct kb_site *sites;
	size_t nsites;
	const struct kb_site *site; /* being written */
	const char *dir;
	struct arena *a;
	struct strbuf out; /* the page being written */
	size_t files;
	int top_heading; /* the highest of the text being written becomes h2 */
};

/* A name that is safe in a path and an address, whatever the id or topic was. */
const char *kb_html_name(const char *text, struct arena *a);
const struct kb_page *kb_html_page_of(const struct kb_site *site, const char *id); /* NULL */
/* Begins a link that leads somewhere; false: nothing was written. */
bool kb_html_link_begin(struct kb_html *w, const char *target);
void kb_html_add_markup(struct kb_html *w, const char *text);

#endif
