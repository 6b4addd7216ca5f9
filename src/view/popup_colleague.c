/* F5 on a case that a colleague has: read it, join them, or take it over with a reason that they
 * read. Reading changes nothing and stands first. */
#include "view/pane.h"
#include "view/popup_parts.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/right.h"
#include "carrel/store_cases.h"
#include "carrel/windows.h"

#include <stdlib.h>

enum choice { READ, JOIN, TAKE_OVER, ANOTHER, CHOICES };

struct state {
	struct popup_prompt p;
	struct prompt_choice choices[CHOICES];
	const char *number, *name;
	bool asking; /* the field holds the reason */
};

/* ---- what is chosen ---- */

/* Closes the window, so the view is gone afterwards. */
static void run_and_close(struct view *view, const char *verb, const char *tail)
{
	const struct state *st = view->state;
	struct console *con = view->con;
	struct arena *a = arena_new();
	const char *command = arena_printf(a, "%s%s%s", verb, st->number, tail);
	console_popup_close(con);
	if (console_command(con, command) == RC_OK && *tail)
		console_focus_hand(con);
	arena_free(&a);
}

static void ask_why(struct view *view)
{
	struct state *st = view->state;
	prompt_free(&st->p.prompt);
	st->asking = true;
	st->p.prompt = prompt_new(PROMPT_TEXT,
		arena_printf(st->p.arena, _("Why do you take %s over?"),
			pane_number(st->p.arena, st->number)),
		_("Enter takes it over - Esc back"), true);
	prompt_set_note(
		st->p.prompt, arena_printf(st->p.arena, _("%s reads what you write."), st->name));
}

/* The window stays, with the reason, until the store has it. */
static void take_over(struct view *view)
{
	struct state *st = view->state;
	struct console *con = view->con;
	const char *argv[] = {"steal", st->number, "--reason", prompt_text(st->p.prompt)};
	if (popup_run(con, 4, argv))
		console_popup_close(con); /* the view is gone from here on */
}

static void colleague_chosen(struct view *view, int64_t id, bool any)
{
	struct state *st = view->state;
	struct console *con = view->con;
	if (st->asking) {
		take_over(view);
		return;
	}
	if (!any)
		return;
	switch ((enum choice)id) {
	case READ: run_and_close(view, "show ", ""); break;
	case JOIN: run_and_close(view, "take ", " --join"); break;
	case TAKE_OVER: ask_why(view); break;
	default: console_popup_close(con); console_command(con, "case-box --another");
	}
}

/* ---- what is offered ---- */

static const char *whose_words(const struct case_company *who, struct arena *a)
{
	if (who->writer)
		return arena_printf(a, _("%s is writing in it now."), who->writer);
	switch (who->place) {
	case CASE_IN_HAND:
		if (who->lost)
			return arena_printf(a,
				_("The console of %s is lost: it is free again within two "
				  "minutes."),
				who->name);
		return arena_printf(a,
			who->on_call ? _("%s is talking with the customer about it.")
				     : _("%s has it in hand."),
			who->name);
	case CASE_PARKED: return arena_printf(a, _("%s has put it aside."), who->name);
	case CASE_OWNED: return arena_printf(a, _("%s looks after it."), who->name);
	case CASE_NOBODY_ELSE: break;
	}
	return "";
}

static void add(struct state *st, size_t *n, enum choice id, const char *label, const char *detail)
{
	st->choices[(*n)++] = (struct prompt_choice){.id = id, .label = label, .detail = detail};
}

static void colleague_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	const struct colleague_window *w = arg;
	struct app *app = view->con->app;
	struct case_company who = {0};
	struct err err = {0};
	size_t n = 0;
	st->p = (struct popup_prompt){.arena = arena_new(), .chosen = colleague_chosen};
	struct arena *a = st->p.arena;
	st->number = arena_strdup(a, w->number);
	if (store_case_company(
		    app->store, w->case_id, app->actor.id, clock_wall_ms(), a, &who, &err) != RC_OK)
		console_error(view->con, &err);
	st->name = who.name ? who.name : who.writer ? who.writer : _("somebody");
	bool mine = view->con->desk->hand.casefile.id == w->case_id;
	add(st, &n, READ, _("Read it"), _("just look; nothing changes"));
	if (!mine)
		add(st, &n, JOIN, _("Join"),
			arena_printf(a, _("write in it too; %s sees that you do"), st->name));
	if (!who.on_call && who.place != CASE_NOBODY_ELSE &&
		right_may(RIGHT_TAKE_OVER, app->actor.role, WHOSE_COLLEAGUES))
		add(st, &n, TAKE_OVER, _("Take it over…"),
			arena_printf(a, _("say why; %s reads it"), st->name));
	if (w->another)
		add(st, &n, ANOTHER, _("Start another case"), _("for the customer in hand"));
	st->p.prompt = prompt_new(PROMPT_ROWS,
		arena_printf(a, "%s  %s", pane_number(a, st->number), whose_words(&who, a)),
		_("1-9 pick - Esc back"), false);
	prompt_set_choices(st->p.prompt, st->choices, n);
}

const struct view_class view_colleague_class = {
	.name = "colleague",
	.title = N_("A colleague's case"),
	.context = "popup",
	.popup = true,
	.one_row = true,
	.state_size = sizeof(struct state),
	.open = colleague_open,
	.close = popup_prompt_close,
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = popup_prompt_key,
};
