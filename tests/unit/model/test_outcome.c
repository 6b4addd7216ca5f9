#include "carrel/outcome.h"

#include <check.h>
#include <stddef.h>

START_TEST(outcome__find__by_id_and_digit)
{
	ck_assert_str_eq(outcome_find(outcome_builtin, "solved")->id, "solved");
	ck_assert_str_eq(outcome_find(outcome_builtin, "6")->id, "wrong_number");
	ck_assert_ptr_null(outcome_find(outcome_builtin, "0"));
	ck_assert_ptr_null(outcome_find(outcome_builtin, "66"));
	ck_assert_ptr_null(outcome_find(outcome_builtin, "sol"));
	ck_assert_ptr_null(outcome_find(outcome_builtin, ""));
	ck_assert_ptr_null(outcome_find(outcome_builtin, NULL));
}
END_TEST

START_TEST(outcome__builtin__open_states_have_a_next_step)
{
	int seen[10] = {0};
	for (const struct outcome *o = outcome_builtin; o->id != NULL; o++) {
		ck_assert_ptr_nonnull(o->title);
		if (o->digit > 0)
			ck_assert_int_eq(seen[o->digit]++, 0);
		if (o->moves_case && casefile_is_open(o->to)) {
			ck_assert_ptr_nonnull(o->next_action);
			ck_assert_int_gt(o->next_after_ms, 0);
		}
	}
	ck_assert_int_eq(seen[1], 1);
}
END_TEST

Suite *suite_outcome(void);
Suite *suite_outcome(void)
{
	Suite *s = suite_create("outcome");
	TCase *tc = tcase_create("outcome");
	tcase_add_test(tc, outcome__find__by_id_and_digit);
	tcase_add_test(tc, outcome__builtin__open_states_have_a_next_step);
	suite_add_tcase(s, tc);
	return s;
}
