#include "view/pane.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/clock.h"
#include "carrel/columns.h"
#include "carrel/console.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/lineedit.h"
#include "carrel/mem.h"
#include "carrel/reference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- frame ---- */

struct rect pane_inside(struct rect rect)
{
	struct rect in = rect_inset(rect, 1);
	return in.rows < 1 || in.cols < 1 ? (struct rect){rect.row, rect.col, 0, 0} : in;
}

struct rect pane_frame(const struct view *view, struct grid *grid, struct rect rect, bool focused,
	const char *title, const char *right)
{
	const struct grid_box box = {
		.kind = GRID_BOX_PANE,
		.rect = rect,
		.border = focused ? STYLE_BORDER_FOCUS : STYLE_BORDER,
		.title_style = focused ? STYLE_TITLE_FOCUS : STYLE_TITLE,
		.title = title ? title : _(view->class->title),
		.right = right,
	};
	grid_box(grid, &box);
	return pane_inside(rect);
}

/* ---- rows ---- */

static size_t count_rows(void *arg)
{
	return ((struct pane_list *)arg)->n;
}

static int64_t id_of_row(void *arg, size_t row)
{
	return ((struct pane_list *)arg)->rows[row].id;
}

static struct list_cell cell_of_row(void *arg, size_t row, int column)
{
	struct pane_list *p = arg;
	const struct pane_row *r = &p->rows[row];
	int field = p->shape->fields[column];
	struct list_cell cell = r->cell[field];
	if (p->clock == field + 1 && r->since_at) {
		int64_t ms = clock_wall_ms() - r->since_at;
		cell.text = p->clock_text;
		clock_duration(ms < 0 ? 0 : ms, p->clock_text);
	}
	return cell;
}

static struct list_cell below_of_row(void *arg, size_t row)
{
	const struct pane_list *p = arg;
	return p->rows[row].cell[p->below];
}

static enum style_id style_of_row(void *arg, size_t row)
{
	return ((struct pane_list *)arg)->rows[row].style;
}

void pane_list_open(struct pane_list *p, const struct pane_shape *shape)
{
	const struct list_source source = {
		.count = count_rows,
		.id = id_of_row,
		.cell = cell_of_row,
		.below = below_of_row,
		.row_style = style_of_row,
		.arg = p,
	};
	p->arena = arena_new();
	p->shape = shape;
	p->list = list_new(shape->columns, shape->n, &source);
	list_can_mark(p->list, false); /* but where the pane says which cases its rows are */
}

void pane_list_close(struct pane_list *p)
{
	list_free(&p->list);
	lineedit_free(&p->filter);
	arena_free(&p->arena);
	free(p->rows);
}

static bool stale(struct pane_list *p, const struct view *view, int cols, int64_t second)
{
	uint64_t reads = view->con->desk->reads + 1; /* 0 is: never made */
	p->remade = p->reads != reads || p->second != second || p->cols != cols;
	if (!p->remade)
		return false;
	p->reads = reads;
	p->second = second;
	p->cols = cols;
	return true;
}

bool pane_list_stale(struct pane_list *p, const struct view *view, int cols, bool live)
{
	return stale(p, view, cols, live ? clock_wall_ms() / 1000 : 0);
}

bool pane_list_stale_minute(struct pane_list *p, const struct view *view, int cols)
{
	enum { MINUTE_MS = 60 * 1000 };
	return stale(p, view, cols, clock_wall_ms() / MINUTE_MS);
}

bool pane_list_stale_until(struct pane_list *p, const struct view *view, int cols)
{
	return stale(p, view, cols, clock_wall_ms() >= p->until ? p->second + 1 : p->second);
}

void pane_list_until(struct pane_list *p, int64_t at)
{
	p->until = at < p->until ? at : p->until;
}

void pane_list_clock(struct pane_list *p, int field)
{
	p->clock = field + 1;
}

/* Where the list itself lies: the blank before the border is not its own, nor is the filter's line. */
static struct rect list_rect(const struct pane_list *p, struct rect in)
{
	in.cols -= in.cols > 1;
	in.rows -= p->filter && in.rows > 1;
	return in;
}

struct rect pane_list_counts(const struct pane_list *p, struct rect in)
{
	if (p->remade)
		return in;
	for (int i = 0; p->n > 0 && i < p->shape->n; i++)
		if (p->shape->fields[i] + 1 == p->clock)
			return list_column_rect(p->list, list_rect(p, in), i);
	return (struct rect){0};
}

void pane_list_begin(struct pane_list *p, size_t max)
{
	arena_reset(p->arena);
	if (max > p->cap) {
		p->rows = xreallocarray(p->rows, max, sizeof(*p->rows));
		p->cap = max;
	}
	p->n = 0;
	p->until = INT64_MAX;
	p->fresh = true;
}

struct pane_row *pane_list_add(struct pane_list *p, int64_t id)
{
	struct pane_row *row = &p->rows[p->n++];
	*row = (struct pane_row){.id = id};
	return row;
}

void pane_list_set_below(struct pane_list *p, int field)
{
	p->below = field;
	list_set_tall(p->list, field != 0);
}

/* ---- filter ---- */

