/* F8: what came of it. A digit picks; a transfer asks for the queue, a callback for the time, in the
 * same window. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/blanks.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/moment.h"
#include "carrel/outcome.h"
#include "carrel/reference.h"
#include "carrel/staged.h"
#include "carrel/store_rows.h"
#include "carrel/textfill.h"
#include "carrel/textpane.h"
#include "carrel/vec.h"
#include "carrel/when.h"
#include "view/popup_parts.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include <stdio.h>
#include <string.h>

enum {
	DIGITS = 9,
	MORE = 1000,
	COLLEAGUE = 1001,
	PROPOSED = 1002,
	OTHER_TIME = 1003,
	COMMAND = 128
};

struct state {
	struct popup_prompt p;
	struct prompt_choice choices[DIGITS + 2];
	size_t n;
	bool more;                      /* the outcomes without a digit are shown */
	const struct outcome *transfer; /* picked, its queue is being asked for */
	const struct outcome *dated;    /* picked, its time is being asked for */
	bool writing;                   /* the time is being written */
	struct when_offer offers[WHEN_OFFERS_MAX];
	struct queue *queues;
	size_t nqueues;
	size_t blanks;   /* open in the note */
	struct key last; /* the key that is about to choose */
	int64_t warned;  /* the choice that was pressed in spite of them; -1 none */
};

static void show_outcomes(struct view *view, bool more)
{
	struct state *st = view->state;
	const struct outcome *list = view->con->app->outcomes;
	bool others = false;
	st->n = 0;
	st->more = more;
	for (int digit = 1; digit <= DIGITS && !more; digit++)
		for (size_t i = 0; list[i].id; i++)
			if (list[i].digit == digit)
				st->choices[st->n++] = (struct prompt_choice){
					.id = (int64_t)i, .label = _(list[i].title)};
	for (size_t i = 0; list[i].id; i++) {
		if (list[i].digit != 0)
			continue;
		others = true;
		if (more && st->n < DIGITS)
			st->choices[st->n++] =
				(struct prompt_choice){.id = (int64_t)i, .label = _(list[i].title)};
	}
	if (!more && others && st->n < DIGITS)
		st->choices[st->n++] = (struct prompt_choice){.id = MORE, .label = _("More…")};
	prompt_set_choices(st->p.prompt, st->choices, st->n);
}

/* The key of this window that opens what is proposed, to change it. */
static const char *change_key(const struct view *view)
{
	const struct keymap *map = view->con->keymap;
	for (size_t i = 0; i < keymap_count(map); i++) {
		const struct keymap_entry *e = keymap_at(map, i);
		if (strcmp(e->context, view->class->name) == 0 && strcmp(e->command, "staged") == 0)
			return e->key_text;
	}
	return "F9";
}

/* "Waiting for customer"; of other commands also what they are given: "follow-up 2d". */
static const char *staged_words(const struct view *view, const char *command, struct arena *a)
{
	const char *given = command + strcspn(command, " ");
	const char *words = app_change_words(view->con->app, command, a);
	bool outcome = strncmp(command, "outcome ", strlen("outcome ")) == 0;
	return outcome ? words : arena_printf(a, "%s%s", words, given);
}

/* What the texts in the note propose, behind the outcomes so that their digits stay, with the cursor
 * on it: Enter does it, as one digit does any other. */
static void show_proposed(struct view *view)
{
	struct state *st = view->state;
	const struct staged *staged = view->con->desk->staged;
	const char *line = "";
	for (size_t i = 0; i < staged_count(staged); i++)
		line = arena_printf(st->p.arena, "%s%s%s", line, i ? "; " : "",
			staged_words(view, staged_at(staged, i), st->p.arena));
	if (!*line)
		return;
	st->choices[st->n++] = (struct prompt_choice){.id = PROPOSED,
		.label = arena_printf(
			st->p.arena, _("Enter: %s  (%s changes it)"), line, change_key(view))};
	prompt_set_choices(st->p.prompt, st->choices, st->n);
	prompt_set_row(st->p.prompt, PROPOSED);
}

static void run_proposed(struct view *view)
{
	struct console *con = view->con;
	console_popup_close_all(con);
	staged_run(con);
}

