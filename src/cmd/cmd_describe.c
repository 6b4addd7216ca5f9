/* What a case is about, in a line, and what was behind it: subject and cause. Without words the console
 * asks for them in a window. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/config.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/reference.h"
#include "carrel/strbuf.h"
#include "carrel/windows.h"
#include "carrel/work.h"
#include "cmd/cmd_case_box.h"
#include "cmd/cmd_print.h"

#include <string.h>

/* The case named first, or the one meant; *from: where the words begin. */
static enum rc case_and_words(struct cmd_call *call, struct casefile *c, int *from, struct err *err)
{
	char number[REFERENCE_LEN + 1];
	bool named = call->argc > 0 && reference_parse(call->argv[0], number);
	*from = named ? 1 : 0;
	int arg = named ? 0 : call->argc;
	if (*from == call->argc && call->app->console)
		return case_box_meant(call, arg, c, err);
	return cmd_case(call, arg, c, err);
}

static void tell(struct cmd_call *call, const struct casefile *c, const char *sentence)
{
	print_case_json(call->out, "case", c);
	out_line(call->out, "%s: %s", print_number(c->number, call->arena), sentence);
}

/* ---- subject ---- */

static enum rc ask_subject(struct cmd_call *call, const struct casefile *c)
{
	struct arena *a = call->arena;
	const struct line_window window = {
		.title = arena_printf(a, _("What is %s about?"), print_number(c->number, a)),
		.hint = _("Enter keeps it - Esc back"),
		.text = c->untitled ? "" : c->subject,
		.command = arena_printf(a, "subject %s", c->number)};
	case_box_line(call, &window);
	return RC_OK;
}

static enum rc cmd_subject(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	int from;
	const char *before = NULL;
	enum rc rc = case_and_words(call, &c, &from, err);
	if (rc == RC_OK)
		rc = cmd_may(call, RIGHT_DESCRIBE, &c, err);
	if (rc == RC_OK && from == call->argc)
		return call->app->console
			? ask_subject(call, &c)
			: err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	if (rc == RC_OK)
		rc = work_subject(
			call->store, c.id, cmd_rest(call, from), call->arena, &before, err);
	if (rc == RC_OK)
		rc = store_casefile_get(call->store, c.id, call->arena, &c, err);
	if (rc == RC_OK)
		tell(call, &c, arena_printf(call->arena, _("%s. u undoes."), c.subject));
	return rc;
}
const struct cmd cmd_subject_entry = {
	.name = "subject",
	.alias = "rename",
	.usage = "subject [CASE] [WORDS]",
	.help = N_("Say in a line what a case is about"),
	.synonyms = N_("rename title name case"),
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_subject,
};

/* ---- cause ---- */

static const char *title_of(const struct app *app, size_t i)
{
	return app_cause_title(app, config_cause(app->config, i)->id);
}

static enum rc ask_cause(struct cmd_call *call, const struct casefile *c)
{
	struct app *app = call->app;
	struct arena *a = call->arena;
	size_t n = config_cause_count(app->config), used = 0;
	struct pick_row *rows = arena_array(a, n + 2, sizeof(*rows));
	for (size_t i = 0; i < n; i++) {
		const char *id = config_cause(app->config, i)->id;
		bool now = c->root_cause && strcmp(c->root_cause, id) == 0;
		rows[used++] = (struct pick_row){.label = title_of(app, i),
			.detail = now ? _("as it is now") : "",
			.command = arena_printf(a, "cause %s %s", c->number, id)};
	}
	if (c->root_cause)
		rows[used++] = (struct pick_row){.label = _("Not known after all"),
			.detail = "",
			.command = arena_printf(a, "cause %s -", c->number)};
	const struct pick_window window = {
		.title = arena_printf(a, _("%s: what was behind it?"), print_number(c->number, a)),
		.hint = _("1-9 pick - Esc back"),
		.rows = rows,
		.n = used};
	case_box_pick(call, &window);
	return RC_OK;
}

static void list_causes(struct cmd_call *call)
{
	const struct config *config = call->app->config;
	out_array(call->out, "causes");
	for (size_t i = 0; i < config_cause_count(config); i++) {
		out_object(call->out, NULL);
		out_text(call->out, "id", config_cause(config, i)->id);
		out_text(call->out, "title", title_of(call->app, i));
		out_end(call->out);
		out_line(call->out, "%s  %s", config_cause(config, i)->id, title_of(call->app, i));
	}
	out_end(call->out);
}

static enum rc check_cause(const struct cmd_call *call, const char *cause, struct err *err)
{
	const struct config *config = call->app->config;
	struct strbuf known = STRBUF_INIT;
	if (!cause || config_cause_by_id(config, cause))
		return RC_OK;
	for (size_t i = 0; i < config_cause_count(config); i++)
		strbuf_addf(&known, "%s%s", i ? ", " : "", config_cause(config, i)->id);
	enum rc rc = err_set(
		err, RC_INVALID, _("“%s” is no root cause here. There are: %s."), cause, known.buf);
	strbuf_fini(&known);
	return rc;
}

/* Somebody may have said another one a moment ago: whoever writes over it sees both. */
static const char *cause_words(struct cmd_call *call, const char *cause, const char *before)
{
	const char *title = app_cause_title(call->app, cause);
	if (!cause)
		return _("no root cause. u undoes.");
	if (before && strcmp(before, cause) != 0)
		return arena_printf(call->arena, _("root cause %s; it was %s. u undoes."), title,
			app_cause_title(call->app, before));
	return arena_printf(call->arena, _("root cause %s. u undoes."), title);
}

static enum rc set_cause(
	struct cmd_call *call, struct casefile *c, const char *word, struct err *err)
{
	const char *cause = strcmp(word, "-") == 0 ? NULL : word, *before = NULL;
	enum rc rc = check_cause(call, cause, err);
	if (rc == RC_OK)
		rc = work_cause(call->store, c->id, cause, call->arena, &before, err);
	if (rc == RC_OK)
		rc = store_casefile_get(call->store, c->id, call->arena, c, err);
	if (rc == RC_OK)
		tell(call, c, cause_words(call, cause, before));
	return rc;
}

static enum rc cmd_cause(struct cmd_call *call, struct err *err)
{
	struct casefile c;
	int from;
	if (call->argc == 0 && !call->app->console) {
		list_causes(call);
		return RC_OK;
	}
	enum rc rc = case_and_words(call, &c, &from, err);
	if (rc == RC_OK)
		rc = cmd_may(call, RIGHT_DESCRIBE, &c, err);
	if (rc != RC_OK)
		return rc;
	if (from < call->argc)
		return set_cause(call, &c, cmd_rest(call, from), err);
	if (call->app->console)
		return ask_cause(call, &c);
	list_causes(call);
	return RC_OK;
}
const struct cmd cmd_cause_entry = {
	.name = "cause",
	.usage = "cause [CASE] [CAUSE|-]",
	.help = N_("What was behind it, apart from what they called about; alone, which there are"),
	.synonyms = N_("root reason why"),
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_MUTATES,
	.exec = cmd_cause,
};
