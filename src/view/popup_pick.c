/* A window of rows, each of which runs a command: what was looked at last, what one did, drafts. */
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/mem.h"
#include "carrel/windows.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include <stdlib.h>

struct state {
	struct popup_prompt p;
	const char **commands;
};

static void pick_chosen(struct view *view, int64_t id, bool any)
{
	const struct state *st = view->state;
	struct console *con = view->con;
	if (!any)
		return;
	char *command = xstrdup(st->commands[id]);
	console_popup_close(con);
	if (*command)
		console_command(con, command);
	free(command);
}

static void pick_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	const struct pick_window *w = arg;
	st->p = (struct popup_prompt){.arena = arena_new(), .chosen = pick_chosen};
	struct arena *a = st->p.arena;
	st->p.prompt = prompt_new(PROMPT_ROWS, w->title, w->hint, false);
	struct prompt_choice *choices = arena_array(a, w->n + 1, sizeof(*choices));
	st->commands = arena_array(a, w->n + 1, sizeof(*st->commands));
	for (size_t i = 0; i < w->n; i++) {
		choices[i] = (struct prompt_choice){.id = (int64_t)i,
			.label = arena_strdup(a, w->rows[i].label),
			.detail = arena_strdup(a, w->rows[i].detail)};
		st->commands[i] = arena_strdup(a, w->rows[i].command);
	}
	prompt_set_choices(st->p.prompt, choices, w->n);
	if (w->note)
		prompt_set_note(st->p.prompt, arena_strdup(a, w->note));
}

const struct view_class view_pick_class = {
	.name = "pick",
	.title = "",
	.context = "popup",
	.popup = true,
	.one_row = true,
	.state_size = sizeof(struct state),
	.open = pick_open,
	.close = popup_prompt_close,
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = popup_prompt_key,
};
