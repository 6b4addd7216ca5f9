#include "cmd/condition_known.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/condition.h"
#include "carrel/config.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/problems.h"
#include "carrel/queue.h"
#include "carrel/store_rows.h"

#include <string.h>

/* A value that nothing has is a slip: the queue would be empty for ever and not say why. */
static enum rc unknown(const char *value, const char *key, const char *const *valid, size_t n,
	struct arena *a, struct err *err)
{
	const char *near = suggest_nearest(value, valid, n), *all = "";
	for (size_t i = 0; i < n; i++)
		all = arena_printf(a, "%s%s%s", all, i ? ", " : "", valid[i]);
	if (near)
		return err_set(err, RC_INVALID,
			_("There is no %s:%s; did you mean %s? There are: %s."), key, value, near,
			all);
	return err_set(err, RC_INVALID, _("There is no %s:%s. There are: %s."), key, value, all);
}

static enum rc owners_known(struct cmd_call *call, const struct condition *c, struct err *err)
{
	struct agent *people;
	size_t n, count = 0;
	enum rc rc = store_agent_list(call->store, call->arena, &people, &n, err);
	if (rc != RC_OK)
		return rc;
	const char **valid = arena_array(call->arena, n + 2, sizeof(*valid));
	valid[count++] = "me";
	valid[count++] = "nobody"; /* what no one has taken */
	for (size_t i = 0; i < n; i++)
		valid[count++] = people[i].login;
	for (size_t i = 0; i < c->owners.n; i++) {
		size_t k = 0;
		while (k < count && strcmp(valid[k], c->owners.v[i]) != 0)
			k++;
		if (k == count)
			return unknown(c->owners.v[i], "owner", valid, count, call->arena, err);
	}
	return RC_OK;
}

static bool is_queue(const struct queue *q, const char *value, struct arena *a)
{
	return strcmp(fold_text(a, q->slug), value) == 0 ||
		queue_is_called(q->title, q->titles, value, a);
}

static enum rc queues_known(struct cmd_call *call, const struct condition *c, struct err *err)
{
	struct queue *queues;
	size_t n;
	enum rc rc = store_queue_list(call->store, call->arena, &queues, &n, err);
	if (rc != RC_OK)
		return rc;
	const char **valid = arena_array(call->arena, n + 1, sizeof(*valid));
	for (size_t i = 0; i < n; i++)
		valid[i] = queues[i].slug;
	for (size_t i = 0; i < c->queues.n; i++) {
		size_t k = 0;
		while (k < n && !is_queue(&queues[k], c->queues.v[i], call->arena))
			k++;
		if (k == n)
			return unknown(c->queues.v[i], "queue", valid, n, call->arena, err);
	}
	return RC_OK;
}

static enum rc languages_known(struct cmd_call *call, const struct condition *c, struct err *err)
{
	const struct option_value *all = config_value(call->app->config, OPT_CENTRE_LANGUAGES);
	for (size_t i = 0; i < c->languages.n; i++) {
		size_t k = 0;
		while (k < all->n && strcmp(all->list[k], c->languages.v[i]) != 0)
			k++;
		if (k == all->n)
			return unknown(c->languages.v[i], "language",
				(const char *const *)all->list, all->n, call->arena, err);
	}
	return RC_OK;
}

enum rc condition_known(struct cmd_call *call, const struct condition *c, struct err *err)
{
	enum rc rc = RC_OK;
	if (c->owners.n > 0)
		rc = owners_known(call, c, err);
	if (rc == RC_OK && c->queues.n > 0)
		rc = queues_known(call, c, err);
	return rc == RC_OK ? languages_known(call, c, err) : rc;
}
