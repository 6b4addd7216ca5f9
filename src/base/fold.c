#include "carrel/fold.h"

#include "carrel/arena.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "carrel/vec.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

/* Letters that Unicode does not decompose, though people type them without the stroke. */
static const struct {
	uint32_t rune;
	char plain[3];
} strokes[] = {
	{0xE6, "ae"},
	{0xF0, "d"},
	{0xF8, "o"},
	{0xFE, "th"},
	{0x111, "d"},
	{0x127, "h"},
	{0x131, "i"},
	{0x142, "l"},
	{0x153, "oe"},
	{0x167, "t"},
	{0x180, "b"},
	{0x19A, "l"},
	{0x1E5, "g"},
	{0x2019, "'"},
	{0x2018, "'"},
	{0x2BC, "'"},
	{0x2010, "-"},
	{0x2011, "-"},
	{0x2013, "-"},
};

/* Where the folded bytes go, and, for fold_find, from which byte of the source each came. */
struct sink {
	struct strbuf *out;
	struct vec *origins; /* size_t a byte; NULL when nobody asks */
	bool space_pending;
	size_t space_at;
};

static void emit(struct sink *sink, const char *bytes, size_t n, size_t origin)
{
	strbuf_add(sink->out, bytes, n);
	for (size_t i = 0; sink->origins && i < n; i++)
		*(size_t *)vec_push(sink->origins) = origin;
}

static void emit_space_before(struct sink *sink)
{
	if (sink->space_pending && sink->out->len > 0)
		emit(sink, " ", 1, sink->space_at);
	sink->space_pending = false;
}

static bool is_space(uint32_t rune)
{
	return rune == ' ' || (rune >= '\t' && rune <= '\r') ||
		(rune >= 0x80 && uc_is_property_white_space(rune));
}

/* "col·legi" is written with or without the point; between two l's it is no letter. */
static bool is_catalan_point(const struct sink *sink, uint32_t rune)
{
	return rune == 0xB7 && !sink->space_pending && sink->out->len > 0 &&
		sink->out->buf[sink->out->len - 1] == 'l';
}

static void emit_rune(struct sink *sink, uint32_t rune, size_t origin)
{
	if (is_space(rune)) {
		if (!sink->space_pending)
			sink->space_at = origin;
		sink->space_pending = true;
		return;
	}
	bool invisible = rune >= 0x80 && uc_is_property_default_ignorable_code_point(rune);
	if (invisible || is_catalan_point(sink, rune))
		return;
	emit_space_before(sink);
	for (size_t i = 0; i < sizeof(strokes) / sizeof(strokes[0]); i++) {
		if (strokes[i].rune == rune) {
			emit(sink, strokes[i].plain, strlen(strokes[i].plain), origin);
			return;
		}
	}
	char bytes[UTF8_MAX];
	emit(sink, bytes, utf8_encode(rune, bytes), origin);
}

typedef uint32_t *step_fn(const uint32_t *s, size_t n, uint32_t *buf, size_t *len);

static uint32_t *step_nfkd(const uint32_t *s, size_t n, uint32_t *buf, size_t *len)
{
	return u32_normalize(UNINORM_NFKD, s, n, buf, len);
}

static uint32_t *step_lower(const uint32_t *s, size_t n, uint32_t *buf, size_t *len)
{
	return u32_casefold(s, n, NULL, NULL, buf, len);
}

enum { STEP_MAX = 64 }; /* the longest expansion of one code point is 18 */

char fold_letter(uint32_t rune)
{
	uint32_t buf[STEP_MAX];
	size_t n = STEP_MAX;
	uint32_t *out = u32_normalize(UNINORM_NFKD, &rune, 1, buf, &n);
	char c = out == buf && n > 0 && buf[0] > ' ' && buf[0] < 0x7f ? (char)buf[0] : '\0';
	if (out && out != buf)
		free(out);
	uint32_t low = uc_tolower(rune);
	for (size_t i = 0; !c && i < sizeof(strokes) / sizeof(strokes[0]); i++)
		if (strokes[i].rune == low)
			c = strokes[i].plain[0];
	return low != rune && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* One code point at a time: dropping every accent makes their order, the only thing that
 * normalisation needs context for, of no account. */
static void fold_rune(struct sink *sink, uint32_t rune, size_t origin)
{
	/* Case first for İ and ẞ, again last for letters that only NFKD uncovers (㎒). */
	static step_fn *const steps[] = {step_lower, step_nfkd, step_lower, step_nfkd};
	uint32_t a[STEP_MAX] = {rune}, b[STEP_MAX];
	size_t n = 1;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		size_t len = STEP_MAX;
		uint32_t *result = steps[i](a, n, b, &len);
		if (result != b) {
			if (result)
				free(result);
			break;
		}
		memcpy(a, b, len * sizeof(*a));
		n = len;
	}
	for (size_t i = 0; i < n; i++)
		if (uc_combining_class(a[i]) == UC_CCC_NR)
			emit_rune(sink, a[i], origin);
}

