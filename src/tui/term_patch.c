#include "tui/term_patch.h"
#include "carrel/strbuf.h"

static bool is_letter(const struct grid_cell *cell)
{
	return cell->width == 1 && cell->text[0] >= 0x20 && cell->text[0] < 0x7f &&
		cell->text[1] == '\0';
}

static bool find_in_row(
	struct term_patch *p, const struct term_shown *shown, const struct grid *grid, int row)
{
	const struct grid_cell *is = grid_at(grid, row, 0), *was = term_shown_row(shown, row);

	for (int col = 0; col < shown->cols; col++) {
		if (grid_cell_equal(&is[col], &was[col]))
			continue;
		if (p->n == TERM_PATCH_MAX || !is_letter(&is[col]) || !is_letter(&was[col]))
			return false;
		p->at[p->n].row = row;
		p->at[p->n++].col = col;
	}
	return true;
}

bool term_patch_find(struct term_patch *p, const struct term_shown *shown, const struct grid *grid)
{
	p->n = 0;
	for (int row = 0; row < shown->rows; row++)
		if (!term_shown_equal(shown, grid, row, row) && !find_in_row(p, shown, grid, row))
			return false;
	return p->n > 0;
}

static void add_number(struct strbuf *out, int n)
{
	if (n >= 10)
		add_number(out, n / 10);
	strbuf_addch(out, (char)('0' + n % 10));
}

static void add_place(struct strbuf *out, int row, int col)
{
	strbuf_addstr(out, "\033[");
	add_number(out, row + 1);
	strbuf_addch(out, ';');
	add_number(out, col + 1);
	strbuf_addch(out, 'H');
}

void term_patch_bytes(const struct term_patch *p, const struct grid *grid, term_patch_look_fn *look,
	void *arg, struct strbuf *out)
{
	struct term_patch_look now = {"", ""};
	int style = -1;

	strbuf_addstr(out, "\0337");
	for (int i = 0; i < p->n; i++) {
		int row = p->at[i].row, col = p->at[i].col;
		const struct grid_cell *cell = grid_at(grid, row, col);
		if (i == 0 || row != p->at[i - 1].row || col != p->at[i - 1].col + 1)
			add_place(out, row, col);
		if (cell->style != style) {
			strbuf_addstr(out, now.off);
			now = look(arg, cell->style);
			strbuf_addstr(out, now.on);
			style = cell->style;
		}
		strbuf_addch(out, cell->text[0]);
	}
	strbuf_addstr(out, now.off);
	strbuf_addstr(out, "\0338");
}
