/* What one looked at, what one did: lists in the shell, windows in the console. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/recent.h"
#include "carrel/store_rows.h"
#include "carrel/windows.h"
#include "cmd/cmd_print.h"

#include <string.h>

enum { UNDO_ROWS = 20 };

/* ---- looked at ---- */

static bool describe(struct cmd_call *call, const struct recent *r, struct pick_row *row)
{
	struct casefile c;
	struct customer who;
	struct err gone = {0};
	row->detail = app_when(call->app, r->at, clock_wall_ms(), call->arena);
	if (r->kind == RECENT_CASE) {
		if (store_casefile_get(call->store, r->id, call->arena, &c, &gone) != RC_OK)
			return false;
		row->label = arena_printf(
			call->arena, "%s  %s", print_number(c.number, call->arena), c.subject);
		row->command = arena_printf(call->arena, "show %s", c.number);
		return true;
	}
	if (store_customer_get(call->store, r->id, call->arena, &who, &gone) != RC_OK)
		return false;
	row->label = who.name;
	row->command = arena_printf(call->arena, "show --customer %lld", (long long)who.id);
	return true;
}

static void print_recent(struct cmd_call *call, const struct recent *r, const struct pick_row *row)
{
	out_object(call->out, NULL);
	out_text(call->out, "kind", r->kind == RECENT_CASE ? "case" : "customer");
	out_int(call->out, "id", r->id);
	out_time(call->out, "at", r->at);
	out_text(call->out, "title", row->label);
	out_end(call->out);
	if (!call->app->console)
		out_line(call->out, "%s  %s", row->detail, row->label);
}

static enum rc cmd_recent(struct cmd_call *call, struct err *err)
{
	struct pick_row rows[RECENT_MAX];
	struct recent *list;
	size_t n, shown = 0;
	(void)err;
	recent_list(call->app, call->arena, &list, &n);
	out_array(call->out, "recent");
	for (size_t i = 0; i < n; i++)
		if (describe(call, &list[i], &rows[shown]))
			print_recent(call, &list[i], &rows[shown++]);
	out_end(call->out);
	if (shown == 0) {
		out_line(call->out, "%s", _("You have not looked at anything yet."));
	} else if (call->app->console) {
		const struct pick_window window = {.title = _("Looked at last"),
			.hint = _("Enter or 1-9 shows it - Esc back"),
			.rows = rows,
			.n = shown};
		console_popup(call->app->console, view_class_find("pick"), &window);
	}
	return RC_OK;
}
const struct cmd cmd_recent_entry = {
	.name = "recent",
	.usage = "recent",
	.help = N_("The cases and customers you looked at last"),
	.synonyms = N_("history viewed seen back"),
	.flags = CMD_ACTOR,
	.exec = cmd_recent,
};

/* ---- done ---- */

static const char *what_of(struct cmd_call *call, const struct change_info *c)
{
	const char *object = c->object ? c->object : "";
	const char *words = app_change_words(call->app, c->command, call->arena);
	if (*object && !strstr(words, object))
		return arena_printf(call->arena, "%s  %s", words, object);
	return words;
}

/* Undone and final ones stand in the list, since they happened, and say so. */
static enum rc cmd_undo_list(struct cmd_call *call, struct err *err)
{
	struct pick_row rows[UNDO_ROWS];
	struct change_info *list;
	size_t n, shown = 0;
	int64_t now = clock_wall_ms();
	enum rc rc = change_list(
		call->store, call->app->actor.id, NULL, 0, UNDO_ROWS, call->arena, &list, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		const struct change_info *c = &list[i];
		const char *note = c->undone_by ? _("undone")
			: c->undoes             ? _("an undo")
			: c->final              ? _("stays")
						: "";
		rows[shown++] = (struct pick_row){.label = what_of(call, c),
			.detail = arena_printf(call->arena, "%s  %s",
				app_when(call->app, c->at, now, call->arena), note),
			.command = arena_printf(call->arena, "undo %lld", (long long)c->seq)};
	}
	if (rc != RC_OK)
		return rc;
	const struct pick_window window = {.title = _("What you did, newest first"),
		.hint = _("Enter takes that one back - Esc back"),
		.note = shown == 0 ? _("Nothing yet.") : NULL,
		.rows = rows,
		.n = shown};
	console_popup(call->app->console, view_class_find("pick"), &window);
	return RC_OK;
}
const struct cmd cmd_undo_list_entry = {
	.name = "undo-list",
	.usage = "undo-list",
	.help = N_("What you did: Enter takes one of them back"),
	.synonyms = N_("undo history revert changes"),
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_undo_list,
};
