/* The words of the work itself, where lines go another way than windows: what a window would ask for is
 * asked for in lines, or chosen by its number. */
#include "plain_words.h"

#include "console_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/go.h"
#include "carrel/i18n.h"
#include "carrel/store_rows.h"

#include <string.h>

/* ---- people ---- */

bool plain_word_sign_on(struct plain_words *w)
{
	struct agent agent;
	struct err ignored = {0};
	if (w->argc == 1) {
		plain_choose_person(w->p);
		return true;
	}
	if (w->argc > 2 ||
		store_agent_by_login(
			w->p->con->app->store, w->argv[1], w->arena, &agent, &ignored) != RC_OK ||
		!agent.password_hash || !*agent.password_hash)
		return false;
	plain_ask(w->p, PLAIN_PASSWORD, w->argv[1]);
	return true;
}

bool plain_word_sign_off(struct plain_words *w)
{
	plain_run_argv(w->p, w->argc, w->argv);
	if (!w->p->con->app->actor.id)
		plain_choose_person(w->p);
	return true;
}

bool plain_word_attach(struct plain_words *w)
{
	const struct desk *desk = w->p->con->desk;
	if (w->argc > 1)
		return false;
	if (!desk->has_pop && desk->hand.customers > 1)
		plain_choose_owner(w->p);
	else if (desk->has_pop && desk->pop.n_open > 0)
		plain_choose_case(w->p);
	else
		plain_ask(w->p, PLAIN_FIND, NULL);
	return true;
}

bool plain_word_customer(struct plain_words *w)
{
	if (w->argc > 1)
		return false;
	plain_ask(w->p, PLAIN_NAME, NULL);
	return true;
}

/* The same way as F5: the case in hand, else a new one, for somebody who is asked for first. */
bool plain_word_case_box(struct plain_words *w)
{
	struct plain *p = w->p;
	const struct work_hand *hand = &p->con->desk->hand;
	if (!desk_in_hand(p->con->desk))
		plain_say(p, _("Nobody is on the line. %s"), go_words(p->con->app));
	else if (hand->casefile.id)
		plain_tell_thread(p);
	else if (hand->customer_id)
		plain_command(p, "case");
	else if (hand->customers > 1)
		plain_choose_owner(p);
	else
		plain_ask(p, PLAIN_NAME, NULL);
	return true;
}

/* ---- work ---- */

/* As F2, but for the row under a cursor, which lines do not have. */
bool plain_word_go(struct plain_words *w)
{
	const struct desk *desk = w->p->con->desk;
	if (!w->p->con->app->actor.id || desk_in_hand(desk))
		return false; /* the command has the sentence for it */
	const char *const argv[] = {go_effect(desk) == GO_READY ? "ready" : "next", NULL};
	plain_run_argv(w->p, 1, argv);
	return true;
}

bool plain_word_queue(struct plain_words *w)
{
	if (w->argc > 1 || !plain_signed_on(w))
		return false;
	plain_choose_waiting(w->p);
	return true;
}

bool plain_word_outcome(struct plain_words *w)
{
	const struct console *con = w->p->con;
	const struct outcome *o = w->argc > 1 ? outcome_find(con->app->outcomes, w->argv[1]) : NULL;
	bool queue = o && o->wants_queue && !strstr(w->rest, "--queue");
	bool date = o && o->wants_date && !strstr(w->rest, "--at");
	if (!plain_signed_on(w) || (w->argc > 1 && !queue && !date))
		return false;
	if (!desk_in_hand(con->desk))
		plain_say(w->p, _("Nothing is in hand. %s"), go_words(con->app));
	else if (w->argc == 1 && !plain_choose_proposed(w->p))
		plain_choose_outcome(w->p);
	else if (w->argc == 1)
		return true;
	else if (o->wants_date)
		plain_choose_time(w->p, arena_printf(w->arena, "outcome %s", w->rest));
	else
		plain_choose_queue(w->p, arena_printf(w->arena, "outcome %s", w->rest));
	return true;
}

bool plain_word_transfer(struct plain_words *w)
{
	if (strstr(w->rest, "--queue") || strstr(w->rest, "--to") || !plain_signed_on(w))
		return false;
	plain_choose_queue(w->p, arena_printf(w->arena, "transfer %s", w->rest));
	return true;
}

/* Chosen from the list of queues: before it runs, the three lines are asked for. */
bool plain_word_with_lines(struct plain_words *w)
{
	plain_ask_lines(w->p, w->rest);
	return true;
}

bool plain_word_to_colleague(struct plain_words *w)
{
	plain_ask(w->p, PLAIN_WHOM, w->rest);
	return true;
}

bool plain_word_then(struct plain_words *w)
{
	plain_ask_then(w->p, w->rest);
	return true;
}

bool plain_word_steal(struct plain_words *w)
{
	return plain_ask_reason(w->p, w->argc, w->argv);
}

bool plain_word_reassign(struct plain_words *w)
{
	if (strstr(w->rest, "--to") || !plain_signed_on(w))
		return false;
	plain_choose_colleague(w->p, w->argc > 1 && w->argv[1][0] != '-' ? w->argv[1] : NULL);
	return true;
}

bool plain_word_texts(struct plain_words *w)
{
	if (!plain_signed_on(w))
		return false;
	plain_choose_text(w->p, w->rest);
	return true;
}

/* What a text proposes was seen: now what came of it. */
bool plain_word_outcomes(struct plain_words *w)
{
	plain_choose_outcome(w->p);
	return true;
}

bool plain_word_wordings(struct plain_words *w)
{
	if (!plain_signed_on(w))
		return false;
	plain_choose_wording(w->p, w->rest);
	return true;
}

bool plain_word_text_box(struct plain_words *w)
{
	if (!plain_signed_on(w))
		return false;
	plain_ask_own_text(w->p, w->argc > 1 ? w->argv[1] : NULL);
	return true;
}

bool plain_word_find(struct plain_words *w)
{
	if (!plain_signed_on(w))
		return false;
	if (w->argc > 1)
		plain_choose_found(w->p, w->rest);
	else
		plain_ask(w->p, PLAIN_FIND, NULL);
	return true;
}
