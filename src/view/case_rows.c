/* A saved queue on the screen: its own columns, sorted by any of them with `s`, narrowed with `/`,
 * marked with Space; Enter shows the case, F2 takes the one the cursor was moved to. */
#include "view/case_rows.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const struct list_column layout[CASE_COLUMNS] = {
	[COLUMN_LOOK]     = {"look",     NULL, 10, 1, LIST_LEFT,  true},
	[COLUMN_CASE]     = {"case",     NULL, 10, 0, LIST_LEFT,  true},
	[COLUMN_WHO]      = {"who",      NULL, 12, 3, LIST_LEFT,  true},
	[COLUMN_SUBJECT]  = {"subject",  NULL, 14, 4, LIST_LEFT,  true},
	[COLUMN_STATE]    = {"state",    NULL,  8, 1, LIST_LEFT,  true},
	[COLUMN_DUE]      = {"due",      NULL,  7, 0, LIST_LEFT,  false},
	[COLUMN_OWNER]    = {"owner",    NULL,  7, 1, LIST_LEFT,  true},
	[COLUMN_QUEUE]    = {"queue",    NULL,  9, 1, LIST_LEFT,  true},
	[COLUMN_NEXT]     = {"next",     NULL, 12, 3, LIST_LEFT,  true},
	[COLUMN_TOPIC]    = {"topic",    NULL,  8, 1, LIST_LEFT,  true},
	[COLUMN_LANGUAGE] = {"language", NULL,  8, 0, LIST_LEFT,  true},
	[COLUMN_TAGS]     = {"tags",     NULL,  8, 2, LIST_LEFT,  true},
	[COLUMN_AGE]      = {"age",      NULL, 10, 0, LIST_RIGHT, false},
};
/* clang-format on */

bool case_rows_shown(const struct view *view)
{
	return view->con->desk->saved.id != 0;
}

/* The columns the queue was saved with, unless the person chose others. */
static void set_columns(struct case_rows *c, const struct saved_view *saved)
{
	enum case_column columns[CASE_COLUMNS];
	size_t n;
	struct err ignored = {0};
	struct arena *a = arena_new();
	if (case_columns_parse(saved ? saved->columns : NULL, a, columns, &n, &ignored) != RC_OK &&
		case_columns_parse(NULL, a, columns, &n, &ignored) != RC_OK)
		n = 0;
	arena_free(&a);
	for (size_t i = 0; i < n; i++) {
		c->usual[i] = c->defs[columns[i]].column;
		c->usual_fields[i] = (int)columns[i];
	}
	c->columns.usual = c->usual;
	c->columns.n_usual = (int)n;
	c->shape = (struct pane_shape){.columns = c->usual, .fields = c->usual_fields, .n = (int)n};
	if (c->columns.chosen)
		c->shape = (struct pane_shape){.columns = c->columns.shown,
			.fields = c->columns.fields,
			.n = c->columns.n};
	c->sorted = CASE_COLUMNS;
}

void case_rows_open(struct case_rows *c)
{
	c->arena = arena_new();
	for (int i = 0; i < CASE_COLUMNS; i++) {
		c->defs[i] = (struct column_def){.column = layout[i], .field = i};
		c->defs[i].column.title = word_label(case_column_words, i);
	}
	columns_open(&c->columns, c->defs, CASE_COLUMNS);
	set_columns(c, NULL);
	pane_list_open(&c->rows, &c->shape);
	list_can_mark(c->rows.list, true);
	list_set_empty(c->rows.list, _("No case is like that now. Esc shows who waits."));
}

void case_rows_close(struct case_rows *c)
{
	pane_list_close(&c->rows);
	columns_close(&c->columns);
	arena_free(&c->arena);
	free(c->name);
}

/* Another queue was chosen, or this one got other columns, or the person chose others. */
static void follow_queue(struct case_rows *c, const struct view *view)
{
	const struct saved_view *saved = &view->con->desk->saved;
	char *name = xasprintf("%s\n%s", saved->name, saved->columns ? saved->columns : "");
	char *key = xasprintf("columns.view.%s", saved->name);
	bool chosen = columns_follow(&c->columns, view->con->remember, key);
	bool other = !c->name || strcmp(c->name, name) != 0;
	free(key);
	free(c->name);
	c->name = name;
	if (!other && !chosen)
		return;
	set_columns(c, saved);
	list_set_columns(c->rows.list, c->shape.columns, c->shape.n);
	c->rows.reads = 0;
	if (!other)
		return;
	list_mark_none(c->rows.list);
	c->chosen = false;
}

struct columns *case_rows_columns(struct case_rows *c)
{
	return &c->columns;
}

static enum style_id style_of(const struct case_row *row, enum case_column column)
{
	if (column == COLUMN_LOOK)
		return row->marks & MARK_AGEING ? STYLE_LATE : STYLE_WARN;
	if (column == COLUMN_DUE && row->marks & MARK_AGEING)
		return STYLE_LATE;
	if (column == COLUMN_STATE)
		return pane_case_style(row->c.state);
	return column == COLUMN_CASE ? STYLE_DIM : STYLE_DEFAULT;
}

/* Who and what a case is about is found whichever columns there are. */
static const char *hidden_words(const struct case_row *row, struct arena *a)
{
	const char *const words[] = {row->customer_name, row->c.subject, row->topic_title,
		row->owner_name, row->queue_title, row->c.tags, row->customer_tags};
	const char *all = pane_number(a, row->c.number);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (words[i])
			all = arena_printf(a, "%s %s", all, words[i]);
	return all;
}

