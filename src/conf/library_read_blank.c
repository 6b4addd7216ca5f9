/* The blanks of a text. */
#include "conf/library_read.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/textfill.h"

#include <string.h>

enum { BLANKS_MAX = TEXTFILL_NAMES_MAX };

static void read_range(
	struct library_reader *r, const struct yaml_node *node, struct library_blank *blank)
{
	if (!node)
		return;
	if (blank->type != BLANK_NUMBER && blank->type != BLANK_MONEY) {
		yaml_problem(r->doc, node, _("only a number or money has a range"));
		return;
	}
	if (node->kind != YAML_LIST || node->count != 2) {
		yaml_problem(r->doc, node, _("must be two numbers, [least, most]"));
		return;
	}
	if (!yaml_number(r->doc, node->first, &blank->min) ||
		!yaml_number(r->doc, node->first->next, &blank->max))
		return;
	if (blank->min > blank->max)
		yaml_problem(r->doc, node, _("the first number must not be above the second"));
	blank->has_range = true;
}

/* A default is put in as it stands, so it has to be a value. */
static void check_default(
	struct library_reader *r, const struct yaml_node *node, const struct library_blank *blank)
{
	if (!node || !*blank->default_text)
		return;
	for (size_t i = 0; i < blank->nchoices; i++)
		if (strcmp(blank->choices[i], blank->default_text) == 0)
			return;
	if (blank->type == BLANK_CHOICE)
		yaml_problem(r->doc, node, _("'%s' is not among the choices"), blank->default_text);
	struct arena_mark mark = arena_mark(r->scratch);
	struct err err = {0};
	const char *value;
	if ((blank->type == BLANK_NUMBER || blank->type == BLANK_MONEY) &&
		library_blank_check(blank, blank->default_text, &(struct blank_manner){0},
			r->scratch, &value, &err) != RC_OK)
		yaml_problem(r->doc, node, _("'%s' is no value for this blank: %s"),
			blank->default_text, err.text);
	arena_release(r->scratch, mark);
}

static void read_type(struct library_reader *r, const struct yaml_node *node,
	const struct yaml_node *choices, struct library_blank *blank)
{
	const char *names[BLANK_TYPES];
	for (size_t i = 0; i < BLANK_TYPES; i++)
		names[i] = blank_type_name((enum blank_type)i);
	size_t type = choices ? BLANK_CHOICE : BLANK_TEXT;
	yaml_choice(r->doc, yaml_get(node, "type"), names, BLANK_TYPES, &type);
	blank->type = (enum blank_type)type;
	if (blank->type == BLANK_CHOICE && !blank->nchoices)
		yaml_problem(r->doc, node, _("a choice needs `choices: [one, two]`"));
	if (blank->type != BLANK_CHOICE && choices)
		yaml_problem(r->doc, choices, _("only a blank of type choice has choices"));
}

static void read_blank(
	struct library_reader *r, const struct yaml_node *node, struct library_blank *blank)
{
	static const char *const keys[] = {"ask", "type", "choices", "range", "default"};
	*blank = (struct library_blank){.name = arena_strdup(r->a, node->key), .default_text = ""};
	size_t len = strlen(node->key);
	const char *letters = "abcdefghijklmnopqrstuvwxyz0123456789_";
	if (!len || strspn(node->key, letters) != len || node->key[0] < 'a')
		yaml_problem(r->doc, node, _("a blank's name may have only a-z, 0-9 and _"));
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	if (node->kind != YAML_MAP)
		return;
	yaml_langtext(r->doc, yaml_require(r->doc, node, "ask"), r->a, &blank->ask);
	const struct yaml_node *choices = yaml_get(node, "choices");
	yaml_strings(r->doc, choices, r->a, &blank->choices, &blank->nchoices);
	read_type(r, node, choices, blank);
	read_range(r, yaml_get(node, "range"), blank);
	const struct yaml_node *given = yaml_get(node, "default");
	if (yaml_string(r->doc, given, &blank->default_text))
		blank->default_text = arena_strdup(r->a, blank->default_text);
	check_default(r, given, blank);
}

void library_read_blanks(
	struct library_reader *r, const struct yaml_node *node, struct library_text *t)
{
	if (!node)
		return;
	if (node->kind != YAML_MAP) {
		yaml_problem(r->doc, node, _("must be a map, `name: {ask: …}`"));
		return;
	}
	if (!yaml_within(r->doc, node, BLANKS_MAX))
		return;
	struct library_blank *blanks = arena_array(r->a, node->count + 1, sizeof *blanks);
	for (const struct yaml_node *c = node->first; c; c = c->next)
		read_blank(r, c, &blanks[t->nblanks++]);
	t->blanks = blanks;
}

enum rc library_blank_check(const struct library_blank *blank, const char *typed,
	const struct blank_manner *manner, struct arena *a, const char **value, struct err *err)
{
	struct blank_rule rule = {
		.type = blank->type,
		.choices = blank->choices,
		.nchoices = blank->nchoices,
		.has_range = blank->has_range,
		.min = blank->min,
		.max = blank->max,
	};
	return blank_check(&rule, typed, manner, a, value, err);
}
