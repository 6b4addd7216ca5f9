#include "carrel/clock.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { HOUR_MS = 3600000 };

START_TEST(clock__freeze__stands_until_advanced)
{
	/* First, while nothing is frozen in this process (CK_FORK=no runs all in one). */
	if (!clock_is_frozen()) {
		int64_t a = clock_mono_us();
		ck_assert_int_ge(clock_mono_us(), a);
		ck_assert_int_gt(clock_wall_ms(), 1700000000000);
	}
	clock_freeze(5000);
	ck_assert(clock_is_frozen());
	ck_assert_int_eq(clock_wall_ms(), 5000);
	ck_assert_int_eq(clock_mono_ms(), 0);
	clock_advance(20);
	ck_assert_int_eq(clock_wall_ms(), 5020);
	ck_assert_int_eq(clock_mono_us(), 20000);
}
END_TEST

static bool have_zones(void)
{
	if (clock_zone_known("Europe/Madrid"))
		return true;
	puts("skip: no time zone data on this machine");
	return false;
}

START_TEST(clock__zone__known_and_refused)
{
	ck_assert(clock_zone_known("UTC"));
	static const char *const refused[] = {"", "Mars/Olympus", "/etc/passwd", "../zoneinfo/UTC",
		"Europe/../UTC", "Europe", "tzdata.zi", "zone.tab", ".", "-x", "Europe/Madrid ",
		"Europe\\Madrid"};
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		ck_assert_msg(!clock_zone_known(refused[i]), "%s was taken", refused[i]);
	ck_assert(!clock_zone_known(NULL));
	ck_assert_int_eq(clock_local(0, "Mars/Olympus").year, 1970);
	if (have_zones())
		ck_assert(clock_zone_known("America/Argentina/Buenos_Aires"));
}
END_TEST

START_TEST(clock__local__madrid_winter_and_summer)
{
	if (!have_zones())
		return;
	struct clock_local t = clock_local(1795269900000, "Europe/Madrid"); /* 2026-11-21 14:05Z */
	ck_assert_int_eq(t.year, 2026);
	ck_assert_int_eq(t.month, 11);
	ck_assert_int_eq(t.day, 21);
	ck_assert_int_eq(t.hour, 15);
	ck_assert_int_eq(t.minute, 5);
	ck_assert_int_eq(t.weekday, 6);
	ck_assert_int_eq(t.utc_offset_s, 3600);
	ck_assert_int_eq(clock_local(1784642700000, "Europe/Madrid").utc_offset_s, 7200);
}
END_TEST

static const char *const zones[] = {"Europe/Madrid", "America/New_York", "Europe/Dublin",
	"Australia/Lord_Howe", "Asia/Kolkata", "America/Nuuk", "Pacific/Apia", "Africa/Casablanca",
	"Antarctica/Troll", "America/Sao_Paulo", "Atlantic/Canary", "UTC"};

static bool same(struct clock_local a, const struct tm *b)
{
	return a.year == b->tm_year + 1900 && a.month == b->tm_mon + 1 && a.day == b->tm_mday &&
		a.hour == b->tm_hour && a.minute == b->tm_min && a.second == b->tm_sec &&
		a.weekday == b->tm_wday && a.utc_offset_s == (int)b->tm_gmtoff;
}

/* The C library reads the same files by another road: 12 zones, 1901 to 2199. */
START_TEST(clock__local__agrees_with_the_c_library)
{
	if (!have_zones())
		return;
	const char *tz = getenv("TZ");
	char *before = tz ? strdup(tz) : NULL;
	for (size_t z = 0; z < sizeof(zones) / sizeof(zones[0]); z++) {
		setenv("TZ", zones[z], 1);
		tzset();
		for (int64_t s = -2177452800; s < 7258118400; s += 1234567) {
			time_t when = (time_t)s;
			struct tm tm;
			localtime_r(&when, &tm);
			if (!same(clock_local(s * 1000 + 7, zones[z]), &tm))
				ck_abort_msg("%s differs at %lld", zones[z], (long long)s);
		}
	}
	if (before)
		setenv("TZ", before, 1);
	else
		unsetenv("TZ");
	free(before);
	tzset();
}
END_TEST

