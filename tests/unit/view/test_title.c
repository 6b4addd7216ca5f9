/* The title of the terminal's window: the state of the person, and nobody's name. */
#include "unit/view/support_console.h"

#include "carrel/term.h"

#include <check.h>

static const char *title(void)
{
	return term_null_title(test_con->term);
}

START_TEST(title__states__follow_and_say_no_name)
{
	test_console_run("expect Ana Romero");
	ck_assert_str_eq(title(), "carrel");
	test_console_run("press Enter");
	test_console_run("ready");
	ck_assert_str_eq(title(), "Ready - carrel");
	test_console_run("next");
	ck_assert_str_eq(title(), "On call - carrel");
	ck_assert_str_ne(test_con->desk->pop.customer.name, "");
	test_console_run("hold");
	ck_assert_str_eq(title(), "ON HOLD - carrel");
	test_console_run("hangup");
	ck_assert_str_eq(title(), "Wrap-up - carrel");
	test_console_run("outcome solved");
	test_console_run("sign-off");
	ck_assert_str_eq(title(), "carrel");
}
END_TEST

START_TEST(title__terminal_of_ascii__is_left_alone)
{
	test_con->term->ascii = true;
	test_console_run("press Enter");
	test_console_run("ready");
	ck_assert_str_eq(title(), "carrel");
	test_con->term->ascii = false;
	test_console_run("break");
	ck_assert_str_eq(title(), "Break - carrel");
}
END_TEST

Suite *suite_title(void);
Suite *suite_title(void)
{
	Suite *s = suite_create("title");
	TCase *tc = tcase_create("title");
	tcase_add_checked_fixture(tc, test_console_open, test_console_close);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, title__states__follow_and_say_no_name);
	tcase_add_test(tc, title__terminal_of_ascii__is_left_alone);
	suite_add_tcase(s, tc);
	return s;
}
