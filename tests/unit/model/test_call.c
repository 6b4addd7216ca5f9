#include "carrel/call.h"

#include <check.h>
#include <stddef.h>

static void move(struct call *c, enum call_state to, int64_t now)
{
	struct err err = {0};
	ck_assert_int_eq(call_move(c, to, now, &err), RC_OK);
}

START_TEST(call__move__times_of_a_whole_call)
{
	struct call c = {.offered_at = 1000};
	move(&c, CALL_TALKING, 2000);
	move(&c, CALL_HELD, 3000);
	ck_assert_int_eq(call_talk_ms(&c, 3500), 1000);
	move(&c, CALL_TALKING, 5000);
	move(&c, CALL_WRAPUP, 6000);
	ck_assert_int_eq(c.hold_ms, 2000);
	ck_assert_int_eq(call_talk_ms(&c, 99999), 2000);
	ck_assert_int_eq(c.outcome, CALL_END_ANSWERED);
	move(&c, CALL_ENDED, 7000);
	ck_assert_int_eq(c.answered_at, 2000);
	ck_assert_int_eq(c.ended_at, 6000);
	ck_assert_int_eq(c.wrapped_at, 7000);
}
END_TEST

START_TEST(call__move__abandoned_was_never_answered)
{
	struct call c = {.offered_at = 1000};
	move(&c, CALL_ENDED, 2000);
	ck_assert_int_eq(c.outcome, CALL_END_ABANDONED);
	ck_assert_int_eq(c.answered_at, 0);
	ck_assert_int_eq(c.wrapped_at, 0);
	ck_assert_int_eq(call_talk_ms(&c, 3000), 0);
}
END_TEST

START_TEST(call__move__refuses_what_cannot_be)
{
	struct err err = {0};
	struct call c = {.state = CALL_ENDED};
	ck_assert_int_eq(call_move(&c, CALL_TALKING, 1, &err), RC_INVALID);
	c.state = CALL_RINGING;
	ck_assert_int_eq(call_move(&c, CALL_HELD, 1, &err), RC_INVALID);
	ck_assert_int_eq(c.state, CALL_RINGING);
}
END_TEST

START_TEST(call__talk__clock_set_back_is_not_negative)
{
	struct call c = {.offered_at = 1000};
	move(&c, CALL_TALKING, 5000);
	move(&c, CALL_HELD, 4000);
	move(&c, CALL_TALKING, 3000);
	ck_assert_int_eq(c.hold_ms, 0);
	ck_assert_int_eq(call_talk_ms(&c, 2000), 0);
}
END_TEST

Suite *suite_call(void);
Suite *suite_call(void)
{
	Suite *s = suite_create("call");
	TCase *tc = tcase_create("call");
	tcase_add_test(tc, call__move__times_of_a_whole_call);
	tcase_add_test(tc, call__move__abandoned_was_never_answered);
	tcase_add_test(tc, call__move__refuses_what_cannot_be);
	tcase_add_test(tc, call__talk__clock_set_back_is_not_negative);
	suite_add_tcase(s, tc);
	return s;
}
