#include "carrel/casefile.h"

#include "carrel/arena.h"

#include <check.h>
#include <stddef.h>
#include <string.h>

START_TEST(casefile__move__sets_and_clears_times)
{
	struct casefile c = {.state = CASE_OPEN, .subject = "x"};
	struct err err = {0};
	ck_assert_int_eq(casefile_move(&c, CASE_SOLVED, 10, &err), RC_OK);
	ck_assert_int_eq(c.solved_at, 10);
	ck_assert_int_eq(casefile_move(&c, CASE_CLOSED, 20, &err), RC_OK);
	ck_assert_int_eq(c.solved_at, 10);
	ck_assert_int_eq(c.closed_at, 20);
	ck_assert_int_eq(casefile_move(&c, CASE_OPEN, 30, &err), RC_OK);
	ck_assert_int_eq(c.solved_at, 0);
	ck_assert_int_eq(c.closed_at, 0);
	ck_assert_int_eq(c.updated_at, 30);
}
END_TEST

START_TEST(casefile__move__staying_is_no_move)
{
	struct casefile c = {.state = CASE_SOLVED, .solved_at = 5};
	struct err err = {0};
	ck_assert_int_eq(casefile_move(&c, CASE_SOLVED, 10, &err), RC_OK);
	ck_assert_int_eq(c.solved_at, 5);
}
END_TEST

START_TEST(casefile__move__refusal_names_states_and_ways)
{
	struct casefile c = {.state = CASE_CLOSED};
	struct err err = {0};
	ck_assert_int_eq(casefile_move(&c, CASE_SOLVED, 10, &err), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "closed"));
	ck_assert_ptr_nonnull(strstr(err.text, "solved"));
	ck_assert_ptr_nonnull(strstr(err.text, "open"));
	ck_assert_int_eq(c.state, CASE_CLOSED);
}
END_TEST

START_TEST(casefile__may_become__every_state_can_be_left_and_reopened)
{
	for (int from = CASE_NEW; from <= CASE_CLOSED; from++) {
		int ways = 0;
		for (int to = CASE_NEW; to <= CASE_CLOSED; to++)
			ways += casefile_may_become(from, to);
		ck_assert_int_gt(ways, 0);
		ck_assert(!casefile_may_become(from, CASE_NEW));
		ck_assert(!casefile_may_become(from, from));
		ck_assert(from == CASE_OPEN || casefile_may_become(from, CASE_OPEN));
	}
}
END_TEST

START_TEST(casefile__check__open_needs_owner_action_and_date)
{
	struct err err = {0};
	struct casefile good = {.state = CASE_OPEN,
		.subject = "Router",
		.queue_id = 1,
		.next_action = "Call",
		.next_at = 1};
	ck_assert_int_eq(casefile_check(&good, &err), RC_OK);
	struct casefile c = good;
	c.queue_id = 0;
	ck_assert_int_eq(casefile_check(&c, &err), RC_INVALID);
	c.owner_id = 2;
	ck_assert_int_eq(casefile_check(&c, &err), RC_OK);
	c.next_action = "";
	ck_assert_int_eq(casefile_check(&c, &err), RC_INVALID);
	c = good;
	c.next_at = 0;
	ck_assert_int_eq(casefile_check(&c, &err), RC_INVALID);
	c = good;
	c.subject = NULL;
	ck_assert_int_eq(casefile_check(&c, &err), RC_INVALID);
	struct casefile solved = {.state = CASE_SOLVED, .subject = "Router"};
	ck_assert_int_eq(casefile_check(&solved, &err), RC_OK);
}
END_TEST

START_TEST(casefile__subject_of__a_line_cut_between_words)
{
	struct arena *a = arena_new();
	ck_assert_str_eq(casefile_subject_of("\n  Router offline \nand more", a), "Router offline");
	ck_assert_str_eq(casefile_subject_of(" \n\t", a), "");
	const char *cut = casefile_subject_of(
		"The caller says that the line drops every evening at nine and comes back in the "
		"morning",
		a);
	ck_assert_str_eq(cut,
		"The caller says that the line drops every evening at nine and comes back in the…");
	ck_assert_uint_eq(
		strlen(casefile_subject_of("àààààààààààààààààààààààààààààààààààààààààààààà"
					   "àààààààààààààààààààààààààààààààààààààààààààààà",
			a)),
		2 * CASEFILE_SUBJECT_MAX + strlen("…"));
	arena_free(&a);
}
END_TEST

/* Standing across the cut, where half of it would be no card number any more. */
START_TEST(casefile__subject_of__no_half_card_number)
{
	struct arena *a = arena_new();
	const char *whole = casefile_subject_of("pays with 4111 1111 1111 1111", a);
	ck_assert_ptr_null(strstr(whole, "4111"));
	ck_assert_ptr_nonnull(strstr(whole, "pays with"));
	const char *cut = casefile_subject_of(
		"The customer reads it out over the telephone line, very slowly: 4111111111111111 "
		"today",
		a);
	ck_assert_ptr_null(strstr(cut, "4111111"));
	ck_assert_ptr_nonnull(strstr(cut, "very slowly"));
	arena_free(&a);
}
END_TEST

START_TEST(casefile__name__only_what_nobody_named)
{
	struct arena *a = arena_new();
	struct casefile c = {.subject = "New case", .untitled = true};
	casefile_name(&c, " \n", a);
	ck_assert(c.untitled);
	casefile_name(&c, NULL, a);
	ck_assert_str_eq(c.subject, "New case");
	casefile_name(&c, "Router offline\nLED red", a);
	ck_assert_str_eq(c.subject, "Router offline");
	ck_assert(!c.untitled);
	casefile_name(&c, "Something else", a);
	ck_assert_str_eq(c.subject, "Router offline");
	arena_free(&a);
}
END_TEST

Suite *suite_casefile(void);
Suite *suite_casefile(void)
{
	Suite *s = suite_create("casefile");
	TCase *tc = tcase_create("casefile");
	tcase_add_test(tc, casefile__move__sets_and_clears_times);
	tcase_add_test(tc, casefile__move__staying_is_no_move);
	tcase_add_test(tc, casefile__move__refusal_names_states_and_ways);
	tcase_add_test(tc, casefile__may_become__every_state_can_be_left_and_reopened);
	tcase_add_test(tc, casefile__check__open_needs_owner_action_and_date);
	tcase_add_test(tc, casefile__subject_of__a_line_cut_between_words);
	tcase_add_test(tc, casefile__subject_of__no_half_card_number);
	tcase_add_test(tc, casefile__name__only_what_nobody_named);
	suite_add_tcase(s, tc);
	return s;
}
