/* loyalty.h - how long a customer has been one, and of which grade: one line for the screen. */
#ifndef CARREL_LOYALTY_H
#define CARREL_LOYALTY_H

#include <stdint.h>

struct arena;
struct app;
struct customer;

/* "GOLD since 2019" where the record has a known grade (gold, silver, bronze, platinum: in the
 * console's language), "Customer since 2015" for a customer of earlier years without one, else the
 * words that the record has. "" nothing to say. The year is that of created_at. */
const char *loyalty_words(
	const struct app *app, const struct customer *c, int64_t now, struct arena *a);

#endif
