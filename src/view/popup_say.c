/* Everything that practice opens over the panes: the lesson before the call, what to say, what to
 * write, how it is done, and what it was worth. It stands above the coach, never on it. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/lineedit.h"
#include "carrel/practice.h"
#include "carrel/strbuf.h"
#include "carrel/textpane.h"
#include "view/popup_parts.h"
#include "view/popups.h"

#include <stdio.h>
#include <string.h>

enum { COLS_MAX = 96, ROWS_ALL = 1000, INDENT = 3 };

enum kind { KIND_BRIEF, KIND_TALK, KIND_WRITE, KIND_SHOW, KIND_RESULT };

struct state {
	enum kind kind;
	struct arena *arena;
	struct textpane *text;
	struct lineedit *edit; /* of KIND_WRITE */
	const char *title, *bottom;
};

static struct practice *run_of(const struct view *view)
{
	return view->con->app->practice_run;
}

static void add_styled(struct state *st, enum style_id style, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		textpane_add(st->text, style, n ? arena_strndup(st->arena, text, n) : " ");
		text += n + (text[n] == '\n');
	}
}

static void add_lines(struct state *st, const char *text)
{
	add_styled(st, STYLE_POPUP, text);
}

static void add_heard(struct state *st, const struct practice_play *play)
{
	if (play->heard)
		add_styled(st, STYLE_HEADING,
			arena_printf(st->arena, _("The caller: “%s”"), play->heard));
}

/* "1  …" with the lines that follow under its first word. */
static void add_choice(struct view *view, size_t number, const char *text)
{
	struct state *st = view->state;
	int screen = grid_cols(view->con->grid);
	int cells = (screen < COLS_MAX ? screen : COLS_MAX) - POPUP_FRAME_COLS - INDENT;
	for (bool first = true; *text; first = false) {
		size_t all = strlen(text);
		size_t n = cells_fit(text, all, cells > INDENT ? (size_t)cells : INDENT, NULL);
		size_t word = n;
		while (n < all && word > 0 && text[word] != ' ')
			word--;
		n = word > 0 ? word : n;
		const char *lead = first ? arena_printf(st->arena, "%zu  ", number) : "   ";
		add_lines(st, arena_printf(st->arena, "%s%.*s", lead, (int)n, text));
		text += n + (text[n] == ' ');
	}
}

static void fill_talk(struct view *view)
{
	struct state *st = view->state;
	struct practice_play *play = run_of(view)->play;
	add_heard(st, play);
	if (play->heard)
		add_lines(st, "\n");
	for (size_t i = 0; i < play->norder; i++)
		add_choice(view, i + 1, practice_choice(play, i));
	st->title = _("What do you say?");
	st->bottom = _("1-9 say it - Esc look at the screen first");
}

static void fill_write(struct view *view)
{
	struct state *st = view->state;
	struct practice_play *play = run_of(view)->play;
	const char *ask = practice_text(play, &practice_node(play)->ask);
	add_heard(st, play);
	if (ask)
		add_lines(st, ask);
	st->title = _("In your own words");
	st->bottom = _("Enter say it - Esc look at the screen first");
	st->edit = lineedit_new();
}

static void fill_text(struct view *view)
{
	struct state *st = view->state;
	struct strbuf text = STRBUF_INIT;
	const struct practice *run = run_of(view);
	if (st->kind == KIND_BRIEF) {
		practice_brief_text(run, &text);
		st->title = practice_text(run->play, &run->scenario->title);
		st->bottom = _("Enter begin");
	} else if (st->kind == KIND_SHOW) {
		practice_show_text(run, view->con, &text);
		st->title = _("Show me");
		st->bottom = _("Esc back");
	} else {
		practice_result_text(run, view->con, &text);
		st->title = _("How it went");
		st->bottom = run->lesson && run->lesson < run->lessons
			? _("a again - n next lesson - q leave - Esc look")
			: _("a again - q leave - Esc look");
	}
	add_lines(st, text.buf);
	strbuf_fini(&text);
}

static enum kind kind_now(const struct view *view)
{
	const struct practice *run = run_of(view);
	const struct scenario_node *node = practice_node(run->play);
	if (view->class == &view_say_class && node && node->kind == SCENARIO_TALK)
		return KIND_TALK;
	if (view->class == &view_say_class && node && node->kind == SCENARIO_WRITE)
		return KIND_WRITE;
	if (run->play->done)
		return KIND_RESULT;
	return run->play->begun ? KIND_SHOW : KIND_BRIEF;
}

static void say_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	(void)arg;
	st->arena = arena_new();
	st->text = textpane_new(false);
	if (!run_of(view))
		return; /* only practice opens it; an empty window does no harm */
	st->kind = kind_now(view);
	if (st->kind == KIND_TALK)
		fill_talk(view);
	else if (st->kind == KIND_WRITE)
		fill_write(view);
	else
		fill_text(view);
}

