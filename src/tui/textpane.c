/* textpane.c - see textpane.h. The text is one buffer; `lines` are byte ranges of it, made by
 * wrapping paragraphs. After a change only the paragraphs from the changed one on are wrapped again.
 * An editable pane wraps one column early so that the cursor behind a full line has a cell. */
#include "carrel/textpane.h"
#include "carrel/cells.h"
#include "carrel/mem.h"
#include "carrel/utf8.h"
#include "tui/edit.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { TEXTPANE_MAX = 65536, READ_MAX = 16 * 1024 * 1024 };

struct line {
	size_t start, end; /* bytes, the line end not included */
	enum style_id style;
};

/* A stretch of added lines with a style of its own. */
struct stretch {
	size_t start;
	enum style_id style;
};

struct textpane {
	struct edit edit;
	bool editable;
	struct vec lines;     /* of struct line; never empty */
	struct vec stretches; /* of struct stretch, by start */
	struct vec ranges;    /* of struct textpane_range, by start */
	int rows, cols;
	int top;
	int goal; /* column that up and down keep to, -1 none */
};

static struct line *line_at(const struct textpane *pane, int i)
{
	return vec_at(&pane->lines, (size_t)i);
}

int textpane_lines(const struct textpane *pane)
{
	return (int)pane->lines.n;
}

int textpane_top(const struct textpane *pane)
{
	return pane->top;
}

/* ---- wrapping ------------------------------------------------------------------------------ */

/* STYLE_COUNT: none of its own. */
static enum style_id style_at(const struct textpane *pane, size_t pos)
{
	size_t low = 0, high = pane->stretches.n;

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (((const struct stretch *)vec_at(&pane->stretches, mid))->start <= pos)
			low = mid + 1;
		else
			high = mid;
	}
	return low ? ((const struct stretch *)vec_at(&pane->stretches, low - 1))->style
		   : STYLE_COUNT;
}

