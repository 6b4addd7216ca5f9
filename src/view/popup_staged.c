/* F8 while canned texts in the note propose what to do next: their commands, to run by one key, to
 * change or to leave out. F8 again is the outcome as ever. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/desk.h"
#include "carrel/desk_texts.h"
#include "carrel/i18n.h"
#include "carrel/outcome.h"
#include "carrel/staged.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include <string.h>

struct state {
	struct popup_prompt p;
	bool changing; /* a row, in a field of its own */
	size_t row;
};

static struct staged *staged_of(const struct view *view)
{
	return view->con->desk->staged;
}

/* What the command does, in words; or why it cannot run. */
static const char *told(const struct view *view, const char *command, struct arena *a)
{
	struct err err = {0};
	int argc;
	const char *const *argv;
	if (staged_check(command, &err) != RC_OK)
		return arena_printf(a, "! %s", err.text);
	if (cmd_split(command, a, &argc, &argv, &err) != RC_OK || argc == 0)
		return "";
	const struct cmd *cmd = cmd_find(argv[0]);
	const struct outcome *outcome = argc > 1 && strcmp(cmd->name, "outcome") == 0
		? outcome_find(view->con->app->outcomes, argv[1])
		: NULL;
	return outcome ? _(outcome->title) : app_command_title(command, a);
}

static void replace_prompt(struct state *st, struct prompt *prompt)
{
	prompt_free(&st->p.prompt);
	st->p.prompt = prompt;
}

static void show_rows(struct view *view)
{
	struct state *st = view->state;
	struct arena *a = st->p.arena;
	size_t n = staged_count(staged_of(view));
	struct prompt_choice *choices = arena_array(a, n + 1, sizeof(*choices));
	for (size_t i = 0; i < n; i++) {
		const char *command = arena_strdup(a, staged_at(staged_of(view), i));
		choices[i] = (struct prompt_choice){
			.id = (int64_t)i, .label = command, .detail = told(view, command, a)};
	}
	st->changing = false;
	replace_prompt(st,
		prompt_new(PROMPT_ROWS, _("Then, as the texts propose"),
			_("Enter do them - 1-9 change - Del leave out - F8 outcome - Esc back"),
			false));
	prompt_set_choices(st->p.prompt, choices, n);
}

static void show_field(struct view *view, size_t row)
{
	struct state *st = view->state;
	st->changing = true;
	st->row = row;
	replace_prompt(st,
		prompt_new(PROMPT_TEXT, _("Change it"), _("Enter keep it - Esc as it was"), true));
	lineedit_set(prompt_field(st->p.prompt), staged_at(staged_of(view), row));
}

static void run_all(struct view *view)
{
	struct console *con = view->con;
	console_popup_close(con);
	staged_run(con);
}

static void leave_out(struct view *view, size_t row)
{
	staged_set(staged_of(view), row, "");
	desk_texts_touch(view->con->desk);
	if (staged_count(staged_of(view)) == 0)
		console_popup_close(view->con);
	else
		show_rows(view);
}

/* A field of commands that does not exist is told, and stays to be mended. */
static void keep_field(struct view *view)
{
	struct state *st = view->state;
	struct err err = {0};
	const char *text = prompt_text(st->p.prompt);
	if (staged_check(text, &err) != RC_OK) {
		prompt_set_note(st->p.prompt, arena_printf(st->p.arena, "! %s", err.text));
		return;
	}
	staged_set(staged_of(view), st->row, arena_strdup(st->p.arena, text));
	desk_texts_touch(view->con->desk);
	if (staged_count(staged_of(view)) == 0)
		console_popup_close(view->con);
	else
		show_rows(view);
}

static void chosen(struct view *view, int64_t id, bool any)
{
	const struct state *st = view->state;
	if (st->changing)
		keep_field(view);
	else if (any)
		show_field(view, (size_t)id);
}

static void staged_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	(void)arg;
	st->p = (struct popup_prompt){.arena = arena_new(), .chosen = chosen};
	show_rows(view);
}

static unsigned field_key(struct view *view, const struct key *key)
{
	if (key->kind != KEY_ESC)
		return popup_prompt_key(view, key);
	show_rows(view);
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

static unsigned staged_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	int64_t id = 0;
	if (st->changing)
		return field_key(view, key);
	if (key->kind == KEY_ENTER)
		run_all(view);
	else if (key->kind == KEY_DEL && prompt_chosen(st->p.prompt, &id))
		leave_out(view, (size_t)id);
	else
		return popup_prompt_key(view, key);
	return WIDGET_HANDLED | WIDGET_REPAINT;
}

const struct view_class view_staged_class = {
	.name = "staged",
	.title = N_("Then"),
	.context = "popup",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = staged_open,
	.close = popup_prompt_close,
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = staged_key,
};
