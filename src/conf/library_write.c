/* Puts one text into a file of texts and leaves every other line of it alone. Within the text only
 * the keys that changed are written again, so that remarks and line breaks beside them stay. */
#include "carrel/library.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"
#include "conf/library_read.h"
#include "conf/library_render.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 1 << 20, DASH = 2, MODE_NEW = 0640 };

static const char head[] = "format: carrel-texts/1\ntexts:\n";

/* A file taken apart. */
struct sheet {
	const char *path;
	struct strbuf text;
	struct vec lines; /* of size_t: where each begins; one more for the end */
	struct yaml *doc;
	struct arena *a;
	struct problems problems;
	struct library_file *content;
	struct path_stamp stamp;
	mode_t mode;
};

/* Lines from..to of the file, counted from 1, `to` not included. */
struct span {
	int from, to;
};

static void sheet_fini(struct sheet *s)
{
	strbuf_fini(&s->text);
	vec_fini(&s->lines);
	if (s->doc)
		yaml_close(&s->doc);
	problems_fini(&s->problems);
	arena_free(&s->a);
}

static void sheet_lines(struct sheet *s)
{
	s->lines.size = sizeof(size_t);
	*(size_t *)vec_push(&s->lines) = 0;
	for (size_t i = 0; i < s->text.len; i++)
		if (s->text.buf[i] == '\n' && i + 1 < s->text.len)
			*(size_t *)vec_push(&s->lines) = i + 1;
	*(size_t *)vec_push(&s->lines) = s->text.len;
}

static enum rc sheet_read(struct sheet *s, const struct path_stamp *seen, struct err *err)
{
	struct stat st;
	s->a = arena_new();
	problems_init(&s->problems);
	s->mode = MODE_NEW;
	if (stat(s->path, &st) == 0) {
		s->stamp = path_stamp(&st);
		s->mode = st.st_mode & 0777;
		enum rc rc = path_read_file(s->path, FILE_MAX, &s->text, err);
		if (rc != RC_OK)
			return rc;
	} else if (errno != ENOENT) {
		return err_set(err, RC_IO, _("The file %s could not be opened: %s."), s->path,
			strerror(errno));
	}
	if (seen && !path_stamp_same(seen, &s->stamp))
		return err_set(err, RC_CONFLICT,
			_("%s was changed meanwhile by somebody else. Nothing is written; read it "
			  "again."),
			s->path);
	if (!s->text.len)
		strbuf_addstr(&s->text, head);
	if (s->text.buf[s->text.len - 1] != '\n')
		strbuf_addch(&s->text, '\n');
	sheet_lines(s);
	return RC_OK;
}

/* A file that is not good is not written to: what is broken in it could swallow what is added. */
static enum rc sheet_parse(struct sheet *s, struct err *err)
{
	s->doc = yaml_parse(s->text.buf, s->text.len, s->path, "texts", &s->problems);
	if (s->doc)
		s->content = library_read(
			s->text.buf, s->text.len, s->path, LIBRARY_SHARED, s->a, &s->problems);
	if (!problems_count(&s->problems))
		return RC_OK;
	const struct problem *p = problems_at(&s->problems, 0);
	return err_set(err, RC_INVALID,
		_("%s has a mistake in line %d: %s. Nothing is written; mend it first."), s->path,
		p->line, p->message);
}

/* ---- where things stand --------------------------------------------------------------------- */

static size_t line_at(const struct sheet *s, int line)
{
	size_t i = (size_t)(line - 1);
	return *(size_t *)vec_at(&s->lines, i < s->lines.n ? i : s->lines.n - 1);
}

static int end_line(const struct sheet *s)
{
	return (int)s->lines.n;
}

/* Steps back over empty lines and remarks that stand no deeper than `deep`: they belong to what
 * follows. */
static int back_over_remarks(const struct sheet *s, int from, int to, size_t deep)
{
	while (to > from + 1) {
		const char *line = s->text.buf + line_at(s, to - 1);
		size_t indent = strspn(line, " ");
		if (line[indent] != '\n' && !(line[indent] == '#' && indent <= deep))
			break;
		to--;
	}
	return to;
}

/* The column (from 0) of the dash that begins a text, or -1 if it is written within brackets. */
static int dash_of(const struct sheet *s, const struct yaml_node *item)
{
	const char *line = s->text.buf + line_at(s, item->line);
	size_t indent = strspn(line, " ");
	if (item->kind != YAML_MAP || line[indent] != '-' || line[indent + 1] != ' ')
		return -1;
	size_t key = indent + 1 + strspn(line + indent + 1, " ");
	return line[key] != '{' && key + 1 == (size_t)item->column ? (int)indent : -1;
}

static struct span item_span(const struct sheet *s, const struct yaml_node *item, size_t dash)
{
	const struct yaml_node *list = item->parent;
	int to = item->next ? item->next->line : list->next ? list->next->key_line : end_line(s);
	return (struct span){item->line, back_over_remarks(s, item->line, to, dash)};
}

