/* demo_people.h - invented people, firms, streets and numbers. */
#ifndef CARREL_BRIDGE_DEMO_PEOPLE_H
#define CARREL_BRIDGE_DEMO_PEOPLE_H

#include "bridge/demo_words.h"
#include "bridge/rng.h"
#include "carrel/agent.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;

struct demo_person {
	enum demo_language language;
	bool company;
	const char *name;
	const char *city;
	const char *address;
	const char *email;
	const char *phone;    /* E.164 */
	const char *landline; /* E.164 or NULL */
};

/* n makes the mail address unlike every other. Strings in the arena. */
void demo_person_make(struct rng *r, int64_t n, struct arena *a, struct demo_person *out);
const char *demo_city(struct rng *r, enum demo_language language);
/* A Spanish mobile number, as of a stranger. */
const char *demo_phone_mobile(struct rng *r, struct arena *a);

struct demo_agent {
	const char *login;
	const char *name;
	enum agent_role role;
	const char *language;
	const char *languages;
	unsigned queues; /* bits, 1 << enum demo_queue */
};
extern const struct demo_agent demo_agents[];
extern const size_t demo_agents_n;

#endif
