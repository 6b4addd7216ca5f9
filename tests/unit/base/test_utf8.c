#include "carrel/utf8.h"

#include <check.h>
#include <string.h>

START_TEST(utf8__decode__every_code_point_comes_back)
{
	for (uint32_t rune = 0; rune <= 0x10FFFF; rune++) {
		char bytes[UTF8_MAX];
		uint32_t back;
		if (rune >= 0xD800 && rune <= 0xDFFF)
			continue;
		size_t n = utf8_encode(rune, bytes);
		if (utf8_decode(bytes, n, &back) != n || back != rune)
			ck_abort_msg("U+%04X came back as U+%04X", rune, back);
	}
}
END_TEST

static const char *const malformed[] = {
	"\x80",
	"\xBF",
	"\xC0\x80",
	"\xC1\xBF",
	"\xC3",
	"\xC3(",
	"\xE0\x80\x80",
	"\xE0\x9F\xBF",
	"\xED\xA0\x80",
	"\xED\xBF\xBF",
	"\xE2\x82",
	"\xF0\x80\x80\x80",
	"\xF4\x90\x80\x80",
	"\xF5\x80\x80\x80",
	"\xF8\x88\x80\x80\x80",
	"\xFE",
	"\xFF",
};

START_TEST(utf8__decode__malformed_is_one_replacement)
{
	for (size_t i = 0; i < sizeof(malformed) / sizeof(malformed[0]); i++) {
		uint32_t rune = 0;
		ck_assert_uint_eq(utf8_decode(malformed[i], strlen(malformed[i]), &rune), 1);
		ck_assert_uint_eq(rune, RUNE_REPLACEMENT);
		ck_assert(!utf8_valid(malformed[i], strlen(malformed[i])));
	}
}
END_TEST

START_TEST(utf8__decode__bytes_after_a_bad_one_are_seen)
{
	const char *s = "\xE2\x82z";
	uint32_t rune;
	ck_assert_uint_eq(utf8_decode(s, 3, &rune), 1);
	ck_assert_uint_eq(utf8_decode(s + 2, 1, &rune), 1);
	ck_assert_uint_eq(rune, 'z');
	ck_assert_uint_eq(utf8_count(s, 3), 3);
}
END_TEST

START_TEST(utf8__encode__invalid_becomes_replacement)
{
	char bytes[UTF8_MAX];
	ck_assert_uint_eq(utf8_encode(0xDFFF, bytes), 3);
	ck_assert_mem_eq(bytes, "\xEF\xBF\xBD", 3);
	ck_assert_uint_eq(utf8_encode(0x110000, bytes), 3);
}
END_TEST

START_TEST(utf8__valid__replacement_itself_is)
{
	ck_assert(utf8_valid("\xEF\xBF\xBD", 3));
	ck_assert(utf8_valid("", 0));
	ck_assert(utf8_valid("a\0b", 3));
	ck_assert(utf8_valid("a\xC3\xB1\xE2\x82\xAC\xF0\x9F\x98\x80", 10));
}
END_TEST

START_TEST(utf8__prev__mirrors_decode)
{
	const char *s = "a\xC3\xB1\xE2\x82\xAC\xF0\x9F\x98\x80";
	ck_assert_uint_eq(utf8_prev(s, 10), 6);
	ck_assert_uint_eq(utf8_prev(s, 6), 3);
	ck_assert_uint_eq(utf8_prev(s, 3), 1);
	ck_assert_uint_eq(utf8_prev(s, 1), 0);
	ck_assert_uint_eq(utf8_prev("\x80\x80", 2), 1);
	ck_assert_uint_eq(utf8_prev("\xE2\x82", 2), 1);
	ck_assert_uint_eq(utf8_prev("a\x80", 2), 1);
	ck_assert_uint_eq(utf8_prev("\x80\x80\x80\x80\x80", 5), 4);
}
END_TEST

Suite *suite_utf8(void);
Suite *suite_utf8(void)
{
	Suite *s = suite_create("utf8");
	TCase *t = tcase_create("utf8");
	tcase_add_test(t, utf8__decode__every_code_point_comes_back);
	tcase_add_test(t, utf8__decode__malformed_is_one_replacement);
	tcase_add_test(t, utf8__decode__bytes_after_a_bad_one_are_seen);
	tcase_add_test(t, utf8__encode__invalid_becomes_replacement);
	tcase_add_test(t, utf8__valid__replacement_itself_is);
	tcase_add_test(t, utf8__prev__mirrors_decode);
	suite_add_tcase(s, t);
	return s;
}
