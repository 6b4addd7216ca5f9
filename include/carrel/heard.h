/* heard.h - what a caller said, as somebody or something wrote it down.
 *
 * Letters spelled one by one, with or without an alphabet ("t for Tommy", "golf yankee 3", "B de
 * Barcelona", "double u"), and dates ("26th of April 1929", "26 4 29", "el 5 de mayo del 63"). Three
 * languages; words that say nothing are passed over. Nothing here asks a store. */
#ifndef CARREL_HEARD_H
#define CARREL_HEARD_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* The letters and digits meant, in small letters: "tq6r4sal". Never NULL. */
const char *heard_spelled(const char *said, struct arena *a);
/* True if most of its words are single letters or an alphabet's. */
bool heard_is_spelled(const char *said);

/* A date of which parts may be unknown (0). */
struct heard_date {
	int year, month, day;
};
/* The readings of what was said, the likeliest first; returns how many. 05 12 19 05 is read as day
 * and month in that order, and if that cannot be or by the month's name, the other way round too. */
size_t heard_dates(const char *said, struct heard_date *out, size_t max);
/* "1929-04-26"; false: not a date of the calendar. */
bool heard_date_iso(const struct heard_date *d, char out[11]);
bool heard_date_parse(const char *iso, struct heard_date *out);
/* 0..1000: how well a reading fits a known date. A part not heard neither helps nor harms much. */
int heard_date_likeness(const struct heard_date *heard, const struct heard_date *known);
/* 0..1000 for postcodes and spelled words, where letters that sound alike (b d e g p t v, m n, f s x,
 * a h k j, 5 v, 8 a) are half an error. Both in small letters and digits. */
int heard_letters_likeness(const char *heard, const char *known);

#endif
