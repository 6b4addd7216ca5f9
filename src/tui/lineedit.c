/* lineedit.c - see lineedit.h. The window on a long text is worked out from the cursor at every
 * paint, so there is no scroll position to go stale. */
#include "carrel/lineedit.h"
#include "carrel/cells.h"
#include "carrel/mem.h"
#include "carrel/utf8.h"
#include "tui/edit.h"
#include <stdlib.h>
#include <string.h>

enum { LINEEDIT_MAX = 4096 };

struct lineedit {
	struct edit edit;
	bool secret;
};

struct lineedit *lineedit_new(void)
{
	struct lineedit *edit = xcalloc(1, sizeof *edit);

	edit_init(&edit->edit, LINEEDIT_MAX);
	return edit;
}

void lineedit_free(struct lineedit **edit)
{
	if (!*edit)
		return;
	/* A password must not lie about in freed memory. */
	if ((*edit)->edit.text.cap > 0)
		explicit_bzero((*edit)->edit.text.buf, (*edit)->edit.text.cap);
	edit_fini(&(*edit)->edit);
	free(*edit);
	*edit = NULL;
}

/* One line: what would break it becomes a space, NUL goes. Returns the bytes left. */
static void flatten(struct strbuf *out, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '\r' && i + 1 < n && text[i + 1] == '\n')
			continue;
		if (text[i] == '\n' || text[i] == '\r' || text[i] == '\t')
			strbuf_addch(out, ' ');
		else if (text[i] != '\0')
			strbuf_addch(out, text[i]);
	}
}

void lineedit_set(struct lineedit *edit, const char *text)
{
	struct strbuf flat = STRBUF_INIT;

	flatten(&flat, text, strlen(text));
	if (flat.len > edit->edit.max) {
		size_t n = edit->edit.max;
		while (n > 0 && (flat.buf[n] & 0xc0) == 0x80)
			n--;
		strbuf_truncate(&flat, n);
	}
	edit_set(&edit->edit, flat.buf, flat.len);
	strbuf_fini(&flat);
}

const char *lineedit_text(const struct lineedit *edit)
{
	return edit->edit.text.buf;
}

size_t lineedit_len(const struct lineedit *edit)
{
	return edit->edit.text.len;
}

size_t lineedit_cursor(const struct lineedit *edit)
{
	return edit->edit.cursor;
}

void lineedit_set_cursor(struct lineedit *edit, size_t pos)
{
	edit->edit.cursor = edit_snap(&edit->edit, 0, pos);
	edit_close_step(&edit->edit);
}

void lineedit_set_secret(struct lineedit *edit, bool secret)
{
	edit->secret = secret;
}

void lineedit_set_max(struct lineedit *edit, size_t bytes)
{
	edit->edit.max = bytes ? bytes : LINEEDIT_MAX;
}

static bool insert(struct lineedit *edit, const char *text, size_t n)
{
	struct strbuf flat = STRBUF_INIT;
	size_t at = edit->edit.cursor;

	flatten(&flat, text, n);
	bool done = edit_replace(&edit->edit, at, at, flat.buf, flat.len);
	strbuf_fini(&flat);
	/* A combining mark joins the cluster before it: the cursor stays on a border. */
	if (done)
		edit->edit.cursor = edit_snap(&edit->edit, 0, edit->edit.cursor);
	return done;
}

static unsigned move_to(struct lineedit *edit, size_t pos)
{
	edit->edit.cursor = pos;
	edit_close_step(&edit->edit);
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

static unsigned cut(struct lineedit *edit, size_t from, size_t to)
{
	if (from == to)
		return WIDGET_HANDLED;
	edit_close_step(&edit->edit);
	edit_replace(&edit->edit, from, to, "", 0);
	return WIDGET_HANDLED | WIDGET_REPAINT | WIDGET_CHANGED;
}

static unsigned changed_if(bool changed)
{
	return WIDGET_HANDLED | (changed ? WIDGET_REPAINT | WIDGET_CHANGED : 0u);
}

static unsigned put_in(struct lineedit *edit, const char *text, size_t n)
{
	return insert(edit, text, n) ? changed_if(true) : WIDGET_HANDLED | WIDGET_FULL;
}

static unsigned char_key(struct lineedit *edit, const struct key *key)
{
	char utf8[UTF8_MAX];

	if (key->mods & KEY_MOD_ALT)
		return WIDGET_NONE;
	if (key->mods & KEY_MOD_CTRL) {
		switch (key->rune) {
		case 'u': return cut(edit, 0, edit->edit.cursor);
		case 'k': return cut(edit, edit->edit.cursor, edit->edit.text.len);
		case '_': return changed_if(edit_undo(&edit->edit));
		case 'r': return changed_if(edit_redo(&edit->edit));
		default: return WIDGET_NONE;
		}
	}
	return put_in(edit, utf8, utf8_encode(key->rune, utf8));
}

unsigned lineedit_key(struct lineedit *edit, const struct key *key)
{
	struct edit *e = &edit->edit;
	bool by_word = (key->mods & (KEY_MOD_CTRL | KEY_MOD_ALT)) != 0;

	switch ((int)key->kind) {
	case KEY_CHAR: return char_key(edit, key);
	case KEY_PASTE: edit_close_step(e); return put_in(edit, key->text, key->len);
	case KEY_LEFT:
		return move_to(edit,
			by_word ? edit_word_prev(e, 0, e->cursor) : edit_prev(e, 0, e->cursor));
	case KEY_RIGHT:
		return move_to(
			edit, by_word ? edit_word_next(e, e->cursor) : edit_next(e, e->cursor));
	case KEY_HOME: return move_to(edit, 0);
	case KEY_END: return move_to(edit, e->text.len);
	case KEY_BACKSPACE:
		return cut(edit,
			by_word ? edit_word_prev(e, 0, e->cursor) : edit_prev(e, 0, e->cursor),
			e->cursor);
	case KEY_DEL: return cut(edit, e->cursor, edit_next(e, e->cursor));
	case KEY_ENTER: return WIDGET_HANDLED | WIDGET_SUBMIT;
	case KEY_ESC: return WIDGET_HANDLED | WIDGET_CANCEL;
	default: return WIDGET_NONE;
	}
}

/* Cells from `from` to the cursor as painted. */
static size_t cells_before(const struct lineedit *edit, size_t from)
{
	const struct edit *e = &edit->edit;
	size_t cells = 0;

	if (!edit->secret)
		return cells_width(e->text.buf + from, e->cursor - from);
	for (size_t pos = from; pos < e->cursor; pos = edit_next(e, pos))
		cells++;
	return cells;
}

void lineedit_paint(const struct lineedit *edit, struct grid *grid, int row, int col, int cells,
	enum style_id style, bool focused, const char *hint)
{
	const struct edit *e = &edit->edit;
	size_t start = 0;

	if (cells <= 0)
		return;
	grid_fill(grid, (struct rect){row, col, 1, cells}, style, " ");
	if (e->text.len == 0 && hint)
		grid_text_cut(grid, row, col, cells, STYLE_DIM, hint);
	/* The cursor needs a cell of its own behind the text. */
	while (cells_before(edit, start) > (size_t)(cells - 1))
		start = edit_next(e, start);
	if (edit->secret) {
		int used = 0;
		for (size_t pos = start; pos < e->text.len && used < cells; pos = edit_next(e, pos))
			used += grid_text(grid, row, col + used, 1, style, "*");
	} else {
		grid_text_n(grid, row, col, cells, style, e->text.buf + start, e->text.len - start);
	}
	if (focused)
		grid_cursor_set(grid, row, col + (int)cells_before(edit, start));
}
