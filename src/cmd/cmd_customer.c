/* The customer in hand: what an agent learns about who is really on the line. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/store_rows.h"
#include "carrel/work.h"

static enum rc customer_in_hand(struct cmd_call *call, struct customer *c, struct err *err)
{
	struct work_hand hand;
	enum rc rc = work_hand(call->store, call->app->actor.id, call->arena, &hand, err);
	if (rc != RC_OK)
		return rc;
	if (!hand.customer_id)
		return err_set(err, RC_INVALID, _("Whose identity? F3 finds the customer first."));
	return store_customer_get(call->store, hand.customer_id, call->arena, c, err);
}

static enum rc save(struct cmd_call *call, const struct customer *c, struct err *err)
{
	enum rc rc = change_begin(call->store, call->text, c->name, err);
	if (rc != RC_OK)
		return rc;
	rc = store_customer_save(call->store, c, err);
	if (rc != RC_OK) {
		change_rollback(call->store);
		return rc;
	}
	return change_commit(call->store, NULL, err);
}

/* The key for it works in lists; what is said next is typed into the note. */
static void back_to_case(struct console *con)
{
	const struct view *view = console_pane(con, "case");
	if (view)
		console_focus(con, view->pane);
}

static enum rc cmd_verify(struct cmd_call *call, struct err *err)
{
	struct customer c;
	bool take_back = cmd_option(call, "not");
	enum rc rc = customer_in_hand(call, &c, err);
	if (rc != RC_OK)
		return rc;
	c.verified_at = take_back ? 0 : clock_wall_ms();
	c.verified_by = take_back ? 0 : call->app->actor.id;
	rc = save(call, &c, err);
	if (rc != RC_OK)
		return rc;
	if (call->app->console)
		back_to_case(call->app->console);
	out_text(call->out, "customer", c.name);
	out_time(call->out, "verified_at", c.verified_at);
	out_line(call->out, take_back ? _("%s is not verified any more.") : _("%s is verified."),
		c.name);
	return RC_OK;
}
const struct cmd cmd_verify_entry = {
	.name = "verify",
	.usage = "verify [--not]",
	.help = N_("The customer in hand has proved who they are"),
	.synonyms = N_("identity identify check"),
	.options = "not",
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_verify,
};
