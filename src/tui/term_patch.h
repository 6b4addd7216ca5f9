/* term_patch.h - a few letters that changed in place, as bytes for a terminal that takes the common
 * sequences: the second that goes by on a desk where nobody does anything. There the cheapest bytes, which
 * curses looks for, cost fifty times what they save. Knows nothing of curses. */
#ifndef CARREL_TUI_TERM_PATCH_H
#define CARREL_TUI_TERM_PATCH_H

#include "tui/term_shown.h"

struct strbuf;

enum { TERM_PATCH_MAX = 96 }; /* letters */

struct term_patch {
	int n;
	struct {
		int row, col;
	} at[TERM_PATCH_MAX]; /* in reading order */
};

/* False, and p is of no use: more changed than that, something else than letters of ASCII, or nothing. */
bool term_patch_find(struct term_patch *p, const struct term_shown *shown, const struct grid *grid);

/* What brings the terminal from its normal look to that of a style, and back. */
struct term_patch_look {
	const char *on, *off;
};
typedef struct term_patch_look term_patch_look_fn(void *arg, unsigned style);
/* Ends with the cursor and the look as they were. */
void term_patch_bytes(const struct term_patch *p, const struct grid *grid, term_patch_look_fn *look,
	void *arg, struct strbuf *out);

#endif
