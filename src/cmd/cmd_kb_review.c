/* Looking after the knowledge base: what is wrong, what is old, what it said before, what it lacks. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/colleague.h"
#include "carrel/config.h"
#include "carrel/i18n.h"
#include "carrel/knowledge.h"
#include "carrel/out.h"
#include "carrel/store_kb.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"
#include "cmd/cmd_kb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EDITIONS_MAX = 200, MISSING_MAX = 200, DUE_DAYS = 30, DIFF_LINES_MAX = 2000 };

static const char *date_after(const struct cmd_call *call, int days)
{
	struct clock_local t = clock_local(clock_wall_ms(), app_zone(call->app));
	int64_t at = clock_from_local(t.year, t.month, t.day + days, 12, 0, 0, app_zone(call->app));
	t = clock_local(at, app_zone(call->app));
	return arena_printf(call->arena, "%04d-%02d-%02d", t.year, t.month, t.day);
}

/* ---- check ---- */

enum rc kb_verb_check(struct cmd_call *call, struct err *err)
{
	struct problems problems;
	const struct option_value *languages =
		config_value(call->app->config, OPT_CENTRE_LANGUAGES);
	problems_init(&problems);
	kb_check(app_kb(call->app), app_library(call->app), (const char *const *)languages->list,
		languages->n, date_after(call, 0), &problems);
	size_t n = problems_count(&problems);
	out_array(call->out, "problems");
	for (size_t i = 0; i < n; i++) {
		const struct problem *p = problems_at(&problems, i);
		struct strbuf line = STRBUF_INIT;
		problem_render(p, &line);
		out_line(call->out, "%s", line.buf);
		out_object(call->out, NULL);
		out_text(call->out, "file", p->file);
		out_int(call->out, "line", p->line);
		out_int(call->out, "column", p->column);
		out_text(call->out, "path", p->path);
		out_text(call->out, "problem", p->message);
		out_end(call->out);
		strbuf_fini(&line);
	}
	out_end(call->out);
	problems_fini(&problems);
	if (n > 0)
		return err_set(err, RC_INVALID,
			i18n_plural("%zu problem in the knowledge base.",
				"%zu problems in the knowledge base.", n),
			n);
	out_line(call->out, _("%zu articles, no problem."), kb_count(app_kb(call->app)));
	return RC_OK;
}

/* ---- due ---- */

static int by_review(const void *pa, const void *pb)
{
	const struct kb_article *const *a = pa, *const *b = pb;
	int c = strcmp((*a)->review_by, (*b)->review_by);
	return c ? c : strcmp((*a)->id, (*b)->id);
}

enum rc kb_verb_due(struct cmd_call *call, struct err *err)
{
	const char *const titles[] = {_("Review by"), _("Id"), _("Title")};
	const struct kb *kb = app_kb(call->app);
	const struct kb_article **due = arena_array(call->arena, kb_count(kb) + 1, sizeof *due);
	int64_t days = DUE_DAYS;
	size_t n = 0;
	enum rc rc = cmd_option_int(call, "within", 0, 3660, &days, err);
	if (rc == RC_OK)
		rc = kb_open(call, err);
	if (rc != RC_OK)
		return rc;
	struct kb_reader reader = app_kb_reader(call->app, call->arena);
	const char *today = date_after(call, 0), *until = date_after(call, (int)days);
	for (size_t i = 0; i < kb_count(kb); i++) {
		const struct kb_article *k = kb_at(kb, i);
		if (*k->review_by && strcmp(k->review_by, until) <= 0 && kb_visible(k, &reader))
			due[n++] = k;
	}
	qsort(due, n, sizeof *due, by_review);
	out_array(call->out, "articles");
	if (n)
		out_table_begin(call->out, titles, 3);
	for (size_t i = 0; i < n; i++) {
		bool late = strcmp(due[i]->review_by, today) < 0;
		const char *title = kb_text(&due[i]->title, kb_language(call), NULL, NULL);
		const char *cells[] = {
			arena_printf(call->arena, "%s%s", due[i]->review_by, late ? " !" : ""),
			due[i]->id, title};
		out_table_row(call->out, cells);
		out_object(call->out, NULL);
		out_text(call->out, "id", due[i]->id);
		out_text(call->out, "title", title);
		out_text(call->out, "review_by", due[i]->review_by);
		out_bool(call->out, "late", late);
		out_end(call->out);
	}
	if (n)
		out_table_end(call->out);
	else
		out_line(call->out, _("Nothing to review until %s."), until);
	out_end(call->out);
	return RC_OK;
}

