/* One act for one case or for all that are marked: which act, what it needs, and for several one
 * question before it happens. It is one change set and can be undone as one. */
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/windows.h"
#include "view/pane.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum step { STEP_ACT, STEP_QUEUE, STEP_WORDS, STEP_SURE };
enum need { NEED_NOTHING, NEED_QUEUE, NEED_WORDS };

struct act {
	const char *verb;
	const char *label; /* N_() */
	const char *asks;  /* N_(); the title of the window that asks for it */
	enum need need;
};

static const struct act acts[] = {
	{"transfer", N_("Move to a queue"), N_("Move to which queue?"), NEED_QUEUE},
	{"tag", N_("Put tags on"), N_("Which tags? Commas between them"), NEED_WORDS},
	{"close", N_("Close"), NULL, NEED_NOTHING},
	{"snooze", N_("Put off"), N_("Until when? 2h, tomorrow, 9:00"), NEED_WORDS},
	{"note", N_("Write a note"), N_("Note"), NEED_WORDS},
};
enum { ACTS = sizeof(acts) / sizeof(acts[0]) };

struct state {
	struct popup_prompt p; /* its arena lives as long as the window */
	enum step step;
	const struct act *act;
	const char *numbers;
	size_t count;
	const char *what; /* the queue's short name, or the words */
};

static void ask(struct view *view, enum step step);

/* Words as one argument, whatever stands in them. */
static void add_quoted(struct strbuf *out, const char *words)
{
	strbuf_addch(out, '"');
	for (const char *p = words; *p; p++) {
		if (*p == '"' || *p == '\\')
			strbuf_addch(out, '\\');
		strbuf_addch(out, *p);
	}
	strbuf_addch(out, '"');
}

static void run(struct view *view)
{
	struct state *st = view->state;
	struct console *con = view->con;
	struct strbuf text = STRBUF_INIT;
	strbuf_addf(&text, "%s %s%s", st->act->verb, st->count > 1 ? "--cases " : "", st->numbers);
	if (st->act->need == NEED_QUEUE)
		strbuf_addf(&text, " --queue %s", st->what);
	if (st->act->need == NEED_WORDS) {
		strbuf_addch(&text, ' ');
		add_quoted(&text, st->what);
	}
	bool several = st->count > 1;
	console_popup_close(con); /* this view ends here */
	if (console_command(con, text.buf) == RC_OK && several) {
		struct view *pane = con->panes[con->focus];
		if (pane && pane->class->back)
			pane->class->back(pane); /* what was marked is dealt with */
	}
	strbuf_fini(&text);
}

static void act_is_known(struct view *view)
{
	struct state *st = view->state;
	if (st->count > 1)
		ask(view, STEP_SURE);
	else
		run(view);
}

static void chosen(struct view *view, int64_t id, bool any)
{
	struct state *st = view->state;
	struct desk *desk = view->con->desk;
	if (st->step == STEP_WORDS) {
		st->what = arena_strdup(st->p.arena, prompt_text(st->p.prompt));
		if (*st->what)
			act_is_known(view);
	} else if (!any) {
		return;
	} else if (st->step == STEP_ACT) {
		st->act = &acts[id];
		if (st->act->need == NEED_NOTHING)
			act_is_known(view);
		else
			ask(view, st->act->need == NEED_QUEUE ? STEP_QUEUE : STEP_WORDS);
	} else if (st->step == STEP_QUEUE) {
		for (size_t i = 0; i < desk->nqueue_names; i++)
			if (desk->queue_names[i].id == id)
				st->what = arena_strdup(st->p.arena, desk->queue_names[i].slug);
		act_is_known(view);
	} else if (id == 0) {
		console_popup_close(view->con);
	} else {
		run(view);
	}
}

static const char *title_of(struct state *st, const char *what)
{
	if (st->count > 1)
		return arena_printf(st->p.arena, _("%zu cases: %s"), st->count, what);
	return arena_printf(st->p.arena, "%s: %s", pane_number(st->p.arena, st->numbers), what);
}

static void choose_act(struct state *st)
{
	struct prompt_choice *choices = arena_array(st->p.arena, ACTS, sizeof(*choices));
	for (int i = 0; i < ACTS; i++)
		choices[i] = (struct prompt_choice){.id = i, .label = _(acts[i].label)};
	st->p.prompt = prompt_new(PROMPT_ROWS, title_of(st, _("what shall happen?")),
		_("1-9 does it - F9 all else - Esc back"), false);
	prompt_set_choices(st->p.prompt, choices, ACTS);
}

static void choose_queue(struct state *st, const struct desk *desk)
{
	struct prompt_choice *choices =
		arena_array(st->p.arena, desk->nqueue_names + 1, sizeof(*choices));
	for (size_t i = 0; i < desk->nqueue_names; i++)
		choices[i] = (struct prompt_choice){.id = desk->queue_names[i].id,
			.label = arena_strdup(st->p.arena, desk->queue_names[i].shown)};
	st->p.prompt = prompt_new(PROMPT_ROWS, title_of(st, _(st->act->asks)),
		_("Enter or 1-9 moves there - Esc back"), false);
	prompt_set_choices(st->p.prompt, choices, desk->nqueue_names);
}

/* Cancel is under the cursor, and yes is another key than the one that came here. */
static void choose_sure(struct state *st)
{
	struct prompt_choice *choices = arena_array(st->p.arena, 2, sizeof(*choices));
	choices[0] = (struct prompt_choice){.id = 0, .label = _("Cancel")};
	choices[1] = (struct prompt_choice){.id = 1,
		.label = arena_printf(
			st->p.arena, _("Yes, all %zu: %s"), st->count, _(st->act->label))};
	st->p.prompt = prompt_new(PROMPT_ROWS, title_of(st, _(st->act->label)),
		_("u takes it back as one - Esc back"), false);
	prompt_set_choices(st->p.prompt, choices, 2);
}

static void ask(struct view *view, enum step step)
{
	struct state *st = view->state;
	st->step = step;
	prompt_free(&st->p.prompt);
	if (step == STEP_ACT)
		choose_act(st);
	else if (step == STEP_QUEUE)
		choose_queue(st, view->con->desk);
	else if (step == STEP_SURE)
		choose_sure(st);
	else
		st->p.prompt = prompt_new(PROMPT_TEXT, title_of(st, _(st->act->asks)),
			_("Enter goes on - Esc back"), true);
	console_dirty(view->con);
}

static void bulk_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	const struct bulk_window *window = arg;
	st->p = (struct popup_prompt){.arena = arena_new(), .chosen = chosen};
	st->numbers = arena_strdup(st->p.arena, window->numbers);
	st->count = window->count;
	for (int i = 0; window->verb && i < ACTS; i++)
		if (strcmp(acts[i].verb, window->verb) == 0)
			st->act = &acts[i];
	ask(view, !st->act ? STEP_ACT : st->act->need == NEED_QUEUE ? STEP_QUEUE : STEP_WORDS);
}

const struct view_class view_bulk_class = {
	.name = "bulk",
	.title = N_("Marked cases"),
	.context = "popup",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = bulk_open,
	.close = popup_prompt_close,
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = popup_prompt_key,
};