static const struct yaml_node *item_with_id(const struct sheet *s, const char *id)
{
	const struct yaml_node *texts = yaml_get(yaml_root(s->doc), "texts");
	for (const struct yaml_node *c = texts && texts->kind == YAML_LIST ? texts->first : NULL; c;
		c = c->next) {
		const struct yaml_node *name = yaml_get(c, "id");
		if (name && strcmp(name->text, id) == 0)
			return c;
	}
	return NULL;
}

/* ---- one text ------------------------------------------------------------------------------- */

static void add_lines(const struct sheet *s, struct strbuf *out, int from, int to)
{
	size_t start = line_at(s, from), end = line_at(s, to);
	strbuf_add(out, s->text.buf + start, end - start);
}

struct rewrite {
	const struct sheet *s;
	const struct library_text *old, *new;
	size_t dash, keys; /* columns */
	int end;           /* line after the text */
	struct strbuf *out;
};

static size_t place_of_key(const char *key)
{
	size_t i = 0;
	while (library_keys[i] && strcmp(library_keys[i], key) != 0)
		i++;
	return i;
}

static bool in_map(const struct yaml_node *item, const char *key)
{
	return yaml_get(item, key) != NULL;
}

/* A key that was there: its own lines if it says the same, else written anew in its place. */
static void rewrite_key(const struct rewrite *w, const struct yaml_node *key, int to)
{
	struct strbuf before = STRBUF_INIT, after = STRBUF_INIT;
	library_render_key(w->old, key->key, w->keys, w->s->a, &before);
	library_render_key(w->new, key->key, w->keys, w->s->a, &after);
	if (strcmp(before.buf, after.buf) == 0)
		add_lines(w->s, w->out, key->key_line, to);
	else
		strbuf_addstr(w->out, after.buf);
	strbuf_fini(&before);
	strbuf_fini(&after);
}

/* Keys that are new stand behind the one they follow by custom. */
static void add_new_keys(
	const struct rewrite *w, const struct yaml_node *item, const struct yaml_node *key)
{
	for (size_t i = place_of_key(key->key) + 1;
		library_keys[i] && !in_map(item, library_keys[i]); i++)
		library_render_key(w->new, library_keys[i], w->keys, w->s->a, w->out);
}

static void rewrite_item(const struct rewrite *w, const struct yaml_node *item)
{
	size_t from = w->out->len;
	for (const struct yaml_node *key = item->first; key; key = key->next) {
		const struct yaml_node *next = key->next;
		int to = next ? back_over_remarks(w->s, key->key_line, next->key_line, w->keys)
			      : w->end;
		rewrite_key(w, key, to);
		add_new_keys(w, item, key);
		if (next)
			add_lines(w->s, w->out, to, next->key_line);
	}
	w->out->buf[from + w->dash] = '-';
}

/* Where a new text goes: after the last one, or below `texts:`. */
static void add_item(const struct sheet *s, const struct library_text *t, struct strbuf *out)
{
	const struct yaml_node *texts = yaml_get(yaml_root(s->doc), "texts");
	const struct yaml_node *last = texts ? texts->first : NULL;
	while (last && last->next)
		last = last->next;
	int dash = last ? dash_of(s, last) : DASH;
	size_t column = dash >= 0 ? (size_t)dash : DASH;
	int at = last   ? item_span(s, last, column).to
		: texts ? texts->key_line + 1
			: back_over_remarks(s, 1, end_line(s), 0);
	add_lines(s, out, 1, at);
	if (!texts)
		strbuf_addstr(out, "\ntexts:\n");
	else if (last)
		strbuf_addch(out, '\n');
	library_render_item(t, column, s->a, out);
	if (at < end_line(s) && !last && texts)
		strbuf_addch(out, '\n');
	add_lines(s, out, at, end_line(s));
}

static enum rc place_text(
	const struct sheet *s, const struct library_text *t, struct strbuf *out, struct err *err)
{
	const struct yaml_node *texts = yaml_get(yaml_root(s->doc), "texts");
	const struct yaml_node *item = item_with_id(s, t->id);
	const struct yaml_node *any = item ? item : texts ? texts->first : NULL;
	int dash = any ? dash_of(s, any) : DASH;
	if (dash < 0 || (texts && texts->kind == YAML_LIST && !texts->count))
		return err_set(err, RC_INVALID,
			_("%s line %d is written within brackets, which is left alone. Please put "
			  "the text there by hand."),
			s->path, any ? any->line : texts->line);
	/* What its manners are stays true in a file that says others of its own. */
	struct library_text here = *t;
	here.file_manners = t->manners ? s->content->manners : NULL;
	if (!item) {
		add_item(s, &here, out);
		return RC_OK;
	}
	struct span span = item_span(s, item, (size_t)dash);
	struct rewrite w = {.s = s,
		.old = &s->content->texts[item->index],
		.new = &here,
		.dash = (size_t)dash,
		.keys = (size_t)item->column - 1,
		.end = span.to,
		.out = out};
	add_lines(s, out, 1, span.from);
	rewrite_item(&w, item);
	add_lines(s, out, span.to, end_line(s));
	return RC_OK;
}

