#include "carrel/pan.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

static void expect(const char *text, const char *masked)
{
	struct strbuf out = STRBUF_INIT;
	pan_mask(text, strlen(text), &out);
	ck_assert_str_eq(out.buf, masked);
	strbuf_fini(&out);
}

static void untouched(const char *text)
{
	expect(text, text);
}

START_TEST(pan__mask__layouts)
{
	expect("4111111111111111", "[card ****1111]");
	expect("card 4111 1111 1111 1111 ok", "card [card ****1111] ok");
	expect("4111-1111-1111-1111", "[card ****1111]");
	expect("4111.1111.1111.1111", "[card ****1111]");
	expect("3782 822463 10005", "[card ****0005]");
	expect("5555555555554444,4012888888881881", "[card ****4444],[card ****1881]");
	expect("4111\xc2\xa0"
	       "1111\xc2\xa0"
	       "1111\xc2\xa0"
	       "1111",
		"[card ****1111]");
	expect("٤١١١١١١١١١١١١١١١", "[card ****1111]");
	expect("４１１１ １１１１ １１１１ １１１１", "[card ****1111]");
}
END_TEST

/* What is left of a long run may be a card by itself, once its middle is gone. */
START_TEST(pan__mask__leaves_nothing_that_is_a_card_then)
{
	static const char *const texts[] = {"UC4 111 004 111 0024111 0025 1111 110025115",
		"4114- 4414411105141-114-5115100105455140  0",
		"41015 14415-51-4 5401001411111141 5 115-45541"};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct strbuf out = STRBUF_INIT;
		size_t start, len;
		ck_assert_uint_gt(pan_mask(texts[i], strlen(texts[i]), &out), 1);
		ck_assert_msg(!pan_find(out.buf, out.len, &start, &len), "%s", out.buf);
		strbuf_fini(&out);
	}
}
END_TEST

START_TEST(pan__mask__beside_other_numbers)
{
	expect("4111 1111 1111 1111 12/27", "[card ****1111] 12/27");
	expect("order 77 4111 1111 1111 1111", "order 77 [card ****1111]");
	expect("4111111111111111 28001 Madrid", "[card ****1111] 28001 Madrid");
	expect("600 112 233 4111111111111111", "600 112 233 [card ****1111]");
}
END_TEST

/* Pasted twice, or with no blank after what was typed before. */
START_TEST(pan__mask__without_a_blank_between)
{
	expect("4111111111111111"
	       "4111111111111111",
		"[card ****1111][card ****1111]");
	expect("4111 1111 1111 1111"
	       "4111 1111 1111 1111",
		"[card ****1111][card ****1111]");
	expect("31/02/20264111 1111 1111 1111", "31/02/2026[card ****1111]");
	expect("4111 1111 1111 1111737", "[card ****1111][cvv]");
	untouched("41111111111111124111111111111112");
	untouched("20264111 1111 1111 1112");
	untouched("1234567841111111111111");
}
END_TEST

START_TEST(pan__mask__cvv)
{
	expect("cvv 123", "cvv [cvv]");
	expect("CVC: 1234.", "CVC: [cvv].");
	expect("cvv2 123", "cvv2 [cvv]");
	expect("cvv es 123", "cvv es [cvv]");
	expect("4111111111111111 12/2027 123", "[card ****1111] 12/2027 [cvv]");
	expect("4111111111111111, 999", "[card ****1111], [cvv]");
	untouched("the cvvs 12345");
	untouched("room 123");
	untouched("arcid 123");
}
END_TEST

START_TEST(pan__mask__leaves_business_numbers)
{
	untouched("4111111111111112");
	untouched("+34 600 112 233");
	untouched("1763761234567");
	untouched("ES91 2100 0418 4502 0005 1332");
	untouched("ES9121000418450200051332");
	untouched("GB29 NWBK 6016 1331 9268 19");
	untouched("482 1937-6");
	untouched("99999999999999999999999999999999999999999999");
	untouched("");
	untouched("\xff\xfe 12 \xc3");
}
END_TEST

/* Without the account's letters the same digits would be weighed: the guard above is not blind. */
START_TEST(pan__mask__iban_guard_needs_a_true_iban)
{
	expect("ES00 4111 1111 1111 1111", "ES00 [card ****1111]");
}
END_TEST

/* An account may hold a card's digits: true by its own check digits it is an account, and may be written. */
START_TEST(pan__mask__a_card_inside_a_true_iban_is_an_account)
{
	untouched("EE79 4111 1111 1111 1111");
	untouched("pay to EE794111111111111111, please");
	untouched("ee794111111111111111");
	expect("EE80 4111 1111 1111 1111", "EE80 [card ****1111]");
	expect("xEE79 4111 1111 1111 1111", "xEE79 [card ****1111]");
	untouched("EE79 4111 1111 1111 1111 22");
	expect("EE79 4111 1111 1111 1111, 4012888888881881",
		"EE79 4111 1111 1111 1111, [card ****1881]");
}
END_TEST

START_TEST(pan__find__place)
{
	size_t start = 0;
	size_t len = 0;
	const char *text = "a 4111 1111 1111 1111 b";
	ck_assert(pan_find(text, strlen(text), &start, &len));
	ck_assert_uint_eq(start, 2);
	ck_assert_uint_eq(len, 19);
	ck_assert(!pan_find("none", 4, &start, &len));
}
END_TEST

/* Every made-up card number is found whatever stands around it; its neighbours are not. */
START_TEST(pan__mask__all_of_a_thousand)
{
	unsigned int seed = 1;
	for (int round = 0; round < 1000; round++) {
		char digits[17] = "4";
		int sum = 0;
		for (int i = 1; i < 15; i++) {
			seed = seed * 1103515245 + 12345;
			digits[i] = (char)('0' + (seed >> 16) % 10);
		}
		for (int i = 0; i < 15; i++) {
			int value = digits[i] - '0';
			if (i % 2 == 0)
				value = value * 2 - (value > 4 ? 9 : 0);
			sum += value;
		}
		digits[15] = (char)('0' + (10 - sum % 10) % 10);
		digits[16] = '\0';
		char text[64];
		snprintf(text, sizeof(text), "pay %.4s %.4s %.4s %s now", digits, digits + 4,
			digits + 8, digits + 12);
		struct strbuf out = STRBUF_INIT;
		ck_assert_uint_eq(pan_mask(text, strlen(text), &out), 1);
		strbuf_fini(&out);
		digits[15] = (char)('0' + (digits[15] - '0' + 1) % 10);
		size_t start, len;
		ck_assert(!pan_find(digits, 16, &start, &len));
	}
}
END_TEST

Suite *suite_pan(void);
Suite *suite_pan(void)
{
	Suite *s = suite_create("pan");
	TCase *tc = tcase_create("pan");
	tcase_add_test(tc, pan__mask__layouts);
	tcase_add_test(tc, pan__mask__beside_other_numbers);
	tcase_add_test(tc, pan__mask__without_a_blank_between);
	tcase_add_test(tc, pan__mask__cvv);
	tcase_add_test(tc, pan__mask__leaves_business_numbers);
	tcase_add_test(tc, pan__mask__iban_guard_needs_a_true_iban);
	tcase_add_test(tc, pan__mask__a_card_inside_a_true_iban_is_an_account);
	tcase_add_test(tc, pan__mask__leaves_nothing_that_is_a_card_then);
	tcase_add_test(tc, pan__find__place);
	tcase_add_test(tc, pan__mask__all_of_a_thousand);
	suite_add_tcase(s, tc);
	return s;
}
