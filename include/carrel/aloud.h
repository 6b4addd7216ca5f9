/* aloud.h - wording made to be spoken: short lines with pauses, numbers in groups, names letter by
 * letter. Pure text in, text out; the words of each language are in src/model/aloud_words.def.
 *
 * Pauses are marked as readers mark a script: " /" is a breath, " //" the end of a thought, an empty
 * line a stop that waits for the other. */
#ifndef CARREL_ALOUD_H
#define CARREL_ALOUD_H

#include <stddef.h>
#include <stdint.h>

struct strbuf;

enum aloud_tongue { ALOUD_EN, ALOUD_ES, ALOUD_CA, ALOUD_TONGUES };
enum { ALOUD_WORDS_MAX = 15 }; /* of a line: what is said in one breath */

/* The tongue of "es" or "es-MX"; English for one that has no words here. language may be NULL. */
enum aloud_tongue aloud_tongue(const char *language);

/* Appends text in lines of at most ALOUD_WORDS_MAX words, one sentence or clause each; numbers are
 * said as in aloud_numbers(). A group of digits counts as one word. Every line ends in '\n'. */
void aloud_pace(const char *text, enum aloud_tongue tongue, struct strbuf *out);

/* Appends text with its numbers as they are said: "482 1937-6" as "4 8 2, 1 9 3 7, 6", a telephone
 * number and a long number in groups, "12,40 €" as "12 euros con 40", "W2611340" as
 * "W, 2 6 1, 1 3 4 0". Years, times, dates and what is short stay as they are. */
void aloud_numbers(const char *text, enum aloud_tongue tongue, struct strbuf *out);

/* The groups in which n digits without any of their own are said: threes, the last one of 2 to 4.
 * Writes up to max sizes and returns how many groups there are. */
size_t aloud_groups(size_t n, size_t *sizes, size_t max);

/* Appends words letter by letter, one a line ("M de Madrid"), an empty line between words. English
 * has the alphabet of ICAO (Annex 10, volume II, 5.2.1.3); Spanish and Catalan the first names and
 * towns that people there say on the phone. Digits and signs are said as what they are. */
void aloud_spell(const char *words, enum aloud_tongue tongue, struct strbuf *out);

#endif
