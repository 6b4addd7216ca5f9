/* Moving work from a supervisor's screen: one key gives the case under the cursor to the colleague
 * that the screen proposed, and `u` takes it back. */
#include "carrel/app.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/colleague.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/reference.h"
#include "carrel/work.h"

#include <string.h>

static enum rc case_meant(struct cmd_call *call, struct casefile *c, struct err *err)
{
	if (call->argc > 0)
		return cmd_case(call, 0, c, err);
	int64_t id = console_selected_case(call->app->console);
	if (id == 0)
		return err_set(err, RC_INVALID,
			_("There is no case under the cursor. A live call goes to whoever is ready "
			  "first."));
	return store_casefile_get(call->store, id, call->arena, c, err);
}

static const struct agent_row *row_by_login(const struct desk *desk, const char *login)
{
	for (size_t i = 0; i < desk->nagents; i++)
		if (strcmp(desk->agents[i].agent.login, login) == 0)
			return &desk->agents[i];
	return NULL;
}

static enum rc colleague_meant(struct cmd_call *call, const struct casefile *c,
	const struct agent_row **to, struct err *err)
{
	const struct desk *desk = call->app->console->desk;
	const char *login = cmd_option(call, "to");
	if (login) {
		*to = row_by_login(desk, login);
		return *to ? RC_OK
			   : err_set(err, RC_NOTFOUND, _("“%s” is not signed on now."), login);
	}
	struct colleague_need need = colleague_need_of(desk, c->id);
	*to = colleague_suggest(desk->agents, desk->nagents, &need);
	if (*to)
		return RC_OK;
	return err_set(err, RC_NOTFOUND,
		_("Nobody at work serves this queue and language. Enter shows everybody."));
}

static enum rc cmd_reassign(struct cmd_call *call, struct err *err)
{
	struct console *con = call->app->console;
	struct casefile c;
	const struct agent_row *to;
	char shown[12], time[32];
	enum rc rc = case_meant(call, &c, err);
	if (rc == RC_OK && cmd_option(call, "choose")) {
		console_popup(con, view_class_find("choose-agent"), &c);
		return RC_OK;
	}
	if (rc == RC_OK)
		rc = colleague_meant(call, &c, &to, err);
	if (rc == RC_OK)
		rc = work_reassign(
			call->store, c.id, to->agent.id, 0, cmd_option(call, "reason"), err);
	if (rc != RC_OK)
		return rc;
	reference_show(c.number, shown);
	clock_duration(clock_wall_ms() - to->agent.state_since_at, time);
	out_text(call->out, "case", c.number);
	out_text(call->out, "to", to->agent.login);
	out_line(call->out, _("%s is now with %s (%s %s). u undoes."), shown, to->agent.name,
		_(word_label(agent_state_words, (int)to->agent.state)), time);
	return RC_OK;
}
const struct cmd cmd_reassign_entry = {
	.name = "reassign",
	.usage = "reassign [CASE] [--to LOGIN | --choose] [--reason TEXT]",
	.help = N_("Give the case under the cursor to the colleague proposed, or to another"),
	.synonyms = N_("move give transfer balance help"),
	.options = "to: choose reason:",
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_CONSOLE | CMD_SUPERVISOR | CMD_MUTATES,
	.exec = cmd_reassign,
};
