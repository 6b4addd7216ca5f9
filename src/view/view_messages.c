/* Pane 7: what colleagues said, what one said to them, and what the desk told; the newest first. Only
 * the largest screens have room for it beside the call; elsewhere its key shows it alone. */
#include "view/pane.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/messages.h"
#include "carrel/windows.h"

enum { SHOWN_MAX = 50 };
enum field { F_WHEN, F_WHO, F_TEXT };

/* clang-format off */
static const struct list_column columns[] = {
	{"when", N_("When"),     6, 0, LIST_LEFT, true},
	{"who",  N_("Who"),     14, 0, LIST_LEFT, true},
	{"text", N_("Message"), 20, 5, LIST_LEFT, true},
};
static const int fields[] = {F_WHEN, F_WHO, F_TEXT};
static const struct pane_shape shapes[] = {{0, columns, fields, 3}};
/* clang-format on */

struct messages_view {
	struct pane_list rows;
	struct arena *arena;
	const char *right;
};

static void messages_open(struct view *view, const void *arg)
{
	struct messages_view *s = view->state;
	(void)arg;
	s->arena = arena_new();
	pane_list_open(&s->rows, shapes);
	list_set_empty(s->rows.list, _("No messages. F9 “tell” writes to a colleague."));
}

static void messages_close(struct view *view)
{
	struct messages_view *s = view->state;
	pane_list_close(&s->rows);
	arena_free(&s->arena);
}

static void add_row(const struct view *view, const struct message_row *m, int64_t now)
{
	struct messages_view *s = view->state;
	struct arena *a = s->rows.arena;
	bool mine = m->line.from_agent_id == view->con->app->actor.id;
	const char *other = mine ? m->to_name : m->from_name;
	const char *name = other ? pane_first_name(other, a) : "carrel";
	struct pane_row *row = pane_list_add(&s->rows, m->line.id);
	row->cell[F_WHEN] =
		(struct list_cell){app_when(view->con->app, m->line.at, now, a), STYLE_DIM};
	row->cell[F_WHO] = (struct list_cell){
		mine ? arena_printf(a, _("to %s"), name) : name, mine ? STYLE_DIM : STYLE_HEADING};
	row->cell[F_TEXT] = (struct list_cell){m->line.body, mine ? STYLE_DIM : STYLE_DEFAULT};
}

static void make_rows(const struct view *view)
{
	struct messages_view *s = view->state;
	struct message_row *rows = NULL;
	struct store *store;
	struct err ignored = {0};
	size_t n = 0;
	pane_list_begin(&s->rows, SHOWN_MAX);
	if (app_store(view->con->app, &store, &ignored) != RC_OK ||
		store_messages(store, view->con->app->actor.id, SHOWN_MAX, s->rows.arena, &rows, &n,
			&ignored) != RC_OK)
		n = 0;
	for (size_t i = 0; i < n && i < SHOWN_MAX; i++)
		add_row(view, &rows[i], clock_wall_ms());
}

static void messages_recalc(struct view *view, struct rect rect)
{
	struct messages_view *s = view->state;
	struct rect in = pane_inside(rect);
	if (pane_list_stale(&s->rows, view, in.cols, false))
		make_rows(view);
	list_set_heading(s->rows.list, in.rows >= 6);
	pane_list_end(&s->rows, shapes, in.cols, in.rows);
	arena_reset(s->arena);
	s->right = s->rows.n ? arena_printf(s->arena, "%zu", s->rows.n) : NULL;
}

static void messages_paint(
	const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct messages_view *s = view->state;
	struct rect in = pane_frame(view, grid, rect, focused, NULL, s->right);
	pane_list_paint(&s->rows, grid, in, focused);
}

/* Enter: all of it, where the line was too short. */
static unsigned messages_key(struct view *view, const struct key *key)
{
	struct messages_view *s = view->state;
	unsigned bits = pane_list_key(&s->rows, view, key);
	const struct pane_row *row = pane_list_selected(&s->rows);
	if (!(bits & WIDGET_SUBMIT) || !row)
		return bits;
	const struct output_window window = {
		.title = row->cell[F_WHO].text, .text = row->cell[F_TEXT].text};
	console_popup(view->con, view_class_find("output"), &window);
	return bits;
}

static bool messages_back(struct view *view)
{
	return pane_list_back(&((struct messages_view *)view->state)->rows, view);
}

const struct view_class view_messages_class = {
	.name = "messages",
	.title = N_("7 Messages"),
	.context = "list",
	.by_minute = true,
	.state_size = sizeof(struct messages_view),
	.open = messages_open,
	.close = messages_close,
	.recalc = messages_recalc,
	.paint = messages_paint,
	.key = messages_key,
	.back = messages_back,
};
