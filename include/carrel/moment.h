/* moment.h - times and days as people say them: "tomorrow 10:00", "24/11", "Tue 24/11 16:30", "at 10",
 * "24 nov", "+2d", "in 2 h", "2026-11-21". The words are those of the catalogues (po/): of the
 * console's language, of the languages that are asked for, and always of English.
 *
 * Pure but for the language in use: the clock and the zone are handed in. */
#ifndef CARREL_MOMENT_H
#define CARREL_MOMENT_H

#include "carrel/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MOMENT_LANGUAGES_MAX = 2 };

struct moment_manner {
	int64_t now;      /* UTC ms */
	const char *zone; /* IANA; NULL: UTC */
	const char
		*languages[MOMENT_LANGUAGES_MAX]; /* besides the console's and English; or NULL */
	/* Other words stand behind: a bare number is no hour ("tomorrow 2 parcels"). */
	bool words_follow;
};

struct moment_day {
	int year, month, day; /* month 1..12 */
};

/* A time to come or past. Without an hour it is 9 o'clock of that day, which cannot be today; without
 * a day it is the next such hour; without a year the next such day; a weekday is the next one after
 * today. RC_INVALID: the sentence gives examples in the console's language. */
enum rc moment_read(const char *typed, const struct moment_manner *manner, int64_t *at,
	struct err *err) WARN_UNUSED;
/* A day, past or to come: also "yesterday", "+3", "-2"; without a year the nearest one is meant: a
 * charge was a while ago, a delivery will be soon. */
bool moment_read_day(const char *typed, const struct moment_manner *manner, struct moment_day *out);
/* "10:00, tomorrow 9:30, Tue 24/11, +2h", in the console's language. */
const char *moment_examples(void);

#endif
