#include "carrel/form.h"
#include "carrel/strbuf.h"
#include "unit/tui/support_tui.h"
#include <check.h>
#include <string.h>

static const char *const roles[] = {"agent", "supervisor", "trainee", NULL};
static const struct form_field fields[] = {
	{.id = "name", .label = "Name", .kind = FORM_TEXT, .hint = "as on the badge"},
	{.id = "word", .label = "Password", .kind = FORM_SECRET},
	{.id = "role", .label = "Role", .kind = FORM_CHOICE, .choices = roles},
};
static struct form *form;

static void setup(void)
{
	form = form_new(fields, 3);
}

static void teardown(void)
{
	form_free(&form);
}

static unsigned press(const char *name)
{
	struct key key = key_named(name);
	return form_key(form, &key);
}

START_TEST(form__keys__walk_and_submit)
{
	press("A");
	press("Tab");
	press("x");
	ck_assert_uint_eq(press("Enter"), WIDGET_HANDLED | WIDGET_REPAINT);
	ck_assert_int_eq(form_focus(form), 2);
	press("Right");
	press("Space");
	press("Left");
	ck_assert_str_eq(form_text(form, 2), "supervisor");
	ck_assert_int_eq(form_choice(form, 2), 1);
	press("Left");
	press("Left");
	ck_assert_str_eq(form_text(form, 2), "trainee");
	ck_assert(press("Enter") & WIDGET_SUBMIT);
	ck_assert(press("Esc") & WIDGET_CANCEL);
	ck_assert_str_eq(form_text(form, 0), "A");
	ck_assert_str_eq(form_text(form, 1), "x");
	press("Shift-Tab");
	ck_assert_int_eq(form_focus(form), 1);
	form_set(form, 2, "agent");
	ck_assert_int_eq(form_choice(form, 2), 0);
}
END_TEST

START_TEST(form__error__marks_and_moves)
{
	struct strbuf out = STRBUF_INIT;
	struct grid *grid = grid_new(5, 34);
	int row, col;
	form_set(form, 1, "abc");
	form_set_focus(form, 2);
	form_set_error(form, 1, "Too short: 8 letters or more.");
	ck_assert_int_eq(form_focus(form), 1);
	ck_assert_int_eq(form_rows(form), 4);
	form_paint(form, grid, grid_area(grid), true);
	grid_dump_text(grid, &out);
	ck_assert_str_eq(out.buf,
		" Name       as on the badge\n"
		">Password ! ***\n"
		" Role       < agent >\n"
		" Too short: 8 letters or more.\n\n");
	ck_assert(grid_cursor(grid, &row, &col) && row == 1 && col == 15);
	press("d");
	ck_assert_int_eq(form_rows(form), 3);
	for (int cols = 1; cols < 34; cols++)
		form_paint(form, grid, (struct rect){0, 0, 2, cols}, true);
	strbuf_fini(&out);
	grid_free(&grid);
}
END_TEST

Suite *suite_form(void);
Suite *suite_form(void)
{
	Suite *s = suite_create("form");
	TCase *tc = tcase_create("core");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, form__keys__walk_and_submit);
	tcase_add_test(tc, form__error__marks_and_moves);
	suite_add_tcase(s, tc);
	return s;
}
