/* How the console looks and is worked: theme, mouse, keys, the tour, and copying out of it. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/config.h"
#include "carrel/console.h"
#include "carrel/customer.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/out.h"
#include "carrel/problems.h"
#include "carrel/reference.h"
#include "carrel/remember.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"
#include "carrel/term.h"
#include "carrel/theme_file.h"

#include <string.h>

/* ---- theme ---- */

static enum rc list_themes(struct cmd_call *call)
{
	const struct console *con = call->app->console;
	const char *const *names;
	size_t n = theme_file_names(call->arena, &names);
	out_array(call->out, "themes");
	for (size_t i = 0; i < n; i++) {
		bool here = con->theme && strcmp(con->theme, names[i]) == 0;
		out_line(call->out, "%c %s", here ? '>' : ' ', names[i]);
		out_text(call->out, NULL, names[i]);
	}
	out_end(call->out);
	return RC_OK;
}

static enum rc cmd_theme(struct cmd_call *call, struct err *err)
{
	struct console *con = call->app->console;
	struct problems problems = {0};
	struct strbuf first = STRBUF_INIT;
	enum rc rc = RC_OK;
	if (call->argc == 0)
		return list_themes(call);
	const char *name = call->argv[0];
	if (console_theme(con, name, &problems)) {
		remember_set(con->remember, "theme", name);
		out_line(call->out, _("Theme %s."), name);
	} else {
		problem_render(problems_at(&problems, 0), &first);
		rc = err_set(err, RC_INVALID, "%s", first.buf);
	}
	strbuf_fini(&first);
	problems_fini(&problems);
	return rc;
}
const struct cmd cmd_theme_entry = {
	.name = "theme",
	.usage = "theme [NAME]",
	.help = N_("Choose how the console looks; yours from then on"),
	.synonyms = N_("colours colors dark light contrast mono"),
	.max_args = 1,
	.flags = CMD_CONSOLE,
	.exec = cmd_theme,
};

/* ---- mouse ---- */

static enum rc cmd_mouse(struct cmd_call *call, struct err *err)
{
	struct console *con = call->app->console;
	const char *how = call->argc > 0 ? call->argv[0] : con->mouse ? "off" : "on";
	if (strcmp(how, "on") != 0 && strcmp(how, "off") != 0)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	console_mouse(con, strcmp(how, "on") == 0);
	remember_set(con->remember, "mouse", how);
	out_line(call->out, "%s",
		con->mouse ? _("The mouse selects rows, panes and keys. Shift and the mouse select "
			       "text.")
			   : _("The mouse is the terminal's again: it selects text."));
	return RC_OK;
}
const struct cmd cmd_mouse_entry = {
	.name = "mouse",
	.usage = "mouse [on|off]",
	.help = N_("Let the mouse select rows, panes and keys, or leave it to the terminal"),
	.synonyms = N_("click scroll wheel pointer"),
	.max_args = 1,
	.flags = CMD_CONSOLE,
	.exec = cmd_mouse,
};

/* ---- keys ---- */

/* In a shell a map with problems is a failure; in the console they are a window to read. */
static enum rc check_keys(struct cmd_call *call, struct err *err)
{
	struct problems problems = {0};
	struct strbuf text = STRBUF_INIT;
	struct keymap *map = keymap_load(&problems);
	size_t n = problems_count(&problems);
	keymap_free(&map);
	out_array(call->out, "problems");
	for (size_t i = 0; i < n; i++) {
		strbuf_reset(&text);
		problem_render(problems_at(&problems, i), &text);
		out_text(call->out, NULL, text.buf);
		out_line(call->out, "%s", text.buf);
	}
	out_end(call->out);
	strbuf_fini(&text);
	problems_fini(&problems);
	if (n > 0 && !call->app->console)
		return err_set(err, RC_INVALID,
			_("Problems in your keys: %zu. What has one is left out."), n);
	out_line(call->out, "%s",
		n > 0 ? _("What has a problem is left out.") : _("No problem in your keys."));
	return RC_OK;
}

/* The map in force, for a shell: one line a key. */
static enum rc list_keys(struct cmd_call *call)
{
	static const char *const titles[] = {"context", "key", "command"};
	struct problems problems = {0};
	struct keymap *map = keymap_load(&problems);
	out_table_begin(call->out, titles, 3);
	out_array(call->out, "keys");
	for (size_t i = 0; i < keymap_count(map); i++) {
		const struct keymap_entry *e = keymap_at(map, i);
		const char *const cells[] = {e->context, e->key_text, e->command};
		if (!*e->command)
			continue;
		out_table_row(call->out, cells);
		out_object(call->out, NULL);
		out_text(call->out, "context", e->context);
		out_text(call->out, "key", e->key_text);
		out_text(call->out, "command", e->command);
		out_end(call->out);
	}
	out_end(call->out);
	out_table_end(call->out);
	keymap_free(&map);
	problems_fini(&problems);
	return RC_OK;
}

