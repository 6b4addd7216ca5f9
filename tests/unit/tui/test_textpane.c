#include "carrel/textpane.h"
#include "carrel/strbuf.h"
#include "unit/tui/support_tui.h"
#include <check.h>
#include <string.h>

static struct textpane *pane;
static struct strbuf out;

static void setup(void)
{
	pane = textpane_new(true);
	textpane_set_size(pane, 4, 11); /* 10 cells of text and one for the cursor */
	strbuf_init(&out);
}

static void teardown(void)
{
	textpane_free(&pane);
	strbuf_fini(&out);
}

static unsigned press(const char *name)
{
	struct key key = key_named(name);
	return textpane_key(pane, &key);
}

static const char *paint(int rows, int cols)
{
	struct grid *grid = grid_new(rows, cols);
	int row, col;
	textpane_paint(pane, grid, grid_area(grid), STYLE_DEFAULT, true);
	strbuf_reset(&out);
	grid_dump_text(grid, &out);
	if (grid_cursor(grid, &row, &col))
		strbuf_addf(&out, "@%d,%d", row, col);
	grid_free(&grid);
	return out.buf;
}

static void set(const char *text)
{
	textpane_set(pane, text, strlen(text));
}

START_TEST(textpane__wrap__at_words)
{
	set("the quick brown fox");
	ck_assert_str_eq(paint(4, 11), "the quick\nbrown fox\n\n\n@1,9");
	set("abcdefghijklmno");
	ck_assert_str_eq(paint(4, 11), "abcdefghij\nklmno\n\n\n@1,5");
	set("日本語日本語");
	ck_assert_str_eq(paint(4, 11), "日本語日本\n語\n\n\n@1,2");
	set("a\n\nb\n");
	ck_assert_str_eq(paint(4, 11), "a\n\nb\n\n@3,0");
	set("0123456789 x");
	ck_assert_str_eq(paint(4, 11), "0123456789\nx\n\n\n@1,1");
}
END_TEST

START_TEST(textpane__ranges__stand_out_across_a_wrapped_line)
{
	const struct textpane_range ranges[] = {{3, 13, STYLE_BLANK}, {14, 15, STYLE_WARN}};
	struct grid *grid = grid_new(2, 11);
	set("ab {cd ef gh} xy");
	textpane_set_ranges(pane, ranges, 2);
	textpane_paint(pane, grid, grid_area(grid), STYLE_DEFAULT, false);
	strbuf_reset(&out);
	grid_dump_style(grid, &out);
	grid_free(&grid);
	ck_assert_ptr_eq(strstr(out.buf, "..._______\n___.w\n"), out.buf);
	ck_assert_str_eq(paint(2, 11), "ab {cd ef\ngh} xy\n@1,6");
	textpane_set_ranges(pane, NULL, 0);
	grid = grid_new(2, 11);
	textpane_paint(pane, grid, grid_area(grid), STYLE_DEFAULT, false);
	strbuf_reset(&out);
	grid_dump_style(grid, &out);
	grid_free(&grid);
	ck_assert_ptr_null(strchr(out.buf, '_'));
}
END_TEST

START_TEST(textpane__keys__type_and_enter)
{
	press("a");
	ck_assert_uint_eq(press("Enter"), WIDGET_HANDLED | WIDGET_REPAINT | WIDGET_CHANGED);
	press("é");
	press("1");
	ck_assert_str_eq(textpane_text(pane), "a\né1");
	press("Backspace");
	press("Backspace");
	press("Backspace");
	ck_assert_str_eq(textpane_text(pane), "a");
	ck_assert_uint_eq(press("Esc"), WIDGET_NONE);
	ck_assert_uint_eq(press("F8"), WIDGET_NONE);
	ck_assert_uint_eq(press("Tab"), WIDGET_NONE);
	ck_assert_str_eq(textpane_text(pane), "a");
}
END_TEST

START_TEST(textpane__keys__up_down_keep_the_column)
{
	set("abcdefgh\nxy\nabcdefgh");
	press("Up");
	ck_assert_uint_eq(textpane_cursor(pane), 11);
	press("Up");
	ck_assert_uint_eq(textpane_cursor(pane), 8);
	press("Left");
	press("Down");
	press("Down");
	ck_assert_uint_eq(textpane_cursor(pane), 19);
	press("Home");
	ck_assert_uint_eq(textpane_cursor(pane), 12);
	press("Ctrl-Home");
	ck_assert_uint_eq(textpane_cursor(pane), 0);
	press("Ctrl-End");
	ck_assert_uint_eq(textpane_cursor(pane), 20);
}
END_TEST

