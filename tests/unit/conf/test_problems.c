#include "carrel/problems.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

START_TEST(problems__render__one_line_each)
{
	struct problems p = {0};
	struct strbuf out = STRBUF_INIT;
	problems_add(&p, "a.yaml", 3, 7, "texts[0].id", "is %s", "missing");
	problems_add(&p, "b.yaml", 0, 0, "", "cannot be read");
	problems_render(&p, &out);
	ck_assert_str_eq(out.buf, "a.yaml:3:7: texts[0].id: is missing\nb.yaml: cannot be read\n");
	strbuf_fini(&out);
	problems_fini(&p);
}
END_TEST

START_TEST(problems__add__hostile_bytes_are_cleaned)
{
	struct problems p = {0};
	problems_add(&p, "a", 1, 1, "k\n\x1b[31m", "quotes '\x07\xff\xe2\x80\xae'");
	ck_assert_str_eq(problems_at(&p, 0)->path, "k��[31m");
	ck_assert_str_eq(problems_at(&p, 0)->message, "quotes '���'");
	problems_fini(&p);
}
END_TEST

START_TEST(problems__add__a_long_word_is_cut_at_a_character)
{
	struct problems p = {0};
	struct strbuf long_word = STRBUF_INIT;
	for (int i = 0; i < 1000; i++)
		strbuf_addstr(&long_word, "é");
	problems_add(&p, "a", 1, 1, "", "%s", long_word.buf);
	size_t len = strlen(problems_at(&p, 0)->message);
	ck_assert_uint_le(len, 410);
	ck_assert_uint_ge(len, 390);
	ck_assert_str_eq(problems_at(&p, 0)->message + len - 3, "…");
	strbuf_fini(&long_word);
	problems_fini(&p);
}
END_TEST

START_TEST(problems__add__a_flood_is_bounded_and_says_so)
{
	struct problems p = {0}, copy = {0};
	for (int i = 0; i < 5000; i++)
		problems_add(&p, "a", i, 1, "", "x");
	ck_assert_uint_eq(problems_count(&p), PROBLEMS_MAX + 1);
	ck_assert_ptr_nonnull(strstr(problems_at(&p, PROBLEMS_MAX)->message, "more problems"));
	problems_append(&copy, &p);
	problems_append(&copy, &p);
	ck_assert_uint_eq(problems_count(&copy), PROBLEMS_MAX + 1);
	problems_fini(&p);
	problems_fini(&copy);
}
END_TEST

static const char *const names[] = {"title", "topics", "text", "then", "rights"};

START_TEST(suggest__nearest__slips_of_the_fingers)
{
	ck_assert_str_eq(suggest_nearest("tittle", names, 5), "title");
	ck_assert_str_eq(suggest_nearest("Title", names, 5), "title");
	ck_assert_str_eq(suggest_nearest("tilte", names, 5), "title");
	ck_assert_str_eq(suggest_nearest("rihgts", names, 5), "rights");
	ck_assert_str_eq(suggest_nearest("txt", names, 5), "text");
}
END_TEST

START_TEST(suggest__nearest__nothing_is_near)
{
	ck_assert_ptr_null(suggest_nearest("zebra", names, 5));
	ck_assert_ptr_null(suggest_nearest("", names, 5));
	ck_assert_ptr_null(suggest_nearest("text", names, 0));
	char flood[5000];
	memset(flood, 't', sizeof flood - 1);
	flood[sizeof flood - 1] = '\0';
	ck_assert_ptr_null(suggest_nearest(flood, names, 5));
}
END_TEST

Suite *suite_problems(void);
Suite *suite_problems(void)
{
	Suite *s = suite_create("problems");
	TCase *t = tcase_create("core");
	tcase_add_test(t, problems__render__one_line_each);
	tcase_add_test(t, problems__add__hostile_bytes_are_cleaned);
	tcase_add_test(t, problems__add__a_long_word_is_cut_at_a_character);
	tcase_add_test(t, problems__add__a_flood_is_bounded_and_says_so);
	tcase_add_test(t, suggest__nearest__slips_of_the_fingers);
	tcase_add_test(t, suggest__nearest__nothing_is_near);
	suite_add_tcase(s, t);
	return s;
}
