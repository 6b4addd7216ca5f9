/* All that is known of a customer, a row each: Enter changes it, and the store has it at once, so that u
 * takes back one thing and not a form. Esc leads back to the rows, then out. */
#include "view/pane.h"
#include "view/popup_parts.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/customer_fields.h"
#include "carrel/windows.h"
#include "carrel/i18n.h"
#include "carrel/phone.h"
#include "carrel/store_people.h"
#include "carrel/store_screen.h"

#include <string.h>

/* Ids of rows: a field has its place in the table. */
enum { ADD_WAY = 100, ADD_PERSON, SAME_AS, WAY = 1000, PERSON = 2000 };
enum { ARGS_MAX = 12, PEOPLE_SHOWN = 20, COMPANIES_SHOWN = 8, ROWS_MORE = 8 };
enum { WAY_MAIN, WAY_CHANGE, WAY_DROP, WAY_ACTS };
enum { NO_COMPANY = 0 };
enum step { STEP_ROWS, STEP_WRITE, STEP_WORD, STEP_COMPANY, STEP_WAY };

struct state {
	struct popup_prompt p;
	int64_t id;
	const char *number; /* of id, as a command takes it */
	enum step step;
	int64_t row; /* what is being changed */
	struct customer who;
	const char *company;
	struct identity *ways;
	size_t nways;
	struct customer *people;
	size_t npeople;
	const struct person_row *twin; /* perhaps the same; NULL none */
	struct prompt_choice *choices;
	size_t n;
	struct arena *look; /* of the companies that were looked for */
};

static const struct customer_field *field_of(const struct state *st)
{
	return st->row < (int64_t)customer_fields_n ? &customer_fields[st->row] : NULL;
}

static const struct identity *way_of(const struct state *st)
{
	return &st->ways[st->row - WAY];
}

static const char *way_shown(const struct identity *id, struct arena *a)
{
	if (id->kind == IDENTITY_PHONE)
		return phone_group(id->value, a);
	return id->shown && *id->shown ? id->shown : id->value;
}

/* ---- what there is ---- */

/* Somebody else who may be the same: the one thing here that nobody asked for. */
static void look_for_twin(struct view *view, struct app *app, struct arena *a)
{
	enum { LOOKED_AT = 4 };
	struct state *st = view->state;
	const char *phone = NULL, *mail = NULL;
	struct person_row *found;
	struct err ignored = {0};
	size_t n = 0;
	for (size_t i = st->nways; i-- > 0;) {
		phone = st->ways[i].kind == IDENTITY_PHONE ? st->ways[i].value : phone;
		mail = st->ways[i].kind == IDENTITY_EMAIL ? st->ways[i].value : mail;
	}
	st->twin = NULL;
	if (store_customer_similar(app->store, st->who.name, phone, mail, app_region(app),
		    LOOKED_AT, a, &found, &n, &ignored) != RC_OK)
		return;
	for (size_t i = 0; i < n && !st->twin; i++)
		if (found[i].id != st->id && found[i].id != st->who.company_id &&
			found[i].kind == st->who.kind)
			st->twin = &found[i];
}

static enum rc read_all(struct view *view, struct err *err)
{
	struct state *st = view->state;
	struct app *app = view->con->app;
	struct arena *a = st->p.arena;
	struct customer company = {0};
	size_t count = 0;
	enum rc rc = store_customer_get(app->store, st->id, a, &st->who, err);
	if (rc == RC_OK)
		rc = store_identity_list(app->store, st->id, a, &st->ways, &st->nways, err);
	if (rc == RC_OK && st->who.company_id)
		rc = store_customer_get(app->store, st->who.company_id, a, &company, err);
	st->company = company.name;
	if (rc == RC_OK && st->who.kind == CUSTOMER_COMPANY)
		rc = store_company_people(app->store, st->id, PEOPLE_SHOWN, a, &st->people,
			&st->npeople, &count, err);
	if (rc == RC_OK)
		look_for_twin(view, app, a);
	return rc;
}

static void add_row(struct state *st, int64_t id, const char *label, const char *detail)
{
	st->choices[st->n++] =
		(struct prompt_choice){.id = id, .label = label, .detail = detail ? detail : "-"};
}

