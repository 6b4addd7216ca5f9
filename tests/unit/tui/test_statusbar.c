#include "carrel/statusbar.h"
#include "unit/tui/support_tui.h"
#include <check.h>
#include <string.h>

static const struct status_part parts[] = {
	{.text = "ON CALL 02:13", .rank = 9, .style = STYLE_STATUS_CALL},
	{.text = "+1 555 010 7788", .rank = 5},
	{.text = "Billing", .rank = 3},
	{.text = "waiting 7", .brief = "w 7", .rank = 7, .right = true},
	{.text = "longest 03:41 !", .rank = 6, .right = true},
	{.text = NULL, .rank = 8, .right = true},
	{.text = "14:05", .rank = 1, .right = true},
};

static const char *status(int cols)
{
	struct grid *grid = grid_new(1, cols);
	statusbar_paint(grid, grid_area(grid), STYLE_STATUS, parts, 7);
	return grid_said_last(grid);
}

START_TEST(statusbar__paint__drops_the_least)
{
	ck_assert_str_eq(status(80),
		" ON CALL 02:13  +1 555 010 7788  Billing      waiting 7  longest 03:41 !  "
		"14:05\n");
	ck_assert_str_eq(status(72),
		" ON CALL 02:13  +1 555 010 7788  Billing    w 7  longest 03:41 !  14:05\n");
	ck_assert_str_eq(
		status(60), " ON CALL 02:13  +1 555 010 7788        w 7  longest 03:41 !\n");
	ck_assert_str_eq(status(24), " ON CALL 02:13      w 7\n");
	ck_assert_str_eq(status(16), " ON CALL 02:13\n");
	ck_assert_str_eq(status(8), " ON CALL\n");
}
END_TEST

static struct hint hints[] = {
	{"F1", "Help", HINT_PINNED, false, false},
	{"F2", "Answer", 9, false, false},
	{"F3", "Find", 8, false, false},
	{"F6", "Canned", 5, false, false},
	{"F7", "Hold", 4, false, false},
	{"F9", "All", HINT_PINNED, false, false},
	{"?", "Keys", HINT_PINNED, true, false},
};

static const char *bar(int cols)
{
	struct grid *grid = grid_new(1, cols);
	hintbar_paint(grid, grid_area(grid), hints, 7);
	return grid_said_last(grid);
}

START_TEST(hintbar__paint__pinned_stay_last)
{
	ck_assert_str_eq(bar(72),
		" F1 Help  F2 Answer  F3 Find  F6 Canned  F7 Hold  F9 All          ? Keys\n");
	ck_assert_str_eq(bar(52), " F1Help F2Answer F3Find F6Canned F7Hold F9All  ?Keys\n");
	ck_assert_str_eq(bar(40), " F1Help F2Answer F3Find F9All      ?Keys\n");
	ck_assert_str_eq(bar(20), " F1Help F9All  ?Keys\n");
	ck_assert_str_eq(bar(18), " F1 F9           ?\n");
}
END_TEST

START_TEST(hintbar__paint__pressed_is_marked)
{
	hints[3].pressed = true;
	ck_assert_str_eq(bar(52), " F1Help F2Answer F3Find>F6Canned<F7Hold F9All  ?Keys\n");
	hints[3].pressed = false;
}
END_TEST

START_TEST(hintbar__paint__any_width)
{
	for (int cols = 1; cols < 100; cols++) {
		ck_assert_uint_gt(strlen(bar(cols)), 0);
		ck_assert_uint_gt(strlen(status(cols)), 0);
	}
}
END_TEST

START_TEST(hintbar__at__finds_what_is_painted)
{
	const int n = (int)(sizeof(hints) / sizeof(hints[0]));
	for (int cols = 20; cols < 90; cols++) {
		const struct rect row = {0, 0, 1, cols};
		const char *line = bar(cols);
		for (int i = 0; i < n; i++) {
			const char *at = strstr(line, hints[i].key);
			if (at)
				ck_assert_int_eq(hintbar_at(row, hints, n, (int)(at - line)), i);
		}
		ck_assert_int_eq(hintbar_at(row, hints, n, 0), -1);
		ck_assert_int_eq(hintbar_at(row, hints, n, cols), -1);
	}
}
END_TEST

Suite *suite_statusbar(void);
Suite *suite_statusbar(void)
{
	Suite *s = suite_create("statusbar");
	TCase *tc = tcase_create("core");
	tcase_add_test(tc, statusbar__paint__drops_the_least);
	tcase_add_test(tc, hintbar__paint__pinned_stay_last);
	tcase_add_test(tc, hintbar__paint__pressed_is_marked);
	tcase_add_test(tc, hintbar__paint__any_width);
	tcase_add_test(tc, hintbar__at__finds_what_is_painted);
	suite_add_tcase(s, tc);
	return s;
}
