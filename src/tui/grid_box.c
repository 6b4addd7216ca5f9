/* grid_box.c - frames and rules. Each cell of a line remembers which ways it runs, so that lines that
 * meet later are joined by the right glyph. */
#include "carrel/grid.h"
#include "carrel/cells.h"
#include "tui/grid_private.h"
#include <string.h>

enum { KEYS_MAX = 8 };

static const char between_keys[] = " - ";

/* By the lines that meet: up 1, right 2, down 4, left 8. A lone end is drawn as the whole line. */
static const char *const line_glyphs[16] = {
	" ",
	"│",
	"─",
	"└",
	"│",
	"│",
	"┌",
	"├",
	"─",
	"┘",
	"─",
	"┴",
	"┐",
	"┤",
	"┬",
	"┼",
};

static const char *line_glyph(const struct grid *grid, enum grid_box_kind kind, unsigned lines)
{
	bool across = (lines & (GRID_LEFT | GRID_RIGHT)) != 0;
	bool upright = (lines & (GRID_UP | GRID_DOWN)) != 0;

	if (!grid_ascii(grid) && kind != GRID_BOX_INNER)
		return line_glyphs[lines & 15];
	if (across && upright)
		return "+";
	return across ? "-" : "|";
}

static void put_line(struct grid *grid, enum grid_box_kind kind, int row, int col, unsigned lines,
	enum style_id style)
{
	if (!rect_has(grid->clip, row, col))
		return;
	struct grid_cell *cell = grid_cell_at(grid, row, col);
	if (kind == GRID_BOX_PANE) {
		if (cell->lines & GRID_TITLE) {
			cell->lines |= (uint8_t)lines;
			return;
		}
		lines |= cell->lines;
	}
	grid_cell_put(grid, row, col, line_glyph(grid, kind, lines), 1, style);
	/* An inner frame is ASCII on purpose; it must not be taken for a line to join. */
	if (kind != GRID_BOX_INNER)
		grid_cell_at(grid, row, col)->lines = (uint8_t)lines;
}

static void box_across(struct grid *grid, const struct grid_box *box, int row, unsigned corner)
{
	int last = box->rect.col + box->rect.cols - 1;

	put_line(grid, box->kind, row, box->rect.col, corner | GRID_RIGHT, box->border);
	for (int col = box->rect.col + 1; col < last; col++)
		put_line(grid, box->kind, row, col, GRID_LEFT | GRID_RIGHT, box->border);
	put_line(grid, box->kind, row, last, corner | GRID_LEFT, box->border);
}

/* What was written over the line keeps what the cell knows of it for junctions. */
static int title_cells(struct grid *grid, int row, int col, int used)
{
	for (int i = col; i < col + used; i++) {
		if (rect_has(grid->clip, row, i))
			grid_cell_at(grid, row, i)->lines = GRID_LEFT | GRID_RIGHT | GRID_TITLE;
	}
	return used;
}

static int put_title(
	struct grid *grid, int row, int col, int max_cells, enum style_id style, const char *text)
{
	return title_cells(grid, row, col, grid_text_cut(grid, row, col, max_cells, style, text));
}

struct key_words {
	const char *at;
	size_t n;
	int cells;
	bool kept;
};

/* "Enter takes it - Tab next - Esc back": without room for all, the way out and what Enter does are
 * told, and of the rest what stands first. */
static void drop_keys(struct key_words *words, int n, int max_cells)
{
	static const char enter[] = "Enter";
	const int gap = (int)strlen(between_keys);
	int all = -gap;
	for (int i = 0; i < n; i++)
		all += words[i].cells + gap;
	for (int round = 0; round < 2; round++)
		for (int i = n - 2; i >= 0 && all > max_cells; i--) {
			bool main = strncmp(words[i].at, enter, strlen(enter)) == 0;
			if (!words[i].kept || (main && round == 0))
				continue;
			words[i].kept = false;
			all -= words[i].cells + gap;
		}
}

