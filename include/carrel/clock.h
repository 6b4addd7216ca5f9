/* clock.h - the one source of time, so that a test can hold it still.
 *
 * Wall time is UTC milliseconds since 1970 (`_at`). Monotonic time counts through suspend
 * (CLOCK_BOOTTIME) and is the base of every timer and duration. When frozen, both stand still
 * until clock_advance(): golden screens and demos are then the same on every machine. */
#ifndef CARREL_CLOCK_H
#define CARREL_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int64_t clock_wall_ms(void);
int64_t clock_mono_ms(void);
int64_t clock_mono_us(void);
/* For tests: somebody sets the wall clock; the one that cannot be set runs on. */
void clock_step(int64_t ms);
void clock_thaw(void);              /* the clocks run again, in step */
void clock_freeze(int64_t wall_ms); /* a test or CARREL_NOW; mono starts at 0 */
bool clock_is_frozen(void);
void clock_advance(int64_t ms); /* asserts that the clock is frozen */

/* Local time of a centre. zone is an IANA name ("Europe/Madrid"); an unknown one is refused. */
struct clock_local {
	int year, month, day; /* month 1..12 */
	int hour, minute, second;
	int weekday; /* 0 Sunday */
	int utc_offset_s;
};
bool clock_zone_known(const char *zone);
struct clock_local clock_local(int64_t at, const char *zone); /* an unknown zone reads as UTC */
/* The instant of a wall-clock reading in zone. Fields may overflow and are carried (day 32, minute
 * -5), so calendars can count on. An hour that happens twice gives the first; one that is skipped
 * gives the same distance after the jump (02:30 becomes 03:30), as mktime(3) does. */
int64_t clock_from_local(
	int year, int month, int day, int hour, int minute, int second, const char *zone);
/* ISO 8601 in UTC, "2026-11-21T14:05:00Z" (or with .mmm when not whole seconds). */
void clock_iso(int64_t at, char out[32]);
/* Reads ISO 8601 (Z, +hh:mm, or none = UTC; date only = midnight) or epoch seconds/milliseconds
 * (>= 1e11 is milliseconds). False: not a time. */
bool clock_parse(const char *s, int64_t *at);
/* "03:41" under an hour, "1:02:03" under a day, then "2 d 03 h"; width does not jump within a form. */
void clock_duration(int64_t ms, char out[32]);

#endif
