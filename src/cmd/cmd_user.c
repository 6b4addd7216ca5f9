/* The people of the centre: who is there, adding one, a password. And the supervisor's look at them. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/store_screen.h"
#include "cmd/cmd_print.h"

#include <string.h>

static enum rc user_list(struct cmd_call *call, struct err *err)
{
	const char *const titles[] = {_("Name"), _("Who"), _("Role"), _("State"), _("Languages")};
	struct agent *agents;
	size_t n;
	enum rc rc = store_agent_list(call->store, call->arena, &agents, &n, err);
	if (rc != RC_OK)
		return rc;
	out_array(call->out, "users");
	out_table_begin(call->out, titles, 5);
	for (size_t i = 0; i < n; i++) {
		const char *cells[] = {agents[i].login, agents[i].name,
			_(word_label(agent_role_words, (int)agents[i].role)),
			_(word_label(agent_state_words, (int)agents[i].state)),
			agents[i].languages};
		out_table_row(call->out, cells);
		out_object(call->out, NULL);
		out_text(call->out, "login", agents[i].login);
		out_text(call->out, "name", agents[i].name);
		out_text(call->out, "role", word_id(agent_role_words, (int)agents[i].role));
		out_text(call->out, "state", word_id(agent_state_words, (int)agents[i].state));
		out_time(call->out, "state_since_at", agents[i].state_since_at);
		out_text(call->out, "languages", agents[i].languages);
		out_end(call->out);
	}
	out_table_end(call->out);
	out_end(call->out);
	return RC_OK;
}

/* Queues by slug, comma separated. */
static enum rc join_queues(
	struct cmd_call *call, int64_t agent_id, const char *list, struct err *err)
{
	enum rc rc = RC_OK;
	while (rc == RC_OK && *list) {
		size_t n = strcspn(list, ",");
		struct queue q;
		rc = store_queue_by_slug(
			call->store, arena_strndup(call->arena, list, n), call->arena, &q, err);
		if (rc == RC_OK)
			rc = store_agent_join_queue(call->store, agent_id, q.id, err);
		list += n + (list[n] == ',');
	}
	return rc;
}

