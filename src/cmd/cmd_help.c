/* Help in the shell, from the same table as everything else. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/i18n.h"
#include "carrel/out.h"

#include <string.h>

static void tell_command(struct cmd_call *call, const struct cmd *cmd)
{
	out_object(call->out, NULL);
	out_text(call->out, "name", cmd->name);
	out_text(call->out, "usage", cmd->usage);
	out_text(call->out, "help", _(cmd->help));
	out_end(call->out);
}

static enum rc help_one(struct cmd_call *call, struct err *err)
{
	const struct cmd *cmd = cmd_find(call->argv[0]);
	if (!cmd)
		return err_set(err, RC_NOTFOUND,
			_("There is no command “%s”. carrel help lists them."), call->argv[0]);
	out_array(call->out, "commands");
	tell_command(call, cmd);
	out_end(call->out);
	out_line(call->out, "carrel %s", cmd->usage);
	out_line(call->out, "%s.", _(cmd->help));
	if (cmd->alias)
		out_line(call->out, _("Also called %s."), cmd->alias);
	if (cmd->flags & CMD_CONSOLE)
		out_line(call->out, "%s", _("Only in the console."));
	return RC_OK;
}

static enum rc cmd_help(struct cmd_call *call, struct err *err)
{
	if (call->argc > 0)
		return help_one(call, err);
	const char *const titles[] = {_("Command"), _("What it does")};
	out_array(call->out, "commands");
	out_table_begin(call->out, titles, 2);
	for (size_t i = 0; i < cmd_table_count; i++) {
		const struct cmd *cmd = cmd_table[i];
		bool here = call->app->console ? !(cmd->flags & CMD_SHELL)
					       : !(cmd->flags & CMD_CONSOLE);
		if ((cmd->flags & CMD_HIDDEN) || !here)
			continue;
		const char *cells[] = {cmd->name, _(cmd->help)};
		out_table_row(call->out, cells);
		tell_command(call, cmd);
	}
	out_table_end(call->out);
	out_end(call->out);
	if (!call->app->console)
		out_line(call->out, "%s",
			_("carrel help COMMAND tells more; man carrel tells all. Without a "
			  "command: the console."));
	return RC_OK;
}
const struct cmd cmd_help_entry = {
	.name = "help",
	.usage = "help [COMMAND]",
	.help = N_("The list of commands, or one of them"),
	.synonyms = N_("usage manual"),
	.max_args = 1,
	.exec = cmd_help,
};
