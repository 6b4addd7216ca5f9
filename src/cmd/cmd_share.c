/* One case and several people: taking it over, giving it back, putting it off or aside. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/change.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/store_cases.h"
#include "carrel/textpane.h"
#include "carrel/work.h"
#include "carrel/when.h"
#include "cmd/cmd_case_box.h"
#include "cmd/cmd_limit.h"
#include "cmd/cmd_print.h"
#include "cmd/cmd_time.h"

#include <stdlib.h>
#include <string.h>

static struct desk *desk_of(const struct cmd_call *call)
{
	return call->app->console ? call->app->console->desk : NULL;
}

static void go_to_hand(struct cmd_call *call)
{
	if (call->app->console)
		console_focus_hand(call->app->console);
}

static void tell_case(struct cmd_call *call, const struct casefile *c, const char *sentence)
{
	print_case_json(call->out, "case", c);
	out_line(call->out, "%s: %s", print_number(c->number, call->arena), sentence);
}

/* ---- steal ---- */

static enum rc cmd_steal(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	struct work_hand hand;
	const char *reason = cmd_option(call, "reason");
	enum rc rc = cmd_case(call, 0, &c, err);
	if (rc == RC_OK)
		rc = cmd_may(call, RIGHT_TAKE_OVER, &c, err);
	if (rc == RC_OK && c.owner_id != call->app->actor.id)
		rc = limit_check(call, err);
	if (rc == RC_OK)
		rc = work_steal(call->store, call->app->actor.id, c.id,
			reason ? reason : cmd_rest(call, 1), call->arena, &hand, err);
	if (rc != RC_OK)
		return rc;
	go_to_hand(call);
	print_hand_json(call->out, &hand, NULL);
	out_line(call->out, _("%s is yours now; your colleague has been told. u undoes."),
		print_number(hand.casefile.number, call->arena));
	return RC_OK;
}
const struct cmd cmd_steal_entry = {
	.name = "steal",
	.usage = "steal CASE REASON [--over-limit]",
	.help = N_("Take a case from a colleague; they read the reason"),
	.synonyms = N_("take over grab colleague"),
	.options = "reason: over-limit",
	.min_args = 1,
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_steal,
};

/* ---- untake ---- */

static enum rc cmd_untake(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	struct queue q = {0};
	struct desk *desk = desk_of(call);
	const char *slug = cmd_option(call, "queue");
	enum rc rc = cmd_case(call, 0, &c, err);
	if (rc == RC_OK && slug)
		rc = store_queue_by_slug(call->store, slug, call->arena, &q, err);
	bool in_hand = desk && rc == RC_OK && desk->hand.casefile.id == c.id;
	const char *note = in_hand ? textpane_text(desk->note) : cmd_option(call, "note");
	if (rc == RC_OK)
		rc = work_untake(call->store, call->app->actor.id, c.id, q.id, note, err);
	if (rc != RC_OK)
		return rc;
	if (in_hand)
		desk_clear_note(desk);
	rc = store_casefile_get(call->store, c.id, call->arena, &c, err);
	if (rc == RC_OK)
		tell_case(call, &c,
			c.owner_id ? _("out of your hands; a colleague goes on with it. u undoes.")
				   : _("back in its queue. u undoes."));
	return rc;
}
const struct cmd cmd_untake_entry = {
	.name = "untake",
	.usage = "untake [CASE] [--queue NAME] [--note TEXT]",
	.help = N_("Put a case back into its queue"),
	.synonyms = N_("give back release return unassign"),
	.options = "queue: note:",
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_untake,
};

/* ---- snooze ---- */

/* In hand it is the outcome "waiting for us", with its note; else only the date moves. */
static enum rc snooze_hand(struct cmd_call *call, int64_t at, struct err *err)
{
	char iso[32];
	clock_iso(at, iso);
	const char *argv[] = {"outcome", "waiting_us", "--at", iso};
	return cmd_run(call->app, 4, argv, call->out, err);
}

static enum rc cmd_snooze(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	struct agent me;
	int from, rest = 0;
	int64_t at = 0, now = clock_wall_ms();
	if (call->argc == 0 && call->app->console)
		return case_box_later(call, LATER_SNOOZE, 0, err);
	if (call->argc == 0)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	enum rc rc = cmd_case_then(call, 0, 1, &c, &from, err);
	if (rc == RC_OK)
		rc = cmd_time_words(call, from, now, &at, &rest, err);
	if (rc == RC_OK)
		rc = cmd_may(call, RIGHT_PUT_OFF, &c, err);
	if (rc == RC_OK)
		rc = store_agent_get(call->store, call->app->actor.id, call->arena, &me, err);
	if (rc == RC_OK && me.case_id == c.id)
		return snooze_hand(call, at, err);
	if (rc == RC_OK)
		rc = work_snooze(call->store, me.id, c.id, at, cmd_rest(call, rest), err);
	if (rc == RC_OK)
		rc = store_casefile_get(call->store, c.id, call->arena, &c, err);
	if (rc == RC_OK)
		tell_case(call, &c,
			arena_printf(call->arena, _("back at %s. u undoes."),
				when_told(at, now, app_zone(call->app), call->arena)));
	return rc;
}
const struct cmd cmd_snooze_entry = {
	.name = "snooze",
	.usage = "snooze [CASE | --cases A,B,…] TIME [WHAT THEN]",
	.help = N_("Put a case off until a time; it is back in view then"),
	.synonyms = N_("later postpone remind wait"),
	.options = "cases:",
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES | CMD_CASES,
	.exec = cmd_snooze,
};