/* Whoever is added without a word about queues serves them all: with none, nothing could be taken. */
static enum rc join_every_queue(struct cmd_call *call, int64_t agent_id, struct err *err)
{
	struct queue *queues;
	size_t n;
	enum rc rc = store_queue_list(call->store, call->arena, &queues, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = store_agent_join_queue(call->store, agent_id, queues[i].id, err);
	return rc;
}

static enum rc user_add(struct cmd_call *call, struct err *err)
{
	if (call->argc < 3)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	enum rc rc = app_require_lead(call->app, err);
	if (rc != RC_OK)
		return rc;
	int role = ROLE_AGENT;
	const char *role_text = cmd_option(call, "role");
	if (role_text && !word_parse(agent_role_words, role_text, &role))
		return err_set(err, RC_INVALID,
			_("There is no role “%s”: agent, supervisor, trainee or admin."),
			role_text);
	const char *languages = cmd_option(call, "languages");
	if (!languages)
		languages = app_language(call->app);
	/* The console speaks the first of them, not the language of whoever types this. */
	struct agent agent = {
		.login = call->argv[1],
		.name = cmd_rest(call, 2),
		.role = (enum agent_role)role,
		.language = arena_strndup(call->arena, languages, strcspn(languages, ", ")),
		.languages = languages,
		.active = true,
	};
	if (!agent_login_valid(agent.login))
		return err_set(err, RC_INVALID,
			_("“%s” cannot be a name to sign on with: small letters, digits, dot, "
			  "hyphen, underscore."),
			agent.login);
	struct agent known;
	struct err ignored = {0};
	if (store_agent_by_login(call->store, agent.login, call->arena, &known, &ignored) == RC_OK)
		return err_set(err, RC_CONFLICT,
			_("“%s” is %s already. Choose another name to sign on with."), agent.login,
			known.name);
	rc = change_begin(call->store, call->text, agent.login, err);
	if (rc == RC_OK)
		rc = store_agent_add(call->store, &agent, err);
	if (rc == RC_OK)
		rc = cmd_option(call, "queues")
			? join_queues(call, agent.id, cmd_option(call, "queues"), err)
			: join_every_queue(call, agent.id, err);
	rc = change_end(call->store, rc, err);
	if (rc == RC_OK) {
		out_int(call->out, "id", agent.id);
		out_line(call->out, _("%s can sign on now: carrel --as %s"), agent.name,
			agent.login);
	}
	return rc;
}

static enum rc cmd_user(struct cmd_call *call, struct err *err)
{
	if (strcmp(call->argv[0], "list") == 0)
		return user_list(call, err);
	if (strcmp(call->argv[0], "add") == 0)
		return user_add(call, err);
	return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
}
const struct cmd cmd_user_entry = {
	.name = "user",
	.usage = "user (list | add LOGIN NAME [--role ROLE] [--queues A,B] [--languages L])",
	.help = N_("The people of the centre: list them, add one"),
	.synonyms = N_("agent people staff member"),
	.options = "role: queues: languages:",
	.min_args = 1,
	.max_args = -1,
	.flags = CMD_STORE | CMD_MUTATES,
	.exec = cmd_user,
};

static enum rc cmd_agents(struct cmd_call *call, struct err *err)
{
	const char *const titles[] = {
		_("Name"), _("State"), _("Time"), _("Queues"), _("Case"), _("Open")};
	struct agent_row *rows;
	size_t n;
	enum rc rc = store_agent_rows(call->store, call->arena, &rows, &n, err);
	if (rc != RC_OK)
		return rc;
	int64_t now = clock_wall_ms();
	out_array(call->out, "agents");
	if (n == 0)
		out_line(call->out, "%s", _("Nobody is signed on."));
	else
		out_table_begin(call->out, titles, 6);
	for (size_t i = 0; i < n; i++) {
		const struct agent *g = &rows[i].agent;
		bool lost = agent_console_lost(g, now);
		const char *state = _(word_label(agent_state_words, (int)g->state));
		const char *cells[] = {g->name,
			lost ? arena_printf(call->arena, "%s, %s", state, _("console lost"))
			     : state,
			print_since(g->state_since_at, now, call->arena), rows[i].queue_titles,
			print_number(rows[i].case_number, call->arena),
			arena_printf(call->arena, "%lld", (long long)rows[i].open_cases)};
		out_table_row(call->out, cells);
		out_object(call->out, NULL);
		out_text(call->out, "login", g->login);
		out_text(call->out, "name", g->name);
		out_text(call->out, "state", word_id(agent_state_words, (int)g->state));
		out_time(call->out, "state_since_at", g->state_since_at);
		out_bool(call->out, "console_lost", lost);
		out_text(call->out, "case", rows[i].case_number);
		out_int(call->out, "open_cases", rows[i].open_cases);
		out_end(call->out);
	}
	if (n > 0)
		out_table_end(call->out);
	out_end(call->out);
	return RC_OK;
}
const struct cmd cmd_agents_entry = {
	.name = "agents",
	.usage = "agents",
	.help = N_("Who is signed on, doing what, for how long"),
	.synonyms = N_("team states wallboard"),
	.flags = CMD_STORE,
	.exec = cmd_agents,
};

static enum rc cmd_queues(struct cmd_call *call, struct err *err)
{
	const char *const titles[] = {_("Queue"), _("Name"), _("Waiting"), _("Longest"),
		_("Next promise"), _("Late"), _("Ready")};
	struct queue_summary *rows;
	size_t n;
	int64_t now = clock_wall_ms();
	enum rc rc = store_queue_summaries(call->store, now, call->arena, &rows, &n, err);
	if (rc != RC_OK)
		return rc;
	out_array(call->out, "queues");
	out_table_begin(call->out, titles, 7);
	for (size_t i = 0; i < n; i++) {
		const char *cells[] = {rows[i].queue.shown, rows[i].queue.slug,
			arena_printf(call->arena, "%lld", (long long)rows[i].waiting),
			print_since(rows[i].oldest_at, now, call->arena),
			app_when(call->app, rows[i].first_due_at, now, call->arena),
			arena_printf(call->arena, "%lld", (long long)rows[i].late),
			arena_printf(call->arena, "%lld / %lld", (long long)rows[i].agents_ready,
				(long long)rows[i].agents_signed_on)};
		out_table_row(call->out, cells);
		out_object(call->out, NULL);
		out_text(call->out, "name", rows[i].queue.slug);
		out_text(call->out, "title", rows[i].queue.shown);
		out_int(call->out, "waiting", rows[i].waiting);
		out_time(call->out, "oldest_at", rows[i].oldest_at);
		out_time(call->out, "first_due_at", rows[i].first_due_at);
		out_int(call->out, "late", rows[i].late);
		out_int(call->out, "agents_ready", rows[i].agents_ready);
		out_int(call->out, "agents_signed_on", rows[i].agents_signed_on);
		out_end(call->out);
	}
	out_table_end(call->out);
	out_end(call->out);
	return RC_OK;
}
const struct cmd cmd_queues_entry = {
	.name = "queues",
	.usage = "queues",
	.help = N_("Every queue: who waits, how long, which promise breaks next"),
	.synonyms = N_("wallboard summary"),
	.flags = CMD_STORE,
	.exec = cmd_queues,
};
