/* Policies that everybody has to have read: who has, who has not. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/knowledge.h"
#include "carrel/out.h"
#include "carrel/store_kb.h"
#include "carrel/store_rows.h"
#include "carrel/windows.h"
#include "cmd/cmd_kb.h"

#include <string.h>

enum { RECEIPTS_MAX = 5000 };

/* ---- to read ---- */

static void open_window(struct cmd_call *call, const struct kb_article *const *due, size_t n)
{
	struct pick_row *rows = arena_array(call->arena, n + 1, sizeof *rows);
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct pick_row){
			.label = kb_text(&due[i]->title, app_language(call->app), NULL, NULL),
			.detail = kb_text(&due[i]->changed, app_language(call->app), NULL, NULL),
			.command = arena_printf(call->arena, "kb show %s", due[i]->id)};
	const struct pick_window window = {.title = _("To read and confirm"),
		.hint = _("Enter or 1-9 reads it - Esc back"),
		.rows = rows,
		.n = n};
	console_popup(call->app->console, view_class_find("pick"), &window);
}

enum rc kb_verb_read(struct cmd_call *call, struct err *err)
{
	const struct kb_article **due;
	size_t n;
	enum rc rc = kb_open_actor(call, err);
	if (rc == RC_OK)
		rc = knowledge_to_read(call->app, call->arena, &due, &n, err);
	if (rc != RC_OK)
		return rc;
	call->app->to_read = n;
	out_array(call->out, "articles");
	for (size_t i = 0; i < n; i++) {
		const char *title = kb_text(&due[i]->title, kb_language(call), NULL, NULL);
		if (!call->app->console || call->app->console->plain)
			out_line(call->out, "%s  %s (%lld)", due[i]->id, title,
				(long long)due[i]->version);
		out_object(call->out, NULL);
		out_text(call->out, "id", due[i]->id);
		out_text(call->out, "title", title);
		out_int(call->out, "version", due[i]->version);
		out_end(call->out);
	}
	out_end(call->out);
	if (n == 0)
		out_line(call->out, "%s", _("There is nothing left for you to read."));
	else if (call->app->console && !call->app->console->plain)
		open_window(call, due, n);
	return RC_OK;
}

/* ---- confirm ---- */

enum rc kb_verb_confirm(struct cmd_call *call, struct err *err)
{
	const struct kb_article *k;
	enum rc rc = kb_open_actor(call, err);
	if (rc == RC_OK)
		rc = kb_named(call, 1, &k, err);
	if (rc == RC_OK && !k->must_read)
		rc = err_set(err, RC_INVALID, _("%s does not ask to be confirmed."), k->id);
	if (rc == RC_OK)
		rc = knowledge_keep(call->app, k, err);
	if (rc == RC_OK)
		rc = store_kb_receipt_add(call->store, k->id, k->version, call->app->actor.id, err);
	if (rc != RC_OK)
		return rc;
	knowledge_count_to_read(call->app);
	out_line(call->out, _("Confirmed: you have read version %lld of %s."),
		(long long)k->version, kb_text(&k->title, app_language(call->app), NULL, NULL));
	return RC_OK;
}

/* ---- receipts ---- */

static const struct kb_receipt *newest_of(
	const struct kb_receipt *receipts, size_t n, int64_t agent_id)
{
	for (size_t i = 0; i < n; i++)
		if (receipts[i].agent_id == agent_id)
			return &receipts[i];
	return NULL;
}

static void tell_agent(struct cmd_call *call, const struct kb_article *k, const struct agent *agent,
	const struct kb_receipt *receipt)
{
	bool read = receipt && receipt->version == k->version;
	const char *version =
		receipt ? arena_printf(call->arena, "%lld", (long long)receipt->version) : "-";
	const char *when =
		receipt ? app_when(call->app, receipt->read_at, clock_wall_ms(), call->arena) : "-";
	const char *cells[] = {
		agent->name, read ? _("has read it") : _("has not read it"), version, when};
	out_table_row(call->out, cells);
	out_object(call->out, NULL);
	out_text(call->out, "agent", agent->login);
	out_text(call->out, "article", k->id);
	out_bool(call->out, "read", read);
	out_int(call->out, "version", receipt ? receipt->version : 0);
	out_time(call->out, "read_at", receipt ? receipt->read_at : 0);
	out_end(call->out);
}

/* A later version read before an earlier one was confirmed: the row of the version in force counts. */
static const struct kb_receipt *best_of(
	const struct kb_receipt *receipts, size_t n, const struct kb_article *k, int64_t agent_id)
{
	for (size_t i = 0; i < n; i++)
		if (receipts[i].agent_id == agent_id && receipts[i].version == k->version)
			return &receipts[i];
	return newest_of(receipts, n, agent_id);
}

static enum rc tell_article(struct cmd_call *call, const struct kb_article *k, struct err *err)
{
	const char *const titles[] = {_("Name"), "", _("Version"), _("When")};
	struct kb_receipt *receipts;
	struct agent *agents;
	size_t n, nagents, have = 0;
	enum rc rc = store_kb_receipt_list(
		call->store, 0, k->id, RECEIPTS_MAX, call->arena, &receipts, &n, err);
	if (rc == RC_OK)
		rc = store_agent_list(call->store, call->arena, &agents, &nagents, err);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < nagents; i++) {
		const struct kb_receipt *r = best_of(receipts, n, k, agents[i].id);
		have += r && r->version == k->version;
	}
	out_line(call->out, _("%s, version %lld: read by %zu of %zu"),
		kb_text(&k->title, app_language(call->app), NULL, NULL), (long long)k->version,
		have, nagents);
	out_table_begin(call->out, titles, 4);
	for (size_t i = 0; i < nagents; i++)
		tell_agent(call, k, &agents[i], best_of(receipts, n, k, agents[i].id));
	out_table_end(call->out);
	return RC_OK;
}

enum rc kb_verb_receipts(struct cmd_call *call, struct err *err)
{
	const struct kb_article *k = NULL;
	const struct kb *kb = app_kb(call->app);
	enum rc rc = kb_open_actor(call, err);
	if (rc == RC_OK)
		rc = app_require_lead(call->app, err);
	if (rc == RC_OK && call->argc > 1)
		rc = kb_named(call, 1, &k, err);
	if (rc != RC_OK)
		return rc;
	out_array(call->out, "receipts");
	size_t told = 0;
	for (size_t i = 0; rc == RC_OK && i < kb_count(kb); i++) {
		const struct kb_article *one = kb_at(kb, i);
		if (k ? one != k : !one->must_read || one->draft)
			continue;
		rc = tell_article(call, one, err);
		told++;
	}
	out_end(call->out);
	if (rc == RC_OK && told == 0)
		out_line(call->out, "%s", _("No article asks to be confirmed."));
	return rc;
}
