/* The supervisor's pane 3: everything that waits, the earliest promise first, and under the cursor
 * who should get it. */
#include "view/case_rows.h"
#include "view/pane.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/columns.h"
#include "carrel/colleague.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/phone.h"

enum field { F_WAIT, F_PROMISE, F_KIND, F_QUEUE, F_WHO, F_CASE, F_TOPIC };

/* clang-format off */
static const struct list_column wide_columns[] = {
	{"wait",    N_("Wait"),     8, 0, LIST_RIGHT, false},
	{"promise", N_("Promise"), 13, 0, LIST_RIGHT, false},
	{"kind",    N_("What"),     8, 0, LIST_LEFT,  true},
	{"queue",   N_("Queue"),   11, 1, LIST_LEFT,  true},
	{"who",     N_("Who"),     16, 2, LIST_LEFT,  true},
	{"case",    N_("Case"),    10, 0, LIST_LEFT,  true},
	{"topic",   N_("About"),   10, 3, LIST_LEFT,  true},
};
static const int wide_fields[] = {F_WAIT, F_PROMISE, F_KIND, F_QUEUE, F_WHO, F_CASE, F_TOPIC};

static const struct list_column narrow_columns[] = {
	{"wait",    N_("Wait"),     8, 0, LIST_RIGHT, false},
	{"promise", N_("Promise"), 13, 0, LIST_RIGHT, false},
	{"kind",    N_("What"),     8, 0, LIST_LEFT,  true},
	{"queue",   N_("Queue"),   11, 0, LIST_LEFT,  true},
	{"who",     N_("Who"),     12, 2, LIST_LEFT,  true},
	{"topic",   N_("About"),   10, 3, LIST_LEFT,  true},
};
static const int narrow_fields[] = {F_WAIT, F_PROMISE, F_KIND, F_QUEUE, F_WHO, F_TOPIC};

static const struct pane_shape shapes[] = {
	{96, wide_columns,   wide_fields,   7},
	{0,  narrow_columns, narrow_fields, 6},
};
/* clang-format on */

/* What `c` chooses from: then one order counts at every width. */
/* clang-format off */
static const struct column_def chosen_columns[] = {
	{{"wait",    N_("Wait"),     8, 0, LIST_RIGHT, false}, F_WAIT,    NULL},
	{{"promise", N_("Promise"), 13, 0, LIST_RIGHT, false}, F_PROMISE, NULL},
	{{"kind",    N_("What"),     8, 0, LIST_LEFT,  true},  F_KIND,    NULL},
	{{"queue",   N_("Queue"),   11, 1, LIST_LEFT,  true},  F_QUEUE,   NULL},
	{{"who",     N_("Who"),     12, 2, LIST_LEFT,  true},  F_WHO,     NULL},
	{{"case",    N_("Case"),    10, 0, LIST_LEFT,  true},  F_CASE,    NULL},
	{{"topic",   N_("About"),   10, 3, LIST_LEFT,  true},  F_TOPIC,   NULL},
};
/* clang-format on */

enum { PROPOSAL_COLS = 74, PROPOSAL_HIGH = 8 }; /* narrower and high enough: it has two rows */

struct waiting_view {
	struct pane_list rows; /* ref: the case, 0 for a call without one */
	struct case_rows saved;
	struct columns columns;
	struct pane_shape own; /* of the columns the person chose */
	struct arena *arena;
	const char *right, *proposal;
	int proposal_rows; /* the same for each row of the list, which must not jump */
	enum style_id proposal_style;
};

static void waiting_open(struct view *view, const void *arg)
{
	struct waiting_view *s = view->state;
	(void)arg;
	s->arena = arena_new();
	pane_list_open(&s->rows, &shapes[0]);
	case_rows_open(&s->saved);
	columns_open(
		&s->columns, chosen_columns, sizeof(chosen_columns) / sizeof(chosen_columns[0]));
	list_set_empty(s->rows.list, _("Nobody is waiting. All well."));
}

static void waiting_close(struct view *view)
{
	struct waiting_view *s = view->state;
	pane_list_close(&s->rows);
	case_rows_close(&s->saved);
	columns_close(&s->columns);
	arena_free(&s->arena);
}

static const char *who_of(const struct queue_row *row, struct arena *a)
{
	if (row->customer_name)
		return row->customer_name;
	return row->from_number ? phone_group(row->from_number, a) : _("number withheld");
}

static void make_row(struct pane_row *to, const struct queue_row *row, int64_t now, struct arena *a)
{
	int64_t left = row->item.due_at - now;
	enum style_id style = left < 0 ? STYLE_LATE : STYLE_DEFAULT;
	to->ref = row->item.case_id;
	to->words = arena_printf(a, "%s %s %s %s", who_of(row, a), row->queue_title,
		row->subject ? row->subject : "", pane_number(a, row->case_number));
	to->numbers = pane_numbers(a, row->from_number, row->case_number);
	to->cell[F_WAIT] =
		(struct list_cell){pane_duration(a, now - row->item.arrived_at), STYLE_DEFAULT};
	to->cell[F_PROMISE] = (struct list_cell){left < 0
			? arena_printf(a, _("! late %s"), pane_duration(a, -left))
			: arena_printf(a, _("in %s"), pane_duration(a, left)),
		style};
	to->cell[F_KIND] =
		(struct list_cell){_(word_label(item_kind_words, (int)row->item.kind)), STYLE_DIM};
	to->cell[F_QUEUE] = (struct list_cell){row->queue_title, STYLE_DEFAULT};
	to->cell[F_WHO] = (struct list_cell){who_of(row, a), STYLE_DEFAULT};
	to->cell[F_CASE] = (struct list_cell){pane_number(a, row->case_number), STYLE_DIM};
	to->cell[F_TOPIC] = (struct list_cell){row->subject ? row->subject : "-", STYLE_DEFAULT};
}

