/* language_word.h - what a language is called amid a sentence: "English", "inglés", "anglès". */
#ifndef CARREL_LANGUAGE_WORD_H
#define CARREL_LANGUAGE_WORD_H

/* The language `code` (ISO 639-1, "es-MX" is "es") in the words of `in`; of a language without words
 * of its own here, in English. The code itself where it is not known. in may be NULL. */
const char *language_word(const char *code, const char *in);

#endif
