/* The end of a contact: what came of it (disposition), the note that is kept, and who comes next. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/desk_texts.h"
#include "carrel/go.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/store_cases.h"
#include "carrel/store_screen.h"
#include "carrel/textpane.h"
#include "carrel/when.h"
#include "carrel/work.h"
#include "cmd/cmd_mood.h"
#include "cmd/cmd_time.h"

static enum rc queue_named(struct cmd_call *call, const char *slug, int64_t *id, struct err *err)
{
	struct queue q;
	enum rc rc = store_queue_by_slug(call->store, slug, call->arena, &q, err);
	*id = rc == RC_OK ? q.id : 0;
	return rc;
}

static enum rc agent_named(struct cmd_call *call, const char *login, int64_t *id, struct err *err)
{
	struct agent to;
	enum rc rc = store_agent_by_login(call->store, login, call->arena, &to, err);
	*id = rc == RC_OK ? to.id : 0;
	return rc;
}

static enum rc time_given(struct cmd_call *call, int64_t *at, struct err *err)
{
	const char *text = cmd_option(call, "at");
	return text ? cmd_time_coming(call->app, text, clock_wall_ms(), at, err) : RC_OK;
}

/* The outcome as it is told: what was promised for a time tells the time, since the caller asks. */
static const char *outcome_told(
	struct cmd_call *call, const struct outcome *outcome, const struct contact *written)
{
	struct casefile c;
	struct err ignored = {0};
	if (!outcome->wants_date || written->case_id == 0 ||
		store_casefile_get(call->store, written->case_id, call->arena, &c, &ignored) !=
			RC_OK ||
		c.next_at == 0)
		return _(outcome->title);
	return arena_printf(call->arena, "%s (%s)", _(outcome->title),
		when_told(c.next_at, clock_wall_ms(), app_zone(call->app), call->arena));
}

/* work_finish() has made them ready: what their key does now is what it does for the next one. */
static void tell_next(struct cmd_call *call, const char *done, const struct queue_row *next)
{
	const char *who = next->customer_name ? next->customer_name : _("somebody new");
	if (!go_has_key(call->app))
		out_line(call->out, _("Done: %s. Next: %s, %s. “next” takes, u undoes."), done, who,
			next->queue_title);
	else if (go_effect_of(AGENT_READY, &next->item) == GO_ANSWER)
		out_line(call->out, _("Done: %s. Next: %s, %s. F2 answers, u undoes."), done, who,
			next->queue_title);
	else
		out_line(call->out, _("Done: %s. Next: %s, %s. F2 takes, u undoes."), done, who,
			next->queue_title);
}

static void tell_finish(
	struct cmd_call *call, const struct outcome *outcome, const struct contact *written)
{
	out_text(call->out, "outcome", outcome->id);
	out_int(call->out, "contact_id", written->id);
	out_int(call->out, "case_id", written->case_id);
	struct queue_row *rows;
	size_t n;
	int64_t *queues;
	size_t nqueues;
	struct err ignored = {0};
	if (store_agent_queues(call->store, call->app->actor.id, call->arena, &queues, &nqueues,
		    &ignored) == RC_OK &&
		nqueues > 0 &&
		store_queue_page(call->store, queues, nqueues, NULL, 1, call->arena, &rows, &n,
			&ignored) == RC_OK &&
		n == 1) {
		tell_next(call, outcome_told(call, outcome, written), &rows[0]);
	} else {
		out_line(call->out, _("Done: %s. Nobody is waiting. u undoes."),
			outcome_told(call, outcome, written));
	}
}

