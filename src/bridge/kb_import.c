/* Articles of other systems, as plain rows. Everything wrong is listed; the caller decides. */
#include "carrel/arena.h"
#include "carrel/csv.h"
#include "carrel/i18n.h"
#include "carrel/json.h"
#include "carrel/kb_out.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "carrel/vec.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROBLEMS_MAX = 100, MARKDOWN_MAX = 1 << 20, FILES_MAX = 20000, CHUNK = 16 * 1024 };

struct importer {
	struct arena *a;
	struct vec rows;     /* of struct kb_row */
	struct vec problems; /* of struct kb_import_problem */
	size_t bad;
	const char *language;
	const char *file;
};

static void bad_row(struct importer *im, int64_t line, const char *sentence)
{
	im->bad++;
	if (im->problems.n >= PROBLEMS_MAX)
		return;
	*(struct kb_import_problem *)vec_push(&im->problems) = (struct kb_import_problem){
		arena_strdup(im->a, im->file), line, arena_strdup(im->a, sentence)};
}

static const char *or_else(const char *text, const char *other)
{
	return text && *text ? text : other;
}

static void add_row(struct importer *im, int64_t line, const char *id, const char *title,
	const char *body, const char *topic, const char *language)
{
	if (!title || !*title) {
		bad_row(im, line, _("there is no title"));
		return;
	}
	if (!body || !*body) {
		bad_row(im, line, _("there is no text"));
		return;
	}
	if (!utf8_valid(title, strlen(title)) || !utf8_valid(body, strlen(body))) {
		bad_row(im, line, _("it is not UTF-8; save it again with that encoding"));
		return;
	}
	if (language && *language && !language_tag_valid(language)) {
		bad_row(im, line,
			arena_printf(im->a, _("“%s” is no language code such as en, es or ca"),
				language));
		return;
	}
	*(struct kb_row *)vec_push(&im->rows) =
		(struct kb_row){.id = kb_make_id(or_else(id, title), im->a),
			.title = arena_strdup(im->a, title),
			.language = arena_strdup(im->a, or_else(language, im->language)),
			.topic = topic && *topic ? kb_make_id(topic, im->a) : NULL,
			.body = arena_strdup(im->a, body),
			.line = line};
}

/* ---- JSON Lines ---- */

static const char *first_of(
	const struct json_t *object, const char *const *keys, size_t n, struct arena *a)
{
	for (size_t i = 0; i < n; i++) {
		const char *text = json_text(object, keys[i], a);
		if (text && *text)
			return text;
	}
	return NULL;
}

static const char *const body_keys[] = {"content", "body", "text", "answer"};
static const char *const topic_keys[] = {"topic", "category", "section"};
static const char *const language_keys[] = {"language", "lang", "locale"};
static const char *const title_keys[] = {"title", "question", "name"};
enum { BODY_KEYS = 4, TOPIC_KEYS = 3, LANGUAGE_KEYS = 3, TITLE_KEYS = 3 };

static enum rc read_jsonl(struct importer *im, FILE *f, struct err *err)
{
	struct json_lines *lines = json_lines_open(f);
	struct json_t *object;
	int64_t line;
	enum rc rc;
	for (;;) {
		rc = json_lines_next(lines, &object, &line, err);
		if (rc == RC_INVALID) {
			bad_row(im, line, err->text);
			continue;
		}
		if (rc != RC_OK || !object)
			break;
		add_row(im, line, json_text(object, "id", im->a),
			first_of(object, title_keys, TITLE_KEYS, im->a),
			first_of(object, body_keys, BODY_KEYS, im->a),
			first_of(object, topic_keys, TOPIC_KEYS, im->a),
			first_of(object, language_keys, LANGUAGE_KEYS, im->a));
	}
	json_lines_free(&lines);
	return rc;
}

/* ---- CSV ---- */

static size_t column_of(const struct csv_row *header, const char *const *keys, size_t n)
{
	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < header->n; i++)
			if (strcmp(header->fields[i], keys[k]) == 0)
				return i;
	return SIZE_MAX;
}

