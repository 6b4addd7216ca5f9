/* texts_bring.c - an import of texts from its first byte to the folder. */
#include "app/texts_own.h"
#include "carrel/texts_bring.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/path.h"
#include "carrel/problems.h"
#include "carrel/strbuf.h"
#include "carrel/textfill.h"
#include "carrel/texts_folder.h"
#include "carrel/yaml.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INPUT_MOST = 16 * 1024 * 1024, CHUNK = 64 * 1024 };

/* ---- input ---------------------------------------------------------------------------------- */

static enum rc read_standard_input(struct strbuf *out, struct err *err)
{
	char chunk[CHUNK];
	size_t n;
	while ((n = fread(chunk, 1, sizeof(chunk), stdin)) > 0) {
		strbuf_add(out, chunk, n);
		if (out->len > INPUT_MOST)
			return err_set(err, RC_INVALID,
				_("standard input is larger than 16 MB; bring it in parts"));
	}
	if (ferror(stdin))
		return err_set(
			err, RC_IO, _("standard input could not be read: %s"), strerror(errno));
	return RC_OK;
}

/* ---- YAML ----------------------------------------------------------------------------------- */

static void add_yaml_value(struct strbuf *out, const struct yaml_node *node)
{
	if (node->kind == YAML_SCALAR) {
		strbuf_addstr(out, node->text);
		return;
	}
	for (const struct yaml_node *c = node->first; c; c = c->next) {
		strbuf_addstr(out, c == node->first ? "" : "~~~");
		if (c->kind == YAML_SCALAR)
			strbuf_addstr(out, c->text);
		else
			strbuf_addstr(out, "…"); /* an attachment: that there is one is enough */
	}
}

static const struct yaml_node *yaml_list(const struct yaml_node *root)
{
	if (root && root->kind == YAML_MAP)
		for (const struct yaml_node *c = root->first; c; c = c->next)
			if (c->kind == YAML_LIST)
				return c;
	return root && root->kind == YAML_LIST ? root : NULL;
}

static enum rc read_yaml(const char *name, const char *text, size_t n, struct vec *records,
	struct arena *a, struct err *err)
{
	struct problems problems = {0};
	struct yaml *doc = yaml_parse(text, n, name, "", &problems);
	const struct yaml_node *list = doc ? yaml_list(yaml_root(doc)) : NULL;
	enum rc rc = RC_OK;
	for (const struct yaml_node *c = list ? list->first : NULL; c; c = c->next) {
		struct texts_record *r = texts_records_add(records, c->line);
		for (const struct yaml_node *v = c->first; c->kind == YAML_MAP && v; v = v->next) {
			struct strbuf value = STRBUF_INIT;
			add_yaml_value(&value, v);
			texts_record_add(r, v->key, value.buf, a);
			strbuf_fini(&value);
		}
		if (c->kind != YAML_MAP)
			texts_record_add(r, "!", _("it must be a map, `title: …`"), a);
	}
	if (problems_count(&problems) > 0) {
		struct strbuf first = STRBUF_INIT;
		problem_render(problems_at(&problems, 0), &first);
		rc = err_set(err, RC_INVALID, "%s", first.buf);
		strbuf_fini(&first);
	} else if (records->n == 0) {
		rc = err_set(err, RC_INVALID, _("%s: there is no list of texts in it"), name);
	}
	yaml_close(&doc);
	problems_fini(&problems);
	return rc;
}

static bool ends_in(const char *name, const char *end)
{
	size_t n = strlen(name), e = strlen(end);
	return n > e && strcmp(name + n - e, end) == 0;
}

/* By its name, or by how its first line that says anything begins. */
static bool is_yaml(const char *path, const char *text)
{
	if (ends_in(path, ".yaml") || ends_in(path, ".yml"))
		return true;
	if (ends_in(path, ".csv") || ends_in(path, ".json") || ends_in(path, ".jsonl"))
		return false;
	while (*text == '#' || *text == '\n' || *text == '\r')
		text += strcspn(text, "\n") + (text[strcspn(text, "\n")] == '\n');
	return strncmp(text, "- ", 2) == 0 || strncmp(text, "---", 3) == 0 ||
		strncmp(text, "responses:", 10) == 0;
}

