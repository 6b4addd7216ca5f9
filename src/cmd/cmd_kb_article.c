/* What every verb of `kb` needs first: who asks, in which language, and which article is meant. */
#include "cmd/cmd_kb.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/knowledge.h"
#include "carrel/store.h"

enum { NAMES_MAX = 400 };

enum rc kb_open(struct cmd_call *call, struct err *err)
{
	struct err ignored = {0};
	enum rc rc = app_store(call->app, &call->store, err);
	if (rc == RC_OK && !call->app->actor.id && app_require_actor(call->app, &ignored) != RC_OK)
		store_set_actor(call->store, 0, "");
	return rc;
}

enum rc kb_open_actor(struct cmd_call *call, struct err *err)
{
	enum rc rc = app_store(call->app, &call->store, err);
	return rc == RC_OK && !call->app->actor.id ? app_require_actor(call->app, err) : rc;
}

const char *kb_language(const struct cmd_call *call)
{
	const char *language = cmd_option(call, "language");
	if (language)
		return language;
	const struct console *con = call->app->console;
	return con && con->desk->has_pop ? desk_language(con->desk) : app_language(call->app);
}

static const char *nearest_id(struct cmd_call *call, const char *id, const struct kb_reader *reader)
{
	const struct kb *kb = app_kb(call->app);
	const char **ids = arena_array(call->arena, kb_count(kb) + 1, sizeof *ids);
	size_t n = 0;
	for (size_t i = 0; i < kb_count(kb); i++)
		if (kb_visible(kb_at(kb, i), reader))
			ids[n++] = kb_at(kb, i)->id;
	return suggest_nearest(id, ids, n < NAMES_MAX ? n : NAMES_MAX);
}

enum rc kb_named(struct cmd_call *call, int i, const struct kb_article **out, struct err *err)
{
	if (call->argc <= i)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	struct kb_reader reader = app_kb_reader(call->app, call->arena);
	*out = kb_by_id(app_kb(call->app), call->argv[i]);
	if (*out && kb_visible(*out, &reader))
		return RC_OK;
	const char *near = nearest_id(call, call->argv[i], &reader);
	if (near)
		return err_set(err, RC_NOTFOUND, _("There is no article “%.60s”. Did you mean %s?"),
			call->argv[i], near);
	return err_set(err, RC_NOTFOUND,
		_("There is no article “%.60s”. F6 (or carrel kb list) shows them."),
		call->argv[i]);
}