static void add_field(struct state *st, const char *name)
{
	const struct customer_field *f = customer_field_named(name);
	bool company = f->type == CUSTOMER_OF_COMPANY;
	const char *shown = customer_field_shown(f, &st->who, st->company);
	if (company && st->who.kind == CUSTOMER_COMPANY)
		return;
	if (strcmp(name, "language") == 0 && shown && *shown)
		shown = pane_language(shown);
	add_row(st, f - customer_fields, _(f->label), shown);
}

static void add_ways(struct state *st)
{
	struct arena *a = st->p.arena;
	add_row(st, ADD_WAY, _("Another…"), _("number, mail or name on a network"));
	for (size_t i = 0; i < st->nways; i++) {
		const struct identity *id = &st->ways[i];
		const char *shown = way_shown(id, a);
		add_row(st, WAY + (int64_t)i, _(word_label(identity_kind_words, (int)id->kind)),
			id->main ? arena_printf(a, _("%s  (first)"), shown) : shown);
	}
}

static void add_people(struct state *st)
{
	if (st->who.kind != CUSTOMER_COMPANY)
		return;
	add_row(st, ADD_PERSON, _("Somebody of theirs…"), _("somebody new in this company"));
	for (size_t i = 0; i < st->npeople; i++)
		add_row(st, PERSON + (int64_t)i, _("Person"), st->people[i].name);
}

static void fill_rows(struct state *st)
{
	static const char *const first[] = {
		"name", "company", "language", "tone", "standing", "kind", "address"};
	static const char *const last[] = {
		"born", "postcode", "warning", "tags", "loyalty", "vip", "vulnerable"};
	struct arena *a = st->p.arena;
	st->n = 0;
	st->choices = arena_array(
		a, customer_fields_n + st->nways + st->npeople + ROWS_MORE, sizeof(*st->choices));
	for (size_t i = 0; i < sizeof(first) / sizeof(first[0]); i++)
		add_field(st, first[i]);
	add_ways(st);
	add_people(st);
	for (size_t i = 0; i < sizeof(last) / sizeof(last[0]); i++)
		add_field(st, last[i]);
	add_row(st, SAME_AS, _("The same as…"),
		st->twin ? arena_printf(a, _("perhaps %s"), st->twin->name)
			 : _("two who are one, and two again"));
}

static void show_rows(struct view *view)
{
	struct state *st = view->state;
	struct err err = {0};
	arena_reset(st->p.arena);
	st->step = STEP_ROWS;
	st->nways = st->npeople = 0;
	st->number = arena_printf(st->p.arena, "%lld", (long long)st->id);
	enum rc rc = read_all(view, &err);
	prompt_free(&st->p.prompt);
	st->p.prompt = prompt_new(PROMPT_ROWS,
		rc == RC_OK
			? arena_printf(st->p.arena, "%s  #%lld", st->who.name, (long long)st->id)
			: _("Customer"),
		_("Enter changes it - Esc back"), false);
	if (rc != RC_OK) {
		prompt_set_note(st->p.prompt, arena_strdup(st->p.arena, err.text));
		return;
	}
	fill_rows(st);
	prompt_set_choices(st->p.prompt, st->choices, st->n);
	prompt_set_row(st->p.prompt, st->row);
}

/* ---- one of them ---- */

static void ask_line(struct view *view, const char *title, const char *now, const char *note)
{
	struct state *st = view->state;
	st->step = STEP_WRITE;
	prompt_free(&st->p.prompt);
	st->p.prompt = prompt_new(PROMPT_TEXT, title, _("Enter keeps it - Esc back"), true);
	lineedit_set(prompt_field(st->p.prompt), now ? now : "");
	prompt_set_note(st->p.prompt, note);
}

static void choose(struct view *view, enum step step, const char *title, bool field)
{
	struct state *st = view->state;
	st->step = step;
	prompt_free(&st->p.prompt);
	st->p.prompt = prompt_new(PROMPT_ROWS, title,
		field ? _("Enter takes it - Esc back") : _("1-9 pick - Esc back"), field);
	if (field)
		prompt_set_digits(st->p.prompt, false);
}

static void show_words(struct view *view, const struct customer_field *f)
{
	struct state *st = view->state;
	int now;
	memcpy(&now, (const char *)&st->who + f->offset, sizeof(now));
	choose(view, STEP_WORD, _(f->label), false);
	for (st->n = 0; f->words[st->n].id; st->n++)
		st->choices[st->n] = (struct prompt_choice){.id = f->words[st->n].value,
			.label = _(f->words[st->n].label),
			.detail = f->words[st->n].value == now ? _("now") : NULL};
	prompt_set_choices(st->p.prompt, st->choices, st->n);
	prompt_set_row(st->p.prompt, now);
}

