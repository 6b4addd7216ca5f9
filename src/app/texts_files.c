/* texts_files.c - the YAML files of a folder in memory; a text is its lines, and nothing else of a file
 * is touched. */
#include "app/texts_files.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/problems.h"
#include "carrel/yaml.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 512 * 1024, TEXTS_A_FILE = 500 };

struct indexed {
	const char *id;
	size_t file;
};

/* ---- reading -------------------------------------------------------------------------------- */

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct texts_file *)a)->path, ((const struct texts_file *)b)->path);
}

static bool is_texts_file(const char *name)
{
	size_t n = strlen(name);
	return name[0] != '.' && n > 5 && strcmp(name + n - 5, ".yaml") == 0;
}

static struct texts_file *file_add(struct texts_files *f, const char *path)
{
	struct texts_file *file = vec_push(&f->all);
	file->path = path;
	strbuf_init(&file->text);
	return file;
}

static enum rc read_files(struct texts_files *f, struct err *err)
{
	DIR *dir = opendir(f->path);
	if (!dir)
		return RC_OK; /* it is made when it is written to */
	enum rc rc = RC_OK;
	for (struct dirent *e; rc == RC_OK && (e = readdir(dir));) {
		if (!is_texts_file(e->d_name))
			continue;
		struct texts_file *file =
			file_add(f, arena_printf(f->arena, "%s/%s", f->path, e->d_name));
		file->stamp = path_stamp_of(file->path);
		rc = path_read_file(file->path, YAML_MAX_BYTES, &file->text, err);
	}
	closedir(dir);
	if (f->all.n > 1)
		qsort(f->all.data, f->all.n, sizeof(struct texts_file), by_path);
	return rc;
}

/* ---- places --------------------------------------------------------------------------------- */

static size_t line_end(const struct strbuf *t, size_t at)
{
	const char *end = memchr(t->buf + at, '\n', t->len - at);
	return end ? (size_t)(end - t->buf) + 1 : t->len;
}

static size_t indent_at(const struct strbuf *t, size_t at)
{
	size_t n = 0;
	while (at + n < t->len && t->buf[at + n] == ' ')
		n++;
	return n;
}

static bool is_blank(const struct strbuf *t, size_t at)
{
	size_t n = at + indent_at(t, at);
	return n >= t->len || t->buf[n] == '\n' || t->buf[n] == '\r';
}

/* What is indented deeper than the dash belongs to the text; empty lines after it do not. */
static size_t text_end(const struct strbuf *t, size_t start)
{
	size_t dash = indent_at(t, start), end = line_end(t, start);
	for (size_t at = end; at < t->len; at = line_end(t, at)) {
		if (is_blank(t, at))
			continue;
		if (indent_at(t, at) <= dash)
			break;
		end = line_end(t, at);
	}
	return end;
}

/* The id of a line "- id: NAME", as we write it and people do; 0 bytes: it is none. */
static size_t id_at(const struct strbuf *t, size_t at, const char **id)
{
	size_t n = at + indent_at(t, at);
	if (t->len - n < 7 || strncmp(t->buf + n, "- id: ", 6) != 0)
		return 0;
	*id = t->buf + n + 6;
	return strcspn(*id, "\r\n #");
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct indexed *)a)->id, ((const struct indexed *)b)->id);
}

static void index_ids(struct texts_files *f)
{
	for (size_t i = 0; i < f->all.n; i++) {
		const struct strbuf *t = &((const struct texts_file *)vec_at(&f->all, i))->text;
		for (size_t at = 0; at < t->len; at = line_end(t, at)) {
			const char *id;
			size_t n = id_at(t, at, &id);
			if (n > 0)
				*(struct indexed *)vec_push(&f->index) = (struct indexed){
					.id = arena_strndup(f->arena, id, n), .file = i};
		}
	}
	if (f->index.n > 1)
		qsort(f->index.data, f->index.n, sizeof(struct indexed), by_id);
}

enum rc texts_files_open(struct texts_files *f, const char *path, struct arena *a, struct err *err)
{
	*f = (struct texts_files){.path = path,
		.arena = a,
		.all.size = sizeof(struct texts_file),
		.index.size = sizeof(struct indexed)};
	enum rc rc = read_files(f, err);
	if (rc == RC_OK)
		index_ids(f);
	return rc;
}

void texts_files_fini(struct texts_files *f)
{
	for (size_t i = 0; i < f->all.n; i++)
		strbuf_fini(&((struct texts_file *)vec_at(&f->all, i))->text);
	vec_fini(&f->all);
	vec_fini(&f->index);
}

const struct texts_file *texts_files_at(const struct texts_files *f, size_t i)
{
	return vec_at(&f->all, i);
}

/* Where a text stands that was there when the folder was opened. */
bool texts_files_find(const struct texts_files *f, const char *id, struct texts_place *out)
{
	struct indexed wanted = {.id = id};
	const struct indexed *found = f->index.n == 0
		? NULL
		: bsearch(&wanted, f->index.data, f->index.n, sizeof(wanted), by_id);
	if (!found)
		return false;
	const struct strbuf *t = &((const struct texts_file *)vec_at(&f->all, found->file))->text;
	size_t len = strlen(id);
	for (size_t at = 0; at < t->len; at = line_end(t, at)) {
		const char *here;
		if (id_at(t, at, &here) == len && strncmp(here, id, len) == 0) {
			*out = (struct texts_place){
				.file = found->file, .start = at, .len = text_end(t, at) - at};
			return true;
		}
	}
	return false;
}

