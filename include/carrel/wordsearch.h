/* wordsearch.h - finds texts by words, as people type them: without accents, begun, inflected or
 * misspelled. All in memory; ranked by BM25 (Robertson & Zaragoza 2009, k1 1.2, b 0.75) over fields
 * that weigh differently.
 *
 * A typed word finds, each at a lower weight than the one before: the word itself; words that it
 * begins; words with the same beginning and another ending ("returned", "returns"); and, if nobody
 * wrote it so, words one slip away (two from eight letters on). Of one or two typed words a document
 * has to hold every one, of more at least two thirds; what is missing lowers the score. Words that
 * are everywhere ("the", "de") weigh next to nothing by themselves. */
#ifndef CARREL_WORDSEARCH_H
#define CARREL_WORDSEARCH_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct wordsearch; /* opaque */

struct wordsearch *wordsearch_new(void);
void wordsearch_free(struct wordsearch **ws);
/* Documents are numbered by whoever adds them, from 0; the fields of one follow each other. Score =
 * share of the typed words that are held * sum over them of idf * best tf (k1 + 1) / (tf + k1). */
void wordsearch_add(struct wordsearch *ws, uint32_t doc, double weight, const char *text);
/* No more documents come. Called by the first query if not before. */
void wordsearch_ready(struct wordsearch *ws);

struct wordsearch_hit {
	uint32_t doc;
	int matched; /* typed words that it holds, in whatever form */
	double score;
};
/* At most limit, best first, in the arena; all of them are counted only by a limit of SIZE_MAX. *typed_words
 * (NULL allowed): how many words were asked for. "" finds nothing. */
struct wordsearch_hit *wordsearch_query(struct wordsearch *ws, const char *typed, size_t limit,
	struct arena *a, size_t *n, int *typed_words);

#endif