static void make_rows(struct case_rows *c, const struct desk *desk)
{
	int64_t now = clock_wall_ms();
	struct case_row *sorted = arena_array(c->arena, desk->ncases + 1, sizeof(*sorted));
	if (desk->ncases > 0)
		memcpy(sorted, desk->cases, desk->ncases * sizeof(*sorted));
	case_rows_sort(sorted, desk->ncases, (enum case_column)c->sorted, false);
	pane_list_begin(&c->rows, desk->ncases);
	for (size_t i = 0; i < desk->ncases; i++) {
		struct pane_row *row = pane_list_add(&c->rows, sorted[i].c.id);
		row->ref = sorted[i].c.id;
		row->words = hidden_words(&sorted[i], c->rows.arena);
		row->numbers = pane_numbers(c->rows.arena, NULL, sorted[i].c.number);
		for (int f = 0; f < c->shape.n; f++) {
			enum case_column column = (enum case_column)c->shape.fields[f];
			row->cell[column] = (struct list_cell){column == COLUMN_STATE
					? pane_case_word(sorted[i].c.state)
					: case_column_text(desk->app, &sorted[i], column, now,
						  c->rows.arena),
				style_of(&sorted[i], column)};
		}
	}
}

/* The heading of the column, "-Due" where the last come first. */
static const char *sorted_by(const struct case_rows *c, const struct desk *desk)
{
	const char *text = desk->saved.sort;
	enum case_column by = c->sorted;
	bool down = false;
	struct err ignored = {0};
	if (by == CASE_COLUMNS && case_sort_parse(text, c->arena, &by, &down, &ignored) != RC_OK)
		return text;
	if (by == CASE_COLUMNS)
		by = COLUMN_NEXT;
	return arena_printf(
		c->arena, "%s%s", down ? "-" : "", _(word_label(case_column_words, (int)by)));
}

void case_rows_recalc(struct case_rows *c, struct view *view, struct rect rect)
{
	const struct desk *desk = view->con->desk;
	struct rect in = pane_inside(rect);
	follow_queue(c, view);
	arena_reset(c->arena);
	if (pane_list_stale(&c->rows, view, in.cols, false))
		make_rows(c, desk);
	pane_list_end(&c->rows, &c->shape, in.cols, in.rows);
	c->title = arena_printf(c->arena, "%d %s", view->pane, desk->saved.name);
	size_t marked = list_mark_count(c->rows.list);
	const char *count =
		arena_printf(c->arena, "%zu%s", desk->ncases, desk->more_cases ? "+" : "");
	if (marked > 0)
		c->right = arena_printf(c->arena, _("%zu marked of %s  F9 acts"), marked, count);
	else
		c->right = arena_printf(c->arena, _("%s  sort %s"), count, sorted_by(c, desk));
}

void case_rows_paint(const struct case_rows *c, const struct view *view, struct grid *grid,
	struct rect rect, bool focused)
{
	struct rect in = pane_frame(view, grid, rect, focused, c->title, c->right);
	pane_list_paint(&c->rows, grid, in, focused);
}

static const char *number_of(const struct view *view, int64_t case_id)
{
	const struct desk *desk = view->con->desk;
	for (size_t i = 0; i < desk->ncases; i++)
		if (desk->cases[i].c.id == case_id)
			return desk->cases[i].c.number;
	return NULL;
}

static void run_on(struct case_rows *c, struct view *view, const char *command)
{
	const char *number = number_of(view, case_rows_case(c));
	if (!number)
		return;
	char *text = xasprintf("%s %s", command, number);
	console_command(view->con, text);
	free(text);
}

void case_rows_take(struct case_rows *c, struct view *view)
{
	run_on(c, view, "take");
}

/* The next column of those shown; after the last, the order it was saved in. */
static void sort_next(struct case_rows *c)
{
	int next = 0;
	for (int f = 0; f < c->shape.n; f++)
		if (c->shape.fields[f] == c->sorted)
			next = f + 1;
	c->sorted = next < c->shape.n ? c->shape.fields[next] : CASE_COLUMNS;
	c->rows.reads = 0;
}

unsigned case_rows_key(struct case_rows *c, struct view *view, const struct key *key)
{
	if (!view->typing && (key_is_char(key, 's') || key_is_char(key, 'S'))) {
		sort_next(c);
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	unsigned bits = pane_list_key(&c->rows, view, key);
	if (bits & WIDGET_CHANGED)
		c->chosen = true;
	if (bits & WIDGET_SUBMIT)
		run_on(c, view, "show");
	return bits;
}

int64_t case_rows_case(const struct case_rows *c)
{
	const struct pane_row *row = pane_list_selected(&c->rows);
	return row ? row->ref : 0;
}

bool case_rows_chosen(const struct case_rows *c)
{
	return c->chosen;
}

const int64_t *case_rows_marked(const struct case_rows *c, size_t *n)
{
	return list_marks(c->rows.list, n);
}

bool case_rows_back(struct case_rows *c, struct view *view)
{
	if (!case_rows_shown(view))
		return false;
	if (list_mark_count(c->rows.list) > 0) {
		list_mark_none(c->rows.list);
	} else if (!pane_list_back(&c->rows, view)) {
		desk_show_saved(view->con->desk, NULL);
		free(c->name);
		c->name = NULL;
		console_stale(view->con);
	}
	return true;
}
