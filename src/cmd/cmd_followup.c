/* What was promised for a time: callbacks, reminders, and "was it solved?" after a transfer. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/store_cases.h"
#include "carrel/store_rows.h"
#include "carrel/when.h"
#include "cmd/cmd_print.h"
#include "cmd/cmd_time.h"

#include <stdlib.h>
#include <string.h>

enum { LIST_LIMIT = 100 };

static void print_follow_up_json(struct out *out, const char *key, const struct follow_up *f)
{
	out_object(out, key);
	out_int(out, "id", f->id);
	out_text(out, "kind", word_id(follow_up_words, (int)f->kind));
	out_time(out, "at", f->at);
	out_text(out, "what", f->what);
	out_int(out, "agent_id", f->agent_id);
	out_int(out, "item", f->item_id);
	out_time(out, "done_at", f->done_at);
	out_text(out, "confirmed", word_id(confirmed_words, (int)f->confirmed));
	out_int(out, "tries", f->tries);
}

/* ---- add ---- */

static enum rc read_add(
	struct cmd_call *call, struct follow_up *f, int64_t *queue_id, int from, struct err *err)
{
	const char *kind = cmd_option(call, "kind");
	const char *at = cmd_option(call, "at");
	const char *slug = cmd_option(call, "queue");
	int value = cmd_option(call, "anyone") ? FOLLOW_UP_CALLBACK : FOLLOW_UP_REMINDER;
	struct queue q = {0};
	if (kind && (!word_parse(follow_up_words, kind, &value) || value == FOLLOW_UP_CONFIRM))
		return err_set(err, RC_INVALID,
			_("“%s” is no kind of follow-up: callback, reminder or promise."), kind);
	if (!at)
		return err_set(err, RC_INVALID, _("A follow-up needs a time: add --at 15:00."));
	enum rc rc = cmd_time_coming(call->app, at, clock_wall_ms(), &f->at, err);
	if (rc == RC_OK && slug)
		rc = store_queue_by_slug(call->store, slug, call->arena, &q, err);
	*queue_id = q.id;
	f->kind = (enum follow_up_kind)value;
	f->what = from < call->argc ? cmd_rest(call, from) : NULL;
	f->made_by = call->app->actor.id;
	f->agent_id = cmd_option(call, "anyone") ? 0 : call->app->actor.id;
	return rc;
}

static enum rc keep_and_tell(struct cmd_call *call, const struct casefile *c, struct follow_up *f,
	int64_t queue_id, struct err *err)
{
	f->case_id = c->id;
	enum rc rc = store_follow_up_add(call->store, f, queue_id, err);
	if (rc != RC_OK)
		return rc;
	print_follow_up_json(call->out, "follow_up", f);
	out_text(call->out, "case", c->number);
	out_end(call->out);
	out_line(call->out,
		f->agent_id ? _("%s for you at %s: %s. u undoes.")
			    : _("%s for anyone at %s: %s. u undoes."),
		_(word_label(follow_up_words, (int)f->kind)),
		when_told(f->at, clock_wall_ms(), app_zone(call->app), call->arena),
		print_number(c->number, call->arena));
	return RC_OK;
}

static enum rc add(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	struct follow_up f = {0};
	int from;
	int64_t queue_id = 0;
	enum rc rc = cmd_case_then(call, 1, 0, &c, &from, err);
	if (rc == RC_OK)
		rc = read_add(call, &f, &queue_id, from, err);
	return rc == RC_OK ? keep_and_tell(call, &c, &f, queue_id, err) : rc;
}

/* "follow-up 2d we look again": on the case in hand, as canned texts propose it. It is what the
 * customer was told, so a promise. */
static enum rc add_in(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	struct follow_up f = {.kind = FOLLOW_UP_PROMISE,
		.made_by = call->app->actor.id,
		.agent_id = call->app->actor.id};
	int rest;
	enum rc rc = cmd_time_words(call, 0, clock_wall_ms(), &f.at, &rest, err);
	if (rc == RC_OK && rest < call->argc)
		f.what = cmd_rest(call, rest);
	if (rc == RC_OK)
		rc = cmd_case(call, call->argc, &c, err);
	return rc == RC_OK ? keep_and_tell(call, &c, &f, 0, err) : rc;
}

/* ---- list ---- */

static void list_row(struct cmd_call *call, const struct follow_up_row *r, int64_t now)
{
	const char *cells[] = {
		arena_printf(call->arena, "%lld", (long long)r->f.id),
		arena_printf(call->arena, "%s%s", app_when(call->app, r->f.at, now, call->arena),
			r->f.at <= now ? " !" : ""),
		_(word_label(follow_up_words, (int)r->f.kind)),
		r->f.agent_id == 0                             ? _("anyone")
			: r->f.agent_id == call->app->actor.id ? _("you")
							       : _("a colleague"),
		print_number(r->case_number, call->arena),
		r->f.what            ? r->f.what
			: r->subject ? r->subject
				     : "-",
	};
	out_table_row(call->out, cells);
	print_follow_up_json(call->out, NULL, &r->f);
	out_bool(call->out, "due", r->f.at <= now);
	out_text(call->out, "case", r->case_number);
	out_text(call->out, "customer", r->customer_name);
	out_end(call->out);
}

