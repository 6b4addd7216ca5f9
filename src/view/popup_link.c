/* The other of two cases that hang together: this customer's open ones stand there, any other is found by
 * its number or by words. How they hang together is asked next, by link-box. */
#include "view/pane.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/windows.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/store.h"
#include "carrel/store_cases.h"
#include "carrel/store_rows.h"
#include "carrel/store_screen.h"
#include "carrel/vec.h"

#include <stdlib.h>
#include <string.h>

enum { FOUND_MAX = 30 };

struct other {
	int64_t case_id;
	const char *number, *label, *detail;
};

struct state {
	struct popup_prompt p; /* its arena lives as long as the window */
	int64_t case_id;
	const char *number;
	struct arena *found; /* of what was found for what is typed */
	struct other *open;  /* this customer's */
	size_t nopen;
	struct other *rows; /* what is shown */
	size_t n;
};

static void show(struct state *st, struct other *rows, size_t n, const char *note)
{
	struct arena *a = st->found;
	struct prompt_choice *choices = arena_array(a, n + 1, sizeof(*choices));
	for (size_t i = 0; i < n; i++)
		choices[i] = (struct prompt_choice){
			.id = (int64_t)i, .label = rows[i].label, .detail = rows[i].detail};
	st->rows = rows;
	st->n = n;
	prompt_set_note(st->p.prompt, note);
	prompt_set_choices(st->p.prompt, choices, n);
}

static bool is_there(const struct other *rows, size_t n, int64_t case_id)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].case_id == case_id)
			return true;
	return false;
}

/* A case found by itself has its number in its title already. */
static struct other other_of(const struct state *st, const struct find_row *row)
{
	bool itself = row->kind == FIND_CASE;
	return (struct other){.case_id = row->case_id,
		.number = row->case_number,
		.label = itself ? row->title : pane_number(st->found, row->case_number),
		.detail = itself      ? row->detail
			: row->detail ? arena_printf(st->found, "%s  %s", row->title, row->detail)
				      : row->title};
}

/* A case is there once, whether its number, its customer's order or a word in it was found. */
static size_t cases_of(
	const struct state *st, const struct find_row *found, size_t n, struct other *rows)
{
	size_t used = 0;
	for (size_t i = 0; i < n; i++)
		if (found[i].case_id && found[i].case_number && found[i].case_id != st->case_id &&
			!is_there(rows, used, found[i].case_id))
			rows[used++] = other_of(st, &found[i]);
	return used;
}

static void link_changed(struct view *view)
{
	struct state *st = view->state;
	struct app *app = view->con->app;
	const char *typed = prompt_text(st->p.prompt);
	struct find_row *found = NULL;
	size_t n = 0;
	struct err err = {0};
	arena_free(&st->found);
	st->found = arena_new();
	if (!*typed) {
		show(st, st->open, st->nopen, _("Its number, a name or words of it."));
		return;
	}
	enum rc rc = store_find(
		app->store, typed, app_region(app), FOUND_MAX, st->found, &found, &n, &err);
	struct other *rows = arena_array(st->found, n + 1, sizeof(*rows));
	size_t used = rc == RC_OK ? cases_of(st, found, n, rows) : 0;
	show(st, rows, used,
		rc != RC_OK         ? arena_strdup(st->found, err.text)
			: used == 0 ? arena_printf(st->found, _("Nothing found for “%s”."), typed)
				    : NULL);
}

static void link_chosen(struct view *view, int64_t id, bool any)
{
	struct state *st = view->state;
	struct console *con = view->con;
	if (!any || (size_t)id >= st->n)
		return;
	char *command =
		strdup(arena_printf(st->found, "link-box %s %s", st->number, st->rows[id].number));
	console_popup_close(con); /* the view is gone from here on */
	if (command)
		console_command(con, command);
	free(command);
}

/* Those linked already stand first: chosen again, the link can be taken away. Merged ones are parted in
 * another window. */
static void read_linked(struct view *view, struct vec *rows)
{
	struct state *st = view->state;
	struct arena *a = st->p.arena;
	struct link_row *links = NULL;
	size_t n = 0;
	struct err ignored = {0};
	if (store_links(view->con->app->store, st->case_id, a, &links, &n, &ignored) != RC_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		const char *word = _(word_label(link_kind_words, (int)links[i].link.kind));
		const char *other = pane_number(a, links[i].number);
		if (links[i].link.kind == LINK_MERGED)
			continue;
		*(struct other *)vec_push(rows) =
			(struct other){.case_id = links[i].outgoing ? links[i].link.other_id
								    : links[i].link.case_id,
				.number = links[i].number,
				.label = links[i].outgoing
					? arena_printf(a, "%s %s", word, other)
					: arena_printf(a, _("%s %s this one"), other, word),
				.detail = links[i].subject};
	}
}

/* Bounded: what the screen pop of this customer shows. */
static void read_customers(struct view *view, int64_t customer_id, struct vec *rows)
{
	struct state *st = view->state;
	struct app *app = view->con->app;
	struct arena *a = st->p.arena;
	struct pop pop = {0};
	struct err ignored = {0};
	if (customer_id == 0 ||
		store_pop_customer(app->store, customer_id, app_day_start(app, clock_wall_ms()), a,
			&pop, &ignored) != RC_OK)
		return;
	for (size_t i = 0; i < pop.n_open; i++) {
		const struct casefile *c = &pop.cases[i];
		if (c->id != st->case_id && !is_there(rows->data, rows->n, c->id))
			*(struct other *)vec_push(rows) = (struct other){.case_id = c->id,
				.number = c->number,
				.label = pane_number(a, c->number),
				.detail = arena_printf(
					a, "%s  %s", pane_case_word(c->state), c->subject)};
	}
}

static void read_open(struct view *view, int64_t customer_id)
{
	struct state *st = view->state;
	struct vec rows = {.size = sizeof(struct other)};
	read_linked(view, &rows);
	read_customers(view, customer_id, &rows);
	st->nopen = rows.n;
	st->open = arena_array(st->p.arena, rows.n + 1, sizeof(*st->open));
	if (rows.n > 0)
		memcpy(st->open, rows.data, rows.n * rows.size);
	vec_fini(&rows);
}

static void link_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	const struct link_window *w = arg;
	st->p = (struct popup_prompt){
		.arena = arena_new(), .changed = link_changed, .chosen = link_chosen};
	struct arena *a = st->p.arena;
	st->found = arena_new();
	st->case_id = w->case_id;
	st->number = arena_strdup(a, w->number);
	st->p.prompt = prompt_new(PROMPT_ROWS,
		arena_printf(a, _("%s hangs together with which?"), pane_number(a, w->number)),
		_("Enter takes it - Esc back"), true);
	prompt_set_digits(st->p.prompt, false); /* digits are of a case number here */
	read_open(view, w->customer_id);
	link_changed(view);
}

static void link_close(struct view *view)
{
	struct state *st = view->state;
	popup_prompt_close(view);
	arena_free(&st->found);
}

const struct view_class view_link_class = {
	.name = "link",
	.title = N_("Link"),
	.context = "popup",
	.popup = true,
	.one_row = true,
	.state_size = sizeof(struct state),
	.open = link_open,
	.close = link_close,
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = popup_prompt_key,
};
