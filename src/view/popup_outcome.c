/* F8: what came of it. A digit picks; a transfer asks for the queue in the same window. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/outcome.h"
#include "carrel/reference.h"
#include "carrel/store_rows.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include <stdio.h>

enum { DIGITS = 9, MORE = 1000, COMMAND = 128 };

struct state {
	struct popup_prompt p;
	struct prompt_choice choices[DIGITS + 1];
	size_t n;
	bool more;                      /* the outcomes without a digit are shown */
	const struct outcome *transfer; /* picked, its queue is being asked for */
	struct queue *queues;
	size_t nqueues;
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
				.id = (int64_t)i, .label = st->queues[i].title};
	prompt_set_title(st->p.prompt, _("Transfer to which queue?"));
	prompt_set_choices(st->p.prompt, st->choices, st->n);
}

/* Closes the window, so the view is gone afterwards. */
static void finish(struct view *view, const struct outcome *outcome, const char *queue)
{
	struct console *con = view->con;
	char command[COMMAND];
	if (queue)
		snprintf(command, sizeof(command), "outcome %s --queue %s", outcome->id, queue);
	else
		snprintf(command, sizeof(command), "outcome %s", outcome->id);
	console_popup_close(con);
	console_command(con, command);
}

static void chosen(struct view *view, int64_t id, bool any)
{
	struct state *st = view->state;
	if (!any)
		return;
	if (st->transfer) {
		finish(view, st->transfer, st->queues[id].slug);
	} else if (id == MORE) {
		show_outcomes(view, true);
	} else if (view->con->app->outcomes[id].wants_queue) {
		st->transfer = &view->con->app->outcomes[id];
		show_queues(view);
	} else {
		finish(view, &view->con->app->outcomes[id], NULL);
	}
}

static void outcome_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	const struct desk *desk = view->con->desk;
	char shown[12] = "";
	(void)arg;
	st->p = (struct popup_prompt){.arena = arena_new(), .chosen = chosen};
	if (desk->hand.casefile.number)
		reference_show(desk->hand.casefile.number, shown);
	const char *title =
		*shown ? arena_printf(st->p.arena, _("Outcome of %s"), shown) : _("Outcome");
	st->p.prompt = prompt_new(PROMPT_FLOW, title, _("1-9 pick - Esc back"), false);
	show_outcomes(view, false);
}

const struct view_class view_outcome_class = {
	.name = "outcome",
	.title = N_("Outcome"),
	.context = "popup",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = outcome_open,
	.close = popup_prompt_close,
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = popup_prompt_key,
};
