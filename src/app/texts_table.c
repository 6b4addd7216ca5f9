/* texts_table.c - the library as a table and as JSON, and what stands in the cells of that table.
 *
 * One row a wording; what belongs to the whole text stands in its first row. A title or a `say` in a
 * language that has no wording has a row without text. */
#include "carrel/texts_bring.h"

#include "carrel/arena.h"
#include "carrel/csv.h"
#include "carrel/json.h"
#include "carrel/strbuf.h"

#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const use_names[] = {"reply", "call", "chat", "note", "visit"};
enum { USES = sizeof(use_names) / sizeof(*use_names) };

/* ---- JSON of the parts ---------------------------------------------------------------------- */

static json_t *langtext_json(const struct langtext *l)
{
	if (l->n == 1 && !*l->entries[0].language)
		return json_string(l->entries[0].text);
	json_t *map = json_object();
	for (size_t i = 0; i < l->n; i++)
		json_object_set_new(map, l->entries[i].language, json_string(l->entries[i].text));
	return map;
}

static bool langtext_of(json_t *v, struct langtext *out, struct arena *a)
{
	const char *key;
	json_t *text;
	size_t n = json_is_object(v) ? json_object_size(v) : 1;
	struct langtext_entry *entries = arena_array(a, n + 1, sizeof(*entries));
	*out = (struct langtext){.entries = entries};
	if (json_is_string(v)) {
		entries[out->n++] = (struct langtext_entry){
			.language = "", .text = arena_strdup(a, json_string_value(v))};
		return true;
	}
	if (!json_is_object(v))
		return false;
	json_object_foreach(v, key, text)
	{
		if (!json_is_string(text))
			return false;
		entries[out->n++] = (struct langtext_entry){.language = arena_strdup(a, key),
			.text = arena_strdup(a, json_string_value(text))};
	}
	return true;
}

bool texts_langtext_read(const char *json, struct langtext *out, struct arena *a)
{
	json_t *list = NULL;
	char *framed = arena_printf(a, "[%s]", json);
	bool good = json_read(framed, strlen(framed), &list, NULL) == RC_OK &&
		json_array_size(list) == 1 && langtext_of(json_array_get(list, 0), out, a);
	json_decref(list);
	return good;
}

static json_t *strings_json(const char *const *list, size_t n)
{
	json_t *array = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(array, json_string(list[i]));
	return array;
}

static json_t *blank_json(const struct library_blank *b)
{
	json_t *o = json_object();
	json_object_set_new(o, "name", json_string(b->name));
	json_object_set_new(o, "type", json_string(blank_type_name(b->type)));
	json_object_set_new(o, "ask", langtext_json(&b->ask));
	if (b->nchoices)
		json_object_set_new(o, "choices", strings_json(b->choices, b->nchoices));
	if (b->has_range)
		json_object_set_new(o, "range", json_pack("[f,f]", b->min, b->max));
	if (*b->default_text)
		json_object_set_new(o, "default", json_string(b->default_text));
	return o;
}

static json_t *blanks_json(const struct library_text *t)
{
	json_t *list = json_array();
	for (size_t i = 0; i < t->nblanks; i++)
		json_array_append_new(list, blank_json(&t->blanks[i]));
	return list;
}

static void add_json(struct strbuf *out, json_t *v, size_t flags)
{
	char *text = json_dumps(v, flags | JSON_ENCODE_ANY);
	strbuf_addstr(out, text ? text : "");
	free(text);
	json_decref(v);
}

void texts_blanks_write(const struct library_text *t, struct strbuf *out)
{
	if (t->nblanks)
		add_json(out, blanks_json(t), JSON_COMPACT);
}

static bool read_choices(const json_t *list, struct library_blank *b, struct arena *a)
{
	size_t i;
	json_t *one;
	const char **choices = arena_array(a, json_array_size(list) + 1, sizeof(*choices));
	json_array_foreach(list, i, one)
	{
		if (!json_is_string(one))
			return false;
		choices[b->nchoices++] = arena_strdup(a, json_string_value(one));
	}
	b->choices = choices;
	return true;
}

static bool read_blank(json_t *o, struct library_blank *b, struct arena *a)
{
	const char *name = json_text(o, "name", a), *type = json_text(o, "type", a);
	const char *preset = json_text(o, "default", a);
	json_t *ask = json_object_get(o, "ask"), *range = json_object_get(o, "range");
	*b = (struct library_blank){.default_text = preset ? arena_strdup(a, preset) : ""};
	if (!name || (type && !blank_type_parse(type, &b->type)) ||
		!read_choices(json_object_get(o, "choices"), b, a))
		return false;
	b->name = arena_strdup(a, name);
	b->has_range = range != NULL;
	if (range) {
		b->min = json_number_value(json_array_get(range, 0));
		b->max = json_number_value(json_array_get(range, 1));
	}
	if (range &&
		(!json_is_number(json_array_get(range, 0)) ||
			!json_is_number(json_array_get(range, 1))))
		return false;
	return langtext_of(ask, &b->ask, a);
}

