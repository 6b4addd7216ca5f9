#include "conf/filestack.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_MAX = 1 << 20, FOLDERS_DEEP = 8, FILES_MAX = 20000 };

struct filestack_source {
	char *path;
	char *memory; /* not NULL: the text itself; path is only its name */
	size_t len;
	int scope;
	bool optional; /* need not be there */
};

void filestack_init(struct filestack *fs, filestack_read_fn *read, void *arg)
{
	*fs = (struct filestack){.read = read, .arg = arg};
	fs->sources.size = sizeof(struct filestack_source);
	fs->files.size = sizeof(struct filestack_file *);
	problems_init(&fs->problems);
}

static void file_free(struct filestack_file *f)
{
	arena_free(&f->arena);
	problems_fini(&f->problems);
	free(f->path);
	free(f);
}

void filestack_fini(struct filestack *fs)
{
	for (size_t i = 0; i < fs->files.n; i++)
		file_free(filestack_at(fs, i));
	for (size_t i = 0; i < fs->sources.n; i++) {
		struct filestack_source *s = vec_at(&fs->sources, i);
		free(s->path);
		free(s->memory);
	}
	vec_fini(&fs->files);
	vec_fini(&fs->sources);
	problems_fini(&fs->problems);
}

void filestack_add(struct filestack *fs, const char *path, int scope)
{
	struct filestack_source *s = vec_push(&fs->sources);
	s->path = xstrdup(path);
	s->scope = scope;
}

void filestack_add_optional(struct filestack *fs, const char *path, int scope)
{
	filestack_add(fs, path, scope);
	struct filestack_source *s = vec_at(&fs->sources, fs->sources.n - 1);
	s->optional = true;
}

void filestack_add_memory(
	struct filestack *fs, const char *name, const char *text, size_t len, int scope)
{
	struct filestack_source *s = vec_push(&fs->sources);
	s->path = xstrdup(name);
	s->memory = xmalloc(len + 1);
	memcpy(s->memory, text, len);
	s->memory[len] = '\0';
	s->len = len;
	s->scope = scope;
}

/* ---- files ---------------------------------------------------------------------------------- */

size_t filestack_count(const struct filestack *fs)
{
	return fs->files.n;
}

struct filestack_file *filestack_at(const struct filestack *fs, size_t i)
{
	return *(struct filestack_file **)vec_at(&fs->files, i);
}

