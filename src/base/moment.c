#include "carrel/moment.h"

#include "base/moment_words.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"

#include <stdlib.h>
#include <string.h>

enum {
	TOKENS_MAX = 24,
	MONTHS = 12,
	A_WEEK = 7,
	MINUTE_MS = 60 * 1000,
	FAR = 10000, /* of a unit */
	FAR_DAYS = 3650,
	MORNING = 9,
};

struct token {
	struct moment_word word; /* kinds MOMENT_NUMBER: number and digits */
	int number;
	size_t digits;
	char before; /* what joins it to the token before: ':', '/', ' ', '+', 0 nothing */
};

struct reading {
	const struct moment_manner *manner;
	struct token t[TOKENS_MAX];
	size_t n, at; /* at: the token that is read */
	bool day_only;
	/* What was said; weekday and bare are -1 when not. */
	bool has_days, has_date, has_hour;
	int days, weekday, bare;
	struct moment_day date;
	int hour, minute;
	bool morning, afternoon, asked_at;
};

static const char *zone_of(const struct moment_manner *m)
{
	return m->zone ? m->zone : "UTC";
}

const char *moment_examples(void)
{
	return _("10:00, tomorrow 9:30, Tue 24/11, 24 Nov 16:30, +2h, +3d");
}

/* ---- words and numbers ---------------------------------------------------------------------- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *read_number(const char *s, struct token *t)
{
	t->digits = strspn(s, "0123456789");
	t->word.kinds = MOMENT_NUMBER;
	t->number = t->digits <= 5 ? (int)strtol(s, NULL, 10) : FAR + 1;
	return s + t->digits;
}

/* Folding leaves the typographic apostrophe; phones and editors write it. */
static char *plain_apostrophes(char *s)
{
	static const char curly[] = "\xe2\x80\x99";
	for (char *p = strstr(s, curly); p; p = strstr(p, curly)) {
		*p = '\'';
		memmove(p + 1, p + 3, strlen(p + 3) + 1);
	}
	return s;
}

/* "24 / 11" is joined by its stroke, "24.11. 10.30" parted by its blank. */
static char joined_by(char before, char c)
{
	if (strchr(" @,'", c))
		return before && before != '.' ? before : ' ';
	return before && before != ' ' ? before : c;
}

static bool cut(struct reading *r, const char *typed, struct arena *a)
{
	const struct moment_manner *m = r->manner;
	const struct moment_lexicon *lexicon =
		moment_lexicon(m->languages, MOMENT_LANGUAGES_MAX, a);
	char before = '\0';
	for (const char *s = plain_apostrophes(fold_text(a, typed)); *s;) {
		if (r->n == TOKENS_MAX)
			return false;
		struct token *t = &r->t[r->n];
		size_t len = 0;
		if (is_digit(*s))
			s = read_number(s, t);
		else if ((len = moment_word(lexicon, s, &t->word)) > 0)
			s += len;
		else if (strchr(" @,'", *s) || (strchr(":/.-", *s) && r->n > 0) ||
			(strchr("+-", *s) && r->n == 0)) {
			before = joined_by(before, *s);
			s++;
			continue;
		} else
			return false;
		t->before = before;
		before = '\0';
		r->n++;
	}
	return r->n > 0 && (!before || strchr(" .", before));
}

/* ---- what stands where ---------------------------------------------------------------------- */

static const struct token *token(const struct reading *r, size_t i)
{
	static const struct token none;
	return i < r->n ? &r->t[i] : &none;
}

static bool is(const struct token *t, enum moment_kind kind)
{
	return (t->word.kinds & (unsigned)kind) != 0;
}

static int value(const struct token *t, enum moment_kind kind)
{
	return moment_value(&t->word, kind);
}

static bool joined(const struct token *t, const char *by)
{
	return is(t, MOMENT_NUMBER) && t->before && strchr(by, t->before);
}

/* Past "de", "of the", a comma. */
static size_t past_fillers(const struct reading *r, size_t i)
{
	while (is(token(r, i), MOMENT_FILLER) && !is(token(r, i), MOMENT_MONTH))
		i++;
	return i;
}

static bool day_said(const struct reading *r)
{
	return r->has_days || r->has_date || r->weekday >= 0;
}

static bool hour_is(struct reading *r, int hour, int minute)
{
	if (r->has_hour || hour > 23 || minute > 59)
		return false;
	r->has_hour = true;
	r->hour = hour;
	r->minute = minute;
	return true;
}

