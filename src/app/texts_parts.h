/* texts_parts.h - what is to become one text: replies in one language each; private to app. */
#ifndef CARREL_APP_TEXTS_PARTS_H
#define CARREL_APP_TEXTS_PARTS_H

#include "carrel/texts_bring.h"

enum { ID_PART_MAX = 40 };

/* How surely the end of a title names a language. */
enum sureness { NOT_SAID, MAYBE, LIKELY, SURE };

struct texts_part {
	const struct texts_item *item;
	const char *stem;     /* the title without its language */
	const char *language; /* "" not said */
	enum sureness sure;
	const char *tone, *channel, *level;
	struct texts_part *next; /* of the same text */
	bool taken;
};

/* What stands in a column of carrel's own; "" if nothing does. */
const char *texts_cell(const struct texts_item *item, const char *name);
/* How long s is without the characters of what at its end. */
size_t texts_trim_back(const char *s, size_t n, const char *what);
/* All of the text but its id and short name, from its parts. */
void texts_cells_read(
	struct texts_reading *r, struct texts_gathered *g, const struct texts_part *first);

#endif
