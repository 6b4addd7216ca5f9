/* demo_time.c - when people call: by weekday and hour, never while the centre is shut. */
#include "bridge/demo_private.h"

#include "carrel/clock.h"

enum { DAY_MS = 24 * 3600 * 1000, MINUTE_MS = 60 * 1000 };
enum { HOUR_S = 3600, OPENS = 9, HOURS = 11, SATURDAY_HOURS = 5 };

/* Sunday first. */
static const uint32_t weekday_weight[7] = {0, 22, 19, 18, 18, 17, 6};
/* From nine: the late morning and the late afternoon. */
static const uint32_t hour_weight[HOURS] = {8, 13, 14, 12, 8, 6, 7, 11, 10, 7, 4};

void demo_days_make(struct demo *d)
{
	struct clock_local today = clock_local(d->now, d->zone);
	uint32_t sum = 0;
	for (int ago = DEMO_DAYS; ago >= 0; ago--) {
		struct demo_day *day = &d->days[ago];
		day->opens_at = clock_from_local(
			today.year, today.month, today.day - ago, OPENS, 0, 0, d->zone);
		day->weekday = (today.weekday + 7 - ago % 7) % 7;
		day->open_hours = day->weekday == 0 ? 0
			: day->weekday == 6         ? SATURDAY_HOURS
						    : HOURS;
		sum += weekday_weight[day->weekday];
		day->upto = sum;
	}
}

int demo_day_pick(struct demo *d)
{
	uint32_t dice = rng_below(&d->rng, d->days[0].upto);
	int low = 0, high = DEMO_DAYS; /* upto grows as the day comes nearer */
	while (low < high) {
		int middle = (low + high + 1) / 2;
		if (d->days[middle].upto > dice)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

int64_t demo_time_in_day(struct demo *d, int days_ago)
{
	while (d->days[days_ago].open_hours == 0)
		days_ago += days_ago < DEMO_DAYS ? 1 : -6;
	const struct demo_day *day = &d->days[days_ago];
	uint32_t sum = 0;
	for (int h = 0; h < day->open_hours; h++)
		sum += hour_weight[h];
	uint32_t dice = rng_below(&d->rng, sum);
	int hour = 0;
	while (dice >= hour_weight[hour])
		dice -= hour_weight[hour++];
	return day->opens_at + 1000 * (hour * (int64_t)HOUR_S + rng_below(&d->rng, HOUR_S));
}

int64_t demo_time_after(struct demo *d, int64_t t)
{
	int64_t wanted = t + rng_exponential(&d->rng, DAY_MS + DAY_MS / 3);
	int64_t ago = (d->days[0].opens_at - wanted + DAY_MS - 1) / DAY_MS;
	if (ago < 0)
		return 0;
	int64_t at = demo_time_in_day(d, ago > DEMO_DAYS ? DEMO_DAYS : (int)ago);
	if (at < t + 10 * MINUTE_MS)
		at = t + rng_between(&d->rng, 10, 90) * MINUTE_MS;
	return at < d->now ? at : 0;
}

int64_t demo_wait_ms(struct demo *d, int64_t at)
{
	struct clock_local local = clock_local(at, d->zone);
	int hour = local.hour - OPENS;
	double busy = hour >= 0 && hour < HOURS ? hour_weight[hour] / 14.0 : 0.3;
	double monday = local.weekday == 1 ? 1.5 : 1.0;
	return 2000 + rng_exponential(&d->rng, (int64_t)(1000 * (4 + 24 * busy * busy * monday)));
}
