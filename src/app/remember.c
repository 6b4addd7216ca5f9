#include "carrel/remember.h"

#include "carrel/i18n.h"
#include "carrel/log.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/problems.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"
#include "carrel/yaml.h"

#include <stdlib.h>
#include <string.h>

enum { REMEMBER_MAX_BYTES = 256 * 1024 };

static const char recent_key[] = "recent";

struct row {
	char *person, *key, *value;
};

struct remember {
	struct vec rows;     /* of struct row, of this person */
	struct vec anybodys; /* of person "", when somebody is signed on */
	char *person;
	bool kept, changed;
	char recent[64]; /* the one handed out last */
};

static void drop_rows(struct vec *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		struct row *row = vec_at(rows, i);
		free(row->person);
		free(row->key);
		free(row->value);
	}
	vec_clear(rows);
}

static void add_row(struct vec *rows, const char *person, const char *key, const char *value)
{
	struct row *row = vec_push(rows);
	*row = (struct row){xstrdup(person), xstrdup(key), xstrdup(value)};
}

/* ---- the file ---- */

static enum rc file_path(struct strbuf *path, struct err *err)
{
	struct strbuf dir = STRBUF_INIT;
	enum rc rc = path_base_dir(PATH_STATE, &dir, err);
	if (rc == RC_OK)
		path_join(path, dir.buf, "console.yaml");
	strbuf_fini(&dir);
	return rc;
}

/* Rows of everybody whose name is not `but`, or only of `only`; the other one is NULL. */
static void take_rows(const struct yaml *doc, struct vec *rows, const char *only, const char *but)
{
	const struct yaml_node *people = yaml_get(yaml_root(doc), "people");
	for (const struct yaml_node *p = people ? people->first : NULL; p; p = p->next) {
		if (!p->key || (only && strcmp(p->key, only) != 0) ||
			(but && strcmp(p->key, but) == 0))
			continue;
		for (const struct yaml_node *c = p->first; c; c = c->next)
			if (c->key && c->kind == YAML_SCALAR)
				add_row(rows, p->key, c->key, c->text);
	}
}

static void read_file(struct vec *rows, const char *only, const char *but)
{
	struct strbuf path = STRBUF_INIT, text = STRBUF_INIT;
	struct problems problems = {0};
	struct err err = {0};
	struct yaml *doc = NULL;
	if (file_path(&path, &err) == RC_OK &&
		path_read_file(path.buf, REMEMBER_MAX_BYTES, &text, &err) == RC_OK)
		doc = yaml_parse(text.buf, text.len, path.buf, "console", &problems);
	if (doc)
		take_rows(doc, rows, only, but);
	if (problems_count(&problems) > 0)
		log_warn("%s: %s", path.buf, problems_at(&problems, 0)->message);
	yaml_close(&doc);
	problems_fini(&problems);
	strbuf_fini(&text);
	strbuf_fini(&path);
}

static void add_quoted(struct strbuf *out, const char *text)
{
	strbuf_addch(out, '"');
	for (; *text; text++) {
		if ((unsigned char)*text < ' ')
			continue;
		if (*text == '"' || *text == '\\')
			strbuf_addch(out, '\\');
		strbuf_addch(out, *text);
	}
	strbuf_addch(out, '"');
}

static void render(const struct vec *rows, struct strbuf *out)
{
	const char *person = NULL;
	strbuf_addstr(out, "format: carrel-console/1\npeople:\n");
	for (size_t i = 0; i < rows->n; i++) {
		const struct row *row = vec_at(rows, i);
		if (!person || strcmp(person, row->person) != 0) {
			strbuf_addstr(out, "  ");
			add_quoted(out, row->person);
			strbuf_addstr(out, ":\n");
			person = row->person;
		}
		strbuf_addstr(out, "    ");
		add_quoted(out, row->key);
		strbuf_addstr(out, ": ");
		add_quoted(out, row->value);
		strbuf_addch(out, '\n');
	}
	if (rows->n == 0)
		strbuf_addstr(out, "  {}\n");
}

static enum rc write_file(const struct strbuf *text, struct err *err)
{
	struct strbuf path = STRBUF_INIT, folder = STRBUF_INIT;
	enum rc rc = file_path(&path, err);
	if (rc == RC_OK) {
		path_parent(&folder, path.buf);
		rc = path_make_dirs(folder.buf, 0700, err);
	}
	if (rc == RC_OK)
		rc = path_write_file(path.buf, text->buf, text->len, 0600, err);
	strbuf_fini(&folder);
	strbuf_fini(&path);
	return rc;
}