START_TEST(clock__from_local__round_trip)
{
	if (!have_zones())
		return;
	for (size_t z = 0; z < sizeof(zones) / sizeof(zones[0]); z++) {
		for (int64_t at = 0; at < 4102444800000; at += 98765432100) {
			struct clock_local t = clock_local(at, zones[z]);
			int64_t back = clock_from_local(
				t.year, t.month, t.day, t.hour, t.minute, t.second, zones[z]);
			/* An hour that happens twice may come back as the first of the two. */
			if (back != at / 1000 * 1000 && back != at / 1000 * 1000 - HOUR_MS)
				ck_abort_msg("%s %lld", zones[z], (long long)at);
		}
	}
}
END_TEST

START_TEST(clock__from_local__skipped_and_doubled_hours)
{
	if (!have_zones())
		return;
	/* Madrid, 29 March 2026: 02:00 to 03:00 is skipped; 25 October: 02:00 to 03:00 twice. */
	int64_t skipped = clock_from_local(2026, 3, 29, 2, 30, 0, "Europe/Madrid");
	ck_assert_int_eq(skipped, clock_from_local(2026, 3, 29, 3, 30, 0, "Europe/Madrid"));
	int64_t twice = clock_from_local(2026, 10, 25, 2, 30, 0, "Europe/Madrid");
	ck_assert_int_eq(clock_local(twice, "Europe/Madrid").utc_offset_s, 7200);
	ck_assert_int_eq(clock_local(twice + HOUR_MS, "Europe/Madrid").hour, 2);
	ck_assert_int_eq(clock_local(twice + 2 * HOUR_MS, "Europe/Madrid").hour, 3);
}
END_TEST

START_TEST(clock__from_local__fields_are_carried)
{
	int64_t first = clock_from_local(2026, 3, 1, 0, 0, 0, "UTC");
	ck_assert_int_eq(clock_from_local(2026, 2, 29, 0, 0, 0, "UTC"), first);
	ck_assert_int_eq(clock_from_local(2025, 15, 1, 0, 0, 0, "UTC"), first);
	ck_assert_int_eq(clock_from_local(2026, 3, 2, -24, 0, 0, "UTC"), first);
	ck_assert_int_eq(clock_from_local(2026, 3, 0, 24, 0, 0, "UTC"), first);
	ck_assert_int_eq(clock_from_local(1970, 1, 1, 0, 0, 0, "UTC"), 0);
	ck_assert_int_eq(clock_from_local(1969, 12, 31, 23, 59, 59, "UTC"), -1000);
}
END_TEST

static void check_iso(int64_t at, const char *want)
{
	char out[32];
	int64_t back = 1;
	clock_iso(at, out);
	ck_assert_str_eq(out, want);
	ck_assert(clock_parse(out, &back));
	ck_assert_int_eq(back, at);
}

START_TEST(clock__iso__there_and_back)
{
	check_iso(0, "1970-01-01T00:00:00Z");
	check_iso(1795269900000, "2026-11-21T14:05:00Z");
	check_iso(1795269900007, "2026-11-21T14:05:00.007Z");
	check_iso(-1, "1969-12-31T23:59:59.999Z");
	check_iso(951782400000, "2000-02-29T00:00:00Z");
	check_iso(-62167219200000, "0000-01-01T00:00:00Z");
	check_iso(253402300799000, "9999-12-31T23:59:59Z");
	char out[32];
	clock_iso(INT64_MAX, out);
	clock_iso(INT64_MIN, out);
}
END_TEST

static int64_t parsed(const char *s)
{
	int64_t at = -42;
	ck_assert_msg(clock_parse(s, &at), "%s was refused", s);
	return at;
}

