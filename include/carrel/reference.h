/* reference.h - case numbers: 7 digits and a Damm check digit, "482 1937-6".
 *
 * H. M. Damm, "Total anti-symmetrische Quasigruppen" (2004): a table of order 10 that catches every
 * single wrong digit and every swap of neighbours. Numbers are spread over the range by a
 * bijection of the running count, so that neighbours in time do not look alike on the phone. */
#ifndef CARREL_REFERENCE_H
#define CARREL_REFERENCE_H

#include <stdbool.h>
#include <stdint.h>

enum { REFERENCE_LEN = 8 };

int reference_damm(const char *digits, int n); /* the check digit of n digits */
/* count 0..9,999,999 gives each number once, first digit never 0 before 9 million are used. */
void reference_make(int64_t count, char out[REFERENCE_LEN + 1]);
/* Reads what people type or say: spaces, dots and hyphens ignored. False: wrong length or digit. */
bool reference_parse(const char *s, char out[REFERENCE_LEN + 1]);
void reference_show(const char *number, char out[12]); /* "482 1937-6" */

#endif
