/* The built-in map goes through this reader too, so what a person writes can do all it does. */
#include "carrel/i18n.h"
#include "carrel/keymap_file.h"

#include "carrel/arena.h"
#include "carrel/embedded.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/yaml.h"

#include <string.h>

/* Kinds of places, then screens, then single panes and windows. */
const char *const keymap_contexts[] = {"global", "list", "picker", "text", "form", "popup", "pager",
	"agent", "supervisor", "practice", "sign-on", "queue", "customer", "case", "history",
	"texts-pane", "coach", "queues", "agents", "waiting", "library", "outcome", "find",
	"palette", "help", "output", "choose-agent", "report", NULL};

static const char builtin_name[] = "share/keys/default.yaml";

struct key_reader {
	const struct yaml *doc;
	struct arena *a;
	struct vec bindings; /* of struct keymap_binding */
};

static size_t context_count(void)
{
	size_t n = 0;
	while (keymap_contexts[n])
		n++;
	return n;
}

static void read_run(
	const struct key_reader *r, const struct yaml_node *node, struct keymap_binding *b)
{
	static const char *const keys[] = {"run", "note"};
	const char *text = "";
	if (node->kind == YAML_MAP) {
		yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
		if (yaml_string(r->doc, yaml_get(node, "note"), &text))
			b->note = arena_strdup(r->a, text);
		text = "";
		yaml_string(r->doc, yaml_require(r->doc, node, "run"), &text);
	} else {
		yaml_string(r->doc, node, &text);
	}
	b->command = strcmp(text, "none") == 0 ? "" : arena_strdup(r->a, text);
}

static void read_context(struct key_reader *r, const struct yaml_node *map)
{
	if (map->kind != YAML_MAP) {
		yaml_problem(r->doc, map, _("must be a map from a key to a command, `F1: help`"));
		return;
	}
	const char *context = arena_strdup(r->a, map->key);
	const char *file = arena_strdup(r->a, yaml_file(r->doc));
	for (const struct yaml_node *c = map->first; c; c = c->next) {
		struct keymap_binding b = {
			.context = context,
			.key = arena_strdup(r->a, c->key),
			.command = "",
			.note = "",
			.file = file,
			.line = c->key_line,
			.column = c->key_column,
		};
		if (!*c->key)
			yaml_problem(r->doc, c, _("a key has a name, such as F2 or Ctrl-R"));
		read_run(r, c, &b);
		*(struct keymap_binding *)vec_push(&r->bindings) = b;
	}
}

static void read_keys(struct key_reader *r)
{
	const struct yaml_node *root = yaml_root(r->doc);
	const char *names[32] = {"format"};
	size_t n = context_count();
	for (size_t i = 0; i < n; i++)
		names[i + 1] = keymap_contexts[i];
	yaml_check_keys(r->doc, root, names, n + 1);
	for (const struct yaml_node *c = root->first; c; c = c->next)
		if (strcmp(c->key, "format") != 0)
			read_context(r, c);
}

bool keymap_file_parse(const char *text, size_t len, const char *file, struct keymap_file **out,
	struct problems *problems)
{
	size_t before = problems_count(problems);
	struct arena *a = arena_new();
	struct keymap_file *keys = arena_alloc(a, sizeof *keys);
	struct key_reader r = {.a = a, .bindings = {.size = sizeof(struct keymap_binding)}};
	struct yaml *doc = yaml_parse(text, len, file, "keys", problems);
	if (doc) {
		r.doc = doc;
		read_keys(&r);
	}
	yaml_close(&doc);
	struct keymap_binding *bindings = arena_array(a, r.bindings.n + 1, sizeof *bindings);
	for (size_t i = 0; i < r.bindings.n; i++)
		bindings[i] = *(struct keymap_binding *)vec_at(&r.bindings, i);
	*keys = (struct keymap_file){.bindings = bindings, .n = r.bindings.n, .arena = a};
	vec_fini(&r.bindings);
	if (problems_count(problems) > before) {
		keymap_file_free(&keys);
		return false;
	}
	*out = keys;
	return true;
}

static bool load(const char *path, struct keymap_file **out, struct problems *problems)
{
	struct strbuf text = STRBUF_INIT;
	struct err err = {0};
	bool good = false;
	if (path_read_file(path, YAML_MAX_BYTES, &text, &err) == RC_OK)
		good = keymap_file_parse(text.buf, text.len, path, out, problems);
	else
		problems_add(problems, path, 0, 0, "", "%s", err.text);
	strbuf_fini(&text);
	return good;
}

bool keymap_file_load_user(struct keymap_file **out, struct problems *problems)
{
	struct strbuf dir = STRBUF_INIT, path = STRBUF_INIT;
	bool good = true;
	*out = NULL;
	if (path_base_dir(PATH_CONFIG, &dir, NULL) == RC_OK) {
		path_join(&path, dir.buf, "keys.yaml");
		if (path_exists(path.buf))
			good = load(path.buf, out, problems);
	}
	strbuf_fini(&path);
	strbuf_fini(&dir);
	return good;
}

struct keymap_file *keymap_file_builtin(void)
{
	struct problems problems = {0};
	struct keymap_file *keys = NULL;
	for (size_t i = 0; i < builtin_files_count; i++)
		if (strcmp(builtin_files[i].name, builtin_name) == 0)
			keymap_file_parse(builtin_files[i].text, builtin_files[i].len, builtin_name,
				&keys, &problems);
	if (!keys)
		mem_die("%s: %s", builtin_name,
			problems_count(&problems) ? problems_at(&problems, 0)->message
						  : "not among the built-in files");
	problems_fini(&problems);
	return keys;
}

void keymap_file_free(struct keymap_file **keys)
{
	if (!*keys)
		return;
	struct arena *a = (*keys)->arena;
	arena_free(&a);
	*keys = NULL;
}
