#include "carrel/arena.h"
#include "carrel/customer.h"

#include <check.h>
#include <stddef.h>
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

START_TEST(customer__prepare__folds_the_name)
{
	struct err err = {0};
	struct customer c = {.name = "  Núria Ávila ", .language = "ca"};
	ck_assert_int_eq(customer_prepare(&c, arena, &err), RC_OK);
	ck_assert_str_eq(c.name, "Núria Ávila");
	ck_assert_str_eq(c.name_folded, "nuria avila");
}
END_TEST

START_TEST(customer__prepare__refuses_no_name_and_odd_language)
{
	struct err err = {0};
	struct customer c = {.name = "  "};
	ck_assert_int_eq(customer_prepare(&c, arena, &err), RC_INVALID);
	c = (struct customer){.name = NULL};
	ck_assert_int_eq(customer_prepare(&c, arena, &err), RC_INVALID);
	c = (struct customer){.name = "Ana", .language = "español"};
	ck_assert_int_eq(customer_prepare(&c, arena, &err), RC_INVALID);
	c = (struct customer){.name = "Ana", .language = "ES"};
	ck_assert_int_eq(customer_prepare(&c, arena, &err), RC_INVALID);
	c = (struct customer){.name = "Ana"};
	ck_assert_int_eq(customer_prepare(&c, arena, &err), RC_OK);
}
END_TEST

START_TEST(identity__prepare__compared_forms)
{
	struct err err = {0};
	struct identity mail = {.kind = IDENTITY_EMAIL, .value = " Maria@Example.ORG "};
	ck_assert_int_eq(identity_prepare(&mail, "ES", arena, &err), RC_OK);
	ck_assert_str_eq(mail.value, "maria@example.org");
	ck_assert_str_eq(mail.shown, "Maria@Example.ORG");
	struct identity phone = {.kind = IDENTITY_PHONE, .value = "+34600112233"};
	ck_assert_int_eq(identity_prepare(&phone, "ES", arena, &err), RC_OK);
	ck_assert_str_eq(phone.value, "+34600112233");
	struct identity handle = {.kind = IDENTITY_HANDLE, .value = "Net:Maria", .shown = "@Maria"};
	ck_assert_int_eq(identity_prepare(&handle, "ES", arena, &err), RC_OK);
	ck_assert_str_eq(handle.value, "net:maria");
	ck_assert_str_eq(handle.shown, "@Maria");
}
END_TEST

START_TEST(identity__prepare__refuses_a_card_number)
{
	struct err err = {0};
	static const enum identity_kind kinds[] = {
		IDENTITY_EMAIL, IDENTITY_HANDLE, IDENTITY_EXTERNAL};
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct identity card = {.kind = kinds[i], .value = "4111111111111111@x.org"};
		struct identity none = {.kind = kinds[i], .value = "4111111111111112@x.org"};
		ck_assert_int_eq(identity_prepare(&card, "ES", arena, &err), RC_INVALID);
		ck_assert_ptr_null(strstr(err.text, "4111"));
		ck_assert_int_eq(identity_prepare(&none, "ES", arena, &err), RC_OK);
	}
}
END_TEST

START_TEST(identity__prepare__refuses_what_is_none)
{
	const char *bad[] = {
		"", "  ", "maria", "@example.org", "maria@", "a@b@c", "a b@c", "a@b\n"};
	struct err err = {0};
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]) - 1; i++) {
		struct identity mail = {.kind = IDENTITY_EMAIL, .value = bad[i]};
		ck_assert_int_eq(identity_prepare(&mail, "ES", arena, &err), RC_INVALID);
	}
	struct identity trimmed = {.kind = IDENTITY_EMAIL, .value = "a@b\n"};
	ck_assert_int_eq(identity_prepare(&trimmed, "ES", arena, &err), RC_OK);
	struct identity phone = {.kind = IDENTITY_PHONE, .value = NULL};
	ck_assert_int_eq(identity_prepare(&phone, "ES", arena, &err), RC_INVALID);
}
END_TEST

START_TEST(customer__standing__prospect_becomes_customer_by_what_was_bought)
{
	static const char *const bought[] = {"order", "invoice", "contract", "subscription"};
	for (size_t i = 0; i < sizeof(bought) / sizeof(bought[0]); i++) {
		ck_assert_int_eq(
			customer_standing_with(STANDING_PROSPECT, bought[i]), STANDING_CUSTOMER);
		ck_assert_int_eq(
			customer_standing_with(STANDING_FORMER, bought[i]), STANDING_FORMER);
	}
	ck_assert_int_eq(customer_standing_with(STANDING_PROSPECT, "device"), STANDING_PROSPECT);
	ck_assert_int_eq(customer_standing_with(STANDING_PROSPECT, NULL), STANDING_PROSPECT);
	ck_assert_int_eq(customer_standing_with(STANDING_CUSTOMER, "order"), STANDING_CUSTOMER);
}
END_TEST

START_TEST(identity__kind__is_seen_by_its_look)
{
	static const struct {
		const char *typed;
		enum identity_kind kind;
	} all[] = {{"+34 600 11 22 33", IDENTITY_PHONE}, {"(93) 111-22.33", IDENTITY_PHONE},
		{"  600112233", IDENTITY_PHONE}, {"a@b.org", IDENTITY_EMAIL},
		{"@maria", IDENTITY_HANDLE}, {"telegram:maria", IDENTITY_HANDLE},
		{"mastodon:me@here.org", IDENTITY_HANDLE}, {"maria_72", IDENTITY_HANDLE},
		{"+", IDENTITY_HANDLE}, {"", IDENTITY_HANDLE}};
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		ck_assert_msg(identity_kind_of(all[i].typed) == all[i].kind, "%s", all[i].typed);
}
END_TEST

START_TEST(customer__company__of_a_company_is_refused)
{
	struct err err = {0};
	struct customer c = {.name = "Forn Puig", .company_id = 7};
	ck_assert_int_eq(customer_prepare(&c, arena, &err), RC_OK);
	c.kind = CUSTOMER_COMPANY;
	ck_assert_int_eq(customer_prepare(&c, arena, &err), RC_INVALID);
}
END_TEST

Suite *suite_customer(void);
Suite *suite_customer(void)
{
	Suite *s = suite_create("customer");
	TCase *tc = tcase_create("customer");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, customer__prepare__folds_the_name);
	tcase_add_test(tc, customer__prepare__refuses_no_name_and_odd_language);
	tcase_add_test(tc, identity__prepare__compared_forms);
	tcase_add_test(tc, identity__prepare__refuses_a_card_number);
	tcase_add_test(tc, identity__prepare__refuses_what_is_none);
	tcase_add_test(tc, customer__standing__prospect_becomes_customer_by_what_was_bought);
	tcase_add_test(tc, identity__kind__is_seen_by_its_look);
	tcase_add_test(tc, customer__company__of_a_company_is_refused);
	suite_add_tcase(s, tc);
	return s;
}
