/* moment_words.h - the words of times, out of the catalogues; private to base. */
#ifndef BASE_MOMENT_WORDS_H
#define BASE_MOMENT_WORDS_H

#include <stddef.h>

struct arena;

enum moment_kind {
	MOMENT_NUMBER = 1 << 0,
	MOMENT_DAY = 1 << 1,     /* days from today */
	MOMENT_WEEKDAY = 1 << 2, /* from Sunday, as clock.h counts */
	MOMENT_MONTH = 1 << 3,   /* 1..12 */
	MOMENT_UNIT = 1 << 4,    /* minutes */
	MOMENT_LEAD = 1 << 5,    /* "in" of "in 2 hours" */
	MOMENT_AT = 1 << 6,
	MOMENT_HOUR = 1 << 7,      /* noon */
	MOMENT_MORNING = 1 << 8,   /* "am" */
	MOMENT_AFTERNOON = 1 << 9, /* "pm" */
	MOMENT_FILLER = 1 << 10,
};
enum { MOMENT_KINDS = 11, MOMENT_AN_HOUR = 60, MOMENT_A_DAY = 24 * 60 };

struct moment_word {
	unsigned kinds; /* one word may be several: "mar" is martes and marzo */
	int value[MOMENT_KINDS];
};

struct moment_lexicon; /* opaque; owned by the arena */
/* languages: besides the console's and English; up to the first NULL of n. */
struct moment_lexicon *moment_lexicon(const char *const *languages, size_t n, struct arena *a);
/* The longest words that folded text begins with; their length in bytes, 0 none. */
size_t moment_word(const struct moment_lexicon *lexicon, const char *text, struct moment_word *out);
int moment_value(const struct moment_word *word, enum moment_kind kind);

#endif
