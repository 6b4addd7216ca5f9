/* Pane 1: who waits, the earliest promise first. Waits count up in place; rows that come in never
 * move the cursor. */
#include "view/case_rows.h"
#include "view/pane.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/columns.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/phone.h"

enum field { F_WAIT, F_LATE, F_MARK, F_QUEUE, F_FROM, F_KIND, F_WHO, F_CASES, F_TOPIC };

/* clang-format off */
static const struct list_column wide_columns[] = {
	{"wait",  N_("Wait"),       8, 0, LIST_RIGHT, false},
	{"late",  "",               1, 0, LIST_LEFT,  false},
	{"queue", N_("Queue"),     11, 0, LIST_LEFT,  true},
	{"from",  N_("Caller"),    16, 0, LIST_LEFT,  true},
	{"who",   N_("Who"),       15, 3, LIST_LEFT,  true},
	{"cases", N_("Cases"),      7, 0, LIST_LEFT,  false},
	{"topic", N_("Last topic"), 12, 4, LIST_LEFT,  true},
};
static const int wide_fields[] = {F_WAIT, F_MARK, F_QUEUE, F_KIND, F_WHO, F_CASES, F_TOPIC};

/* With the state as a word, too. */
static const struct list_column widest_columns[] = {
	{"wait",  N_("Wait"),        8, 0, LIST_RIGHT, false},
	{"late",  "",                6, 0, LIST_LEFT,  false},
	{"queue", N_("Queue"),      11, 1, LIST_LEFT,  true},
	{"from",  N_("Caller"),     19, 0, LIST_LEFT,  true},
	{"who",   N_("Who"),        18, 3, LIST_LEFT,  true},
	{"cases", N_("Cases"),       7, 0, LIST_LEFT,  false},
	{"topic", N_("Last topic"), 18, 5, LIST_LEFT,  true},
};
static const int widest_fields[] = {F_WAIT, F_LATE, F_QUEUE, F_FROM, F_WHO, F_CASES, F_TOPIC};

static const struct list_column middle_columns[] = {
	{"wait",  N_("Wait"),      8, 0, LIST_RIGHT, false},
	{"late",  "",              1, 0, LIST_LEFT,  false},
	{"queue", N_("Queue"),    11, 1, LIST_LEFT,  true},
	{"who",   N_("Who"),      14, 3, LIST_LEFT,  true},
	{"cases", N_("Cases"),     7, 0, LIST_LEFT,  false},
};
static const int middle_fields[] = {F_WAIT, F_MARK, F_QUEUE, F_WHO, F_CASES};

static const struct list_column narrow_columns[] = {
	{"wait",  N_("Wait"),  8, 0, LIST_RIGHT, false},
	{"late",  "",          1, 0, LIST_LEFT,  false},
	{"queue", N_("Queue"), 11, 0, LIST_LEFT,  true},
	{"who",   N_("Who"),   8, 1, LIST_LEFT,  true},
};
static const int narrow_fields[] = {F_WAIT, F_MARK, F_QUEUE, F_WHO};

static const struct pane_shape shapes[] = {
	{98, widest_columns, widest_fields, 7},
	{76, wide_columns,   wide_fields,   7},
	{46, middle_columns, middle_fields, 5},
	{0,  narrow_columns, narrow_fields, 4},
};
/* clang-format on */

/* What `c` chooses from: then one order counts at every width. */
/* clang-format off */
static const struct column_def chosen_columns[] = {
	{{"wait",  N_("Wait"),       8, 0, LIST_RIGHT, false}, F_WAIT,  NULL},
	{{"late",  "",               1, 0, LIST_LEFT,  false}, F_MARK,  N_("Mark of who is late")},
	{{"queue", N_("Queue"),     11, 1, LIST_LEFT,  true},  F_QUEUE, NULL},
	{{"from",  N_("Caller"),    16, 0, LIST_LEFT,  true},  F_FROM,  NULL},
	{{"who",   N_("Who"),       12, 3, LIST_LEFT,  true},  F_WHO,   NULL},
	{{"cases", N_("Cases"),      7, 0, LIST_LEFT,  false}, F_CASES, NULL},
	{{"topic", N_("Last topic"), 12, 4, LIST_LEFT, true},  F_TOPIC, NULL},
};
/* clang-format on */

struct queue_state {
	struct pane_list rows;
	struct columns columns;
	struct pane_shape own;  /* of the columns the person chose */
	struct case_rows saved; /* instead of them while a saved queue is chosen */
	bool chosen;            /* the person moved the cursor: F2 means this very row */
	bool picked;            /* that row was taken: next time the cursor is on the first */
	const char *right;
	struct arena *arena;
};

