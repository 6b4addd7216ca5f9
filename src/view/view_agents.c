/* The supervisor's pane 2: who does what, for how long, and what to look at. */
#include "view/pane.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/columns.h"
#include "carrel/console.h"
#include "carrel/i18n.h"

enum field { F_NAME, F_STATE, F_TIME, F_MARK, F_QUEUES, F_HAND, F_WHO, F_OPEN, F_NOTE };

/* clang-format off */
static const struct list_column wide_columns[] = {
	{"name",   N_("Name"),    17, 2, LIST_LEFT,  true},
	{"state",  N_("State"),    9, 0, LIST_LEFT,  true},
	{"time",   N_("Time"),     8, 0, LIST_RIGHT, false},
	{"mark",   "",             1, 0, LIST_LEFT,  false},
	{"queues", N_("Queues"),  12, 2, LIST_LEFT,  true},
	{"hand",   N_("In hand"), 18, 3, LIST_LEFT,  true},
	{"open",   N_("Cases"),    5, 0, LIST_LEFT,  false},
	{"note",   N_("Note"),    14, 2, LIST_LEFT,  true},
};
static const int wide_fields[] = {F_NAME, F_STATE, F_TIME, F_MARK, F_QUEUES, F_HAND, F_OPEN, F_NOTE};

static const struct list_column narrow_columns[] = {
	{"name",   N_("Name"),    17, 2, LIST_LEFT,  true},
	{"state",  N_("State"),    8, 0, LIST_LEFT,  true},
	{"time",   N_("Time"),     8, 0, LIST_RIGHT, false},
	{"mark",   "",             1, 0, LIST_LEFT,  false},
	{"hand",   N_("In hand"), 14, 3, LIST_LEFT,  true},
	{"note",   N_("Note"),    10, 2, LIST_LEFT,  true},
};
static const int narrow_fields[] = {F_NAME, F_STATE, F_TIME, F_MARK, F_WHO, F_NOTE};

static const struct pane_shape shapes[] = {
	{92, wide_columns,   wide_fields,   8},
	{0,  narrow_columns, narrow_fields, 6},
};
/* clang-format on */

/* clang-format off */
/* What `c` chooses from: then one order counts at every width. */
static const struct column_def chosen_columns[] = {
	{{"name",   N_("Name"),    17, 2, LIST_LEFT,  true},  F_NAME,   NULL},
	{{"state",  N_("State"),    9, 0, LIST_LEFT,  true},  F_STATE,  NULL},
	{{"time",   N_("Time"),     8, 0, LIST_RIGHT, false}, F_TIME,   NULL},
	{{"mark",   "",             1, 0, LIST_LEFT,  false}, F_MARK,   N_("Mark of what takes long")},
	{{"queues", N_("Queues"),  12, 2, LIST_LEFT,  true},  F_QUEUES, NULL},
	{{"hand",   N_("In hand"), 14, 3, LIST_LEFT,  true},  F_HAND,   NULL},
	{{"open",   N_("Cases"),    5, 0, LIST_LEFT,  false}, F_OPEN,   NULL},
	{{"note",   N_("Note"),    10, 2, LIST_LEFT,  true},  F_NOTE,   NULL},
};
/* clang-format on */

/* From when a state is worth a look. */
enum {
	MINUTE = 60 * 1000,
	LONG_CALL_MS = 10 * MINUTE,
	LONG_BREAK_MS = 15 * MINUTE,
	LONG_WRAPUP_MS = 2 * MINUTE,
};

struct agents_view {
	struct pane_list rows; /* ref: the case in hand */
	struct columns columns;
	struct pane_shape own; /* of the columns the person chose */
	struct arena *arena;
	const char *right;
};

static void agents_open(struct view *view, const void *arg)
{
	struct agents_view *s = view->state;
	(void)arg;
	s->arena = arena_new();
	pane_list_open(&s->rows, &shapes[0]);
	columns_open(
		&s->columns, chosen_columns, sizeof(chosen_columns) / sizeof(chosen_columns[0]));
	list_set_empty(s->rows.list, _("Nobody is signed on."));
}

static void agents_close(struct view *view)
{
	struct agents_view *s = view->state;
	pane_list_close(&s->rows);
	columns_close(&s->columns);
	arena_free(&s->arena);
}

static enum style_id style_of(enum agent_state state)
{
	switch (state) {
	case AGENT_READY: return STYLE_OK;
	case AGENT_ON_CALL:
	case AGENT_ON_CASE: return STYLE_BUSY;
	default: return STYLE_DIM;
	}
}

/* NULL: nothing out of the ordinary. */
static const char *long_word(enum agent_state state, int64_t ms)
{
	if (state == AGENT_ON_CALL && ms > LONG_CALL_MS)
		return _("long call");
	if (state == AGENT_BREAK && ms > LONG_BREAK_MS)
		return _("long break");
	if (state == AGENT_WRAPUP && ms > LONG_WRAPUP_MS)
		return _("long wrap-up");
	return NULL;
}

