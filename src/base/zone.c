#include "zone.h"

#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/vec.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	HEADER_SIZE = 44,
	NAME_MAX_LEN = 63,
	FILE_MAX = 256 * 1024,
	OFFSET_MAX_S = 26 * 3600, /* RFC 8536 asks -25:00 < offset < 26:00 */
	DAY_S = 86400,
};

/* One end of daylight saving time in the footer's rule (POSIX.1 TZ, extended by RFC 8536). */
struct turn {
	enum { TURN_JULIAN, TURN_DAY, TURN_WEEKDAY } kind;
	int month, week, day;
	int time_s; /* local, of the offset before the turn */
};

struct rule {
	bool known, has_dst;
	int std_s, dst_s; /* east of UTC */
	struct turn start, end;
};

struct moment {
	int64_t at_s;
	int offset_s;
};

struct zone {
	char *name;
	struct vec moments; /* struct moment, rising */
	int first_s;        /* before the first moment */
	struct rule rule;   /* after the last one */
};

int64_t zone_days(int64_t year, int month, int day)
{
	/* Years that begin in March put the leap day last, so a month's start is a linear form. */
	if (month <= 2)
		year--;
	int64_t era = (year >= 0 ? year : year - 399) / 400;
	int64_t year_of_era = year - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468 + (day - 1);
}

/* ---- the footer ---- */

static bool skip_name(const char **p)
{
	const char *s = *p;
	if (*s == '<') {
		s = strchr(s, '>');
		if (!s)
			return false;
		*p = s + 1;
		return true;
	}
	while (isalpha((unsigned char)*s))
		s++;
	bool long_enough = s - *p >= 3;
	*p = s;
	return long_enough;
}

