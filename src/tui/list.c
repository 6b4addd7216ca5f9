/* list.c - see list.h. What the list remembers between refreshes is ids: of the selected row, of
 * the rows around it (to find a neighbour when it vanishes) and of the last one on the screen (to
 * count what came in below). Row numbers are only valid until the next refresh. */
#include "carrel/list.h"
#include "carrel/mem.h"
#include "tui/list_private.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { NEIGHBOURS = 32 }; /* remembered on either side of the screen */

/* ---- source -------------------------------------------------------------------------------- */

static bool find_row(const struct list *list, int64_t id, size_t *row)
{
	const struct list_source *s = &list->source;

	if (id == LIST_NO_ID)
		return false;
	if (s->find)
		return s->find(s->arg, id, row);
	for (size_t i = 0; i < list->count; i++) {
		if (s->id(s->arg, i) == id) {
			*row = i;
			return true;
		}
	}
	return false;
}

/* ---- place --------------------------------------------------------------------------------- */

static void clamp_top(struct list *list)
{
	size_t height = (size_t)list->height;

	if (list->row < list->top)
		list->top = list->row;
	if (list->row >= list->top + height)
		list->top = list->row - height + 1;
	if (list->count <= height)
		list->top = 0;
	else if (list->top > list->count - height)
		list->top = list->count - height;
}

static void remember(struct list *list)
{
	size_t height = (size_t)list->height;
	size_t from = list->top > NEIGHBOURS ? list->top - NEIGHBOURS : 0;
	size_t to = list->top + height + NEIGHBOURS;

	vec_clear(&list->near);
	for (size_t i = from; i < list->count && i < to; i++) {
		if (i == list->row)
			list->near_at = list->near.n;
		*(int64_t *)vec_push(&list->near) = list_row_id(list, i);
	}
	list->last_row = list->top + height < list->count ? list->top + height : list->count;
	if (list->last_row == list->count)
		list->new_below = 0;
	list->last_id = list->last_row ? list_row_id(list, list->last_row - 1) : LIST_NO_ID;
}

static void go_to(struct list *list, size_t row)
{
	if (list->count == 0) {
		list->selected = LIST_NO_ID;
		list->row = list->top = 0;
	} else {
		list->row = row < list->count ? row : list->count - 1;
		list->selected = list_row_id(list, list->row);
		clamp_top(list);
	}
	remember(list);
}

static bool find_neighbour(const struct list *list, size_t *row)
{
	for (size_t i = list->near_at + 1; i < list->near.n; i++) {
		if (find_row(list, *(const int64_t *)vec_at(&list->near, i), row))
			return true;
	}
	for (size_t i = list->near_at; i-- > 0 && i < list->near.n;) {
		if (find_row(list, *(const int64_t *)vec_at(&list->near, i), row))
			return true;
	}
	return false;
}

static void drop_lost_marks(struct list *list)
{
	size_t row;

	for (size_t i = list->marks.n; i-- > 0;) {
		if (!find_row(list, *(const int64_t *)vec_at(&list->marks, i), &row))
			vec_remove(&list->marks, i);
	}
}

static void count_new_below(struct list *list, size_t old_count)
{
	size_t last, old_below = old_count - list->last_row;

	if (!find_row(list, list->last_id, &last))
		return;
	size_t below = list->count - 1 - last;
	if (below > old_below)
		list->new_below += below - old_below;
}

void list_refresh(struct list *list)
{
	size_t row = list->row, old_count = list->count;
	size_t offset = list->row - list->top;

	if (list->asked_anew)
		list->new_below = 0;
	list->count = list->source.count(list->source.arg);
	drop_lost_marks(list);
	if (list->selected != LIST_NO_ID) {
		if (!list->asked_anew)
			count_new_below(list, old_count);
		if (!find_row(list, list->selected, &row) && !find_neighbour(list, &row))
			row = list->row;
	}
	list->asked_anew = false;
	list->top = row > offset ? row - offset : 0;
	go_to(list, row);
}

void list_ask_anew(struct list *list)
{
	list->asked_anew = true;
}

/* ---- life ---------------------------------------------------------------------------------- */

struct list *list_new(
	const struct list_column *columns, int ncolumns, const struct list_source *source)
{
	struct list *list = xcalloc(1, sizeof *list);

	list_set_columns(list, columns, ncolumns);
	list->source = *source;
	list->heading = true;
	list->height = 1;
	list->selected = list->last_id = LIST_NO_ID;
	list->near.size = list->marks.size = sizeof(int64_t);
	return list;
}

void list_free(struct list **list)
{
	struct list *l = *list;

	if (!l)
		return;
	free(l->empty);
	free(l->match);
	vec_fini(&l->near);
	vec_fini(&l->marks);
	free(l);
	*list = NULL;
}

void list_set_columns(struct list *list, const struct list_column *columns, int ncolumns)
{
	assert(ncolumns >= 1 && ncolumns <= LIST_COLUMNS_MAX);
	list->columns = columns;
	list->ncolumns = ncolumns;
}

void list_set_heading(struct list *list, bool shown)
{
	list->heading = shown;
}

void list_set_tall(struct list *list, bool tall)
{
	list->tall = tall && list->source.below;
}

void list_set_empty(struct list *list, const char *text)
{
	free(list->empty);
	list->empty = text ? xstrdup(text) : NULL;
}

