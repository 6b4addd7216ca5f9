/* words.h - an enum as people and files write it: a stable id and a label to translate.
 *
 * The id is what the store, JSON, scripts and YAML hold ("waiting_us"); the label is what a screen
 * shows after gettext ("Waiting for us"). Tables end with a row whose id is NULL. */
#ifndef CARREL_WORDS_H
#define CARREL_WORDS_H

#include <stdbool.h>

struct word {
	int value;
	const char *id;
	const char *label; /* N_() marked English */
};

const char *word_id(const struct word *words, int value);    /* "?" when unknown; never NULL */
const char *word_label(const struct word *words, int value); /* untranslated; "?" when unknown */
/* For words that came from elsewhere: the label of a known id, else the word as it came. */
const char *word_foreign(const struct word *words, const char *id);
bool word_parse(const struct word *words, const char *id, int *value);

#endif
