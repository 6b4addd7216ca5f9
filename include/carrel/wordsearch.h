/* wordsearch.h - finds texts by words, as people type them: without accents, begun, inflected or
 * misspelled. All in memory; ranked by BM25 (Robertson & Zaragoza 2009, k1 1.2, b 0.75) over fields
 * that weigh differently.
 *
 * A typed word finds, each at a lower weight than the one before: the word itself; words that it
 * begins; words with the same beginning and another ending ("returned", "returns"); words one slip
 * away (two from eight letters on). A document has to hold every typed word that is found anywhere
 * at all, or as many of them as any document does. Words that are everywhere ("the", "de") weigh
 * next to nothing by themselves. */
#ifndef CARREL_WORDSEARCH_H
#define CARREL_WORDSEARCH_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct wordsearch; /* opaque */

struct wordsearch *wordsearch_new(void);
void wordsearch_free(struct wordsearch **ws);
/* Documents are numbered by whoever adds them, from 0; fields of one may be added one by one. */
void wordsearch_add(struct wordsearch *ws, uint32_t doc, double weight, const char *text);
/* No more documents come. Called by the first query if not before. */
void wordsearch_ready(struct wordsearch *ws);

struct wordsearch_hit {
	uint32_t doc;
	int matched; /* typed words that it holds, in whatever form */
	double score;
};
/* At most limit, best first (more words, then score, then number), in the arena. *typed_words
 * (NULL allowed): how many words were asked for. "" finds nothing. */
struct wordsearch_hit *wordsearch_query(struct wordsearch *ws, const char *typed, size_t limit,
	struct arena *a, size_t *n, int *typed_words);

#endif