static void queue_open(struct view *view, const void *arg)
{
	struct queue_state *s = view->state;
	(void)arg;
	pane_list_open(&s->rows, &shapes[0]);
	pane_list_clock(&s->rows, F_WAIT);
	case_rows_open(&s->saved);
	columns_open(
		&s->columns, chosen_columns, sizeof(chosen_columns) / sizeof(chosen_columns[0]));
	s->arena = arena_new();
	list_set_empty(s->rows.list, _("Nobody is waiting. F7 break, F3 find a customer"));
}

static void queue_close(struct view *view)
{
	struct queue_state *s = view->state;
	pane_list_close(&s->rows);
	case_rows_close(&s->saved);
	columns_close(&s->columns);
	arena_free(&s->arena);
}

static const char *from_of(const struct queue_row *row, struct arena *a)
{
	if (row->from_number)
		return phone_group(row->from_number, a);
	if (row->item.kind == ITEM_CALL)
		return _("number withheld");
	const char *kind = _(word_label(item_kind_words, (int)row->item.kind));
	if (row->case_number)
		return arena_printf(a, "%s %s", kind, pane_number(a, row->case_number));
	return kind;
}

static const char *who_of(const struct queue_row *row, struct arena *a)
{
	if (row->customer_name && row->owners > 1)
		return arena_printf(
			a, _("%s or %lld more"), row->customer_name, (long long)row->owners - 1);
	if (row->customer_name)
		return row->customer_name;
	if (row->owners > 1)
		return arena_printf(a, _("one of %lld people"), (long long)row->owners);
	return _("F3 to find");
}

static void make_row(struct pane_row *to, const struct queue_row *row, int64_t now, struct arena *a)
{
	bool late = row->item.due_at < now;
	enum style_id wait = late ? STYLE_LATE : STYLE_DEFAULT;
	const char *open = "-";
	if (row->open_cases > 0)
		open = arena_printf(a,
			i18n_plural("%lld open", "%lld open", (unsigned long)row->open_cases),
			(long long)row->open_cases);
	to->words =
		arena_printf(a, "%s %s %s %s %s", who_of(row, a), from_of(row, a), row->queue_title,
			row->subject ? row->subject : "", pane_number(a, row->case_number));
	to->numbers = pane_numbers(a, row->from_number, row->case_number);
	to->since_at = row->item.arrived_at;
	to->cell[F_WAIT] = (struct list_cell){"", wait};
	to->cell[F_MARK] = (struct list_cell){late ? "!" : "", wait};
	to->cell[F_LATE] = (struct list_cell){late ? _("! late") : "", wait};
	to->cell[F_QUEUE] = (struct list_cell){row->queue_title, STYLE_DEFAULT};
	to->cell[F_FROM] = (struct list_cell){from_of(row, a), STYLE_DIM};
	/* Without its number, where there is no room for it. */
	bool phoned = row->item.kind == ITEM_CALL;
	to->cell[F_KIND] = (struct list_cell){
		phoned ? from_of(row, a) : _(word_label(item_kind_words, (int)row->item.kind)),
		STYLE_DIM};
	to->cell[F_WHO] =
		(struct list_cell){who_of(row, a), row->customer_name ? STYLE_DEFAULT : STYLE_DIM};
	to->cell[F_CASES] = (struct list_cell){open, STYLE_DEFAULT};
	to->cell[F_TOPIC] = (struct list_cell){row->subject ? row->subject : "-", STYLE_DEFAULT};
}

static void queue_recalc(struct view *view, struct rect rect)
{
	struct queue_state *s = view->state;
	const struct desk *desk = view->con->desk;
	struct rect in = pane_inside(rect);
	if (case_rows_shown(view)) {
		case_rows_recalc(&s->saved, view, rect);
		return;
	}
	if (columns_follow(&s->columns, view->con->remember, "columns.queue"))
		s->rows.reads = 0;
	if (pane_list_stale_until(&s->rows, view, in.cols)) {
		int64_t now = clock_wall_ms();
		pane_list_begin(&s->rows, desk->nwaiting);
		for (size_t i = 0; i < desk->nwaiting; i++) {
			const struct queue_row *row = &desk->waiting[i];
			make_row(pane_list_add(&s->rows, row->item.id), row, now, s->rows.arena);
			if (row->item.due_at >= now)
				pane_list_until(&s->rows, row->item.due_at + 1);
		}
		s->chosen = s->chosen && desk->nwaiting > 0 && !desk_in_hand(desk);
	}
	pane_list_end(
		&s->rows, pane_shapes(&s->rows, &s->columns, &s->own, shapes), in.cols, in.rows);
	if (s->picked && !desk_in_hand(desk)) {
		/* Without a choice F2 takes the earliest promise, so that is where the cursor stands. */
		s->picked = false;
		if (desk->nwaiting > 0)
			list_select(s->rows.list, desk->waiting[0].item.id);
		/* The last whom the filter showed was taken: it must not hide those who wait still. */
		if (s->rows.n == 0 && pane_list_back(&s->rows, view)) {
			queue_recalc(view, rect);
			return;
		}
	}
	pane_usual(&s->columns, shapes, in.cols);
	arena_reset(s->arena);
	s->right = arena_printf(s->arena, in.cols >= 46 ? _("%zu%s  sort promise") : "%zu%s",
		desk->nwaiting, desk->nwaiting >= desk->waiting_limit ? "+" : "");
}

