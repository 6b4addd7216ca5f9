/* Articles in and out: the public site, and what other systems keep. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/config.h"
#include "carrel/i18n.h"
#include "carrel/kb_html.h"
#include "carrel/kb_out.h"
#include "carrel/knowledge.h"
#include "carrel/markup.h"
#include "carrel/out.h"
#include "carrel/path.h"
#include "carrel/problems.h"
#include "carrel/strbuf.h"
#include "cmd/cmd_kb.h"

#include <stdio.h>
#include <string.h>

enum { ROWS_PER_FILE = 100, BYTES_PER_FILE = 400 * 1024, ROW_BYTES = 400, PROBLEMS_SHOWN = 20 };

/* ---- the public site ---- */

static const char *const *targets_of(struct cmd_call *call, const struct kb_article *k)
{
	static const char *const schemes[] = {
		[KB_LINK_ARTICLE] = "article:", [KB_LINK_TEXT] = "text:", [KB_LINK_URL] = ""};
	const char **targets = arena_array(call->arena, k->nlinks + 1, sizeof *targets);
	for (size_t i = 0; i < k->nlinks; i++)
		targets[i] = arena_printf(
			call->arena, "%s%s", schemes[k->links[i].kind], k->links[i].to);
	return targets;
}

static const char *own_name(const char *language)
{
	static const struct {
		const char *language, *name;
	} names[] = {{"en", "English"}, {"es", "Español"}, {"ca", "Català"}, {"fr", "Français"},
		{"de", "Deutsch"}, {"it", "Italiano"}, {"pt", "Português"}, {"gl", "Galego"},
		{"eu", "Euskara"}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i].language, language) == 0)
			return names[i].name;
	return language;
}

static struct kb_page page_of(
	struct cmd_call *call, const struct kb_article *k, const char *language, const char *home)
{
	struct strbuf words = STRBUF_INIT;
	const char *used = language;
	const char *body = kb_body(k, language, home, call->arena);
	markup_plain(body, &words);
	struct kb_page page = {.id = k->id,
		.kind = kb_kind_title(k->kind),
		.title = kb_text(&k->title, language, home, &used),
		.answer = kb_text(&k->answer, language, home, NULL),
		.body = body,
		.topics = k->topics,
		.ntopics = k->ntopics,
		.links = targets_of(call, k),
		.nlinks = k->nlinks,
		.search = arena_strndup(call->arena, words.buf, words.len)};
	strbuf_fini(&words);
	page.language = arena_strdup(call->arena, used);
	page.only_in =
		arena_printf(call->arena, _("This page is only there in: %s"), own_name(used));
	return page;
}

/* The words of the pages are in their language, whatever the console speaks. */
static struct kb_site site_of(struct cmd_call *call, const char *language, const char *home)
{
	static const struct kb_reader everybody = {.public_only = true};
	size_t n;
	i18n_use(language);
	const struct kb_hit *hits = kb_filter(
		app_kb(call->app), "", language, &everybody, SIZE_MAX, call->arena, &n, NULL);
	struct kb_page *pages = arena_array(call->arena, n + 1, sizeof *pages);
	for (size_t i = 0; i < n; i++)
		pages[i] = page_of(call, hits[i].article, language, home);
	return (struct kb_site){.language = language,
		.name = own_name(language),
		.centre = app_centre_name(call->app, app_language(call->app)),
		.home = _("Help"),
		.topics = _("Topics"),
		.skip = _("To the text"),
		.search = _("Search"),
		.found = _("found"),
		.none = _("Nothing found"),
		.see_also = _("See also"),
		.menu = _("Topics and languages"),
		.pages = pages,
		.n = n};
}

static size_t languages_of(struct cmd_call *call, const char ***out)
{
	const char *one = cmd_option(call, "language");
	const struct option_value *all = config_value(call->app->config, OPT_CENTRE_LANGUAGES);
	const char **languages = arena_array(call->arena, all->n + 1, sizeof *languages);
	size_t n = 0;
	if (one)
		languages[n++] = one;
	for (size_t i = 0; !one && i < all->n; i++)
		languages[n++] = all->list[i];
	if (n == 0)
		languages[n++] = config_text(call->app->config, OPT_CENTRE_LANGUAGE);
	*out = languages;
	return n;
}

