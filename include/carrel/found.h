/* found.h - a row of find in words, the same ones in the window, in the line mode and in the shell. */
#ifndef CARREL_FOUND_H
#define CARREL_FOUND_H

#include "carrel/store_screen.h"
#include "carrel/words.h"

struct app;
struct arena;

extern const struct word found_kind_words[]; /* of enum find_kind */

/* Without the number of a case: "Router offline", "Maria Okafor", "#W2611340 Bottle". */
const char *found_what(const struct find_row *row, struct arena *a);
/* "12 Nov", "15:05"; "" for what has no time. */
const char *found_when(
	const struct app *app, const struct find_row *row, int64_t now, struct arena *a);
/* How a case stands, "Waiting for us"; "" for everything else. */
const char *found_state(const struct find_row *row);
/* How a customer is reached, a telephone number in groups; what was said in a case. "" none. */
const char *found_detail(const struct find_row *row, struct arena *a);
/* That nothing was found, or only for other words than those typed; NULL: as typed. */
const char *found_note(const char *typed, const struct find_row *rows, size_t n, struct arena *a);
/* All that is said of it, for the ear: "Case 482 1937-6 Router offline, Maria Okafor, Open, 12 Nov". */
const char *found_line(
	const struct app *app, const struct find_row *row, int64_t now, struct arena *a);

#endif