enum rc remember_save(struct remember *r, struct err *err)
{
	if (!r->kept || !r->changed)
		return RC_OK;
	struct vec all = {.size = sizeof(struct row)};
	struct strbuf text = STRBUF_INIT;
	read_file(&all, NULL, r->person);
	for (size_t i = 0; i < r->rows.n; i++) {
		const struct row *row = vec_at(&r->rows, i);
		add_row(&all, r->person, row->key, row->value);
	}
	render(&all, &text);
	enum rc rc = write_file(&text, err);
	if (rc == RC_OK)
		r->changed = false;
	strbuf_fini(&text);
	drop_rows(&all);
	vec_fini(&all);
	return rc;
}

/* ---- one person ---- */

struct remember *remember_new(bool kept)
{
	struct remember *r = xcalloc(1, sizeof(*r));
	r->rows.size = r->anybodys.size = sizeof(struct row);
	r->person = xstrdup("");
	r->kept = kept;
	return r;
}

void remember_free(struct remember **r)
{
	if (!*r)
		return;
	drop_rows(&(*r)->rows);
	vec_fini(&(*r)->rows);
	drop_rows(&(*r)->anybodys);
	vec_fini(&(*r)->anybodys);
	free((*r)->person);
	free(*r);
	*r = NULL;
}

void remember_person(struct remember *r, const char *person)
{
	drop_rows(&r->rows);
	drop_rows(&r->anybodys);
	free(r->person);
	r->person = xstrdup(person);
	r->changed = false;
	if (r->kept)
		read_file(&r->rows, person, NULL);
	if (r->kept && *person)
		read_file(&r->anybodys, "", NULL);
}

static struct row *find(const struct vec *rows, const char *key)
{
	for (size_t i = 0; i < rows->n; i++) {
		struct row *row = vec_at(rows, i);
		if (strcmp(row->key, key) == 0)
			return row;
	}
	return NULL;
}

const char *remember_get(const struct remember *r, const char *key)
{
	const struct row *row = find(&r->rows, key);
	if (!row)
		row = find(&r->anybodys, key);
	return row ? row->value : NULL;
}

static void forget(struct remember *r, const char *key)
{
	for (size_t i = r->rows.n; i-- > 0;) {
		struct row *row = vec_at(&r->rows, i);
		if (strcmp(row->key, key) != 0)
			continue;
		free(row->person);
		free(row->key);
		free(row->value);
		vec_remove(&r->rows, i);
	}
}

void remember_set(struct remember *r, const char *key, const char *value)
{
	const char *old = remember_get(r, key);
	if (old == value || (old && value && strcmp(old, value) == 0))
		return;
	char *copy = value ? xstrdup(value) : NULL;
	forget(r, key);
	if (copy)
		add_row(&r->rows, r->person, key, copy);
	free(copy);
	r->changed = true;
}

bool remember_changed(const struct remember *r)
{
	return r->kept && r->changed;
}

/* ---- commands used last: names with a blank between ---- */

const char *remember_recent(const struct remember *r, int i)
{
	const char *words = remember_get(r, recent_key);
	for (; words && *words; i--) {
		size_t n = strcspn(words, " ");
		if (i == 0 && n < sizeof(r->recent)) {
			char *out = ((struct remember *)r)->recent;
			memcpy(out, words, n);
			out[n] = '\0';
			return out;
		}
		words += n + (words[n] == ' ');
	}
	return NULL;
}

void remember_use(struct remember *r, const char *command)
{
	struct strbuf words = STRBUF_INIT;
	size_t n = strcspn(command, " ");
	int kept = 1;
	strbuf_add(&words, command, n);
	for (const char *old = remember_get(r, recent_key);
		old && *old && kept < REMEMBER_RECENT;) {
		size_t len = strcspn(old, " ");
		if (len != n || memcmp(old, command, n) != 0) {
			strbuf_addch(&words, ' ');
			strbuf_add(&words, old, len);
			kept++;
		}
		old += len + (old[len] == ' ');
	}
	remember_set(r, recent_key, words.buf);
	strbuf_fini(&words);
}

/* ---- the tour ---- */

static bool tour_marker(struct strbuf *path)
{
	struct strbuf dir = STRBUF_INIT;
	struct err err = {0};
	bool good = path_base_dir(PATH_STATE, &dir, &err) == RC_OK &&
		path_make_dirs(dir.buf, 0700, &err) == RC_OK;
	if (good)
		path_join(path, dir.buf, "tour-done");
	strbuf_fini(&dir);
	return good;
}

bool remember_tour_due(void)
{
	struct strbuf path = STRBUF_INIT;
	const char *word = getenv("CARREL_TOUR");
	bool due = !(word && strcmp(word, "never") == 0) && tour_marker(&path) &&
		!path_exists(path.buf);
	strbuf_fini(&path);
	return due;
}

void remember_tour_done(void)
{
	struct strbuf path = STRBUF_INIT;
	struct err err = {0};
	if (tour_marker(&path) && path_write_file(path.buf, "", 0, 0600, &err) != RC_OK)
		log_warn("%s", err.text);
	strbuf_fini(&path);
}
