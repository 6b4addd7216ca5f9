/* call.h - a telephone call as the centre sees it: ring, answer, hold, end, wrap-up. */
#ifndef CARREL_CALL_H
#define CARREL_CALL_H

#include "carrel/contact.h"
#include "carrel/err.h"
#include "carrel/words.h"

#include <stdint.h>

enum call_state { CALL_RINGING, CALL_TALKING, CALL_HELD, CALL_WRAPUP, CALL_ENDED };
enum call_end {
	CALL_END_NONE,
	CALL_END_ANSWERED,
	CALL_END_ABANDONED,
	CALL_END_TIMEOUT,
	CALL_END_KEY,
	CALL_END_OTHER
};
extern const struct word call_state_words[];
extern const struct word call_end_words[];

struct call {
	int64_t id;
	const char *external_id; /* the switch's name for it; unique when set */
	int64_t queue_id;
	int64_t agent_id;    /* who answered */
	int64_t customer_id; /* 0: not known (yet) */
	int64_t case_id;
	enum call_state state;
	const char *from_number; /* E.164, NULL: withheld */
	const char *to_number;
	int64_t offered_at;
	int64_t answered_at;
	int64_t ended_at;
	int64_t held_since_at; /* while held */
	int64_t hold_ms;       /* summed */
	int64_t wrapped_at;    /* end of after-call work */
	enum call_end outcome;
	const char *disposition; /* outcome id picked by the agent, kept if picked while talking */
	enum mood mood;          /* said while talking; goes into the contact */
};

enum rc call_move(struct call *c, enum call_state to, int64_t now, struct err *err) WARN_UNUSED;
int64_t call_talk_ms(const struct call *c, int64_t now); /* answered to ended, less hold */

#endif
