/* drafts_private.h - whose journal it is, for the drafts*.c files. */
#ifndef CARREL_DRAFTS_PRIVATE_H
#define CARREL_DRAFTS_PRIVATE_H

#include "carrel/drafts.h"

enum { DRAFT_MAX = 1024 * 1024, STORE_HEX = 12, PERSON_HEX = 12 };

struct drafts {
	char owner[STORE_HEX + 1 + PERSON_HEX + 1]; /* "store-person" */
};

#endif
