/* text_preview.h - the wording under the cursor of a list of texts, whole, as it would go in: in the
 * customer's language and tone, or in another one that was turned to. */
#ifndef CARREL_TEXT_PREVIEW_H
#define CARREL_TEXT_PREVIEW_H

#include "carrel/grid.h"
#include "carrel/library.h"

struct arena;
struct desk;
struct textpane;

struct text_preview {
	struct textpane *pane;    /* owned */
	struct arena *arena;      /* owned; of what is shown */
	const char *id;           /* of the text; NULL: none */
	int turn;                 /* from the wording that fits best */
	struct library_wish wish; /* of the wording shown */
	const char *title;        /* "es, formal"; NULL: nothing shown */
	int rows, cols;
};

void text_preview_open(struct text_preview *p);
void text_preview_close(struct text_preview *p);
void text_preview_show(
	struct text_preview *p, const struct desk *desk, const struct library_text *text);
/* The short answer of an article; id NULL: nothing. */
void text_preview_show_article(struct text_preview *p, const struct desk *desk, const char *id);
/* The next wording (by 1) or the one before (-1), round. */
void text_preview_turn(
	struct text_preview *p, const struct desk *desk, const struct library_text *text, int by);
/* What `insert` needs to put in the wording that is shown of this text: "", or " --tone casual …". */
const char *text_preview_options(const struct text_preview *p, const char *id);
const char *text_preview_title(const struct text_preview *p);
/* Rows and columns of the frame; recalc calls it. */
void text_preview_size(struct text_preview *p, int rows, int cols);
void text_preview_paint(const struct text_preview *p, struct grid *grid, struct rect rect);

#endif
