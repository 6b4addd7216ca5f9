/* texts_own.c - a library as one file of texts, and what carrel wrote itself read again. */
#include "app/texts_own.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/path.h"
#include "carrel/problems.h"
#include "carrel/strbuf.h"

#include <string.h>

void texts_own_init(struct texts_own *own)
{
	*own = (struct texts_own){.texts.size = sizeof(struct texts_gathered),
		.rights.size = sizeof(struct library_right)};
}

void texts_own_fini(struct texts_own *own)
{
	vec_fini(&own->texts);
	vec_fini(&own->rights);
}

/* ---- out ------------------------------------------------------------------------------------ */

bool texts_in_language(const struct library_text *t, const char *language, struct library_text *out,
	struct arena *a)
{
	*out = *t;
	if (!language)
		return true;
	struct library_variant *v = arena_array(a, t->nvariants + 1, sizeof(*v));
	out->variants = v;
	out->nvariants = 0;
	for (size_t i = 0; i < t->nvariants; i++)
		if (strcmp(t->variants[i].language, language) == 0)
			v[out->nvariants++] = t->variants[i];
	return out->nvariants > 0;
}

static const struct library_manners *manners_of(const struct library_text *t)
{
	return t->manners ? t->manners : &library_manners_builtin;
}

/* What most of them are, said once for all; the first of those that tie. */
static const struct library_manners *usual_manners(
	const struct library_text *const *texts, size_t n)
{
	enum {
		KINDS = 64
	}; /* files with manners of their own are few; beyond, the first will do */
	const struct library_manners *kinds[KINDS];
	size_t counts[KINDS] = {0}, nkinds = 0, best = 0;
	for (size_t i = 0; i < n; i++) {
		const struct library_manners *m = manners_of(texts[i]);
		size_t k = 0;
		while (k < nkinds && kinds[k] != m && !library_manners_same(kinds[k], m))
			k++;
		if (k == KINDS)
			continue;
		kinds[k] = m;
		nkinds += k == nkinds;
		counts[k]++;
	}
	for (size_t k = 1; k < nkinds; k++)
		best = counts[k] > counts[best] ? k : best;
	return nkinds > 0 ? kinds[best] : &library_manners_builtin;
}

/* Of this file, where only one is written. */
static bool is_wanted(const struct library_right *r, const struct texts_export *how)
{
	return !how->file || strcmp(how->file, r->file) == 0;
}

static enum library_scope widest_scope(
	const struct library_text *const *texts, size_t n, const struct texts_export *how)
{
	enum library_scope scope = LIBRARY_PERSONAL;
	bool any = n > 0;
	for (size_t i = 0; i < n; i++)
		scope = texts[i]->scope < scope ? texts[i]->scope : scope;
	for (size_t i = 0; how->library && i < library_right_count(how->library); i++) {
		const struct library_right *r = library_right_at(how->library, i);
		if (!is_wanted(r, how))
			continue;
		any = true;
		scope = r->scope < scope ? r->scope : scope;
	}
	return any ? scope : LIBRARY_SHARED;
}

static void add_rights(struct strbuf *out, const struct texts_export *how, enum library_scope scope)
{
	bool any = false;
	for (size_t i = 0; how->library && i < library_right_count(how->library); i++) {
		struct library_right right = *library_right_at(how->library, i);
		if (!is_wanted(&right, how))
			continue;
		strbuf_addstr(out, any ? "" : "rights:\n");
		right.scope_said = right.scope > scope;
		library_render_right(&right, out);
		any = true;
	}
}

void texts_export_yaml(const struct library_text *const *texts, size_t n,
	const struct texts_export *how, struct strbuf *out)
{
	struct arena *a = arena_new();
	const struct library_manners *usual = usual_manners(texts, n);
	enum library_scope scope = widest_scope(texts, n, how);
	strbuf_addstr(out, "format: carrel-texts/1\n");
	if (scope != LIBRARY_SHARED)
		strbuf_addf(out, "scope: %s\n", library_scope_name(scope));
	library_render_manners(usual, out);
	add_rights(out, how, scope);
	strbuf_addstr(out, n > 0 ? "texts:\n" : "");
	for (size_t i = 0; i < n; i++) {
		struct library_text t;
		if (!texts_in_language(texts[i], how->language, &t, a))
			continue;
		t.manners = manners_of(texts[i]);
		t.file_manners = usual;
		t.scope_said = t.scope != scope;
		library_render_text(&t, out);
	}
	arena_free(&a);
}

/* ---- out, file by file ---------------------------------------------------------------------- */

static void add_name(struct vec *files, const char *file)
{
	for (size_t i = 0; i < files->n; i++)
		if (strcmp(*(const char **)vec_at(files, i), file) == 0)
			return;
	*(const char **)vec_push(files) = file;
}

