/* Pane 4: what there was before. A row a contact, the newest first; cases that wait for a choice
 * stand above them. A high and narrow pane has two lines a row: who, when and how, then the gist. */
#include "view/colleagues.h"
#include "view/pane.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/case_columns.h"
#include "carrel/cells.h"
#include "carrel/clock.h"
#include "carrel/columns.h"
#include "carrel/console.h"
#include "carrel/i18n.h"

#include <string.h>

enum field { F_WHEN, F_DAY, F_KIND, F_WHO, F_HOW_WHO, F_WHAT, F_BRIEF, F_MOOD, F_STATE, F_GIST };

/* clang-format off */
static const struct list_column full_columns[] = {
	{"when",  N_("When"),  10, 0, LIST_LEFT, true},
	{"kind",  N_("How"),    8, 0, LIST_LEFT, true},
	{"who",   N_("Who"),   10, 0, LIST_LEFT, true},
	{"what",  N_("About"), 20, 1, LIST_LEFT, true},
	{"mood",  N_("Mood"),  11, 0, LIST_LEFT, true},
	{"state", N_("Case"),   9, 0, LIST_LEFT, true},
};
static const int full_fields[] = {F_WHEN, F_KIND, F_WHO, F_WHAT, F_MOOD, F_STATE};

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
	{78, full_columns,   full_fields,   6},
	{46, wide_columns,   wide_fields,   4},
	{0,  narrow_columns, narrow_fields, 3},
};

/* The gist stands below these. */
static const struct list_column tall_mood_columns[] = {
	{"when",  N_("When"),   6, 0, LIST_LEFT, true},
	{"kind",  N_("How"),    8, 0, LIST_LEFT, true},
	{"who",   N_("Who"),    8, 1, LIST_LEFT, true},
	{"mood",  N_("Mood"),  10, 0, LIST_LEFT, true},
	{"state", N_("Case"),   8, 0, LIST_LEFT, true},
};
static const int tall_mood_fields[] = {F_DAY, F_KIND, F_WHO, F_MOOD, F_STATE};

static const struct list_column tall_who_columns[] = {
	{"when",  N_("When"),   6, 0, LIST_LEFT, true},
	{"kind",  N_("How"),    8, 0, LIST_LEFT, true},
	{"who",   N_("Who"),    6, 1, LIST_LEFT, true},
	{"state", N_("Case"),   8, 0, LIST_LEFT, true},
};
static const int tall_who_fields[] = {F_DAY, F_KIND, F_WHO, F_STATE};

static const struct list_column tall_columns[] = {
	{"when",  N_("When"),   6, 0, LIST_LEFT, true},
	{"kind",  N_("How"),    8, 1, LIST_LEFT, true},
	{"state", N_("Case"),   8, 0, LIST_LEFT, true},
};
static const int tall_fields[] = {F_DAY, F_HOW_WHO, F_STATE};

static const struct pane_shape tall_shapes[] = {
	{46, tall_mood_columns, tall_mood_fields, 5},
	{34, tall_who_columns,  tall_who_fields,  4},
	{0,  tall_columns,      tall_fields,      3},
};
/* clang-format on */

/* clang-format off */
/* What `c` chooses from: then one order counts at every width. */
static const struct column_def chosen_columns[] = {
	{{"when",  N_("When"),  10, 0, LIST_LEFT, true}, F_WHEN,  NULL},
	{{"kind",  N_("How"),    8, 0, LIST_LEFT, true}, F_KIND,  NULL},
	{{"who",   N_("Who"),   10, 0, LIST_LEFT, true}, F_WHO,   NULL},
	{{"what",  N_("About"), 10, 1, LIST_LEFT, true}, F_BRIEF, NULL},
	{{"mood",  N_("Mood"),  11, 0, LIST_LEFT, true}, F_MOOD,  NULL},
	{{"state", N_("Case"),   9, 0, LIST_LEFT, true}, F_STATE, NULL},
};
/* clang-format on */

