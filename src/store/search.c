/* search.c - words, prefixes, and the questions made of them. */
#include "store/search.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "carrel/vec.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>

static size_t word_char(const char *s, size_t n)
{
	unsigned char c = (unsigned char)*s;
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	uint32_t rune;
	size_t len = utf8_decode(s, n, &rune);
	return rune != RUNE_REPLACEMENT && uc_is_alnum(rune) ? len : 0;
}

static size_t char_len(const char *s, size_t n)
{
	uint32_t rune;
	return utf8_decode(s, n, &rune);
}

void search_cut(const char *s, struct arena *a, struct vec *out)
{
	if (s == NULL)
		return;
	const char *folded = fold_text(a, s);
	size_t n = strlen(folded);
	for (size_t pos = 0; pos < n;) {
		size_t len = word_char(folded + pos, n - pos);
		if (len == 0) {
			pos += char_len(folded + pos, n - pos);
			continue;
		}
		size_t start = pos;
		size_t kept = pos;
		for (; pos < n && (len = word_char(folded + pos, n - pos)) > 0; pos += len) {
			if (pos + len - start <= WORD_MAX)
				kept = pos + len;
		}
		*(const char **)vec_push(out) = arena_strndup(a, folded + start, kept - start);
	}
}

static int compare_words(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *search_words(const char *subject, const char *body, struct arena *a)
{
	struct vec words = {.size = sizeof(const char *)};
	search_cut(subject, a, &words);
	search_cut(body, a, &words);
	if (words.n > 1)
		qsort(words.data, words.n, words.size, compare_words);
	struct strbuf out = STRBUF_INIT;
	const char *last = "";
	for (size_t i = 0; i < words.n; i++) {
		const char *word = *(const char **)vec_at(&words, i);
		if (strcmp(word, last) == 0)
			continue;
		if (out.len > 0)
			strbuf_addch(&out, ' ');
		strbuf_addstr(&out, word);
		last = word;
	}
	vec_fini(&words);
	const char *joined = arena_strdup(a, out.buf);
	strbuf_fini(&out);
	return joined;
}

static bool word_in(const struct vec *have, const char *word, bool prefix)
{
	size_t n = strlen(word);
	for (size_t i = 0; i < have->n; i++) {
		const char *there = *(const char **)vec_at(have, i);
		if (prefix ? strncmp(there, word, n) == 0 : strcmp(there, word) == 0)
			return true;
	}
	return false;
}

bool search_match(const char *subject, const char *body, const struct vec *words, struct arena *a)
{
	struct vec have = {.size = sizeof(const char *)};
	search_cut(subject, a, &have);
	search_cut(body, a, &have);
	bool all = true;
	for (size_t i = 0; all && i < words->n; i++)
		all = word_in(&have, *(const char **)vec_at(words, i), i + 1 == words->n);
	vec_fini(&have);
	return all;
}

/* Bytes of the first `count` code points of a valid word. */
static size_t head_bytes(const char *word, size_t count)
{
	size_t n = strlen(word);
	size_t pos = 0;
	for (; count > 0 && pos < n; count--)
		pos += char_len(word + pos, n - pos);
	return pos;
}

static const char *query_of(const struct vec *words, size_t prefix_len, char quote,
	const char *between, const char *star, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	for (size_t i = 0; i < words->n; i++) {
		const char *word = *(const char **)vec_at(words, i);
		bool last = i + 1 == words->n;
		size_t n = last && prefix_len > 0 ? head_bytes(word, prefix_len) : strlen(word);
		if (i > 0)
			strbuf_addstr(&out, between);
		strbuf_addch(&out, quote);
		strbuf_add(&out, word, n);
		strbuf_addch(&out, quote);
		if (last)
			strbuf_addstr(&out, star);
	}
	const char *query = arena_strdup(a, out.buf);
	strbuf_fini(&out);
	return query;
}

const char *search_query_fts5(const struct vec *words, size_t prefix_len, struct arena *a)
{
	return query_of(words, prefix_len, '"', " AND ", "*", a);
}

const char *search_query_tsquery(const struct vec *words, size_t prefix_len, struct arena *a)
{
	return query_of(words, prefix_len, '\'', " & ", ":*", a);
}

const char *search_after(const char *s, struct arena *a)
{
	/* Above every character that UTF-8 can hold, and valid itself. */
	return arena_printf(a, "%s\xf4\x8f\xbf\xbf", s);
}
