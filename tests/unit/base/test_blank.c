#include "carrel/arena.h"
#include "carrel/blank.h"
#include "carrel/clock.h"
#include "carrel/phone.h"

#include "support/support_words.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct err err;

static void setup(void)
{
	support_words_use("en");
	arena = arena_new();
	err = (struct err){0};
}

static void teardown(void)
{
	arena_free(&arena);
}

/* Saturday 21 November 2026, 12:00 UTC. */
static struct blank_manner manner(const char *language)
{
	return (struct blank_manner){.language = language,
		.zone = "Europe/Madrid",
		.now = clock_from_local(2026, 11, 21, 12, 0, 0, "UTC")};
}

/* What the value is, or "!" and what is said. */
static const char *value(const struct blank_rule *rule, const char *typed, const char *language)
{
	struct blank_manner m = manner(language);
	const char *out = NULL;
	if (blank_check(rule, typed, &m, arena, &out, &err) == RC_OK)
		return out;
	return arena_printf(arena, "!%s", err.text);
}

static const char *of(enum blank_type type, const char *typed, const char *language)
{
	struct blank_rule rule = {.type = type};
	return value(&rule, typed, language);
}

struct row {
	enum blank_type type;
	const char *typed, *language, *want; /* "!": refused */
};

static void check_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *got = of(rows[i].type, rows[i].typed, rows[i].language);
		if (*rows[i].want == '!')
			ck_assert_msg(*got == '!', "'%s' gives %s", rows[i].typed, got);
		else
			ck_assert_msg(strcmp(got, rows[i].want) == 0, "'%s' in %s gives %s, not %s",
				rows[i].typed, rows[i].language, got, rows[i].want);
	}
}

START_TEST(blank_check__money__as_it_is_written_in_each_language)
{
	static const struct row rows[] = {
		{BLANK_MONEY, "12.5", "es", "12,50 €"},
		{BLANK_MONEY, "12,5", "en", "€12.50"},
		{BLANK_MONEY, "12", "ca", "12,00 €"},
		{BLANK_MONEY, " 12,50 € ", "es-MX", "12,50 €"},
		{BLANK_MONEY, "12,50 €", "es", "12,50 €"},
		{BLANK_MONEY, "€ 12.50", "en", "€12.50"},
		{BLANK_MONEY, "12 euros", "es", "12,00 €"},
		{BLANK_MONEY, "EUR 7", "en", "€7.00"},
		{BLANK_MONEY, "$5", "es", "5,00 $"},
		{BLANK_MONEY, "5 CHF", "en", "CHF 5.00"},
		{BLANK_MONEY, "1.234,50", "es", "1234,50 €"},
		{BLANK_MONEY, "1,234.50", "es", "1234,50 €"},
		{BLANK_MONEY, "1.234", "en", "€1,234.00"},
		{BLANK_MONEY, "1 234 567", "es", "1.234.567,00 €"},
		{BLANK_MONEY, ".50", "en", "€0.50"},
		{BLANK_MONEY, "007", "en", "€7.00"},
		{BLANK_MONEY, "12.345,6", "ca", "12.345,60 €"},
		{BLANK_MONEY, "twelve", "en", "!"},
		{BLANK_MONEY, "12.505,001", "es", "!"},
		{BLANK_MONEY, "1,23,4", "es", "!"},
		{BLANK_MONEY, "-5", "en", "!"},
		{BLANK_MONEY, "€", "en", "!"},
		{BLANK_MONEY, "12..5", "en", "!"},
	};
	check_rows(rows, sizeof rows / sizeof *rows);
}
END_TEST

START_TEST(blank_check__number__by_the_sign_of_the_language)
{
	static const struct row rows[] = {
		{BLANK_NUMBER, "1250.5", "en", "1,250.5"},
		{BLANK_NUMBER, "1250,5", "es", "1250,5"},
		{BLANK_NUMBER, "1.234", "es", "1234"},
		{BLANK_NUMBER, "1.234", "en", "1.234"},
		{BLANK_NUMBER, "1,234", "en", "1,234"},
		{BLANK_NUMBER, "-3", "ca", "-3"},
		{BLANK_NUMBER, "3 pieces", "en", "!"},
		{BLANK_NUMBER, "1234567890123", "en", "!"},
		{BLANK_NUMBER, "", "en", "!"},
		{BLANK_NUMBER, "-", "en", "!"},
		{BLANK_NUMBER, ".", "en", "!"},
	};
	check_rows(rows, sizeof rows / sizeof *rows);
}
END_TEST

