/* support_rows.h - a small centre to test with, and SQL beside the store's own statements. */
#ifndef CARREL_TESTS_SUPPORT_ROWS_H
#define CARREL_TESTS_SUPPORT_ROWS_H

#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/outbox.h"
#include "carrel/store_screen.h"
#include "carrel/work.h"
#include "store/support_store.h"

#include <check.h>

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

/* A suite of tests that each want a centre of their own: every one runs once an engine that is here, and
 * finds its centre by centre_here(). It is closed after the test, also after one that failed.
 *
 *	Suite *suite_x(void)
 *	{
 *		const TTest *const each[] = {x__does__y, x__does__z};
 *		return centre_suite("x", 20, each, sizeof(each) / sizeof(each[0]));
 *	} */
Suite *centre_suite(const char *name, double timeout_s, const TTest *const *each, size_t n);
struct centre *centre_here(void);

/* For tests that open theirs themselves. NULL: that engine is not here. Frees with centre_close(). */
struct centre *centre_open(int driver);
void centre_close(struct centre **c);

/* Fails the test with the sentence unless rc is RC_OK. So do all below. */
void ok(struct centre *c, enum rc rc);

/* ---- what there is to work on ---- */
struct casefile centre_case(
	struct centre *c, int64_t customer_id, const char *subject); /* billing */
struct casefile centre_case_in(
	struct centre *c, int64_t customer_id, int64_t queue_id, const char *subject);
struct outbox_item centre_reply(struct centre *c, int64_t case_id);  /* Ana to Maria, waits */
struct queue_item centre_enqueue(struct centre *c, int64_t case_id); /* in billing, no wish */
struct queue_item centre_ring(
	struct centre *c, int64_t queue_id, const char *from, const char *language);
/* ---- what somebody does ---- */
struct work_hand centre_next(struct centre *c, int64_t agent_id);
struct work_hand centre_call(
	struct centre *c, int64_t agent_id, const char *from); /* rings, is taken */
struct work_hand centre_take_case(struct centre *c, int64_t agent_id, int64_t case_id);
struct contact centre_note(struct centre *c, int64_t agent_id, int64_t case_id, const char *text);
struct contact centre_finish(
	struct centre *c, int64_t agent_id, const char *outcome, const char *note);
struct change_info centre_undo(struct centre *c);
struct change_info centre_redo(struct centre *c);

/* ---- how things stand ---- */
struct work_hand centre_hand(struct centre *c, int64_t agent_id);
struct casefile centre_case_now(struct centre *c, int64_t id);
struct agent centre_agent_now(struct centre *c, int64_t id);
/* The ten oldest contacts of the case. */
struct contact *centre_thread(struct centre *c, int64_t case_id, size_t *n);
/* Every row of every table but what undo leaves (change sets, versions, heartbeats, counters), and
 * sums that are zero: the same words before and after mean that nothing was left behind. */
const char *centre_snapshot(struct centre *c);

/* SQL of the test's own, through the store's handle. */
void raw_run(struct store *s, const char *sql);
int64_t raw_int(struct store *s, const char *sql);
/* How many sums of hour_queue are not what the rows say. */
int64_t raw_rollup_differences(struct store *s);

#endif
