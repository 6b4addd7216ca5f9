/* Other help desks' replies into a folder of the library, and the library out again. */
#include "cmd/cmd_import.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/cmd.h"
#include "carrel/config.h"
#include "carrel/fill.h"
#include "carrel/i18n.h"
#include "carrel/library.h"
#include "carrel/out.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/texts_bring.h"
#include "carrel/yaml.h"

#include <stdio.h>
#include <string.h>

/* ---- import texts --------------------------------------------------------------------------- */

enum { NOTES_SHOWN = 100 };

/* The sentence quotes a stranger's file: it is cleaned like any text. */
static void tell_note(const char *path, const struct texts_note *note, bool loud)
{
	struct strbuf raw = STRBUF_INIT, clean = STRBUF_INIT;
	strbuf_addf(&raw, "%s:%lld: %s: %s", path, (long long)note->line,
		_(word_label(texts_note_words, (int)note->kind)), note->sentence);
	cells_clean(&clean, raw.buf, raw.len, false);
	if (loud)
		fprintf(stderr, "%s\n", clean.buf);
	strbuf_fini(&clean);
	strbuf_fini(&raw);
}

static void tell_notes(struct cmd_call *call, const struct texts_bring_report *r, bool refused)
{
	const struct vec *notes = &r->reading.notes;
	size_t told = 0;
	out_array(call->out, "notes");
	for (size_t i = 0; i < notes->n; i++) {
		const struct texts_note *note = vec_at(notes, i);
		out_object(call->out, NULL);
		out_text(call->out, "kind", word_id(texts_note_words, (int)note->kind));
		out_int(call->out, "line", note->line);
		out_text(call->out, "about", note->about);
		out_text(call->out, "note", note->sentence);
		out_end(call->out);
		/* A refusal names its first problem itself; what else would have been is no news. */
		bool problem = note->kind == TEXTS_NOTE_PROBLEM;
		bool loud = refused ? problem && r->reading.problems > 1 : true;
		tell_note(call->argv[1], note, loud && told < NOTES_SHOWN);
		told += loud;
	}
	out_end(call->out);
	if (told > NOTES_SHOWN)
		fprintf(stderr,
			i18n_plural("… and %zu more note (--json lists it)\n",
				"… and %zu more notes (--json lists them)\n", told - NOTES_SHOWN),
			told - NOTES_SHOWN);
}

static void tell_counts(struct cmd_call *call, const struct texts_bring_report *r)
{
	const struct {
		const char *key;
		size_t value;
	} counts[] = {{"records", r->records}, {"texts", r->texts}, {"created", r->created},
		{"updated", r->updated}, {"unchanged", r->unchanged}, {"kept", r->kept},
		{"rights", r->rights}, {"errors", r->reading.problems}};
	out_text(call->out, "from", word_id(texts_source_words, (int)r->reading.source));
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		out_int(call->out, counts[i].key, (int64_t)counts[i].value);
	out_bool(call->out, "written", r->written);
	out_array(call->out, "files");
	for (size_t i = 0; i < r->files.n; i++)
		out_text(call->out, NULL, *(const char **)vec_at(&r->files, i));
	out_end(call->out);
}

static void tell_lines(
	struct cmd_call *call, const struct texts_bring_report *r, const char *folder)
{
	out_line(call->out, _("Read as %s: %zu records, %zu texts."),
		_(word_label(texts_source_words, (int)r->reading.source)), r->records, r->texts);
	out_line(call->out,
		_("%zu new, %zu changed, %zu known already, %zu kept as they are here, %zu wrong."),
		r->created, r->updated, r->unchanged, r->kept, r->reading.problems);
	if (r->rights > 0)
		out_line(call->out, i18n_plural("%zu rights card.", "%zu rights cards.", r->rights),
			r->rights);
	for (size_t i = 0; i < r->files.n; i++)
		out_line(call->out, "  %s", *(const char **)vec_at(&r->files, i));
	if (!r->written)
		out_line(call->out, "%s", _("A dry run: nothing was written."));
	else if (r->created + r->updated > 0)
		out_line(call->out, _("See what is still missing: carrel text check %s"), folder);
}