/* Two folders may have a file of one name. */
static const char *free_path(
	const char *folder, const char *file, const struct vec *written, struct arena *a)
{
	const char *name = path_name(file);
	size_t stem = strlen(name) > 5 && strcmp(name + strlen(name) - 5, ".yaml") == 0
		? strlen(name) - 5
		: strlen(name);
	for (int n = 1;; n++) {
		const char *path = n == 1
			? arena_printf(a, "%s/%.*s.yaml", folder, (int)stem, name)
			: arena_printf(a, "%s/%.*s-%d.yaml", folder, (int)stem, name, n);
		bool taken = false;
		for (size_t i = 0; i < written->n; i++)
			taken |=
				strcmp(*(const char **)vec_at((struct vec *)written, i), path) == 0;
		if (!taken)
			return path;
	}
}

static enum rc export_file(const char *path, const struct library_text *const *texts, size_t n,
	const struct texts_export *how, struct arena *a, struct err *err)
{
	struct strbuf out = STRBUF_INIT;
	const struct library_text **here = arena_array(a, n + 1, sizeof(*here));
	size_t nhere = 0;
	for (size_t i = 0; i < n; i++)
		if (strcmp(texts[i]->file, how->file) == 0)
			here[nhere++] = texts[i];
	texts_export_yaml(here, nhere, how, &out);
	enum rc rc = path_write_file(path, out.buf, out.len, path_mode(path, 0644), err);
	strbuf_fini(&out);
	return rc;
}

enum rc texts_export_folder(const char *folder, const struct library_text *const *texts, size_t n,
	const struct texts_export *how, struct vec *written, struct arena *a, struct err *err)
{
	struct vec files = {.size = sizeof(const char *)};
	enum rc rc = path_make_dirs(folder, 0755, err);
	for (size_t i = 0; i < n; i++)
		add_name(&files, texts[i]->file);
	for (size_t i = 0; how->library && i < library_right_count(how->library); i++)
		add_name(&files, library_right_at(how->library, i)->file);
	for (size_t i = 0; rc == RC_OK && i < files.n; i++) {
		struct texts_export one = *how;
		one.file = *(const char **)vec_at(&files, i);
		const char *path = free_path(folder, one.file, written, a);
		rc = export_file(path, texts, n, &one, a, err);
		*(const char **)vec_push(written) = path;
	}
	vec_fini(&files);
	return rc;
}

/* ---- in ------------------------------------------------------------------------------------- */

void texts_own_add(struct texts_own *own, const struct library_text *t, const char *category,
	int64_t line, struct arena *a)
{
	struct texts_gathered *g = vec_push(&own->texts);
	*g = (struct texts_gathered){.text = *t,
		.key = arena_printf(a, "csv:%s", t->id),
		.category = category,
		.own_id = true,
		.whole = true,
		.line = line};
}

/* "format: carrel-texts/1", whatever remarks stand before it. */
static bool is_texts_file(const char *text)
{
	for (; *text; text += strcspn(text, "\n"), text += *text == '\n') {
		const char *line = text + strspn(text, " \t\r");
		if (strncmp(line, "format:", 7) == 0)
			return strncmp(line + 7 + strspn(line + 7, " \""), "carrel-texts/", 13) ==
				0;
		if (*line && *line != '#' && *line != '\n' && strncmp(line, "---", 3) != 0)
			return false;
	}
	return false;
}

bool texts_own_is(const char *text, size_t n)
{
	return texts_document_is(text, n) || is_texts_file(text);
}

static enum rc read_file(const char *path, const char *text, size_t n, struct texts_reading *r,
	struct texts_own *out, struct err *err)
{
	struct library_sheet sheet;
	struct problems problems;
	enum rc rc = RC_OK;
	problems_init(&problems);
	library_read_file(text, n, path, r->arena, &sheet, &problems);
	out->records = sheet.n;
	if (problems_count(&problems) > 0) {
		struct strbuf first = STRBUF_INIT;
		problem_render(problems_at(&problems, 0), &first);
		rc = err_set(err, RC_INVALID, "%s", first.buf);
		strbuf_fini(&first);
	}
	for (size_t i = 0; rc == RC_OK && i < sheet.n; i++)
		texts_own_add(out, &sheet.texts[i], texts_category_of(&sheet.texts[i], r->arena),
			sheet.texts[i].line, r->arena);
	for (size_t i = 0; rc == RC_OK && i < sheet.nrights; i++)
		*(struct library_right *)vec_push(&out->rights) = sheet.rights[i];
	problems_fini(&problems);
	return rc;
}

enum rc texts_own_read(const char *path, const char *text, size_t n, struct texts_reading *r,
	struct texts_own *out, struct err *err)
{
	if (!texts_document_is(text, n))
		return read_file(path, text, n, r, out, err);
	enum rc rc = texts_document_read(text, n, r, out, err);
	if (rc != RC_OK)
		err_prefix(err, "%s", path);
	return rc;
}
