/* problems.h - everything that is wrong with files people wrote, said all at once.
 *
 * A reader never stops at the first mistake: it adds a problem and goes on, so that one look at
 * the list is enough to mend the file. Shown as
 *	file:line:column: path: what is wrong (did you mean …?) */
#ifndef CARREL_PROBLEMS_H
#define CARREL_PROBLEMS_H

#include "carrel/vec.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct strbuf;

struct problem {
	const char *file;    /* as given to the reader */
	int line, column;    /* from 1; 0 when the whole file is meant */
	const char *path;    /* "texts[3].text.es.formal"; "" for the file itself */
	const char *message; /* one clause, no full stop */
};

struct problems {
	struct vec items;    /* of struct problem, strings owned by the arena */
	struct arena *arena; /* made at the first problem */
};

enum { PROBLEMS_MAX = 200 }; /* of one list; what comes after is only counted in the last line */

void problems_init(struct problems *p); /* or {0} */
void problems_fini(struct problems *p);
size_t problems_count(const struct problems *p);
const struct problem *problems_at(const struct problems *p, size_t i);
void problems_add(struct problems *p, const char *file, int line, int column, const char *path,
	const char *fmt, ...) __attribute__((format(printf, 6, 7)));
void problems_append(struct problems *to, const struct problems *from); /* copies */
/* One line a problem, each ended by '\n'. Hostile bytes never get here: paths and quoted words
 * are cut and cleaned when the problem is added. */
void problems_render(const struct problems *p, struct strbuf *out);
void problem_render(const struct problem *problem, struct strbuf *out); /* no '\n' */

/* The nearest of n names by edit distance (swaps count one), or NULL if none is near enough to be
 * a slip of the fingers: at most a third of the word, at least 1. */
const char *suggest_nearest(const char *word, const char *const *names, size_t n);

#endif
