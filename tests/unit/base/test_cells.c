#include "carrel/cells.h"

#include "carrel/strbuf.h"
#include "carrel/utf8.h"

#include <check.h>
#include <string.h>

/* The judge, written apart from cells.c: what may never reach a terminal. NULL: harmless. */
static const char *danger(const char *s, size_t n)
{
	if (!utf8_valid(s, n))
		return "malformed UTF-8";
	for (size_t i = 0; i < n;) {
		uint32_t r;
		i += utf8_decode(s + i, n - i, &r);
		if (r < 0x20 || r == 0x7F)
			return "C0 or DEL";
		if (r >= 0x80 && r < 0xA0)
			return "C1";
		if (r == 0x61C || (r >= 0x200E && r <= 0x200F) || (r >= 0x202A && r <= 0x202E) ||
			(r >= 0x2066 && r <= 0x2069))
			return "bidi control";
		if ((r >= 0x200B && r <= 0x200D) || r == 0x2060 || r == 0xFEFF || r == 0xAD ||
			(r >= 0xFE00 && r <= 0xFE0F) || r >= 0xE0000)
			return "invisible";
		if (r == 0x2028 || r == 0x2029 || r == 0x115F || r == 0x1160 || r == 0x3164 ||
			r == 0xFFA0 || (r >= 0xE000 && r <= 0xF8FF))
			return "separator, filler or private use";
	}
	return NULL;
}

static bool sound(const struct cells_cluster *c)
{
	return c->len >= 1 && c->len <= CELLS_CLUSTER_MAX && c->text[c->len] == '\0' &&
		strlen(c->text) == c->len && (c->width == 1 || c->width == 2) &&
		!danger(c->text, c->len);
}

/* Walks s to its end; false when a cluster is not sound or the walk stands still. */
static bool walk_is_sound(const char *s, size_t n)
{
	size_t cells = 0;
	for (size_t i = 0; i < n;) {
		struct cells_cluster c;
		size_t used = cells_next(s + i, n - i, &c);
		if (used < 1 || used > n - i || !sound(&c))
			return false;
		cells += c.width;
		i += used;
	}
	return cells == cells_width(s, n);
}

START_TEST(cells__judge__catches_raw_text)
{
	ck_assert_ptr_nonnull(danger("\x1B", 1));
	ck_assert_ptr_nonnull(danger("\xC2\x9B", 2));
	ck_assert_ptr_nonnull(danger("\xE2\x80\xAE", 3));
	ck_assert_ptr_nonnull(danger("\xE2\x80\x8D", 3));
	ck_assert_ptr_nonnull(danger("\xF3\xA0\x81\xA1", 4));
	ck_assert_ptr_nonnull(danger("\xE1\x85\x9F", 3));
	ck_assert_ptr_nonnull(danger("\xFF", 1));
	ck_assert_ptr_null(danger("a\xC3\xB1", 3));
	size_t caught = 0;
	for (uint32_t rune = 0; rune <= 0x10FFFF; rune++) {
		char raw[UTF8_MAX];
		caught += danger(raw, utf8_encode(rune, raw)) != NULL;
	}
	ck_assert_uint_gt(
		caught, 137000); /* private use alone is 137,468, planes 15 and 16 with it */
}
END_TEST

START_TEST(cells__next__every_code_point_alone_and_between_letters)
{
	for (uint32_t rune = 0; rune <= 0x10FFFF; rune++) {
		if (rune >= 0xD800 && rune <= 0xDFFF)
			continue;
		char s[UTF8_MAX + 2] = "e";
		size_t n = utf8_encode(rune, s + 1);
		s[n + 1] = 'z';
		if (!walk_is_sound(s + 1, n) || !walk_is_sound(s, n + 2))
			ck_abort_msg("U+%04X is not drawn soundly", rune);
	}
}
END_TEST

START_TEST(cells__next__every_pair_of_bytes)
{
	for (unsigned int pair = 0; pair < 0x10000; pair++) {
		char s[] = {(char)(pair >> 8), (char)(pair & 0xFF), 'z'};
		if (!walk_is_sound(s, 2) || !walk_is_sound(s, 3))
			ck_abort_msg("bytes %04X are not drawn soundly", pair);
		struct strbuf out = STRBUF_INIT;
		cells_clean(&out, s, 3, false);
		if (danger(out.buf, out.len) || out.buf[out.len - 1] != 'z')
			ck_abort_msg("bytes %04X hide what follows", pair);
		strbuf_fini(&out);
	}
}
END_TEST

static struct cells_cluster first(const char *s)
{
	struct cells_cluster c;
	(void)cells_next(s, strlen(s), &c);
	return c;
}

static size_t first_used(const char *s)
{
	struct cells_cluster c;
	return cells_next(s, strlen(s), &c);
}

