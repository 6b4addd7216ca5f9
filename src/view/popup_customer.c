/* F5 with somebody on the line whom nobody knows: their name, and what else they care to say. Enter
 * adds them and opens the case; the number they call from becomes theirs. */
#include "view/pane.h"
#include "view/popup_parts.h"
#include "view/popup_people.h"
#include "view/popups.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/customer.h"
#include "carrel/drafts.h"
#include "carrel/form.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/phone.h"
#include "carrel/store_people.h"

#include <stdlib.h>
#include <string.h>

enum field { F_NAME, F_MAIL, F_LANGUAGE, FIELDS };
enum { HEAD_ROWS = 1, ARGS_MAX = 12, SIMILAR_MAX = 3 };

struct state {
	struct form *form;
	struct arena *arena;
	struct form_field fields[FIELDS];
	const char *const
		*codes; /* of the languages, in the order of the choice; NULL-terminated */
	const char *head;
	struct arena *look;          /* of what was looked for last, and of what was found */
	const char *looked;          /* the name and address that were looked for */
	struct popup_people similar; /* who may be the same */
	const char *key; /* of the journal: what was typed comes back with the same caller */
};

static const char *head_line(const struct view *view, struct arena *a)
{
	const struct call *call = &view->con->desk->hand.call;
	if (call->from_number)
		return arena_printf(
			a, _("%s becomes their number."), phone_group(call->from_number, a));
	return call->id ? _("The number is withheld: none is kept.") : _("Who is it?");
}

/* ---- what was typed and not added yet: the name, and the address below it ---- */

static void bring_typed(struct view *view)
{
	struct state *st = view->state;
	const struct desk *desk = view->con->desk;
	const char *text;
	struct err ignored = {0};
	st->key = desk_newcomer_key(desk, st->arena);
	if (!desk->drafts ||
		drafts_get(desk->drafts, st->key, st->arena, &text, NULL, &ignored) != RC_OK)
		return;
	size_t name = strcspn(text, "\n");
	form_set(st->form, F_NAME, arena_strndup(st->arena, text, name));
	form_set(st->form, F_MAIL, text[name] ? text + name + 1 : "");
}

static void keep_typed(struct view *view)
{
	struct state *st = view->state;
	const struct desk *desk = view->con->desk;
	const char *name = form_text(st->form, F_NAME), *mail = form_text(st->form, F_MAIL);
	const char *text = arena_printf(st->arena, "%s\n%s", name, mail);
	size_t n = (*name || *mail) && desk_in_hand(desk) ? strlen(text) : 0;
	struct err err = {0};
	if (desk->drafts && drafts_put(desk->drafts, st->key, text, n, &err) != RC_OK)
		console_error(view->con, &err);
}

static void customer_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	(void)arg;
	st->arena = arena_new();
	st->look = arena_new();
	st->codes = popup_languages(view->con, view->con->desk->hand.item.language, st->arena);
	st->fields[F_NAME] = (struct form_field){
		.id = "name", .label = N_("Name"), .hint = N_("who is on the line?")};
	st->fields[F_MAIL] = (struct form_field){
		.id = "mail", .label = N_("E-mail"), .hint = N_("if they give one")};
	st->fields[F_LANGUAGE] = (struct form_field){.id = "language",
		.label = N_("Language"),
		.kind = FORM_CHOICE,
		.choices = popup_language_words(st->codes, st->arena)};
	st->form = form_new(st->fields, FIELDS);
	st->head = head_line(view, st->arena);
	bring_typed(view);
}

static void customer_close(struct view *view)
{
	struct state *st = view->state;
	keep_typed(view);
	form_free(&st->form);
	arena_free(&st->arena);
	arena_free(&st->look);
}

/* While the name is typed: somebody of nearly that name, or that very address, may be known. */
static void customer_recalc(struct view *view, struct rect rect)
{
	struct state *st = view->state;
	const char *name = form_text(st->form, F_NAME), *mail = form_text(st->form, F_MAIL);
	struct app *app = view->con->app;
	struct person_row *found = NULL;
	size_t n = 0;
	struct err ignored = {0};
	(void)rect;
	size_t len = strlen(name);
	if (st->looked && strncmp(st->looked, name, len) == 0 && st->looked[len] == '\n' &&
		strcmp(st->looked + len + 1, mail) == 0)
		return;
	int64_t chosen = popup_people_chosen(&st->similar);
	arena_reset(st->look);
	st->looked = arena_printf(st->look, "%s\n%s", name, mail);
	st->similar.n = 0;
	if (!app->store ||
		store_customer_similar(app->store, name, NULL, *mail ? mail : NULL, app_region(app),
			SIMILAR_MAX, st->look, &found, &n, &ignored) != RC_OK)
		n = 0;
	st->similar.rows = arena_array(st->look, n + 1, sizeof(*st->similar.rows));
	for (; st->similar.n < n; st->similar.n++) {
		const struct person_row *p = &found[st->similar.n];
		st->similar.rows[st->similar.n] = (struct popup_person){
			p->id, p->name, p->detail, p->kind == CUSTOMER_COMPANY};
	}
	popup_people_keep(&st->similar, chosen);
}

