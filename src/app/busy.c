/* While somebody else holds the store: a word on the screen, and what is typed is taken in, so that it
 * comes after. Only the loop waits for the store when no key was pressed, and then hardly at all. */
#include "console_private.h"

#include "carrel/app.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/layout.h"
#include "carrel/store.h"
#include "carrel/term.h"

#include <stdio.h>

enum { SECOND_MS = 1000, WORDS = 160 };

/* Over the frame before, which the next one paints anew. */
static void paint_waiting(struct console *con, int64_t seconds)
{
	struct grid *grid = con->grid;
	struct layout_frame frame = layout_frame_of(grid_rows(grid), grid_cols(grid));
	struct rect line = frame.message.rows > 0 ? frame.message : frame.status;
	char words[WORDS];
	snprintf(words, sizeof(words), _("! The store is busy, %lld s. What you type is kept."),
		(long long)seconds);
	grid_fill(grid, line, STYLE_DEFAULT, " ");
	grid_text_cut(grid, line.row, line.col + 1, line.cols - 2, STYLE_MESSAGE_ERROR, words);
	term_blit(con->term, grid);
	console_dirty(con);
}

void console_store_waits(void *arg, int64_t waited_ms)
{
	struct console *con = arg;
	term_read(con->term, clock_mono_ms());
	int64_t seconds = waited_ms / SECOND_MS;
	if (con->paints == 0 || con->plain || seconds == con->waited_s)
		return;
	con->waited_s = seconds;
	paint_waiting(con, seconds);
}

void console_patience(struct console *con, int64_t ms)
{
	struct store *store = con->app->store;
	con->waited_s = 0;
	if (!store)
		return;
	store_on_wait(store, console_store_waits, con); /* another one may be open since */
	store_patience(store, ms);
}

void console_busy_end(struct console *con)
{
	if (!con->app->store)
		return;
	store_on_wait(con->app->store, NULL, NULL);
	store_patience(con->app->store, -1);
}
