/* caselink.h - how two cases hang together.
 *
 * A merged case keeps its contacts and its number: it is closed, and whoever looks at the case it was
 * merged into reads both as one thread. So un-merging loses nothing. */
#ifndef CARREL_CASELINK_H
#define CARREL_CASELINK_H

#include "carrel/words.h"

#include <stdint.h>

enum link_kind {
	LINK_RELATED,
	LINK_DUPLICATE_OF,
	LINK_PARENT, /* other_id is the parent of case_id */
	LINK_MERGED, /* case_id was merged into other_id */
	LINK_SPLIT,  /* case_id was split off other_id */
};
extern const struct word link_kind_words[];

struct case_link {
	int64_t id;
	int64_t case_id;
	int64_t other_id;
	enum link_kind kind;
	int64_t by_id;
	int64_t at;
};

#endif
