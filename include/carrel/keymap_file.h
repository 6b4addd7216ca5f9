/* keymap_file.h - which key runs which command where, carrel-keys/1.
 *
 * Contexts and key names are plain text here; app joins them with the key decoder and the command
 * table and reports what it does not know at .line and .column.
 *	format: carrel-keys/1
 *	global:
 *	  F1: help
 *	  F2: {run: take, note: Answer or take the next one}
 *	list:
 *	  j: move down
 *	  q: none            # a key of the built-in map taken away */
#ifndef CARREL_KEYMAP_FILE_H
#define CARREL_KEYMAP_FILE_H

#include "carrel/problems.h"

struct arena;

struct keymap_binding {
	const char *context; /* "global", "list", "text", "form", "popup", … */
	const char *key;     /* "F1", "Alt-2", "Ctrl-L", "j", "Shift-Tab" as written */
	const char *command; /* command text; "" takes the key away */
	const char *note;    /* what the key line or help says of it; "" if nothing */
	const char *file;
	int line, column;
};

struct keymap_file {
	const struct keymap_binding
		*bindings; /* in file order; of one key in one context only one */
	size_t n;
	struct arena *arena; /* owns everything */
};

/* The contexts a file may name, NULL-terminated, in the order help shows them. */
extern const char *const keymap_contexts[];

/* The built-in share/keys/default.yaml: faultless by test, ends the program if it is not. */
struct keymap_file *keymap_file_builtin(void);
bool keymap_file_parse(const char *text, size_t len, const char *file, struct keymap_file **out,
	struct problems *problems);
/* $XDG_CONFIG_HOME/carrel/keys.yaml if it is there: true and *out set to NULL when there is none. */
bool keymap_file_load_user(struct keymap_file **out, struct problems *problems);
void keymap_file_free(struct keymap_file **keys);

#endif
