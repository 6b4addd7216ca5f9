/* chart.c - see chart.h. Block glyphs by default: braille needs a font that many terminals lack. */
#include "carrel/chart.h"
#include "carrel/cells.h"
#include <math.h>
#include <string.h>

static const char *const eighths[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
static const char *const tones[] = {" ", ".", ":", "-", "=", "+", "*", "#", "#"};

static int eighth_of(double value, double max)
{
	/* Something is never drawn as nothing. */
	if (!(value > 0) || !(max > 0))
		return value == 0 ? 1 : 0;
	int n = (int)lround(value / max * 8);
	return n < 1 ? 1 : n > 8 ? 8 : n;
}

int chart_spark(struct grid *grid, int row, int col, int cells, enum style_id style,
	const double *values, size_t n, double max)
{
	size_t first = n > (size_t)(cells > 0 ? cells : 0) ? n - (size_t)cells : 0;
	int used = 0;

	if (cells <= 0)
		return 0;
	if (!(max > 0)) {
		max = 0;
		for (size_t i = first; i < n; i++)
			max = values[i] > max ? values[i] : max;
	}
	for (size_t i = first; i < n; i++, used++) {
		int level = isnan(values[i]) ? 0 : eighth_of(values[i], max);
		grid_text(grid, row, col + used, 1, style,
			grid_ascii(grid) ? tones[level] : eighths[level]);
	}
	return used;
}

int chart_bar(struct grid *grid, int row, int col, int cells, enum style_id style, double value,
	double max)
{
	int inside = cells - 2;

	if (inside < 1)
		return 0;
	double part = max > 0 && value > 0 ? value / max : 0;
	int full = part >= 1 ? inside : (int)(part * inside);
	grid_text(grid, row, col, 1, style, "[");
	for (int i = 0; i < inside; i++)
		grid_text(grid, row, col + 1 + i, 1, style, i < full ? "#" : ".");
	grid_text(grid, row, col + cells - 1, 1, style, "]");
	return cells;
}

/* Six half rows of three columns, top to bottom; the last half row stays empty. */
struct big {
	char c;
	unsigned char width;
	unsigned char rows[5]; /* bits, highest = left */
};

/* clang-format off */
static const struct big bigs[] = {
	{'0', 3, {7, 5, 5, 5, 7}}, {'1', 3, {2, 6, 2, 2, 7}}, {'2', 3, {7, 1, 7, 4, 7}},
	{'3', 3, {7, 1, 7, 1, 7}}, {'4', 3, {5, 5, 7, 1, 1}}, {'5', 3, {7, 4, 7, 1, 7}},
	{'6', 3, {7, 4, 7, 5, 7}}, {'7', 3, {7, 1, 1, 1, 1}}, {'8', 3, {7, 5, 7, 5, 7}},
	{'9', 3, {7, 5, 7, 1, 7}}, {':', 1, {0, 1, 0, 1, 0}}, {'.', 1, {0, 0, 0, 0, 1}},
	{'-', 3, {0, 0, 7, 0, 0}}, {'%', 3, {5, 1, 2, 4, 5}}, {' ', 1, {0, 0, 0, 0, 0}},
};
/* clang-format on */

static const struct big *big_of(char c)
{
	for (size_t i = 0; i < sizeof bigs / sizeof bigs[0]; i++) {
		if (bigs[i].c == c)
			return &bigs[i];
	}
	return NULL;
}

int chart_big_width(const char *text)
{
	int width = 0;

	for (; *text; text++) {
		const struct big *big = big_of(*text);
		width += (big ? big->width : 1) + (width ? 1 : 0);
	}
	return width;
}

static void paint_big(
	struct grid *grid, int row, int col, enum style_id style, const struct big *big)
{
	static const char *const halves[4] = {" ", "▄", "▀", "█"};

	for (int r = 0; r < 3; r++) {
		for (int c = 0; c < big->width; c++) {
			int bit = big->width - 1 - c;
			int upper = big->rows[2 * r] >> bit & 1;
			int lower = r < 2 ? big->rows[2 * r + 1] >> bit & 1 : 0;
			grid_text(grid, row + r, col + c, 1, style, halves[upper * 2 + lower]);
		}
	}
}

int chart_big(struct grid *grid, int row, int col, int cells, enum style_id style, const char *text)
{
	int width = chart_big_width(text), at = 0;

	if (grid_ascii(grid)) {
		if (cells_widths(text) > (size_t)(cells > 0 ? cells : 0))
			return 0;
		return grid_text(grid, row + 1, col, cells, style, text);
	}
	if (width > cells)
		return 0;
	for (; *text; text++) {
		const struct big *big = big_of(*text);
		if (big)
			paint_big(grid, row, col + at, style, big);
		at += (big ? big->width : 1) + 1;
	}
	return width;
}
