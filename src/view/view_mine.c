/* Pane 6: my own work in the order in which it comes due: what I promised, what I put aside, and my
 * open cases. Only the largest screens have room for it; elsewhere its key shows it alone. */
#include "view/pane.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/case_columns.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/go.h"
#include "carrel/i18n.h"

#include <stdlib.h>

enum { CASES_MAX = 50 };
enum field { F_WHEN, F_LATE, F_WHAT, F_WHO, F_ABOUT, F_CASE };

/* clang-format off */
static const struct list_column wide_columns[] = {
	{"when",  N_("When"),  12, 0, LIST_LEFT, true},
	{"what",  N_("What"),  12, 0, LIST_LEFT, true},
	{"who",   N_("Who"),   16, 2, LIST_LEFT, true},
	{"about", N_("About"), 20, 4, LIST_LEFT, true},
	{"late",  "",           9, 1, LIST_LEFT, true},
	{"case",  N_("Case"),  10, 0, LIST_LEFT, true},
};
static const int wide_fields[] = {F_WHEN, F_WHAT, F_WHO, F_ABOUT, F_LATE, F_CASE};

static const struct list_column medium_columns[] = {
	{"when",  N_("When"),  12, 0, LIST_LEFT, true},
	{"what",  N_("What"),  12, 0, LIST_LEFT, true},
	{"who",   N_("Who"),   14, 1, LIST_LEFT, true},
	{"about", N_("About"), 16, 2, LIST_LEFT, true},
	{"late",  "",           7, 0, LIST_LEFT, true},
};
static const int medium_fields[] = {F_WHEN, F_WHAT, F_WHO, F_ABOUT, F_LATE};

static const struct list_column narrow_columns[] = {
	{"when",  N_("When"),  12, 0, LIST_LEFT, true},
	{"what",  N_("What"),   9, 0, LIST_LEFT, true},
	{"about", N_("About"), 12, 1, LIST_LEFT, true},
	{"late",  "",           7, 0, LIST_LEFT, true},
};
static const int narrow_fields[] = {F_WHEN, F_WHAT, F_ABOUT, F_LATE};

static const struct pane_shape shapes[] = {
	{88, wide_columns,   wide_fields,   6},
	{68, medium_columns, medium_fields, 5},
	{0,  narrow_columns, narrow_fields, 4},
};
/* clang-format on */

/* Ids of three kinds of things in one list. */
enum row_kind { ROW_PROMISE, ROW_PARKED, ROW_CASE, ROW_KINDS };

struct line {
	enum row_kind kind;
	int64_t id, case_id, at;
	const char *what, *who, *about, *number, *mark;
	enum style_id what_style;
};

struct mine_view {
	struct pane_list rows; /* ref: the case */
	struct arena *arena;
	struct line *lines; /* of the rows' arena */
	size_t nlines, late;
	const char *right;
};

static void mine_open(struct view *view, const void *arg)
{
	struct mine_view *s = view->state;
	(void)arg;
	s->arena = arena_new();
	pane_list_open(&s->rows, shapes);
	list_can_mark(s->rows.list, true);
}

static void mine_close(struct view *view)
{
	struct mine_view *s = view->state;
	pane_list_close(&s->rows);
	arena_free(&s->arena);
}

/* ---- rows ---- */