static enum rc list(struct cmd_call *call, struct err *err)
{
	static const char *const titles[] = {
		N_("No."), N_("When"), N_("Kind"), N_("For"), N_("Case"), N_("What")};
	enum { COLUMNS = sizeof(titles) / sizeof(titles[0]) };
	const char *shown[COLUMNS];
	struct follow_up_row *rows;
	size_t n;
	int64_t now = clock_wall_ms();
	bool all = cmd_option(call, "all");
	enum rc rc = store_follow_up_open(call->store, all ? 0 : call->app->actor.id,
		!cmd_option(call, "mine"), cmd_option(call, "due") ? now : INT64_MAX, LIST_LIMIT,
		call->arena, &rows, &n, err);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < COLUMNS; i++)
		shown[i] = _(titles[i]);
	out_array(call->out, "follow_ups");
	if (n == 0) {
		out_line(call->out, "%s", _("Nothing to follow up."));
	} else {
		out_table_begin(call->out, shown, COLUMNS);
		for (size_t i = 0; i < n; i++)
			list_row(call, &rows[i], now);
		out_table_end(call->out);
	}
	out_end(call->out);
	return RC_OK;
}

/* ---- close ---- */

static const char *how_it_went(struct cmd_call *call, const struct follow_up *f)
{
	if (f->done_at == 0)
		return arena_printf(call->arena,
			_("Nobody reached, %lld of %d. Again %s. u undoes."), (long long)f->tries,
			UNREACHABLE_MAX,
			when_told(f->at, clock_wall_ms(), app_zone(call->app), call->arena));
	if (f->confirmed == CONFIRMED_NO)
		return _("Not solved: the case is open again. u undoes.");
	return _("Closed. u undoes.");
}

static enum rc read_id(struct cmd_call *call, int64_t *id, struct err *err)
{
	char *end;
	if (call->argc < 2)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	*id = strtoll(call->argv[1], &end, 10);
	if (*end || *id <= 0)
		return err_set(err, RC_INVALID,
			_("“%s” is no follow-up; “follow-up list” shows them with their number."),
			call->argv[1]);
	return RC_OK;
}

static enum rc close(struct cmd_call *call, struct err *err)
{
	struct follow_up f;
	const char *word = cmd_option(call, "confirmed");
	int how = CONFIRMED_NOT_ASKED;
	int64_t id = 0;
	enum rc rc = read_id(call, &id, err);
	if (rc != RC_OK)
		return rc;
	if (word && (!word_parse(confirmed_words, word, &how) || how == CONFIRMED_NOT_ASKED))
		return err_set(err, RC_INVALID,
			_("--confirmed takes yes, no or unreachable, not “%s”."), word);
	rc = store_follow_up_close(
		call->store, id, call->app->actor.id, (enum confirmed)how, call->arena, &f, err);
	if (rc != RC_OK)
		return rc;
	print_follow_up_json(call->out, "follow_up", &f);
	out_end(call->out);
	out_line(call->out, "%s", how_it_went(call, &f));
	return RC_OK;
}

/* ---- move ---- */

static enum rc move(struct cmd_call *call, struct err *err)
{
	struct follow_up f;
	const char *at = cmd_option(call, "at");
	int64_t id = 0, when = 0, now = clock_wall_ms();
	enum rc rc = read_id(call, &id, err);
	if (rc == RC_OK && !at)
		rc = err_set(err, RC_INVALID, _("A follow-up needs a time: add --at 15:00."));
	if (rc == RC_OK)
		rc = cmd_time_parse(call->app, at, now, &when, err);
	if (rc == RC_OK)
		rc = store_follow_up_move(
			call->store, id, call->app->actor.id, when, call->arena, &f, err);
	if (rc != RC_OK)
		return rc;
	print_follow_up_json(call->out, "follow_up", &f);
	out_end(call->out);
	out_line(call->out, _("%s put off until %s. u undoes."),
		_(word_label(follow_up_words, (int)f.kind)),
		app_when(call->app, f.at, now, call->arena));
	return RC_OK;
}

static enum rc cmd_follow_up(struct cmd_call *call, struct err *err)
{
	const char *verb = call->argc ? call->argv[0] : "list";
	if (strcmp(verb, "add") == 0)
		return add(call, err);
	if (strcmp(verb, "list") == 0)
		return list(call, err);
	if (strcmp(verb, "close") == 0)
		return close(call, err);
	if (strcmp(verb, "move") == 0)
		return move(call, err);
	return add_in(call, err);
}
const struct cmd cmd_follow_up_entry = {
	.name = "follow-up",
	.usage = "follow-up [list [--mine|--due|--all] | TIME [TEXT] | add [CASE] --at TIME "
		 "[--anyone] "
		 "[--kind callback|reminder|promise] [--queue NAME] TEXT | close N [--confirmed "
		 "yes|no|unreachable] | move N --at TIME]",
	.help = N_("Callbacks, reminders and promises: what is to be done at which time"),
	.synonyms = N_("callback reminder promise due later"),
	.options = "mine due all at: anyone kind: queue: confirmed:",
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_follow_up,
};