/* ---- history ---- */

static const char *name_of(struct cmd_call *call, int64_t agent_id)
{
	struct agent agent;
	struct err ignored = {0};
	if (agent_id &&
		store_agent_get(call->store, agent_id, call->arena, &agent, &ignored) == RC_OK)
		return agent.name;
	return "";
}

/* Old wordings are seen by those who may see the article; of one that is gone, by supervisors. */
static enum rc may_see(struct cmd_call *call, struct err *err)
{
	const struct kb_article *k;
	if (call->argc < 2)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	enum rc rc = kb_open(call, err);
	if (rc == RC_OK && !app_is_supervisor(call->app))
		rc = kb_named(call, 1, &k, err);
	return rc;
}

enum rc kb_verb_history(struct cmd_call *call, struct err *err)
{
	const char *const titles[] = {_("Version"), _("Kept"), _("By"), _("What changed")};
	struct kb_edition *editions;
	size_t n;
	enum rc rc = may_see(call, err);
	if (rc == RC_OK)
		rc = store_kb_edition_list(
			call->store, call->argv[1], EDITIONS_MAX, call->arena, &editions, &n, err);
	if (rc != RC_OK)
		return rc;
	out_array(call->out, "editions");
	if (n)
		out_table_begin(call->out, titles, 4);
	else
		out_line(call->out, _("No edition of %s was kept yet."), call->argv[1]);
	for (size_t i = 0; i < n; i++) {
		const struct kb_edition *e = &editions[i];
		const char *by = name_of(call, e->created_by);
		const char *cells[] = {arena_printf(call->arena, "%lld", (long long)e->version),
			app_when(call->app, e->created_at, clock_wall_ms(), call->arena), by,
			e->note ? e->note : ""};
		out_table_row(call->out, cells);
		out_object(call->out, NULL);
		out_int(call->out, "version", e->version);
		out_text(call->out, "sha256", e->sha256);
		out_time(call->out, "at", e->created_at);
		out_text(call->out, "by", by);
		out_text(call->out, "changed", e->note);
		out_text(call->out, "text", e->text);
		out_end(call->out);
	}
	if (n)
		out_table_end(call->out);
	out_end(call->out);
	return RC_OK;
}

/* ---- diff ---- */

static size_t lines_of(const char *text, struct arena *a, const char ***out)
{
	size_t n = 0;
	for (const char *s = text; *s; s++)
		n += *s == '\n';
	const char **lines = arena_array(a, n + 2, sizeof *lines);
	n = 0;
	for (const char *s = text; *s && n < DIFF_LINES_MAX;) {
		size_t len = strcspn(s, "\n");
		lines[n++] = arena_strndup(a, s, len);
		s += len + (s[len] == '\n');
	}
	*out = lines;
	return n;
}

static void tell_change(struct cmd_call *call, const char *sign, const char *line, int *changes)
{
	*changes += *sign != ' ';
	out_line(call->out, "%s %s", sign, line);
	out_object(call->out, NULL);
	out_text(call->out, "sign", sign);
	out_text(call->out, "line", line);
	out_end(call->out);
}

