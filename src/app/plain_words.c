/* What a typed line means. One table says which words are answered here in their own way: those that
 * would open a window or move a pane, and a few that only lines have. All others run as they are. */
#include "plain_words.h"

#include "console_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/desk_texts.h"
#include "carrel/i18n.h"
#include "carrel/out.h"

#include <stdlib.h>
#include <string.h>

struct word_entry {
	const char *name;
	/* False: the command of that name runs as it is. */
	bool (*run)(struct plain_words *w);
	const char *help; /* N_(): of words that only lines have; NULL: a command's own */
};
static const struct word_entry entries[];

/* ---- running ---- */

void plain_run_argv(struct plain *p, int argc, const char *const *argv)
{
	struct err err = {0};
	struct out *out = out_new();
	enum rc rc = cmd_run(p->con->app, argc, argv, out, &err);
	if (rc != RC_OK && rc != RC_CANCELLED)
		plain_error(p, &err);
	for (size_t i = 0; rc == RC_OK && i < out_lines(out); i++)
		plain_say(p, "%s", out_line_at(out, i));
	out_free(&out);
	console_stale(p->con);
	plain_settle(p);
}

static const char *join(struct arena *a, int argc, const char *const *argv)
{
	const char *text = "";
	for (int i = 1; i < argc; i++)
		text = arena_printf(a, "%s%s%s", text, i > 1 ? " " : "", argv[i]);
	return text;
}

void plain_command(struct plain *p, const char *text)
{
	struct plain_words w = {.p = p, .arena = arena_new()};
	struct err err = {0};
	const char *copy = arena_strdup(w.arena, text); /* may stand among the choices */
	bool done = false;
	if (cmd_split(copy, w.arena, &w.argc, &w.argv, &err) != RC_OK) {
		plain_error(p, &err);
	} else if (w.argc > 0) {
		const struct cmd *cmd = cmd_find(w.argv[0]);
		const char *name = cmd ? cmd->name : w.argv[0];
		const struct desk *desk = p->con->desk;
		const char *note_key = arena_strdup(w.arena, desk->note_key);
		size_t texts = desk_text_count(desk);
		w.rest = join(w.arena, w.argc, w.argv);
		for (size_t i = 0; entries[i].name && !done; i++)
			if (strcmp(entries[i].name, name) == 0)
				done = entries[i].run(&w);
		if (!done)
			plain_run_argv(p, w.argc, w.argv);
		/* Not when a whole note came back with the texts in it. */
		if (desk_text_count(desk) > texts && strcmp(desk->note_key, note_key) == 0)
			plain_follow_insert(p);
	}
	arena_free(&w.arena);
}

bool plain_signed_on(const struct plain_words *w)
{
	return w->p->con->app->actor.id != 0;
}

/* ---- reading ---- */

static bool word_history(struct plain_words *w)
{
	plain_tell_history(w->p);
	return true;
}

static bool word_focus(struct plain_words *w)
{
	static const struct {
		const char *name, *digit;
		void (*tell)(struct plain *p);
	} panes[] = {
		{"queue", "1", plain_choose_waiting},
		{"customer", "2", plain_tell_hand},
		{"case", "3", plain_tell_thread},
		{"history", "4", plain_tell_history},
	};
	if (!plain_signed_on(w))
		return false;
	for (size_t i = 0; w->argc > 1 && i < sizeof(panes) / sizeof(panes[0]); i++)
		if (strcmp(w->argv[1], panes[i].name) == 0 ||
			strcmp(w->argv[1], panes[i].digit) == 0) {
			panes[i].tell(w->p);
			return true;
		}
	if (w->argc > 1 && (strcmp(w->argv[1], "5") == 0 || strcmp(w->argv[1], "library") == 0)) {
		plain_choose_text(w->p, "");
		return true;
	}
	if (w->argc > 1 && cmd_find(w->argv[1]) &&
		(strcmp(w->argv[1], "queues") == 0 || strcmp(w->argv[1], "agents") == 0)) {
		plain_command(w->p, w->argv[1]);
		return true;
	}
	plain_say(w->p, "%s",
		_("To be read out: queue, customer, case, history, library, queues, agents."));
	return true;
}

static bool word_screen(struct plain_words *w)
{
	plain_say(w->p, "%s",
		_("There is no screen to move here. “desk” reads what is in hand, “focus” reads a "
		  "pane."));
	return true;
}

/* What acts on a cursor or on marks is said with the number of the case instead. */
static bool word_row(struct plain_words *w)
{
	plain_say(w->p, "%s",
		_("Lines have no cursor; name the case: “take CASE”, “show CASE”, “note CASE "
		  "TEXT”, "
		  "“tag CASE TAG”, “transfer CASE”, “close CASE”."));
	return true;
}

static bool word_marked(struct plain_words *w)
{
	plain_say(w->p, "%s",
		_("Lines have no marks; name the cases: “--cases A,B,C” after tag, transfer or "
		  "close."));
	return true;
}

