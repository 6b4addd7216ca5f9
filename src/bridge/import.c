/* import.c - one file, one transaction: open, read every row, write, and commit or take it back. */
#include "carrel/import.h"

#include "bridge/import_private.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/log.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/store.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PROGRESS_ROWS = 500, FINAL_ROWS = 1000, LINE_TEXT_MAX = 300 };

/* clang-format off */
const struct word import_kind_words[] = {
	{IMPORT_CUSTOMERS, "customers", N_("Customers")},
	{IMPORT_AGENTS,    "agents",    N_("Agents")},
	{IMPORT_CASES,     "cases",     N_("Cases")},
	{IMPORT_CONTACTS,  "contacts",  N_("Contacts")},
	{IMPORT_ORDERS,    "orders",    N_("Orders")},
	{IMPORT_CALLS,     "calls",     N_("Calls")},
	{0, NULL, NULL},
};

static const struct import_ops *const ops_of[] = {
	[IMPORT_CUSTOMERS] = &import_customers_ops,
	[IMPORT_AGENTS]    = &import_agents_ops,
	[IMPORT_CASES]     = &import_cases_ops,
	[IMPORT_CONTACTS]  = &import_contacts_ops,
	[IMPORT_ORDERS]    = &import_orders_ops,
	[IMPORT_CALLS]     = &import_calls_ops,
};
/* clang-format on */

static bool is_stdin(const struct import_options *o)
{
	return strcmp(o->path, "-") == 0;
}

static const char *shown_path(const struct import_options *o)
{
	return is_stdin(o) ? "standard input" : o->path;
}

static enum rc open_file(const struct import_options *o, FILE **f, int64_t *size, struct err *err)
{
	*size = 0;
	if (is_stdin(o)) {
		*f = stdin;
		return RC_OK;
	}
	*f = fopen(o->path, "re");
	if (!*f)
		return err_set(err, errno == ENOENT ? RC_NOTFOUND : RC_IO,
			_("%s cannot be opened: %s. Nothing was changed."), o->path,
			strerror(errno));
	struct stat st;
	if (fstat(fileno(*f), &st) == 0 && S_ISDIR(st.st_mode)) {
		fclose(*f);
		return err_set(err, RC_INVALID,
			_("%s is a folder; name one file in it. Nothing was changed."), o->path);
	}
	*size = (int64_t)st.st_size;
	return RC_OK;
}

/* Ids are unique within one system only; files of one system usually lie in one folder. */
static const char *system_of(const struct import_options *o, struct arena *a)
{
	if (o->system && *o->system)
		return o->system;
	char *real = is_stdin(o) ? NULL : realpath(o->path, NULL);
	if (!real)
		return "import";
	struct strbuf folder = STRBUF_INIT;
	path_parent(&folder, real);
	free(real);
	char *system = arena_strdup(a, path_name(folder.buf));
	strbuf_fini(&folder);
	size_t n = 0;
	for (const char *s = system; *s; s++)
		if (isalnum((unsigned char)*s) || *s == '-' || *s == '_')
			system[n++] = (char)tolower((unsigned char)*s);
	system[n] = '\0';
	return n > 0 ? system : "import";
}

static void add_problem(struct import *im, struct vec *problems, int64_t line, const char *sentence)
{
	im->report->bad++;
	if (im->options->skip_bad)
		im->report->skipped++;
	if (problems->n >= IMPORT_PROBLEMS_MAX)
		return;
	struct import_problem *p = vec_push(problems);
	p->line = line;
	p->sentence = arena_strdup(im->keep, sentence);
}

static void count_done(struct import_report *report, enum import_done done)
{
	switch (done) {
	case IMPORT_ADDED: report->added++; break;
	case IMPORT_UPDATED: report->updated++; break;
	case IMPORT_UNCHANGED: report->unchanged++; break;
	}
}

/* After the first bad row nothing will be kept, so only the checks go on: to list every problem. */
static bool only_checking(const struct import *im)
{
	return im->report->bad > 0 && !im->options->skip_bad;
}

static enum rc take_row(struct import *im, const struct import_ops *ops,
	const struct import_record *record, struct vec *problems, struct err *err)
{
	void *row = NULL;
	enum rc rc = ops->check(im, record, &row, err);
	if (rc == RC_INVALID) {
		add_problem(im, problems, record->line, err->text);
		return RC_OK;
	}
	if (rc != RC_OK || only_checking(im))
		return rc;
	enum import_done done = IMPORT_ADDED;
	rc = ops->write(im, row, &done, err);
	if (rc == RC_OK)
		count_done(im->report, done);
	return rc;
}

