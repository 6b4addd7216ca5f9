/* cmd.h - every act of carrel is a command: one entry, beside its function.
 *
 * A key, the palette, a script and the shell submit the same text ("take 4821937-6"). Help, the
 * manual, completion and checks read the entries; src/cmd/commands.def lists them once.
 *
 * To add one: write `const struct cmd cmd_foo_entry = {…}` above `cmd_foo()` in cmd_<noun>.c and
 * add CMD(foo) to commands.def. */
#ifndef CARREL_CMD_H
#define CARREL_CMD_H

#include "carrel/err.h"
#include "carrel/right.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct app;
struct arena;
struct out;
struct store;
struct agent;
struct casefile;
struct customer;

enum cmd_flag {
	CMD_STORE = 1,       /* the store is open when it runs */
	CMD_ACTOR = 2,       /* somebody is signed on (implies CMD_STORE) */
	CMD_CONSOLE = 4,     /* only inside the console: it moves panes, opens windows */
	CMD_MUTATES = 8,     /* writes: a change set, undo */
	CMD_SUPERVISOR = 16, /* supervisors and administrators only */
	CMD_HIDDEN = 32,     /* not in help or manual */
	CMD_CASES = 128, /* its first argument is a case: --cases A,B,… does it to all of them */
	CMD_SHELL = 64,  /* only in a shell (practice, demo: they open a console themselves) */
};

struct cmd_call {
	struct app *app;
	const struct cmd *cmd;
	struct arena *arena; /* lives until the command's end */
	struct out *out;
	struct store *store; /* NULL without CMD_STORE */
	int argc;            /* arguments without the name and without options */
	const char *const *argv;
	const char *text; /* the whole command as text, for the change set */
	/* private */
	size_t noptions;
	const char *const *options; /* name, value, name, value … */
};

struct cmd {
	const char *name;     /* "take" */
	const char *alias;    /* NULL: none */
	const char *usage;    /* "take [CASE]" */
	const char *help;     /* one line, N_() */
	const char *synonyms; /* more words to find it by in the palette, NULL none */
	const char *options;  /* "limit: dry-run" - a colon: takes a value; NULL none */
	int min_args;
	int max_args;   /* -1: any number */
	unsigned flags; /* enum cmd_flag */
	enum rc (*exec)(struct cmd_call *call, struct err *err);
};

/* Defined by cmd/, the one upward reference; in the order of commands.def. */
extern const struct cmd *const cmd_table[];
extern const size_t cmd_table_count;

const struct cmd *cmd_find(const char *name); /* by name or alias; NULL */
const char *cmd_suggest(const char *name);    /* the nearest name, NULL if none is near */

/* Runs argv[0] with its arguments. RC_INVALID with err->text starting "usage: " is a mistake of
 * usage (exit status 2). */
enum rc cmd_run(
	struct app *app, int argc, const char *const *argv, struct out *out, struct err *err);
/* Splits text as a shell would (spaces, "…", '…', \x; no expansion of anything) and runs it. */
enum rc cmd_run_text(struct app *app, const char *text, struct out *out, struct err *err);
enum rc cmd_split(
	const char *text, struct arena *a, int *argc, const char *const **argv, struct err *err);

/* Whether text is a command, with options and as many arguments as it takes; runs nothing. call gets
 * cmd, arguments and options, in the arena. RC_NOTFOUND: no such command (call->cmd is NULL). */
enum rc cmd_check(
	const char *text, struct arena *a, struct cmd_call *call, struct err *err) WARN_UNUSED;

/* For functions of commands. */
const char *cmd_option(const struct cmd_call *call,
	const char *name); /* its value; "" for a switch; NULL not given */
enum rc cmd_option_int(const struct cmd_call *call, const char *name, int64_t min, int64_t max,
	int64_t *value, struct err *err); /* *value keeps its default when not given */
/* The customer whose number somebody typed. */
enum rc cmd_customer_numbered(
	const struct cmd_call *call, const char *typed, struct customer *out, struct err *err);
/* The case named by argv[i], or the one in hand when there is no such argument. */
enum rc cmd_case(const struct cmd_call *call, int i, struct casefile *out, struct err *err);
/* number: its eight digits. A merged case is the one it went into. */
enum rc cmd_case_numbered(
	const struct cmd_call *call, const char *number, struct casefile *out, struct err *err);
/* RC_DENIED: the table of rights (right.h) says no; err says what one may do instead. c NULL: for acts
 * that are about no one case. Whoever has to be signed on is (CMD_ACTOR). */
enum rc cmd_may(const struct cmd_call *call, enum right_act act, const struct casefile *c,
	struct err *err) WARN_UNUSED;
/* Arguments i.. joined by spaces. */
const char *cmd_rest(const struct cmd_call *call, int i);

#endif
