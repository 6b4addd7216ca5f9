/* grid_dump.c - a screen as text, for golden files: what is written, and in which style. */
#include "carrel/grid.h"
#include "carrel/strbuf.h"

static void trim_line(struct strbuf *out, size_t start, char blank)
{
	size_t len = out->len;

	while (len > start && out->buf[len - 1] == blank)
		len--;
	strbuf_truncate(out, len);
	strbuf_addch(out, '\n');
}

void grid_dump_text(const struct grid *grid, struct strbuf *out)
{
	for (int row = 0; row < grid_rows(grid); row++) {
		size_t start = out->len;
		for (int col = 0; col < grid_cols(grid); col++)
			strbuf_addstr(out, grid_at(grid, row, col)->text);
		trim_line(out, start, ' ');
	}
}

static void add_legend(const struct style_set *set, enum style_id id, struct strbuf *out)
{
	strbuf_addf(out, "%c %s", style_letter(id), style_name(id));
	for (unsigned attr = 1; set && style_attr_name(attr); attr <<= 1)
		if (set->def[id].attrs & attr)
			strbuf_addf(out, " %s", style_attr_name(attr));
	strbuf_addch(out, '\n');
}

void grid_dump_looks(const struct grid *grid, const struct style_set *set, struct strbuf *out)
{
	bool seen[STYLE_COUNT] = {false};
	int row, col;

	for (row = 0; row < grid_rows(grid); row++) {
		size_t start = out->len;
		for (col = 0; col < grid_cols(grid); col++) {
			enum style_id id = (enum style_id)grid_at(grid, row, col)->style;
			seen[id] = true;
			strbuf_addch(out, style_letter(id));
		}
		trim_line(out, start, style_letter(STYLE_DEFAULT));
	}
	for (int i = 0; i < STYLE_COUNT; i++) {
		if (seen[i] && i != STYLE_DEFAULT)
			add_legend(set, (enum style_id)i, out);
	}
	if (grid_cursor(grid, &row, &col))
		strbuf_addf(out, "cursor %d,%d\n", row, col);
	else
		strbuf_addstr(out, "cursor hidden\n");
}

void grid_dump_style(const struct grid *grid, struct strbuf *out)
{
	grid_dump_looks(grid, NULL, out);
}