START_TEST(clock__parse__forms)
{
	int64_t noon = 1795262400000; /* 2026-11-21 12:00Z */
	ck_assert_int_eq(parsed("2026-11-21"), noon - 12 * HOUR_MS);
	ck_assert_int_eq(parsed("2026-11-21T12:00"), noon);
	ck_assert_int_eq(parsed("2026-11-21 12:00:00"), noon);
	ck_assert_int_eq(parsed("2026-11-21T12:00:00Z"), noon);
	ck_assert_int_eq(parsed("2026-11-21T13:00:00+01:00"), noon);
	ck_assert_int_eq(parsed("2026-11-21T13:00:00+01"), noon);
	ck_assert_int_eq(parsed("2026-11-21T06:30:00-0530"), noon);
	ck_assert_int_eq(parsed("2026-11-21T12:00:00.25Z"), noon + 250);
	ck_assert_int_eq(parsed("2026-11-21T12:00:00.1234567Z"), noon + 123);
	ck_assert_int_eq(parsed("2026-11-20T24:00:00Z"), noon - 12 * HOUR_MS);
	ck_assert_int_eq(parsed("1795262400"), noon);
	ck_assert_int_eq(parsed("1795262400000"), noon);
	ck_assert_int_eq(parsed("1795262400.5"), noon + 500);
	ck_assert_int_eq(parsed("0"), 0);
	ck_assert_int_eq(parsed("-1"), -1000);
}
END_TEST

START_TEST(clock__parse__refusals)
{
	static const char *const refused[] = {"", " ", "now", "2026-13-01", "2026-02-30",
		"2025-02-29", "2026-00-10", "2026-01-00", "2026-1-1", "2026-11-21T",
		"2026-11-21T12", "2026-11-21T24:01", "2026-11-21T12:60", "2026-11-21T12:00:61",
		"2026-11-21T12:00Zx", "2026-11-21T12:00+1", "2026-11-21T12:00+25:00",
		"2026-11-21T12:00:00.", "12:00", "1795262400x", "1.", "-", "1234567890123456",
		"2026-11-21x"};
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		int64_t at;
		ck_assert_msg(!clock_parse(refused[i], &at), "%s was taken", refused[i]);
	}
	int64_t at;
	ck_assert(!clock_parse(NULL, &at));
}
END_TEST

static void check_duration(int64_t ms, const char *want)
{
	char out[32];
	clock_duration(ms, out);
	ck_assert_str_eq(out, want);
}

START_TEST(clock__duration__forms)
{
	check_duration(0, "00:00");
	check_duration(999, "00:00");
	check_duration(221000, "03:41");
	check_duration(3599999, "59:59");
	check_duration(3600000, "1:00:00");
	check_duration(3723000, "1:02:03");
	check_duration(86399000, "23:59:59");
	check_duration(86400000, "1 d 00 h");
	check_duration(183600000, "2 d 03 h");
	check_duration(-61000, "-01:01");
	char out[32];
	clock_duration(INT64_MIN, out);
	clock_duration(INT64_MAX, out);
}
END_TEST

Suite *suite_clock(void);
Suite *suite_clock(void)
{
	Suite *s = suite_create("clock");
	TCase *t = tcase_create("clock");
	tcase_add_test(t, clock__freeze__stands_until_advanced);
	tcase_add_test(t, clock__zone__known_and_refused);
	tcase_add_test(t, clock__local__madrid_winter_and_summer);
	tcase_add_test(t, clock__local__agrees_with_the_c_library);
	tcase_add_test(t, clock__from_local__round_trip);
	tcase_add_test(t, clock__from_local__skipped_and_doubled_hours);
	tcase_add_test(t, clock__from_local__fields_are_carried);
	tcase_add_test(t, clock__iso__there_and_back);
	tcase_add_test(t, clock__parse__forms);
	tcase_add_test(t, clock__parse__refusals);
	tcase_add_test(t, clock__duration__forms);
	suite_add_tcase(s, t);
	return s;
}
