/* contact.h - one interaction on a case: a call, mail, chat, visit, message or note. */
#ifndef CARREL_CONTACT_H
#define CARREL_CONTACT_H

#include "carrel/words.h"

#include <stdint.h>

enum contact_kind {
	CONTACT_CALL,
	CONTACT_MAIL,
	CONTACT_CHAT,
	CONTACT_MESSAGE,
	CONTACT_VISIT,
	CONTACT_NOTE
};
enum direction { DIRECTION_IN, DIRECTION_OUT, DIRECTION_INTERNAL };
/* How the customer was, as whoever spoke with them said. */
enum mood { MOOD_UNSAID, MOOD_PLEASED, MOOD_CALM, MOOD_WORRIED, MOOD_TENSE, MOOD_ANGRY };
extern const struct word contact_kind_words[];
extern const struct word mood_words[];
extern const struct word direction_words[];

struct contact {
	int64_t id;
	int64_t customer_id;
	int64_t case_id;  /* 0: not on a case */
	int64_t call_id;  /* 0: no telephone call behind it */
	int64_t agent_id; /* 0: nobody yet, or a machine */
	int64_t queue_id;
	enum contact_kind kind;
	enum direction direction;
	int64_t at;
	int64_t duration_s;  /* handling time where known */
	const char *subject; /* one line; NULL when the body's first line serves */
	const char *body; /* text; for transcripts one "agent: …"/"customer: …" line a turn */
	const char *outcome; /* outcome id, NULL if none */
	enum mood mood;
};

#endif