enum rc texts_bring_records(const char *path, const char *text, size_t n, struct vec *records,
	struct arena *a, struct err *err)
{
	const char *name = strcmp(path, "-") == 0 ? _("standard input") : path;
	if (is_yaml(path, text))
		return read_yaml(name, text, n, records, a, err);
	enum rc rc = texts_records_read(text, n, records, a, err);
	if (rc != RC_OK)
		err_prefix(err, "%s", name);
	return rc;
}

/* ---- the map -------------------------------------------------------------------------------- */

static void map_add(struct vec *to, const char *theirs, const char *ours, struct arena *a)
{
	struct texts_pair *p = vec_push(to);
	*p = (struct texts_pair){.theirs = arena_strdup(a, theirs), .ours = arena_strdup(a, ours)};
}

static void read_pairs(const struct yaml *doc, const char *key, struct vec *to, struct arena *a)
{
	const struct yaml_node *node = yaml_get(yaml_root(doc), key);
	const char *ours;
	if (node && node->kind != YAML_MAP)
		yaml_problem(doc, node, "must be a map, `theirs: ours`");
	for (const struct yaml_node *c = node ? node->first : NULL; c; c = c->next)
		if (yaml_string(doc, c, &ours))
			map_add(to, c->key, ours, a);
}

static enum rc read_map_file(
	const char *path, struct texts_map *map, struct arena *a, struct err *err)
{
	static const char *const keys[] = {"format", "columns", "placeholders", "categories"};
	struct problems problems = {0};
	struct yaml *doc = yaml_load(path, "import-map", &problems);
	enum rc rc = RC_OK;
	if (doc) {
		yaml_check_keys(doc, yaml_root(doc), keys, sizeof(keys) / sizeof(*keys));
		read_pairs(doc, "columns", &map->columns, a);
		read_pairs(doc, "placeholders", &map->placeholders, a);
		read_pairs(doc, "categories", &map->categories, a);
	}
	if (problems_count(&problems) > 0) {
		struct strbuf first = STRBUF_INIT;
		problem_render(problems_at(&problems, 0), &first);
		rc = err_set(err, RC_INVALID, "%s", first.buf);
		strbuf_fini(&first);
	}
	yaml_close(&doc);
	problems_fini(&problems);
	return rc;
}

enum rc texts_map_read(const char *given, struct texts_map *map, struct arena *a, struct err *err)
{
	*map = (struct texts_map){.columns.size = sizeof(struct texts_pair),
		.placeholders.size = sizeof(struct texts_pair),
		.categories.size = sizeof(struct texts_pair)};
	if (!given)
		return RC_OK;
	if (path_exists(given) || !strchr(given, '='))
		return read_map_file(given, map, a, err);
	while (*given) {
		size_t n = strcspn(given, ",");
		char *theirs = arena_strndup(a, given, n);
		char *ours = strchr(theirs, '=');
		if (!ours || ours == theirs)
			return err_set(err, RC_INVALID,
				_("--map takes theirs=ours, parted by commas, or a file; “%s” is "
				  "neither"),
				theirs);
		*ours++ = '\0';
		map_add(&map->columns, theirs, ours, a);
		given += n + (given[n] == ',');
	}
	return RC_OK;
}

void texts_map_fini(struct texts_map *map)
{
	vec_fini(&map->columns);
	vec_fini(&map->placeholders);
	vec_fini(&map->categories);
}

/* ---- each text by itself -------------------------------------------------------------------- */