/* From so many lines on a row can have two; where it is wide, one line holds as much. */
enum { TALL_ROWS = 14, TALL_COLS_MAX = 70 };
/* Cells of the narrowest one that are not for how and who: the mark, the day, the state, blanks. */
enum { TALL_FIXED = 1 + 6 + 1 + 1 + 8 };

struct history_state {
	struct pane_list rows; /* id: contacts even, cases odd; ref: the case, 0 none */
	struct arena *arena;
	struct colleagues people;
	struct columns columns;
	struct pane_shape own; /* of the columns the person chose */
	const char *right;
	int64_t item, customer; /* whose history it was; somebody else's is read from the top */
};

static void history_open(struct view *view, const void *arg)
{
	struct history_state *s = view->state;
	(void)arg;
	s->arena = arena_new();
	colleagues_open(&s->people);
	columns_open(
		&s->columns, chosen_columns, sizeof(chosen_columns) / sizeof(chosen_columns[0]));
	pane_list_open(&s->rows, &shapes[0]);
}

static void history_close(struct view *view)
{
	struct history_state *s = view->state;
	colleagues_close(&s->people);
	columns_close(&s->columns);
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

/* Where there is no column for who it was, the name stands beside how, if all of it has room. */
static void set_how(struct history_state *s, struct pane_row *row, const char *how, const char *who)
{
	int room = s->rows.cols - 1 - TALL_FIXED;
	bool both = who && (int)(cells_widths(how) + cells_widths(who)) + 1 <= room;
	row->cell[F_KIND] = (struct list_cell){how, STYLE_DIM};
	row->cell[F_WHO] = (struct list_cell){who, STYLE_DIM};
	row->cell[F_HOW_WHO] = (struct list_cell){
		both ? arena_printf(s->rows.arena, "%s %s", how, who) : how, STYLE_DIM};
}

/* "! late  " before what it is about; "" for a case that nothing is wrong with. */
static const char *warning(const struct view *view, const struct casefile *c, int64_t now)
{
	struct history_state *s = view->state;
	struct case_mark_rules rules = case_rules(view->con->app);
	unsigned marks = c ? casefile_marks(c, now, &rules) : 0;
	return marks ? arena_printf(s->rows.arena, "%s  ", case_marks_text(marks, s->rows.arena))
		     : "";
}

static void add_case(const struct view *view, const struct casefile *c, int64_t now)
{
	struct history_state *s = view->state;
	struct arena *a = s->rows.arena;
	const char *mark = warning(view, c, now);
	const char *number = pane_number(a, c->number);
	enum style_id style = *mark ? STYLE_WARN : STYLE_DEFAULT;
	struct pane_row *row = pane_list_add(&s->rows, c->id * 2 + 1);
	row->ref = c->id;
	set_when(view, row, c->opened_at, now);
	set_how(s, row, _("case"), colleagues_first_name(&s->people, view, c->owner_id, a));
	row->cell[F_WHAT] =
		(struct list_cell){arena_printf(a, "%s%s  %s", mark, number, c->subject), style};
	/* Where not both fit, people choose by what it is about. */
	row->cell[F_BRIEF] = row->cell[F_GIST] =
		(struct list_cell){arena_printf(a, "%s%s  %s", mark, c->subject, number), style};
	row->cell[F_STATE] =
		(struct list_cell){pane_case_word(c->state), pane_case_style(c->state)};
}

/* Only the newest of a case says what is wrong with it: one warning a case, not one a line. */
static bool newest_of_case(const struct pop *pop, const struct contact *c)
{
	for (const struct contact *newer = pop->contacts; newer < c; newer++)
		if (newer->case_id == c->case_id)
			return false;
	return true;
}

/* "Router offline - Line tested OK, asked to restart it". */
static const char *gist(const struct contact *c, const char *what, struct arena *a)
{
	const char *said = first_line(c->body, a);
	if (!*said || strcmp(said, what) == 0)
		return what;
	return *what ? arena_printf(a, "%s - %s", what, said) : said;
}

static void set_mood(struct pane_row *row, enum mood mood)
{
	if (mood != MOOD_UNSAID)
		row->cell[F_MOOD] = (struct list_cell){_(word_label(mood_words, (int)mood)),
			mood == MOOD_ANGRY || mood == MOOD_TENSE ? STYLE_WARN : STYLE_DIM};
}

static void add_contact(const struct view *view, const struct contact *c, int64_t now)
{
	struct history_state *s = view->state;
	struct arena *a = s->rows.arena;
	const struct pop *pop = &view->con->desk->pop;
	const struct casefile *about = case_by_id(pop, c->case_id);
	const char *what = c->subject && *c->subject ? c->subject
		: about                              ? about->subject
						     : first_line(c->body, a);
	const char *mark = about && newest_of_case(pop, c) ? warning(view, about, now) : "";
	const char *state = about ? pane_case_word(about->state)
				  : pane_outcome_word(view->con->app, c->outcome);
	enum style_id style = *mark ? STYLE_WARN : STYLE_DEFAULT;
	struct pane_row *row = pane_list_add(&s->rows, c->id * 2);
	row->ref = c->case_id;
	set_when(view, row, c->at, now);
	set_how(s, row, _(word_label(contact_kind_words, (int)c->kind)),
		colleagues_first_name(&s->people, view, c->agent_id, a));
	row->cell[F_WHAT] = row->cell[F_BRIEF] =
		(struct list_cell){arena_printf(a, "%s%s", mark, what), style};
	row->cell[F_GIST] =
		(struct list_cell){arena_printf(a, "%s%s", mark, gist(c, what, a)), style};
	set_mood(row, c->mood);
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
static void start_at_top(struct history_state *s, const struct work_hand *hand, bool newest)
{
	if (!newest && s->item == hand->item.id && s->customer == hand->customer_id)
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
	if (columns_follow(&s->columns, view->con->remember, "columns.history"))
		s->rows.reads = 0;
	if (pane_list_stale_minute(&s->rows, view, in.cols)) {
		make_rows(view);
		list_set_empty(s->rows.list,
			desk->has_pop                ? _("First contact.")
				: desk_in_hand(desk) ? _("Not known who it is yet.")
						     : "");
	}
	/* Whoever is not reading it sees the newest come in; a cursor that somebody moved stays. */
	size_t at = 0;
	bool newest =
		view->con->focus != view->pane && list_selected_row(s->rows.list, &at) && at == 0;
	/* Whoever chose columns gets these and a line each. */
	bool tall = in.rows >= TALL_ROWS && in.cols < TALL_COLS_MAX && !s->columns.chosen;
	const struct pane_shape *usual = tall ? tall_shapes : shapes;
	list_set_heading(s->rows.list, in.rows >= 6 && !tall);
	pane_list_set_below(&s->rows, tall ? F_GIST : 0);
	pane_list_end(
		&s->rows, pane_shapes(&s->rows, &s->columns, &s->own, usual), in.cols, in.rows);
	pane_usual(&s->columns, usual, in.cols);
	start_at_top(s, &desk->hand, newest);
	arena_reset(s->arena);
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

static struct columns *history_columns(struct view *view)
{
	return &((struct history_state *)view->state)->columns;
}

const struct view_class view_history_class = {
	.name = "history",
	.title = N_("4 History"),
	.context = "list",
	.by_minute = true,
	.state_size = sizeof(struct history_state),
	.open = history_open,
	.close = history_close,
	.recalc = history_recalc,
	.paint = history_paint,
	.key = history_key,
	.back = history_back,
	.activate = choose,
	.selected_case = history_case,
	.columns = history_columns,
};