/* NULL: nobody. */
static const char *name_of(const struct desk *desk, int64_t agent_id)
{
	for (size_t i = 0; agent_id && i < desk->nagents; i++)
		if (desk->agents[i].agent.id == agent_id)
			return desk->agents[i].agent.name;
	return NULL;
}

/* The line under the list: who F8 would give it to, and why. */
static void propose(struct waiting_view *s, const struct desk *desk)
{
	const struct pane_row *row = pane_list_selected(&s->rows);
	s->proposal = NULL;
	s->proposal_style = STYLE_DIM;
	if (!row)
		return;
	if (!row->ref) {
		s->proposal = _("A live call: whoever is ready first answers it.");
		return;
	}
	struct colleague_need need = colleague_need_of(desk, row->ref);
	const struct agent_row *to = colleague_suggest(desk->agents, desk->nagents, &need);
	const char *holder = name_of(desk, need.not_agent_id);
	if (holder) {
		s->proposal = arena_printf(s->arena, _("%s has this case in hand."), holder);
		return;
	}
	if (!to) {
		s->proposal =
			_("Nobody at work serves this queue and language. Enter shows everybody.");
		s->proposal_style = STYLE_WARN;
		return;
	}
	const char *state = _(word_label(agent_state_words, (int)to->agent.state));
	const char *time = pane_duration(s->arena, clock_wall_ms() - to->agent.state_since_at);
	s->proposal = arena_printf(s->arena,
		_("F8 gives it to %s: %s for %s, %lld open. Enter chooses another."),
		to->agent.name, state, time, (long long)to->open_cases);
	s->proposal_style = STYLE_HEADING;
}

static void waiting_recalc(struct view *view, struct rect rect)
{
	struct waiting_view *s = view->state;
	const struct desk *desk = view->con->desk;
	struct rect in = pane_inside(rect);
	if (case_rows_shown(view)) {
		case_rows_recalc(&s->saved, view, rect);
		return;
	}
	if (columns_follow(&s->columns, view->con->remember, "columns.waiting"))
		s->rows.reads = 0;
	if (pane_list_stale(&s->rows, view, in.cols, true)) {
		int64_t now = clock_wall_ms();
		pane_list_begin(&s->rows, desk->nwaiting);
		for (size_t i = 0; i < desk->nwaiting; i++)
			make_row(pane_list_add(&s->rows, desk->waiting[i].item.id),
				&desk->waiting[i], now, s->rows.arena);
	}
	s->proposal_rows = in.cols < PROPOSAL_COLS && in.rows >= PROPOSAL_HIGH ? 2 : 1;
	pane_list_end(&s->rows, pane_shapes(&s->rows, &s->columns, &s->own, shapes), in.cols,
		in.rows - s->proposal_rows);
	pane_usual(&s->columns, shapes, in.cols);
	arena_reset(s->arena);
	s->right = arena_printf(s->arena, _("%zu%s  earliest promise first"), desk->nwaiting,
		desk->nwaiting >= desk->waiting_limit ? "+" : "");
	propose(s, desk);
}

static void waiting_paint(
	const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct waiting_view *s = view->state;
	if (case_rows_shown(view)) {
		case_rows_paint(&s->saved, view, grid, rect, focused);
		return;
	}
	struct rect in = pane_frame(view, grid, rect, focused, NULL, s->right);
	int rows = s->proposal_rows;
	struct rect list = {in.row, in.col, in.rows - rows, in.cols};
	if (s->proposal && in.rows > rows)
		grid_text_wrap(grid,
			(struct rect){in.row + in.rows - rows, in.col + 1, rows, in.cols - 2},
			s->proposal_style, s->proposal);
	pane_list_paint(&s->rows, grid, list, focused);
}

static int64_t waiting_case(const struct view *view)
{
	const struct waiting_view *s = view->state;
	if (case_rows_shown(view))
		return case_rows_case(&s->saved);
	const struct pane_row *row = pane_list_selected(&s->rows);
	return row ? row->ref : 0;
}

static unsigned waiting_key(struct view *view, const struct key *key)
{
	struct waiting_view *s = view->state;
	if (case_rows_shown(view))
		return case_rows_key(&s->saved, view, key);
	unsigned bits = pane_list_key(&s->rows, view, key);
	size_t row;
	if (list_selected_row(s->rows.list, &row) && desk_want_more(view->con->desk, row))
		console_stale(view->con);
	if (bits & WIDGET_SUBMIT)
		console_command(view->con, "reassign --choose");
	return bits;
}

static const int64_t *waiting_marked(const struct view *view, size_t *n)
{
	const struct waiting_view *s = view->state;
	*n = 0;
	return case_rows_shown(view) ? case_rows_marked(&s->saved, n) : NULL;
}

static bool waiting_back(struct view *view)
{
	struct waiting_view *s = view->state;
	if (case_rows_shown(view))
		return case_rows_back(&s->saved, view);
	return pane_list_back(&s->rows, view);
}

static struct columns *waiting_columns(struct view *view)
{
	struct waiting_view *s = view->state;
	return case_rows_shown(view) ? case_rows_columns(&s->saved) : &s->columns;
}

const struct view_class view_waiting_class = {
	.name = "waiting",
	.title = N_("3 Waiting"),
	.context = "list",
	.state_size = sizeof(struct waiting_view),
	.open = waiting_open,
	.close = waiting_close,
	.recalc = waiting_recalc,
	.paint = waiting_paint,
	.key = waiting_key,
	.selected_case = waiting_case,
	.marked = waiting_marked,
	.back = waiting_back,
	.columns = waiting_columns,
};
