/* The journal of what was typed: its drafts, their earlier states, and having one back. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/desk_texts.h"
#include "carrel/drafts.h"
#include "carrel/go.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/store.h"
#include "carrel/textpane.h"
#include "carrel/windows.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 30, WORDS_MAX = 60 };

static struct drafts *journal(struct cmd_call *call)
{
	return drafts_new(store_address(call->store), call->app->actor.login);
}

/* The first line, cut at a blank. */
static const char *words_of(const struct draft_info *d, struct arena *a)
{
	size_t n = strcspn(d->text, "\n");
	if (n > WORDS_MAX) {
		n = WORDS_MAX;
		while (n > 0 && d->text[n] != ' ')
			n--;
		return arena_printf(a, "%.*s …", (int)n, d->text);
	}
	return arena_strndup(a, d->text, n);
}

static enum rc list(struct cmd_call *call, const struct draft_info *rows, size_t n)
{
	struct pick_row shown[ROWS_MAX];
	struct arena *a = call->arena;
	int64_t now = clock_wall_ms();
	out_array(call->out, "drafts");
	for (size_t i = 0; i < n && i < ROWS_MAX; i++) {
		const char *kind = rows[i].version ? _("earlier") : _("draft");
		shown[i] = (struct pick_row){.label = words_of(&rows[i], a),
			.detail = arena_printf(
				a, "%s  %s", app_when(call->app, rows[i].at, now, a), kind),
			.command = arena_printf(a, "drafts restore %s", rows[i].name)};
		out_object(call->out, NULL);
		out_text(call->out, "name", rows[i].name);
		out_time(call->out, "at", rows[i].at);
		out_bool(call->out, "version", rows[i].version);
		out_text(call->out, "text", rows[i].text);
		out_end(call->out);
		if (!call->app->console)
			out_line(call->out, "%s  %s  %s", rows[i].name, shown[i].detail,
				shown[i].label);
	}
	out_end(call->out);
	if (n == 0) {
		out_line(call->out, "%s", _("No drafts: everything you wrote is in the store."));
	} else if (call->app->console) {
		const struct pick_window window = {.title = _("Drafts and their earlier states"),
			.hint = _("Enter puts it into the note - Esc back"),
			.rows = shown,
			.n = n < ROWS_MAX ? n : ROWS_MAX};
		console_popup(call->app->console, view_class_find("pick"), &window);
	}
	return RC_OK;
}

/* What is in the note now is kept first, as an earlier state of its draft. */
static enum rc restore(struct cmd_call *call, const struct draft_info *d, struct err *err)
{
	struct console *con = call->app->console;
	if (!con)
		return err_set(err, RC_INVALID,
			_("“%s” works only in the console. Start it with: carrel"), call->text);
	struct desk *desk = con->desk;
	if (!*desk->note_key)
		return err_set(err, RC_INVALID,
			_("A note belongs to a case or a call, and none is in hand. %s"),
			go_words(call->app));
	const char *text = arena_strdup(call->arena, d->text);
	desk->note_changed = true;
	enum rc rc = desk_save_note(desk, err);
	if (rc == RC_OK && textpane_len(desk->note) > 0 && desk->drafts)
		rc = drafts_put(desk->drafts, desk->note_key, "", 0, err);
	if (rc != RC_OK)
		return rc;
	textpane_set(desk->note, text, strlen(text));
	desk->note_changed = true;
	console_focus(con, console_home_pane(con));
	out_line(call->out, "%s", _("The draft is in the note."));
	return RC_OK;
}

/* After a crash: the note is back already; the person says what becomes of it. */
static enum rc after_crash(struct cmd_call *call)
{
	struct console *con = call->app->console;
	const struct pick_row rows[] = {
		{_("Bring it back"), _("as it was, and write on"), "drafts keep"},
		{_("Look at it"), _("and at what it was before"), "drafts"},
		{_("Leave it"), _("an empty note; F9 drafts has it"), "drafts leave"},
	};
	const struct pick_window window = {
		.title = _("The console was cut off while you were writing"),
		.hint = _("Enter or 1-3 - Esc brings it back"),
		.rows = rows,
		.n = sizeof(rows) / sizeof(rows[0])};
	if (con)
		console_popup(con, view_class_find("pick"), &window);
	return RC_OK;
}

static enum rc leave(struct cmd_call *call, struct err *err)
{
	struct desk *desk = call->app->console ? call->app->console->desk : NULL;
	if (!desk || !desk->drafts || !*desk->note_key)
		return RC_OK;
	textpane_set(desk->note, "", 0);
	desk_texts_drop(desk);
	desk->note_changed = false;
	return drafts_put(desk->drafts, desk->note_key, "", 0, err);
}

static enum rc cmd_drafts(struct cmd_call *call, struct err *err)
{
	const char *verb = call->argc ? call->argv[0] : "list";
	struct draft_info *rows, one;
	size_t n;
	if (cmd_option(call, "after-crash"))
		return after_crash(call);
	if (strcmp(verb, "keep") == 0)
		return RC_OK;
	if (strcmp(verb, "leave") == 0)
		return leave(call, err);
	/* What is on the screen belongs to the list as well. */
	enum rc rc = call->app->console ? desk_save_note(call->app->console->desk, err) : RC_OK;
	if (rc != RC_OK)
		return rc;
	struct drafts *drafts = journal(call);
	if (strcmp(verb, "list") == 0) {
		drafts_list(drafts, call->arena, &rows, &n);
		rc = list(call, rows, n);
	} else if (call->argc == 2 && (strcmp(verb, "show") == 0 || strcmp(verb, "restore") == 0)) {
		rc = drafts_read(drafts, call->argv[1], call->arena, &one, err);
		if (rc == RC_OK && *verb == 's') {
			out_text(call->out, "text", one.text);
			out_line(call->out, "%s", one.text);
		} else if (rc == RC_OK) {
			rc = restore(call, &one, err);
		}
	} else {
		rc = err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	}
	drafts_free(&drafts);
	return rc;
}
const struct cmd cmd_drafts_entry = {
	.name = "drafts",
	.usage = "drafts [list | show NAME | restore NAME]",
	.help = N_("What you typed and did not send, with earlier states of it"),
	.synonyms = N_("note lost recover version journal"),
	.options = "after-crash",
	.max_args = 2,
	.flags = CMD_ACTOR,
	.exec = cmd_drafts,
};