static bool word_copy(struct plain_words *w)
{
	plain_say(w->p, "%s", _("Here it is, for your reader or your terminal to copy:"));
	plain_tell_hand(w->p);
	return true;
}

static bool word_views(struct plain_words *w)
{
	if (!plain_signed_on(w))
		return false;
	plain_command(w->p, "view list");
	return true;
}

static bool word_keys(struct plain_words *w)
{
	if (w->argc > 1)
		return false;
	plain_say(w->p, "%s",
		_("No keys are needed here: every line is a command, a number takes a choice, "
		  "“help” lists them all."));
	return true;
}

static bool word_palette(struct plain_words *w)
{
	plain_choose_command(w->p, w->rest);
	return true;
}

static bool word_desk(struct plain_words *w)
{
	plain_tell_hand(w->p);
	return true;
}

static bool word_help(struct plain_words *w)
{
	for (size_t i = 0; w->argc == 2 && entries[i].name; i++)
		if (entries[i].help && strcmp(entries[i].name, w->argv[1]) == 0) {
			plain_say(w->p, "%s: %s", entries[i].name, _(entries[i].help));
			return true;
		}
	if (w->argc > 1)
		return false;
	for (size_t i = 0; entries[i].name; i++)
		if (entries[i].help)
			plain_say(w->p, "%s: %s", entries[i].name, _(entries[i].help));
	for (size_t i = 0; i < cmd_table_count; i++)
		if (!(cmd_table[i]->flags & CMD_HIDDEN))
			plain_say(w->p, "%s: %s", cmd_table[i]->usage, _(cmd_table[i]->help));
	return true;
}

/* ---- only here ---- */

static bool word_wait(struct plain_words *w)
{
	plain_wait(w->p);
	return true;
}

/* With the clock held still, for transcripts that have to come out the same. */
static bool word_tick(struct plain_words *w)
{
	char *end;
	long ms = w->argc > 1 ? strtol(w->argv[1], &end, 10) : -1;
	if (!clock_is_frozen() || ms < 0 || *end || ms > 24L * 3600 * 1000)
		return false;
	clock_advance(ms);
	console_stale(w->p->con);
	return true;
}

/* clang-format off */
static const struct word_entry entries[] = {
	{"desk",         word_desk,               N_("Read out what is in hand")},
	{"read-note",    plain_word_read_note,    N_("Read out the note being written")},
	{"wordings",     plain_word_wordings,     N_("The other wordings of a text: wordings TEXT-NAME")},
	{"history",      word_history,            N_("Read out what was before, the newest first")},
	{"erase",        plain_word_erase,        N_("Take the last line of the note away")},
	{"wait",         word_wait,               N_("Say what happens as it happens; Enter ends it")},
	{"tick",         word_tick,               NULL},
	{"?",            word_help,               NULL},
	{"help",         word_help,               NULL},
	{"sign-on",      plain_word_sign_on,      NULL},
	{"sign-off",     plain_word_sign_off,     NULL},
	{"go",           plain_word_go,           NULL},
	{"queue",        plain_word_queue,        NULL},
	{"attach",       plain_word_attach,       NULL},
	{"customer",     plain_word_customer,     NULL},
	{"case-box",     plain_word_case_box,     NULL},
	{"outcome",      plain_word_outcome,      NULL},
	{"outcome-box",  plain_word_outcome,      NULL},
	{"outcomes",     plain_word_outcomes,     NULL},
	{"transfer",     plain_word_transfer,     NULL},
	{"with-lines",   plain_word_with_lines,   NULL},
	{"to-colleague", plain_word_to_colleague, NULL},
	{"then-what",    plain_word_then,         NULL},
	{"steal",        plain_word_steal,        NULL},
	{"reassign",     plain_word_reassign,     NULL},
	{"texts",        plain_word_texts,        NULL},
	{"text-box",     plain_word_text_box,     NULL},
	{"find",         plain_word_find,         NULL},
	{"find-box",     plain_word_find,         NULL},
	{"note",         plain_word_note,         NULL},
	{"insert",       plain_word_insert,       NULL},
	{"palette",      word_palette,            NULL},
	{"keys",         word_keys,               NULL},
	{"focus",        word_focus,              NULL},
	{"pane-next",    word_screen,             NULL},
	{"pane-back",    word_screen,             NULL},
	{"zoom",         word_screen,             NULL},
	{"grow",         word_screen,             NULL},
	{"redraw",       word_screen,             NULL},
	{"theme",        word_screen,             NULL},
	{"mouse",        word_screen,             NULL},
	{"tour",         word_keys,               NULL},
	{"copy",         word_copy,               NULL},
	{"row",          word_row,                NULL},
	{"marked",       word_marked,             NULL},
	{"views",        word_views,              NULL},
	{NULL,           NULL,                    NULL},
};
/* clang-format on */