static const char *language_given(struct cmd_call *call)
{
	const char *language = cmd_option(call, "lang");
	return language ? language : cmd_option(call, "language");
}

static enum rc folder_given(struct cmd_call *call, const char **folder, struct err *err)
{
	struct strbuf own = STRBUF_INIT;
	*folder = cmd_option(call, "into");
	if (*folder)
		return RC_OK;
	enum rc rc = path_base_dir(PATH_CONFIG, &own, err);
	*folder = arena_printf(call->arena, "%s/texts", own.buf);
	strbuf_fini(&own);
	return rc;
}

enum rc cmd_import_texts(struct cmd_call *call, struct err *err)
{
	int source = TEXTS_AUTO;
	const char *from = cmd_option(call, "from"), *language = language_given(call);
	if (from && !word_parse(texts_source_words, from, &source))
		return err_set(err, RC_INVALID,
			_("--from %s: it must be zammad, chatwoot, freescout, osticket, frappe, "
			  "uvdesk, "
			  "znuny, salesforce, responses, csv, carrel or auto"),
			from);
	if (language && !language_tag_valid(language))
		return err_set(err, RC_INVALID, _("“%s” is no language code such as en, es or ca"),
			language);
	struct texts_bring_options options = {
		.path = call->argv[1],
		.source = (enum texts_source)source,
		.language =
			language ? language : config_text(call->app->config, OPT_CENTRE_LANGUAGE),
		.map = cmd_option(call, "map"),
		.names = fill_names,
		.others = app_library(call->app),
		.dry_run = cmd_option(call, "dry-run") != NULL,
		.skip_bad = cmd_option(call, "skip-bad") != NULL,
	};
	struct texts_bring_report report;
	enum rc rc = folder_given(call, &options.folder, err);
	if (rc != RC_OK)
		return rc;
	rc = texts_bring(&options, &report, call->arena, err);
	if (rc == RC_OK || report.reading.problems > 0) {
		tell_counts(call, &report);
		tell_notes(call, &report, rc != RC_OK);
	}
	if (rc == RC_OK)
		tell_lines(call, &report, options.folder);
	texts_bring_report_fini(&report);
	return rc;
}

/* ---- export texts --------------------------------------------------------------------------- */

static const struct {
	const char *name;
	texts_export_fn *write;
} formats[] = {{"csv", texts_export_csv}, {"json", texts_export_json}, {"yaml", texts_export_yaml},
	{"html", texts_export_html}};
enum { FORMATS = sizeof(formats) / sizeof(*formats) };

/* A folder is given by its slash, or is there. */
static bool is_folder(const char *path)
{
	size_t n = strlen(path);
	return n > 0 && (path[n - 1] == '/' || path_is_dir(path));
}

/* By --format, else by how the name of the file ends, else CSV; YAML into a folder. */
static texts_export_fn *format_of(struct cmd_call *call, struct err *err)
{
	const char *name = cmd_option(call, "format");
	const char *dot = strrchr(call->argv[1], '.');
	for (size_t i = 0; i < FORMATS; i++)
		if (strcmp(formats[i].name, name ? name : dot ? dot + 1 : "csv") == 0)
			return formats[i].write;
	if (!name)
		return is_folder(call->argv[1]) ? texts_export_yaml : texts_export_csv;
	err_set(err, RC_INVALID, _("--format %s: it must be csv, json, yaml or html"), name);
	return NULL;
}

static enum rc write_out(
	struct cmd_call *call, const struct strbuf *text, size_t n, struct err *err)
{
	const char *path = call->argv[1];
	if (strcmp(path, "-") == 0) {
		if (fwrite(text->buf, 1, text->len, stdout) != text->len || fflush(stdout) != 0)
			return err_set(err, RC_IO, _("The texts could not be written."));
		return RC_OK;
	}
	enum rc rc = path_write_file(path, text->buf, text->len, 0644, err);
	if (rc == RC_OK) {
		out_text(call->out, "path", path);
		out_int(call->out, "texts", (int64_t)n);
		out_line(call->out, _("%zu texts: %s"), n, path);
	}
	return rc;
}