static bool date_is(struct reading *r, int year, int month, int day)
{
	if (r->has_date || r->has_days || month < 1 || month > MONTHS || day < 1 || day > 31)
		return false;
	r->has_date = true;
	r->date = (struct moment_day){year, month, day};
	return true;
}

/* A year behind a day and a month by name: of four digits, else "24 nov 10" would not be ten o'clock. */
static int year_behind(struct reading *r, size_t i)
{
	i = past_fillers(r, i);
	const struct token *t = token(r, i);
	if (!is(t, MOMENT_NUMBER) || !(t->digits == 4 || (t->digits == 2 && r->day_only)))
		return 0;
	r->at = i + 1;
	return t->number;
}

static bool named_date(struct reading *r, int day, int month, size_t behind)
{
	r->at = behind;
	int year = year_behind(r, behind);
	return date_is(r, year, month, day);
}

/* "24/11", "24.11.26", "2026-11-24". */
static bool numbers_date(struct reading *r)
{
	const struct token *a = token(r, r->at), *b = token(r, r->at + 1), *c = token(r, r->at + 2);
	const char *by = r->day_only ? "/-. " : "/-.";
	bool three = joined(c, by) && (c->before != ' ' || c->digits != 2 || r->day_only);
	r->at += three ? 3 : 2;
	if (a->digits == 4)
		return three && date_is(r, a->number, b->number, c->number);
	if (a->digits > 2 || b->digits > 2 || (three && c->digits != 2 && c->digits != 4))
		return false;
	return date_is(r, three ? c->number : 0, b->number, a->number);
}

/* A full stop parts a day from its month or an hour from its minutes: "24.11", "10.30". */
static bool is_date(const struct reading *r)
{
	const struct token *a = token(r, r->at), *b = token(r, r->at + 1);
	if (!joined(b, r->day_only ? "/-. " : "/-."))
		return false;
	return b->before != '.' ||
		(!r->asked_at && !r->has_date && !r->has_days && b->number >= 1 &&
			b->number <= MONTHS && a->number >= 1);
}

static bool of_hour(struct reading *r)
{
	const struct token *a = token(r, r->at), *b = token(r, r->at + 1), *c = token(r, r->at + 2);
	if (joined(b, ":.") && b->digits == 2 && a->digits <= 2) {
		r->at += 2;
		if (is(token(r, r->at), MOMENT_UNIT) &&
			value(token(r, r->at), MOMENT_UNIT) == MOMENT_AN_HOUR)
			r->at++; /* "10:30 h" */
		return hour_is(r, a->number, b->number);
	}
	bool marked = is(b, MOMENT_UNIT) && value(b, MOMENT_UNIT) == MOMENT_AN_HOUR;
	bool minutes = marked && is(c, MOMENT_NUMBER) && !c->before && c->digits == 2;
	r->at += minutes ? 3 : marked ? 2 : 1;
	return hour_is(r, a->number, minutes ? c->number : 0);
}

static bool read_digits(struct reading *r)
{
	const struct token *a = token(r, r->at), *b = token(r, r->at + 1);
	size_t month = past_fillers(r, r->at + 1);
	if (is_date(r))
		return numbers_date(r);
	if (joined(b, ":."))
		return of_hour(r);
	if (!r->has_date && !r->asked_at && is(token(r, month), MOMENT_MONTH))
		return named_date(r, a->number, value(token(r, month), MOMENT_MONTH), month + 1);
	bool part = is(b, MOMENT_MORNING) || is(b, MOMENT_AFTERNOON);
	bool marked = is(b, MOMENT_UNIT) && value(b, MOMENT_UNIT) == MOMENT_AN_HOUR;
	if (a->digits <= 2 && (r->asked_at || part || (marked && day_said(r))))
		return of_hour(r);
	if (is(b, MOMENT_UNIT) || r->bare >= 0 || a->digits > 2)
		return false;
	r->bare = a->number;
	r->at++;
	return true;
}

