/* Opening, closing and the parts of the screen: panes, windows, messages, focus. The turn itself is
 * in loop.c, the way of a key in dispatch.c. */
#include "carrel/console.h"

#include "console_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/config.h"
#include "carrel/demo_world.h"
#include "carrel/evloop.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/log.h"
#include "carrel/mem.h"
#include "carrel/out.h"
#include "carrel/plain.h"
#include "carrel/problems.h"
#include "carrel/remember.h"
#include "carrel/script.h"
#include "carrel/store.h"
#include "carrel/strbuf.h"
#include "carrel/term.h"
#include "carrel/told.h"
#include "carrel/windows.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* ---- views ---- */

const struct view_class *view_class_find(const char *name)
{
	for (size_t i = 0; view_table[i]; i++)
		if (strcmp(view_table[i]->name, name) == 0)
			return view_table[i];
	return NULL;
}

static const struct screen *screen_find(const char *name)
{
	for (size_t i = 0; screen_table[i]; i++)
		if (strcmp(screen_table[i]->name, name) == 0)
			return screen_table[i];
	return NULL;
}

static struct view *view_new(
	struct console *con, const struct view_class *class, int pane, const void *arg)
{
	struct view *view = xcalloc(1, sizeof(*view));
	view->class = class;
	view->con = con;
	view->pane = pane;
	view->state = xcalloc(1, class->state_size ? class->state_size : 1);
	if (class->open)
		class->open(view, arg);
	return view;
}

static void view_keep(struct view *view)
{
	if (!view->unkept)
		return;
	view->unkept = false;
	if (view->class->keep)
		view->class->keep(view);
}

bool console_unkept(const struct console *con)
{
	for (int i = 0; i < con->npopups; i++)
		if (con->popups[i]->unkept)
			return true;
	return false;
}

void console_keep(struct console *con)
{
	for (int i = 0; i < con->npopups; i++)
		view_keep(con->popups[i]);
}

static void view_free(struct view **view)
{
	if (!*view)
		return;
	view_keep(*view);
	if ((*view)->class->close)
		(*view)->class->close(*view);
	free((*view)->state);
	free(*view);
	*view = NULL;
}

struct view *console_popup(struct console *con, const struct view_class *class, const void *arg)
{
	if (con->plain && plain_window(con->plain, class->name, arg))
		return NULL;
	for (int i = con->npopups - 1; i >= 0; i--)
		if (con->popups[i]->class == class)
			while (con->npopups > i)
				console_popup_close(con);
	while (con->npopups >= CONSOLE_POPUPS_MAX)
		console_popup_close(con);
	struct view *view = view_new(con, class, 0, arg);
	con->popups[con->npopups++] = view;
	console_dirty(con);
	return view;
}

void console_popup_close(struct console *con)
{
	if (con->npopups == 0)
		return;
	view_free(&con->popups[--con->npopups]);
	console_dirty(con);
}

void console_popup_close_all(struct console *con)
{
	while (con->npopups > 0)
		console_popup_close(con);
}

bool console_has_popup(const struct console *con, const char *view_name)
{
	for (int i = 0; i < con->npopups; i++)
		if (strcmp(con->popups[i]->class->name, view_name) == 0)
			return true;
	return false;
}

/* ---- screens ---- */

static void close_screen(struct console *con)
{
	console_popup_close_all(con);
	for (int i = 0; i < CONSOLE_PANES_MAX; i++)
		view_free(&con->panes[i]);
	con->screen = NULL;
	i18n_rename(NULL, 0);
}

static void show_screen(struct console *con, const char *name)
{
	const struct screen *screen = screen_find(name);
	close_screen(con);
	con->screen = screen;
	con->zoomed = false;
	console_name_keys(con); /* before the views say anything */
	for (int i = 0; i < CONSOLE_PANES_MAX; i++)
		if (screen->panes[i])
			con->panes[i] = view_new(con, screen->panes[i], i, NULL);
	con->focus = screen->home;
	console_stale(con);
}

/* A supervisor with somebody on the line is an agent: the same panes, and F8 says what came of it. */
void console_home(struct console *con)
{
	const char *name = "sign-on";
	if (con->app->actor.id)
		name = con->app->practice                               ? "practice"
			: app_is_supervisor(con->app) && !con->had_hand ? "supervisor"
									: "agent";
	show_screen(con, name);
}

