/* Finding, parsing and running commands. What a command needs (a store, a person, the console) is
 * seen to here, before its function, so that no function can forget to ask. */
#include "carrel/cmd.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/go.h"
#include "carrel/console.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/out.h"
#include "carrel/problems.h"
#include "carrel/reference.h"
#include "carrel/store.h"
#include "carrel/store_cases.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"
#include "carrel/work.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const struct cmd *cmd_find(const char *name)
{
	for (size_t i = 0; i < cmd_table_count; i++) {
		const struct cmd *cmd = cmd_table[i];
		if (strcmp(cmd->name, name) == 0 || (cmd->alias && strcmp(cmd->alias, name) == 0))
			return cmd;
	}
	return NULL;
}

const char *cmd_suggest(const char *name)
{
	struct vec names = {.size = sizeof(const char *)};
	for (size_t i = 0; i < cmd_table_count; i++)
		if (!(cmd_table[i]->flags & CMD_HIDDEN))
			*(const char **)vec_push(&names) = cmd_table[i]->name;
	const char *nearest = suggest_nearest(name, names.data, names.n);
	vec_fini(&names);
	return nearest;
}

/* ---- splitting ---- */

struct splitter {
	struct arena *arena;
	struct strbuf word;
	struct vec words;
	bool in_word;
	char quote;
};

static void end_word(struct splitter *sp)
{
	if (!sp->in_word)
		return;
	*(const char **)vec_push(&sp->words) = arena_strndup(sp->arena, sp->word.buf, sp->word.len);
	strbuf_reset(&sp->word);
	sp->in_word = false;
}

/* One character of the text; `next` is the one after it. Returns true if it used up both. */
static bool split_step(struct splitter *sp, char c, char next)
{
	if (c == '\\' && sp->quote != '\'' && next) {
		strbuf_addch(&sp->word, next);
		sp->in_word = true;
		return true;
	}
	if (sp->quote) {
		if (c == sp->quote)
			sp->quote = 0;
		else
			strbuf_addch(&sp->word, c);
	} else if (c == '"' || c == '\'') {
		sp->quote = c;
		sp->in_word = true;
	} else if (c == ' ' || c == '\t') {
		end_word(sp);
	} else {
		strbuf_addch(&sp->word, c);
		sp->in_word = true;
	}
	return false;
}

enum rc cmd_split(
	const char *text, struct arena *a, int *argc, const char *const **argv, struct err *err)
{
	struct splitter sp = {
		.arena = a, .word = STRBUF_INIT, .words = {.size = sizeof(const char *)}};
	for (const char *p = text; *p; p++)
		if (split_step(&sp, p[0], p[1]))
			p++;
	enum rc rc = RC_OK;
	if (sp.quote)
		rc = err_set(
			err, RC_INVALID, _("A quote is opened in “%s” and never closed."), text);
	end_word(&sp);
	*argc = (int)sp.words.n;
	const char **copy = arena_array(a, sp.words.n + 1, sizeof(*copy));
	if (sp.words.n > 0)
		memcpy(copy, sp.words.data, sp.words.n * sizeof(*copy));
	*argv = copy;
	strbuf_fini(&sp.word);
	vec_fini(&sp.words);
	return rc;
}

/* ---- options ---- */

/* Is `name` in the entry's list ("limit: dry-run")? *takes_value tells the colon. */
static bool option_known(const struct cmd *cmd, const char *name, size_t len, bool *takes_value)
{
	for (const char *p = cmd->options; p && *p;) {
		size_t n = strcspn(p, " ");
		bool colon = n > 0 && p[n - 1] == ':';
		if (n - colon == len && strncmp(p, name, len) == 0) {
			*takes_value = colon;
			return true;
		}
		p += n + strspn(p + n, " ");
	}
	return false;
}

static enum rc usage_error(const struct cmd *cmd, struct err *err)
{
	return err_set(err, RC_INVALID, "usage: carrel %s", cmd->usage);
}

