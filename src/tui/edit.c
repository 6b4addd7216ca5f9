/* edit.c - every change is a replacement, kept with what it removed; undo replays it backwards.
 * Letters typed one after the other become one step, so that undo takes back a word or a phrase
 * and not a key. */
#include "tui/edit.h"
#include "carrel/cells.h"
#include "carrel/mem.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { LOG_MAX = 500 };

struct edit_change {
	size_t at;
	struct strbuf old, new;
	size_t cursor; /* before it */
};

void edit_init(struct edit *edit, size_t max)
{
	*edit = (struct edit){.text = STRBUF_INIT,
		.max = max,
		.log = {.size = sizeof(struct edit_change)},
		.marks.size = sizeof(struct edit_mark)};
}

static void log_cut(struct edit *edit, size_t keep)
{
	while (edit->log.n > keep) {
		struct edit_change *change = vec_at(&edit->log, edit->log.n - 1);
		strbuf_fini(&change->old);
		strbuf_fini(&change->new);
		vec_remove(&edit->log, edit->log.n - 1);
	}
	if (edit->done > keep)
		edit->done = keep;
}

void edit_fini(struct edit *edit)
{
	log_cut(edit, 0);
	vec_fini(&edit->log);
	vec_fini(&edit->marks);
	strbuf_fini(&edit->text);
}

void edit_set(struct edit *edit, const char *text, size_t n)
{
	log_cut(edit, 0);
	vec_clear(&edit->marks);
	strbuf_reset(&edit->text);
	strbuf_add(&edit->text, text, n);
	edit->cursor = n;
}

/* What lies behind the change moves with it, what it touches is a mark no more. */
static void move_marks(struct edit *edit, size_t at, size_t old_len, size_t new_len)
{
	for (size_t i = edit->marks.n; i-- > 0;) {
		struct edit_mark *mark = vec_at(&edit->marks, i);
		if (at >= mark->end)
			continue;
		if (at + old_len > mark->start) {
			vec_remove(&edit->marks, i);
			continue;
		}
		mark->start = mark->start - old_len + new_len;
		mark->end = mark->end - old_len + new_len;
	}
}

static void splice(struct edit *edit, size_t at, size_t old_len, const char *text, size_t new_len)
{
	strbuf_splice(&edit->text, at, old_len, text, new_len);
	move_marks(edit, at, old_len, new_len);
}

void edit_mark(struct edit *edit, size_t start, size_t end, int kind)
{
	size_t i = edit->marks.n;
	vec_push(&edit->marks);
	struct edit_mark *marks = edit->marks.data;
	for (; i > 0 && marks[i - 1].start > start; i--)
		marks[i] = marks[i - 1];
	marks[i] = (struct edit_mark){.start = start, .end = end, .kind = kind};
}

static bool joins(const struct edit *edit, size_t from, size_t to, const char *text, size_t n)
{
	if (edit->closed || edit->done == 0 || from != to || n == 0 || n > 4 || *text == '\n')
		return false;
	const struct edit_change *last = vec_at(&edit->log, edit->done - 1);
	if (last->old.len > 0 || last->at + last->new.len != from)
		return false;
	/* A new word after a space is a new step. */
	return !(last->new.buf[last->new.len - 1] == ' ' && *text != ' ');
}

static void log_change(struct edit *edit, size_t from, size_t to, const char *text, size_t n)
{
	bool join = joins(edit, from, to, text, n);

	log_cut(edit, edit->done);
	if (!join) {
		if (edit->log.n == LOG_MAX) {
			struct edit_change *oldest = vec_at(&edit->log, 0);
			strbuf_fini(&oldest->old);
			strbuf_fini(&oldest->new);
			vec_remove(&edit->log, 0);
		}
		struct edit_change *change = vec_push(&edit->log);
		change->at = from;
		change->cursor = edit->cursor;
		strbuf_init(&change->old);
		strbuf_init(&change->new);
		strbuf_add(&change->old, edit->text.buf + from, to - from);
	}
	struct edit_change *change = vec_at(&edit->log, edit->log.n - 1);
	strbuf_add(&change->new, text, n);
	edit->done = edit->log.n;
	edit->closed = false;
}

bool edit_replace(struct edit *edit, size_t from, size_t to, const char *text, size_t n)
{
	assert(from <= to && to <= edit->text.len);
	if (n > to - from && edit->text.len + n - (to - from) > edit->max)
		return false;
	if (from == to && n == 0)
		return true;
	log_change(edit, from, to, text, n);
	splice(edit, from, to - from, text, n);
	edit->cursor = from + n;
	return true;
}

bool edit_undo(struct edit *edit)
{
	if (edit->done == 0)
		return false;
	const struct edit_change *change = vec_at(&edit->log, --edit->done);
	splice(edit, change->at, change->new.len, change->old.buf, change->old.len);
	edit->cursor = change->cursor;
	edit->closed = true;
	return true;
}

bool edit_redo(struct edit *edit)
{
	if (edit->done == edit->log.n)
		return false;
	const struct edit_change *change = vec_at(&edit->log, edit->done++);
	splice(edit, change->at, change->old.len, change->new.buf, change->new.len);
	edit->cursor = change->at + change->new.len;
	edit->closed = true;
	return true;
}

void edit_close_step(struct edit *edit)
{
	edit->closed = true;
}

size_t edit_next(const struct edit *edit, size_t pos)
{
	struct cells_cluster cluster;

	if (pos >= edit->text.len)
		return edit->text.len;
	return pos + cells_next(edit->text.buf + pos, edit->text.len - pos, &cluster);
}

size_t edit_prev(const struct edit *edit, size_t from, size_t pos)
{
	size_t at = from;

	while (at < pos) {
		size_t next = edit_next(edit, at);
		if (next >= pos)
			break;
		at = next;
	}
	return at;
}

size_t edit_snap(const struct edit *edit, size_t from, size_t pos)
{
	size_t at = from;

	if (pos >= edit->text.len)
		return edit->text.len;
	while (at < pos) {
		size_t next = edit_next(edit, at);
		if (next > pos)
			break;
		at = next;
	}
	return at;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

size_t edit_word_next(const struct edit *edit, size_t pos)
{
	const char *s = edit->text.buf;

	while (pos < edit->text.len && !is_space(s[pos]))
		pos++;
	while (pos < edit->text.len && is_space(s[pos]))
		pos++;
	return pos;
}

size_t edit_word_prev(const struct edit *edit, size_t from, size_t pos)
{
	const char *s = edit->text.buf;

	while (pos > from && is_space(s[pos - 1]))
		pos--;
	while (pos > from && !is_space(s[pos - 1]))
		pos--;
	return pos;
}