/* The longest common sequence of lines; what is not in it went or came. */
static int tell_diff(struct cmd_call *call, const char *old, const char *new)
{
	const char **a, **b;
	int changes = 0;
	size_t n = lines_of(old, call->arena, &a), m = lines_of(new, call->arena, &b);
	uint16_t *common = arena_array(call->arena, (n + 1) * (m + 1), sizeof *common);
	for (size_t i = n; i-- > 0;)
		for (size_t j = m; j-- > 0;) {
			uint16_t down = common[(i + 1) * (m + 1) + j];
			uint16_t right = common[i * (m + 1) + j + 1];
			common[i * (m + 1) + j] = strcmp(a[i], b[j]) == 0
				? (uint16_t)(common[(i + 1) * (m + 1) + j + 1] + 1)
				: (down > right ? down : right);
		}
	for (size_t i = 0, j = 0; i < n || j < m;) {
		if (i < n && j < m && strcmp(a[i], b[j]) == 0) {
			tell_change(call, " ", a[i], &changes);
			i++;
			j++;
		} else if (i < n &&
			(j == m || common[(i + 1) * (m + 1) + j] >= common[i * (m + 1) + j + 1])) {
			tell_change(call, "-", a[i++], &changes);
		} else {
			tell_change(call, "+", b[j++], &changes);
		}
	}
	return changes;
}

static enum rc two_editions(
	struct cmd_call *call, struct kb_edition *old, struct kb_edition *new, struct err *err)
{
	struct kb_edition *editions;
	size_t n;
	const char *id = call->argv[1];
	if (call->argc >= 4) {
		enum rc rc = store_kb_edition_get(
			call->store, id, atoll(call->argv[2]), call->arena, old, err);
		return rc == RC_OK ? store_kb_edition_get(call->store, id, atoll(call->argv[3]),
					     call->arena, new, err)
				   : rc;
	}
	enum rc rc = store_kb_edition_list(call->store, id, 2, call->arena, &editions, &n, err);
	if (rc != RC_OK)
		return rc;
	if (n < 2)
		return err_set(err, RC_NOTFOUND,
			_("There are not two editions of %s to compare; kb history shows them."),
			id);
	*old = editions[1];
	*new = editions[0];
	return RC_OK;
}

enum rc kb_verb_diff(struct cmd_call *call, struct err *err)
{
	struct kb_edition old, new;
	if (call->argc != 2 && call->argc != 4)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	enum rc rc = may_see(call, err);
	if (rc == RC_OK)
		rc = two_editions(call, &old, &new, err);
	if (rc != RC_OK)
		return rc;
	out_line(call->out, _("%s: version %lld and version %lld"), call->argv[1],
		(long long)old.version, (long long)new.version);
	out_array(call->out, "lines");
	int changes = tell_diff(call, old.text, new.text);
	out_end(call->out);
	if (changes == 0)
		out_line(call->out, "%s", _("They say the same."));
	return RC_OK;
}

/* ---- missing ---- */

enum rc kb_verb_missing(struct cmd_call *call, struct err *err)
{
	const char *const titles[] = {_("Times"), _("People"), _("Last"), _("Searched for")};
	struct kb_missing_row *rows;
	size_t n;
	int64_t since = 0;
	const char *from = cmd_option(call, "since");
	if (from && !clock_parse(from, &since))
		return err_set(err, RC_INVALID, _("“%s” is no date such as 2026-11-01."), from);
	enum rc rc = kb_open_actor(call, err);
	if (rc == RC_OK)
		rc = store_kb_missing_list(
			call->store, since, MISSING_MAX, call->arena, &rows, &n, err);
	if (rc != RC_OK)
		return rc;
	out_array(call->out, "searches");
	if (n)
		out_table_begin(call->out, titles, 4);
	else
		out_line(call->out, "%s", _("Every search has found something."));
	for (size_t i = 0; i < n; i++) {
		const char *cells[] = {arena_printf(call->arena, "%lld", (long long)rows[i].count),
			arena_printf(call->arena, "%lld", (long long)rows[i].agents),
			app_when(call->app, rows[i].last_at, clock_wall_ms(), call->arena),
			rows[i].query};
		out_table_row(call->out, cells);
		out_object(call->out, NULL);
		out_text(call->out, "query", rows[i].query);
		out_text(call->out, "language", rows[i].language);
		out_int(call->out, "count", rows[i].count);
		out_int(call->out, "agents", rows[i].agents);
		out_time(call->out, "last_at", rows[i].last_at);
		out_end(call->out);
	}
	if (n)
		out_table_end(call->out);
	out_end(call->out);
	if (n)
		out_line(call->out, "%s", _("kb draft WORDS begins an article from one of them."));
	return RC_OK;
}
