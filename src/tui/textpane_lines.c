/* textpane_lines.c - the lines that a text is shown in: byte ranges of it, made by wrapping paragraphs.
 * After a change only the paragraphs from the changed one on are wrapped again. An editable pane wraps
 * one column early so that the cursor behind a full line has a cell. */
#include "carrel/cells.h"
#include "tui/textpane_private.h"
#include <string.h>

/* STYLE_COUNT: none of its own. */
static enum style_id style_at(const struct textpane *pane, size_t pos)
{
	size_t low = 0, high = pane->stretches.n;

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (((const struct textpane_stretch *)vec_at(&pane->stretches, mid))->start <= pos)
			low = mid + 1;
		else
			high = mid;
	}
	return low ? ((const struct textpane_stretch *)vec_at(&pane->stretches, low - 1))->style
		   : STYLE_COUNT;
}

static void push_line(struct textpane *pane, size_t start, size_t end, enum style_id style)
{
	struct textpane_line *line = vec_push(&pane->lines);
	*line = (struct textpane_line){start, end, style};
}

/* May a line end behind this cluster? After spaces and hyphens, and between wide characters. */
static bool breaks_after(const struct cells_cluster *cluster)
{
	return cluster->text[0] == ' ' || cluster->text[0] == '-' || cluster->width == 2;
}

static void wrap_paragraph(struct textpane *pane, size_t start, size_t end)
{
	size_t width = (size_t)(pane->cols - (pane->editable ? 1 : 0));
	const char *text = pane->edit.text.buf;
	enum style_id style = style_at(pane, start);
	size_t line = start, candidate = start, cells = 0, since = 0;
	struct cells_cluster cluster;

	if (width < 2)
		width = 2;
	for (size_t pos = start; pos < end;) {
		size_t used = cells_next(text + pos, end - pos, &cluster);
		/* A space at the edge hangs over: it is not worth a line. */
		if (cells + cluster.width > width && cluster.text[0] != ' ') {
			size_t at = candidate > line ? candidate : pos;
			push_line(pane, line, at, style);
			cells = at == pos ? 0 : since;
			line = candidate = at;
			since = cells;
		}
		cells += cluster.width;
		since += cluster.width;
		pos += used;
		if (breaks_after(&cluster)) {
			candidate = pos;
			since = 0;
		}
	}
	push_line(pane, line, end, style);
}

size_t textpane_paragraph(const struct textpane *pane, size_t pos)
{
	while (pos > 0 && pane->edit.text.buf[pos - 1] != '\n')
		pos--;
	return pos;
}

void textpane_wrap(struct textpane *pane, size_t pos)
{
	const struct strbuf *text = &pane->edit.text;
	size_t start = textpane_paragraph(pane, pos < text->len ? pos : text->len);

	while (pane->lines.n > 0 && textpane_line_at(pane, (int)pane->lines.n - 1)->start >= start)
		vec_remove(&pane->lines, pane->lines.n - 1);
	for (;;) {
		const char *newline = memchr(text->buf + start, '\n', text->len - start);
		size_t end = newline ? (size_t)(newline - text->buf) : text->len;
		wrap_paragraph(pane, start, end);
		if (!newline)
			break;
		start = end + 1;
	}
}

/* ---- where things are ------------------------------------------------------------------------ */

int textpane_line_of(const struct textpane *pane, size_t pos)
{
	int low = 0, high = textpane_lines(pane) - 1;

	while (low < high) {
		int mid = (low + high + 1) / 2;
		if (textpane_line_at(pane, mid)->start <= pos)
			low = mid;
		else
			high = mid - 1;
	}
	return low;
}

int textpane_column_of(const struct textpane *pane, int line, size_t pos)
{
	const struct textpane_line *l = textpane_line_at(pane, line);
	return (int)cells_width(pane->edit.text.buf + l->start, pos - l->start);
}

size_t textpane_line_last(const struct textpane *pane, int i)
{
	const struct textpane_line *line = textpane_line_at(pane, i);

	if (i + 1 < textpane_lines(pane) && textpane_line_at(pane, i + 1)->start == line->end)
		return edit_prev(&pane->edit, line->start, line->end);
	return line->end;
}

size_t textpane_place_at(const struct textpane *pane, int i, int column)
{
	const struct textpane_line *line = textpane_line_at(pane, i);
	size_t n = cells_fit(
		pane->edit.text.buf + line->start, line->end - line->start, (size_t)column, NULL);
	size_t last = textpane_line_last(pane, i);

	return line->start + n < last ? line->start + n : last;
}
