#include "carrel/docs.h"

#include "carrel/args.h"
#include "carrel/cmd.h"
#include "carrel/config.h"
#include "carrel/i18n.h"
#include "carrel/keymap.h"
#include "carrel/problems.h"
#include "carrel/strbuf.h"

#include <ctype.h>
#include <string.h>

/* Text for roff: a backslash and a hyphen that is typed have their own forms, and no line may begin
 * with a dot or an apostrophe. */
static void roff(struct strbuf *out, const char *s, bool typed)
{
	for (; *s; s++) {
		if (*s == '\\')
			strbuf_addstr(out, "\\e");
		else if (*s == '-' && typed)
			strbuf_addstr(out, "\\-");
		else
			strbuf_addch(out, *s);
	}
}

static void sentence(struct strbuf *out, const char *s)
{
	roff(out, s, false);
	size_t n = strlen(s);
	strbuf_addstr(out, n && strchr(".!?", s[n - 1]) ? "\n" : ".\n");
}

/* Capitals stand for something and are italic, the rest is typed and bold: "take [CASE]". */
static void usage(struct strbuf *out, const char *s)
{
	while (*s) {
		size_t n = strcspn(s, " ");
		size_t word = 0;
		while (word < n && strchr("[(|", s[word]))
			word++;
		bool stands = word < n && isupper((unsigned char)s[word]);
		strbuf_addstr(out, stands ? "\\fI" : "\\fB");
		for (size_t i = 0; i < n; i++)
			strbuf_addstr(out, s[i] == '-' ? "\\-" : (char[]){s[i], '\0'});
		strbuf_addstr(out, "\\fR");
		s += n;
		if (*s == ' ') {
			strbuf_addch(out, ' ');
			s++;
		}
	}
	strbuf_addch(out, '\n');
}

static void dump_commands_of(struct strbuf *out, const char *heading, bool console)
{
	strbuf_addf(out, ".SS %s\n", heading);
	for (size_t i = 0; i < cmd_table_count; i++) {
		const struct cmd *cmd = cmd_table[i];
		if ((cmd->flags & CMD_HIDDEN) || console != ((cmd->flags & CMD_CONSOLE) != 0))
			continue;
		strbuf_addstr(out, ".TP\n");
		usage(out, cmd->usage);
		sentence(out, cmd->help);
		if (cmd->alias) {
			strbuf_addstr(out, "Also called\n.BR ");
			roff(out, cmd->alias, true);
			strbuf_addstr(out, " .\n");
		}
	}
}

static void dump_options(struct strbuf *out)
{
	for (size_t i = 0; i < args_options_count; i++) {
		const struct args_option *o = &args_options[i];
		if (!o->help)
			continue;
		strbuf_addstr(out, ".TP\n");
		if (o->letter)
			strbuf_addf(out, "\\fB\\-%c\\fR, ", o->letter);
		strbuf_addstr(out, "\\fB\\-\\-");
		roff(out, o->name, true);
		strbuf_addstr(out, "\\fR");
		if (o->value)
			strbuf_addf(out, " \\fI%s\\fR", o->value);
		strbuf_addch(out, '\n');
		sentence(out, o->help);
	}
}

/* What a bound command does: the note of the key line is a label, the command's help a sentence. */
static const char *help_of(const char *command)
{
	char name[64];
	size_t n = strcspn(command, " ");
	if (n >= sizeof(name))
		return command;
	memcpy(name, command, n);
	name[n] = '\0';
	const struct cmd *cmd = cmd_find(name);
	return cmd ? cmd->help : command;
}

/* All keys of one context with the same command stand in one entry. */
static void dump_keys_of(struct strbuf *out, const struct keymap *map, const char *context)
{
	bool headed = false;
	for (size_t i = 0; i < keymap_count(map); i++) {
		const struct keymap_entry *e = keymap_at(map, i);
		bool first = true;
		if (strcmp(e->context, context) != 0 || !*e->command)
			continue;
		for (size_t j = 0; j < i && first; j++)
			first = strcmp(keymap_at(map, j)->context, context) != 0 ||
				strcmp(keymap_at(map, j)->command, e->command) != 0;
		if (!first)
			continue;
		if (!headed)
			strbuf_addf(out, ".SS %s\n", context);
		headed = true;
		strbuf_addstr(out, ".TP\n");
		for (size_t j = i, n = 0; j < keymap_count(map); j++) {
			const struct keymap_entry *o = keymap_at(map, j);
			if (strcmp(o->context, context) != 0 || strcmp(o->command, e->command) != 0)
				continue;
			strbuf_addstr(out, n++ ? ", \\fB" : "\\fB");
			roff(out, o->key_text, true);
			strbuf_addstr(out, "\\fR");
		}
		strbuf_addch(out, '\n');
		sentence(out, help_of(e->command));
		if (strchr(e->command, ' ')) {
			strbuf_addstr(out, "Runs\n.BR \"");
			roff(out, e->command, true);
			strbuf_addstr(out, "\" .\n");
		}
	}
}

static void dump_keys(struct strbuf *out)
{
	struct problems problems;
	problems_init(&problems);
	struct keymap *map = keymap_load(&problems);
	for (size_t i = 0; i < keymap_count(map); i++) {
		const char *context = keymap_at(map, i)->context;
		bool seen = false;
		for (size_t j = 0; j < i && !seen; j++)
			seen = strcmp(keymap_at(map, j)->context, context) == 0;
		if (!seen)
			dump_keys_of(out, map, context);
	}
	keymap_free(&map);
	problems_fini(&problems);
}

enum rc docs_dump(const char *what, struct strbuf *out, struct err *err)
{
	if (strcmp(what, "commands") == 0) {
		dump_commands_of(out, "In a shell and in the console", false);
		dump_commands_of(out, "Only in the console", true);
	} else if (strcmp(what, "options") == 0) {
		dump_options(out);
	} else if (strcmp(what, "keys") == 0) {
		dump_keys(out);
	} else if (strcmp(what, "config") == 0) {
		config_example(out);
	} else {
		return err_set(
			err, RC_INVALID, _("usage: --dump-docs commands|options|keys|config"));
	}
	return RC_OK;
}

void docs_usage(struct strbuf *out)
{
	strbuf_addstr(out,
		_("carrel - the desk of people who answer customers\n\n"
		  "carrel [OPTION…]                    the console\n"
		  "carrel [OPTION…] COMMAND [ARG…]     one command\n\n"));
	for (size_t i = 0; i < args_options_count; i++) {
		const struct args_option *o = &args_options[i];
		if (!o->help)
			continue;
		struct strbuf head = STRBUF_INIT;
		if (o->letter)
			strbuf_addf(&head, "-%c, ", o->letter);
		strbuf_addf(
			&head, "--%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
		strbuf_addf(out, "  %-26s %s\n", head.buf, _(o->help));
		strbuf_fini(&head);
	}
	strbuf_addstr(out,
		_("\ncarrel demo opens an invented centre; carrel help lists the commands; man "
		  "carrel tells all.\n"));
}