/* "amount:money, order" as people write it. */
static bool read_names(const char *cell, struct library_text *t, struct arena *a)
{
	struct library_blank *blanks = arena_array(a, strlen(cell) / 2 + 2, sizeof(*blanks));
	t->blanks = blanks;
	while (*cell) {
		size_t n = strcspn(cell, ",;");
		char *one = arena_strndup(a, cell, n);
		cell += n + (cell[n] != '\0');
		one += strspn(one, " ");
		char *colon = strchr(one, ':');
		struct library_blank *b = &blanks[t->nblanks];
		*b = (struct library_blank){.default_text = ""};
		if (colon)
			*colon++ = '\0';
		if (colon && !blank_type_parse(colon + strspn(colon, " "), &b->type))
			return false;
		b->name = arena_strndup(a, one, strcspn(one, " "));
		char *ask = arena_strdup(a, b->name);
		for (char *s = ask; *s; s++)
			*s = *s == '_' ? ' ' : *s;
		*ask = (char)toupper((unsigned char)*ask);
		b->ask.entries = arena_alloc(a, sizeof(*b->ask.entries));
		b->ask.entries[0] = (struct langtext_entry){.language = "", .text = ask};
		b->ask.n = 1;
		if (!*b->name)
			return false;
		t->nblanks++;
	}
	return true;
}

bool texts_blanks_read(const char *cell, struct library_text *t, struct arena *a)
{
	json_t *list = NULL, *one;
	size_t i;
	if (*cell != '[')
		return read_names(cell, t, a);
	bool good = json_read(cell, strlen(cell), &list, NULL) == RC_OK;
	struct library_blank *blanks = arena_array(a, json_array_size(list) + 1, sizeof(*blanks));
	json_array_foreach(list, i, one) good = good && read_blank(one, &blanks[t->nblanks++], a);
	t->blanks = blanks;
	json_decref(list);
	return good;
}

/* ---- the table ------------------------------------------------------------------------------ */

static const char *const columns[] = {"id", "short", "title", "language", "tone", "channel",
	"level", "text", "say", "topics", "for", "text_tone", "blanks", "then", "rights", "links",
	"review_by", "active", "category"};
enum { COLUMNS = sizeof(columns) / sizeof(*columns) };

struct row {
	const char *language;                  /* "" a title without one */
	const struct library_variant *variant; /* NULL: a row without text */
	bool first;                            /* of its text */
	bool first_of_language;
};

static void join(struct strbuf *out, const char *const *list, size_t n, const char *by)
{
	for (size_t i = 0; i < n; i++)
		strbuf_addf(out, "%s%s", i > 0 ? by : "", list[i]);
}

/* A topic with the sign in it that parts them would come back as two: then it is a JSON list. */
static void add_topics(struct strbuf *out, const struct library_text *t)
{
	bool plain = true;
	for (size_t i = 0; i < t->ntopics; i++)
		plain &= t->topics[i][strcspn(t->topics[i], ",;~[")] == '\0';
	if (plain)
		join(out, t->topics, t->ntopics, ", ");
	else
		add_json(out, strings_json(t->topics, t->ntopics), JSON_COMPACT);
}

bool texts_list_read(const char *json, const char *const **list, size_t *n, struct arena *a)
{
	json_t *array = NULL, *one;
	size_t i;
	bool good = *json == '[' && json_read(json, strlen(json), &array, NULL) == RC_OK;
	const char **items = arena_array(a, json_array_size(array) + 1, sizeof(*items));
	*n = 0;
	json_array_foreach(array, i, one)
	{
		good = good && json_is_string(one);
		if (good)
			items[(*n)++] = arena_strdup(a, json_string_value(one));
	}
	json_decref(array);
	*list = items;
	return good;
}

static void add_uses(struct strbuf *out, unsigned uses)
{
	for (size_t i = 0; i < USES && uses != LIBRARY_EVERYWHERE; i++)
		if (uses & (1u << i))
			strbuf_addf(out, "%s%s", out->len ? ", " : "", use_names[i]);
}

static void add_links(struct strbuf *out, const struct library_text *t)
{
	for (size_t i = 0; i < t->nlinks; i++) {
		const struct library_link *l = &t->links[i];
		strbuf_addf(out, "%s%s: %s", i > 0 ? "\n" : "", library_link_name(l->kind), l->to);
		if (l->label.n) {
			strbuf_addch(out, ' ');
			add_json(out, langtext_json(&l->label), JSON_COMPACT);
		}
	}
}

