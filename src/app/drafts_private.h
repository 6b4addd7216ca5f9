/* drafts_private.h - whose journal it is, for the drafts*.c files. */
#ifndef CARREL_DRAFTS_PRIVATE_H
#define CARREL_DRAFTS_PRIVATE_H

#include "carrel/drafts.h"

struct strbuf;

enum { DRAFT_MAX = 1024 * 1024, STORE_HEX = 12, PERSON_HEX = 12, PLACES_MAX = 9 };

struct drafts {
	char owner[STORE_HEX + 1 + PERSON_HEX + 1]; /* "store-person" */
	int place; /* 0: none taken, 1 the first console, 2.. the others */
	int lock;  /* held as long as the console runs, by the kernel's account; -1 none */
};

/* A console of this person holds that place now; one's own does not count. */
bool drafts_place_taken(const struct drafts *drafts, int place);

/* What is kept beside a note, not written by a person: no versions, and it is not listed. */
bool drafts_beside(const char *key);

#endif
