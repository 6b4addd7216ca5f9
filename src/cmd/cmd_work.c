/* The acts of a working day: ready, next, take, note. Each is one change set that `undo` takes
 * back. The lines they print are what the console shows as its message. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/out.h"
#include "carrel/recent.h"
#include "carrel/reference.h"
#include "carrel/store_cases.h"
#include "carrel/store_screen.h"
#include "carrel/work.h"
#include "cmd/cmd_case_box.h"
#include "cmd/cmd_limit.h"
#include "cmd/cmd_print.h"

#include <stdlib.h>

/* ---- states ---- */

static enum rc set_state(
	struct cmd_call *call, enum agent_state to, const char *reason, struct err *err)
{
	enum rc rc = work_state(call->store, call->app->actor.id, to, reason, err);
	if (rc != RC_OK)
		return rc;
	out_text(call->out, "state", word_id(agent_state_words, (int)to));
	out_line(call->out, _("%s: %s."), call->app->actor.name,
		_(word_label(agent_state_words, (int)to)));
	return RC_OK;
}

static enum rc cmd_ready(struct cmd_call *call, struct err *err)
{
	return set_state(call, AGENT_READY, NULL, err);
}
const struct cmd cmd_ready_entry = {
	.name = "ready",
	.usage = "ready",
	.help = N_("Ready to take calls and cases"),
	.synonyms = N_("available login back"),
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_ready,
};

static enum rc cmd_break(struct cmd_call *call, struct err *err)
{
	return set_state(call, AGENT_BREAK, call->argc ? cmd_rest(call, 0) : NULL, err);
}
const struct cmd cmd_break_entry = {
	.name = "break",
	.usage = "break [REASON]",
	.help = N_("Take a break; nothing is offered until ready"),
	.synonyms = N_("pause lunch coffee away"),
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_break,
};

static enum rc cmd_off(struct cmd_call *call, struct err *err)
{
	return set_state(call, AGENT_OFF, NULL, err);
}
const struct cmd cmd_off_entry = {
	.name = "off",
	.usage = "off",
	.help = N_("End the shift; the place at the desk stays as it is"),
	.synonyms = N_("logout home finish shift"),
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_off,
};

/* ---- taking ---- */

static void tell_hand(struct cmd_call *call, const struct work_hand *hand)
{
	struct pop pop;
	struct err ignored = {0};
	const char *who = NULL;
	if (hand->customer_id &&
		store_pop_customer(call->store, hand->customer_id,
			app_day_start(call->app, clock_wall_ms()), call->arena, &pop,
			&ignored) == RC_OK)
		who = pop.customer.name;
	if (hand->casefile.id)
		recent_note(call->app, RECENT_CASE, hand->casefile.id);
	else if (hand->customer_id)
		recent_note(call->app, RECENT_CUSTOMER, hand->customer_id);
	/* A case taken from the own list has no place in a queue. */
	int kind = hand->item.id || hand->call.id ? (int)hand->item.kind : (int)ITEM_CASE;
	print_hand_json(call->out, hand, who);
	char shown[12] = "";
	if (hand->casefile.number)
		reference_show(hand->casefile.number, shown);
	const char *name = who ? who
		: hand->customers > 1
		? arena_printf(call->arena,
			  _("one of %zu who share this number: Enter says who, F5 somebody new."),
			  hand->customers)
		: _("nobody we know yet: F3 finds, F5 adds them.");
	if (*shown)
		out_line(call->out, "%s: %s  %s  %s", _(word_label(item_kind_words, kind)), name,
			shown, hand->casefile.subject);
	else
		out_line(call->out, "%s: %s", _(word_label(item_kind_words, kind)), name);
}

