/* kb_html.h - articles as a site of plain files: no server, no script needed, one style sheet.
 *
 * The reader of the files is in another layer; the caller hands over pages, one an article and
 * language, with everything that may be seen and nothing else. The same pages give the same bytes. */
#ifndef CARREL_KB_HTML_H
#define CARREL_KB_HTML_H

#include "carrel/err.h"

#include <stddef.h>

struct kb_page {
	const char *id;       /* becomes the file's name */
	const char *language; /* its words are in; NULL: the site's */
	const char *only_in;  /* if that is another: "Only in English", in the site's language */
	const char *kind;     /* "Guide", in the page's language */
	const char *title, *answer; /* answer "" none */
	const char *body;           /* markup.h */
	const char *const *topics;
	size_t ntopics;
	const char *const *links; /* markup targets: "article:faq.returns", "https://…" */
	size_t nlinks;
	const char *search; /* other words to find it by, "" none */
};

/* The site in one language. Words are in that language; the first language is also index.html. */
struct kb_site {
	const char *language, *name; /* "es", "Español" */
	const char *centre;
	const char *home, *topics, *skip, *search, *found, *none, *see_also,
		*menu;               /* words of the page */
	const struct kb_page *pages; /* by title */
	size_t n;
};

/* Writes dir/<language>/…, dir/index.html and dir/kb.css; makes the folders. A page that links to an
 * article which is not among the pages keeps the words and drops the link. *files: how many. */
enum rc kb_html_write(const struct kb_site *sites, size_t n, const char *dir, size_t *files,
	struct err *err) WARN_UNUSED;

#endif
