/* Opening things once, in order, and closing them in reverse. */
#include "carrel/app.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/config.h"
#include "carrel/i18n.h"
#include "carrel/knowledge.h"
#include "carrel/library.h"
#include "carrel/path.h"
#include "carrel/problems.h"
#include "carrel/store.h"
#include "carrel/strbuf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The folder the program stands in, for files beside it; "" when the system does not say. */
static const char *program_folder(struct arena *a)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
	if (n <= 0)
		return "";
	path[n] = '\0';
	char *slash = strrchr(path, '/');
	if (!slash)
		return "";
	*slash = '\0';
	return arena_strdup(a, path);
}

/* ---- configuration ---- */

static const struct word_of_state {
	const char *id;
	enum case_state state;
} states[] = {
	{"open", CASE_OPEN},
	{"waiting_customer", CASE_WAITING_CUSTOMER},
	{"waiting_us", CASE_WAITING_US},
	{"solved", CASE_SOLVED},
	{"closed", CASE_CLOSED},
};

static void outcome_from_config(
	const struct app *app, const struct config_outcome *from, struct outcome *to)
{
	const struct outcome *built_in = outcome_find(outcome_builtin, from->id);
	*to = built_in ? *built_in : (struct outcome){0};
	const char *title = langtext_get(&from->title, app_language(app));
	to->id = from->id;
	if (title)
		to->title = title;
	to->digit = from->key;
	to->moves_case = false;
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		if (strcmp(from->state, states[i].id) == 0) {
			to->moves_case = true;
			to->to = states[i].state;
		}
	}
	to->wants_date = from->ask == CONFIG_ASKS_DATE;
	to->wants_queue = from->ask == CONFIG_ASKS_QUEUE;
	if (from->follow_up.ms > 0)
		to->next_after_ms = from->follow_up.ms;
}

static void read_outcomes(struct app *app)
{
	size_t n = config_outcome_count(app->config);
	app->outcomes = arena_array(app->arena, n + 1, sizeof(*app->outcomes));
	size_t used = 0;
	for (size_t i = 0; i < n; i++) {
		const struct config_outcome *from = config_outcome(app->config, i);
		if (from->ask !=
			CONFIG_ASKS_MORE) /* opens the rest of the list; no outcome itself */
			outcome_from_config(app, from, &app->outcomes[used++]);
	}
}

const char *app_cause_title(const struct app *app, const char *id)
{
	const struct config_cause *cause = id ? config_cause_by_id(app->config, id) : NULL;
	return cause ? langtext_get(&cause->title, app_language(app)) : id;
}

static enum rc read_config(struct app *app, struct err *err)
{
	struct problems problems;
	problems_init(&problems);
	enum rc rc = config_load(app->options.config, &app->config, &problems, err);
	/* One problem is in the sentence already; more of them are a list before it. */
	if (problems_count(&problems) > 1) {
		struct strbuf lines = STRBUF_INIT;
		problems_render(&problems, &lines);
		fputs(lines.buf, stderr);
		strbuf_fini(&lines);
	}
	problems_fini(&problems);
	return rc;
}

enum rc app_init(struct app *app, const struct app_options *options, struct err *err)
{
	*app = (struct app){.options = *options};
	app->arena = arena_new();
	app->actor_arena = arena_new();
	enum rc rc = read_config(app, err);
	if (rc != RC_OK)
		return rc;
	if (!clock_zone_known(app_zone(app)))
		return err_set(err, RC_INVALID,
			_("The time zone “%s” is not known here (centre.zone)."), app_zone(app));
	app_speak(app);
	return RC_OK;
}

void app_fini(struct app *app)
{
	store_close(&app->store);
	free(app->typed_ahead);
	knowledge_free(&app->knowledge);
	kb_free(&app->kb);
	library_free(&app->library);
	config_free(&app->config);
	arena_free(&app->actor_arena);
	arena_free(&app->arena);
}

/* ---- store ---- */

/* NULL: nobody said which, so it is the one in the person's own folder. */
static const char *store_named(const struct app *app)
{
	if (app->options.store && *app->options.store)
		return app->options.store;
	const char *from_file = config_text(app->config, OPT_STORE);
	return *from_file ? from_file : NULL;
}

static const char *store_wanted(struct app *app)
{
	const char *named = store_named(app);
	if (named)
		return named;
	struct strbuf path = STRBUF_INIT;
	config_default_store(&path);
	const char *copy = arena_strdup(app->arena, path.buf);
	strbuf_fini(&path);
	return copy;
}

static enum rc open_store(struct app *app, const struct store_options *options, struct err *err)
{
	struct store *store;
	enum rc rc = store_open(&store, options, err);
	if (rc != RC_OK)
		return rc;
	store_close(&app->store);
	app->store = store;
	store_set_actor(store, app->actor.id, app->actor.id ? app->actor.login : "");
	store_speak(store, app->language);
	return RC_OK;
}

enum rc app_store(struct app *app, struct store **store, struct err *err)
{
	enum rc rc = RC_OK;
	if (!app->store) {
		const struct store_options options = {
			.address = store_wanted(app),
			.truncate_journal =
				strcmp(config_text(app->config, OPT_JOURNAL), "truncate") == 0,
		};
		rc = open_store(app, &options, err);
		if (rc == RC_NOTFOUND && !store_named(app))
			err_set(err, rc,
				_("There is no store yet at “%s”. Make one with: carrel init, or "
				  "look around in an invented centre first: carrel demo"),
				options.address);
	}
	*store = app->store;
	return rc;
}

