/* json.h - JSON in, over jansson: strict (RFC 8259), bounded, with line numbers.
 *
 * At most 32 levels deep, no key twice in an object, at most 16 MB a document. */
#ifndef CARREL_JSON_H
#define CARREL_JSON_H

#include "carrel/err.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct arena;
struct json_t;     /* jansson's value; json_decref() gives it back */
struct json_lines; /* opaque */

enum { JSON_DEPTH_MAX = 32, JSON_BYTES_MAX = 16 * 1024 * 1024 };

/* One document. The caller gives *out back with json_decref(). */
enum rc json_read(const char *text, size_t n, struct json_t **out, struct err *err) WARN_UNUSED;

/* JSON Lines: one object a line; empty lines are skipped. */
struct json_lines *json_lines_open(FILE *f); /* f stays the caller's */
void json_lines_free(struct json_lines **lines);
/* RC_OK with *out NULL at the end. RC_INVALID: this line is not right; reading goes on with the
 * next. *out belongs to the reader and is valid until the next call. */
enum rc json_lines_next(
	struct json_lines *lines, struct json_t **out, int64_t *line, struct err *err) WARN_UNUSED;

/* A member as text: strings as they are, numbers and booleans written out (in the arena); NULL
 * when it is not there, null, an array or an object. */
const char *json_text(const struct json_t *object, const char *key, struct arena *a);

#endif
