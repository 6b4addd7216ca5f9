/* name_keys.h - by which keys a word of a name is reached when it is misheard or mistyped.
 *
 * Private to src/store. A word has its keys of sound (sound.h), itself, and what is left of it when
 * one letter goes: two words that are one edit apart share one of these (F. J. Damerau's edits; the
 * idea of leaving letters out of both sides is T. Bocek's FastSS, 2007). Keys belong to the word, not
 * to the person: a store of a million people has some ten thousand words. */
#ifndef CARREL_STORE_NAME_KEYS_H
#define CARREL_STORE_NAME_KEYS_H

#include "store/store_private.h"

struct arena;
struct vec;

/* Inside a change set. Nothing is written for a word that is known. */
enum rc name_keys_learn(struct store *s, const char *word, struct err *err) WARN_UNUSED;

/* A word that may be meant, and how alike it is (sound.h). */
struct name_guess {
	const char *word;
	int likeness;
};
/* Appends struct name_guess to out, likest first, at most `most`: the word itself, its nicknames, and
 * the words of the store that share a key and are worth SOUND_ALIKE or more. */
enum rc name_keys_guess(struct store *s, const char *word, size_t most, struct arena *a,
	struct vec *out, struct err *err) WARN_UNUSED;

#endif
