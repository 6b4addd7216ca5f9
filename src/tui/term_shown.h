/* term_shown.h - what a terminal was given last, cell by cell, and the scroll that brings it nearest to
 * the next grid. Knows nothing of curses. */
#ifndef CARREL_TUI_TERM_SHOWN_H
#define CARREL_TUI_TERM_SHOWN_H

#include "carrel/grid.h"

#include <stdbool.h>

/* Rows [top, bottom) moved up by `lines`, down if negative; 0: none did. */
struct term_scroll {
	int top, bottom, lines;
};

/* Zeroed to begin with. */
struct term_shown {
	int rows, cols;
	struct grid_cell *cells; /* rows * cols, owned */
	bool stale;              /* nothing of it can be trusted */
};

/* Another size: the cells are room only, and stale. False: it had that size. */
bool term_shown_resize(struct term_shown *shown, int rows, int cols);
void term_shown_fini(struct term_shown *shown);

/* The row's first cell, cols of them. */
struct grid_cell *term_shown_row(const struct term_shown *shown, int row);
/* The grid, of the same size, has in `row` what is shown in shown_row. */
bool term_shown_equal(
	const struct term_shown *shown, const struct grid *grid, int row, int shown_row);

/* The scroll that puts most rows right; .lines is 0 if none is worth it. */
struct term_scroll term_shown_find_scroll(const struct term_shown *shown, const struct grid *grid);
/* The terminal was told to scroll like that, by fewer lines than the region has. */
void term_shown_scroll(struct term_shown *shown, struct term_scroll s);

#endif
