/* kb_private.h - the knowledge base's insides, shared by its files. */
#ifndef CONF_KB_PRIVATE_H
#define CONF_KB_PRIVATE_H

#include "carrel/kb.h"
#include "conf/filestack.h"

struct wordsearch;

/* What one file holds. */
struct kb_file {
	struct kb_article *articles;
	size_t n;
};

/* Everything is put into the arena; with a problem the caller throws it away. */
struct kb_file *kb_read(
	const char *text, size_t len, const char *file, struct arena *a, struct problems *problems);

enum { KB_SETS = 4 }; /* languages kept ready; the one unused longest makes room */

struct kb_set {
	char *language; /* NULL: free */
	struct wordsearch *search;
	uint32_t *by_title; /* places in the index */
	unsigned long used;
};

struct kb {
	struct filestack files;
	struct vec index; /* of const struct kb_article *, by id, covered ones left out */
	struct problems index_problems; /* found when the index was built */
	struct problems problems;       /* everything, as of the last refresh */
	struct kb_set sets[KB_SETS];
	unsigned long clock;
	unsigned long changes;
};

void kb_forget_searches(struct kb *kb);

#endif
