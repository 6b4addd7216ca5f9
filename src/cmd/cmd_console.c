/* Moving about: panes, windows, the keys whose meaning depends on the moment. Nothing here changes
 * data by itself; what does, runs the command of that name. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/go.h"
#include "carrel/i18n.h"
#include "carrel/library.h"
#include "carrel/clock.h"
#include "carrel/out.h"
#include "carrel/term.h"
#include "carrel/told.h"

#include <stdlib.h>
#include <string.h>

static struct console *con_of(struct cmd_call *call)
{
	return call->app->console;
}

/* ---- panes ---- */

static enum rc cmd_focus(struct cmd_call *call, struct err *err)
{
	struct console *con = con_of(call);
	const char *name = call->argv[0];
	console_popup_close_all(con);
	if (name[0] >= '1' && name[0] <= '9' && !name[1]) {
		console_focus(con, name[0] - '0');
		return RC_OK;
	}
	struct view *view = console_pane(con, name);
	if (!view)
		return err_set(err, RC_NOTFOUND, _("This screen has no pane “%s”."), name);
	console_focus(con, view->pane);
	return RC_OK;
}
const struct cmd cmd_focus_entry = {
	.name = "focus",
	.usage = "focus PANE",
	.help = N_("Go to a pane by its number or name"),
	.synonyms = N_("switch window pane"),
	.min_args = 1,
	.max_args = 1,
	.flags = CMD_CONSOLE,
	.exec = cmd_focus,
};

static enum rc step_focus(struct cmd_call *call, int step)
{
	struct console *con = con_of(call);
	for (int i = 1; i <= CONSOLE_PANES_MAX; i++) {
		int pane = (con->focus + i * step + CONSOLE_PANES_MAX * CONSOLE_PANES_MAX) %
			CONSOLE_PANES_MAX;
		if (con->panes[pane] && (con->zoomed || con->panes[pane]->rect.rows > 0)) {
			console_focus(con, pane);
			break;
		}
	}
	return RC_OK;
}

static enum rc cmd_pane_next(struct cmd_call *call, struct err *err)
{
	(void)err;
	return step_focus(call, 1);
}
const struct cmd cmd_pane_next_entry = {
	.name = "pane-next",
	.usage = "pane-next",
	.help = N_("Go to the next pane"),
	.flags = CMD_CONSOLE,
	.exec = cmd_pane_next,
};

static enum rc cmd_pane_back(struct cmd_call *call, struct err *err)
{
	(void)err;
	return step_focus(call, -1);
}
const struct cmd cmd_pane_back_entry = {
	.name = "pane-back",
	.usage = "pane-back",
	.help = N_("Go to the pane before"),
	.flags = CMD_CONSOLE,
	.exec = cmd_pane_back,
};

static enum rc cmd_zoom(struct cmd_call *call, struct err *err)
{
	(void)err;
	con_of(call)->zoomed = !con_of(call)->zoomed;
	console_dirty(con_of(call));
	return RC_OK;
}
const struct cmd cmd_zoom_entry = {
	.name = "zoom",
	.usage = "zoom",
	.help = N_("Give this pane the whole screen, or back"),
	.synonyms = N_("maximise full bigger"),
	.flags = CMD_CONSOLE,
	.exec = cmd_zoom,
};

static enum rc cmd_grow(struct cmd_call *call, struct err *err)
{
	const char *how = call->argv[0];
	if (strcmp(how, "+") != 0 && strcmp(how, "-") != 0)
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	console_grow(con_of(call), *how == '-' ? -1 : 1);
	return RC_OK;
}
const struct cmd cmd_grow_entry = {
	.name = "grow",
	.usage = "grow +|-",
	.help = N_("Make this pane larger or smaller"),
	.synonyms = N_("resize wider taller"),
	.min_args = 1,
	.max_args = 1,
	.flags = CMD_CONSOLE,
	.exec = cmd_grow,
};

static enum rc cmd_redraw(struct cmd_call *call, struct err *err)
{
	(void)err;
	term_redraw(con_of(call)->term);
	console_stale(con_of(call));
	return RC_OK;
}
const struct cmd cmd_redraw_entry = {
	.name = "redraw",
	.usage = "redraw",
	.help = N_("Draw the whole screen anew"),
	.synonyms = N_("refresh repaint"),
	.flags = CMD_CONSOLE,
	.exec = cmd_redraw,
};

/* ---- the keys of the moment ---- */

static bool in_hand(const struct console *con)
{
	return con->desk->hand.item.id || con->desk->hand.call.id || con->desk->hand.casefile.id;
}

static enum rc run_and_say(struct cmd_call *call, const char *text, struct err *err)
{
	return cmd_run_text(call->app, text, call->out, err);
}

