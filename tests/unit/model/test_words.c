#include "carrel/agent.h"
#include "carrel/call.h"
#include "carrel/casefile.h"
#include "carrel/contact.h"
#include "carrel/customer.h"
#include "carrel/queue.h"

#include <check.h>
#include <stddef.h>

START_TEST(words__id__known_and_unknown)
{
	ck_assert_str_eq(word_id(case_state_words, CASE_WAITING_US), "waiting_us");
	ck_assert_str_eq(word_label(case_state_words, CASE_WAITING_US), "Waiting for us");
	ck_assert_str_eq(word_id(case_state_words, 99), "?");
	ck_assert_str_eq(word_label(case_state_words, -1), "?");
}
END_TEST

START_TEST(words__parse__exact_only)
{
	int value = 7;
	ck_assert(word_parse(contact_kind_words, "mail", &value));
	ck_assert_int_eq(value, CONTACT_MAIL);
	ck_assert(!word_parse(contact_kind_words, "Mail", &value));
	ck_assert(!word_parse(contact_kind_words, "", &value));
	ck_assert(!word_parse(contact_kind_words, NULL, &value));
	ck_assert_int_eq(value, CONTACT_MAIL);
}
END_TEST

START_TEST(words__foreign__known_or_as_it_came)
{
	ck_assert_str_eq(word_foreign(reference_status_words, "sent"), "sent");
	ck_assert_str_eq(word_foreign(reference_kind_words, "order"), "Order");
	ck_assert_str_eq(word_foreign(reference_kind_words, "raffle ticket"), "raffle ticket");
}
END_TEST

START_TEST(words__tables__every_id_reads_back)
{
	const struct word *tables[] = {case_state_words, call_state_words, call_end_words,
		contact_kind_words, direction_words, customer_kind_words, customer_standing_words,
		tone_words, identity_kind_words, agent_role_words, agent_state_words,
		item_kind_words, reference_kind_words, reference_status_words};
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		int row = 0;
		for (const struct word *w = tables[i]; w->id != NULL; w++, row++) {
			int value = -1;
			ck_assert(word_parse(tables[i], w->id, &value));
			ck_assert_int_eq(value, w->value);
			ck_assert_int_eq(value, row);
			ck_assert_ptr_nonnull(w->label);
		}
		ck_assert_int_gt(row, 1);
	}
}
END_TEST

Suite *suite_words(void);
Suite *suite_words(void)
{
	Suite *s = suite_create("words");
	TCase *tc = tcase_create("words");
	tcase_add_test(tc, words__id__known_and_unknown);
	tcase_add_test(tc, words__parse__exact_only);
	tcase_add_test(tc, words__foreign__known_or_as_it_came);
	tcase_add_test(tc, words__tables__every_id_reads_back);
	suite_add_tcase(s, tc);
	return s;
}