static bool is_digits(const char *s, size_t n)
{
	return strspn(s, "0123456789") == n;
}

/* The two halves of a case number as screens show it: "482" "1937-6". */
static bool are_halves(const char *left, const char *right)
{
	return strlen(left) == 3 && is_digits(left, 3) && strlen(right) == 6 &&
		is_digits(right, 4) && right[4] == '-' && is_digits(right + 5, 1);
}

/* Separates --options from arguments. "--" ends the options; "-" alone is an argument. */
static enum rc parse_args(struct cmd_call *call, int argc, const char *const *argv, struct err *err)
{
	const char **args = arena_array(call->arena, (size_t)argc + 1, sizeof(*args));
	const char **options = arena_array(call->arena, 2 * (size_t)argc + 2, sizeof(*options));
	bool ended = false;
	int n = 0;
	for (int i = 1; i < argc; i++) {
		const char *word = argv[i];
		if (ended || strncmp(word, "--", 2) != 0) {
			if (n > 0 && are_halves(args[n - 1], word))
				args[n - 1] = arena_printf(call->arena, "%s %s", args[n - 1], word);
			else
				args[n++] = word;
			continue;
		}
		if (word[2] == '\0') {
			ended = true;
			continue;
		}
		size_t len = strcspn(word + 2, "=");
		bool takes_value;
		if (!option_known(call->cmd, word + 2, len, &takes_value))
			return usage_error(call->cmd, err);
		const char *value = word[2 + len] == '=' ? word + 3 + len : NULL;
		if (takes_value && !value) {
			if (i + 1 >= argc)
				return usage_error(call->cmd, err);
			value = argv[++i];
		} else if (!takes_value && value) {
			return usage_error(call->cmd, err);
		}
		options[2 * call->noptions] = arena_strndup(call->arena, word + 2, len);
		options[2 * call->noptions + 1] = value ? value : "";
		call->noptions++;
	}
	call->argc = n;
	call->argv = args;
	call->options = options;
	if (n < call->cmd->min_args || (call->cmd->max_args >= 0 && n > call->cmd->max_args))
		return usage_error(call->cmd, err);
	return RC_OK;
}

enum rc cmd_check(const char *text, struct arena *a, struct cmd_call *call, struct err *err)
{
	int argc;
	const char *const *argv;
	*call = (struct cmd_call){.arena = a, .text = text};
	enum rc rc = cmd_split(text, a, &argc, &argv, err);
	if (rc != RC_OK)
		return rc;
	call->cmd = argc > 0 ? cmd_find(argv[0]) : NULL;
	if (call->cmd)
		return parse_args(call, argc, argv, err);
	return err_set(err, RC_NOTFOUND, _("There is no command “%s”."), argc > 0 ? argv[0] : "");
}

const char *cmd_option(const struct cmd_call *call, const char *name)
{
	const char *value = NULL;
	for (size_t i = 0; i < call->noptions; i++)
		if (strcmp(call->options[2 * i], name) == 0)
			value = call->options[2 * i + 1]; /* the last one wins */
	return value;
}

enum rc cmd_option_int(const struct cmd_call *call, const char *name, int64_t min, int64_t max,
	int64_t *value, struct err *err)
{
	const char *text = cmd_option(call, name);
	if (!text)
		return RC_OK;
	char *end;
	errno = 0;
	long long n = strtoll(text, &end, 10);
	if (errno || end == text || *end || n < min || n > max)
		return err_set(err, RC_INVALID,
			_("--%s takes a whole number from %lld to %lld, not “%s”."), name,
			(long long)min, (long long)max, text);
	*value = n;
	return RC_OK;
}

enum rc cmd_customer_numbered(
	const struct cmd_call *call, const char *typed, struct customer *out, struct err *err)
{
	char *end;
	long long id = strtoll(typed, &end, 10);
	if (id <= 0 || *end)
		return err_set(err, RC_INVALID,
			_("\"%.40s\" is not a customer's number; find shows it."), typed);
	return store_customer_get(call->store, id, call->arena, out, err);
}

