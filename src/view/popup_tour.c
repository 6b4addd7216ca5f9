/* The first minute and a half at a new console: which function keys arrive, a look that can be read
 * here, and where to practise. Esc leaves at any step; `tour` brings it back. */
#include "carrel/app.h"
#include "carrel/cells.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/problems.h"
#include "carrel/remember.h"
#include "carrel/textpane.h"
#include "view/popups.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum step { STEP_KEYS, STEP_THEME, STEP_PRACTICE, STEPS };
enum { KEYS_TRIED = 9, ROWS = 16, COLS = 74 };

static const char *const themes[] = {"default", "dark", "high-contrast", "mono"};
enum { THEMES = sizeof(themes) / sizeof(themes[0]) };

struct state {
	enum step step;
	bool arrived[KEYS_TRIED + 1]; /* by number of the key */
	int theme;
	char *before; /* the theme there was */
	struct textpane *words;
	int words_rows;
};

/* ---- what it says ---- */

static const char *words_of(enum step step)
{
	switch (step) {
	case STEP_KEYS:
		return i18n_as_written(N_(
			"Welcome. Three short steps; Esc leaves, F9 and “tour” bring it back.\n\n"
			"1 of 3: press F1, F2, F3 … F9, each once. Some terminals keep a few of "
			"them. Nothing is lost then: Esc and then the digit, or Alt and the digit, "
			"is the same key."));
	case STEP_THEME:
		return _("2 of 3: which look can you read best here? The whole screen shows it. "
			 "Digits or arrows try, Enter keeps.");
	case STEP_PRACTICE:
		return _(
			"3 of 3: one practice call with a coach takes 90 seconds, and nobody real "
			"is on the line. p begins it now; later F9 and “practice” do.\n\n"
			"The keys of a call: F2 answers, F6 puts a text into the note, F8 says "
			"what "
			"came of it. ? lists the keys of the place you are in, F9 finds everything "
			"by any word.");
	case STEPS: break;
	}
	return "";
}

static const char *hint_of(enum step step)
{
	return step == STEP_PRACTICE ? _("p practises now - Enter ends the tour")
				     : _("Enter goes on - Esc leaves");
}

static void show_words(struct state *st)
{
	textpane_free(&st->words);
	st->words = textpane_new(false);
	for (const char *line = words_of(st->step); *line;) {
		size_t n = strcspn(line, "\n");
		char *copy = xstrndup(line, n);
		textpane_add(st->words, STYLE_POPUP, copy);
		free(copy);
		line += n + (line[n] == '\n');
	}
}

/* ---- steps ---- */

/* Digits of the keys that did not come; one that pressed none at all has told nothing. */
static void keep_keys(struct console *con, const struct state *st)
{
	char dead[KEYS_TRIED + 1] = "";
	unsigned bits = 0;
	int n = 0;
	for (int f = 1; f <= KEYS_TRIED; f++) {
		if (st->arrived[f])
			continue;
		dead[n++] = (char)('0' + f);
		bits |= 1u << f;
	}
	if (n == KEYS_TRIED)
		return;
	dead[n] = '\0';
	con->no_function_keys = bits;
	remember_set(con->remember, "no-function-keys", n ? dead : NULL);
}

static void try_theme(struct view *view, int theme)
{
	struct state *st = view->state;
	struct problems problems = {0};
	if (theme < 0 || theme >= THEMES)
		return;
	st->theme = theme;
	console_theme(view->con, themes[theme], &problems);
	problems_fini(&problems);
}

static void leave(struct view *view)
{
	remember_tour_done();
	console_popup_close(view->con); /* view is gone */
}

static void go_on(struct view *view)
{
	struct state *st = view->state;
	struct console *con = view->con;
	if (st->step == STEP_PRACTICE) {
		leave(view);
		return;
	}
	if (st->step == STEP_KEYS)
		keep_keys(con, st);
	else if (con->theme && (!st->before || strcmp(con->theme, st->before) != 0))
		remember_set(con->remember, "theme", con->theme);
	st->step++;
	show_words(st);
}

static void give_up(struct view *view)
{
	struct state *st = view->state;
	struct problems problems = {0};
	if (st->step == STEP_THEME && st->before)
		console_theme(view->con, st->before, &problems);
	problems_fini(&problems);
	leave(view);
}

/* ---- as a window ---- */

static void tour_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	(void)arg;
	st->before = view->con->theme ? xstrdup(view->con->theme) : NULL;
	for (int i = 0; i < THEMES; i++)
		if (st->before && strcmp(themes[i], st->before) == 0)
			st->theme = i;
	show_words(st);
}

static void tour_close(struct view *view)
{
	struct state *st = view->state;
	textpane_free(&st->words);
	free(st->before);
}

static struct rect tour_place(const struct view *view, struct rect body)
{
	(void)view;
	int rows = body.rows < ROWS ? body.rows : ROWS;
	int cols = body.cols < COLS ? body.cols : COLS;
	return (struct rect){
		body.row + (body.rows - rows) / 2, body.col + (body.cols - cols) / 2, rows, cols};
}

