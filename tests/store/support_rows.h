/* support_rows.h - a small centre to test with, and SQL beside the store's own statements. */
#ifndef CARREL_TESTS_SUPPORT_ROWS_H
#define CARREL_TESTS_SUPPORT_ROWS_H

#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/store_screen.h"
#include "carrel/work.h"
#include "store/support_store.h"

enum { NOW = 1763761234 }; /* s; the clock is frozen there */
#define NOW_MS ((int64_t)NOW * 1000)

struct centre {
	struct store *s;
	struct arena *a;
	struct err err;
	struct queue billing, tech;
	struct agent ana,
		bo; /* ana speaks es and ca, bo says nothing; both in billing, bo in tech */
	struct customer maria, ivo;
};

/* NULL: that engine is not here. Frees with centre_close(). */
struct centre *centre_open(int driver);
void centre_close(struct centre **c);

/* Fails the test with the sentence unless rc is RC_OK. */
void ok(struct centre *c, enum rc rc);
struct queue_item centre_ring(
	struct centre *c, int64_t queue_id, const char *from, const char *language);
struct contact centre_finish(
	struct centre *c, int64_t agent_id, const char *outcome, const char *note);

/* SQL of the test's own, through the store's handle. */
void raw_run(struct store *s, const char *sql);
int64_t raw_int(struct store *s, const char *sql);
/* Every row of every table but what undo leaves (change sets, versions, heartbeats, counters), and
 * sums that are zero. The caller frees. */
char *raw_snapshot(struct store *s);
/* How many sums of hour_queue are not what the rows say. */
int64_t raw_rollup_differences(struct store *s);

#endif