static enum rc cmd_keys(struct cmd_call *call, struct err *err)
{
	struct console *con = call->app->console;
	if (call->argc > 0 && strcmp(call->argv[0], "check") != 0)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	if (call->argc > 0)
		return check_keys(call, err);
	if (!con)
		return list_keys(call);
	if (console_has_popup(con, "help"))
		console_popup_close_all(con);
	else
		console_popup(con, view_class_find("help"), NULL);
	return RC_OK;
}
const struct cmd cmd_keys_entry = {
	.name = "keys",
	.usage = "keys [check]",
	.help = N_("The keys of this place, searchable; check reads your keys.yaml"),
	.synonyms = N_("help shortcuts bindings"),
	.max_args = 1,
	.exec = cmd_keys,
};

/* ---- copy ---- */

static const char *number_of(struct console *con, const struct view *view)
{
	const struct desk *desk = con->desk;
	if (view && view->class->selected_number)
		return view->class->selected_number(view);
	if (desk->hand.call.id)
		return desk->hand.call.from_number;
	for (size_t i = 0; desk->has_pop && i < desk->pop.n_identities; i++)
		if (desk->pop.identities[i].kind == IDENTITY_PHONE)
			return desk->pop.identities[i].value;
	return NULL;
}

static const char *case_of(struct cmd_call *call, const struct view *view)
{
	struct casefile casefile;
	struct err ignored = {0};
	int64_t id = view && view->class->selected_case ? view->class->selected_case(view) : 0;
	if (!id || store_casefile_get(call->store, id, call->arena, &casefile, &ignored) != RC_OK)
		return NULL;
	char shown[12];
	reference_show(casefile.number, shown);
	return arena_strdup(call->arena, shown);
}

/* What the screen shows in the row of the cursor, without the frame: cleaned already. */
static const char *line_of(struct cmd_call *call, const struct view *view)
{
	const struct grid *grid = call->app->console->grid;
	int row, col;
	struct strbuf sb = STRBUF_INIT;
	if (!view || !grid_cursor(grid, &row, &col) || row <= view->rect.row)
		return NULL;
	for (int c = view->rect.col + 1; c < view->rect.col + view->rect.cols - 1; c++) {
		const struct grid_cell *cell = grid_at(grid, row, c);
		if (cell->width > 0)
			strbuf_addstr(&sb, cell->text);
	}
	while (sb.len > 0 && sb.buf[sb.len - 1] == ' ')
		strbuf_splice(&sb, sb.len - 1, 1, "", 0);
	const char *text = sb.len ? sb.buf + strspn(sb.buf, " >*") : "";
	text = *text ? arena_strdup(call->arena, text) : NULL;
	strbuf_fini(&sb);
	return text;
}

static enum rc cmd_copy(struct cmd_call *call, struct err *err)
{
	struct console *con = call->app->console;
	const struct view *view = con->screen ? con->panes[con->focus] : NULL;
	const char *what = call->argc > 0 ? call->argv[0] : "", *text = NULL;
	if (*what && strcmp(what, "number") != 0 && strcmp(what, "id") != 0 &&
		strcmp(what, "line") != 0)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	if (!con->term->copies)
		return err_set(err, RC_INVALID,
			_("This terminal takes no copies. Shift and the mouse select text."));
	if (!*what || strcmp(what, "number") == 0)
		text = number_of(con, view);
	if (!text && (!*what || strcmp(what, "id") == 0))
		text = case_of(call, view);
	if (!text && (!*what || strcmp(what, "line") == 0))
		text = line_of(call, view);
	if (!text)
		return err_set(err, RC_NOTFOUND, _("There is nothing here to copy."));
	term_copy(con->term, text, strlen(text));
	out_line(call->out, _("Copied: %s"), text);
	return RC_OK;
}
const struct cmd cmd_copy_entry = {
	.name = "copy",
	.usage = "copy [number|id|line]",
	.help = N_("Copy the number, else the case number, else the line under the cursor"),
	.synonyms = N_("clipboard yank"),
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_copy,
};

/* ---- tour ---- */

static enum rc cmd_tour(struct cmd_call *call, struct err *err)
{
	struct console *con = call->app->console;
	(void)err;
	console_popup_close_all(con);
	console_popup(con, view_class_find("tour"), NULL);
	return RC_OK;
}
const struct cmd cmd_tour_entry = {
	.name = "tour",
	.usage = "tour",
	.help = N_("Try the function keys, pick a theme, see where to practise"),
	.synonyms = N_("welcome first start tutorial"),
	.flags = CMD_CONSOLE,
	.exec = cmd_tour,
};