static void queue_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct queue_state *s = view->state;
	if (case_rows_shown(view)) {
		case_rows_paint(&s->saved, view, grid, rect, focused);
		return;
	}
	struct rect in = pane_frame(view, grid, rect, focused, NULL, s->right);
	pane_list_paint(&s->rows, grid, in, focused);
}

static struct rect queue_counts(const struct view *view)
{
	const struct queue_state *s = view->state;
	if (case_rows_shown(view))
		return (struct rect){0};
	return pane_list_counts(&s->rows, pane_inside(view->rect));
}

static void pick(struct view *view)
{
	struct queue_state *s = view->state;
	const struct pane_row *row = pane_list_selected(&s->rows);
	if (!row)
		return;
	s->chosen = false;
	s->picked = true;
	char *command = arena_printf(s->arena, "pick %lld", (long long)row->id);
	console_command(view->con, command);
}

/* True if nothing is left under the filter: then F2 may not take somebody whom it hides. */
static bool all_hidden(struct view *view, const struct pane_list *rows)
{
	const char *filter = pane_list_filter(rows);
	if (!filter || rows->n > 0 || rows->all == 0)
		return false;
	console_message(view->con, MESSAGE_WARN,
		i18n_plural("The filter “%s” hides %zu row. Esc shows it.",
			"The filter “%s” hides all %zu rows. Esc shows them.", rows->all),
		filter, rows->all);
	return true;
}

/* F2 here: the row that the person moved to, or the first of those they filtered; untouched, the
 * earliest promise there is by then. */
static void queue_activate(struct view *view)
{
	struct queue_state *s = view->state;
	bool saved = case_rows_shown(view);
	struct pane_list *rows = saved ? &s->saved.rows : &s->rows;
	if (all_hidden(view, rows))
		return;
	if (saved && (case_rows_chosen(&s->saved) || pane_list_filter(rows)))
		case_rows_take(&s->saved, view);
	else if (!saved && (s->chosen || pane_list_filter(rows)) && pane_list_selected(rows))
		pick(view);
	else
		console_command(view->con, "next");
}

static unsigned queue_key(struct view *view, const struct key *key)
{
	struct queue_state *s = view->state;
	if (case_rows_shown(view))
		return case_rows_key(&s->saved, view, key);
	unsigned bits = pane_list_key(&s->rows, view, key);
	size_t row;
	if (bits & WIDGET_CHANGED)
		s->chosen = true;
	if (list_selected_row(s->rows.list, &row) && desk_want_more(view->con->desk, row))
		console_stale(view->con);
	if (bits & WIDGET_SUBMIT)
		pick(view);
	return bits;
}

static int64_t queue_case(const struct view *view)
{
	const struct desk *desk = view->con->desk;
	if (case_rows_shown(view))
		return case_rows_case(&((const struct queue_state *)view->state)->saved);
	int64_t id = list_selected(((const struct queue_state *)view->state)->rows.list);
	for (size_t i = 0; i < desk->nwaiting; i++)
		if (desk->waiting[i].item.id == id)
			return desk->waiting[i].item.case_id;
	return 0;
}

static const char *queue_number(const struct view *view)
{
	const struct desk *desk = view->con->desk;
	int64_t id = list_selected(((const struct queue_state *)view->state)->rows.list);
	for (size_t i = 0; i < desk->nwaiting; i++)
		if (desk->waiting[i].item.id == id)
			return desk->waiting[i].from_number;
	return NULL;
}

static const int64_t *queue_marked(const struct view *view, size_t *n)
{
	const struct queue_state *s = view->state;
	*n = 0;
	return case_rows_shown(view) ? case_rows_marked(&s->saved, n) : NULL;
}

static bool queue_back(struct view *view)
{
	struct queue_state *s = view->state;
	if (case_rows_shown(view))
		return case_rows_back(&s->saved, view);
	return pane_list_back(&s->rows, view);
}

static struct columns *queue_columns(struct view *view)
{
	struct queue_state *s = view->state;
	return case_rows_shown(view) ? case_rows_columns(&s->saved) : &s->columns;
}

const struct view_class view_queue_class = {
	.name = "queue",
	.title = N_("1 Queue"),
	.context = "list",
	.state_size = sizeof(struct queue_state),
	.open = queue_open,
	.close = queue_close,
	.recalc = queue_recalc,
	.paint = queue_paint,
	.counts = queue_counts,
	.key = queue_key,
	.activate = queue_activate,
	.selected_case = queue_case,
	.marked = queue_marked,
	.back = queue_back,
	.columns = queue_columns,
	.selected_number = queue_number,
};
