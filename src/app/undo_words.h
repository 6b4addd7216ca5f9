/* undo_words.h - sentences name undo by the letter of lists; where the cursor writes that letter is
 * typing, and without a screen there are no keys at all. */
#ifndef CARREL_UNDO_WORDS_H
#define CARREL_UNDO_WORDS_H

/* The text with that key for the letter ("Ctrl-_ undoes"); key NULL: with the name of the command.
 * NULL: the text says nothing of undo. Owned by the caller. */
char *undo_words(const char *text, const char *key);

#endif