/* ---- running ---- */

static const char *command_text(struct arena *a, int argc, const char *const *argv)
{
	struct strbuf sb = STRBUF_INIT;
	for (int i = 0; i < argc; i++) {
		bool quote = argv[i][0] == '\0' || strpbrk(argv[i], " \t\"'\\");
		if (i)
			strbuf_addch(&sb, ' ');
		if (quote)
			strbuf_addch(&sb, '"');
		for (const char *p = argv[i]; *p; p++) {
			if (quote && (*p == '"' || *p == '\\'))
				strbuf_addch(&sb, '\\');
			strbuf_addch(&sb, *p);
		}
		if (quote)
			strbuf_addch(&sb, '"');
	}
	const char *text = arena_strndup(a, sb.buf, sb.len);
	strbuf_fini(&sb);
	return text;
}

static enum rc check_place(const struct app *app, const struct cmd *cmd, struct err *err)
{
	if ((cmd->flags & CMD_CONSOLE) && !app->console)
		return err_set(err, RC_INVALID,
			_("“%s” works only in the console. Start it with: carrel"), cmd->name);
	if ((cmd->flags & CMD_SHELL) && app->console)
		return err_set(err, RC_INVALID, _("“%s” works only in a shell: carrel %s"),
			cmd->name, cmd->usage);
	return RC_OK;
}

static enum rc prepare(struct cmd_call *call, struct err *err)
{
	struct app *app = call->app;
	enum rc rc = check_place(app, call->cmd, err);
	if (rc == RC_OK && (call->cmd->flags & (CMD_STORE | CMD_ACTOR | CMD_MUTATES)))
		rc = app_store(app, &call->store, err);
	if (rc == RC_OK && (call->cmd->flags & CMD_ACTOR))
		rc = app_require_actor(app, err);
	else if (rc == RC_OK && (call->cmd->flags & CMD_MUTATES))
		rc = app_named_actor(app, err); /* a change has its doer in the audit */
	if (rc == RC_OK && (call->cmd->flags & CMD_SUPERVISOR) && !app_is_supervisor(app))
		rc = err_set(err, RC_DENIED, _("Only a supervisor may do “%s”."), call->cmd->name);
	return rc;
}

enum { CASES_MAX = 500 };

/* The command for one of several cases. What it says is not shown: the whole is told in a line. */
static enum rc run_for(struct cmd_call *call, const char *number, struct err *err)
{
	struct cmd_call one = *call;
	const char **args = arena_array(call->arena, (size_t)call->argc + 2, sizeof(*args));
	args[0] = number;
	for (int i = 0; i < call->argc; i++)
		args[i + 1] = call->argv[i];
	one.argc = call->argc + 1;
	one.argv = args;
	one.out = out_new();
	enum rc rc = one.cmd->exec(&one, err);
	out_free(&one.out);
	if (rc != RC_OK && rc != RC_CANCELLED)
		err_prefix(err, "%s", number);
	return rc;
}

/* All of them or none: one change set, undone as one. */
static enum rc run_for_cases(struct cmd_call *call, const char *list, struct err *err)
{
	int n = 0;
	enum rc rc = cmd_may(call, RIGHT_SEVERAL, NULL, err);
	if (rc == RC_OK)
		rc = change_begin(call->store, call->text, NULL, err);
	if (rc != RC_OK)
		return rc;
	out_array(call->out, "cases");
	for (const char *p = list; rc == RC_OK && *p; n++) {
		size_t len = strcspn(p, ",");
		const char *number = arena_strndup(call->arena, p, len);
		p += len + (p[len] == ',');
		rc = n < CASES_MAX
			? run_for(call, number, err)
			: err_set(err, RC_INVALID, _("At most %d cases at once. Nothing was done."),
				  CASES_MAX);
		out_text(call->out, NULL, number);
	}
	out_end(call->out);
	rc = change_end(call->store, rc, err);
	if (rc == RC_OK) {
		out_int(call->out, "count", n);
		out_line(call->out,
			i18n_plural("%d case: %s. u undoes it.", "%d cases: %s. u undoes them all.",
				(unsigned long)n),
			n, call->cmd->name);
	}
	return rc;
}

