/* yaml.h - files people write, as a tree of nodes that know their line and column.
 *
 * A small and strict YAML: one document, UTF-8, no anchors, aliases, tags or duplicate keys, no
 * control characters even when escaped, no bidi controls, at most YAML_MAX_BYTES, YAML_MAX_DEPTH
 * and YAML_MAX_NODES. libyaml's events are counted as they come, because libyaml alone is
 * quadratic in depth and accepts all of the above. The first key must be `format: carrel-KIND/1`.
 *
 * Readers go on after a problem. The usual shape:
 *	struct yaml *doc = yaml_parse(text, len, "x.yaml", "theme", problems);
 *	if (doc) { …read, adding problems…; yaml_close(&doc); } */
#ifndef CARREL_YAML_H
#define CARREL_YAML_H

#include "carrel/problems.h"
#include "carrel/langtext.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct strbuf;

enum { YAML_MAX_BYTES = 1 << 20, YAML_MAX_DEPTH = 32, YAML_MAX_NODES = 50000 };

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

/* Read-only for everyone but the parser. */
struct yaml_node {
	enum yaml_kind kind;
	int line, column;         /* from 1 */
	const char *key;          /* in a map: its key; else NULL */
	int key_line, key_column; /* of the key, when there is one */
	size_t index;             /* place among its siblings, from 0 */
	const struct yaml_node *parent;
	struct yaml_node *first, *next; /* children of a list or map, in file order */
	size_t count;                   /* of children */
	const char *text;               /* of a scalar; "" for others */
	bool quoted; /* 'x', "x" or a block: never null, true or a number by itself */
};

struct yaml; /* opaque: one parsed file */

/* Returns the tree, or NULL when the text cannot be read at all (syntax, a cap, bad UTF-8, wrong
 * format line). Not NULL does not mean faultless: compare problems_count() before and after.
 * kind "theme" demands `format: carrel-theme/1`; NULL accepts
 * any of ours, "" a file of somebody else's making that need not say. */
struct yaml *yaml_parse(const char *text, size_t len, const char *file, const char *kind,
	struct problems *problems);
/* Reads the file first; a missing, unreadable or too large one is a problem at line 0. */
struct yaml *yaml_load(const char *path, const char *kind, struct problems *problems);
/* Not yaml_free: libyaml exports that name, and ours would take its place inside libyaml. */
void yaml_close(struct yaml **doc);

const struct yaml_node *yaml_root(const struct yaml *doc); /* always a map */
const char *yaml_file(const struct yaml *doc);
struct problems *yaml_problems(const struct yaml *doc); /* the list given to yaml_parse */

/* The child of a map; NULL if absent or if map is NULL or no map. */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);
/* Adds "texts[3].text.es" to out. */
void yaml_path(const struct yaml_node *node, struct strbuf *out);
/* A problem at the node (a NULL node: at the file). */
void yaml_problem(const struct yaml *doc, const struct yaml_node *node, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Reports children of map that are not in the list of n allowed keys, with the nearest one, and
 * a map that is no map. */
bool yaml_check_keys(
	const struct yaml *doc, const struct yaml_node *map, const char *const *allowed, size_t n);
/* True if node (NULL: yes) has at most so many children; else reports. For whatever is looked up one
 * by one, so that a hostile file cannot cost more than its size. */
bool yaml_within(const struct yaml *doc, const struct yaml_node *node, size_t most);
/* Reports and returns NULL unless the map has the key. */
const struct yaml_node *yaml_require(
	const struct yaml *doc, const struct yaml_node *map, const char *key);

/* Typed readers. A NULL node returns false and reports nothing (the key is absent); a node of the
 * wrong kind or out of range returns false and reports. *out is written only on true. */
bool yaml_string(const struct yaml *doc, const struct yaml_node *node, const char **out);
bool yaml_int(const struct yaml *doc, const struct yaml_node *node, int64_t min, int64_t max,
	int64_t *out);
/* A decimal number with a point, whatever the locale. */
bool yaml_number(const struct yaml *doc, const struct yaml_node *node, double *out);
bool yaml_bool(const struct yaml *doc, const struct yaml_node *node, bool *out); /* true, false */
bool yaml_choice(const struct yaml *doc, const struct yaml_node *node, const char *const *choices,
	size_t n, size_t *out);
/* A list of strings (a single string is a list of one), in the arena. */
bool yaml_strings(const struct yaml *doc, const struct yaml_node *node, struct arena *a,
	const char *const **out, size_t *n);
/* A string, or a map from language to string. */
bool yaml_langtext(const struct yaml *doc, const struct yaml_node *node, struct arena *a,
	struct langtext *out);

/* "20s", "3m", "1h 30m", "2d", "15wd": wall time in ms, and working days apart, since how long
 * a working day is depends on the calendar. Both may not be mixed. */
struct duration {
	int64_t ms;
	int working_days;
};
bool duration_parse(const char *text, struct duration *out);
void duration_format(const struct duration *d, struct strbuf *out); /* the shortest such text */
bool yaml_duration(const struct yaml *doc, const struct yaml_node *node, struct duration *out);

#endif
