/* config_options.c - what a configuration says for each row of option.def: its type, its bounds, and what
 * the rows of a centre must be to each other. */
#include "conf/config_private.h"

#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"

#include <stdlib.h>
#include <string.h>

enum { LIST_ROOT_KEYS = 3 };

/* The words of a string such as "wal truncate" or "es, ca". */
static size_t split(struct arena *a, const char *text, const char *const **out)
{
	const char **items = arena_array(a, strlen(text) + 1, sizeof *items);
	size_t n = 0;
	for (const char *s = text + strspn(text, ", "); *s; s += strspn(s, ", ")) {
		size_t len = strcspn(s, ", ");
		items[n++] = arena_strndup(a, s, len);
		s += len;
	}
	*out = items;
	return n;
}

/* ---- options -------------------------------------------------------------------------------- */

void config_option_default(struct config *c, enum option_id id)
{
	const struct option *o = &option_table[id];
	struct option_value *v = &c->values[id];
	const char *const *choices;
	struct duration d = {0};
	*v = (struct option_value){.text = o->default_text};
	switch (o->type) {
	case OPTION_TEXT: break;
	case OPTION_INT: v->number = strtoll(o->default_text, NULL, 10); break;
	case OPTION_BOOL: v->number = strcmp(o->default_text, "true") == 0; break;
	case OPTION_DURATION:
		if (!duration_parse(o->default_text, &d))
			mem_die("option.def: the default of %s is no duration", o->path);
		v->number = d.ms;
		break;
	case OPTION_CHOICE:
		for (size_t n = split(c->arena, o->choices, &choices); n--;)
			if (strcmp(choices[n], o->default_text) == 0)
				v->number = (int64_t)n;
		break;
	case OPTION_LIST: v->n = split(c->arena, o->default_text, &v->list); break;
	}
}

static bool read_duration(
	const struct yaml *doc, const struct yaml_node *node, const struct option *o, int64_t *out)
{
	struct duration d;
	if (!yaml_duration(doc, node, &d))
		return false;
	if (d.working_days || (o->max && (d.ms < o->min || d.ms > o->max))) {
		struct strbuf least = STRBUF_INIT, most = STRBUF_INIT;
		duration_format(&(struct duration){.ms = o->min}, &least);
		duration_format(&(struct duration){.ms = o->max}, &most);
		yaml_problem(doc, node, _("must be %s to %s by the clock"), least.buf, most.buf);
		strbuf_fini(&least);
		strbuf_fini(&most);
		return false;
	}
	*out = d.ms;
	return true;
}

static void value_read(
	struct config *c, enum option_id id, const struct yaml *doc, const struct yaml_node *node)
{
	const struct option *o = &option_table[id];
	struct option_value *v = &c->values[id];
	const char *const *choices;
	bool bounds = o->min || o->max, yes;
	size_t index, n;
	switch (o->type) {
	case OPTION_TEXT:
		v->given = yaml_string(doc, node, &v->text);
		v->text = arena_strdup(c->arena, v->text);
		break;
	case OPTION_INT:
		v->given = yaml_int(doc, node, bounds ? o->min : INT64_MIN,
			bounds ? o->max : INT64_MAX, &v->number);
		break;
	case OPTION_BOOL:
		if ((v->given = yaml_bool(doc, node, &yes)))
			v->number = yes;
		break;
	case OPTION_DURATION: v->given = read_duration(doc, node, o, &v->number); break;
	case OPTION_CHOICE:
		n = split(c->arena, o->choices, &choices);
		if ((v->given = yaml_choice(doc, node, choices, n, &index))) {
			v->number = (int64_t)index;
			v->text = choices[index];
		}
		break;
	case OPTION_LIST: v->given = yaml_strings(doc, node, c->arena, &v->list, &v->n); break;
	}
}