static void fold_into(struct sink *sink, const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		uint32_t rune;
		size_t len = utf8_decode(s + i, n - i, &rune);
		if (rune >= 'A' && rune <= 'Z')
			emit_rune(sink, rune + ('a' - 'A'), i);
		else if (rune < 0x80)
			emit_rune(sink, rune, i);
		else
			fold_rune(sink, rune, i);
		i += len;
	}
}

static bool is_ascii(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] >= 0x80)
			return false;
	return true;
}

static char *fold_ascii(struct arena *a, const char *s, size_t n)
{
	char *folded = arena_alloc(a, n + 1);
	size_t len = 0;
	bool space = false;
	for (size_t i = 0; i < n; i++) {
		char c = s[i];
		if (is_space((unsigned char)c)) {
			space = len > 0;
			continue;
		}
		if (space)
			folded[len++] = ' ';
		space = false;
		folded[len++] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
	}
	return folded;
}

char *fold_text(struct arena *a, const char *s)
{
	size_t n = strlen(s);
	if (is_ascii(s, n))
		return fold_ascii(a, s, n);
	struct strbuf out = STRBUF_INIT;
	struct sink sink = {.out = &out};
	fold_into(&sink, s, n);
	char *folded = arena_strndup(a, out.buf, out.len);
	strbuf_fini(&out);
	return folded;
}

/* ---- matching ---- */

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* A word starts at the beginning, after a space, and after the apostrophe of "l'hospitalet". */
static bool starts_word(const char *hay, size_t i)
{
	return i == 0 || hay[i - 1] == ' ' || (!is_word_byte(hay[i - 1]) && is_word_byte(hay[i]));
}

/* Index of the first word start where the n bytes of word stand; SIZE_MAX if none. */
static size_t find_word(const char *hay, const char *word, size_t n)
{
	size_t hay_len = strlen(hay);
	for (size_t i = 0; n <= hay_len && i <= hay_len - n; i++)
		if (hay[i] == word[0] && memcmp(hay + i, word, n) == 0 && starts_word(hay, i))
			return i;
	return SIZE_MAX;
}

bool fold_match(const char *hay_folded, const char *needle_folded)
{
	for (const char *word = needle_folded; *word;) {
		size_t n = strcspn(word, " ");
		if (n > 0 && find_word(hay_folded, word, n) == SIZE_MAX)
			return false;
		word += n;
		word += strspn(word, " ");
	}
	return true;
}

/* The whole needle if it stands together somewhere, else the first of its words that is found. */
static bool locate(const char *hay, const char *needle, size_t *at, size_t *n)
{
	*n = strlen(needle);
	*at = *n ? find_word(hay, needle, *n) : SIZE_MAX;
	for (const char *word = needle; *at == SIZE_MAX && *word;) {
		*n = strcspn(word, " ");
		*at = find_word(hay, word, *n);
		word += *n;
		word += strspn(word, " ");
	}
	return *at != SIZE_MAX;
}

static void trim_end(const char *s, size_t *len)
{
	while (*len > 0) {
		uint32_t rune;
		size_t last = utf8_prev(s, *len);
		(void)utf8_decode(s + last, *len - last, &rune);
		if (!is_space(rune))
			break;
		*len = last;
	}
}

bool fold_find(const char *hay, const char *needle, size_t *start, size_t *len)
{
	struct strbuf folded = STRBUF_INIT, wanted = STRBUF_INIT;
	struct vec origins = {.size = sizeof(size_t)};
	struct sink hay_sink = {.out = &folded, .origins = &origins};
	struct sink needle_sink = {.out = &wanted};
	size_t hay_len = strlen(hay), at, n;
	fold_into(&hay_sink, hay, hay_len);
	fold_into(&needle_sink, needle, strlen(needle));
	bool found = locate(folded.buf, wanted.buf, &at, &n);
	if (found) {
		const size_t *origin = origins.data;
		size_t last = origin[at + n - 1], end = at + n;
		/* "ß" gives two bytes: half of it found is all of it found. */
		while (end < origins.n && origin[end] == last)
			end++;
		*start = origin[at];
		*len = (end < origins.n ? origin[end] : hay_len) - *start;
		trim_end(hay + *start, len);
	}
	strbuf_fini(&folded);
	strbuf_fini(&wanted);
	vec_fini(&origins);
	return found;
}