static bool read_word(struct reading *r)
{
	const struct token *t = token(r, r->at);
	size_t behind = past_fillers(r, r->at + 1);
	const struct token *number = token(r, behind);
	r->at++;
	if (is(t, MOMENT_MONTH) && !is(t, MOMENT_WEEKDAY) && is(number, MOMENT_NUMBER) &&
		number->digits <= 2)
		return named_date(r, number->number, value(t, MOMENT_MONTH), behind + 1);
	if (is(t, MOMENT_WEEKDAY) && r->weekday < 0) {
		r->weekday = value(t, MOMENT_WEEKDAY);
		return !r->has_days;
	}
	if (is(t, MOMENT_DAY) && !day_said(r)) {
		r->has_days = true;
		r->days = value(t, MOMENT_DAY);
		return true;
	}
	if (is(t, MOMENT_HOUR))
		return hour_is(r, value(t, MOMENT_HOUR), 0);
	if (is(t, MOMENT_MORNING) || is(t, MOMENT_AFTERNOON)) {
		bool again = r->morning || r->afternoon;
		r->morning = is(t, MOMENT_MORNING);
		r->afternoon = !r->morning;
		return !again;
	}
	r->asked_at = is(t, MOMENT_AT);
	return r->asked_at || is(t, MOMENT_FILLER);
}

static bool read_rest(struct reading *r)
{
	while (r->at < r->n) {
		bool number = is(token(r, r->at), MOMENT_NUMBER);
		if (number ? !read_digits(r) : !read_word(r))
			return false;
		if (number)
			r->asked_at = false;
	}
	/* "tomorrow at" waits for its hour. */
	return !r->asked_at;
}

/* "in 2 h 30 min", "+2d 10:00", "2d": minutes from now; days may name their hour. */
static bool read_after(struct reading *r, int64_t *minutes)
{
	size_t i = 0;
	bool whole_days = true;
	*minutes = 0;
	while (is(token(r, i), MOMENT_LEAD))
		i++;
	size_t first = i;
	for (; is(token(r, i), MOMENT_NUMBER) && is(token(r, i + 1), MOMENT_UNIT); i += 2) {
		int unit = value(token(r, i + 1), MOMENT_UNIT);
		if (r->t[i].number > FAR || r->t[i + 1].before == '/')
			return false;
		*minutes += (int64_t)r->t[i].number * unit;
		whole_days = whole_days && unit >= MOMENT_A_DAY;
	}
	if (i == first || *minutes <= 0 || r->t[0].before == '-')
		return false;
	r->at = i;
	if (i == r->n)
		return true;
	r->has_days = true;
	r->days = (int)(*minutes / MOMENT_A_DAY);
	*minutes = 0;
	return whole_days && read_rest(r);
}

/* ---- which instant that is ------------------------------------------------------------------ */

static struct moment_day day_from_today(const struct moment_manner *m, int days)
{
	struct clock_local t = clock_local(m->now, zone_of(m));
	/* Noon: no change of the clocks can make another day of it. */
	int64_t at = clock_from_local(t.year, t.month, t.day + days, 12, 0, 0, zone_of(m));
	t = clock_local(at, zone_of(m));
	return (struct moment_day){t.year, t.month, t.day};
}

static int64_t noon_of(const struct moment_day *d, const char *zone)
{
	return clock_from_local(d->year, d->month, d->day, 12, 0, 0, zone);
}

static bool day_exists(const struct moment_day *d)
{
	struct clock_local t = clock_local(noon_of(d, "UTC"), "UTC");
	return t.month == d->month && t.day == d->day;
}

static void year_complete(struct reading *r)
{
	const struct moment_manner *m = r->manner;
	struct moment_day *d = &r->date, today = day_from_today(m, 0);
	int64_t best = INT64_MAX, from = noon_of(&today, zone_of(m));
	if (d->year > 0 && d->year < 100)
		d->year += today.year - today.year % 100;
	if (d->year != 0)
		return;
	for (int year = today.year - 1; year <= today.year + 1; year++) {
		struct moment_day then = {year, d->month, d->day};
		int64_t away = noon_of(&then, zone_of(m)) - from;
		if (away < 0 && !r->day_only)
			continue;
		away = away < 0 ? -away : away;
		if (away < best) {
			best = away;
			d->year = year;
		}
	}
}

static bool settle_day(struct reading *r, struct moment_day *out)
{
	struct clock_local today = clock_local(r->manner->now, zone_of(r->manner));
	if (r->has_date) {
		year_complete(r);
		*out = r->date;
		return day_exists(out);
	}
	int ahead = r->weekday < 0 ? 0 : (r->weekday - today.weekday + A_WEEK) % A_WEEK;
	*out = day_from_today(r->manner,
		r->has_days                             ? r->days
			: r->weekday >= 0 && ahead == 0 ? A_WEEK
							: ahead);
	return true;
}

