/* `carrel text check`: the whole library against every rule, with what only the program knows -
 * commands, outcomes, queues, placeholders, articles - told to the rules. */
#include "cmd/cmd_text_check.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/config.h"
#include "carrel/fill.h"
#include "carrel/i18n.h"
#include "carrel/kb.h"
#include "carrel/knowledge.h"
#include "carrel/library_check.h"
#include "carrel/out.h"
#include "carrel/path.h"
#include "carrel/problems.h"
#include "carrel/strbuf.h"
#include "carrel/texts_bring.h"
#include "cmd/cmd_time.h"

#include <string.h>

/* ---- staged commands ------------------------------------------------------------------------ */

struct staged_check {
	struct app *app;
	struct arena *a;
	struct cmd_call call;
	const char *why, *suggestion;
	const char *part; /* the word that is wrong */
};

static bool wrong(struct staged_check *s, const char *part, const char *why, const char *near)
{
	s->part = part;
	s->why = why;
	s->suggestion = near ? arena_printf(s->a, "did you mean %s?", near) : "";
	return false;
}

static bool check_outcome(struct staged_check *s, const char *name)
{
	const struct config *config = s->app->config;
	size_t n = config_outcome_count(config);
	const char **ids = arena_array(s->a, n + 1, sizeof *ids);
	if (config_outcome_by_id(config, name))
		return true;
	for (size_t i = 0; i < n; i++)
		ids[i] = config_outcome(config, i)->id;
	return wrong(s, name, arena_printf(s->a, "there is no outcome %s", name),
		suggest_nearest(name, ids, n));
}

static bool check_queue(struct staged_check *s, const char *name)
{
	const struct config *config = s->app->config;
	size_t n = config_queue_count(config);
	const char **slugs = arena_array(s->a, n + 1, sizeof *slugs);
	if (!name || config_queue_by_slug(config, name))
		return true;
	for (size_t i = 0; i < n; i++)
		slugs[i] = config_queue(config, i)->slug;
	return wrong(s, name, arena_printf(s->a, "there is no queue %s", name),
		suggest_nearest(name, slugs, n));
}

static bool check_time(struct staged_check *s, const char *text)
{
	int64_t at;
	struct err err = {0};
	if (!text || cmd_time_parse(s->app, text, clock_wall_ms(), &at, &err) == RC_OK)
		return true;
	wrong(s, text, arena_printf(s->a, "%s is no time", text), NULL);
	s->suggestion = "write 2d, 3h or tomorrow 09:00";
	return false;
}

/* Arguments that name something of the centre. */
static bool check_arguments(struct staged_check *s)
{
	const char *name = s->call.cmd->name, *first = s->call.argc > 0 ? s->call.argv[0] : NULL;
	if (strcmp(name, "outcome") == 0 && !check_outcome(s, first))
		return false;
	if (strcmp(name, "follow-up") == 0 && first && strcmp(first, "add") != 0 &&
		strcmp(first, "list") != 0 && strcmp(first, "close") != 0 && !check_time(s, first))
		return false;
	return check_time(s, cmd_option(&s->call, "at")) &&
		check_queue(s, cmd_option(&s->call, "queue"));
}

static bool check_usage(struct staged_check *s, const char *command)
{
	struct err err = {0};
	enum rc rc = cmd_check(command, s->a, &s->call, &err);
	if (rc == RC_OK)
		return check_arguments(s);
	if (rc == RC_NOTFOUND) {
		const char *verb = arena_strndup(s->a, command, strcspn(command, " "));
		return wrong(s, command, arena_printf(s->a, "there is no command %s", verb),
			cmd_suggest(verb));
	}
	wrong(s, command, "the command does not take this", NULL);
	s->suggestion = arena_strdup(s->a, err.text);
	return false;
}

static bool staged_command(void *arg, const char *command, struct arena *a, const char **why,
	const char **suggestion, size_t *at)
{
	struct staged_check s = {.app = arg, .a = a};
	if (check_usage(&s, command))
		return true;
	const char *part = s.part ? strstr(command, s.part) : NULL;
	*at = part ? (size_t)(part - command) : 0;
	*why = s.why;
	*suggestion = s.suggestion;
	return false;
}

static bool has_article(void *arg, const char *id)
{
	struct kb *kb = app_kb(arg);
	return kb && kb_by_id(kb, id);
}

/* ---- what is checked ------------------------------------------------------------------------ */

struct path_list {
	const char **v;
	size_t n;
};