static void say_close(struct view *view)
{
	struct state *st = view->state;
	textpane_free(&st->text);
	lineedit_free(&st->edit);
	arena_free(&st->arena);
}

static int extra_rows(const struct state *st)
{
	return st->edit ? 1 : 0;
}

static struct rect say_place(const struct view *view, struct rect body)
{
	const struct state *st = view->state;
	const struct view *coach = console_pane(view->con, "coach");
	int below = body.row + body.rows;
	if (st->kind != KIND_RESULT && st->kind != KIND_SHOW && coach && coach->rect.rows > 0 &&
		coach->rect.row > body.row + body.rows / 2)
		below = coach->rect.row;
	int cols = body.cols < COLS_MAX ? body.cols : COLS_MAX;
	int most = below - body.row;
	textpane_set_size(st->text, ROWS_ALL, cols - POPUP_FRAME_COLS);
	int rows = textpane_lines(st->text) + POPUP_FRAME_ROWS + extra_rows(st);
	if (rows > most)
		rows = most;
	return (struct rect){below - rows, body.col + (body.cols - cols) / 2, rows, cols};
}

static void say_recalc(struct view *view, struct rect rect)
{
	struct state *st = view->state;
	textpane_set_size(st->text, rect.rows - POPUP_FRAME_ROWS - extra_rows(st),
		rect.cols - POPUP_FRAME_COLS);
}

static void say_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct state *st = view->state;
	const struct popup_titles titles = {.title = st->title, .bottom = st->bottom};
	popup_frame(grid, rect, &titles);
	const struct rect in = {rect.row + 1, rect.col + 2,
		rect.rows - POPUP_FRAME_ROWS - extra_rows(st), rect.cols - POPUP_FRAME_COLS};
	textpane_paint(st->text, grid, in, STYLE_POPUP, focused);
	if (st->edit)
		lineedit_paint(st->edit, grid, rect.row + rect.rows - 2, in.col, in.cols,
			STYLE_INPUT, focused, _("what you would say"));
}

/* ---- keys ---- */

static void do_and_close(struct view *view, const char *command)
{
	struct console *con = view->con;
	console_popup_close(con); /* the view is gone from here on */
	console_command(con, command);
}

static unsigned talk_key(struct view *view, const struct key *key)
{
	char say[] = "say 0";
	const struct practice_play *play = run_of(view)->play;
	if (key->kind != KEY_CHAR || key->mods || key->rune < '1' ||
		key->rune >= '1' + play->norder)
		return WIDGET_NONE;
	say[4] = (char)key->rune;
	do_and_close(view, say);
	return WIDGET_HANDLED;
}

static unsigned write_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	struct practice *run = run_of(view);
	struct console *con = view->con;
	struct err err = {0};
	bool again = false;
	unsigned bits = lineedit_key(st->edit, key);
	if (bits & WIDGET_CANCEL)
		return WIDGET_NONE;
	if (!(bits & WIDGET_SUBMIT) || lineedit_len(st->edit) == 0)
		return bits;
	struct practice_moment m = practice_now(run, con);
	if (practice_write(run->play, lineedit_text(st->edit), &m, &again, &err) != RC_OK)
		console_error(con, &err);
	else if (!again)
		console_popup_close(con);
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

static unsigned result_key(struct view *view, const struct key *key)
{
	const struct practice *run = run_of(view);
	if (key_is_char(key, 'a')) {
		do_and_close(view, "coach again");
		return WIDGET_HANDLED;
	}
	if (key_is_char(key, 'n') && run->lesson < run->lessons) {
		do_and_close(view, "coach next");
		return WIDGET_HANDLED;
	}
	if (key_is_char(key, 'q')) {
		do_and_close(view, "quit");
		return WIDGET_HANDLED;
	}
	return WIDGET_NONE;
}

static unsigned say_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	unsigned bits = WIDGET_NONE;
	if (st->kind == KIND_TALK)
		bits = talk_key(view, key);
	else if (st->kind == KIND_WRITE)
		bits = write_key(view, key);
	else if (st->kind == KIND_RESULT)
		bits = result_key(view, key);
	else if (key->kind == KEY_ENTER) {
		console_popup_close(view->con);
		return WIDGET_HANDLED;
	}
	if (bits != WIDGET_NONE || st->kind == KIND_WRITE || key->kind == KEY_ESC)
		return bits;
	return textpane_key(st->text, key);
}

const struct view_class view_say_class = {
	.name = "say",
	.title = N_("What to say"),
	.context = "popup",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = say_open,
	.close = say_close,
	.place = say_place,
	.recalc = say_recalc,
	.paint = say_paint,
	.key = say_key,
};

const struct view_class view_lesson_class = {
	.name = "lesson",
	.title = N_("Lesson"),
	.context = "popup",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = say_open,
	.close = say_close,
	.place = say_place,
	.recalc = say_recalc,
	.paint = say_paint,
	.key = say_key,
};
