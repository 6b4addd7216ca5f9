/* Bringing in other people's data; texts are cmd_import_texts.c. */
#include "cmd/cmd_import.h"
#include "cmd/cmd_kb.h"

#include "carrel/import.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/cmd.h"
#include "carrel/config.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/strbuf.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PROBLEMS_SHOWN = 20 };

/* ---- progress ---- */

/* On a terminal one line that is written over; in a pipe nothing. */
static void show_progress(void *arg, int64_t rows, int64_t bytes, int64_t total)
{
	(void)arg;
	fputc('\r', stderr);
	if (total > 0)
		fprintf(stderr,
			i18n_plural("%lld row, %d %%", "%lld rows, %d %%", (unsigned long)rows),
			(long long)rows, (int)(100 * bytes / total));
	else
		fprintf(stderr, i18n_plural("%lld row", "%lld rows", (unsigned long)rows),
			(long long)rows);
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

/* What came of the rows, each kind with its own number and form. */
static void tell_made(struct cmd_call *call, const struct import_report *r)
{
	struct arena *a = call->arena;
	const char *const kinds[] = {
		arena_printf(a,
			i18n_plural("%lld customer", "%lld customers", (unsigned long)r->customers),
			(long long)r->customers),
		arena_printf(a, i18n_plural("%lld agent", "%lld agents", (unsigned long)r->agents),
			(long long)r->agents),
		arena_printf(a, i18n_plural("%lld case", "%lld cases", (unsigned long)r->cases),
			(long long)r->cases),
		arena_printf(a,
			i18n_plural("%lld contact", "%lld contacts", (unsigned long)r->contacts),
			(long long)r->contacts),
		arena_printf(a,
			i18n_plural(
				"%lld reference", "%lld references", (unsigned long)r->references),
			(long long)r->references),
		arena_printf(a, i18n_plural("%lld call", "%lld calls", (unsigned long)r->calls),
			(long long)r->calls),
	};
	const char *made = "";
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		made = arena_printf(a, "%s%s%s", made, i ? ", " : "", kinds[i]);
	out_line(call->out, _("Made: %s."), made);
}

static void tell_lines(struct cmd_call *call, const struct import_report *r)
{
	out_line(call->out,
		i18n_plural("%lld row: %lld new, %lld changed, %lld known already, %lld left out.",
			"%lld rows: %lld new, %lld changed, %lld known already, %lld left out.",
			(unsigned long)r->rows),
		(long long)r->rows, (long long)r->added, (long long)r->updated,
		(long long)r->unchanged, (long long)r->skipped);
	tell_made(call, r);
	if (r->cards_masked)
		out_line(call->out,
			i18n_plural("%lld card number was masked and not stored.",
				"%lld card numbers were masked and not stored.",
				(unsigned long)r->cards_masked),
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

static enum rc cmd_import(struct cmd_call *call, struct err *err)
{
	int kind;
	if (strcmp(call->argv[0], "texts") == 0)
		return cmd_import_texts(call, err);
	if (strcmp(call->argv[0], "kb") == 0)
		return import_kb(call, err);
	if (!word_parse(import_kind_words, call->argv[0], &kind))
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	return import_rows(call, kind, err);
}
const struct cmd cmd_import_entry = {
	.name = "import",
	.usage =
		"import (customers|agents|cases|contacts|orders|calls|texts|kb) FILE|- [--dry-run] "
		"[--skip-bad] "
		"[--map THEIRS=OURS,…|FILE] [--system NAME] [--from SYSTEM] [--into FOLDER] "
		"[--language LANG]",
	.help = N_("Bring in data: all of a file or nothing of it"),
	.synonyms = N_("load csv json migrate"),
	.options = "dry-run skip-bad map: system: from: into: language: lang:",
	.min_args = 2,
	.max_args = 2,
	.flags = CMD_SHELL,
	.exec = cmd_import,
};
