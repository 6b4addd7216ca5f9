/* A draft article: its title and its text. While one types, its file is written aside; Esc writes it
 * down; only if that fails it stays open, so nothing typed can be lost. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/kb_out.h"
#include "carrel/knowledge.h"
#include "carrel/lineedit.h"
#include "carrel/textpane.h"
#include "carrel/windows.h"
#include "view/popup_parts.h"
#include "view/popups.h"

#include <string.h>

enum { HEAD_ROWS = 2, COLS_MAX = 100 };

struct state {
	struct arena *arena;
	struct kb_row row;
	const char *path;
	struct lineedit *title;
	struct textpane *body;
	bool in_body;
	bool closing; /* could not be opened: the next key closes it */
};

static void edit_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	const struct article_window *w = arg;
	struct app *app = view->con->app;
	struct err err = {0};
	st->arena = arena_new();
	st->title = lineedit_new();
	st->body = textpane_new(true);
	const struct kb_article *k = w ? kb_by_id(app_kb(app), w->id) : NULL;
	if (!k || knowledge_draft_row(app, k, st->arena, &st->row, &err) != RC_OK) {
		if (k)
			console_error(view->con, &err);
		st->closing = true;
		return;
	}
	st->path = arena_strdup(st->arena, k->file);
	lineedit_set(st->title, st->row.title);
	textpane_set(st->body, st->row.body, strlen(st->row.body));
	textpane_set_cursor(st->body, 0);
	st->in_body = true;
}

static void edit_close(struct view *view)
{
	struct state *st = view->state;
	lineedit_free(&st->title);
	textpane_free(&st->body);
	arena_free(&st->arena);
}

static struct rect edit_place(const struct view *view, struct rect body)
{
	(void)view;
	int cols = body.cols < COLS_MAX ? body.cols : COLS_MAX;
	return (struct rect){body.row, body.col + (body.cols - cols) / 2, body.rows, cols};
}

static void edit_recalc(struct view *view, struct rect rect)
{
	struct state *st = view->state;
	textpane_set_size(
		st->body, rect.rows - POPUP_FRAME_ROWS - HEAD_ROWS, rect.cols - POPUP_FRAME_COLS);
}

static void edit_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct state *st = view->state;
	const struct popup_titles titles = {.title = _("Draft article"),
		.right = st->row.id,
		.bottom = _("Tab title or text - Esc writes it down")};
	popup_frame(grid, rect, &titles);
	int cols = rect.cols - POPUP_FRAME_COLS;
	lineedit_paint(st->title, grid, rect.row + 1, rect.col + 2, cols, STYLE_INPUT,
		focused && !st->in_body, _("title"));
	grid_rule(grid, rect.row + 2, rect.col, rect.cols, STYLE_POPUP_BORDER);
	const struct rect in = {rect.row + 1 + HEAD_ROWS, rect.col + 2,
		rect.rows - POPUP_FRAME_ROWS - HEAD_ROWS, cols};
	textpane_paint(st->body, grid, in, STYLE_DRAFT, focused && st->in_body);
}

/* What is half done is written, too: a draft without a title is called by its id until it has one,
 * and one without a text keeps the text it had. The articles in force are read again at the end. */
static void edit_keep(struct view *view)
{
	struct state *st = view->state;
	struct err err = {0};
	struct kb_row row = st->row;
	row.title = *lineedit_text(st->title) ? lineedit_text(st->title) : row.id;
	if (textpane_len(st->body) > 0)
		row.body = textpane_text(st->body);
	if (knowledge_draft_put(view->con->app, &row, st->path, &err) != RC_OK)
		console_error(view->con, &err);
}

static void write_and_close(struct view *view)
{
	struct state *st = view->state;
	struct console *con = view->con;
	struct err err = {0};
	struct kb_row row = st->row;
	row.title = lineedit_text(st->title);
	row.body = textpane_text(st->body);
	if (!*row.title || !*row.body) {
		console_message(con, MESSAGE_WARN, "%s", _("It needs a title and a text."));
		return;
	}
	if (knowledge_draft_write(con->app, &row, st->path, &err) != RC_OK) {
		console_error(con, &err);
		return;
	}
	view->unkept = false;
	console_message(con, MESSAGE_DONE, _("Written down: %s. Only you see it until kb publish."),
		st->row.id);
	console_popup_close(con);
}

static unsigned edit_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	if (st->closing) {
		console_popup_close(view->con);
		return WIDGET_HANDLED;
	}
	if (key->kind == KEY_ESC) {
		write_and_close(view);
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	if (key->kind == KEY_TAB || key->kind == KEY_BTAB ||
		(key->kind == KEY_ENTER && !st->in_body)) {
		st->in_body = !st->in_body;
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	unsigned bits = st->in_body ? textpane_key(st->body, key) : lineedit_key(st->title, key);
	view->unkept |= (bits & WIDGET_CHANGED) != 0;
	return bits;
}

const struct view_class view_article_edit_class = {
	.name = "article-edit",
	.title = N_("Draft article"),
	.context = "text",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = edit_open,
	.close = edit_close,
	.keep = edit_keep,
	.place = edit_place,
	.recalc = edit_recalc,
	.paint = edit_paint,
	.key = edit_key,
};