static bool is_named(const char *const *names, const char *name)
{
	for (; names && *names; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

/* {customer.nmae} stops every sending; better said now than found then. */
static void check_names(
	struct texts_reading *r, const char *const *known, const struct texts_gathered *g)
{
	for (size_t i = 0; i < g->text.nvariants; i++) {
		const char *const *names;
		size_t n = textfill_names(g->text.variants[i].text, r->arena, &names);
		for (size_t k = 0; k < n && k < TEXTFILL_NAMES_MAX; k++)
			if (strchr(names[k], '.') && !is_named(known, names[k]))
				texts_note_add(r, TEXTS_NOTE_PLACEHOLDER, g->line, names[k],
					_("{%s} is no name that carrel knows; it will stand there "
					  "as a gap"),
					names[k]);
	}
}

/* Written and read again by itself: what the reader says of it is said of its line. */
static bool is_readable(struct texts_reading *r, const struct texts_gathered *g)
{
	struct strbuf file = STRBUF_INIT, stubs = STRBUF_INIT;
	struct library *l = library_new();
	strbuf_addstr(&file, "format: carrel-texts/1\ntexts:\n");
	struct library_text alone = g->text;
	alone.file_manners = g->whole ? &library_manners_builtin : NULL;
	library_render_text(&alone, &file);
	texts_folder_stubs(file.buf, NULL, &stubs);
	if (strstr(stubs.buf, "- id"))
		library_add_memory(l, "(around)", stubs.buf, stubs.len);
	library_add_memory(l, "", file.buf, file.len);
	library_refresh(l);
	const struct problems *p = library_problems(l);
	bool good = problems_count(p) == 0;
	if (!good) {
		const struct problem *first = problems_at(p, 0);
		const char *path =
			strncmp(first->path, "texts[0].", 9) == 0 ? first->path + 9 : first->path;
		texts_note_add(r, TEXTS_NOTE_PROBLEM, g->line, g->text.id, "“%s”: %s: %s",
			g->text.id, path, first->message);
	}
	library_free(&l);
	strbuf_fini(&stubs);
	strbuf_fini(&file);
	return good;
}

/* "cards.csv (Zammad)" */
static const char *from_of(const struct texts_bring_options *o,
	const struct texts_bring_report *report, struct arena *a)
{
	const char *name = strcmp(o->path, "-") == 0 ? _("standard input") : path_name(o->path);
	return arena_printf(
		a, "%s (%s)", name, _(word_label(texts_source_words, (int)report->reading.source)));
}

static void put_texts(const struct texts_bring_options *o, struct texts_folder *folder,
	struct vec *texts, struct texts_bring_report *report, struct arena *a)
{
	const char *from = from_of(o, report, a);
	for (size_t i = 0; i < texts->n; i++) {
		struct texts_gathered *g = vec_at(texts, i);
		check_names(&report->reading, o->names, g);
		if (!is_readable(&report->reading, g))
			continue;
		switch (texts_folder_put(folder, g, from, &report->reading)) {
		case TEXTS_CREATED: report->created++; break;
		case TEXTS_UPDATED: report->updated++; break;
		case TEXTS_UNCHANGED: report->unchanged++; break;
		case TEXTS_KEPT: report->kept++; break;
		}
	}
}

static int by_line(const void *a, const void *b)
{
	int64_t x = ((const struct texts_note *)a)->line, y = ((const struct texts_note *)b)->line;
	return x < y ? -1 : x > y;
}

static enum rc finish(const struct texts_bring_options *o, struct texts_folder *folder,
	struct texts_bring_report *report, struct err *err)
{
	struct texts_reading *r = &report->reading;
	if (r->notes.n > 1)
		qsort(r->notes.data, r->notes.n, sizeof(struct texts_note), by_line);
	texts_folder_changed(folder, &report->files);
	if (r->problems > 0 && !o->skip_bad) {
		const struct texts_note *first = NULL;
		for (size_t i = 0; i < r->notes.n && !first; i++) {
			const struct texts_note *n = vec_at(&r->notes, i);
			first = n->kind == TEXTS_NOTE_PROBLEM ? n : NULL;
		}
		return err_set(err, RC_INVALID,
			_("%s:%lld: %s. Nothing was written (%zu of %zu are wrong; --skip-bad "
			  "leaves them out)."),
			o->path, (long long)first->line, first->sentence, r->problems,
			report->records);
	}
	enum rc rc = texts_folder_check(folder, err);
	if (rc == RC_OK && !o->dry_run) {
		rc = texts_folder_write(folder, err);
		report->written = rc == RC_OK;
	}
	return rc;
}

/* Texts and cards into the folder, whole or not at all. */
static enum rc bring_gathered(const struct texts_bring_options *o, struct vec *texts,
	const struct vec *rights, struct texts_bring_report *report, struct arena *a,
	struct err *err)
{
	struct texts_folder *folder = NULL;
	enum rc rc = texts_folder_open(o->folder, o->others, a, &folder, err);
	if (rc == RC_OK) {
		report->texts = texts->n;
		put_texts(o, folder, texts, report, a);
		for (size_t i = 0; rights && i < rights->n; i++)
			report->rights +=
				texts_folder_put_right(folder, vec_at((struct vec *)rights, i),
					from_of(o, report, a), &report->reading);
		rc = finish(o, folder, report, err);
	}
	texts_folder_free(&folder);
	return rc;
}

static enum rc bring_records(const struct texts_bring_options *o, const struct vec *records,
	struct texts_bring_report *report, struct arena *a, struct err *err)
{
	struct vec items = {.size = sizeof(struct texts_item)};
	struct vec texts = {.size = sizeof(struct texts_gathered)};
	report->records = records->n;
	enum rc rc = texts_items_read(&report->reading, records, &items, err);
	if (rc != RC_OK)
		err_prefix(err, "%s", o->path);
	if (rc == RC_OK) {
		texts_gather(&report->reading, &items, o->language ? o->language : "en", &texts);
		rc = bring_gathered(o, &texts, NULL, report, a, err);
	}
	texts_items_fini(&items);
	vec_fini(&texts);
	return rc;
}

static enum rc bring_own(const struct texts_bring_options *o, const struct strbuf *text,
	struct texts_bring_report *report, struct arena *a, struct err *err)
{
	struct texts_own own;
	texts_own_init(&own);
	report->reading.source = TEXTS_OWN;
	enum rc rc = texts_own_read(o->path, text->buf, text->len, &report->reading, &own, err);
	report->records = own.records;
	if (rc == RC_OK)
		rc = bring_gathered(o, &own.texts, &own.rights, report, a, err);
	texts_own_fini(&own);
	return rc;
}

static enum rc bring_foreign(const struct texts_bring_options *o, const struct strbuf *text,
	struct texts_bring_report *report, struct arena *a, struct err *err)
{
	struct vec records = {.size = sizeof(struct texts_record)};
	enum rc rc = texts_bring_records(o->path, text->buf, text->len, &records, a, err);
	if (rc == RC_OK)
		rc = bring_records(o, &records, report, a, err);
	texts_records_fini(&records);
	return rc;
}

enum rc texts_bring(const struct texts_bring_options *options, struct texts_bring_report *report,
	struct arena *a, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	struct texts_map map;
	*report = (struct texts_bring_report){.files.size = sizeof(const char *)};
	texts_reading_init(&report->reading, a);
	report->reading.source = options->source;
	report->reading.map = &map;
	enum rc rc = texts_map_read(options->map, &map, a, err);
	if (rc == RC_OK)
		rc = strcmp(options->path, "-") == 0
			? read_standard_input(&text, err)
			: path_read_file(options->path, INPUT_MOST, &text, err);
	bool own = options->source == TEXTS_OWN ||
		(options->source == TEXTS_AUTO && rc == RC_OK && texts_own_is(text.buf, text.len));
	if (rc == RC_OK)
		rc = own ? bring_own(options, &text, report, a, err)
			 : bring_foreign(options, &text, report, a, err);
	report->reading.map = NULL;
	texts_map_fini(&map);
	strbuf_fini(&text);
	return rc;
}

void texts_bring_report_fini(struct texts_bring_report *report)
{
	texts_reading_fini(&report->reading);
	vec_fini(&report->files);
}