static enum rc cmd_go(struct cmd_call *call, struct err *err)
{
	struct console *con = con_of(call);
	if (in_hand(con))
		return err_set(err, RC_CONFLICT,
			_("You have something in hand. F8 says what came of it."));
	console_popup_close_all(con);
	if (go_effect(con->desk) == GO_READY)
		return run_and_say(call, "ready", err);
	struct view *queue = console_pane(con, "queue");
	enum rc rc;
	if (queue && con->focus == queue->pane && queue->class->activate) {
		queue->class->activate(queue); /* the row that the person chose */
		return RC_OK;
	}
	rc = run_and_say(call, "next", err);
	if (rc == RC_OK)
		console_focus_hand(con);
	return rc;
}
const struct cmd cmd_go_entry = {
	.name = "go",
	.usage = "go",
	.help = N_("Answer, take the next one, or come back from a break"),
	.synonyms = N_("answer take next ready"),
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_go,
};

/* Enter in the queue: this very item. */
static enum rc cmd_pick(struct cmd_call *call, struct err *err)
{
	struct console *con = con_of(call);
	if (in_hand(con))
		return err_set(err, RC_CONFLICT,
			_("You have something in hand. F8 says what came of it."));
	const char *text = arena_printf(call->arena, "take --item %s", call->argv[0]);
	enum rc rc = run_and_say(call, text, err);
	if (rc == RC_OK)
		console_focus_hand(con);
	return rc;
}
const struct cmd cmd_pick_entry = {
	.name = "pick",
	.usage = "pick ITEM",
	.help = N_("Take this one of the queue"),
	.min_args = 1,
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_CONSOLE | CMD_HIDDEN,
	.exec = cmd_pick,
};

static enum rc cmd_pause(struct cmd_call *call, struct err *err)
{
	struct console *con = con_of(call);
	if (con->desk->hand.call.id)
		return run_and_say(call, "hold", err);
	return run_and_say(
		call, con->desk->hand.agent.state == AGENT_BREAK ? "ready" : "break", err);
}
const struct cmd cmd_pause_entry = {
	.name = "pause",
	.usage = "pause",
	.help = N_("Hold the caller or resume; without a call, break or back"),
	.synonyms = N_("hold break"),
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_pause,
};

/* ---- windows ---- */

static enum rc toggle_window(struct cmd_call *call, const char *view)
{
	struct console *con = con_of(call);
	if (console_has_popup(con, view))
		console_popup_close_all(con);
	else
		console_popup(con, view_class_find(view), NULL);
	return RC_OK;
}

static enum rc cmd_texts(struct cmd_call *call, struct err *err)
{
	(void)err;
	return toggle_window(call, "library");
}
const struct cmd cmd_texts_entry = {
	.name = "texts",
	.usage = "texts",
	.help = N_("Canned texts: type to filter, Enter or 1-9 inserts"),
	.synonyms = N_("canned library reply template"),
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_texts,
};

static enum rc cmd_text_box(struct cmd_call *call, struct err *err)
{
	const char *id = call->argc ? call->argv[0] : NULL;
	if (id && !library_by_id(app_library(call->app), id))
		return err_set(err, RC_NOTFOUND,
			_("There is no text “%s”. F6 (or carrel text list) shows them."), id);
	if (!id && cmd_option(call, "note"))
		id = "";
	console_popup(con_of(call), view_class_find("text"), id);
	return RC_OK;
}
const struct cmd cmd_text_box_entry = {
	.name = "text-box",
	.usage = "text-box [TEXT-NAME | --note]",
	.help = N_("Write a text of one's own, change one, or keep the note as one"),
	.synonyms = N_("new canned template personal own edit"),
	.options = "note",
	.max_args = 1,
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_text_box,
};

static enum rc cmd_outcome_box(struct cmd_call *call, struct err *err)
{
	if (console_has_popup(con_of(call), "outcome"))
		return toggle_window(call, "outcome");
	/* With nothing in hand, what was put aside is what one can go on with. */
	if (!in_hand(con_of(call)) && con_of(call)->desk->work.nparked > 0)
		return run_and_say(call, "parked", err);
	if (!in_hand(con_of(call)))
		return err_set(err, RC_INVALID, _("Nothing is in hand. %s"), go_words(call->app));
	return toggle_window(call, "outcome");
}
const struct cmd cmd_outcome_box_entry = {
	.name = "outcome-box",
	.usage = "outcome-box",
	.help = N_("What came of it: 1-9 picks"),
	.synonyms = N_("finish close wrap disposition"),
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_outcome_box,
};

static enum rc cmd_find_box(struct cmd_call *call, struct err *err)
{
	(void)err;
	return toggle_window(call, "find");
}
const struct cmd cmd_find_box_entry = {
	.name = "find-box",
	.usage = "find-box",
	.help = N_("Find a customer, case or order while you type"),
	.synonyms = N_("search look who number"),
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_find_box,
};

static bool any_marked(const struct console *con)
{
	const struct view *pane = con->screen ? con->panes[con->focus] : NULL;
	size_t n = 0;
	return con->npopups == 0 && pane && pane->class->marked &&
		pane->class->marked(pane, &n) != NULL && n > 0;
}

