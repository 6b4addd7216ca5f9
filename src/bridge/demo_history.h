/* demo_history.h - one customer's past, first planned (demo_plan.c), then written (demo_history.c). Lives
 * in the arena of the row. */
#ifndef CARREL_BRIDGE_DEMO_HISTORY_H
#define CARREL_BRIDGE_DEMO_HISTORY_H

#include "bridge/demo_private.h"

#include "carrel/store_cases.h"

enum {
	DEMO_MINUTE_MS = 60 * 1000,
	DEMO_HOUR_MS = 60 * DEMO_MINUTE_MS,
	DEMO_DAY_MS = 24 * DEMO_HOUR_MS,
	DEMO_CASES_MAX = 8,
	DEMO_STEPS_MAX = 8, /* of a case */
};

/* One case and what it is about. */
struct demo_matter {
	const struct demo_scenario *about;
	struct demo_values values;
	struct casefile c;
	size_t agent; /* in demo_agents */
	bool live;    /* made to be open at this moment */
	bool unowned;
	const char *order;
};

/* One contact. */
struct demo_step {
	int64_t at;
	int matter;
	enum contact_kind kind;
	enum direction direction;
	const char *body;
	const char *outcome;
	size_t agent;
	bool nobody; /* a mail that nobody has read yet */
};

struct demo_history {
	struct demo *d;
	struct demo_person person;
	int64_t customer_id;
	struct demo_matter matters[DEMO_CASES_MAX];
	int n_matters;
	struct demo_step steps[DEMO_CASES_MAX * DEMO_STEPS_MAX];
	int n_steps;
};

/* Fills matters and steps, the steps in the order of time. live: the customer has a case of these days,
 * too. Needs the person and the customer's id. */
void demo_plan(struct demo_history *h, bool live);

#endif