/* Somebody else wrote on the case while this note was being typed: both stand, and both are shown. */
static void tell_meanwhile(struct cmd_call *call, int64_t seen_id, const struct contact *mine)
{
	struct contact *rows;
	size_t n;
	struct err ignored = {0};
	if (!seen_id || !mine->case_id ||
		store_contact_since(call->store, mine->case_id, seen_id, call->app->actor.id, 5,
			call->arena, &rows, &n, &ignored) != RC_OK ||
		n == 0)
		return;
	out_line(call->out, "%s", _("A colleague wrote meanwhile. Both notes are kept:"));
	for (size_t i = 0; i < n; i++) {
		struct agent who;
		const char *name = _("somebody");
		if (rows[i].agent_id &&
			store_agent_get(call->store, rows[i].agent_id, call->arena, &who,
				&ignored) == RC_OK)
			name = who.name;
		out_line(call->out, "%s: %s", name, rows[i].body ? rows[i].body : "");
	}
	out_line(call->out, "%s: %s", call->app->actor.name, mine->body ? mine->body : "");
}

/* In the console the note is the one on the screen, and the fence is the one it was begun under. */
static void take_from_desk(struct cmd_call *call, struct work_finish *f)
{
	const struct desk *desk = call->app->console ? call->app->console->desk : NULL;
	if (!desk)
		return;
	if (!f->note)
		f->note = textpane_text(desk->note);
	f->texts = desk_text_uses(desk, f->note, call->arena, &f->ntexts);
	f->language = desk_language(desk);
	f->fence = desk->hand.item.fence;
}

/* Only after the store has it: the note leaves the screen and the journal. */
static void clear_desk(struct cmd_call *call)
{
	struct console *con = call->app->console;
	if (!con)
		return;
	desk_clear_note(con->desk);
	console_focus(con, con->screen->home);
}

static enum rc cmd_outcome(struct cmd_call *call, struct err *err)
{
	const struct outcome *outcome = outcome_find(call->app->outcomes, call->argv[0]);
	if (!outcome)
		return err_set(err, RC_INVALID, _("There is no outcome “%s”. F8 shows them all."),
			call->argv[0]);
	struct work_finish f = {
		.outcome = outcome,
		.note = cmd_option(call, "note"),
		.text_ids = cmd_option(call, "texts"),
		.language = cmd_option(call, "language"),
		.reason = cmd_option(call, "reason"),
		.summary = cmd_option(call, "summary"),
		.told = cmd_option(call, "told"),
	};
	enum rc rc = cmd_option_int(call, "fence", 0, INT64_MAX, &f.fence, err);
	if (rc == RC_OK)
		rc = time_given(call, &f.next_at, err);
	if (rc == RC_OK && cmd_option(call, "mood"))
		rc = cmd_mood_parse(call, cmd_option(call, "mood"), &f.mood, err);
	const char *to = cmd_option(call, "queue");
	if (rc == RC_OK && to)
		rc = queue_named(call, to, &f.to_queue_id, err);
	if (rc == RC_OK && cmd_option(call, "to"))
		rc = agent_named(call, cmd_option(call, "to"), &f.to_agent_id, err);
	if (rc == RC_OK && outcome->wants_queue && !f.to_queue_id && !f.to_agent_id)
		rc = err_set(err, RC_INVALID,
			_("Transfer to whom? Add --queue NAME or --to COLLEAGUE."));
	struct contact written;
	take_from_desk(call, &f);
	int64_t seen = call->app->console ? call->app->console->desk->work.note_after : 0;
	if (rc == RC_OK)
		rc = work_finish(call->store, call->app->actor.id, &f, call->arena, &written, err);
	if (rc == RC_OK) {
		clear_desk(call);
		tell_finish(call, outcome, &written);
		tell_meanwhile(call, seen, &written);
	}
	return rc;
}
const struct cmd cmd_outcome_entry = {
	.name = "outcome",
	.alias = "finish",
	.usage = "outcome NAME [--note TEXT] [--at TIME] [--queue NAME | --to LOGIN] "
		 "[--reason TEXT] [--summary TEXT] [--told TEXT] [--mood WORD]",
	.help = N_("Say what came of it; the note is kept and the next one is offered"),
	.synonyms = N_("close solve wrap disposition done"),
	.options = "note: at: queue: to: reason: summary: told: mood: texts: language: fence:",
	.min_args = 1,
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_outcome,
};
