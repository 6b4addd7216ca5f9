/* grid.c - cells, the only way text gets onto the screen.
 *
 * Every write ends in grid_cell_put(), which keeps two things true: a wide cluster always has its right
 * half beside it (writing over one half blanks the other), and the text is clean. A cell is kept
 * zero-padded so that two cells are compared with one memcmp. */
#include "carrel/grid.h"
#include "carrel/cells.h"
#include "carrel/fold.h"
#include "carrel/mem.h"
#include "carrel/utf8.h"
#include "tui/grid_private.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

static_assert(sizeof(((struct grid_cell *)0)->text) == CELLS_CLUSTER_MAX + 1, "cluster size");

/* ---- rectangles ---------------------------------------------------------------------------- */

static int max_int(int a, int b)
{
	return a > b ? a : b;
}

static int min_int(int a, int b)
{
	return a < b ? a : b;
}

struct rect rect_intersect(struct rect a, struct rect b)
{
	struct rect r = {.row = max_int(a.row, b.row), .col = max_int(a.col, b.col)};

	r.rows = min_int(a.row + a.rows, b.row + b.rows) - r.row;
	r.cols = min_int(a.col + a.cols, b.col + b.cols) - r.col;
	if (r.rows <= 0 || r.cols <= 0)
		r.rows = r.cols = 0;
	return r;
}

struct rect rect_inset(struct rect r, int by)
{
	struct rect in = {r.row + by, r.col + by, r.rows - 2 * by, r.cols - 2 * by};

	if (in.rows < 0)
		in.rows = 0;
	if (in.cols < 0)
		in.cols = 0;
	return in;
}

bool rect_has(struct rect r, int row, int col)
{
	return row >= r.row && row < r.row + r.rows && col >= r.col && col < r.col + r.cols;
}

/* ---- the grid ------------------------------------------------------------------------------ */

struct grid *grid_new(int rows, int cols)
{
	struct grid *grid = xcalloc(1, sizeof *grid);
	grid_resize(grid, rows, cols);
	return grid;
}

void grid_free(struct grid **grid)
{
	if (!*grid)
		return;
	free((*grid)->cells);
	free(*grid);
	*grid = NULL;
}

void grid_resize(struct grid *grid, int rows, int cols)
{
	assert(rows >= 1 && cols >= 1);
	if (rows != grid->rows || cols != grid->cols) {
		size_t n = (size_t)rows * (size_t)cols;
		grid->cells = xreallocarray(grid->cells, n, sizeof *grid->cells);
		grid->rows = rows;
		grid->cols = cols;
	}
	grid_clear(grid);
}

void grid_clear(struct grid *grid)
{
	static const struct grid_cell blank = {.text = " ", .width = 1, .style = STYLE_DEFAULT};
	size_t n = (size_t)grid->rows * (size_t)grid->cols;

	for (size_t i = 0; i < n; i++)
		grid->cells[i] = blank;
	grid->clip = grid_area(grid);
	grid->cursor_shown = false;
}

void grid_copy(struct grid *to, const struct grid *from)
{
	size_t n = (size_t)from->rows * (size_t)from->cols;

	if (to->rows != from->rows || to->cols != from->cols)
		grid_resize(to, from->rows, from->cols);
	struct grid_cell *cells = to->cells;
	*to = *from;
	to->cells = cells;
	memcpy(to->cells, from->cells, n * sizeof *cells);
}

int grid_rows(const struct grid *grid)
{
	return grid->rows;
}

int grid_cols(const struct grid *grid)
{
	return grid->cols;
}

struct rect grid_area(const struct grid *grid)
{
	return (struct rect){0, 0, grid->rows, grid->cols};
}

struct grid_cell *grid_cell_at(const struct grid *grid, int row, int col)
{
	assert(row >= 0 && row < grid->rows && col >= 0 && col < grid->cols);
	return &grid->cells[(size_t)row * (size_t)grid->cols + (size_t)col];
}

const struct grid_cell *grid_at(const struct grid *grid, int row, int col)
{
	return grid_cell_at(grid, row, col);
}

void grid_set_glyphs(struct grid *grid, enum grid_glyphs glyphs)
{
	grid->glyphs = glyphs;
}

bool grid_ascii(const struct grid *grid)
{
	return grid->glyphs != GRID_GLYPHS_ALL;
}

struct rect grid_clip(struct grid *grid, struct rect r)
{
	struct rect old = grid->clip;
	grid->clip = rect_intersect(old, r);
	return old;
}

void grid_unclip(struct grid *grid, struct rect old)
{
	grid->clip = rect_intersect(old, grid_area(grid));
}

/* ---- cells --------------------------------------------------------------------------------- */

