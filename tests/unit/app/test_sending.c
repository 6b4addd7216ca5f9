/* What keeps a reply from going out, and what is only told. */
#include "carrel/arena.h"
#include "carrel/sending.h"

#include <check.h>
#include <string.h>

Suite *suite_sending(void);

static struct arena *arena;
static struct err err;

static void set_up(void)
{
	arena = arena_new();
	err = (struct err){0};
}

static void tear_down(void)
{
	arena_free(&arena);
}

START_TEST(sending__check__an_open_blank_is_named)
{
	ck_assert_int_eq(sending_check(NULL, "You get {amount} back.", arena, &err), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "{amount} is open"));
	ck_assert_int_eq(sending_check(NULL, "You get 12,50 € back.", arena, &err), RC_OK);
}
END_TEST

START_TEST(sending__check__a_placeholder_says_what_it_stands_for)
{
	ck_assert_int_eq(sending_check(NULL, "Dear {customer.first},", arena, &err), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "{customer.first} (The customer's first name)"));
}
END_TEST

START_TEST(sending__check__each_once_and_not_more_than_three)
{
	ck_assert_int_eq(sending_check(NULL, "{a} {b} {a} {c} {d} {e}", arena, &err), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "{a}, {b}, {c} … is open"));
	ck_assert_ptr_null(strstr(err.text, "{d}"));
}
END_TEST

START_TEST(sending__check__a_lone_brace_is_text)
{
	ck_assert_int_eq(sending_check(NULL, "if (x) { y; }", arena, &err), RC_OK);
	ck_assert_int_eq(sending_check(NULL, "", arena, &err), RC_OK);
	ck_assert_int_eq(sending_check(NULL, "if (x) { y } {day}", arena, &err), RC_INVALID);
}
END_TEST

START_TEST(sending__mind__emoji_by_channel_where_no_text_says_otherwise)
{
	ck_assert_str_eq(sending_mind(NULL, TEXT_MAIL, "Thank you", arena), "");
	ck_assert_ptr_nonnull(strstr(sending_mind(NULL, TEXT_MAIL, "Thank you 🙂", arena), "1"));
	ck_assert_str_eq(sending_mind(NULL, TEXT_CHAT, "Thank you 🙂", arena), "");
	ck_assert_ptr_nonnull(strstr(sending_mind(NULL, TEXT_CHAT, "🙂 you 🙂", arena), "2"));
}
END_TEST

Suite *suite_sending(void)
{
	Suite *s = suite_create("sending");
	TCase *t = tcase_create("sending");
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, sending__check__an_open_blank_is_named);
	tcase_add_test(t, sending__check__a_placeholder_says_what_it_stands_for);
	tcase_add_test(t, sending__check__each_once_and_not_more_than_three);
	tcase_add_test(t, sending__check__a_lone_brace_is_text);
	tcase_add_test(t, sending__mind__emoji_by_channel_where_no_text_says_otherwise);
	suite_add_tcase(s, t);
	return s;
}
