/* saved.h - queues of one's own: a name, a condition, columns and an order, personal or shared.
 *
 * The condition becomes one of four registered statements (all open cases, of one queue, of one
 * owner, of every state); each walks an index from a key on and has a LIMIT, what it brings is held
 * against the condition, and a page looks at no more than SAVED_LOOK_MAX cases. */
#ifndef CARREL_SAVED_H
#define CARREL_SAVED_H

#include "carrel/casefile.h"
#include "carrel/condition.h"
#include "carrel/err.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct store;

struct saved_view {
	int64_t id;
	int64_t owner_id; /* 0: everybody's */
	const char *name;
	const char *condition; /* as condition_render() writes it */
	const char *columns;   /* "case,who,subject"; NULL: the usual ones */
	const char *sort;      /* "due", "-age"; NULL: by what is next */
	int64_t created_by;
	int64_t created_at;
};

/* Saves under the name: a personal one of this person, or the shared one (owner_id 0). The same
 * name again is the same queue changed. */
enum rc store_saved_save(struct store *s, struct saved_view *v, struct err *err) WARN_UNUSED;
/* One's own first, then the shared ones, by name. */
enum rc store_saved_list(struct store *s, int64_t agent_id, struct arena *a,
	struct saved_view **out, size_t *n, struct err *err) WARN_UNUSED;
/* By name, one's own before a shared one of that name; RC_NOTFOUND with a sentence. */
enum rc store_saved_by_name(struct store *s, int64_t agent_id, const char *name, struct arena *a,
	struct saved_view *out, struct err *err) WARN_UNUSED;
enum rc store_saved_drop(struct store *s, int64_t id, struct err *err) WARN_UNUSED;

/* A line of it. */
struct case_row {
	struct casefile c;
	const char *customer_name, *customer_tags;
	const char *owner_name, *owner_login;
	const char *queue_title; /* in the language of whoever reads */
	const char *queue_slug;
	const char *queue_stored, *queue_titles; /* as the store has them */
	const char *topic_title; /* in the language of whoever reads; NULL: no topic */
	unsigned marks;          /* enum case_mark */
};

enum { SAVED_PAGE = 100, SAVED_LOOK_MAX = 2000 };

/* Where a page ended: give it back for the next one. {0} is the top. */
struct case_place {
	bool begun;
	int64_t at, id;
};
struct case_page {
	struct case_row *rows;
	size_t n;
	struct case_place place; /* of the last case looked at */
	bool more;               /* there are cases not looked at yet */
};
enum rc store_case_page(struct store *s, const struct condition *c,
	const struct condition_asker *asker, const struct case_mark_rules *rules,
	struct case_place after, int limit, struct arena *a, struct case_page *out,
	struct err *err) WARN_UNUSED;

/* Open cases of an agent, counted up to `most`. */
enum rc store_open_count(struct store *s, int64_t agent_id, int64_t most, int64_t *count,
	struct err *err) WARN_UNUSED;

#endif
