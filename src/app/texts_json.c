/* texts_json.c - titles, blanks and lists of a text as JSON, alone or in the cell of a table. */
#include "app/texts_json.h"
#include "carrel/texts_bring.h"

#include "carrel/arena.h"
#include "carrel/json.h"
#include "carrel/strbuf.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- JSON of the parts ---------------------------------------------------------------------- */

json_t *texts_langtext_json(const struct langtext *l)
{
	if (l->n == 1 && !*l->entries[0].language)
		return json_string(l->entries[0].text);
	json_t *map = json_object();
	for (size_t i = 0; i < l->n; i++)
		json_object_set_new(map, l->entries[i].language, json_string(l->entries[i].text));
	return map;
}

bool texts_langtext_of(json_t *v, struct langtext *out, struct arena *a)
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
		json_array_size(list) == 1 && texts_langtext_of(json_array_get(list, 0), out, a);
	json_decref(list);
	return good;
}

json_t *texts_strings_json(const char *const *list, size_t n)
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
	json_object_set_new(o, "ask", texts_langtext_json(&b->ask));
	if (b->nchoices)
		json_object_set_new(o, "choices", texts_strings_json(b->choices, b->nchoices));
	if (b->has_range)
		json_object_set_new(o, "range", json_pack("[f,f]", b->min, b->max));
	if (*b->default_text)
		json_object_set_new(o, "default", json_string(b->default_text));
	return o;
}

json_t *texts_blanks_json(const struct library_text *t)
{
	json_t *list = json_array();
	for (size_t i = 0; i < t->nblanks; i++)
		json_array_append_new(list, blank_json(&t->blanks[i]));
	return list;
}

void texts_add_json(struct strbuf *out, json_t *v, size_t flags)
{
	char *text = json_dumps(v, flags | JSON_ENCODE_ANY);
	strbuf_addstr(out, text ? text : "");
	free(text);
	json_decref(v);
}

void texts_blanks_write(const struct library_text *t, struct strbuf *out)
{
	if (t->nblanks)
		texts_add_json(out, texts_blanks_json(t), JSON_COMPACT);
}

bool texts_strings_of(json_t *v, const char *const **list, size_t *n, struct arena *a)
{
	size_t i;
	json_t *one;
	bool good = !v || json_is_array(v);
	const char **items = arena_array(a, json_array_size(v) + 1, sizeof(*items));
	*n = 0;
	json_array_foreach(v, i, one)
	{
		good = good && json_is_string(one);
		if (good)
			items[(*n)++] = arena_strdup(a, json_string_value(one));
	}
	*list = items;
	return good;
}

static bool read_blank(json_t *o, struct library_blank *b, struct arena *a)
{
	const char *name = json_text(o, "name", a), *type = json_text(o, "type", a);
	const char *preset = json_text(o, "default", a);
	json_t *ask = json_object_get(o, "ask"), *range = json_object_get(o, "range");
	*b = (struct library_blank){.default_text = preset ? arena_strdup(a, preset) : ""};
	if (!name || (type && !blank_type_parse(type, &b->type)) ||
		!texts_strings_of(json_object_get(o, "choices"), &b->choices, &b->nchoices, a))
		return false;
	b->name = arena_strdup(a, name);
	b->has_range = range != NULL;
	if (range) {
		b->min = json_number_value(json_array_get(range, 0));
		b->max = json_number_value(json_array_get(range, 1));
		if (!json_is_number(json_array_get(range, 0)) ||
			!json_is_number(json_array_get(range, 1)))
			return false;
	}
	return texts_langtext_of(ask, &b->ask, a);
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

bool texts_blanks_of(json_t *list, struct library_text *t, struct arena *a)
{
	json_t *one;
	size_t i;
	bool good = !list || json_is_array(list);
	struct library_blank *blanks = arena_array(a, json_array_size(list) + 1, sizeof(*blanks));
	json_array_foreach(list, i, one) good = good && read_blank(one, &blanks[t->nblanks++], a);
	t->blanks = blanks;
	return good;
}

bool texts_blanks_read(const char *cell, struct library_text *t, struct arena *a)
{
	json_t *list = NULL;
	if (*cell != '[')
		return read_names(cell, t, a);
	bool good =
		json_read(cell, strlen(cell), &list, NULL) == RC_OK && texts_blanks_of(list, t, a);
	json_decref(list);
	return good;
}

bool texts_list_read(const char *json, const char *const **list, size_t *n, struct arena *a)
{
	json_t *array = NULL;
	bool good = *json == '[' && json_read(json, strlen(json), &array, NULL) == RC_OK;
	good = texts_strings_of(array, list, n, a) && good;
	json_decref(array);
	return good;
}
