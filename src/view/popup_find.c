/* F3: one box for number, name, mail, case, order and words. What was typed is looked for once a frame,
 * and no longer when another key waits; a key that means what was found waits for it. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/found.h"
#include "carrel/i18n.h"
#include "carrel/store.h"
#include "carrel/store_screen.h"
#include "carrel/strbuf.h"
#include "carrel/term.h"
#include "view/pane.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include <stdio.h>
#include <string.h>

enum {
	FOUND_MAX = 30,
	COMMAND = 96,
	KIND_CELLS = 12,
	WHEN_CELLS = 10,
	WHO_CELLS = 16,
	STATE_CELLS = 8,
	LABEL_LEAST = 30,
	GAP_CELLS = 2,
	FRAME_CELLS = 5, /* both sides, the mark, and the gap after the label */
};

struct state {
	struct popup_prompt p;
	struct find_row *rows;
	size_t n;
	struct prompt_choice *choices;
	const char *note;
	int cols;     /* of the window */
	bool pending; /* what is shown is not yet for what is typed */
};

static const char *padded(const char *s, size_t width, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	cells_pad(&out, s, width, false);
	const char *kept = arena_strdup(a, out.buf);
	strbuf_fini(&out);
	return kept;
}

/* A case is known by its number, everything else says what it is. */
static const char *kind_of(const struct find_row *row, struct arena *a)
{
	return row->kind == FIND_CASE ? pane_number(a, row->case_number)
				      : _(word_label(found_kind_words, (int)row->kind));
}

struct widths {
	size_t kind, label, when, who; /* cells */
};

static size_t wider(size_t width, const char *s, size_t most)
{
	size_t n = s ? cells_widths(s) : 0;
	return n < width ? width : n < most ? n : most;
}

static struct widths widths_of(const struct state *st, const struct app *app, int64_t now)
{
	struct widths w = {0};
	struct arena *a = st->p.arena;
	for (size_t i = 0; i < st->n; i++) {
		const struct find_row *row = &st->rows[i];
		w.kind = wider(w.kind, kind_of(row, a), KIND_CELLS);
		w.when = wider(w.when, found_when(app, row, now, a), WHEN_CELLS);
		w.who = wider(w.who, row->who, WHO_CELLS);
	}
	size_t beside = FRAME_CELLS + w.when + w.who + STATE_CELLS + 2 * GAP_CELLS;
	size_t cols = (size_t)st->cols;
	w.label = cols > beside + LABEL_LEAST ? cols - beside : LABEL_LEAST;
	return w;
}

/* When, whose, how it stands; at the end where the words were said, for a wide screen. */
static const char *detail_of(const struct find_row *row, const struct app *app, int64_t now,
	const struct widths *w, struct arena *a)
{
	const char *detail = found_detail(row, a);
	if (row->kind == FIND_CUSTOMER)
		return arena_printf(
			a, "%s%s#%lld", detail, *detail ? "  " : "", (long long)row->customer_id);
	return arena_printf(a, "%s  %s  %s%s%s", padded(found_when(app, row, now, a), w->when, a),
		padded(row->who ? row->who : "-", w->who, a), found_state(row),
		*found_state(row) && *detail ? "  " : "", detail);
}

static const char *note_of(
	const char *typed, const struct find_row *rows, size_t n, struct arena *a)
{
	if (!*typed)
		return _("Number, name, mail, case, order or words.");
	return found_note(typed, rows, n, a);
}

/* The subject gives way before whose it is and how it stands; a customer has nothing else to tell. */
static const char *label_of(const struct find_row *row, const struct widths *w, struct arena *a)
{
	const char *label =
		arena_printf(a, "%s  %s", padded(kind_of(row, a), w->kind, a), found_what(row, a));
	return row->kind != FIND_CUSTOMER && cells_widths(label) > w->label
		? padded(label, w->label, a)
		: label;
}

