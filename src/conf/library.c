/* A file is the unit of reading and of failing: its texts live in one arena, and the arena of the
 * last good version stays until a good one replaces it. The index over all files is rebuilt only
 * when some file changed. */
#include "conf/library_private.h"

#include "carrel/arena.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "conf/library_read.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LIBRARY_FILE_MAX = 1 << 20, FOLDERS_DEEP = 8, FILES_MAX = 20000 };

struct library_source {
	char *path;
	char *memory; /* not NULL: the text itself; path is only its name */
	size_t len;
};

struct signature {
	int64_t mtime_ns;
	int64_t size;
	uint64_t inode;
};

struct library_file {
	char *path;
	size_t source;
	struct signature seen_as;
	struct arena *arena; /* of texts */
	struct library_text *texts;
	size_t n;
	struct problems problems; /* of the version on disk, which may not be the one in force */
	bool present;             /* seen in the refresh that is going on */
};

/* ---- files ---------------------------------------------------------------------------------- */

static struct library_file *file_at(const struct library *l, size_t i)
{
	return *(struct library_file **)vec_at(&l->files, i);
}

static void file_free(struct library_file *f)
{
	arena_free(&f->arena);
	problems_fini(&f->problems);
	free(f->path);
	free(f);
}

/* The place of the file, or where it would go. */
static bool file_find(const struct library *l, size_t source, const char *path, size_t *at)
{
	size_t low = 0, high = l->files.n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct library_file *f = file_at(l, mid);
		int c = f->source != source ? (f->source < source ? -1 : 1) : strcmp(f->path, path);
		if (c == 0) {
			*at = mid;
			return true;
		}
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	*at = low;
	return false;
}

static struct library_file *file_get(struct library *l, size_t source, const char *path)
{
	size_t at;
	if (file_find(l, source, path, &at))
		return file_at(l, at);
	struct library_file *f = xcalloc(1, sizeof *f);
	f->path = xstrdup(path);
	f->source = source;
	f->seen_as.size = -1;
	problems_init(&f->problems);
	*(struct library_file **)vec_insert(&l->files, at) = f;
	return f;
}

static bool file_take(struct library_file *f, const char *text, size_t len)
{
	problems_fini(&f->problems);
	problems_init(&f->problems);
	struct arena *arena = arena_new();
	struct library_text *texts;
	size_t n;
	library_read(text, len, f->path, arena, &f->problems, &texts, &n);
	if (problems_count(&f->problems)) {
		arena_free(&arena);
		return false;
	}
	arena_free(&f->arena);
	f->arena = arena;
	f->texts = texts;
	f->n = n;
	return true;
}

static bool file_read(struct library_file *f)
{
	struct strbuf text = STRBUF_INIT;
	struct err err = {0};
	bool changed = false;
	if (path_read_file(f->path, LIBRARY_FILE_MAX, &text, &err) == RC_OK) {
		changed = file_take(f, text.buf, text.len);
	} else {
		problems_fini(&f->problems);
		problems_init(&f->problems);
		problems_add(&f->problems, f->path, 0, 0, "", "%s", err.text);
	}
	strbuf_fini(&text);
	return changed;
}

/* ---- sources -------------------------------------------------------------------------------- */

static bool is_texts_file(const char *name)
{
	size_t len = strlen(name);
	return (len > 5 && strcmp(name + len - 5, ".yaml") == 0) ||
		(len > 4 && strcmp(name + len - 4, ".yml") == 0);
}

struct walk {
	struct library *l;
	size_t source;
	size_t reads; /* files that may still be read in this slice */
	bool changed, more;
};

/* Reads the file if it is not as it was seen last. One that finds no room in the slice keeps its old
 * signature, so that the next slice finds it again. */
static void file_refresh(struct walk *w, const char *path, const struct stat *st)
{
	struct library_file *f = file_get(w->l, w->source, path);
	struct signature now = {
		.mtime_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
		.size = st->st_size,
		.inode = st->st_ino,
	};
	f->present = true;
	if (f->seen_as.size == now.size && f->seen_as.mtime_ns == now.mtime_ns &&
		f->seen_as.inode == now.inode)
		return;
	if (!w->reads) {
		w->more = true;
		return;
	}
	w->reads--;
	f->seen_as = now;
	w->changed |= file_read(f);
}

