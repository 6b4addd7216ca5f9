/* Pane 3: the case in hand. Above, what was said so far, to read; below the line, the note being
 * written. Keys go to the note and nothing on the screen takes them away. */
#include "view/colleagues.h"
#include "view/pane.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/blanks.h"
#include "carrel/cells.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/go.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/textpane.h"

#include <string.h>

enum { NOTE_ROWS_MIN = 3 };

struct case_view {
	struct arena *arena; /* titles */
	const char *empty;   /* said where no case is */
	struct colleagues people;
	struct textpane *thread;
	uint64_t reads;
	int cols;
	int thread_rows;
	struct rect note; /* where the note is painted */
	const char *title, *right;
	bool refused;    /* the message line says what a blank did not take */
	const char *ask; /* of the blank under the cursor; NULL: it stands in none */
};

static void case_open(struct view *view, const void *arg)
{
	struct case_view *s = view->state;
	(void)arg;
	s->arena = arena_new();
	colleagues_open(&s->people);
	s->thread = textpane_new(false);
}

static void case_close(struct view *view)
{
	struct case_view *s = view->state;
	textpane_free(&s->thread);
	colleagues_close(&s->people);
	arena_free(&s->arena);
}

/* ---- the thread ---- */

static const char *who_wrote(const struct view *view, const struct contact *c)
{
	struct case_view *s = view->state;
	const struct desk *desk = view->con->desk;
	bool written = c->kind != CONTACT_CALL && c->kind != CONTACT_NOTE;
	if (c->direction == DIRECTION_IN && written && desk->has_pop)
		return pane_first_name(desk->pop.customer.name, s->arena);
	const char *name = colleagues_first_name(&s->people, view, c->agent_id, s->arena);
	return name ? name : _("somebody");
}

/* A transcript has a line a turn and gets a heading; a remark stands beside its time. */
static void add_contact(const struct view *view, const struct contact *c, int64_t now)
{
	struct case_view *s = view->state;
	const char *when = app_when(view->con->app, c->at, now, s->arena);
	const char *who = who_wrote(view, c);
	const char *how = _(word_label(contact_kind_words, (int)c->kind));
	const char *body = c->body && *c->body ? c->body
		: c->subject && *c->subject    ? c->subject
					       : pane_outcome_title(view->con->app, c->outcome);
	const char *head = c->kind == CONTACT_NOTE
		? arena_printf(s->arena, "%s %s", when, who)
		: arena_printf(s->arena, "%s %s, %s", when, who, how);
	if (!strchr(body, '\n')) {
		textpane_add(s->thread, STYLE_NOTE, arena_printf(s->arena, "%s: %s", head, body));
		return;
	}
	textpane_add(s->thread, STYLE_HEADING, head);
	textpane_add(s->thread, STYLE_NOTE, body);
}

/* Below what was said, so that it stands next to the note. */
static void add_steps(const struct view *view)
{
	static const char *const marks[] = {"[ ]", "[x]", "[-]"};
	struct case_view *s = view->state;
	const struct desk_work *w = &view->con->desk->work;
	for (size_t i = 0; i < w->nsteps; i++) {
		const struct checklist_item *step = &w->steps[i];
		textpane_add(s->thread, step->state == STEP_OPEN ? STYLE_NOTE : STYLE_DIM,
			arena_printf(s->arena, "%zu %s %s%s%s", i + 1, marks[step->state],
				step->step, step->reason ? " - " : "",
				step->reason ? step->reason : ""));
	}
}

static void add_links(const struct view *view)
{
	struct case_view *s = view->state;
	const struct desk_work *w = &view->con->desk->work;
	for (size_t i = 0; i < w->nlinks; i++) {
		const struct link_row *row = &w->links[i];
		const char *word = _(word_label(link_kind_words, (int)row->link.kind));
		const char *other = pane_number(s->arena, row->number);
		textpane_add(s->thread, STYLE_DIM,
			row->outgoing
				? arena_printf(s->arena, "%s %s  %s", word, other, row->subject)
				: arena_printf(s->arena, _("%s %s this case: %s"), other, word,
					  row->subject));
	}
}

