/* texts_folder.c - what becomes of each text that is brought: new, the same, another, or left as it was
 * changed here. */
#include "app/texts_files.h"
#include "carrel/texts_folder.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/json.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/sha256.h"
#include "carrel/strbuf.h"
#include "carrel/yaml.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { STATE_MOST = 4 * 1024 * 1024 };

struct known {
	const char *key, *id, *sum;
	bool seen; /* in this import */
};

struct texts_folder {
	const char *path;
	struct arena *arena;
	const struct library *others;
	struct library *library; /* of the folder as it was */
	struct texts_files files;
	struct vec known;  /* struct known, of the state file */
	struct vec ids;    /* const char *: given in this import */
	struct vec shorts; /* const char *: the same */
	bool state_changed;
};

/* ---- reading -------------------------------------------------------------------------------- */

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
	for (size_t i = 0; f->others && i < f->files.all.n; i++)
		texts_folder_stubs(texts_files_at(&f->files, i)->text.buf, f->others, &stubs);
	if (strstr(stubs.buf, "- id"))
		library_add_memory(l, AROUND, stubs.buf, stubs.len);
	for (size_t i = 0; i < f->files.all.n; i++) {
		const struct texts_file *file = texts_files_at(&f->files, i);
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

enum rc texts_folder_open(const char *path, const struct library *others, struct arena *a,
	struct texts_folder **out, struct err *err)
{
	struct texts_folder *f = xcalloc(1, sizeof(*f));
	*f = (struct texts_folder){.path = path,
		.arena = a,
		.others = others,
		.known.size = sizeof(struct known),
		.ids.size = sizeof(const char *),
		.shorts.size = sizeof(const char *)};
	*out = f;
	enum rc rc = path_exists(path) && !path_is_dir(path)
		? err_set(err, RC_INVALID, _("%s is a file; texts are put into a folder"), path)
		: texts_files_open(&f->files, path, a, err);
	if (rc == RC_OK)
		rc = read_library(f, err);
	if (rc == RC_OK)
		rc = read_state(f, err);
	if (rc != RC_OK)
		texts_folder_free(out);
	return rc;
}

void texts_folder_free(struct texts_folder **folder)
{
	struct texts_folder *f = *folder;
	if (!f)
		return;
	texts_files_fini(&f->files);
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

static const char *sum_of_place(const struct texts_folder *f, const struct texts_place *p)
{
	const struct texts_file *file = texts_files_at(&f->files, p->file);
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
	struct texts_place place;
	return is_in(&f->ids, id) || is_known_id(f, id) || here(f, id) ||
		texts_files_find(&f->files, id, &place) ||
		(f->others && library_by_id(f->others, id));
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

/* As it stands in that file: what the file says for all its texts is not said again. */
static struct strbuf render_in(
	const struct texts_folder *f, struct texts_file *file, const struct texts_gathered *g)
{
	struct library_text t = g->text;
	enum library_scope scope;
	t.file_manners = g->whole ? texts_files_manners(&f->files, file, &scope) : NULL;
	t.scope_said = g->whole && t.scope > scope;
	return render(&t);
}

/* By itself, as the other one is rendered, too. */
static struct strbuf render_alone(const struct library_text *t, bool whole)
{
	struct library_text copy = *t;
	copy.file_manners = whole ? &library_manners_builtin : NULL;
	copy.scope_said = whole && t->scope != LIBRARY_SHARED;
	return render(&copy);
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

/* The first part of the name of the file it goes to. */
static const char *stem_of(const struct texts_folder *f, const struct texts_gathered *g)
{
	const char *slug = texts_slug(g->category, 40, f->arena);
	return *slug ? slug : arena_strndup(f->arena, g->text.id, strcspn(g->text.id, "."));
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
	struct texts_place place;
	g->text.id = k->id;
	free_short(f, g, r);
	if (!texts_files_find(&f->files, k->id, &place))
		return keep(g, r, TAKEN_OUT);
	struct strbuf now = render_in(f, vec_at(&f->files.all, place.file), g);
	const char *sum = sum_of(now.buf, now.len, f->arena);
	enum texts_fate fate = TEXTS_UNCHANGED;
	bool theirs_same = strcmp(sum, k->sum) == 0;
	if (strcmp(sum_of_place(f, &place), sum) == 0) {
		remember(f, g->key, k->id, sum);
	} else if (strcmp(sum_of_place(f, &place), k->sum) != 0) {
		fate = keep(g, r, theirs_same ? CHANGED_HERE : CHANGED_IN_BOTH);
	} else {
		texts_files_replace(&f->files, &place, &now);
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
	struct strbuf ours = render_alone(&g->text, g->whole);
	struct strbuf theirs = render_alone(known, g->whole);
	bool same = strcmp(ours.buf, theirs.buf) == 0;
	strbuf_fini(&ours);
	strbuf_fini(&theirs);
	return same;
}

static enum texts_fate put_new(
	struct texts_folder *f, struct texts_gathered *g, const char *from, struct texts_reading *r)
{
	struct texts_place place;
	if (says_same(f, g))
		return TEXTS_UNCHANGED;
	if (g->own_id && (here(f, g->text.id) || texts_files_find(&f->files, g->text.id, &place)))
		return keep(g, r, OTHER_WORDS);
	if (!g->own_id)
		free_id(f, g, r);
	free_short(f, g, r);
	*(const char **)vec_push(&f->ids) = g->text.id;
	struct strbuf text = render_alone(&g->text, g->whole);
	struct texts_file *file = texts_files_for(&f->files, stem_of(f, g), from, text.len);
	strbuf_fini(&text);
	text = render_in(f, file, g);
	texts_files_append(file, &text);
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

static bool same_right(const struct library_right *x, const struct library_right *y)
{
	struct library_right left = *x, right = *y;
	struct strbuf one = STRBUF_INIT, other = STRBUF_INIT;
	left.scope_said = right.scope_said = false;
	library_render_right(&left, &one);
	library_render_right(&right, &other);
	bool same = strcmp(one.buf, other.buf) == 0;
	strbuf_fini(&one);
	strbuf_fini(&other);
	return same;
}

bool texts_folder_put_right(struct texts_folder *f, const struct library_right *right,
	const char *from, struct texts_reading *r)
{
	const struct library_right *known = library_right(f->library, right->id);
	if (!known && f->others)
		known = library_right(f->others, right->id);
	if (known && !same_right(known, right))
		texts_note_add(r, TEXTS_NOTE_KEPT, right->line, right->id, "“%s”: %s", right->id,
			_("it is here already, with other words; it stays as it is"));
	if (known || is_in(&f->ids, right->id))
		return false;
	*(const char **)vec_push(&f->ids) = right->id;
	struct strbuf text = STRBUF_INIT;
	struct library_right card = *right;
	card.scope_said = card.scope != LIBRARY_SHARED;
	library_render_right(&card, &text);
	texts_files_append(texts_files_for_rights(&f->files, from), &text);
	strbuf_fini(&text);
	return true;
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

void texts_folder_changed(const struct texts_folder *f, struct vec *files)
{
	texts_files_changed(&f->files, files);
}

enum rc texts_folder_write(struct texts_folder *f, struct err *err)
{
	enum rc rc = f->state_changed ? path_make_dirs(f->path, 0755, err) : RC_OK;
	if (rc == RC_OK)
		rc = texts_files_write(&f->files, err);
	if (rc == RC_OK && f->state_changed)
		rc = write_state(f, err);
	return rc;
}
