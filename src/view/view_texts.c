/* Pane 5, on large screens: the texts that suit the case in hand; a digit puts one into the note.
 * Nothing of the library is read before there is something in hand to write on. */
#include "view/pane.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/library.h"
#include "carrel/textpane.h"

#include <stdio.h>
#include <string.h>

enum { TEXTS_MAX = 50, PREVIEW_FROM = 16 };
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
	const char **ids; /* copied: the library may be read again meanwhile */
	size_t ntexts;
	const char *right;
	struct textpane *preview;
	int64_t previewed;
	int preview_rows;
};

static void texts_open(struct view *view, const void *arg)
{
	struct texts_state *s = view->state;
	(void)arg;
	pane_list_open(&s->rows, shapes);
	s->arena = arena_new();
	s->preview = textpane_new(false);
	list_set_heading(s->rows.list, false);
}

static void texts_close(struct view *view)
{
	struct texts_state *s = view->state;
	textpane_free(&s->preview);
	arena_free(&s->arena);
	pane_list_close(&s->rows);
}

static const struct library_text **find_texts(struct view *view, const char *language)
{
	struct texts_state *s = view->state;
	const struct work_hand *hand = &view->con->desk->hand;
	struct library *library = app_library(view->con->app);
	const char *topic = hand->casefile.topic ? hand->casefile.topic : "";
	unsigned uses = hand->call.id ? LIBRARY_CALL : LIBRARY_EVERYWHERE;
	const struct library_text **texts = library_filter(
		library, topic, language, uses, TEXTS_MAX, s->arena, &s->ntexts, NULL);
	s->right = *topic ? arena_printf(s->arena, _("for %s"), topic) : NULL;
	if (s->ntexts > 0 || !*topic)
		return texts;
	s->right = NULL;
	return library_filter(library, "", language, uses, TEXTS_MAX, s->arena, &s->ntexts, NULL);
}

static void make_rows(struct view *view)
{
	static const char *const digits[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};
	struct texts_state *s = view->state;
	const char *language = app_language(view->con->app);
	arena_reset(s->arena);
	s->ntexts = 0;
	s->right = NULL;
	s->previewed = -1;
	bool on = desk_in_hand(view->con->desk);
	const struct library_text **texts = on ? find_texts(view, language) : NULL;
	list_set_empty(
		s->rows.list, on ? _("No texts here.") : _("Texts for the case in hand. F6: all."));
	pane_list_begin(&s->rows, s->ntexts);
	s->ids = arena_array(s->arena, s->ntexts + 1, sizeof(*s->ids));
	for (size_t i = 0; i < s->ntexts; i++) {
		struct pane_row *row = pane_list_add(&s->rows, (int64_t)i);
		row->cell[F_DIGIT] = (struct list_cell){i < 9 ? digits[i] : "", STYLE_HINT_KEY};
		const char *title = langtext_get(&texts[i]->title, language);
		s->ids[i] = arena_strdup(s->arena, texts[i]->id);
		row->cell[F_TITLE] =
			(struct list_cell){arena_strdup(s->rows.arena, title), STYLE_DEFAULT};
		row->cell[F_SHORT] = (struct list_cell){
			arena_strdup(s->rows.arena, texts[i]->short_name), STYLE_DIM};
	}
}

/* The wording in the customer's language and tone, as it would go in. */
static void make_preview(struct view *view, int cols)
{
	struct texts_state *s = view->state;
	const struct desk *desk = view->con->desk;
	const struct pane_row *row = pane_list_selected(&s->rows);
	int64_t want = row ? row->id : -1;
	if (s->previewed != want) {
		textpane_clear(s->preview);
		const struct library_text *text =
			row ? library_by_id(app_library(view->con->app), s->ids[row->id]) : NULL;
		if (text) {
			enum text_tone tone =
				desk_tone(desk) == TONE_CASUAL ? TEXT_CASUAL : TEXT_FORMAL;
			const struct library_variant *v =
				library_variant(text, desk_language(desk), tone, NULL);
			textpane_add(s->preview, STYLE_DIM, v->text);
		}
		s->previewed = want;
	}
	textpane_set_size(s->preview, s->preview_rows > 1 ? s->preview_rows - 1 : 1, cols);
	textpane_scroll(s->preview, -textpane_lines(s->preview));
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

static void texts_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct texts_state *s = view->state;
	struct rect in = pane_frame(view, grid, rect, focused, NULL, s->right);
	if (s->preview_rows > 0) {
		in.rows -= s->preview_rows;
		int row = in.row + in.rows;
		grid_rule(grid, row, rect.col, rect.cols, STYLE_BORDER);
		const struct rect below = {row + 1, in.col + 1, s->preview_rows - 1, in.cols - 2};
		textpane_paint(s->preview, grid, below, STYLE_DIM, false);
	}
	pane_list_paint(&s->rows, grid, in, focused);
}

static void insert(struct view *view, size_t i)
{
	struct texts_state *s = view->state;
	if (i >= s->ntexts)
		return;
	const char *command = arena_printf(s->arena, "insert %s", s->ids[i]);
	if (console_command(view->con, command) == RC_OK)
		console_focus(view->con, console_home_pane(view->con));
}

static unsigned texts_key(struct view *view, const struct key *key)
{
	struct texts_state *s = view->state;
	if (key->kind == KEY_CHAR && !key->mods && key->rune >= '1' && key->rune <= '9') {
		insert(view, key->rune - '1');
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	unsigned bits = key->kind == KEY_MOUSE ? pane_list_click(&s->rows, view, key)
					       : list_key(s->rows.list, key);
	const struct pane_row *row = pane_list_selected(&s->rows);
	if (bits & WIDGET_SUBMIT && row)
		insert(view, (size_t)row->id);
	return bits;
}

const struct view_class view_texts_class = {
	.name = "texts-pane",
	.title = N_("5 Library"),
	.context = "picker",
	.state_size = sizeof(struct texts_state),
	.open = texts_open,
	.close = texts_close,
	.recalc = texts_recalc,
	.paint = texts_paint,
	.key = texts_key,
};
