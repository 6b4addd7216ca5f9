/* A word while the store is held, over the frame before; keys wait, and so does a refusal. */
#include "unit/view/support_console.h"

#include "app/console_private.h"
#include "carrel/term.h"

#include <check.h>
#include <string.h>

static void typed(const char *bytes)
{
	term_null_input(test_con->term, bytes, strlen(bytes), 0);
}

START_TEST(busy__word__once_a_second_and_gone_with_the_next_frame)
{
	test_console_take();
	size_t frames = term_null_frames(test_con->term);
	console_patience(test_con, 5000);
	console_store_waits(test_con, 1040);
	ck_assert_uint_eq(term_null_frames(test_con->term), frames + 1);
	test_console_run("expect The store is busy, 1 s");
	test_console_run("expect 3 Case"); /* nothing else went */
}
END_TEST

START_TEST(busy__ticks__one_frame_a_second)
{
	test_console_take();
	size_t frames = term_null_frames(test_con->term);
	console_patience(test_con, 5000);
	for (int64_t ms = 1000; ms < 4000; ms += 100)
		console_store_waits(test_con, ms);
	ck_assert_uint_eq(term_null_frames(test_con->term), frames + 3);
	ck_assert(test_con->dirty);
	console_turn(test_con, 0);
	test_console_run("expect-not The store is busy");
}
END_TEST

START_TEST(busy__typed__waits_and_comes_after)
{
	test_console_take();
	typed("kept");
	console_store_waits(test_con, 1200);
	ck_assert_str_eq(test_console_note(), "");
	console_turn(test_con, 0);
	ck_assert_str_eq(test_console_note(), "kept");
}
END_TEST

START_TEST(busy__refusal__is_seen_whatever_was_typed_ahead)
{
	struct err err = {0};
	test_console_take();
	(void)err_set(&err, RC_BUSY, "The store is busy: refused");
	console_error(test_con, &err);
	typed("ab");
	console_turn(test_con, 0);
	test_console_run("expect refused");
	typed("c");
	console_turn(test_con, 0);
	test_console_run("expect-not refused");
	ck_assert_str_eq(test_console_note(), "abc");
}
END_TEST

Suite *suite_busy(void);
Suite *suite_busy(void)
{
	Suite *s = suite_create("busy");
	TCase *tc = tcase_create("busy");
	tcase_add_checked_fixture(tc, test_console_open, test_console_close);
	tcase_add_test(tc, busy__word__once_a_second_and_gone_with_the_next_frame);
	tcase_add_test(tc, busy__ticks__one_frame_a_second);
	tcase_add_test(tc, busy__typed__waits_and_comes_after);
	tcase_add_test(tc, busy__refusal__is_seen_whatever_was_typed_ahead);
	suite_add_tcase(s, tc);
	return s;
}