/* ---- the file ------------------------------------------------------------------------------- */

/* What is about to be written has to be read again without a problem. */
static enum rc verify(const struct sheet *s, const struct strbuf *out, struct err *err)
{
	struct problems problems;
	struct arena *a = arena_new();
	enum rc rc = RC_OK;
	problems_init(&problems);
	library_read(out->buf, out->len, s->path, LIBRARY_SHARED, a, &problems);
	if (problems_count(&problems)) {
		const struct problem *p = problems_at(&problems, 0);
		rc = err_set(err, RC_INVALID, _("The text is not written yet: %s: %s."), p->path,
			p->message);
	}
	problems_fini(&problems);
	arena_free(&a);
	return rc;
}

static enum rc sheet_write(const struct sheet *s, const struct strbuf *out, struct err *err)
{
	enum rc rc = verify(s, out, err);
	struct path_stamp now = path_stamp_of(s->path);
	if (rc == RC_OK && !path_stamp_same(&now, &s->stamp))
		rc = err_set(err, RC_CONFLICT,
			_("%s was changed meanwhile by somebody else. Nothing is written; read it "
			  "again."),
			s->path);
	return rc == RC_OK ? path_write_file(s->path, out->buf, out->len, s->mode, err) : rc;
}

/* Two consoles of one person take turns. */
static int folder_lock(const char *path, struct err *err)
{
	struct strbuf folder = STRBUF_INIT;
	path_parent(&folder, path);
	int fd = -1;
	if (path_make_dirs(folder.buf, 0750, err) == RC_OK) {
		fd = open(folder.buf, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (fd < 0 || flock(fd, LOCK_EX) != 0)
			err_set(err, RC_IO, _("The folder %s could not be opened: %s."), folder.buf,
				strerror(errno));
	}
	strbuf_fini(&folder);
	return fd;
}

typedef enum rc change_fn(
	const struct sheet *s, const void *what, struct strbuf *out, struct err *err);

static enum rc change(const char *path, const struct path_stamp *seen, change_fn *make,
	const void *what, struct err *err)
{
	int lock = folder_lock(path, err);
	if (lock < 0)
		return RC_IO;
	struct sheet s = {.path = path, .text = STRBUF_INIT};
	struct strbuf out = STRBUF_INIT;
	enum rc rc = sheet_read(&s, seen, err);
	if (rc == RC_OK)
		rc = sheet_parse(&s, err);
	if (rc == RC_OK)
		rc = make(&s, what, &out, err);
	if (rc == RC_OK)
		rc = sheet_write(&s, &out, err);
	strbuf_fini(&out);
	sheet_fini(&s);
	(void)close(lock);
	return rc;
}

static enum rc with_text(
	const struct sheet *s, const void *what, struct strbuf *out, struct err *err)
{
	return place_text(s, what, out, err);
}

static enum rc without_text(
	const struct sheet *s, const void *what, struct strbuf *out, struct err *err)
{
	const struct yaml_node *item = item_with_id(s, what);
	if (!item)
		return err_set(err, RC_NOTFOUND, _("There is no text “%s” in %s."),
			(const char *)what, s->path);
	int dash = dash_of(s, item);
	if (dash < 0)
		return err_set(err, RC_INVALID,
			_("%s line %d is written within brackets, which is left alone. Please take "
			  "the text out by hand."),
			s->path, item->line);
	struct span span = item_span(s, item, (size_t)dash);
	/* The empty line between two texts goes with the first of them. */
	int from = span.from, to = span.to;
	if (item->next)
		while (to < item->next->line && s->text.buf[line_at(s, to)] == '\n')
			to++;
	else
		from = item->index ? back_over_remarks(s, 1, from, 0) : from;
	add_lines(s, out, 1, from);
	add_lines(s, out, to, end_line(s));
	return RC_OK;
}

enum rc library_write_text(const char *path, const struct library_text *t,
	const struct path_stamp *seen, struct err *err)
{
	return change(path, seen, with_text, t, err);
}

enum rc library_remove_text(
	const char *path, const char *id, const struct path_stamp *seen, struct err *err)
{
	return change(path, seen, without_text, id, err);
}

enum rc library_own_path(struct strbuf *out, struct err *err)
{
	enum rc rc = path_base_dir(PATH_CONFIG, out, err);
	if (rc == RC_OK)
		strbuf_addstr(out, "/texts/own.yaml");
	return rc;
}
