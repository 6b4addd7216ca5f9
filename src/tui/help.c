/* help.c - see help.h. What can be searched in a row is folded once, when the help is opened. */
#include "carrel/help.h"
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/lineedit.h"
#include "carrel/mem.h"
#include "carrel/vec.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_CELLS = 10 };

struct help {
	char *title;
	const struct help_row *rows;
	const char **folded; /* one a row, in the arena */
	size_t n;
	struct arena *arena;
	struct lineedit *field;
	struct vec shown; /* size_t: rows that match */
	size_t at, top;   /* indexes into shown */
	int height;       /* lines inside the frame */
};

static size_t shown_row(const struct help *help, size_t i)
{
	return *(const size_t *)vec_at(&help->shown, i);
}

/* A group's name stands over its first row, unless one searches: then order is what counts. */
static bool headed(const struct help *help, size_t i)
{
	const char *group = help->rows[shown_row(help, i)].group;

	if (!group || lineedit_len(help->field) > 0)
		return false;
	if (i == 0)
		return true;
	const char *before = help->rows[shown_row(help, i - 1)].group;
	return !before || strcmp(before, group) != 0;
}

static int lines_between(const struct help *help, size_t from, size_t to)
{
	int lines = 0;

	for (size_t i = from; i <= to; i++)
		lines += headed(help, i) ? 2 : 1;
	return lines;
}

static void go_to(struct help *help, size_t at)
{
	if (help->shown.n == 0) {
		help->at = help->top = 0;
		return;
	}
	help->at = at < help->shown.n ? at : help->shown.n - 1;
	if (help->top > help->at)
		help->top = help->at;
	while (help->top < help->at && lines_between(help, help->top, help->at) > help->height)
		help->top++;
}

static void narrow(struct help *help)
{
	struct arena_mark mark = arena_mark(help->arena);
	const char *needle = fold_text(help->arena, lineedit_text(help->field));

	vec_clear(&help->shown);
	for (size_t i = 0; i < help->n; i++) {
		if (!*needle || fold_match(help->folded[i], needle))
			*(size_t *)vec_push(&help->shown) = i;
	}
	arena_release(help->arena, mark);
	help->top = 0;
	go_to(help, 0);
}

struct help *help_new(const char *title, const struct help_row *rows, size_t n)
{
	struct help *help = xcalloc(1, sizeof *help);

	help->title = xstrdup(title);
	help->rows = rows;
	help->n = n;
	help->arena = arena_new();
	help->field = lineedit_new();
	help->shown.size = sizeof(size_t);
	help->height = 1;
	help->folded = arena_array(help->arena, n ? n : 1, sizeof *help->folded);
	for (size_t i = 0; i < n; i++) {
		const char *words =
			arena_printf(help->arena, "%s %s %s", rows[i].key ? rows[i].key : "",
				rows[i].what, rows[i].synonyms ? rows[i].synonyms : "");
		help->folded[i] = fold_text(help->arena, words);
	}
	narrow(help);
	return help;
}

void help_free(struct help **help)
{
	struct help *h = *help;

	if (!h)
		return;
	free(h->title);
	arena_free(&h->arena);
	lineedit_free(&h->field);
	vec_fini(&h->shown);
	free(h);
	*help = NULL;
}

void help_set_height(struct help *help, int rows)
{
	help->height = rows > 3 ? rows - 2 : 1;
	go_to(help, help->at);
}

bool help_chosen(const struct help *help, int64_t *id)
{
	if (help->shown.n == 0)
		return false;
	*id = help->rows[shown_row(help, help->at)].id;
	return true;
}

size_t help_count(const struct help *help)
{
	return help->shown.n;
}

static unsigned move_to(struct help *help, size_t at)
{
	go_to(help, at);
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

unsigned help_key(struct help *help, const struct key *key)
{
	size_t page = (size_t)help->height;

	switch ((int)key->kind) {
	case KEY_ESC: return WIDGET_HANDLED | WIDGET_CANCEL;
	case KEY_ENTER: return WIDGET_HANDLED | (help->shown.n ? WIDGET_SUBMIT : 0u);
	case KEY_UP: return move_to(help, help->at > 0 ? help->at - 1 : 0);
	case KEY_DOWN: return move_to(help, help->at + 1);
	case KEY_PGUP: return move_to(help, help->at > page ? help->at - page : 0);
	case KEY_PGDN: return move_to(help, help->at + page);
	default: break;
	}
	unsigned bits = lineedit_key(help->field, key);
	if (bits & WIDGET_CHANGED)
		narrow(help);
	return bits;
}

static void paint_row(const struct help *help, struct grid *grid, struct rect line, size_t i)
{
	const struct help_row *row = &help->rows[shown_row(help, i)];
	bool here = i == help->at;
	enum style_id style = here ? STYLE_SELECTED : STYLE_POPUP;

	grid_fill(grid, line, style, " ");
	if (here)
		grid_text(grid, line.row, line.col, 1, style, ">");
	if (row->key)
		grid_text_cut(grid, line.row, line.col + 1, KEY_CELLS - 1,
			here ? style : STYLE_HINT_KEY, row->key);
	grid_text_cut(grid, line.row, line.col + 1 + KEY_CELLS, line.cols - 1 - KEY_CELLS, style,
		_(row->what));
}

void help_paint(const struct help *help, struct grid *grid, struct rect rect)
{
	struct rect in = rect_inset(rect, 1);
	char right[48];
	int lead = 1 + (int)cells_widths(help->title) + 1;

	snprintf(right, sizeof right, _("%zu of %zu"), help->shown.n, help->n);
	const struct grid_box box = {
		.kind = GRID_BOX_POPUP,
		.rect = rect,
		.border = STYLE_POPUP_BORDER,
		.title_style = STYLE_POPUP_BORDER,
		.fill = STYLE_POPUP,
		.title = help->title,
		.right = right,
		.bottom = _("type to search - Enter does it - Esc back"),
	};
	grid_box(grid, &box);
	lineedit_paint(help->field, grid, rect.row, rect.col + lead,
		rect.cols - lead - (int)cells_widths(right) - 4, STYLE_INPUT, true, NULL);
	struct rect old = grid_clip(grid, in);
	if (help->shown.n == 0)
		grid_text_cut(grid, in.row, in.col + 1, in.cols - 1, STYLE_DIM,
			_("Nothing has that word. Backspace widens the search."));
	int line = in.row;
	for (size_t i = help->top; i < help->shown.n && line < in.row + in.rows; i++) {
		if (headed(help, i))
			grid_text_cut(grid, line++, in.col + 1, in.cols - 1, STYLE_HEADING,
				_(help->rows[shown_row(help, i)].group));
		paint_row(help, grid, (struct rect){line++, in.col, 1, in.cols}, i);
	}
	grid_unclip(grid, old);
}
