/* Practice: one call from somebody invented, in the very same console, on a store of its own that
 * goes away afterwards. */
#include "carrel/practice.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/out.h"
#include "carrel/path.h"
#include "carrel/windows.h"

#include <stdlib.h>
#include <string.h>

/* ---- which lesson ---- */

struct choice {
	const char *path;
	int lesson, lessons; /* from 1; 0: a file of one's own */
};

static void list_lessons(struct cmd_call *call, const struct practice_lesson *lessons, size_t n)
{
	const char *const titles[] = {_("NAME"), _("LEVEL"), _("SKILL"), _("TITLE")};
	out_table_begin(call->out, titles, sizeof(titles) / sizeof(titles[0]));
	out_array(call->out, "scenarios");
	for (size_t i = 0; i < n; i++) {
		const struct practice_lesson *l = &lessons[i];
		const char *const cells[] = {
			l->id, arena_printf(call->arena, "%d", l->level), l->skill, l->title};
		out_table_row(call->out, cells);
		out_object(call->out, NULL);
		out_text(call->out, "id", l->id);
		out_int(call->out, "level", l->level);
		out_text(call->out, "skill", l->skill);
		out_text(call->out, "title", l->title);
		out_text(call->out, "file", l->path);
		out_end(call->out);
	}
	out_end(call->out);
	out_table_end(call->out);
}

static const char *near_id(
	struct cmd_call *call, const struct practice_lesson *lessons, size_t n, const char *wanted)
{
	const char **ids = arena_array(call->arena, n + 1, sizeof(*ids));
	for (size_t i = 0; i < n; i++)
		ids[i] = lessons[i].id;
	return suggest_nearest(wanted, ids, n);
}

static enum rc choose(struct cmd_call *call, const struct practice_lesson *lessons, size_t n,
	struct choice *out, struct err *err)
{
	const char *wanted = call->argc ? call->argv[0] : "first-call";
	for (size_t i = 0; i < n; i++) {
		if (strcmp(lessons[i].id, wanted) == 0) {
			*out = (struct choice){lessons[i].path, (int)i + 1, (int)n};
			return RC_OK;
		}
	}
	if (path_exists(wanted) && !path_is_dir(wanted)) {
		*out = (struct choice){.path = arena_strdup(call->arena, wanted)};
		return RC_OK;
	}
	const char *near = near_id(call, lessons, n, wanted);
	return near ? err_set(err, RC_NOTFOUND, _("There is no practice “%s”. Did you mean “%s”?"),
			      wanted, near)
		    : err_set(err, RC_NOTFOUND,
			      _("There is no practice “%s”; carrel practice --list shows them."),
			      wanted);
}

/* ---- playing ---- */

static void tell(struct cmd_call *call, const struct practice *run)
{
	const struct practice_play *play = run->play;
	double time_share;
	out_text(call->out, "scenario", run->scenario->id);
	out_bool(call->out, "finished", play->done);
	if (!play->done) {
		out_line(call->out, _("Practice left at step %d of %d."), play->step, play->steps);
		return;
	}
	int total = practice_total(play, &time_share);
	out_int(call->out, "total", total);
	out_bool(call->out, "passed", total >= PRACTICE_PASS);
	out_text(call->out, "critical", play->critical);
	out_int(call->out, "keys", run->keys);
	out_int(call->out, "mistakes", (int64_t)play->mistakes.n);
	out_line(call->out, _("Practice “%s”: %d of 100. Keys %d, mistakes %zu."),
		run->scenario->id, total, run->keys, play->mistakes.n);
}

static enum rc play_once(struct cmd_call *call, const struct choice *choice, int attempt,
	enum practice_wish *wish, struct err *err)
{
	struct practice *run;
	*wish = PRACTICE_LEAVE;
	enum rc rc = practice_open(call->app, choice->path, attempt, &run, err);
	if (rc != RC_OK)
		return rc;
	run->lesson = choice->lesson;
	run->lessons = choice->lessons;
	rc = console_session(call->app, err);
	if (rc == RC_OK && !call->app->options.script)
		*wish = run->wish;
	if (rc == RC_OK && *wish == PRACTICE_LEAVE)
		tell(call, run);
	practice_close(&run);
	return rc;
}

/* In the console: which one, before the desk is left. */
static enum rc offer_lessons(struct cmd_call *call, const struct practice_lesson *lessons, size_t n)
{
	struct pick_row *rows = arena_array(call->arena, n + 1, sizeof(*rows));
	for (size_t i = 0; i < n; i++)
		rows[i] = (struct pick_row){.label = lessons[i].title,
			.detail = arena_printf(call->arena, _("level %d"), lessons[i].level),
			.command = arena_printf(call->arena, "practice %s", lessons[i].id)};
	const struct pick_window window = {.title = _("Practice: nobody real is on the line"),
		.hint = _("Enter or 1-9 begins; your desk comes back after it - Esc back"),
		.note = n == 0 ? _("There is nothing to practise here.") : NULL,
		.rows = rows,
		.n = n};
	console_popup(call->app->console, view_class_find("pick"), &window);
	return RC_OK;
}

