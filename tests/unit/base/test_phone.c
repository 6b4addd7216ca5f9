#include "carrel/phone.h"

#include "carrel/arena.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(&arena);
	phone_module_paths(NULL);
}

/* The module is built beside the tests; CARREL_BUILD says where. */
static bool with_module(void)
{
	const char *build = getenv("CARREL_BUILD"), *under = getenv("CARREL_UNDER");
	if (under && strcmp(under, "valgrind") == 0) {
		puts("skip: libphonenumber keeps its tables behind tagged pointers: leaks to "
		     "valgrind");
		return false;
	}
	const char *const paths[] = {"/nonexistent", build ? build : ".", NULL};
	phone_module_paths(paths);
	const char *e164;
	if (phone_normalise("600112233", "ES", arena, &e164, NULL) == RC_OK)
		return true;
	puts("skip: carrel-phone.so is not built (CARREL_BUILD)");
	return false;
}

START_TEST(phone__is_e164__shape)
{
	ck_assert(phone_is_e164("+34600112233"));
	ck_assert(phone_is_e164("+12345678"));
	ck_assert(phone_is_e164("+123456789012345"));
	ck_assert(!phone_is_e164("+1234567"));
	ck_assert(!phone_is_e164("+1234567890123456"));
	ck_assert(!phone_is_e164("34600112233"));
	ck_assert(!phone_is_e164("+034600112"));
	ck_assert(!phone_is_e164("+34 600112233"));
	ck_assert(!phone_is_e164("+34600112233x"));
	ck_assert(!phone_is_e164("+"));
	ck_assert(!phone_is_e164(""));
}
END_TEST

START_TEST(phone__normalise__e164_needs_no_module)
{
	static const char *const forms[] = {"+34600112233", " +34 600 11 22 33", "+34-600.11/2233 ",
		"tel:+34600112233", "TEL:+34 600112233"};
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		const char *e164 = NULL;
		ck_assert_int_eq(phone_normalise(forms[i], NULL, arena, &e164, NULL), RC_OK);
		ck_assert_str_eq(e164, "+34600112233");
	}
}
END_TEST

START_TEST(phone__normalise__refusals_say_what_to_do)
{
	struct err err = {0};
	const char *e164;
	char long_text[400];
	memset(long_text, '1', sizeof(long_text));
	long_text[sizeof(long_text) - 1] = '\0';
	ck_assert_int_eq(phone_normalise("", "ES", arena, &e164, &err), RC_INVALID);
	ck_assert_int_eq(phone_normalise("tel:", "ES", arena, &e164, &err), RC_INVALID);
	ck_assert_int_eq(phone_normalise(long_text, "ES", arena, &e164, &err), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "too long"));
	ck_assert_int_eq(phone_normalise("no number", "ES", arena, &e164, &err), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "no number"));
}
END_TEST

START_TEST(phone__show__without_a_module_groups_of_three)
{
	ck_assert_str_eq(phone_show("not a number", arena), "not a number");
	ck_assert_str_eq(phone_show("+34", arena), "+34");
	const char *shown = phone_show("+34600112233", arena);
	/* With the module loaded by an earlier test of the same process it knows better. */
	ck_assert(strcmp(shown, "+34 600 112 233") == 0 || strcmp(shown, "+34 600 11 22 33") == 0);
}
END_TEST

START_TEST(phone__normalise__local_forms_by_country)
{
	static const struct {
		const char *raw, *region, *e164;
	} rows[] = {
		{"600 11 22 33", "ES", "+34600112233"},
		{"0034 600112233", "ES", "+34600112233"},
		{"(93) 412 34 56", "ES", "+34934123456"},
		{"020 7946 0018", "GB", "+442079460018"},
		{"tel:+34-600-112-233;ext=12", "ES", "+34600112233"},
		{"+44 (0)20 7946 0018", "ES", "+442079460018"},
	};
	if (!with_module())
		return;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *e164 = "";
		enum rc rc = phone_normalise(rows[i].raw, rows[i].region, arena, &e164, NULL);
		ck_assert_int_eq(rc, RC_OK);
		ck_assert_str_eq(e164, rows[i].e164);
	}
	const char *e164;
	ck_assert_int_eq(phone_normalise("12", "ES", arena, &e164, NULL), RC_INVALID);
	ck_assert_int_eq(phone_normalise("\xFF\x1B[31m", "ES", arena, &e164, NULL), RC_INVALID);
	ck_assert_int_eq(phone_normalise("600112233", NULL, arena, &e164, NULL), RC_INVALID);
}
END_TEST

START_TEST(phone__show__international_form)
{
	if (!with_module())
		return;
	ck_assert_str_eq(phone_show("+34600112233", arena), "+34 600 11 22 33");
	ck_assert_str_eq(phone_show("+442079460018", arena), "+44 20 7946 0018");
	ck_assert_str_eq(
		phone_show("+999123456789", arena), "+999 123 456 789"); /* no such country */
}
END_TEST

Suite *suite_phone(void);
Suite *suite_phone(void)
{
	Suite *s = suite_create("phone");
	TCase *t = tcase_create("phone");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, phone__is_e164__shape);
	tcase_add_test(t, phone__normalise__e164_needs_no_module);
	tcase_add_test(t, phone__normalise__refusals_say_what_to_do);
	tcase_add_test(t, phone__show__without_a_module_groups_of_three);
	tcase_add_test(t, phone__normalise__local_forms_by_country);
	tcase_add_test(t, phone__show__international_form);
	suite_add_tcase(s, t);
	return s;
}
