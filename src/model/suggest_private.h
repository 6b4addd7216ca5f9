/* suggest_private.h - what suggest.c fills and suggest_rank.c asks. Private to model/suggest*. */
#ifndef CARREL_MODEL_SUGGEST_PRIVATE_H
#define CARREL_MODEL_SUGGEST_PRIVATE_H

#include "carrel/suggest.h"
#include "carrel/vec.h"
#include "model/suggest_terms.h"

enum {
	SUGGEST_WORDS_MAX = 400, /* of one case: what people ask is at the beginning */
	SUGGEST_BODY_MAX = 4000, /* of one text in one language */
	SUGGEST_GRAM = 5,        /* letters of a group */
};

/* Strings by number, in the order in which they came. */
struct names {
	struct arena *memory;
	const char **items;
	uint32_t n, cap;
	uint32_t *slots; /* number + 1; 0 free */
	uint32_t nslots;
};
enum { NAME_NONE = UINT32_MAX };
uint32_t names_find(const struct names *names, const char *s, size_t n); /* or NAME_NONE */
uint32_t names_add(struct names *names, const char *s, size_t n);
void names_fini(struct names *names);

/* How often who: sorted by who, so that a reason can be looked up. */
struct post {
	uint32_t who, n;
};
struct posts {
	struct post *items;
	uint32_t n, cap;
};
void posts_count(struct posts *posts, uint32_t who, uint32_t n);
void posts_remove(struct posts *posts, uint32_t who);
uint32_t posts_get(const struct posts *posts, uint32_t who); /* 0 if not in it */

struct term {
	uint32_t said;        /* in how many lessons */
	struct posts fields;  /* by text: occurrences, weighted by field */
	struct posts lessons; /* by text: lessons with it */
	struct posts cases;   /* by lesson: occurrences; words only */
};

struct text {
	uint64_t print; /* of the document; 0: not there, or no more */
	uint32_t length;
	uint32_t *terms;
	uint32_t nterms;
	uint32_t *topics; /* in contexts */
	uint32_t ntopics;
	uint32_t said; /* terms of its lessons in all */
	int uses;
	int64_t last_at;
};

/* One lesson: the words of one case and the text used for them. */
struct lesson {
	uint32_t text;
	uint32_t length;
};

/* What was used where: a topic, a queue, after a text, after two. */
struct habit {
	uint32_t text;
	int uses;
	double weight;
};
struct context {
	struct vec habits; /* struct habit, by text */
	double total;
};

struct suggest {
	struct arena *memory;
	struct suggest_weights weights;
	struct names term_names;
	struct vec terms; /* struct term, as in term_names */
	struct names text_names;
	struct vec texts; /* struct text, as in text_names */
	struct names context_names;
	struct vec contexts; /* struct context, as in context_names */
	struct vec lessons;
	uint64_t there;         /* texts */
	uint64_t text_length;   /* sum of there */
	uint64_t lesson_length; /* sum of lessons */
	uint64_t said;          /* sum of term.said */
	uint64_t vocabulary;    /* terms with any */
	size_t uses;
	int64_t landmark; /* from which the weights of uses are counted */
};

/* The name of a context in the arena: what 'q' queue, 't' topic, '1' after, '2' after two, '3' and '4'
 * these within a topic; all uses are in "a". */
const char *suggest_context_name(char what, const char *first, const char *second, struct arena *a);
double suggest_weight_at(const struct suggest *s, int64_t at);
const struct habit *suggest_habit(const struct context *c, uint32_t text); /* NULL */
bool suggest_has_topic(const struct text *t, uint32_t topic);

/* Calls each(term, what) for the terms of what was said: words, neighbours, groups of letters. */
enum suggest_kind { SUGGEST_WORD, SUGGEST_PAIR, SUGGEST_LETTERS };
struct suggest_term_seen {
	const char *text;
	size_t n;
	enum suggest_kind kind;
	size_t token; /* of words and pairs */
};
typedef void suggest_term_fn(const struct suggest_term_seen *seen, void *data);
void suggest_each_term(
	const struct suggest_tokens *t, suggest_term_fn *each, void *data, struct arena *a);

#endif
