/* test_lease.c - a claim lives as long as its console, whatever happens to a clock. */
#include "store/support_rows.h"

#include "carrel/clock.h"

#include <check.h>
#include <stdio.h>

enum { HOUR_MS = 3600 * 1000, BEAT_MS = LEASE_MS / 3 };

static struct work_hand take(struct centre *c, int64_t agent_id)
{
	struct work_hand hand = centre_call(c, agent_id, "+34600112233");
	return hand;
}

static int64_t release(struct centre *c, struct store *s)
{
	int64_t freed = 0;
	ok(c, work_release_expired(s, &freed, &c->err));
	return freed;
}

static int64_t holder(struct centre *c, int64_t item_id)
{
	char sql[96];
	snprintf(sql, sizeof(sql), "SELECT COALESCE(taken_by, 0) FROM queue_item WHERE id = %lld",
		(long long)item_id);
	return raw_int(c->s, sql);
}

/* Ana lives and Bo's console is dead; a beat goes by for everybody. */
static void beat(struct centre *c)
{
	clock_advance(BEAT_MS);
	ok(c, store_agent_beat(c->s, c->ana.id, &c->err));
}

START_TEST(lease__clock_set_forward__frees_the_dead_alone)
{
	struct centre *c = centre_here();
	int64_t live = take(c, c->ana.id).item.id, dead = take(c, c->bo.id).item.id;
	beat(c);
	clock_advance(1000);
	clock_step(HOUR_MS);
	/* By the wall clock both have run out an hour ago. */
	ck_assert_int_eq(release(c, c->s), 0);
	/* A console that was started after it knows of no step, and waits all the same. */
	struct store *fresh = support_store_again();
	ck_assert_int_eq(release(c, fresh), 0);
	beat(c);
	ck_assert_int_eq(release(c, fresh), 0);
	beat(c);
	ck_assert_int_eq(release(c, fresh), 1);
	ck_assert_int_eq(release(c, c->s), 0);
	ck_assert_int_eq(holder(c, live), c->ana.id);
	ck_assert_int_eq(holder(c, dead), 0);
	store_close(&fresh);
}
END_TEST

START_TEST(lease__clock_set_back__the_dead_are_freed_in_time)
{
	struct centre *c = centre_here();
	int64_t live = take(c, c->ana.id).item.id, dead = take(c, c->bo.id).item.id;
	beat(c);
	clock_step(-HOUR_MS);
	int64_t freed = release(c, c->s), waited = 0;
	while (freed == 0 && waited < 6 * BEAT_MS) {
		beat(c);
		waited += BEAT_MS;
		freed = release(c, c->s);
	}
	ck_assert_int_eq(freed, 1);
	ck_assert_int_le(waited, 6 * BEAT_MS); /* not an hour */
	ck_assert_int_eq(holder(c, live), c->ana.id);
	ck_assert_int_eq(holder(c, dead), 0);
}
END_TEST

/* Two clocks of one machine drift: five seconds are no setting of a clock, one millisecond more is. */
START_TEST(lease__drift__is_no_setting_of_the_clock)
{
	enum { DRIFT_MS = 5000 };
	for (int over = 0; over <= 1; over++) {
		struct centre *c = centre_here();
		int64_t dead = take(c, c->bo.id).item.id;
		for (int i = 0; i < 3; i++) {
			beat(c);
			ck_assert_int_eq(release(c, c->s), 0);
		}
		beat(c);
		clock_step(DRIFT_MS + over);
		ck_assert_int_eq(release(c, c->s), over ? 0 : 1);
		ck_assert_int_eq(holder(c, dead), over ? c->bo.id : 0);
	}
}
END_TEST

/* The control: nobody touched a clock. */
START_TEST(lease__steady_clock__frees_within_two_minutes)
{
	struct centre *c = centre_here();
	int64_t dead = take(c, c->bo.id).item.id;
	for (int i = 0; i < 3; i++) {
		beat(c);
		ck_assert_int_eq(release(c, c->s), 0);
	}
	beat(c);
	ck_assert_int_eq(release(c, c->s), 1);
	ck_assert_int_eq(holder(c, dead), 0);
}
END_TEST

