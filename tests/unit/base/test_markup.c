/* test_markup.c - one reading of the small markup, whatever is written in it. */
#include "carrel/arena.h"
#include "carrel/markup.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <string.h>

static struct arena *a;

static void setup(void)
{
	a = arena_new();
}

static void teardown(void)
{
	arena_free(&a);
}

/* "H2:Title|P:one *two*|" with the kinds of spans by their signs. */
static const char *shape(const char *text)
{
	static const char *const kinds[] = {"P", "H", "-", "#", "T"};
	static const char *const signs[] = {"", "**", "*", "`", "@"};
	struct strbuf out = STRBUF_INIT;
	size_t n;
	const struct markup_block *b = markup_parse(text, a, &n);
	for (size_t i = 0; i < n; i++) {
		strbuf_addf(&out, "%s%d:", kinds[b[i].kind],
			b[i].kind == MARKUP_STEP ? b[i].number : b[i].level);
		for (size_t j = 0; j < b[i].n; j++) {
			const struct markup_span *s = &b[i].spans[j];
			strbuf_addf(&out, "%s%s%s", signs[s->kind], s->text, signs[s->kind]);
			if (s->target)
				strbuf_addf(&out, "(%s)", s->target);
		}
		strbuf_addch(&out, '|');
	}
	const char *copy = arena_strndup(a, out.buf, out.len);
	strbuf_fini(&out);
	return copy;
}

START_TEST(markup__parse__blocks)
{
	ck_assert_str_eq(shape("# A\n## B\n###### C\nword"), "H1:A|H2:B|H3:C|P0:word|");
	ck_assert_str_eq(shape("one\ntwo\n\nthree"), "P0:one two|P0:three|");
	ck_assert_str_eq(shape("- a\n  - b\n- c\n  goes on"), "-0:a|-1:b|-0:c goes on|");
	ck_assert_str_eq(shape("1. a\n2) b\n12. c"), "#1:a|#2:b|#12:c|");
	ck_assert_str_eq(shape("| a | b |\n|---|---|\n| 1 | 2 |"), "T0:| a | b ||T0:| 1 | 2 ||");
	ck_assert_str_eq(shape("a\n---\nb"), "P0:a|P0:b|");
	ck_assert_str_eq(shape(""), "");
}
END_TEST

START_TEST(markup__parse__spans)
{
	ck_assert_str_eq(shape("a **b** *c* `d*`"), "P0:a **b** *c* `d*`|");
	ck_assert_str_eq(shape("see [the form](article:faq.form) now"),
		"P0:see @the form@(article:faq.form) now|");
	ck_assert_str_eq(
		shape("[x](https://example.org/a?b=1)"), "P0:@x@(https://example.org/a?b=1)|");
}
END_TEST

/* What closes nothing is text; an address that a page could run is none. */
START_TEST(markup__parse__hostile_text_stays_text)
{
	ck_assert_str_eq(shape("2*3*4 a * b * c"), "P0:2*3*4 a * b * c|");
	ck_assert_str_eq(shape("**open"), "P0:**open|");
	ck_assert_str_eq(shape("[x](javascript:alert(1))"), "P0:[x](javascript:alert(1))|");
	ck_assert_str_eq(shape("[x](https://a\"onclick=)"), "P0:[x](https://a\"onclick=)|");
	ck_assert_str_eq(shape("[x](data:text/html,y) [y](article:ok)"),
		"P0:[x](data:text/html,y) @y@(article:ok)|");
	ck_assert_str_eq(shape("#no heading"), "P0:#no heading|");
	struct strbuf many = STRBUF_INIT;
	for (int i = 0; i < 200000; i++)
		strbuf_addstr(&many, "[");
	size_t n;
	markup_parse(many.buf, a, &n);
	ck_assert_uint_eq(n, 1);
	strbuf_reset(&many);
	for (int i = 0; i < MARKUP_BLOCKS_MAX + 100; i++)
		strbuf_addstr(&many, "- x\n");
	markup_parse(many.buf, a, &n);
	ck_assert_uint_le(n, MARKUP_BLOCKS_MAX);
	ck_assert_uint_gt(n, MARKUP_BLOCKS_MAX - 2);
	strbuf_fini(&many);
}
END_TEST

START_TEST(markup__plain__as_it_is_said)
{
	struct strbuf out = STRBUF_INIT;
	markup_plain(
		"## Do\n\nSay **this** [here](https://a.example/x).\n- a\n- b\n1. c\n2. d", &out);
	ck_assert_str_eq(
		out.buf, "Do\n\nSay this here (https://a.example/x).\n\n- a\n- b\n\n1. c\n2. d");
	strbuf_fini(&out);
}
END_TEST

START_TEST(markup__sections__one_by_one)
{
	const char *text = "before\n## One *x*\na\n\nb\n## Two\n### Three\nc\n", *heading, *section;
	ck_assert_uint_eq(markup_sections(text), 3);
	ck_assert(markup_section(text, 0, a, &heading, &section));
	ck_assert_str_eq(heading, "One x");
	ck_assert_str_eq(section, "a\n\nb\n");
	ck_assert(markup_section(text, 1, a, &heading, &section));
	ck_assert_str_eq(section, "");
	ck_assert(markup_section(text, 2, a, &heading, &section));
	ck_assert_str_eq(section, "c\n");
	ck_assert(!markup_section(text, 3, a, &heading, &section));
}
END_TEST

Suite *suite_markup(void);
Suite *suite_markup(void)
{
	Suite *s = suite_create("markup");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, markup__parse__blocks);
	tcase_add_test(t, markup__parse__spans);
	tcase_add_test(t, markup__parse__hostile_text_stays_text);
	tcase_add_test(t, markup__plain__as_it_is_said);
	tcase_add_test(t, markup__sections__one_by_one);
	suite_add_tcase(s, t);
	return s;
}
