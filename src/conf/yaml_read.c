/* What the readers of every kind of file share: paths, key lists, typed values. Each says what is
 * wrong in words for the person who wrote the file, at the value's own place. */
#include "carrel/yaml.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/strbuf.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
	if (!map || map->kind != YAML_MAP)
		return NULL;
	for (const struct yaml_node *c = map->first; c; c = c->next)
		if (strcmp(c->key, key) == 0)
			return c;
	return NULL;
}

void yaml_path(const struct yaml_node *node, struct strbuf *out)
{
	const struct yaml_node *chain[YAML_MAX_DEPTH + 1];
	size_t n = 0;
	for (; node && node->parent && n <= YAML_MAX_DEPTH; node = node->parent)
		chain[n++] = node;
	while (n--) {
		if (chain[n]->key)
			strbuf_addf(out, "%s%s", out->len ? "." : "", chain[n]->key);
		else
			strbuf_addf(out, "[%zu]", chain[n]->index);
	}
}

void yaml_problem(const struct yaml *doc, const struct yaml_node *node, const char *fmt, ...)
{
	if (problems_count(yaml_problems(doc)) > PROBLEMS_MAX)
		return;
	struct strbuf path = STRBUF_INIT, message = STRBUF_INIT;
	yaml_path(node, &path);
	va_list ap;
	va_start(ap, fmt);
	strbuf_vaddf(&message, fmt, ap);
	va_end(ap);
	problems_add(yaml_problems(doc), yaml_file(doc), node ? node->line : 1,
		node ? node->column : 1, path.buf, "%s", message.buf);
	strbuf_fini(&path);
	strbuf_fini(&message);
}

static void key_problem(
	const struct yaml *doc, const struct yaml_node *child, const char *const *allowed, size_t n)
{
	if (problems_count(yaml_problems(doc)) > PROBLEMS_MAX)
		return;
	const char *near = suggest_nearest(child->key, allowed, n);
	struct strbuf path = STRBUF_INIT;
	yaml_path(child, &path);
	problems_add(yaml_problems(doc), yaml_file(doc), child->key_line, child->key_column,
		path.buf, _("there is no such key%s%s%s"), near ? _(" (did you mean ") : "",
		near ? near : "", near ? "?)" : "");
	strbuf_fini(&path);
}

bool yaml_check_keys(
	const struct yaml *doc, const struct yaml_node *map, const char *const *allowed, size_t n)
{
	if (!map)
		return false;
	if (map->kind != YAML_MAP) {
		yaml_problem(doc, map, _("must be a map, `key: value`"));
		return false;
	}
	bool good = true;
	for (const struct yaml_node *c = map->first; c; c = c->next) {
		bool known = false;
		for (size_t i = 0; i < n && !known; i++)
			known = strcmp(c->key, allowed[i]) == 0;
		if (!known)
			key_problem(doc, c, allowed, n);
		good &= known;
	}
	return good;
}

bool yaml_within(const struct yaml *doc, const struct yaml_node *node, size_t most)
{
	if (!node || node->count <= most)
		return true;
	yaml_problem(doc, node,
		i18n_plural("has %zu entry; %zu are the most", "has %zu entries; %zu are the most",
			(unsigned long)node->count),
		node->count, most);
	return false;
}

const struct yaml_node *yaml_require(
	const struct yaml *doc, const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = yaml_get(map, key);
	if (!node && map && map->kind == YAML_MAP)
		yaml_problem(doc, map, _("the key `%s` is missing"), key);
	return node;
}

static bool is_scalar(const struct yaml *doc, const struct yaml_node *node, const char *what)
{
	if (!node)
		return false;
	if (node->kind != YAML_SCALAR) {
		yaml_problem(doc, node, _("must be %s, not a %s"), what,
			node->kind == YAML_LIST ? _("list") : _("map"));
		return false;
	}
	if (!node->quoted && (!*node->text || strcmp(node->text, "~") == 0)) {
		yaml_problem(doc, node, _("has no value; give %s or take the key out"), what);
		return false;
	}
	return true;
}

