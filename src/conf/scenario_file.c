/* A scenario is a small graph, and a mistake in it meets a trainee in the middle of a lesson; so
 * the reader walks the whole graph and every expression before it hands anything out. */
#include "carrel/scenario_file.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/yaml.h"
#include "conf/scenario_caller.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { SCORE_LIMIT = 1000, STATE_LIMIT = 1000, PAR_MAX_S = 7200, NODES_MAX = 500, NAMES_MAX = 100 };

struct scenario_reader {
	struct scenario_file *s;
	const struct yaml *doc;
	struct arena *a;
	const struct yaml_node *nodes; /* the map; index is the number of a node */
};

/* ---- small values --------------------------------------------------------------------------- */

static const char *read_text(
	const struct scenario_reader *r, const struct yaml_node *node, const char *otherwise)
{
	const char *text = otherwise;
	yaml_string(r->doc, node, &text);
	return arena_strdup(r->a, text);
}

static int read_int(const struct scenario_reader *r, const struct yaml_node *node, int min, int max,
	int otherwise)
{
	int64_t value = otherwise;
	yaml_int(r->doc, node, min, max, &value);
	return (int)value;
}

static bool is_map(const struct scenario_reader *r, const struct yaml_node *node)
{
	if (node && node->kind != YAML_MAP)
		yaml_problem(r->doc, node, _("must be a map, `name: value`"));
	return node && node->kind == YAML_MAP;
}

static bool is_list(const struct scenario_reader *r, const struct yaml_node *node)
{
	if (node && node->kind != YAML_LIST)
		yaml_problem(r->doc, node, _("must be a list"));
	return node && node->kind == YAML_LIST;
}

static const struct scenario_number *read_score(
	const struct scenario_reader *r, const struct yaml_node *node, size_t *n)
{
	*n = 0;
	if (!is_map(r, node))
		return NULL;
	struct scenario_number *out = arena_array(r->a, node->count + 1, sizeof *out);
	for (const struct yaml_node *c = node->first; c; c = c->next)
		out[(*n)++] = (struct scenario_number){
			arena_strdup(r->a, c->key), read_int(r, c, -SCORE_LIMIT, SCORE_LIMIT, 0)};
	return out;
}

static const struct scenario_state *state_find(const struct scenario_file *s, const char *name)
{
	for (size_t i = 0; i < s->nstate; i++)
		if (strcmp(s->state[i].name, name) == 0)
			return &s->state[i];
	return NULL;
}

static const char *state_near(const struct scenario_reader *r, const char *name)
{
	const char **names = arena_array(r->a, r->s->nstate + 1, sizeof *names);
	for (size_t i = 0; i < r->s->nstate; i++)
		names[i] = r->s->state[i].name;
	return suggest_nearest(name, names, r->s->nstate);
}

/* "+2" and "-1" in quotes are added; a bare number or a boolean replaces. */
static void read_set_value(const struct scenario_reader *r, const struct yaml_node *c,
	const struct scenario_state *state, struct scenario_set *out)
{
	bool yes = false;
	if (state && state->is_bool) {
		yaml_bool(r->doc, c, &yes);
		out->value = yes;
		return;
	}
	if (c->kind != YAML_SCALAR || !c->quoted) {
		out->value = read_int(r, c, -STATE_LIMIT, STATE_LIMIT, 0);
		return;
	}
	char *end;
	long value = strtol(c->text, &end, 10);
	bool sign = c->text[0] == '+' || c->text[0] == '-';
	if (!sign || *end || end == c->text || labs(value) > STATE_LIMIT)
		yaml_problem(r->doc, c, _("must be a number, or \"+1\" or \"-1\" to add to it"));
	out->add = true;
	out->value = (int)value;
}

