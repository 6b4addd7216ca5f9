/* statusbar.c - see statusbar.h. Both bars are laid out the same way: measure, and while it is too
 * wide give up what matters least. */
#include "carrel/statusbar.h"
#include "carrel/cells.h"
#include "carrel/i18n.h"
#include <assert.h>
#include <string.h>

enum { GAP = 2 };

/* ---- status line --------------------------------------------------------------------------- */

struct fitting {
	const char *text[STATUS_PARTS_MAX]; /* NULL: dropped */
	int width[STATUS_PARTS_MAX];
};

static int total_width(const struct fitting *fit, int n)
{
	int total = 0;

	for (int i = 0; i < n; i++) {
		if (fit->text[i])
			total += fit->width[i] + (total ? GAP : 0);
	}
	return total;
}

static void set_part(struct fitting *fit, int i, const char *text)
{
	fit->text[i] = text && *text ? text : NULL;
	fit->width[i] = fit->text[i] ? (int)cells_widths(text) : 0;
}

/* The part of lowest rank that can still give way; -1 none. */
static int weakest(const struct fitting *fit, const struct status_part *parts, int n, bool brief)
{
	int found = -1;

	for (int i = 0; i < n; i++) {
		if (!fit->text[i] || (brief && (!parts[i].brief || fit->text[i] == parts[i].brief)))
			continue;
		if (found < 0 || parts[i].rank < parts[found].rank)
			found = i;
	}
	return found;
}

static void fit_parts(struct fitting *fit, const struct status_part *parts, int n, int room)
{
	for (int i = 0; i < n; i++)
		set_part(fit, i, parts[i].text);
	while (total_width(fit, n) > room) {
		int i = weakest(fit, parts, n, true);
		if (i >= 0) {
			set_part(fit, i, parts[i].brief);
			continue;
		}
		int left = 0;
		for (int p = 0; p < n; p++)
			left += fit->text[p] != NULL;
		i = weakest(fit, parts, n, false);
		if (i < 0 || left == 1)
			return; /* the last one is cut by the edge rather than lost */
		set_part(fit, i, NULL);
	}
}

static enum style_id own_style(const struct status_part *part, enum style_id style)
{
	return part->style == STYLE_DEFAULT ? style : part->style;
}

void statusbar_paint(struct grid *grid, struct rect row, enum style_id style,
	const struct status_part *parts, int n)
{
	struct fitting fit;
	int left = row.col + 1, right = row.col + row.cols - 1;

	assert(n <= STATUS_PARTS_MAX);
	if (row.rows < 1)
		return;
	grid_fill(grid, (struct rect){row.row, row.col, 1, row.cols}, style, " ");
	fit_parts(&fit, parts, n, row.cols - 2);
	for (int i = n; i-- > 0;) {
		if (!fit.text[i] || !parts[i].right)
			continue;
		right -= fit.width[i];
		grid_text(grid, row.row, right, fit.width[i], own_style(&parts[i], style),
			fit.text[i]);
		right -= GAP;
	}
	for (int i = 0; i < n; i++) {
		if (!fit.text[i] || parts[i].right)
			continue;
		left += grid_text(grid, row.row, left, row.col + row.cols - left,
			own_style(&parts[i], style), fit.text[i]);
		left += GAP;
	}
}

/* ---- key line ------------------------------------------------------------------------------ */

struct hint_look {
	int inside, between; /* blanks between key and label, and between hints */
	bool bare;           /* keys alone */
};

static int hint_width(const struct hint *hint, struct hint_look look)
{
	bool label = hint->label && *hint->label && !look.bare;

	return (int)cells_widths(hint->key) +
		(label ? look.inside + (int)cells_widths(_(hint->label)) : 0);
}

static int hints_width(const struct hint *hints, int n, const bool *shown, struct hint_look look)
{
	int total = 1;

	for (int i = 0; i < n; i++) {
		if (shown[i])
			total += hint_width(&hints[i], look) + look.between;
	}
	return total;
}

static int weakest_hint(const struct hint *hints, int n, const bool *shown)
{
	int found = -1;

	for (int i = 0; i < n; i++) {
		if (shown[i] && (found < 0 || hints[i].rank < hints[found].rank))
			found = i;
	}
	return found;
}

static void paint_hint(
	struct grid *grid, int row, int col, const struct hint *hint, struct hint_look look)
{
	enum style_id key = hint->pressed ? STYLE_HINT_PRESSED : STYLE_HINT_KEY;
	enum style_id label = hint->pressed ? STYLE_HINT_PRESSED : STYLE_HINT_LABEL;
	int start = col;

	col += grid_text(grid, row, col, -1, key, hint->key);
	if (hint->label && *hint->label && !look.bare) {
		grid_fill(grid, (struct rect){row, col, 1, look.inside}, label, " ");
		col += look.inside;
		col += grid_text(grid, row, col, -1, label, _(hint->label));
	}
	/* The marks stand in the blanks between two hints: ">F6Canned<". */
	if (hint->pressed) {
		grid_text(grid, row, start - 1, 1, key, ">");
		grid_text(grid, row, col, 1, key, "<");
	}
}

struct hints_fit {
	struct hint_look look;
	bool shown[HINTS_MAX];
	int col[HINTS_MAX];
};

static void fit_hints(struct hints_fit *fit, struct rect row, const struct hint *hints, int n)
{
	static const struct hint_look looks[] = {{1, 2, false}, {0, 1, false}, {0, 1, true}};
	int col = row.col + 1, right = row.col + row.cols;

	fit->look = looks[0];
	for (int i = 0; i < n; i++)
		fit->shown[i] = true;
	/* The last hint needs no blank behind it. */
	int room = row.cols;
	if (hints_width(hints, n, fit->shown, fit->look) - fit->look.between > room)
		fit->look = looks[1];
	while (hints_width(hints, n, fit->shown, fit->look) - fit->look.between > room) {
		int i = weakest_hint(hints, n, fit->shown);
		if (i < 0)
			break;
		/* A key one is told to rely on outlives its word. */
		if (hints[i].rank >= HINT_PINNED && !fit->look.bare)
			fit->look = looks[2];
		else
			fit->shown[i] = false;
	}
	for (int i = n; i-- > 0;) {
		if (!fit->shown[i] || !hints[i].right)
			continue;
		right -= hint_width(&hints[i], fit->look);
		fit->col[i] = right;
		right -= fit->look.between;
	}
	for (int i = 0; i < n; i++) {
		if (!fit->shown[i] || hints[i].right)
			continue;
		fit->col[i] = col;
		col += hint_width(&hints[i], fit->look) + fit->look.between;
	}
}

void hintbar_paint(struct grid *grid, struct rect row, const struct hint *hints, int n)
{
	struct hints_fit fit;

	assert(n <= HINTS_MAX);
	if (row.rows < 1)
		return;
	grid_fill(grid, (struct rect){row.row, row.col, 1, row.cols}, STYLE_HINT_LABEL, " ");
	fit_hints(&fit, row, hints, n);
	/* From the right, so that what stands at the left is whole where two would touch. */
	for (int i = n; i-- > 0;) {
		if (fit.shown[i])
			paint_hint(grid, row.row, fit.col[i], &hints[i], fit.look);
	}
}

int hintbar_at(struct rect row, const struct hint *hints, int n, int col)
{
	struct hints_fit fit;

	assert(n <= HINTS_MAX);
	fit_hints(&fit, row, hints, n);
	for (int i = 0; i < n; i++) {
		if (fit.shown[i] && col >= fit.col[i] &&
			col < fit.col[i] + hint_width(&hints[i], fit.look))
			return i;
	}
	return -1;
}
