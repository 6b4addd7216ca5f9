/* Options come from the table, lists from their own readers below. A file that has any problem is
 * refused whole: a centre half configured is worse than one that keeps its last configuration. */
#include "carrel/config.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "conf/config_builtin.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct config {
	struct arena *arena;
	const char *path;
	struct option_value values[OPT_COUNT];
	struct vec queues;   /* of struct config_queue */
	struct vec outcomes; /* of struct config_outcome */
};

static const char *const channel_names[] = {
	[CONFIG_CALL] = "call",
	[CONFIG_MAIL] = "mail",
	[CONFIG_CHAT] = "chat",
	[CONFIG_CALLBACK] = "callback",
};
static const struct duration channel_promises[] = {
	[CONFIG_CALL] = {.ms = 20000},
	[CONFIG_MAIL] = {.ms = 86400000},
	[CONFIG_CHAT] = {.ms = 60000},
	[CONFIG_CALLBACK] = {.ms = 7200000},
};
static const char *const ask_names[] = {
	[CONFIG_ASKS_NOTHING] = "nothing",
	[CONFIG_ASKS_DATE] = "date",
	[CONFIG_ASKS_QUEUE] = "queue",
	[CONFIG_ASKS_MORE] = "more",
};
static const char *const state_names[] = {
	"open", "waiting_customer", "waiting_us", "solved", "closed"};
static const char *const mark_names[] = {"complaint", "abuse", "wrong_number"};

enum {
	ASKS = sizeof ask_names / sizeof *ask_names,
	STATES = sizeof state_names / sizeof *state_names,
	MARKS = sizeof mark_names / sizeof *mark_names,
	LIST_ROOT_KEYS = 3,
	LIST_MAX = 200,
};

/* ---- words in a string, "wal truncate" or "es, ca" ------------------------------------------- */

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

static void value_default(struct config *c, enum option_id id)
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
		yaml_problem(doc, node, "must be %s to %s by the clock", least.buf, most.buf);
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
	}
	*out = keys;
	return n;
}

static void read_options(struct config *c, const struct yaml *doc)
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
				"'%s' is no language code such as en, es or ca", all->list[i]);
		served |= strcmp(all->list[i], one->text) == 0;
	}
	if (!served && (one->given || all->given))
		yaml_problem(doc,
			node_of(doc, one->given ? OPT_CENTRE_LANGUAGE : OPT_CENTRE_LANGUAGES),
			"'%s' is the centre's language but not among centre.languages", one->text);
	const struct option_value *ui = &c->values[OPT_UI_LANGUAGE];
	if (ui->given && *ui->text && !language_tag_valid(ui->text))
		yaml_problem(doc, node_of(doc, OPT_UI_LANGUAGE),
			"'%s' is no language code such as en, es or ca", ui->text);
}

static void check_centre(struct config *c, const struct yaml *doc)
{
	const struct option_value *zone = &c->values[OPT_CENTRE_ZONE];
	if (zone->given && !clock_zone_known(zone->text))
		yaml_problem(doc, node_of(doc, OPT_CENTRE_ZONE),
			"'%s' is no IANA time zone such as Europe/Madrid", zone->text);
	const struct option_value *region = &c->values[OPT_CENTRE_REGION];
	const char *capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	if (region->given && (strlen(region->text) != 2 || strspn(region->text, capitals) != 2))
		yaml_problem(doc, node_of(doc, OPT_CENTRE_REGION),
			"'%s' is no country code of two capitals such as ES", region->text);
	check_languages(c, doc);
}

/* ---- queues and outcomes -------------------------------------------------------------------- */

static bool read_slug(struct config *c, const struct yaml *doc, const struct yaml_node *map,
	const char *key, const char **out)
{
	const struct yaml_node *node = yaml_require(doc, map, key);
	if (!yaml_string(doc, node, out))
		return false;
	const char *allowed = "abcdefghijklmnopqrstuvwxyz0123456789_-";
	if (!**out || strspn(*out, allowed) != strlen(*out)) {
		yaml_problem(doc, node, "'%s' may have only a-z, 0-9, _ and -", *out);
		return false;
	}
	*out = arena_strdup(c->arena, *out);
	return true;
}

