/* Two customers who are one: which other one is found while typing, then both stand side by side and the
 * one that goes on is chosen; the choice is the confirmation. Those merged before can be parted again. */
#include "view/pane.h"
#include "view/popup_parts.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/windows.h"
#include "carrel/i18n.h"
#include "carrel/phone.h"
#include "carrel/store_people.h"
#include "carrel/store_screen.h"

#include <string.h>

enum { FOUND_MAX = 9, LINES_MAX = 12, SIDES = 2, LABEL_COLS = 12, PARTS_MAX = 9 };
enum { PART = 1, OTHER }; /* kinds of rows */

struct row {
	int kind;
	int64_t id;
};

/* One fact of both. */
struct line {
	const char *label;
	const char *side[SIDES];
};

struct state {
	struct popup_prompt p;
	int64_t id;
	struct arena *own; /* of what stays while one types */
	struct customer who;
	struct customer *parts; /* merged into them */
	size_t nparts;
	struct row *rows;
	/* side by side */
	bool both;
	struct pop pop[SIDES];
	struct line lines[LINES_MAX];
	int nlines;
	int goes_on; /* which side */
	bool may[SIDES];
	const char *note;
};

/* ---- which other one ---- */

static void add_part(struct state *st, struct prompt_choice *choices, size_t *n, size_t i)
{
	const struct customer *c = &st->parts[i];
	st->rows[*n] = (struct row){PART, c->id};
	choices[*n] = (struct prompt_choice){.id = (int64_t)*n,
		.label = arena_printf(st->p.arena, _("Part %s again"), c->name),
		.detail = arena_printf(st->p.arena, "#%lld", (long long)c->id)};
	++*n;
}

static void add_other(struct state *st, struct prompt_choice *choices, size_t *n, int64_t id,
	const char *name, const char *detail)
{
	if (id == st->id || *n >= FOUND_MAX + PARTS_MAX)
		return;
	for (size_t i = 0; i < *n; i++)
		if (st->rows[i].kind == OTHER && st->rows[i].id == id)
			return;
	st->rows[*n] = (struct row){OTHER, id};
	choices[*n] = (struct prompt_choice){
		.id = (int64_t)*n, .label = name, .detail = detail ? detail : "-"};
	++*n;
}

static enum rc add_similar(
	struct view *view, struct prompt_choice *choices, size_t *n, struct err *err)
{
	struct state *st = view->state;
	struct app *app = view->con->app;
	struct arena *a = st->p.arena;
	struct identity *ways;
	struct person_row *found;
	size_t nways, nfound = 0;
	const char *phone = NULL, *mail = NULL;
	enum rc rc = store_identity_list(app->store, st->id, a, &ways, &nways, err);
	for (size_t i = rc == RC_OK ? nways : 0; i-- > 0;) {
		phone = ways[i].kind == IDENTITY_PHONE ? ways[i].value : phone;
		mail = ways[i].kind == IDENTITY_EMAIL ? ways[i].value : mail;
	}
	if (rc == RC_OK)
		rc = store_customer_similar(app->store, st->who.name, phone, mail, app_region(app),
			FOUND_MAX, a, &found, &nfound, err);
	for (size_t i = 0; i < nfound; i++)
		add_other(st, choices, n, found[i].id, found[i].name, found[i].detail);
	return rc;
}

static enum rc add_found(struct view *view, const char *typed, struct prompt_choice *choices,
	size_t *n, struct err *err)
{
	struct state *st = view->state;
	struct app *app = view->con->app;
	struct find_row *found;
	size_t nfound = 0;
	enum rc rc = store_find(app->store, typed, app_region(app), 2 * FOUND_MAX, st->p.arena,
		&found, &nfound, err);
	for (size_t i = 0; rc == RC_OK && i < nfound && *n < FOUND_MAX; i++)
		if (found[i].kind == FIND_CUSTOMER)
			add_other(st, choices, n, found[i].id, found[i].title, found[i].detail);
	return rc;
}

