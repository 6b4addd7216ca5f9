/* chart.h - small pictures of figures. The figure itself always stands beside them as text. */
#ifndef CARREL_CHART_H
#define CARREL_CHART_H

#include "carrel/grid.h"

/* The last `cells` of n values as eighths of a block (ASCII: " .:-=+*#"), scaled from 0 to max
 * (max <= 0: the greatest of them). NAN is a gap. Returns the cells used. */
int chart_spark(struct grid *grid, int row, int col, int cells, enum style_id style,
	const double *values, size_t n, double max);
/* "[############............]": value of max. */
int chart_bar(struct grid *grid, int row, int col, int cells, enum style_id style, double value,
	double max);
/* Digits, ':', '.', '%', '-' and ' ' three rows high (half blocks; ASCII: plain text in the middle
 * row). Returns the cells used; draws nothing and returns 0 when it does not fit in `cells`. */
int chart_big(
	struct grid *grid, int row, int col, int cells, enum style_id style, const char *text);
int chart_big_width(const char *text);

#endif
