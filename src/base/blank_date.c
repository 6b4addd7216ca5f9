/* Dates as people type them in three languages, and as they are written in each. */
#include "base/blank_parts.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/fold.h"

#include <stdlib.h>
#include <string.h>

enum { MONTHS = 12, DAYS_A_WEEK = 7, NEAR_MAX = 3650, WORD_MIN = 3 };

/* clang-format off */
static const char *const month_names[TONGUES][MONTHS] = {
	[TONGUE_EN] = {"January", "February", "March", "April", "May", "June", "July", "August",
		"September", "October", "November", "December"},
	[TONGUE_ES] = {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
		"septiembre", "octubre", "noviembre", "diciembre"},
	[TONGUE_CA] = {"gener", "febrer", "març", "abril", "maig", "juny", "juliol", "agost",
		"setembre", "octubre", "novembre", "desembre"},
};
static const char *const english_folded[MONTHS] = {"january", "february", "march", "april", "may",
	"june", "july", "august", "september", "october", "november", "december"};
/* Folded; from Sunday, as clock.h counts. */
static const char *const day_names[TONGUES][DAYS_A_WEEK] = {
	[TONGUE_EN] = {"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"},
	[TONGUE_ES] = {"domingo", "lunes", "martes", "miercoles", "jueves", "viernes", "sabado"},
	[TONGUE_CA] = {"diumenge", "dilluns", "dimarts", "dimecres", "dijous", "divendres", "dissabte"},
};
static const struct { const char *word; int days; } near_words[] = {
	{"today", 0}, {"hoy", 0}, {"avui", 0},
	{"tomorrow", 1}, {"manana", 1}, {"dema", 1},
	{"yesterday", -1}, {"ayer", -1}, {"ahir", -1},
	{"pasado manana", 2}, {"dema passat", 2}, {"the day after tomorrow", 2},
	{"anteayer", -2}, {"abans d'ahir", -2},
};
/* clang-format on */

enum blank_tongue blank_tongue(const char *language)
{
	if (language && strncmp(language, "es", 2) == 0)
		return TONGUE_ES;
	return language && strncmp(language, "ca", 2) == 0 ? TONGUE_CA : TONGUE_EN;
}

const char *blank_date_write(const struct blank_day *day, enum blank_tongue tongue, struct arena *a)
{
	const char *month = month_names[tongue][day->month - 1];
	if (tongue == TONGUE_EN)
		return arena_printf(a, "%d %s %d", day->day, month, day->year);
	if (tongue == TONGUE_ES)
		return arena_printf(a, "%d de %s de %d", day->day, month, day->year);
	const char *of = strchr("aeiou", month[0]) ? "d'" : "de ";
	return arena_printf(a, "%d %s%s del %d", day->day, of, month, day->year);
}

/* ---- reading -------------------------------------------------------------------------------- */

static const char *zone_of(const struct blank_manner *m)
{
	return m->zone ? m->zone : "UTC";
}

static struct blank_day day_from_today(const struct blank_manner *m, int days)
{
	struct clock_local t = clock_local(m->now, zone_of(m));
	/* Noon: no change of the clocks can make another day of it. */
	int64_t at = clock_from_local(t.year, t.month, t.day + days, 12, 0, 0, zone_of(m));
	t = clock_local(at, zone_of(m));
	return (struct blank_day){t.year, t.month, t.day};
}

static bool day_exists(const struct blank_day *d)
{
	if (d->month < 1 || d->month > MONTHS || d->day < 1 || d->day > 31)
		return false;
	struct clock_local t =
		clock_local(clock_from_local(d->year, d->month, d->day, 12, 0, 0, "UTC"), "UTC");
	return t.month == d->month && t.day == d->day;
}

/* Without a year the nearest one is meant: a charge was a while ago, a delivery will be soon. */
static void year_complete(struct blank_day *d, const struct blank_manner *m)
{
	struct clock_local now = clock_local(m->now, zone_of(m));
	if (d->year > 0 && d->year < 100)
		d->year += now.year - now.year % 100;
	if (d->year != 0)
		return;
	int64_t best = INT64_MAX;
	for (int year = now.year - 1; year <= now.year + 1; year++) {
		int64_t at = clock_from_local(year, d->month, d->day, 12, 0, 0, zone_of(m));
		int64_t away = at > m->now ? at - m->now : m->now - at;
		if (away < best) {
			best = away;
			d->year = year;
		}
	}
}