enum rc kb_verb_export(struct cmd_call *call, struct err *err)
{
	const char **languages;
	size_t files = 0;
	if (call->argc != 2)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	size_t n = languages_of(call, &languages);
	const char *home = config_text(call->app->config, OPT_CENTRE_LANGUAGE);
	struct kb_site *sites = arena_array(call->arena, n + 1, sizeof *sites);
	for (size_t i = 0; i < n; i++)
		sites[i] = site_of(call, languages[i], home);
	i18n_use(app_language(call->app));
	if (sites[0].n == 0)
		return err_set(err, RC_NOTFOUND,
			_("There is no public article to write (audience: public, not a draft)."));
	enum rc rc = kb_html_write(sites, n, call->argv[1], &files, err);
	if (rc != RC_OK)
		return rc;
	out_int(call->out, "articles", (int64_t)sites[0].n);
	out_int(call->out, "files", (int64_t)files);
	out_text(call->out, "path", call->argv[1]);
	out_line(call->out,
		i18n_plural("%zu public articles in %zu language, %zu files: %s",
			"%zu public articles in %zu languages, %zu files: %s", n),
		sites[0].n, n, files, call->argv[1]);
	return RC_OK;
}

/* ---- import ---- */

static void tell_problem(const struct kb_import_problem *p)
{
	struct strbuf raw = STRBUF_INIT, clean = STRBUF_INIT;
	strbuf_addf(&raw, "%s:%lld: %s", p->file, (long long)p->line, p->sentence);
	cells_clean(&clean, raw.buf, raw.len, false);
	fprintf(stderr, "%s\n", clean.buf);
	strbuf_fini(&clean);
	strbuf_fini(&raw);
}

static void tell_problems(struct cmd_call *call, const struct kb_import *in)
{
	out_array(call->out, "problems");
	for (size_t i = 0; i < in->nproblems; i++) {
		const struct kb_import_problem *p = &in->problems[i];
		out_object(call->out, NULL);
		out_text(call->out, "file", p->file);
		out_int(call->out, "line", p->line);
		out_text(call->out, "problem", p->sentence);
		out_end(call->out);
		if (i < PROBLEMS_SHOWN)
			tell_problem(p);
	}
	out_end(call->out);
}

/* The reader takes a megabyte a file: large collections become several. */
static size_t part_of(const struct kb_row *rows, size_t n)
{
	size_t bytes = 0, taken = 0;
	while (taken < n && taken < ROWS_PER_FILE) {
		bytes += ROW_BYTES + 2 * strlen(rows[taken].body);
		if (taken && bytes > BYTES_PER_FILE)
			break;
		taken++;
	}
	return taken;
}

static enum rc write_parts(struct cmd_call *call, const struct kb_import *in, const char *folder,
	size_t *files, struct err *err)
{
	const char *from = path_name(call->argv[1]);
	const char *stem =
		kb_make_id(arena_strndup(call->arena, from, strcspn(from, ".")), call->arena);
	const char *heading = arena_printf(call->arena, _("Brought from %s"), from);
	enum rc rc = path_make_dirs(folder, 0755, err);
	for (size_t at = 0; rc == RC_OK && at < in->n;) {
		struct strbuf text = STRBUF_INIT;
		size_t n = part_of(in->rows + at, in->n - at);
		kb_write(in->rows + at, n, heading, &text);
		const char *path =
			arena_printf(call->arena, "%s/%s-%02zu.yaml", folder, stem, ++*files);
		rc = path_write_file(path, text.buf, text.len, 0644, err);
		strbuf_fini(&text);
		at += n;
	}
	return rc;
}

enum rc import_kb(struct cmd_call *call, struct err *err)
{
	struct kb_import in;
	size_t files = 0;
	const char *language = cmd_option(call, "language");
	const char *folder = cmd_option(call, "into");
	if (!folder)
		folder = knowledge_own_folder(call->app);
	if (!folder)
		return err_set(err, RC_NOTFOUND,
			_("No folder of your own is known here; say one with --into FOLDER."));
	enum rc rc = kb_import_read(call->argv[1],
		language ? language : config_text(call->app->config, OPT_CENTRE_LANGUAGE), &in,
		call->arena, err);
	if (rc != RC_OK)
		return rc;
	tell_problems(call, &in);
	if (in.bad && !cmd_option(call, "skip-bad"))
		return err_set(err, RC_INVALID,
			i18n_plural("%zu bad row; nothing was written.",
				"%zu bad rows; nothing was written.", in.bad),
			in.bad);
	if (!cmd_option(call, "dry-run"))
		rc = write_parts(call, &in, folder, &files, err);
	if (rc != RC_OK)
		return rc;
	out_int(call->out, "articles", (int64_t)in.n);
	out_int(call->out, "files", (int64_t)files);
	out_int(call->out, "skipped", (int64_t)in.bad);
	out_text(call->out, "path", folder);
	out_line(call->out, _("%zu articles in %zu files: %s"), in.n, files, folder);
	if (cmd_option(call, "dry-run"))
		out_line(call->out, "%s", _("A dry run: nothing was written."));
	return RC_OK;
}