static void bring_rows(struct view *view)
{
	struct state *st = view->state;
	struct err err = {0};
	size_t n = 0;
	arena_reset(st->p.arena);
	const char *typed = prompt_text(st->p.prompt);
	bool any = typed[strspn(typed, " ")] != '\0';
	struct prompt_choice *choices =
		arena_array(st->p.arena, FOUND_MAX + PARTS_MAX + 1, sizeof(*choices));
	st->rows = arena_array(st->p.arena, FOUND_MAX + PARTS_MAX + 1, sizeof(*st->rows));
	for (size_t i = 0; !any && i < st->nparts; i++)
		add_part(st, choices, &n, i);
	enum rc rc = any ? add_found(view, typed, choices, &n, &err)
			 : add_similar(view, choices, &n, &err);
	prompt_set_choices(st->p.prompt, choices, n);
	const char *note = any && n == 0 ? _("Nobody else we know is like that.")
		: any                    ? NULL
					 : _("Number, name, mail or order of the other one.");
	prompt_set_note(st->p.prompt, rc == RC_OK ? note : arena_strdup(st->p.arena, err.text));
}

/* ---- both ---- */

static void add_line(struct state *st, const char *label, const char *one, const char *two)
{
	if ((!one && !two) || st->nlines == LINES_MAX)
		return;
	st->lines[st->nlines++] =
		(struct line){label, {one && *one ? one : "-", two && *two ? two : "-"}};
}

static const char *way_at(const struct pop *pop, size_t i, struct arena *a)
{
	if (i >= pop->n_identities)
		return NULL;
	const struct identity *id = &pop->identities[i];
	return id->kind == IDENTITY_PHONE ? phone_group(id->value, a)
		: id->shown && *id->shown ? id->shown
					  : id->value;
}

static const char *cases_words(const struct pop *pop, struct arena *a)
{
	const char *more = pop->n_cases < POP_LIMIT ? "" : "+";
	return pop->n_cases == 0
		? _("none")
		: arena_printf(a, _("%zu%s, open %zu"), pop->n_cases, more, pop->n_open);
}

static const char *orders_words(const struct pop *pop, struct arena *a)
{
	const char *more = pop->n_references < POP_LIMIT ? "" : "+";
	return pop->n_references == 0 ? _("none")
				      : arena_printf(a, "%zu%s", pop->n_references, more);
}

static const char *last_words(const struct view *view, const struct pop *pop, struct arena *a)
{
	if (pop->n_contacts == 0)
		return _("none");
	const char *when = app_when(view->con->app, pop->contacts[0].at, clock_wall_ms(), a);
	return arena_printf(a, "%s  %s", when + strspn(when, " "),
		_(word_label(contact_kind_words, (int)pop->contacts[0].kind)));
}

static const char *standing_words(const struct customer *c, struct arena *a)
{
	return arena_printf(a, "%s, %s", _(word_label(customer_kind_words, (int)c->kind)),
		_(word_label(customer_standing_words, (int)c->standing)));
}

static void fill_lines(struct view *view)
{
	enum { WAYS = 4 };
	struct state *st = view->state;
	struct arena *a = st->own;
	const struct pop *one = &st->pop[0], *two = &st->pop[1];
	st->nlines = 0;
	add_line(st, _("Standing"), standing_words(&one->customer, a),
		standing_words(&two->customer, a));
	add_line(st, _("Born"), one->customer.born, two->customer.born);
	for (size_t i = 0; i < WAYS; i++)
		add_line(st, i == 0 ? _("Reach") : "", way_at(one, i, a), way_at(two, i, a));
	add_line(st, _("Cases"), cases_words(one, a), cases_words(two, a));
	add_line(st, _("Orders"), orders_words(one, a), orders_words(two, a));
	add_line(st, _("Last"), last_words(view, one, a), last_words(view, two, a));
	add_line(st, _("Company"), one->company, two->company);
	add_line(st, _("Address"), one->customer.address, two->customer.address);
}

/* A company with people of its own cannot become part of a person. */
static bool may_go_on(const struct pop *stays, const struct pop *goes)
{
	return stays->customer.kind == CUSTOMER_COMPANY || goes->people_count == 0;
}

