#include "carrel/lineedit.h"
#include "carrel/strbuf.h"
#include "unit/tui/support_tui.h"
#include <check.h>
#include <string.h>

static struct lineedit *edit;

static void setup(void)
{
	edit = lineedit_new();
}

static void teardown(void)
{
	lineedit_free(&edit);
}

static unsigned press(const char *name)
{
	struct key key = key_named(name);
	return lineedit_key(edit, &key);
}

static void type(const char *text)
{
	type_with(press, text);
}

START_TEST(lineedit__keys__edit)
{
	type("helo");
	press("Left");
	type("l");
	ck_assert_str_eq(lineedit_text(edit), "hello");
	press("Home");
	press("Del");
	press("End");
	press("Backspace");
	ck_assert_str_eq(lineedit_text(edit), "ell");
	ck_assert_uint_eq(press("Enter"), WIDGET_HANDLED | WIDGET_SUBMIT);
	ck_assert_uint_eq(press("Esc"), WIDGET_HANDLED | WIDGET_CANCEL);
	ck_assert_uint_eq(press("F2"), WIDGET_NONE);
	ck_assert_uint_eq(press("Alt-2"), WIDGET_NONE);
	ck_assert_str_eq(lineedit_text(edit), "ell");
}
END_TEST

START_TEST(lineedit__keys__words_and_lines)
{
	lineedit_set(edit, "one two  three");
	press("Ctrl-Left");
	ck_assert_uint_eq(lineedit_cursor(edit), 9);
	press("Ctrl-Left");
	ck_assert_uint_eq(lineedit_cursor(edit), 4);
	press("Alt-Right");
	ck_assert_uint_eq(lineedit_cursor(edit), 9);
	press("Ctrl-K");
	press("Ctrl-Left");
	press("Ctrl-U");
	ck_assert_str_eq(lineedit_text(edit), "two  ");
	press("Ctrl-_");
	ck_assert_str_eq(lineedit_text(edit), "one two  ");
	press("Ctrl-_");
	ck_assert_str_eq(lineedit_text(edit), "one two  three");
	press("Ctrl-R");
	ck_assert_str_eq(lineedit_text(edit), "one two  ");
}
END_TEST

START_TEST(lineedit__undo__takes_a_word)
{
	type("one two");
	press("Ctrl-_");
	ck_assert_str_eq(lineedit_text(edit), "one ");
	press("Ctrl-_");
	ck_assert_str_eq(lineedit_text(edit), "");
	ck_assert_uint_eq(press("Ctrl-_"), WIDGET_HANDLED);
}
END_TEST

START_TEST(lineedit__keys__by_cluster)
{
	/* e and two marks, a wide character, a malformed byte. */
	lineedit_set(edit, "e\xcc\x81\xcc\x82日\xff");
	press("Left");
	ck_assert_uint_eq(lineedit_cursor(edit), 8);
	press("Left");
	ck_assert_uint_eq(lineedit_cursor(edit), 5);
	press("Left");
	ck_assert_uint_eq(lineedit_cursor(edit), 0);
	press("Del");
	ck_assert_str_eq(lineedit_text(edit), "日\xff");
	press("End");
	press("Backspace");
	press("Backspace");
	ck_assert_str_eq(lineedit_text(edit), "");
}
END_TEST

START_TEST(lineedit__paste__one_line_and_no_submit)
{
	struct key paste = {.kind = KEY_PASTE, .text = "1\r\n8\tx\0y", .len = 8};
	unsigned bits = lineedit_key(edit, &paste);
	ck_assert_uint_eq(bits, WIDGET_HANDLED | WIDGET_REPAINT | WIDGET_CHANGED);
	ck_assert_str_eq(lineedit_text(edit), "1 8 xy");
}
END_TEST

START_TEST(lineedit__max__refuses_more)
{
	lineedit_set_max(edit, 4);
	type("abcdef");
	ck_assert_str_eq(lineedit_text(edit), "abcd");
	ck_assert_uint_eq(press("x"), WIDGET_HANDLED | WIDGET_FULL);
	lineedit_set(edit, "日本");
	ck_assert_str_eq(lineedit_text(edit), "日");
}
END_TEST

START_TEST(lineedit__paint__cursor_always_inside)
{
	static const char *const texts[] = {"", "abc", "日本語日本語日本語",
		"e\xcc\x81 \xff x\x1b[2J", "a very long line that must scroll sideways to be seen"};
	int row, col;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		for (int cells = 1; cells < 14; cells++) {
			struct grid *grid = grid_new(1, 16);
			lineedit_set(edit, texts[i]);
			for (size_t pos = 0; pos <= lineedit_len(edit); pos++) {
				grid_clear(grid);
				lineedit_set_cursor(edit, pos);
				lineedit_paint(edit, grid, 0, 2, cells, STYLE_INPUT, true, "hint");
				ck_assert(grid_cursor(grid, &row, &col));
				ck_assert(col >= 2 && col < 2 + cells);
				ck_assert_int_eq(grid_at(grid, 0, 2 + cells)->style, STYLE_DEFAULT);
			}
			grid_free(&grid);
		}
	}
}
END_TEST

START_TEST(lineedit__paint__secret_shows_stars)
{
	struct strbuf out = STRBUF_INIT;
	struct grid *grid = grid_new(1, 12);
	lineedit_set_secret(edit, true);
	lineedit_set(edit, "sécret");
	lineedit_paint(edit, grid, 0, 0, 10, STYLE_INPUT, true, NULL);
	grid_dump_text(grid, &out);
	ck_assert_str_eq(out.buf, "******\n");
	strbuf_fini(&out);
	grid_free(&grid);
}
END_TEST

Suite *suite_lineedit(void);
Suite *suite_lineedit(void)
{
	Suite *s = suite_create("lineedit");
	TCase *tc = tcase_create("core");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, lineedit__keys__edit);
	tcase_add_test(tc, lineedit__keys__words_and_lines);
	tcase_add_test(tc, lineedit__undo__takes_a_word);
	tcase_add_test(tc, lineedit__keys__by_cluster);
	tcase_add_test(tc, lineedit__paste__one_line_and_no_submit);
	tcase_add_test(tc, lineedit__max__refuses_more);
	tcase_add_test(tc, lineedit__paint__cursor_always_inside);
	tcase_add_test(tc, lineedit__paint__secret_shows_stars);
	suite_add_tcase(s, tc);
	return s;
}