/* The place of the file, or where it would go. */
static bool file_find(const struct filestack *fs, size_t source, const char *path, size_t *at)
{
	size_t low = 0, high = fs->files.n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct filestack_file *f = filestack_at(fs, mid);
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

static struct filestack_file *file_get(struct filestack *fs, size_t source, const char *path)
{
	size_t at;
	if (file_find(fs, source, path, &at))
		return filestack_at(fs, at);
	const struct filestack_source *s = vec_at(&fs->sources, source);
	struct filestack_file *f = xcalloc(1, sizeof *f);
	f->path = xstrdup(path);
	f->source = source;
	f->scope = s->scope;
	f->folder = s->path;
	f->seen_as.size = -1;
	problems_init(&f->problems);
	*(struct filestack_file **)vec_insert(&fs->files, at) = f;
	return f;
}

static bool file_take(
	const struct filestack *fs, struct filestack_file *f, const char *text, size_t len)
{
	problems_fini(&f->problems);
	problems_init(&f->problems);
	struct arena *arena = arena_new();
	void *content = fs->read(fs->arg, f, text, len, arena, &f->problems);
	if (problems_count(&f->problems)) {
		arena_free(&arena);
		return false;
	}
	arena_free(&f->arena);
	f->arena = arena;
	f->content = content;
	return true;
}

static bool file_read(const struct filestack *fs, struct filestack_file *f)
{
	struct strbuf text = STRBUF_INIT;
	struct err err = {0};
	bool changed = false;
	if (path_read_file(f->path, FILE_MAX, &text, &err) == RC_OK) {
		changed = file_take(fs, f, text.buf, text.len);
	} else {
		problems_fini(&f->problems);
		problems_init(&f->problems);
		problems_add(&f->problems, f->path, 0, 0, "", "%s", err.text);
	}
	strbuf_fini(&text);
	return changed;
}

/* ---- sources -------------------------------------------------------------------------------- */

static bool is_yaml_file(const char *name)
{
	size_t len = strlen(name);
	return (len > 5 && strcmp(name + len - 5, ".yaml") == 0) ||
		(len > 4 && strcmp(name + len - 4, ".yml") == 0);
}

struct walk {
	struct filestack *fs;
	size_t source;
	size_t reads; /* files that may still be read in this slice */
	bool changed, more;
};

/* Reads the file if it is not as it was seen last. One that finds no room in the slice keeps its old
 * stamp, so that the next slice finds it again. */
static void file_refresh(struct walk *w, const char *path, const struct stat *st)
{
	struct filestack_file *f = file_get(w->fs, w->source, path);
	struct path_stamp now = path_stamp(st);
	f->present = true;
	if (path_stamp_same(&f->seen_as, &now))
		return;
	if (!w->reads) {
		w->more = true;
		return;
	}
	w->reads--;
	f->seen_as = now;
	w->changed |= file_read(w->fs, f);
}

static void walk_folder(struct walk *w, const char *folder, int depth);

static void walk_path(struct walk *w, const char *path, bool named, int depth)
{
	struct stat st;
	if (stat(path, &st) != 0) {
		const struct filestack_source *s = vec_at(&w->fs->sources, w->source);
		if (named && !(s->optional && errno == ENOENT))
			problems_add(&w->fs->problems, path, 0, 0, "", _("cannot be read: %s"),
				strerror(errno));
		return;
	}
	if (S_ISDIR(st.st_mode))
		walk_folder(w, path, depth);
	else if (S_ISREG(st.st_mode) && (named || is_yaml_file(path)))
		file_refresh(w, path, &st);
}

static void walk_folder(struct walk *w, const char *folder, int depth)
{
	DIR *dir = depth < FOLDERS_DEEP ? opendir(folder) : NULL;
	if (!dir) {
		problems_add(&w->fs->problems, folder, 0, 0, "", "%s",
			depth < FOLDERS_DEEP ? _("the folder cannot be read")
					     : _("folders are nested too deeply"));
		return;
	}
	struct strbuf path = STRBUF_INIT;
	for (struct dirent *e; (e = readdir(dir)) && w->fs->files.n < FILES_MAX;) {
		if (e->d_name[0] == '.')
			continue;
		strbuf_reset(&path);
		path_join(&path, folder, e->d_name);
		walk_path(w, path.buf, false, depth + 1);
	}
	strbuf_fini(&path);
	closedir(dir);
}

static void walk_memory(struct walk *w, const struct filestack_source *source)
{
	struct filestack_file *f = file_get(w->fs, w->source, source->path);
	f->present = true;
	if (f->seen_as.size >= 0)
		return;
	f->seen_as.size = (int64_t)source->len;
	w->changed |= file_take(w->fs, f, source->memory, source->len);
}

static bool drop_missing(struct filestack *fs)
{
	bool changed = false;
	for (size_t i = fs->files.n; i-- > 0;) {
		struct filestack_file *f = filestack_at(fs, i);
		if (f->present)
			continue;
		changed |= f->content != NULL;
		file_free(f);
		vec_remove(&fs->files, i);
	}
	return changed;
}

bool filestack_refresh(struct filestack *fs, size_t files, bool *more)
{
	problems_fini(&fs->problems);
	problems_init(&fs->problems);
	for (size_t i = 0; i < fs->files.n; i++)
		filestack_at(fs, i)->present = false;
	struct walk w = {.fs = fs, .reads = files};
	for (size_t i = 0; i < fs->sources.n; i++) {
		const struct filestack_source *s = vec_at(&fs->sources, i);
		w.source = i;
		if (s->memory)
			walk_memory(&w, s);
		else
			walk_path(&w, s->path, true, 0);
	}
	w.changed |= drop_missing(fs);
	*more = w.more;
	return w.changed;
}

void filestack_problems(const struct filestack *fs, struct problems *out)
{
	problems_append(out, &fs->problems);
	for (size_t i = 0; i < fs->files.n; i++)
		problems_append(out, &filestack_at(fs, i)->problems);
}

size_t filestack_stale(const struct filestack *fs, struct arena *a, const char *const **paths)
{
	const char **list = arena_array(a, fs->files.n + 1, sizeof *list);
	size_t n = 0;
	for (size_t i = 0; i < fs->files.n; i++) {
		const struct filestack_file *f = filestack_at(fs, i);
		if (f->content && problems_count(&f->problems))
			list[n++] = f->path;
	}
	*paths = list;
	return n;
}
