/* The built-in file first, the person's over it: a later binding of the same key in the same
 * context replaces the earlier one. What a person may not do to themselves is refused: losing help or
 * the palette, a letter that would run a command wherever it is pressed, one key with two meanings. */
#include "carrel/keymap.h"

#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/i18n.h"
#include "carrel/keymap_file.h"
#include "carrel/mem.h"
#include "carrel/vec.h"

#include <stdlib.h>
#include <string.h>

struct keymap {
	struct vec entries; /* struct keymap_entry; strings owned by the files */
	struct keymap_file *built_in;
	struct keymap_file *own; /* NULL: none */
};

static struct keymap_entry *find(struct keymap *map, const char *context, const struct key *key)
{
	for (size_t i = 0; i < map->entries.n; i++) {
		struct keymap_entry *e = vec_at(&map->entries, i);
		if (strcmp(e->context, context) == 0 && key_equal(&e->key, key))
			return e;
	}
	return NULL;
}

static bool command_known(const char *command)
{
	size_t n = strcspn(command, " ");
	char *name = xstrndup(command, n);
	bool known = cmd_find(name) != NULL;
	free(name);
	return known;
}

/* Takes the sentence over. */
static bool refuse(struct problems *problems, const struct keymap_binding *b, char *what)
{
	problems_add(problems, b->file, b->line, b->column, b->context, "%s", what);
	free(what);
	return false;
}

static bool understood(const struct keymap_binding *b, struct key *key, struct problems *problems)
{
	if (!key_parse(b->key, key))
		return refuse(problems, b, xasprintf(_("there is no key “%s”"), b->key));
	if (*b->command && !command_known(b->command))
		return refuse(problems, b, xasprintf(_("there is no command “%s”"), b->command));
	return true;
}

/* The same key twice in one place of one file, however it is written: "ctrl-r", "Ctrl-R". Said twice
 * word for word is refused by the reader already. */
static const struct keymap_binding *same_key_before(
	const struct keymap_file *file, size_t at, const struct key *key)
{
	const struct keymap_binding *b = &file->bindings[at];
	for (size_t i = 0; i < at; i++) {
		const struct keymap_binding *o = &file->bindings[i];
		struct key other;
		if (strcmp(o->context, b->context) == 0 && key_parse(o->key, &other) &&
			key_equal(&other, key))
			return o;
	}
	return NULL;
}

static bool plain_character(const struct key *key)
{
	return key->kind == KEY_CHAR && !(key->mods & (KEY_MOD_CTRL | KEY_MOD_ALT));
}

/* Help and everything else are what one finds all other keys with. */
static bool takes_help_away(const struct keymap_binding *b, const struct key *key)
{
	if (key->mods)
		return false;
	return (key->kind == KEY_F1 && strcmp(b->command, "keys") != 0) ||
		(key->kind == KEY_F9 && strcmp(b->command, "palette") != 0);
}

/* What a terminal sends for these keys is another key, or goes to the terminal itself. The sentence is
 * the caller's; NULL: the key arrives. */
static char *why_it_never_comes(const struct keymap_binding *b, const struct key *key)
{
	static const struct {
		uint32_t rune;
		const char *same;
	} bytes[] = {{'i', "Tab"}, {'j', "Enter"}, {'m', "Enter"}, {'h', "Backspace"}, {'[', "Esc"},
		{'?', "Backspace"}};
	bool ctrl = key->kind == KEY_CHAR && key->mods == KEY_MOD_CTRL;
	uint32_t rune = key->rune >= 'A' && key->rune <= 'Z' ? key->rune + ('a' - 'A') : key->rune;
	if (key->kind == KEY_ESC || (key->kind == KEY_F12 && !key->mods))
		return xasprintf(_("“%s” always goes one level back; take another key"), b->key);
	for (size_t i = 0; ctrl && i < sizeof(bytes) / sizeof(bytes[0]); i++)
		if (bytes[i].rune == rune)
			return xasprintf(
				_("terminals send the same byte for “%s” and %s; take another "
				  "key"),
				b->key, bytes[i].same);
	if (ctrl && rune < 0x80 && strchr("sqz\\", (int)rune))
		return xasprintf(
			_("“%s” stops the terminal itself on many machines; take another key"),
			b->key);
	return NULL;
}

static bool allowed(
	const struct keymap_file *file, size_t at, const struct key *key, struct problems *problems)
{
	const struct keymap_binding *b = &file->bindings[at];
	const struct keymap_binding *before = same_key_before(file, at, key);
	if (before)
		return refuse(problems, b,
			xasprintf(_("this key has a meaning here already, written as “%s”"),
				before->key));
	char *never = why_it_never_comes(b, key);
	if (never)
		return refuse(problems, b, never);
	if (strcmp(b->context, "global") == 0 && plain_character(key))
		return refuse(problems, b,
			xasprintf(_("“%s” alone is typing; bind it in list, or with Ctrl or Alt"),
				b->key));
	if (takes_help_away(b, key))
		return refuse(problems, b,
			xasprintf(_("%s stays: F1 is help and F9 everything; give your command "
				    "another key"),
				b->key));
	return true;
}