static const char *field(const struct csv_row *row, size_t at)
{
	return at < row->n ? csv_unguard(row->fields[at]) : NULL;
}

static enum rc read_csv(struct importer *im, FILE *f, struct err *err)
{
	static const char *const id_keys[] = {"id"};
	struct csv *csv = csv_open(f);
	struct csv_row row;
	enum rc rc = csv_next(csv, &row, err);
	size_t id = column_of(&row, id_keys, 1), title = column_of(&row, title_keys, TITLE_KEYS),
	       body = column_of(&row, body_keys, BODY_KEYS),
	       topic = column_of(&row, topic_keys, TOPIC_KEYS),
	       language = column_of(&row, language_keys, LANGUAGE_KEYS);
	if (rc == RC_OK && (title == SIZE_MAX || body == SIZE_MAX))
		rc = err_set(err, RC_INVALID,
			_("%s: the first line has to name a title and a content column."),
			im->file);
	while (rc == RC_OK) {
		rc = csv_next(csv, &row, err);
		if (rc == RC_INVALID) {
			bad_row(im, row.line, err->text);
			rc = RC_OK;
			continue;
		}
		if (rc != RC_OK || row.n == 0)
			break;
		add_row(im, row.line, field(&row, id), field(&row, title), field(&row, body),
			field(&row, topic), field(&row, language));
	}
	csv_free(&csv);
	return rc;
}

/* ---- Markdown ---- */

static void add_markdown(struct importer *im, const char *name, const char *text)
{
	const char *title = NULL, *body = text;
	while (*body == '\n' || *body == ' ')
		body++;
	if (strncmp(body, "# ", 2) == 0) {
		size_t n = strcspn(body, "\n");
		title = arena_strndup(im->a, body + 2, n - 2);
		body += n;
	}
	size_t stem = strlen(name) - strlen(".md");
	const char *id = arena_strndup(im->a, name, stem);
	add_row(im, 1, id, or_else(title, id), body, NULL, NULL);
}

static int by_text(const void *pa, const void *pb)
{
	return strcmp(*(const char *const *)pa, *(const char *const *)pb);
}

static enum rc read_folder(struct importer *im, const char *path, struct err *err)
{
	struct vec names = {.size = sizeof(const char *)};
	DIR *dir = opendir(path);
	if (!dir)
		return err_set(err, RC_NOTFOUND, _("The folder %s could not be opened: %s."), path,
			strerror(errno));
	for (struct dirent *e; (e = readdir(dir));) {
		size_t n = strlen(e->d_name);
		if (n > 3 && e->d_name[0] != '.' && strcmp(e->d_name + n - 3, ".md") == 0)
			*(const char **)vec_push(&names) = arena_strdup(im->a, e->d_name);
	}
	closedir(dir);
	if (names.n > FILES_MAX) {
		vec_fini(&names);
		return err_set(err, RC_INVALID,
			_("The folder %s has more than %d files. Nothing was read: part it into "
			  "several."),
			path, FILES_MAX);
	}
	if (names.n)
		qsort(names.data, names.n, sizeof(const char *), by_text);
	for (size_t i = 0; i < names.n; i++) {
		struct strbuf text = STRBUF_INIT;
		const char *name = *(const char **)vec_at(&names, i);
		im->file = arena_printf(im->a, "%s/%s", path, name);
		if (path_read_file(im->file, MARKDOWN_MAX, &text, err) == RC_OK)
			add_markdown(im, name, text.buf);
		else
			bad_row(im, 0, err->text);
		strbuf_fini(&text);
	}
	vec_fini(&names);
	return RC_OK;
}

/* ---- all ---- */

static int by_id(const void *pa, const void *pb)
{
	const struct kb_row *x = pa, *y = pb;
	int c = strcmp(x->id, y->id);
	return c ? c : (x->line > y->line) - (x->line < y->line);
}

