/* Pane 4: what there was before. A row a contact, the newest first; cases that wait for a choice
 * stand above them. */
#include "view/pane.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/i18n.h"

#include <string.h>

enum field { F_WHEN, F_DAY, F_KIND, F_WHAT, F_BRIEF, F_STATE };

/* clang-format off */
static const struct list_column wide_columns[] = {
	{"when",  N_("When"),  10, 0, LIST_LEFT, true},
	{"kind",  N_("How"),    7, 0, LIST_LEFT, true},
	{"what",  N_("About"), 14, 1, LIST_LEFT, true},
	{"state", N_("Case"),   8, 0, LIST_LEFT, true},
};
static const int wide_fields[] = {F_WHEN, F_KIND, F_WHAT, F_STATE};

static const struct list_column narrow_columns[] = {
	{"when",  N_("When"),   6, 0, LIST_LEFT, true},
	{"what",  N_("About"),  8, 1, LIST_LEFT, true},
	{"state", N_("Case"),   7, 0, LIST_LEFT, true},
};
static const int narrow_fields[] = {F_DAY, F_BRIEF, F_STATE};

static const struct pane_shape shapes[] = {
	{46, wide_columns,   wide_fields,   4},
	{0,  narrow_columns, narrow_fields, 3},
};
/* clang-format on */

struct history_state {
	struct pane_list rows; /* id: contacts even, cases odd; ref: the case, 0 none */
	struct arena *arena;
	const char *right;
	int64_t item, customer; /* whose history it was; somebody else's is read from the top */
};

static void history_open(struct view *view, const void *arg)
{
	struct history_state *s = view->state;
	(void)arg;
	s->arena = arena_new();
	pane_list_open(&s->rows, &shapes[0]);
}

static void history_close(struct view *view)
{
	struct history_state *s = view->state;
	arena_free(&s->arena);
	pane_list_close(&s->rows);
}

/* ---- rows ---- */

static const struct casefile *case_by_id(const struct pop *pop, int64_t id)
{
	for (size_t i = 0; i < pop->n_cases; i++)
		if (pop->cases[i].id == id)
			return &pop->cases[i];
	return NULL;
}

static bool has_contact(const struct pop *pop, int64_t case_id)
{
	for (size_t i = 0; i < pop->n_contacts; i++)
		if (pop->contacts[i].case_id == case_id)
			return true;
	return false;
}

static const char *first_line(const char *text, struct arena *a)
{
	return text ? arena_strndup(a, text, strcspn(text, "\n")) : "";
}

/* "2025-11-18" is the year alone where there is room for six. */
static void set_when(const struct view *view, struct pane_row *row, int64_t at, int64_t now)
{
	struct history_state *s = view->state;
	const char *when = app_when(view->con->app, at, now, s->rows.arena);
	const char *day = strlen(when) > 6 ? arena_strndup(s->rows.arena, when, 4) : when;
	row->cell[F_WHEN] = (struct list_cell){when, STYLE_DEFAULT};
	row->cell[F_DAY] = (struct list_cell){day, STYLE_DEFAULT};
}

static void add_case(const struct view *view, const struct casefile *c, int64_t now)
{
	struct history_state *s = view->state;
	struct arena *a = s->rows.arena;
	struct pane_row *row = pane_list_add(&s->rows, c->id * 2 + 1);
	row->ref = c->id;
	set_when(view, row, c->opened_at, now);
	row->cell[F_KIND] = (struct list_cell){_("case"), STYLE_DIM};
	row->cell[F_WHAT] = (struct list_cell){
		arena_printf(a, "%s  %s", pane_number(a, c->number), c->subject), STYLE_DEFAULT};
	/* Where not both fit, people choose by what it is about. */
	row->cell[F_BRIEF] = (struct list_cell){
		arena_printf(a, "%s  %s", c->subject, pane_number(a, c->number)), STYLE_DEFAULT};
	row->cell[F_STATE] =
		(struct list_cell){pane_case_word(c->state), pane_case_style(c->state)};
}

static void add_contact(const struct view *view, const struct contact *c, int64_t now)
{
	struct history_state *s = view->state;
	struct arena *a = s->rows.arena;
	const struct casefile *about = case_by_id(&view->con->desk->pop, c->case_id);
	const char *what = c->subject && *c->subject ? c->subject
		: about                              ? about->subject
						     : first_line(c->body, a);
	const char *state = about ? pane_case_word(about->state)
				  : pane_outcome_word(view->con->app, c->outcome);
	struct pane_row *row = pane_list_add(&s->rows, c->id * 2);
	row->ref = c->case_id;
	set_when(view, row, c->at, now);
	row->cell[F_KIND] =
		(struct list_cell){_(word_label(contact_kind_words, (int)c->kind)), STYLE_DIM};
	row->cell[F_WHAT] = row->cell[F_BRIEF] = (struct list_cell){what, STYLE_DEFAULT};
	row->cell[F_STATE] =
		(struct list_cell){state, about ? pane_case_style(about->state) : STYLE_DIM};
}