static enum rc cmd_next(struct cmd_call *call, struct err *err)
{
	struct work_hand hand;
	enum rc rc = limit_check(call, err);
	if (rc == RC_DENIED && !cmd_option(call, "over-limit"))
		rc = limit_next_call(call, &hand, err);
	else if (rc == RC_OK)
		rc = work_next(call->store, call->app->actor.id, call->arena, &hand, err);
	if (rc == RC_OK)
		tell_hand(call, &hand);
	return rc;
}
const struct cmd cmd_next_entry = {
	.name = "next",
	.usage = "next [--over-limit]",
	.help = N_("Take the next one: the earliest promise among what you may take"),
	.synonyms = N_("answer claim accept"),
	.options = "over-limit",
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_next,
};

static enum rc take_item(struct cmd_call *call, const char *digits, struct err *err)
{
	struct work_hand hand;
	char *end;
	long long id = strtoll(digits, &end, 10);
	if (*end || id <= 0)
		return err_set(err, RC_INVALID,
			_("“%s” is no place in a queue; carrel queue shows them."), digits);
	enum rc rc = limit_item(call, id, err);
	if (rc == RC_OK)
		rc = work_take(call->store, call->app->actor.id, id, call->arena, &hand, err);
	if (rc == RC_OK)
		tell_hand(call, &hand);
	return rc;
}

static enum rc cmd_take(struct cmd_call *call, struct err *err)
{
	if (cmd_option(call, "item"))
		return take_item(call, cmd_option(call, "item"), err);
	if (call->argc == 0)
		return cmd_next(call, err);
	struct casefile c;
	struct work_hand hand;
	enum rc rc = cmd_case(call, 0, &c, err);
	bool join = cmd_option(call, "join") != NULL;
	/* Whoever joins owns no more than before. */
	if (rc == RC_OK && c.owner_id != call->app->actor.id && !join)
		rc = limit_check(call, err);
	if (rc == RC_OK && join)
		rc = work_join(call->store, call->app->actor.id, c.id, call->arena, &hand, err);
	else if (rc == RC_OK)
		rc = work_take_case(
			call->store, call->app->actor.id, c.id, call->arena, &hand, err);
	if (rc == RC_OK && join && !call->app->practice)
		rc = store_presence_touch(call->store, c.id, call->app->actor.id, err);
	if (rc == RC_OK && join && call->app->console) /* chosen: F5 does not ask again */
		call->app->console->desk->work.touched_case = c.id;
	if (rc == RC_CONFLICT)
		rc = case_box_refused(call, &c, err);
	if (rc == RC_OK)
		tell_hand(call, &hand);
	return rc;
}
const struct cmd cmd_take_entry = {
	.name = "take",
	.usage = "take [CASE [--join] | --item N] [--over-limit]",
	.help = N_("Take a case into hand; without a number, the next one"),
	.synonyms = N_("claim own assign me join"),
	.options = "item: join over-limit",
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_take,
};

/* ---- during the call ---- */

static enum rc cmd_hold(struct cmd_call *call, struct err *err)
{
	struct work_hand hand;
	enum rc rc = work_hand(call->store, call->app->actor.id, call->arena, &hand, err);
	if (rc != RC_OK)
		return rc;
	bool hold = hand.call.state != CALL_HELD;
	rc = work_hold(call->store, call->app->actor.id, hold, err);
	if (rc == RC_OK) {
		out_bool(call->out, "held", hold);
		out_line(call->out, "%s",
			hold ? _("The caller is on hold.") : _("The caller is back on the line."));
	}
	return rc;
}
const struct cmd cmd_hold_entry = {
	.name = "hold",
	.usage = "hold",
	.help = N_("Put the caller on hold, or back on the line"),
	.synonyms = N_("resume mute music"),
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_hold,
};