/* What is remembered of whoever sits here now: how it looks, the mouse, sizes, keys that fail. */
static void meet_person(struct console *con)
{
	struct app *app = con->app;
	console_save_habits(con);
	remember_person(con->remember, app->actor.id ? app->actor.login : "");
	con->sized_screen = NULL;
	free(con->tip);
	con->tip = NULL; /* it was for somebody else */
	con->no_function_keys = 0;
	const char *dead = remember_get(con->remember, "no-function-keys");
	for (; dead && *dead; dead++)
		if (*dead >= '1' && *dead <= '9')
			con->no_function_keys |= 1u << (*dead - '0');
	const char *mouse = remember_get(con->remember, "mouse");
	console_mouse(
		con, mouse ? strcmp(mouse, "on") == 0 : config_bool(app->config, OPT_UI_MOUSE));
	console_theme_of_person(con);
}

void console_signed_on(struct console *con)
{
	meet_person(con);
	desk_change_person(con->desk);
	if (con->app->world)
		demo_world_set_person(con->app->world, con->app->actor.id);
	con->had_hand = false;
	console_home(con);
}

int console_home_pane(const struct console *con)
{
	const struct view *work = console_pane((struct console *)con, "case");
	return work && desk_in_hand(con->desk) ? work->pane : con->screen->home;
}

static int64_t case_of(const struct view *view)
{
	return view && view->class->selected_case ? view->class->selected_case(view) : 0;
}

int64_t console_selected_case(struct console *con)
{
	/* What a window covers is not what the person looks at. */
	if (con->npopups > 0)
		return case_of(con->popups[con->npopups - 1]);
	if (!con->screen)
		return 0;
	int64_t id = case_of(con->panes[con->focus]);
	/* Where nobody works on a case, the keys of every pane mean the list of those who wait. */
	return id != 0 || console_pane(con, "case") ? id : case_of(con->panes[con->screen->home]);
}

void console_focus(struct console *con, int pane)
{
	if (pane < 1 || pane >= CONSOLE_PANES_MAX || !con->panes[pane])
		return;
	con->focus = pane;
	console_dirty(con);
}

struct view *console_focused(struct console *con)
{
	if (con->npopups > 0)
		return con->popups[con->npopups - 1];
	return con->screen ? con->panes[con->focus] : NULL;
}

struct view *console_pane(struct console *con, const char *view_name)
{
	for (int i = 0; i < CONSOLE_PANES_MAX; i++)
		if (con->panes[i] && strcmp(con->panes[i]->class->name, view_name) == 0)
			return con->panes[i];
	return NULL;
}

void console_stale(struct console *con)
{
	con->stale = true;
	con->dirty = true;
}

void console_dirty(struct console *con)
{
	con->dirty = true;
}

/* ---- messages and commands ---- */

/* Takes text over. code: of an error, kept for whoever looks for its cause. */
static void message_is(struct console *con, enum message_kind kind, char *text, const char *code)
{
	console_clear_message(con);
	con->message = text;
	con->undo_offered = true;
	con->message_note = console_undo_in_note(con, con->message);
	con->undo_offered = con->message_note != NULL;
	con->message_kind = kind;
	con->message_seen = false;
	con->message_at = clock_mono_ms();
	told_add(&con->told, console_message_shown(con), code);
	console_dirty(con);
}

void console_message(struct console *con, enum message_kind kind, const char *fmt, ...)
{
	struct strbuf sb = STRBUF_INIT;
	va_list ap;
	va_start(ap, fmt);
	strbuf_vaddf(&sb, fmt, ap);
	va_end(ap);
	message_is(con, kind, strbuf_detach(&sb, NULL), NULL);
}

void console_error(struct console *con, const struct err *err)
{
	static const char usage[] = "usage: ", how[] = "usage: carrel ";
	const char *said = err->text;
	char *text;
	char *code =
		xasprintf("%s (%s:%d)", rc_name(err->rc), err->file ? err->file : "?", err->line);
	log_info("refused: %s", code);
	if (strncmp(said, how, sizeof(how) - 1) == 0)
		text = xasprintf(_("Not done. It is said like this: %s"), said + sizeof(how) - 1);
	else
		text = xstrdup(strncmp(said, usage, sizeof(usage) - 1) == 0
				? said + sizeof(usage) - 1
				: said);
	message_is(con, MESSAGE_ERROR, text, code);
	free(code);
}

