/* The limit of open work holds back cases and messages, never a person on the line. */
#include "cmd/cmd_limit.h"

#include "carrel/app.h"
#include "carrel/config.h"
#include "carrel/i18n.h"
#include "carrel/saved.h"
#include "carrel/store_screen.h"
#include "carrel/work.h"

enum { CALLS_LOOK = 64 };

enum rc limit_check(struct cmd_call *call, struct err *err)
{
	int64_t limit = config_number(call->app->config, OPT_DESK_OPEN_LIMIT);
	int64_t open = 0;
	if (limit == 0)
		return RC_OK;
	if (cmd_option(call, "over-limit")) {
		if (app_is_supervisor(call->app))
			return RC_OK;
		return err_set(err, RC_DENIED, _("Only a supervisor may go over the limit."));
	}
	enum rc rc = store_open_count(call->store, call->app->actor.id, limit, &open, err);
	if (rc != RC_OK || open < limit)
		return rc;
	return err_set(err, RC_DENIED,
		i18n_plural(
			"You own %lld open case, as many as one may. Finish it (F8), give it back "
			"(untake) or away (x), or ask a supervisor; %s shows it.",
			"You own %lld open cases, as many as one may. Finish one (F8), give one "
			"back (untake) or away (x), or ask a supervisor; %s shows them.",
			(unsigned long)open),
		(long long)open, call->app->console ? _("6, My work,") : "cases owner:me");
}

static enum rc waiting(struct cmd_call *call, struct queue_row **rows, size_t *n, struct err *err)
{
	int64_t *queues;
	size_t nqueues;
	*n = 0;
	enum rc rc = store_agent_queues(
		call->store, call->app->actor.id, call->arena, &queues, &nqueues, err);
	if (rc == RC_OK && nqueues > 0)
		rc = store_queue_page(
			call->store, queues, nqueues, NULL, CALLS_LOOK, call->arena, rows, n, err);
	return rc;
}

enum rc limit_item(struct cmd_call *call, int64_t item_id, struct err *err)
{
	struct queue_row *rows;
	struct err ignored = {0};
	size_t n;
	enum rc rc = limit_check(call, err);
	if (rc != RC_DENIED || cmd_option(call, "over-limit") ||
		waiting(call, &rows, &n, &ignored) != RC_OK)
		return rc;
	for (size_t i = 0; i < n; i++)
		if (rows[i].item.id == item_id && rows[i].item.kind == ITEM_CALL)
			return RC_OK;
	return rc;
}

enum rc limit_next_call(struct cmd_call *call, struct work_hand *hand, struct err *err)
{
	struct queue_row *rows;
	size_t n;
	struct err refusal = *err; /* kept: it is the answer when nobody is on the line */
	enum rc rc = waiting(call, &rows, &n, err);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < n; i++) {
		if (rows[i].item.kind != ITEM_CALL)
			continue;
		rc = work_take(
			call->store, call->app->actor.id, rows[i].item.id, call->arena, hand, err);
		if (rc != RC_CONFLICT)
			return rc; /* a conflict: a colleague was faster with this one */
	}
	*err = refusal;
	return refusal.rc;
}