/* What this person has to see to on this case, and the key for it. */
static void add_asked(const struct view *view, int64_t now)
{
	struct case_view *s = view->state;
	const struct app *app = view->con->app;
	const struct desk_work *w = &view->con->desk->work;
	const char *key = keymap_key_of(view->con->keymap, "acts");
	for (size_t i = 0; i < w->nasked; i++) {
		const struct follow_up *f = &w->asked[i].f;
		if (f->agent_id != app->actor.id ||
			(f->made_by == 0 && f->kind != FOLLOW_UP_CONFIRM))
			continue;
		textpane_add(s->thread, f->at <= now ? STYLE_LATE : STYLE_WARN,
			arena_printf(s->arena, _("%s %s  %s (%s answers)"),
				_(word_label(follow_up_words, (int)f->kind)),
				app_when(app, f->at, now, s->arena), f->what ? f->what : "",
				key ? key : "F9 acts"));
	}
}

static void add_cause(const struct view *view)
{
	struct case_view *s = view->state;
	const struct casefile *c = &view->con->desk->hand.casefile;
	if (c->root_cause)
		textpane_add(s->thread, STYLE_DIM,
			arena_printf(s->arena, _("Root cause: %s"),
				app_cause_title(view->con->app, c->root_cause)));
}

/* What has to be said before the note, in the place of what went before. */
static const char *advice(const struct desk *desk)
{
	if (desk->hand.casefile.id || !desk_in_hand(desk))
		return NULL;
	if (desk->has_pop && desk->pop.n_open > 1)
		return _("Several cases are open: choose one with F4 and Enter, or F5 starts "
			 "another.");
	if (desk->has_pop && desk->pop.n_open == 1)
		return _("One case is open: F4 and Enter takes it, F5 starts another.");
	if (desk->has_pop)
		return _("No case yet: F5 starts one, or the outcome makes one. The note is kept.");
	if (desk->hand.customers > 1)
		return _("Several people share this number: choose above, or F3 finds.");
	return _("F3 finds them, F5 adds them. The note is kept.");
}

static void make_thread(struct view *view)
{
	struct case_view *s = view->state;
	const struct desk *desk = view->con->desk;
	int64_t now = clock_wall_ms();
	const char *first = advice(desk);
	textpane_clear(s->thread);
	if (first) {
		textpane_add(s->thread, STYLE_WARN, first);
		return;
	}
	for (size_t i = 0; i < desk->nthread; i++)
		add_contact(view, &desk->thread[i], now);
	add_links(view);
	add_cause(view);
	add_steps(view);
	add_asked(view, now);
}

/* ---- titles ---- */

/* Honest: "saved" only when the journal has exactly what stands there. */
static const char *saved_word(const struct view *view)
{
	const struct desk *desk = view->con->desk;
	struct case_view *s = view->state;
	if (desk->note_changed)
		return _("typing…");
	if (!desk->note_saved_at || textpane_len(desk->note) == 0)
		return "";
	struct clock_local t = clock_local(desk->note_saved_at, app_zone(view->con->app));
	return arena_printf(s->arena, _("saved %02d:%02d"), t.hour, t.minute);
}

/* The queue gives way to the subject where both do not fit. */
enum { WIDE_TITLE = 64 };

/* "  part of 482 1937-6" or "  2 parts", behind the subject: where there is no room it is read below. */
static const char *family_words(const struct view *view)
{
	struct case_view *s = view->state;
	const struct desk_work *w = &view->con->desk->work;
	const char *above = "";
	size_t parts = 0;
	for (size_t i = 0; i < w->nlinks; i++) {
		const struct link_row *row = &w->links[i];
		if (row->link.kind != LINK_PARENT)
			continue;
		if (row->outgoing)
			above = arena_printf(
				s->arena, _("  part of %s"), pane_number(s->arena, row->number));
		parts += !row->outgoing;
	}
	return parts == 0
		? above
		: arena_printf(s->arena, i18n_plural("%s  %zu part", "%s  %zu parts", parts), above,
			  parts);
}