static void show_queues(struct view *view)
{
	struct state *st = view->state;
	struct err err = {0};
	if (store_queue_list(view->con->app->store, st->p.arena, &st->queues, &st->nqueues, &err) !=
		RC_OK) {
		console_error(view->con, &err);
		return;
	}
	st->n = 0;
	for (size_t i = 0; i < st->nqueues && st->n < DIGITS; i++)
		if (st->queues[i].active)
			st->choices[st->n++] = (struct prompt_choice){
				.id = (int64_t)i, .label = st->queues[i].shown};
	st->choices[st->n++] = (struct prompt_choice){.id = COLLEAGUE, .label = _("A colleague…")};
	prompt_set_note(st->p.prompt, NULL);
	prompt_set_title(st->p.prompt, _("Transfer to whom?"));
	prompt_set_choices(st->p.prompt, st->choices, st->n);
}

static void show_times(struct view *view)
{
	struct state *st = view->state;
	struct app *app = view->con->app;
	st->n = when_offers(clock_wall_ms(), app_zone(app), st->p.arena, st->offers);
	for (size_t i = 0; i < st->n; i++)
		st->choices[i] =
			(struct prompt_choice){.id = (int64_t)i, .label = st->offers[i].words};
	st->choices[st->n++] =
		(struct prompt_choice){.id = OTHER_TIME, .label = _("Another time…")};
	prompt_set_note(st->p.prompt, NULL);
	prompt_set_title(
		st->p.prompt, arena_printf(st->p.arena, _("%s: when?"), _(st->dated->title)));
	prompt_set_choices(st->p.prompt, st->choices, st->n);
}

static void ask_time(struct view *view)
{
	struct state *st = view->state;
	st->writing = true;
	prompt_free(&st->p.prompt);
	st->p.prompt = prompt_new(PROMPT_TEXT,
		arena_printf(st->p.arena, _("%s: when?"), _(st->dated->title)),
		_("Enter keeps it - Esc back"), true);
	prompt_set_note(st->p.prompt, moment_examples());
}

/* The window stays, with what was written, until the time is one. */
static void finish_written(struct view *view)
{
	struct state *st = view->state;
	struct console *con = view->con;
	const char *typed = prompt_text(st->p.prompt);
	const char *argv[] = {"outcome", st->dated->id, "--at", typed};
	if (typed[strspn(typed, " ")] && popup_run(con, 4, argv))
		console_popup_close_all(con); /* the view is gone from here on */
}

/* Closes the window, so the view is gone afterwards, and those it was opened over: they were about
 * the case that ends here. at 0: the outcome's own date. */
static void finish(struct view *view, const struct outcome *outcome, int64_t at)
{
	struct console *con = view->con;
	char command[COMMAND], iso[32];
	if (at)
		clock_iso(at, iso);
	if (at)
		snprintf(command, sizeof(command), "outcome %s --at %s", outcome->id, iso);
	else
		snprintf(command, sizeof(command), "outcome %s", outcome->id);
	console_popup_close_all(con);
	console_command(con, command);
}

/* The three lines that whoever takes over has to know are asked for in a window of their own. */
static void ask_lines(struct view *view, const char *slug)
{
	struct console *con = view->con;
	char command[COMMAND];
	snprintf(command, sizeof(command), "transfer-box%s%s", slug ? " --queue " : "",
		slug ? slug : "");
	console_popup_close(con);
	console_command(con, command);
}

/* A note with an open blank is kept only by who means it: the same key twice. Whoever filled them all
 * pays no key for it. */
static bool stops_at_blanks(struct view *view, int64_t id)
{
	struct state *st = view->state;
	if (st->blanks == 0 || id == MORE || st->warned == id || st->transfer || st->dated)
		return false;
	st->warned = id;
	const char *key = st->last.kind == KEY_CHAR
		? arena_printf(st->p.arena, "%c", (char)st->last.rune)
		: "Enter";
	prompt_set_note(st->p.prompt,
		arena_printf(st->p.arena,
			i18n_plural("! %zu blank open: Tab fills it; %s again keeps it.",
				"! %zu blanks open: Tab fills them; %s again keeps them.",
				st->blanks),
			st->blanks, key));
	return true;
}

/* Said before the time or the queue is asked for; the store refuses it all the same. */
static bool stops_at_nobody(struct view *view, int64_t id)
{
	struct console *con = view->con;
	const struct work_hand *hand = &con->desk->hand;
	struct state *st = view->state;
	bool outcome = id < MORE && !st->transfer && !st->dated;
	if (!outcome || hand->customer_id || hand->casefile.id ||
		!outcome_needs_customer(&con->app->outcomes[id]))
		return false;
	console_popup_close_all(con); /* the view is gone from here on */
	console_message(con, MESSAGE_ERROR, "%s",
		_("Nobody is chosen yet, and somebody has to come back to this. F3 finds them, F5 "
		  "adds "
		  "them; your note is kept."));
	return true;
}