static void say_what_happens(struct state *st)
{
	const char *stays = st->pop[st->goes_on].customer.name;
	const char *goes = st->pop[!st->goes_on].customer.name;
	st->note = st->may[st->goes_on]
		? arena_printf(st->own,
			  _("All that is of %s becomes %s's, who is found by both names. u "
			    "undoes."),
			  goes, stays)
		: arena_printf(st->own,
			  _("%s is a company with people of its own: it has to be the one that "
			    "goes on."),
			  goes);
}

static bool show_both(struct view *view, int64_t other)
{
	struct state *st = view->state;
	struct app *app = view->con->app;
	struct err err = {0};
	int64_t day = app_day_start(app, clock_wall_ms()), ids[SIDES] = {st->id, other};
	for (int i = 0; i < SIDES; i++)
		if (store_pop_customer(app->store, ids[i], day, st->own, &st->pop[i], &err) !=
			RC_OK) {
			console_error(view->con, &err);
			return false;
		}
	for (int i = 0; i < SIDES; i++)
		st->may[i] = may_go_on(&st->pop[i], &st->pop[!i]);
	/* Who has more behind them goes on, unless somebody says otherwise. */
	st->goes_on = st->pop[1].n_contacts > st->pop[0].n_contacts;
	if (!st->may[st->goes_on])
		st->goes_on = !st->goes_on;
	fill_lines(view);
	say_what_happens(st);
	st->both = true;
	return true;
}

/* The window is gone afterwards. */
static void run(struct view *view, const char *verb, int64_t one, int64_t two)
{
	struct console *con = view->con;
	struct arena *a = arena_new();
	const char *command = two
		? arena_printf(a, "%s %lld %lld", verb, (long long)one, (long long)two)
		: arena_printf(a, "%s %lld", verb, (long long)one);
	console_popup_close(con);
	console_command(con, command);
	arena_free(&a);
}

static void choose_side(struct state *st, int side)
{
	st->goes_on = side;
	say_what_happens(st);
}

static void merge(struct view *view, int stays)
{
	struct state *st = view->state;
	choose_side(st, stays);
	if (st->may[stays])
		run(view, "merge", st->pop[!stays].customer.id, st->pop[stays].customer.id);
}

static void merge_chosen(struct view *view, int64_t id, bool any)
{
	struct state *st = view->state;
	if (!any)
		return;
	struct row row = st->rows[id];
	if (row.kind == PART)
		run(view, "unmerge", row.id, 0);
	else
		show_both(view, row.id);
}

/* ---- the window ---- */

static void merge_customers_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	const struct merge_customers_window *w = arg;
	struct app *app = view->con->app;
	struct err err = {0};
	st->id = w->id;
	st->own = arena_new();
	st->p = (struct popup_prompt){
		.arena = arena_new(), .changed = bring_rows, .chosen = merge_chosen};
	enum rc rc = store_customer_get(app->store, st->id, st->own, &st->who, &err);
	if (rc == RC_OK)
		rc = store_customer_merged(
			app->store, st->id, PARTS_MAX, st->own, &st->parts, &st->nparts, &err);
	st->p.prompt = prompt_new(PROMPT_ROWS,
		rc == RC_OK ? arena_printf(st->own, _("%s is the same as"), st->who.name)
			    : _("Two who are one"),
		_("Enter: both side by side - Esc back"), true);
	prompt_set_digits(st->p.prompt, false);
	if (rc != RC_OK)
		prompt_set_note(st->p.prompt, arena_strdup(st->own, err.text));
	else if (!w->other || !show_both(view, w->other))
		bring_rows(view);
}

static void merge_customers_close(struct view *view)
{
	struct state *st = view->state;
	arena_free(&st->own);
	popup_prompt_close(view);
}

static struct rect merge_customers_place(const struct view *view, struct rect body)
{
	enum { HEAD_AND_NOTE = 3 };
	const struct state *st = view->state;
	if (!st->both)
		return popup_prompt_place(view, body);
	int rows = st->nlines + HEAD_AND_NOTE + POPUP_FRAME_ROWS;
	return prompt_rect(body, rows < body.rows ? rows : body.rows, false);
}

