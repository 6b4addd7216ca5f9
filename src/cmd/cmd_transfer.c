/* Giving work away, and closing it. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/go.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/store_cases.h"
#include "carrel/store_rows.h"
#include "carrel/work.h"
#include "cmd/cmd_print.h"

/* ---- transfer ---- */

static enum rc place_meant(
	struct cmd_call *call, struct work_transfer *t, const char **name, struct err *err)
{
	struct agent to;
	struct queue q;
	const char *slug = cmd_option(call, "queue");
	const char *login = cmd_option(call, "to");
	enum rc rc;
	if (!slug == !login)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	if (slug) {
		rc = store_queue_by_slug(call->store, slug, call->arena, &q, err);
		t->to_queue_id = rc == RC_OK ? q.id : 0;
		*name = rc == RC_OK ? q.title : NULL;
	} else {
		rc = store_agent_by_login(call->store, login, call->arena, &to, err);
		t->to_agent_id = rc == RC_OK ? to.id : 0;
		*name = rc == RC_OK ? to.name : NULL;
	}
	return rc;
}

/* What is in hand goes by its outcome, so that the note on the screen goes with it. */
static enum rc transfer_hand(struct cmd_call *call, struct err *err)
{
	static const char *const options[] = {"queue", "to", "reason", "summary", "told"};
	enum { OPTIONS = sizeof(options) / sizeof(options[0]) };
	const char *argv[2 + 2 * OPTIONS] = {"outcome"};
	int n = 2;
	for (const struct outcome *o = call->app->outcomes; o->id && !argv[1]; o++)
		if (o->wants_queue)
			argv[1] = o->id;
	if (!argv[1])
		return err_set(err, RC_INVALID, "%s",
			_("This centre has no outcome that gives a case away."));
	for (size_t i = 0; i < OPTIONS; i++) {
		if (!cmd_option(call, options[i]))
			continue;
		argv[n++] = arena_printf(call->arena, "--%s", options[i]);
		argv[n++] = cmd_option(call, options[i]);
	}
	return cmd_run(call->app, n, argv, call->out, err);
}

/* The three lines are asked for in a window; --queue fills in where it goes. */
static enum rc cmd_transfer_box(struct cmd_call *call, struct err *err)
{
	struct console *con = call->app->console;
	if (!desk_in_hand(con->desk))
		return err_set(err, RC_INVALID, _("There is nothing in hand to give away. %s"),
			go_words(call->app));
	console_popup(con, view_class_find("transfer"), cmd_option(call, "queue"));
	return RC_OK;
}
static enum rc cmd_transfer(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	struct agent me;
	const char *name = NULL;
	struct work_transfer t = {.reason = cmd_option(call, "reason"),
		.summary = cmd_option(call, "summary"),
		.told = cmd_option(call, "told")};
	bool asked = call->app->console && call->argc == 0 && !cmd_option(call, "to") &&
		!cmd_option(call, "queue");
	if (asked)
		return cmd_transfer_box(call, err);
	enum rc rc = cmd_case(call, 0, &c, err);
	if (rc == RC_OK)
		rc = place_meant(call, &t, &name, err);
	if (rc == RC_OK)
		rc = cmd_may(call, RIGHT_GIVE, &c, err);
	if (rc == RC_OK)
		rc = store_agent_get(call->store, call->app->actor.id, call->arena, &me, err);
	if (rc == RC_OK && me.case_id == c.id)
		return transfer_hand(call, err);
	t.case_id = c.id;
	if (rc == RC_OK)
		rc = work_transfer(call->store, me.id, &t, err);
	if (rc != RC_OK)
		return rc;
	out_text(call->out, "case", c.number);
	out_text(call->out, "to", name);
	out_line(call->out, _("Case %s moved to %s. u undoes."),
		print_number(c.number, call->arena), name);
	return RC_OK;
}
const struct cmd cmd_transfer_entry = {
	.name = "transfer",
	.alias = "move",
	.usage = "transfer [CASE | --cases A,B,…] (--to LOGIN | --queue NAME) [--reason TEXT] "
		 "[--summary TEXT] "
		 "[--told TEXT]",
	.help = N_("Give a case to a colleague or a queue"),
	.synonyms = N_("reassign give assign forward"),
	.options = "to: queue: reason: summary: told: cases:",
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_MUTATES | CMD_CASES,
	.exec = cmd_transfer,
};

const struct cmd cmd_transfer_box_entry = {
	.name = "transfer-box",
	.usage = "transfer-box [--queue NAME]",
	.help = N_("Give away what is in hand: to whom, why, in short, what the customer knows"),
	.synonyms = N_("transfer reassign give forward"),
	.options = "queue:",
	.flags = CMD_ACTOR | CMD_CONSOLE | CMD_HIDDEN,
	.exec = cmd_transfer_box,
};

/* ---- close ---- */

static void tell_children(struct cmd_call *call, int64_t case_id)
{
	struct casefile *children;
	size_t n;
	struct err ignored = {0};
	if (store_case_children(call->store, case_id, call->arena, &children, &n, &ignored) !=
		RC_OK)
		return;
	out_array(call->out, "open_children");
	if (n > 0)
		out_line(call->out, "%s", _("Cases that are part of it are still open:"));
	for (size_t i = 0; i < n; i++) {
		print_case_json(call->out, NULL, &children[i]);
		out_line(call->out, "%s  %s", print_number(children[i].number, call->arena),
			children[i].subject);
	}
	out_end(call->out);
}

static enum rc close_it(struct cmd_call *call, struct casefile *c, struct err *err)
{
	int64_t now = clock_wall_ms();
	enum rc rc = RC_OK;
	if (casefile_is_open(c->state))
		rc = casefile_move(c, CASE_SOLVED, now, err);
	if (rc == RC_OK)
		rc = casefile_move(c, CASE_CLOSED, now, err);
	if (rc == RC_OK)
		rc = change_begin(call->store, call->text, c->number, err);
	if (rc != RC_OK)
		return rc;
	rc = store_casefile_save(call->store, c, err);
	return change_end(call->store, rc, err);
}

static enum rc cmd_close(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	enum rc rc = cmd_case(call, 0, &c, err);
	if (rc == RC_OK)
		rc = cmd_may(call, RIGHT_CLOSE, &c, err);
	if (rc == RC_OK)
		rc = close_it(call, &c, err);
	if (rc != RC_OK)
		return rc;
	out_text(call->out, "case", c.number);
	out_text(call->out, "state", word_id(case_state_words, (int)c.state));
	out_line(call->out, _("Case %s is closed. u undoes."), print_number(c.number, call->arena));
	tell_children(call, c.id);
	return RC_OK;
}
const struct cmd cmd_close_entry = {
	.name = "close",
	.usage = "close [CASE | --cases A,B,…]",
	.help = N_("Close a case"),
	.synonyms = N_("archive done"),
	.options = "cases:",
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_MUTATES | CMD_CASES,
	.exec = cmd_close,
};