static void push_line(struct textpane *pane, size_t start, size_t end, enum style_id style)
{
	struct line *line = vec_push(&pane->lines);
	*line = (struct line){start, end, style};
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

static size_t paragraph_start(const struct textpane *pane, size_t pos)
{
	while (pos > 0 && pane->edit.text.buf[pos - 1] != '\n')
		pos--;
	return pos;
}

static void wrap_from(struct textpane *pane, size_t pos)
{
	const struct strbuf *text = &pane->edit.text;
	size_t start = paragraph_start(pane, pos < text->len ? pos : text->len);

	while (pane->lines.n > 0 && line_at(pane, (int)pane->lines.n - 1)->start >= start)
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

static int line_of(const struct textpane *pane, size_t pos)
{
	int low = 0, high = textpane_lines(pane) - 1;

	while (low < high) {
		int mid = (low + high + 1) / 2;
		if (line_at(pane, mid)->start <= pos)
			low = mid;
		else
			high = mid - 1;
	}
	return low;
}

static int column_of(const struct textpane *pane, int line, size_t pos)
{
	const struct line *l = line_at(pane, line);
	return (int)cells_width(pane->edit.text.buf + l->start, pos - l->start);
}

/* The last place of a wrapped line belongs to the next one; the cursor stops before it. */
static size_t line_last(const struct textpane *pane, int i)
{
	const struct line *line = line_at(pane, i);

	if (i + 1 < textpane_lines(pane) && line_at(pane, i + 1)->start == line->end)
		return edit_prev(&pane->edit, line->start, line->end);
	return line->end;
}

static size_t place_at(const struct textpane *pane, int i, int column)
{
	const struct line *line = line_at(pane, i);
	size_t n = cells_fit(
		pane->edit.text.buf + line->start, line->end - line->start, (size_t)column, NULL);
	size_t last = line_last(pane, i);

	return line->start + n < last ? line->start + n : last;
}

static void clamp_top(struct textpane *pane)
{
	int last = textpane_lines(pane) - pane->rows;

	if (pane->top > last)
		pane->top = last;
	if (pane->top < 0)
		pane->top = 0;
}

static void show_cursor(struct textpane *pane)
{
	int line = line_of(pane, pane->edit.cursor);

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
	pane->lines.size = sizeof(struct line);
	pane->stretches.size = sizeof(struct stretch);
	pane->ranges.size = sizeof(struct textpane_range);
	pane->rows = 1;
	pane->cols = 80;
	pane->goal = -1;
	wrap_from(pane, 0);
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
	wrap_from(pane, 0);
	show_cursor(pane);
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
	size_t from = paragraph_start(pane, pos < pane->edit.text.len ? pos : pane->edit.text.len);

	pane->edit.cursor = edit_snap(&pane->edit, from, pos);
	pane->goal = -1;
	edit_close_step(&pane->edit);
	show_cursor(pane);
}

void textpane_set_max(struct textpane *pane, size_t bytes)
{
	pane->edit.max = bytes ? bytes : TEXTPANE_MAX;
}

static bool replace(struct textpane *pane, size_t from, size_t to, const char *text, size_t n)
{
	struct strbuf clean = STRBUF_INIT;

	unify_newlines(&clean, text, n);
	bool done = edit_replace(&pane->edit, from, to, clean.buf, clean.len);
	strbuf_fini(&clean);
	if (!done)
		return false;
	/* A combining mark joins the cluster before it: the cursor stays on a border. */
	size_t start = paragraph_start(pane, pane->edit.cursor);
	pane->edit.cursor = edit_snap(&pane->edit, start, pane->edit.cursor);
	pane->goal = -1;
	wrap_from(pane, from);
	show_cursor(pane);
	return true;
}

void textpane_insert(struct textpane *pane, const char *text, size_t n)
{
	textpane_replace(pane, pane->edit.cursor, pane->edit.cursor, text, n);
}

void textpane_replace(struct textpane *pane, size_t from, size_t to, const char *text, size_t n)
{
	edit_close_step(&pane->edit);
	replace(pane, from, to, text, n);
	edit_close_step(&pane->edit);
}

static bool rewound(struct textpane *pane, bool changed)
{
	if (changed) {
		pane->goal = -1;
		wrap_from(pane, 0);
		show_cursor(pane);
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
	struct stretch *stretch = vec_push(&pane->stretches);
	*stretch = (struct stretch){text->len, style};
	strbuf_add(text, clean.buf, clean.len);
	strbuf_fini(&clean);
	wrap_from(pane, stretch->start);
}

void textpane_clear(struct textpane *pane)
{
	textpane_set(pane, "", 0);
}

/* ---- size and scrolling ---------------------------------------------------------------------- */

void textpane_set_size(struct textpane *pane, int rows, int cols)
{
	size_t first = line_at(pane, pane->top)->start;
	bool wider = cols != pane->cols;

	pane->rows = rows > 0 ? rows : 0;
	pane->cols = cols;
	if (wider) {
		wrap_from(pane, 0);
		pane->top = line_of(pane, first);
	}
	if (pane->editable)
		show_cursor(pane);
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

/* ---- keys ---------------------------------------------------------------------------------- */

static unsigned move_to(struct textpane *pane, size_t pos)
{
	pane->edit.cursor = pos;
	pane->goal = -1;
	edit_close_step(&pane->edit);
	show_cursor(pane);
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

static unsigned move_lines(struct textpane *pane, int by)
{
	int line = line_of(pane, pane->edit.cursor);
	int goal = pane->goal >= 0 ? pane->goal : column_of(pane, line, pane->edit.cursor);
	int to = line + by;

	if (to < 0)
		to = 0;
	if (to >= textpane_lines(pane))
		to = textpane_lines(pane) - 1;
	unsigned bits = move_to(pane, place_at(pane, to, goal));
	pane->goal = goal;
	return bits;
}

static unsigned change(struct textpane *pane, size_t from, size_t to, const char *text, size_t n)
{
	if (from == to && n == 0)
		return WIDGET_HANDLED;
	if (!replace(pane, from, to, text, n))
		return WIDGET_HANDLED;
	return WIDGET_HANDLED | WIDGET_REPAINT | WIDGET_CHANGED;
}

static unsigned cut(struct textpane *pane, size_t from, size_t to)
{
	edit_close_step(&pane->edit);
	return change(pane, from, to, "", 0);
}

static unsigned changed_if(bool changed)
{
	return WIDGET_HANDLED | (changed ? WIDGET_REPAINT | WIDGET_CHANGED : 0u);
}

static unsigned char_key(struct textpane *pane, const struct key *key)
{
	char utf8[UTF8_MAX];
	size_t at = pane->edit.cursor;
	const struct line *line = line_at(pane, line_of(pane, at));

	if (key->mods & KEY_MOD_ALT)
		return WIDGET_NONE;
	if (key->mods & KEY_MOD_CTRL) {
		switch (key->rune) {
		case 'u': return cut(pane, line->start, at);
		case 'k':
			return cut(
				pane, at, line->end > at ? line->end : edit_next(&pane->edit, at));
		case '_': return changed_if(textpane_undo(pane));
		case 'r': return changed_if(textpane_redo(pane));
		default: return WIDGET_NONE;
		}
	}
	return change(pane, at, at, utf8, utf8_encode(key->rune, utf8));
}

static size_t before(const struct textpane *pane, size_t pos, bool by_word)
{
	if (pos == 0)
		return 0;
	if (by_word)
		return edit_word_prev(&pane->edit, 0, pos);
	return edit_prev(&pane->edit, paragraph_start(pane, pos - 1), pos);
}

static size_t after(const struct textpane *pane, size_t pos, bool by_word)
{
	return by_word ? edit_word_next(&pane->edit, pos) : edit_next(&pane->edit, pos);
}

static unsigned edit_key(struct textpane *pane, const struct key *key)
{
	size_t at = pane->edit.cursor;
	bool by_word = (key->mods & (KEY_MOD_CTRL | KEY_MOD_ALT)) != 0;
	int page = pane->rows > 1 ? pane->rows - 1 : 1;
	int line = line_of(pane, at);

	switch ((int)key->kind) {
	case KEY_CHAR: return char_key(pane, key);
	case KEY_ENTER: return change(pane, at, at, "\n", 1);
	case KEY_PASTE:
		edit_close_step(&pane->edit);
		return change(pane, at, at, key->text, key->len);
	case KEY_BACKSPACE: return cut(pane, before(pane, at, by_word), at);
	case KEY_DEL: return cut(pane, at, after(pane, at, by_word));
	case KEY_LEFT: return move_to(pane, before(pane, at, by_word));
	case KEY_RIGHT: return move_to(pane, after(pane, at, by_word));
	case KEY_UP: return move_lines(pane, -1);
	case KEY_DOWN: return move_lines(pane, 1);
	case KEY_PGUP: return move_lines(pane, -page);
	case KEY_PGDN: return move_lines(pane, page);
	case KEY_HOME: return move_to(pane, by_word ? 0 : line_at(pane, line)->start);
	case KEY_END: return move_to(pane, by_word ? pane->edit.text.len : line_last(pane, line));
	default: return WIDGET_NONE;
	}
}

static unsigned read_key(struct textpane *pane, const struct key *key)
{
	int page = pane->rows > 1 ? pane->rows - 1 : 1;
	int all = textpane_lines(pane);

	switch ((int)key->kind) {
	case KEY_UP: textpane_scroll(pane, -1); break;
	case KEY_DOWN: textpane_scroll(pane, 1); break;
	case KEY_PGUP: textpane_scroll(pane, -page); break;
	case KEY_PGDN: textpane_scroll(pane, page); break;
	case KEY_HOME: textpane_scroll(pane, -all); break;
	case KEY_END: textpane_scroll(pane, all); break;
	default: return WIDGET_NONE;
	}
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

unsigned textpane_key(struct textpane *pane, const struct key *key)
{
	return pane->editable ? edit_key(pane, key) : read_key(pane, key);
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
	const struct line *line, enum style_id style)
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
		const struct line *line = line_at(pane, pane->top + r);
		const struct rect row = {rect.row + r, rect.col, 1, rect.cols};
		paint_line(pane, grid, row, line, line->style == STYLE_COUNT ? style : line->style);
	}
	if (!focused)
		return;
	if (!pane->editable) {
		grid_cursor_set(grid, rect.row, rect.col);
		return;
	}
	int line = line_of(pane, pane->edit.cursor);
	int column = column_of(pane, line, pane->edit.cursor);
	if (line >= pane->top && line < pane->top + rect.rows)
		grid_cursor_set(grid, rect.row + line - pane->top,
			rect.col + (column < rect.cols ? column : rect.cols - 1));
}
