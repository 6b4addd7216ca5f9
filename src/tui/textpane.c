/* textpane.c - see textpane.h. The text is one buffer; textpane_lines.c keeps the lines it is shown
 * in, textpane_keys.c says what a key does to it. */
#include "carrel/textpane.h"
#include "carrel/cells.h"
#include "carrel/mem.h"
#include "tui/textpane_private.h"
#include <stdlib.h>
#include <string.h>

enum { TEXTPANE_MAX = 65536, READ_MAX = 16 * 1024 * 1024 };

int textpane_lines(const struct textpane *pane)
{
	return (int)pane->lines.n;
}

int textpane_top(const struct textpane *pane)
{
	return pane->top;
}

/* ---- what is on the screen ------------------------------------------------------------------ */

static void clamp_top(struct textpane *pane)
{
	int shown =
		pane->rows > 0 ? pane->rows : 1; /* the top is a line, even where none is seen */
	int last = textpane_lines(pane) - shown;

	if (pane->top > last)
		pane->top = last;
	if (pane->top < 0)
		pane->top = 0;
}

void textpane_show_cursor(struct textpane *pane)
{
	int line = textpane_line_of(pane, pane->edit.cursor);

	if (pane->rows > 0 && line >= pane->top + pane->rows)
		pane->top = line - pane->rows + 1;
	if (line < pane->top)
		pane->top = line;
	clamp_top(pane);
}

/* ---- text ---------------------------------------------------------------------------------- */

struct textpane *textpane_new(bool editable)
{
	struct textpane *pane = xcalloc(1, sizeof *pane);

	edit_init(&pane->edit, editable ? TEXTPANE_MAX : READ_MAX);
	pane->editable = editable;
	pane->lines.size = sizeof(struct textpane_line);
	pane->stretches.size = sizeof(struct textpane_stretch);
	pane->ranges.size = sizeof(struct textpane_range);
	pane->rows = 1;
	pane->cols = 80;
	pane->goal = -1;
	textpane_wrap(pane, 0);
	return pane;
}

void textpane_free(struct textpane **pane)
{
	if (!*pane)
		return;
	edit_fini(&(*pane)->edit);
	vec_fini(&(*pane)->lines);
	vec_fini(&(*pane)->stretches);
	vec_fini(&(*pane)->ranges);
	free(*pane);
	*pane = NULL;
}

static void unify_newlines(struct strbuf *out, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '\r') {
			if (i + 1 == n || text[i + 1] != '\n')
				strbuf_addch(out, '\n');
		} else if (text[i] != '\0') {
			strbuf_addch(out, text[i]);
		}
	}
}

void textpane_set(struct textpane *pane, const char *text, size_t n)
{
	struct strbuf clean = STRBUF_INIT;

	unify_newlines(&clean, text, n);
	if (clean.len > pane->edit.max)
		strbuf_truncate(&clean, pane->edit.max);
	vec_clear(&pane->stretches);
	edit_set(&pane->edit, clean.buf, clean.len);
	strbuf_fini(&clean);
	pane->goal = -1;
	if (!pane->editable) {
		pane->edit.cursor = 0;
		pane->top = 0;
	}
	textpane_wrap(pane, 0);
	textpane_show_cursor(pane);
}

const char *textpane_text(const struct textpane *pane)
{
	return pane->edit.text.buf;
}

size_t textpane_len(const struct textpane *pane)
{
	return pane->edit.text.len;
}

size_t textpane_cursor(const struct textpane *pane)
{
	return pane->edit.cursor;
}

void textpane_set_cursor(struct textpane *pane, size_t pos)
{
	size_t from =
		textpane_paragraph(pane, pos < pane->edit.text.len ? pos : pane->edit.text.len);

	pane->edit.cursor = edit_snap(&pane->edit, from, pos);
	pane->goal = -1;
	edit_close_step(&pane->edit);
	textpane_show_cursor(pane);
}

void textpane_set_max(struct textpane *pane, size_t bytes)
{
	pane->edit.max = bytes ? bytes : TEXTPANE_MAX;
}

bool textpane_change(struct textpane *pane, size_t from, size_t to, const char *text, size_t n)
{
	struct strbuf clean = STRBUF_INIT;

	unify_newlines(&clean, text, n);
	bool done = edit_replace(&pane->edit, from, to, clean.buf, clean.len);
	strbuf_fini(&clean);
	if (!done)
		return false;
	/* A combining mark joins the cluster before it: the cursor stays on a border. */
	size_t start = textpane_paragraph(pane, pane->edit.cursor);
	pane->edit.cursor = edit_snap(&pane->edit, start, pane->edit.cursor);
	pane->goal = -1;
	textpane_wrap(pane, from);
	textpane_show_cursor(pane);
	return true;
}

void textpane_insert(struct textpane *pane, const char *text, size_t n)
{
	textpane_replace(pane, pane->edit.cursor, pane->edit.cursor, text, n);
}

void textpane_replace(struct textpane *pane, size_t from, size_t to, const char *text, size_t n)
{
	edit_close_step(&pane->edit);
	textpane_change(pane, from, to, text, n);
	edit_close_step(&pane->edit);
}

