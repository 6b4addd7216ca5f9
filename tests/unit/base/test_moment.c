#include "carrel/moment.h"

#include "carrel/clock.h"
#include "carrel/i18n.h"

#include "support/support_words.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

Suite *suite_moment(void);

static const char zone[] = "Europe/Madrid";
/* Saturday 21 November 2026, 14:05 there. */
static const int64_t now = 1795266300000;

static void teardown(void)
{
	i18n_use("en");
}

static const char *read_in(const char *typed, bool words_follow)
{
	static char shown[600];
	const struct moment_manner manner = {
		.now = now, .zone = zone, .words_follow = words_follow};
	struct err err = {0};
	int64_t at = 0;
	if (moment_read(typed, &manner, &at, &err) != RC_OK) {
		snprintf(shown, sizeof shown, "!%s", err.text);
		return shown;
	}
	struct clock_local t = clock_local(at, zone);
	snprintf(shown, sizeof shown, "%04d-%02d-%02d %02d:%02d", t.year, t.month, t.day, t.hour,
		t.minute);
	return shown;
}

struct row {
	const char *typed, *want; /* "!": refused */
};

static void check_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *got = read_in(rows[i].typed, false);
		bool refused = rows[i].want[0] == '!' && got[0] == '!';
		ck_assert_msg(refused || strcmp(got, rows[i].want) == 0, "“%s”: %s, not %s",
			rows[i].typed, got, rows[i].want);
	}
}
#define CHECK_ROWS(rows) check_rows(rows, sizeof(rows) / sizeof((rows)[0]))

START_TEST(moment__read__english)
{
	static const struct row rows[] = {
		{"15:00", "2026-11-21 15:00"},
		{"9:30", "2026-11-22 09:30"},
		{"at 10", "2026-11-22 10:00"},
		{"at 10.30", "2026-11-22 10:30"},
		{"10am", "2026-11-22 10:00"},
		{"5:30 pm", "2026-11-21 17:30"},
		{"12 am", "2026-11-22 00:00"},
		{"noon", "2026-11-22 12:00"},
		{"tomorrow", "2026-11-22 09:00"},
		{"Tomorrow 10:00", "2026-11-22 10:00"},
		{"tomorrow@9:30", "2026-11-22 09:30"},
		{"10:00 tomorrow", "2026-11-22 10:00"},
		{"tomorrow at 10", "2026-11-22 10:00"},
		{"tomorrow 10", "2026-11-22 10:00"},
		{"tomorrow afternoon", "2026-11-22 16:00"},
		{"the day after tomorrow 8:15", "2026-11-23 08:15"},
		{"today 17:00", "2026-11-21 17:00"},
		{"Monday", "2026-11-23 09:00"},
		{"sat", "2026-11-28 09:00"},
		{"Tue 24/11", "2026-11-24 09:00"},
		{"tue 24/11 16:30", "2026-11-24 16:30"},
		{"24/11", "2026-11-24 09:00"},
		{"24/11 10:00", "2026-11-24 10:00"},
		{"24.11. 10.30", "2026-11-24 10:30"},
		{"24/11/2027 10:00", "2027-11-24 10:00"},
		{"24 nov", "2026-11-24 09:00"},
		{"24 nov 10", "2026-11-24 10:00"},
		{"november 24 at 10", "2026-11-24 10:00"},
		{"3 december 2027", "2027-12-03 09:00"},
		{"20/11", "2027-11-20 09:00"},
		{"2026-11-24", "2026-11-24 09:00"},
		{"2026-11-24 17:30", "2026-11-24 17:30"},
		{"+2h", "2026-11-21 16:05"},
		{"2h", "2026-11-21 16:05"},
		{"in 2 h", "2026-11-21 16:05"},
		{"in 1 hour 30 minutes", "2026-11-21 15:35"},
		{"+30m", "2026-11-21 14:35"},
		{"+2d", "2026-11-23 14:05"},
		{"+2d 10:00", "2026-11-23 10:00"},
		{"in 1 week", "2026-11-28 14:05"},
	};
	CHECK_ROWS(rows);
}
END_TEST

START_TEST(moment__read__what_is_no_time_is_refused)
{
	static const struct row rows[] = {{"", "!"}, {"soon", "!"}, {"10", "!"}, {"25:00", "!"},
		{"10:75", "!"}, {"31/4", "!"}, {"0/0", "!"}, {"tomorrow monday", "!"},
		{"tomorrow 10:00 11:00", "!"}, {"+0d", "!"}, {"-2h", "!"}, {"today", "!"},
		{"demà", "!"}, {"tomorrow at", "!"}, {"2026-13-01", "!"}, {"99999999999 h", "!"},
		{"24/11 24/11", "!"}, {"10:", "!"}, {"tuesdays", "!"}};
	CHECK_ROWS(rows);
}
END_TEST

START_TEST(moment__read__catalan_and_english_too)
{
	static const struct row rows[] = {
		{"demà", "2026-11-22 09:00"},
		{"demà 10:00", "2026-11-22 10:00"},
		{"DEMA a les 10", "2026-11-22 10:00"},
		{"demà passat a les 10 h", "2026-11-23 10:00"},
		{"demà al matí", "2026-11-22 09:00"},
		{"a les 5 de la tarda", "2026-11-21 17:00"},
		{"dimarts", "2026-11-24 09:00"},
		{"dt 24/11", "2026-11-24 09:00"},
		{"dt 24/11 10:00", "2026-11-24 10:00"},
		{"dimarts vinent", "2026-11-24 09:00"},
		{"24 de novembre", "2026-11-24 09:00"},
		{"1 d'abril a les 10", "2027-04-01 10:00"},
		{"1 d’abril", "2027-04-01 09:00"},
		{"3 març", "2027-03-03 09:00"},
		{"d'aquí a 2 hores", "2026-11-21 16:05"},
		{"d’aquí a 3 dies", "2026-11-24 14:05"},
		{"avui a les 18", "2026-11-21 18:00"},
		{"tomorrow 10:00", "2026-11-22 10:00"},
		{"tue 24/11", "2026-11-24 09:00"},
		{"mañana", "!"},
	};
	support_words_use("ca");
	CHECK_ROWS(rows);
}
END_TEST

