/* What a typed line means. One table says which words are answered here in their own way: those that
 * would open a window or move a pane, and a few that only lines have. All others run as they are. */
#include "plain_private.h"

#include "console_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/keys.h"
#include "carrel/library.h"
#include "carrel/mem.h"
#include "carrel/out.h"
#include "carrel/practice.h"
#include "carrel/store_rows.h"
#include "carrel/textfill.h"
#include "carrel/textpane.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct words {
	struct plain *p;
	struct arena *arena;
	int argc;
	const char *const *argv;
	const char *rest; /* arguments as one text, "" none */
};

struct word_entry {
	const char *name;
	/* False: the command of that name runs as it is. */
	bool (*run)(struct words *w);
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
	struct words w = {.p = p, .arena = arena_new()};
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

/* ---- people ---- */

static bool word_sign_on(struct words *w)
{
	struct agent agent;
	struct err ignored = {0};
	if (w->argc == 1) {
		plain_choose_person(w->p);
		return true;
	}
	if (w->argc > 2 ||
		store_agent_by_login(
			w->p->con->app->store, w->argv[1], w->arena, &agent, &ignored) != RC_OK ||
		!agent.password_hash || !*agent.password_hash)
		return false;
	plain_ask(w->p, PLAIN_PASSWORD, w->argv[1]);
	return true;
}

static bool word_sign_off(struct words *w)
{
	plain_run_argv(w->p, w->argc, w->argv);
	if (!w->p->con->app->actor.id)
		plain_choose_person(w->p);
	return true;
}

static bool word_attach(struct words *w)
{
	const struct desk *desk = w->p->con->desk;
	if (w->argc > 1)
		return false;
	if (!desk->has_pop && desk->hand.customers > 1)
		plain_choose_owner(w->p);
	else if (desk->has_pop && desk->pop.n_open > 0)
		plain_choose_case(w->p);
	else
		plain_ask(w->p, PLAIN_FIND, NULL);
	return true;
}

static bool word_customer(struct words *w)
{
	if (w->argc > 1)
		return false;
	plain_ask(w->p, PLAIN_NAME, NULL);
	return true;
}

/* The same way as F5: the case in hand, else a new one, for somebody who is asked for first. */
static bool word_case_box(struct words *w)
{
	struct plain *p = w->p;
	const struct work_hand *hand = &p->con->desk->hand;
	if (!desk_in_hand(p->con->desk))
		plain_say(p, "%s", _("Nobody is on the line. “go” takes the next one."));
	else if (hand->casefile.id)
		plain_tell_thread(p);
	else if (hand->customer_id)
		plain_command(p, "case");
	else if (hand->customers > 1)
		plain_choose_owner(p);
	else
		plain_ask(p, PLAIN_NAME, NULL);
	return true;
}

/* ---- work ---- */

/* As F2, but for the row under a cursor, which lines do not have. */
static bool word_go(struct words *w)
{
	const struct desk *desk = w->p->con->desk;
	enum agent_state state = desk->hand.agent.state;
	if (!w->p->con->app->actor.id || desk_in_hand(desk))
		return false; /* the command has the sentence for it */
	bool ready = state == AGENT_BREAK || (state == AGENT_OFF && desk->nwaiting == 0);
	const char *const argv[] = {ready ? "ready" : "next", NULL};
	plain_run_argv(w->p, 1, argv);
	return true;
}

static bool signed_on(const struct words *w)
{
	return w->p->con->app->actor.id != 0;
}

static bool word_queue(struct words *w)
{
	if (w->argc > 1 || !signed_on(w))
		return false;
	plain_choose_waiting(w->p);
	return true;
}

static bool word_outcome(struct words *w)
{
	const struct console *con = w->p->con;
	const struct outcome *o = w->argc > 1 ? outcome_find(con->app->outcomes, w->argv[1]) : NULL;
	bool queue = o && o->wants_queue && !strstr(w->rest, "--queue");
	bool date = o && o->wants_date && !strstr(w->rest, "--at");
	if (!signed_on(w) || (w->argc > 1 && !queue && !date))
		return false;
	if (!desk_in_hand(con->desk))
		plain_say(w->p, "%s", _("Nothing is in hand. “go” takes the next one."));
	else if (w->argc == 1 && !plain_choose_proposed(w->p))
		plain_choose_outcome(w->p);
	else if (w->argc == 1)
		return true;
	else if (o->wants_date)
		plain_choose_time(w->p, arena_printf(w->arena, "outcome %s", w->rest));
	else
		plain_choose_queue(w->p, arena_printf(w->arena, "outcome %s", w->rest));
	return true;
}

static bool word_transfer(struct words *w)
{
	if (strstr(w->rest, "--queue") || strstr(w->rest, "--to") || !signed_on(w))
		return false;
	plain_choose_queue(w->p, arena_printf(w->arena, "transfer %s", w->rest));
	return true;
}

/* Chosen from the list of queues: before it runs, the three lines are asked for. */
static bool word_with_lines(struct words *w)
{
	plain_ask_lines(w->p, w->rest);
	return true;
}

static bool word_to_colleague(struct words *w)
{
	plain_ask(w->p, PLAIN_WHOM, w->rest);
	return true;
}

static bool word_then(struct words *w)
{
	plain_ask_then(w->p, w->rest);
	return true;
}

static bool word_steal(struct words *w)
{
	return plain_ask_reason(w->p, w->argc, w->argv);
}

static bool word_reassign(struct words *w)
{
	if (strstr(w->rest, "--to") || !signed_on(w))
		return false;
	plain_choose_colleague(w->p, w->argc > 1 && w->argv[1][0] != '-' ? w->argv[1] : NULL);
	return true;
}

static bool word_texts(struct words *w)
{
	if (!signed_on(w))
		return false;
	plain_choose_text(w->p, w->rest);
	return true;
}

/* What a text proposes was seen: now what came of it. */
static bool word_outcomes(struct words *w)
{
	plain_choose_outcome(w->p);
	return true;
}

static bool word_wordings(struct words *w)
{
	if (!signed_on(w))
		return false;
	plain_choose_wording(w->p, w->rest);
	return true;
}

static bool word_text_box(struct words *w)
{
	if (!signed_on(w))
		return false;
	plain_ask_own_text(w->p, w->argc > 1 ? w->argv[1] : NULL);
	return true;
}

static bool word_find(struct words *w)
{
	if (!signed_on(w))
		return false;
	if (w->argc > 1)
		plain_choose_found(w->p, w->rest);
	else
		plain_ask(w->p, PLAIN_FIND, NULL);
	return true;
}

/* ---- reading ---- */

static bool word_focus(struct words *w)
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
	if (!signed_on(w))
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

static bool word_screen(struct words *w)
{
	plain_say(w->p, "%s",
		_("There is no screen to move here. “desk” reads what is in hand, “focus” reads a "
		  "pane."));
	return true;
}

/* What acts on a cursor or on marks is said with the number of the case instead. */
static bool word_row(struct words *w)
{
	plain_say(w->p, "%s",
		_("Lines have no cursor; name the case: “take CASE”, “show CASE”, “note CASE "
		  "TEXT”, "
		  "“tag CASE TAG”, “transfer CASE”, “close CASE”."));
	return true;
}

static bool word_marked(struct words *w)
{
	plain_say(w->p, "%s",
		_("Lines have no marks; name the cases: “--cases A,B,C” after tag, transfer or "
		  "close."));
	return true;
}

static bool word_copy(struct words *w)
{
	plain_say(w->p, "%s", _("Here it is, for your reader or your terminal to copy:"));
	plain_tell_hand(w->p);
	return true;
}

static bool word_views(struct words *w)
{
	if (!signed_on(w))
		return false;
	plain_command(w->p, "view list");
	return true;
}

static bool word_keys(struct words *w)
{
	if (w->argc > 1)
		return false;
	plain_say(w->p, "%s",
		_("No keys are needed here: every line is a command, a number takes a choice, "
		  "“help” lists them all."));
	return true;
}

static bool word_palette(struct words *w)
{
	plain_choose_command(w->p, w->rest);
	return true;
}

static bool word_desk(struct words *w)
{
	plain_tell_hand(w->p);
	return true;
}

static bool word_help(struct words *w)
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

/* ---- the note ---- */

static bool word_note(struct words *w)
{
	if (w->argc > 1)
		return false;
	if (!desk_in_hand(w->p->con->desk)) {
		plain_say(w->p, "%s", _("Nothing is in hand to write on. “go” takes the next."));
		return true;
	}
	plain_say(w->p, "%s", _("Write line by line. A line with nothing but “.” ends it."));
	w->p->note_lines = 0;
	plain_ask(w->p, PLAIN_NOTE, NULL);
	return true;
}

/* On disk at once: a line that was sent off is text that may not get lost. */
void plain_keep_note(struct plain *p)
{
	struct err err = {0};
	p->con->desk->note_changed = true;
	if (desk_save_note(p->con->desk, &err) != RC_OK)
		plain_error(p, &err);
}

static bool word_erase(struct words *w)
{
	struct textpane *note = w->p->con->desk->note;
	size_t n = textpane_len(note);
	const char *text = textpane_text(note);
	size_t at = n > 0 && text[n - 1] == '\n' ? n - 1 : n;
	while (at > 0 && text[at - 1] != '\n')
		at--;
	if (n == 0) {
		plain_tell_note(w->p);
		return true;
	}
	plain_say(w->p, _("Erased: %s"), text + at);
	textpane_replace(note, at, n, "", 0);
	plain_keep_note(w->p);
	return true;
}

static bool word_history(struct words *w)
{
	plain_tell_history(w->p);
	return true;
}

/* A text begins a line of its own, as every other line does. */
static bool word_insert(struct words *w)
{
	struct textpane *note = w->p->con->desk->note;
	size_t n = textpane_len(note);
	if (signed_on(w) && w->argc >= 2 && n > 0) {
		textpane_set_cursor(note, n);
		if (textpane_text(note)[n - 1] != '\n')
			textpane_insert(note, "\n", 1);
	}
	return false;
}

static bool word_read_note(struct words *w)
{
	plain_tell_note(w->p);
	return true;
}

static void add_note_line(struct plain *p, const char *line)
{
	struct textpane *note = p->con->desk->note;
	textpane_set_cursor(note, textpane_len(note));
	size_t n = textpane_len(note);
	if (n > 0 && textpane_text(note)[n - 1] != '\n')
		textpane_insert(note, "\n", 1);
	textpane_insert(note, line, strlen(line));
	p->note_lines++;
	plain_keep_note(p);
}

/* ---- only here ---- */

static bool word_wait(struct words *w)
{
	plain_wait(w->p);
	return true;
}

/* With the clock held still, for transcripts that have to come out the same. */
static bool word_tick(struct words *w)
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
	{"desk",        word_desk,      N_("Read out what is in hand")},
	{"read-note",   word_read_note, N_("Read out the note being written")},
	{"wordings",    word_wordings,  N_("The other wordings of a text: wordings TEXT-NAME")},
	{"history",     word_history,   N_("Read out what was before, the newest first")},
	{"erase",       word_erase,     N_("Take the last line of the note away")},
	{"wait",        word_wait,      N_("Say what happens as it happens; Enter ends it")},
	{"tick",        word_tick,      NULL},
	{"?",           word_help,      NULL},
	{"help",        word_help,      NULL},
	{"sign-on",     word_sign_on,   NULL},
	{"sign-off",    word_sign_off,  NULL},
	{"go",          word_go,        NULL},
	{"queue",       word_queue,     NULL},
	{"attach",      word_attach,    NULL},
	{"customer",    word_customer,  NULL},
	{"case-box",    word_case_box,  NULL},
	{"outcome",     word_outcome,   NULL},
	{"outcome-box", word_outcome,   NULL},
	{"outcomes",    word_outcomes,  NULL},
	{"transfer",    word_transfer,  NULL},
	{"with-lines",  word_with_lines, NULL},
	{"to-colleague", word_to_colleague, NULL},
	{"then-what",   word_then,      NULL},
	{"steal",       word_steal,     NULL},
	{"reassign",    word_reassign,  NULL},
	{"texts",       word_texts,     NULL},
	{"text-box",    word_text_box,  NULL},
	{"find",        word_find,      NULL},
	{"find-box",    word_find,      NULL},
	{"note",        word_note,      NULL},
	{"insert",      word_insert,    NULL},
	{"palette",     word_palette,   NULL},
	{"keys",        word_keys,      NULL},
	{"focus",       word_focus,     NULL},
	{"pane-next",   word_screen,    NULL},
	{"pane-back",   word_screen,    NULL},
	{"zoom",        word_screen,    NULL},
	{"grow",        word_screen,    NULL},
	{"redraw",      word_screen,    NULL},
	{"theme",       word_screen,    NULL},
	{"mouse",       word_screen,    NULL},
	{"tour",        word_keys,      NULL},
	{"copy",        word_copy,      NULL},
	{"row",         word_row,       NULL},
	{"marked",      word_marked,    NULL},
	{"views",       word_views,     NULL},
	{NULL,          NULL,           NULL},
};
/* clang-format on */

