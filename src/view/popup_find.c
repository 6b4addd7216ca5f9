/* F3: one box for number, name, mail, case, order and words. Each key asks once, bounded. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/store_screen.h"
#include "view/pane.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include <stdio.h>
#include <string.h>

enum { FOUND_MAX = 30, COMMAND = 96 };

struct state {
	struct popup_prompt p;
	struct find_row *rows;
	size_t n;
	struct prompt_choice *choices;
};

/* A contact says whose it is; its case, too. */
static const char *label_of(const struct find_row *row, struct arena *a)
{
	if (row->kind != FIND_CONTACT || !row->case_number)
		return row->title;
	return arena_printf(a, "%s %s", pane_number(a, row->case_number), row->title);
}

static void bring_choices(struct view *view)
{
	struct state *st = view->state;
	struct app *app = view->con->app;
	struct err err = {0};
	const char *typed = prompt_text(st->p.prompt);
	arena_reset(st->p.arena);
	st->n = 0;
	if (*typed &&
		store_find(app->store, typed, app_region(app), FOUND_MAX, st->p.arena, &st->rows,
			&st->n, &err) != RC_OK) {
		st->n = 0;
		prompt_set_note(st->p.prompt, err.text);
	} else {
		prompt_set_note(st->p.prompt,
			*typed && st->n == 0
				? arena_printf(st->p.arena, _("Nothing found for “%s”."), typed)
				: *typed ? NULL
					 : _("Number, name, mail, case, order or words."));
	}
	st->choices = arena_array(st->p.arena, st->n + 1, sizeof(*st->choices));
	for (size_t i = 0; i < st->n; i++)
		st->choices[i] = (struct prompt_choice){.id = (int64_t)i,
			.label = label_of(&st->rows[i], st->p.arena),
			.detail = st->rows[i].detail};
	prompt_set_choices(st->p.prompt, st->choices, st->n);
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
		.arena = arena_new(), .changed = bring_choices, .chosen = find_chosen};
	st->p.prompt = prompt_new(PROMPT_ROWS, _("Find"), _("Enter takes it - Esc back"), true);
	prompt_set_digits(st->p.prompt, false); /* digits are telephone and case numbers here */
	bring_choices(view);
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
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = popup_prompt_key,
};
