#include "carrel/staged.h"

#include <check.h>
#include <string.h>

Suite *suite_staged(void);

static struct staged *staged;

static void set_up(void)
{
	staged = NULL;
}

static void tear_down(void)
{
	staged_free(&staged);
}

/* All of them, "a | b". */
static const char *shown(void)
{
	static char text[512];
	text[0] = '\0';
	for (size_t i = 0; i < staged_count(staged); i++) {
		if (i > 0)
			strncat(text, " | ", sizeof(text) - strlen(text) - 1);
		strncat(text, staged_at(staged, i), sizeof(text) - strlen(text) - 1);
	}
	return text;
}

START_TEST(staged__count__of_nothing)
{
	ck_assert_uint_eq(staged_count(NULL), 0);
	staged_clear(NULL);
	ck_assert(staged_add(&staged, "undo"));
	ck_assert_uint_eq(staged_count(staged), 1);
}
END_TEST

START_TEST(staged__add__what_ends_the_work_stands_last)
{
	staged_add(&staged, "outcome waiting_us");
	staged_add(&staged, "follow-up 2d");
	staged_add(&staged, "identify");
	ck_assert_str_eq(shown(), "follow-up 2d | identify | outcome waiting_us");
}
END_TEST

START_TEST(staged__add__the_same_again_stands_once)
{
	ck_assert(staged_add(&staged, "follow-up 2d"));
	ck_assert(!staged_add(&staged, "follow-up 2d"));
	ck_assert(staged_add(&staged, "follow-up 3d"));
	ck_assert_str_eq(shown(), "follow-up 2d | follow-up 3d");
}
END_TEST

START_TEST(staged__add__no_more_than_have_a_digit)
{
	char command[] = "follow-up 1d";
	for (char digit = '1'; digit <= '9'; digit++) {
		command[10] = digit;
		ck_assert(staged_add(&staged, command));
	}
	ck_assert(!staged_add(&staged, "undo"));
	ck_assert_uint_eq(staged_count(staged), 9);
}
END_TEST

START_TEST(staged__set__changes_or_leaves_out)
{
	staged_add(&staged, "follow-up 2d");
	staged_add(&staged, "outcome solved");
	staged_set(staged, 0, "follow-up 5d call back");
	ck_assert_str_eq(shown(), "follow-up 5d call back | outcome solved");
	staged_set(staged, 1, "  ");
	ck_assert_str_eq(shown(), "follow-up 5d call back");
}
END_TEST

START_TEST(staged__clear__can_be_filled_again)
{
	staged_add(&staged, "outcome solved");
	staged_clear(staged);
	ck_assert_uint_eq(staged_count(staged), 0);
	ck_assert(staged_add(&staged, "outcome solved"));
}
END_TEST

START_TEST(staged__check__a_command_that_is_none_names_a_near_one)
{
	struct err err = {0};
	ck_assert_int_eq(staged_check("outcome solved", &err), RC_OK);
	ck_assert_int_eq(staged_check("outcom solved", &err), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "outcome"));
	ck_assert_int_eq(staged_check("xyzzy", &err), RC_INVALID);
	ck_assert_int_eq(staged_check("outcome \"solved", &err), RC_INVALID);
}
END_TEST

Suite *suite_staged(void)
{
	Suite *s = suite_create("staged");
	TCase *t = tcase_create("staged");
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, staged__count__of_nothing);
	tcase_add_test(t, staged__add__what_ends_the_work_stands_last);
	tcase_add_test(t, staged__add__the_same_again_stands_once);
	tcase_add_test(t, staged__add__no_more_than_have_a_digit);
	tcase_add_test(t, staged__set__changes_or_leaves_out);
	tcase_add_test(t, staged__clear__can_be_filled_again);
	tcase_add_test(t, staged__check__a_command_that_is_none_names_a_near_one);
	suite_add_tcase(s, t);
	return s;
}
