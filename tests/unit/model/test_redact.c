/* test_redact.c - what tells of whom it was about does not stay. */
#include "carrel/redact.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <string.h>

static const char *const names[] = {"Núria Rovira i Puig", "C/ Aragó 12"};

static void is(const char *text, const char *want, size_t taken)
{
	const struct redact rules = {.names = names, .nnames = 2};
	struct strbuf out = STRBUF_INIT;
	size_t n = redact_text(&rules, text, &out);
	ck_assert_str_eq(out.buf, want);
	ck_assert_uint_eq(n, taken);
	strbuf_fini(&out);
}

START_TEST(redact__text__names_in_any_form)
{
	is("Nuria called, then ROVIRA.", "[name] called, then [name].", 2);
	is("For Núria Rovira i Puig: done", "For [name] i [name]: done", 2);
	is("Puigcerdà is a town", "Puigcerdà is a town", 0);
}
END_TEST

START_TEST(redact__text__numbers_mails_links)
{
	is("Ring +34 612 345 678 now", "Ring [phone] now", 1);
	is("Ring 612-345-678.", "Ring [phone].", 1);
	is("Order 90210 and #W2611340, refund 49.90", "Order [number] and [number], refund 49.90",
		2);
	is("Mail nuria@example.org, or see https://shop.example/o/77.",
		"Mail [mail], or see [link].", 2);
	is("Card 4111 1111 1111 1111 charged twice", "Card [card] charged twice", 1);
	is("Wait 2 days, press 5", "Wait 2 days, press 5", 0);
	is("", "", 0);
}
END_TEST

START_TEST(redact__text__silent_leaves_only_words)
{
	const struct redact rules = {.silent = true};
	struct strbuf out = STRBUF_INIT;
	redact_text(&rules, "refund a@b.example 612345678 kettle", &out);
	ck_assert_ptr_null(strpbrk(out.buf, "@0123456789["));
	ck_assert_ptr_nonnull(strstr(out.buf, "refund"));
	ck_assert_ptr_nonnull(strstr(out.buf, "kettle"));
	strbuf_fini(&out);
}
END_TEST

Suite *suite_redact(void);
Suite *suite_redact(void)
{
	Suite *s = suite_create("redact");
	TCase *t = tcase_create("core");
	tcase_add_test(t, redact__text__names_in_any_form);
	tcase_add_test(t, redact__text__numbers_mails_links);
	tcase_add_test(t, redact__text__silent_leaves_only_words);
	suite_add_tcase(s, t);
	return s;
}
