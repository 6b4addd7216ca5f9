/* Whatever shows marks feeds the acts on several cases; whatever cannot, shows none. */
#include "unit/view/support_console.h"

#include <check.h>
#include <string.h>

Suite *suite_marks(void);

static const char *top(void)
{
	const struct view *view = console_focused(test_con);
	return view->class->name;
}

static void sit(void)
{
	test_console_run("type ana");
	test_console_run("press Enter");
}

START_TEST(mine__marks__are_counted_and_f9_acts_on_them)
{
	sit();
	test_console_run("press 6");
	ck_assert_str_eq(top(), "mine");
	test_console_run("press Space Space");
	test_console_run("expect 2 marked of");
	test_console_run("press F9");
	ck_assert_str_eq(top(), "bulk");
	test_console_run("expect 2 cases: ");
	test_console_run("press Esc");
	test_console_run("press Esc");
	test_console_run("expect-not marked of");
	test_console_run("press F9");
	ck_assert_str_eq(top(), "palette");
}
END_TEST

START_TEST(mine__letter__means_the_marked_rows)
{
	sit();
	test_console_run("press 6 Space Space x");
	ck_assert_str_eq(top(), "bulk");
	test_console_run("expect 2 cases: ");
	test_console_run("press Esc Esc x");
	test_console_run("expect-not 2 cases: "); /* positive control: without marks, one */
}
END_TEST

START_TEST(history__space__shows_no_mark)
{
	sit();
	test_console_take();
	test_console_run("press F4 Space a");
	ck_assert_str_eq(top(), "history");
	test_console_run("expect-not *");
	console_command(test_con, "marked");
	ck_assert_ptr_nonnull(strstr(test_con->message, "Nothing is marked"));
}
END_TEST

Suite *suite_marks(void)
{
	Suite *s = suite_create("marks");
	TCase *tc = tcase_create("console");
	tcase_add_checked_fixture(tc, test_console_open, test_console_close);
	tcase_add_test(tc, mine__marks__are_counted_and_f9_acts_on_them);
	tcase_add_test(tc, mine__letter__means_the_marked_rows);
	tcase_add_test(tc, history__space__shows_no_mark);
	suite_add_tcase(s, tc);
	return s;
}
