/* The coach below the practice screen: what the caller said, what comes next and its key, why, and
 * how it goes. */
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/clock.h"
#include "carrel/app.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/practice.h"
#include "carrel/strbuf.h"
#include "view/pane.h"

#include <stdio.h>
#include <string.h>

enum { LINES_MAX = 12, KEY_CELLS = 32, BAR_MIN = 6, BAR_MAX = 28 };

struct line {
	enum style_id style;
	const char *text;
	const char *right; /* NULL none */
};

struct state {
	struct arena *arena;
	struct line lines[LINES_MAX];
	int n;
	const char *title;
	const char *hint;
};

static void coach_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	(void)arg;
	st->arena = arena_new();
}

static void coach_close(struct view *view)
{
	struct state *st = view->state;
	arena_free(&st->arena);
}

static void add(struct state *st, enum style_id style, const char *text, const char *right)
{
	if (st->n < LINES_MAX)
		st->lines[st->n++] = (struct line){style, text, right};
}

/* As many bytes as fit in cells, back to the last space when a word would be split. */
static size_t fit_words(const char *text, int cells)
{
	size_t all = strlen(text);
	size_t n = cells_fit(text, all, (size_t)cells, NULL);
	if (n == all)
		return n;
	size_t word = n;
	while (word > 0 && text[word] != ' ')
		word--;
	return word > 0 ? word : n;
}

/* Wraps over at most `most` lines; the last one is cut by the painter. */
static void add_wrapped(
	struct state *st, enum style_id style, const char *text, int cells, int most)
{
	for (; most > 1 && (int)cells_widths(text) > cells; most--) {
		size_t n = fit_words(text, cells);
		add(st, style, arena_strndup(st->arena, text, n), NULL);
		text += n + (text[n] == ' ');
	}
	add(st, style, text, NULL);
}

static int lines_needed(const char *text, int cells)
{
	int lines = 1;
	while ((int)cells_widths(text) > cells) {
		size_t n = fit_words(text, cells);
		text += n + (text[n] == ' ');
		lines++;
	}
	return lines;
}

/* "[########............] step 4 of 8" in so many cells; without the bar where it is too narrow. */
static const char *progress(struct state *st, const struct practice_play *play, int cells)
{
	struct strbuf bar = STRBUF_INIT;
	const char *step = arena_printf(st->arena, _("step %d of %d"), play->step, play->steps);
	int room = cells - (int)cells_widths(step) - 3;
	int done = play->done ? play->steps : play->step > 0 ? play->step - 1 : 0;
	if (room > BAR_MAX)
		room = BAR_MAX;
	if (room < BAR_MIN || !play->steps)
		return step;
	strbuf_addch(&bar, '[');
	for (int i = 0; i < room; i++)
		strbuf_addch(&bar, i < room * done / play->steps ? '#' : '.');
	strbuf_addf(&bar, "] %s", step);
	const char *text = arena_strdup(st->arena, bar.buf);
	strbuf_fini(&bar);
	return text;
}

static const char *tally(struct state *st, const struct practice *run, const struct console *con)
{
	size_t n = run->play->mistakes.n;
	const char *mistakes = n == 0
		? _("No mistakes.")
		: arena_printf(st->arena, i18n_plural("%zu mistake.", "%zu mistakes.", n), n);
	const char *keys = arena_printf(
		st->arena, i18n_plural("%d key", "%d keys", (unsigned long)run->keys), run->keys);
	return arena_printf(st->arena, _("You: %s, best is %d in all. %s"), keys,
		practice_best_keys(run, con), mistakes);
}

static const char *key_words_now(
	struct state *st, const struct practice *run, const struct console *con)
{
	char key[KEY_CELLS];
	practice_task_key(run, con, key);
	return *key ? arena_printf(st->arena, _("press  %s"), key) : NULL;
}

struct steer {
	const char *command, *label;
};
static const struct steer during[] = {{"coach show", N_("show me")},
	{"coach skip", N_("skip step")}, {"coach again", N_("from the start")},
	{"quit", N_("leave")}, {NULL, NULL}};
static const struct steer after[] = {{"coach show", N_("how it went")},
	{"coach again", N_("again")}, {"coach next", N_("next lesson")}, {"quit", N_("leave")},
	{NULL, NULL}};

/* The keys that steer the practice itself, as they are bound; else what the palette takes. */
static const char *joined_keys(
	struct state *st, const struct console *con, const struct steer *row, const char *between)
{
	const char *palette = keymap_key_of(con->keymap, "palette");
	const char *joined = "";
	for (; row->command; row++) {
		const char *key = keymap_key_of(con->keymap, row->command);
		const char *gap = *joined ? between : "";
		joined = key ? arena_printf(st->arena, "%s%s%s %s", joined, gap, key, _(row->label))
			     : arena_printf(st->arena, "%s%s%s %s", joined, gap,
				       palette ? palette : "F9", row->command);
	}
	return joined;
}