START_TEST(cells__next__signs_of_controls)
{
	ck_assert_str_eq(first("\x1B[31m").text, "\xE2\x90\x9B");
	ck_assert(first("\x1B").replaced);
	ck_assert_str_eq(first("\r").text, "\xE2\x90\x8D");
	ck_assert_str_eq(first("\n").text, "\xE2\x90\xA4");
	ck_assert_str_eq(first("\t").text, " ");
	ck_assert_str_eq(first("\x7F").text, "\xE2\x90\xA1");
	ck_assert_str_eq(first("\xC2\x9B").text, "\xC2\xB7");
	ck_assert_str_eq(first("\xE2\x80\xAE").text, "\xC2\xB7");
	ck_assert_str_eq(first("\xFF").text, "\xEF\xBF\xBD");
	ck_assert(first("\xFF").replaced);
	ck_assert(!first("\xEF\xBF\xBD").replaced);
	struct cells_cluster c;
	ck_assert_uint_eq(cells_next("\0x", 2, &c), 1);
	ck_assert_str_eq(c.text, "\xE2\x90\x80");
}
END_TEST

START_TEST(cells__next__spaces_are_one_plain_space)
{
	ck_assert_str_eq(first("\xC2\xA0").text, " ");
	ck_assert_str_eq(first("\xE2\x80\x83").text, " ");
	ck_assert_str_eq(first("\xE3\x80\x80").text, " ");
	ck_assert_int_eq(first("\xE3\x80\x80").width, 1);
}
END_TEST

START_TEST(cells__next__decomposed_letter_is_one_cluster)
{
	struct cells_cluster c = first("e\xCC\x81x");
	ck_assert_str_eq(c.text, "e\xCC\x81");
	ck_assert_int_eq(c.width, 1);
	ck_assert(!c.replaced);
	ck_assert_uint_eq(first_used("e\xCC\x81x"), 3);
}
END_TEST

START_TEST(cells__next__flood_of_marks_is_two_cells)
{
	struct strbuf sb = STRBUF_INIT;
	strbuf_addstr(&sb, "a");
	for (int i = 0; i < 10000; i++)
		strbuf_addrune(&sb, 0x300);
	strbuf_addch(&sb, 'z');
	ck_assert_uint_eq(first(sb.buf).len, 1 + CELLS_MARKS_MAX * 2);
	ck_assert_uint_eq(cells_width(sb.buf, sb.len), 3); /* a, the sign for 9,996 marks, z */
	strbuf_fini(&sb);
}
END_TEST

START_TEST(cells__next__mark_without_base_is_seen)
{
	struct cells_cluster c = first("\xCC\x81x");
	ck_assert_str_eq(c.text, "\xC2\xB7");
	ck_assert(c.replaced);
	ck_assert_uint_eq(cells_widths("\x1B\xCC\x81"), 2);
}
END_TEST

START_TEST(cells__next__joiners_vanish_only_where_they_have_a_use)
{
	/* man ZWJ woman ZWJ girl: three people of two cells */
	const char *family =
		"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7";
	ck_assert_uint_eq(cells_widths(family), 6);
	ck_assert_uint_eq(cells_widths("\xE2\x9D\xA4\xEF\xB8\x8F"), 1);  /* heart VS16 */
	ck_assert_uint_eq(cells_widths("1\xEF\xB8\x8F\xE2\x83\xA3"), 1); /* keycap 1 */
	ck_assert_uint_eq(
		cells_widths("\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD"), 2); /* thumb, skin tone */
	ck_assert_uint_eq(cells_widths("pass\xE2\x80\x8Dword"), 9);
	ck_assert_uint_eq(cells_widths("ma\xC3\xB1\xE2\x80\x8D"
				       "ana"),
		7);
	ck_assert_uint_eq(cells_widths("pass\xEF\xB8\x8Fword"), 9);
	ck_assert_uint_eq(cells_widths("\xF0\x9F\x8F\xBD"), 1); /* a skin tone alone */
}
END_TEST

START_TEST(cells__next__flag_reads_as_its_letters)
{
	struct strbuf out = STRBUF_INIT;
	const char *spain = "\xF0\x9F\x87\xAA\xF0\x9F\x87\xB8";
	cells_clean(&out, spain, strlen(spain), false);
	ck_assert_str_eq(out.buf, "ES");
	ck_assert(first(spain).replaced);
	strbuf_fini(&out);
}
END_TEST

START_TEST(cells__next__hangul_composes_or_is_a_sign)
{
	struct cells_cluster c = first("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB"); /* h a n */
	ck_assert_str_eq(c.text, "\xED\x95\x9C");
	ck_assert_int_eq(c.width, 2);
	ck_assert_str_eq(first("\xE1\x84\x92\xE1\x85\xA1x").text, "\xED\x95\x98");
	ck_assert_str_eq(first("\xE1\x85\xA1").text, "\xC2\xB7"); /* a vowel alone */
	ck_assert_int_eq(first("\xE1\x84\x92").width, 2);         /* a consonant alone */
}
END_TEST