/* in: the inside of the frame. */
static struct rect side_rect(struct rect in, int side)
{
	int room = (in.cols - LABEL_COLS) / SIDES;
	return (struct rect){in.row, in.col + LABEL_COLS + side * room, in.rows, room - 1};
}

static void paint_side(
	const struct state *st, struct grid *grid, struct rect in, int side, int facts)
{
	struct rect column = side_rect(in, side);
	int col = column.col;
	bool here = side == st->goes_on;
	enum style_id style = here ? STYLE_SELECTED : STYLE_POPUP;
	const struct customer *c = &st->pop[side].customer;
	grid_fill(grid, (struct rect){column.row, col, 1, column.cols}, style, " ");
	int used = grid_text(grid, in.row, col, column.cols, style, here ? ">" : " ");
	used += grid_text(grid, in.row, col + used, column.cols - used, here ? style : STYLE_BUTTON,
		side == 0 ? "1 " : "2 ");
	grid_text_cut(grid, in.row, col + used, column.cols - used, style, c->name);
	for (int i = 0; i < facts; i++)
		grid_text_cut(grid, in.row + 1 + i, col + used, column.cols - used,
			here ? STYLE_POPUP : STYLE_DIM, st->lines[i].side[side]);
	if (here)
		grid_cursor_set(grid, in.row, col);
}

static void merge_customers_paint(
	const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct state *st = view->state;
	const struct popup_titles titles = {.title = _("Two who are one: which goes on?"),
		.bottom = _("Left Right - Enter, 1 or 2: that one goes on - Esc back")};
	if (!st->both) {
		popup_prompt_paint(view, grid, rect, focused);
		return;
	}
	struct rect in = popup_frame(grid, rect, &titles);
	int note = grid_text_lines(st->note, in.cols - 2);
	if (note > in.rows - 1)
		note = in.rows - 1;
	int facts = in.rows - 1 - note;
	if (facts > st->nlines)
		facts = st->nlines;
	for (int i = 0; i < facts; i++)
		grid_text_cut(grid, in.row + 1 + i, in.col + 1, LABEL_COLS - 2, STYLE_DIM,
			st->lines[i].label);
	for (int side = 0; side < SIDES; side++)
		paint_side(st, grid, in, side, facts);
	grid_text_wrap(grid, (struct rect){in.row + in.rows - note, in.col + 1, note, in.cols - 2},
		st->may[st->goes_on] ? STYLE_POPUP : STYLE_WARN, st->note);
}

static unsigned both_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	bool digit = key_is_char(key, '1') || key_is_char(key, '2');
	if (key->kind == KEY_ESC) {
		st->both = false;
		bring_rows(view);
	} else if (key->kind == KEY_ENTER) {
		merge(view, st->goes_on);
	} else if (digit) {
		merge(view, key_is_char(key, '2'));
	} else if (key->kind == KEY_LEFT || key->kind == KEY_RIGHT || key->kind == KEY_TAB ||
		key->kind == KEY_BTAB) {
		choose_side(st,
			key->kind == KEY_LEFT            ? 0
				: key->kind == KEY_RIGHT ? 1
							 : !st->goes_on);
	} else if (key->kind == KEY_MOUSE && key->mouse == KEY_MOUSE_CLICK &&
		rect_has(view->rect, key->row, key->col)) {
		choose_side(st, key->col >= side_rect(view->rect, 1).col);
	} else {
		return WIDGET_NONE;
	}
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

static unsigned merge_customers_key(struct view *view, const struct key *key)
{
	const struct state *st = view->state;
	return st->both ? both_key(view, key) : popup_prompt_key(view, key);
}

const struct view_class view_merge_customers_class = {
	.name = "merge-customers",
	.title = N_("Two who are one"),
	.context = "popup",
	.popup = true,
	.one_row = true,
	.state_size = sizeof(struct state),
	.open = merge_customers_open,
	.close = merge_customers_close,
	.place = merge_customers_place,
	.paint = merge_customers_paint,
	.key = merge_customers_key,
};
