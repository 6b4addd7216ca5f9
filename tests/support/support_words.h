/* support_words.h - the languages of this very build, for tests of what people read and type. */
#ifndef SUPPORT_WORDS_H
#define SUPPORT_WORDS_H

/* The catalogues lie beside the tests; fails the test if there is none of that language. */
void support_words_use(const char *language);

#endif