enum rc app_store_use(
	struct app *app, const char *address, bool create, bool scratch, struct err *err)
{
	const struct store_options options = {
		.address = address,
		.create = create,
		.scratch = scratch,
		.truncate_journal = strcmp(config_text(app->config, OPT_JOURNAL), "truncate") == 0,
	};
	return open_store(app, &options, err);
}

/* ---- files that came with the program ---- */

const char *app_share(struct app *app, const char *leaf)
{
	/* build/release/carrel stands two folders below share/ and themes/ of its own source. */
	const char *folder = program_folder(app->arena);
	const char *beside = arena_printf(app->arena, "%s/../../share/%s", folder, leaf);
	if (*folder && path_exists(beside))
		return beside;
	return arena_printf(app->arena, "%s/%s", CARREL_DATADIR, leaf);
}

static void add_text_sources(struct app *app)
{
	library_add_source(app->library, app_share(app, "texts"));
	const struct option_value *more = config_value(app->config, OPT_TEXTS);
	for (size_t i = 0; i < more->n; i++)
		library_add_scoped(app->library, more->list[i], LIBRARY_TEAM);
	struct strbuf own = STRBUF_INIT;
	struct err ignored = {0};
	if (path_base_dir(PATH_CONFIG, &own, &ignored) == RC_OK)
		library_add_scoped(app->library, arena_printf(app->arena, "%s/texts", own.buf),
			LIBRARY_PERSONAL);
	strbuf_fini(&own);
}

bool app_library_step(struct app *app, size_t files)
{
	bool more = false;
	if (app->library_read)
		return false;
	if (!app->library) {
		app->library = library_new();
		add_text_sources(app);
	}
	library_refresh_some(app->library, files, &more);
	app->library_read = !more;
	return more;
}

struct library *app_library(struct app *app)
{
	app_library_step(app, SIZE_MAX);
	return app->library;
}

void app_text_folders(struct app *app, void (*each)(void *arg, const char *folder), void *arg)
{
	static const enum option_id lists[] = {OPT_TEXTS, OPT_KB};
	static const char *const leaves[] = {"texts", "kb"};
	struct strbuf own = STRBUF_INIT;
	struct err ignored = {0};
	bool home = path_base_dir(PATH_CONFIG, &own, &ignored) == RC_OK;
	for (size_t i = 0; i < 2; i++) {
		const struct option_value *more = config_value(app->config, lists[i]);
		each(arg, app_share(app, leaves[i]));
		for (size_t j = 0; j < more->n; j++)
			each(arg, more->list[j]);
		if (home)
			each(arg, arena_printf(app->arena, "%s/%s", own.buf, leaves[i]));
	}
	strbuf_fini(&own);
}

/* ---- the centre ---- */

const char *app_centre_name(const struct app *app, const char *language)
{
	static struct langtext_entry names[] = {{"en", "Customer Service"},
		{"es", "Atención al Cliente"}, {"ca", "Servei al Client"}};
	const struct langtext unnamed = {names, sizeof(names) / sizeof(names[0])};
	const char *name = config_text(app->config, OPT_CENTRE_NAME);
	return *name ? name : langtext_get(&unnamed, language);
}

const char *app_zone(const struct app *app)
{
	return config_text(app->config, OPT_CENTRE_ZONE);
}

const char *app_region(const struct app *app)
{
	return config_text(app->config, OPT_CENTRE_REGION);
}

static const char *language_wanted(const struct app *app)
{
	if (app->options.language)
		return app->options.language;
	const char *own = config_text(app->config, OPT_UI_LANGUAGE);
	if (*own)
		return own;
	if (app->console && app->actor.id && app->actor.language && *app->actor.language)
		return app->actor.language;
	return i18n_of_environment();
}

const char *app_language(const struct app *app)
{
	return app->language ? app->language : language_wanted(app);
}

/* The name is kept as long as the run: what was made in a language remembers which. */
void app_speak(struct app *app)
{
	const char *wanted = language_wanted(app);
	if (app->language && strcmp(app->language, wanted) == 0)
		return;
	app->language = arena_strdup(app->arena, wanted);
	i18n_use(app->language);
	read_outcomes(app);
	if (app->store)
		store_speak(app->store, app->language);
}

int64_t app_day_start(const struct app *app, int64_t at)
{
	struct clock_local t = clock_local(at, app_zone(app));
	return clock_from_local(t.year, t.month, t.day, 0, 0, 0, app_zone(app));
}

const char *app_when(const struct app *app, int64_t at, int64_t now, struct arena *a)
{
	static const char *const months[] = {N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"),
		N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")};
	if (!at)
		return "-";
	struct clock_local t = clock_local(at, app_zone(app));
	struct clock_local today = clock_local(now, app_zone(app));
	if (t.year != today.year)
		return arena_printf(a, "%04d-%02d-%02d", t.year, t.month, t.day);
	if (t.month == today.month && t.day == today.day)
		return arena_printf(a, "%02d:%02d", t.hour, t.minute);
	return arena_printf(a, "%2d %s", t.day, _(months[t.month - 1]));
}

bool app_is_supervisor(const struct app *app)
{
	return app->actor.role == ROLE_SUPERVISOR || app->actor.role == ROLE_ADMIN;
}
