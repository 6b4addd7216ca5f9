/* casefile.h - one matter of one customer, from the first word to closed. (`case` is C's word.)
 *
 *	new --> open --> waiting_customer --.
 *	         |  ^--> waiting_us --------+--> solved --> closed
 *	         `--------------------------'      |          |
 *	         ^---------------- reopened -------'----------'
 *
 * An open case always has an owner or a queue, a next action and a date. */
#ifndef CARREL_CASEFILE_H
#define CARREL_CASEFILE_H

#include "carrel/err.h"
#include "carrel/words.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;

enum case_state {
	CASE_NEW,
	CASE_OPEN,
	CASE_WAITING_CUSTOMER,
	CASE_WAITING_US,
	CASE_SOLVED,
	CASE_CLOSED,
};
extern const struct word case_state_words[];

struct casefile {
	int64_t id;
	int64_t version;
	const char *number; /* 8 digits, the last a Damm check digit (reference.h) */
	int64_t customer_id;
	enum case_state state;
	const char *subject;
	const char *topic;      /* reason for contact, "billing"; separate from the root cause */
	const char *root_cause; /* what was behind it, one word; NULL: not known yet */
	const char *language;
	int64_t queue_id;    /* 0: none */
	int64_t owner_id;    /* agent; 0: none, then queue_id is set */
	const char *outcome; /* id of the last outcome picked */
	const char *next_action;
	int64_t next_at;     /* when the next action is due */
	int64_t due_at;      /* what we promised the customer */
	const char *due_why; /* the sum behind due_at, for `why` */
	int64_t opened_at;
	int64_t solved_at;
	int64_t closed_at;
	int64_t updated_at;
	const char *tags; /* comma separated; NULL none */
	bool untitled;    /* nobody has said what it is about: the first note will */
	int64_t moves;    /* how often it went from one owner or queue to another */
};

bool casefile_is_open(enum case_state state);
/* The one transition table. */
bool casefile_may_become(enum case_state from, enum case_state to);
/* Moves c, setting solved_at/closed_at/updated_at and clearing them on reopening. RC_INVALID names
 * both states and what is allowed from here. */
enum rc casefile_move(
	struct casefile *c, enum case_state to, int64_t now, struct err *err) WARN_UNUSED;
/* What a text is about, in a line: its first line that says something, card numbers masked, cut between
 * words at CASEFILE_SUBJECT_MAX characters. "" when it says nothing. Owned by a. */
enum { CASEFILE_SUBJECT_MAX = 80 };
const char *casefile_subject_of(const char *text, struct arena *a);
/* A case that nobody named yet gets its subject from this text; NULL or blank: it stays as it is. */
void casefile_name(struct casefile *c, const char *text, struct arena *a);
/* The rule of the open case, and a subject. */
enum rc casefile_check(const struct casefile *c, struct err *err) WARN_UNUSED;

#endif
