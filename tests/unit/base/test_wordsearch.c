/* test_wordsearch.c - what a typed word finds, and in which order. */
#include "carrel/arena.h"
#include "carrel/wordsearch.h"

#include <check.h>
#include <string.h>

static struct arena *a;
static struct wordsearch *ws;

static void setup(void)
{
	a = arena_new();
	ws = wordsearch_new();
	static const char *const docs[][2] = {
		{"Returning a parcel", "How to send something back within fourteen days."},
		{"Refunds", "The money of a returned parcel arrives in five days."},
		{"Cancelación del contrato", "El cliente cancela por correo."},
		{"The router blinks", "Unplug the router, wait, plug it in."},
	};
	for (uint32_t i = 0; i < 4; i++) {
		wordsearch_add(ws, i, 6, docs[i][0]);
		wordsearch_add(ws, i, 1, docs[i][1]);
	}
}

static void teardown(void)
{
	wordsearch_free(&ws);
	arena_free(&a);
}

/* Numbers of the documents found, best first: "01". */
static const char *found(const char *typed)
{
	size_t n;
	const struct wordsearch_hit *hits = wordsearch_query(ws, typed, SIZE_MAX, a, &n, NULL);
	char *out = arena_alloc(a, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = (char)('0' + hits[i].doc);
	return out;
}

START_TEST(wordsearch__query__the_title_weighs_more)
{
	ck_assert_str_eq(found("parcel"), "01");
	ck_assert_str_eq(found("refunds"), "1");
}
END_TEST

START_TEST(wordsearch__query__accents_beginnings_endings_slips)
{
	ck_assert_str_eq(found("cancelacion"), "2");
	ck_assert_str_eq(found("rou"), "3");
	ck_assert_str_eq(found("returns"), "01");
	ck_assert_str_eq(found("roter"), "3");
	ck_assert_str_eq(found("ruoter"), "3");
	ck_assert_str_eq(found("cancelasión"), "2");
	ck_assert_str_eq(found("xyzzyx"), "");
	ck_assert_str_eq(found("pracle"), "");
}
END_TEST

START_TEST(wordsearch__query__one_or_two_words_all_of_them_of_more_two_thirds)
{
	ck_assert_str_eq(found("router refund"), "");
	ck_assert_str_eq(found("router plug"), "3");
	ck_assert_str_eq(found("router plug nowhere"), "3");
	ck_assert_str_eq(found("router nowhere neverwas"), "");
	int words;
	size_t n;
	wordsearch_query(ws, " parcel,  d'returned ", 1, a, &n, &words);
	ck_assert_int_eq(words, 3);
	ck_assert_uint_eq(n, 1);
}
END_TEST

START_TEST(wordsearch__query__nothing_typed_finds_nothing)
{
	ck_assert_str_eq(found(""), "");
	ck_assert_str_eq(found(" .,- "), "");
	struct wordsearch *empty = wordsearch_new();
	size_t n;
	wordsearch_query(empty, "word", 5, a, &n, NULL);
	ck_assert_uint_eq(n, 0);
	wordsearch_free(&empty);
}
END_TEST

/* The same question twice gives the same answer: nothing of the first is left. */
START_TEST(wordsearch__query__again)
{
	const char *first = found("parcel days");
	found("router");
	ck_assert_str_eq(found("parcel days"), first);
	ck_assert_uint_gt(strlen(first), 0);
}
END_TEST

Suite *suite_wordsearch(void);
Suite *suite_wordsearch(void)
{
	Suite *s = suite_create("wordsearch");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, wordsearch__query__the_title_weighs_more);
	tcase_add_test(t, wordsearch__query__accents_beginnings_endings_slips);
	tcase_add_test(t, wordsearch__query__one_or_two_words_all_of_them_of_more_two_thirds);
	tcase_add_test(t, wordsearch__query__nothing_typed_finds_nothing);
	tcase_add_test(t, wordsearch__query__again);
	suite_add_tcase(s, t);
	return s;
}