static const struct scenario_set *read_set(
	const struct scenario_reader *r, const struct yaml_node *node, size_t *n)
{
	*n = 0;
	if (!is_map(r, node))
		return NULL;
	struct scenario_set *out = arena_array(r->a, node->count + 1, sizeof *out);
	for (const struct yaml_node *c = node->first; c; c = c->next) {
		const struct scenario_state *state = state_find(r->s, c->key);
		const char *near = state ? NULL : state_near(r, c->key);
		if (!state)
			yaml_problem(r->doc, c, _("there is no '%s' in state%s%s%s"), c->key,
				near ? _(" (did you mean ") : "", near ? near : "",
				near ? "?)" : "");
		out[*n].name = arena_strdup(r->a, c->key);
		read_set_value(r, c, state, &out[(*n)++]);
	}
	return out;
}

static int read_next(const struct scenario_reader *r, const struct yaml_node *node)
{
	const char *name;
	if (!yaml_string(r->doc, node, &name))
		return SCENARIO_NO_NODE;
	const struct yaml_node *target = yaml_get(r->nodes, name);
	if (target)
		return (int)target->index;
	size_t n = 0;
	const char **names = arena_array(r->a, r->nodes->count + 1, sizeof *names);
	for (const struct yaml_node *c = r->nodes->first; c; c = c->next)
		names[n++] = c->key;
	const char *near = suggest_nearest(name, names, n);
	yaml_problem(r->doc, node, _("there is no node '%s'%s%s%s"), name,
		near ? _(" (did you mean ") : "", near ? near : "", near ? "?)" : "");
	return SCENARIO_NO_NODE;
}

/* ---- nodes ---------------------------------------------------------------------------------- */

static void read_choice(
	const struct scenario_reader *r, const struct yaml_node *node, struct scenario_choice *out)
{
	static const char *const keys[] = {"say", "score", "set", "next", "why"};
	*out = (struct scenario_choice){.next = SCENARIO_NO_NODE};
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	if (node->kind != YAML_MAP)
		return;
	yaml_langtext(r->doc, yaml_require(r->doc, node, "say"), r->a, &out->say);
	yaml_langtext(r->doc, yaml_get(node, "why"), r->a, &out->why);
	out->score = read_score(r, yaml_get(node, "score"), &out->nscore);
	out->set = read_set(r, yaml_get(node, "set"), &out->nset);
	out->next = read_next(r, yaml_require(r->doc, node, "next"));
}

static void read_choices(
	const struct scenario_reader *r, const struct yaml_node *list, struct scenario_node *out)
{
	if (!is_list(r, list))
		return;
	if (!list->count)
		yaml_problem(r->doc, list, _("needs at least one choice"));
	struct scenario_choice *choices = arena_array(r->a, list->count + 1, sizeof *choices);
	for (const struct yaml_node *c = list->first; c; c = c->next)
		read_choice(r, c, &choices[out->nchoices++]);
	out->choices = choices;
}

static void read_action(
	const struct scenario_reader *r, const struct yaml_node *node, struct scenario_node *out)
{
	static const char *const keys[] = {"screen", "field", "require", "within_s"};
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	if (node->kind != YAML_MAP)
		return;
	out->screen = read_text(r, yaml_require(r->doc, node, "screen"), "");
	out->field = read_text(r, yaml_get(node, "field"), "");
	yaml_strings(r->doc, yaml_get(node, "require"), r->a, &out->require, &out->nrequire);
	out->within_s = read_int(r, yaml_get(node, "within_s"), 1, PAR_MAX_S, 0);
	if (!*out->field && !out->nrequire)
		yaml_problem(r->doc, node, _("must say what to do: `field` or `require`"));
}

static void read_branch(
	const struct scenario_reader *r, const struct yaml_node *node, struct scenario_branch *out)
{
	static const char *const keys[] = {"set", "score", "next"};
	out->next = SCENARIO_NO_NODE;
	if (!yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys))
		return;
	out->set = read_set(r, yaml_get(node, "set"), &out->nset);
	out->score = read_score(r, yaml_get(node, "score"), &out->nscore);
	out->next = read_next(r, yaml_require(r->doc, node, "next"));
}

static void read_must(
	const struct scenario_reader *r, const struct yaml_node *list, struct scenario_node *out)
{
	if (!is_list(r, list))
		return;
	struct scenario_group *groups = arena_array(r->a, list->count + 1, sizeof *groups);
	for (const struct yaml_node *c = list->first; c; c = c->next) {
		struct scenario_group *g = &groups[out->nmust++];
		yaml_strings(r->doc, c, r->a, &g->words, &g->n);
	}
	out->must = groups;
}

