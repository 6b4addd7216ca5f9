/* The columns of the list in focus: a window, or their ids in one line. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/columns.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/out.h"

#include <string.h>

static struct columns *columns_of(struct view *view)
{
	return view && view->class->columns ? view->class->columns(view) : NULL;
}

/* The pane in focus, else the first one that has columns to choose. */
static struct view *pane_of(struct console *con)
{
	struct view *view = con->panes[con->focus];
	for (int i = 0; !columns_of(view) && i < CONSOLE_PANES_MAX; i++)
		view = con->panes[i];
	return columns_of(view) ? view : NULL;
}

/* All of them, those that are shown first said apart. */
static void tell(struct cmd_call *call, const struct columns *c)
{
	const char *others = "";
	for (size_t i = 0; i < c->n_all; i++)
		others = arena_printf(
			call->arena, "%s%s%s", others, i ? "," : "", c->all[i].column.id);
	out_line(call->out, _("Columns: %s. There are: %s."), columns_ids(c, call->arena), others);
	out_line(call->out, "%s",
		_("For instance: columns who,case. The usual ones: columns usual"));
}

static enum rc cmd_columns(struct cmd_call *call, struct err *err)
{
	struct console *con = call->app->console;
	struct view *view = pane_of(con);
	struct columns *c = columns_of(view);
	if (!c)
		return err_set(err, RC_INVALID, _("The columns of this list are always the same."));
	if (call->argc > 0) {
		const char *ids = strcmp(call->argv[0], "usual") == 0 ? NULL : cmd_rest(call, 0);
		return columns_choose(c, con->remember, ids, err);
	}
	if (con->plain) {
		tell(call, c);
		return RC_OK;
	}
	console_focus(con, view->pane);
	console_popup(con, view_class_find("columns"), view);
	return RC_OK;
}
const struct cmd cmd_columns_entry = {
	.name = "columns",
	.usage = "columns [LIST|usual]",
	.help = N_("Which columns the list shows, and in which order"),
	.synonyms = N_("column show hide order table fields"),
	.max_args = -1,
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_columns,
};
