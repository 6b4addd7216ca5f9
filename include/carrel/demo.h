/* demo.h - an invented centre to look at, learn on and measure: the same for the same seed and now.
 *
 * Three queues, twelve agents, a supervisor and a trainee; customers who speak Spanish, Catalan
 * and English; eighteen months of cases and calls; and callers who wait at this very moment. */
#ifndef CARREL_DEMO_H
#define CARREL_DEMO_H

#include "carrel/agent.h"
#include "carrel/err.h"
#include "carrel/words.h"

#include <stddef.h>
#include <stdint.h>

struct store;

enum demo_size {
	DEMO_SMALL, /* 60 customers: tests */
	DEMO_DESK,  /* 2,000 customers: make demo */
	DEMO_FLOOR, /* 100,000 customers, 300,000 cases, 1,000,000 contacts: benches */
	DEMO_HALL,  /* ten times that: the figures of the design, a quarter of an hour and 8 GB */
};
extern const struct word demo_size_words[]; /* "small", "desk", "floor", "hall" */

struct demo_options {
	uint64_t seed;
	enum demo_size size;
	int64_t now;          /* when the centre is; 0: clock_wall_ms() */
	const char *zone;     /* NULL: Europe/Madrid */
	const char *language; /* of the queue titles: en, es, ca; NULL: en */
	void (*progress)(void *arg, int64_t done, int64_t total); /* customers; NULL: none */
	void *progress_arg;
};

struct demo_report {
	int64_t queues, agents, customers, identities, cases, contacts, calls, references;
	int64_t waiting; /* items in queues now */
	int64_t elapsed_ms;
};

/* Fills an empty store. RC_CONFLICT: the store already has agents; nothing is done. */
enum rc demo_create(struct store *store, const struct demo_options *options,
	struct demo_report *report, struct err *err) WARN_UNUSED;

/* Who to sign on as: "ana", the supervisor, the trainee. No password is set. */
const char *demo_login(enum agent_role role);

#endif
