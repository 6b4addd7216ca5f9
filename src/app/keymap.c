/* The built-in file first, the person's over it: a later binding of the same key in the same
 * context replaces the earlier one. */
#include "carrel/keymap.h"

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

static void add_binding(
	struct keymap *map, const struct keymap_binding *b, struct problems *problems)
{
	struct key key;
	if (!key_parse(b->key, &key)) {
		problems_add(problems, b->file, b->line, b->column, b->context,
			_("there is no key “%s”"), b->key);
		return;
	}
	if (*b->command && !command_known(b->command)) {
		problems_add(problems, b->file, b->line, b->column, b->context,
			_("there is no command “%s”"), b->command);
		return;
	}
	struct keymap_entry *e = find(map, b->context, &key);
	if (!e)
		e = vec_push(&map->entries);
	*e = (struct keymap_entry){.context = b->context,
		.key = key,
		.key_text = b->key,
		.command = b->command,
		.note = b->note};
}

static void add_file(struct keymap *map, const struct keymap_file *file, struct problems *problems)
{
	for (size_t i = 0; i < file->n; i++)
		add_binding(map, &file->bindings[i], problems);
}

struct keymap *keymap_load(struct problems *problems)
{
	struct keymap *map = xcalloc(1, sizeof(*map));
	map->entries.size = sizeof(struct keymap_entry);
	map->built_in = keymap_file_builtin();
	add_file(map, map->built_in, problems);
	if (keymap_file_load_user(&map->own, problems) && map->own)
		add_file(map, map->own, problems);
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
		if (strcmp(e->command, command) == 0)
			return e->key_text;
	}
	return NULL;
}

size_t keymap_count(const struct keymap *map)
{
	return map->entries.n;
}

const struct keymap_entry *keymap_at(const struct keymap *map, size_t i)
{
	return vec_at(&map->entries, i);
}
