/* F3: keys typed ahead of the answer act on what was typed, not on what was on the screen. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/keys.h"
#include "carrel/store_screen.h"
#include "unit/view/support_console.h"

#include <check.h>
#include <string.h>

Suite *suite_find_window(void);

static const char name[] = "mar"; /* of several people */

/* What the window of the customer in this row says first. */
static void expect_shown(size_t row)
{
	struct find_row *rows;
	size_t n;
	struct err err = {0};
	ck_assert_int_eq(store_find(test_app.store, name, app_region(&test_app), 9, test_app.arena,
				 &rows, &n, &err),
		RC_OK);
	ck_assert_uint_gt(n, row);
	ck_assert(console_has_popup(test_con, "output"));
	ck_assert(!console_has_popup(test_con, "find"));
	test_console_run(arena_printf(
		test_app.arena, "expect Customer #%lld", (long long)rows[row].customer_id));
	test_console_run(arena_printf(test_app.arena, "expect %s", rows[row].title));
}

/* As they come in one read of the terminal: no frame in between. */
static void burst(const char *letters, enum key_kind last)
{
	for (; *letters; letters++)
		console_key(
			test_con, &(struct key){.kind = KEY_CHAR, .rune = (unsigned char)*letters});
	console_key(test_con, &(struct key){.kind = last});
}

START_TEST(find_window__typed_ahead__enter_waits_for_the_answer)
{
	test_console_run("press Enter");
	test_console_run("press F3");
	burst(name, KEY_ENTER);
	console_turn(test_con, 0);
	expect_shown(0);
}
END_TEST

START_TEST(find_window__typed_ahead__down_moves_in_the_new_rows)
{
	test_console_run("press Enter");
	test_console_run("press F3");
	burst(name, KEY_DOWN);
	burst("", KEY_ENTER);
	console_turn(test_con, 0);
	expect_shown(1);
}
END_TEST

START_TEST(find_window__taken_back__nothing_is_found_for_nothing)
{
	test_console_run("press Enter");
	test_console_run("press F3");
	burst("gar", KEY_BACKSPACE);
	burst("", KEY_BACKSPACE);
	burst("", KEY_BACKSPACE);
	console_turn(test_con, 0);
	test_console_run("expect Number, name, mail, case, order or words.");
}
END_TEST

Suite *suite_find_window(void)
{
	Suite *s = suite_create("find_window");
	TCase *t = tcase_create("find_window");
	tcase_add_checked_fixture(t, test_console_open, test_console_close);
	tcase_add_test(t, find_window__typed_ahead__enter_waits_for_the_answer);
	tcase_add_test(t, find_window__typed_ahead__down_moves_in_the_new_rows);
	tcase_add_test(t, find_window__taken_back__nothing_is_found_for_nothing);
	suite_add_tcase(s, t);
	return s;
}