static void read_queue(struct config *c, const struct yaml *doc, const struct yaml_node *node)
{
	static const char *const keys[] = {"slug", "title", "promise"};
	struct config_queue q = {.slug = ""};
	memcpy(q.promise, channel_promises, sizeof q.promise);
	yaml_check_keys(doc, node, keys, sizeof keys / sizeof *keys);
	if (node->kind != YAML_MAP)
		return;
	if (read_slug(c, doc, node, "slug", &q.slug) && config_queue_by_slug(c, q.slug))
		yaml_problem(doc, yaml_get(node, "slug"), "another queue has this slug");
	yaml_langtext(doc, yaml_require(doc, node, "title"), c->arena, &q.title);
	const struct yaml_node *promise = yaml_get(node, "promise");
	yaml_check_keys(doc, promise, channel_names, CONFIG_CHANNELS);
	for (size_t i = 0; i < CONFIG_CHANNELS; i++)
		yaml_duration(doc, yaml_get(promise, channel_names[i]), &q.promise[i]);
	*(struct config_queue *)vec_push(&c->queues) = q;
}

static const char *read_word(
	const struct yaml *doc, const struct yaml_node *node, const char *const *names, size_t n)
{
	size_t i;
	return yaml_choice(doc, node, names, n, &i) ? names[i] : "";
}

static void read_outcome_key(
	struct config *c, const struct yaml *doc, const struct yaml_node *node, int *key)
{
	int64_t digit = 0;
	if (!yaml_int(doc, node, 1, 9, &digit))
		return;
	const struct config_outcome *other = config_outcome_by_key(c, (int)digit);
	if (other)
		yaml_problem(doc, node, "the digit %d is taken by %s", (int)digit, other->id);
	*key = (int)digit;
}

static void read_outcome(struct config *c, const struct yaml *doc, const struct yaml_node *node)
{
	static const char *const keys[] = {
		"key", "id", "title", "state", "ask", "follow_up", "next_action", "mark"};
	struct config_outcome o = {.id = ""};
	size_t ask = CONFIG_ASKS_NOTHING;
	yaml_check_keys(doc, node, keys, sizeof keys / sizeof *keys);
	if (node->kind != YAML_MAP)
		return;
	if (read_slug(c, doc, node, "id", &o.id) && config_outcome_by_id(c, o.id))
		yaml_problem(doc, yaml_get(node, "id"), "another outcome has this id");
	read_outcome_key(c, doc, yaml_get(node, "key"), &o.key);
	yaml_langtext(doc, yaml_require(doc, node, "title"), c->arena, &o.title);
	o.state = read_word(doc, yaml_get(node, "state"), state_names, STATES);
	o.mark = read_word(doc, yaml_get(node, "mark"), mark_names, MARKS);
	yaml_choice(doc, yaml_get(node, "ask"), ask_names, ASKS, &ask);
	o.ask = (enum config_ask)ask;
	yaml_duration(doc, yaml_get(node, "follow_up"), &o.follow_up);
	yaml_langtext(doc, yaml_get(node, "next_action"), c->arena, &o.next_action);
	*(struct config_outcome *)vec_push(&c->outcomes) = o;
}

typedef void read_item_fn(struct config *, const struct yaml *, const struct yaml_node *);

static void read_list(struct config *c, const struct yaml *doc, const char *key, struct vec *into,
	read_item_fn *read)
{
	const struct yaml_node *list = yaml_get(yaml_root(doc), key);
	if (!list)
		return;
	vec_clear(into);
	if (list->kind != YAML_LIST || !list->count) {
		yaml_problem(doc, list, "must be a list of at least one, each begun with a dash");
		return;
	}
	if (!yaml_within(doc, list, LIST_MAX))
		return;
	for (const struct yaml_node *item = list->first; item; item = item->next)
		read(c, doc, item);
}

static void read_lists(struct config *c, const struct yaml *doc)
{
	read_list(c, doc, "queues", &c->queues, read_queue);
	read_list(c, doc, "outcomes", &c->outcomes, read_outcome);
}

/* ---- public --------------------------------------------------------------------------------- */

struct config *config_defaults(void)
{
	struct config *c = xcalloc(1, sizeof *c);
	c->arena = arena_new();
	c->path = "";
	c->queues.size = sizeof(struct config_queue);
	c->outcomes.size = sizeof(struct config_outcome);
	for (size_t i = 0; i < OPT_COUNT; i++)
		value_default(c, i);
	struct strbuf text = STRBUF_INIT;
	strbuf_addf(&text, "format: carrel-config/1\n%s%s", config_builtin_queues,
		config_builtin_outcomes);
	struct problems problems = {0};
	struct yaml *doc = yaml_parse(text.buf, text.len, "built-in", "config", &problems);
	if (doc)
		read_lists(c, doc);
	if (!doc || problems_count(&problems))
		mem_die("the built-in configuration: %s", problems_at(&problems, 0)->message);
	yaml_close(&doc);
	problems_fini(&problems);
	strbuf_fini(&text);
	return c;
}