START_TEST(blank_check__range__ends_belong_to_it)
{
	struct blank_rule rule = {.type = BLANK_NUMBER, .has_range = true, .min = 1, .max = 20};
	ck_assert_str_eq(value(&rule, "1", "en"), "1");
	ck_assert_str_eq(value(&rule, "20", "en"), "20");
	ck_assert_str_eq(value(&rule, "21", "en"), "!Between 1 and 20, please.");
	ck_assert_str_eq(value(&rule, "0,9", "es"), "!Between 1 and 20, please.");
	rule = (struct blank_rule){.type = BLANK_MONEY, .has_range = true, .min = 0.01, .max = 500};
	ck_assert_str_eq(value(&rule, "500", "es"), "500,00 €");
	ck_assert_str_eq(value(&rule, "500,01", "es"), "!Between 0,01 and 500,00, please.");
}
END_TEST

START_TEST(blank_check__date__words_and_digits)
{
	static const struct row rows[] = {
		{BLANK_DATE, "2026-12-03", "en", "3 December 2026"},
		{BLANK_DATE, "3/12/2026", "es", "3 de diciembre de 2026"},
		{BLANK_DATE, "3.12.26", "ca", "3 de desembre del 2026"},
		{BLANK_DATE, "3/12", "en", "3 December 2026"},
		{BLANK_DATE, "3/1", "en", "3 January 2027"},
		{BLANK_DATE, "1/10", "ca", "1 d'octubre del 2026"},
		{BLANK_DATE, "3 December", "es", "3 de diciembre de 2026"},
		{BLANK_DATE, "December 3, 2026", "en", "3 December 2026"},
		{BLANK_DATE, "3 de desembre del 2026", "ca", "3 de desembre del 2026"},
		{BLANK_DATE, "1 de març", "ca", "1 de març del 2027"},
		{BLANK_DATE, "the 3rd of dec", "en", "3 December 2026"},
		{BLANK_DATE, "lunes 23 de noviembre", "es", "23 de noviembre de 2026"},
		{BLANK_DATE, "today", "en", "21 November 2026"},
		{BLANK_DATE, "Mañana", "es", "22 de noviembre de 2026"},
		{BLANK_DATE, "ahir", "ca", "20 de novembre del 2026"},
		{BLANK_DATE, "+3", "en", "24 November 2026"},
		{BLANK_DATE, "+40", "en", "31 December 2026"},
		{BLANK_DATE, "Monday", "en", "23 November 2026"},
		{BLANK_DATE, "sábado", "es", "28 de noviembre de 2026"},
		{BLANK_DATE, "29/2/2028", "en", "29 February 2028"},
		{BLANK_DATE, "29/2/2027", "en", "!"},
		{BLANK_DATE, "31/4", "en", "!"},
		{BLANK_DATE, "12/31/2026", "en", "!"},
		{BLANK_DATE, "soon", "en", "!"},
		{BLANK_DATE, "ju 3", "en", "!"},
		{BLANK_DATE, "3", "en", "!"},
		{BLANK_DATE, "0/0", "en", "!"},
	};
	check_rows(rows, sizeof rows / sizeof *rows);
}
END_TEST

START_TEST(blank_check__time_mail_case_text)
{
	static const struct row rows[] = {
		{BLANK_TIME, "17:30", "es", "17:30"},
		{BLANK_TIME, "17.30", "en", "17:30"},
		{BLANK_TIME, "5 pm", "en", "17:00"},
		{BLANK_TIME, "12am", "en", "0:00"},
		{BLANK_TIME, "9", "ca", "9:00"},
		{BLANK_TIME, "17h30", "ca", "17:30"},
		{BLANK_TIME, "25:00", "en", "!"},
		{BLANK_TIME, "9:60", "en", "!"},
		{BLANK_TIME, "13 pm", "en", "!"},
		{BLANK_EMAIL, " ana@example.org ", "en", "ana@example.org"},
		{BLANK_EMAIL, "ana@example", "en", "!"},
		{BLANK_EMAIL, "ana@@example.org", "en", "!"},
		{BLANK_EMAIL, "a b@example.org", "en", "!"},
		{BLANK_TEXT, "  two  words\xc2\xa0here ", "en", "two words here"},
		{BLANK_TEXT, "", "en", "!"},
		{BLANK_TEXT, "  \t", "en", "!"},
		{BLANK_CASE, "12345678", "en", "!"},
	};
	check_rows(rows, sizeof rows / sizeof *rows);
}
END_TEST

