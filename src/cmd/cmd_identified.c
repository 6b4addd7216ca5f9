/* What the window "identify" ends in: who it is, that they proved it, that the number is theirs, as one
 * change set. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/phone.h"
#include "carrel/store_rows.h"
#include "carrel/windows.h"
#include "carrel/work.h"

#include <stdlib.h>

static enum rc run(struct cmd_call *call, int argc, const char *const *argv, struct err *err)
{
	struct out *out = out_new();
	enum rc rc = cmd_run(call->app, argc, argv, out, err);
	out_free(&out);
	return rc;
}

static enum rc say_who(struct cmd_call *call, int64_t id, struct err *err)
{
	struct work_hand hand;
	const char *argv[] = {"attach", "--customer", call->argv[0]};
	enum rc rc = work_hand(call->store, call->app->actor.id, call->arena, &hand, err);
	return rc == RC_OK && hand.customer_id != id ? run(call, 3, argv, err) : rc;
}

static void add_act(struct cmd_call *call, struct pick_row *rows, size_t *n, const char *options,
	const char *label, const char *detail)
{
	rows[(*n)++] = (struct pick_row){.label = label,
		.detail = detail,
		.command = arena_printf(call->arena, "identified %s%s", call->argv[0], options)};
}

/* Proved or only said: two keys, and the harmless one stands first. */
static enum rc ask_proof(struct cmd_call *call, const char *name, struct err *err)
{
	enum { ACTS = 4 };
	struct console *con = call->app->console;
	struct pick_row rows[ACTS];
	size_t n = 0;
	if (!con || !desk_in_hand(con->desk))
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	const struct work_hand *hand = &con->desk->hand;
	bool number = hand->call.from_number && hand->customers == 0;
	const char *theirs = number ? arena_printf(call->arena, _("%s becomes their number"),
					      phone_group(hand->call.from_number, call->arena))
				    : "";
	const char *kept = _("your name and the time are kept");
	add_act(call, rows, &n, "", _("They say so"), _("not verified"));
	add_act(call, rows, &n, " --verified", _("They proved it"), kept);
	if (number) {
		add_act(call, rows, &n, " --keep-number", _("They say so, keep the number"),
			theirs);
		add_act(call, rows, &n, " --verified --keep-number",
			_("They proved it, keep the number"), theirs);
	}
	const struct pick_window window = {.title = arena_printf(call->arena, _("It is %s"), name),
		.hint = _("1-9 pick - Esc back"),
		.rows = rows,
		.n = n};
	console_popup(con, view_class_find("pick"), &window);
	return RC_OK;
}

static enum rc cmd_identified(struct cmd_call *call, struct err *err)
{
	static const char *const verify[] = {"verify"}, *const keep[] = {"keep-number"};
	struct customer who;
	bool verified = cmd_option(call, "verified"), number = cmd_option(call, "keep-number");
	enum rc rc = cmd_customer_numbered(call, call->argv[0], &who, err);
	if (rc == RC_OK && cmd_option(call, "ask"))
		return ask_proof(call, who.name, err);
	if (rc == RC_OK)
		rc = change_begin(call->store, "identified", NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = say_who(call, who.id, err);
	if (rc == RC_OK && verified)
		rc = run(call, 1, verify, err);
	if (rc == RC_OK && number)
		rc = run(call, 1, keep, err);
	rc = change_end(call->store, rc, err);
	if (rc != RC_OK)
		return rc;
	out_int(call->out, "customer_id", who.id);
	out_bool(call->out, "verified", verified);
	out_line(call->out,
		verified ? _("On the line: %s, verified by you now. u undoes.")
			 : _("On the line: %s, not verified. u undoes."),
		who.name);
	return RC_OK;
}
const struct cmd cmd_identified_entry = {
	.name = "identified",
	.usage = "identified CUSTOMER-ID [--ask | --verified | --keep-number]",
	.help = N_("Who is on the line, that they proved it, and that the number is theirs"),
	.synonyms = N_("verify attach caller"),
	.options = "ask verified keep-number",
	.min_args = 1,
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_identified,
};
