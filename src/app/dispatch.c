/* The way of a key: the window on top, the keys of this screen, of this view, the global ones, those
 * of the view's kind, the view itself. Whatever nobody knows is dropped. */
#include "carrel/console.h"

#include "console_private.h"

#include "carrel/app.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/term.h"

#include <string.h>

static bool takes_text(const struct view *view)
{
	return view &&
		(view->typing || strcmp(view->class->context, "text") == 0 ||
			strcmp(view->class->context, "form") == 0);
}

/* A character without Ctrl or Alt is typing wherever text is typed. */
static bool is_typing(const struct key *key)
{
	return key->kind == KEY_CHAR && !(key->mods & (KEY_MOD_CTRL | KEY_MOD_ALT));
}

/* Caps Lock is harmless: an upper-case letter that nothing is bound to acts as its lower case. */
static struct key lower(const struct key *key)
{
	struct key k = *key;
	if (k.kind == KEY_CHAR && k.rune >= 'A' && k.rune <= 'Z') {
		k.rune += 'a' - 'A';
		k.mods &= ~(unsigned)KEY_MOD_SHIFT;
	}
	return k;
}

static const char *lookup(const struct console *con, const char *context, const struct key *key)
{
	const char *command = keymap_command(con->keymap, context, key);
	if (!command) {
		struct key k = lower(key);
		command = keymap_command(con->keymap, context, &k);
	}
	return command;
}

static const char *command_for(
	const struct console *con, const struct view *view, const struct key *key)
{
	if (takes_text(view) && is_typing(key))
		return NULL;
	const char *command = con->screen ? lookup(con, con->screen->name, key) : NULL;
	if (!command && view)
		command = lookup(con, view->class->name, key);
	if (!command)
		command = lookup(con, "global", key);
	if (!command && view)
		command = lookup(con, view->class->context, key);
	return command;
}

bool dispatch_to_view(struct console *con, struct view *view, const struct key *key)
{
	if (!view || !view->class->key)
		return false;
	unsigned bits = view->class->key(view, key);
	if (bits & WIDGET_FULL)
		console_message(con, MESSAGE_ERROR, "%s",
			_("That is too long to fit here: the text is as it was."));
	if (bits & (WIDGET_REPAINT | WIDGET_CHANGED | WIDGET_HANDLED))
		console_dirty(con);
	return bits & WIDGET_HANDLED;
}

static bool back_in_pane(struct view *view)
{
	return view && view->class->back && view->class->back(view);
}

/* Esc: one level back. It never quits and never loses text. */
static void back(struct console *con)
{
	if (con->npopups > 0)
		console_popup_close(con);
	else if (con->zoomed)
		con->zoomed = false;
	else if (con->screen && !back_in_pane(con->panes[con->focus]))
		console_focus(con, console_home_pane(con));
	console_dirty(con);
}

static bool special(struct console *con, const struct key *key)
{
	switch (key->kind) {
	case KEY_EOF: con->quit = true; return true;
	case KEY_RESIZE: console_resized(con); return true;
	case KEY_MOUSE: dispatch_mouse(con, key); return true;
	case KEY_NONE: return true;
	default: return false;
	}
}

/* Text pasted where nothing is typed is a thing to look for, never a run of keys. */
static void paste_into_find(struct console *con, const struct key *key)
{
	const struct view_class *find = view_class_find("find");
	if (find && con->app->actor.id) {
		struct view *view = console_popup(con, find, NULL);
		dispatch_to_view(con, view, key);
	}
}

/* F12 is Esc for whoever has no Esc, or one that is too far away: in windows too, which know only Esc. */
static const struct key *one_back_key(const struct key *key)
{
	static const struct key esc = {.kind = KEY_ESC};
	return key->kind == KEY_F12 && key->mods == 0 ? &esc : key;
}

void dispatch_key(struct console *con, const struct key *given)
{
	const struct key *key = one_back_key(given);
	if (special(con, key))
		return;
	struct view *view = console_focused(con);
	if (con->message_kind == MESSAGE_ERROR && con->message_seen)
		console_clear_message(con);
	bool popup = con->npopups > 0;
	if ((popup || (view && view->typing)) && dispatch_to_view(con, view, key))
		return;
	if (key->kind == KEY_ESC) {
		back(con);
		return;
	}
	const char *command = popup && is_typing(key) ? NULL : command_for(con, view, key);
	if (command) {
		console_command(con, command);
		return;
	}
	if (!popup && dispatch_to_view(con, view, key))
		return;
	if (key->kind == KEY_PASTE && !popup)
		paste_into_find(con, key);
}