static const char *exactly_in(const struct langtext *l, const char *language)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->entries[i].language, language) == 0)
			return l->entries[i].text;
	return "";
}

/* The file without its folder and ending: where an import puts it again. */
static void add_category(struct strbuf *out, const struct library_text *t)
{
	const char *name = t->file ? path_name(t->file) : "";
	size_t n = strlen(name);
	if (n > 5 && strcmp(name + n - 5, ".yaml") == 0)
		strbuf_add(out, name, n - 5);
}

/* Of the whole text: into the cells from "topics" on. */
static void add_whole(const struct library_text *t, struct strbuf cells[COLUMNS])
{
	add_topics(&cells[9], t);
	add_uses(&cells[10], t->uses);
	strbuf_addstr(&cells[11], t->tone == TEXT_ANY_TONE ? "" : text_tone_name(t->tone));
	texts_blanks_write(t, &cells[12]);
	join(&cells[13], t->then, t->nthen, "\n");
	join(&cells[14], t->rights, t->nrights, ", ");
	add_links(&cells[15], t);
	strbuf_addstr(&cells[16], t->review_by);
	strbuf_addstr(&cells[17], t->inactive ? "false" : "");
	add_category(&cells[18], t);
}

static void add_row(const struct library_text *t, const struct row *row, struct strbuf *out)
{
	struct strbuf cells[COLUMNS];
	for (size_t i = 0; i < COLUMNS; i++)
		strbuf_init(&cells[i]);
	const struct library_variant *v = row->variant;
	strbuf_addstr(&cells[0], t->id);
	strbuf_addstr(&cells[1], row->first ? t->short_name : "");
	strbuf_addstr(
		&cells[2], row->first_of_language ? exactly_in(&t->title, row->language) : "");
	strbuf_addstr(&cells[3], row->language);
	if (v && v->tone != TEXT_ANY_TONE)
		strbuf_addstr(&cells[4], text_tone_name(v->tone));
	if (v && v->channel != TEXT_ANY_CHANNEL)
		strbuf_addstr(&cells[5], text_channel_name(v->channel));
	if (v && v->level != TEXT_ANY_LEVEL)
		strbuf_addstr(&cells[6], text_level_name(v->level));
	strbuf_addstr(&cells[7], v ? v->text : "");
	strbuf_addstr(&cells[8], row->first_of_language ? exactly_in(&t->say, row->language) : "");
	if (row->first)
		add_whole(t, cells);
	for (size_t i = 0; i < COLUMNS; i++) {
		csv_add(out, cells[i].buf, i == 0);
		strbuf_fini(&cells[i]);
	}
	csv_end_row(out);
}

static bool has_wording(const struct library_text *t, const char *language)
{
	for (size_t i = 0; i < t->nvariants; i++)
		if (strcmp(t->variants[i].language, language) == 0)
			return true;
	return false;
}

static bool wanted(const char *language, const char *have)
{
	return !language || !*have || strcmp(language, have) == 0;
}

static void add_wordless(const struct library_text *t, const struct langtext *l,
	const struct langtext *before, const char *language, struct strbuf *out)
{
	for (size_t i = 0; i < l->n; i++) {
		const char *code = l->entries[i].language;
		if (has_wording(t, code) || !wanted(language, code) ||
			(before && *exactly_in(before, code)))
			continue;
		add_row(t, &(struct row){.language = code, .first_of_language = true}, out);
	}
}

static void add_text_rows(const struct library_text *t, const char *language, struct strbuf *out)
{
	bool first = true;
	for (size_t i = 0; i < t->nvariants; i++) {
		const struct library_variant *v = &t->variants[i];
		if (!wanted(language, v->language))
			continue;
		bool fresh = true;
		for (size_t k = 0; k < i && fresh; k++)
			fresh = strcmp(t->variants[k].language, v->language) != 0;
		add_row(t,
			&(struct row){.language = v->language,
				.variant = v,
				.first = first,
				.first_of_language = fresh},
			out);
		first = false;
	}
	add_wordless(t, &t->title, NULL, language, out);
	add_wordless(t, &t->say, &t->title, language, out);
}

static bool is_in(const struct library_text *t, const char *language)
{
	return !language || has_wording(t, language);
}

void texts_export_csv(const struct library_text *const *texts, size_t n,
	const struct texts_export *how, struct strbuf *out)
{
	for (size_t i = 0; i < COLUMNS; i++)
		csv_add(out, columns[i], i == 0);
	csv_end_row(out);
	for (size_t i = 0; i < n; i++)
		if (is_in(texts[i], how->language))
			add_text_rows(texts[i], how->language, out);
}