static bool text_clean(const char *text)
{
	unsigned char first = (unsigned char)text[0];

	if (first < 0x80)
		return first >= 0x20 && first != 0x7f;
	return utf8_valid(text, strlen(text));
}

static void cell_set(struct grid_cell *cell, const char *text, int width, enum style_id style)
{
	memset(cell, 0, sizeof *cell);
	memcpy(cell->text, text, strlen(text));
	cell->width = (uint8_t)width;
	cell->style = (uint8_t)style;
}

/* Blanks what would be left of a wide cluster when the cell at col is overwritten. */
static void cell_split(struct grid *grid, int row, int col)
{
	struct grid_cell *cell = grid_cell_at(grid, row, col);

	if (cell->width == 0 && col > 0) {
		struct grid_cell *left = grid_cell_at(grid, row, col - 1);
		cell_set(left, " ", 1, left->style);
	} else if (cell->width == 2 && col + 1 < grid->cols) {
		struct grid_cell *right = grid_cell_at(grid, row, col + 1);
		cell_set(right, " ", 1, right->style);
	}
}

void grid_cell_put(
	struct grid *grid, int row, int col, const char *text, int width, enum style_id style)
{
	assert(text_clean(text));
	for (int i = 0; i < width; i++)
		cell_split(grid, row, col + i);
	cell_set(grid_cell_at(grid, row, col), text, width, style);
	if (width == 2)
		cell_set(grid_cell_at(grid, row, col + 1), "", 0, style);
}

/* One letter of ASCII: nearly every cell of a screen, so it goes without a look at its bytes. */
static void cell_put_plain(struct grid *grid, int row, int col, char c, enum style_id style)
{
	struct grid_cell *cell = grid_cell_at(grid, row, col);

	assert(c >= 0x20 && c < 0x7f);
	if (cell->width != 1)
		cell_split(grid, row, col);
	*cell = (struct grid_cell){.text = {c}, .width = 1, .style = (uint8_t)style};
}

static bool in_clip(const struct grid *grid, int row, int col, int width)
{
	return rect_has(grid->clip, row, col) && rect_has(grid->clip, row, col + width - 1);
}

/* Plain words for the few signs that the program itself writes, a letter without its accent; any
 * other sign is a '?'. */
static char ascii_of(const struct cells_cluster *cluster)
{
	static const struct {
		const char *sign;
		char plain;
	} signs[] = {
		{"…", '~'},
		{"·", '.'},
		{"—", '-'},
		{"–", '-'},
		{"“", '"'},
		{"”", '"'},
		{"«", '"'},
		{"»", '"'},
		{"‘", '\''},
		{"’", '\''},
		{"¡", '!'},
		{"×", 'x'},
		{"€", 'E'},
	};
	uint32_t rune;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (strcmp(cluster->text, signs[i].sign) == 0)
			return signs[i].plain;
	(void)utf8_decode(cluster->text, cluster->len, &rune);
	char c = fold_letter(rune);
	return c ? c : '?';
}

static bool is_drawn(const struct grid *grid, const struct cells_cluster *cluster)
{
	if (grid->glyphs < GRID_GLYPHS_EAST_ASIAN || cluster->len == 1)
		return true;
	return grid->glyphs == GRID_GLYPHS_EAST_ASIAN && cluster->width == 2;
}

static void put_cluster(struct grid *grid, int row, int col, const struct cells_cluster *cluster,
	enum style_id style)
{
	if (is_drawn(grid, cluster)) {
		grid_cell_put(grid, row, col, cluster->text, cluster->width, style);
		return;
	}
	/* A mark on an ASCII base is not ASCII either. */
	const char plain[2] = {
		cluster->text[0] & 0x80 ? ascii_of(cluster) : cluster->text[0], '\0'};
	for (int i = 0; i < cluster->width; i++)
		grid_cell_put(grid, row, col + i, plain, 1, style);
}

int grid_text_n(struct grid *grid, int row, int col, int max_cells, enum style_id style,
	const char *text, size_t n)
{
	struct cells_cluster cluster;
	int edge = grid->clip.col + grid->clip.cols - col;
	int limit = max_cells < 0 || max_cells > edge ? edge : max_cells;
	int used = 0;

	for (size_t pos = 0; pos < n && used < limit;) {
		for (size_t run = cells_plain_run(text + pos, n - pos); run > 0 && used < limit;
			run--, pos++, used++)
			if (rect_has(grid->clip, row, col + used))
				cell_put_plain(grid, row, col + used, text[pos], style);
		if (pos == n || used == limit)
			break;
		pos += cells_next(text + pos, n - pos, &cluster);
		if (used + cluster.width > limit)
			break;
		if (in_clip(grid, row, col + used, cluster.width))
			put_cluster(grid, row, col + used, &cluster, style);
		used += cluster.width;
	}
	return used;
}