void textpane_mark(struct textpane *pane, const struct textpane_mark *mark)
{
	if (mark->start < mark->end && mark->end <= pane->edit.text.len)
		edit_mark(&pane->edit, mark->start, mark->end, mark->kind);
}

size_t textpane_mark_count(const struct textpane *pane)
{
	return pane->edit.marks.n;
}

struct textpane_mark textpane_mark_at(const struct textpane *pane, size_t i)
{
	const struct edit_mark *mark = vec_at((struct vec *)&pane->edit.marks, i);
	return (struct textpane_mark){.start = mark->start, .end = mark->end, .kind = mark->kind};
}

static bool rewound(struct textpane *pane, bool changed)
{
	if (changed) {
		pane->goal = -1;
		textpane_wrap(pane, 0);
		textpane_show_cursor(pane);
	}
	return changed;
}

bool textpane_undo(struct textpane *pane)
{
	return rewound(pane, edit_undo(&pane->edit));
}

bool textpane_redo(struct textpane *pane)
{
	return rewound(pane, edit_redo(&pane->edit));
}

void textpane_add(struct textpane *pane, enum style_id style, const char *line)
{
	struct strbuf *text = &pane->edit.text;
	struct strbuf clean = STRBUF_INIT;

	unify_newlines(&clean, line, strlen(line));
	if (pane->stretches.n > 0)
		strbuf_addch(text, '\n');
	struct textpane_stretch *stretch = vec_push(&pane->stretches);
	*stretch = (struct textpane_stretch){text->len, style};
	strbuf_add(text, clean.buf, clean.len);
	strbuf_fini(&clean);
	textpane_wrap(pane, stretch->start);
}

void textpane_clear(struct textpane *pane)
{
	textpane_set(pane, "", 0);
}

/* ---- size and scrolling ---------------------------------------------------------------------- */

void textpane_set_size(struct textpane *pane, int rows, int cols)
{
	size_t first = textpane_line_at(pane, pane->top)->start;
	bool wider = cols != pane->cols;

	pane->rows = rows > 0 ? rows : 0;
	pane->cols = cols;
	if (wider) {
		textpane_wrap(pane, 0);
		pane->top = textpane_line_of(pane, first);
	}
	if (pane->editable)
		textpane_show_cursor(pane);
	else
		clamp_top(pane);
}

void textpane_scroll(struct textpane *pane, int lines)
{
	pane->top += lines;
	clamp_top(pane);
}

void textpane_end(struct textpane *pane)
{
	pane->top = textpane_lines(pane);
	clamp_top(pane);
}

/* ---- painting ------------------------------------------------------------------------------ */

void textpane_set_ranges(struct textpane *pane, const struct textpane_range *ranges, size_t n)
{
	vec_clear(&pane->ranges);
	for (size_t i = 0; i < n; i++)
		*(struct textpane_range *)vec_push(&pane->ranges) = ranges[i];
}

/* Draws [from, to) of one line; returns the cells used so far. */
static int paint_part(const struct textpane *pane, struct grid *grid, struct rect row, int used,
	size_t from, size_t to, enum style_id style)
{
	if (from >= to || used >= row.cols)
		return used;
	return used +
		grid_text_n(grid, row.row, row.col + used, row.cols - used, style,
			pane->edit.text.buf + from, to - from);
}

static void paint_line(const struct textpane *pane, struct grid *grid, struct rect row,
	const struct textpane_line *line, enum style_id style)
{
	size_t at = line->start;
	int used = 0;

	for (size_t i = 0; i < pane->ranges.n; i++) {
		const struct textpane_range *range = vec_at((struct vec *)&pane->ranges, i);
		size_t from = range->start > at ? range->start : at;
		size_t to = range->end < line->end ? range->end : line->end;
		if (from >= to)
			continue;
		used = paint_part(pane, grid, row, used, at, from, style);
		used = paint_part(pane, grid, row, used, from, to, range->style);
		at = to;
	}
	paint_part(pane, grid, row, used, at, line->end, style);
}

void textpane_paint(const struct textpane *pane, struct grid *grid, struct rect rect,
	enum style_id style, bool focused)
{
	for (int r = 0; r < rect.rows && pane->top + r < textpane_lines(pane); r++) {
		const struct textpane_line *line = textpane_line_at(pane, pane->top + r);
		const struct rect row = {rect.row + r, rect.col, 1, rect.cols};
		paint_line(pane, grid, row, line, line->style == STYLE_COUNT ? style : line->style);
	}
	if (!focused)
		return;
	if (!pane->editable) {
		grid_cursor_set(grid, rect.row, rect.col);
		return;
	}
	int line = textpane_line_of(pane, pane->edit.cursor);
	int column = textpane_column_of(pane, line, pane->edit.cursor);
	if (line >= pane->top && line < pane->top + rect.rows)
		grid_cursor_set(grid, rect.row + line - pane->top,
			rect.col + (column < rect.cols ? column : rect.cols - 1));
}
