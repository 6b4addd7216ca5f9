/* The store itself: making one, backing it up, looking whether all is well. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/cmd.h"
#include "carrel/config.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/path.h"
#include "carrel/store.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"

#include <stdlib.h>
#include <string.h>

/* ---- init ---- */

static const char *titles_of(const struct config_queue *from, struct arena *a)
{
	struct strbuf lines = STRBUF_INIT;
	for (size_t i = 0; i < from->title.n; i++)
		if (*from->title.entries[i].language)
			queue_titles_add(&lines, from->title.entries[i].language,
				from->title.entries[i].text);
	const char *titles = lines.len ? arena_strdup(a, lines.buf) : NULL;
	strbuf_fini(&lines);
	return titles;
}

/* The store is one for all consoles, so a title that was translated since goes there, too. */
static enum rc retitle_queue(
	struct cmd_call *call, struct queue *known, const char *titles, struct err *err)
{
	if (!titles || (known->titles && strcmp(known->titles, titles) == 0))
		return RC_OK;
	known->titles = titles;
	return store_queue_save(call->app->store, known, err);
}

static enum rc add_queue(struct cmd_call *call, const struct config_queue *from, struct err *err)
{
	struct queue known;
	struct err ignored = {0};
	const char *titles = titles_of(from, call->arena);
	if (store_queue_by_slug(call->app->store, from->slug, call->arena, &known, &ignored) ==
		RC_OK)
		return retitle_queue(call, &known, titles, err);
	struct queue q = {
		.slug = from->slug,
		.titles = titles,
		.title = langtext_get(
			&from->title, config_text(call->app->config, OPT_CENTRE_LANGUAGE)),
		.call_promise_ms = from->promise[CONFIG_CALL].ms,
		.message_promise_ms = from->promise[CONFIG_MAIL].ms,
		.callback_promise_ms = from->promise[CONFIG_CALLBACK].ms,
		.case_promise_ms = from->promise[CONFIG_MAIL].ms,
		.active = true,
	};
	return store_queue_add(call->app->store, &q, err);
}

/* The person who makes the store is its first administrator: somebody must be able to add others. */
static enum rc add_first_user(struct cmd_call *call, struct err *err)
{
	struct agent *agents;
	size_t n;
	enum rc rc = store_agent_list(call->app->store, call->arena, &agents, &n, err);
	const char *login = call->app->options.actor && *call->app->options.actor
		? call->app->options.actor
		: getenv("USER");
	if (rc != RC_OK || n > 0)
		return rc;
	if (!login || !agent_login_valid(login))
		login = "admin";
	struct agent admin = {.login = login,
		.name = login,
		.role = ROLE_ADMIN,
		.language = app_language(call->app),
		.languages = "es,ca,en",
		.active = true};
	rc = store_agent_add(call->app->store, &admin, err);
	for (size_t i = 0; rc == RC_OK && i < config_queue_count(call->app->config); i++) {
		struct queue q;
		rc = store_queue_by_slug(call->app->store, config_queue(call->app->config, i)->slug,
			call->arena, &q, err);
		if (rc == RC_OK)
			rc = store_agent_join_queue(call->app->store, admin.id, q.id, err);
	}
	if (rc == RC_OK)
		out_line(call->out,
			_("“%s” may sign on as administrator; carrel user add brings the others."),
			login);
	return rc;
}

static enum rc cmd_init(struct cmd_call *call, struct err *err)
{
	struct app *app = call->app;
	const char *address = app->options.store;
	struct strbuf path = STRBUF_INIT;
	if (call->argc)
		address = call->argv[0];
	if (!address || !*address)
		address = config_text(app->config, OPT_STORE);
	if (!*address) {
		config_default_store(&path);
		struct strbuf folder = STRBUF_INIT;
		path_parent(&folder, path.buf);
		enum rc made = path_make_dirs(folder.buf, 0700, err);
		strbuf_fini(&folder);
		if (made != RC_OK) {
			strbuf_fini(&path);
			return made;
		}
		address = arena_strdup(call->arena, path.buf);
	}
	strbuf_fini(&path);
	enum rc rc = app_store_use(app, address, true, false, err);
	if (rc == RC_OK)
		rc = change_begin(app->store, "init", NULL, err);
	if (rc != RC_OK)
		return rc;
	change_set_final(app->store);
	for (size_t i = 0; rc == RC_OK && i < config_queue_count(app->config); i++)
		rc = add_queue(call, config_queue(app->config, i), err);
	if (rc == RC_OK)
		rc = add_first_user(call, err);
	rc = change_end(app->store, rc, err);
	if (rc == RC_OK) {
		out_text(call->out, "store", store_address(app->store));
		out_line(call->out, _("The store is ready: %s"), store_address(app->store));
	}
	return rc;
}
const struct cmd cmd_init_entry = {
	.name = "init",
	.usage = "init [STORE]",
	.help = N_("Make a new store with the queues of the configuration"),
	.synonyms = N_("create setup new"),
	.max_args = 1,
	.flags = CMD_SHELL,
	.exec = cmd_init,
};

