/* support_tui.h - keys by their names, and a grid as text. */
#ifndef CARREL_TESTS_SUPPORT_TUI_H
#define CARREL_TESTS_SUPPORT_TUI_H

#include "carrel/grid.h"
#include "carrel/keys.h"

/* "F2", "Ctrl-R", "a": a name that is none fails the test. */
struct key key_named(const char *name);
/* Presses each letter of a plain text. */
void type_with(unsigned (*press)(const char *name), const char *text);
/* The rows, blanks at their ends cut. Valid until the next call. */
const char *grid_said(const struct grid *grid);
/* The same, and frees the grid. */
const char *grid_said_last(struct grid *grid);

#endif
