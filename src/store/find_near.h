/* find_near.h - what was meant, when what was typed is not there: one digit of a number wrong, missing
 * or swapped, a name misheard, mistyped, or a nickname. Private to src/store. */
#ifndef CARREL_STORE_FIND_NEAR_H
#define CARREL_STORE_FIND_NEAR_H

#include "carrel/store_screen.h"
#include "carrel/vec.h"
#include "store/store_private.h"

struct find_near {
	struct store *s;
	struct arena *a;
	const char *typed;
	const char *region;
	const struct vec *words; /* const char *, folded */
	struct vec rows;         /* out: struct find_row, best first, at most ten of a kind */
};
enum rc find_near_rows(struct find_near *f, struct err *err) WARN_UNUSED;

/* find_said.c: the case of that number as a row, in the arena; RC_NOTFOUND. */
enum rc find_case_row(struct store *s, const char *number, struct arena *a, struct find_row *out,
	struct err *err) WARN_UNUSED;

#endif
