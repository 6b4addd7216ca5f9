#include "carrel/fold.h"

#include "carrel/arena.h"
#include "carrel/utf8.h"

#include <check.h>
#include <string.h>

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(&arena);
}

static void check_fold(const char *s, const char *want)
{
	ck_assert_str_eq(fold_text(arena, s), want);
}

START_TEST(fold__text__case_accents_and_spaces)
{
	check_fold("", "");
	check_fold("   ", "");
	check_fold("  Ana \t ROCA  ", "ana roca");
	check_fold("NÚÑEZ", "nunez");
	check_fold("nu\314\201n\314\203ez", "nunez");
	check_fold("François\302\240 García ", "francois garcia");
	check_fold("\302\240É\302\240", "e");
}
END_TEST

START_TEST(fold__text__letters_that_do_not_decompose)
{
	check_fold("Straße", "strasse");
	check_fold("ẞ", "ss");
	check_fold("Łódź", "lodz");
	check_fold("København", "kobenhavn");
	check_fold("Ærœ", "aeroe");
	check_fold("İstanbul", "istanbul");
	check_fold("ＡＢ", "ab");
	check_fold("ﬁn", "fin");
	check_fold("d’Arc", "d'arc");
}
END_TEST

START_TEST(fold__text__catalan_point)
{
	check_fold("Col·legi", "collegi");
	check_fold("COL·LEGI", "collegi");
	check_fold("Coŀlegi", "collegi"); /* U+0140, l with point */
	check_fold("a·b", "a·b");
}
END_TEST

START_TEST(fold__text__greek_cyrillic_and_marks_that_are_vowels)
{
	check_fold("Σάς", "σασ");
	check_fold("ЁЛ", "ел");
	check_fold("क\340\244\277", "क\340\244\277");
}
END_TEST

START_TEST(fold__text__invisible_characters_are_gone)
{
	check_fold("Ro\302\255ca\342\200\213", "roca");
	check_fold("\xFFx", "�x");
}
END_TEST

START_TEST(fold__text__folding_twice_changes_nothing)
{
	for (uint32_t rune = 1; rune <= 0x10FFFF; rune++) {
		if (rune == 0x3000)
			rune = 0xF900; /* ideographs and Hangul have nothing to fold */
		if (rune == 0x20000)
			rune = 0x2F800;
		if (rune == 0x30000)
			break;
		char s[UTF8_MAX + 3] = "l";
		size_t n = utf8_encode(rune, s + 1);
		s[1 + n] = 'z';
		struct arena_mark mark = arena_mark(arena);
		const char *once = fold_text(arena, s);
		if (strcmp(once, fold_text(arena, once)) != 0)
			ck_abort_msg("U+%04X folds to %s, that to %s", rune, once,
				fold_text(arena, once));
		arena_release(arena, mark);
	}
}
END_TEST

START_TEST(fold__match__every_word_begins_a_word)
{
	ck_assert(fold_match("ana maria roca", "mar an"));
	ck_assert(fold_match("ana maria roca", ""));
	ck_assert(!fold_match("ana maria roca", "aria"));
	ck_assert(!fold_match("ana maria roca", "ana pep"));
	ck_assert(fold_match("l'hospitalet", "hosp"));
	ck_assert(fold_match("ana@roca.example", "roca"));
	ck_assert(fold_match("+34600112233", "+346"));
	ck_assert(!fold_match("", "a"));
	ck_assert(!fold_match("σα", "α"));
}
END_TEST

static void check_find(const char *hay, const char *needle, const char *found)
{
	size_t start, len;
	bool ok = fold_find(hay, needle, &start, &len);
	ck_assert_int_eq(ok, found != NULL);
	if (found) {
		ck_assert_uint_eq(len, strlen(found));
		ck_assert_mem_eq(hay + start, found, len);
	}
}

START_TEST(fold__find__range_in_the_source)
{
	check_find("Ana García", "garci", "Garcí");
	check_find("Ana  Garci\314\201a", "GARCI", "Garci\314\201");
	check_find("Straße", "stras", "Straß");
	check_find("Ana  María", "ana mar", "Ana  Mar");
	check_find("Ana Roca", "roca ana", "Roca");
	check_find("Ana Roca", "oca", NULL);
	check_find("Ana Roca", "", NULL);
	check_find("", "a", NULL);
	check_find("Ana ", "ana", "Ana");
	check_find("Ana\302\240 \t Roca", "ana", "Ana");
	check_find("Marià", "maria", "Marià"); /* its last byte, 0xA0, is no space */
}
END_TEST

Suite *suite_fold(void);
Suite *suite_fold(void)
{
	Suite *s = suite_create("fold");
	TCase *t = tcase_create("fold");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, fold__text__case_accents_and_spaces);
	tcase_add_test(t, fold__text__letters_that_do_not_decompose);
	tcase_add_test(t, fold__text__catalan_point);
	tcase_add_test(t, fold__text__greek_cyrillic_and_marks_that_are_vowels);
	tcase_add_test(t, fold__text__invisible_characters_are_gone);
	tcase_add_test(t, fold__text__folding_twice_changes_nothing);
	tcase_add_test(t, fold__match__every_word_begins_a_word);
	tcase_add_test(t, fold__find__range_in_the_source);
	suite_add_tcase(s, t);
	return s;
}