START_TEST(moment__read__spanish_and_english_too)
{
	static const struct row rows[] = {
		{"mañana", "2026-11-22 09:00"},
		{"mañana a las 10", "2026-11-22 10:00"},
		{"mañana por la tarde", "2026-11-22 16:00"},
		{"mañana a las 8 de la mañana", "2026-11-22 08:00"},
		{"pasado mañana 10h30", "2026-11-23 10:30"},
		{"martes", "2026-11-24 09:00"},
		{"mar 24/11", "2026-11-24 09:00"}, /* martes; */
		{"24 mar", "2027-03-24 09:00"},    /* marzo */
		{"el lunes a las 9:15", "2026-11-23 09:15"},
		{"24 de nov a las 10", "2026-11-24 10:00"},
		{"dentro de 2 h", "2026-11-21 16:05"},
		{"en 2 días", "2026-11-23 14:05"},
		{"tomorrow 10:00", "2026-11-22 10:00"},
		{"demà", "!"},
	};
	support_words_use("es");
	CHECK_ROWS(rows);
}
END_TEST

/* What the menus of times show can be typed. */
START_TEST(moment__read__short_weekdays_of_the_menus)
{
	static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char *const languages[] = {"en", "es", "ca"};
	for (size_t l = 0; l < 3; l++) {
		support_words_use(languages[l]);
		for (int d = 0; d < 7; d++) {
			char want[32], typed[64];
			/* 22 November is a Sunday. */
			snprintf(typed, sizeof typed, "%s %d/11 16:00", i18n_text(days[d]), 22 + d);
			snprintf(want, sizeof want, "2026-11-%d 16:00", 22 + d);
			ck_assert_str_eq(read_in(typed, false), want);
		}
	}
}
END_TEST

START_TEST(moment__read__examples_are_of_the_language_and_read)
{
	static const char *const languages[] = {"en", "es", "ca"};
	for (size_t l = 0; l < 3; l++) {
		support_words_use(languages[l]);
		char all[200], *rest = all;
		ck_assert_ptr_nonnull(strstr(read_in("zzz", false), moment_examples()));
		snprintf(all, sizeof all, "%s", moment_examples());
		while (rest) {
			char *one = rest, *end = strstr(rest, ", ");
			rest = end ? end + 2 : NULL;
			if (end)
				*end = '\0';
			ck_assert_msg(read_in(one, false)[0] == '2', "%s", read_in(one, false));
		}
	}
}
END_TEST

START_TEST(moment__read__a_weekday_that_is_not_that_date_is_told)
{
	ck_assert_str_eq(read_in("Mon 24/11", false),
		"!24/11 is a Tuesday: say the day or the date that is meant.");
	ck_assert_str_eq(read_in("today", false), "!“today” needs an hour, such as 17:00.");
}
END_TEST

START_TEST(moment__read__words_that_follow_are_not_eaten)
{
	ck_assert_str_eq(read_in("tomorrow 10:00", true), "2026-11-22 10:00");
	ck_assert_int_eq(read_in("tomorrow 2", true)[0], '!');
	ck_assert_int_eq(read_in("24 nov the", true)[0], '!');
	ck_assert_str_eq(read_in("tomorrow at 2", true), "2026-11-22 02:00");
}
END_TEST

START_TEST(moment__read_day__languages_asked_for)
{
	struct moment_day d;
	struct moment_manner manner = {.now = now, .zone = zone};
	support_words_use("es");
	ck_assert(!moment_read_day("demà", &manner, &d));
	manner.languages[0] = "ca";
	ck_assert(moment_read_day("demà", &manner, &d));
	ck_assert_int_eq(d.day, 22);
	ck_assert(moment_read_day("ayer", &manner, &d));
	ck_assert_int_eq(d.day, 20);
	ck_assert(moment_read_day("yesterday", &manner, &d));
	ck_assert_int_eq(d.day, 20);
	ck_assert(moment_read_day("20/11", &manner, &d)); /* the nearest, not the next */
	ck_assert_int_eq(d.year, 2026);
	ck_assert(!moment_read_day("tomorrow 10:00", &manner, &d));
	ck_assert(!moment_read_day("10:00", &manner, &d));
}
END_TEST

Suite *suite_moment(void)
{
	Suite *s = suite_create("moment");
	TCase *tc = tcase_create("read");
	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_test(tc, moment__read__english);
	tcase_add_test(tc, moment__read__what_is_no_time_is_refused);
	tcase_add_test(tc, moment__read__catalan_and_english_too);
	tcase_add_test(tc, moment__read__spanish_and_english_too);
	tcase_add_test(tc, moment__read__short_weekdays_of_the_menus);
	tcase_add_test(tc, moment__read__examples_are_of_the_language_and_read);
	tcase_add_test(tc, moment__read__a_weekday_that_is_not_that_date_is_told);
	tcase_add_test(tc, moment__read__words_that_follow_are_not_eaten);
	tcase_add_test(tc, moment__read_day__languages_asked_for);
	suite_add_tcase(s, tc);
	return s;
}