/* The keys that may stand under a section ("" for the root), from the paths of the rows. */
static size_t section_keys(struct arena *a, const char *section, const char *const **out)
{
	const char **keys = arena_array(a, OPT_COUNT + LIST_ROOT_KEYS, sizeof *keys);
	size_t n = 0, skip = *section ? strlen(section) + 1 : 0;
	for (size_t i = 0; i < OPT_COUNT; i++) {
		const char *path = option_table[i].path;
		if (skip && (strncmp(path, section, skip - 1) != 0 || path[skip - 1] != '.'))
			continue;
		const char *key = arena_strndup(a, path + skip, strcspn(path + skip, "."));
		if (n == 0 || strcmp(keys[n - 1], key) != 0)
			keys[n++] = key;
	}
	if (!skip) {
		keys[n++] = "format";
		keys[n++] = "queues";
		keys[n++] = "outcomes";
		keys[n++] = "causes";
	}
	*out = keys;
	return n;
}

static const struct yaml_node *node_of(const struct yaml *doc, enum option_id id)
{
	const char *path = option_table[id].path, *dot = strchr(path, '.');
	if (!dot)
		return yaml_get(yaml_root(doc), path);
	for (const struct yaml_node *s = yaml_root(doc)->first; s; s = s->next)
		if (strlen(s->key) == (size_t)(dot - path) &&
			strncmp(s->key, path, (size_t)(dot - path)) == 0)
			return yaml_get(s, dot + 1);
	return NULL;
}

static void check_languages(struct config *c, const struct yaml *doc)
{
	const struct option_value *all = &c->values[OPT_CENTRE_LANGUAGES];
	const struct option_value *one = &c->values[OPT_CENTRE_LANGUAGE];
	bool served = false;
	for (size_t i = 0; i < all->n; i++) {
		if (!language_tag_valid(all->list[i]))
			yaml_problem(doc, node_of(doc, OPT_CENTRE_LANGUAGES),
				_("'%s' is no language code such as en, es or ca"), all->list[i]);
		served |= strcmp(all->list[i], one->text) == 0;
	}
	if (!served && (one->given || all->given))
		yaml_problem(doc,
			node_of(doc, one->given ? OPT_CENTRE_LANGUAGE : OPT_CENTRE_LANGUAGES),
			_("'%s' is the centre's language but not among centre.languages"),
			one->text);
	const struct option_value *ui = &c->values[OPT_UI_LANGUAGE];
	if (ui->given && *ui->text && !language_tag_valid(ui->text))
		yaml_problem(doc, node_of(doc, OPT_UI_LANGUAGE),
			_("'%s' is no language code such as en, es or ca"), ui->text);
}

static void check_centre(struct config *c, const struct yaml *doc)
{
	const struct option_value *zone = &c->values[OPT_CENTRE_ZONE];
	if (zone->given && !clock_zone_known(zone->text))
		yaml_problem(doc, node_of(doc, OPT_CENTRE_ZONE),
			_("'%s' is no IANA time zone such as Europe/Madrid"), zone->text);
	const struct option_value *region = &c->values[OPT_CENTRE_REGION];
	const char *capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	if (region->given && (strlen(region->text) != 2 || strspn(region->text, capitals) != 2))
		yaml_problem(doc, node_of(doc, OPT_CENTRE_REGION),
			_("'%s' is no country code of two capitals such as ES"), region->text);
	check_languages(c, doc);
}

void config_read_options(struct config *c, const struct yaml *doc)
{
	const struct yaml_node *root = yaml_root(doc);
	const char *const *keys;
	size_t n = section_keys(c->arena, "", &keys);
	yaml_check_keys(doc, root, keys, n);
	for (size_t i = 0; i < OPT_COUNT; i++) {
		const char *path = option_table[i].path, *dot = strchr(path, '.');
		if (!dot) {
			value_read(c, i, doc, yaml_get(root, path));
			continue;
		}
		const char *section = arena_strndup(c->arena, path, (size_t)(dot - path));
		const struct yaml_node *map = yaml_get(root, section);
		bool first =
			i == 0 || strncmp(option_table[i - 1].path, path, (size_t)(dot - path + 1));
		if (first && map) {
			n = section_keys(c->arena, section, &keys);
			yaml_check_keys(doc, map, keys, n);
		}
		value_read(c, i, doc, yaml_get(map, dot + 1));
	}
	check_centre(c, doc);
}
