/* The first screen: who sits here. Typing narrows the names; Enter signs on; a password is asked for
 * only where one is set. */
#include "view/pane.h"
#include "view/popup_parts.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/console.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/lineedit.h"
#include "carrel/mem.h"
#include "carrel/store_rows.h"

#include <stdlib.h>
#include <string.h>

enum field { F_NAME, F_ROLE, F_SPEAKS, F_STATE };
enum { HEAD_ROWS = 3, WIDTH_MAX = 76 };

/* clang-format off */
static const struct list_column columns[] = {
	{"name",   N_("Name"),   18, 3, LIST_LEFT, true},
	{"role",   N_("Role"),   13, 0, LIST_LEFT, false},
	{"speaks", N_("Speaks"), 25, 2, LIST_LEFT, false},
	{"state",  N_("Now"),     8, 0, LIST_LEFT, false},
};
static const int fields[] = {F_NAME, F_ROLE, F_SPEAKS, F_STATE};
static const struct pane_shape shapes[] = {{0, columns, fields, 4}};
/* clang-format on */

struct sign_on_view {
	struct pane_list rows; /* ref: index in agents */
	struct arena *arena;
	struct agent *agents;
	size_t nagents;
	uint64_t reads;
	struct lineedit *filter;
	struct lineedit *password;
	bool asking; /* for the password of the selected one */
	bool placed; /* the cursor stands on the first agent */
};

static void sign_on_open(struct view *view, const void *arg)
{
	struct sign_on_view *s = view->state;
	(void)arg;
	s->arena = arena_new();
	pane_list_open(&s->rows, shapes);
	s->filter = lineedit_new();
	s->password = lineedit_new();
	lineedit_set_secret(s->password, true);
	list_set_empty(s->rows.list, _("No name like that. Backspace takes letters away."));
}

static void sign_on_close(struct view *view)
{
	struct sign_on_view *s = view->state;
	lineedit_set(s->password, "");
	lineedit_free(&s->password);
	lineedit_free(&s->filter);
	pane_list_close(&s->rows);
	arena_free(&s->arena);
}

/* ---- rows ---- */

static void read_agents(struct view *view)
{
	struct sign_on_view *s = view->state;
	struct store *store;
	struct err err = {0};
	arena_reset(s->arena);
	s->agents = NULL;
	s->nagents = 0;
	if (app_store(view->con->app, &store, &err) != RC_OK ||
		store_agent_list(store, s->arena, &s->agents, &s->nagents, &err) != RC_OK)
		console_error(view->con, &err);
	if (s->nagents == 0)
		list_set_empty(s->rows.list,
			_("Nobody is here yet. “carrel user add” makes the first one."));
}

/* "es,ca" as "Spanish, Catalan". */
static const char *speaks(const char *codes, struct arena *a)
{
	const char *text = "";
	while (codes && *codes) {
		size_t n = strcspn(codes, ",");
		const char *code = arena_strndup(a, codes, n);
		text = arena_printf(a, "%s%s%s", text, *text ? ", " : "", pane_language(code));
		codes += n + (codes[n] == ',');
	}
	return text;
}

static bool matches(const struct sign_on_view *s, const struct agent *agent)
{
	struct arena *a = s->rows.arena;
	const char *typed = fold_text(a, lineedit_text(s->filter));
	const char *hay = fold_text(a, arena_printf(a, "%s %s", agent->name, agent->login));
	return !*typed || fold_match(hay, typed);
}

static void make_rows(struct sign_on_view *s)
{
	struct arena *a = s->rows.arena;
	int64_t first = LIST_NO_ID;
	pane_list_begin(&s->rows, s->nagents);
	for (size_t i = 0; i < s->nagents; i++) {
		const struct agent *agent = &s->agents[i];
		if (!matches(s, agent))
			continue;
		struct pane_row *row = pane_list_add(&s->rows, agent->id);
		row->ref = (int64_t)i;
		row->cell[F_NAME] = (struct list_cell){agent->name, STYLE_DEFAULT};
		row->cell[F_ROLE] = (struct list_cell){
			_(word_label(agent_role_words, (int)agent->role)), STYLE_DEFAULT};
		row->cell[F_SPEAKS] = (struct list_cell){speaks(agent->languages, a), STYLE_DIM};
		row->cell[F_STATE] = (struct list_cell){
			_(word_label(agent_state_words, (int)agent->state)), STYLE_DIM};
		if (first == LIST_NO_ID && agent->role == ROLE_AGENT)
			first = agent->id;
	}
	list_refresh(s->rows.list);
	if (!s->placed && first != LIST_NO_ID)
		s->placed = list_select(s->rows.list, first);
}

/* ---- layout and painting ---- */

