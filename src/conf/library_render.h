/* library_render.h - texts as YAML, key by key; private to conf. */
#ifndef CONF_LIBRARY_RENDER_H
#define CONF_LIBRARY_RENDER_H

#include "carrel/library.h"

/* The keys of a text in the order people write them, NULL-terminated. */
extern const char *const library_keys[];
/* Appends "key: value" with the lines of its value, nothing if the text has no such thing. */
void library_render_key(const struct library_text *t, const char *key, size_t indent,
	struct arena *a, struct strbuf *out);
/* Appends the whole text, its dash in column dash (from 0). */
void library_render_item(
	const struct library_text *t, size_t dash, struct arena *a, struct strbuf *out);
/* What m says otherwise than around does, as one line; nothing if it is the same. */
void library_render_emoji(const struct library_manners *m, const struct library_manners *around,
	size_t indent, struct strbuf *out);
void library_render_limits(const struct library_manners *m, const struct library_manners *around,
	size_t indent, struct strbuf *out);

#endif