int grid_text(
	struct grid *grid, int row, int col, int max_cells, enum style_id style, const char *text)
{
	return grid_text_n(grid, row, col, max_cells, style, text, strlen(text));
}

int grid_text_cut(
	struct grid *grid, int row, int col, int max_cells, enum style_id style, const char *text)
{
	size_t n = strlen(text);
	int edge = grid->clip.col + grid->clip.cols - col;
	int limit = max_cells < 0 || max_cells > edge ? edge : max_cells;

	if (limit <= 0)
		return 0;
	if (cells_fit(text, n, (size_t)limit, NULL) == n)
		return grid_text_n(grid, row, col, limit, style, text, n);
	int used = grid_text_n(grid, row, col, limit - 1, style, text, n);
	return used + grid_text(grid, row, col + used, 1, style, "…");
}

/* The next line; *text is moved on to what follows. Where two spaces keep things apart, rather there. */
static size_t next_line(const char **text, int cols)
{
	size_t n = cells_line(*text, strlen(*text), cols > 0 ? (size_t)cols : 1);
	size_t group = (*text)[n] ? n : 0;

	while (group > 0 && !((*text)[group] == ' ' && (*text)[group - 1] == ' '))
		group--;
	if (group > n / 2)
		n = group - 1;
	*text += n + strspn(*text + n, " ");
	return n;
}

void grid_text_wrap(struct grid *grid, struct rect r, enum style_id style, const char *text)
{
	for (int row = r.row; *text && row < r.row + r.rows; row++) {
		const char *line = text;
		size_t n = next_line(&text, r.cols);
		if (*text && row + 1 == r.row + r.rows)
			grid_text_cut(grid, row, r.col, r.cols, style, line);
		else
			grid_text_n(grid, row, r.col, r.cols, style, line, n);
	}
}

int grid_text_lines(const char *text, int cols)
{
	int lines = 0;

	for (; *text; lines++)
		next_line(&text, cols);
	return lines;
}

int grid_text_right(
	struct grid *grid, int row, int col, int cells, enum style_id style, const char *text)
{
	if (cells <= 0)
		return 0;
	size_t width = cells_widths(text);
	int pad = width < (size_t)cells ? cells - (int)width : 0;
	return grid_text_cut(grid, row, col + pad, cells - pad, style, text);
}

void grid_fill(struct grid *grid, struct rect r, enum style_id style, const char *text)
{
	struct cells_cluster cluster;
	struct rect in = rect_intersect(r, grid->clip);

	cells_next(text, strlen(text), &cluster);
	for (int row = in.row; row < in.row + in.rows; row++) {
		int end = in.col + in.cols;
		for (int col = in.col; col + cluster.width <= end; col += cluster.width)
			if (cluster.len == 1)
				cell_put_plain(grid, row, col, cluster.text[0], style);
			else
				put_cluster(grid, row, col, &cluster, style);
	}
}

void grid_restyle(struct grid *grid, struct rect r, enum style_id style)
{
	struct rect in = rect_intersect(r, grid->clip);

	for (int row = in.row; row < in.row + in.rows; row++) {
		for (int col = in.col; col < in.col + in.cols; col++)
			grid_cell_at(grid, row, col)->style = (uint8_t)style;
	}
}

/* ---- cursor, compare ----------------------------------------------------------------------- */

void grid_cursor_set(struct grid *grid, int row, int col)
{
	if (!rect_has(grid_area(grid), row, col))
		return;
	grid->cursor_shown = true;
	grid->cursor_row = row;
	grid->cursor_col = col;
}

void grid_cursor_hide(struct grid *grid)
{
	grid->cursor_shown = false;
}

bool grid_cursor(const struct grid *grid, int *row, int *col)
{
	*row = grid->cursor_row;
	*col = grid->cursor_col;
	return grid->cursor_shown;
}

bool grid_cell_equal(const struct grid_cell *a, const struct grid_cell *b)
{
	return memcmp(a, b, offsetof(struct grid_cell, lines)) == 0;
}

bool grid_diff(const struct grid *a, const struct grid *b, int *row, int *col)
{
	assert(a->rows == b->rows && a->cols == b->cols);
	for (int r = 0; r < a->rows; r++) {
		for (int c = 0; c < a->cols; c++) {
			if (!grid_cell_equal(grid_cell_at(a, r, c), grid_cell_at(b, r, c))) {
				*row = r;
				*col = c;
				return true;
			}
		}
	}
	return false;
}

bool grid_equal(const struct grid *a, const struct grid *b)
{
	int row, col;

	if (a->rows != b->rows || a->cols != b->cols || a->cursor_shown != b->cursor_shown)
		return false;
	if (a->cursor_shown && (a->cursor_row != b->cursor_row || a->cursor_col != b->cursor_col))
		return false;
	return !grid_diff(a, b, &row, &col);
}
