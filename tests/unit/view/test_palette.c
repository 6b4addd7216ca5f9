/* F9: a command that cannot run without words waits for them and says which. */
#include "unit/view/support_console.h"

#include <check.h>
#include <string.h>

Suite *suite_palette(void);

START_TEST(palette__needs_words__waits_and_says_which)
{
	test_console_run("press F9");
	test_console_run("type case-merge");
	test_console_run("press Enter");
	test_console_run("expect case-merge CASE INTO");
	test_console_run("press Esc F9");
	test_console_run("type identified");
	test_console_run("press Enter");
	test_console_run("expect identified CUSTOMER-ID");
	test_console_run("type 99999999");
	test_console_run("press Enter");
	ck_assert_ptr_nonnull(test_con->message);
	test_console_run("expect-not identified CUSTOMER-ID");
}
END_TEST

/* What was used last stands on top until somebody types: then what fits best does. */
START_TEST(palette__typed__the_best_match_has_the_cursor)
{
	test_console_run("press Enter");
	test_console_run("press F9");
	test_console_run("type ready");
	test_console_run("press Enter");
	test_console_run("press F9");
	test_console_run("type read");
	test_console_run("expect >read ");
}
END_TEST

START_TEST(palette__command_of_the_shell__says_where_it_works)
{
	test_console_run("press F9");
	test_console_run("type demo");
	test_console_run("expect works only in a shell: carrel demo");
	test_console_run("press Enter");
	test_console_run("expect works only in a shell: carrel demo");
	test_console_run("press Esc F9");
	test_console_run("type zzz");
	test_console_run("expect No such command");
}
END_TEST

Suite *suite_palette(void)
{
	Suite *s = suite_create("palette");
	TCase *t = tcase_create("palette");
	tcase_add_checked_fixture(t, test_console_open, test_console_close);
	tcase_add_test(t, palette__needs_words__waits_and_says_which);
	tcase_add_test(t, palette__typed__the_best_match_has_the_cursor);
	tcase_add_test(t, palette__command_of_the_shell__says_where_it_works);
	suite_add_tcase(s, t);
	return s;
}