static void tour_recalc(struct view *view, struct rect rect)
{
	struct state *st = view->state;
	textpane_set_size(st->words, rect.rows > 4 ? rect.rows - 4 : 1, rect.cols - 4);
	st->words_rows = textpane_lines(st->words);
}

static void paint_keys(const struct state *st, struct grid *grid, struct rect in)
{
	int col = in.col, row = in.row, next = 0, gap = in.cols < 64 ? 1 : 2;
	for (int f = 1; f <= KEYS_TRIED; f++) {
		char text[16];
		snprintf(text, sizeof(text), "F%d %s", f, st->arrived[f] ? _("ok") : "..");
		int width = (int)cells_widths(text);
		if (col + width > in.col + in.cols) {
			row++;
			col = in.col;
		}
		if (row >= in.row + in.rows)
			return;
		if (!next && !st->arrived[f]) {
			next = f;
			grid_cursor_set(grid, row, col);
		}
		enum style_id style = st->arrived[f] ? STYLE_OK : STYLE_POPUP;
		grid_text(grid, row, col, width, style, text);
		col += width + gap;
	}
}

/* What there is to judge by: states with their words, accents, lines and blocks. */
static void paint_themes(const struct state *st, struct grid *grid, struct rect in)
{
	static const struct {
		enum style_id style;
		const char *text;
	} samples[] = {{STYLE_LATE, N_("03:41 ! late")}, {STYLE_OK, N_("[v] verified")},
		{STYLE_VIP, N_("GOLD")}, {STYLE_SELECTED, N_("the row under the cursor")},
		{STYLE_DIM, N_("less important")}};
	for (int i = 0; i < THEMES && i < in.rows; i++) {
		char text[32];
		bool here = i == st->theme;
		snprintf(text, sizeof(text), "%c%d %s", here ? '>' : ' ', i + 1, themes[i]);
		grid_text(grid, in.row + i, in.col, 20, here ? STYLE_SELECTED : STYLE_POPUP, text);
		if (here)
			grid_cursor_set(grid, in.row + i, in.col);
	}
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]) && (int)i < in.rows; i++)
		grid_text_cut(grid, in.row + (int)i, in.col + 24, in.cols - 24, samples[i].style,
			_(samples[i].text));
	if (in.rows > 6)
		grid_text_cut(grid, in.row + 6, in.col, in.cols, STYLE_POPUP,
			_("Accents and blocks: á é ñ ç ü ï · « » ▂▄▆█"));
}

static void tour_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct state *st = view->state;
	const struct grid_box box = {
		.kind = GRID_BOX_POPUP,
		.rect = rect,
		.border = STYLE_POPUP_BORDER,
		.title_style = STYLE_POPUP_BORDER,
		.fill = STYLE_POPUP,
		.title = _("Welcome to carrel"),
		.bottom = hint_of(st->step),
	};
	(void)focused;
	grid_box(grid, &box);
	struct rect in = {rect.row + 1, rect.col + 2, rect.rows - 2, rect.cols - 4};
	if (in.rows < 1 || in.cols < 1)
		return;
	textpane_paint(st->words, grid, in, STYLE_POPUP, false);
	grid_cursor_set(grid, in.row, in.col);
	int words = st->words_rows + (st->words_rows + 1 < in.rows);
	in.row += words;
	in.rows -= words;
	if (in.rows < 1)
		return;
	if (st->step == STEP_KEYS)
		paint_keys(st, grid, in);
	else if (st->step == STEP_THEME)
		paint_themes(st, grid, in);
}

static unsigned tour_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	unsigned done = WIDGET_HANDLED | WIDGET_REPAINT;
	if (key->kind == KEY_ESC) {
		give_up(view);
	} else if (key->kind == KEY_ENTER) {
		go_on(view);
	} else if (st->step == STEP_KEYS && key->kind >= KEY_F1 && key->kind <= KEY_F9) {
		st->arrived[key->kind - KEY_F1 + 1] = true;
	} else if (st->step == STEP_THEME && key->kind == KEY_CHAR && key->rune >= '1' &&
		key->rune < '1' + THEMES) {
		try_theme(view, (int)(key->rune - '1'));
	} else if (st->step == STEP_PRACTICE && (key_is_char(key, 'p') || key_is_char(key, 'P'))) {
		struct console *con = view->con;
		leave(view);
		console_command(con, "practice first-call");
	} else if (st->step == STEP_THEME && (key->kind == KEY_UP || key->kind == KEY_DOWN)) {
		try_theme(view, st->theme + (key->kind == KEY_UP ? -1 : 1));
	}
	return done; /* F9 is tried here, not run */
}

const struct view_class view_tour_class = {
	.name = "tour",
	.title = N_("Welcome to carrel"),
	.context = "popup",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = tour_open,
	.close = tour_close,
	.recalc = tour_recalc,
	.paint = tour_paint,
	.key = tour_key,
	.place = tour_place,
};
