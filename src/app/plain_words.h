/* plain_words.h - the words that lines answer in their own way: plain_words.c (the table, what is read
 * out), plain_words_work.c (people, work, texts), plain_note.c (the note). Each returns false where the
 * command of that name is to run as it is. */
#ifndef CARREL_PLAIN_WORDS_H
#define CARREL_PLAIN_WORDS_H

#include "plain_private.h"

/* A line, taken apart. */
struct plain_words {
	struct plain *p;
	struct arena *arena;
	int argc;
	const char *const *argv;
	const char *rest; /* arguments as one text, "" none */
};

bool plain_signed_on(const struct plain_words *w);

/* plain_words_work.c */
bool plain_word_sign_on(struct plain_words *w);
bool plain_word_sign_off(struct plain_words *w);
bool plain_word_attach(struct plain_words *w);
bool plain_word_customer(struct plain_words *w);
bool plain_word_case_box(struct plain_words *w);
bool plain_word_go(struct plain_words *w);
bool plain_word_queue(struct plain_words *w);
bool plain_word_outcome(struct plain_words *w);
bool plain_word_transfer(struct plain_words *w);
bool plain_word_with_lines(struct plain_words *w);
bool plain_word_to_colleague(struct plain_words *w);
bool plain_word_then(struct plain_words *w);
bool plain_word_steal(struct plain_words *w);
bool plain_word_reassign(struct plain_words *w);
bool plain_word_texts(struct plain_words *w);
bool plain_word_outcomes(struct plain_words *w);
bool plain_word_wordings(struct plain_words *w);
bool plain_word_text_box(struct plain_words *w);
bool plain_word_find(struct plain_words *w);

/* plain_note.c */
bool plain_word_note(struct plain_words *w);
bool plain_word_erase(struct plain_words *w);
bool plain_word_insert(struct plain_words *w);
bool plain_word_read_note(struct plain_words *w);

#endif
