/* The mouse, the bell and the sizes of panes on a small demo centre, through a screen in memory. */
#include "unit/view/support_console.h"

#include "carrel/remember.h"
#include "carrel/store_rows.h"
#include "carrel/term.h"

#include <check.h>
#include <string.h>

static void signed_on(void)
{
	test_console_open();
	test_console_run("press Enter"); /* the first agent */
}

static void mouse(enum key_mouse what, int row, int col)
{
	const struct key key = {.kind = KEY_MOUSE, .mouse = what, .row = row, .col = col};
	keys_push(test_con->term->keys, &key);
	console_turn(test_con, 0);
}

static int cursor_row(void)
{
	int row = -1, col;
	grid_cursor(test_con->grid, &row, &col);
	return row;
}

START_TEST(mouse__click__selects_the_row)
{
	int first = cursor_row();
	mouse(KEY_MOUSE_CLICK, first + 2, 10);
	ck_assert_int_eq(cursor_row(), first); /* off until asked */
	test_console_run("mouse on");
	ck_assert(term_null_mouse(test_con->term));
	mouse(KEY_MOUSE_CLICK, first + 2, 10);
	ck_assert_int_eq(cursor_row(), first + 2);
	mouse(KEY_MOUSE_CLICK, first - 1, 10); /* the heading */
	mouse(KEY_MOUSE_CLICK, 20, 10);        /* no row */
	mouse(KEY_MOUSE_CLICK, 500, 500);
	ck_assert_int_eq(cursor_row(), first + 2);
	mouse(KEY_MOUSE_WHEEL_DOWN, first, 10);
	ck_assert_int_eq(cursor_row(), first + 5);
	mouse(KEY_MOUSE_WHEEL_UP, first, 10);
	mouse(KEY_MOUSE_WHEEL_UP, first, 10);
	ck_assert_int_eq(cursor_row(), first);
	test_console_run("mouse off");
	ck_assert(!term_null_mouse(test_con->term));
}
END_TEST

START_TEST(mouse__click__in_a_window_chooses)
{
	test_console_run("mouse on");
	test_console_run("press F9");
	test_console_run("type zoom");
	mouse(KEY_MOUSE_CLICK, 0, 0); /* beside it: nothing, and nothing is lost */
	test_console_run("expect zoom");
	const struct view *palette = console_focused(test_con);
	ck_assert_str_eq(palette->class->name, "palette");
	int row = palette->rect.row + 1;
	mouse(KEY_MOUSE_CLICK, row, 5);
	ck_assert(test_con->zoomed);
	ck_assert_int_eq(test_con->npopups, 0);
}
END_TEST

START_TEST(mouse__click__every_cell_is_harmless)
{
	static const char *const places[] = {
		"focus queue", "press F2", "press F8", "press Esc", "press F6", "press F9"};
	test_console_run("mouse on");
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		test_console_run(places[i]);
		for (int row = 1; row < 22; row++)
			mouse(KEY_MOUSE_WHEEL_DOWN, row, (row * 7) % 80);
		for (int row = 0; row < 24; row += 23)
			mouse(KEY_MOUSE_CLICK, row, 0);
	}
	ck_assert(!test_con->quit);
}
END_TEST

/* A terminal for East Asia: its answer comes after the first frame, and everything is drawn again. */
START_TEST(glyphs__lines_two_cells_wide__are_ascii)
{
	test_console_run("press /");
	test_console_run("type panaderia");
	test_console_run("expect ┌1 Queue");
	test_console_run("expect Panadería");
	keys_ask_width(test_con->term->keys);
	term_null_input(test_con->term, "\033[1;2R", 6, 0);
	console_turn(test_con, 0);
	test_console_run("expect ┌1 Queue");
	keys_ask_width(test_con->term->keys);
	term_null_input(test_con->term, "\033[1;3R", 6, 0);
	console_turn(test_con, 0);
	test_console_run("expect +1 Queue");
	test_console_run("expect Panaderia");
	test_console_run("expect-not ┌");
	test_console_run("resize 100x30");
	test_console_run("expect +1 Queue");
}
END_TEST

/* ---- the shorter way ---- */

START_TEST(tip__hint_clicked__shows_its_key_once)
{
	test_console_run("mouse on");
	mouse(KEY_MOUSE_CLICK, 23, 17); /* F3Find */
	ck_assert(console_has_popup(test_con, "find"));
	test_console_run("expect next time: F3");
	test_console_run("press Esc");
	test_console_run("tick 8001");
	test_console_run("expect-not next time");
	mouse(KEY_MOUSE_CLICK, 23, 17);
	ck_assert(console_has_popup(test_con, "find"));
	test_console_run("expect-not next time"); /* said once is enough */
}
END_TEST

START_TEST(tip__pane_clicked__shows_the_key_of_the_pane)
{
	test_console_run("press F2");
	test_console_run("mouse on");
	mouse(KEY_MOUSE_CLICK, 3, 60);
	test_console_run("expect next time: F4");
	ck_assert_str_eq(console_focused(test_con)->class->name, "history");
	mouse(KEY_MOUSE_CLICK, 3, 10);
	test_console_run("expect next time: 2"); /* the customer has no F-key */
}
END_TEST

START_TEST(tip__palette__shows_the_key_unless_there_is_none)
{
	test_console_run("press F9");
	test_console_run("type zoom");
	test_console_run("press Enter");
	test_console_run("expect next time: z");
	test_console_run("press z");
	test_console_run("tick 8001");
	test_console_run("press F9");
	test_console_run("type undo-list");
	test_console_run("press Enter");
	test_console_run("expect-not next time");
	test_console_run("press Esc");
	test_console_run("press F9");
	test_console_run("type focus history");
	test_console_run("press Enter");
	test_console_run("expect next time: F4");
}
END_TEST

