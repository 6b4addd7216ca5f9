/* Pane 5, on large screens: the texts that suit the case in hand, behind them the articles that do; a
 * digit puts a text into the note and opens an article. Nothing of the library is read before there is something in hand to write on. */
#include "view/pane.h"
#include "view/text_preview.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/kb.h"
#include "carrel/library.h"
#include "carrel/suggesting.h"
#include "carrel/textpane.h"

#include <stdio.h>
#include <string.h>

enum { TEXTS_MAX = 50, SUGGESTED = 12, PREVIEW_FROM = 16 };
enum field { F_DIGIT, F_TITLE, F_SHORT };

/* clang-format off */
static const struct list_column columns[] = {
	{"digit", "", 1,  0, LIST_LEFT, false},
	{"title", "", 14, 1, LIST_LEFT, true},
	{"short", "", 6,  0, LIST_LEFT, false},
};
static const int fields[] = {F_DIGIT, F_TITLE, F_SHORT};
static const struct pane_shape shapes[] = {{0, columns, fields, 3}};
/* clang-format on */

struct texts_state {
	struct pane_list rows; /* id: place in ids[] */
	struct arena *arena;
	const char **ids; /* copied: the library may be read again meanwhile; of articles "kb:ID" */
	const char **why; /* "" for what was not suggested */
	size_t ntexts;
	struct text_preview preview;
	int64_t previewed;
	int preview_rows;
};

static void texts_open(struct view *view, const void *arg)
{
	struct texts_state *s = view->state;
	(void)arg;
	pane_list_open(&s->rows, shapes);
	s->arena = arena_new();
	text_preview_open(&s->preview);
	list_set_heading(s->rows.list, false);
}

static void texts_close(struct view *view)
{
	struct texts_state *s = view->state;
	text_preview_close(&s->preview);
	arena_free(&s->arena);
	pane_list_close(&s->rows);
}

static bool is_shown(const struct texts_state *s, const char *id)
{
	for (size_t i = 0; i < s->ntexts; i++)
		if (strcmp(s->ids[i], id) == 0)
			return true;
	return false;
}