/* NULL: there is none. */
static const char *personal_folder(struct cmd_call *call)
{
	struct strbuf own = STRBUF_INIT;
	struct err ignored = {0};
	const char *personal = NULL;
	if (path_base_dir(PATH_CONFIG, &own, &ignored) == RC_OK)
		personal = arena_printf(call->arena, "%s/texts", own.buf);
	strbuf_fini(&own);
	return personal && path_exists(personal) ? personal : NULL;
}

/* As app_library() stacks them. */
static struct path_list own_sources(struct cmd_call *call)
{
	struct app *app = call->app;
	const struct option_value *more = config_value(app->config, OPT_TEXTS);
	struct path_list list = {.v = arena_array(call->arena, more->n + 3, sizeof *list.v)};
	list.v[list.n++] = app_share(app, "texts");
	for (size_t i = 0; i < more->n; i++)
		list.v[list.n++] = more->list[i];
	const char *personal = personal_folder(call);
	if (personal)
		list.v[list.n++] = personal;
	return list;
}

/* A folder that is checked is not also there to be referred to: every text in it would be double. */
static struct path_list without(struct path_list list, const char *const *paths, size_t n)
{
	size_t kept = 0;
	for (size_t i = 0; i < list.n; i++) {
		struct path_stamp stamp = path_stamp_of(list.v[i]);
		bool named = false;
		for (size_t k = 0; k < n && !named; k++) {
			struct path_stamp other = path_stamp_of(paths[k]);
			named = path_stamp_same(&stamp, &other);
		}
		if (!named)
			list.v[kept++] = list.v[i];
	}
	list.n = kept;
	return list;
}

static const char *today(struct cmd_call *call)
{
	struct clock_local t = clock_local(clock_wall_ms(), app_zone(call->app));
	return arena_printf(call->arena, "%04d-%02d-%02d", t.year, t.month, t.day);
}

/* ---- shown ---------------------------------------------------------------------------------- */

static void show_finding(struct out *out, const struct library_finding *f)
{
	struct strbuf line = STRBUF_INIT;
	library_finding_render(f, &line);
	out_line(out, "%s", line.buf);
	strbuf_fini(&line);
	out_object(out, NULL);
	out_text(out, "severity", f->severity == FINDING_ERROR ? "error" : "warning");
	out_text(out, "rule", f->rule);
	out_text(out, "file", f->file);
	out_int(out, "line", f->line);
	out_int(out, "column", f->column);
	out_text(out, "path", f->path);
	out_text(out, "message", f->message);
	out_text(out, "suggestion", f->suggestion);
	out_end(out);
}

static void show(struct out *out, const struct library_findings *found)
{
	out_int(out, "files", (int64_t)found->files);
	out_int(out, "texts", (int64_t)found->texts);
	out_int(out, "errors", (int64_t)found->errors);
	out_int(out, "warnings", (int64_t)found->warnings);
	out_array(out, "findings");
	for (size_t i = 0; i < found->items.n; i++)
		show_finding(out, vec_at(&found->items, i));
	out_end(out);
}

static enum rc verdict(struct cmd_call *call, const struct library_findings *found, struct err *err)
{
	bool strict = cmd_option(call, "strict") != NULL;
	if (found->errors > 0 || (strict && found->warnings > 0))
		return err_set(err, RC_INVALID,
			_("Texts: %zu, errors: %zu, warnings: %zu. Please mend what is listed."),
			found->texts, found->errors, found->warnings);
	if (found->texts == 0 && found->files == 0)
		return err_set(err, RC_NOTFOUND, _("There is no file of texts to check."));
	out_line(call->out, _("Texts: %zu, errors: none, warnings: %zu."), found->texts,
		found->warnings);
	return RC_OK;
}

enum rc cmd_text_check(struct cmd_call *call, struct err *err)
{
	const struct option_value *languages =
		config_value(call->app->config, OPT_CENTRE_LANGUAGES);
	struct path_list own = own_sources(call), base = {0};
	const char *const *paths = own.v;
	size_t n = own.n;
	if (call->argc > 1) {
		paths = call->argv + 1;
		n = (size_t)call->argc - 1;
		base = without(own, paths, n);
	}
	struct library_check_frame frame = {
		.today = today(call),
		.languages = languages->list,
		.nlanguages = languages->n,
		.names = fill_names,
		.command = staged_command,
		.personal = personal_folder(call),
		.brought = TEXTS_BRING_STATE,
		.article = has_article,
		.arg = call->app,
	};
	struct library_findings found;
	library_check(paths, n, base.v, base.n, &frame, &found);
	show(call->out, &found);
	enum rc rc = verdict(call, &found, err);
	library_findings_fini(&found);
	return rc;
}
