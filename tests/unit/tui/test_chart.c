#include "carrel/chart.h"
#include "unit/tui/support_tui.h"
#include <check.h>
#include <math.h>

static struct grid *grid;

static void setup(void)
{
	grid = grid_new(3, 24);
}

static void teardown(void)
{
	grid_free(&grid);
}

static const char *text(void)
{
	return grid_said(grid);
}

START_TEST(chart__spark__scales_and_gaps)
{
	const double v[] = {9, 0, 1, 2, NAN, 4, 8};
	ck_assert_int_eq(chart_spark(grid, 0, 0, 6, STYLE_CHART, v, 7, 0), 6);
	ck_assert_int_eq(chart_spark(grid, 1, 0, 9, STYLE_CHART, v, 7, 100), 7);
	grid_set_glyphs(grid, GRID_GLYPHS_ASCII);
	chart_spark(grid, 2, 0, 6, STYLE_CHART, v, 7, 8);
	ck_assert_int_eq(chart_spark(grid, 2, 10, 0, STYLE_CHART, v, 7, 8), 0);
	ck_assert_str_eq(text(), "▁▁▂ ▄█\n▁▁▁▁ ▁▁\n..: =#\n");
}
END_TEST

START_TEST(chart__bar__clamped)
{
	chart_bar(grid, 0, 0, 10, STYLE_CHART, 4, 8);
	chart_bar(grid, 1, 0, 10, STYLE_CHART, 99, 8);
	chart_bar(grid, 2, 0, 10, STYLE_CHART, 1, 0);
	ck_assert_str_eq(text(), "[####....]\n[########]\n[........]\n");
}
END_TEST

START_TEST(chart__big__digits)
{
	ck_assert_int_eq(chart_big(grid, 0, 0, 24, STYLE_CHART, "10:7"), chart_big_width("10:7"));
	ck_assert_str_eq(text(), "▄█  █▀█ ▄ ▀▀█\n █  █ █ ▄   █\n▀▀▀ ▀▀▀     ▀\n");
	ck_assert_int_eq(chart_big(grid, 0, 0, 3, STYLE_CHART, "10"), 0);
}
END_TEST

Suite *suite_chart(void);
Suite *suite_chart(void)
{
	Suite *s = suite_create("chart");
	TCase *tc = tcase_create("core");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, chart__spark__scales_and_gaps);
	tcase_add_test(tc, chart__bar__clamped);
	tcase_add_test(tc, chart__big__digits);
	suite_add_tcase(s, tc);
	return s;
}