static void add_row(
	struct view *view, const char *id, const char *title, const char *mark, const char *why)
{
	static const char *const digits[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
	struct texts_state *s = view->state;
	size_t i = s->ntexts++;
	s->ids[i] = arena_strdup(s->arena, id);
	s->why[i] = why;
	struct pane_row *row = pane_list_add(&s->rows, (int64_t)i);
	row->cell[F_DIGIT] = (struct list_cell){i < 9 ? digits[i] : "", STYLE_HINT_KEY};
	row->cell[F_TITLE] = (struct list_cell){arena_strdup(s->rows.arena, title), STYLE_DEFAULT};
	row->cell[F_SHORT] = (struct list_cell){arena_strdup(s->rows.arena, mark), STYLE_DIM};
}

static void add_text(struct view *view, const struct library_text *text, const char *why)
{
	add_row(view, text->id, langtext_get(&text->title, app_language(view->con->app)),
		text->short_name, why);
}

static void add_article(struct view *view, const char *id, const char *why)
{
	struct app *app = view->con->app;
	const struct kb_article *k = suggesting_article(app, id);
	add_row(view, id, kb_text(&k->title, app_language(app), NULL, NULL), kb_kind_title(k->kind),
		why);
}

static void add_hits(struct view *view, const struct suggest_hit *hits, size_t n)
{
	struct texts_state *s = view->state;
	struct app *app = view->con->app;
	for (size_t i = 0; i < n; i++) {
		const char *id = hits[i].text_id;
		const char *why = suggesting_reason(view->con->desk, &hits[i].why, s->arena);
		if (suggesting_article(app, id))
			add_article(view, id, why);
		else
			add_text(view, library_by_id(app_library(app), id), why);
	}
}

/* What suits the case first, then the others by title. */
static void add_texts(struct view *view)
{
	struct texts_state *s = view->state;
	struct desk *desk = view->con->desk;
	struct library *library = app_library(view->con->app);
	struct suggest_hit *hits;
	size_t n;
	size_t nhits = suggesting_for_desk(desk_suggesting(desk), desk, SUGGESTED, s->arena, &hits);
	add_hits(view, hits, nhits);
	const struct library_text **texts =
		library_filter(library, "", app_language(view->con->app),
			desk->hand.call.id ? LIBRARY_CALL : LIBRARY_EVERYWHERE, TEXTS_MAX, s->arena,
			&n, NULL);
	for (size_t i = 0; i < n && s->ntexts < TEXTS_MAX; i++)
		if (!is_shown(s, texts[i]->id))
			add_text(view, texts[i], "");
}

static void make_rows(struct view *view)
{
	struct texts_state *s = view->state;
	arena_reset(s->arena);
	s->ntexts = 0;
	s->previewed = -1;
	bool on = desk_in_hand(view->con->desk);
	list_set_empty(
		s->rows.list, on ? _("No texts here.") : _("Texts for the case in hand. F6: all."));
	pane_list_begin(&s->rows, TEXTS_MAX);
	s->ids = arena_array(s->arena, TEXTS_MAX, sizeof(*s->ids));
	s->why = arena_array(s->arena, TEXTS_MAX, sizeof(*s->why));
	if (on)
		add_texts(view);
}

/* The wording in the customer's language and tone, as it would go in. */
static void make_preview(struct view *view, int cols)
{
	struct texts_state *s = view->state;
	const struct pane_row *row = pane_list_selected(&s->rows);
	int64_t want = row ? row->id : -1;
	const struct library_text *text =
		row ? library_by_id(app_library(view->con->app), s->ids[row->id]) : NULL;
	const struct kb_article *article =
		row ? suggesting_article(view->con->app, s->ids[row->id]) : NULL;
	if (s->previewed != want && text)
		text_preview_show(&s->preview, view->con->desk, text);
	else if (!text)
		text_preview_show_article(
			&s->preview, view->con->desk, article ? article->id : NULL);
	s->previewed = want;
	text_preview_size(&s->preview, s->preview_rows + 1, cols + 4);
}

static void texts_recalc(struct view *view, struct rect rect)
{
	struct texts_state *s = view->state;
	struct rect in = pane_inside(rect);
	if (pane_list_stale(&s->rows, view, in.cols, false))
		make_rows(view);
	s->preview_rows = in.rows >= PREVIEW_FROM && s->ntexts > 0 ? in.rows / 2 : 0;
	pane_list_end(&s->rows, shapes, in.cols, in.rows - s->preview_rows);
	if (s->preview_rows > 0)
		make_preview(view, in.cols > 2 ? in.cols - 2 : 1);
}

/* Why the chosen one stands where it does. */
static void paint_why(const struct texts_state *s, struct grid *grid, int row, struct rect rect)
{
	const char *why = s->previewed >= 0 ? s->why[s->previewed] : "";
	if (!*why || rect.cols < 8)
		return;
	int used = grid_text_cut(grid, row, rect.col + 3, rect.cols - 6, STYLE_DIM, why);
	grid_text(grid, row, rect.col + 2, 1, STYLE_BORDER, " ");
	grid_text(grid, row, rect.col + 3 + used, 1, STYLE_BORDER, " ");
}

static void texts_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct texts_state *s = view->state;
	struct rect in = pane_frame(view, grid, rect, focused, NULL, NULL);
	if (s->preview_rows > 0) {
		in.rows -= s->preview_rows;
		int row = in.row + in.rows;
		grid_rule(grid, row, rect.col, rect.cols, STYLE_BORDER);
		paint_why(s, grid, row, rect);
		const struct rect below = {row + 1, in.col + 1, s->preview_rows - 1, in.cols - 2};
		textpane_paint(s->preview.pane, grid, below, STYLE_DIM, false);
	}
	pane_list_paint(&s->rows, grid, in, focused);
}

static void insert_or_open(struct view *view, size_t i)
{
	struct texts_state *s = view->state;
	if (i >= s->ntexts)
		return;
	const struct kb_article *article = suggesting_article(view->con->app, s->ids[i]);
	if (article) {
		console_command(view->con, arena_printf(s->arena, "kb show %s", article->id));
		return;
	}
	const char *command = arena_printf(s->arena, "insert %s", s->ids[i]);
	if (console_command(view->con, command) == RC_OK)
		console_focus(view->con, console_home_pane(view->con));
}

static unsigned texts_key(struct view *view, const struct key *key)
{
	struct texts_state *s = view->state;
	if (key->kind == KEY_CHAR && !key->mods && key->rune >= '1' && key->rune <= '9') {
		insert_or_open(view, key->rune - '1');
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	unsigned bits = key->kind == KEY_MOUSE ? pane_list_click(&s->rows, view, key)
					       : list_key(s->rows.list, key);
	const struct pane_row *row = pane_list_selected(&s->rows);
	if (bits & WIDGET_SUBMIT && row)
		insert_or_open(view, (size_t)row->id);
	return bits;
}

const struct view_class view_texts_class = {
	.name = "texts-pane",
	.title = N_("5 Library"),
	.context = "picker",
	.by_minute = true,
	.state_size = sizeof(struct texts_state),
	.open = texts_open,
	.close = texts_close,
	.recalc = texts_recalc,
	.paint = texts_paint,
	.key = texts_key,
};