static void settle_hour(struct reading *r, bool today)
{
	if (!r->has_hour && r->bare >= 0 && day_said(r) && !r->manner->words_follow &&
		hour_is(r, r->bare, 0))
		r->bare = -1;
	if (!r->has_hour && (r->morning || r->afternoon || !today))
		hour_is(r, r->afternoon ? 16 : MORNING, 0);
	else if (r->afternoon && r->hour < 12)
		r->hour += 12;
	else if (r->morning && r->hour == 12)
		r->hour = 0;
}

static enum rc no_time(const char *typed, struct err *err)
{
	return err_set(err, RC_INVALID, _("“%s” is not a time. Write it like one of these: %s."),
		typed, moment_examples());
}

/* Whoever says both a date and a weekday has promised one of them. */
static enum rc check_weekday(const struct reading *r, const struct moment_day *day, struct err *err)
{
	static const char *const names[] = {N_("a Sunday"), N_("a Monday"), N_("a Tuesday"),
		N_("a Wednesday"), N_("a Thursday"), N_("a Friday"), N_("a Saturday")};
	int is_day = clock_local(noon_of(day, "UTC"), "UTC").weekday;
	if (!r->has_date || r->weekday < 0 || r->weekday == is_day)
		return RC_OK;
	return err_set(err, RC_INVALID, _("%d/%d is %s: say the day or the date that is meant."),
		day->day, day->month, _(names[is_day]));
}

static enum rc settle(struct reading *r, const char *typed, int64_t *at, struct err *err)
{
	const struct moment_manner *m = r->manner;
	struct moment_day day, today = day_from_today(m, 0);
	if (!settle_day(r, &day))
		return no_time(typed, err);
	bool is_today = memcmp(&day, &today, sizeof day) == 0;
	settle_hour(r, is_today);
	/* Words that end in "at the" belong to what follows. */
	bool open = m->words_follow && is(token(r, r->n - 1), MOMENT_FILLER);
	if (r->bare >= 0 || open || (!r->has_hour && !day_said(r)))
		return no_time(typed, err);
	if (!r->has_hour)
		return err_set(err, RC_INVALID, _("“%s” needs an hour, such as 17:00."), typed);
	*at = clock_from_local(day.year, day.month, day.day, r->hour, r->minute, 0, zone_of(m));
	if (!day_said(r) && *at <= m->now)
		*at = clock_from_local(
			day.year, day.month, day.day + 1, r->hour, r->minute, 0, zone_of(m));
	return check_weekday(r, &day, err);
}

static struct reading begin(const struct moment_manner *manner)
{
	return (struct reading){.manner = manner, .weekday = -1, .bare = -1};
}

enum rc moment_read(
	const char *typed, const struct moment_manner *manner, int64_t *at, struct err *err)
{
	struct arena *a = arena_new();
	struct reading r = begin(manner);
	int64_t minutes = 0;
	enum rc rc = RC_OK;
	bool good = cut(&r, typed, a);
	if (good && read_after(&r, &minutes) && minutes > 0) {
		*at = manner->now + minutes * MINUTE_MS;
	} else {
		if (good && !r.has_days) {
			r.at = 0;
			good = r.t[0].before == '\0' && read_rest(&r);
		}
		rc = good ? settle(&r, typed, at, err) : no_time(typed, err);
	}
	arena_free(&a);
	return rc;
}

/* "+3", "-2". */
static bool signed_days(const struct reading *r, int *days)
{
	const struct token *t = &r->t[0];
	if (r->n != 1 || !is(t, MOMENT_NUMBER) || (t->before != '+' && t->before != '-') ||
		t->number > FAR_DAYS)
		return false;
	*days = t->before == '-' ? -t->number : t->number;
	return true;
}

bool moment_read_day(const char *typed, const struct moment_manner *manner, struct moment_day *out)
{
	struct arena *a = arena_new();
	struct reading r = begin(manner);
	int days;
	r.day_only = true;
	bool good = cut(&r, typed, a);
	if (good && signed_days(&r, &days))
		*out = day_from_today(manner, days);
	else
		good = good && r.t[0].before == '\0' && read_rest(&r) && day_said(&r) &&
			!r.has_hour && r.bare < 0 && !r.morning && !r.afternoon &&
			settle_day(&r, out);
	arena_free(&a);
	return good;
}
