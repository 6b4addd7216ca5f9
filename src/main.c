/* main.c - options, locale, build the app, run, exit code; nothing else. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/args.h"
#include "carrel/cells.h"
#include "carrel/clock.h"
#include "carrel/cmd.h"
#include "carrel/config.h"
#include "carrel/console.h"
#include "carrel/docs.h"
#include "carrel/i18n.h"
#include "carrel/log.h"
#include "carrel/out.h"
#include "carrel/path.h"
#include "carrel/phone.h"
#include "carrel/strbuf.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum exit_status { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2 };

/* What a crash would write to disk is customers' data; what is made is for the group at most. */
static void harden_process(void)
{
	const struct rlimit none = {0, 0};
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	umask(007);
}

/* Encoding and order of letters are the terminal's; the words are our own affair (i18n.h). A name
 * that came over ssh (es_ES.UTF-8) is often of no locale of this machine: the encoding in it is
 * still the terminal's. */
static void set_locale(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
	const char *name = NULL;
	for (size_t i = 0; i < 3 && !(name && *name); i++)
		name = getenv(names[i]);
	if (!setlocale(LC_ALL, "") && name && (strstr(name, "UTF-8") || strstr(name, "utf8")))
		setlocale(LC_CTYPE, "C.UTF-8");
	cells_ascii_marks(strcmp(nl_langinfo(CODESET), "UTF-8") != 0);
}

/* "FOLDER/locale", FOLDER being where the program stands; NULL when the system does not say. */
static const char *locale_beside(char *path, size_t size)
{
	ssize_t n = readlink("/proc/self/exe", path, size - sizeof("locale"));
	if (n <= 0)
		return NULL;
	path[n] = '\0';
	char *slash = strrchr(path, '/');
	if (!slash)
		return NULL;
	memcpy(slash + 1, "locale", sizeof("locale"));
	return path;
}

/* A program in its build folder brings its catalogues along; an installed one finds them in the
 * system's folder. What the configuration and the person signed on say comes later (app_speak). */
static enum rc set_words(const char *language, struct err *err)
{
	char path[4096];
	const char *beside = locale_beside(path, sizeof(path));
	i18n_folders(beside ? (const char *const[]){beside, CARREL_LOCALEDIR, NULL}
			    : (const char *const[]){CARREL_LOCALEDIR, NULL});
	if (i18n_use(language ? language : i18n_of_environment()) || !language)
		return RC_OK;
	return err_set(err, RC_NOTFOUND,
		_("usage: --language %s: carrel is not translated into that language here; "
		  "“en” is always there"),
		language);
}

/* CARREL_NOW holds the clock still, for goldens and scripts. */
static enum rc set_clock(struct err *err)
{
	const char *now = getenv("CARREL_NOW");
	int64_t at;
	if (!now || !*now)
		return RC_OK;
	if (!clock_parse(now, &at))
		return err_set(err, RC_INVALID, _("CARREL_NOW is not a time: “%s”."), now);
	clock_freeze(at);
	return RC_OK;
}

static void set_module_paths(struct app *app)
{
	static const char *paths[3];
	char folder[4096];
	ssize_t n = readlink("/proc/self/exe", folder, sizeof(folder) - 1);
	size_t used = 0;
	if (n > 0) {
		folder[n] = '\0';
		char *slash = strrchr(folder, '/');
		if (slash)
			*slash = '\0';
		paths[used++] = arena_strdup(app->arena, folder);
	}
	paths[used] = CARREL_LIBDIR;
	phone_module_paths(paths);
}