static void show_languages(struct view *view)
{
	struct state *st = view->state;
	const char *const *codes = popup_languages(view->con, st->who.language, st->p.arena);
	choose(view, STEP_WORD, _("Language"), false);
	size_t most = 0;
	while (codes[most])
		most++;
	st->choices = arena_array(st->p.arena, most + 1, sizeof(*st->choices));
	for (st->n = 0; codes[st->n]; st->n++)
		st->choices[st->n] = (struct prompt_choice){.id = (int64_t)st->n,
			.label = pane_language(codes[st->n]),
			.detail = codes[st->n]};
	prompt_set_choices(st->p.prompt, st->choices, st->n);
}

static void bring_companies(struct view *view)
{
	struct state *st = view->state;
	struct app *app = view->con->app;
	struct person_row *found = NULL;
	struct err err = {0};
	size_t n = 0;
	arena_reset(st->look);
	enum rc rc = store_companies(
		app->store, prompt_text(st->p.prompt), COMPANIES_SHOWN, st->look, &found, &n, &err);
	struct prompt_choice *rows = arena_array(st->look, n + 1, sizeof(*rows));
	size_t shown = 0;
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rows[shown++] = (struct prompt_choice){
			.id = found[i].id, .label = found[i].name, .detail = found[i].detail};
	if (st->who.company_id)
		rows[shown++] =
			(struct prompt_choice){.id = NO_COMPANY, .label = _("Of no company")};
	prompt_set_choices(st->p.prompt, rows, shown);
	prompt_set_note(st->p.prompt,
		rc != RC_OK      ? arena_strdup(st->look, err.text)
			: n == 0 ? _("No company like that: add it first, as somebody new.")
				 : NULL);
}

static void show_way(struct view *view)
{
	struct state *st = view->state;
	const struct identity *id = way_of(st);
	choose(view, STEP_WAY, way_shown(id, st->p.arena), false);
	st->n = 0;
	if (!id->main)
		st->choices[st->n++] = (struct prompt_choice){
			.id = WAY_MAIN, .label = _("Use it first"), .detail = ""};
	st->choices[st->n++] =
		(struct prompt_choice){.id = WAY_CHANGE, .label = _("Change it…"), .detail = ""};
	st->choices[st->n++] = (struct prompt_choice){
		.id = WAY_DROP, .label = _("Take it away"), .detail = _("u brings it back")};
	prompt_set_choices(st->p.prompt, st->choices, st->n);
}

static void run_and_close(struct view *view, const char *command)
{
	struct console *con = view->con;
	struct arena *a = arena_new();
	const char *copy = arena_strdup(a, command);
	console_popup_close(con); /* the view is gone from here on */
	console_command(con, copy);
	arena_free(&a);
}

static void open_field(struct view *view, const struct customer_field *f)
{
	struct state *st = view->state;
	const char *text = customer_field_shown(f, &st->who, st->company);
	switch (f->type) {
	case CUSTOMER_WORD: show_words(view, f); break;
	case CUSTOMER_YES: {
		const char *now[] = {"customer-set", "--customer", st->number, f->name,
			*(const bool *)((const char *)&st->who + f->offset) ? "no" : "yes"};
		if (popup_run(view->con, 5, now))
			show_rows(view);
		break;
	}
	case CUSTOMER_OF_COMPANY:
		choose(view, STEP_COMPANY, _("Of which company?"), true);
		bring_companies(view);
		break;
	case CUSTOMER_TEXT:
		if (strcmp(f->name, "language") == 0)
			show_languages(view);
		else
			ask_line(view, _(f->label), text, text ? _("Empty takes it away.") : NULL);
		break;
	}
}

