/* layout.h - which pane gets which part of the screen.
 *
 * A screen is a constant tree of splits for each size class; the numbers in it are data, so a view
 * can be moved without code. Neighbours share one border: the rectangle of a pane begins in the
 * last row or column of the one before it, and grid_box joins the lines. */
#ifndef CARREL_LAYOUT_H
#define CARREL_LAYOUT_H

#include "carrel/grid.h"

enum layout_class {
	LAYOUT_TINY,   /* under 20x4: one line */
	LAYOUT_SMALL,  /* under 60x15: one pane and a hint */
	LAYOUT_MEDIUM, /* 60x15 to 99x29 */
	LAYOUT_LARGE,  /* 100x30 to 159 columns */
	LAYOUT_HUGE,   /* 160x50 up */
	LAYOUT_CLASS_COUNT
};
enum layout_class layout_class_of(int rows, int cols);
const char *layout_class_name(enum layout_class class); /* "medium": key of remembered sizes */

enum layout_kind { LAYOUT_PANE, LAYOUT_ROWS, LAYOUT_COLS }; /* ROWS: children below each other */

struct layout_node {
	enum layout_kind kind;
	int pane;   /* LAYOUT_PANE: the caller's number, 0..31 */
	int min;    /* rows or columns along the parent's split, borders included */
	int weight; /* share of what is left after the minima; 0: stays at min */
	int max;    /* 0: none */
	const struct layout_node *kids;
	int nkids;
};

struct layout_place {
	int pane;
	struct rect rect;
};

enum { LAYOUT_PANES_MAX = 32 };

/* Fills out[] (at most LAYOUT_PANES_MAX) in reading order and returns how many. Panes whose bit is
 * in `hidden` get nothing and their room goes to the others. grow[pane] (NULL: none) are extra rows
 * or columns the person gave it with + and -. When the minima do not fit, the last children of a
 * split are left out until they do; a lone child always gets all. */
int layout_place(const struct layout_node *root, struct rect area, uint32_t hidden, const int *grow,
	struct layout_place out[LAYOUT_PANES_MAX]);
/* The rectangle of one pane among places; false: it has none at this size. */
bool layout_find(const struct layout_place *places, int n, int pane, struct rect *rect);

/* Status line, body, message line, key line. In a tiny screen only `status` has rows. */
struct layout_frame {
	struct rect status, body, message, hints;
};
struct layout_frame layout_frame_of(int rows, int cols);

#endif