/* ---- lines ---- */

static void answer_password(struct plain *p, const char *line)
{
	char *login = xstrdup(p->about);
	plain_ask(p, PLAIN_COMMAND, NULL);
	/* An argument, never text that a parser or a log could see. */
	const char *const argv[] = {"sign-on", login, line, NULL};
	if (*line)
		plain_run_argv(p, 3, argv);
	free(login);
}

/* The person and their case in one step, as the window of F5 does it. */
static void answer_name(struct plain *p, const char *line)
{
	const struct work_hand *hand = &p->con->desk->hand;
	bool on_line = desk_in_hand(p->con->desk) && !hand->customer_id;
	plain_ask(p, PLAIN_COMMAND, NULL);
	/* One "--" only: a second one would be the first word of the name. */
	const char *const argv[] = {"customer", "--case", "--", line, NULL};
	const char *const alone[] = {"customer", "--", line, NULL};
	if (*line)
		plain_run_argv(p, on_line ? 4 : 3, on_line ? argv : alone);
}

static void answer_say(struct plain *p, const char *line)
{
	struct practice *run = p->con->app->practice_run;
	struct err err = {0};
	bool again = false;
	plain_ask(p, PLAIN_COMMAND, NULL);
	if (!run || !*line)
		return;
	struct practice_moment m = practice_now(run, p->con);
	if (practice_write(run->play, line, &m, &again, &err) != RC_OK)
		plain_error(p, &err);
	else if (again)
		plain_ask(p, PLAIN_SAY, NULL);
	console_stale(p->con);
}

