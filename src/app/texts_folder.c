/* texts_folder.c - texts put into the files of a folder, in memory, each in its place. */
#include "carrel/texts_folder.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/json.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/sha256.h"
#include "carrel/strbuf.h"
#include "carrel/yaml.h"

#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 512 * 1024, STATE_MOST = 4 * 1024 * 1024, TEXTS_A_FILE = 500 };

struct file {
	const char *path;
	struct strbuf text;
	struct path_stamp stamp; /* zeroed: it is new */
	size_t texts;
	bool changed;
};

/* A text as it stands in a file: its bytes, from the dash to the end of its last line. */
struct place {
	size_t file, start, len;
};

struct indexed {
	const char *id;
	size_t file;
};

struct known {
	const char *key, *id, *sum;
	bool seen; /* in this import */
};

struct texts_folder {
	const char *path;
	struct arena *arena;
	const struct library *others;
	struct library *library; /* of the folder as it was */
	struct vec files;        /* struct file */
	struct vec index;        /* struct indexed, by id: where each stood when it was opened */
	struct vec known;        /* struct known, of the state file */
	struct vec ids;          /* const char *: given in this import */
	struct vec shorts;       /* const char *: the same */
	bool state_changed;
};

/* ---- reading -------------------------------------------------------------------------------- */

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->path, ((const struct file *)b)->path);
}

static bool is_texts_file(const char *name)
{
	size_t n = strlen(name);
	return name[0] != '.' && n > 5 && strcmp(name + n - 5, ".yaml") == 0;
}

static struct file *file_add(struct texts_folder *f, const char *path)
{
	struct file *file = vec_push(&f->files);
	file->path = path;
	strbuf_init(&file->text);
	return file;
}

static enum rc read_files(struct texts_folder *f, struct err *err)
{
	DIR *dir = opendir(f->path);
	if (!dir)
		return RC_OK; /* it is made when it is written to */
	enum rc rc = RC_OK;
	for (struct dirent *e; rc == RC_OK && (e = readdir(dir));) {
		if (!is_texts_file(e->d_name))
			continue;
		struct file *file =
			file_add(f, arena_printf(f->arena, "%s/%s", f->path, e->d_name));
		file->stamp = path_stamp_of(file->path);
		rc = path_read_file(file->path, YAML_MAX_BYTES, &file->text, err);
	}
	closedir(dir);
	if (f->files.n > 1)
		qsort(f->files.data, f->files.n, sizeof(struct file), by_path);
	return rc;
}

static const char AROUND[] = "(around)";

static bool has_text(const struct strbuf *file, const char *id, size_t len)
{
	const char *at = file->buf;
	while ((at = strstr(at, "  - id: "))) {
		at += strlen("  - id: ");
		if (strncmp(at, id, len) == 0 && at[len] == '\n')
			return true;
	}
	return false;
}

void texts_folder_stubs(const char *text, const struct library *others, struct strbuf *out)
{
	if (!out->len)
		strbuf_addstr(out, "format: carrel-texts/1\ntexts:\n");
	while ((text = strstr(text, "{>"))) {
		text += 2;
		size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789._-");
		if (n == 0 || text[n] != '}' || has_text(out, text, n))
			continue;
		struct strbuf id = STRBUF_INIT;
		strbuf_add(&id, text, n);
		if (!others || library_by_id(others, id.buf))
			strbuf_addf(out, "  - id: %s\n    title: x\n    text: {en: x}\n", id.buf);
		strbuf_fini(&id);
	}
}

/* The files as they are in memory. They may put in texts of the libraries around them. */
static struct library *library_of(const struct texts_folder *f)
{
	struct library *l = library_new();
	struct strbuf stubs = STRBUF_INIT;
	for (size_t i = 0; f->others && i < f->files.n; i++)
		texts_folder_stubs(
			((const struct file *)vec_at(&f->files, i))->text.buf, f->others, &stubs);
	if (strstr(stubs.buf, "- id"))
		library_add_memory(l, AROUND, stubs.buf, stubs.len);
	for (size_t i = 0; i < f->files.n; i++) {
		const struct file *file = vec_at(&f->files, i);
		library_add_memory(l, file->path, file->text.buf, file->text.len);
	}
	library_refresh(l);
	strbuf_fini(&stubs);
	return l;
}

