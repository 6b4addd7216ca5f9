/* suggest.h - which texts fit this case: words, what colleagues used, and what they used next.
 *
 * Pure: the caller hands over texts (documents) and uses (what was sent for which words), and asks
 * with a case. Nothing is read, written or trained elsewhere; what is learnt is counts, so that the
 * order of hits can be explained and does not depend on anything but what was handed over.
 *
 * The score of a text is a weighted sum of six parts (suggest_weights):
 *
 *   words   0..1: BM25 over the fields of the text as a share of the most it could be. Occurrences
 *           and lengths are weighted by field before they are dampened (title 3, topics 2, body 1):
 *           Σ_t idf(t) · tf(k1 + 1) / (tf + k1(1 − b + b · length / mean length)),
 *           idf(t) = ln(1 + (N − n + ½) / (n + ½)), k1 = 1.2, b = 0.75.
 *           Robertson, S. & Zaragoza, H. (2009), The Probabilistic Relevance Framework: BM25 and
 *           Beyond, Foundations and Trends in Information Retrieval 3(4), §3.4 and §3.6.
 *   said    what customers said in cases where the text was used, as one further field: the odds of
 *           the case's words among these against those among all others (complement naive Bayes),
 *           Σ_t [ln(n_t + α) − ln(N_t − n_t + α)] − Σ_t [ln(n + αV) − ln(N − n + αV)],
 *           by √(1 + number of words), α = 0.3; n of the text, N of all, V different words.
 *           Rennie, J. et al. (2003), Tackling the Poor Assumptions of Naive Bayes Text Classifiers,
 *           ICML. Terms here: words, pairs of neighbours, and every five letters in a row.
 *   like    the 30 most similar single cases (BM25 on their words), each voting for its text with
 *           the cube of its similarity: ln(0.02 + share of votes).
 *   habit   what colleagues use: ln of its share, of all uses, then of those of the queue, then of
 *           those of the topic. A use weighs 2^(−age / 90 days). Every text has ½ use to begin with.
 *   next    what they use after the texts already used in this case: ln of its share, of all uses,
 *           of those after the last text, after the last two, of the queue, of the topic, then of the
 *           topic after the last and the last two. A narrower kind of n uses of d different texts
 *           counts n / (n + d), the wider one before it the rest (so, too, in habit).
 *           Witten, I. & Bell, T. (1991), The Zero-Frequency Problem, IEEE Trans. Inf. Theory 37(4),
 *           method C.
 *   topic   1 if the text has the topic of the case.
 *
 * Words are folded (fold.h), without stop words, and cut by the suffix rules of their language (en,
 * es, ca: src/model/suggest_terms.h). */
#ifndef CARREL_SUGGEST_H
#define CARREL_SUGGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct suggest; /* opaque */

struct suggest_wording {
	const char *language;
	const char *title;
	const char *body; /* all tones, one after the other */
};

struct suggest_doc {
	const char *id;
	const char *const *topics;
	size_t ntopics;
	const struct suggest_wording *wordings; /* one a language */
	size_t nwordings;
};

/* A text was used. NULL or "" where unknown. */
struct suggest_use {
	const char *text_id;
	const char *said;     /* the customer's words in that case; NULL: counted, nothing learnt */
	const char *language; /* of these words; NULL: guessed from them */
	const char *queue;    /* its slug */
	const char *topic;
	const char *after; /* the text used before it in the same case; "" it was the first */
	const char *after_second; /* and the one before that */
	int64_t at;               /* UTC ms */
};

/* What is known of the case in hand. */
struct suggest_case {
	const char *said;     /* the customer's words: subject and last message; NULL none */
	const char *earlier;  /* what was said before, weighs less; NULL none */
	const char *language; /* of these words: "es"; NULL: guessed from them */
	const char *queue;
	const char *topic;
	const char *after; /* texts already used in this case: the last, and the one before */
	const char *after_second;
	int64_t now;
};

/* Why: the view words it (suggest_words.h). */
struct suggest_reason {
	int uses;                 /* in all that was handed over */
	int uses_alike;           /* of these for the same topic or, without one, the same queue */
	const char *alike;        /* that topic or queue; NULL if uses_alike is 0 */
	const char *const *words; /* of the case, as they stand there: those that weighed most */
	size_t nwords;            /* at most 3 */
	const char *after;        /* the text it usually follows, if that counted; NULL */
	int64_t last_at;          /* last use; 0 never */
};

struct suggest_hit {
	const char *text_id;
	double score; /* higher is better; comparable within one answer only */
	struct suggest_reason why;
};

struct suggest_weights {
	double words, said, like, habit, next, topic;
};
extern const struct suggest_weights suggest_weights_usual;

struct suggest *suggest_new(void); /* all memory is its own; given back by suggest_free() */
void suggest_free(struct suggest **s);
void suggest_set_weights(struct suggest *s, const struct suggest_weights *weights);

/* Adds a text, or what changed in one of the same id (uses stay). Cheap: its own words only. */
void suggest_put(struct suggest *s, const struct suggest_doc *doc);
/* Uses in any order. Of a text that is not there yet they are kept until it comes. */
void suggest_learn(struct suggest *s, const struct suggest_use *use);

bool suggest_knows(const struct suggest *s, const char *id); /* it can be suggested */
size_t suggest_texts(const struct suggest *s);               /* that can be suggested */
size_t suggest_uses(const struct suggest *s);
size_t suggest_bytes(const struct suggest *s);

/* The best, at most limit, best first; equal ones by id. Every text has some score: what nothing
 * speaks for is left out, so there may be fewer. Strings of hits live in the arena. */
size_t suggest_rank(struct suggest *s, const struct suggest_case *c, size_t limit, struct arena *a,
	struct suggest_hit **hits);

#endif