/* What was put aside has no time and stands first: somebody waits for it to be taken up again. */
static int by_time(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static void add_row(const struct view *view, const struct line *l, int64_t now)
{
	struct mine_view *s = view->state;
	struct arena *a = s->rows.arena;
	bool late = l->at != 0 && l->at < now;
	enum style_id style = late ? STYLE_LATE : STYLE_DEFAULT;
	struct pane_row *row = pane_list_add(&s->rows, l->id * ROW_KINDS + (int)l->kind);
	row->ref = l->case_id;
	row->numbers = l->number;
	row->cell[F_WHEN] =
		(struct list_cell){l->at ? pane_moment(view->con->app, l->at, now, a) : "-", style};
	row->cell[F_WHAT] = (struct list_cell){l->what, l->what_style};
	row->cell[F_WHO] = (struct list_cell){l->who, STYLE_DEFAULT};
	row->cell[F_ABOUT] = (struct list_cell){l->about, STYLE_DEFAULT};
	row->cell[F_LATE] =
		(struct list_cell){late ? _("! late") : l->mark, late ? STYLE_LATE : STYLE_WARN};
	row->cell[F_CASE] = (struct list_cell){pane_number(a, l->number), STYLE_DIM};
	s->late += late;
}

static bool promised(const struct desk_work *w, int64_t case_id)
{
	for (size_t i = 0; i < w->ndue; i++)
		if (w->due[i].f.case_id == case_id)
			return true;
	for (size_t i = 0; i < w->nparked; i++)
		if (w->parked[i].parked.case_id == case_id)
			return true;
	return false;
}

static size_t read_cases(const struct view *view, struct case_row **rows)
{
	struct mine_view *s = view->state;
	struct app *app = view->con->app;
	struct condition c;
	struct case_page page = {0};
	struct store *store;
	struct err ignored = {0};
	struct condition_asker asker = case_asker(app);
	struct case_mark_rules rules = case_rules(app);
	if (app_store(app, &store, &ignored) != RC_OK ||
		condition_parse("owner:me", s->rows.arena, &c, &ignored) != RC_OK ||
		store_case_page(store, &c, &asker, &rules, (struct case_place){0}, CASES_MAX,
			s->rows.arena, &page, &ignored) != RC_OK)
		return 0;
	*rows = page.rows;
	return page.n;
}

static void add_promises(const struct view *view)
{
	struct mine_view *s = view->state;
	const struct desk_work *w = &view->con->desk->work;
	for (size_t i = 0; i < w->ndue; i++) {
		const struct follow_up_row *r = &w->due[i];
		s->lines[s->nlines++] = (struct line){.kind = ROW_PROMISE,
			.id = r->f.id,
			.case_id = r->f.case_id,
			.at = r->f.at,
			.what = _(word_label(follow_up_words, (int)r->f.kind)),
			.who = r->customer_name,
			.about = r->f.what && *r->f.what ? r->f.what : r->subject,
			.number = r->case_number,
			.what_style = STYLE_HEADING};
	}
}

static void add_parked(const struct view *view)
{
	struct mine_view *s = view->state;
	const struct desk_work *w = &view->con->desk->work;
	for (size_t i = 0; i < w->nparked; i++) {
		const struct parked_row *r = &w->parked[i];
		s->lines[s->nlines++] = (struct line){.kind = ROW_PARKED,
			.id = r->parked.id,
			.case_id = r->parked.case_id,
			.what = _("parked"),
			.who = r->customer_name,
			.about = r->subject,
			.number = r->number,
			.what_style = STYLE_WARN};
	}
}

static void add_case(const struct view *view, const struct case_row *r)
{
	struct mine_view *s = view->state;
	unsigned others = r->marks & ~(unsigned)MARK_AGEING;
	s->lines[s->nlines++] = (struct line){.kind = ROW_CASE,
		.id = r->c.id,
		.case_id = r->c.id,
		.at = r->c.next_at ? r->c.next_at : r->c.due_at,
		.what = pane_case_word(r->c.state),
		.who = r->customer_name,
		.about = r->c.subject,
		.number = r->c.number,
		.mark = others ? case_marks_text(others, s->rows.arena) : NULL,
		.what_style = pane_case_style(r->c.state)};
}

static void make_rows(const struct view *view)
{
	struct mine_view *s = view->state;
	const struct desk *desk = view->con->desk;
	int64_t now = clock_wall_ms();
	struct case_row *cases = NULL;
	size_t most = desk->work.ndue + desk->work.nparked + CASES_MAX;
	pane_list_begin(&s->rows, most);
	s->lines = arena_array(s->rows.arena, most, sizeof(*s->lines));
	s->nlines = s->late = 0;
	size_t n = read_cases(view, &cases);
	add_promises(view);
	add_parked(view);
	for (size_t i = 0; i < n; i++)
		if (!promised(&desk->work, cases[i].c.id))
			add_case(view, &cases[i]);
	qsort(s->lines, s->nlines, sizeof(*s->lines), by_time);
	for (size_t i = 0; i < s->nlines; i++)
		add_row(view, &s->lines[i], now);
}

static void set_empty(struct view *view)
{
	struct mine_view *s = view->state;
	arena_reset(s->arena);
	list_set_empty(s->rows.list,
		desk_in_hand(view->con->desk)
			? _("No open case is yours and nothing is due.")
			: arena_printf(s->arena, _("No open case is yours and nothing is due. %s"),
				  go_words(view->con->app)));
}

static void mine_recalc(struct view *view, struct rect rect)
{
	struct mine_view *s = view->state;
	struct rect in = pane_inside(rect);
	if (pane_list_stale_minute(&s->rows, view, in.cols))
		make_rows(view);
	set_empty(view);
	list_set_heading(s->rows.list, in.rows >= 6);
	pane_list_end(&s->rows, shapes, in.cols, in.rows);
	arena_reset(s->arena);
	size_t marked = list_mark_count(s->rows.list);
	const char *count = arena_printf(s->arena, "%zu", s->rows.n);
	s->right = marked   ? arena_printf(s->arena, _("%zu marked of %s  F9 acts"), marked, count)
		: s->late   ? arena_printf(s->arena, _("%zu late of %zu"), s->late, s->rows.n)
		: s->rows.n ? count
			    : NULL;
}

static void mine_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct mine_view *s = view->state;
	struct rect in = pane_frame(view, grid, rect, focused, NULL, s->right);
	pane_list_paint(&s->rows, grid, in, focused);
}