/* ---- changing ------------------------------------------------------------------------------- */

void texts_files_replace(
	struct texts_files *f, const struct texts_place *p, const struct strbuf *with)
{
	struct texts_file *file = vec_at(&f->all, p->file);
	strbuf_splice(&file->text, p->start, p->len, with->buf, with->len);
	file->changed = true;
}

static size_t texts_in(const struct strbuf *t)
{
	size_t n = 0;
	for (size_t at = 0; at < t->len; at = line_end(t, at)) {
		size_t dash = at + indent_at(t, at);
		n += t->len - dash > 6 && strncmp(t->buf + dash, "- id: ", 6) == 0;
	}
	return n;
}

/* After the last text of a list that is the last thing in its file: only then is the end the place. */
static bool takes_more(const struct strbuf *t)
{
	const char *last = NULL;
	for (size_t at = 0; at < t->len; at = line_end(t, at))
		if (!is_blank(t, at) && t->buf[at] != ' ' && t->buf[at] != '#')
			last = t->buf + at;
	return last && strncmp(last, "texts:", 6) == 0 && memmem(t->buf, t->len, "\n  - ", 5);
}

static void begin_file(struct texts_file *file, const char *from, const char *list)
{
	strbuf_addstr(&file->text, "# ");
	strbuf_addf(&file->text, _("Brought from %s"), from);
	strbuf_addf(&file->text, "\nformat: carrel-texts/1\n%s:\n", list);
}

static struct texts_file *file_at(struct texts_files *f, const char *path)
{
	for (size_t i = 0; i < f->all.n; i++) {
		struct texts_file *one = vec_at(&f->all, i);
		if (strcmp(one->path, path) == 0)
			return one;
	}
	return NULL;
}

struct texts_file *texts_files_for(
	struct texts_files *f, const char *stem, const char *from, size_t room)
{
	for (int n = 1;; n++) {
		const char *path = n == 1
			? arena_printf(f->arena, "%s/%s.yaml", f->path, stem)
			: arena_printf(f->arena, "%s/%s-%d.yaml", f->path, stem, n);
		struct texts_file *file = file_at(f, path);
		if (!file) {
			file = file_add(f, path);
			begin_file(file, from, "texts");
			return file;
		}
		if (!file->texts)
			file->texts = texts_in(&file->text);
		if (file->text.len + room < FILE_MOST && file->texts < TEXTS_A_FILE &&
			(file->changed || takes_more(&file->text)))
			return file;
	}
}

/* No slug has a hyphen in it: no category is called so. */
struct texts_file *texts_files_for_rights(struct texts_files *f, const char *from)
{
	for (int n = 1;; n++) {
		const char *path = n == 1
			? arena_printf(f->arena, "%s/rights-cards.yaml", f->path)
			: arena_printf(f->arena, "%s/rights-cards-%d.yaml", f->path, n);
		struct texts_file *file = file_at(f, path);
		if (!file) {
			file = file_add(f, path);
			begin_file(file, from, "rights");
			return file;
		}
		if (file->changed)
			return file;
	}
}

void texts_files_append(struct texts_file *file, const struct strbuf *text)
{
	if (file->text.len > 0 && file->text.buf[file->text.len - 1] != '\n')
		strbuf_addch(&file->text, '\n');
	strbuf_add(&file->text, text->buf, text->len);
	file->texts++;
	file->changed = true;
}

const struct library_manners *texts_files_manners(
	const struct texts_files *f, struct texts_file *file, enum library_scope *scope)
{
	if (!file->manners) {
		struct library_sheet sheet;
		struct problems ignored; /* a new file has no texts yet; others were read before */
		problems_init(&ignored);
		library_read_file(
			file->text.buf, file->text.len, file->path, f->arena, &sheet, &ignored);
		problems_fini(&ignored);
		file->manners = sheet.manners;
		file->scope = sheet.scope;
	}
	*scope = file->scope;
	return file->manners;
}

void texts_files_changed(const struct texts_files *f, struct vec *files)
{
	for (size_t i = 0; i < f->all.n; i++) {
		const struct texts_file *file = vec_at(&f->all, i);
		if (file->changed)
			*(const char **)vec_push(files) = file->path;
	}
}

enum rc texts_files_write(struct texts_files *f, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; i < f->all.n; i++) {
		const struct texts_file *file = vec_at(&f->all, i);
		struct path_stamp now = path_stamp_of(file->path);
		if (file->changed && !path_stamp_same(&file->stamp, &now))
			return err_set(err, RC_CONFLICT,
				_("%s was written to meanwhile; nothing was brought in. Try "
				  "again."),
				file->path);
	}
	for (size_t i = 0; rc == RC_OK && i < f->all.n; i++) {
		const struct texts_file *file = vec_at(&f->all, i);
		if (!file->changed)
			continue;
		rc = path_make_dirs(f->path, 0755, err);
		if (rc == RC_OK)
			rc = path_write_file(file->path, file->text.buf, file->text.len,
				path_mode(file->path, 0644), err);
	}
	return rc;
}