static void show_output(struct console *con, const char *command, struct out *out)
{
	if (out_lines(out) == 1) {
		console_message(con, MESSAGE_DONE, "%s", out_line_at(out, 0));
	} else if (out_lines(out) > 1) {
		struct strbuf text = STRBUF_INIT;
		out_render_text(out, &text);
		struct arena *a = arena_new();
		const char *title = out_title(out);
		const struct output_window window = {
			.title = title ? title : app_command_title(command, a),
			.text = text.buf,
			.then = out_next_command(out),
			.keys = out_next_keys(out),
			.case_id = out_case(out)};
		console_popup(con, view_class_find("output"), &window);
		arena_free(&a);
		strbuf_fini(&text);
	}
}

enum rc console_command(struct console *con, const char *text)
{
	struct err err = {0};
	struct out *out = out_new();
	enum rc rc = cmd_run_text(con->app, text, out, &err);
	if (rc == RC_OK)
		show_output(con, text, out);
	else if (rc != RC_CANCELLED)
		console_error(con, &err);
	out_free(&out);
	console_stale(con);
	return rc;
}

/* ---- opening ---- */

void console_tell_problems(struct console *con, const struct problems *problems)
{
	size_t n = problems_count(problems);
	if (n == 0)
		return;
	struct strbuf first = STRBUF_INIT;
	problem_render(problems_at(problems, 0), &first);
	log_warn("%s", first.buf);
	if (n == 1)
		console_message(con, MESSAGE_WARN, "%s", first.buf);
	else
		console_message(con, MESSAGE_WARN, _("%s (and %zu more)"), first.buf, n - 1);
	strbuf_fini(&first);
}

/* Said before the terminal is touched. One that does not know its size is given the benefit. */
static enum rc check_size(struct err *err)
{
	enum { MIN_ROWS = 4, MIN_COLS = 20 };
	struct winsize size = {0};
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
		return RC_OK;
	if (size.ws_row >= MIN_ROWS && size.ws_col >= MIN_COLS)
		return RC_OK;
	return err_set(err, RC_INVALID,
		/* It has to fit where it is read: three rows of nineteen cells. */
		_("Too small: %dx%d. Make it %dx%d."), size.ws_col, size.ws_row, MIN_COLS,
		MIN_ROWS);
}

static enum rc open_terminal(struct console *con, struct err *err)
{
	struct app *app = con->app;
	if (app->options.script || app->options.plain) {
		int rows = app->options.rows ? app->options.rows : 24;
		int cols = app->options.cols ? app->options.cols : 80;
		con->term = term_null_open(rows, cols);
		return RC_OK;
	}
	const struct term_options options = {
		.no_color = app->options.no_colour ||
			strcmp(config_text(app->config, OPT_UI_COLOUR), "never") == 0,
		.ask_width = strcmp(config_text(app->config, OPT_UI_GLYPHS), "auto") == 0,
	};
	enum rc rc = check_size(err);
	return rc == RC_OK ? term_curses_open(&options, &con->term, err) : rc;
}

enum rc console_open(struct app *app, struct console **out, struct err *err)
{
	struct console *con = xcalloc(1, sizeof(*con));
	struct problems problems;
	struct store *store;
	problems_init(&problems);
	con->app = app;
	/* The store first: a refusal is a sentence on a terminal that was never touched. */
	enum rc rc = app_store(app, &store, err);
	if (rc == RC_OK)
		rc = open_terminal(con, err);
	if (rc != RC_OK) {
		problems_fini(&problems);
		free(con);
		return rc;
	}
	int rows, cols;
	term_size(con->term, &rows, &cols);
	con->grid = grid_new(rows, cols);
	con->keymap = keymap_load(&problems);
	console_glyphs(con);
	con->desk = desk_new(app);
	con->remember = remember_new(app->options.script == NULL);
	con->files_fd = con->texts_fd = -1;
	app->console = con;
	app_speak(app);
	console_start_loop(con);
	meet_person(con);
	console_home(con);
	console_tell_problems(con, &problems);
	problems_fini(&problems);
	*out = con;
	return RC_OK;
}

void console_close(struct console **con)
{
	if (!*con)
		return;
	console_busy_end(*con);
	close_screen(*con);
	console_save_habits(*con);
	remember_free(&(*con)->remember);
	console_watch_end(*con);
	console_texts_end(*con);
	desk_free(&(*con)->desk);
	term_close(&(*con)->term);
	keymap_free(&(*con)->keymap);
	grid_free(&(*con)->grid);
	evloop_free(&(*con)->loop);
	(*con)->app->console = NULL;
	app_speak((*con)->app);
	free((*con)->message);
	free((*con)->message_note);
	told_free(&(*con)->told);
	free((*con)->title);
	free((*con)->tip);
	free((*con)->theme);
	free((*con)->then);
	free(*con);
	*con = NULL;
}
