/* The telephone's way in: a switch's script says what happens to a call. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/phone.h"
#include "carrel/work.h"

#include <string.h>

static enum rc call_ring(struct cmd_call *call, struct err *err)
{
	struct queue q;
	const char *queue = cmd_option(call, "queue");
	struct work_ring ring = {
		.language = cmd_option(call, "language"),
		.external_id = cmd_option(call, "id"),
		.at = clock_wall_ms(),
	};
	if (!queue)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	enum rc rc = store_queue_by_slug(call->store, queue, call->arena, &q, err);
	const char *from = cmd_option(call, "from");
	if (rc == RC_OK && from)
		rc = phone_normalise(from, app_region(call->app), call->arena, &ring.from, err);
	struct queue_item item;
	if (rc == RC_OK) {
		ring.queue_id = q.id;
		rc = work_ring(call->store, &ring, call->arena, &item, err);
	}
	if (rc == RC_OK) {
		out_int(call->out, "item", item.id);
		out_int(call->out, "call_id", item.call_id);
		out_time(call->out, "due_at", item.due_at);
		out_line(call->out, _("Ringing in %s."), q.title);
	}
	return rc;
}

/* The call named by --id, else the one in the hand of the person who asks. */
static enum rc call_wanted(struct cmd_call *call, struct call *out, struct err *err)
{
	const char *id = cmd_option(call, "id");
	if (id)
		return store_call_by_external(call->store, id, call->arena, out, err);
	enum rc rc = app_require_actor(call->app, err);
	struct work_hand hand;
	if (rc == RC_OK)
		rc = work_hand(call->store, call->app->actor.id, call->arena, &hand, err);
	if (rc == RC_OK && hand.call.id == 0)
		rc = err_set(err, RC_NOTFOUND, _("There is no call in hand. Name one with --id."));
	if (rc == RC_OK)
		*out = hand.call;
	return rc;
}

static enum rc call_answer(struct cmd_call *call, struct err *err)
{
	enum rc rc = app_require_actor(call->app, err);
	struct work_hand hand;
	if (rc == RC_OK && !cmd_option(call, "id"))
		rc = work_next(call->store, call->app->actor.id, call->arena, &hand, err);
	else if (rc == RC_OK) {
		struct call c;
		rc = call_wanted(call, &c, err);
		if (rc == RC_OK)
			rc = work_answer(
				call->store, call->app->actor.id, c.id, call->arena, &hand, err);
	}
	if (rc == RC_OK) {
		out_int(call->out, "call_id", hand.call.id);
		out_line(call->out, "%s", _("Answered."));
	}
	return rc;
}

static enum rc call_hold(struct cmd_call *call, struct err *err)
{
	struct call c;
	enum rc rc = call_wanted(call, &c, err);
	if (rc == RC_OK)
		rc = work_hold(call->store, c.agent_id, c.state != CALL_HELD, err);
	if (rc == RC_OK)
		out_line(call->out, "%s",
			c.state != CALL_HELD ? _("On hold.") : _("Back on the line."));
	return rc;
}

static enum rc call_end(struct cmd_call *call, struct err *err)
{
	struct call c;
	enum rc rc = call_wanted(call, &c, err);
	if (rc == RC_OK && c.state == CALL_RINGING)
		rc = work_abandon(call->store, c.id, CALL_END_ABANDONED, err);
	else if (rc == RC_OK)
		rc = work_hangup(call->store, c.agent_id, err);
	if (rc == RC_OK)
		out_line(call->out, "%s", _("The call has ended."));
	return rc;
}

static enum rc cmd_call_verb(struct cmd_call *call, struct err *err)
{
	static const struct {
		const char *verb;
		enum rc (*run)(struct cmd_call *call, struct err *err);
	} verbs[] = {{"ring", call_ring}, {"answer", call_answer}, {"hold", call_hold},
		{"end", call_end}};
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(call->argv[0], verbs[i].verb) == 0)
			return verbs[i].run(call, err);
	return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
}
const struct cmd cmd_call_entry = {
	.name = "call",
	.usage = "call (ring --queue NAME [--from NUMBER] [--language L] | answer | hold | end) "
		 "[--id ID]",
	.help = N_("What the telephone says: a call rings, is answered, held, ends"),
	.synonyms = N_("phone telephone switch pbx"),
	.options = "queue: from: language: id:",
	.min_args = 1,
	.max_args = 1,
	.flags = CMD_STORE | CMD_MUTATES,
	.exec = cmd_call_verb,
};