static void read_free_text(
	const struct scenario_reader *r, const struct yaml_node *node, struct scenario_node *out)
{
	static const char *const keys[] = {"ask", "must", "must_not", "score"};
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	if (node->kind != YAML_MAP)
		return;
	yaml_langtext(r->doc, yaml_require(r->doc, node, "ask"), r->a, &out->ask);
	read_must(r, yaml_get(node, "must"), out);
	yaml_strings(r->doc, yaml_get(node, "must_not"), r->a, &out->must_not, &out->nmust_not);
	out->score = read_score(r, yaml_get(node, "score"), &out->nscore);
}

static void read_end(
	const struct scenario_reader *r, const struct yaml_node *node, struct scenario_node *out)
{
	bool end = false;
	if (yaml_bool(r->doc, yaml_get(node, "end"), &end) && !end)
		yaml_problem(r->doc, yaml_get(node, "end"), _("can only be true"));
	out->outcome = read_text(r, yaml_require(r->doc, node, "outcome"), "");
}

/* What a node is follows from what it has; two things at once is a mistake. */
static enum scenario_kind kind_of(const struct scenario_reader *r, const struct yaml_node *node)
{
	static const struct {
		const char *key;
		enum scenario_kind kind;
	} marks[] = {
		{"choices", SCENARIO_TALK},
		{"action", SCENARIO_ACTION},
		{"free_text", SCENARIO_WRITE},
		{"end", SCENARIO_END},
	};
	enum scenario_kind kind = SCENARIO_LISTEN;
	int found = 0;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (yaml_get(node, marks[i].key)) {
			kind = marks[i].kind;
			found++;
		}
	if (found > 1)
		yaml_problem(
			r->doc, node, _("has more than one of choices, action, free_text and end"));
	if (!found && !yaml_get(node, "says"))
		yaml_problem(r->doc, node, _("has none of says, choices, action, free_text, end"));
	return kind;
}

static void read_node(
	const struct scenario_reader *r, const struct yaml_node *node, struct scenario_node *out)
{
	static const char *const keys[] = {"says", "coach", "choices", "action", "ok", "late",
		"free_text", "next", "end", "outcome"};
	*out = (struct scenario_node){.name = arena_strdup(r->a, node->key),
		.screen = "",
		.field = "",
		.outcome = "",
		.next = SCENARIO_NO_NODE,
		.ok = {.next = SCENARIO_NO_NODE},
		.late = {.next = SCENARIO_NO_NODE},
		.line = node->key_line};
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	if (node->kind != YAML_MAP)
		return;
	out->kind = kind_of(r, node);
	yaml_langtext(r->doc, yaml_get(node, "says"), r->a, &out->says);
	yaml_langtext(r->doc, yaml_get(node, "coach"), r->a, &out->coach);
	switch (out->kind) {
	case SCENARIO_TALK: read_choices(r, yaml_get(node, "choices"), out); break;
	case SCENARIO_ACTION:
		read_action(r, yaml_get(node, "action"), out);
		read_branch(r, yaml_require(r->doc, node, "ok"), &out->ok);
		read_branch(r, yaml_get(node, "late"), &out->late);
		break;
	case SCENARIO_WRITE: read_free_text(r, yaml_get(node, "free_text"), out); break;
	case SCENARIO_END: read_end(r, node, out); break;
	case SCENARIO_LISTEN: break;
	}
	if (out->kind == SCENARIO_WRITE || out->kind == SCENARIO_LISTEN)
		out->next = read_next(r, yaml_require(r->doc, node, "next"));
}

/* ---- the graph ------------------------------------------------------------------------------ */

struct graph {
	int *stack;
	size_t depth;
	bool *seen;
};

static void visit(struct graph *g, int node)
{
	if (node == SCENARIO_NO_NODE || g->seen[node])
		return;
	g->seen[node] = true;
	g->stack[g->depth++] = node;
}

