/* What a command printed, when it is more than one line. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/reference.h"
#include "carrel/store_rows.h"
#include "carrel/textpane.h"
#include "view/popup_parts.h"
#include "view/popups.h"

#include <stdlib.h>
#include <string.h>

struct state {
	struct textpane *text;
	char *title;
	char *then; /* NULL: Enter only closes */
};

/* The case that "show 482 1937-6" printed: F5 here means this one. */
static int64_t case_shown(const struct view *view)
{
	static const char show[] = "show ";
	const struct state *st = view->state;
	char number[REFERENCE_LEN + 1];
	struct casefile c = {0};
	struct err ignored = {0};
	if (strncmp(st->title, show, strlen(show)) != 0 ||
		!reference_parse(st->title + strlen(show), number))
		return 0;
	struct arena *a = arena_new();
	enum rc rc = store_casefile_by_number(view->con->app->store, number, a, &c, &ignored);
	arena_free(&a);
	return rc == RC_OK ? c.id : 0;
}

static void output_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	const struct output_window *window = arg;
	st->text = textpane_new(false);
	st->title = xstrdup(window ? window->title : "");
	st->then = window && window->then ? xstrdup(window->then) : NULL;
	for (const char *line = window ? window->text : ""; *line;) {
		size_t n = strcspn(line, "\n");
		char *copy = xstrndup(line, n);
		textpane_add(st->text, STYLE_POPUP, copy);
		free(copy);
		line += n + (line[n] == '\n');
	}
}

static void output_close(struct view *view)
{
	struct state *st = view->state;
	textpane_free(&st->text);
	free(st->title);
	free(st->then);
}

static void output_recalc(struct view *view, struct rect rect)
{
	struct state *st = view->state;
	textpane_set_size(st->text, rect.rows - POPUP_FRAME_ROWS, rect.cols - POPUP_FRAME_COLS);
}

static void output_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct state *st = view->state;
	const struct popup_titles titles = {.title = st->title,
		.bottom = st->then ? _("Enter puts it into the note - Esc back") : _("Esc back")};
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
