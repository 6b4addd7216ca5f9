/* ?: the keys of this place, made from the key map; typing searches, Enter runs. */
#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/help.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "view/popups.h"

#include <stdlib.h>
#include <string.h>

struct state {
	struct arena *arena;
	struct help *help;
	struct help_row *rows;
	size_t n;
};

static const struct cmd *command_of(const char *text, struct arena *a)
{
	return cmd_find(arena_strndup(a, text, strcspn(text, " ")));
}

/* The keys of one command in one context are one row: the first by name, the others as words to
 * find it by. */
static const char *other_keys(struct view *view, const struct keymap_entry *first, size_t from)
{
	struct state *st = view->state;
	const struct keymap *map = view->con->keymap;
	const char *words = "";
	for (size_t i = from + 1; i < keymap_count(map); i++) {
		const struct keymap_entry *e = keymap_at(map, i);
		if (strcmp(e->context, first->context) == 0 &&
			strcmp(e->command, first->command) == 0)
			words = arena_printf(st->arena, "%s %s", words, e->key_text);
	}
	return words;
}

static bool is_first(const struct keymap *map, size_t at)
{
	const struct keymap_entry *e = keymap_at(map, at);
	for (size_t i = 0; i < at; i++) {
		const struct keymap_entry *o = keymap_at(map, i);
		if (strcmp(o->context, e->context) == 0 && strcmp(o->command, e->command) == 0)
			return false;
	}
	return true;
}

/* "Go to a pane" says little; the label of the key line says where. */
static const char *words_for(const struct keymap_entry *e, const struct cmd *cmd, struct arena *a)
{
	if (strchr(e->command, ' ') && *e->note)
		return arena_printf(a, "%s: %s", _(e->note), _(cmd->help));
	if (strchr(e->command, ' '))
		return arena_printf(a, "%s (%s)", _(cmd->help), e->command);
	return _(cmd->help);
}

static void add_context(struct view *view, const char *context, const char *group)
{
	struct state *st = view->state;
	const struct keymap *map = view->con->keymap;
	for (size_t i = 0; i < keymap_count(map); i++) {
		const struct keymap_entry *e = keymap_at(map, i);
		if (strcmp(e->context, context) != 0 || !*e->command || !is_first(map, i))
			continue;
		const struct cmd *cmd = command_of(e->command, st->arena);
		if (!cmd || (cmd->flags & CMD_HIDDEN))
			continue;
		st->rows[st->n++] = (struct help_row){.key = e->key_text,
			.what = words_for(e, cmd, st->arena),
			.synonyms = arena_printf(st->arena, "%s%s",
				cmd->synonyms ? _(cmd->synonyms) : "", other_keys(view, e, i)),
			.group = group,
			.id = (int64_t)i};
	}
}

static void help_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	struct console *con = view->con;
	const struct view *pane = con->screen ? con->panes[con->focus] : NULL;
	(void)arg;
	st->arena = arena_new();
	st->rows = arena_array(st->arena, 4 * keymap_count(con->keymap) + 1, sizeof(*st->rows));
	if (pane) {
		bool list = strcmp(pane->class->context, "list") == 0;
		add_context(view, pane->class->name, _(pane->class->title));
		if (strcmp(pane->class->context, pane->class->name) != 0)
			add_context(view, pane->class->context,
				list ? _("In lists") : _("While writing"));
		if (con->screen)
			add_context(view, con->screen->name, _("On this screen"));
		add_context(view, "global", _("Everywhere"));
	} else {
		add_context(view, "global", _("Everywhere"));
	}
	st->help = help_new(_("Keys"), st->rows, st->n);
}

static void help_close(struct view *view)
{
	struct state *st = view->state;
	help_free(&st->help);
	arena_free(&st->arena);
}

static void help_recalc(struct view *view, struct rect rect)
{
	struct state *st = view->state;
	help_set_height(st->help, rect.rows);
}

static void help_view_paint(
	const struct view *view, struct grid *grid, struct rect rect, bool focused)
{
	const struct state *st = view->state;
	(void)focused;
	help_paint(st->help, grid, rect);
}

static unsigned help_view_key(struct view *view, const struct key *key)
{
	struct state *st = view->state;
	struct console *con = view->con;
	unsigned bits = help_key(st->help, key);
	int64_t id;
	if ((bits & WIDGET_SUBMIT) && help_chosen(st->help, &id)) {
		const char *command = keymap_at(con->keymap, (size_t)id)->command;
		console_popup_close(con);
		console_command(con, command);
		return WIDGET_HANDLED;
	}
	if (bits & WIDGET_CANCEL) {
		console_popup_close(con);
		return WIDGET_HANDLED;
	}
	return bits;
}

const struct view_class view_help_class = {
	.name = "help",
	.title = N_("Keys"),
	.context = "popup",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = help_open,
	.close = help_close,
	.recalc = help_recalc,
	.paint = help_view_paint,
	.key = help_view_key,
};
