#include "carrel/kept.h"

#include "carrel/arena.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <stddef.h>

static const struct {
	const char *put_in, *sent;
	int percent;
} cases[] = {
	{"We are sorry.", "We are sorry.", 100},
	{"We are sorry.", "Hello Maria,\n\n  We are\nsorry. Bye", 100},
	{"one two three four", "one two five four", 75},
	{"one two three four", "four three two one", 25},
	{"one two three", "", 0},
	{"", "anything", 100},
	{"You get {amount} back", "You get 12,40 € back", 100},
	{"You get {amount} back", "You get nothing", 66},
	{"{all} {blanks}", "x", 100},
	{"one two three", "One two three", 66},
	{"un dia més", "un dia més", 100},
	{"one two three", "one\r\ntwo\tthree\r", 100},
};

START_TEST(kept__percent__of_words_in_order)
{
	ck_assert_int_eq(kept_percent(cases[_i].put_in, cases[_i].sent), cases[_i].percent);
}
END_TEST

/* Longer than one run of words: still all of it, and the work is bounded by the run. */
START_TEST(kept__percent__of_a_long_text)
{
	struct strbuf text = STRBUF_INIT;
	for (int i = 0; i < 3 * KEPT_WORDS_MAX; i++)
		strbuf_addf(&text, "w%d ", i);
	ck_assert_int_eq(kept_percent(text.buf, text.buf), 100);
	strbuf_truncate(&text, text.len / 2);
	struct strbuf half = STRBUF_INIT;
	strbuf_addstr(&half, text.buf);
	strbuf_addch(&text, ' ');
	for (int i = 0; i < KEPT_WORDS_MAX; i++)
		strbuf_addstr(&text, "other ");
	ck_assert_int_eq(kept_percent(half.buf, text.buf), 100);
	ck_assert_int_lt(kept_percent(text.buf, half.buf), 100);
	strbuf_fini(&text);
	strbuf_fini(&half);
}
END_TEST

Suite *suite_kept(void);
Suite *suite_kept(void)
{
	Suite *s = suite_create("kept");
	TCase *tc = tcase_create("kept");
	tcase_add_loop_test(
		tc, kept__percent__of_words_in_order, 0, (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(tc, kept__percent__of_a_long_text);
	suite_add_tcase(s, tc);
	return s;
}