static const char *steering(
	struct state *st, const struct console *con, const struct steer *row, int cells)
{
	const char *wide = joined_keys(st, con, row, "     ");
	return (int)cells_widths(wide) <= cells ? wide : joined_keys(st, con, row, "  ");
}

static void build(struct view *view, const struct practice *run, int rows, int cells)
{
	struct state *st = view->state;
	const struct console *con = view->con;
	const struct scenario_node *node = practice_node(run->play);
	const char *coach =
		node && !run->play->done ? practice_text(run->play, &node->coach) : NULL;
	/* The window to speak in says it already. */
	const char *heard = console_has_popup(con, "say") ? NULL : run->play->heard;
	int left = rows - 2; /* the task and the tally always stand */
	if (heard && left > 0) {
		heard = arena_printf(st->arena, _("The caller: “%s”"), heard);
		left--;
	}
	add(st, STYLE_HEADING, arena_printf(st->arena, _("Now: %s"), practice_task(run, con)),
		key_words_now(st, run, con));
	if (heard && rows > 2)
		add_wrapped(st, STYLE_DEFAULT, heard, cells, 1);
	if (coach && left > 0) {
		coach = arena_printf(st->arena, _("Why: %s"), coach);
		int needed = lines_needed(coach, cells);
		add_wrapped(st, STYLE_DEFAULT, coach, cells, needed < left ? needed : left);
		left -= needed < left ? needed : left;
	}
	if (left > 0)
		add(st, STYLE_DIM, steering(st, con, run->play->done ? after : during, cells),
			NULL);
	const char *sum = tally(st, run, con);
	add(st, STYLE_DEFAULT, sum, progress(st, run->play, cells - (int)cells_widths(sum) - 2));
}

static void coach_recalc(struct view *view, struct rect rect)
{
	struct state *st = view->state;
	const struct practice *run = view->con->app->practice_run;
	const struct rect in = pane_inside(rect);
	arena_reset(st->arena);
	st->n = 0;
	st->title = NULL;
	if (!run || in.rows <= 0)
		return;
	char used[32] = "", par[32];
	int64_t until = run->play->done ? run->play->done_at : clock_wall_ms();
	const char *title = practice_text(run->play, &run->scenario->title);
	if (run->play->begun)
		clock_duration(until - run->play->begun_at, used);
	clock_duration((int64_t)run->scenario->par_seconds * 1000, par);
	st->title = run->lessons ? arena_printf(st->arena, _("Coach - lesson %d of %d: %s"),
					   run->lesson, run->lessons, title ? title : "")
				 : arena_printf(st->arena, _("Coach - %s"), title ? title : "");
	st->hint = !*used                    ? NULL
		: run->scenario->par_seconds ? arena_printf(st->arena, _("%s of %s"), used, par)
					     : arena_strdup(st->arena, used);
	build(view, run, in.rows, in.cols - 2);
}

static void coach_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct state *st = view->state;
	struct rect in = pane_frame(view, grid, rect, focused, st->title, st->hint);
	for (int i = 0; i < st->n && i < in.rows; i++) {
		const struct line *line = &st->lines[i];
		int right = line->right ? (int)cells_widths(line->right) : 0;
		grid_text_cut(grid, in.row + i, in.col + 1, in.cols - 2 - right - (right ? 2 : 0),
			line->style, line->text);
		if (right)
			grid_text_right(grid, in.row + i, in.col + 1, in.cols - 2, line->style,
				line->right);
	}
	if (focused)
		grid_cursor_set(grid, in.row, in.col);
}

/* With the keys in this pane, digits speak and letters steer; none of them changes a case. */
static unsigned coach_key(struct view *view, const struct key *key)
{
	static const struct {
		char letter;
		const char *command;
	} letters[] = {{'h', "coach hide"}, {'s', "coach skip"}, {'r', "coach again"}};
	if (key->kind != KEY_CHAR || key->mods & (KEY_MOD_CTRL | KEY_MOD_ALT))
		return WIDGET_NONE;
	if (key->rune >= '1' && key->rune <= '9') {
		char say[] = "say 0";
		say[4] = (char)key->rune;
		console_command(view->con, say);
		return WIDGET_HANDLED;
	}
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
		if (key_is_char(key, (uint32_t)letters[i].letter)) {
			console_command(view->con, letters[i].command);
			return WIDGET_HANDLED;
		}
	}
	return WIDGET_NONE;
}

const struct view_class view_coach_class = {
	.name = "coach",
	.title = N_("Coach"),
	.context = "practice",
	.state_size = sizeof(struct state),
	.open = coach_open,
	.close = coach_close,
	.recalc = coach_recalc,
	.paint = coach_paint,
	.key = coach_key,
};