/* A claim ends by the clock of the database: this machine is an hour ahead of it. */
START_TEST(lease__machine_ahead__claims_by_the_clock_of_the_database)
{
	struct centre *c = centre_here();
	clock_thaw();
	int64_t now = clock_wall_ms();
	clock_step(HOUR_MS);
	struct store *ahead = support_store_again();
	struct work_hand hand;
	centre_ring(c, c->billing.id, "+34600112233", NULL);
	store_set_actor(ahead, c->ana.id, "ana");
	ok(c, work_next(ahead, c->ana.id, c->a, &hand, &c->err));
	int64_t lasts = hand.item.lease_until - now;
	/* SQLite has no clock but the machine's, which all its consoles share. */
	int64_t wanted = _i == STORE_POSTGRES ? LEASE_MS : HOUR_MS + LEASE_MS;
	ck_assert_int_ge(lasts, wanted - 30000);
	ck_assert_int_le(lasts, wanted + 30000);
	store_close(&ahead);
}
END_TEST

static int64_t in_hand_of(struct centre *c, int64_t agent_id)
{
	struct work_hand hand;
	ok(c, work_hand(c->s, agent_id, c->a, &hand, &c->err));
	return hand.casefile.id;
}

/* A case of one's own has no place in a queue: the console that holds it is what has to live. */
START_TEST(lease__case_without_a_place__is_freed_with_its_console)
{
	struct centre *c = centre_here();
	struct casefile lost = centre_case(c, c->maria.id, "Of the dead console");
	struct casefile kept = centre_case(c, c->maria.id, "Of the living one");
	centre_take_case(c, c->bo.id, lost.id);
	centre_take_case(c, c->ana.id, kept.id);
	for (int i = 0; i < 3; i++) {
		beat(c);
		ck_assert_int_eq(release(c, c->s), 0);
	}
	beat(c);
	ck_assert_int_eq(release(c, c->s), 1);
	ck_assert_int_eq(release(c, c->s), 0);
	ck_assert_int_eq(in_hand_of(c, c->bo.id), 0);
	ck_assert_int_eq(in_hand_of(c, c->ana.id), kept.id);
	ck_assert_int_eq(centre_case_now(c, lost.id).owner_id, c->bo.id);
	struct work_hand bo;
	ok(c, work_hand(c->s, c->bo.id, c->a, &bo, &c->err));
	ck_assert_int_eq(bo.agent.state, AGENT_OFF);
	const struct work_finish late = {
		.outcome = outcome_find(outcome_builtin, "solved"), .note = "late"};
	struct contact written;
	ck_assert_int_ne(work_finish(c->s, c->bo.id, &late, c->a, &written, &c->err), RC_OK);
}
END_TEST

START_TEST(lease__case_without_a_place__clock_set_back)
{
	struct centre *c = centre_here();
	struct casefile lost = centre_case(c, c->maria.id, "Of the dead console");
	centre_take_case(c, c->bo.id, lost.id);
	beat(c);
	clock_step(-HOUR_MS);
	int64_t waited = 0;
	while (in_hand_of(c, c->bo.id) != 0 && waited < 6 * BEAT_MS) {
		beat(c);
		waited += BEAT_MS;
		release(c, c->s);
	}
	ck_assert_int_lt(waited, 6 * BEAT_MS); /* not an hour */
}
END_TEST

Suite *suite_lease(void);
Suite *suite_lease(void)
{
	const TTest *const each[] = {
		lease__clock_set_forward__frees_the_dead_alone,
		lease__clock_set_back__the_dead_are_freed_in_time,
		lease__drift__is_no_setting_of_the_clock,
		lease__steady_clock__frees_within_two_minutes,
		lease__case_without_a_place__is_freed_with_its_console,
		lease__case_without_a_place__clock_set_back,
		lease__machine_ahead__claims_by_the_clock_of_the_database,
	};
	return centre_suite("lease", 0, each, sizeof(each) / sizeof(each[0]));
}
