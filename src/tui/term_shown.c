/* term_shown.c - see term_shown.h. Rows are compared whole: a frame that scrolled differs from the last
 * one by a shift of most of its rows. */
#include "tui/term_shown.h"
#include "carrel/mem.h"
#include <stdlib.h>
#include <string.h>

enum {
	SCROLL_ROWS_MIN = 4, /* fewer equal rows are not worth a scroll */
	SCROLL_SHARE = 8,    /* nor is a row of which less than one in so many cells changed */
};

bool term_shown_resize(struct term_shown *shown, int rows, int cols)
{
	if (shown->cells && rows == shown->rows && cols == shown->cols)
		return false;
	shown->cells =
		xreallocarray(shown->cells, (size_t)rows * (size_t)cols, sizeof *shown->cells);
	shown->rows = rows;
	shown->cols = cols;
	shown->stale = true;
	return true;
}

void term_shown_fini(struct term_shown *shown)
{
	free(shown->cells);
	shown->cells = NULL;
}

struct grid_cell *term_shown_row(const struct term_shown *shown, int row)
{
	return &shown->cells[(size_t)row * (size_t)shown->cols];
}

bool term_shown_equal(
	const struct term_shown *shown, const struct grid *grid, int row, int shown_row)
{
	return memcmp(grid_at(grid, row, 0), term_shown_row(shown, shown_row),
		       (size_t)shown->cols * sizeof(struct grid_cell)) == 0;
}

/* Rows that would be right after everything moved up by `lines`, and where they lie. */
static int scroll_gain(
	const struct term_shown *shown, const struct grid *grid, int lines, int *first, int *last)
{
	int gain = 0;

	for (int row = 0; row < shown->rows; row++) {
		int from = row + lines;
		if (from < 0 || from >= shown->rows || !term_shown_equal(shown, grid, row, from) ||
			term_shown_equal(shown, grid, row, row))
			continue;
		if (gain++ == 0)
			*first = row;
		*last = row;
	}
	return gain;
}

/* More than a clock that went on: such a row may have come from elsewhere. */
static bool is_another_row(const struct term_shown *shown, const struct grid *grid, int row)
{
	const struct grid_cell *is = grid_at(grid, row, 0), *was = term_shown_row(shown, row);
	int changed = 0;

	if (term_shown_equal(shown, grid, row, row))
		return false;
	for (int col = 0; col < shown->cols; col++)
		changed += memcmp(&is[col], &was[col], sizeof *is) != 0;
	return changed * SCROLL_SHARE > shown->cols;
}

struct term_scroll term_shown_find_scroll(const struct term_shown *shown, const struct grid *grid)
{
	struct term_scroll best = {0};
	int first = 0, last = 0, best_gain = SCROLL_ROWS_MIN - 1, changed = 0;

	for (int row = 0; row < shown->rows; row++)
		changed += is_another_row(shown, grid, row);
	if (changed < SCROLL_ROWS_MIN)
		return best;
	for (int lines = -shown->rows / 2; lines <= shown->rows / 2; lines++) {
		int gain = lines ? scroll_gain(shown, grid, lines, &first, &last) : 0;
		if (gain <= best_gain)
			continue;
		best_gain = gain;
		best.top = lines > 0 ? first : first + lines;
		best.bottom = 1 + (lines > 0 ? last + lines : last);
		best.lines = lines;
	}
	return best;
}

static void blank_rows(struct term_shown *shown, int from, int to)
{
	for (int i = from * shown->cols; i < to * shown->cols; i++)
		shown->cells[i] = (struct grid_cell){.text = " ", .width = 1};
}

void term_shown_scroll(struct term_shown *shown, struct term_scroll s)
{
	int height = s.bottom - s.top, by = s.lines > 0 ? s.lines : -s.lines;
	size_t kept = (size_t)(height - by) * (size_t)shown->cols * sizeof *shown->cells;
	struct grid_cell *top = term_shown_row(shown, s.top);
	struct grid_cell *moved = term_shown_row(shown, s.top + by);

	if (s.lines > 0) {
		memmove(top, moved, kept);
		blank_rows(shown, s.bottom - by, s.bottom);
	} else {
		memmove(moved, top, kept);
		blank_rows(shown, s.top, s.top + by);
	}
}