START_TEST(textpane__keys__scroll_with_cursor)
{
	set("1\n2\n3\n4\n5\n6");
	ck_assert_int_eq(textpane_top(pane), 2);
	press("PgUp");
	press("PgUp");
	ck_assert_int_eq(textpane_top(pane), 0);
	ck_assert_str_eq(paint(4, 11), "1\n2\n3\n4\n@0,1");
}
END_TEST

START_TEST(textpane__insert__at_cursor_and_undo)
{
	set("one three");
	textpane_set_cursor(pane, 4);
	textpane_insert(pane, "two ", 4);
	ck_assert_str_eq(textpane_text(pane), "one two three");
	ck_assert_uint_eq(textpane_cursor(pane), 8);
	textpane_replace(pane, 0, 3, "ONE!", 4);
	ck_assert_str_eq(textpane_text(pane), "ONE! two three");
	ck_assert(textpane_undo(pane));
	ck_assert(textpane_undo(pane));
	ck_assert(!textpane_undo(pane));
	ck_assert_str_eq(textpane_text(pane), "one three");
	ck_assert(textpane_redo(pane));
	ck_assert_str_eq(textpane_text(pane), "one two three");
	press("Ctrl-_");
	ck_assert_str_eq(textpane_text(pane), "one three");
}
END_TEST

START_TEST(textpane__paste__keeps_newlines)
{
	struct key paste = {.kind = KEY_PASTE, .text = "a\r\nb\rc\0d", .len = 8};
	textpane_key(pane, &paste);
	ck_assert_str_eq(textpane_text(pane), "a\nb\ncd");
	ck_assert_int_eq(textpane_lines(pane), 3);
}
END_TEST

START_TEST(textpane__max__refuses_more)
{
	textpane_set_max(pane, 3);
	textpane_insert(pane, "abcd", 4);
	ck_assert_uint_eq(textpane_len(pane), 0);
	textpane_insert(pane, "abc", 3);
	ck_assert_uint_eq(press("x"), WIDGET_HANDLED | WIDGET_FULL);
	ck_assert_str_eq(textpane_text(pane), "abc");
}
END_TEST

/* Whatever the text, the keys and the width: the lines cover the text and the cursor is inside. */
START_TEST(textpane__any__lines_cover_and_cursor_inside)
{
	static const char *const texts[] = {"",
		"e\xcc\x81\xcc\x82 日本語 \xff\xfe tail \xe2\x80\xae x",
		"\x1b[2J\tword \n\n  indented    spaces          that hang over the edge ",
		"日本語日本語日本語 mixed-with-hyphens and "
		"\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9"};
	static const char *const keys[] = {"Up", "Down", "Left", "Right", "End", "Home", "x",
		"Enter", "Backspace", "Del", "Ctrl-Left", "Ctrl-Right", "PgDn", "PgUp", "Ctrl-K",
		"Ctrl-U", "Ctrl-_", "日"};
	unsigned seed = 3;
	for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++) {
		for (int cols = 1; cols < 24; cols += 2) {
			struct grid *grid = grid_new(3, 24);
			int row, col;
			set(texts[t]);
			textpane_set_size(pane, 3, cols);
			for (int i = 0; i < 120; i++) {
				seed = seed * 1103515245u + 12345u;
				press(keys[(seed >> 16) % (sizeof keys / sizeof keys[0])]);
				grid_clear(grid);
				textpane_paint(pane, grid, (struct rect){0, 0, 3, cols},
					STYLE_DEFAULT, true);
				ck_assert(grid_cursor(grid, &row, &col));
				ck_assert(col < cols);
				ck_assert_uint_le(textpane_cursor(pane), textpane_len(pane));
			}
			grid_free(&grid);
		}
	}
}
END_TEST

