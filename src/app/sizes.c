/* sizes.c - panes made larger and smaller, remembered for the person, the screen and the class of size.
 * A wish that this terminal has no room for is kept and waits; it never hides another pane. */
#include "carrel/console.h"

#include "console_private.h"

#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/log.h"
#include "carrel/mem.h"
#include "carrel/remember.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GROW_MAX = 200, STEPS_MAX = 6 };

static enum layout_class class_of(const struct console *con)
{
	return layout_class_of(grid_rows(con->grid), grid_cols(con->grid));
}

static char *size_key(const struct console *con, int pane)
{
	return xasprintf("size.%s.%s.%s", con->screen->name, layout_class_name(class_of(con)),
		con->panes[pane]->class->name);
}

void console_sizes_follow(struct console *con)
{
	enum layout_class class = class_of(con);
	if (con->sized_screen == con->screen && con->sized_class == class)
		return;
	con->sized_screen = con->screen;
	con->sized_class = class;
	for (int i = 0; i < CONSOLE_PANES_MAX; i++) {
		con->grow[i] = 0;
		if (!con->screen || !con->panes[i])
			continue;
		char *key = size_key(con, i);
		const char *text = remember_get(con->remember, key);
		long by = text ? strtol(text, NULL, 10) : 0;
		con->grow[i] = by > GROW_MAX ? GROW_MAX : by < -GROW_MAX ? -GROW_MAX : (int)by;
		free(key);
	}
}

static int place(const struct console *con, struct rect *rect)
{
	struct layout_place places[LAYOUT_PANES_MAX];
	struct layout_frame frame = layout_frame_of(grid_rows(con->grid), grid_cols(con->grid));
	int n = console_place_panes(con, frame.body, places);
	if (!layout_find(places, n, con->focus, rect))
		*rect = (struct rect){0};
	return n;
}

/* Several lines of a wish may go by until the sharing out gives one more to this pane. */
static bool step(struct console *con, int by)
{
	struct rect before, after;
	int had = place(con, &before), old = con->grow[con->focus];
	for (int i = 0; i < STEPS_MAX; i++) {
		con->grow[con->focus] += by;
		int has = place(con, &after);
		int more = (after.rows - before.rows) + (after.cols - before.cols);
		if (has >= had && more * by > 0)
			return true;
	}
	con->grow[con->focus] = old;
	return false;
}

void console_grow(struct console *con, int by)
{
	struct rect rect;
	if (!con->screen)
		return;
	console_sizes_follow(con);
	if (place(con, &rect) < 2) {
		console_message(
			con, MESSAGE_INFO, "%s", _("This pane has the whole screen already."));
		return;
	}
	if (!step(con, by)) {
		console_message(con, MESSAGE_INFO, "%s",
			by > 0 ? _("There is no room to make this pane larger.")
			       : _("This pane cannot become smaller here."));
		return;
	}
	char *key = size_key(con, con->focus);
	char *value = xasprintf("%d", con->grow[con->focus]);
	remember_set(con->remember, key, con->grow[con->focus] ? value : NULL);
	free(value);
	free(key);
	console_dirty(con);
}

void console_save_habits(struct console *con)
{
	struct err err = {0};
	if (remember_save(con->remember, &err) != RC_OK)
		log_warn("%s", err.text);
}