static void walk_folder(struct walk *w, const char *folder, int depth);

static void walk_path(struct walk *w, const char *path, bool named, int depth)
{
	struct stat st;
	if (stat(path, &st) != 0) {
		if (named)
			problems_add(&w->l->problems, path, 0, 0, "", "cannot be read: %s",
				strerror(errno));
		return;
	}
	if (S_ISDIR(st.st_mode))
		walk_folder(w, path, depth);
	else if (S_ISREG(st.st_mode) && (named || is_texts_file(path)))
		file_refresh(w, path, &st);
}

static void walk_folder(struct walk *w, const char *folder, int depth)
{
	DIR *dir = depth < FOLDERS_DEEP ? opendir(folder) : NULL;
	if (!dir) {
		problems_add(&w->l->problems, folder, 0, 0, "", "%s",
			depth < FOLDERS_DEEP ? "the folder cannot be read"
					     : "folders are nested too deeply");
		return;
	}
	struct strbuf path = STRBUF_INIT;
	for (struct dirent *e; (e = readdir(dir)) && w->l->files.n < FILES_MAX;) {
		if (e->d_name[0] == '.')
			continue;
		strbuf_reset(&path);
		path_join(&path, folder, e->d_name);
		walk_path(w, path.buf, false, depth + 1);
	}
	strbuf_fini(&path);
	closedir(dir);
}

static void walk_memory(struct walk *w, const struct library_source *source)
{
	struct library_file *f = file_get(w->l, w->source, source->path);
	f->present = true;
	if (f->seen_as.size >= 0)
		return;
	f->seen_as.size = (int64_t)source->len;
	w->changed |= file_take(f, source->memory, source->len);
}

static bool drop_missing(struct library *l)
{
	bool changed = false;
	for (size_t i = l->files.n; i-- > 0;) {
		struct library_file *f = file_at(l, i);
		if (f->present)
			continue;
		changed |= f->n > 0;
		file_free(f);
		vec_remove(&l->files, i);
	}
	return changed;
}

/* ---- index ---------------------------------------------------------------------------------- */

struct candidate {
	const struct library_text *text;
	size_t source, order;
};

