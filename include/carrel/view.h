/* view.h - a pane or a window: what it is called, how it reads, paints and takes keys.
 *
 * `recalc` may query and allocate; `paint` gets a const view and may not query, allocate or change
 * state. A view keeps its own state (state_size bytes, zeroed) and reads the common desk.
 *
 * To add one: src/view/view_<name>.c with `const struct view_class view_<name>_class`, a row in
 * views.def, and a place in a screen (screens.c) or a command that opens it. */
#ifndef CARREL_VIEW_H
#define CARREL_VIEW_H

#include "carrel/grid.h"
#include "carrel/keys.h"
#include "carrel/widget.h"

#include <stdbool.h>
#include <stddef.h>

struct columns;
struct console;
struct view;

struct view_class {
	const char *name;    /* "queue" */
	const char *title;   /* N_() */
	const char *context; /* of its keys: "list", "text", "popup", "form" */
	size_t state_size;
	bool popup;
	/* With nothing in hand and no news it changes with the minute at most; else what counts seconds in
	 * it is painted anew each second: where `counts` says. */
	bool by_minute;
	bool one_row; /* paints something to work with where there is no room for a frame */
	/* Every function may be NULL. arg: what console_popup was given. */
	void (*open)(struct view *view, const void *arg);
	void (*close)(struct view *view);
	/* Writes what was typed to disk. Called within ui.draft_ms of view->unkept, and before close. */
	void (*keep)(struct view *view);
	/* The desk or the size changed: rows, widths, wrapping. rect is the frame. */
	void (*recalc)(struct view *view, struct rect rect);
	void (*paint)(const struct view *view, struct grid *grid, struct rect rect, bool focused);
	/* As of the last recalc, in the cells of the screen: what a second alone changes. All that is seen of
	 * it must be whole texts, as paint is clipped to it. NULL: all inside its frame. */
	struct rect (*counts)(const struct view *view);
	unsigned (*key)(struct view *view, const struct key *key); /* enum widget_bits */
	/* Enter on it, or a command text that means "do the default". */
	void (*activate)(struct view *view);
	/* The case of the row under the cursor, 0 none: what commands without a number are about. */
	int64_t (*selected_case)(const struct view *view);
	/* The telephone number of that row, for copying; NULL none. NULL function: the one on the line. */
	const char *(*selected_number)(const struct view *view);
	/* Cases marked in a list, until the next key; NULL: none. */
	const int64_t *(*marked)(const struct view *view, size_t *n);
	/* What `c` chooses from, as of the last recalc; NULL: its columns are fixed. */
	struct columns *(*columns)(struct view *view);
	/* Esc in a pane: true if it went back a step of its own. */
	bool (*back)(struct view *view);
	/* Popups: the rectangle it wants inside the body of the screen. NULL: centred, 3/4. */
	struct rect (*place)(const struct view *view, struct rect body);
	/* Dump for goldens and tests is the grid itself. */
};

struct view {
	const struct view_class *class;
	struct console *con;
	int pane;         /* 1..; 0 for windows */
	void *state;      /* state_size bytes, owned */
	bool typing;      /* a filter is being typed in a list: every key goes to the view first */
	bool unkept;      /* something was typed that a crash would lose */
	struct rect rect; /* as of the last recalc */
};

extern const struct view_class *const view_table[]; /* defined by view/, ends with NULL */
const struct view_class *view_class_find(const char *name);

#endif