static bool is_match_field(const struct pane_list *p, int field)
{
	for (const struct pane_shape *shape = p->shapes;; shape++) {
		for (int i = 0; i < shape->n; i++)
			if (shape->fields[i] == field && shape->columns[i].match)
				return true;
		if (shape->cols == 0)
			return false;
	}
}

/* Digits alone, if it is a number as people write them: "+34 600-555", "482 1937-6". */
static const char *digits_of(struct arena *a, const char *typed)
{
	char *digits = arena_strdup(a, typed), *to = digits;
	for (const char *p = typed; *p; p++) {
		if (*p >= '0' && *p <= '9')
			*to++ = *p;
		else if (!strchr("+ -()./", *p))
			return NULL;
	}
	*to = '\0';
	return to > digits ? digits : NULL;
}

static bool row_matches(const struct pane_list *p, const struct pane_row *row, const char *typed,
	const char *digits)
{
	const char *hay = row->words ? row->words : "";
	if (digits && row->numbers && strstr(row->numbers, digits))
		return true;
	for (int f = 0; f < PANE_FIELDS_MAX; f++)
		if (row->cell[f].text && is_match_field(p, f))
			hay = arena_printf(p->arena, "%s %s", hay, row->cell[f].text);
	return fold_match(fold_text(p->arena, hay), typed);
}

static void narrow(struct pane_list *p)
{
	const char *words = p->filter ? lineedit_text(p->filter) : "";
	size_t kept = 0;
	p->all = p->n;
	p->fresh = false;
	list_set_match(p->list, *words ? words : NULL);
	if (!*words)
		return;
	const char *typed = fold_text(p->arena, words);
	const char *digits = digits_of(p->arena, words);
	for (size_t i = 0; i < p->n; i++)
		if (row_matches(p, &p->rows[i], typed, digits))
			p->rows[kept++] = p->rows[i];
	p->n = kept;
}

static void end_filter(struct pane_list *p, struct view *view)
{
	lineedit_free(&p->filter);
	view->typing = p->typing = false;
	p->reads = 0; /* all rows again */
	list_ask_anew(p->list);
}

const char *pane_list_filter(const struct pane_list *p)
{
	return p->filter && lineedit_len(p->filter) > 0 ? lineedit_text(p->filter) : NULL;
}

bool pane_list_back(struct pane_list *p, struct view *view)
{
	if (!p->filter)
		return false;
	end_filter(p, view);
	console_dirty(view->con);
	return true;
}

