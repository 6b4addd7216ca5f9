/* edit.h - text with a cursor and undo, under the one-line field and the note. */
#ifndef CARREL_TUI_EDIT_H
#define CARREL_TUI_EDIT_H

#include "carrel/strbuf.h"
#include "carrel/vec.h"
#include <stdbool.h>
#include <stddef.h>

/* A stretch of the text that keeps its place while the text around it changes, and ends as soon as the
 * text in it does. */
struct edit_mark {
	size_t start, end;
	int kind;
};

struct edit {
	struct strbuf text;
	size_t cursor;    /* in bytes, at the start of a cluster */
	size_t max;       /* bytes */
	struct vec log;   /* of struct edit_change */
	size_t done;      /* changes of the log that are in force; behind them: to redo */
	bool closed;      /* the next change begins a step of its own */
	struct vec marks; /* of struct edit_mark, by start */
};

void edit_init(struct edit *edit, size_t max);
void edit_fini(struct edit *edit);
void edit_set(struct edit *edit, const char *text, size_t n); /* forgets undo log and marks */
/* Bytes [from, to) become text; the cursor goes behind it. False: too long, nothing done. */
bool edit_replace(struct edit *edit, size_t from, size_t to, const char *text, size_t n);
bool edit_undo(struct edit *edit);
bool edit_redo(struct edit *edit);
void edit_close_step(struct edit *edit);
void edit_mark(struct edit *edit, size_t start, size_t end, int kind);

/* Cluster and word borders. `from` is a border at or before pos to count from (a line's start). */
size_t edit_next(const struct edit *edit, size_t pos);
size_t edit_prev(const struct edit *edit, size_t from, size_t pos);
size_t edit_snap(const struct edit *edit, size_t from, size_t pos); /* back to a border */
size_t edit_word_next(const struct edit *edit, size_t pos);
size_t edit_word_prev(const struct edit *edit, size_t from, size_t pos);

#endif