static void drop_doubles(struct importer *im)
{
	size_t kept = 0;
	if (im->rows.n)
		qsort(im->rows.data, im->rows.n, sizeof(struct kb_row), by_id);
	for (size_t i = 0; i < im->rows.n; i++) {
		const struct kb_row row = *(struct kb_row *)vec_at(&im->rows, i);
		const struct kb_row *last = kept ? vec_at(&im->rows, kept - 1) : NULL;
		if (last && strcmp(last->id, row.id) == 0) {
			bad_row(im, row.line,
				arena_printf(im->a, _("the id %s is that of line %lld too"), row.id,
					(long long)last->line));
			continue;
		}
		*(struct kb_row *)vec_at(&im->rows, kept++) = row;
	}
	im->rows.n = kept;
}

static enum rc read_markdown(struct importer *im, FILE *f, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	char chunk[CHUNK];
	size_t n;
	enum rc rc = RC_OK;
	while (rc == RC_OK && (n = fread(chunk, 1, sizeof chunk, f)) > 0) {
		strbuf_add(&text, chunk, n);
		if (text.len > MARKDOWN_MAX)
			rc = err_set(err, RC_INVALID, _("%s is larger than 1 MB."), im->file);
	}
	if (rc == RC_OK && ferror(f))
		rc = err_set(err, RC_IO, _("The file %s could not be read: %s."), im->file,
			strerror(errno));
	if (rc == RC_OK)
		add_markdown(im, path_name(im->file), text.buf);
	strbuf_fini(&text);
	return rc;
}

static enum rc read_stream(struct importer *im, FILE *f, struct err *err)
{
	size_t n = strlen(im->file);
	if (n > 3 && strcmp(im->file + n - 3, ".md") == 0)
		return read_markdown(im, f, err);
	int c = getc(f);
	while (c == ' ' || c == '\n' || c == '\r' || c == 0xEF || c == 0xBB || c == 0xBF)
		c = getc(f);
	rewind(f);
	return c == '{' ? read_jsonl(im, f, err) : read_csv(im, f, err);
}

static enum rc read_file(struct importer *im, const char *path, struct err *err)
{
	FILE *f = fopen(path, "re");
	if (!f)
		return err_set(err, RC_NOTFOUND, _("The file %s could not be opened: %s."), path,
			strerror(errno));
	enum rc rc = read_stream(im, f, err);
	fclose(f);
	return rc;
}

static struct importer importer_make(const char *file, const char *language, struct arena *a)
{
	return (struct importer){.a = a,
		.rows = {.size = sizeof(struct kb_row)},
		.problems = {.size = sizeof(struct kb_import_problem)},
		.language = language,
		.file = file};
}

static void hand_over(struct importer *im, struct kb_import *out)
{
	drop_doubles(im);
	*out = (struct kb_import){.n = im->rows.n, .nproblems = im->problems.n, .bad = im->bad};
	out->rows = arena_array(im->a, im->rows.n + 1, sizeof *out->rows);
	out->problems = arena_array(im->a, im->problems.n + 1, sizeof *out->problems);
	if (im->rows.n)
		memcpy(out->rows, im->rows.data, im->rows.n * sizeof *out->rows);
	if (im->problems.n)
		memcpy(out->problems, im->problems.data, im->problems.n * sizeof *out->problems);
	vec_fini(&im->rows);
	vec_fini(&im->problems);
}

enum rc kb_import_stream(const char *name, FILE *f, const char *language, struct kb_import *out,
	struct arena *a, struct err *err)
{
	struct importer im = importer_make(name, language, a);
	enum rc rc = read_stream(&im, f, err);
	hand_over(&im, out);
	return rc;
}

enum rc kb_import_read(const char *path, const char *language, struct kb_import *out,
	struct arena *a, struct err *err)
{
	struct importer im = importer_make(path, language, a);
	enum rc rc = path_is_dir(path) ? read_folder(&im, path, err) : read_file(&im, path, err);
	hand_over(&im, out);
	return rc;
}
