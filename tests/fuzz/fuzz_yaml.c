/* Whatever the bytes, a tree that comes out is clean and bounded, and every reader of every kind
 * of file either hands out something or says why not. */
#include "carrel/config.h"
#include "carrel/keymap_file.h"
#include "carrel/library.h"
#include "carrel/scenario_file.h"
#include "carrel/strbuf.h"
#include "carrel/theme_file.h"
#include "carrel/utf8.h"
#include "carrel/yaml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void require_clean(const char *s, bool newlines)
{
	size_t n = strlen(s);
	require(utf8_valid(s, n));
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		require(c >= 0x20 || (newlines && (c == '\n' || c == '\t')));
		require(c != 0x7F);
	}
}

static void require_problems(const struct problems *p)
{
	require(problems_count(p) <= PROBLEMS_MAX + 1);
	for (size_t i = 0; i < problems_count(p); i++) {
		const struct problem *one = problems_at(p, i);
		require(one->line >= 0 && one->column >= 0);
		require_clean(one->path, false);
		require_clean(one->message, false);
	}
}

static size_t walk(const struct yaml_node *node, int depth)
{
	size_t n = 1, children = 0;
	require(depth <= YAML_MAX_DEPTH);
	require(node->line > 0 && node->column > 0);
	for (const struct yaml_node *c = node->first; c; c = c->next) {
		require(c->parent == node && c->index == children++);
		require((c->key != NULL) == (node->kind == YAML_MAP));
		n += walk(c, depth + 1);
	}
	require(children == node->count);
	return n;
}

/* Text is only clean when nothing was said against the file. */
static void walk_clean(const struct yaml_node *node)
{
	require_clean(node->text, true);
	if (node->key)
		require_clean(node->key, true);
	for (const struct yaml_node *c = node->first; c; c = c->next)
		walk_clean(c);
}

static void try_tree(const char *text, size_t len)
{
	struct problems p = {0};
	struct yaml *doc = yaml_parse(text, len, "f", NULL, &p);
	require(doc || problems_count(&p) > 0);
	if (doc) {
		require(walk(yaml_root(doc), 0) <= YAML_MAX_NODES);
		if (problems_count(&p) == 0)
			walk_clean(yaml_root(doc));
	}
	require_problems(&p);
	yaml_close(&doc);
	problems_fini(&p);
}

static void try_config(const char *text, size_t len)
{
	struct problems p = {0};
	struct err err = {0};
	struct config *config = NULL;
	enum rc rc = config_parse(text, len, "f", &config, &p, &err);
	require((rc == RC_OK) == (problems_count(&p) == 0) && (rc == RC_OK) == (config != NULL));
	require_problems(&p);
	config_free(&config);
	problems_fini(&p);
}

static void try_texts(const char *text, size_t len)
{
	struct library *l = library_new();
	library_add_memory(l, "f", text, len);
	library_refresh(l);
	require_problems(library_problems(l));
	for (size_t i = 0; i < library_count(l); i++) {
		const struct library_text *t = library_at(l, i);
		require(library_by_id(l, t->id) == t);
		require(library_variant(t, "es", TEXT_FORMAL, "en") != NULL || !t->nvariants);
	}
	library_free(&l);
}

static void try_rest(const char *text, size_t len)
{
	struct problems p = {0};
	struct theme_file *theme = NULL;
	struct keymap_file *keys = NULL;
	struct scenario_file *scenario = NULL;
	require(theme_file_parse(text, len, "f", &theme, &p) == (theme != NULL));
	require(keymap_file_parse(text, len, "f", &keys, &p) == (keys != NULL));
	require(scenario_file_parse(text, len, "f", &scenario, &p) == (scenario != NULL));
	for (size_t i = 0; scenario && i < scenario->nnodes; i++)
		require(scenario->nodes[i].next < (int)scenario->nnodes);
	require_problems(&p);
	theme_file_free(&theme);
	keymap_file_free(&keys);
	scenario_file_free(&scenario);
	problems_fini(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	try_tree(text, size);
	try_config(text, size);
	try_texts(text, size);
	try_rest(text, size);
	return 0;
}
