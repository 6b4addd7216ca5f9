/* mouse.c - the mouse is a shortcut to keys there are: a click gives a pane the focus and selects a
 * row, or presses the key it hits in the key line; the wheel is the arrows. Nothing is done by a click
 * alone that a key would ask about, and there is no dragging. */
#include "carrel/console.h"

#include "console_private.h"

#include "carrel/keymap.h"
#include "carrel/mem.h"
#include "carrel/term.h"

#include <stdlib.h>

enum { WHEEL_ROWS = 3 };

void console_mouse(struct console *con, bool on)
{
	con->mouse = on;
	term_mouse(con->term, on);
}

static bool inside(struct rect rect, const struct key *key)
{
	return key->row >= rect.row && key->row < rect.row + rect.rows && key->col >= rect.col &&
		key->col < rect.col + rect.cols;
}

/* Neighbours share a border; the focused one, which was painted last, has it. */
static struct view *pane_at(const struct console *con, const struct key *key)
{
	struct view *focused = con->screen ? con->panes[con->focus] : NULL;
	if (focused && inside(focused->rect, key))
		return focused;
	for (int i = 0; i < CONSOLE_PANES_MAX; i++)
		if (con->panes[i] && inside(con->panes[i]->rect, key))
			return con->panes[i];
	return NULL;
}

static void wheel(struct console *con, struct view *view, const struct key *key)
{
	const struct key step = {
		.kind = key->mouse == KEY_MOUSE_WHEEL_UP ? KEY_UP : KEY_DOWN,
	};
	for (int i = 0; view && i < WHEEL_ROWS; i++)
		dispatch_to_view(con, view, &step);
}

/* What was clicked is a key already. */
static void tell_key(struct console *con, const struct key *key, const char *name)
{
	const char *command =
		con->screen ? keymap_command(con->keymap, con->screen->name, key) : NULL;
	if (!command)
		command = keymap_command(con->keymap, "global", key);
	if (!command)
		command = keymap_command(con->keymap, "list", key);
	if (command)
		console_tip(con, command, name);
}

static void tell_focus(struct console *con, const struct view *view)
{
	char *by_name = xasprintf("focus %s", view->class->name);
	char *by_number = xasprintf("focus %d", view->pane);
	const char *key = console_key_of(con, by_name);
	console_tip(con, by_name, key ? key : console_key_of(con, by_number));
	free(by_number);
	free(by_name);
}

static void click(struct console *con, const struct key *key)
{
	struct key pressed;
	const char *name;
	if (frame_hint_at(con, key->row, key->col, &pressed, &name)) {
		tell_key(con, &pressed, name);
		if (key_is_char(&pressed, '?')) /* pressed in a note it would be typing */
			console_command(con, "keys");
		else
			dispatch_key(con, &pressed);
		return;
	}
	if (con->npopups > 0) {
		struct view *popup = con->popups[con->npopups - 1];
		if (inside(popup->rect, key))
			dispatch_to_view(con, popup, key);
		return;
	}
	struct view *view = pane_at(con, key);
	if (!view)
		return;
	if (view->pane != con->focus)
		tell_focus(con, view);
	console_focus(con, view->pane);
	dispatch_to_view(con, view, key);
}

void dispatch_mouse(struct console *con, const struct key *key)
{
	if (!con->mouse)
		return;
	if (key->mouse == KEY_MOUSE_CLICK)
		click(con, key);
	else
		wheel(con, con->npopups > 0 ? con->popups[con->npopups - 1] : pane_at(con, key),
			key);
}
