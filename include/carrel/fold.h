/* fold.h - the form in which names and words are compared: case and accents gone, NFKD, marks
 * dropped, "ß" "ss", "ł" "l", "ø" "o", runs of spaces one space, ends trimmed. */
#ifndef CARREL_FOLD_H
#define CARREL_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
char *fold_text(struct arena *a, const char *s); /* never NULL for non-NULL s */
/* The ASCII letter a letter is written with where accents cannot be: 'e' of 'é', 'N' of 'Ñ'; 0: none.
 * Allocates nothing. */
char fold_letter(uint32_t rune);
/* True if every space-separated word of needle (folded) begins a word of hay (folded). */
bool fold_match(const char *hay_folded, const char *needle_folded);
/* Byte range in hay (not folded) of the first place where needle matches a word start, for
 * highlighting; false if none. */
bool fold_find(const char *hay, const char *needle, size_t *start, size_t *len);

#endif
