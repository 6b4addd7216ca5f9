/* fit_words.h - how well somebody fits what was heard, in words: for the window and for lines. */
#ifndef CARREL_FIT_WORDS_H
#define CARREL_FIT_WORDS_H

struct arena;
struct person_row;

/* "92%  name ok  born ok  postcode NO  +34 600 …". What was asked is compared, what is on file is not
 * told; "?" where nothing is known. Owned by a. */
const char *fit_words(const struct person_row *person, struct arena *a);

#endif