START_TEST(textpane__read_only__lines_with_styles)
{
	struct textpane *old = pane;
	pane = textpane_new(false);
	textpane_set_size(pane, 2, 10);
	textpane_add(pane, STYLE_HEADING, "09:12 Bo");
	textpane_add(pane, STYLE_NOTE, "Line tested OK");
	textpane_add(pane, STYLE_DIM, "last");
	ck_assert_int_eq(textpane_lines(pane), 4);
	ck_assert_str_eq(paint(2, 10), "09:12 Bo\nLine\n@0,0");
	ck_assert_uint_eq(press("x"), WIDGET_NONE);
	press("End");
	ck_assert_str_eq(paint(2, 10), "tested OK\nlast\n@0,0");
	strbuf_reset(&out);
	struct grid *grid = grid_new(2, 10);
	textpane_paint(pane, grid, grid_area(grid), STYLE_DEFAULT, false);
	ck_assert_int_eq(grid_at(grid, 0, 0)->style, STYLE_NOTE);
	ck_assert_int_eq(grid_at(grid, 1, 0)->style, STYLE_DIM);
	grid_free(&grid);
	textpane_clear(pane);
	ck_assert_int_eq(textpane_lines(pane), 1);
	textpane_free(&pane);
	pane = old;
}
END_TEST

/* Where the marks stand now, "from-to" each. */
static void check_marks(const char *expected)
{
	struct strbuf got = STRBUF_INIT;
	for (size_t i = 0; i < textpane_mark_count(pane); i++) {
		const struct textpane_mark mark = textpane_mark_at(pane, i);
		strbuf_addf(&got, "%s%zu-%zu/%d", i ? " " : "", mark.start, mark.end, mark.kind);
	}
	ck_assert_str_eq(got.buf, expected);
	strbuf_fini(&got);
}

/* A window of no height, as on a terminal of three rows: scrolled to the end it still has a top. */
START_TEST(textpane__no_rows__scrolls_and_grows_again)
{
	struct textpane *read = textpane_new(false);
	for (int i = 0; i < 3; i++)
		textpane_add(read, STYLE_DEFAULT, "line");
	textpane_set_size(read, -2, -4);
	textpane_key(read, &(struct key){.kind = KEY_END});
	textpane_scroll(read, 99);
	textpane_set_size(read, 0, 20);
	textpane_set_size(read, 2, 20);
	ck_assert_int_eq(textpane_top(read), 1);
	textpane_free(&read);
}
END_TEST

START_TEST(textpane__mark__moves_with_the_text_and_ends_with_its_own)
{
	textpane_set(pane, "one {a} two {b}", 15);
	textpane_mark(pane, &(struct textpane_mark){12, 15, 1});
	textpane_mark(pane, &(struct textpane_mark){4, 7, 0});
	textpane_mark(pane, &(struct textpane_mark){12, 16, 1}); /* not in the text */
	check_marks("4-7/0 12-15/1");
	textpane_replace(pane, 4, 4, "__", 2); /* at its very beginning */
	check_marks("6-9/0 14-17/1");
	textpane_replace(pane, 9, 9, "!", 1); /* at its very end */
	check_marks("6-9/0 15-18/1");
	textpane_replace(pane, 0, 4, "", 0);
	check_marks("2-5/0 11-14/1");
	ck_assert(textpane_undo(pane));
	check_marks("6-9/0 15-18/1");
	textpane_replace(pane, 7, 8, "c", 1); /* within */
	check_marks("15-18/1");
	ck_assert(textpane_undo(pane));
	check_marks("15-18/1");                /* what was let go of does not come back */
	textpane_replace(pane, 14, 16, "", 0); /* across its beginning */
	check_marks("");
	textpane_mark(pane, &(struct textpane_mark){0, 3, 0});
	textpane_set(pane, "one", 3);
	check_marks("");
	textpane_free(&pane);
}
END_TEST

Suite *suite_textpane(void);
Suite *suite_textpane(void)
{
	Suite *s = suite_create("textpane");
	TCase *tc = tcase_create("core");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, textpane__wrap__at_words);
	tcase_add_test(tc, textpane__ranges__stand_out_across_a_wrapped_line);
	tcase_add_test(tc, textpane__keys__type_and_enter);
	tcase_add_test(tc, textpane__keys__up_down_keep_the_column);
	tcase_add_test(tc, textpane__keys__scroll_with_cursor);
	tcase_add_test(tc, textpane__insert__at_cursor_and_undo);
	tcase_add_test(tc, textpane__paste__keeps_newlines);
	tcase_add_test(tc, textpane__max__refuses_more);
	tcase_add_test(tc, textpane__any__lines_cover_and_cursor_inside);
	tcase_add_test(tc, textpane__no_rows__scrolls_and_grows_again);
	tcase_add_test(tc, textpane__mark__moves_with_the_text_and_ends_with_its_own);
	tcase_add_test(tc, textpane__read_only__lines_with_styles);
	suite_add_tcase(s, tc);
	return s;
}
