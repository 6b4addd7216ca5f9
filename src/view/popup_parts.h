/* popup_parts.h - what windows are made of: the frame, the place of the fields, what is sent off from
 * them, and the languages to choose from. */
#ifndef CARREL_POPUP_PARTS_H
#define CARREL_POPUP_PARTS_H

#include "carrel/grid.h"

#include <stdbool.h>

struct arena;
struct console;
struct form;

enum { POPUP_FRAME_ROWS = 2, POPUP_FRAME_COLS = 4 }; /* a border, and an empty column for text */

struct popup_titles {
	const char *title, *right, *bottom; /* right may be NULL */
};
/* Paints the frame. Given back: the room within it; the whole of rect where there is no row for one. */
struct rect popup_frame(struct grid *grid, struct rect rect, const struct popup_titles *titles);

/* Across the bottom of body, as high as the form and `more` rows need. */
struct rect popup_form_place(const struct form *form, struct rect body, int more);

/* Runs a command from what was typed: what it answers, or why it failed, is said in the message line.
 * False: it failed and the window is to stay as it is. */
bool popup_run(struct console *con, int argc, const char *const *argv);

/* Those of the centre, `first` before the others (NULL or empty: that of the desk). Ends with NULL. */
const char *const *popup_languages(
	const struct console *con, const char *first, struct arena *arena);
/* In words, in the same order, as a choice of a form wants them. */
const char *const *popup_language_words(const char *const *codes, struct arena *arena);

#endif
