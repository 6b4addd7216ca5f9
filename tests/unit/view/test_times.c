/* Times as they are typed at the desk, in its language. */
#include "unit/view/support_console.h"

#include "carrel/term.h"

#include "support/support_words.h"

#include <check.h>
#include <string.h>

Suite *suite_times(void);

static void says(const char *words)
{
	const char *said = test_con->message ? test_con->message : "";
	ck_assert_msg(strstr(said, words) != NULL, "“%s” says no “%s”", said, words);
}

/* A call with a case of its own, its window of outcomes open. */
static void call_in(const char *language)
{
	support_words_use(language);
	test_console_run("type ana");
	test_console_run("press Enter F2 F5");
	test_console_run("type Line down");
	test_console_run("press F8 4");
}

static void close_words(void)
{
	support_words_use("en");
	test_console_close();
}

START_TEST(outcome__callback__another_time_is_written)
{
	call_in("en");
	test_console_run("press 7");
	ck_assert_uint_eq(test_con->npopups, 1);
	test_console_run("type soonish");
	test_console_run("press Enter");
	says("tomorrow 9:30"); /* the window stays, with its examples */
	ck_assert_uint_eq(test_con->npopups, 1);
	test_console_run("press Ctrl-U");
	test_console_run("type 2020-01-01");
	test_console_run("press Enter");
	says("That time is past");
	test_console_run("press Ctrl-U");
	test_console_run("type tomorrow 10:00");
	test_console_run("press Enter");
	says("22 Nov 10:00");
	ck_assert_uint_eq(test_con->npopups, 0);
}
END_TEST

START_TEST(outcome__callback__another_time_in_catalan)
{
	call_in("ca");
	test_console_run("press 7");
	test_console_run("type demà a les 10");
	test_console_run("press Enter");
	says("22 nov 10:00");
	ck_assert_uint_eq(test_con->npopups, 0);
}
END_TEST

START_TEST(snooze__words__a_time_of_two_words_and_what_then)
{
	call_in("ca");
	test_console_run("press Esc");
	test_console_run("snooze dimarts 10:00 trucar-li");
	says("dt 25 nov 10:00");
}
END_TEST

Suite *suite_times(void)
{
	Suite *s = suite_create("times");
	TCase *tc = tcase_create("console");
	tcase_add_checked_fixture(tc, test_console_open, close_words);
	tcase_add_test(tc, outcome__callback__another_time_is_written);
	tcase_add_test(tc, outcome__callback__another_time_in_catalan);
	tcase_add_test(tc, snooze__words__a_time_of_two_words_and_what_then);
	suite_add_tcase(s, tc);
	return s;
}
