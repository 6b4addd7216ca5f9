/* list.h - the one list of rows: cursor, scrolling, marks, highlighted matches.
 *
 * The selection is an id, never an index. After the rows changed the owner calls list_refresh():
 * the selected id keeps its place on the screen; if it is gone, the nearest row that was below it
 * and still exists is taken, else the nearest above, and else whatever stands at its index. Rows
 * that come in never move the cursor.
 *
 * The rows stay with the owner (struct list_source): cell() returns text that need only live until
 * the next call. Ids must be unique within one list and not LIST_NO_ID. */
#ifndef CARREL_LIST_H
#define CARREL_LIST_H

#include "carrel/grid.h"
#include "carrel/keys.h"
#include "carrel/widget.h"

enum list_align { LIST_LEFT, LIST_RIGHT };

struct list_column {
	const char *id;    /* for configuration and sort commands */
	const char *title; /* for people; NULL or "": no heading over this one */
	int min;           /* cells; a column that cannot have them is left out, last ones first */
	int weight;        /* share of the room left; 0: stays at min */
	enum list_align align;
	bool match; /* highlight the filter's words here */
};

struct list_cell {
	const char *text; /* NULL is empty */
	enum style_id style;
};

struct list_source {
	size_t (*count)(void *arg);
	int64_t (*id)(void *arg, size_t row);
	struct list_cell (*cell)(void *arg, size_t row, int column);
	/* May be NULL: rows have one line. What stands below the columns of a row of two lines. */
	struct list_cell (*below)(void *arg, size_t row);
	/* May be NULL: then list_refresh looks through id(). False: not there. */
	bool (*find)(void *arg, int64_t id, size_t *row);
	/* May be NULL. The style of a whole row; STYLE_DEFAULT leaves it to the cells. */
	enum style_id (*row_style)(void *arg, size_t row);
	void *arg;
};

#define LIST_NO_ID INT64_MIN

struct list; /* opaque */

/* columns and source are borrowed (source is copied, its arg borrowed). */
struct list *list_new(
	const struct list_column *columns, int ncolumns, const struct list_source *source);
void list_free(struct list **list);
void list_set_columns(struct list *list, const struct list_column *columns, int ncolumns);
void list_set_heading(struct list *list, bool shown); /* a row of column titles; default on */
void list_set_tall(struct list *list, bool tall); /* two lines a row, with below(); default off */
void list_set_empty(struct list *list, const char *text);  /* what to say without rows; copied */
void list_set_match(struct list *list, const char *words); /* letters to highlight; NULL none */
/* Lines of the rectangle it is painted in, the heading included; recalc calls it before paint. */
void list_set_height(struct list *list, int rows);
void list_refresh(struct list *list);
/* Other rows are asked for, by a filter: what the next refresh brings below is no news. */
void list_ask_anew(struct list *list);

int64_t list_selected(const struct list *list); /* LIST_NO_ID when empty */
bool list_selected_row(const struct list *list, size_t *row);
bool list_select(struct list *list, int64_t id);     /* false: not there, nothing changes */
void list_select_row(struct list *list, size_t row); /* clamped */
size_t list_top(const struct list *list);            /* first row on the screen */
size_t list_new_below(const struct list *list); /* rows that came in below the screen, unseen */

/* Arrows, j k, PgUp, PgDn, Home, End, Space marks, a marks all; Enter is WIDGET_SUBMIT. */
unsigned list_key(struct list *list, const struct key *key);

/* The row painted on that line of its rectangle, heading included, becomes the selected one. False:
 * there is none. */
bool list_click(struct list *list, int line);

/* False: nothing acts on several of these rows, so Space and `a` do nothing and no mark is shown. */
void list_can_mark(struct list *list, bool can);
bool list_marked(const struct list *list, int64_t id);
void list_mark_none(struct list *list);
size_t list_mark_count(const struct list *list);
const int64_t *list_marks(const struct list *list, size_t *n); /* sorted; until the next change */

/* The cells of that column in the rows of a list painted into rect; rows 0: it has no room, or no row. */
struct rect list_column_rect(const struct list *list, struct rect rect, int column);
/* rect is the inside of the pane. Column 0 of it holds '>' on the selected row and '*' on marked
 * ones; with focus the hardware cursor sits there. */
void list_paint(const struct list *list, struct grid *grid, struct rect rect, bool focused);

#endif