static enum rc write_folder(struct cmd_call *call, const struct library_text *const *texts,
	size_t n, const struct texts_export *how, struct err *err)
{
	struct vec files = {.size = sizeof(const char *)};
	const char *given = call->argv[1];
	size_t len = strlen(given);
	while (len > 1 && given[len - 1] == '/')
		len--;
	const char *folder = arena_strndup(call->arena, given, len);
	enum rc rc = texts_export_folder(folder, texts, n, how, &files, call->arena, err);
	if (rc == RC_OK) {
		out_text(call->out, "path", folder);
		out_int(call->out, "texts", (int64_t)n);
		out_array(call->out, "files");
		for (size_t i = 0; i < files.n; i++)
			out_text(call->out, NULL, *(const char **)vec_at(&files, i));
		out_end(call->out);
		out_line(call->out, _("%zu texts: %s"), n, folder);
	}
	vec_fini(&files);
	return rc;
}

static size_t texts_in(const struct library_text *const *texts, size_t n, const char *language)
{
	size_t found = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < texts[i]->nvariants; k++)
			if (!language || strcmp(texts[i]->variants[k].language, language) == 0) {
				found++;
				break;
			}
	return found;
}

static enum rc export_library(
	struct cmd_call *call, struct library *l, texts_export_fn *write, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	size_t n = library_every_count(l);
	const struct library_text **texts = arena_array(call->arena, n + 1, sizeof(*texts));
	for (size_t i = 0; i < n; i++)
		texts[i] = library_every_at(l, i);
	struct texts_export how = {.library = l,
		.language = language_given(call),
		.console = app_language(call->app),
		.title = arena_printf(call->arena, _("Texts of %s"),
			app_centre_name(call->app, app_language(call->app)))};
	size_t written = texts_in(texts, n, how.language);
	enum rc rc = written > 0 ? RC_OK
				 : err_set(err, RC_NOTFOUND,
					   how.language ? _("There is no text in that language.")
							: _("There are no texts."));
	bool folder = is_folder(call->argv[1]);
	if (rc == RC_OK && folder)
		rc = write == texts_export_yaml
			? write_folder(call, texts, n, &how, err)
			: err_set(err, RC_INVALID,
				  _("%s is a folder; only --format yaml is written into one"),
				  call->argv[1]);
	if (rc == RC_OK && !folder) {
		write(texts, n, &how, &text);
		if (write == texts_export_yaml && text.len > YAML_MAX_BYTES)
			rc = err_set(err, RC_INVALID,
				_("As one file of texts it would be larger than 1 MB and could not "
				  "be read again. Give a folder, as in %s/, and each file is "
				  "written by itself."),
				call->argv[1]);
		else
			rc = write_out(call, &text, written, err);
	}
	strbuf_fini(&text);
	return rc;
}

static enum rc cmd_export(struct cmd_call *call, struct err *err)
{
	const char *folder = cmd_option(call, "texts-in");
	if (strcmp(call->argv[0], "texts") != 0)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	texts_export_fn *write = format_of(call, err);
	if (!write)
		return RC_INVALID;
	if (!folder)
		return export_library(call, app_library(call->app), write, err);
	if (!path_exists(folder))
		return err_set(err, RC_NOTFOUND, _("%s is not there."), folder);
	struct library *l = library_new();
	library_add_source(l, folder);
	library_refresh(l);
	enum rc rc = export_library(call, l, write, err);
	library_free(&l);
	return rc;
}
const struct cmd cmd_export_entry = {
	.name = "export",
	.usage = "export texts FILE|FOLDER/|- [--format csv|json|yaml|html] [--language LANG] "
		 "[--texts-in FOLDER]",
	.help = N_("Write the library of texts as a table, JSON, YAML or one page"),
	.synonyms = N_("csv json html save library"),
	.options = "format: language: lang: texts-in:",
	.min_args = 2,
	.max_args = 2,
	.flags = CMD_SHELL,
	.exec = cmd_export,
};
