/* agent.h - a person of the centre and what they are doing now. */
#ifndef CARREL_AGENT_H
#define CARREL_AGENT_H

#include "carrel/err.h"
#include "carrel/words.h"

#include <stdint.h>

enum agent_role { ROLE_AGENT, ROLE_SUPERVISOR, ROLE_TRAINEE, ROLE_ADMIN };
enum agent_state {
	AGENT_OFF,
	AGENT_READY,
	AGENT_ON_CALL,
	AGENT_ON_CASE,
	AGENT_WRAPUP,
	AGENT_BREAK
};
extern const struct word agent_role_words[];
extern const struct word agent_state_words[];

struct agent {
	int64_t id;
	int64_t version;
	const char *login; /* [a-z0-9._-], unique */
	const char *name;
	enum agent_role role;
	const char *language;      /* of the console */
	const char *languages;     /* spoken, "es,ca,en"; NULL or empty: not said, takes any */
	const char *password_hash; /* crypt(3) form, yescrypt; NULL: no password set */
	bool active;
	enum agent_state state;
	int64_t state_since_at;
	const char *state_reason; /* of a break: "lunch" */
	int64_t call_id;          /* the live call, 0 none */
	int64_t case_id;          /* the case in hand, 0 none */
	int64_t item_id;          /* the claimed queue item, 0 none */
	int64_t seen_at;          /* last heartbeat of a console; not part of any change set */
};

/* One stretch of one state; the open stretch has until_at 0. */
struct agent_stretch {
	int64_t id;
	int64_t agent_id;
	enum agent_state state;
	int64_t since_at;
	int64_t until_at;
	const char *reason;
};

bool agent_may_become(enum agent_state from, enum agent_state to);
bool agent_login_valid(const char *login);
/* At work with something in hand, and the console they had missed a beat: what they hold is freed when the
 * lease (queue.h) has run out. Whoever works without a console loses none. */
enum { CONSOLE_LOST_MS = 45 * 1000 }; /* half a lease, a beat and a half */
bool agent_console_lost(const struct agent *agent, int64_t now);
bool agent_speaks(const struct agent *agent, const char *language); /* NULL language: yes */

#endif
