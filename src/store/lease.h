/* lease.h - the clock by which claims run out.
 *
 * On PostgreSQL it is the database's, one for all consoles; on SQLite that of the one machine. Between
 * two readings it runs with the clock that cannot be set, so that a step of the wall clock (a wrong
 * date mended, a virtual machine that slept) neither lengthens nor ends a claim. */
#ifndef CARREL_STORE_LEASE_H
#define CARREL_STORE_LEASE_H

#include "carrel/err.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

struct lease_clock {
	bool known;
	int64_t ahead_ms;     /* of the clock that cannot be set */
	int64_t steady_since; /* on that clock: no step was seen since */
};

/* Reads it anew: at opening and with each heartbeat. */
enum rc lease_read_clock(struct store *s, struct err *err) WARN_UNUSED;
int64_t lease_now(const struct store *s); /* UTC ms; asks nobody */
int64_t lease_end(const struct store *s); /* of a claim that begins or goes on now */
/* Whether every living console had its heartbeat since the last step, so that a lease that has run out
 * is that of a dead one. */
bool lease_is_certain(const struct store *s);

#endif
