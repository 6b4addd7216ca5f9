/* test_html.c - nothing that is written into a page is read as markup. */
#include "carrel/html.h"
#include "carrel/strbuf.h"

#include <check.h>

static struct strbuf out;

static void setup(void)
{
	strbuf_init(&out);
}

static void teardown(void)
{
	strbuf_fini(&out);
}

START_TEST(html__add_text__markup)
{
	html_add_text(&out, "<b a=\"1\" c='2'>R&D</b>");
	ck_assert_str_eq(out.buf, "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;R&amp;D&lt;/b&gt;");
}
END_TEST

START_TEST(html__add_text__what_stands_as_it_is)
{
	html_add_text(&out, "Grüße, 你好\n\tlínia dos");
	ck_assert_str_eq(out.buf, "Grüße, 你好\n\tlínia dos");
}
END_TEST

START_TEST(html__add_text__control_characters)
{
	html_add_text(&out,
		"a\x1B[2J\rb\x7F\xC2\x9B"
		"c");
	ck_assert_str_eq(out.buf, "a[2Jbc");
}
END_TEST

START_TEST(html__add_text__bytes_that_are_no_text)
{
	html_add_text(&out, "a\xFF<");
	ck_assert_str_eq(out.buf, "a\xEF\xBF\xBD&lt;");
}
END_TEST

Suite *suite_html(void);
Suite *suite_html(void)
{
	Suite *s = suite_create("html");
	TCase *t = tcase_create("html");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, html__add_text__markup);
	tcase_add_test(t, html__add_text__what_stands_as_it_is);
	tcase_add_test(t, html__add_text__control_characters);
	tcase_add_test(t, html__add_text__bytes_that_are_no_text);
	suite_add_tcase(s, t);
	return s;
}
