#include "carrel/arena.h"
#include "carrel/heard.h"

#include <check.h>
#include <string.h>

static void spelled(const char *said, const char *letters)
{
	struct arena *a = arena_new();
	ck_assert_msg(strcmp(heard_spelled(said, a), letters) == 0, "\"%s\" gave \"%s\"", said,
		heard_spelled(said, a));
	arena_free(&a);
}

START_TEST(heard__spelled__letters_and_alphabets)
{
	spelled("j e 0 x 5 s b", "je0x5sb");
	spelled("JE0X 5SB", "je0x5sb");
	spelled("golf Yankee 3 Victor 8 Delta uniform", "gy3v8du");
	spelled("Oscar x-ray 8 7 x ray Tango", "ox87xt");
	spelled("t for Tommy Q for Queen", "tq");
	spelled("all for Raja", "r");
	spelled("c t 56 on Zed Q", "ct561zq");
	spelled("g y 3 V 8 D you", "gy3v8du");
	spelled("double l a", "lla");
	spelled("B de Barcelona, A, erre", "bar");
	spelled("", "");
	spelled("\xff\xfe", "");
}
END_TEST

START_TEST(heard__is_spelled__tells_letters_from_names)
{
	ck_assert(heard_is_spelled("m a x"));
	ck_assert(heard_is_spelled("B ET h a n e v ANS"));
	ck_assert(!heard_is_spelled("Max Savage"));
	ck_assert(!heard_is_spelled("Jo Li"));
	ck_assert(!heard_is_spelled(""));
}
END_TEST

static void date(const char *said, int year, int month, int day)
{
	struct heard_date d[8];
	size_t n = heard_dates(said, d, 8);
	bool found = false;
	for (size_t i = 0; i < n; i++)
		found |= d[i].year == year && d[i].month == month && d[i].day == day;
	ck_assert_msg(found, "\"%s\": %zu readings, the first %d-%d-%d", said, n,
		n > 0 ? d[0].year : 0, n > 0 ? d[0].month : 0, n > 0 ? d[0].day : 0);
}

START_TEST(heard__dates__as_people_say_them)
{
	date("26th of April 1929", 1929, 4, 26);
	date("26th of April 1920 9", 1929, 4, 26);
	date("17th of the 6th 1999", 1999, 6, 17);
	date("April 8th 1935", 1935, 4, 8);
	date("December 1905", 1905, 12, 0);
	date("05 12 19 05", 1905, 12, 5);
	date("14/10/1938", 1938, 10, 14);
	date("17061999", 1999, 6, 17);
	date("9th of December 2000 and 2", 2002, 12, 9);
	date("el 5 de mayo de 1963", 1963, 5, 5);
	date("el 5 de maig del 63", 1963, 5, 5);
	date("1 de març de 1970", 1970, 3, 1);
	date("1963-05-26", 1963, 5, 26);
	date("26.5.63", 1963, 5, 26);
}
END_TEST

START_TEST(heard__dates__nothing_impossible)
{
	struct heard_date d[8];
	ck_assert_uint_eq(heard_dates("", d, 8), 0);
	ck_assert_uint_eq(heard_dates("hello there", d, 8), 0);
	size_t n = heard_dates("31 2 1999", d, 8);
	for (size_t i = 0; i < n; i++)
		ck_assert(d[i].month != 2 || d[i].day <= 28);
	ck_assert_uint_le(heard_dates("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18", d, 8), 8);
	heard_dates("99999999999999999999 88888888888888", d, 8);
}
END_TEST

START_TEST(heard__date_parse__the_calendar)
{
	struct heard_date d;
	char iso[11];
	ck_assert(heard_date_parse("2000-02-29", &d));
	ck_assert(heard_date_iso(&d, iso));
	ck_assert_str_eq(iso, "2000-02-29");
	ck_assert(!heard_date_parse("1900-02-29", &d));
	ck_assert(!heard_date_parse("1999-13-01", &d));
	ck_assert(!heard_date_parse("1999-1-01", &d));
	ck_assert(!heard_date_parse("", &d));
	ck_assert(!heard_date_iso(&(struct heard_date){1999, 0, 1}, iso));
}
END_TEST

START_TEST(heard__date_likeness__parts)
{
	const struct heard_date known = {1929, 4, 26}, all = {1929, 4, 26}, month = {1929, 4, 0},
				decade = {1920, 4, 26}, other = {1950, 7, 13};
	ck_assert_int_eq(heard_date_likeness(&all, &known), 1000);
	ck_assert_int_gt(heard_date_likeness(&month, &known), 700);
	ck_assert_int_gt(heard_date_likeness(&decade, &known), 700);
	ck_assert_int_lt(heard_date_likeness(&other, &known), 200);
}
END_TEST

START_TEST(heard__letters_likeness__by_ear)
{
	ck_assert_int_eq(heard_letters_likeness("je0x5sb", "je0x5sb"), 1000);
	/* d and b rhyme, k and b do not */
	ck_assert_int_gt(heard_letters_likeness("je0x5sd", "je0x5sb"),
		heard_letters_likeness("je0x5sk", "je0x5sb"));
	ck_assert_int_gt(heard_letters_likeness("jje0x5sb", "je0x5sb"), 900);
	ck_assert_int_eq(heard_letters_likeness("", "je0x5sb"), 0);
	ck_assert_int_lt(heard_letters_likeness("qqqq", "je0x5sb"), 300);
}
END_TEST

Suite *suite_heard(void);
Suite *suite_heard(void)
{
	Suite *s = suite_create("heard");
	TCase *tc = tcase_create("heard");
	tcase_add_test(tc, heard__spelled__letters_and_alphabets);
	tcase_add_test(tc, heard__is_spelled__tells_letters_from_names);
	tcase_add_test(tc, heard__dates__as_people_say_them);
	tcase_add_test(tc, heard__dates__nothing_impossible);
	tcase_add_test(tc, heard__date_parse__the_calendar);
	tcase_add_test(tc, heard__date_likeness__parts);
	tcase_add_test(tc, heard__letters_likeness__by_ear);
	suite_add_tcase(s, tc);
	return s;
}