static void show_found(struct state *st, const struct app *app)
{
	int64_t now = clock_wall_ms();
	struct arena *a = st->p.arena;
	struct widths w = widths_of(st, app, now);
	st->choices = arena_array(a, st->n + 1, sizeof(*st->choices));
	for (size_t i = 0; i < st->n; i++)
		st->choices[i] = (struct prompt_choice){.id = (int64_t)i,
			.label = label_of(&st->rows[i], &w, a),
			.detail = detail_of(&st->rows[i], app, now, &w, a)};
	prompt_set_note(st->p.prompt, st->note);
	prompt_set_choices(st->p.prompt, st->choices, st->n);
}

static bool key_waits(void *con)
{
	return term_waiting(((struct console *)con)->term);
}

/* What was found before stays on the screen when it is given up. */
static void find_typed(struct view *view, store_stop_fn *stop)
{
	struct state *st = view->state;
	struct app *app = view->con->app;
	const char *typed = prompt_text(st->p.prompt);
	struct arena *a = arena_new();
	struct find_row *rows = NULL;
	size_t n = 0;
	struct err err = {0};
	store_stop_when(app->store, stop, view->con);
	enum rc rc = *typed
		? store_find(app->store, typed, app_region(app), FOUND_MAX, a, &rows, &n, &err)
		: RC_OK;
	store_stop_when(app->store, NULL, NULL);
	if (rc == RC_CANCELLED) {
		arena_free(&a);
		console_dirty(view->con); /* asked again, if the key that waited was none to us */
		return;
	}
	arena_free(&st->p.arena);
	st->p.arena = a;
	st->rows = rows;
	st->n = rc == RC_OK ? n : 0;
	st->pending = false;
	st->note = rc == RC_OK ? note_of(typed, rows, n, a) : arena_strdup(a, err.text);
	show_found(st, app);
}

static void find_changed(struct view *view)
{
	struct state *st = view->state;
	st->pending = true;
}

static void find_recalc(struct view *view, struct rect rect)
{
	struct state *st = view->state;
	bool other = st->cols != rect.cols;
	st->cols = rect.cols;
	if (st->pending)
		find_typed(view, key_waits);
	else if (other)
		show_found(st, view->con->app);
}

static bool is_typing(const struct key *key)
{
	return key->kind == KEY_CHAR || key->kind == KEY_BACKSPACE || key->kind == KEY_PASTE;
}

static unsigned find_key(struct view *view, const struct key *key)
{
	const struct state *st = view->state;
	if (st->pending && !is_typing(key))
		find_typed(view, NULL);
	return popup_prompt_key(view, key);
}

/* With a caller on the line Enter says who or what it is about; else it shows it. */
static void take_row(struct view *view, const struct find_row *row)
{
	struct console *con = view->con;
	bool attach = con->desk->hand.call.id != 0 || con->desk->hand.item.id != 0;
	char command[COMMAND];
	struct casefile c;
	struct err err = {0};
	if (row->case_id && row->kind != FIND_CUSTOMER &&
		store_casefile_get(con->app->store, row->case_id, con->desk->arena, &c, &err) ==
			RC_OK)
		snprintf(command, sizeof(command), "%s %s", attach ? "attach" : "show", c.number);
	else
		snprintf(command, sizeof(command), "%s --customer %lld", attach ? "attach" : "show",
			(long long)row->customer_id);
	console_popup_close(con);
	console_command(con, command);
}

static void find_chosen(struct view *view, int64_t id, bool any)
{
	struct state *st = view->state;
	if (any && (size_t)id < st->n)
		take_row(view, &st->rows[id]);
}

static void find_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	(void)arg;
	st->p = (struct popup_prompt){
		.arena = arena_new(), .changed = find_changed, .chosen = find_chosen};
	st->p.prompt = prompt_new(PROMPT_ROWS, _("Find"), _("Enter takes it - Esc back"), true);
	prompt_set_digits(st->p.prompt, false); /* digits are telephone and case numbers here */
	find_typed(view, NULL);
}

const struct view_class view_find_class = {
	.name = "find",
	.title = N_("Find"),
	.context = "popup",
	.popup = true,
	.one_row = true,
	.state_size = sizeof(struct state),
	.open = find_open,
	.close = popup_prompt_close,
	.recalc = find_recalc,
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = find_key,
};
