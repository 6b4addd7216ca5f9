#include "carrel/when.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"

#include <stdbool.h>

enum { HOUR_MS = 3600 * 1000, OPENS = 9, CLOSES = 19, SATURDAY = 6 };

struct maker {
	struct arena *arena;
	const char *zone;
	int64_t now;
	struct when_offer *out;
	size_t n;
};

static bool people_are_there(const struct clock_local *t)
{
	return t->weekday != 0 && t->weekday != SATURDAY && t->hour >= OPENS &&
		(t->hour < CLOSES || (t->hour == CLOSES && t->minute == 0));
}

static void offer(struct maker *m, int64_t at, const char *words)
{
	if (m->n == WHEN_OFFERS_MAX || at <= m->now || (m->n > 0 && at <= m->out[m->n - 1].at))
		return;
	m->out[m->n++] = (struct when_offer){.at = at, .words = words};
}

static void offer_in_hours(struct maker *m, int hours)
{
	int64_t at = m->now + (int64_t)hours * HOUR_MS;
	struct clock_local t = clock_local(at, m->zone);
	if (!people_are_there(&t))
		return;
	offer(m, at,
		hours == 1 ? arena_printf(m->arena, _("in 1 hour, %02d:%02d"), t.hour, t.minute)
			   : arena_printf(m->arena, _("in 2 hours, %02d:%02d"), t.hour, t.minute));
}

static const char *const day_names[] = {
	N_("Sun"), N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat")};

const char *when_told(int64_t at, int64_t now, const char *zone, struct arena *a)
{
	static const char *const months[] = {N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"),
		N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")};
	struct clock_local t = clock_local(at, zone), today = clock_local(now, zone);
	const char *day = _(day_names[t.weekday]), *month = _(months[t.month - 1]);
	if (t.year != today.year)
		return arena_printf(
			a, "%s %d %s %d %02d:%02d", day, t.day, month, t.year, t.hour, t.minute);
	if (t.month == today.month && t.day == today.day)
		return arena_printf(a, "%02d:%02d", t.hour, t.minute);
	return arena_printf(a, "%s %d %s %02d:%02d", day, t.day, month, t.hour, t.minute);
}

static const char *day_words(struct maker *m, const struct clock_local *t, int days)
{
	if (days == 0)
		return arena_printf(m->arena, _("today %02d:%02d"), t->hour, t->minute);
	if (days == 1)
		return arena_printf(m->arena, _("tomorrow %02d:%02d"), t->hour, t->minute);
	return arena_printf(m->arena, "%s %d/%d %02d:%02d", _(day_names[t->weekday]), t->day,
		t->month, t->hour, t->minute);
}

/* At that hour, so many days from today; a weekend has none. */
static bool offer_day(struct maker *m, int days, int hour)
{
	struct clock_local today = clock_local(m->now, m->zone);
	int64_t at =
		clock_from_local(today.year, today.month, today.day + days, hour, 0, 0, m->zone);
	struct clock_local t = clock_local(at, m->zone);
	if (!people_are_there(&t))
		return false;
	offer(m, at, day_words(m, &t, days));
	return true;
}

size_t when_offers(
	int64_t now, const char *zone, struct arena *a, struct when_offer out[WHEN_OFFERS_MAX])
{
	struct maker m = {.arena = a, .zone = zone, .now = now, .out = out};
	offer_day(&m, 0, OPENS); /* before the doors open; later it has passed */
	offer_in_hours(&m, 1);
	offer_in_hours(&m, 2);
	offer_day(&m, 0, 17);
	for (int days = 1; days <= 7 && m.n < WHEN_OFFERS_MAX; days++) {
		if (offer_day(&m, days, OPENS))
			offer_day(&m, days, 16);
	}
	return m.n;
}
