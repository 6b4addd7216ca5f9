#include "conf/scenario_caller.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/phone.h"
#include "carrel/textfill.h"

#include <string.h>

struct reader {
	const struct yaml *doc;
	struct scenario_file *s;
};

enum { DAYS_MAX = 36500 };

static bool is_variable(const struct scenario_file *s, const char *name)
{
	for (size_t i = 0; i < s->nvars; i++)
		if (strcmp(s->vars[i].name, name) == 0)
			return true;
	return false;
}

static void check_names(const struct reader *r, const struct yaml_node *node, const char *text)
{
	const char *const *names;
	size_t n = textfill_names(text, r->s->arena, &names);
	for (size_t i = 0; i < n; i++)
		if (!is_variable(r->s, names[i]))
			yaml_problem(r->doc, node, _("{%s} is not among the vars"), names[i]);
}

static const char *read_text(const struct reader *r, const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = yaml_get(map, key);
	const char *text = "";
	if (yaml_string(r->doc, node, &text))
		check_names(r, node, text);
	return arena_strdup(r->s->arena, text);
}

static void read_words(const struct reader *r, const struct yaml_node *node, struct langtext *out)
{
	if (!yaml_langtext(r->doc, node, r->s->arena, out))
		return;
	for (size_t i = 0; i < out->n; i++)
		check_names(r, node, out->entries[i].text);
}

static const char *read_choice(const struct reader *r, const struct yaml_node *node,
	const char *const *choices, size_t n, const char *otherwise)
{
	size_t at;
	return yaml_choice(r->doc, node, choices, n, &at) ? choices[at] : otherwise;
}

/* A call rings with the full number, so nothing here depends on a country. */
static const char *read_phone(const struct reader *r, const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = yaml_get(map, key);
	const char *number = read_text(r, map, key);
	if (*number && !phone_is_e164(number))
		yaml_problem(r->doc, node, _("must be a number such as +34555010142"));
	return number;
}

static int read_days(const struct reader *r, const struct yaml_node *map)
{
	int64_t days = 0;
	yaml_int(r->doc, yaml_get(map, "days_ago"), 0, DAYS_MAX, &days);
	return (int)days;
}

static void read_customer(
	const struct reader *r, const struct yaml_node *node, struct scenario_customer *c)
{
	static const char *const keys[] = {"name", "language", "tone", "phone", "email", "address",
		"loyalty", "alert", "vip", "vulnerable"};
	static const char *const tones[] = {"formal", "casual"};
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	*c = (struct scenario_customer){.name = "", .language = "", .phone = "", .email = ""};
	c->tone = read_choice(r, yaml_get(node, "tone"), tones, 2, "");
	if (node->kind != YAML_MAP)
		return;
	const struct yaml_node *name = yaml_require(r->doc, node, "name");
	c->name = read_text(r, node, "name");
	if (name && !*c->name)
		yaml_problem(r->doc, name, _("a customer needs a name"));
	const struct yaml_node *language = yaml_get(node, "language");
	c->language = read_text(r, node, "language");
	if (*c->language && !language_tag_valid(c->language))
		yaml_problem(r->doc, language, _("'%s' is no language code such as en, es or ca"),
			c->language);
	c->phone = read_phone(r, node, "phone");
	c->email = read_text(r, node, "email");
	read_words(r, yaml_get(node, "address"), &c->address);
	read_words(r, yaml_get(node, "loyalty"), &c->loyalty);
	read_words(r, yaml_get(node, "alert"), &c->alert);
	yaml_bool(r->doc, yaml_get(node, "vip"), &c->vip);
	yaml_bool(r->doc, yaml_get(node, "vulnerable"), &c->vulnerable);
}

