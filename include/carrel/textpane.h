/* textpane.h - text of many lines, wrapped softly at word boundaries: a note being written, or
 * something to read.
 *
 * The text is kept byte for byte (but for NUL, dropped, and CR LF and CR, which become LF).
 * Wrapping measures in cells; a word longer than the line is split between clusters. */
#ifndef CARREL_TEXTPANE_H
#define CARREL_TEXTPANE_H

#include "carrel/grid.h"
#include "carrel/keys.h"
#include "carrel/widget.h"

struct textpane; /* opaque */

struct textpane *textpane_new(bool editable);
void textpane_free(struct textpane **pane);
void textpane_set(struct textpane *pane, const char *text, size_t n); /* cursor at the end */
const char *textpane_text(const struct textpane *pane); /* never NULL; until the next change */
size_t textpane_len(const struct textpane *pane);
size_t textpane_cursor(const struct textpane *pane); /* in bytes */
void textpane_set_cursor(struct textpane *pane, size_t pos);
void textpane_set_max(struct textpane *pane, size_t bytes); /* 0: 65536; longer input is refused */
void textpane_insert(struct textpane *pane, const char *text, size_t n); /* at the cursor */
/* Replaces bytes [from, to): filling a blank, removing a short form. Undoable. */
void textpane_replace(struct textpane *pane, size_t from, size_t to, const char *text, size_t n);
bool textpane_undo(struct textpane *pane); /* false: nothing left */
bool textpane_redo(struct textpane *pane);
/* A stretch of the text that is followed: it moves with the text before it, and is forgotten as soon as
 * anything in it changes, by key, undo or a call from here. kind is the caller's. */
struct textpane_mark {
	size_t start, end; /* bytes, not empty */
	int kind;
};
void textpane_mark(struct textpane *pane, const struct textpane_mark *mark);
size_t textpane_mark_count(const struct textpane *pane);
struct textpane_mark textpane_mark_at(const struct textpane *pane, size_t i); /* by start */
/* Read-only panes: a line of its own with a style; "\n" inside is kept as a break. */
void textpane_add(struct textpane *pane, enum style_id style, const char *line);
void textpane_clear(struct textpane *pane);

/* Width and height of the rectangle it will be painted in; wraps again when the width changed.
 * Called by recalc before paint and after changes of size. */
void textpane_set_size(struct textpane *pane, int rows, int cols);
int textpane_lines(const struct textpane *pane); /* screen lines at that width */
int textpane_top(const struct textpane *pane);   /* first line on the screen */
void textpane_scroll(struct textpane *pane, int lines);
void textpane_end(struct textpane *pane); /* scrolls to the end */

/* Editable: typing, paste, Enter = new line, arrows, words, Home End, PgUp PgDn, Del, Backspace,
 * Ctrl-U Ctrl-K, Ctrl-_ undo, Ctrl-R redo. Read-only: arrows, PgUp PgDn, Home, End scroll.
 * Esc is never handled: the text stays as it is. */
unsigned textpane_key(struct textpane *pane, const struct key *key);
/* What stands out within the lines: ranges by start, not overlapping, copied. Kept until set again,
 * so whoever changes the text sets them again before the next paint. */
struct textpane_range {
	size_t start, end; /* bytes */
	enum style_id style;
};
void textpane_set_ranges(struct textpane *pane, const struct textpane_range *ranges, size_t n);
void textpane_paint(const struct textpane *pane, struct grid *grid, struct rect rect,
	enum style_id style, bool focused);

#endif
