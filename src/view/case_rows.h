/* case_rows.h - the cases of a saved queue in the place of who waits: in the agent's pane 1 and in the
 * supervisor's pane 3. A pane that can show them keeps struct case_rows beside its own rows. */
#ifndef CARREL_VIEW_CASE_ROWS_H
#define CARREL_VIEW_CASE_ROWS_H

#include "carrel/case_columns.h"
#include "carrel/columns.h"
#include "view/pane.h"

struct case_rows {
	struct pane_list rows;                  /* id and ref: the case */
	struct arena *arena;                    /* of titles and columns */
	struct list_column usual[CASE_COLUMNS]; /* as the queue was saved */
	int usual_fields[CASE_COLUMNS];
	struct column_def defs[CASE_COLUMNS]; /* of all there are */
	struct columns columns;
	struct pane_shape shape; /* in force */
	char *name;              /* owned; of the queue that the columns are for */
	int sorted;              /* enum case_column of `s`; CASE_COLUMNS: as saved */
	bool chosen;             /* the cursor was moved: F2 means this case */
	const char *title, *right;
};

bool case_rows_shown(const struct view *view);
void case_rows_open(struct case_rows *c);
void case_rows_close(struct case_rows *c);
void case_rows_recalc(struct case_rows *c, struct view *view, struct rect rect);
void case_rows_paint(const struct case_rows *c, const struct view *view, struct grid *grid,
	struct rect rect, bool focused);
struct columns *case_rows_columns(struct case_rows *c);
unsigned case_rows_key(struct case_rows *c, struct view *view, const struct key *key);
int64_t case_rows_case(const struct case_rows *c); /* under the cursor; 0 none */
bool case_rows_chosen(const struct case_rows *c);
void case_rows_take(struct case_rows *c, struct view *view); /* takes it into hand */
const int64_t *case_rows_marked(const struct case_rows *c, size_t *n);
/* Esc: marks first, then the filter, then back to who waits. */
bool case_rows_back(struct case_rows *c, struct view *view);

#endif
