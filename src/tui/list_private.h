/* list_private.h - between list.c (what the list knows and does) and list_paint.c (what it looks like);
 * nobody else sees inside. */
#ifndef CARREL_TUI_LIST_PRIVATE_H
#define CARREL_TUI_LIST_PRIVATE_H

#include "carrel/list.h"
#include "carrel/vec.h"

enum {
	LIST_COLUMNS_MAX = 32,
	LIST_WORDS_MAX = 8, /* of a filter */
};

struct list {
	const struct list_column *columns;
	int ncolumns;
	struct list_source source;
	bool heading;
	bool tall; /* two lines a row */
	char *empty;
	char *match; /* owned; words are cut out of it */
	const char *words[LIST_WORDS_MAX];
	int nwords;
	int height;             /* data rows on the screen, >= 1 */
	size_t count, top, row; /* as of the last refresh */
	int64_t selected;
	int64_t last_id; /* of the lowest row on the screen */
	size_t last_row;
	size_t new_below;
	bool asked_anew;  /* for other rows: those that come now are no news */
	struct vec near;  /* int64_t: ids around the selection */
	size_t near_at;   /* index of the selection in near */
	struct vec marks; /* int64_t, sorted */
	bool unmarked;    /* nothing is done with marks: none are made */
};

/* Lines that a row takes on the screen. */
static inline int list_row_lines(const struct list *list)
{
	return list->tall ? 2 : 1;
}

/* row < count. */
static inline int64_t list_row_id(const struct list *list, size_t row)
{
	return list->source.id(list->source.arg, row);
}

#endif
