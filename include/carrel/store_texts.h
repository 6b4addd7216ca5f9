/* store_texts.h - uses of canned texts: who used what, how much of it was kept, what came of it.
 *
 * A use is written in the change set of the contact it went out with, and undone with it. */
#ifndef CARREL_STORE_TEXTS_H
#define CARREL_STORE_TEXTS_H

#include "carrel/err.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct store;

struct text_use {
	int64_t id;
	const char *text_id;
	const char *language; /* of the variant that was put in */
	int64_t agent_id;
	int64_t case_id;
	int64_t contact_id;
	int64_t at;
	const char *edition;      /* of the wording: text_edition(); NULL unknown */
	const char *tone;         /* "formal", "casual", "any" */
	const char *channel;      /* contact kind: "call", "mail", … */
	int64_t queue_id;         /* of the case at that time; 0 none */
	const char *topic;        /* reason of the case at that time */
	int64_t inserted;         /* characters put in, placeholders filled; 0: not known */
	int64_t kept;             /* % of them that went out unchanged; only if inserted > 0 */
	const char *rights;       /* rights it informed of, comma separated; NULL none */
	const char *after_text;   /* used before it in the same case; "" it was the first */
	const char *after_second; /* and the one before that */
	int64_t outbox_id;        /* waits there with it: called back, the use is gone, too */
};

/* Adds a use, in the open change set or one of its own. at 0: now. What is 0 or NULL among queue_id, topic, channel
 * and the two before is taken from the case and contact, its words in a; card numbers never get here: there is no
 * text in it. */
enum rc store_text_use_add(
	struct store *s, struct text_use *u, struct arena *a, struct err *err) WARN_UNUSED;

struct text_count {
	const char *text_id;
	int64_t uses;
	int64_t last_at;
};
/* All uses ever, the most used first. */
enum rc store_text_use_counts(struct store *s, int limit, struct arena *a, struct text_count **out,
	size_t *n, struct err *err) WARN_UNUSED;

/* One use with what the customer had said, for learning. */
struct text_lesson {
	int64_t use_id;
	const char *text_id;
	const char *said;  /* subject and what the customer last wrote before it; NULL none */
	const char *queue; /* slug; NULL none */
	const char *topic;
	const char *language;
	const char *after_text, *after_second;
	int64_t at;
};
/* Uses older than before_id (0: from the newest), newest first: one slice of reading everything. */
enum rc store_text_lessons_back(struct store *s, int64_t before_id, int limit, struct arena *a,
	struct text_lesson **out, size_t *n, struct err *err) WARN_UNUSED;
/* Uses newer than after_id, oldest first: what has happened since. */
enum rc store_text_lessons_since(struct store *s, int64_t after_id, int limit, struct arena *a,
	struct text_lesson **out, size_t *n, struct err *err) WARN_UNUSED;
/* Which uses there are now, up to last_id, the newest first: an undone one is missing. */
enum rc store_text_use_ids(struct store *s, int64_t last_id, int limit, struct arena *a,
	int64_t **out, size_t *n, struct err *err) WARN_UNUSED;
/* The last two texts used in a case ("" where none), for what comes next. */
enum rc store_text_use_last(struct store *s, int64_t case_id, struct arena *a, const char **last,
	const char **before, struct err *err) WARN_UNUSED;

enum text_report_by {
	TEXT_REPORT_BY_TEXT,
	TEXT_REPORT_BY_AGENT,
	TEXT_REPORT_BY_QUEUE,
	TEXT_REPORT_BY_LANGUAGE
};

/* One line of the report. Shares are counts here; who prints divides, and prints "—" by 0. */
struct text_report_row {
	const char *key; /* text id, agent's name, queue's slug, language; "" without one */
	int64_t uses;
	int64_t agents;      /* different ones */
	int64_t measured;    /* uses of which is known how much was kept */
	int64_t unedited;    /* of these, kept 100 % */
	int64_t kept_sum;    /* of these, the sum of kept % */
	int64_t kept_median; /* of these, the lower median */
	int64_t in_case;     /* uses in a case */
	int64_t solved; /* of these, the case is solved or closed now, and was so after the use */
	int64_t ended;  /* uses whose contact ended with the outcome "solved" */
	int64_t back;   /* of these, the customer was in touch about the case within 7 × 24 h */
	int64_t rights; /* uses that informed of a right */
	int64_t last_at;
};
/* Uses with from <= at < to. By key. Reads the rows of that span by their time, nothing else. */
enum rc store_text_use_report(struct store *s, int64_t from, int64_t to, enum text_report_by by,
	struct arena *a, struct text_report_row **out, size_t *n, struct err *err) WARN_UNUSED;

/* How often each text was used in all, and when last: also of those not used in the span. */
enum rc store_text_use_ever(struct store *s, const char *text_id, struct arena *a,
	struct text_count *out, struct err *err) WARN_UNUSED; /* uses 0 if never */

/* When a text of the library was seen for the first time. */
struct text_seen {
	int64_t id;
	const char *text_id;
	int64_t first_at;
};
/* Remembers those of these ids that were never seen before, as of at; in one change set that nobody takes
 * back. Nothing is written when all are known. All that were ever seen, by id, in the arena. */
enum rc store_texts_seen(struct store *s, const char *const *ids, size_t nids, int64_t at,
	struct arena *a, struct text_seen **out, size_t *n, struct err *err) WARN_UNUSED;
int64_t text_seen_at(const struct text_seen *rows, size_t n, const char *text_id); /* 0: never */

#endif
