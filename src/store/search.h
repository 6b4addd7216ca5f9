/* search.h - how text becomes words, the same for both engines and for what is typed.
 *
 * Private to src/store. A word is a run of letters and digits of the folded text (fold.h), cut at
 * WORD_MAX bytes. SQLite's FTS5 would fold by itself, PostgreSQL would need an extension and cuts
 * otherwise (addresses, paths): so both are given finished words. */
#ifndef CARREL_STORE_SEARCH_H
#define CARREL_STORE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct strbuf;
struct vec;

enum { WORD_MAX = 64, WORD_PREFIX = 4 /* longest prefix with an index */ };

/* The words of s, in order, appended to out (struct vec of const char *). NULL s: none. */
void search_cut(const char *s, struct arena *a, struct vec *out);
/* The different words of both texts, sorted, with one space between. */
const char *search_words(const char *subject, const char *body, struct arena *a);
/* True if each word is in the text, and the last one begins a word of it. */
bool search_match(const char *subject, const char *body, const struct vec *words, struct arena *a);
/* What the engine is asked: every word, the last one as a prefix cut to prefix_len code points (0: not
 * cut). Words hold letters and digits only, so nothing can be quoted out of. */
const char *search_query_fts5(const struct vec *words, size_t prefix_len, struct arena *a);
const char *search_query_tsquery(const struct vec *words, size_t prefix_len, struct arena *a);
/* A text that is greater than every text that begins with s. */
const char *search_after(const char *s, struct arena *a);

#endif