bool yaml_string(const struct yaml *doc, const struct yaml_node *node, const char **out)
{
	if (!is_scalar(doc, node, _("a text")))
		return false;
	*out = node->text;
	return true;
}

bool yaml_int(const struct yaml *doc, const struct yaml_node *node, int64_t min, int64_t max,
	int64_t *out)
{
	if (!is_scalar(doc, node, _("a whole number")))
		return false;
	errno = 0;
	char *end;
	long long value = strtoll(node->text, &end, 10);
	if (node->quoted || *end || end == node->text || errno || node->text[0] == ' ') {
		yaml_problem(doc, node, _("'%s' is not a whole number"), node->text);
		return false;
	}
	if (value < min || value > max) {
		yaml_problem(doc, node, _("%lld is out of range; it may be %lld to %lld"), value,
			(long long)min, (long long)max);
		return false;
	}
	*out = value;
	return true;
}

bool yaml_number(const struct yaml *doc, const struct yaml_node *node, double *out)
{
	if (!is_scalar(doc, node, _("a number")))
		return false;
	/* strtod() would read the locale's comma. */
	const char *s = node->text + (*node->text == '-');
	size_t whole = strspn(s, "0123456789");
	size_t part = s[whole] == '.' ? strspn(s + whole + 1, "0123456789") : 0;
	size_t len = whole + (part ? part + 1 : 0);
	if (node->quoted || !whole || s[len] || whole > 12 || part > 6) {
		yaml_problem(doc, node, _("'%s' is not a number such as 12 or 18.40"), node->text);
		return false;
	}
	double value = 0, scale = 1;
	for (size_t i = 0; i < len; i++)
		if (s[i] != '.')
			value = value * 10 + (s[i] - '0');
	for (size_t i = 0; i < part; i++)
		scale *= 10;
	*out = (*node->text == '-' ? -value : value) / scale;
	return true;
}

bool yaml_bool(const struct yaml *doc, const struct yaml_node *node, bool *out)
{
	if (!is_scalar(doc, node, _("true or false")))
		return false;
	bool yes = strcmp(node->text, "true") == 0;
	if (node->quoted || (!yes && strcmp(node->text, "false") != 0)) {
		yaml_problem(doc, node, _("'%s' must be true or false"), node->text);
		return false;
	}
	*out = yes;
	return true;
}

bool yaml_choice(const struct yaml *doc, const struct yaml_node *node, const char *const *choices,
	size_t n, size_t *out)
{
	if (!is_scalar(doc, node, _("one word of the list")))
		return false;
	for (size_t i = 0; i < n; i++)
		if (strcmp(choices[i], node->text) == 0) {
			*out = i;
			return true;
		}
	struct strbuf say = STRBUF_INIT;
	const char *near = suggest_nearest(node->text, choices, n);
	if (near)
		strbuf_addf(&say, _(" (did you mean %s?)"), near);
	strbuf_addstr(&say, _("; it may be"));
	for (size_t i = 0; i < n; i++)
		strbuf_addf(&say, "%s %s", i ? "," : "", choices[i]);
	yaml_problem(doc, node, _("'%s' is not known%s"), node->text, say.buf);
	strbuf_fini(&say);
	return false;
}

bool yaml_strings(const struct yaml *doc, const struct yaml_node *node, struct arena *a,
	const char *const **out, size_t *n)
{
	if (!node)
		return false;
	bool list = node->kind == YAML_LIST;
	if (node->kind == YAML_MAP) {
		yaml_problem(doc, node, _("must be a list, [one, two]"));
		return false;
	}
	const char **items = arena_array(a, (list ? node->count : 1) + 1, sizeof *items);
	size_t count = 0;
	bool good = true;
	for (const struct yaml_node *c = list ? node->first : node; c; c = list ? c->next : NULL) {
		const char *text;
		if (yaml_string(doc, c, &text))
			items[count++] = arena_strdup(a, text);
		else
			good = false;
	}
	if (good) {
		*out = items;
		*n = count;
	}
	return good;
}

