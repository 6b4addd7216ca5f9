#include "carrel/help.h"
#include "unit/tui/support_tui.h"
#include <check.h>
#include <string.h>

static const struct help_row rows[] = {
	{"F2", "Answer", "take pick up", "This pane", 1},
	{"F7", "Hold or resume", "pause", "This pane", 2},
	{NULL, "Canción del cliente", NULL, "Elsewhere", 3},
	{"z", "Zoom the pane", "bigger", "Elsewhere", 4},
};
static struct help *help;

static void setup(void)
{
	help = help_new("Help", rows, 4);
	help_set_height(help, 8);
}

static void teardown(void)
{
	help_free(&help);
}

static unsigned press(const char *name)
{
	struct key key = key_named(name);
	return help_key(help, &key);
}

static void type(const char *text)
{
	type_with(press, text);
}

static int64_t chosen(void)
{
	int64_t id = -1;
	help_chosen(help, &id);
	return id;
}

static const char *paint(int h, int w)
{
	struct grid *grid = grid_new(h, w);
	help_paint(help, grid, grid_area(grid));
	return grid_said_last(grid);
}

START_TEST(help__search__name_key_synonym_accents)
{
	type("cancion");
	ck_assert_uint_eq(help_count(help), 1);
	ck_assert_int_eq(chosen(), 3);
	press("Ctrl-U");
	type("pick");
	ck_assert_int_eq(chosen(), 1);
	press("Ctrl-U");
	type("f7");
	ck_assert_int_eq(chosen(), 2);
	ck_assert(press("Enter") & WIDGET_SUBMIT);
	type(" nothing");
	ck_assert_uint_eq(help_count(help), 0);
	ck_assert_uint_eq(press("Enter"), WIDGET_HANDLED);
	ck_assert_ptr_nonnull(strstr(paint(8, 60), "Nothing has that word"));
	ck_assert(press("Esc") & WIDGET_CANCEL);
}
END_TEST

START_TEST(help__paint__groups_and_scroll)
{
	const char *screen = paint(8, 50);
	ck_assert_ptr_nonnull(strstr(screen, "4 of 4"));
	ck_assert_ptr_nonnull(strstr(screen, "│ This pane "));
	ck_assert_ptr_nonnull(strstr(screen, "│>F2        Answer "));
	ck_assert_ptr_nonnull(strstr(screen, "│ z         Zoom the pane"));
	help_set_height(help, 4);
	press("PgDn");
	press("PgDn");
	ck_assert_int_eq(chosen(), 4);
	ck_assert_ptr_nonnull(strstr(paint(4, 50), "│>z "));
	for (int h = 1; h < 6; h++) {
		for (int w = 1; w < 40; w++)
			paint(h, w);
	}
}
END_TEST

Suite *suite_help(void);
Suite *suite_help(void)
{
	Suite *s = suite_create("help");
	TCase *tc = tcase_create("core");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, help__search__name_key_synonym_accents);
	tcase_add_test(tc, help__paint__groups_and_scroll);
	suite_add_tcase(s, tc);
	return s;
}
