/* Bringing in other people's data. Texts are read here with the YAML reader (the bridge may not see
 * it) and written by the bridge as a carrel-texts/1 file. */
#include "carrel/import.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/cmd.h"
#include "carrel/config.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/path.h"
#include "carrel/problems.h"
#include "carrel/strbuf.h"
#include "carrel/texts_out.h"
#include "carrel/vec.h"
#include "carrel/yaml.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { TEXTS_FILE_MAX = 16 * 1024 * 1024, PROBLEMS_SHOWN = 20 };

/* ---- progress ---- */

/* On a terminal one line that is written over; in a pipe nothing. */
static void show_progress(void *arg, int64_t rows, int64_t bytes, int64_t total)
{
	(void)arg;
	fputc('\r', stderr);
	if (total > 0)
		fprintf(stderr, _("%lld rows, %d %%"), (long long)rows, (int)(100 * bytes / total));
	else
		fprintf(stderr, _("%lld rows"), (long long)rows);
	fflush(stderr);
}

static void end_progress(bool shown)
{
	if (shown)
		fprintf(stderr, "\r\033[K"); /* only ever to a terminal */
}

/* ---- the report ---- */

/* A sentence about a row quotes the row, and the row is a stranger's: it is cleaned like any text. */
static void tell_problem(const char *path, const struct import_problem *problem)
{
	struct strbuf raw = STRBUF_INIT;
	struct strbuf clean = STRBUF_INIT;
	strbuf_addf(&raw, "%s:%lld: %s", path, (long long)problem->line, problem->sentence);
	cells_clean(&clean, raw.buf, raw.len, false);
	fprintf(stderr, "%s\n", clean.buf);
	strbuf_fini(&clean);
	strbuf_fini(&raw);
}

static void tell_problems(struct cmd_call *call, const struct import_report *r, bool refused)
{
	/* A refusal names its first row itself: with one bad row there is nothing to add. */
	size_t shown = refused && r->bad == 1 ? 0 : PROBLEMS_SHOWN;
	out_array(call->out, "problems");
	for (size_t i = 0; i < r->n_problems; i++) {
		out_object(call->out, NULL);
		out_int(call->out, "line", r->problems[i].line);
		out_text(call->out, "problem", r->problems[i].sentence);
		out_end(call->out);
		if (i < shown)
			tell_problem(call->argv[1], &r->problems[i]);
	}
	out_end(call->out);
	if (r->bad > PROBLEMS_SHOWN)
		fprintf(stderr, _("… and %lld more bad rows (--json lists them)\n"),
			(long long)(r->bad - PROBLEMS_SHOWN));
}

static void tell_counts(struct cmd_call *call, const struct import_report *r)
{
	const struct {
		const char *key;
		int64_t value;
	} counts[] = {{"rows", r->rows}, {"added", r->added}, {"updated", r->updated},
		{"unchanged", r->unchanged}, {"skipped", r->skipped}, {"bad", r->bad},
		{"customers", r->customers}, {"agents", r->agents}, {"cases", r->cases},
		{"contacts", r->contacts}, {"references", r->references}, {"calls", r->calls},
		{"cards_masked", r->cards_masked}};
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		out_int(call->out, counts[i].key, counts[i].value);
	out_bool(call->out, "written", r->written);
}

static void tell_lines(struct cmd_call *call, const struct import_report *r)
{
	out_line(call->out,
		_("%lld rows: %lld new, %lld changed, %lld known already, %lld left out."),
		(long long)r->rows, (long long)r->added, (long long)r->updated,
		(long long)r->unchanged, (long long)r->skipped);
	out_line(call->out,
		_("Made: %lld customers, %lld agents, %lld cases, %lld contacts, %lld references, "
		  "%lld calls."),
		(long long)r->customers, (long long)r->agents, (long long)r->cases,
		(long long)r->contacts, (long long)r->references, (long long)r->calls);
	if (r->cards_masked)
		out_line(call->out, _("%lld card numbers were masked and not stored."),
			(long long)r->cards_masked);
}

static enum rc import_rows(struct cmd_call *call, int kind, struct err *err)
{
	struct store *store;
	struct import_report report = {0};
	enum rc rc = app_store(call->app, &store, err);
	if (rc == RC_OK)
		rc = app_named_actor(call->app, err);
	if (rc == RC_OK)
		rc = app_require_lead(call->app, err);
	if (rc != RC_OK)
		return rc;
	bool tty = isatty(STDERR_FILENO) && !call->app->console;
	struct import_options options = {
		.kind = (enum import_kind)kind,
		.path = call->argv[1],
		.map = cmd_option(call, "map"),
		.system = cmd_option(call, "system"),
		.dry_run = cmd_option(call, "dry-run") != NULL,
		.skip_bad = cmd_option(call, "skip-bad") != NULL,
		.region = app_region(call->app),
		.language = cmd_option(call, "language")
			? cmd_option(call, "language")
			: config_text(call->app->config, OPT_CENTRE_LANGUAGE),
		.zone = app_zone(call->app),
		.progress = tty ? show_progress : NULL,
	};
	rc = import_run(store, &options, &report, call->arena, err);
	end_progress(tty);
	if (rc == RC_OK || report.n_problems > 0) {
		tell_counts(call, &report);
		tell_problems(call, &report, rc != RC_OK);
	}
	if (rc == RC_OK)
		tell_lines(call, &report);
	if (rc == RC_OK && options.dry_run)
		out_line(call->out, "%s", _("A dry run: nothing was written."));
	return rc;
}

