#include "carrel/strbuf.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

START_TEST(strbuf__init__is_an_empty_string)
{
	struct strbuf sb = STRBUF_INIT;
	ck_assert_str_eq(sb.buf, "");
	strbuf_truncate(&sb, 0);
	strbuf_add(&sb, NULL, 0);
	ck_assert_uint_eq(sb.cap, 0);
	strbuf_fini(&sb);
	strbuf_fini(&sb);
}
END_TEST

START_TEST(strbuf__add__grows_and_ends_in_nul)
{
	struct strbuf sb = STRBUF_INIT;
	for (int i = 0; i < 1000; i++)
		strbuf_addch(&sb, (char)('a' + i % 26));
	ck_assert_uint_eq(sb.len, 1000);
	ck_assert_uint_eq(strlen(sb.buf), 1000);
	ck_assert_int_eq(sb.buf[999], 'a' + 999 % 26);
	strbuf_reset(&sb);
	ck_assert_str_eq(sb.buf, "");
	ck_assert_uint_ge(sb.cap, 1001);
	strbuf_fini(&sb);
}
END_TEST

START_TEST(strbuf__addf__fits_exactly_and_just_not)
{
	for (int width = 28; width < 36; width++) { /* around the first allocation */
		struct strbuf sb = STRBUF_INIT;
		strbuf_addch(&sb, '<');
		strbuf_addf(&sb, "%*d", width, 7);
		strbuf_addch(&sb, '>');
		ck_assert_uint_eq(sb.len, (size_t)width + 2);
		ck_assert_str_eq(sb.buf + width, "7>");
		strbuf_fini(&sb);
	}
}
END_TEST

START_TEST(strbuf__addf__empty_format_on_empty)
{
	struct strbuf sb = STRBUF_INIT;
	strbuf_addf(&sb, "%s", "");
	ck_assert_str_eq(sb.buf, "");
	strbuf_fini(&sb);
	ck_assert_int_eq(strbuf_empty[0], '\0');
}
END_TEST

START_TEST(strbuf__addrune__as_utf8)
{
	struct strbuf sb = STRBUF_INIT;
	strbuf_addrune(&sb, 'a');
	strbuf_addrune(&sb, 0xF1);
	strbuf_addrune(&sb, 0xD800);
	ck_assert_str_eq(sb.buf, "a\xC3\xB1\xEF\xBF\xBD");
	strbuf_fini(&sb);
}
END_TEST

START_TEST(strbuf__detach__hands_over_and_starts_anew)
{
	struct strbuf sb = STRBUF_INIT;
	size_t len = 9;
	char *empty = strbuf_detach(&sb, &len);
	ck_assert_str_eq(empty, "");
	ck_assert_uint_eq(len, 0);
	strbuf_addstr(&sb, "text");
	char *text = strbuf_detach(&sb, NULL);
	ck_assert_str_eq(text, "text");
	ck_assert_str_eq(sb.buf, "");
	free(empty);
	free(text);
}
END_TEST

static void check_splice(
	const char *start, size_t pos, size_t drop, const char *add, const char *want)
{
	struct strbuf sb = STRBUF_INIT;
	strbuf_addstr(&sb, start);
	strbuf_splice(&sb, pos, drop, add, strlen(add));
	ck_assert_str_eq(sb.buf, want);
	ck_assert_uint_eq(sb.len, strlen(want));
	strbuf_fini(&sb);
}

START_TEST(strbuf__splice__everywhere)
{
	check_splice("", 0, 0, "", "");
	check_splice("", 0, 0, "new", "new");
	check_splice("abc", 3, 0, "d", "abcd");
	check_splice("abc", 0, 0, "_", "_abc");
	check_splice("abc", 1, 1, "", "ac");
	check_splice("abc", 1, 1, "BBB", "aBBBc");
	check_splice("abc", 0, 3, "", "");
	check_splice("abcdefghijklmnopqrstuvwxyz12345", 31, 0, "6789",
		"abcdefghijklmnopqrstuvwxyz123456789");
}
END_TEST

Suite *suite_strbuf(void);
Suite *suite_strbuf(void)
{
	Suite *s = suite_create("strbuf");
	TCase *t = tcase_create("strbuf");
	tcase_add_test(t, strbuf__init__is_an_empty_string);
	tcase_add_test(t, strbuf__add__grows_and_ends_in_nul);
	tcase_add_test(t, strbuf__addf__fits_exactly_and_just_not);
	tcase_add_test(t, strbuf__addf__empty_format_on_empty);
	tcase_add_test(t, strbuf__addrune__as_utf8);
	tcase_add_test(t, strbuf__detach__hands_over_and_starts_anew);
	tcase_add_test(t, strbuf__splice__everywhere);
	suite_add_tcase(s, t);
	return s;
}
