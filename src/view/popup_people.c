#include "view/popup_people.h"

#include "carrel/cells.h"

void popup_people_keep(struct popup_people *people, int64_t chosen)
{
	people->choosing = false;
	for (size_t i = 0; i < people->n && chosen; i++)
		if (people->rows[i].id == chosen) {
			people->choosing = true;
			people->row = i;
		}
}

int64_t popup_people_chosen(const struct popup_people *people)
{
	return people->choosing && people->row < people->n ? people->rows[people->row].id : 0;
}

bool popup_people_key(struct popup_people *people, const struct key *key)
{
	if (key->kind == KEY_DOWN && people->n > 0) {
		people->row = !people->choosing       ? 0
			: people->row + 1 < people->n ? people->row + 1
						      : people->row;
		people->choosing = true;
		return true;
	}
	if (!people->choosing)
		return false;
	if (key->kind == KEY_UP && people->row > 0)
		people->row--;
	else
		people->choosing = false;
	return key->kind == KEY_UP;
}

/* "> Marta Soler  +34 600 123 456" */
void popup_people_paint(const struct popup_people *people, struct grid *grid, struct rect in)
{
	int end = in.col + in.cols, names = 0;
	for (size_t i = 0; i < people->n; i++) {
		int name = (int)cells_widths(people->rows[i].name);
		names = name > names ? name : names;
	}
	names = names < in.cols / 2 ? names : in.cols / 2;
	for (size_t i = 0; i < people->n && (int)i < in.rows; i++) {
		const struct popup_person *p = &people->rows[i];
		int row = in.row + (int)i;
		bool here = people->choosing && i == people->row;
		enum style_id style = here ? STYLE_SELECTED : STYLE_POPUP;
		grid_fill(grid, (struct rect){row, in.col, 1, in.cols}, style, " ");
		grid_text(grid, row, in.col, 1, style, here ? ">" : " ");
		grid_text_cut(grid, row, in.col + 1, names, style, p->name);
		int col = in.col + 1 + names + 2;
		if (p->detail && col < end)
			grid_text_cut(
				grid, row, col, end - col, here ? style : STYLE_DIM, p->detail);
		if (here)
			grid_cursor_set(grid, row, in.col);
	}
}

struct popup_shares popup_people_shares(const struct popup_people *people, int fields, int rows)
{
	int list = (int)people->n;
	if (rows > fields + list)
		return (struct popup_shares){1, fields, list};
	if (people->choosing) {
		int shown = list < rows ? list : rows;
		return (struct popup_shares){0, rows - shown, shown};
	}
	int shown = fields < rows ? fields : rows;
	return (struct popup_shares){0, shown, rows - shown};
}
