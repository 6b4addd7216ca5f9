/* customer_lines.h - what an agent needs to know of the person on the line before the first word, as lines:
 * who it is, what was promised, warnings, open cases. Made by recalc, painted by view_customer.c. */
#ifndef CARREL_VIEW_CUSTOMER_LINES_H
#define CARREL_VIEW_CUSTOMER_LINES_H

#include "carrel/grid.h"

struct arena;
struct desk;

enum { CUSTOMER_LINES_MAX = 48 };

struct customer_line {
	const char *left, *right; /* right: NULL none */
	enum style_id style, right_style;
	int rank; /* the lowest goes first */
};

struct customer_lines {
	struct arena *arena; /* of what the lines say */
	struct customer_line lines[CUSTOMER_LINES_MAX];
	int nlines;
};

/* Add to them: of the customer in hand, for a pane of that inside; of nobody, or nobody known. */
void customer_lines_known(struct customer_lines *s, const struct desk *desk, struct rect in);
void customer_lines_unknown(struct customer_lines *s, const struct desk *desk, int cols);
/* Leaves out what does not fit; the order stays. */
void customer_lines_fit(struct customer_lines *s, int rows);

#endif
