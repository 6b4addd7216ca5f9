/* condition.h - which cases a queue of one's own holds: "status:open,waiting_us owner:me due:late".
 *
 *	status    ids of case_state_words, `waiting` (for either) or `all`; not given: every open one
 *	queue     short names or titles        owner     logins, `me`, `nobody`
 *	language  codes                        topic     reasons for contact
 *	tag       of the case or its customer  due       late, today, week
 *	is        stuck, bouncing, ageing      text      words in subject, next action or name
 *
 * Commas mean or, several keys mean and; `key=value` is the same, and a bare word is text. Quotes
 * keep blanks together: "queue:Night shift". Pure: nothing here asks a store or a clock. */
#ifndef CARREL_CONDITION_H
#define CARREL_CONDITION_H

#include "carrel/casefile.h"
#include "carrel/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct strbuf;

enum condition_due { DUE_LATE = 1, DUE_TODAY = 2, DUE_WEEK = 4 };
/* What is said of a case that needs a look. Bits. */
enum case_mark { MARK_STUCK = 1, MARK_BOUNCING = 2, MARK_AGEING = 4 };
extern const struct word condition_due_words[];
extern const struct word case_mark_words[]; /* labels are the words of lists: "stuck" */

/* From the configuration. */
struct case_mark_rules {
	int64_t stuck_ms; /* open and untouched for so long; 0: never */
	int64_t bounces;  /* moved so often between owners and queues; 0: never */
};
/* stuck: nothing was saved since; bouncing: moves; ageing: past what was promised. Only open ones. */
unsigned casefile_marks(const struct casefile *c, int64_t now, const struct case_mark_rules *rules);

struct condition_list {
	const char **v; /* folded, but for owners */
	size_t n;
};

struct condition {
	unsigned states; /* 1u << enum case_state; 0: every open one */
	struct condition_list queues, owners, languages, tags, topics;
	unsigned due;     /* enum condition_due */
	unsigned is;      /* enum case_mark */
	const char *text; /* folded words; NULL: none */
};

enum { CONDITION_VALUES_MAX = 32, CONDITION_TEXT_MAX = 1000 };

/* Strings live in a. RC_INVALID names the word that is not understood, with those that are. */
enum rc condition_parse(
	const char *text, struct arena *a, struct condition *out, struct err *err) WARN_UNUSED;
/* The one way of writing it; read again it is the same condition. Appends. */
void condition_render(const struct condition *c, struct strbuf *out);
/* Nothing but open cases: they have an index of their own. */
bool condition_is_open(const struct condition *c);

/* A case and what stands around it; NULL where there is none. */
struct condition_facts {
	const struct casefile *casefile;
	const char *queue_slug, *queue_title;
	const char *queue_titles; /* in other languages, as queue.h has them */
	const char *owner_login;
	const char *customer_name, *customer_tags;
	unsigned marks;
};
/* What topics are called; the names are kept where this layer cannot see them. */
struct condition_topics {
	const char *(*title)(void *arg, const char *topic); /* for whoever asks; NULL: none */
	bool (*is_called)(void *arg, const char *topic, const char *folded, struct arena *scratch);
	void *arg;
};
/* Who asks, and when. */
struct condition_asker {
	int64_t agent_id;
	int64_t now;
	int64_t day_end_at;             /* of the centre's day */
	int64_t week_end_at;            /* seven days from the start of it */
	struct condition_topics topics; /* {0}: by their short names alone */
};
/* The scratch arena holds what is folded for the comparison. */
bool condition_holds(const struct condition *c, const struct condition_facts *facts,
	const struct condition_asker *asker, struct arena *scratch);

#endif