static void open_log(const struct app *app)
{
	struct strbuf path = STRBUF_INIT;
	struct err ignored = {0};
	const char *given = config_text(app->config, OPT_LOG_FILE);
	enum log_level level = (enum log_level)config_number(app->config, OPT_LOG_LEVEL);
	if (*given)
		strbuf_addstr(&path, given);
	else if (path_base_dir(PATH_STATE, &path, &ignored) == RC_OK &&
		path_make_dirs(path.buf, 0700, &ignored) == RC_OK)
		strbuf_addstr(&path, "/carrel.log");
	if (app->options.verbose > 0)
		level = app->options.verbose > 1 ? LOG_TRACE : LOG_DEBUG;
	if (path.len > 0)
		log_open(path.buf, level);
	strbuf_fini(&path);
}

static enum rc run_console(struct app *app, struct err *err)
{
	struct err ignored = {0};
	enum rc rc = RC_OK;
	if (app->options.actor) {
		rc = app_sign_on(app, app->options.actor, NULL, &ignored);
		if (rc == RC_IO || rc == RC_INVALID || rc == RC_NOTFOUND || !app->store)
			return err_set(err, rc, "%s", ignored.text);
	}
	return console_session(app, err);
}

static enum rc run_command(struct app *app, const struct args *args, struct err *err)
{
	struct out *out = out_new();
	struct strbuf text = STRBUF_INIT;
	enum rc rc = cmd_run(app, args->argc, args->argv, out, err);
	/* What is wrong with a file is an answer too: a refusal may still have a document. */
	if (args->app.json && (rc == RC_OK || out_has_document(out)))
		out_render_json(out, &text);
	else if (!args->app.json)
		out_render_text(out, &text);
	fputs(text.buf, stdout);
	if (fflush(stdout) != 0 && rc == RC_OK)
		rc = err_set(err, RC_IO, _("The answer could not be written."));
	strbuf_fini(&text);
	out_free(&out);
	return rc;
}

static enum rc run(struct app *app, const struct args *args, struct err *err)
{
	enum rc rc = set_clock(err);
	if (rc == RC_OK)
		rc = app_init(app, &args->app, err);
	if (rc != RC_OK)
		return rc;
	open_log(app);
	set_module_paths(app);
	return args->argc > 0 ? run_command(app, args, err) : run_console(app, err);
}

/* One sentence on standard error. What begins with "usage: " is the person's slip: status 2. The
 * mark is the same in every translation; only what is shown for it differs. */
static int report(enum rc rc, const struct err *err)
{
	static const char mark[] = N_("usage: ");
	if (rc == RC_OK)
		return EXIT_DONE;
	bool slip = strncmp(err->text, mark, sizeof(mark) - 1) == 0;
	const char *text = err->text + (slip ? sizeof(mark) - 1 : 0);
	struct strbuf clean = STRBUF_INIT;
	cells_clean(&clean, text, strlen(text), false);
	fprintf(stderr, "carrel: %s%s\n", slip ? _(mark) : "",
		*clean.buf ? clean.buf : rc_name(rc));
	strbuf_fini(&clean);
	return slip ? EXIT_USAGE : EXIT_REFUSED;
}

static int print(enum rc rc, struct strbuf *text, const struct err *err)
{
	if (rc == RC_OK)
		fputs(text->buf, stdout);
	strbuf_fini(text);
	return report(rc, err);
}

int main(int argc, char **argv)
{
	struct args args;
	struct app app = {0};
	struct err err = {0};
	struct strbuf text = STRBUF_INIT;
	harden_process();
	set_locale();
	enum rc rc = set_words(NULL, &err);
	if (rc == RC_OK)
		rc = args_parse(argc, argv, &args, &err);
	if (rc == RC_OK && args.app.language)
		rc = set_words(args.app.language, &err);
	if (rc != RC_OK)
		return report(rc, &err);
	if (args.version) {
		puts("carrel " CARREL_VERSION);
		return EXIT_DONE;
	}
	if (args.help) {
		docs_usage(&text);
		return print(RC_OK, &text, &err);
	}
	if (args.dump) {
		rc = docs_dump(args.dump, &text, &err);
		return print(rc, &text, &err);
	}
	rc = run(&app, &args, &err);
	int status = report(rc, &err);
	app_fini(&app);
	return status;
}
