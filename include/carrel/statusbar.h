/* statusbar.h - the top line, the message line and the key line.
 *
 * Parts have a rank; when the line is too narrow, the lowest rank goes first, after the short forms
 * have been tried. Nothing is cut in the middle of a figure. */
#ifndef CARREL_STATUSBAR_H
#define CARREL_STATUSBAR_H

#include "carrel/grid.h"

struct status_part {
	const char *text;  /* NULL: not there */
	const char *brief; /* shorter wording, NULL: none */
	int rank;          /* 0 goes first; the highest stays */
	bool right;        /* flush right */
	enum style_id style;
};

/* Fills the row with `style` and writes the parts, two spaces apart, one space at either end.
 * A part's own style is used unless it is STYLE_DEFAULT. n <= STATUS_PARTS_MAX. */
enum { STATUS_PARTS_MAX = 24 };
void statusbar_paint(struct grid *grid, struct rect row, enum style_id style,
	const struct status_part *parts, int n);

struct hint {
	const char *key;   /* "F1", "?" */
	const char *label; /* "Help" */
	int rank;          /* 0 goes first; HINT_PINNED never goes while another one is there */
	bool right;        /* flush right, as "?Keys" */
	bool pressed;      /* its window is open: ">F6Canned<" */
};
enum { HINT_PINNED = 1000, HINTS_MAX = 24 };
/* "F1 Help  F2 Answer" where it fits, else " F1Help F2Answer", else fewer of them. */
void hintbar_paint(struct grid *grid, struct rect row, const struct hint *hints, int n);
/* Which of them stands at that column, key or label; -1 none. */
int hintbar_at(struct rect row, const struct hint *hints, int n, int col);

#endif