static void answer_note(struct plain *p, const char *line)
{
	if (strcmp(line, ".") != 0) {
		add_note_line(p, line);
		return;
	}
	plain_ask(p, PLAIN_COMMAND, NULL);
	plain_say(p, _("Lines kept: %zu. The outcome writes the note."), p->note_lines);
}

/* A number takes a choice, where there are any. */
static bool took_choice(struct plain *p, const char *line)
{
	char *end;
	errno = 0;
	unsigned long n = strtoul(line, &end, 10);
	if (*line < '0' || *line > '9' || *end || errno || strlen(line) > 3)
		return false;
	if (p->choices.n == 0) {
		plain_say(p, "%s", _("There is nothing to choose from now."));
		return true;
	}
	if (n < 1 || n > p->choices.n) {
		plain_say(p, _("The numbers are 1 to %zu."), p->choices.n);
		return true;
	}
	char *command = xstrdup(*(const char **)vec_at(&p->choices, n - 1));
	vec_clear(&p->choices); /* the list is about what was: a second number must not act on it */
	plain_command(p, command);
	free(command);
	return true;
}

/* "F2", "u": the sentences of carrel name keys, so a key's name does here what the key does there. */
static const char *key_command(const struct plain *p, const char *line)
{
	const struct console *con = p->con;
	const char *const contexts[] = {
		con->screen ? con->screen->name : "global", "global", "list"};
	struct key key;
	const char *command = NULL;
	if (cmd_find(line) || !key_parse(line, &key))
		return NULL;
	for (size_t i = 0; !command && i < sizeof(contexts) / sizeof(contexts[0]); i++)
		command = keymap_command(con->keymap, contexts[i], &key);
	return command;
}

void plain_line(struct plain *p, const char *line)
{
	switch (p->ask) {
	case PLAIN_PASSWORD: answer_password(p, line); return;
	case PLAIN_NAME: answer_name(p, line); return;
	case PLAIN_SAY: answer_say(p, line); return;
	case PLAIN_NOTE: answer_note(p, line); return;
	case PLAIN_FIND:
		plain_ask(p, PLAIN_COMMAND, NULL);
		if (*line)
			plain_choose_found(p, line);
		return;
	case PLAIN_COMMAND: break;
	default:
		if (plain_case_line(p, line) || plain_text_line(p, line))
			return;
	}
	line += strspn(line, " \t");
	if (!*line || took_choice(p, line))
		return;
	const char *command = key_command(p, line);
	plain_command(p, command ? command : line);
}