/* Who it is, their case if one came along, and how to keep a number that nobody has yet. */
static enum rc tell_attached(struct cmd_call *call, struct err *err)
{
	struct work_hand hand;
	struct customer who;
	struct console *con = call->app->console;
	enum rc rc = work_hand(call->store, call->app->actor.id, call->arena, &hand, err);
	if (rc == RC_OK && !hand.customer_id)
		return RC_OK;
	if (rc == RC_OK)
		rc = store_customer_get(call->store, hand.customer_id, call->arena, &who, err);
	if (rc != RC_OK)
		return rc;
	out_int(call->out, "customer_id", who.id);
	if (hand.casefile.id)
		print_case_json(call->out, "case", &hand.casefile);
	char shown[12] = "";
	if (hand.casefile.number)
		reference_show(hand.casefile.number, shown);
	const char *key = con ? keymap_key_of(con->keymap, "keep-number") : NULL;
	if (hand.call.from_number && hand.customers == 0)
		out_line(call->out, _("On the line: %s. %s adds this number to theirs."), who.name,
			key ? key : "“keep-number”");
	else if (*shown)
		out_line(call->out, _("On the line: %s  %s  %s"), who.name, shown,
			hand.casefile.subject);
	else
		out_line(call->out, _("On the line: %s."), who.name);
	return RC_OK;
}

static enum rc cmd_attach(struct cmd_call *call, struct err *err)
{
	struct casefile c = {0};
	struct customer who = {0};
	const char *given = cmd_option(call, "customer");
	enum rc rc = given ? cmd_customer_numbered(call, given, &who, err) : RC_OK;
	int64_t customer = who.id;
	if (rc == RC_OK && call->argc > 0)
		rc = cmd_case(call, 0, &c, err);
	if (rc == RC_OK && !customer && !c.id)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	if (rc == RC_OK && c.id && !customer)
		customer = c.customer_id;
	if (rc == RC_OK)
		rc = work_attach(call->store, call->app->actor.id, customer, c.id, err);
	if (rc == RC_OK && call->app->console)
		console_focus_hand(call->app->console);
	return rc == RC_OK ? tell_attached(call, err) : rc;
}
const struct cmd cmd_attach_entry = {
	.name = "attach",
	.usage = "attach [CASE] [--customer ID]",
	.help = N_("Say who is on the line, or which case it is about"),
	.synonyms = N_("link caller identify"),
	.options = "customer:",
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_attach,
};

static enum rc cmd_case_new(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	const char *subject = call->argc ? cmd_rest(call, 0) : NULL;
	enum rc rc = work_new_case(call->store, call->app->actor.id, subject, call->arena, &c, err);
	if (rc == RC_OK) {
		char shown[12];
		reference_show(c.number, shown);
		print_case_json(call->out, "case", &c);
		out_line(call->out, _("Case %s is open."), shown);
	}
	return rc;
}
const struct cmd cmd_case_new_entry = {
	.name = "case",
	.alias = "new",
	.usage = "case [SUBJECT]",
	.help = N_("Open a new case for the customer in hand"),
	.synonyms = N_("create start ticket"),
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_case_new,
};

static enum rc cmd_note(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	struct contact written;
	int text_from = 0;
	char number[REFERENCE_LEN + 1];
	if (call->argc > 1 && reference_parse(call->argv[0], number))
		text_from = 1;
	enum rc rc = cmd_case(call, text_from ? 0 : call->argc, &c, err);
	if (rc == RC_OK)
		rc = work_note(call->store, call->app->actor.id, c.id, cmd_rest(call, text_from),
			&written, err);
	if (rc == RC_OK) {
		char shown[12];
		reference_show(c.number, shown);
		out_int(call->out, "contact_id", written.id);
		out_line(call->out, _("Noted on %s."), shown);
	}
	return rc;
}
const struct cmd cmd_note_entry = {
	.name = "note",
	.usage = "note [CASE | --cases A,B,…] TEXT",
	.help = N_("Write a note on a case"),
	.synonyms = N_("comment remark internal"),
	.options = "cases:",
	.min_args = 1,
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES | CMD_CASES,
	.exec = cmd_note,
};

static enum rc cmd_hangup(struct cmd_call *call, struct err *err)
{
	enum rc rc = work_hangup(call->store, call->app->actor.id, err);
	if (rc == RC_OK)
		out_line(call->out, "%s", _("The call has ended. F8 says what came of it."));
	return rc;
}
const struct cmd cmd_hangup_entry = {
	.name = "hangup",
	.usage = "hangup",
	.help = N_("The call has ended; wrap up"),
	.synonyms = N_("end call wrap"),
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_hangup,
};
