/* textpane_keys.c - what a key does to a text: writing and moving in an editable pane, scrolling in one
 * to read. */
#include "carrel/textpane.h"
#include "carrel/utf8.h"
#include "tui/textpane_private.h"

static unsigned move_to(struct textpane *pane, size_t pos)
{
	pane->edit.cursor = pos;
	pane->goal = -1;
	edit_close_step(&pane->edit);
	textpane_show_cursor(pane);
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

static unsigned move_lines(struct textpane *pane, int by)
{
	int line = textpane_line_of(pane, pane->edit.cursor);
	int goal = pane->goal >= 0 ? pane->goal : textpane_column_of(pane, line, pane->edit.cursor);
	int to = line + by;

	if (to < 0)
		to = 0;
	if (to >= textpane_lines(pane))
		to = textpane_lines(pane) - 1;
	unsigned bits = move_to(pane, textpane_place_at(pane, to, goal));
	pane->goal = goal;
	return bits;
}

static unsigned change(struct textpane *pane, size_t from, size_t to, const char *text, size_t n)
{
	if (from == to && n == 0)
		return WIDGET_HANDLED;
	if (!textpane_change(pane, from, to, text, n))
		return WIDGET_HANDLED | WIDGET_FULL;
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
	const struct textpane_line *line = textpane_line_at(pane, textpane_line_of(pane, at));

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
	return edit_prev(&pane->edit, textpane_paragraph(pane, pos - 1), pos);
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
	int line = textpane_line_of(pane, at);

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
	case KEY_HOME: return move_to(pane, by_word ? 0 : textpane_line_at(pane, line)->start);
	case KEY_END:
		return move_to(
			pane, by_word ? pane->edit.text.len : textpane_line_last(pane, line));
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
