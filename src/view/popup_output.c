/* What a command printed, when it is more than one line. */
#include "carrel/cells.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/textpane.h"
#include "carrel/windows.h"
#include "view/popup_parts.h"
#include "view/popups.h"

#include <stdlib.h>
#include <string.h>

struct state {
	struct textpane *text;
	char *lines; /* as they were printed */
	int cols;    /* that the text was broken for */
	char *title;
	char *more; /* how much there is below; NULL: nothing */
	char *then; /* NULL: Enter only closes */
	char *keys;
	int64_t case_id;
};

static int64_t case_shown(const struct view *view)
{
	return ((const struct state *)view->state)->case_id;
}

static void output_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	const struct output_window *window = arg;
	st->text = textpane_new(false);
	st->title = xstrdup(window ? window->title : "");
	st->then = window && window->then ? xstrdup(window->then) : NULL;
	st->keys = xstrdup(window && window->keys ? window->keys : _("Esc back"));
	st->case_id = window ? window->case_id : 0;
	st->lines = xstrdup(window ? window->text : "");
}

static void output_close(struct view *view)
{
	struct state *st = view->state;
	textpane_free(&st->text);
	free(st->lines);
	free(st->title);
	free(st->more);
	free(st->then);
	free(st->keys);
}

/* Where the last column of a table begins, and what goes on in the next line stands below; else as far
 * in as the line itself. */
static size_t hang_of(const char *line, size_t n, size_t cols)
{
	size_t lead = strspn(line, " "), last = lead;
	for (size_t i = lead; i + 2 < n; i++)
		if (line[i] == ' ' && line[i + 1] == ' ' && line[i + 2] != ' ')
			last = i + 2;
	size_t cells = cells_width(line, last);
	return cells < cols * 2 / 3 ? cells : lead;
}

static void add_line(struct state *st, const char *line, size_t n)
{
	size_t cols = (size_t)st->cols, hang = hang_of(line, n, cols), used = 0;
	do {
		size_t lead = used ? hang : 0;
		size_t take = cells_line(line + used, n - used, cols - lead);
		char *broken = xasprintf("%*s%.*s", (int)lead, "", (int)take, line + used);
		textpane_add(st->text, STYLE_POPUP, broken);
		free(broken);
		used += take;
		while (used < n && line[used] == ' ')
			used++;
	} while (used < n);
}

/* Counted where paint may not: a key has scrolled, or the window has another size. */
static void tell_more(struct state *st, int rows)
{
	int below = textpane_lines(st->text) - textpane_top(st->text) - rows;
	free(st->more);
	st->more = below <= 0
		? NULL
		: xasprintf(i18n_plural("%d more line below, PgDn", "%d more lines below, PgDn",
				    (unsigned long)below),
			  below);
}

static void output_recalc(struct view *view, struct rect rect)
{
	struct state *st = view->state;
	int cols = rect.cols - POPUP_FRAME_COLS;
	if (cols != st->cols && cols > 0) {
		st->cols = cols;
		textpane_clear(st->text);
		for (const char *line = st->lines; *line;) {
			size_t n = strcspn(line, "\n");
			add_line(st, line, n);
			line += n + (line[n] == '\n');
		}
	}
	textpane_set_size(st->text, rect.rows - POPUP_FRAME_ROWS, rect.cols - POPUP_FRAME_COLS);
	tell_more(st, rect.rows - POPUP_FRAME_ROWS);
}

static const char *keys_of(const struct state *st)
{
	if (st->then)
		return st->keys;
	return st->case_id ? _("F5 opens it - Esc back") : _("Esc back");
}

static void output_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct state *st = view->state;
	const struct popup_titles titles = {
		.title = st->title, .right = st->more, .bottom = keys_of(st)};
	popup_frame(grid, rect, &titles);
	const struct rect inside = {rect.row + 1, rect.col + 2, rect.rows - POPUP_FRAME_ROWS,
		rect.cols - POPUP_FRAME_COLS};
	textpane_paint(st->text, grid, inside, STYLE_POPUP, focused);
}

static unsigned output_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	if (key->kind == KEY_ENTER && st->then) {
		struct console *con = view->con;
		char *command = xstrdup(st->then);
		console_popup_close_all(con); /* this view ends here */
		console_command(con, command);
		free(command);
		return WIDGET_HANDLED;
	}
	if (key->kind == KEY_ESC || key->kind == KEY_ENTER || key_is_char(key, 'q')) {
		console_popup_close(view->con);
		return WIDGET_HANDLED;
	}
	return textpane_key(st->text, key);
}

const struct view_class view_output_class = {
	.name = "output",
	.title = N_("Output"),
	.context = "popup",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = output_open,
	.close = output_close,
	.recalc = output_recalc,
	.paint = output_paint,
	.key = output_key,
	.selected_case = case_shown,
};
