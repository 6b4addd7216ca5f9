/* fill.h - the values behind the placeholders of a library text: {customer.name}, {case.number} …
 *
 * One table in fill.c; help, `carrel text placeholders` and the check of texts read it. */
#ifndef CARREL_FILL_H
#define CARREL_FILL_H

#include "carrel/customer.h"
#include "carrel/casefile.h"
#include "carrel/library.h"

#include <stddef.h>
#include <stdint.h>

struct app;
struct arena;
struct desk;
struct queue;
struct strbuf;
struct vec;

struct fill {
	struct app *app;
	struct arena *arena;
	const struct customer *customer; /* NULL: not known */
	const struct casefile *casefile; /* NULL: none */
	const struct queue *queue;       /* NULL: none */
	const char *language;            /* to write in: the words of a value are in it, too */
	int64_t now;
};

/* textfill_lookup_fn: arg is a struct fill. */
const char *fill_value(void *fill, const char *name);
/* What to ask for where it has no value, in the console's language; an unknown name is itself. */
const char *fill_label(const char *name);
/* The names, NULL-terminated. */
extern const char *const fill_names[];
/* The wording that a wish chooses, texts within it put in, with the fill's values; gaps is a vec of
 * textfill_gap. The choice made, for the screen. */
struct library_choice fill_text(struct fill *fill, const struct library_text *text,
	const struct library_wish *wish, struct strbuf *out, struct vec *gaps);

/* For the work on a desk: its customer and case; their language and tone and the way they wrote. */
struct fill fill_of_desk(const struct desk *desk, struct arena *a);
struct library_wish fill_wish(const struct desk *desk);

#endif
