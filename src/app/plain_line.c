/* What a line answers: a question that was asked, a number of the choices, the name of a key, or a
 * command. */
#include "plain_private.h"

#include "console_private.h"

#include "carrel/app.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/keys.h"
#include "carrel/mem.h"
#include "carrel/practice.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

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
	case PLAIN_NOTE: plain_note_line(p, line); return;
	case PLAIN_FIND:
		plain_ask(p, PLAIN_COMMAND, NULL);
		if (*line)
			plain_choose_found(p, line);
		return;
	case PLAIN_COMMAND: break;
	default:
		if (plain_case_line(p, line) || plain_heard_line(p, line) ||
			plain_text_line(p, line))
			return;
	}
	line += strspn(line, " \t");
	if (!*line || took_choice(p, line))
		return;
	const char *command = key_command(p, line);
	plain_command(p, command ? command : line);
}