/* Told apart from a machine without the plans of countries: then none is taken. */
START_TEST(blank_check__phone__as_people_write_it)
{
	const char *const beside[] = {getenv("CARREL_BUILD"), NULL};
	phone_module_paths(beside);
	if (*of(BLANK_PHONE, "600 112 233", "es") == '!') {
		printf("skip: no plans of telephone numbers beside this build\n");
		return;
	}
	static const struct row rows[] = {
		{BLANK_PHONE, "600 112 233", "es", "+34 600 11 22 33"},
		{BLANK_PHONE, "+34600112233", "ca", "+34 600 11 22 33"},
		{BLANK_PHONE, "0044 20 7946 0018", "en", "+44 20 7946 0018"},
		{BLANK_PHONE, "12", "es", "!"},
		{BLANK_PHONE, "by mail", "es", "!"},
	};
	check_rows(rows, sizeof rows / sizeof *rows);
}
END_TEST

START_TEST(blank_check__choice__by_words_beginning_or_number)
{
	static const char *const choices[] = {"next week", "next month", "never"};
	struct blank_rule rule = {.type = BLANK_CHOICE, .choices = choices, .nchoices = 3};
	ck_assert_str_eq(value(&rule, "Next Month", "en"), "next month");
	ck_assert_str_eq(value(&rule, "nev", "en"), "never");
	ck_assert_str_eq(value(&rule, "2", "en"), "next month");
	ck_assert_str_eq(
		value(&rule, "next", "en"), "!One of these, please: next week, next month, never.");
	ck_assert(*value(&rule, "4", "en") == '!');
}
END_TEST

START_TEST(blank_check__card_number__is_never_a_value)
{
	for (int type = 0; type < BLANK_TYPES; type++) {
		struct blank_rule rule = {.type = (enum blank_type)type};
		ck_assert_msg(strstr(value(&rule, "4111 1111 1111 1111", "en"), "card number"),
			"type %d", type);
	}
	ck_assert_str_eq(of(BLANK_TEXT, "4111 1111 1111 1112", "en"), "4111 1111 1111 1112");
}
END_TEST

START_TEST(blank_check__too_long__is_refused)
{
	char *typed = arena_alloc(arena, BLANK_VALUE_MAX + 2);
	memset(typed, 'x', BLANK_VALUE_MAX);
	ck_assert_str_eq(of(BLANK_TEXT, typed, "en"), typed);
	typed[BLANK_VALUE_MAX] = 'x';
	ck_assert(*of(BLANK_TEXT, typed, "en") == '!');
	ck_assert(*of(BLANK_TEXT, "two\nlines", "en") == '!');
}
END_TEST

START_TEST(blank_example__says_the_range)
{
	struct blank_manner m = manner("es");
	struct blank_rule rule = {.type = BLANK_MONEY};
	ck_assert_str_eq(blank_example(&rule, &m, arena), "12,50 €");
	rule = (struct blank_rule){.type = BLANK_NUMBER, .has_range = true, .min = 1, .max = 9};
	ck_assert_str_eq(blank_example(&rule, &m, arena), "1 to 9");
}
END_TEST

Suite *suite_blank(void);
Suite *suite_blank(void)
{
	Suite *s = suite_create("blank");
	TCase *tc = tcase_create("core");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, blank_check__money__as_it_is_written_in_each_language);
	tcase_add_test(tc, blank_check__number__by_the_sign_of_the_language);
	tcase_add_test(tc, blank_check__range__ends_belong_to_it);
	tcase_add_test(tc, blank_check__date__words_and_digits);
	tcase_add_test(tc, blank_check__time_mail_case_text);
	tcase_add_test(tc, blank_check__choice__by_words_beginning_or_number);
	tcase_add_test(tc, blank_check__phone__as_people_write_it);
	tcase_add_test(tc, blank_check__card_number__is_never_a_value);
	tcase_add_test(tc, blank_check__too_long__is_refused);
	tcase_add_test(tc, blank_example__says_the_range);
	suite_add_tcase(s, tc);
	return s;
}
