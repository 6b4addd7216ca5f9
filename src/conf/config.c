/* Options come from the table (config_options.c), lists from their own readers (config_lists.c). A file
 * that has any problem is refused whole: a centre half configured is worse than one that keeps its last
 * configuration. */
#include "carrel/config.h"

#include "carrel/arena.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "conf/config_builtin.h"
#include "conf/config_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct config *config_defaults(void)
{
	struct config *c = xcalloc(1, sizeof *c);
	c->arena = arena_new();
	c->path = "";
	c->queues.size = sizeof(struct config_queue);
	c->outcomes.size = sizeof(struct config_outcome);
	c->causes.size = sizeof(struct config_cause);
	for (size_t i = 0; i < OPT_COUNT; i++)
		config_option_default(c, i);
	struct strbuf text = STRBUF_INIT;
	strbuf_addf(&text, "format: carrel-config/1\n%s%s%s", config_builtin_queues,
		config_builtin_outcomes, config_builtin_causes);
	struct problems problems = {0};
	struct yaml *doc = yaml_parse(text.buf, text.len, "built-in", "config", &problems);
	if (doc)
		config_read_lists(c, doc);
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
	vec_fini(&c->causes);
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
		config_read_options(c, doc);
		config_read_lists(c, doc);
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

size_t config_cause_count(const struct config *c)
{
	return c->causes.n;
}

const struct config_cause *config_cause(const struct config *c, size_t i)
{
	return vec_at(&c->causes, i);
}

const struct config_cause *config_cause_by_id(const struct config *c, const char *id)
{
	for (size_t i = 0; i < c->causes.n; i++)
		if (strcmp(config_cause(c, i)->id, id) == 0)
			return config_cause(c, i);
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