static void read_contact(
	const struct reader *r, const struct yaml_node *node, struct scenario_contact *c)
{
	static const char *const keys[] = {
		"kind", "direction", "days_ago", "subject", "body", "outcome", "on_case"};
	static const char *const kinds[] = {"call", "mail", "chat", "message", "visit", "note"};
	static const char *const directions[] = {"in", "out", "internal"};
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	*c = (struct scenario_contact){.outcome = ""};
	c->kind =
		read_choice(r, yaml_get(node, "kind"), kinds, sizeof kinds / sizeof *kinds, "call");
	c->direction = read_choice(r, yaml_get(node, "direction"), directions,
		sizeof directions / sizeof *directions, "in");
	if (node->kind != YAML_MAP)
		return;
	c->days_ago = read_days(r, node);
	read_words(r, yaml_require(r->doc, node, "subject"), &c->subject);
	read_words(r, yaml_get(node, "body"), &c->body);
	c->outcome = read_text(r, node, "outcome");
	const struct yaml_node *on_case = yaml_get(node, "on_case");
	if (yaml_bool(r->doc, on_case, &c->on_case) && c->on_case && !r->s->caller.has_case)
		yaml_problem(r->doc, on_case, _("there is no open_case that it could belong to"));
}

static void read_case(const struct reader *r, const struct yaml_node *node)
{
	static const char *const keys[] = {"subject", "topic", "days_ago", "next_action"};
	struct scenario_case *c = &r->s->caller.open_case;
	c->topic = "";
	if (!node)
		return;
	r->s->caller.has_case = true;
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	if (node->kind != YAML_MAP)
		return;
	read_words(r, yaml_require(r->doc, node, "subject"), &c->subject);
	c->topic = read_text(r, node, "topic");
	c->days_ago = read_days(r, node);
	read_words(r, yaml_get(node, "next_action"), &c->next_action);
}

/* Reports a node that is there and is no list; the first child otherwise. */
static const struct yaml_node *list_of(
	const struct reader *r, const struct yaml_node *map, const char *key, size_t *n)
{
	const struct yaml_node *node = yaml_get(map, key);
	*n = 0;
	if (!node)
		return NULL;
	if (node->kind != YAML_LIST) {
		yaml_problem(r->doc, node, _("must be a list, each begun with a dash"));
		return NULL;
	}
	*n = node->count;
	return node->first;
}

static void read_others(const struct reader *r, const struct yaml_node *map)
{
	size_t n;
	const struct yaml_node *c = list_of(r, map, "others", &n);
	struct scenario_customer *others = arena_array(r->s->arena, n + 1, sizeof *others);
	for (size_t i = 0; c; c = c->next)
		read_customer(r, c, &others[i++]);
	r->s->caller.others = others;
	r->s->caller.nothers = n;
}

static void read_history(const struct reader *r, const struct yaml_node *map)
{
	size_t n;
	const struct yaml_node *c = list_of(r, map, "history", &n);
	struct scenario_contact *history = arena_array(r->s->arena, n + 1, sizeof *history);
	for (size_t i = 0; c; c = c->next)
		read_contact(r, c, &history[i++]);
	r->s->caller.history = history;
	r->s->caller.nhistory = n;
}

void scenario_caller_read(
	const struct yaml *doc, const struct yaml_node *node, struct scenario_file *s)
{
	static const char *const keys[] = {
		"number", "queue", "customer", "others", "history", "open_case"};
	const struct reader r = {.doc = doc, .s = s};
	const struct yaml_node *customer = yaml_get(node, "customer");
	s->caller = (struct scenario_caller){
		.customer = {.name = "", .language = "", .tone = "", .phone = "", .email = ""}};
	s->has_caller = node != NULL;
	s->caller.number = node ? read_phone(&r, node, "number") : "";
	s->caller.queue = node ? read_text(&r, node, "queue") : "";
	s->caller.known = customer != NULL;
	read_case(&r, yaml_get(node, "open_case"));
	read_others(&r, node);
	read_history(&r, node);
	if (!node)
		return;
	yaml_check_keys(doc, node, keys, sizeof keys / sizeof *keys);
	if (customer)
		read_customer(&r, customer, &s->caller.customer);
	else if (s->caller.nhistory || s->caller.has_case)
		yaml_problem(
			doc, node, _("history and open_case need the customer they belong to"));
}
