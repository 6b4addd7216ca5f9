/* The supervisor's pane 1: one row a queue. How many wait, how long, which promise breaks next, who
 * is there for it; the state is a word at the end. */
#include "view/pane.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/i18n.h"

enum field { F_QUEUE, F_WAITING, F_LONGEST, F_PROMISE, F_LATE, F_READY, F_STATE };

/* clang-format off */
static const struct list_column columns[] = {
	{"queue",   N_("Queue"),        12, 3, LIST_LEFT,  true},
	{"waiting", N_("Wait"),          6, 0, LIST_RIGHT, false},
	{"longest", N_("Longest"),       9, 0, LIST_RIGHT, false},
	{"promise", N_("Next promise"), 14, 1, LIST_RIGHT, false},
	{"late",    N_("Late"),          6, 0, LIST_RIGHT, false},
	{"ready",   N_("Ready"),         9, 0, LIST_RIGHT, false},
	{"state",   "",                 14, 2, LIST_LEFT,  false},
};
static const int fields[] = {F_QUEUE, F_WAITING, F_LONGEST, F_PROMISE, F_LATE, F_READY, F_STATE};
static const struct pane_shape shapes[] = {{0, columns, fields, 7}};
/* clang-format on */

struct queues_view {
	struct pane_list rows;
	struct arena *arena;
	const char *right;
};

static void queues_open(struct view *view, const void *arg)
{
	struct queues_view *s = view->state;
	(void)arg;
	s->arena = arena_new();
	pane_list_open(&s->rows, shapes);
	list_set_empty(
		s->rows.list, _("No queues yet. “carrel demo” or the configuration makes them."));
}

static void queues_close(struct view *view)
{
	struct queues_view *s = view->state;
	pane_list_close(&s->rows);
	arena_free(&s->arena);
}

static struct list_cell state_of(const struct queue_summary *q)
{
	if (q->late > 0)
		return (struct list_cell){_("! LATE"), STYLE_LATE};
	if (q->waiting > 0 && q->agents_ready == 0)
		return (struct list_cell){_("nobody ready"), STYLE_WARN};
	return (struct list_cell){_("ok"), STYLE_OK};
}

static const char *promise_of(const struct queue_summary *q, int64_t now, struct arena *a)
{
	if (!q->first_due_at)
		return "-";
	if (q->first_due_at < now)
		return arena_printf(a, _("%s ago"), pane_duration(a, now - q->first_due_at));
	return arena_printf(a, _("in %s"), pane_duration(a, q->first_due_at - now));
}

static void make_row(
	struct pane_row *row, const struct queue_summary *q, int64_t now, struct arena *a)
{
	bool late = q->first_due_at && q->first_due_at < now;
	row->cell[F_QUEUE] = (struct list_cell){q->queue.shown, STYLE_DEFAULT};
	row->cell[F_WAITING] =
		(struct list_cell){arena_printf(a, "%lld", (long long)q->waiting), STYLE_DEFAULT};
	row->cell[F_LONGEST] = (struct list_cell){
		q->oldest_at ? pane_duration(a, now - q->oldest_at) : "-", STYLE_DEFAULT};
	row->cell[F_PROMISE] =
		(struct list_cell){promise_of(q, now, a), late ? STYLE_LATE : STYLE_DEFAULT};
	row->cell[F_LATE] = (struct list_cell){
		arena_printf(a, "%lld", (long long)q->late), q->late ? STYLE_LATE : STYLE_DIM};
	row->cell[F_READY] =
		(struct list_cell){arena_printf(a, _("%lld of %lld"), (long long)q->agents_ready,
					   (long long)q->agents_signed_on),
			STYLE_DEFAULT};
	row->cell[F_STATE] = state_of(q);
}

static void queues_recalc(struct view *view, struct rect rect)
{
	struct queues_view *s = view->state;
	const struct desk *desk = view->con->desk;
	struct rect in = pane_inside(rect);
	if (pane_list_stale(&s->rows, view, in.cols, true)) {
		int64_t now = clock_wall_ms(), waiting = 0;
		pane_list_begin(&s->rows, desk->nqueues);
		for (size_t i = 0; i < desk->nqueues; i++) {
			make_row(pane_list_add(&s->rows, desk->queues[i].queue.id),
				&desk->queues[i], now, s->rows.arena);
			waiting += desk->queues[i].waiting;
		}
		arena_reset(s->arena);
		s->right = arena_printf(s->arena, _("%lld waiting"), (long long)waiting);
	}
	pane_list_end(&s->rows, shapes, in.cols, in.rows);
}

static void queues_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct queues_view *s = view->state;
	struct rect in = pane_frame(view, grid, rect, focused, NULL, s->right);
	pane_list_paint(&s->rows, grid, in, focused);
}

static unsigned queues_key(struct view *view, const struct key *key)
{
	return pane_list_key(&((struct queues_view *)view->state)->rows, view, key);
}

static bool queues_back(struct view *view)
{
	return pane_list_back(&((struct queues_view *)view->state)->rows, view);
}

const struct view_class view_queues_class = {
	.name = "queues",
	.title = N_("1 Queues"),
	.context = "list",
	.state_size = sizeof(struct queues_view),
	.open = queues_open,
	.close = queues_close,
	.recalc = queues_recalc,
	.paint = queues_paint,
	.key = queues_key,
	.back = queues_back,
};