START_TEST(tip__keys__say_nothing)
{
	test_console_run("press F3 Esc F2 F8 Esc z z");
	test_console_run("expect-not next time");
}
END_TEST

/* Each person is told for themselves; whoever was told is not told again tomorrow. */
START_TEST(tip__another_person__is_told_too)
{
	test_console_run("mouse on");
	mouse(KEY_MOUSE_CLICK, 23, 17);
	test_console_run("expect next time: F3");
	ck_assert_str_eq(remember_get(test_con->remember, "told.find-box"), "yes");
	test_console_run("press Esc");
	test_console_run("sign-off");
	test_console_run("expect-not next time");
	test_console_run("press Down Enter");
	test_console_run("mouse on");
	mouse(KEY_MOUSE_CLICK, 23, 17);
	test_console_run("expect next time: F3");
}
END_TEST

START_TEST(bell__ring__once_when_ready)
{
	size_t before = term_null_bells(test_con->term);
	test_console_ring(NULL, "billing");
	ck_assert_uint_eq(term_null_bells(test_con->term), before); /* nobody is ready */
	test_console_run("ready");
	ck_assert_uint_eq(term_null_bells(test_con->term), before + 1);
	test_console_run("press Down Up");
	ck_assert_uint_eq(term_null_bells(test_con->term), before + 1);
	test_console_ring(NULL, "billing");
	ck_assert_uint_eq(term_null_bells(test_con->term), before + 2);
	test_console_run("press F2"); /* on a call another one is no sound, only the first row */
	test_console_ring(NULL, "billing");
	ck_assert_uint_eq(term_null_bells(test_con->term), before + 2);
}
END_TEST

static const char *const sizes[] = {
	"resize 60x15", "resize 80x24", "resize 100x30", "resize 120x40", "resize 200x60"};

static int panes_shown(void)
{
	int n = 0;
	console_recalc(test_con);
	for (int i = 1; i < CONSOLE_PANES_MAX; i++)
		n += test_con->panes[i] && test_con->panes[i]->rect.rows > 0;
	return n;
}

START_TEST(sizes__grow__no_pane_is_ever_lost)
{
	test_console_run("press F2");
	test_console_run(sizes[_i]);
	for (int pane = 1; pane <= 5; pane++) {
		console_focus(test_con, pane);
		int shown = panes_shown();
		for (int i = 0; i < 100; i++)
			console_grow(test_con, 1);
		ck_assert_int_eq(panes_shown(), shown);
		for (int i = 0; i < 200; i++)
			console_grow(test_con, -1);
		ck_assert_int_eq(panes_shown(), shown);
		ck_assert_int_ge(test_con->panes[pane]->rect.rows, 3);
	}
}
END_TEST

START_TEST(sizes__resize__each_class_has_its_own)
{
	test_console_run("press F2");
	console_focus(test_con, 2);
	console_recalc(test_con);
	int cols = test_con->panes[2]->rect.cols;
	console_grow(test_con, 1);
	console_recalc(test_con);
	int grown = test_con->panes[2]->rect.cols;
	ck_assert_int_gt(grown, cols);
	test_console_run("resize 120x40");
	ck_assert_int_eq(test_con->grow[2], 0);
	test_console_run("resize 80x24");
	ck_assert_int_eq(test_con->panes[2]->rect.cols, grown);
	console_grow(test_con, -1);
	console_recalc(test_con);
	ck_assert_int_lt(test_con->panes[2]->rect.cols, grown);
}
END_TEST

START_TEST(copy__list__number_then_case_then_line)
{
	test_console_run("copy number");
	ck_assert_int_eq(term_null_copied(test_con->term)[0], '+');
	test_console_run("copy line");
	ck_assert_ptr_nonnull(strstr(term_null_copied(test_con->term), "Billing"));
	test_console_run("press F2");
	test_console_run("focus history");
	test_console_run("copy id");
	ck_assert_uint_eq(strlen(term_null_copied(test_con->term)), strlen("482 1937-6"));
}
END_TEST

Suite *suite_mouse(void);
Suite *suite_mouse(void)
{
	Suite *s = suite_create("mouse");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, signed_on, test_console_close);
	tcase_set_timeout(t, 20);
	tcase_add_test(t, mouse__click__selects_the_row);
	tcase_add_test(t, mouse__click__in_a_window_chooses);
	tcase_add_test(t, mouse__click__every_cell_is_harmless);
	tcase_add_test(t, glyphs__lines_two_cells_wide__are_ascii);
	tcase_add_test(t, tip__hint_clicked__shows_its_key_once);
	tcase_add_test(t, tip__pane_clicked__shows_the_key_of_the_pane);
	tcase_add_test(t, tip__palette__shows_the_key_unless_there_is_none);
	tcase_add_test(t, tip__keys__say_nothing);
	tcase_add_test(t, tip__another_person__is_told_too);
	tcase_add_test(t, bell__ring__once_when_ready);
	tcase_add_loop_test(
		t, sizes__grow__no_pane_is_ever_lost, 0, sizeof(sizes) / sizeof(sizes[0]));
	tcase_add_test(t, sizes__resize__each_class_has_its_own);
	tcase_add_test(t, copy__list__number_then_case_then_line);
	suite_add_tcase(s, t);
	return s;
}
