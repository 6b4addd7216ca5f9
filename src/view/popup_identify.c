/* Who is it, and is it really them: what is asked goes into the fields as it is heard, those who fit stand
 * below. Choosing one says who is on the line; that they proved it is said with a key of its own, and
 * kept with the name of who asked and the time. */
#include "view/pane.h"
#include "view/popup_parts.h"
#include "view/popup_people.h"
#include "view/popups.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/fit_words.h"
#include "carrel/form.h"
#include "carrel/i18n.h"
#include "carrel/phone.h"
#include "carrel/store_people.h"
#include "carrel/windows.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD_ROWS = 1, FOUND_MAX = 4, LOOK_MAX = 50 };

struct state {
	struct form *form;
	struct arena *arena;
	struct form_field fields[HEARD_KINDS];
	const char *head;
	struct arena *look;
	const char *looked; /* what was asked for last */
	struct popup_people people;
};

/* ---- who it is now ---- */

static const char *head_line(const struct view *view, struct arena *a)
{
	const struct desk *desk = view->con->desk;
	const struct customer *c = &desk->pop.customer;
	if (desk->has_pop && c->verified_at && desk->pop.verified_by)
		return arena_printf(a, _("%s, verified by %s, %s."), c->name, desk->pop.verified_by,
			app_when(view->con->app, c->verified_at, clock_wall_ms(), a));
	if (desk->has_pop && c->verified_at)
		return arena_printf(a, _("%s, verified %s."), c->name,
			app_when(view->con->app, c->verified_at, clock_wall_ms(), a));
	if (desk->has_pop)
		return arena_printf(a, _("%s, not verified."), c->name);
	if (desk->hand.call.from_number)
		return arena_printf(a, _("%s, nobody we know: what do they say?"),
			phone_group(desk->hand.call.from_number, a));
	return _("What was heard: spelled, misheard or half said.");
}

static void identify_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	(void)arg;
	st->arena = arena_new();
	st->look = arena_new();
	st->fields[HEARD_NAME] =
		(struct form_field){.id = "name", .label = N_("Name"), .hint = N_("as it sounds")};
	st->fields[HEARD_BORN] = (struct form_field){
		.id = "born", .label = N_("Born"), .hint = N_("2 March 1980, 2/3/80")};
	st->fields[HEARD_POSTCODE] = (struct form_field){.id = "postcode", .label = N_("Postcode")};
	st->fields[HEARD_PHONE] = (struct form_field){.id = "phone", .label = N_("Number")};
	st->fields[HEARD_MAIL] = (struct form_field){.id = "mail", .label = N_("E-mail")};
	st->form = form_new(st->fields, HEARD_KINDS);
	st->head = head_line(view, st->arena);
}

static void identify_close(struct view *view)
{
	struct state *st = view->state;
	form_free(&st->form);
	arena_free(&st->arena);
	arena_free(&st->look);
}

/* ---- who fits ---- */

static const char *whole_text(const struct state *st, struct arena *a)
{
	const char *text = "";
	for (int i = 0; i < HEARD_KINDS; i++)
		text = arena_printf(a, "%s%s\n", text, form_text(st->form, i));
	return text;
}

/* Whoever is in hand is the one to be proved: they stand first, if they fit at all. */
static void in_hand_first(const struct view *view, struct person_row *rows, size_t n)
{
	int64_t id = view->con->desk->hand.customer_id;
	for (size_t i = 1; i < n && id; i++)
		if (rows[i].id == id) {
			struct person_row them = rows[i];
			memmove(&rows[1], rows, i * sizeof(*rows));
			rows[0] = them;
		}
}

static void show(struct state *st, const struct person_row *found, size_t n)
{
	st->people.rows = arena_array(st->look, n + 1, sizeof(*st->people.rows));
	for (st->people.n = 0; st->people.n < n; st->people.n++) {
		const struct person_row *p = &found[st->people.n];
		st->people.rows[st->people.n] =
			(struct popup_person){p->id, p->name, fit_words(p, st->look), false};
	}
}

