/* pane.h - what panes share: their frame, and a list whose rows are made ready as text.
 *
 * A pane rebuilds its rows in recalc, but only when the desk was read again, a second went by or the
 * width changed: between two key presses nothing is formatted. Painting only copies. */
#ifndef CARREL_PANE_H
#define CARREL_PANE_H

#include "carrel/casefile.h"
#include "carrel/list.h"
#include "carrel/view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct app;

struct arena;

/* Draws "2 Customer" with the frame; returns the inside. title: beside the number. */
struct rect pane_frame(const struct view *view, struct grid *grid, struct rect rect, bool focused,
	const char *title, const char *right);
struct rect pane_inside(struct rect rect);

enum { PANE_FIELDS_MAX = 13 };

/* The same rows, with other columns for other widths. */
struct pane_shape {
	int cols; /* of the inside, from which on it is used; widest first in an array */
	const struct list_column *columns;
	const int *fields; /* which cell of a row stands in which column */
	int n;
};

struct pane_row {
	int64_t id;
	int64_t ref; /* the pane's own: a case, an agent */
	enum style_id style;
	int64_t since_at; /* what pane_list_clock() counts from; 0: nothing */
	/* What the filter finds it by though no column shows it: words; telephone and case numbers as
	 * digits, blanks between. Owned by the list's arena or the desk's; NULL none. */
	const char *words, *numbers;
	struct list_cell cell[PANE_FIELDS_MAX];
};

struct columns;
struct lineedit;

struct pane_list {
	struct arena *arena; /* of the rows' text; reset by pane_list_begin */
	struct list *list;
	struct pane_row *rows;
	size_t n, cap;
	const struct pane_shape *shape;
	int below; /* the field with a line of its own below the others; 0: rows have one line */
	const struct pane_shape
		*shapes; /* of all widths: a column that has no room is looked into, too */
	/* "/" narrows to rows whose `match` columns have these words; NULL none. */
	struct lineedit *filter;
	bool typing; /* in the filter; else it was kept */
	size_t all;  /* rows before narrowing */
	bool fresh;
	/* What the rows were made from. */
	uint64_t reads;
	int64_t second;
	int cols;
	int64_t until;       /* a row looks different from then on */
	bool remade;         /* by the last recalc */
	int clock;           /* 1 + the field that counts up; 0 none */
	char clock_text[32]; /* of the cell asked for last */
};

void pane_list_open(struct pane_list *p, const struct pane_shape *shape);
void pane_list_close(struct pane_list *p);
/* True when the rows must be made again; live: they count seconds. */
bool pane_list_stale(struct pane_list *p, const struct view *view, int cols, bool live);
/* The same for rows of which only the clock counts; they are made again when pane_list_until() said. */
bool pane_list_stale_until(struct pane_list *p, const struct view *view, int cols);
/* While they are made: from then on a row looks different. The earliest counts. */
void pane_list_until(struct pane_list *p, int64_t at);
/* That field shows how long it is since row->since_at, as of the moment it is painted. */
void pane_list_clock(struct pane_list *p, int field);
/* What a second changes inside `in`, as view_class.counts wants it. */
struct rect pane_list_counts(const struct pane_list *p, struct rect in);
/* The same where what is late is told apart: it becomes so while nothing else happens. */
bool pane_list_stale_minute(struct pane_list *p, const struct view *view, int cols);
void pane_list_begin(struct pane_list *p, size_t max);
struct pane_row *pane_list_add(struct pane_list *p, int64_t id);
/* Rows have two lines from now on, the second one this field; 0: one line. Before pane_list_end. */
void pane_list_set_below(struct pane_list *p, int field);
/* The rows are complete; shapes ends with the narrowest, whose cols is 0. */
void pane_list_end(struct pane_list *p, const struct pane_shape *shapes, int cols, int rows);
/* For pane_list_end: `shapes`, or what the person chose instead, made ready in `own`. */
const struct pane_shape *pane_shapes(struct pane_list *p, const struct columns *c,
	struct pane_shape *own, const struct pane_shape *shapes);
/* Whoever begins to choose begins with what stands there at this width. */
void pane_usual(struct columns *c, const struct pane_shape *shapes, int cols);
/* What is typed in the filter; NULL: every row is shown. */
const char *pane_list_filter(const struct pane_list *p);
/* Esc: a filter that was kept ends. False: there was none. */
bool pane_list_back(struct pane_list *p, struct view *view);
/* list_key, and "/": typing narrows, Enter keeps it so, Esc ends it. */
unsigned pane_list_key(struct pane_list *p, struct view *view, const struct key *key);
/* A click (KEY_MOUSE) inside the pane whose list begins at its first line. */
unsigned pane_list_click(struct pane_list *p, const struct view *view, const struct key *key);
const struct pane_row *pane_list_selected(const struct pane_list *p); /* NULL none */
/* Paints it with a blank before the right border. */
void pane_list_paint(const struct pane_list *p, struct grid *grid, struct rect in, bool focused);

/* "OPEN" stands out, "solved" does not. */
const char *pane_case_word(enum case_state state);
enum style_id pane_case_style(enum case_state state);
/* The outcome as its key says it, "Waiting for customer"; "" for none. */
const char *pane_outcome_title(const struct app *app, const char *outcome_id);
/* What came of a contact, as short as that: the word of the state it moved its case to. */
const char *pane_outcome_word(const struct app *app, const char *outcome_id);
/* "ca" as a word. */
const char *pane_language(const char *code);
/* "Bo" of "Bo Lindqvist": a colleague's first name says enough in a line. */
const char *pane_first_name(const char *name, struct arena *a);
/* "15:00" today, else "20 Nov 15:00": what is still to come is met by the minute. */
const char *pane_moment(const struct app *app, int64_t at, int64_t now, struct arena *a);
/* "03:41", right-aligned forms of one width are the column's business. Owned by a. */
const char *pane_duration(struct arena *a, int64_t ms);
const char *pane_number(struct arena *a, const char *number); /* "482 1937-6" */
/* For pane_row.numbers: the digits of both; each may be NULL. */
const char *pane_numbers(struct arena *a, const char *phone, const char *case_number);

#endif