/* ---- keys ---- */

/* Enter asks what came of a promise, brings back what was put aside, and shows any other case. */
static unsigned mine_key(struct view *view, const struct key *key)
{
	struct mine_view *s = view->state;
	unsigned bits = pane_list_key(&s->rows, view, key);
	const struct pane_row *row = pane_list_selected(&s->rows);
	if (!(bits & WIDGET_SUBMIT) || !row || !row->numbers)
		return bits;
	switch ((enum row_kind)(row->id % ROW_KINDS)) {
	case ROW_PROMISE:
		console_command(view->con,
			arena_printf(s->arena, "follow-up-box --id %lld",
				(long long)(row->id / ROW_KINDS)));
		break;
	case ROW_PARKED: console_command(view->con, "parked"); break;
	default: console_command(view->con, arena_printf(s->arena, "show %s", row->numbers));
	}
	return bits;
}

static int64_t mine_case(const struct view *view)
{
	const struct pane_row *row =
		pane_list_selected(&((const struct mine_view *)view->state)->rows);
	return row ? row->ref : 0;
}

/* The cases of the marked rows, each once: a promise and a parked case may be about the same one. */
static const int64_t *mine_marked(const struct view *view, size_t *n)
{
	struct mine_view *s = view->state;
	size_t marks = list_mark_count(s->rows.list);
	int64_t *cases = arena_array(s->arena, marks + 1, sizeof(*cases));
	*n = 0;
	for (size_t i = 0; i < s->nlines; i++) {
		const struct line *l = &s->lines[i];
		int64_t id = l->id * ROW_KINDS + (int)l->kind;
		bool wanted = l->case_id != 0 && list_marked(s->rows.list, id);
		for (size_t k = 0; wanted && k < *n; k++)
			wanted = cases[k] != l->case_id;
		if (wanted && *n < marks)
			cases[(*n)++] = l->case_id;
	}
	return *n ? cases : NULL;
}

static bool mine_back(struct view *view)
{
	struct mine_view *s = view->state;
	if (list_mark_count(s->rows.list) > 0) {
		list_mark_none(s->rows.list);
		return true;
	}
	return pane_list_back(&((struct mine_view *)view->state)->rows, view);
}

const struct view_class view_mine_class = {
	.name = "mine",
	.title = N_("6 My work"),
	.context = "list",
	.by_minute = true,
	.state_size = sizeof(struct mine_view),
	.open = mine_open,
	.close = mine_close,
	.recalc = mine_recalc,
	.paint = mine_paint,
	.key = mine_key,
	.back = mine_back,
	.selected_case = mine_case,
	.marked = mine_marked,
};