static int put_keys(
	struct grid *grid, int row, int col, int max_cells, enum style_id style, const char *text)
{
	struct key_words words[KEYS_MAX];
	int n = 0, used = 0;
	if (cells_widths(text) <= (size_t)max_cells)
		return put_title(grid, row, col, max_cells, style, text);
	for (const char *at = text; at && n < KEYS_MAX; n++) {
		const char *end = n + 1 < KEYS_MAX ? strstr(at, between_keys) : NULL;
		size_t len = end ? (size_t)(end - at) : strlen(at);
		words[n] = (struct key_words){at, len, (int)cells_width(at, len), true};
		at = end ? end + strlen(between_keys) : NULL;
	}
	drop_keys(words, n, max_cells);
	for (int i = 0; i < n; i++) {
		if (!words[i].kept)
			continue;
		if (used > 0)
			used += put_title(
				grid, row, col + used, max_cells - used, style, between_keys);
		if (i + 1 == n)
			used += put_title(
				grid, row, col + used, max_cells - used, style, words[i].at);
		else
			used += title_cells(grid, row, col + used,
				grid_text_n(grid, row, col + used, max_cells - used, style,
					words[i].at, words[i].n));
	}
	return used;
}

static void box_titles(struct grid *grid, const struct grid_box *box)
{
	const struct rect r = box->rect;
	int lead = box->kind == GRID_BOX_INNER ? 2 : 1;
	int room = r.cols - 1 - lead;
	int right = box->right && *box->right ? (int)cells_widths(box->right) + 2 : 0;

	if (right > 0 && right <= room) {
		int col = r.col + r.cols - 1 - right;
		put_title(grid, r.row, col, 1, box->border, " ");
		put_title(grid, r.row, col + 1, right - 2, box->title_style, box->right);
		put_title(grid, r.row, col + right - 1, 1, box->border, " ");
		room -= right;
	}
	if (box->title && *box->title && room > 1) {
		int col = r.col + lead;
		if (box->kind == GRID_BOX_INNER)
			col += put_title(grid, r.row, col, 1, box->border, " ");
		int used = put_title(grid, r.row, col, room - lead, box->title_style, box->title);
		put_title(grid, r.row, col + used, 1, box->border, " ");
	}
	if (box->bottom && *box->bottom && r.cols > 6) {
		int row = r.row + r.rows - 1;
		int col = r.col + 2;
		put_title(grid, row, col, 1, box->border, " ");
		int used = put_keys(grid, row, col + 1, r.cols - 5, box->title_style, box->bottom);
		put_title(grid, row, col + 1 + used, 1, box->border, " ");
	}
}

static bool lies_in(struct rect r, struct rect around)
{
	return r.row >= around.row && r.row + r.rows <= around.row + around.rows &&
		r.col >= around.col && r.col + r.cols <= around.col + around.cols;
}

void grid_box(struct grid *grid, const struct grid_box *box)
{
	const struct rect r = box->rect;
	int bottom = r.row + r.rows - 1;

	if (r.rows < 2 || r.cols < 2)
		return;
	if (box->kind == GRID_BOX_PANE && lies_in(grid->clip, rect_inset(r, 1)))
		return; /* all of it would be clipped away */
	if (box->kind != GRID_BOX_PANE)
		grid_fill(grid, r, box->fill, " ");
	box_across(grid, box, r.row, GRID_DOWN);
	for (int row = r.row + 1; row < bottom; row++) {
		put_line(grid, box->kind, row, r.col, GRID_UP | GRID_DOWN, box->border);
		put_line(
			grid, box->kind, row, r.col + r.cols - 1, GRID_UP | GRID_DOWN, box->border);
	}
	box_across(grid, box, bottom, GRID_UP);
	box_titles(grid, box);
}

void grid_rule(struct grid *grid, int row, int col, int cols, enum style_id style)
{
	for (int i = 0; i < cols; i++) {
		unsigned lines = (i > 0 ? GRID_LEFT : 0) | (i < cols - 1 ? GRID_RIGHT : 0);
		put_line(grid, GRID_BOX_PANE, row, col + i, lines, style);
	}
}
