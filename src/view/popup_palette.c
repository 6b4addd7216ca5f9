/* F9: every command with its key, found by name, key, help or synonym; before anything is typed those
 * used last stand on top. A command that needs more
 * words gets them in the same field: "transfer 482 1937-6 --queue tech" and Enter. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/mem.h"
#include "carrel/remember.h"
#include "view/popup_prompt.h"
#include "view/popups.h"

#include <stdlib.h>
#include <string.h>

struct state {
	struct popup_prompt p;
	struct prompt_choice *choices;
};

/* Letters in order, anywhere: "trf" finds transfer. */
static bool letters_in_order(const char *hay, const char *needle)
{
	for (; *hay && *needle; hay++)
		if (*hay == *needle)
			needle++;
	return *needle == '\0';
}

enum { BEST = 7 + REMEMBER_RECENT };

/* Above everything else, the newest first; 0: not among the last ones. */
static int used_score(const struct console *con, const struct cmd *cmd)
{
	const char *name;
	for (int i = 0; (name = remember_recent(con->remember, i)); i++)
		if (strcmp(name, cmd->name) == 0)
			return BEST - i;
	return 0;
}

/* 0: no match; more is better. The name counts most, then the key, then words of help and synonyms,
 * then letters in order. Of equals the one used last comes first. */
static int score(
	const struct console *con, const struct cmd *cmd, const char *typed, struct arena *a)
{
	int used = used_score(con, cmd);
	if (!*typed)
		return used ? used : 1;
	const char *key = console_key_of(con, cmd->name);
	const char *name = fold_text(a, cmd->name);
	if (strcmp(name, typed) == 0)
		return 7;
	if (key && strcmp(fold_text(a, key), typed) == 0)
		return 6;
	if (strncmp(name, typed, strlen(typed)) == 0)
		return used ? 6 : 5;
	const char *words = fold_text(a,
		arena_printf(a, "%s %s %s %s", cmd->name, _(cmd->help),
			cmd->synonyms ? _(cmd->synonyms) : "", key ? key : ""));
	if (fold_match(words, typed))
		return used ? 4 : 3;
	return letters_in_order(name, typed) ? 2 : 0;
}

static bool offered(const struct console *con, const struct cmd *cmd)
{
	if (cmd->flags & (CMD_HIDDEN | CMD_SHELL))
		return false;
	return !(cmd->flags & CMD_SUPERVISOR) || app_is_supervisor(con->app);
}

/* Only the first word finds a command; the rest are its arguments. */
static const char *first_word(const char *typed, struct arena *a)
{
	const char *text = typed + strspn(typed, " ");
	size_t n = strcspn(text, " ");
	const char *word = arena_strndup(a, text, n);
	return text[n] && cmd_find(word) ? word : text;
}

/* A command of the shell is none here, and that is not the same as no command. */
static bool names_shell(const char *typed)
{
	const struct cmd *cmd = cmd_find(typed);
	return cmd && (cmd->flags & CMD_SHELL);
}

static void bring_choices(struct view *view)
{
	struct state *st = view->state;
	arena_reset(st->p.arena);
	const char *typed =
		fold_text(st->p.arena, first_word(prompt_text(st->p.prompt), st->p.arena));
	size_t n = 0;
	st->choices = arena_array(st->p.arena, cmd_table_count + 1, sizeof(*st->choices));
	int *scores = arena_array(st->p.arena, cmd_table_count + 1, sizeof(*scores));
	for (size_t i = 0; i < cmd_table_count; i++)
		scores[i] = offered(view->con, cmd_table[i])
			? score(view->con, cmd_table[i], typed, st->p.arena)
			: 0;
	for (int wanted = BEST; wanted >= 1; wanted--) {
		for (size_t i = 0; i < cmd_table_count; i++) {
			const struct cmd *cmd = cmd_table[i];
			if (scores[i] != wanted)
				continue;
			const char *key = console_key_of(view->con, cmd->name);
			if (!key)
				key = keymap_way_of(view->con->keymap, cmd->name, st->p.arena);
			st->choices[n++] = (struct prompt_choice){.id = (int64_t)i,
				.label = arena_printf(
					st->p.arena, "%-10s %-6s", cmd->name, key ? key : ""),
				.detail = _(cmd->help)};
		}
	}
	prompt_set_choices(st->p.prompt, st->choices, n);
	const char *note = n == 0 ? _("No such command. Another word?") : NULL;
	if (names_shell(typed))
		note = arena_printf(
			st->p.arena, _("“%s” works only in a shell: carrel %s"), typed, typed);
	prompt_set_note(st->p.prompt, note);
}

/* By its name, whatever it was called; what is no command is not remembered. */
static void remember_command(struct console *con, const char *text)
{
	char *name = xstrndup(text, strcspn(text, " "));
	const struct cmd *cmd = cmd_find(name);
	if (cmd)
		remember_use(con->remember, cmd->name);
	free(name);
}

/* What was typed, if it names a command and says more; else the chosen one. A command that cannot
 * run without words stays in the field, waiting for them. */
static void run_choice(struct view *view, int64_t id, bool chosen)
{
	struct state *st = view->state;
	struct console *con = view->con;
	const char *typed = prompt_text(st->p.prompt);
	const char *word = first_word(typed, st->p.arena);
	bool whole = strcmp(word, typed + strspn(typed, " ")) != 0 || names_shell(typed);
	if (!whole && chosen && cmd_table[id]->min_args > 0) {
		lineedit_set(prompt_field(st->p.prompt),
			arena_printf(st->p.arena, "%s ", cmd_table[id]->name));
		bring_choices(view);
		prompt_set_note(st->p.prompt, cmd_table[id]->usage);
		return;
	}
	char *text = xstrdup(whole ? typed : chosen ? cmd_table[id]->name : "");
	console_popup_close(con);
	if (*text) {
		const char *key = console_key_of(con, text);
		remember_command(con, text);
		console_command(con, text);
		console_tip(con, text, key);
	}
	free(text);
}

static void palette_open(struct view *view, const void *arg)
{
	struct state *st = view->state;
	(void)arg;
	st->p = (struct popup_prompt){
		.arena = arena_new(), .changed = bring_choices, .chosen = run_choice};
	st->p.prompt =
		prompt_new(PROMPT_ROWS, _("Everything"), _("Enter runs it - Esc back"), true);
	prompt_set_digits(st->p.prompt, false);
	bring_choices(view);
}

const struct view_class view_palette_class = {
	.name = "palette",
	.title = N_("Everything"),
	.context = "popup",
	.popup = true,
	.state_size = sizeof(struct state),
	.open = palette_open,
	.close = popup_prompt_close,
	.place = popup_prompt_place,
	.paint = popup_prompt_paint,
	.key = popup_prompt_key,
};