static void show_progress(const struct import *im, FILE *f, int64_t size)
{
	const struct import_options *o = im->options;
	if (o->progress && im->report->rows % PROGRESS_ROWS == 0)
		o->progress(o->progress_arg, im->report->rows, size > 0 ? ftello(f) : 0, size);
}

static enum rc take_rows(struct import *im, struct import_rows *rows, FILE *f, int64_t size,
	struct vec *problems, struct err *err)
{
	const struct import_ops *ops = ops_of[im->options->kind];
	for (;;) {
		struct import_record record;
		arena_reset(im->row);
		enum rc rc = import_rows_next(rows, &record, im->row, err);
		if (rc == RC_OK && record.line == 0)
			return RC_OK;
		if (import_rows_truncated(rows))
			return err_prefix(err, "%s", shown_path(im->options));
		im->report->rows++;
		if (rc == RC_OK) {
			rc = take_row(im, ops, &record, problems, err);
		} else if (rc == RC_INVALID) {
			add_problem(im, problems, record.line, err->text);
			rc = RC_OK;
		}
		if (rc != RC_OK)
			return err_prefix(err, _("line %lld"), (long long)record.line);
		show_progress(im, f, size);
	}
}

static enum rc refuse_bad(const struct import *im, struct err *err)
{
	struct import_report *r = im->report;
	*r = (struct import_report){
		.rows = r->rows,
		.bad = r->bad,
		.problems = r->problems,
		.n_problems = r->n_problems,
	};
	return err_set(err, RC_INVALID,
		i18n_plural("%s: %lld of %lld rows is not right, so nothing was written. The first "
			    "is line %lld: %.*s",
			"%s: %lld of %lld rows are not right, so nothing was written. The first is "
			"line %lld: %.*s",
			(unsigned long)r->bad),
		shown_path(im->options), (long long)r->bad, (long long)r->rows,
		(long long)r->problems[0].line, LINE_TEXT_MAX, r->problems[0].sentence);
}

static enum rc finish(struct import *im, struct err *err)
{
	if (only_checking(im)) {
		change_rollback(im->store);
		return refuse_bad(im, err);
	}
	if (im->options->dry_run) {
		change_rollback(im->store);
		return RC_OK;
	}
	if (im->report->added + im->report->updated >= FINAL_ROWS)
		change_set_final(im->store);
	enum rc rc = change_commit(im->store, NULL, err);
	im->report->written = rc == RC_OK;
	/* What is written is written; tidying the log can also be done later. */
	if (rc == RC_OK && store_maintain(im->store, NULL) != RC_OK)
		log_warn("the log of the store could not be shortened");
	return rc;
}

static enum rc run(struct import *im, FILE *f, int64_t size, struct err *err)
{
	struct import_rows *rows;
	enum rc rc =
		import_rows_open(&rows, f, im->options, ops_of[im->options->kind]->wanted, err);
	if (rc != RC_OK)
		return err_prefix(err, "%s", shown_path(im->options));
	const char *command = arena_printf(
		im->keep, "import %s", word_id(import_kind_words, (int)im->options->kind));
	rc = change_begin(im->store, command, path_name(shown_path(im->options)), err);
	if (rc != RC_OK) {
		import_rows_free(&rows);
		return rc;
	}
	struct vec problems = {.size = sizeof(struct import_problem)};
	rc = take_rows(im, rows, f, size, &problems, err);
	im->report->n_problems = problems.n;
	im->report->problems = arena_array(im->keep, problems.n + 1, sizeof(struct import_problem));
	if (problems.n > 0)
		memcpy(im->report->problems, problems.data, problems.n * problems.size);
	vec_fini(&problems);
	import_rows_free(&rows);
	if (rc == RC_OK)
		return finish(im, err);
	change_rollback(im->store);
	return rc;
}

enum rc import_run(struct store *store, const struct import_options *options,
	struct import_report *report, struct arena *a, struct err *err)
{
	*report = (struct import_report){0};
	struct import_options o = *options;
	o.region = o.region ? o.region : "ES";
	o.language = o.language ? o.language : "en";
	FILE *f;
	int64_t size;
	/* The loop needs the sentence even when the caller only wants the code. */
	struct err own = {0};
	struct err *e = err ? err : &own;
	enum rc rc = open_file(&o, &f, &size, e);
	if (rc != RC_OK)
		return rc;
	struct import im = {
		.store = store,
		.options = &o,
		.report = report,
		.keep = a,
		.row = arena_new(),
		.system = system_of(&o, a),
		.now = clock_wall_ms(),
	};
	rc = run(&im, f, size, e);
	strmap_fini(&im.agents);
	strmap_fini(&im.customers);
	strmap_fini(&im.queues);
	strmap_fini(&im.references);
	strmap_fini(&im.companies);
	arena_free(&im.row);
	if (f != stdin)
		fclose(f);
	return rc;
}
