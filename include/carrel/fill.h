/* fill.h - the values behind the placeholders of a library text: {customer.name}, {case.number} …
 *
 * One table in fill.c; help, `carrel text placeholders` and the check of texts read it. */
#ifndef CARREL_FILL_H
#define CARREL_FILL_H

#include "carrel/customer.h"
#include "carrel/casefile.h"

#include <stddef.h>
#include <stdint.h>

struct app;
struct arena;
struct library_text;
struct strbuf;
struct vec;

struct fill {
	struct app *app;
	struct arena *arena;
	const struct customer *customer; /* NULL: not known */
	const struct casefile *casefile; /* NULL: none */
	const char *queue_title;         /* NULL: none */
	const char *language;            /* to write in */
	int64_t now;
};

/* textfill_lookup_fn: arg is a struct fill. */
const char *fill_value(void *fill, const char *name);
/* What to ask for where it has no value, in the console's language; an unknown name is itself. */
const char *fill_label(const char *name);
/* The names, NULL-terminated. */
extern const char *const fill_names[];
/* The wording for the fill's language and tone with its values in; gaps is a vec of textfill_gap. */
void fill_text(struct fill *fill, const struct library_text *text, enum tone tone,
	struct strbuf *out, struct vec *gaps);

#endif
