/* Two cases that are one: which other one of this customer, then both side by side and which of them
 * goes on. What was merged into it stands below, to be parted again. `u` undoes either. */
#include "view/pane.h"
#include "view/popups.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/store_cases.h"
#include "carrel/store_screen.h"
#include "carrel/windows.h"
#include "view/popup_prompt.h"

#include <stdlib.h>
#include <string.h>

enum { LAST_LINES = 3 };
enum act { GOES_INTO = 1000, TAKES_IN }; /* no id of a row before */

struct other {
	struct casefile c;
	bool part; /* merged into the case already */
};

struct state {
	struct popup_prompt p;
	struct casefile one;
	struct other *others;
	size_t n;
	struct prompt_choice *choices;
	const struct other *chosen; /* NULL: it is being chosen */
};

/* Closes the window, so the view is gone afterwards. */
static void run(struct view *view, const char *verb, const char *a, const char *b)
{
	const struct state *st = view->state;
	struct console *con = view->con;
	char *command = strdup(arena_printf(st->p.arena, "%s %s %s", verb, a, b));
	console_popup_close(con);
	if (command)
		console_command(con, command);
	free(command);
}

/* "OPEN  Router offline  3 contacts, last 12 Nov: Line tested." */
static const char *in_short(const struct view *view, const struct casefile *c)
{
	const struct state *st = view->state;
	struct app *app = view->con->app;
	struct contact *rows = NULL;
	size_t n = 0;
	struct err ignored = {0};
	struct arena *a = st->p.arena;
	const char *last = "";
	if (store_contact_of_case(app->store, c->id, 0, LAST_LINES, a, &rows, &n, &ignored) ==
			RC_OK &&
		n > 0)
		last = arena_printf(a, "  %s: %s", app_when(app, rows[0].at, clock_wall_ms(), a),
			rows[0].body ? rows[0].body : "-");
	return arena_printf(a, "%s  %s%s", pane_case_word(c->state), c->subject, last);
}

/* Both, and which of them goes on: the choice is the confirmation. What is in hand without a call goes
 * on in any case: it is finished before it can become part of another. */
static void show_both(struct view *view)
{
	struct state *st = view->state;
	struct arena *a = st->p.arena;
	const struct work_hand *hand = &view->con->desk->hand;
	const struct casefile *one = &st->one, *two = &st->chosen->c;
	size_t n = 0;
	bool held = hand->casefile.id == one->id;
	st->choices[n++] = (struct prompt_choice){.id = TAKES_IN,
		.label = arena_printf(a, _("%s goes on"), pane_number(a, one->number)),
		.detail = in_short(view, one)};
	const char *other = arena_printf(a, _("%s goes on"), pane_number(a, two->number));
	if (!held || hand->call.id)
		st->choices[n++] = (struct prompt_choice){
			.id = GOES_INTO, .label = other, .detail = in_short(view, two)};
	prompt_set_title(st->p.prompt,
		n > 1 ? _("Both become one case: which goes on?")
		      : arena_printf(a, _("%s becomes part of it?"), pane_number(a, two->number)));
	prompt_set_note(st->p.prompt,
		n > 1 ? _("The other is closed and read as part of it. u undoes.")
		      : arena_printf(
				a, "%s  %s", pane_number(a, two->number), in_short(view, two)));
	prompt_set_choices(st->p.prompt, st->choices, n);
}

static void merge_chosen(struct view *view, int64_t id, bool any)
{
	struct state *st = view->state;
	if (!any)
		return;
	if (st->chosen) {
		const char *one = st->one.number, *two = st->chosen->c.number;
		bool held = view->con->desk->hand.casefile.id == st->one.id;
		if (id == GOES_INTO)
			run(view, held ? "case-merge --go-on" : "case-merge", one, two);
		else
			run(view, "case-merge", two, one);
	} else if (st->others[id].part) {
		run(view, "case-unmerge", st->others[id].c.number, "");
	} else {
		st->chosen = &st->others[id];
		show_both(view);
	}
}

/* ---- what there is ---- */

static void add_open(struct state *st, const struct pop *pop)
{
	for (size_t i = 0; i < pop->n_open; i++)
		if (pop->cases[i].id != st->one.id)
			st->others[st->n++].c = pop->cases[i];
}

static void add_parts(struct state *st, const struct link_row *links, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (links[i].link.kind == LINK_MERGED && !links[i].outgoing)
			st->others[st->n++] = (struct other){.part = true,
				.c = {.id = links[i].link.case_id,
					.number = links[i].number,
					.subject = links[i].subject,
					.state = links[i].state}};
}

static enum rc read_others(struct view *view, const struct merge_window *w, struct err *err)
{
	struct state *st = view->state;
	struct app *app = view->con->app;
	struct arena *a = st->p.arena;
	struct pop pop = {0};
	struct link_row *links = NULL;
	size_t n = 0;
	enum rc rc = store_casefile_get(app->store, w->case_id, a, &st->one, err);
	if (rc == RC_OK && w->customer_id)
		rc = store_pop_customer(app->store, w->customer_id,
			app_day_start(app, clock_wall_ms()), a, &pop, err);
	if (rc == RC_OK)
		rc = store_links(app->store, w->case_id, a, &links, &n, err);
	st->others = arena_array(a, pop.n_open + n + 2, sizeof(*st->others));
	st->choices = arena_array(a, pop.n_open + n + 2, sizeof(*st->choices));
	if (rc != RC_OK)
		return rc;
	add_open(st, &pop);
	add_parts(st, links, n);
	return RC_OK;
}

static void merge_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	const struct merge_window *w = arg;
	struct err err = {0};
	st->p = (struct popup_prompt){.arena = arena_new(), .chosen = merge_chosen};
	struct arena *a = st->p.arena;
	enum rc rc = read_others(view, w, &err);
	for (size_t i = 0; i < st->n; i++) {
		const struct casefile *c = &st->others[i].c;
		const char *number = pane_number(a, c->number);
		st->choices[i] = (struct prompt_choice){.id = (int64_t)i,
			.label = st->others[i].part ? arena_printf(a, _("Part %s again"), number)
						    : number,
			.detail = arena_printf(a, "%s  %s", pane_case_word(c->state), c->subject)};
	}
	st->p.prompt = prompt_new(PROMPT_ROWS,
		arena_printf(a, _("%s is one with which?"), pane_number(a, w->number)),
		_("1-9 pick - Esc back"), false);
	prompt_set_choices(st->p.prompt, st->choices, st->n);
	if (rc != RC_OK)
		prompt_set_note(st->p.prompt, arena_strdup(a, err.text));
	else if (st->n == 0)
		prompt_set_note(st->p.prompt, _("This customer has no other open case."));
}

const struct view_class view_merge_class = {
	.name = "merge",
	.title = N_("Merge"),
	.context = "popup",
	.popup = true,
	.one_row = true,
	.state_size = sizeof(struct state),
	.open = merge_open,
	.close = popup_prompt_close,
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = popup_prompt_key,
};
