/* suggest_words.h - why a text is suggested, in one line for people. */
#ifndef CARREL_SUGGEST_WORDS_H
#define CARREL_SUGGEST_WORDS_H

struct arena;
struct suggest_reason;

/* "used 41× for billing, mentions “charged twice”" in the language of the screen; "" when there is
 * nothing to say. Never NULL; in the arena. */
const char *suggest_words(const struct suggest_reason *why, struct arena *a);

#endif