static void chosen(struct view *view, int64_t id, bool any)
{
	struct state *st = view->state;
	bool writing = st->writing;
	if (writing)
		finish_written(view); /* the view may be gone */
	if (writing || !any || stops_at_nobody(view, id) || stops_at_blanks(view, id))
		return;
	if (st->dated && id == OTHER_TIME) {
		ask_time(view);
	} else if (st->transfer) {
		ask_lines(view, id == COLLEAGUE ? NULL : st->queues[id].slug);
	} else if (st->dated) {
		finish(view, st->dated, st->offers[id].at);
	} else if (id == PROPOSED) {
		run_proposed(view);
	} else if (id == MORE) {
		show_outcomes(view, true);
	} else if (view->con->app->outcomes[id].wants_queue) {
		st->transfer = &view->con->app->outcomes[id];
		show_queues(view);
	} else if (view->con->app->outcomes[id].wants_date) {
		st->dated = &view->con->app->outcomes[id];
		show_times(view);
	} else {
		finish(view, &view->con->app->outcomes[id], 0);
	}
}

/* ---- letters: what else can be done with the case ---- */

/* The keys of this window, from the key table: "p Put aside  s Put off". */
static const char *letters(const struct view *view, struct arena *a)
{
	const struct keymap *map = view->con->keymap;
	const char *line = "";
	for (size_t i = 0; i < keymap_count(map); i++) {
		const struct keymap_entry *e = keymap_at(map, i);
		bool elsewhere = strcmp(e->command, "staged") == 0; /* beside its choice */
		if (strcmp(e->context, view->class->name) == 0 && *e->note && *e->command &&
			!elsewhere)
			line = arena_printf(
				a, "%s%s%s %s", line, *line ? "  " : "", e->key_text, _(e->note));
	}
	return *line ? line : NULL;
}

static void fill_blanks(struct console *con)
{
	const struct view *note = console_pane(con, "case");
	console_popup_close_all(con);
	if (note)
		console_focus(con, note->pane);
	blanks_visit(con->desk, 0);
}

static unsigned outcome_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	struct console *con = view->con;
	struct key k = *key;
	if (k.kind == KEY_CHAR && k.rune >= 'A' && k.rune <= 'Z')
		k.rune += 'a' - 'A'; /* Caps Lock is harmless */
	const char *command = keymap_command(con->keymap, view->class->name, &k);
	st->last = k;
	if (k.kind == KEY_TAB && st->blanks > 0) {
		fill_blanks(con); /* the view is gone */
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	/* Once an outcome is picked and its queue or time is asked for, a letter means nothing. */
	if (!command || k.kind != KEY_CHAR || st->transfer || st->dated)
		return popup_prompt_key(view, key);
	console_popup_close(con); /* the view is gone from here on */
	console_command(con, command);
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

/* Said before any key, and the cursor waits there for whoever goes back. */
static void tell_blanks(struct view *view)
{
	struct state *st = view->state;
	struct desk *desk = view->con->desk;
	struct vec gaps;
	blanks_scan(desk, st->p.arena, &gaps);
	st->blanks = gaps.n;
	if (gaps.n > 0) {
		const struct textfill_gap *gap = vec_at(&gaps, 0);
		textpane_set_cursor(desk->note, gap->start);
		prompt_set_note(st->p.prompt,
			arena_printf(st->p.arena,
				_("! The note still holds {%s}. Tab goes back to it."), gap->name));
	}
	vec_fini(&gaps);
}

static void outcome_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	const struct desk *desk = view->con->desk;
	char shown[12] = "";
	(void)arg;
	st->warned = -1;
	st->p = (struct popup_prompt){.arena = arena_new(), .chosen = chosen};
	if (desk->hand.casefile.number)
		reference_show(desk->hand.casefile.number, shown);
	const char *title =
		*shown ? arena_printf(st->p.arena, _("Outcome of %s"), shown) : _("Outcome");
	st->p.prompt = prompt_new(PROMPT_FLOW, title, _("1-9 pick - Esc back"), false);
	show_outcomes(view, false);
	show_proposed(view);
	prompt_set_note(st->p.prompt, letters(view, st->p.arena));
	tell_blanks(view);
}

const struct view_class view_outcome_class = {
	.name = "outcome",
	.title = N_("Outcome"),
	.context = "popup",
	.popup = true,
	.one_row = true,
	.state_size = sizeof(struct state),
	.open = outcome_open,
	.close = popup_prompt_close,
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = outcome_key,
};