/* With cases marked, everything is what can be done with them; again, it is everything. */
static enum rc cmd_palette(struct cmd_call *call, struct err *err)
{
	if (any_marked(con_of(call)))
		return run_and_say(call, "marked", err);
	return toggle_window(call, "palette");
}
const struct cmd cmd_palette_entry = {
	.name = "palette",
	.usage = "palette",
	.help = N_("Everything: every command with its key"),
	.synonyms = N_("menu all commands"),
	.flags = CMD_CONSOLE,
	.exec = cmd_palette,
};

static enum rc cmd_messages(struct cmd_call *call, struct err *err)
{
	(void)err;
	const struct told *told = call->app->console->told;
	size_t n = told_count(told);
	out_about(call->out, 0, "%s", _("Messages"));
	if (n == 0)
		out_line(call->out, "%s", _("No messages."));
	for (size_t i = 0; i < n; i++) {
		const struct told_line *line = told_at(told, i);
		struct clock_local t = clock_local(line->at, app_zone(call->app));
		out_line(call->out, "%02d:%02d:%02d  %s", t.hour, t.minute, t.second, line->text);
		if (line->code && cmd_option(call, "codes"))
			out_line(call->out, "          %s", line->code);
	}
	return RC_OK;
}
const struct cmd cmd_messages_entry = {
	.name = "messages",
	.usage = "messages [--codes]",
	.help = N_("What the message line said so far, the newest first"),
	.synonyms = N_("log errors"),
	.options = "codes",
	.flags = CMD_CONSOLE,
	.exec = cmd_messages,
};

/* ---- coming and going ---- */

/* The desk of whoever has just sat down was not read yet. */
static const char *words_of_first_key(struct app *app)
{
	struct err ignored = {0};
	if (app->console && desk_read(app->console->desk, &ignored) != RC_OK)
		return "";
	return go_words(app);
}

static enum rc cmd_sign_on(struct cmd_call *call, struct err *err)
{
	struct app *app = call->app;
	enum rc rc = app_sign_on(app, call->argv[0], call->argc > 1 ? call->argv[1] : NULL, err);
	if (rc != RC_OK)
		return rc;
	if (app->console)
		console_signed_on(app->console);
	if (app_is_supervisor(app))
		out_line(call->out,
			_("Good day, %s. F8 gives a case to a colleague, ? shows the keys."),
			app->actor.name);
	else
		out_line(call->out, _("Good day, %s. %s ? shows the keys."), app->actor.name,
			words_of_first_key(app));
	return RC_OK;
}
const struct cmd cmd_sign_on_entry = {
	.name = "sign-on",
	.usage = "sign-on NAME [PASSWORD]",
	.help = N_("Sign on at this console"),
	.synonyms = N_("login user"),
	.min_args = 1,
	.max_args = 2,
	.flags = CMD_CONSOLE | CMD_STORE,
	.exec = cmd_sign_on,
};

static enum rc cmd_sign_off(struct cmd_call *call, struct err *err)
{
	struct console *con = con_of(call);
	if (in_hand(con))
		return err_set(err, RC_CONFLICT,
			_("You have something in hand. Finish it with F8 first."));
	enum rc rc = work_state(call->store, call->app->actor.id, AGENT_OFF, NULL, err);
	if (rc != RC_OK)
		return rc;
	app_sign_off(call->app);
	console_signed_on(con);
	out_line(call->out, "%s", _("Signed off. Thank you."));
	return RC_OK;
}
const struct cmd cmd_sign_off_entry = {
	.name = "sign-off",
	.usage = "sign-off",
	.help = N_("Sign off; somebody else can sit down"),
	.synonyms = N_("logout leave"),
	.flags = CMD_ACTOR | CMD_CONSOLE,
	.exec = cmd_sign_off,
};

static enum rc cmd_quit(struct cmd_call *call, struct err *err)
{
	struct console *con = con_of(call);
	if (con->desk->hand.call.id && !call->app->practice && !cmd_option(call, "even-on-a-call"))
		return err_set(err, RC_CONFLICT,
			_("A caller is on the line. F8 ends the call; “quit --even-on-a-call” "
			  "leaves all the same."));
	con->quit = true;
	return RC_OK;
}
const struct cmd cmd_quit_entry = {
	.name = "quit",
	.alias = "q",
	.usage = "quit [--even-on-a-call]",
	.help = N_("Leave the console; your note and your place are kept"),
	.synonyms = N_("exit close bye"),
	.options = "even-on-a-call",
	.flags = CMD_CONSOLE,
	.exec = cmd_quit,
};

static enum rc cmd_no_quit(struct cmd_call *call, struct err *err)
{
	(void)err;
	out_line(call->out, "%s", _("Quit with F9 quit. Copying is y in lists."));
	return RC_OK;
}
const struct cmd cmd_no_quit_entry = {
	.name = "no-quit",
	.usage = "no-quit",
	.help = N_("What Ctrl-C says instead of killing a call"),
	.flags = CMD_CONSOLE | CMD_HIDDEN,
	.exec = cmd_no_quit,
};
