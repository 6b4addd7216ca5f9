/* Which calls there are to practise: those shipped, then the centre's own, by file name. */
#include "carrel/practice.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/config.h"
#include "carrel/i18n.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct gathering {
	struct app *app;
	struct arena *a;
	struct vec lessons; /* struct practice_lesson */
	size_t broken;
};

static void add_file(struct gathering *g, const char *path)
{
	struct scenario_file *s;
	struct problems problems;
	problems_init(&problems);
	if (!scenario_file_load(path, &s, &problems)) {
		g->broken++;
	} else {
		struct practice_lesson *lesson = vec_push(&g->lessons);
		const char *title = langtext_get(&s->title, app_language(g->app));
		lesson->path = arena_strdup(g->a, path);
		lesson->id = arena_strdup(g->a, s->id);
		lesson->title = arena_strdup(g->a, title ? title : s->id);
		lesson->skill = arena_strdup(g->a, s->skill);
		lesson->level = s->level;
		scenario_file_free(&s);
	}
	problems_fini(&problems);
}

static int is_scenario(const struct dirent *e)
{
	size_t n = strlen(e->d_name);
	return e->d_name[0] != '.' && n > 5 && strcmp(e->d_name + n - 5, ".yaml") == 0;
}

static void add_source(struct gathering *g, const char *path)
{
	struct dirent **names;
	struct strbuf file = STRBUF_INIT;
	if (!path_is_dir(path)) {
		add_file(g, path);
		return;
	}
	int n = scandir(path, &names, is_scenario, alphasort);
	for (int i = 0; i < n; i++) {
		strbuf_reset(&file);
		path_join(&file, path, names[i]->d_name);
		add_file(g, file.buf);
		free(names[i]);
	}
	if (n >= 0)
		free(names);
	strbuf_fini(&file);
}

enum rc practice_lessons(struct app *app, struct arena *a, struct practice_lesson **out, size_t *n,
	size_t *broken, struct err *err)
{
	struct gathering g = {
		.app = app, .a = a, .lessons = {.size = sizeof(struct practice_lesson)}};
	const char *shipped = app_share(app, "practice");
	if (path_is_dir(shipped))
		add_source(&g, shipped);
	const struct option_value *more = config_value(app->config, OPT_SCENARIOS);
	for (size_t i = 0; i < more->n; i++)
		add_source(&g, more->list[i]);
	*n = g.lessons.n;
	*broken = g.broken;
	*out = arena_array(a, g.lessons.n + 1, sizeof(**out));
	if (g.lessons.n)
		memcpy(*out, g.lessons.data, g.lessons.n * sizeof(**out));
	vec_fini(&g.lessons);
	if (*n == 0)
		return err_set(err, RC_NOTFOUND,
			_("There is nothing to practise: no scenarios in %s."), shipped);
	return RC_OK;
}
