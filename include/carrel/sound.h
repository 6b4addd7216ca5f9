/* sound.h - how alike two words are to somebody who hears them on the telephone.
 *
 * Words come folded (fold.h): small, without accents. Two keys a word, one of Spanish and Catalan,
 * one of English; people of one centre have names of all three, so two words sound alike if either
 * key is the same:
 *   Iberian: b v w; c z s x ch ll(of Catalan) are few sounds to a tired ear; h is silent; g before e, i
 *            is j; ll y i; qu k c; n and m before b, p; vowels count only at the beginning.
 *   English: after L. Philips, "Hanging on the Metaphone", Computer Language 7 (12), 1990, made
 *            coarser as R. Russell's Soundex (US patent 1,261,167) is: voiced and unvoiced are one.
 * Likeness is 0..1000. Edits are counted as by Damerau (1964): a letter more, less, other, or two
 * neighbours swapped. */
#ifndef CARREL_SOUND_H
#define CARREL_SOUND_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum sound_tongue { SOUND_IBERIAN, SOUND_ENGLISH, SOUND_TONGUES };
enum { SOUND_KEY = 16, SOUND_SAME = 1000, SOUND_NICKNAME = 940, SOUND_ALIKE = 700 };

/* Writes at most SOUND_KEY - 1 letters; "" for a word without sounds (digits). */
void sound_key(enum sound_tongue tongue, const char *word, char out[SOUND_KEY]);
/* Edits between two words (bytes), counted up to `most` + 1. */
int sound_edits(const char *a, const char *b, int most);
/* 1000 the same, 940 a nickname of it, less by what differs, at least SOUND_ALIKE for words that a
 * person would take for each other. */
int sound_likeness(const char *a, const char *b);

/* True if one is a short or other form of the other: "paco" and "francisco". */
bool nickname_same(const char *a, const char *b);
/* The other words of the groups that the word is in, owned by the arena; returns how many. */
size_t nickname_others(const char *word, struct arena *a, const char ***out);

#endif
