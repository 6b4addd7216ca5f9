/* lineedit.h - one line of text to type in, by grapheme cluster, scrolled sideways.
 *
 * Bytes go in as typed or pasted and come out unchanged but for newlines and tabs, which become
 * spaces, and NUL, which is dropped. Keys: arrows, Ctrl- or Alt-arrows by word, Home End,
 * Backspace, Del, Ctrl-U (to the start), Ctrl-K (to the end), Ctrl-_ undo. */
#ifndef CARREL_LINEEDIT_H
#define CARREL_LINEEDIT_H

#include "carrel/grid.h"
#include "carrel/keys.h"
#include "carrel/widget.h"

struct lineedit; /* opaque */

struct lineedit *lineedit_new(void);
void lineedit_free(struct lineedit **edit);
void lineedit_set(struct lineedit *edit, const char *text); /* cursor at the end */
const char *lineedit_text(const struct lineedit *edit);     /* never NULL; until the next change */
size_t lineedit_len(const struct lineedit *edit);
size_t lineedit_cursor(const struct lineedit *edit);          /* in bytes */
void lineedit_set_cursor(struct lineedit *edit, size_t pos);  /* moved back to a cluster's start */
void lineedit_set_secret(struct lineedit *edit, bool secret); /* shows '*'; nothing to copy */
void lineedit_set_max(struct lineedit *edit, size_t bytes);   /* 0: 4096; longer input is refused */
/* Enter is WIDGET_SUBMIT, Esc WIDGET_CANCEL; a paste is inserted and never submits. */
unsigned lineedit_key(struct lineedit *edit, const struct key *key);
/* One row; the cursor is always inside. `hint` (may be NULL) shows dimmed while it is empty. */
void lineedit_paint(const struct lineedit *edit, struct grid *grid, int row, int col, int cells,
	enum style_id style, bool focused, const char *hint);

#endif