static void check_graph(const struct scenario_reader *r)
{
	struct scenario_file *s = r->s;
	struct graph g = {.stack = arena_array(r->a, s->nnodes + 1, sizeof(int)),
		.seen = arena_array(r->a, s->nnodes + 1, sizeof(bool))};
	bool end = false;
	visit(&g, s->start);
	while (g.depth) {
		const struct scenario_node *n = &s->nodes[g.stack[--g.depth]];
		end |= n->kind == SCENARIO_END;
		for (size_t i = 0; i < n->nchoices; i++)
			visit(&g, n->choices[i].next);
		visit(&g, n->ok.next);
		visit(&g, n->late.next);
		visit(&g, n->next);
	}
	for (const struct yaml_node *c = r->nodes->first; c; c = c->next)
		if (!g.seen[c->index])
			yaml_problem(r->doc, c, _("nothing leads here from start"));
	if (!end)
		yaml_problem(r->doc, r->nodes, _("no end can be reached from start"));
}

static void read_nodes(struct scenario_reader *r, const struct yaml_node *root)
{
	r->nodes = yaml_require(r->doc, root, "nodes");
	const struct yaml_node *start = yaml_require(r->doc, root, "start");
	if (!is_map(r, r->nodes) || !yaml_within(r->doc, r->nodes, NODES_MAX))
		return;
	size_t before = problems_count(yaml_problems(r->doc));
	struct scenario_node *nodes = arena_array(r->a, r->nodes->count + 1, sizeof *nodes);
	for (const struct yaml_node *c = r->nodes->first; c; c = c->next)
		read_node(r, c, &nodes[c->index]);
	r->s->nodes = nodes;
	r->s->nnodes = r->nodes->count;
	r->s->start = read_next(r, start);
	/* A broken link would make half the graph unreachable: one mistake, one problem. */
	if (problems_count(yaml_problems(r->doc)) == before && start)
		check_graph(r);
}

/* ---- vars, state, critical ------------------------------------------------------------------ */

static void read_vars(const struct scenario_reader *r, const struct yaml_node *map)
{
	if (!is_map(r, map) || !yaml_within(r->doc, map, NAMES_MAX))
		return;
	struct scenario_var *vars = arena_array(r->a, map->count + 1, sizeof *vars);
	for (const struct yaml_node *c = map->first; c; c = c->next) {
		struct scenario_var *v = &vars[r->s->nvars++];
		v->name = arena_strdup(r->a, c->key);
		yaml_strings(r->doc, c, r->a, &v->values, &v->n);
		if (c->kind == YAML_LIST && !c->count)
			yaml_problem(r->doc, c, _("needs at least one value to draw"));
	}
	r->s->vars = vars;
}

static void read_state(const struct scenario_reader *r, const struct yaml_node *map)
{
	if (!is_map(r, map) || !yaml_within(r->doc, map, NAMES_MAX))
		return;
	struct scenario_state *state = arena_array(r->a, map->count + 1, sizeof *state);
	for (const struct yaml_node *c = map->first; c; c = c->next) {
		struct scenario_state *s = &state[r->s->nstate++];
		bool yes = strcmp(c->text, "true") == 0;
		s->name = arena_strdup(r->a, c->key);
		s->is_bool = !c->quoted && (yes || strcmp(c->text, "false") == 0);
		s->value = s->is_bool ? yes : read_int(r, c, -STATE_LIMIT, STATE_LIMIT, 0);
	}
	r->s->state = state;
}

static bool lookup_state(void *arg, const char *name, int *value)
{
	const struct scenario_state *state = state_find(arg, name);
	if (state)
		*value = state->value;
	return state != NULL;
}

