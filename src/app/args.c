/* Written by hand rather than with getopt_long, so that the one table is also the manual's. */
#include "carrel/args.h"

#include "carrel/cmd.h"
#include "carrel/i18n.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
const struct args_option args_options[] = {
	{'s', "store", "STORE", N_("The store: a path, sqlite:PATH or postgres://USER@HOST/NAME")},
	{'c', "config", "FILE", N_("The configuration instead of the one in your configuration folder")},
	{'a', "as", "NAME", N_("Who acts; else CARREL_AGENT, else your name on this machine")},
	{0, "json", NULL, N_("One JSON document instead of lines for people")},
	{0, "script", "FILE", N_("Drive the console by the lines of a file, without a terminal; - is standard input")},
	{0, "plain", NULL, N_("The console as lines, for screen readers and braille")},
	{0, "size", "COLSxROWS", N_("Size of the screen of a script; 80x24")},
	{0, "theme", "NAME", N_("default, dark, high-contrast, mono, or a theme file")},
	{0, "language", "LANG", N_("Language of this console: en, es or ca")},
	{0, "no-colour", NULL, N_("No colours; every state is also a word")},
	{'v', "verbose", NULL, N_("More in the log; twice for still more")},
	{'h', "help", NULL, N_("This help")},
	{0, "version", NULL, N_("The version")},
	{0, "dump-docs", "WHAT", NULL},
};
/* clang-format on */
const size_t args_options_count = sizeof(args_options) / sizeof(args_options[0]);

static const struct args_option *find_option(const char *word, size_t len)
{
	for (size_t i = 0; i < args_options_count; i++) {
		const struct args_option *o = &args_options[i];
		if (word[0] == '-' && word[1] == '-' && strlen(o->name) == len - 2 &&
			strncmp(o->name, word + 2, len - 2) == 0)
			return o;
		if (len == 2 && word[1] != '-' && o->letter && o->letter == word[1])
			return o;
	}
	return NULL;
}

static bool parse_size(const char *text, struct app_options *app)
{
	char tail;
	return sscanf(text, "%dx%d%c", &app->cols, &app->rows, &tail) == 2 && app->cols >= 1 &&
		app->rows >= 1 && app->cols <= 500 && app->rows <= 200;
}

static enum rc take_option(
	struct args *args, const struct args_option *o, const char *value, struct err *err)
{
	const char **text = strcmp(o->name, "store") == 0 ? &args->app.store
		: strcmp(o->name, "config") == 0          ? &args->app.config
		: strcmp(o->name, "as") == 0              ? &args->app.actor
		: strcmp(o->name, "script") == 0          ? &args->app.script
		: strcmp(o->name, "theme") == 0           ? &args->app.theme
		: strcmp(o->name, "language") == 0        ? &args->app.language
		: strcmp(o->name, "dump-docs") == 0       ? &args->dump
							  : NULL;
	if (text)
		*text = value;
	else if (strcmp(o->name, "size") == 0 && !parse_size(value, &args->app))
		return err_set(err, RC_INVALID, _("usage: --size takes COLSxROWS, as in 120x40"));
	else if (strcmp(o->name, "json") == 0)
		args->app.json = true;
	else if (strcmp(o->name, "plain") == 0)
		args->app.plain = true;
	else if (strcmp(o->name, "no-colour") == 0)
		args->app.no_colour = true;
	else if (strcmp(o->name, "verbose") == 0)
		args->app.verbose++;
	else if (strcmp(o->name, "help") == 0)
		args->help = true;
	else if (strcmp(o->name, "version") == 0)
		args->version = true;
	return RC_OK;
}

static void from_environment(struct app_options *app)
{
	const char *no_color = getenv("NO_COLOR"); /* no-color.org: set and not empty */
	app->store = getenv("CARREL_STORE");
	app->actor = getenv("CARREL_AGENT");
	app->no_colour = no_color && *no_color;
}

/* Has the command an option of its own by that name? "as:" of "as: limit:". */
static bool is_of_command(const char *verb, const struct args_option *o)
{
	const struct cmd *cmd = cmd_find(verb);
	size_t len = strlen(o->name);
	for (const char *p = cmd ? cmd->options : NULL; p && *p; p += strspn(p, " ")) {
		size_t n = strcspn(p, " :");
		if (n == len && strncmp(p, o->name, n) == 0)
			return true;
		p += strcspn(p, " ");
	}
	return false;
}

/* Those that hands type behind the command: for whom, where, and as what. */
static const struct args_option *late_option(const char *verb, const char *word)
{
	size_t len = word[0] == '-' && word[1] == '-' ? strcspn(word, "=") : strlen(word);
	const struct args_option *o = word[0] == '-' && len > 1 ? find_option(word, len) : NULL;
	bool late = o &&
		(strcmp(o->name, "json") == 0 || strcmp(o->name, "store") == 0 ||
			strcmp(o->name, "config") == 0 || strcmp(o->name, "as") == 0);
	return late && (word[1] != '-' || !is_of_command(verb, o)) ? o : NULL;
}

/* `carrel queue --json -s FILE` is what hands type, so what every command knows may also stand after
 * it, up to "--". Returns how many words are left, -1 for a mistake. */
static int take_late(struct args *args, int argc, char **argv, struct err *err)
{
	bool ended = false;
	int n = 0;
	for (int i = 0; i < argc; i++) {
		ended = ended || strcmp(argv[i], "--") == 0;
		const struct args_option *o =
			!ended && i > 0 ? late_option(argv[0], argv[i]) : NULL;
		if (!o) {
			argv[n++] = argv[i];
			continue;
		}
		const char *value = strncmp(argv[i], "--", 2) == 0 ? strchr(argv[i], '=') : NULL;
		if (value)
			value++;
		else if (o->value && i + 1 < argc)
			value = argv[++i];
		if (o->value && !value) {
			err_set(err, RC_INVALID, _("usage: --%s takes a %s"), o->name, o->value);
			return -1;
		}
		if (take_option(args, o, value, err) != RC_OK)
			return -1;
	}
	return n;
}

enum rc args_parse(int argc, char **argv, struct args *out, struct err *err)
{
	*out = (struct args){0};
	from_environment(&out->app);
	int i = 1;
	for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
		if (strcmp(argv[i], "--") == 0) {
			i++;
			break;
		}
		size_t len = argv[i][1] == '-' ? strcspn(argv[i], "=") : strlen(argv[i]);
		const struct args_option *o = find_option(argv[i], len);
		const char *value = argv[i][len] == '=' ? argv[i] + len + 1 : NULL;
		if (!o || (value && !o->value))
			return err_set(err, RC_INVALID,
				_("usage: “%s” is not an option; carrel --help lists them"),
				argv[i]);
		if (o->value && !value && ++i >= argc)
			return err_set(
				err, RC_INVALID, _("usage: --%s takes a %s"), o->name, o->value);
		if (o->value && !value)
			value = argv[i];
		enum rc rc = take_option(out, o, value, err);
		if (rc != RC_OK)
			return rc;
	}
	out->argc = take_late(out, argc - i, argv + i, err);
	if (out->argc < 0)
		return RC_INVALID;
	out->argv = (const char *const *)argv + i;
	return RC_OK;
}
