/* texts_json.h - the parts of a text as JSON; private to app. */
#ifndef CARREL_APP_TEXTS_JSON_H
#define CARREL_APP_TEXTS_JSON_H

#include "carrel/library.h"

#include <jansson.h>

struct arena;
struct strbuf;

json_t *texts_langtext_json(const struct langtext *l);
bool texts_langtext_of(json_t *v, struct langtext *out, struct arena *a);
json_t *texts_strings_json(const char *const *list, size_t n);
/* NULL is an empty list; false: it is no list of strings. */
bool texts_strings_of(json_t *v, const char *const **list, size_t *n, struct arena *a);
json_t *texts_blanks_json(const struct library_text *t);
bool texts_blanks_of(json_t *list, struct library_text *t, struct arena *a);
/* Appends it, and lets go of it. */
void texts_add_json(struct strbuf *out, json_t *v, size_t flags);

#endif
