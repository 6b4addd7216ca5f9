/* What the window "identify" ends in: who it is, that they proved it, that the number is theirs, as one
 * change set. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/store_rows.h"
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

static enum rc cmd_identified(struct cmd_call *call, struct err *err)
{
	static const char *const verify[] = {"verify"}, *const keep[] = {"keep-number"};
	struct customer who;
	bool verified = cmd_option(call, "verified"), number = cmd_option(call, "keep-number");
	int64_t id = strtoll(call->argv[0], NULL, 10);
	enum rc rc = store_customer_get(call->store, id, call->arena, &who, err);
	if (rc == RC_OK)
		rc = change_begin(call->store, "identified", NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = say_who(call, id, err);
	if (rc == RC_OK && verified)
		rc = run(call, 1, verify, err);
	if (rc == RC_OK && number)
		rc = run(call, 1, keep, err);
	rc = change_end(call->store, rc, err);
	if (rc != RC_OK)
		return rc;
	out_int(call->out, "customer_id", id);
	out_bool(call->out, "verified", verified);
	out_line(call->out,
		verified ? _("On the line: %s, verified by you now. u undoes.")
			 : _("On the line: %s, not verified. u undoes."),
		who.name);
	return RC_OK;
}
const struct cmd cmd_identified_entry = {
	.name = "identified",
	.usage = "identified CUSTOMER-ID [--verified] [--keep-number]",
	.help = N_("Who is on the line, that they proved it, and that the number is theirs"),
	.synonyms = N_("verify attach caller"),
	.options = "verified keep-number",
	.min_args = 1,
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_identified,
};
