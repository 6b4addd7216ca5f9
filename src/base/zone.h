/* zone.h - the time zone data of the system (RFC 8536), read without touching the process's TZ. */
#ifndef CARREL_BASE_ZONE_H
#define CARREL_BASE_ZONE_H

#include <stdint.h>

struct zone; /* opaque; kept for the life of the program */

/* NULL: no such zone, or its data cannot be trusted. "UTC" is always there. */
const struct zone *zone_find(const char *name);
/* Seconds east of UTC that hold at utc_s. */
int zone_offset(const struct zone *zone, int64_t utc_s);

/* Days since 1970-01-01 of a date of the proleptic Gregorian calendar; day may overflow. */
int64_t zone_days(int64_t year, int month, int day);

#endif
