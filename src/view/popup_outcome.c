/* F8: what came of it. A digit picks; a transfer asks for the queue in the same window. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/outcome.h"
#include "carrel/prompt.h"
#include "carrel/reference.h"
#include "carrel/store_rows.h"
#include "view/popups.h"

#include <stdio.h>

enum { DIGITS = 9, MORE = 1000, COMMAND = 128 };

struct state {
	struct prompt *prompt;
	struct arena *arena;
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
	prompt_set_choices(st->prompt, st->choices, st->n);
}

static void show_queues(struct view *view)
{
	struct state *st = view->state;
	struct err err = {0};
	if (store_queue_list(view->con->app->store, st->arena, &st->queues, &st->nqueues, &err) !=
		RC_OK) {
		console_error(view->con, &err);
		return;
	}
	st->n = 0;
	for (size_t i = 0; i < st->nqueues && st->n < DIGITS; i++)
		if (st->queues[i].active)
			st->choices[st->n++] = (struct prompt_choice){
				.id = (int64_t)i, .label = st->queues[i].title};
	prompt_set_title(st->prompt, _("Transfer to which queue?"));
	prompt_set_choices(st->prompt, st->choices, st->n);
}

static void outcome_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	const struct desk *desk = view->con->desk;
	char shown[12] = "";
	(void)arg;
	st->arena = arena_new();
	if (desk->hand.casefile.number)
		reference_show(desk->hand.casefile.number, shown);
	const char *title =
		*shown ? arena_printf(st->arena, _("Outcome of %s"), shown) : _("Outcome");
	st->prompt = prompt_new(PROMPT_FLOW, title, _("1-9 pick - Esc back"), false);
	show_outcomes(view, false);
}

static void outcome_close(struct view *view)
{
	struct state *st = view->state;
	prompt_free(&st->prompt);
	arena_free(&st->arena);
}

static struct rect outcome_place(const struct view *view, struct rect body)
{
	const struct state *st = view->state;
	return prompt_rect(body, prompt_rows(st->prompt, body.cols), false);
}

static void outcome_paint(
	const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct state *st = view->state;
	(void)focused;
	prompt_paint(st->prompt, grid, rect);
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

static void chosen(struct view *view, int64_t id)
{
	struct state *st = view->state;
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

static unsigned outcome_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	unsigned bits = prompt_key(st->prompt, key);
	int64_t id;
	if ((bits & WIDGET_SUBMIT) && prompt_chosen(st->prompt, &id)) {
		chosen(view, id);
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	if (bits & WIDGET_CANCEL) {
		console_popup_close(view->con);
		return WIDGET_HANDLED;
	}
	return bits;
}

const struct view_class view_outcome_class = {
	.name = "outcome",
	.title = N_("Outcome"),
	.context = "popup",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = outcome_open,
	.close = outcome_close,
	.place = outcome_place,
	.paint = outcome_paint,
	.key = outcome_key,
};
