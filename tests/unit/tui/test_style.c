#include "carrel/style.h"
#include <check.h>
#include <string.h>

START_TEST(style__names__unique_and_found)
{
	for (int i = 0; i < STYLE_COUNT; i++) {
		enum style_id id;
		ck_assert(style_by_name(style_name((enum style_id)i), &id));
		ck_assert_int_eq(id, i);
		for (int k = 0; k < i; k++)
			ck_assert_int_ne(
				style_letter((enum style_id)i), style_letter((enum style_id)k));
	}
	enum style_id id;
	ck_assert(!style_by_name("no-such", &id));
}
END_TEST

START_TEST(style__colour_parse__names_and_numbers)
{
	short c;
	ck_assert(style_colour_parse("default", &c) && c == STYLE_COLOUR_DEFAULT);
	ck_assert(style_colour_parse("Red", &c) && c == 1);
	ck_assert(style_colour_parse("bright-white", &c) && c == 15);
	ck_assert(style_colour_parse("gray", &c) && c == 8);
	ck_assert(style_colour_parse("colour208", &c) && c == 208);
	ck_assert(style_colour_parse("7", &c) && c == 7);
	ck_assert(!style_colour_parse("256", &c));
	ck_assert(!style_colour_parse("-1", &c));
	ck_assert(!style_colour_parse("rouge", &c));
	ck_assert(!style_colour_parse("", &c));
}
END_TEST

START_TEST(style__resolve__falls_back)
{
	struct style_def def = {.fg = 208, .bg = 196, .attrs = STYLE_UNDERLINE};
	struct style_def d = style_resolve(def, 256);
	ck_assert_int_eq(d.fg, 208);
	d = style_resolve(def, 16);
	ck_assert(d.fg >= 0 && d.fg < 16);
	ck_assert_int_eq(d.bg, 9);
	d = style_resolve(def, 8);
	ck_assert(d.fg < 8 && d.bg == 1);
	d = style_resolve(def, 0);
	ck_assert_int_eq(d.fg, STYLE_COLOUR_DEFAULT);
	ck_assert_int_eq(d.bg, STYLE_COLOUR_DEFAULT);
	ck_assert_uint_eq(d.attrs, STYLE_UNDERLINE | STYLE_REVERSE);
	d = style_resolve((struct style_def){.fg = 12, .bg = -1}, 8);
	ck_assert_int_eq(d.fg, 4);
	ck_assert_uint_eq(d.attrs, STYLE_BOLD);
	d = style_resolve((struct style_def){.fg = 8, .bg = -1}, 8);
	ck_assert_int_eq(d.fg, STYLE_COLOUR_DEFAULT);
}
END_TEST

/* What calls for attention must be seen without colour. */
START_TEST(style__builtin__loud_in_mono)
{
	static const enum style_id loud[] = {STYLE_SELECTED, STYLE_LATE, STYLE_ERROR, STYLE_WARN,
		STYLE_STATUS_RING, STYLE_STATUS_OFFLINE, STYLE_MATCH, STYLE_BORDER_FOCUS,
		STYLE_INPUT_ERROR, STYLE_PRACTICE, STYLE_HINT_PRESSED, STYLE_MESSAGE_ERROR,
		STYLE_BLANK};
	for (size_t i = 0; i < sizeof loud / sizeof loud[0]; i++) {
		struct style_def d = style_resolve(style_set_builtin.def[loud[i]], 0);
		ck_assert_msg(d.attrs != 0, "%s is plain in mono", style_name(loud[i]));
	}
	ck_assert_uint_eq(style_resolve(style_set_builtin.def[STYLE_DEFAULT], 0).attrs, 0);
}
END_TEST

Suite *suite_style(void);
Suite *suite_style(void)
{
	Suite *s = suite_create("style");
	TCase *tc = tcase_create("core");
	tcase_add_test(tc, style__names__unique_and_found);
	tcase_add_test(tc, style__colour_parse__names_and_numbers);
	tcase_add_test(tc, style__resolve__falls_back);
	tcase_add_test(tc, style__builtin__loud_in_mono);
	suite_add_tcase(s, tc);
	return s;
}
