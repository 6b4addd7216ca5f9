#include "carrel/when.h"

#include <check.h>
#include <string.h>

#include "carrel/arena.h"
#include "carrel/clock.h"

Suite *suite_when(void);

static const char zone[] = "Europe/Madrid";
static struct arena *arena;
static struct when_offer offers[WHEN_OFFERS_MAX];

static size_t offers_at(const char *iso)
{
	int64_t now;
	ck_assert(clock_parse(iso, &now));
	return when_offers(now, zone, arena, offers);
}

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(&arena);
}

START_TEST(when__offers__soon_first_on_a_working_morning)
{
	ck_assert_uint_eq(
		offers_at("2026-11-19T09:30:00Z"), WHEN_OFFERS_MAX); /* Thursday, 10:30 there */
	ck_assert_str_eq(offers[0].words, "in 1 hour, 11:30");
	ck_assert_str_eq(offers[1].words, "in 2 hours, 12:30");
	ck_assert_str_eq(offers[2].words, "today 17:00");
	ck_assert_str_eq(offers[3].words, "tomorrow 09:00");
}
END_TEST

START_TEST(when__offers__never_in_the_night)
{
	ck_assert_uint_ge(offers_at("2026-11-19T01:07:00Z"), 3); /* 02:07 there */
	ck_assert_str_eq(offers[0].words, "today 09:00");
	ck_assert_str_eq(offers[1].words, "today 17:00");
}
END_TEST

START_TEST(when__offers__skip_the_weekend)
{
	ck_assert_uint_ge(offers_at("2026-11-20T17:45:00Z"), 3); /* Friday 18:45 there */
	ck_assert_str_eq(offers[0].words, "Mon 23/11 09:00");
}
END_TEST

START_TEST(when__offers__ascend_at_every_hour_of_a_week)
{
	int64_t start;
	ck_assert(clock_parse("2026-10-22T00:15:00Z", &start)); /* summer time ends on the 25th */
	for (int hour = 0; hour < 24 * 7; hour++) {
		int64_t now = start + hour * 3600000LL;
		size_t n = when_offers(now, zone, arena, offers);
		ck_assert_uint_ge(n, 3);
		for (size_t i = 0; i < n; i++) {
			struct clock_local t = clock_local(offers[i].at, zone);
			ck_assert(offers[i].at > (i ? offers[i - 1].at : now));
			ck_assert(t.weekday >= 1 && t.weekday <= 5 && t.hour >= 9 && t.hour <= 19);
		}
	}
}
END_TEST

Suite *suite_when(void)
{
	Suite *s = suite_create("when");
	TCase *tc = tcase_create("offers");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, when__offers__soon_first_on_a_working_morning);
	tcase_add_test(tc, when__offers__never_in_the_night);
	tcase_add_test(tc, when__offers__skip_the_weekend);
	tcase_add_test(tc, when__offers__ascend_at_every_hour_of_a_week);
	suite_add_tcase(s, tc);
	return s;
}