static enum rc read_library(struct texts_folder *f, struct err *err)
{
	f->library = library_of(f);
	const struct problems *p = library_problems(f->library);
	if (problems_count(p) == 0)
		return RC_OK;
	struct strbuf first = STRBUF_INIT;
	problem_render(problems_at(p, 0), &first);
	err_set(err, RC_INVALID,
		_("The folder has a file that is not right, and nothing is written beside it: %s"),
		first.buf);
	strbuf_fini(&first);
	return RC_INVALID;
}

static enum rc read_state(struct texts_folder *f, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	json_t *root = NULL, *one;
	size_t i;
	const char *path = arena_printf(f->arena, "%s/%s", f->path, TEXTS_BRING_STATE);
	enum rc rc = path_exists(path) ? path_read_file(path, STATE_MOST, &text, err) : RC_OK;
	if (rc == RC_OK && text.len > 0)
		rc = json_read(text.buf, text.len, &root, err);
	if (rc != RC_OK)
		err_prefix(err, "%s", path);
	json_array_foreach(json_object_get(root, "texts"), i, one)
	{
		struct known k = {.key = arena_strdup(f->arena, json_text(one, "key", f->arena)),
			.id = arena_strdup(f->arena, json_text(one, "id", f->arena)),
			.sum = arena_strdup(f->arena, json_text(one, "sum", f->arena))};
		if (k.key && k.id && k.sum)
			*(struct known *)vec_push(&f->known) = k;
	}
	json_decref(root);
	strbuf_fini(&text);
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

static void index_ids(struct texts_folder *f)
{
	for (size_t i = 0; i < f->files.n; i++) {
		const struct strbuf *t = &((const struct file *)vec_at(&f->files, i))->text;
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

/* Where a text stands that was there when the folder was opened. */
static bool find_place(const struct texts_folder *f, const char *id, struct place *out)
{
	struct indexed wanted = {.id = id};
	const struct indexed *found = f->index.n == 0
		? NULL
		: bsearch(&wanted, f->index.data, f->index.n, sizeof(wanted), by_id);
	if (!found)
		return false;
	const struct strbuf *t = &((const struct file *)vec_at(&f->files, found->file))->text;
	size_t len = strlen(id);
	for (size_t at = 0; at < t->len; at = line_end(t, at)) {
		const char *here;
		if (id_at(t, at, &here) == len && strncmp(here, id, len) == 0) {
			*out = (struct place){
				.file = found->file, .start = at, .len = text_end(t, at) - at};
			return true;
		}
	}
	return false;
}

enum rc texts_folder_open(const char *path, const struct library *others, struct arena *a,
	struct texts_folder **out, struct err *err)
{
	struct texts_folder *f = xcalloc(1, sizeof(*f));
	*f = (struct texts_folder){.path = path,
		.arena = a,
		.others = others,
		.files.size = sizeof(struct file),
		.index.size = sizeof(struct indexed),
		.known.size = sizeof(struct known),
		.ids.size = sizeof(const char *),
		.shorts.size = sizeof(const char *)};
	*out = f;
	enum rc rc = path_exists(path) && !path_is_dir(path)
		? err_set(err, RC_INVALID, _("%s is a file; texts are put into a folder"), path)
		: read_files(f, err);
	if (rc == RC_OK)
		rc = read_library(f, err);
	if (rc == RC_OK)
		rc = read_state(f, err);
	if (rc == RC_OK)
		index_ids(f);
	if (rc != RC_OK)
		texts_folder_free(out);
	return rc;
}

void texts_folder_free(struct texts_folder **folder)
{
	struct texts_folder *f = *folder;
	if (!f)
		return;
	for (size_t i = 0; i < f->files.n; i++)
		strbuf_fini(&((struct file *)vec_at(&f->files, i))->text);
	vec_fini(&f->files);
	vec_fini(&f->index);
	vec_fini(&f->known);
	vec_fini(&f->ids);
	vec_fini(&f->shorts);
	library_free(&f->library);
	free(f);
	*folder = NULL;
}

static const char *sum_of(const char *bytes, size_t n, struct arena *a)
{
	char hex[SHA256_HEX_SIZE];
	sha256_hex(bytes, n, hex);
	return arena_strdup(a, hex);
}

static const char *sum_of_place(const struct texts_folder *f, const struct place *p)
{
	const struct file *file = vec_at(&f->files, p->file);
	return sum_of(file->text.buf + p->start, p->len, f->arena);
}

/* A text of the folder, not one of the libraries around it. */
static const struct library_text *here(const struct texts_folder *f, const char *id)
{
	const struct library_text *t = library_by_id(f->library, id);
	return t && strcmp(t->file, AROUND) != 0 ? t : NULL;
}

/* ---- names ---------------------------------------------------------------------------------- */

static bool is_in(const struct vec *names, const char *name)
{
	for (size_t i = 0; i < names->n; i++)
		if (strcmp(*(const char **)vec_at(names, i), name) == 0)
			return true;
	return false;
}

static struct known *known_by_key(const struct texts_folder *f, const char *key)
{
	for (size_t i = 0; i < f->known.n; i++) {
		struct known *k = vec_at(&f->known, i);
		if (strcmp(k->key, key) == 0)
			return k;
	}
	return NULL;
}

static bool is_known_id(const struct texts_folder *f, const char *id)
{
	for (size_t i = 0; i < f->known.n; i++)
		if (strcmp(((struct known *)vec_at(&f->known, i))->id, id) == 0)
			return true;
	return false;
}

static bool id_taken(const struct texts_folder *f, const char *id)
{
	struct place place;
	return is_in(&f->ids, id) || is_known_id(f, id) || here(f, id) ||
		find_place(f, id, &place) || (f->others && library_by_id(f->others, id));
}

/* A short name of a text that an earlier import wrote is free again: it is given anew. */
static bool short_taken(const struct texts_folder *f, const char *name, const char *id)
{
	const struct library_text *own = library_by_short(f->library, name);
	const struct library_text *there = f->others ? library_by_short(f->others, name) : NULL;
	if (is_in(&f->shorts, name))
		return true;
	if (own && strcmp(own->id, id) != 0 && !is_known_id(f, own->id))
		return true;
	return there && strcmp(there->id, id) != 0 && !is_known_id(f, there->id);
}

static void free_id(struct texts_folder *f, struct texts_gathered *g, struct texts_reading *r)
{
	const char *wished = g->text.id;
	for (int n = 2; id_taken(f, g->text.id); n++)
		g->text.id = arena_printf(f->arena, "%s_%d", wished, n);
	if (g->text.id != wished)
		texts_note_add(r, TEXTS_NOTE_RENAMED, g->line, wished,
			_("the id “%s” is taken; it is “%s”"), wished, g->text.id);
}

static void free_short(struct texts_folder *f, struct texts_gathered *g, struct texts_reading *r)
{
	const char *wished = g->text.short_name;
	if (!*wished)
		return;
	for (int n = 2; short_taken(f, g->text.short_name, g->text.id); n++)
		g->text.short_name = arena_printf(f->arena, "%.20s%d", wished, n);
	if (g->text.short_name != wished)
		texts_note_add(r, TEXTS_NOTE_RENAMED, g->line, wished,
			_("the short name “%s” is taken; it is “%s”"), wished, g->text.short_name);
	*(const char **)vec_push(&f->shorts) = g->text.short_name;
}

/* ---- putting -------------------------------------------------------------------------------- */

static struct strbuf render(const struct library_text *t)
{
	struct strbuf out = STRBUF_INIT;
	library_render_text(t, &out);
	while (out.len > 1 && out.buf[out.len - 2] == '\n' && out.buf[out.len - 1] == '\n')
		strbuf_truncate(&out, out.len - 1);
	return out;
}

static void remember(struct texts_folder *f, const char *key, const char *id, const char *sum)
{
	struct known *k = known_by_key(f, key);
	if (k && strcmp(k->sum, sum) == 0)
		return;
	if (!k) {
		k = vec_push(&f->known);
		k->key = arena_strdup(f->arena, key);
		k->id = id;
	}
	k->sum = sum;
	f->state_changed = true;
}

static void replace(struct texts_folder *f, const struct place *p, const struct strbuf *with)
{
	struct file *file = vec_at(&f->files, p->file);
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

static struct file *file_for(
	struct texts_folder *f, const struct texts_gathered *g, const char *from, size_t more)
{
	const char *slug = texts_slug(g->category, 40, f->arena);
	if (!*slug)
		slug = arena_strndup(f->arena, g->text.id, strcspn(g->text.id, "."));
	for (int n = 1;; n++) {
		const char *path = n == 1
			? arena_printf(f->arena, "%s/%s.yaml", f->path, slug)
			: arena_printf(f->arena, "%s/%s-%d.yaml", f->path, slug, n);
		struct file *file = NULL;
		for (size_t i = 0; i < f->files.n && !file; i++) {
			struct file *one = vec_at(&f->files, i);
			file = strcmp(one->path, path) == 0 ? one : NULL;
		}
		if (!file) {
			file = file_add(f, path);
			strbuf_addf(&file->text, "# ");
			strbuf_addf(&file->text, _("Brought from %s"), from);
			strbuf_addstr(&file->text, "\nformat: carrel-texts/1\ntexts:\n");
			return file;
		}
		if (!file->texts)
			file->texts = texts_in(&file->text);
		if (file->text.len + more < FILE_MOST && file->texts < TEXTS_A_FILE &&
			(file->changed || takes_more(&file->text)))
			return file;
	}
}

static void append(struct texts_folder *f, const struct texts_gathered *g, const char *from,
	const struct strbuf *text)
{
	struct file *file = file_for(f, g, from, text->len);
	if (file->text.len > 0 && file->text.buf[file->text.len - 1] != '\n')
		strbuf_addch(&file->text, '\n');
	strbuf_add(&file->text, text->buf, text->len);
	file->texts++;
	file->changed = true;
}

enum why_kept { TAKEN_OUT, CHANGED_HERE, CHANGED_IN_BOTH, OTHER_WORDS };

static enum texts_fate keep(
	const struct texts_gathered *g, struct texts_reading *r, enum why_kept why)
{
	static const char *const sentences[] = {
		[TAKEN_OUT] = N_("it was taken out here and stays out"),
		[CHANGED_HERE] = N_("it was changed here and stays as it is"),
		[CHANGED_IN_BOTH] = N_("it was changed here and there; it stays as it is here"),
		[OTHER_WORDS] = N_("it is here already, with other words; it stays as it is"),
	};
	texts_note_add(
		r, TEXTS_NOTE_KEPT, g->line, g->text.id, "“%s”: %s", g->text.id, _(sentences[why]));
	return TEXTS_KEPT;
}

/* A text that an earlier import brought. */
static enum texts_fate put_known(struct texts_folder *f, struct texts_gathered *g,
	const struct known *k, struct texts_reading *r)
{
	struct place place;
	g->text.id = k->id;
	free_short(f, g, r);
	struct strbuf now = render(&g->text);
	const char *sum = sum_of(now.buf, now.len, f->arena);
	enum texts_fate fate = TEXTS_UNCHANGED;
	bool theirs_same = strcmp(sum, k->sum) == 0;
	if (!find_place(f, k->id, &place)) {
		fate = keep(g, r, TAKEN_OUT);
	} else if (strcmp(sum_of_place(f, &place), sum) == 0) {
		remember(f, g->key, k->id, sum);
	} else if (strcmp(sum_of_place(f, &place), k->sum) != 0) {
		fate = keep(g, r, theirs_same ? CHANGED_HERE : CHANGED_IN_BOTH);
	} else {
		replace(f, &place, &now);
		remember(f, g->key, k->id, sum);
		fate = TEXTS_UPDATED;
	}
	strbuf_fini(&now);
	return fate;
}

/* Whether the folder has this very text already, written by whoever. */
static bool says_same(const struct texts_folder *f, const struct texts_gathered *g)
{
	const struct library_text *known = here(f, g->text.id);
	if (!known || is_in(&f->ids, g->text.id))
		return false;
	struct strbuf ours = render(&g->text), theirs = render(known);
	bool same = strcmp(ours.buf, theirs.buf) == 0;
	strbuf_fini(&ours);
	strbuf_fini(&theirs);
	return same;
}

static enum texts_fate put_new(
	struct texts_folder *f, struct texts_gathered *g, const char *from, struct texts_reading *r)
{
	struct place place;
	if (says_same(f, g))
		return TEXTS_UNCHANGED;
	if (g->own_id && (here(f, g->text.id) || find_place(f, g->text.id, &place)))
		return keep(g, r, OTHER_WORDS);
	if (!g->own_id)
		free_id(f, g, r);
	free_short(f, g, r);
	*(const char **)vec_push(&f->ids) = g->text.id;
	struct strbuf text = render(&g->text);
	append(f, g, from, &text);
	remember(f, g->key, g->text.id, sum_of(text.buf, text.len, f->arena));
	strbuf_fini(&text);
	return TEXTS_CREATED;
}

enum texts_fate texts_folder_put(struct texts_folder *folder, struct texts_gathered *text,
	const char *from, struct texts_reading *r)
{
	/* Two of theirs with one name: the second goes by its id, which is its own. */
	struct known *k = known_by_key(folder, text->key);
	if (k && k->seen) {
		text->key = arena_printf(folder->arena, "%s#%s", text->key, text->text.id);
		k = known_by_key(folder, text->key);
	}
	enum texts_fate fate = k ? put_known(folder, text, k, r) : put_new(folder, text, from, r);
	k = known_by_key(folder, text->key);
	if (k)
		k->seen = true;
	return fate;
}

/* ---- writing -------------------------------------------------------------------------------- */

enum rc texts_folder_check(const struct texts_folder *f, struct err *err)
{
	struct library *l = library_of(f);
	enum rc rc = RC_OK;
	if (problems_count(library_problems(l)) > 0) {
		struct strbuf first = STRBUF_INIT;
		problem_render(problems_at(library_problems(l), 0), &first);
		rc = err_set(err, RC_INVALID, "%s", first.buf);
		strbuf_fini(&first);
	}
	library_free(&l);
	return rc;
}

void texts_folder_changed(const struct texts_folder *f, struct vec *files)
{
	for (size_t i = 0; i < f->files.n; i++) {
		const struct file *file = vec_at(&f->files, i);
		if (file->changed)
			*(const char **)vec_push(files) = file->path;
	}
}

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct known *)a)->key, ((const struct known *)b)->key);
}

