/* textfill.h - puts values into a text: {name}, {name|fallback}, {{ for a brace, and other texts
 * into it: {>greeting.hello}.
 *
 * One pass: a value is never read again, so a customer called "{agent.name}" stays called so.
 * A name that is unknown, or known but empty without a fallback, leaves its {name} standing and is
 * reported as a gap: that stops the sending, never the typing. `{name|}` is allowed to be empty. */
#ifndef CARREL_TEXTFILL_H
#define CARREL_TEXTFILL_H

#include "carrel/vec.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct strbuf;

/* NULL: there is no such name. "": it has no value here. The string must live until the return of
 * textfill_expand. */
typedef const char *textfill_lookup_fn(void *arg, const char *name);

enum textfill_why {
	TEXTFILL_EMPTY,     /* known, no value, no fallback */
	TEXTFILL_UNKNOWN,   /* nobody knows this name, even if a fallback stands there */
	TEXTFILL_MALFORMED, /* a brace that opens nothing: "{ x", "{}", "{a" at the end */
};

struct textfill_gap {
	size_t start, len; /* bytes in the text that was written, braces included */
	enum textfill_why why;
	const char *name; /* in the arena; "" when malformed */
};

/* Appends to out (gaps count from the start of out->buf). gaps is a vec of struct textfill_gap
 * whose .size was set by the caller. Returns how many gaps were added. */
size_t textfill_expand(const char *text, textfill_lookup_fn *lookup, void *arg, struct arena *a,
	struct strbuf *out, struct vec *gaps);
/* Copies text to out with each {>id} replaced by what body returns for the id; NULL leaves it as it
 * stands, and it will be a gap named ">id". What was put in is not read again. */
void textfill_nest(const char *text, const char *(*body)(void *arg, const char *id), void *arg,
	struct arena *a, struct strbuf *out);
/* The ids put in, each once, in order; at most TEXTFILL_NAMES_MAX. */
size_t textfill_nests(const char *text, struct arena *a, const char *const **ids);
/* Gaps of a text that an agent edits meanwhile: what still stands in braces. Same shape. */
size_t textfill_scan(const char *text, size_t len, struct arena *a, struct vec *gaps);
enum { TEXTFILL_NAMES_MAX = 64 };
/* Each name used, once, in order; for the reader's check and for asking blanks. A text with more
 * than TEXTFILL_NAMES_MAX names gives one more than that and leaves out the rest. */
size_t textfill_names(const char *text, struct arena *a, const char *const **names);

#endif