/* As high as it may get, so that it does not jump while one types. */
static struct rect customer_place(const struct view *view, struct rect body)
{
	const struct state *st = view->state;
	return popup_form_place(st->form, body, HEAD_ROWS + SIMILAR_MAX);
}

static bool company_chosen(const struct state *st)
{
	return popup_people_chosen(&st->similar) && st->similar.rows[st->similar.row].company;
}

static const char *what_enter_does(const struct state *st)
{
	if (company_chosen(st))
		return _("Enter: it is them - Space: somebody of theirs - Up back - Esc back");
	if (st->similar.choosing)
		return _("Enter: it is them - Up back to the name - Esc back");
	return st->similar.n ? _("Enter adds them - Down: it is one of these - Esc back")
			     : _("Enter adds them and opens a case - Tab next field - Esc back");
}

static void customer_paint(
	const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct state *st = view->state;
	const struct popup_titles titles = {
		.title = _("Somebody new"), .bottom = what_enter_does(st)};
	struct rect in = popup_frame(grid, rect, &titles);
	struct popup_shares room = popup_people_shares(&st->similar, form_rows(st->form), in.rows);
	if (room.head)
		grid_text_cut(grid, in.row, in.col + 1, in.cols - 2, STYLE_POPUP,
			st->similar.n ? _("Perhaps one of those below?") : st->head);
	struct rect fields = {in.row + room.head, in.col, room.fields, in.cols};
	struct rect list = {fields.row + fields.rows, in.col, room.people, in.cols};
	if (fields.rows > 0)
		form_paint(st->form, grid, fields, focused && !st->similar.choosing);
	popup_people_paint(&st->similar, grid, list);
}

/* ---- keys ---- */

/* A wrong field is shown where it is; nothing is asked of the store before all are right. */
static bool fields_are_right(struct view *view)
{
	struct state *st = view->state;
	struct err err = {0};
	const char *mail = form_text(st->form, F_MAIL);
	struct customer who = {.name = form_text(st->form, F_NAME)};
	struct identity id = {.kind = IDENTITY_EMAIL, .value = mail};
	if (customer_prepare(&who, st->arena, &err) != RC_OK) {
		form_set_error(st->form, F_NAME, err.text);
		return false;
	}
	if (*mail && identity_prepare(&id, app_region(view->con->app), st->arena, &err) != RC_OK) {
		form_set_error(st->form, F_MAIL, err.text);
		return false;
	}
	return true;
}

/* The window stays, with what was typed, until the store has it. company: whose they are, 0 nobody's. */
static void submit(struct view *view, int64_t company)
{
	struct state *st = view->state;
	struct console *con = view->con;
	const char *argv[ARGS_MAX];
	int n = 0;
	if (!fields_are_right(view))
		return;
	argv[n++] = "customer";
	argv[n++] = "--case";
	argv[n++] = "--language";
	argv[n++] = st->codes[form_choice(st->form, F_LANGUAGE)];
	if (*form_text(st->form, F_MAIL)) {
		argv[n++] = "--mail";
		argv[n++] = form_text(st->form, F_MAIL);
	}
	if (company) {
		argv[n++] = "--company";
		argv[n++] = arena_printf(st->arena, "%lld", (long long)company);
	}
	argv[n++] = "--";
	argv[n++] = form_text(st->form, F_NAME);
	if (popup_run(con, n, argv)) {
		form_set(st->form, F_NAME, "");
		form_set(st->form, F_MAIL, "");
		console_popup_close(con); /* the view is gone from here on */
	}
}

/* Somebody we know after all: they are on the line now. What was typed stays in the journal of this
 * call, for the case that it was not them. */
static void take_similar(struct view *view)
{
	struct state *st = view->state;
	struct console *con = view->con;
	char *command =
		xasprintf("attach --customer %lld", (long long)popup_people_chosen(&st->similar));
	console_popup_close(con); /* the view is gone from here on */
	console_command(con, command);
	free(command);
}

/* Only the name is needed, so Enter does not walk through the other fields. */
static unsigned customer_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	if (key->kind == KEY_ENTER) {
		if (st->similar.choosing)
			take_similar(view);
		else
			submit(view, 0);
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	if (key_is_char(key, ' ') && company_chosen(st)) {
		submit(view, popup_people_chosen(&st->similar));
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	if (key->kind != KEY_ESC && popup_people_key(&st->similar, key))
		return WIDGET_HANDLED | WIDGET_REPAINT;
	unsigned bits = form_key(st->form, key);
	if (bits & WIDGET_CANCEL)
		console_popup_close(view->con);
	return bits;
}

const struct view_class view_new_customer_class = {
	.name = "new-customer",
	.title = N_("Somebody new"),
	.context = "popup",
	.popup = true,
	.one_row = true,
	.state_size = sizeof(struct state),
	.open = customer_open,
	.close = customer_close,
	.place = customer_place,
	.recalc = customer_recalc,
	.paint = customer_paint,
	.key = customer_key,
};
