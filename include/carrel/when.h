/* when.h - the times that a promise is usually made for: soon today, tomorrow, next week; never in
 * the night and never at a weekend, unless nothing else is left. Until a centre's own calendar says
 * otherwise, people are called from 9 to 19 o'clock, Monday to Friday. */
#ifndef CARREL_WHEN_H
#define CARREL_WHEN_H

#include <stddef.h>
#include <stdint.h>

struct arena;

enum { WHEN_OFFERS_MAX = 6 };

struct when_offer {
	int64_t at;
	const char *
		words; /* "in 1 hour, 15:05", "tomorrow 09:00", "Mon 23 Nov 09:00"; owned by the arena */
};

/* Fills out, soonest first, each time once; returns how many (at least 3). zone: IANA name. */
size_t when_offers(
	int64_t now, const char *zone, struct arena *a, struct when_offer out[WHEN_OFFERS_MAX]);
/* How a promise is confirmed: "17:00" today, else "Mon 23 Nov 09:00", with its year if it is another. */
const char *when_told(int64_t at, int64_t now, const char *zone, struct arena *a);

#endif