static void make_titles(struct view *view, int cols)
{
	struct case_view *s = view->state;
	const struct desk *desk = view->con->desk;
	const struct casefile *c = &desk->hand.casefile;
	s->title = s->right = NULL;
	if (!desk_in_hand(desk))
		return;
	const char *saved = saved_word(view);
	if (!c->id) {
		s->title = _("3 Case, not chosen yet");
		s->right = saved;
		return;
	}
	s->title = arena_printf(s->arena, "%s %s  %s%s", _("3 Case"),
		pane_number(s->arena, c->number), c->subject, family_words(view));
	int64_t queue = c->queue_id ? c->queue_id : desk->hand.item.queue_id;
	const char *where = cols >= WIDE_TITLE ? desk_queue_title(desk, queue) : "";
	const char *writer = desk_work_writer(desk, clock_wall_ms());
	if (writer)
		s->right = arena_printf(
			s->arena, _("%s is writing"), pane_first_name(writer, s->arena));
	else
		s->right = arena_printf(s->arena, "%s%s%s%s%s", pane_case_word(c->state),
			*where ? " " : "", where, *saved ? "  " : "", saved);
}

/* What the blank under the cursor wants; the number says how many are open still. */
static void make_ask(struct view *view)
{
	struct case_view *s = view->state;
	struct blanks_now now;
	s->ask = NULL;
	if (!blanks_now(view->con->desk, s->arena, &now))
		return;
	const char *example = *now.example ? arena_printf(s->arena, " (%s)", now.example) : "";
	s->ask = arena_printf(s->arena, _("%zu to fill: %s%s"), now.left, now.ask, example);
}

/* ---- laying out ---- */

static void case_recalc(struct view *view, struct rect rect)
{
	struct case_view *s = view->state;
	const struct desk *desk = view->con->desk;
	struct rect in = pane_inside(rect);
	int cols = in.cols > 2 ? in.cols - 2 : 1;
	arena_reset(s->arena);
	make_titles(view, in.cols);
	make_ask(view);
	s->empty = arena_printf(s->arena, _("No case. %s F3 finds one."), go_words(view->con->app));
	bool news = s->reads != desk->reads + 1;
	if (news)
		make_thread(view);
	int above = in.rows - 1 - NOTE_ROWS_MIN;
	int most = above < 0 ? 0 : in.rows > 12 ? (in.rows - 1) * 3 / 5 : above;
	textpane_set_size(s->thread, most > 0 ? most : 1, cols);
	bool any = desk->nthread + desk->work.nsteps + desk->work.nlinks + desk->work.nasked > 0 ||
		desk->hand.casefile.root_cause;
	int lines = advice(desk) || any ? textpane_lines(s->thread) : 0;
	s->thread_rows = lines < most ? lines : most;
	if (s->thread_rows > 0)
		textpane_set_size(s->thread, s->thread_rows, cols);
	if (news || s->cols != cols)
		textpane_end(s->thread);
	s->reads = desk->reads + 1;
	s->cols = cols;
	if (s->ask && s->thread_rows == 0)
		s->right = s->ask;
	int used = s->thread_rows > 0 ? s->thread_rows + 1 : 0;
	s->note = (struct rect){in.row + used, in.col + 1, in.rows - used, cols};
	if (s->note.rows > 0)
		textpane_set_size(desk->note, s->note.rows, cols);
	blanks_show(view->con->desk);
}

/* ---- painting ---- */

/* A blank's question stands where its answer is typed. */
static void paint_rule(const struct case_view *s, struct grid *grid, struct rect rect)
{
	const char *words = s->ask ? "" : _(" you, now ");
	int row = s->note.row - 1;
	int width = (int)cells_widths(words);
	grid_rule(grid, row, rect.col, rect.cols, STYLE_BORDER);
	if (width > 0 && width + 4 < rect.cols)
		grid_text(grid, row, rect.col + rect.cols - width - 2, width, STYLE_DIM, words);
	if (!s->ask || rect.cols < 8)
		return;
	int used = grid_text_cut(grid, row, rect.col + 3, rect.cols - 6, STYLE_HINT_KEY, s->ask);
	grid_text(grid, row, rect.col + 2, 1, STYLE_BORDER, " ");
	grid_text(grid, row, rect.col + 3 + used, 1, STYLE_BORDER, " ");
}