enum rc cmd_run(
	struct app *app, int argc, const char *const *argv, struct out *out, struct err *err)
{
	const struct cmd *cmd = cmd_find(argv[0]);
	if (!cmd) {
		const char *near = cmd_suggest(argv[0]);
		return near ? err_set(err, RC_INVALID,
				      _("usage: there is no command “%s”; did you mean “%s”?"),
				      argv[0], near)
			    : err_set(err, RC_INVALID,
				      _("usage: there is no command “%s”; carrel help lists them"),
				      argv[0]);
	}
	struct cmd_call call = {.app = app, .cmd = cmd, .out = out, .arena = arena_new()};
	call.text = command_text(call.arena, argc, argv);
	enum rc rc = parse_args(&call, argc, argv, err);
	if (rc == RC_OK)
		rc = prepare(&call, err);
	const char *cases = cmd->flags & CMD_CASES ? cmd_option(&call, "cases") : NULL;
	if (rc == RC_OK)
		rc = cases ? run_for_cases(&call, cases, err) : cmd->exec(&call, err);
	if (app->console)
		app->console->acted = true;
	arena_free(&call.arena);
	return rc;
}

enum rc cmd_run_text(struct app *app, const char *text, struct out *out, struct err *err)
{
	struct arena *a = arena_new();
	int argc;
	const char *const *argv;
	enum rc rc = cmd_split(text, a, &argc, &argv, err);
	if (rc == RC_OK && argc > 0)
		rc = cmd_run(app, argc, argv, out, err);
	arena_free(&a);
	return rc;
}

/* ---- targets ---- */

/* A merged case is read and worked on as the one it went into. */
enum rc cmd_case_numbered(
	const struct cmd_call *call, const char *number, struct casefile *out, struct err *err)
{
	int64_t into = 0;
	enum rc rc = store_casefile_by_number(call->store, number, call->arena, out, err);
	if (rc == RC_OK)
		rc = store_case_merged_into(call->store, out->id, &into, err);
	return rc == RC_OK && into != out->id
		? store_casefile_get(call->store, into, call->arena, out, err)
		: rc;
}

enum rc cmd_case(const struct cmd_call *call, int i, struct casefile *out, struct err *err)
{
	if (i < call->argc) {
		char number[REFERENCE_LEN + 1];
		if (!reference_parse(call->argv[i], number))
			return err_set(err, RC_INVALID,
				_("“%s” is not a case number: eight digits, as in 482 1937-6. "
				  "Please check the digits."),
				call->argv[i]);
		return cmd_case_numbered(call, number, out, err);
	}
	struct work_hand hand;
	if (call->app->actor.id == 0)
		return usage_error(call->cmd, err);
	enum rc rc = work_hand(call->store, call->app->actor.id, call->arena, &hand, err);
	if (rc != RC_OK)
		return rc;
	if (hand.casefile.id == 0 && hand.item.id != 0)
		return err_set(err, RC_NOTFOUND,
			_("What you have in hand has no case yet. F5 starts one, or name one."));
	if (hand.casefile.id == 0)
		return err_set(err, RC_NOTFOUND, _("No case is in hand. Name one. %s"),
			go_words(call->app));
	*out = hand.casefile;
	return RC_OK;
}

const char *cmd_rest(const struct cmd_call *call, int i)
{
	struct strbuf sb = STRBUF_INIT;
	for (; i < call->argc; i++) {
		if (sb.len > 0)
			strbuf_addch(&sb, ' ');
		strbuf_addstr(&sb, call->argv[i]);
	}
	const char *text = arena_strndup(call->arena, sb.buf, sb.len);
	strbuf_fini(&sb);
	return text;
}
