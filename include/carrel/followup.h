/* followup.h - what somebody promised to do at a time: call back, be reminded, ask again.
 *
 * One with an agent is theirs; one without is anybody's and waits in the queue from its time on. A
 * transfer leaves its agent one of the kind "confirm": was the customer helped? Only that agent can
 * close it, by yes, no, or the third time that nobody could be reached. */
#ifndef CARREL_FOLLOWUP_H
#define CARREL_FOLLOWUP_H

#include "carrel/words.h"

#include <stdint.h>

enum follow_up_kind {
	FOLLOW_UP_CALLBACK,
	FOLLOW_UP_PROMISE,
	FOLLOW_UP_REMINDER,
	FOLLOW_UP_CONFIRM,
};
extern const struct word follow_up_words[];

enum confirmed { CONFIRMED_NOT_ASKED, CONFIRMED_YES, CONFIRMED_NO, CONFIRMED_UNREACHABLE };
extern const struct word confirmed_words[];

enum { UNREACHABLE_MAX = 3 };

struct follow_up {
	int64_t id;
	int64_t case_id;
	int64_t customer_id;
	int64_t agent_id; /* whose; 0: anybody's */
	enum follow_up_kind kind;
	const char *what;
	int64_t at;
	int64_t item_id; /* its place in a queue, 0 none */
	int64_t done_at;
	int64_t created_at;
	int64_t made_by; /* who asked for it; 0: an outcome did, and the next outcome ends it */
	int64_t done_by;
	enum confirmed confirmed;
	int64_t tries; /* how often nobody could be reached */
};

#endif