/* By id; of one id the later source first, of one source the earlier file first. */
static int compare_ids(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	int c = strcmp(x->text->id, y->text->id);
	if (c)
		return c;
	if (x->source != y->source)
		return x->source > y->source ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static int compare_shorts(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	int c = strcmp(x->text->short_name, y->text->short_name);
	if (c)
		return c;
	if (x->source != y->source)
		return x->source > y->source ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static void index_ids(struct library *l, struct vec *all)
{
	if (all->n)
		qsort(all->data, all->n, sizeof(struct candidate), compare_ids);
	size_t kept = 0;
	for (size_t i = 0; i < all->n; i++) {
		const struct candidate c = *(struct candidate *)vec_at(all, i);
		const struct candidate *winner = kept ? vec_at(all, kept - 1) : NULL;
		if (winner && strcmp(winner->text->id, c.text->id) == 0) {
			if (winner->source == c.source)
				problems_add(&l->index_problems, c.text->file, c.text->line, 1,
					c.text->id,
					"another text has this id, %s line %d; that one is used",
					winner->text->file, winner->text->line);
			continue;
		}
		*(struct candidate *)vec_at(all, kept++) = c;
		*(const struct library_text **)vec_push(&l->index) = c.text;
	}
	all->n = kept;
}

static void index_shorts(struct library *l, struct vec *all)
{
	if (all->n)
		qsort(all->data, all->n, sizeof(struct candidate), compare_shorts);
	const struct candidate *winner = NULL;
	for (size_t i = 0; i < all->n; i++) {
		const struct candidate *c = vec_at(all, i);
		if (!*c->text->short_name)
			continue;
		if (winner && strcmp(winner->text->short_name, c->text->short_name) == 0) {
			if (winner->source == c->source)
				problems_add(&l->index_problems, c->text->file, c->text->line, 1,
					c->text->id, "the short name '%s' already stands for %s",
					c->text->short_name, winner->text->id);
			continue;
		}
		winner = c;
		*(const struct library_text **)vec_push(&l->by_short) = c->text;
	}
}

static void rebuild(struct library *l)
{
	struct vec all = {.size = sizeof(struct candidate)};
	vec_clear(&l->index);
	vec_clear(&l->by_short);
	library_forget_folds(l);
	problems_fini(&l->index_problems);
	problems_init(&l->index_problems);
	for (size_t i = 0; i < l->files.n; i++) {
		const struct library_file *f = file_at(l, i);
		for (size_t j = 0; j < f->n; j++)
			*(struct candidate *)vec_push(&all) = (struct candidate){
				.text = &f->texts[j], .source = f->source, .order = all.n};
	}
	index_ids(l, &all);
	index_shorts(l, &all);
	vec_fini(&all);
}

/* ---- public --------------------------------------------------------------------------------- */

struct library *library_new(void)
{
	struct library *l = xcalloc(1, sizeof *l);
	l->sources.size = sizeof(struct library_source);
	l->files.size = sizeof(struct library_file *);
	l->index.size = l->by_short.size = sizeof(const struct library_text *);
	problems_init(&l->problems);
	problems_init(&l->index_problems);
	return l;
}

void library_free(struct library **library)
{
	struct library *l = *library;
	if (!l)
		return;
	library_forget_folds(l);
	for (size_t i = 0; i < l->files.n; i++)
		file_free(file_at(l, i));
	for (size_t i = 0; i < l->sources.n; i++) {
		struct library_source *s = vec_at(&l->sources, i);
		free(s->path);
		free(s->memory);
	}
	vec_fini(&l->files);
	vec_fini(&l->sources);
	vec_fini(&l->index);
	vec_fini(&l->by_short);
	problems_fini(&l->problems);
	problems_fini(&l->index_problems);
	free(l);
	*library = NULL;
}

void library_add_source(struct library *l, const char *path)
{
	struct library_source *s = vec_push(&l->sources);
	s->path = xstrdup(path);
}

void library_add_memory(struct library *l, const char *name, const char *text, size_t len)
{
	struct library_source *s = vec_push(&l->sources);
	s->path = xstrdup(name);
	s->memory = xmalloc(len + 1);
	memcpy(s->memory, text, len);
	s->memory[len] = '\0';
	s->len = len;
}

bool library_refresh_some(struct library *l, size_t files, bool *more)
{
	problems_fini(&l->problems);
	problems_init(&l->problems);
	for (size_t i = 0; i < l->files.n; i++)
		file_at(l, i)->present = false;
	struct walk w = {.l = l, .reads = files};
	for (size_t i = 0; i < l->sources.n; i++) {
		const struct library_source *s = vec_at(&l->sources, i);
		w.source = i;
		if (s->memory)
			walk_memory(&w, s);
		else
			walk_path(&w, s->path, true, 0);
	}
	w.changed |= drop_missing(l);
	if (w.changed)
		rebuild(l);
	for (size_t i = 0; i < l->files.n; i++)
		problems_append(&l->problems, &file_at(l, i)->problems);
	problems_append(&l->problems, &l->index_problems);
	*more = w.more;
	return w.changed;
}

bool library_refresh(struct library *l)
{
	bool more;
	return library_refresh_some(l, SIZE_MAX, &more);
}

const struct problems *library_problems(const struct library *l)
{
	return &l->problems;
}

size_t library_count(const struct library *l)
{
	return l->index.n;
}

const struct library_text *library_at(const struct library *l, size_t i)
{
	return *(const struct library_text **)vec_at(&l->index, i);
}

const struct library_text *library_by_id(const struct library *l, const char *id)
{
	size_t low = 0, high = l->index.n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = strcmp(library_at(l, mid)->id, id);
		if (c == 0)
			return library_at(l, mid);
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const struct library_text *library_by_short(const struct library *l, const char *short_name)
{
	size_t low = 0, high = l->by_short.n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct library_text *t =
			*(const struct library_text **)vec_at(&l->by_short, mid);
		int c = strcmp(t->short_name, short_name);
		if (c == 0)
			return t;
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}
