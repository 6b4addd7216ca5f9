/* What a command asks before it acts: may this person do that to this case? The rule is the model's; here
 * it meets who is signed on and what they have in hand. */
#include "carrel/app.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/reference.h"
#include "carrel/right.h"
#include "carrel/store_rows.h"

static enum rc refuse_all(enum right_act act, struct err *err)
{
	return err_set(err, RC_DENIED,
		_("This is not for trainees: %s. Please ask a colleague to do it."),
		_(word_label(right_act_words, (int)act)));
}

/* What to do instead stands at the end. */
static enum rc refuse(
	const struct cmd_call *call, enum right_act act, const struct casefile *c, struct err *err)
{
	struct agent owner = {.name = "?"};
	struct err ignored = {0};
	char shown[12];
	enum agent_role role = call->app->actor.role;
	if (!right_may(act, role, WHOSE_OWN))
		return refuse_all(act, err);
	if (store_agent_get(call->store, c->owner_id, call->arena, &owner, &ignored) != RC_OK)
		owner.name = _("somebody");
	reference_show(c->number, shown);
	if (!right_may(RIGHT_TAKE_OVER, role, WHOSE_COLLEAGUES))
		return err_set(err, RC_DENIED,
			_("%s looks after %s. You may read it, write a note, or join: "
			  "take %s --join."),
			owner.name, shown, c->number);
	return err_set(err, RC_DENIED,
		_("%s looks after %s. Take it over first, with a reason: steal %s WHY."),
		owner.name, shown, c->number);
}

enum rc cmd_may(
	const struct cmd_call *call, enum right_act act, const struct casefile *c, struct err *err)
{
	const struct agent *actor = &call->app->actor;
	struct agent me = {0};
	if (!c)
		return right_may(act, actor->role, WHOSE_OWN) ? RC_OK : refuse_all(act, err);
	enum rc rc = store_agent_get(call->store, actor->id, call->arena, &me, err);
	if (rc != RC_OK)
		return rc;
	enum right_whose whose = right_whose(c->owner_id, actor->id, me.case_id == c->id);
	return right_may(act, actor->role, whose) ? RC_OK : refuse(call, act, c, err);
}
