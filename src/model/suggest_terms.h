/* suggest_terms.h - words of people as terms that can be compared. Private to model/suggest*.
 *
 * A word is a run of letters and digits; "l'hora" is two, "haven't" one. Its term is the word folded
 * (fold.h) and cut by the suffix rules of its language, one rule after another as long as three
 * letters remain:
 *   en  plural and third person (-ies, -sses, -es, -s), -ed, -ing, -ly, -ment, -ation, -er; then a
 *       silent -e and the second of two like consonants
 *   es  plural (-es, -s), -mente, -cion/-ciones, -miento, -ado/-ido/-ando/-iendo and their genders,
 *       infinitive and the commonest endings of verbs; then a last vowel
 *   ca  plural (-es, -s), -ment, -cio/-cions, -at/-ada/-it/-ida/-ant/-ent, infinitive; then a vowel
 * Light on purpose: what is cut is cut the same way on both sides, and a wrong join ("carta",
 * "carro") costs more than a missed one. */
#ifndef CARREL_MODEL_SUGGEST_TERMS_H
#define CARREL_MODEL_SUGGEST_TERMS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum suggest_language { SUGGEST_EN, SUGGEST_ES, SUGGEST_CA, SUGGEST_LANGUAGES };

struct suggest_token {
	const char *term;   /* folded and cut */
	const char *folded; /* folded only */
	size_t start, len;  /* of the word in the text */
	bool stop;          /* says nothing about the matter */
};

struct suggest_tokens {
	struct suggest_token *items;
	size_t n;
};

/* At most limit words. language NULL or unknown: the one whose stop words occur most, else English. */
struct suggest_tokens suggest_tokens(
	const char *text, const char *language, size_t limit, struct arena *a);
enum suggest_language suggest_guess(const struct suggest_tokens *t);
/* The folded words with one space around each: what letter groups are taken from. */
const char *suggest_letters(const struct suggest_tokens *t, struct arena *a);

#endif
