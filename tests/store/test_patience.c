/* How long a handle waits for others, and when somebody is told: numbers only, no clock. */
#include "store/patience.h"

#include <check.h>

Suite *suite_patience(void);

static int told;
static int64_t told_ms;

static void waits(void *arg, int64_t waited_ms)
{
	ck_assert_ptr_eq(arg, &told);
	told++;
	told_ms = waited_ms;
}

static struct patience listened(void)
{
	told = 0;
	return (struct patience){.waits = waits, .arg = &told};
}

START_TEST(patience__nobody_told__each_wait_has_all)
{
	struct patience p = {0};
	ck_assert_int_eq(patience_of(&p), STORE_PATIENCE_MS);
	ck_assert_int_lt(patience_quiet_ms(&p, 0), 0);
	patience_tick(&p, 4000); /* nobody there to be told */
	patience_spend(&p, 4000);
	ck_assert_int_eq(patience_of(&p), STORE_PATIENCE_MS);
}
END_TEST

START_TEST(patience__tick__not_in_the_first_second)
{
	struct patience p = listened();
	ck_assert_int_eq(patience_quiet_ms(&p, 0), STORE_TELL_MS);
	ck_assert_int_eq(patience_quiet_ms(&p, 400), STORE_TELL_MS - 400);
	ck_assert_int_eq(patience_quiet_ms(&p, 3000), STORE_TICK_MS);
	patience_tick(&p, STORE_TELL_MS - 1);
	ck_assert_int_eq(told, 0);
	patience_tick(&p, STORE_TELL_MS);
	ck_assert_int_eq(told, 1);
	ck_assert_int_eq(told_ms, STORE_TELL_MS);
}
END_TEST

/* Two waits of one key are one to whoever pressed it. */
START_TEST(patience__shared__is_spent_and_told_in_all)
{
	struct patience p = listened();
	patience_give(&p, 2000);
	ck_assert_int_eq(patience_of(&p), 2000);
	patience_spend(&p, 900);
	ck_assert_int_eq(patience_of(&p), 1100);
	patience_tick(&p, 99);
	ck_assert_int_eq(told, 0);
	patience_tick(&p, 100);
	ck_assert_int_eq(told, 1);
	ck_assert_int_eq(told_ms, 1000);
	patience_spend(&p, 1100);
	ck_assert_int_eq(patience_of(&p), STORE_PATIENCE_LEAST_MS);
	patience_give(&p, 2000);
	ck_assert_int_eq(patience_of(&p), 2000);
	patience_give(&p, -1);
	ck_assert_int_eq(patience_of(&p), STORE_PATIENCE_MS);
}
END_TEST

Suite *suite_patience(void)
{
	Suite *s = suite_create("patience");
	TCase *tc = tcase_create("patience");
	tcase_add_test(tc, patience__nobody_told__each_wait_has_all);
	tcase_add_test(tc, patience__tick__not_in_the_first_second);
	tcase_add_test(tc, patience__shared__is_spent_and_told_in_all);
	suite_add_tcase(s, tc);
	return s;
}