/* ---- texts ---- */

static const char *string_of(const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = yaml_get(map, key);
	return node && node->kind == YAML_SCALAR ? node->text : NULL;
}

/* `responses:` a list of {id, category, title, lang, body}, as chat tools export them. */
static void rows_of(const struct yaml_node *root, struct vec *rows)
{
	const struct yaml_node *list = yaml_get(root, "responses");
	for (const struct yaml_node *n = list ? list->first : NULL; n; n = n->next) {
		struct texts_row *row = vec_push(rows);
		row->id = string_of(n, "id");
		row->title = string_of(n, "title");
		row->category = string_of(n, "category");
		row->language = string_of(n, "lang");
		row->body = string_of(n, "body");
		row->line = n->line;
	}
}

static enum rc write_texts(struct cmd_call *call, const struct vec *rows, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	struct strbuf to = STRBUF_INIT;
	struct texts_report report;
	const char *heading =
		arena_printf(call->arena, _("Brought from %s"), path_name(call->argv[1]));
	enum rc rc = texts_write(rows->data, rows->n, heading, &text, &report, call->arena, err);
	if (rc == RC_OK && cmd_option(call, "to"))
		strbuf_addstr(&to, cmd_option(call, "to"));
	else if (rc == RC_OK) {
		rc = path_base_dir(PATH_CONFIG, &to, err);
		strbuf_addstr(&to, "/texts");
		if (rc == RC_OK)
			rc = path_make_dirs(to.buf, 0755, err);
		const char *name = path_name(call->argv[1]);
		strbuf_addf(&to, "/%.*s.yaml", (int)strcspn(name, "."), name);
	}
	if (rc == RC_OK && !cmd_option(call, "dry-run"))
		rc = path_write_file(to.buf, text.buf, text.len, 0644, err);
	if (rc == RC_OK) {
		out_text(call->out, "path", to.buf);
		out_int(call->out, "texts", (int64_t)report.written);
		out_line(call->out, _("%zu texts with %zu blanks: %s"), report.written,
			report.blanks, to.buf);
		if (cmd_option(call, "dry-run"))
			out_line(call->out, "%s", _("A dry run: nothing was written."));
	}
	strbuf_fini(&to);
	strbuf_fini(&text);
	return rc;
}

static enum rc import_texts(struct cmd_call *call, struct err *err)
{
	struct problems problems;
	struct strbuf text = STRBUF_INIT;
	struct yaml *doc = NULL;
	struct vec rows = {.size = sizeof(struct texts_row)};
	problems_init(&problems);
	enum rc rc = path_read_file(call->argv[1], TEXTS_FILE_MAX, &text, err);
	if (rc == RC_OK) {
		doc = yaml_parse(text.buf, text.len, call->argv[1], "", &problems);
		if (doc)
			rows_of(yaml_root(doc), &rows);
		if (!doc || rows.n == 0) {
			struct strbuf why = STRBUF_INIT;
			if (problems_count(&problems) > 0)
				problem_render(problems_at(&problems, 0), &why);
			else
				strbuf_addf(&why, _("%s holds no list named “responses”"),
					call->argv[1]);
			rc = err_set(err, RC_INVALID, "%s", why.buf);
			strbuf_fini(&why);
		}
	}
	if (rc == RC_OK)
		rc = write_texts(call, &rows, err);
	vec_fini(&rows);
	yaml_close(&doc);
	problems_fini(&problems);
	strbuf_fini(&text);
	return rc;
}

static enum rc cmd_import(struct cmd_call *call, struct err *err)
{
	int kind;
	if (strcmp(call->argv[0], "texts") == 0)
		return import_texts(call, err);
	if (!word_parse(import_kind_words, call->argv[0], &kind))
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	return import_rows(call, kind, err);
}
const struct cmd cmd_import_entry = {
	.name = "import",
	.usage = "import (customers|agents|cases|contacts|orders|calls|texts) FILE|- [--dry-run] "
		 "[--skip-bad] "
		 "[--map THEIRS=OURS,…] [--system NAME] [--to FILE]",
	.help = N_("Bring in data: all of a file or nothing of it"),
	.synonyms = N_("load csv json migrate"),
	.options = "dry-run skip-bad map: system: language: to:",
	.min_args = 2,
	.max_args = 2,
	.flags = CMD_SHELL,
	.exec = cmd_import,
};
