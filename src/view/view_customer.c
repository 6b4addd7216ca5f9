/* Pane 2: who it is. What an agent needs before the first word stands first; what does not fit goes
 * by rank, never the warnings. */
#include "view/customer_lines.h"
#include "view/pane.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/case_columns.h"
#include "carrel/cells.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/loyalty.h"
#include "carrel/store_rows.h"

enum { OWNERS_MAX = 9 };

/* clang-format off */
enum field { F_NAME, F_WHAT };
static const struct list_column owner_columns[] = {
	{"name", N_("Who is it?"), 12, 2, LIST_LEFT, true},
	{"what", "",                8, 1, LIST_LEFT, false},
};
static const int owner_fields[] = {F_NAME, F_WHAT};
static const struct pane_shape owner_shapes[] = {{0, owner_columns, owner_fields, 2}};
/* clang-format on */

struct customer_state {
	struct pane_list owners; /* of a number that several people share */
	struct customer_lines lines;
};

static void customer_open(struct view *view, const void *arg)
{
	struct customer_state *s = view->state;
	(void)arg;
	s->lines.arena = arena_new();
	pane_list_open(&s->owners, owner_shapes);
}

static void customer_close(struct view *view)
{
	struct customer_state *s = view->state;
	arena_free(&s->lines.arena);
	pane_list_close(&s->owners);
}

/* ---- somebody of several, or nobody ---- */

static bool shared_number(const struct desk *desk)
{
	return !desk->has_pop && desk->hand.customers > 1 && desk->hand.call.from_number &&
		*desk->hand.call.from_number;
}

static void read_owners(struct view *view)
{
	struct customer_state *s = view->state;
	const struct desk *desk = view->con->desk;
	struct customer *owners = NULL;
	struct store *store;
	struct err ignored = {0};
	size_t n = 0;
	pane_list_begin(&s->owners, OWNERS_MAX);
	if (app_store(view->con->app, &store, &ignored) != RC_OK ||
		store_customer_by_identity(store, IDENTITY_PHONE, desk->hand.call.from_number,
			OWNERS_MAX, s->owners.arena, &owners, &n, &ignored) != RC_OK)
		n = 0;
	for (size_t i = 0; i < n; i++) {
		struct pane_row *row = pane_list_add(&s->owners, owners[i].id);
		row->cell[F_NAME] = (struct list_cell){owners[i].name, STYLE_DEFAULT};
		row->cell[F_WHAT] = (struct list_cell){owners[i].address && *owners[i].address
				? owners[i].address
				: loyalty_words(view->con->app, &owners[i], clock_wall_ms(),
					  s->owners.arena),
			STYLE_DIM};
	}
}

/* ---- the view ---- */

static void customer_recalc(struct view *view, struct rect rect)
{
	struct customer_state *s = view->state;
	const struct desk *desk = view->con->desk;
	struct rect in = pane_inside(rect);
	bool shared = shared_number(desk);
	if (pane_list_stale_minute(&s->owners, view, in.cols * 1000 + in.rows)) {
		arena_reset(s->lines.arena);
		s->lines.nlines = 0;
		pane_list_begin(&s->owners, 0);
		if (desk->has_pop)
			customer_lines_known(&s->lines, desk, in);
		else if (shared)
			read_owners(view);
		else
			customer_lines_unknown(&s->lines, desk, in.cols);
		customer_lines_fit(&s->lines, in.rows);
	}
	pane_list_end(&s->owners, owner_shapes, in.cols, in.rows);
}

static void paint_line(struct grid *grid, struct rect in, int row, const struct customer_line *line)
{
	int right = line->right ? (int)cells_widths(line->right) : 0;
	if (right > in.cols - 2)
		right = 0;
	int room = in.cols - 2 - (right ? right + 1 : 0);
	int need = (int)cells_widths(line->left);
	/* What stands at the right gives way only when the left could not be read at all. */
	if (right && room < need && room < 8) {
		room = in.cols - 2;
		right = 0;
	}
	grid_text_cut(grid, in.row + row, in.col + 1, room, line->style, line->left);
	if (right)
		grid_text_right(grid, in.row + row, in.col + 1, in.cols - 2, line->right_style,
			line->right);
}

static void customer_paint(
	const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct customer_state *s = view->state;
	const char *right = focused && view->con->desk->has_pop ? _("Enter: change") : NULL;
	struct rect in = pane_frame(view, grid, rect, focused, NULL, right);
	if (shared_number(view->con->desk)) {
		pane_list_paint(&s->owners, grid, in, focused);
		return;
	}
	for (int i = 0; i < s->lines.nlines && i < in.rows; i++)
		paint_line(grid, in, i, &s->lines.lines[i]);
	if (focused)
		grid_cursor_set(grid, in.row, in.col);
}

/* Enter on one of several: that is who it is; on the one who it is: what is known of them. */
static unsigned customer_key(struct view *view, const struct key *key)
{
	struct customer_state *s = view->state;
	const struct desk *desk = view->con->desk;
	if (!shared_number(desk) && desk->has_pop && key->kind == KEY_ENTER) {
		console_command(view->con, "customer-box");
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	if (!shared_number(desk))
		return WIDGET_NONE;
	unsigned bits = key->kind == KEY_MOUSE ? pane_list_click(&s->owners, view, key)
					       : list_key(s->owners.list, key);
	const struct pane_row *row = pane_list_selected(&s->owners);
	if (!(bits & WIDGET_SUBMIT) || !row)
		return bits;
	char *command = arena_printf(s->lines.arena, "attach --customer %lld", (long long)row->id);
	console_command(view->con, command);
	return bits;
}

static int64_t customer_case(const struct view *view)
{
	return view->con->desk->hand.casefile.id;
}

const struct view_class view_customer_class = {
	.name = "customer",
	.title = N_("2 Customer"),
	.context = "list",
	.by_minute = true,
	.state_size = sizeof(struct customer_state),
	.open = customer_open,
	.close = customer_close,
	.recalc = customer_recalc,
	.paint = customer_paint,
	.key = customer_key,
	.selected_case = customer_case,
};
