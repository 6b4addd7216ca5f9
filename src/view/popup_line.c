/* One line of words that a command needs: a subject, a reason. What stands there already can be changed.
 * The window stays, with what was typed, until the command has taken it. */
#include "view/popup_parts.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include "carrel/arena.h"
#include "carrel/windows.h"
#include "carrel/cmd.h"
#include "carrel/console.h"

#include <string.h>

struct state {
	struct popup_prompt p;
	int argc; /* of the command, without the line */
	const char **argv;
};

static void line_chosen(struct view *view, int64_t id, bool any)
{
	struct state *st = view->state;
	struct console *con = view->con;
	const char *typed = prompt_text(st->p.prompt);
	(void)id;
	(void)any;
	typed += strspn(typed, " ");
	if (!*typed)
		return;
	st->argv[st->argc] = typed;
	if (popup_run(con, st->argc + 1, st->argv))
		console_popup_close(con); /* the view is gone from here on */
}

static void line_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	const struct line_window *w = arg;
	struct err ignored = {0};
	const char *const *argv = NULL;
	st->p = (struct popup_prompt){.arena = arena_new(), .chosen = line_chosen};
	struct arena *a = st->p.arena;
	/* The command is ours and has no quotes in it: it always splits. */
	if (cmd_split(w->command, a, &st->argc, &argv, &ignored) != RC_OK)
		st->argc = 0;
	st->argv = arena_array(a, (size_t)st->argc + 2, sizeof(*st->argv));
	for (int i = 0; i < st->argc; i++)
		st->argv[i] = argv[i];
	st->p.prompt =
		prompt_new(PROMPT_TEXT, arena_strdup(a, w->title), arena_strdup(a, w->hint), true);
	lineedit_set(prompt_field(st->p.prompt), w->text);
	if (w->note)
		prompt_set_note(st->p.prompt, arena_strdup(a, w->note));
}

const struct view_class view_line_class = {
	.name = "line",
	.title = "",
	.context = "popup",
	.popup = true,
	.one_row = true,
	.state_size = sizeof(struct state),
	.open = line_open,
	.close = popup_prompt_close,
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = popup_prompt_key,
};