static void read_one_critical(const struct scenario_reader *r, const struct yaml_node *node,
	struct scenario_critical *out)
{
	static const char *const keys[] = {"id", "when", "why"};
	*out = (struct scenario_critical){.id = "", .when = ""};
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	if (node->kind != YAML_MAP)
		return;
	const struct yaml_node *when = yaml_require(r->doc, node, "when");
	out->id = read_text(r, yaml_require(r->doc, node, "id"), "");
	out->when = read_text(r, when, "");
	yaml_langtext(r->doc, yaml_get(node, "why"), r->a, &out->why);
	bool result;
	const char *why;
	if (when && when->kind == YAML_SCALAR &&
		!scenario_when(out->when, lookup_state, r->s, &result, &why))
		yaml_problem(r->doc, when, _("cannot be read: %s"), why);
}

static void read_critical(const struct scenario_reader *r, const struct yaml_node *list)
{
	if (!is_list(r, list))
		return;
	struct scenario_critical *out = arena_array(r->a, list->count + 1, sizeof *out);
	for (const struct yaml_node *c = list->first; c; c = c->next)
		read_one_critical(r, c, &out[r->s->ncritical++]);
	r->s->critical = out;
}

/* ---- the file ------------------------------------------------------------------------------- */

static void read_scenario(struct scenario_reader *r)
{
	static const char *const keys[] = {"format", "id", "version", "skill", "level",
		"par_seconds", "channel", "tone", "title", "brief", "vars", "caller", "state",
		"critical", "start", "nodes"};
	static const char *const channels[] = {"phone", "mail", "chat", "visit"};
	static const char *const tones[] = {"formal", "casual"};
	const struct yaml_node *root = yaml_root(r->doc);
	struct scenario_file *s = r->s;
	size_t which;
	yaml_check_keys(r->doc, root, keys, sizeof keys / sizeof *keys);
	s->id = read_text(r, yaml_require(r->doc, root, "id"), "");
	s->version = read_int(r, yaml_require(r->doc, root, "version"), 1, INT_MAX, 1);
	s->skill = read_text(r, yaml_get(root, "skill"), "");
	s->level = read_int(r, yaml_get(root, "level"), 1, 5, 1);
	s->par_seconds = read_int(r, yaml_get(root, "par_seconds"), 1, PAR_MAX_S, 0);
	s->channel = yaml_choice(r->doc, yaml_get(root, "channel"), channels, 4, &which)
		? channels[which]
		: "";
	s->tone = yaml_choice(r->doc, yaml_get(root, "tone"), tones, 2, &which) ? tones[which] : "";
	yaml_langtext(r->doc, yaml_require(r->doc, root, "title"), r->a, &s->title);
	yaml_langtext(r->doc, yaml_get(root, "brief"), r->a, &s->brief);
	read_vars(r, yaml_get(root, "vars"));
	scenario_caller_read(r->doc, yaml_get(root, "caller"), s);
	read_state(r, yaml_get(root, "state"));
	read_critical(r, yaml_get(root, "critical"));
	read_nodes(r, root);
}

bool scenario_file_parse(const char *text, size_t len, const char *file, struct scenario_file **out,
	struct problems *problems)
{
	size_t before = problems_count(problems);
	struct arena *a = arena_new();
	struct scenario_file *s = arena_alloc(a, sizeof *s);
	s->arena = a;
	s->start = SCENARIO_NO_NODE;
	struct yaml *doc = yaml_parse(text, len, file, "scenario", problems);
	if (doc) {
		struct scenario_reader r = {.s = s, .doc = doc, .a = a};
		read_scenario(&r);
	}
	yaml_close(&doc);
	if (problems_count(problems) > before) {
		scenario_file_free(&s);
		return false;
	}
	*out = s;
	return true;
}

bool scenario_file_load(const char *path, struct scenario_file **out, struct problems *problems)
{
	struct strbuf text = STRBUF_INIT;
	struct err err = {0};
	bool good = false;
	if (path_read_file(path, YAML_MAX_BYTES, &text, &err) == RC_OK)
		good = scenario_file_parse(text.buf, text.len, path, out, problems);
	else
		problems_add(problems, path, 0, 0, "", "%s", err.text);
	strbuf_fini(&text);
	return good;
}

void scenario_file_free(struct scenario_file **scenario)
{
	if (!*scenario)
		return;
	struct arena *a = (*scenario)->arena;
	arena_free(&a);
	*scenario = NULL;
}
