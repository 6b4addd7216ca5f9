#include "carrel/staged.h"

#include "carrel/arena.h"
#include "carrel/cmd.h"
#include "carrel/console.h"
#include "carrel/desk.h"
#include "carrel/desk_texts.h"
#include "carrel/i18n.h"
#include "carrel/log.h"
#include "carrel/mem.h"
#include "carrel/vec.h"

#include <stdlib.h>
#include <string.h>

enum { STAGED_MAX = 9 }; /* each has a digit in its window */

struct staged {
	struct vec commands; /* char *, owned */
};

static char **slot(const struct staged *s, size_t i)
{
	return vec_at(&s->commands, i);
}

void staged_clear(struct staged *staged)
{
	for (size_t i = 0; staged && i < staged->commands.n; i++)
		free(*slot(staged, i));
	if (staged)
		vec_clear(&staged->commands);
}

void staged_free(struct staged **staged)
{
	if (!*staged)
		return;
	staged_clear(*staged);
	vec_fini(&(*staged)->commands);
	free(*staged);
	*staged = NULL;
}

static const struct cmd *command_of(const char *text, struct arena *a)
{
	int argc;
	const char *const *argv;
	struct err ignored = {0};
	if (cmd_split(text, a, &argc, &argv, &ignored) != RC_OK || argc == 0)
		return NULL;
	return cmd_find(argv[0]);
}

static bool ends_work(const char *text)
{
	static const char *const enders[] = {"outcome", "close", "transfer", "park", "snooze"};
	struct arena *a = arena_new();
	const struct cmd *cmd = command_of(text, a);
	bool ends = false;
	for (size_t i = 0; cmd && i < sizeof(enders) / sizeof(enders[0]); i++)
		ends |= strcmp(cmd->name, enders[i]) == 0;
	arena_free(&a);
	return ends;
}

static size_t place_for(const struct staged *s, const char *command)
{
	size_t at = s->commands.n;
	while (!ends_work(command) && at > 0 && ends_work(*slot(s, at - 1)))
		at--;
	return at;
}

bool staged_add(struct staged **staged, const char *command)
{
	if (!*staged) {
		*staged = xcalloc(1, sizeof(**staged));
		(*staged)->commands.size = sizeof(char *);
	}
	struct staged *s = *staged;
	for (size_t i = 0; i < s->commands.n; i++)
		if (strcmp(*slot(s, i), command) == 0)
			return false;
	if (s->commands.n >= STAGED_MAX)
		return false;
	char **new = vec_insert(&s->commands, place_for(s, command));
	*new = xstrdup(command);
	return true;
}

size_t staged_count(const struct staged *staged)
{
	return staged ? staged->commands.n : 0;
}

const char *staged_at(const struct staged *staged, size_t i)
{
	return *slot(staged, i);
}

void staged_set(struct staged *staged, size_t i, const char *command)
{
	free(*slot(staged, i));
	vec_remove(&staged->commands, i);
	if (command[strspn(command, " \t")])
		staged_add(&staged, command);
}

enum rc staged_check(const char *command, struct err *err)
{
	struct arena *a = arena_new();
	int argc;
	const char *const *argv;
	enum rc rc = cmd_split(command, a, &argc, &argv, err);
	if (rc == RC_OK && argc > 0 && !cmd_find(argv[0])) {
		const char *near = cmd_suggest(argv[0]);
		rc = near
			? err_set(err, RC_INVALID,
				  _("There is no command “%s”. Did you mean “%s”?"), argv[0], near)
			: err_set(err, RC_INVALID,
				  _("There is no command “%s”. F9 lists them all."), argv[0]);
	}
	arena_free(&a);
	return rc;
}

/* On disk before the next one runs: what is done must not be proposed again after a crash. */
static void keep(struct desk *desk)
{
	struct err err = {0};
	desk_texts_touch(desk);
	if (desk_save_note(desk, &err) != RC_OK)
		log_error("%s", err.text);
}

enum rc staged_run(struct console *con)
{
	struct staged **staged = &con->desk->staged;
	while (staged_count(*staged) > 0) {
		char *command = xstrdup(staged_at(*staged, 0));
		enum rc rc = console_command(con, command);
		/* What ended the work took the note along, and these with it. */
		if (rc == RC_OK && staged_count(*staged) > 0 &&
			strcmp(staged_at(*staged, 0), command) == 0) {
			staged_set(*staged, 0, "");
			keep(con->desk);
		}
		free(command);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}