/* ---- JSON ----------------------------------------------------------------------------------- */

static json_t *wordings_json(const struct library_text *t, const char *language)
{
	json_t *list = json_array();
	for (size_t i = 0; i < t->nvariants; i++) {
		const struct library_variant *v = &t->variants[i];
		if (!wanted(language, v->language))
			continue;
		json_t *o = json_object();
		json_object_set_new(o, "language", json_string(v->language));
		json_object_set_new(o, "tone", json_string(text_tone_name(v->tone)));
		json_object_set_new(o, "channel", json_string(text_channel_name(v->channel)));
		json_object_set_new(o, "level", json_string(text_level_name(v->level)));
		json_object_set_new(o, "text", json_string(v->text));
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *uses_json(unsigned uses)
{
	json_t *list = json_array();
	for (size_t i = 0; i < USES; i++)
		if (uses & (1u << i))
			json_array_append_new(list, json_string(use_names[i]));
	return list;
}

static json_t *links_json(const struct library_text *t)
{
	json_t *list = json_array();
	for (size_t i = 0; i < t->nlinks; i++) {
		json_t *o = json_object();
		json_object_set_new(o, "kind", json_string(library_link_name(t->links[i].kind)));
		json_object_set_new(o, "to", json_string(t->links[i].to));
		json_object_set_new(o, "label", langtext_json(&t->links[i].label));
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *manners_json(const struct library_manners *m)
{
	json_t *o = json_object(), *emoji = json_object(), *limits = json_object();
	for (enum text_channel c = TEXT_ANY_CHANNEL + 1; c < TEXT_CHANNELS; c++) {
		json_object_set_new(
			emoji, text_channel_name(c), json_string(text_emoji_name(m->emoji[c])));
		if (m->limit[c])
			json_object_set_new(
				limits, text_channel_name(c), json_integer(m->limit[c]));
	}
	json_object_set_new(o, "emoji", emoji);
	json_object_set_new(o, "limits", limits);
	return o;
}

static json_t *text_json(const struct library_text *t, const char *language)
{
	json_t *o = json_object();
	json_object_set_new(o, "id", json_string(t->id));
	json_object_set_new(o, "short", json_string(t->short_name));
	json_object_set_new(o, "title", langtext_json(&t->title));
	json_object_set_new(o, "topics", strings_json(t->topics, t->ntopics));
	json_object_set_new(o, "for", uses_json(t->uses));
	json_object_set_new(o, "tone", json_string(text_tone_name(t->tone)));
	json_object_set_new(o, "active", json_boolean(!t->inactive));
	json_object_set_new(o, "blanks", blanks_json(t));
	json_object_set_new(o, "wordings", wordings_json(t, language));
	json_object_set_new(o, "say", langtext_json(&t->say));
	json_object_set_new(o, "then", strings_json(t->then, t->nthen));
	json_object_set_new(o, "rights", strings_json(t->rights, t->nrights));
	json_object_set_new(o, "links", links_json(t));
	json_object_set_new(o, "review_by", json_string(t->review_by));
	json_object_set_new(o, "manners", manners_json(t->manners));
	json_object_set_new(o, "scope", json_string(library_scope_name(t->scope)));
	return o;
}

static json_t *right_json(const struct library_right *r)
{
	json_t *o = json_object();
	json_object_set_new(o, "id", json_string(r->id));
	json_object_set_new(o, "title", langtext_json(&r->title));
	json_object_set_new(o, "text", langtext_json(&r->text));
	json_object_set_new(o, "law", langtext_json(&r->law));
	json_object_set_new(o, "source", json_string(r->source));
	json_object_set_new(o, "territory", strings_json(r->territory, r->nterritory));
	json_object_set_new(o, "topics", strings_json(r->topics, r->ntopics));
	json_object_set_new(o, "review_by", json_string(r->review_by));
	return o;
}

static json_t *rights_json(const struct library *l)
{
	json_t *list = json_array();
	for (size_t i = 0; l && i < library_right_count(l); i++)
		json_array_append_new(list, right_json(library_right_at(l, i)));
	return list;
}

void texts_export_json(const struct library_text *const *texts, size_t n,
	const struct texts_export *how, struct strbuf *out)
{
	json_t *root = json_object(), *list = json_array();
	json_object_set_new(root, "format", json_string("carrel-texts-export/1"));
	json_object_set_new(root, "title", json_string(how->title));
	for (size_t i = 0; i < n; i++)
		if (is_in(texts[i], how->language))
			json_array_append_new(list, text_json(texts[i], how->language));
	json_object_set_new(root, "texts", list);
	json_object_set_new(root, "rights", rights_json(how->library));
	add_json(out, root, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
	strbuf_addch(out, '\n');
}
