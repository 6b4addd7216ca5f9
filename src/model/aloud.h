/* aloud.h - between aloud.c and aloud_numbers.c. */
#ifndef CARREL_MODEL_ALOUD_H
#define CARREL_MODEL_ALOUD_H

#include "carrel/aloud.h"

/* The number that begins at s, as it is said; `before` is the character in front of it (0: none).
 * Returns the bytes read, 0 when no number to be grouped begins here; *groups how many words it
 * counts for. */
size_t aloud_number_at(
	const char *s, char before, enum aloud_tongue tongue, struct strbuf *out, size_t *groups);

#endif
