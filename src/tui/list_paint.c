/* list_paint.c - the rows of a list on the grid: how wide each column is, what stands out. Changes
 * nothing of the list. */
#include "carrel/list.h"
#include "carrel/cells.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "tui/list_private.h"
#include <stdio.h>

/* Widths for a row of `room` cells, one blank between columns; 0 means left out. */
static void column_widths(const struct list *list, int room, int width[LIST_COLUMNS_MAX])
{
	int left = room, weights = 0, shown = 0;

	for (int i = 0; i < list->ncolumns; i++) {
		int need = list->columns[i].min + (shown ? 1 : 0);
		width[i] = 0;
		if (need > left && shown)
			break;
		width[i] = need > left ? left : list->columns[i].min;
		left -= shown ? need : width[i];
		weights += list->columns[i].weight;
		shown = i + 1;
	}
	for (int i = shown; i < list->ncolumns; i++)
		width[i] = 0;
	for (int i = 0; i < shown && weights > 0; i++) {
		int more = left * list->columns[i].weight / weights;
		weights -= list->columns[i].weight;
		width[i] += more;
		left -= more;
	}
}

struct rect list_column_rect(const struct list *list, struct rect rect, int column)
{
	int width[LIST_COLUMNS_MAX], heading = list->heading && rect.rows > 1, col = rect.col + 1;

	if (rect.rows <= 0 || rect.cols <= 1 || column >= list->ncolumns || list->count == 0)
		return (struct rect){0};
	column_widths(list, rect.cols - 1, width);
	for (int i = 0; i < column; i++)
		col += width[i] + 1;
	if (width[column] == 0)
		return (struct rect){0};
	return (struct rect){rect.row + heading, col, rect.rows - heading, width[column]};
}

static void paint_match(
	const struct list *list, struct grid *grid, int row, int col, int width, const char *text)
{
	for (int i = 0; i < list->nwords; i++) {
		size_t start, len;
		if (!fold_find(text, list->words[i], &start, &len))
			continue;
		int from = (int)cells_width(text, start);
		struct rect hit = {row, col + from, 1, (int)cells_width(text + start, len)};
		grid_restyle(
			grid, rect_intersect(hit, (struct rect){row, col, 1, width}), STYLE_MATCH);
	}
}

static void paint_cell(struct grid *grid, int row, int col, int width, enum list_align align,
	enum style_id style, const char *text)
{
	if (align == LIST_RIGHT)
		grid_text_right(grid, row, col, width, style, text);
	else
		grid_text_cut(grid, row, col, width, style, text);
}

/* Set in, so that the eye runs down the first lines. */
static void paint_below(const struct list *list, struct grid *grid, struct rect line, size_t row,
	enum style_id whole)
{
	enum { INDENT = 3 };
	struct list_cell cell = list->source.below(list->source.arg, row);
	int col = line.col + INDENT, room = line.cols - INDENT;

	if (!cell.text || room < 1)
		return;
	grid_text_cut(
		grid, line.row, col, room, whole != STYLE_DEFAULT ? whole : cell.style, cell.text);
	paint_match(list, grid, line.row, col, room, cell.text);
}

static void paint_row(const struct list *list, struct grid *grid, struct rect line, size_t row,
	const int *width, bool focused)
{
	const struct list_source *s = &list->source;
	bool selected = row == list->row;
	bool marked = list->marks.n > 0 && list_marked(list, list_row_id(list, row));
	enum style_id whole = s->row_style ? s->row_style(s->arg, row) : STYLE_DEFAULT;
	int col = line.col + 1;

	if (marked)
		whole = STYLE_MARKED;
	if (selected)
		whole = focused ? STYLE_SELECTED : STYLE_SELECTED_UNFOCUSED;
	grid_fill(grid, line, whole, " ");
	if (selected || marked)
		grid_text(grid, line.row, line.col, 1, whole, marked ? "*" : ">");
	for (int i = 0; i < list->ncolumns && width[i] > 0; i++) {
		struct list_cell cell = s->cell(s->arg, row, i);
		enum style_id style = whole != STYLE_DEFAULT ? whole : cell.style;
		const char *text = cell.text ? cell.text : "";
		paint_cell(grid, line.row, col, width[i], list->columns[i].align, style, text);
		if (list->columns[i].match && list->columns[i].align == LIST_LEFT)
			paint_match(list, grid, line.row, col, width[i], text);
		col += width[i] + 1;
	}
	if (line.rows > 1)
		paint_below(list, grid, (struct rect){line.row + 1, line.col, 1, line.cols}, row,
			whole);
	if (selected && focused)
		grid_cursor_set(grid, line.row, line.col);
}

static void paint_heading(
	const struct list *list, struct grid *grid, struct rect line, const int *width)
{
	int col = line.col + 1;

	for (int i = 0; i < list->ncolumns && width[i] > 0; i++) {
		const char *title = list->columns[i].title;
		if (title && *title)
			paint_cell(grid, line.row, col, width[i], list->columns[i].align,
				STYLE_HEADING, _(title));
		col += width[i] + 1;
	}
}

static void paint_new_below(const struct list *list, struct grid *grid, struct rect line)
{
	char text[64];

	snprintf(text, sizeof text,
		i18n_plural(" %zu new below ", " %zu new below ", list->new_below),
		list->new_below);
	int width = (int)cells_widths(text);
	if (width < line.cols)
		grid_text(grid, line.row, line.col + line.cols - width, width, STYLE_OVERLAY, text);
}

void list_paint(const struct list *list, struct grid *grid, struct rect rect, bool focused)
{
	int width[LIST_COLUMNS_MAX];

	if (rect.rows <= 0 || rect.cols <= 1)
		return;
	column_widths(list, rect.cols - 1, width);
	if (list->heading && rect.rows > 1) {
		paint_heading(list, grid, (struct rect){rect.row, rect.col, 1, rect.cols}, width);
		rect.row++;
		rect.rows--;
	}
	if (list->count == 0) {
		if (list->empty)
			grid_text_wrap(grid,
				(struct rect){rect.row, rect.col + 1, rect.rows, rect.cols - 1},
				STYLE_DIM, list->empty);
		if (focused)
			grid_cursor_set(grid, rect.row, rect.col);
		return;
	}
	/* The height was told before; should the rectangle be smaller, the selection stays in sight. */
	size_t top = list->top;
	int lines = rect.rows < list_row_lines(list) ? 1 : list_row_lines(list);
	int fit = rect.rows / lines;
	if (list->row >= top + (size_t)fit)
		top = list->row - (size_t)fit + 1;
	for (int r = 0; r < fit && top + (size_t)r < list->count; r++) {
		struct rect line = {rect.row + r * lines, rect.col, lines, rect.cols};
		paint_row(list, grid, line, top + (size_t)r, width, focused);
	}
	if (list->new_below > 0)
		paint_new_below(list, grid,
			(struct rect){rect.row + rect.rows - 1, rect.col, 1, rect.cols});
}