/* A key that a person moved keeps its label in the key line. */
static const char *note_of(const struct keymap *map, const char *command)
{
	for (size_t i = 0; *command && i < map->entries.n; i++) {
		const struct keymap_entry *e = vec_at(&map->entries, i);
		if (strcmp(e->command, command) == 0 && *e->note)
			return e->note;
	}
	return "";
}

static void add_binding(
	struct keymap *map, const struct keymap_binding *b, const struct key *key, const char *note)
{
	struct keymap_entry *e = find(map, b->context, key);
	if (!e)
		e = vec_push(&map->entries);
	*e = (struct keymap_entry){.context = b->context,
		.key = *key,
		.key_text = b->key,
		.command = b->command,
		.note = *b->note ? b->note : note};
}

static void add_builtin(struct keymap *map, struct problems *problems)
{
	const struct keymap_file *file = map->built_in;
	struct key key;
	for (size_t i = 0; i < file->n; i++)
		if (understood(&file->bindings[i], &key, problems))
			add_binding(map, &file->bindings[i], &key, "");
}

/* These stand in the key line, by their command if there is no better word. */
static bool is_function_key(const struct key *key)
{
	return key->kind >= KEY_F1 && key->kind <= KEY_F12;
}

/* Notes are looked up before anything is taken away: two keys may change places. */
static void add_own(struct keymap *map, struct problems *problems)
{
	const struct keymap_file *file = map->own;
	const char **notes = xcalloc(file->n + 1, sizeof(*notes));
	struct key key;
	for (size_t i = 0; i < file->n; i++)
		notes[i] = note_of(map, file->bindings[i].command);
	for (size_t i = 0; i < file->n; i++)
		if (understood(&file->bindings[i], &key, problems) &&
			allowed(file, i, &key, problems))
			add_binding(map, &file->bindings[i], &key,
				*notes[i] || !is_function_key(&key) ? notes[i]
								    : file->bindings[i].command);
	free(notes);
}

struct keymap *keymap_load(struct problems *problems)
{
	struct keymap *map = xcalloc(1, sizeof(*map));
	map->entries.size = sizeof(struct keymap_entry);
	map->built_in = keymap_file_builtin();
	add_builtin(map, problems);
	if (keymap_file_load_user(&map->own, problems) && map->own)
		add_own(map, problems);
	return map;
}

void keymap_free(struct keymap **map)
{
	if (!*map)
		return;
	keymap_file_free(&(*map)->built_in);
	keymap_file_free(&(*map)->own);
	vec_fini(&(*map)->entries);
	free(*map);
	*map = NULL;
}

const char *keymap_command(const struct keymap *map, const char *context, const struct key *key)
{
	const struct keymap_entry *e = find((struct keymap *)map, context, key);
	return e && *e->command ? e->command : NULL;
}

const char *keymap_key_of(const struct keymap *map, const char *command)
{
	for (size_t i = 0; i < map->entries.n; i++) {
		const struct keymap_entry *e = vec_at(&map->entries, i);
		if (strcmp(e->command, command) == 0 && strcmp(e->context, "outcome") != 0)
			return e->key_text;
	}
	return NULL;
}

const char *keymap_way_of(const struct keymap *map, const char *command, struct arena *a)
{
	const char *opens = keymap_key_of(map, "outcome-box");
	for (size_t i = 0; opens && i < map->entries.n; i++) {
		const struct keymap_entry *e = vec_at(&map->entries, i);
		if (strcmp(e->command, command) == 0 && strcmp(e->context, "outcome") == 0)
			return arena_printf(a, "%s %s", opens, e->key_text);
	}
	return NULL;
}

/* Where sentences mean keys to be pressed. */
static bool is_of(const char *context, const char *screen)
{
	static const char *const contexts[] = {"global", "list", "queue", "waiting"};
	for (size_t i = 0; i < sizeof(contexts) / sizeof(contexts[0]); i++)
		if (strcmp(context, contexts[i]) == 0)
			return true;
	return strcmp(context, screen) == 0;
}

static bool shadowed(const struct keymap_file *file, const char *screen, const struct key *key)
{
	struct key other;
	for (size_t i = 0; i < file->n; i++)
		if (strcmp(file->bindings[i].context, screen) == 0 &&
			key_parse(file->bindings[i].key, &other) && key_equal(&other, key))
			return true;
	return false;
}

void keymap_moved(const struct keymap *map, const char *screen,
	void (*tell)(void *arg, const char *key, const char *command), void *arg)
{
	const struct keymap_file *file = map->built_in;
	for (size_t i = 0; i < file->n; i++) {
		const struct keymap_binding *b = &file->bindings[i];
		struct key key;
		bool own = strcmp(b->context, screen) == 0;
		if (!is_of(b->context, screen) || !key_parse(b->key, &key) ||
			(!own && shadowed(file, screen, &key)))
			continue;
		const char *now = own ? NULL : keymap_command(map, screen, &key);
		if (!now)
			now = keymap_command(map, b->context, &key);
		if (!now || strcmp(now, b->command) != 0)
			tell(arg, b->key, b->command);
	}
}

size_t keymap_count(const struct keymap *map)
{
	return map->entries.n;
}

const struct keymap_entry *keymap_at(const struct keymap *map, size_t i)
{
	return vec_at(&map->entries, i);
}