static const char *hand_of(const struct agent_row *row, struct arena *a)
{
	const char *number = row->case_number ? pane_number(a, row->case_number) : "";
	const char *name = row->customer_name ? row->customer_name : "";
	if (!*number && !*name)
		return row->agent.state == AGENT_ON_CALL ? _("caller not known") : "-";
	return *name ? arena_printf(a, "%s%s%s", name, *number ? "  " : "", number) : number;
}

static void make_row(struct pane_row *to, const struct agent_row *row, int64_t now, struct arena *a)
{
	const struct agent *agent = &row->agent;
	int64_t ms = now - agent->state_since_at;
	const char *word =
		agent_console_lost(agent, now) ? _("console lost") : long_word(agent->state, ms);
	const char *reason = agent->state_reason ? agent->state_reason : "";
	enum style_id time = word ? STYLE_WARN : STYLE_DEFAULT;
	to->ref = agent->case_id;
	to->cell[F_NAME] = (struct list_cell){agent->name, STYLE_DEFAULT};
	to->cell[F_STATE] = (struct list_cell){
		_(word_label(agent_state_words, (int)agent->state)), style_of(agent->state)};
	to->cell[F_TIME] = (struct list_cell){pane_duration(a, ms), time};
	to->cell[F_MARK] = (struct list_cell){word ? "!" : "", time};
	to->cell[F_QUEUES] = (struct list_cell){row->queue_titles, STYLE_DIM};
	to->cell[F_HAND] = (struct list_cell){hand_of(row, a), STYLE_DEFAULT};
	to->cell[F_WHO] = (struct list_cell){
		row->customer_name ? row->customer_name : hand_of(row, a), STYLE_DEFAULT};
	to->cell[F_OPEN] = (struct list_cell){
		arena_printf(a, "%lld", (long long)row->open_cases), STYLE_DEFAULT};
	to->cell[F_NOTE] = (struct list_cell){word ? word : reason, word ? STYLE_WARN : STYLE_DIM};
}

static void agents_recalc(struct view *view, struct rect rect)
{
	struct agents_view *s = view->state;
	const struct desk *desk = view->con->desk;
	struct rect in = pane_inside(rect);
	if (columns_follow(&s->columns, view->con->remember, "columns.agents"))
		s->rows.reads = 0;
	if (pane_list_stale(&s->rows, view, in.cols, true)) {
		int64_t now = clock_wall_ms();
		size_t ready = 0;
		pane_list_begin(&s->rows, desk->nagents);
		for (size_t i = 0; i < desk->nagents; i++) {
			make_row(pane_list_add(&s->rows, desk->agents[i].agent.id),
				&desk->agents[i], now, s->rows.arena);
			ready += desk->agents[i].agent.state == AGENT_READY;
		}
		arena_reset(s->arena);
		s->right =
			arena_printf(s->arena, _("%zu signed on, %zu ready"), desk->nagents, ready);
	}
	pane_list_end(
		&s->rows, pane_shapes(&s->rows, &s->columns, &s->own, shapes), in.cols, in.rows);
	pane_usual(&s->columns, shapes, in.cols);
}

static void agents_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct agents_view *s = view->state;
	struct rect in = pane_frame(view, grid, rect, focused, NULL, s->right);
	pane_list_paint(&s->rows, grid, in, focused);
}

static int64_t agents_case(const struct view *view)
{
	const struct pane_row *row =
		pane_list_selected(&((const struct agents_view *)view->state)->rows);
	return row ? row->ref : 0;
}

/* Enter: what they are busy with. */
static void show_case(struct view *view)
{
	struct agents_view *s = view->state;
	const struct desk *desk = view->con->desk;
	int64_t id = list_selected(s->rows.list);
	for (size_t i = 0; i < desk->nagents; i++) {
		if (desk->agents[i].agent.id != id || !desk->agents[i].case_number)
			continue;
		console_command(
			view->con, arena_printf(s->arena, "show %s", desk->agents[i].case_number));
		return;
	}
}

static unsigned agents_key(struct view *view, const struct key *key)
{
	struct agents_view *s = view->state;
	unsigned bits = pane_list_key(&s->rows, view, key);
	if (bits & WIDGET_SUBMIT)
		show_case(view);
	return bits;
}

static bool agents_back(struct view *view)
{
	return pane_list_back(&((struct agents_view *)view->state)->rows, view);
}

static struct columns *agents_columns(struct view *view)
{
	return &((struct agents_view *)view->state)->columns;
}

const struct view_class view_agents_class = {
	.name = "agents",
	.title = N_("2 Agents"),
	.context = "list",
	.state_size = sizeof(struct agents_view),
	.open = agents_open,
	.close = agents_close,
	.recalc = agents_recalc,
	.paint = agents_paint,
	.key = agents_key,
	.back = agents_back,
	.selected_case = agents_case,
	.columns = agents_columns,
};