/* One text a line, in the order of their keys, so that version control shows what changed. */
static enum rc write_state(struct texts_folder *f, struct err *err)
{
	struct strbuf out = STRBUF_INIT;
	strbuf_addstr(&out, "{\"format\": \"carrel-import/1\", \"texts\": [");
	qsort(f->known.data, f->known.n, sizeof(struct known), by_key);
	for (size_t i = 0; i < f->known.n; i++) {
		const struct known *k = vec_at(&f->known, i);
		json_t *o = json_object();
		json_object_set_new(o, "key", json_string(k->key));
		json_object_set_new(o, "id", json_string(k->id));
		json_object_set_new(o, "sum", json_string(k->sum));
		char *line = json_dumps(o, JSON_PRESERVE_ORDER);
		strbuf_addf(&out, "%s\n%s", i > 0 ? "," : "", line ? line : "{}");
		free(line);
		json_decref(o);
	}
	strbuf_addstr(&out, "\n]}\n");
	const char *path = arena_printf(f->arena, "%s/%s", f->path, TEXTS_BRING_STATE);
	enum rc rc = path_write_file(path, out.buf, out.len, path_mode(path, 0644), err);
	strbuf_fini(&out);
	return rc;
}

enum rc texts_folder_write(struct texts_folder *f, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; i < f->files.n; i++) {
		const struct file *file = vec_at(&f->files, i);
		struct path_stamp now = path_stamp_of(file->path);
		if (file->changed && !path_stamp_same(&file->stamp, &now))
			return err_set(err, RC_CONFLICT,
				_("%s was written to meanwhile; nothing was brought in. Try "
				  "again."),
				file->path);
	}
	struct vec changed = {.size = sizeof(const char *)};
	texts_folder_changed(f, &changed);
	if (changed.n > 0 || f->state_changed)
		rc = path_make_dirs(f->path, 0755, err);
	for (size_t i = 0; rc == RC_OK && i < f->files.n; i++) {
		const struct file *file = vec_at(&f->files, i);
		if (file->changed)
			rc = path_write_file(file->path, file->text.buf, file->text.len,
				path_mode(file->path, 0644), err);
	}
	if (rc == RC_OK && f->state_changed)
		rc = write_state(f, err);
	vec_fini(&changed);
	return rc;
}
