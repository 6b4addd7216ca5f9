#include "carrel/clock.h"

#include "zone.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY_MS = 86400000, HOUR_S = 3600, OUT_SIZE = 32 };

static struct {
	bool on;
	int64_t wall_ms, mono_ms;
} frozen;

static int64_t stepped_ms; /* by clock_step */

static int64_t now_us(clockid_t id)
{
	struct timespec ts;
	clock_gettime(id, &ts);
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

int64_t clock_wall_ms(void)
{
	return stepped_ms + (frozen.on ? frozen.wall_ms : now_us(CLOCK_REALTIME) / 1000);
}

int64_t clock_mono_ms(void)
{
	return clock_mono_us() / 1000;
}

int64_t clock_mono_us(void)
{
	return frozen.on ? frozen.mono_ms * 1000 : now_us(CLOCK_BOOTTIME);
}

void clock_thaw(void)
{
	frozen.on = false;
	stepped_ms = 0;
}

void clock_step(int64_t ms)
{
	stepped_ms += ms;
}

void clock_freeze(int64_t wall_ms)
{
	stepped_ms = 0;
	frozen.on = true;
	frozen.wall_ms = wall_ms;
	frozen.mono_ms = 0;
}

bool clock_is_frozen(void)
{
	return frozen.on;
}

void clock_advance(int64_t ms)
{
	assert(frozen.on);
	frozen.wall_ms += ms;
	frozen.mono_ms += ms;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* ---- the calendar ---- */

static struct clock_local break_down(int64_t local_s, int offset_s)
{
	int64_t days = floor_div(local_s, 86400);
	int second_of_day = (int)(local_s - days * 86400);
	/* The inverse of zone_days(): years begin in March. */
	int64_t z = days + 719468;
	int64_t era = floor_div(z, 146097);
	int day_of_era = (int)(z - era * 146097);
	int year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int shifted = (5 * day_of_year + 2) / 153;
	int month = shifted < 10 ? shifted + 3 : shifted - 9;
	return (struct clock_local){
		.year = (int)(era * 400 + year_of_era + (month <= 2)),
		.month = month,
		.day = day_of_year - (153 * shifted + 2) / 5 + 1,
		.hour = second_of_day / HOUR_S,
		.minute = second_of_day / 60 % 60,
		.second = second_of_day % 60,
		.weekday = (int)(((days + 4) % 7 + 7) % 7),
		.utc_offset_s = offset_s,
	};
}

bool clock_zone_known(const char *zone)
{
	return zone && zone_find(zone);
}

static int offset_at(const struct zone *zone, int64_t utc_s)
{
	return zone ? zone_offset(zone, utc_s) : 0;
}

struct clock_local clock_local(int64_t at, const char *zone)
{
	int64_t utc_s = floor_div(at, 1000);
	int offset_s = offset_at(zone ? zone_find(zone) : NULL, utc_s);
	return break_down(utc_s + offset_s, offset_s);
}

static int64_t local_seconds(int year, int month, int day, int hour, int minute, int second)
{
	int64_t months = (int64_t)year * 12 + (month - 1);
	int64_t carried_year = floor_div(months, 12);
	int64_t days = zone_days(carried_year, (int)(months - carried_year * 12) + 1, 1) + day - 1;
	return days * 86400 + (int64_t)hour * HOUR_S + (int64_t)minute * 60 + second;
}

int64_t clock_from_local(
	int year, int month, int day, int hour, int minute, int second, const char *zone)
{
	const struct zone *z = zone ? zone_find(zone) : NULL;
	int64_t local_s = local_seconds(year, month, day, hour, minute, second);
	/* Offsets change by less than a day and never twice in two. */
	int before_s = offset_at(z, local_s - 86400);
	int after_s = offset_at(z, local_s + 86400);
	int64_t utc_s = local_s - before_s;
	if (offset_at(z, utc_s) != before_s && offset_at(z, local_s - after_s) == after_s)
		utc_s = local_s - after_s;
	return utc_s * 1000;
}

/* ---- as text ---- */

void clock_iso(int64_t at, char out[32])
{
	int64_t s = floor_div(at, 1000);
	int ms = (int)(at - s * 1000);
	struct clock_local t = break_down(s, 0);
	int n = snprintf(out, OUT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d", t.year, t.month, t.day,
		t.hour, t.minute, t.second);
	if (ms)
		n += snprintf(out + n, (size_t)(OUT_SIZE - n), ".%03d", ms);
	(void)snprintf(out + n, (size_t)(OUT_SIZE - n), "Z");
}

static void put_two(char *out, unsigned int n)
{
	out[0] = (char)('0' + n / 10);
	out[1] = (char)('0' + n % 10);
}

void clock_duration(int64_t ms, char out[32])
{
	const char *sign = ms < 0 ? "-" : "";
	uint64_t s = (ms < 0 ? 0 - (uint64_t)ms : (uint64_t)ms) / 1000;
	unsigned int minutes = (unsigned int)(s / 60 % 60), seconds = (unsigned int)(s % 60);
	if (s < HOUR_S) {
		/* Without printf: every row of every queue on every desk, each second. */
		size_t n = strlen(sign);
		memcpy(out, sign, n);
		put_two(out + n, minutes);
		out[n + 2] = ':';
		put_two(out + n + 3, seconds);
		out[n + 5] = '\0';
	} else if (s < 86400)
		(void)snprintf(out, OUT_SIZE, "%s%u:%02u:%02u", sign, (unsigned int)(s / HOUR_S),
			minutes, seconds);
	else
		(void)snprintf(out, OUT_SIZE, "%s%llu d %02u h", sign,
			(unsigned long long)(s / 86400), (unsigned int)(s / HOUR_S % 24));
}

/* Exactly n digits. */
static bool take_digits(const char **p, int n, int *out)
{
	int value = 0;
	for (int i = 0; i < n; i++) {
		if (!isdigit((unsigned char)(*p)[i]))
			return false;
		value = value * 10 + ((*p)[i] - '0');
	}
	*p += n;
	*out = value;
	return true;
}

static bool take(const char **p, char c)
{
	if (**p != c)
		return false;
	(*p)++;
	return true;
}

/* ".5" or ",5" is 500 ms; more than three digits are read and cut. */
static bool take_fraction(const char **p, int *ms)
{
	*ms = 0;
	if (**p != '.' && **p != ',')
		return true;
	(*p)++;
	if (!isdigit((unsigned char)**p))
		return false;
	for (int unit = 100; isdigit((unsigned char)**p); (*p)++, unit /= 10)
		*ms += unit * (**p - '0');
	return true;
}

static bool take_offset(const char **p, int *offset_s)
{
	*offset_s = 0;
	if (!**p || take(p, 'Z') || take(p, 'z'))
		return true;
	int sign = **p == '-' ? -1 : 1;
	if (!take(p, '+') && !take(p, '-'))
		return false;
	int hours, minutes = 0;
	if (!take_digits(p, 2, &hours))
		return false;
	if ((take(p, ':') || **p) && !take_digits(p, 2, &minutes))
		return false;
	*offset_s = sign * (hours * HOUR_S + minutes * 60);
	return hours <= 23 && minutes <= 59;
}

static bool parse_iso(const char *p, int64_t *at)
{
	int year, month, day, hour = 0, minute = 0, second = 0, ms = 0, offset_s = 0;
	if (!take_digits(&p, 4, &year) || !take(&p, '-') || !take_digits(&p, 2, &month) ||
		!take(&p, '-') || !take_digits(&p, 2, &day) || month < 1 || month > 12 || day < 1)
		return false;
	struct clock_local same = break_down(zone_days(year, month, day) * 86400, 0);
	if (same.month != month)
		return false; /* 30 February */
	if (*p) {
		if (!take(&p, 'T') && !take(&p, 't') && !take(&p, ' '))
			return false;
		if (!take_digits(&p, 2, &hour) || !take(&p, ':') || !take_digits(&p, 2, &minute))
			return false;
		if (take(&p, ':') && (!take_digits(&p, 2, &second) || !take_fraction(&p, &ms)))
			return false;
		if (!take_offset(&p, &offset_s) || *p)
			return false;
	}
	bool end_of_day = hour == 24 && minute == 0 && second == 0 && ms == 0;
	if ((hour > 23 && !end_of_day) || minute > 59 || second > 60)
		return false;
	*at = (local_seconds(year, month, day, hour, minute, second) - offset_s) * 1000 + ms;
	return true;
}

static bool parse_epoch(const char *p, int64_t *at)
{
	static const int64_t first_ms = 100000000000; /* as seconds this would be the year 5138 */
	bool negative = take(&p, '-');
	int64_t value = 0;
	int digits = 0, ms;
	for (; isdigit((unsigned char)*p); p++) {
		if (++digits > 15)
			return false;
		value = value * 10 + (*p - '0');
	}
	if (digits == 0 || !take_fraction(&p, &ms) || *p)
		return false;
	if (value < first_ms)
		value = value * 1000 + ms;
	*at = negative ? -value : value;
	return true;
}

bool clock_parse(const char *s, int64_t *at)
{
	return s && (parse_iso(s, at) || parse_epoch(s, at));
}
