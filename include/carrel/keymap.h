/* keymap.h - which key means which command text, by context. Built from the default file and the
 * person's own over it; key line, help and palette read it. */
#ifndef CARREL_KEYMAP_H
#define CARREL_KEYMAP_H

#include "carrel/keys.h"
#include "carrel/problems.h"

#include <stddef.h>

struct arena;
struct keymap; /* opaque */

struct keymap_entry {
	const char *context;
	struct key key;
	const char *key_text; /* "F2" */
	const char *command;  /* "next" */
	const char *note;     /* "" none */
};

/* Problems (unknown keys, commands, conflicts) are added; the rest of the map works all the same. */
struct keymap *keymap_load(struct problems *problems);
void keymap_free(struct keymap **map);
/* The command for this key; NULL none. */
const char *keymap_command(const struct keymap *map, const char *context, const struct key *key);
/* The first key that runs this command (whole text), for hints and the palette; NULL none. */
const char *keymap_key_of(const struct keymap *map, const char *command);
/* "F8 p": of what has its key in the window of F8 only; NULL none. Owned by a. */
const char *keymap_way_of(const struct keymap *map, const char *command, struct arena *a);
/* Tells every key of the built-in file that does something else on this screen by now, and what it
 * did: sentences speak of it. */
void keymap_moved(const struct keymap *map, const char *screen,
	void (*tell)(void *arg, const char *key, const char *command), void *arg);
size_t keymap_count(const struct keymap *map);
const struct keymap_entry *keymap_at(const struct keymap *map, size_t i);

#endif