void config_free(struct config **config)
{
	struct config *c = *config;
	if (!c)
		return;
	vec_fini(&c->queues);
	vec_fini(&c->outcomes);
	arena_free(&c->arena);
	free(c);
	*config = NULL;
}

enum rc config_parse(const char *text, size_t len, const char *file, struct config **out,
	struct problems *problems, struct err *err)
{
	size_t before = problems_count(problems);
	struct yaml *doc = yaml_parse(text, len, file, "config", problems);
	struct config *c = config_defaults();
	c->path = arena_strdup(c->arena, file);
	if (doc) {
		read_options(c, doc);
		check_centre(c, doc);
		read_lists(c, doc);
	}
	yaml_close(&doc);
	size_t found = problems_count(problems) - before;
	if (found == 0) {
		*out = c;
		return RC_OK;
	}
	config_free(&c);
	struct strbuf first = STRBUF_INIT;
	problem_render(problems_at(problems, before), &first);
	enum rc rc = err_set(err, RC_INVALID, "The configuration was not used. %s%s", first.buf,
		found > 1 ? ", and more." : ".");
	strbuf_fini(&first);
	return rc;
}

/* Sets path to what should be read; leaves it empty when the defaults are meant. */
static void find_file(const char *explicit_path, struct strbuf *path)
{
	const char *named = explicit_path ? explicit_path : getenv("CARREL_CONFIG");
	if (named && *named) {
		strbuf_addstr(path, named);
		return;
	}
	struct strbuf dir = STRBUF_INIT;
	if (path_base_dir(PATH_CONFIG, &dir, NULL) == RC_OK) {
		path_join(path, dir.buf, "config.yaml");
		if (!path_exists(path->buf))
			strbuf_reset(path);
	}
	strbuf_fini(&dir);
}

enum rc config_load(
	const char *explicit_path, struct config **out, struct problems *problems, struct err *err)
{
	struct strbuf path = STRBUF_INIT, text = STRBUF_INIT;
	find_file(explicit_path, &path);
	enum rc rc = RC_OK;
	if (!path.len)
		*out = config_defaults();
	else if ((rc = path_read_file(path.buf, YAML_MAX_BYTES, &text, err)) == RC_OK)
		rc = config_parse(text.buf, text.len, path.buf, out, problems, err);
	strbuf_fini(&text);
	strbuf_fini(&path);
	return rc;
}

const char *config_path(const struct config *c)
{
	return c->path;
}

const struct option_value *config_value(const struct config *c, enum option_id id)
{
	assert(id < OPT_COUNT);
	return &c->values[id];
}

const char *config_text(const struct config *c, enum option_id id)
{
	return config_value(c, id)->text;
}

int64_t config_number(const struct config *c, enum option_id id)
{
	return config_value(c, id)->number;
}

bool config_bool(const struct config *c, enum option_id id)
{
	return config_value(c, id)->number != 0;
}

size_t config_queue_count(const struct config *c)
{
	return c->queues.n;
}

const struct config_queue *config_queue(const struct config *c, size_t i)
{
	return vec_at(&c->queues, i);
}

const struct config_queue *config_queue_by_slug(const struct config *c, const char *slug)
{
	for (size_t i = 0; i < c->queues.n; i++)
		if (strcmp(config_queue(c, i)->slug, slug) == 0)
			return config_queue(c, i);
	return NULL;
}

size_t config_outcome_count(const struct config *c)
{
	return c->outcomes.n;
}

const struct config_outcome *config_outcome(const struct config *c, size_t i)
{
	return vec_at(&c->outcomes, i);
}

const struct config_outcome *config_outcome_by_id(const struct config *c, const char *id)
{
	for (size_t i = 0; i < c->outcomes.n; i++)
		if (strcmp(config_outcome(c, i)->id, id) == 0)
			return config_outcome(c, i);
	return NULL;
}

const struct config_outcome *config_outcome_by_key(const struct config *c, int digit)
{
	for (size_t i = 0; i < c->outcomes.n; i++)
		if (config_outcome(c, i)->key == digit && digit > 0)
			return config_outcome(c, i);
	return NULL;
}

void config_default_store(struct strbuf *out)
{
	struct strbuf dir = STRBUF_INIT;
	if (path_base_dir(PATH_DATA, &dir, NULL) != RC_OK)
		strbuf_addstr(&dir, ".");
	path_join(out, dir.buf, "carrel.db");
	strbuf_fini(&dir);
}
