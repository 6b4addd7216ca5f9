/* Not now: a time is picked with a digit or written, then what is to be done. The act is the command
 * that could have been typed, so the note on the screen, undo and limits are the same. */
#include "view/pane.h"
#include "view/popup_parts.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/moment.h"
#include "carrel/when.h"
#include "carrel/windows.h"

#include <string.h>

enum { OTHER_TIME = 1000, ARGS_MAX = 12 };
enum step { PICK_TIME, WRITE_TIME, WRITE_WHAT };

struct state {
	struct popup_prompt p;
	enum later_kind kind;
	enum step step;
	const char *number;
	int64_t follow_up_id;
	const char *at; /* as a command takes it */
	struct when_offer offers[WHEN_OFFERS_MAX];
	struct prompt_choice choices[WHEN_OFFERS_MAX + 1];
};

static const char *title_of(const struct state *st, const char *what, struct arena *a)
{
	return arena_printf(a, "%s  %s", pane_number(a, st->number), what);
}

static void ask_line(struct view *view, enum step step)
{
	struct state *st = view->state;
	bool time = step == WRITE_TIME;
	st->step = step;
	prompt_free(&st->p.prompt);
	st->p.prompt = prompt_new(PROMPT_TEXT,
		time ? _("When?")
		     : title_of(st,
			       st->kind == LATER_CALLBACK ? _("What is the call about?")
							  : _("What is to be done then?"),
			       st->p.arena),
		time ? _("Enter next - Esc back") : _("Enter keeps it, empty too - Esc back"),
		true);
	if (time)
		prompt_set_note(st->p.prompt, moment_examples());
}

static int command(const struct state *st, const char *what, const char *argv[ARGS_MAX])
{
	int n = 0;
	if (st->kind == LATER_FOLLOW_UP) {
		argv[n++] = "follow-up";
		argv[n++] = "move";
		argv[n++] = arena_printf(st->p.arena, "%lld", (long long)st->follow_up_id);
		argv[n++] = "--at";
		argv[n++] = st->at;
		return n;
	}
	if (st->kind == LATER_SNOOZE) {
		argv[n++] = "snooze";
		argv[n++] = st->number;
		argv[n++] = st->at;
	} else {
		argv[n++] = "follow-up";
		argv[n++] = "add";
		argv[n++] = "--kind";
		argv[n++] = st->kind == LATER_CALLBACK ? "callback" : "reminder";
		argv[n++] = "--at";
		argv[n++] = st->at;
		argv[n++] = st->number;
	}
	if (what[strspn(what, " ")])
		argv[n++] = what;
	return n;
}

/* The window stays, with what was written, until the store has it. */
static void finish(struct view *view, const char *what)
{
	struct state *st = view->state;
	struct console *con = view->con;
	const char *argv[ARGS_MAX];
	int n = command(st, what, argv);
	if (popup_run(con, n, argv))
		console_popup_close(con); /* the view is gone from here on */
}

static void time_is(struct view *view, const char *at)
{
	struct state *st = view->state;
	const struct desk *desk = view->con->desk;
	st->at = at;
	/* What is in hand is put off with its note; the note says what is to be done. */
	bool in_hand =
		desk->hand.casefile.number && strcmp(desk->hand.casefile.number, st->number) == 0;
	if (st->kind == LATER_FOLLOW_UP || (st->kind == LATER_SNOOZE && in_hand))
		finish(view, "");
	else
		ask_line(view, WRITE_WHAT);
}

static void later_chosen(struct view *view, int64_t id, bool any)
{
	struct state *st = view->state;
	const char *typed = prompt_text(st->p.prompt);
	char iso[32];
	if (st->step == WRITE_WHAT) {
		finish(view, typed);
	} else if (st->step == WRITE_TIME) {
		if (typed[strspn(typed, " ")])
			time_is(view, arena_strdup(st->p.arena, typed + strspn(typed, " ")));
	} else if (any && id == OTHER_TIME) {
		ask_line(view, WRITE_TIME);
	} else if (any) {
		clock_iso(st->offers[id].at, iso);
		time_is(view, arena_strdup(st->p.arena, iso));
	}
}

static void later_open(struct view *view, const void *arg)
{
	static const char *const titles[] = {[LATER_SNOOZE] = N_("Put it off until when?"),
		[LATER_REMINDER] = N_("Remind you when?"),
		[LATER_CALLBACK] = N_("Call back when?"),
		[LATER_FOLLOW_UP] = N_("Put it off until when?")};
	struct state *st = view->state;
	const struct later_window *w = arg;
	struct app *app = view->con->app;
	st->p = (struct popup_prompt){.arena = arena_new(), .chosen = later_chosen};
	st->kind = w->kind;
	st->number = arena_strdup(st->p.arena, w->number);
	st->follow_up_id = w->follow_up_id;
	st->p.prompt = prompt_new(PROMPT_FLOW, title_of(st, _(titles[w->kind]), st->p.arena),
		_("1-9 pick - Esc back"), false);
	size_t n = when_offers(clock_wall_ms(), app_zone(app), st->p.arena, st->offers);
	for (size_t i = 0; i < n; i++)
		st->choices[i] =
			(struct prompt_choice){.id = (int64_t)i, .label = st->offers[i].words};
	st->choices[n++] = (struct prompt_choice){.id = OTHER_TIME, .label = _("Another time…")};
	prompt_set_choices(st->p.prompt, st->choices, n);
}

const struct view_class view_later_class = {
	.name = "later",
	.title = N_("Later"),
	.context = "popup",
	.popup = true,
	.one_row = true,
	.state_size = sizeof(struct state),
	.open = later_open,
	.close = popup_prompt_close,
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = popup_prompt_key,
};
