/* What the queue pane shows: who waits, or one of the saved queues. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/saved.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include <stdlib.h>

struct state {
	struct popup_prompt p;
	struct saved_view *list;
	size_t n;
};

static void views_chosen(struct view *view, int64_t id, bool any)
{
	const struct state *st = view->state;
	struct console *con = view->con;
	if (!any)
		return;
	char *command = id == 0 ? xstrdup("view close")
				: xasprintf("view open \"%s\"", st->list[id - 1].name);
	console_popup_close(con);
	console_command(con, command);
	free(command);
}

static void views_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	struct app *app = view->con->app;
	struct err err = {0};
	(void)arg;
	st->p = (struct popup_prompt){.arena = arena_new(), .chosen = views_chosen};
	st->p.prompt = prompt_new(PROMPT_ROWS, _("Show in the queue pane"),
		_("Enter or 1-9 shows it - Esc back"), false);
	if (store_saved_list(app->store, app->actor.id, st->p.arena, &st->list, &st->n, &err) !=
		RC_OK)
		prompt_set_note(st->p.prompt, arena_strdup(st->p.arena, err.text));
	else if (st->n == 0)
		prompt_set_note(st->p.prompt, _("Save one with: F9 view save Mine owner:me"));
	struct prompt_choice *choices = arena_array(st->p.arena, st->n + 1, sizeof(*choices));
	choices[0] = (struct prompt_choice){
		.label = _("Who waits"), .detail = _("the earliest promise first")};
	for (size_t i = 0; i < st->n; i++)
		choices[i + 1] = (struct prompt_choice){.id = (int64_t)i + 1,
			.label = st->list[i].name,
			.detail = *st->list[i].condition ? st->list[i].condition
							 : _("every open case")};
	prompt_set_choices(st->p.prompt, choices, st->n + 1);
}

const struct view_class view_views_class = {
	.name = "views",
	.title = N_("Saved queues"),
	.context = "popup",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = views_open,
	.close = popup_prompt_close,
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = popup_prompt_key,
};