static void open_row(struct view *view, int64_t id)
{
	struct state *st = view->state;
	struct arena *a = st->p.arena;
	st->row = id;
	if (field_of(st))
		open_field(view, field_of(st));
	else if (id == ADD_WAY)
		ask_line(view, _("Number, mail or name on a network"), "",
			_("+34 600 11 22 33, name@example.org, @name, telegram:name"));
	else if (id == ADD_PERSON)
		ask_line(view, arena_printf(a, _("Who is new in %s?"), st->who.name), "", NULL);
	else if (id == SAME_AS)
		run_and_close(view,
			st->twin ? arena_printf(a, "merge %s %lld --look", st->number,
					   (long long)st->twin->id)
				 : arena_printf(a, "merge %s", st->number));
	else if (id >= PERSON)
		run_and_close(view,
			arena_printf(a, "customer-box --customer %lld",
				(long long)st->people[id - PERSON].id));
	else
		show_way(view);
}

/* ---- kept ---- */

static int command(const struct state *st, const char *value, const char *argv[ARGS_MAX])
{
	int n = 0;
	bool way = st->row == ADD_WAY || st->row >= WAY;
	argv[n++] = st->row == ADD_PERSON ? "customer" : way ? "identity" : "customer-set";
	argv[n++] = st->row == ADD_PERSON ? "--company" : "--customer";
	argv[n++] = st->number;
	argv[n++] = "--";
	if (way)
		argv[n++] = st->row == ADD_WAY ? "add" : "change";
	else if (st->row != ADD_PERSON)
		argv[n++] = field_of(st)->name;
	if (st->row >= WAY)
		argv[n++] = way_of(st)->value;
	argv[n++] = value;
	return n;
}

/* What was refused stays in its field, with the reason in the message line. */
static void keep(struct view *view, const char *value)
{
	struct state *st = view->state;
	const char *argv[ARGS_MAX];
	bool field = field_of(st) != NULL;
	const char *text = value[strspn(value, " ")] ? value : field ? "-" : "";
	if (!*text)
		show_rows(view);
	else if (popup_run(view->con, command(st, text, argv), argv))
		show_rows(view);
}

static void act_on_way(struct view *view, int64_t act)
{
	struct state *st = view->state;
	const struct identity *id = way_of(st);
	const char *argv[] = {"identity", "--customer", st->number, "--",
		act == WAY_MAIN ? "main" : "drop", id->value};
	if (act == WAY_CHANGE)
		ask_line(view, _(word_label(identity_kind_words, (int)id->kind)),
			id->shown && *id->shown ? id->shown : id->value, NULL);
	else if (popup_run(view->con, sizeof(argv) / sizeof(argv[0]), argv))
		show_rows(view);
}

static const char *word_chosen(const struct state *st, int64_t id)
{
	const struct customer_field *f = field_of(st);
	return f->words ? word_id(f->words, (int)id) : st->choices[id].detail;
}

static void edit_chosen(struct view *view, int64_t id, bool any)
{
	struct state *st = view->state;
	if (st->step == STEP_WRITE) {
		keep(view, arena_strdup(st->p.arena, prompt_text(st->p.prompt)));
		return;
	}
	if (!any)
		return;
	switch (st->step) {
	case STEP_ROWS: open_row(view, id); break;
	case STEP_WORD: keep(view, word_chosen(st, id)); break;
	case STEP_WAY: act_on_way(view, id); break;
	case STEP_COMPANY:
		keep(view,
			id == NO_COMPANY ? "-" : arena_printf(st->p.arena, "%lld", (long long)id));
		break;
	case STEP_WRITE: break;
	}
}

static void edit_changed(struct view *view)
{
	const struct state *st = view->state;
	if (st->step == STEP_COMPANY)
		bring_companies(view);
}

/* ---- the window ---- */

static void edit_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	st->id = ((const struct customer_edit_window *)arg)->id;
	st->look = arena_new();
	st->p = (struct popup_prompt){
		.arena = arena_new(), .changed = edit_changed, .chosen = edit_chosen};
	show_rows(view);
}

static void edit_close(struct view *view)
{
	struct state *st = view->state;
	arena_free(&st->look);
	popup_prompt_close(view);
}

static unsigned edit_key(struct view *view, const struct key *key)
{
	const struct state *st = view->state;
	if (key->kind == KEY_ESC && st->step != STEP_ROWS) {
		show_rows(view);
		return WIDGET_HANDLED | WIDGET_REPAINT;
	}
	return popup_prompt_key(view, key);
}

const struct view_class view_customer_edit_class = {
	.name = "customer-edit",
	.title = N_("Customer"),
	.context = "popup",
	.popup = true,
	.one_row = true,
	.state_size = sizeof(struct state),
	.open = edit_open,
	.close = edit_close,
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = edit_key,
};
