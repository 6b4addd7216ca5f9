/* prompt.h - a window with choices 1-9 and, if wanted, a field to narrow them.
 *
 * A digit chooses at once. Choices beyond the ninth are reached with the arrows; the digits always
 * belong to the rows on the screen. Esc closes and loses nothing. Choices are borrowed and may be
 * replaced at any time (as the field's text changes); the one under the cursor keeps by id. */
#ifndef CARREL_PROMPT_H
#define CARREL_PROMPT_H

#include "carrel/grid.h"
#include "carrel/keys.h"
#include "carrel/lineedit.h"
#include "carrel/widget.h"

enum prompt_shape {
	PROMPT_ROWS, /* one choice a row: label, then detail */
	PROMPT_FLOW, /* several in a row: "1 Solved   2 Waiting for customer" */
	PROMPT_TEXT, /* the field on a row of its own: digits are text */
};

struct prompt_choice {
	int64_t id;
	const char *label;
	const char *detail; /* NULL: none */
};

struct prompt; /* opaque */

struct prompt *prompt_new(
	enum prompt_shape shape, const char *title, const char *hint, bool with_field);
void prompt_free(struct prompt **prompt);
void prompt_set_title(struct prompt *prompt, const char *title);
void prompt_set_right(struct prompt *prompt, const char *text); /* "3 of 38"; NULL: counts itself */
void prompt_set_note(struct prompt *prompt, const char *text);  /* a line below the choices */
/* The cursor stays with its choice (by id) while nobody types; to what was typed the first one fits
 * best, and gets it. */
void prompt_set_choices(struct prompt *prompt, const struct prompt_choice *choices, size_t n);
void prompt_set_row(struct prompt *prompt, int64_t id);     /* the cursor goes to that choice */
void prompt_set_inner(struct prompt *prompt, bool inner);   /* framed for the inside of a pane */
void prompt_set_digits(struct prompt *prompt, bool choose); /* false: digits go to the field */
struct lineedit *prompt_field(struct prompt *prompt);       /* NULL without a field */
const char *prompt_text(const struct prompt *prompt);       /* of the field; "" without */
/* WIDGET_CHANGED: the field's text is another, bring new choices. WIDGET_SUBMIT: read
 * prompt_chosen (PROMPT_TEXT: prompt_text). WIDGET_CANCEL: close. */
unsigned prompt_key(struct prompt *prompt, const struct key *key);
/* A click at row, col of the grid when it is painted in rect: the choice there goes under the cursor,
 * and is chosen (WIDGET_SUBMIT) if it was there already. */
unsigned prompt_click(struct prompt *prompt, struct rect rect, int row, int col);
bool prompt_chosen(const struct prompt *prompt, int64_t *id); /* the one under the cursor */
/* Rows it wants at that width, frame included. */
int prompt_rows(const struct prompt *prompt, int cols);
void prompt_paint(const struct prompt *prompt, struct grid *grid, struct rect rect);
/* The rectangle for a window of that height: as wide as area, at its bottom (desk: popup over a
 * view) or, if `inner`, inset by one column for use inside a pane. */
struct rect prompt_rect(struct rect area, int rows, bool inner);

#endif
