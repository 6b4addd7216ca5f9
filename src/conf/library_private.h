/* library_private.h - the library's insides, shared by its files. */
#ifndef CONF_LIBRARY_PRIVATE_H
#define CONF_LIBRARY_PRIVATE_H

#include "carrel/library.h"
#include "conf/filestack.h"

/* The folded words of one text in one language. */
struct folded {
	const char *title;
	const char *topics; /* title and topics */
	const char *all;    /* and short name, other titles and body */
};

enum { FOLD_SETS = 4 }; /* languages kept ready; the one unused longest makes room */

struct fold_set {
	char *language; /* NULL: free */
	struct arena *arena;
	struct folded *rows;     /* beside library.index */
	size_t done;             /* rows that are ready */
	struct wordsearch *near; /* for words with a slip; NULL: nobody asked for one yet */
	unsigned long used;
};

struct library {
	struct filestack files; /* content: struct library_file */
	struct vec all;         /* of const struct library_text *, by id; what covers goes first */
	struct vec every;       /* the same, covered ones left out */
	struct vec index;       /* the same, inactive ones left out, too */
	struct vec by_short;    /* the same, by short name, only those that have one */
	struct vec rights;      /* of const struct library_right *, by id */
	struct vec topics;      /* of struct topic_entry, by id */
	struct problems index_problems; /* found when the index was built */
	struct problems nest_problems;
	bool whole;               /* every file was looked at once */
	bool index_due;           /* not made since the last change */
	bool nests_due;           /* not looked at since the last change */
	struct problems problems; /* of files and index, as of the last refresh */
	struct fold_set sets[FOLD_SETS];
	unsigned long clock;
	unsigned long changes;
};

void library_forget_folds(struct library *l);

#endif
