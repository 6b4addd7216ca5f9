/* out.h - what a command shows: lines for people and one JSON document for programs, built from
 * the same calls so that the two cannot tell different stories.
 *
 * Text goes out as lines; JSON as a tree with stable keys. In the console the lines become the
 * message (one) or a window (several). Text from outside is cleaned through cells.h when lines are
 * printed; JSON carries it as it is. */
#ifndef CARREL_OUT_H
#define CARREL_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct strbuf;
struct out; /* opaque */

struct out *out_new(void);
void out_free(struct out **out);

/* A line for people, without newline. */
void out_line(struct out *out, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* What the lines are about: how their window is called (else the command, as it was given) and which
 * case its keys mean, 0 none. */
void out_about(struct out *out, int64_t case_id, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
const char *out_title(const struct out *out); /* NULL: none was said */
int64_t out_case(const struct out *out);
/* Enter in that window runs this command; keys: its bottom line, which says so. Both are copied. */
void out_next(struct out *out, const char *command, const char *keys);
const char *out_next_command(const struct out *out); /* NULL: none */
const char *out_next_keys(const struct out *out);

/* A table for people: columns are padded to their widest cell when the table ends. Cells are cleaned. */
void out_table_begin(struct out *out, const char *const *titles, size_t columns);
void out_table_row(struct out *out, const char *const *cells);
void out_table_end(struct out *out);

/* The document. The root is an object; key is NULL inside an array. A NULL string and a 0 time are
 * null. Times come out as ISO 8601 in UTC. */
void out_object(struct out *out, const char *key);
void out_array(struct out *out, const char *key);
void out_end(struct out *out);
void out_text(struct out *out, const char *key, const char *value);
void out_int(struct out *out, const char *key, int64_t value);
void out_real(struct out *out, const char *key, double value); /* NAN is null */
void out_bool(struct out *out, const char *key, bool value);
void out_time(struct out *out, const char *key, int64_t at);

bool out_has_document(const struct out *out); /* anything for JSON at all */
size_t out_lines(const struct out *out);
const char *out_line_at(const struct out *out, size_t i);       /* until the next call */
void out_render_text(const struct out *out, struct strbuf *to); /* every line ends in \n */
void out_render_json(const struct out *out, struct strbuf *to); /* one document and \n */

#endif