static enum rc cmd_practice(struct cmd_call *call, struct err *err)
{
	struct practice_lesson *lessons;
	size_t n, broken;
	struct choice choice = {0};
	enum practice_wish wish = PRACTICE_LEAVE;
	struct console *con = call->app->console;
	if (con && desk_in_hand(con->desk) && !call->app->practice && !cmd_option(call, "list"))
		return err_set(err, RC_CONFLICT,
			_("You have something in hand. Finish it with F8 first."));
	enum rc rc = practice_lessons(call->app, call->arena, &lessons, &n, &broken, err);
	if (rc == RC_OK && cmd_option(call, "list")) {
		list_lessons(call, lessons, n);
		if (broken)
			out_line(call->out,
				_("%zu more cannot be played; “carrel practice FILE” says why."),
				broken);
		return RC_OK;
	}
	if (rc == RC_OK && call->app->practice)
		return err_set(err, RC_CONFLICT,
			_("This is practice already. F9 coach again begins anew, F9 quit leaves "
			  "it."));
	if (rc == RC_OK && con && call->argc == 0)
		return offer_lessons(call, lessons, n);
	if (rc == RC_OK)
		rc = choose(call, lessons, n, &choice, err);
	if (rc == RC_OK && con)
		return console_leave_for(con, call->text, err);
	for (int attempt = 0; rc == RC_OK; attempt++) {
		rc = play_once(call, &choice, attempt, &wish, err);
		if (wish == PRACTICE_LEAVE)
			break;
		if (wish == PRACTICE_NEXT && choice.lesson && (size_t)choice.lesson < n) {
			choice.path = lessons[choice.lesson].path;
			choice.lesson++;
		}
	}
	return rc;
}
const struct cmd cmd_practice_entry = {
	.name = "practice",
	.usage = "practice [SCENARIO] [--list]",
	.help = N_("Practise on invented callers, with a coach; nobody real is on the line"),
	.synonyms = N_("train learn lesson coach simulate"),
	.options = "list",
	.max_args = 1,
	.exec = cmd_practice,
};

/* ---- inside ---- */

static enum rc run_of(struct cmd_call *call, struct practice **run, struct err *err)
{
	*run = call->app->practice_run;
	if (*run)
		return RC_OK;
	return err_set(err, RC_INVALID, _("This is no practice. F9 practice starts one."));
}

static enum rc cmd_say(struct cmd_call *call, struct err *err)
{
	struct practice *run;
	struct console *con = call->app->console;
	enum rc rc = run_of(call, &run, err);
	if (rc != RC_OK)
		return rc;
	if (call->argc == 0) { /* the window again, after Esc */
		run->window_node = SCENARIO_NO_NODE;
		console_popup_close_all(con);
		return RC_OK;
	}
	const char *digit = call->argv[0];
	if (digit[0] < '1' || digit[0] > '9' || digit[1])
		return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
	struct practice_moment m = practice_now(run, con);
	return practice_say(run->play, (size_t)(digit[0] - '1'), &m, err);
}
const struct cmd cmd_say_entry = {
	.name = "say",
	.usage = "say [N]",
	.help = N_("Practice: say sentence N to the caller, or show the sentences"),
	.max_args = 1,
	.flags = CMD_CONSOLE,
	.exec = cmd_say,
};

/* F1: first the pane itself, then how this step is done. */
static enum rc coach_show(struct practice *run, struct console *con)
{
	if (practice_coach_hidden(con)) {
		practice_hide_coach(con, false);
		return RC_OK;
	}
	if (run->play->begun && !run->play->done)
		run->play->shown++;
	console_popup(con, view_class_find("lesson"), NULL);
	return RC_OK;
}

static enum rc coach_leave(struct practice *run, struct console *con, enum practice_wish wish)
{
	run->wish = wish;
	con->quit = true;
	return RC_OK;
}

static enum rc cmd_coach(struct cmd_call *call, struct err *err)
{
	struct practice *run;
	struct console *con = call->app->console;
	const char *what = call->argv[0];
	enum rc rc = run_of(call, &run, err);
	if (rc != RC_OK)
		return rc;
	if (strcmp(what, "show") == 0)
		return coach_show(run, con);
	if (strcmp(what, "again") == 0)
		return coach_leave(run, con, PRACTICE_AGAIN);
	if (strcmp(what, "next") == 0)
		return coach_leave(run, con, PRACTICE_NEXT);
	if (strcmp(what, "hide") == 0) {
		practice_hide_coach(con, true);
		out_line(call->out, "%s", _("The coach is put away; F1 brings it back."));
		return RC_OK;
	}
	if (strcmp(what, "skip") == 0) {
		struct practice_moment m = practice_now(run, con);
		practice_skip(run->play, &m);
		console_dirty(con);
		return RC_OK;
	}
	return err_set(err, RC_INVALID, "usage: carrel %s", call->cmd->usage);
}
const struct cmd cmd_coach_entry = {
	.name = "coach",
	.usage = "coach show|hide|skip|again|next",
	.help = N_("Practice: show me, put the coach away, skip a step, begin again"),
	.synonyms = N_("practice lesson help hint"),
	.min_args = 1,
	.max_args = 1,
	.flags = CMD_CONSOLE,
	.exec = cmd_coach,
};
