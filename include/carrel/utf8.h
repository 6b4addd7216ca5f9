/* utf8.h - strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef CARREL_UTF8_H
#define CARREL_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_MAX = 4, RUNE_REPLACEMENT = 0xFFFD };

/* Decodes one code point at s (n bytes left, n > 0) into *rune and returns its length 1..4.
 * A malformed byte gives RUNE_REPLACEMENT and length 1, so that decoding always moves on and the
 * bytes after a bad one are never swallowed. */
size_t utf8_decode(const char *s, size_t n, uint32_t *rune);
size_t utf8_encode(uint32_t rune, char out[UTF8_MAX]); /* an invalid rune is written as U+FFFD */
bool utf8_valid(const char *s, size_t n);
size_t utf8_count(const char *s, size_t n); /* code points, malformed bytes counted as one each */
/* The start of the code point before pos (0 < pos <= n), for a cursor that moves left. */
size_t utf8_prev(const char *s, size_t pos);

#endif
