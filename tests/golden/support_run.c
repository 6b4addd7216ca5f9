#include "golden/support_run.h"

#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILE_MAX = 1024 * 1024, STORE_MAX = 256 * FILE_MAX, ARGS_MAX = 24 };

static const char now[] = "2026-11-19T14:05:00Z";

struct golden_run *golden_runs;
size_t golden_runs_len;
char *golden_root;
char *golden_folder;
static char *centre; /* the store that every script gets a copy of */

/* ---- running the program ---- */

static void set_environment(const char *home)
{
	clearenv();
	setenv("PATH", "/usr/bin:/bin", 1);
	setenv("HOME", home, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TZ", "UTC", 1);
	setenv("CARREL_NOW", now, 1);
}

/* Runs argv in `cwd`; standard error goes to cwd/stderr. */
static int run_in(const char *cwd, const char *const *argv)
{
	pid_t pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		int fd;
		if (chdir(cwd) != 0)
			_exit(126);
		fd = open("stderr", O_WRONLY | O_CREAT | O_TRUNC, 0600);
		dup2(fd, STDERR_FILENO);
		set_environment(cwd);
		execv(argv[0], (char *const *)argv);
		_exit(127);
	}
	int status;
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static char *program(void)
{
	const char *build = getenv("CARREL_BUILD");
	char *path = xasprintf("%s/carrel", build ? build : "build/release");
	char *whole = realpath(path, NULL);
	ck_assert_msg(whole != NULL, "%s is not built", path);
	free(path);
	return whole;
}

static void copy_file(const char *from, const char *to)
{
	struct strbuf bytes = STRBUF_INIT;
	struct err err = {0};
	ck_assert_msg(path_read_file(from, STORE_MAX, &bytes, &err) == RC_OK, "%s", err.text);
	ck_assert_msg(
		path_write_file(to, bytes.buf, bytes.len, 0660, &err) == RC_OK, "%s", err.text);
	strbuf_fini(&bytes);
}

/* ---- the invented centre ---- */

void golden_make_centre(void)
{
	char template[] = "/tmp/carrel-golden-XXXXXX";
	golden_folder = xstrdup(mkdtemp(template));
	centre = xasprintf("%s/centre.db", golden_folder);
	char *carrel = program();
	const char *argv[] = {
		carrel, "demo", "--into", centre, "--size", "small", "--seed", "1", NULL};
	int status = run_in(golden_folder, argv);
	if (status != 0) {
		char *errors = xasprintf("%s/stderr", golden_folder);
		struct strbuf text = STRBUF_INIT;
		struct err err = {0};
		if (path_read_file(errors, FILE_MAX, &text, &err) == RC_OK)
			fprintf(stderr, "%s", text.buf);
		ck_abort_msg("the demo centre could not be made (status %d)", status);
	}
	free(carrel);
}

static void remove_tree(const char *path)
{
	const char *argv[] = {"/bin/rm", "-rf", path, NULL};
	pid_t pid = fork();
	if (pid == 0) {
		execv(argv[0], (char *const *)argv);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
}

void golden_remove_centre(void)
{
	remove_tree(golden_folder);
}

/* ---- one script ---- */

/* The value after "# word " in the script's head; NULL: not said. */
static char *said(const char *text, const char *word)
{
	char *mark = xasprintf("# %s ", word);
	const char *at = strstr(text, mark);
	char *value = at ? xstrndup(at + strlen(mark), strcspn(at + strlen(mark), "\n")) : NULL;
	free(mark);
	return value;
}

char *golden_name(const struct golden_run *run)
{
	const char *file = path_name(run->script);
	return xasprintf("%.*s%s%s", (int)strcspn(file, "."), file, run->variant ? "-" : "",
		run->variant ? run->variant : "");
}

char *golden_scratch(const struct golden_run *run)
{
	char *name = golden_name(run), *path = xasprintf("%s/%s", golden_folder, name);
	free(name);
	return path;
}

static void tell_errors(const char *cwd)
{
	struct strbuf text = STRBUF_INIT;
	struct err err = {0};
	char *errors = xasprintf("%s/stderr", cwd);
	if (path_read_file(errors, FILE_MAX, &text, &err) == RC_OK)
		fprintf(stderr, "%s", text.buf);
	free(errors);
	strbuf_fini(&text);
}

int golden_run_script(const struct golden_run *run, const char *cwd)
{
	char *store = xasprintf("%s/centre.db", cwd), *whole = realpath(run->script, NULL);
	char *carrel = program(), *rest = NULL;
	const char *argv[ARGS_MAX] = {
		carrel, "--script", whole, "--size", run->size, "--language", run->language};
	int n = 7;
	if (run->mono) {
		argv[n++] = "--theme";
		argv[n++] = "mono";
	}
	if (!run->args) {
		copy_file(centre, store);
		argv[n++] = "-s";
		argv[n++] = store;
	}
	for (char *word = run->args ? strtok_r(run->args, " ", &rest) : NULL;
		word && n < ARGS_MAX - 1; word = strtok_r(NULL, " ", &rest))
		argv[n++] = word;
	int status = run_in(cwd, argv);
	if (status != 0)
		tell_errors(cwd);
	free(carrel);
	free(whole);
	free(store);
	return status;
}

/* ---- what there is to run ---- */

/* The repository is where this file is; CARREL_ROOT says otherwise. */
static char *find_root(void)
{
	const char *given = getenv("CARREL_ROOT");
	return given ? xstrdup(given) : realpath(".", NULL);
}

/* A variant is words with hyphens between: a size begins with a digit, mono is a look, the rest are
 * languages. */
static void add_run(const char *script, const char *head, const char *variant)
{
	char *size = said(head, "size"), *rest = NULL;
	char *words = variant ? xstrdup(variant) : NULL;
	struct golden_run run = {
		script, variant, "en", size ? size : "80x24", false, said(head, "args")};
	for (char *word = words ? strtok_r(words, "-", &rest) : NULL; word;
		word = strtok_r(NULL, "-", &rest)) {
		if (*word >= '0' && *word <= '9')
			run.size = word;
		else if (strcmp(word, "mono") == 0)
			run.mono = true;
		else
			run.language = word;
	}
	golden_runs = xreallocarray(golden_runs, golden_runs_len + 1, sizeof *golden_runs);
	golden_runs[golden_runs_len++] = run;
}

void golden_find_runs(void)
{
	golden_root = find_root();
	char *pattern = xasprintf("%s/tests/golden/*.script", golden_root);
	glob_t scripts = {0};
	glob(pattern, 0, NULL, &scripts);
	for (size_t i = 0; i < scripts.gl_pathc; i++) {
		char *script = xstrdup(scripts.gl_pathv[i]), *rest = NULL;
		struct strbuf text = STRBUF_INIT;
		struct err err = {0};
		/* One that cannot be read is told when it is run. */
		enum rc rc = path_read_file(script, FILE_MAX, &text, &err);
		char *list = rc == RC_OK ? said(text.buf, "variants") : NULL;
		add_run(script, text.buf, NULL);
		for (char *word = list ? strtok_r(list, ", ", &rest) : NULL; word;
			word = strtok_r(NULL, ", ", &rest))
			add_run(script, text.buf, word);
		strbuf_fini(&text);
	}
	globfree(&scripts);
	free(pattern);
}