/* Names read best in a column of their own, not stretched over a wide screen. */
static struct rect column(struct rect rect)
{
	struct rect in = pane_inside(rect);
	if (in.cols > WIDTH_MAX) {
		in.col += (in.cols - WIDTH_MAX) / 2;
		in.cols = WIDTH_MAX;
	}
	return in;
}

static int head_rows(struct rect in)
{
	return in.rows > HEAD_ROWS + 4 ? HEAD_ROWS : 1;
}

static void sign_on_recalc(struct view *view, struct rect rect)
{
	struct sign_on_view *s = view->state;
	struct rect in = column(rect);
	if (s->reads != view->con->desk->reads + 1) {
		read_agents(view);
		s->reads = view->con->desk->reads + 1;
	}
	make_rows(s);
	list_set_match(s->rows.list, lineedit_text(s->filter));
	pane_list_end(&s->rows, shapes, in.cols, in.rows - head_rows(in));
}

static void paint_field(
	const struct sign_on_view *s, struct grid *grid, struct rect in, bool focused)
{
	const struct lineedit *edit = s->asking ? s->password : s->filter;
	const char *label = s->asking ? _("Password") : _("Name");
	int used = grid_text(grid, in.row, in.col + 1, in.cols - 2, STYLE_HEADING, label) + 2;
	int room = in.cols - used - 2;
	if (room < 4)
		return;
	lineedit_paint(edit, grid, in.row, in.col + used, room < 30 ? room : 30, STYLE_INPUT,
		focused && (s->asking || lineedit_len(edit) > 0),
		s->asking ? NULL : _("type to find"));
}

static void sign_on_paint(
	const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct sign_on_view *s = view->state;
	pane_frame(view, grid, rect, focused, NULL, NULL);
	struct rect in = column(rect);
	int head = head_rows(in);
	if (head > 1) {
		grid_text_cut(grid, in.row, in.col + 1, in.cols - 2, STYLE_HEADING,
			view->con->app->world
				? _("A demo centre, everybody in it invented. Choose who you are:")
				: _("Who sits here? Choose your name and press Enter."));
		in.row += head - 1;
		in.rows -= head - 1;
	}
	struct rect list = {in.row + 1, in.col, in.rows - 1, in.cols};
	bool typing = s->asking || lineedit_len(s->filter) > 0;
	pane_list_paint(&s->rows, grid, list, focused);
	paint_field(s, grid, in, focused && typing);
}

/* ---- keys ---- */

/* Signing on takes this view away: nothing of it is touched afterwards. The password goes as an
 * argument, never as text that a parser or a log could see. */
static void sign_on(struct console *con, const char *login, const char *password)
{
	const char *argv[] = {"sign-on", login, password};
	popup_run(con, password ? 3 : 2, argv);
}

static void submit(struct view *view)
{
	struct sign_on_view *s = view->state;
	const struct pane_row *row = pane_list_selected(&s->rows);
	if (!row)
		return;
	const struct agent *agent = &s->agents[row->ref];
	bool locked = agent->password_hash && *agent->password_hash;
	if (locked && !s->asking) {
		s->asking = true;
		lineedit_set(s->password, "");
		return;
	}
	char *login = xstrdup(agent->login);
	char *password = locked ? xstrdup(lineedit_text(s->password)) : NULL;
	lineedit_set(s->password, "");
	sign_on(view->con, login, password);
	if (password)
		explicit_bzero(password, strlen(password));
	free(password);
	free(login);
}

static unsigned password_key(struct view *view, const struct key *key)
{
	struct sign_on_view *s = view->state;
	if (key->kind == KEY_ESC) {
		s->asking = false;
		lineedit_set(s->password, "");
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	unsigned bits = lineedit_key(s->password, key);
	if (bits & WIDGET_SUBMIT)
		submit(view);
	return bits;
}

static unsigned sign_on_key(struct view *view, const struct key *key)
{
	struct sign_on_view *s = view->state;
	if (s->asking)
		return password_key(view, key);
	bool text = key->kind == KEY_CHAR || key->kind == KEY_BACKSPACE || key->kind == KEY_PASTE;
	if (text) {
		unsigned bits = lineedit_key(s->filter, key);
		make_rows(s);
		return bits;
	}
	unsigned bits = list_key(s->rows.list, key);
	if (bits & WIDGET_SUBMIT)
		submit(view);
	return bits;
}

const struct view_class view_sign_on_class = {
	.name = "sign-on",
	.title = N_("carrel"),
	.context = "form",
	.by_minute = true,
	.state_size = sizeof(struct sign_on_view),
	.open = sign_on_open,
	.close = sign_on_close,
	.recalc = sign_on_recalc,
	.paint = sign_on_paint,
	.key = sign_on_key,
};
