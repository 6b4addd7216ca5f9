/* blank.h - what a person typed into a blank of a text, checked and put as it is written in the
 * language of the text: "12.5" becomes "12,50 €" in Spanish and "€12.50" in English.
 *
 * Pure: no clock, no files. A card number is never a value, whatever the type. Money is checked as
 * text, to the cent; nothing here reckons with it. */
#ifndef CARREL_BLANK_H
#define CARREL_BLANK_H

#include "carrel/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum blank_type {
	BLANK_TEXT,
	BLANK_NUMBER,
	BLANK_MONEY,
	BLANK_DATE,
	BLANK_TIME,
	BLANK_PHONE,
	BLANK_EMAIL,
	BLANK_CASE, /* a case number */
	BLANK_CHOICE,
	BLANK_TYPES,
};

struct blank_rule {
	enum blank_type type;
	const char *const *choices; /* of BLANK_CHOICE: as they stand in the text */
	size_t nchoices;
	bool has_range;
	double min, max; /* of numbers and money */
};

/* How the value is read and written. NULL and 0 stand for: English, UTC, ES, EUR. */
struct blank_manner {
	const char *language; /* of the wording */
	const char *zone;     /* IANA, for "tomorrow" */
	const char *region;   /* ISO 3166, for telephone numbers */
	const char *currency; /* ISO 4217, when none is typed */
	int64_t now;          /* UTC ms, for dates without a year, "today" and "+3" */
};

enum { BLANK_VALUE_MAX = 500 }; /* bytes typed; one line */

/* *value is what goes into the text, in the arena. RC_INVALID: the sentence says what is wanted,
 * with an example in that language. Typed text is trimmed; nothing typed is RC_INVALID too.
 * Reads dates as 2026-12-03, 3/12, 3.12.2026, "3 December", "3 de desembre", today, tomorrow,
 * a weekday (the next one) and +3 (days), the words in en, es and ca. */
enum rc blank_check(const struct blank_rule *rule, const char *typed,
	const struct blank_manner *manner, struct arena *a, const char **value,
	struct err *err) WARN_UNUSED;

const char *blank_type_name(enum blank_type type); /* "money", as files have it */
bool blank_type_parse(const char *name, enum blank_type *out);
/* What the form says beside the field, in the console's language: "such as 12,50 €". */
const char *blank_example(
	const struct blank_rule *rule, const struct blank_manner *manner, struct arena *a);

#endif
