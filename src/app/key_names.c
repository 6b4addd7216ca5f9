/* Which key does it: in sentences, whatever keys a person has; and said once to whoever took the longer
 * way, the mouse or the palette. */
#include "console_private.h"
#include "undo_words.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/mem.h"
#include "carrel/remember.h"
#include "carrel/vec.h"

#include <stdlib.h>
#include <string.h>

enum { TIP_MS = 8000 };

static const char *key_in(const struct console *con, const char *context, const char *command)
{
	const char *screen = con->screen ? con->screen->name : "";
	for (size_t i = 0; i < keymap_count(con->keymap); i++) {
		const struct keymap_entry *e = keymap_at(con->keymap, i);
		if (strcmp(e->context, context) != 0 || strcmp(e->command, command) != 0)
			continue;
		const char *here = keymap_command(con->keymap, screen, &e->key);
		if (!here || strcmp(here, command) == 0) /* else this screen means something else */
			return e->key_text;
	}
	return NULL;
}

/* Of another pane or window; not one that this screen has given another meaning. */
static const char *key_elsewhere(const struct console *con, const char *command)
{
	const char *text = keymap_key_of(con->keymap, command);
	struct key key;
	if (!text || !con->screen || !key_parse(text, &key))
		return text;
	const char *here = keymap_command(con->keymap, con->screen->name, &key);
	return !here || strcmp(here, command) == 0 ? text : NULL;
}

const char *console_key_of(const struct console *con, const char *command)
{
	const struct view *pane = con->screen ? con->panes[con->focus] : NULL;
	const char *const contexts[] = {con->screen ? con->screen->name : "",
		pane ? pane->class->name : "", "global", pane ? pane->class->context : "", "list"};
	const char *key = NULL;
	for (size_t i = 0; !key && i < sizeof(contexts) / sizeof(contexts[0]); i++)
		key = key_in(con, contexts[i], command);
	return key ? key : key_elsewhere(con, command);
}

/* ---- keys in sentences ---- */

struct names {
	const struct console *con;
	struct arena *arena;
	struct vec list; /* struct i18n_name */
};

/* Digits, "?" and the like stand for themselves in sentences; no command is known by them alone. */
static bool can_be_told(const char *key)
{
	return (*key >= 'A' && *key <= 'Z' && key[1]) || (*key >= 'a' && *key <= 'z' && !key[1]);
}

static void add_name(void *arg, const char *key, const char *command)
{
	struct names *names = arg;
	const char *now = console_key_of(names->con, command);
	if (!can_be_told(key) || strncmp(key, "Alt-", 4) == 0 || !*command)
		return;
	if (!now) /* it has none any more: everything is found in the palette */
		now = arena_printf(names->arena, "F9 %s", command);
	*(struct i18n_name *)vec_push(&names->list) = (struct i18n_name){key, now};
}

/* As a line says it, where the command of the key opens a window. */
static const char *command_to_say(const char *command)
{
	static const struct {
		const char *command, *said;
	} others[] = {{"keys", "help"}, {"find-box", "find"}, {"case-box", "case"},
		{"outcome-box", "outcome"}, {"focus history", "history"}, {"palette", "help"}};
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (strcmp(others[i].command, command) == 0)
			return others[i].said;
	return command;
}

/* Line by line there are no keys: a sentence says what is typed instead. */
static void name_commands(struct names *names)
{
	const struct keymap *map = names->con->keymap;
	for (size_t i = 0; i < keymap_count(map); i++) {
		const struct keymap_entry *e = keymap_at(map, i);
		bool here = strcmp(e->context, "global") == 0 || strcmp(e->context, "list") == 0;
		bool key = e->key_text[0] == 'F' || strncmp(e->key_text, "Ctrl-", 5) == 0;
		if (here && key && *e->command)
			*(struct i18n_name *)vec_push(&names->list) = (struct i18n_name){
				e->key_text,
				arena_printf(names->arena, "“%s”", command_to_say(e->command))};
	}
}

void console_name_keys(struct console *con)
{
	struct names names = {.con = con, .arena = arena_new()};
	names.list.size = sizeof(struct i18n_name);
	if (con->app->options.plain)
		name_commands(&names);
	else
		keymap_moved(con->keymap, con->screen ? con->screen->name : "", add_name, &names);
	i18n_rename(names.list.data, names.list.n);
	vec_fini(&names.list);
	arena_free(&names.arena);
}

/* ---- where one writes, a letter is typing ---- */

char *console_undo_in_note(const struct console *con, const char *text)
{
	const char *key = key_in(con, "case", "undo --here");
	return undo_words(text, con->undo_offered && key ? key : "F9 undo");
}

void console_typed(struct console *con)
{
	if (!con->undo_offered)
		return;
	con->undo_offered = false;
	free(con->message_note);
	con->message_note = con->message ? console_undo_in_note(con, con->message) : NULL;
}

const char *console_message_shown(const struct console *con)
{
	const struct view *pane = con->screen ? con->panes[con->focus] : NULL;
	bool writing = pane && strcmp(pane->class->context, "text") == 0 && *con->desk->note_key;
	return writing && con->message_note ? con->message_note : con->message;
}

/* ---- the shorter way ---- */

void console_tip(struct console *con, const char *command, const char *key)
{
	if (!key || !con->app->actor.id)
		return;
	char *told = xasprintf("told.%s", command);
	if (!remember_get(con->remember, told)) {
		remember_set(con->remember, told, "yes");
		free(con->tip);
		con->tip = xasprintf(_("next time: %s"), key);
		con->tip_at = clock_mono_ms();
		console_dirty(con);
	}
	free(told);
}

int64_t console_tip_left_ms(const struct console *con)
{
	int64_t left = con->tip_at + TIP_MS - clock_mono_ms();
	return !con->tip ? -1 : left > 0 ? left : 0;
}

void console_tip_expire(struct console *con)
{
	if (console_tip_left_ms(con) != 0)
		return;
	free(con->tip);
	con->tip = NULL;
	console_dirty(con);
}