/* ---- park ---- */

static enum rc cmd_park(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	enum rc rc = cmd_case(call, 0, &c, err);
	if (rc == RC_OK)
		rc = work_park(call->store, call->app->actor.id, err);
	if (rc == RC_OK)
		tell_case(call, &c,
			call->app->console && !call->app->console->plain
				? _("parked, its note too. F8 brings it back.")
				: _("parked, its note too. “unpark” brings it back."));
	return rc;
}
const struct cmd cmd_park_entry = {
	.name = "park",
	.usage = "park",
	.help = N_("Put the case in hand aside, note and all, and be ready for a call"),
	.synonyms = N_("aside tab hold later"),
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_park,
};

/* What is one's own already counts; what a colleague was given meanwhile would come on top. */
static enum rc limit_parked(struct cmd_call *call, long number, struct err *err)
{
	struct parked_row *rows;
	struct casefile c;
	size_t n;
	enum rc rc = store_parked(call->store, call->app->actor.id, call->arena, &rows, &n, err);
	if (rc != RC_OK || number < 1 || (size_t)number > n)
		return rc;
	rc = store_casefile_get(call->store, rows[number - 1].parked.case_id, call->arena, &c, err);
	return rc == RC_OK && c.owner_id != call->app->actor.id ? limit_check(call, err) : rc;
}

static enum rc cmd_unpark(struct cmd_call *call, struct err *err)
{
	struct work_hand hand;
	long number = call->argc ? strtol(call->argv[0], NULL, 10) : 1;
	if (number < 0 || number > 99)
		number = 0;
	bool swap = cmd_option(call, "swap") != NULL;
	enum rc rc = limit_parked(call, number, err);
	/* What goes aside comes last, so the numbers of the others stay. */
	if (rc == RC_OK)
		rc = change_begin(call->store, call->text, NULL, err);
	if (rc != RC_OK)
		return rc;
	if (swap)
		rc = work_park(call->store, call->app->actor.id, err);
	if (rc == RC_OK)
		rc = work_unpark(
			call->store, call->app->actor.id, (int)number, call->arena, &hand, err);
	rc = change_end(call->store, rc, err);
	if (rc != RC_OK)
		return rc;
	go_to_hand(call);
	print_hand_json(call->out, &hand, NULL);
	out_line(call->out, _("Back in hand: %s  %s"),
		print_number(hand.casefile.number, call->arena), hand.casefile.subject);
	return RC_OK;
}
const struct cmd cmd_unpark_entry = {
	.name = "unpark",
	.usage = "unpark [N] [--swap] [--over-limit]",
	.help = N_("Take a parked case into hand again"),
	.synonyms = N_("tab resume back"),
	.options = "swap over-limit",
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_unpark,
};

static enum rc cmd_parked(struct cmd_call *call, struct err *err)
{
	struct parked_row *rows;
	size_t n;
	int64_t now = clock_wall_ms();
	enum rc rc = store_parked(call->store, call->app->actor.id, call->arena, &rows, &n, err);
	if (rc != RC_OK)
		return rc;
	if (call->app->console && n > 0)
		return case_box_parked(call, rows, n);
	out_array(call->out, "parked");
	if (n == 0)
		out_line(call->out, "%s", _("Nothing is parked."));
	for (size_t i = 0; i < n; i++) {
		out_object(call->out, NULL);
		out_int(call->out, "n", (int64_t)i + 1);
		out_text(call->out, "case", rows[i].number);
		out_text(call->out, "subject", rows[i].subject);
		out_text(call->out, "customer", rows[i].customer_name);
		out_time(call->out, "at", rows[i].parked.at);
		out_end(call->out);
		out_line(call->out, "%zu  %s  %s  %s  %s", i + 1,
			print_number(rows[i].number, call->arena),
			rows[i].customer_name ? rows[i].customer_name : "-", rows[i].subject,
			print_since(rows[i].parked.at, now, call->arena));
	}
	out_end(call->out);
	return RC_OK;
}
const struct cmd cmd_parked_entry = {
	.name = "parked",
	.usage = "parked",
	.help = N_("The cases you put aside"),
	.synonyms = N_("tabs park"),
	.flags = CMD_ACTOR,
	.exec = cmd_parked,
};
