/* A line to a colleague, or to all who share the work: it stands in their messages and is said once. */
#include "carrel/app.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/i18n.h"
#include "carrel/messages.h"
#include "carrel/out.h"
#include "carrel/store_rows.h"

#include <string.h>

enum { MESSAGES_LISTED = 50 };

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

/* Without words: what was said, the oldest first, so that it reads downwards. */
static enum rc list_messages(struct cmd_call *call, struct err *err)
{
	struct message_row *rows;
	size_t n;
	int64_t me = call->app->actor.id, now = clock_wall_ms();
	enum rc rc = store_messages(call->store, me, MESSAGES_LISTED, call->arena, &rows, &n, err);
	if (rc != RC_OK)
		return rc;
	if (n == 0)
		out_line(call->out, "%s", _("No messages."));
	out_array(call->out, "messages");
	while (n-- > 0) {
		const struct message_row *m = &rows[n];
		const char *from = m->from_name ? m->from_name : "carrel";
		const char *to = m->to_name ? m->to_name : "-";
		out_object(call->out, NULL);
		out_int(call->out, "id", m->line.id);
		out_time(call->out, "at", m->line.at);
		out_text(call->out, "from", from);
		out_text(call->out, "to", to);
		out_text(call->out, "text", m->line.body);
		out_end(call->out);
		out_line(call->out, "%s  %s > %s: %s",
			app_when(call->app, m->line.at, now, call->arena), from, to, m->line.body);
	}
	out_end(call->out);
	return RC_OK;
}

static enum rc cmd_tell(struct cmd_call *call, struct err *err)
{
	if (call->argc == 0)
		return list_messages(call, err);
	if (call->argc == 1)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	if (strcmp(call->argv[0], "team") == 0)
		return tell_team(call, err);
	return tell_one(call, call->argv[0], err);
}
const struct cmd cmd_tell_entry = {
	.name = "tell",
	.usage = "tell [LOGIN|team TEXT]",
	.help = N_("A line to a colleague or to the team; without words, what was said"),
	.synonyms = N_("message chat colleague team say write"),
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_tell,
};
