/* grid.h - the screen as plain data: cells of one cluster, one width, one style.
 *
 * Widgets and views paint here; a terminal shows it; a test dumps it. Every character enters
 * through cells_next(), so a grid never holds control bytes, bidi controls, joiners or bad UTF-8
 * (asserted), and a wide cluster that does not fit whole is not drawn. Nothing here allocates but
 * grid_new and grid_resize, so painting cannot fail. All coordinates are absolute, 0-based;
 * whatever falls outside the grid or the clip rectangle is dropped silently. */
#ifndef CARREL_GRID_H
#define CARREL_GRID_H

#include "carrel/style.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rect {
	int row, col, rows, cols;
};

struct rect rect_intersect(struct rect a, struct rect b); /* rows = cols = 0 when apart */
struct rect rect_inset(struct rect r, int by);            /* the inside of a frame for by = 1 */
bool rect_has(struct rect r, int row, int col);

struct grid; /* opaque */

/* One cell, for terminals and tests. width 0: the right half of the wide cluster before it. */
struct grid_cell {
	char text[21]; /* clean UTF-8, NUL-terminated; "" only in a right half */
	uint8_t width; /* 0, 1 or 2 */
	uint8_t style; /* enum style_id */
	uint8_t lines; /* frame lines that meet here: enum grid_line */
};

enum grid_line { GRID_UP = 1, GRID_RIGHT = 2, GRID_DOWN = 4, GRID_LEFT = 8, GRID_TITLE = 16 };

struct grid *grid_new(int rows, int cols); /* both >= 1; cleared */
void grid_free(struct grid **grid);
void grid_resize(struct grid *grid, int rows, int cols);  /* cleared afterwards */
void grid_clear(struct grid *grid);                       /* blanks, whole clip, no cursor */
void grid_copy(struct grid *to, const struct grid *from); /* resizes `to` as needed */
int grid_rows(const struct grid *grid);
int grid_cols(const struct grid *grid);
struct rect grid_area(const struct grid *grid);                             /* the whole of it */
const struct grid_cell *grid_at(const struct grid *grid, int row, int col); /* asserts inside */

/* What may be drawn. Kept by grid_clear. */
enum grid_glyphs {
	GRID_GLYPHS_ALL,
	GRID_GLYPHS_PLAIN_FRAMES, /* ASCII frames and bars; every letter */
	/* For a terminal that draws lines, blocks and accented letters two cells wide, as those for East
	 * Asia may: ASCII frames, letters without accents, and what is two cells wide everywhere. */
	GRID_GLYPHS_EAST_ASIAN,
	GRID_GLYPHS_ASCII, /* for locales without UTF-8: letters without accents, '?' for all others */
};
void grid_set_glyphs(struct grid *grid, enum grid_glyphs glyphs);
bool grid_ascii(const struct grid *grid); /* frames and bars are */

/* Narrows the clip to r (intersected with the one in force) and returns the old one, which the
 * caller gives back to grid_unclip. */
struct rect grid_clip(struct grid *grid, struct rect r);
void grid_unclip(struct grid *grid, struct rect old);

/* Draws at most max_cells cells of text; returns the cells used. Text longer than that is cut
 * without a mark; grid_text_cut ends it in "…". max_cells < 0 means to the edge of the clip. */
int grid_text(
	struct grid *grid, int row, int col, int max_cells, enum style_id style, const char *text);
int grid_text_n(struct grid *grid, int row, int col, int max_cells, enum style_id style,
	const char *text, size_t n);
int grid_text_cut(
	struct grid *grid, int row, int col, int max_cells, enum style_id style, const char *text);
/* From the top of r, in as many of its rows as it takes; the last one is cut with "…". */
void grid_text_wrap(struct grid *grid, struct rect r, enum style_id style, const char *text);
int grid_text_lines(const char *text, int cols); /* that it takes */
/* Right-aligned in the cells [col, col + cells); returns the cells used. */
int grid_text_right(
	struct grid *grid, int row, int col, int cells, enum style_id style, const char *text);
void grid_fill(struct grid *grid, struct rect r, enum style_id style, const char *cluster);
void grid_restyle(struct grid *grid, struct rect r, enum style_id style); /* text stays */

enum grid_box_kind {
	GRID_BOX_PANE,  /* shares its lines with neighbours: corners become junctions */
	GRID_BOX_POPUP, /* blanks what is under it, joins nothing */
	GRID_BOX_INNER, /* a popup inside a pane: + - | so that it stands out in mono */
};

/* "┌2 Customer ─────────── 4 of 23 ┐". Any of the texts may be NULL. A title is cut before the
 * right title is; lines drawn later by a neighbour never cover a title. */
struct grid_box {
	enum grid_box_kind kind;
	struct rect rect;                        /* rows, cols >= 2, else nothing is drawn */
	enum style_id border, title_style, fill; /* fill: inside of a popup */
	const char *title, *right, *bottom;
};
void grid_box(struct grid *grid, const struct grid_box *box);
/* A line inside a pane, from its left to its right border with junctions ("├──┤"). */
void grid_rule(struct grid *grid, int row, int col, int cols, enum style_id style);

void grid_cursor_set(struct grid *grid, int row, int col); /* visible from now; the last one wins */
void grid_cursor_hide(struct grid *grid);
bool grid_cursor(const struct grid *grid, int *row, int *col); /* false: hidden */

bool grid_cell_equal(const struct grid_cell *a, const struct grid_cell *b); /* as seen */
bool grid_equal(const struct grid *a, const struct grid *b); /* size, cells and cursor */
/* The first cell that differs; false when the cells are equal. Sizes must be equal. */
bool grid_diff(const struct grid *a, const struct grid *b, int *row, int *col);

struct strbuf;
/* Golden text. Text plane: each row, trailing blanks removed, '\n'. Style plane: the same rows with
 * a letter per cell ('.' default, trailing ones removed), then the legend of the letters used and
 * the cursor ("cursor 5,12" or "cursor hidden"). */
void grid_dump_text(const struct grid *grid, struct strbuf *out);
void grid_dump_style(const struct grid *grid, struct strbuf *out);
/* The same; the legend says how each of them looks in `set` where that is told by attributes. */
struct style_set;
void grid_dump_looks(const struct grid *grid, const struct style_set *set, struct strbuf *out);

#endif