/* Open cases stand above when one has to be chosen, or when no contact would show them. */
static bool case_stands_above(const struct desk *desk, const struct casefile *c)
{
	if (!casefile_is_open(c->state) || c->id == desk->hand.casefile.id)
		return false;
	return (!desk->hand.casefile.id && desk->pop.n_open > 1) || !has_contact(&desk->pop, c->id);
}

static void make_rows(const struct view *view)
{
	struct history_state *s = view->state;
	const struct desk *desk = view->con->desk;
	const struct pop *pop = &desk->pop;
	int64_t now = clock_wall_ms();
	pane_list_begin(&s->rows, pop->n_cases + pop->n_contacts);
	for (size_t i = 0; i < pop->n_cases; i++)
		if (case_stands_above(desk, &pop->cases[i]))
			add_case(view, &pop->cases[i], now);
	for (size_t i = 0; i < pop->n_contacts; i++)
		add_contact(view, &pop->contacts[i], now);
}

/* The same customer calling again is a new start too: which case it is has to be asked anew. */
static void start_at_top(struct history_state *s, const struct work_hand *hand)
{
	if (s->item == hand->item.id && s->customer == hand->customer_id)
		return;
	s->item = hand->item.id;
	s->customer = hand->customer_id;
	if (s->rows.n > 0)
		list_select(s->rows.list, s->rows.rows[0].id);
}

static void history_recalc(struct view *view, struct rect rect)
{
	struct history_state *s = view->state;
	const struct desk *desk = view->con->desk;
	struct rect in = pane_inside(rect);
	if (pane_list_stale(&s->rows, view, in.cols, false)) {
		make_rows(view);
		list_set_empty(s->rows.list,
			desk->has_pop                ? _("First contact.")
				: desk_in_hand(desk) ? _("Not known who it is yet.")
						     : "");
	}
	list_set_heading(s->rows.list, in.rows >= 6);
	pane_list_end(&s->rows, shapes, in.cols, in.rows);
	start_at_top(s, &desk->hand);
	arena_reset(s->arena);
	size_t at;
	const char *more = desk->pop.n_contacts >= POP_LIMIT ? "+" : "";
	s->right = NULL;
	if (list_selected_row(s->rows.list, &at))
		s->right = arena_printf(s->arena, _("%zu of %zu%s"), at + 1, s->rows.n, more);
}

static void history_paint(
	const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct history_state *s = view->state;
	struct rect in = pane_frame(view, grid, rect, focused, NULL, s->right);
	pane_list_paint(&s->rows, grid, in, focused);
}

/* ---- keys ---- */

/* Enter: an open case comes into hand; what is done is shown. */
static void choose(struct view *view)
{
	struct history_state *s = view->state;
	const struct pop *pop = &view->con->desk->pop;
	const struct pane_row *row = pane_list_selected(&s->rows);
	const struct casefile *c = row ? case_by_id(pop, row->ref) : NULL;
	if (!c)
		return;
	bool attach = casefile_is_open(c->state) && view->con->desk->hand.casefile.id != c->id &&
		desk_in_hand(view->con->desk);
	/* Copied: the command reads the desk again. */
	const char *command =
		arena_printf(s->arena, "%s %s", attach ? "attach" : "show", c->number);
	console_command(view->con, command);
}

static unsigned history_key(struct view *view, const struct key *key)
{
	struct history_state *s = view->state;
	unsigned bits = pane_list_key(&s->rows, view, key);
	if (bits & WIDGET_SUBMIT)
		choose(view);
	return bits;
}

static int64_t history_case(const struct view *view)
{
	const struct pane_row *row =
		pane_list_selected(&((const struct history_state *)view->state)->rows);
	return row ? row->ref : 0;
}

static bool history_back(struct view *view)
{
	return pane_list_back(&((struct history_state *)view->state)->rows, view);
}

const struct view_class view_history_class = {
	.name = "history",
	.title = N_("4 History"),
	.context = "list",
	.state_size = sizeof(struct history_state),
	.open = history_open,
	.close = history_close,
	.recalc = history_recalc,
	.paint = history_paint,
	.key = history_key,
	.back = history_back,
	.activate = choose,
	.selected_case = history_case,
};
