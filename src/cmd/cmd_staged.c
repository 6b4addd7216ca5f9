/* What the canned texts in the note propose to do next. */
#include "carrel/app.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/desk.h"
#include "carrel/desk_texts.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/staged.h"
#include "carrel/view.h"

#include <stdlib.h>
#include <string.h>

static enum rc row_named(struct cmd_call *call, size_t *row, struct err *err)
{
	size_t n = staged_count(call->app->console->desk->staged);
	char *end;
	long i = call->argc > 1 ? strtol(call->argv[1], &end, 10) : 0;
	if (i < 1 || *end || (size_t)i > n)
		return err_set(err, RC_INVALID, _("Which one? A number from 1 to %zu."), n);
	*row = (size_t)i - 1;
	return RC_OK;
}

static void tell_rows(struct cmd_call *call)
{
	const struct staged *staged = call->app->console->desk->staged;
	for (size_t i = 0; i < staged_count(staged); i++)
		out_line(call->out, "%zu %s", i + 1, staged_at(staged, i));
}

/* An empty command leaves the row out. */
static enum rc set_row(struct cmd_call *call, struct err *err)
{
	size_t row = 0;
	const char *command = call->argc > 2 ? cmd_rest(call, 2) : "";
	enum rc rc = row_named(call, &row, err);
	if (rc == RC_OK && *command)
		rc = staged_check(command, err);
	if (rc != RC_OK)
		return rc;
	staged_set(call->app->console->desk->staged, row, command);
	desk_texts_touch(call->app->console->desk);
	tell_rows(call);
	return desk_save_note(call->app->console->desk, err);
}

static enum rc cmd_staged(struct cmd_call *call, struct err *err)
{
	struct console *con = call->app->console;
	const char *verb = call->argc ? call->argv[0] : "";
	if (staged_count(con->desk->staged) == 0)
		return err_set(err, RC_INVALID, "%s",
			_("Nothing is proposed. A text with a “then” proposes what to do after "
			  "it."));
	if (strcmp(verb, "run") == 0) {
		staged_run(con); /* each has told itself */
		return RC_OK;
	}
	if (strcmp(verb, "set") == 0 || strcmp(verb, "drop") == 0)
		return set_row(call, err);
	if (*verb)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	if (con->plain)
		tell_rows(call);
	else
		console_popup(con, view_class_find("staged"), NULL);
	return RC_OK;
}
const struct cmd cmd_staged_entry = {
	.name = "staged",
	.usage = "staged [run | set N COMMAND | drop N]",
	.help = N_("What the texts in the note propose to do next: see it, change it, do it"),
	.synonyms = N_("then proposed commands follow"),
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_staged,
};
