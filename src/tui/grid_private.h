/* grid_private.h - between grid.c (cells and text) and grid_box.c (frames); nobody else sees inside. */
#ifndef CARREL_TUI_GRID_PRIVATE_H
#define CARREL_TUI_GRID_PRIVATE_H

#include "carrel/grid.h"

struct grid {
	int rows, cols;
	struct grid_cell *cells; /* rows * cols, owned */
	struct rect clip;
	enum grid_glyphs glyphs;
	bool cursor_shown;
	int cursor_row, cursor_col;
};

/* The cell itself; row and col must lie inside the grid. */
struct grid_cell *grid_cell_at(const struct grid *grid, int row, int col);
/* Writes one clean cluster of that width (1 or 2 cells), which must lie whole inside the grid, and
 * blanks what it leaves of a wide one. Does not look at the clip. */
void grid_cell_put(
	struct grid *grid, int row, int col, const char *text, int width, enum style_id style);

#endif
