/* test_company.c - who else is at a case: in hand, put aside, their name on it, or writing in it. */
#include "store/support_rows.h"

#include "carrel/clock.h"
#include "carrel/store_cases.h"

#include <check.h>

Suite *suite_company(void);

static struct case_company company(struct centre *c, int64_t case_id, int64_t agent_id)
{
	struct case_company who;
	ok(c, store_case_company(c->s, case_id, agent_id, clock_wall_ms(), c->a, &who, &c->err));
	return who;
}

/* Whoever has it in hand counts more than whoever put it aside, and those more than its owner. */
START_TEST(company__of_a_case__in_hand_then_parked_then_owned)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	ck_assert_int_eq(company(c, file.id, c->ana.id).place, CASE_NOBODY_ELSE);
	centre_enqueue(c, file.id);
	struct work_hand hand = centre_take_case(c, c->bo.id, file.id);
	struct case_company who = company(c, file.id, c->ana.id);
	ck_assert_int_eq(who.place, CASE_IN_HAND);
	ck_assert_int_eq(who.agent_id, c->bo.id);
	ck_assert(!who.on_call);
	ck_assert_ptr_null(who.writer);
	ck_assert_int_eq(company(c, file.id, c->bo.id).place, CASE_NOBODY_ELSE);
	ok(c, store_presence_touch(c->s, file.id, c->bo.id, &c->err));
	ck_assert_str_eq(company(c, file.id, c->ana.id).writer, c->bo.name);
	ok(c, work_park(c->s, c->bo.id, &c->err));
	ck_assert_int_eq(company(c, file.id, c->ana.id).place, CASE_PARKED);
	ok(c, work_unpark(c->s, c->bo.id, 1, c->a, &hand, &c->err));
	centre_finish(c, c->bo.id, "waiting_customer", "Asked.");
	clock_advance(PRESENCE_MS + 1);
	who = company(c, file.id, c->ana.id);
	ck_assert_int_eq(who.place, CASE_OWNED);
	ck_assert_str_eq(who.name, c->bo.name);
	ck_assert_ptr_null(who.writer);
}
END_TEST

START_TEST(company__console_lost__is_said_until_it_beats_again)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	centre_take_case(c, c->bo.id, file.id);
	ok(c, store_agent_beat(c->s, c->bo.id, &c->err));
	ck_assert(!company(c, file.id, c->ana.id).lost);
	clock_advance(CONSOLE_LOST_MS + 1);
	ck_assert(company(c, file.id, c->ana.id).lost);
	ok(c, store_agent_beat(c->s, c->bo.id, &c->err));
	ck_assert(!company(c, file.id, c->ana.id).lost);
}
END_TEST

START_TEST(company__on_a_call__cannot_be_taken_over)
{
	struct centre *c = centre_here();
	struct casefile file = centre_case(c, c->maria.id, "Router");
	struct work_hand hand = centre_call(c, c->bo.id, "+34600112233");
	ck_assert_int_eq(hand.casefile.id, file.id);
	struct case_company who = company(c, file.id, c->ana.id);
	ck_assert_int_eq(who.place, CASE_IN_HAND);
	ck_assert(who.on_call);
}
END_TEST

Suite *suite_company(void)
{
	const TTest *const each[] = {
		company__of_a_case__in_hand_then_parked_then_owned,
		company__console_lost__is_said_until_it_beats_again,
		company__on_a_call__cannot_be_taken_over,
	};
	return centre_suite("company", 0, each, sizeof(each) / sizeof(each[0]));
}