static bool read_near(const char *s, const struct blank_manner *m, struct blank_day *out)
{
	for (size_t i = 0; i < sizeof near_words / sizeof *near_words; i++)
		if (strcmp(near_words[i].word, s) == 0) {
			*out = day_from_today(m, near_words[i].days);
			return true;
		}
	char *end;
	if ((*s == '+' || *s == '-') && s[1] >= '0' && s[1] <= '9') {
		long days = strtol(s, &end, 10);
		if (*end || days > NEAR_MAX || days < -NEAR_MAX)
			return false;
		*out = day_from_today(m, (int)days);
		return true;
	}
	int today = clock_local(m->now, zone_of(m)).weekday;
	for (size_t i = 0; i < TONGUES; i++)
		for (int d = 0; d < DAYS_A_WEEK; d++)
			if (strcmp(day_names[i][d], s) == 0) {
				int ahead = (d - today + DAYS_A_WEEK) % DAYS_A_WEEK;
				*out = day_from_today(m, ahead ? ahead : DAYS_A_WEEK);
				return true;
			}
	return false;
}

static const char *month_folded(size_t tongue, int month)
{
	const char *name = month_names[tongue][month];
	if (*name >= 'A' && *name <= 'Z')
		name = english_folded[month];
	return strcmp(name, "març") == 0 ? "marc" : name;
}

/* A month by its name or the beginning of it; 0 if it is none or could be several. */
static int month_named(const char *word, size_t len)
{
	int month = 0;
	for (size_t t = 0; t < TONGUES; t++)
		for (int i = 0; i < MONTHS; i++) {
			const char *name = month_folded(t, i);
			bool same = len >= WORD_MIN && strncmp(name, word, len) == 0;
			if (same && month && month != i + 1)
				return 0;
			if (same)
				month = i + 1;
		}
	if (!month && len >= 4 && strncmp(word, "sept", 4) == 0)
		return 9;
	if (!month && len == 9 && strncmp(word, "setiembre", 9) == 0)
		return 9;
	return month;
}

static bool is_filler(const char *word, size_t len)
{
	static const char *const fillers[] = {
		"de", "del", "d", "of", "the", "el", "st", "nd", "rd", "th", "l"};
	for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
		if (strlen(fillers[i]) == len && strncmp(fillers[i], word, len) == 0)
			return true;
	return false;
}

static bool is_weekday(const char *word, size_t len)
{
	for (size_t t = 0; t < TONGUES; t++)
		for (size_t d = 0; d < DAYS_A_WEEK; d++)
			if (strlen(day_names[t][d]) == len &&
				strncmp(day_names[t][d], word, len) == 0)
				return true;
	return false;
}

/* "3 de desembre del 2026", "december 3, 2026", "3/12", "2026-12-03": numbers, a month by name, and
 * words that say nothing. */
static bool read_parts(const char *s, struct blank_day *out)
{
	int number[3], month = 0;
	size_t digits[3], n = 0;
	while (*s) {
		size_t d = strspn(s, "0123456789");
		size_t w = strspn(s, "abcdefghijklmnopqrstuvwxyz");
		if (d && (d > 4 || n == 3))
			return false;
		if (d) {
			digits[n] = d;
			number[n++] = (int)strtol(s, NULL, 10);
		} else if (w && !is_filler(s, w) && !is_weekday(s, w)) {
			int named = month_named(s, w);
			if (!named || month)
				return false;
			month = named;
		} else if (!w && !strchr(" /.-,'", *s)) {
			return false;
		}
		s += d ? d : w ? w : 1;
	}
	if (month && n >= 1 && n <= 2) {
		*out = (struct blank_day){n == 2 ? number[1] : 0, month, number[0]};
		return digits[0] <= 2;
	}
	if (!month && n == 3 && digits[0] == 4)
		*out = (struct blank_day){number[0], number[1], number[2]};
	else if (!month && n >= 2 && digits[0] <= 2 && digits[1] <= 2)
		*out = (struct blank_day){n == 3 ? number[2] : 0, number[1], number[0]};
	else
		return false;
	return n == 2 || digits[2] == 2 || digits[2] == 4 || digits[0] == 4;
}

bool blank_date_read(
	const char *typed, const struct blank_manner *m, struct arena *a, struct blank_day *out)
{
	const char *s = fold_text(a, typed);
	if (read_near(s, m, out))
		return true;
	if (!read_parts(s, out) || out->month < 1 || out->month > MONTHS)
		return false;
	year_complete(out, m);
	return day_exists(out);
}
