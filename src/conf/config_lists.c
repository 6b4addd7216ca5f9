/* config_lists.c - the queues, the outcomes and the root causes of a centre, as its configuration names them. */
#include "conf/config_private.h"
#include "carrel/i18n.h"

#include <string.h>

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
	LIST_MAX = 200,
};

static bool read_slug(struct config *c, const struct yaml *doc, const struct yaml_node *map,
	const char *key, const char **out)
{
	const struct yaml_node *node = yaml_require(doc, map, key);
	if (!yaml_string(doc, node, out))
		return false;
	const char *allowed = "abcdefghijklmnopqrstuvwxyz0123456789_-";
	if (!**out || strspn(*out, allowed) != strlen(*out)) {
		yaml_problem(doc, node, _("'%s' may have only a-z, 0-9, _ and -"), *out);
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
		yaml_problem(doc, yaml_get(node, "slug"), _("another queue has this slug"));
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
		yaml_problem(doc, node, _("the digit %d is taken by %s"), (int)digit, other->id);
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
		yaml_problem(doc, yaml_get(node, "id"), _("another outcome has this id"));
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

static void read_cause(struct config *c, const struct yaml *doc, const struct yaml_node *node)
{
	static const char *const keys[] = {"id", "title"};
	struct config_cause cause = {.id = ""};
	yaml_check_keys(doc, node, keys, sizeof keys / sizeof *keys);
	if (node->kind != YAML_MAP)
		return;
	if (read_slug(c, doc, node, "id", &cause.id) && config_cause_by_id(c, cause.id))
		yaml_problem(doc, yaml_get(node, "id"), _("another cause has this id"));
	yaml_langtext(doc, yaml_require(doc, node, "title"), c->arena, &cause.title);
	*(struct config_cause *)vec_push(&c->causes) = cause;
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
		yaml_problem(
			doc, list, _("must be a list of at least one, each begun with a dash"));
		return;
	}
	if (!yaml_within(doc, list, LIST_MAX))
		return;
	for (const struct yaml_node *item = list->first; item; item = item->next)
		read(c, doc, item);
}

void config_read_lists(struct config *c, const struct yaml *doc)
{
	read_list(c, doc, "queues", &c->queues, read_queue);
	read_list(c, doc, "outcomes", &c->outcomes, read_outcome);
	read_list(c, doc, "causes", &c->causes, read_cause);
}
