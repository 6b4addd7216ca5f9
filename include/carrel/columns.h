/* columns.h - which columns a list shows and in which order: as its pane has them, or as the person
 * chose with `c`. A choice is remembered per person and list ("columns.queue", "columns.view.Stuck"),
 * as ids with commas between: "wait,who,topic". */
#ifndef CARREL_COLUMNS_H
#define CARREL_COLUMNS_H

#include "carrel/err.h"
#include "carrel/list.h"

#include <stdbool.h>
#include <stddef.h>

enum { COLUMNS_SHOWN_MAX = 16 };

struct arena;
struct remember;

struct column_def {
	struct list_column column; /* as it stands in a list of chosen columns */
	int field;                 /* the pane's own: which cell of a row */
	const char *label; /* N_(); where the heading alone says too little; NULL: the title */
};

struct columns {
	const struct column_def *all; /* borrowed */
	size_t n_all;
	char *key;    /* owned; under which it is remembered */
	char *chosen; /* owned; NULL: nothing, the list is as its pane has it */
	/* Of `chosen`. */
	struct list_column shown[COLUMNS_SHOWN_MAX];
	int fields[COLUMNS_SHOWN_MAX];
	int n;
	/* What stands there without a choice; the pane says it, for whoever begins to choose. */
	const struct list_column *usual; /* borrowed */
	int n_usual;
};

void columns_open(struct columns *c, const struct column_def *all, size_t n);
void columns_close(struct columns *c);
/* Takes in what is remembered under `key`; true if it is another choice than before: rows, widths and
 * headings are made anew. Ids that no longer exist are left out. */
bool columns_follow(struct columns *c, const struct remember *remember, const char *key);
/* ids NULL or "": the usual ones again. RC_INVALID: the sentence lists the ids there are. */
enum rc columns_choose(const struct columns *c, struct remember *remember, const char *ids,
	struct err *err) WARN_UNUSED;
/* What is shown now, as ids with commas. Owned by a. */
const char *columns_ids(const struct columns *c, struct arena *a);
const char *columns_label(const struct column_def *def); /* translated */

#endif