/* Nothing asked yet. */
static void show_in_hand(struct view *view)
{
	struct state *st = view->state;
	const struct desk *desk = view->con->desk;
	st->people.rows = arena_array(st->look, 1, sizeof(*st->people.rows));
	st->people.n = 0;
	if (desk->has_pop)
		st->people.rows[st->people.n++] = (struct popup_person){desk->pop.customer.id,
			arena_strdup(st->look, desk->pop.customer.name), _("nothing asked yet"),
			false};
}

static void look(struct view *view)
{
	struct state *st = view->state;
	struct app *app = view->con->app;
	struct heard heard[HEARD_KINDS];
	const char *said[HEARD_KINDS];
	struct person_row *found = NULL;
	size_t n = 0, nheard = 0;
	struct err ignored = {0};
	for (int kind = 0; kind < HEARD_KINDS; kind++) {
		said[kind] = form_text(st->form, kind);
		if (said[kind][strspn(said[kind], " ")])
			heard[nheard++] = (struct heard){(enum heard_kind)kind, &said[kind], 1};
	}
	if (nheard == 0) {
		show_in_hand(view);
		return;
	}
	if (store_identify(app->store, heard, nheard, app_region(app), LOOK_MAX, st->look, &found,
		    &n, &ignored) != RC_OK)
		n = 0;
	in_hand_first(view, found, n);
	show(st, found, n < FOUND_MAX ? n : FOUND_MAX);
}

static void identify_recalc(struct view *view, struct rect rect)
{
	struct state *st = view->state;
	(void)rect;
	int64_t chosen = popup_people_chosen(&st->people);
	const char *text = whole_text(st, st->arena);
	if (st->looked && strcmp(st->looked, text) == 0)
		return;
	arena_reset(st->look);
	st->looked = arena_strdup(st->look, text);
	look(view);
	popup_people_keep(&st->people, chosen);
}

/* ---- the window ---- */

static struct rect identify_place(const struct view *view, struct rect body)
{
	const struct state *st = view->state;
	return popup_form_place(st->form, body, HEAD_ROWS + FOUND_MAX);
}

static void identify_paint(
	const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct state *st = view->state;
	const struct popup_titles titles = {.title = _("Who is it?"),
		.bottom = _("Tab next field - Down chooses - Enter: it is them - Esc back")};
	struct rect in = popup_frame(grid, rect, &titles);
	struct popup_shares room = popup_people_shares(&st->people, form_rows(st->form), in.rows);
	if (room.head)
		grid_text_cut(grid, in.row, in.col + 1, in.cols - 2, STYLE_POPUP, st->head);
	struct rect fields = {in.row + room.head, in.col, room.fields, in.cols};
	struct rect people = {fields.row + fields.rows, in.col, room.people, in.cols};
	if (fields.rows > 0)
		form_paint(st->form, grid, fields, focused && !st->people.choosing);
	popup_people_paint(&st->people, grid, people);
}

/* ---- keys ---- */

static void choose(struct view *view)
{
	struct state *st = view->state;
	struct console *con = view->con;
	size_t row = st->people.choosing ? st->people.row : 0;
	if (row >= st->people.n) {
		form_set_error(st->form, form_focus(st->form), _("Nobody we know is like that."));
		return;
	}
	const struct popup_person *who = &st->people.rows[row];
	struct arena *a = arena_new();
	const char *command = arena_printf(a,
		desk_in_hand(con->desk) ? "identified %lld --ask" : "show --customer %lld",
		(long long)who->id);
	console_popup_close(con); /* the view is gone from here on */
	console_command(con, command);
	arena_free(&a);
}

static unsigned identify_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	if (key->kind == KEY_ENTER) {
		choose(view);
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	if (key->kind != KEY_ESC && popup_people_key(&st->people, key))
		return WIDGET_HANDLED | WIDGET_REPAINT;
	unsigned bits = form_key(st->form, key);
	if (bits & WIDGET_CANCEL)
		console_popup_close(view->con);
	return bits;
}

const struct view_class view_identify_class = {
	.name = "identify",
	.title = N_("Who is it?"),
	.context = "popup",
	.popup = true,
	.one_row = true,
	.state_size = sizeof(struct state),
	.open = identify_open,
	.close = identify_close,
	.place = identify_place,
	.recalc = identify_recalc,
	.paint = identify_paint,
	.key = identify_key,
};
