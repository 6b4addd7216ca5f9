/* patience.h - how long a handle waits for others, and who is told meanwhile (store_on_wait). Private to
 * src/store. It has no clock: whoever waits says for how long it has. */
#ifndef CARREL_STORE_PATIENCE_H
#define CARREL_STORE_PATIENCE_H

#include "carrel/store.h"

/* Zeroed: nobody is told, and each wait has STORE_PATIENCE_MS. */
struct patience {
	store_waits_fn *waits;
	void *arg;
	bool shared;      /* what is left is for all waits together */
	int64_t left_ms;  /* of it */
	int64_t spent_ms; /* since it was given */
	bool telling;
};

void patience_give(struct patience *p, int64_t all_ms);
/* Of a wait that begins now. */
int64_t patience_of(const struct patience *p);
/* How long a wait that has lasted waited_ms may go on before patience_tick() is due; < 0: for ever. */
int64_t patience_quiet_ms(const struct patience *p, int64_t waited_ms);
/* A wait has lasted so long and goes on: tells, if it is time to. */
void patience_tick(struct patience *p, int64_t waited_ms);
/* A wait is over, or a part of it. */
void patience_spend(struct patience *p, int64_t waited_ms);

#endif
