/* F3: one box for number, name, mail, case, order and words. What was typed is looked for once a frame,
 * and no longer when another key waits; a key that means what was found waits for it. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/store.h"
#include "carrel/store_screen.h"
#include "carrel/term.h"
#include "view/pane.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include <stdio.h>
#include <string.h>

enum { FOUND_MAX = 30, COMMAND = 96 };

struct state {
	struct popup_prompt p;
	struct find_row *rows;
	size_t n;
	struct prompt_choice *choices;
	bool pending; /* what is shown is not yet for what is typed */
};

/* A contact says whose it is; its case, too. */
static const char *label_of(const struct find_row *row, struct arena *a)
{
	if (row->kind != FIND_CONTACT || !row->case_number)
		return row->title;
	return arena_printf(a, "%s %s", pane_number(a, row->case_number), row->title);
}

static const char *note_of(const char *typed, size_t n, struct arena *a)
{
	if (!*typed)
		return _("Number, name, mail, case, order or words.");
	return n > 0 ? NULL : arena_printf(a, _("Nothing found for “%s”."), typed);
}

static void show_found(struct state *st, const char *note)
{
	st->choices = arena_array(st->p.arena, st->n + 1, sizeof(*st->choices));
	for (size_t i = 0; i < st->n; i++)
		st->choices[i] = (struct prompt_choice){.id = (int64_t)i,
			.label = label_of(&st->rows[i], st->p.arena),
			.detail = st->rows[i].detail};
	prompt_set_note(st->p.prompt, note);
	prompt_set_choices(st->p.prompt, st->choices, st->n);
}

static bool key_waits(void *con)
{
	return term_waiting(((struct console *)con)->term);
}

/* What was found before stays on the screen when it is given up. */
static void find_typed(struct view *view, store_stop_fn *stop)
{
	struct state *st = view->state;
	struct app *app = view->con->app;
	const char *typed = prompt_text(st->p.prompt);
	struct arena *a = arena_new();
	struct find_row *rows = NULL;
	size_t n = 0;
	struct err err = {0};
	store_stop_when(app->store, stop, view->con);
	enum rc rc = *typed
		? store_find(app->store, typed, app_region(app), FOUND_MAX, a, &rows, &n, &err)
		: RC_OK;
	store_stop_when(app->store, NULL, NULL);
	if (rc == RC_CANCELLED) {
		arena_free(&a);
		console_dirty(view->con); /* asked again, if the key that waited was none to us */
		return;
	}
	arena_free(&st->p.arena);
	st->p.arena = a;
	st->rows = rows;
	st->n = rc == RC_OK ? n : 0;
	st->pending = false;
	show_found(st, rc == RC_OK ? note_of(typed, n, a) : err.text);
}

static void find_changed(struct view *view)
{
	struct state *st = view->state;
	st->pending = true;
}

static void find_recalc(struct view *view, struct rect rect)
{
	const struct state *st = view->state;
	(void)rect;
	if (st->pending)
		find_typed(view, key_waits);
}

static bool is_typing(const struct key *key)
{
	return key->kind == KEY_CHAR || key->kind == KEY_BACKSPACE || key->kind == KEY_PASTE;
}

static unsigned find_key(struct view *view, const struct key *key)
{
	const struct state *st = view->state;
	if (st->pending && !is_typing(key))
		find_typed(view, NULL);
	return popup_prompt_key(view, key);
}

/* With a caller on the line Enter says who or what it is about; else it shows it. */
static void take_row(struct view *view, const struct find_row *row)
{
	struct console *con = view->con;
	bool attach = con->desk->hand.call.id != 0 || con->desk->hand.item.id != 0;
	char command[COMMAND];
	struct casefile c;
	struct err err = {0};
	if (row->case_id && row->kind != FIND_CUSTOMER &&
		store_casefile_get(con->app->store, row->case_id, con->desk->arena, &c, &err) ==
			RC_OK)
		snprintf(command, sizeof(command), "%s %s", attach ? "attach" : "show", c.number);
	else
		snprintf(command, sizeof(command), "%s --customer %lld", attach ? "attach" : "show",
			(long long)row->customer_id);
	console_popup_close(con);
	console_command(con, command);
}

static void find_chosen(struct view *view, int64_t id, bool any)
{
	struct state *st = view->state;
	if (any && (size_t)id < st->n)
		take_row(view, &st->rows[id]);
}

static void find_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	(void)arg;
	st->p = (struct popup_prompt){
		.arena = arena_new(), .changed = find_changed, .chosen = find_chosen};
	st->p.prompt = prompt_new(PROMPT_ROWS, _("Find"), _("Enter takes it - Esc back"), true);
	prompt_set_digits(st->p.prompt, false); /* digits are telephone and case numbers here */
	find_typed(view, NULL);
}

const struct view_class view_find_class = {
	.name = "find",
	.title = N_("Find"),
	.context = "popup",
	.popup = true,
	.one_row = true,
	.state_size = sizeof(struct state),
	.open = find_open,
	.close = popup_prompt_close,
	.recalc = find_recalc,
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = find_key,
};