static bool read_int(const char **p, int max, int *out)
{
	if (!isdigit((unsigned char)**p))
		return false;
	int value = 0;
	for (; isdigit((unsigned char)**p); (*p)++) {
		value = value * 10 + (**p - '0');
		if (value > max)
			return false;
	}
	*out = value;
	return true;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static bool read_hms(const char **p, int *out_s)
{
	int sign = 1;
	if (**p == '-' || **p == '+')
		sign = *(*p)++ == '-' ? -1 : 1;
	int part[3] = {0};
	for (int i = 0; i < 3; i++) {
		if (i > 0 && **p != ':')
			break;
		if (i > 0)
			(*p)++;
		if (!read_int(p, i ? 59 : 167, &part[i]))
			return false;
	}
	*out_s = sign * (part[0] * 3600 + part[1] * 60 + part[2]);
	return true;
}

static bool read_turn(const char **p, struct turn *turn)
{
	*turn = (struct turn){.kind = TURN_DAY, .time_s = 2 * 3600};
	if (*(*p)++ != ',')
		return false;
	if (**p == 'M') {
		(*p)++;
		turn->kind = TURN_WEEKDAY;
		if (!read_int(p, 12, &turn->month) || turn->month < 1 || *(*p)++ != '.' ||
			!read_int(p, 5, &turn->week) || turn->week < 1 || *(*p)++ != '.' ||
			!read_int(p, 6, &turn->day))
			return false;
	} else {
		if (**p == 'J') {
			(*p)++;
			turn->kind = TURN_JULIAN;
		}
		if (!read_int(p, 365, &turn->day))
			return false;
	}
	if (**p != '/')
		return true;
	(*p)++;
	return read_hms(p, &turn->time_s);
}

static bool read_rule(const char *p, struct rule *rule)
{
	int west_s;
	*rule = (struct rule){0};
	if (!skip_name(&p) || !read_hms(&p, &west_s))
		return false;
	rule->known = true;
	rule->std_s = -west_s;
	if (!*p)
		return true;
	rule->has_dst = true;
	rule->dst_s = rule->std_s + 3600;
	if (!skip_name(&p))
		return false;
	if (*p != ',') {
		if (!read_hms(&p, &west_s))
			return false;
		rule->dst_s = -west_s;
	}
	return read_turn(&p, &rule->start) && read_turn(&p, &rule->end) && !*p;
}

static bool is_leap(int64_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int64_t turn_day(const struct turn *turn, int64_t year)
{
	int64_t first = zone_days(year, 1, 1);
	if (turn->kind == TURN_DAY)
		return first + turn->day;
	if (turn->kind == TURN_JULIAN) /* 1..365, 29 February is never counted */
		return first + turn->day - 1 + (turn->day >= 60 && is_leap(year));
	int64_t month_first = zone_days(year, turn->month, 1);
	int64_t next_first =
		turn->month == 12 ? zone_days(year + 1, 1, 1) : zone_days(year, turn->month + 1, 1);
	int64_t weekday = ((month_first + 4) % 7 + 7) % 7;
	int64_t day = month_first + (turn->day - weekday + 7) % 7 + (int64_t)(turn->week - 1) * 7;
	while (day >= next_first)
		day -= 7;
	return day;
}

static int rule_offset(const struct rule *rule, int64_t utc_s)
{
	if (!rule->has_dst)
		return rule->std_s;
	int64_t local_day = (utc_s + rule->std_s) / DAY_S;
	int64_t year = 1970 + local_day / 366;
	while (zone_days(year + 1, 1, 1) <= local_day)
		year++;
	int64_t start = turn_day(&rule->start, year) * DAY_S + rule->start.time_s - rule->std_s;
	int64_t end = turn_day(&rule->end, year) * DAY_S + rule->end.time_s - rule->dst_s;
	bool dst = start < end ? utc_s >= start && utc_s < end : utc_s >= start || utc_s < end;
	return dst ? rule->dst_s : rule->std_s;
}

int zone_offset(const struct zone *zone, int64_t utc_s)
{
	size_t n = zone->moments.n;
	const struct moment *moments = zone->moments.data;
	if (n == 0 || utc_s >= moments[n - 1].at_s) {
		/* Years far ahead repeat a 400-year cycle; this bounds the search for the year. */
		int64_t cycle_s = 146097LL * DAY_S;
		if (zone->rule.known && utc_s >= 0)
			return rule_offset(&zone->rule, utc_s % cycle_s);
		return n ? moments[n - 1].offset_s : zone->first_s;
	}
	if (utc_s < moments[0].at_s)
		return zone->first_s;
	size_t low = 0, high = n;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (moments[middle].at_s <= utc_s)
			low = middle;
		else
			high = middle;
	}
	return moments[low].offset_s;
}

/* ---- the file ---- */

struct counts {
	size_t isut, isstd, leap, time, type, chars;
};

static uint64_t big_endian(const unsigned char *p, int bytes)
{
	uint64_t value = 0;
	for (int i = 0; i < bytes; i++)
		value = value << 8 | p[i];
	return value;
}

static bool read_counts(const unsigned char *p, size_t n, struct counts *out)
{
	if (n < HEADER_SIZE || memcmp(p, "TZif", 4) != 0)
		return false;
	size_t c[6];
	for (int i = 0; i < 6; i++) {
		c[i] = big_endian(p + 20 + 4 * i, 4);
		if (c[i] > FILE_MAX)
			return false;
	}
	*out = (struct counts){c[0], c[1], c[2], c[3], c[4], c[5]};
	return true;
}

static size_t body_size(const struct counts *c, size_t time_size)
{
	return c->time * (time_size + 1) + c->type * 6 + c->chars + c->leap * (time_size + 4) +
		c->isstd + c->isut;
}

static bool read_body(
	const unsigned char *p, const struct counts *c, int time_size, struct zone *zone)
{
	/* Leap seconds would make every clock reading differ from the store's UTC. */
	if (c->type == 0 || c->leap > 0)
		return false;
	const unsigned char *indexes = p + c->time * (size_t)time_size;
	const unsigned char *types = indexes + c->time;
	for (size_t i = 0; i <= c->time; i++) {
		size_t type = i ? indexes[i - 1] : 0;
		if (type >= c->type)
			return false;
		int offset_s = (int)(int32_t)big_endian(types + type * 6, 4);
		if (offset_s > OFFSET_MAX_S || offset_s < -OFFSET_MAX_S)
			return false;
		if (i == 0) {
			zone->first_s = offset_s;
			continue;
		}
		uint64_t raw = big_endian(p + (i - 1) * (size_t)time_size, time_size);
		struct moment *moment = vec_push(&zone->moments);
		moment->at_s = time_size == 4 ? (int64_t)(int32_t)raw : (int64_t)raw;
		moment->offset_s = offset_s;
	}
	return true;
}

static bool read_footer(const char *p, size_t n, struct zone *zone)
{
	if (n < 2 || p[0] != '\n' || p[n - 1] != '\n')
		return false;
	if (n == 2)
		return true; /* no rule: the last offset stays */
	char *text = xstrndup(p + 1, n - 2);
	bool ok = read_rule(text, &zone->rule);
	free(text);
	return ok;
}

static bool read_file(const struct strbuf *file, struct zone *zone)
{
	const unsigned char *p = (const unsigned char *)file->buf;
	size_t left = file->len;
	struct counts c;
	if (!read_counts(p, left, &c))
		return false;
	size_t size = HEADER_SIZE + body_size(&c, 4);
	if (size > left)
		return false;
	if (p[4] == '\0') /* version 1 has nothing else */
		return read_body(p + HEADER_SIZE, &c, 4, zone);
	p += size;
	left -= size;
	if (!read_counts(p, left, &c))
		return false;
	size = HEADER_SIZE + body_size(&c, 8);
	return size <= left && read_body(p + HEADER_SIZE, &c, 8, zone) &&
		read_footer((const char *)p + size, left - size, zone);
}

/* A name goes into a path, so only what IANA names are made of may pass. */
static bool plain_name(const char *name)
{
	size_t n = strlen(name);
	if (n == 0 || n > NAME_MAX_LEN || !isalnum((unsigned char)name[0]) || strstr(name, ".."))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)name[i]) && !strchr("_+-/", name[i]))
			return false;
	return true;
}

static bool load(const char *name, struct zone *zone)
{
	const char *dir = getenv("TZDIR");
	struct strbuf path = STRBUF_INIT, file = STRBUF_INIT;
	path_join(&path, dir && dir[0] == '/' ? dir : "/usr/share/zoneinfo", name);
	bool ok =
		path_read_file(path.buf, FILE_MAX, &file, NULL) == RC_OK && read_file(&file, zone);
	strbuf_fini(&path);
	strbuf_fini(&file);
	return ok;
}

const struct zone *zone_find(const char *name)
{
	static struct vec known = {.size = sizeof(struct zone *)};
	for (size_t i = 0; i < known.n; i++) {
		struct zone **zone = vec_at(&known, i);
		if (strcmp((*zone)->name, name) == 0)
			return *zone;
	}
	if (!plain_name(name))
		return NULL;
	struct zone *zone = xcalloc(1, sizeof(*zone));
	zone->moments.size = sizeof(struct moment);
	if (!load(name, zone) && strcmp(name, "UTC") != 0) {
		vec_fini(&zone->moments);
		free(zone);
		return NULL;
	}
	zone->name = xstrdup(name);
	*(struct zone **)vec_push(&known) = zone;
	return zone;
}
