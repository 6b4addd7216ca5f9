/* test_suggest_quality.c - suggestions keep what they once reached, where the collections are. */
#include "bench/support_suggest.h"

#include <check.h>
#include <stdio.h>

START_TEST(suggest_quality__banking77__first_and_first_five)
{
	struct quality q;
	if (!quality_banking(SPLIT_TEST, NULL, &q)) {
		puts("skip: no banking77 (CARREL_SHARED, or ../shared)");
		return;
	}
	ck_assert_uint_eq(q.learnt, 8033);
	ck_assert_uint_eq(q.n, 1970);
	ck_assert_msg(q.top1 >= 80, "first: %.2f %%", q.top1);
	ck_assert_msg(q.top5 >= 95, "in the first five: %.2f %%", q.top5);
	quality_fini(&q);
}
END_TEST

START_TEST(suggest_quality__star__first_five)
{
	struct quality q;
	if (!quality_star(SPLIT_TEST, NULL, _i == 0, &q)) {
		puts("skip: no STAR (CARREL_SHARED, or ../shared)");
		return;
	}
	ck_assert_uint_gt(q.n, 500);
	ck_assert_msg(q.top5 >= 70, "in the first five: %.2f %%", q.top5);
	quality_fini(&q);
}
END_TEST

Suite *suite_suggest_quality(void);
Suite *suite_suggest_quality(void)
{
	Suite *s = suite_create("suggest_quality");
	TCase *tc = tcase_create("suggest_quality");
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, suggest_quality__banking77__first_and_first_five);
	tcase_add_loop_test(tc, suggest_quality__star__first_five, 0, 2);
	suite_add_tcase(s, tc);
	return s;
}