/* ---- backup ---- */

static enum rc cmd_backup(struct cmd_call *call, struct err *err)
{
	/* SQLite writes pages out of order, so it cannot go down a pipe. */
	if (strcmp(call->argv[0], "-") == 0)
		return err_set(err, RC_INVALID,
			_("A backup needs the name of a file; it cannot go to standard output."));
	enum rc rc = store_backup(call->store, call->argv[0], err);
	if (rc == RC_OK) {
		out_text(call->out, "path", call->argv[0]);
		out_line(call->out, _("Backed up to %s."), call->argv[0]);
	}
	return rc;
}
const struct cmd cmd_backup_entry = {
	.name = "backup",
	.usage = "backup FILE",
	.help = N_("Write a whole copy of the store, while others work"),
	.synonyms = N_("copy save dump"),
	.min_args = 1,
	.max_args = 1,
	.flags = CMD_STORE,
	.exec = cmd_backup,
};

/* ---- doctor ---- */

static enum rc cmd_doctor(struct cmd_call *call, struct err *err)
{
	struct store_health health;
	enum rc rc = store_doctor(call->store, call->arena, &health, err);
	if (rc != RC_OK)
		return rc;
	out_text(call->out, "store", store_address(call->store));
	out_text(call->out, "engine", store_engine(call->store));
	out_text(call->out, "version", health.engine_version);
	out_line(call->out, _("Store: %s (%s %s)"), store_address(call->store),
		store_engine(call->store), health.engine_version);
	out_array(call->out, "warnings");
	for (size_t i = 0; i < health.n_warnings; i++) {
		out_text(call->out, NULL, health.warnings[i]);
		out_line(call->out, "! %s", health.warnings[i]);
	}
	out_end(call->out);
	int64_t checked = 0;
	rc = change_verify(call->store, &checked, err);
	if (rc != RC_OK)
		return rc;
	out_int(call->out, "change_sets", checked);
	out_line(call->out,
		i18n_plural("%lld change set, as it was written.",
			"%lld change sets, every one as it was written.", (unsigned long)checked),
		(long long)checked);
	out_line(call->out,
		health.n_warnings ? _("Please look at the lines marked with !.")
				  : _("All is well."));
	return RC_OK;
}
const struct cmd cmd_doctor_entry = {
	.name = "doctor",
	.usage = "doctor",
	.help = N_("Look whether the store and this machine are well"),
	.synonyms = N_("check health integrity"),
	.flags = CMD_STORE,
	.exec = cmd_doctor,
};

/* ---- config ---- */

/* Whatever is wrong in the file was refused, with its line, before any command could run. */
static enum rc config_is_right(struct cmd_call *call)
{
	const char *path = config_path(call->app->config);
	out_text(call->out, "path", *path ? path : NULL);
	if (*path)
		out_line(call->out, _("No problem in %s."), path);
	else
		out_line(call->out, "%s",
			_("There is no configuration file; the built-in defaults are in force."));
	return RC_OK;
}

static enum rc cmd_config(struct cmd_call *call, struct err *err)
{
	if (strcmp(call->argv[0], "check") == 0)
		return config_is_right(call);
	struct strbuf text = STRBUF_INIT;
	const struct config *config = call->app->config;
	if (strcmp(call->argv[0], "example") == 0) {
		config_example(&text);
	} else if (strcmp(call->argv[0], "show") == 0) {
		strbuf_addf(&text, "%s\n",
			*config_path(config) ? config_path(config) : _("(built-in defaults)"));
		for (int i = 0; i < OPT_COUNT; i++) {
			const struct option_value *v = config_value(config, (enum option_id)i);
			if (option_table[i].type == OPTION_TEXT ||
				option_table[i].type == OPTION_CHOICE)
				strbuf_addf(&text, "%s: %s\n", option_table[i].path, v->text);
			else if (option_table[i].type != OPTION_LIST)
				strbuf_addf(&text, "%s: %lld\n", option_table[i].path,
					(long long)v->number);
		}
	} else {
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	}
	out_text(call->out, "text", text.buf);
	for (const char *line = text.buf; *line;) {
		size_t n = strcspn(line, "\n");
		out_line(call->out, "%.*s", (int)n, line);
		line += n + (line[n] == '\n');
	}
	strbuf_fini(&text);
	return RC_OK;
}
const struct cmd cmd_config_entry = {
	.name = "config",
	.usage = "config (show | check | example)",
	.help = N_("The settings in force, or a commented example file"),
	.synonyms = N_("settings options preferences"),
	.min_args = 1,
	.max_args = 1,
	.exec = cmd_config,
};