static void case_paint(const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct case_view *s = view->state;
	const struct desk *desk = view->con->desk;
	struct rect in = pane_frame(view, grid, rect, focused, s->title, s->right);
	if (!desk_in_hand(desk)) {
		grid_text_wrap(grid, (struct rect){in.row, in.col + 1, in.rows, in.cols - 2},
			STYLE_DIM, s->empty);
		if (focused)
			grid_cursor_set(grid, in.row, in.col);
		return;
	}
	struct rect above = {in.row, in.col + 1, s->thread_rows, in.cols - 2};
	if (s->thread_rows > 0)
		textpane_paint(s->thread, grid, above, STYLE_NOTE, false);
	if (s->thread_rows > 0)
		paint_rule(s, grid, rect);
	if (s->note.rows > 0)
		textpane_paint(desk->note, grid, s->note, STYLE_DEFAULT, focused);
}

/* ---- keys ---- */

/* What a blank refused stands on the message line until it takes something. */
static void tell_refused(struct view *view, const struct err *err)
{
	struct case_view *s = view->state;
	if (err->rc != RC_OK)
		console_message(view->con, MESSAGE_WARN, "%s", err->text);
	else if (s->refused)
		console_message(view->con, MESSAGE_INFO, "%s", "");
	s->refused = err->rc != RC_OK;
}

/* Tab: the next blank of a canned text, else the next pane. */
static bool next_blank(struct view *view, bool back)
{
	struct err err = {0};
	bool moved = false;
	enum rc rc = blanks_next(view->con->desk, back, &moved, &err);
	tell_refused(view, &err);
	return rc != RC_OK || moved;
}

/* True if a blank took the key. */
static bool blank_key(struct view *view, const struct key *key)
{
	struct err err = {0};
	if (!blanks_key(view->con->desk, key, &err))
		return false;
	tell_refused(view, &err);
	return true;
}

/* ";;" at the start of a word opens the texts, so that nobody has to leave the letters. */
static void short_form(struct view *view)
{
	struct textpane *note = view->con->desk->note;
	const char *text = textpane_text(note);
	size_t at = textpane_cursor(note);
	if (at < 2 || memcmp(text + at - 2, ";;", 2) != 0)
		return;
	if (at > 2 && text[at - 3] != ' ' && text[at - 3] != '\n')
		return;
	textpane_replace(note, at - 2, at, "", 0);
	console_command(view->con, "texts");
}

/* With no typing to do again, Ctrl-R does what the message of an undo promises: the act itself. */
static unsigned redo_act(struct view *view, const struct key *key)
{
	if (key->kind != KEY_CHAR || key->rune != 'r' || !(key->mods & KEY_MOD_CTRL))
		return WIDGET_NONE;
	console_command(view->con, "redo");
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

static unsigned note_key(struct view *view, const struct key *key)
{
	struct desk *desk = view->con->desk;
	if (!*desk->note_key)
		return WIDGET_NONE;
	if (blank_key(view, key))
		return WIDGET_HANDLED | WIDGET_REPAINT;
	unsigned bits = textpane_key(desk->note, key);
	blanks_follow(desk);
	if (!(bits & WIDGET_CHANGED))
		return redo_act(view, key) | bits;
	desk->note_changed = true;
	console_typed(view->con);
	if (key_is_char(key, ';'))
		short_form(view);
	return bits;
}

static unsigned case_key(struct view *view, const struct key *key)
{
	struct case_view *s = view->state;
	switch ((int)key->kind) {
	case KEY_TAB:
		if (!*view->con->desk->note_key || !next_blank(view, false))
			console_command(view->con, "pane-next");
		return WIDGET_HANDLED | WIDGET_REPAINT;
	case KEY_BTAB:
		if (!*view->con->desk->note_key || !next_blank(view, true))
			console_command(view->con, "pane-back");
		return WIDGET_HANDLED | WIDGET_REPAINT;
	case KEY_PGUP:
	case KEY_PGDN:
		if (s->thread_rows > 0 && textpane_lines(s->thread) > s->thread_rows)
			return textpane_key(s->thread, key);
		return note_key(view, key);
	default: return note_key(view, key);
	}
}

static int64_t case_case(const struct view *view)
{
	return view->con->desk->hand.casefile.id;
}

const struct view_class view_case_class = {
	.name = "case",
	.title = N_("3 Case"),
	.context = "text",
	.by_minute = true,
	.state_size = sizeof(struct case_view),
	.open = case_open,
	.close = case_close,
	.recalc = case_recalc,
	.paint = case_paint,
	.key = case_key,
	.selected_case = case_case,
};