void list_set_match(struct list *list, const char *words)
{
	free(list->match);
	list->match = words ? xstrdup(words) : NULL;
	list->nwords = 0;
	for (char *w = list->match; w && *w && list->nwords < LIST_WORDS_MAX;) {
		size_t n = strcspn(w, " ");
		bool more = w[n] != '\0';
		w[n] = '\0';
		if (n > 0)
			list->words[list->nwords++] = w;
		w += n + (more ? 1 : 0);
	}
}

void list_set_height(struct list *list, int rows)
{
	int height = (rows - (list->heading ? 1 : 0)) / list_row_lines(list);

	if (height < 1)
		height = 1;
	if (height == list->height)
		return;
	list->height = height;
	go_to(list, list->row);
}

/* ---- selection ----------------------------------------------------------------------------- */

int64_t list_selected(const struct list *list)
{
	return list->selected;
}

bool list_selected_row(const struct list *list, size_t *row)
{
	*row = list->row;
	return list->selected != LIST_NO_ID;
}

bool list_select(struct list *list, int64_t id)
{
	size_t row;

	if (!find_row(list, id, &row))
		return false;
	go_to(list, row);
	return true;
}

void list_select_row(struct list *list, size_t row)
{
	go_to(list, row);
}

size_t list_top(const struct list *list)
{
	return list->top;
}

size_t list_new_below(const struct list *list)
{
	return list->new_below;
}

/* ---- marks --------------------------------------------------------------------------------- */

/* The index of id in the marks, or where it would go. */
static bool find_mark(const struct list *list, int64_t id, size_t *at)
{
	size_t low = 0, high = list->marks.n;

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (*(const int64_t *)vec_at(&list->marks, mid) < id)
			low = mid + 1;
		else
			high = mid;
	}
	*at = low;
	return low < list->marks.n && *(const int64_t *)vec_at(&list->marks, low) == id;
}

bool list_marked(const struct list *list, int64_t id)
{
	size_t at;
	return find_mark(list, id, &at);
}

static void mark(struct list *list, int64_t id, bool on)
{
	size_t at;
	bool marked = find_mark(list, id, &at);

	if (on && !marked)
		*(int64_t *)vec_insert(&list->marks, at) = id;
	else if (!on && marked)
		vec_remove(&list->marks, at);
}

void list_mark_none(struct list *list)
{
	vec_clear(&list->marks);
}

size_t list_mark_count(const struct list *list)
{
	return list->marks.n;
}

const int64_t *list_marks(const struct list *list, size_t *n)
{
	*n = list->marks.n;
	return list->marks.data;
}

void list_can_mark(struct list *list, bool can)
{
	list->unmarked = !can;
	if (!can)
		list_mark_none(list);
}

static void mark_all(struct list *list)
{
	bool clear = list->marks.n == list->count;

	list_mark_none(list);
	for (size_t i = 0; i < list->count && !clear; i++)
		mark(list, list_row_id(list, i), true);
}

/* ---- keys and clicks ---------------------------------------------------------------------------------- */

static unsigned move_to(struct list *list, size_t row)
{
	int64_t before = list->selected;

	go_to(list, row);
	if (list->selected == before)
		return WIDGET_HANDLED;
	return WIDGET_HANDLED | WIDGET_REPAINT | WIDGET_CHANGED;
}

static unsigned char_key(struct list *list, const struct key *key)
{
	bool marks = key->rune == ' ' || key->rune == 'a' || key->rune == 'A';
	if (key->mods & (KEY_MOD_CTRL | KEY_MOD_ALT) || (marks && list->unmarked))
		return WIDGET_NONE;
	switch (key->rune) {
	case 'j':
	case 'J': return move_to(list, list->row + 1);
	case 'k':
	case 'K': return move_to(list, list->row > 0 ? list->row - 1 : 0);
	case 'a':
	case 'A': mark_all(list); return WIDGET_HANDLED | WIDGET_REPAINT;
	case ' ':
		if (list->selected != LIST_NO_ID)
			mark(list, list->selected, !list_marked(list, list->selected));
		move_to(list, list->row + 1);
		return WIDGET_HANDLED | WIDGET_REPAINT | WIDGET_CHANGED;
	default: return WIDGET_NONE;
	}
}

unsigned list_key(struct list *list, const struct key *key)
{
	size_t page = list->height > 1 ? (size_t)list->height - 1 : 1;

	if (key->kind == KEY_CHAR)
		return char_key(list, key);
	if (key->mods)
		return WIDGET_NONE;
	switch ((int)key->kind) {
	case KEY_DOWN: return move_to(list, list->row + 1);
	case KEY_UP: return move_to(list, list->row > 0 ? list->row - 1 : 0);
	case KEY_PGDN: return move_to(list, list->row + page);
	case KEY_PGUP: return move_to(list, list->row > page ? list->row - page : 0);
	case KEY_HOME: return move_to(list, 0);
	case KEY_END: return move_to(list, list->count ? list->count - 1 : 0);
	case KEY_ENTER: return WIDGET_HANDLED | (list->selected != LIST_NO_ID ? WIDGET_SUBMIT : 0u);
	default: return WIDGET_NONE;
	}
}

bool list_click(struct list *list, int line)
{
	line -= list->heading;
	if (line >= 0)
		line /= list_row_lines(list);
	if (line < 0 || line >= list->height || list->top + (size_t)line >= list->count)
		return false;
	go_to(list, list->top + (size_t)line);
	return true;
}