bool yaml_langtext(
	const struct yaml *doc, const struct yaml_node *node, struct arena *a, struct langtext *out)
{
	if (!node)
		return false;
	if (node->kind == YAML_LIST || (node->kind == YAML_MAP && !node->count)) {
		yaml_problem(doc, node, _("must be a text, or {en: …, es: …}"));
		return false;
	}
	bool map = node->kind == YAML_MAP;
	struct langtext w = {.entries = arena_array(a, map ? node->count : 1, sizeof *w.entries)};
	bool good = true;
	for (const struct yaml_node *c = map ? node->first : node; c; c = map ? c->next : NULL) {
		const char *text;
		if (map && !language_tag_valid(c->key)) {
			yaml_problem(
				doc, c, _("'%s' is no language code such as en, es or ca"), c->key);
			good = false;
		} else if (!yaml_string(doc, c, &text)) {
			good = false;
		} else {
			w.entries[w.n++] = (struct langtext_entry){
				arena_strdup(a, map ? c->key : ""), arena_strdup(a, text)};
		}
	}
	if (good)
		*out = w;
	return good;
}

/* ---- durations ------------------------------------------------------------------------------ */

struct unit {
	const char *name;
	int64_t ms;
};

static const struct unit units[] = {
	{"w", 604800000},
	{"d", 86400000},
	{"h", 3600000},
	{"m", 60000},
	{"s", 1000},
	{"ms", 1},
};
enum { UNITS = sizeof units / sizeof *units, DURATION_MAX_NUMBER = 1000000 };

static const struct unit *unit_find(const char *s, size_t len)
{
	for (size_t i = 0; i < UNITS; i++)
		if (strlen(units[i].name) == len && strncmp(units[i].name, s, len) == 0)
			return &units[i];
	return NULL;
}

bool duration_parse(const char *text, struct duration *out)
{
	struct duration d = {0};
	bool clock = false, days = false;
	const char *s = text;
	while (*s) {
		if (s != text && *s == ' ')
			s++;
		int64_t number = 0;
		size_t digits = strspn(s, "0123456789"), letters;
		for (size_t i = 0; i < digits && number <= DURATION_MAX_NUMBER; i++)
			number = number * 10 + (s[i] - '0');
		s += digits;
		letters = strspn(s, "dhmsw");
		const struct unit *u = unit_find(s, letters);
		if (digits == 0 || number > DURATION_MAX_NUMBER)
			return false;
		if (u) {
			d.ms += number * u->ms;
			clock = true;
		} else if (letters == 2 && strncmp(s, "wd", 2) == 0 && !days) {
			d.working_days = (int)number;
			days = true;
		} else {
			return false;
		}
		s += letters;
	}
	if (clock == days)
		return false;
	*out = d;
	return true;
}

void duration_format(const struct duration *d, struct strbuf *out)
{
	if (d->working_days) {
		strbuf_addf(out, "%dwd", d->working_days);
		return;
	}
	int64_t left = d->ms;
	const char *gap = "";
	for (size_t i = 1; i < UNITS; i++) {
		if (left < units[i].ms)
			continue;
		strbuf_addf(out, "%s%lld%s", gap, (long long)(left / units[i].ms), units[i].name);
		left %= units[i].ms;
		gap = " ";
	}
	if (d->ms <= 0)
		strbuf_addstr(out, "0s");
}

bool yaml_duration(const struct yaml *doc, const struct yaml_node *node, struct duration *out)
{
	if (!is_scalar(doc, node, _("a time such as 20s, 3m, 2d or 15wd")))
		return false;
	if (duration_parse(node->text, out))
		return true;
	yaml_problem(doc, node,
		_("'%s' is no time such as 20s, 3m, 1h 30m, 2d or 15wd (working days)"),
		node->text);
	return false;
}
