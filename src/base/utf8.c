#include "carrel/utf8.h"

#include <string.h>

enum { RUNE_MAX = 0x10FFFF, SURROGATE_FIRST = 0xD800, SURROGATE_LAST = 0xDFFF };

static bool is_tail(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* Length that a first byte announces; 0: cannot begin a code point. */
static size_t announced(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c >= 0xC2 && c <= 0xDF)
		return 2;
	if (c >= 0xE0 && c <= 0xEF)
		return 3;
	return c >= 0xF0 && c <= 0xF4 ? 4 : 0;
}

size_t utf8_decode(const char *s, size_t n, uint32_t *rune)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	static const unsigned char lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
	const unsigned char *p = (const unsigned char *)s;
	size_t len = announced(p[0]);
	*rune = RUNE_REPLACEMENT;
	if (len == 0 || len > n)
		return 1;
	uint32_t r = p[0] & lead_bits[len];
	for (size_t i = 1; i < len; i++) {
		if (!is_tail(p[i]))
			return 1;
		r = r << 6 | (p[i] & 0x3F);
	}
	if (r < smallest[len] || r > RUNE_MAX || (r >= SURROGATE_FIRST && r <= SURROGATE_LAST))
		return 1;
	*rune = r;
	return len;
}

size_t utf8_encode(uint32_t r, char out[UTF8_MAX])
{
	if (r > RUNE_MAX || (r >= SURROGATE_FIRST && r <= SURROGATE_LAST))
		r = RUNE_REPLACEMENT;
	if (r < 0x80) {
		out[0] = (char)r;
		return 1;
	}
	if (r < 0x800) {
		out[0] = (char)(0xC0 | r >> 6);
		out[1] = (char)(0x80 | (r & 0x3F));
		return 2;
	}
	if (r < 0x10000) {
		out[0] = (char)(0xE0 | r >> 12);
		out[1] = (char)(0x80 | (r >> 6 & 0x3F));
		out[2] = (char)(0x80 | (r & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | r >> 18);
	out[1] = (char)(0x80 | (r >> 12 & 0x3F));
	out[2] = (char)(0x80 | (r >> 6 & 0x3F));
	out[3] = (char)(0x80 | (r & 0x3F));
	return 4;
}

/* A well-formed U+FFFD has three bytes; the sign of a bad byte has one. */
static bool is_bad(size_t len, uint32_t rune)
{
	return len == 1 && rune == RUNE_REPLACEMENT;
}

bool utf8_valid(const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		uint32_t rune;
		uint64_t eight; /* most text is ASCII, and that can be seen eight bytes at a time */
		if (n - i >= sizeof eight) {
			memcpy(&eight, s + i, sizeof eight);
			if (!(eight & 0x8080808080808080u)) {
				i += sizeof eight;
				continue;
			}
		}
		size_t len = utf8_decode(s + i, n - i, &rune);
		if (is_bad(len, rune))
			return false;
		i += len;
	}
	return true;
}

size_t utf8_count(const char *s, size_t n)
{
	size_t count = 0;
	for (size_t i = 0; i < n; count++) {
		uint32_t rune;
		i += utf8_decode(s + i, n - i, &rune);
	}
	return count;
}

size_t utf8_prev(const char *s, size_t pos)
{
	size_t limit = pos < UTF8_MAX ? pos : (size_t)UTF8_MAX;
	for (size_t back = 1; back <= limit; back++) {
		uint32_t rune;
		if (is_tail((unsigned char)s[pos - back]))
			continue;
		size_t len = utf8_decode(s + pos - back, back, &rune);
		return len == back ? pos - back : pos - 1;
	}
	return pos - 1;
}
