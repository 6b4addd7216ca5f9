/* texts_sources.h - what texts_sources.def says of one system. */
#ifndef CARREL_BRIDGE_TEXTS_SOURCES_H
#define CARREL_BRIDGE_TEXTS_SOURCES_H

#include "carrel/texts_import.h"

enum texts_markup {
	MARKUP_HTML,
	MARKUP_MARKDOWN,
	MARKUP_PLAIN,
	MARKUP_OWN, /* plain, with carrel's own placeholders */
};

struct texts_form {
	enum texts_source source;
	const char *needs, *key, *title, *text, *short_name, *category, *language, *active;
	enum texts_markup markup;
	const char *open, *close;
};
const struct texts_form *texts_form_of(enum texts_source source); /* not of TEXTS_AUTO */

#endif
