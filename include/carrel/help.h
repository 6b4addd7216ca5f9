/* help.h - the list of keys and commands of the place one is in, searchable; Enter runs one.
 *
 * Rows come from the tables of keys and commands, the present pane first. Typing narrows by name,
 * key or synonym, with accents and case folded; several words must all occur. */
#ifndef CARREL_HELP_H
#define CARREL_HELP_H

#include "carrel/grid.h"
#include "carrel/keys.h"
#include "carrel/widget.h"

struct help_row {
	const char *key;      /* "F2", NULL: none */
	const char *what;     /* for people */
	const char *synonyms; /* more words to find it by, NULL: none */
	const char *group;    /* heading over a run of rows, NULL: none */
	int64_t id;           /* the caller's */
};

struct help; /* opaque */

struct help *help_new(const char *title, const struct help_row *rows, size_t n); /* rows borrowed */
void help_free(struct help **help);
void help_set_height(struct help *help, int rows); /* of the rectangle it is painted in */
/* WIDGET_SUBMIT: run help_chosen. WIDGET_CANCEL: close. */
unsigned help_key(struct help *help, const struct key *key);
bool help_chosen(const struct help *help, int64_t *id);
size_t help_count(const struct help *help); /* rows that match */
void help_paint(const struct help *help, struct grid *grid, struct rect rect);

#endif