START_TEST(cells__rune_width__known_values)
{
	ck_assert_int_eq(cells_rune_width('a'), 1);
	ck_assert_int_eq(cells_rune_width(0xF1), 1);
	ck_assert_int_eq(cells_rune_width(0x20AC), 1);
	ck_assert_int_eq(cells_rune_width(0x6F22), 2);
	ck_assert_int_eq(cells_rune_width(0xFF21), 2);
	ck_assert_int_eq(cells_rune_width(0x1F600), 2);
	ck_assert_int_eq(cells_rune_width(0x301), 0);
	ck_assert_int_eq(cells_rune_width(0x1B), -1);
	ck_assert_int_eq(cells_rune_width(0x202E), -1);
	ck_assert_int_eq(cells_rune_width(0x378), -1); /* unassigned */
	ck_assert_int_eq(cells_rune_width(0x10FFFF), -1);
	ck_assert_int_eq(cells_rune_width(0xFFFFFFFF), -1);
	ck_assert(cells_allowed(0x5D0));
	ck_assert(!cells_allowed(0x301));
	ck_assert(!cells_allowed(0xE000));
}
END_TEST

static void check_fit(const char *s, size_t max, size_t bytes, size_t cells)
{
	size_t got;
	ck_assert_uint_eq(cells_fit(s, strlen(s), max, &got), bytes);
	ck_assert_uint_eq(got, cells);
}

START_TEST(cells__fit__never_splits_a_cluster)
{
	check_fit("", 5, 0, 0);
	check_fit("abc", 0, 0, 0);
	check_fit("abc", 2, 2, 2);
	check_fit("abc", 9, 3, 3);
	check_fit("ae\xCC\x81z", 1, 1, 1);
	check_fit("ae\xCC\x81z", 2, 4, 2);
	check_fit("e\xCC\x81", 1, 3, 1);
	check_fit("a\xE6\xBC\xA2z", 2, 1, 1);
	check_fit("a\xE6\xBC\xA2z", 3, 4, 3);
}
END_TEST

START_TEST(cells__clean__tabs_and_newlines)
{
	struct strbuf out = STRBUF_INIT;
	cells_clean(&out, "ab\tc\n\td", 7, true);
	ck_assert_str_eq(out.buf, "ab      c\n        d");
	strbuf_reset(&out);
	cells_clean(&out, "a\nb", 3, false);
	ck_assert_str_eq(out.buf,
		"a\xE2\x90\xA4"
		"b");
	strbuf_fini(&out);
}
END_TEST

static void check_pad(const char *s, size_t width, bool right, const char *want)
{
	struct strbuf out = STRBUF_INIT;
	cells_pad(&out, s, width, right);
	ck_assert_str_eq(out.buf, want);
	ck_assert_uint_eq(cells_widths(out.buf), width);
	strbuf_fini(&out);
}

START_TEST(cells__pad__exact_width)
{
	check_pad("ab", 4, false, "ab  ");
	check_pad("ab", 4, true, "  ab");
	check_pad("", 2, false, "  ");
	check_pad("abcd", 4, false, "abcd");
	check_pad("abcde", 4, false, "abc\xE2\x80\xA6");
	check_pad("abcde", 1, false, "\xE2\x80\xA6");
	check_pad("abcde", 0, false, "");
	check_pad("a\xE6\xBC\xA2\xE6\xBC\xA2", 4, false, "a\xE6\xBC\xA2\xE2\x80\xA6");
	check_pad("a\xE6\xBC\xA2\xE6\xBC\xA2", 3, false, "a\xE2\x80\xA6 ");
	check_pad("a\x1Bz", 3, false, "a\xE2\x90\x9Bz");
	cells_ascii_marks(true);
	check_pad("abcde", 3, false, "ab~");
	cells_ascii_marks(false);
}
END_TEST

Suite *suite_cells(void);
Suite *suite_cells(void)
{
	Suite *s = suite_create("cells");
	TCase *t = tcase_create("cells");
	tcase_add_test(t, cells__judge__catches_raw_text);
	tcase_add_test(t, cells__next__every_code_point_alone_and_between_letters);
	tcase_add_test(t, cells__next__every_pair_of_bytes);
	tcase_add_test(t, cells__next__signs_of_controls);
	tcase_add_test(t, cells__next__spaces_are_one_plain_space);
	tcase_add_test(t, cells__next__decomposed_letter_is_one_cluster);
	tcase_add_test(t, cells__next__flood_of_marks_is_two_cells);
	tcase_add_test(t, cells__next__mark_without_base_is_seen);
	tcase_add_test(t, cells__next__joiners_vanish_only_where_they_have_a_use);
	tcase_add_test(t, cells__next__flag_reads_as_its_letters);
	tcase_add_test(t, cells__next__hangul_composes_or_is_a_sign);
	tcase_add_test(t, cells__rune_width__known_values);
	tcase_add_test(t, cells__fit__never_splits_a_cluster);
	tcase_add_test(t, cells__clean__tabs_and_newlines);
	tcase_add_test(t, cells__pad__exact_width);
	suite_add_tcase(s, t);
	return s;
}
