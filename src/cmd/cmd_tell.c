/* A line to a colleague, or to all who share the work: it stands in their messages and is said once. */
#include "carrel/app.h"
#include "carrel/cmd.h"
#include "carrel/i18n.h"
#include "carrel/messages.h"
#include "carrel/out.h"
#include "carrel/store_rows.h"

#include <string.h>

static enum rc tell_one(struct cmd_call *call, const char *login, struct err *err)
{
	struct agent to;
	enum rc rc = store_agent_by_login(call->store, login, call->arena, &to, err);
	if (rc == RC_OK && to.id == call->app->actor.id)
		return err_set(err, RC_INVALID,
			_("That is you. F9 follow-up add reminds you of something."));
	if (rc == RC_OK)
		rc = store_message_send(
			call->store, call->app->actor.id, &to.id, 1, cmd_rest(call, 1), err);
	if (rc != RC_OK)
		return rc;
	out_text(call->out, "to", to.login);
	if (to.state == AGENT_OFF)
		out_line(call->out, _("%s is not signed on: it is said when they are. u undoes."),
			to.name);
	else
		out_line(call->out, _("Said to %s. u undoes."), to.name);
	return RC_OK;
}

static enum rc tell_team(struct cmd_call *call, struct err *err)
{
	int64_t *to;
	size_t n;
	enum rc rc = store_team(call->store, call->app->actor.id, app_is_supervisor(call->app),
		call->arena, &to, &n, err);
	if (rc == RC_OK && n == 0)
		return err_set(err, RC_NOTFOUND, _("Nobody else of your team is signed on."));
	if (rc == RC_OK)
		rc = store_message_send(
			call->store, call->app->actor.id, to, n, cmd_rest(call, 1), err);
	if (rc != RC_OK)
		return rc;
	out_int(call->out, "told", (int64_t)n);
	out_line(call->out,
		i18n_plural(
			"Said to %zu colleague. u undoes.", "Said to %zu colleagues. u undoes.", n),
		n);
	return RC_OK;
}

static enum rc cmd_tell(struct cmd_call *call, struct err *err)
{
	if (strcmp(call->argv[0], "team") == 0)
		return tell_team(call, err);
	return tell_one(call, call->argv[0], err);
}
const struct cmd cmd_tell_entry = {
	.name = "tell",
	.usage = "tell LOGIN|team TEXT",
	.help = N_("A line to a colleague, or to everyone at work who shares your queues"),
	.synonyms = N_("message chat colleague team say write"),
	.min_args = 2,
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_tell,
};
