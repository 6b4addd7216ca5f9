/* textpane_private.h - between textpane.c (the text and its paint), textpane_lines.c (the lines it is
 * shown in) and textpane_keys.c. Places are in bytes of the text; lines count from 0. */
#ifndef CARREL_TUI_TEXTPANE_PRIVATE_H
#define CARREL_TUI_TEXTPANE_PRIVATE_H

#include "carrel/textpane.h"
#include "carrel/vec.h"
#include "tui/edit.h"

/* A line of the screen. */
struct textpane_line {
	size_t start, end; /* bytes, the line end not included */
	enum style_id style;
};

/* A stretch of added lines with a style of its own. */
struct textpane_stretch {
	size_t start;
	enum style_id style;
};

struct textpane {
	struct edit edit;
	bool editable;
	struct vec lines;     /* of struct textpane_line; never empty */
	struct vec stretches; /* of struct textpane_stretch, by start */
	struct vec ranges;    /* of struct textpane_range, by start */
	int rows, cols;
	int top;
	int goal; /* column that up and down keep to, -1 none */
};

static inline struct textpane_line *textpane_line_at(const struct textpane *pane, int i)
{
	return vec_at(&pane->lines, (size_t)i);
}

/* textpane_lines.c */
/* Makes the lines again from the paragraph of pos on. */
void textpane_wrap(struct textpane *pane, size_t pos);
size_t textpane_paragraph(const struct textpane *pane, size_t pos); /* where that of pos starts */
int textpane_line_of(const struct textpane *pane, size_t pos);
int textpane_column_of(const struct textpane *pane, int line, size_t pos); /* in cells */
/* The last place of a line for the cursor: the end of a wrapped one belongs to the next. */
size_t textpane_line_last(const struct textpane *pane, int i);
size_t textpane_place_at(
	const struct textpane *pane, int i, int column); /* or the last before it */

/* textpane.c */
void textpane_show_cursor(struct textpane *pane); /* scrolls until it is in sight */
/* Bytes [from, to) become text, the cursor behind it. False: longer than the pane takes. */
bool textpane_change(struct textpane *pane, size_t from, size_t to, const char *text, size_t n);

#endif