static unsigned filter_key(struct pane_list *p, struct view *view, const struct key *key)
{
	if (key->kind == KEY_ESC || (key->kind == KEY_ENTER && lineedit_len(p->filter) == 0)) {
		end_filter(p, view);
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	if (key->kind == KEY_ENTER) {
		view->typing = p->typing = false;
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	if (key->kind == KEY_UP || key->kind == KEY_DOWN || key->kind == KEY_PGUP ||
		key->kind == KEY_PGDN)
		return list_key(p->list, key);
	unsigned bits = lineedit_key(p->filter, key);
	if (bits & WIDGET_CHANGED) {
		p->reads = 0;
		list_ask_anew(p->list);
	}
	return bits & ~(unsigned)WIDGET_SUBMIT;
}

unsigned pane_list_click(struct pane_list *p, const struct view *view, const struct key *key)
{
	if (list_click(p->list, key->row - pane_inside(view->rect).row))
		return WIDGET_HANDLED | WIDGET_CHANGED | WIDGET_REPAINT;
	return WIDGET_HANDLED;
}

unsigned pane_list_key(struct pane_list *p, struct view *view, const struct key *key)
{
	if (key->kind == KEY_MOUSE)
		return pane_list_click(p, view, key);
	if (view->typing && p->filter)
		return filter_key(p, view, key);
	if (!key_is_char(key, '/'))
		return list_key(p->list, key);
	if (!p->filter)
		p->filter = lineedit_new();
	view->typing = p->typing = true;
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

/* While it is typed, a field; kept, a word: rows that nobody sees must not be forgotten. */
static void paint_filter(
	const struct pane_list *p, struct grid *grid, struct rect line, bool focused)
{
	bool typing = p->typing;
	char count[96];
	const char *word = typing ? "/" : _("Filter:");
	snprintf(count, sizeof(count), typing ? _("%zu of %zu") : _("%zu of %zu  Esc shows all"),
		p->n, p->all);
	int used = grid_text(grid, line.row, line.col + 1, line.cols - 1,
		typing ? STYLE_HINT_KEY : STYLE_MARKED, word);
	int room = line.cols - used - 4 - (int)cells_widths(count);
	/* What was looked for is worth more than how to leave it. */
	if (!typing && room < (int)cells_widths(lineedit_text(p->filter))) {
		snprintf(count, sizeof(count), _("%zu of %zu"), p->n, p->all);
		room = line.cols - used - 4 - (int)cells_widths(count);
	}
	if (room < 4)
		return;
	lineedit_paint(p->filter, grid, line.row, line.col + used + 2, room,
		typing ? STYLE_INPUT : STYLE_MATCH, focused && typing,
		_("Enter keeps it, Esc shows all"));
	grid_text_right(grid, line.row, line.col + 1, line.cols - 1, STYLE_DIM, count);
}

static const struct pane_shape *shape_for(const struct pane_shape *shapes, int cols)
{
	while (shapes->cols >= cols && shapes->cols > 0)
		shapes++;
	return shapes;
}

const struct pane_shape *pane_shapes(struct pane_list *p, const struct columns *c,
	struct pane_shape *own, const struct pane_shape *shapes)
{
	if (!c->chosen)
		return shapes;
	*own = (struct pane_shape){.columns = c->shown, .fields = c->fields, .n = c->n};
	if (p->shape == own) /* the same place with other columns in it */
		list_set_columns(p->list, own->columns, own->n);
	return own;
}

void pane_usual(struct columns *c, const struct pane_shape *shapes, int cols)
{
	const struct pane_shape *shape = shape_for(shapes, cols);
	c->usual = shape->columns;
	c->n_usual = shape->n;
}

void pane_list_end(struct pane_list *p, const struct pane_shape *shapes, int cols, int rows)
{
	p->shapes = shapes;
	shapes = shape_for(shapes, cols);
	if (shapes != p->shape) {
		p->shape = shapes;
		list_set_columns(p->list, shapes->columns, shapes->n);
	}
	if (p->fresh)
		narrow(p);
	list_set_height(p->list, rows - (p->filter ? 1 : 0));
	list_refresh(p->list);
}

const struct pane_row *pane_list_selected(const struct pane_list *p)
{
	size_t row;
	return list_selected_row(p->list, &row) && row < p->n ? &p->rows[row] : NULL;
}

void pane_list_paint(const struct pane_list *p, struct grid *grid, struct rect in, bool focused)
{
	struct rect line = {in.row + in.rows - 1, in.col, 1, in.cols - (in.cols > 1)};
	in = list_rect(p, in);
	if (p->filter && p->n == 0)
		grid_text_wrap(grid, (struct rect){in.row, in.col + 1, in.rows, in.cols - 1},
			STYLE_DIM,
			p->typing ? _("No match. Backspace takes letters away, Esc shows all.")
				  : _("The filter hides them all. Esc shows them."));
	else
		list_paint(p->list, grid, in, focused);
	if (p->filter && in.rows > 0)
		paint_filter(p, grid, line, focused);
}

/* ---- words ---- */

const char *pane_case_word(enum case_state state)
{
	switch (state) {
	case CASE_NEW: return _("NEW");
	case CASE_OPEN: return _("OPEN");
	case CASE_WAITING_CUSTOMER: return _("ASKED"); /* the customer has the word */
	case CASE_WAITING_US: return _("TO DO");
	case CASE_SOLVED: return _("solved");
	case CASE_CLOSED: return _("closed");
	}
	return "?";
}

const char *pane_outcome_word(const struct app *app, const char *outcome_id)
{
	if (!outcome_id)
		return "";
	const struct outcome *o = outcome_find(app->outcomes, outcome_id);
	if (!o)
		return outcome_id;
	return o->moves_case ? pane_case_word(o->to) : _(o->title);
}

const char *pane_outcome_title(const struct app *app, const char *outcome_id)
{
	const struct outcome *o = outcome_id ? outcome_find(app->outcomes, outcome_id) : NULL;
	return o ? _(o->title) : outcome_id ? outcome_id : "";
}

enum style_id pane_case_style(enum case_state state)
{
	if (!casefile_is_open(state))
		return STYLE_DIM;
	return state == CASE_WAITING_CUSTOMER ? STYLE_DEFAULT : STYLE_HEADING;
}

const char *pane_language(const char *code)
{
	static const struct {
		const char *code, *word;
	} words[] = {
		{"en", N_("English")},
		{"es", N_("Spanish")},
		{"ca", N_("Catalan")},
		{"fr", N_("French")},
		{"de", N_("German")},
		{"it", N_("Italian")},
		{"pt", N_("Portuguese")},
	};
	for (size_t i = 0; code && i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].code, code) == 0)
			return _(words[i].word);
	return code ? code : "";
}

const char *pane_first_name(const char *name, struct arena *a)
{
	return arena_strndup(a, name, strcspn(name, " "));
}

const char *pane_moment(const struct app *app, int64_t at, int64_t now, struct arena *a)
{
	const char *day = app_when(app, at, now, a);
	struct clock_local t = clock_local(at, app_zone(app));
	day += strspn(day, " ");
	return strchr(day, ':') ? day : arena_printf(a, "%s %02d:%02d", day, t.hour, t.minute);
}

const char *pane_duration(struct arena *a, int64_t ms)
{
	char text[32];
	clock_duration(ms < 0 ? 0 : ms, text);
	return arena_strdup(a, text);
}

const char *pane_number(struct arena *a, const char *number)
{
	char shown[12] = "";
	if (number && *number)
		reference_show(number, shown);
	return arena_strdup(a, shown);
}

const char *pane_numbers(struct arena *a, const char *phone, const char *case_number)
{
	return arena_printf(a, "%s %s", phone ? phone : "", case_number ? case_number : "");
}
