/* Golden screens: every tests/golden/NAME.script is run by the program itself on the null terminal,
 * with the clock standing still, on its own copy of one invented centre. Each file it saves is
 * compared with tests/golden/NAME/FILE, text plane and style plane alike.
 * CARREL_GOLDEN_UPDATE=1 blesses what came out; read the diff before you commit it.
 *
 * First lines of a script may say, as comments: "# size 120x40", "# language ca", "# theme mono",
 * "# args practice first-call" (then no store is made), "# variants es,ca,120x40": it is run again
 * in each of these languages and sizes, which have folders of their own, NAME-es and so on. */
#include <check.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <libgen.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

enum { FILE_MAX = 1024 * 1024, ARGS_MAX = 24 };

static const char now[] = "2026-11-19T14:05:00Z";

/* One script in one variant; NULL: as its head says. */
struct run {
	char *script;
	char *variant;
};

static struct run *runs;
static size_t runs_len;
static char *root;   /* of the repository */
static char *folder; /* scratch, removed at the end */
static char *centre; /* the store that every script gets a copy of */

Suite *suite_screens(void);

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
	ck_assert_msg(
		path_read_file(from, 256 * 1024 * 1024, &bytes, &err) == RC_OK, "%s", err.text);
	ck_assert_msg(
		path_write_file(to, bytes.buf, bytes.len, 0660, &err) == RC_OK, "%s", err.text);
	strbuf_fini(&bytes);
}

/* ---- the invented centre ---- */

static void make_centre(void)
{
	char template[] = "/tmp/carrel-golden-XXXXXX";
	folder = xstrdup(mkdtemp(template));
	centre = xasprintf("%s/centre.db", folder);
	char *carrel = program();
	const char *argv[] = {
		carrel, "demo", "--into", centre, "--size", "small", "--seed", "1", NULL};
	int status = run_in(folder, argv);
	if (status != 0) {
		char *errors = xasprintf("%s/stderr", folder);
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

/* ---- comparing ---- */

static bool updating(void)
{
	const char *word = getenv("CARREL_GOLDEN_UPDATE");
	return word && *word;
}

static void show_difference(const char *want, const char *got)
{
	int line = 1;
	while (*want && *got) {
		size_t w = strcspn(want, "\n"), g = strcspn(got, "\n");
		if (w != g || memcmp(want, got, w) != 0) {
			fprintf(stderr, "line %d\n  want |%.*s|\n  got  |%.*s|\n", line, (int)w,
				want, (int)g, got);
			return;
		}
		want += w + (want[w] == '\n');
		got += g + (got[g] == '\n');
		line++;
	}
	fprintf(stderr, "line %d: one of them ends here\n", line);
}

static void compare(const char *want_path, const char *got_path)
{
	struct strbuf want = STRBUF_INIT, got = STRBUF_INIT;
	struct err err = {0};
	ck_assert_msg(path_read_file(got_path, FILE_MAX, &got, &err) == RC_OK, "%s", err.text);
	if (updating()) {
		char *copy = xstrdup(want_path);
		ck_assert_int_eq(path_make_dirs(dirname(copy), 0755, &err), RC_OK);
		free(copy);
		ck_assert_int_eq(path_write_file(want_path, got.buf, got.len, 0644, &err), RC_OK);
	} else {
		ck_assert_msg(path_read_file(want_path, FILE_MAX, &want, &err) == RC_OK,
			"%s is new: look at it and bless it with make golden-update", want_path);
		if (strcmp(want.buf, got.buf) != 0) {
			fprintf(stderr, "%s\n", want_path);
			show_difference(want.buf, got.buf);
			ck_abort_msg("the screen %s changed", path_name(want_path));
		}
	}
	strbuf_fini(&want);
	strbuf_fini(&got);
}

static size_t compare_folder(const char *want_dir, const char *got_dir)
{
	DIR *dir = opendir(got_dir);
	struct dirent *entry;
	size_t n = 0;
	ck_assert(dir != NULL);
	while ((entry = readdir(dir))) {
		const char *dot = strrchr(entry->d_name, '.');
		if (!dot || (strcmp(dot, ".screen") != 0 && strcmp(dot, ".style") != 0))
			continue;
		char *want = xasprintf("%s/%s", want_dir, entry->d_name);
		char *got = xasprintf("%s/%s", got_dir, entry->d_name);
		compare(want, got);
		free(want);
		free(got);
		n++;
	}
	closedir(dir);
	return n;
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

static void add_option(const char **argv, int *n, const char *option, const char *value)
{
	if (!value)
		return;
	argv[(*n)++] = option;
	argv[(*n)++] = value;
}

/* What the variant says goes before what the head says: a size begins with a digit. */
static void add_variant(const char **argv, int *n, const char *text, const char *variant)
{
	bool sized = variant && *variant >= '0' && *variant <= '9';
	char *language = said(text, "language");
	add_option(argv, n, "--size", sized ? variant : said(text, "size"));
	if (variant && !sized)
		add_option(argv, n, "--language", variant);
	else /* Said always: a console without a wish follows the language of whoever signs on. */
		add_option(argv, n, "--language", language ? language : "en");
}

START_TEST(screens__match__golden)
{
	const char *script = runs[_i].script, *variant = runs[_i].variant;
	struct strbuf text = STRBUF_INIT;
	struct err err = {0};
	ck_assert_int_eq(path_read_file(script, FILE_MAX, &text, &err), RC_OK);
	const char *file = path_name(script);
	int stem = (int)strcspn(file, ".");
	char *name = xasprintf("%.*s%s%s", stem, file, variant ? "-" : "", variant ? variant : "");
	char *cwd = xasprintf("%s/%s", folder, name);
	ck_assert_int_eq(path_make_dirs(cwd, 0700, &err), RC_OK);
	char *store = xasprintf("%s/centre.db", cwd);
	char *carrel = program();
	char *whole = realpath(script, NULL);
	const char *argv[ARGS_MAX] = {carrel};
	int n = 1;
	add_option(argv, &n, "--script", whole);
	add_variant(argv, &n, text.buf, variant);
	add_option(argv, &n, "--theme", said(text.buf, "theme"));
	char *args = said(text.buf, "args");
	if (!args) {
		copy_file(centre, store);
		add_option(argv, &n, "-s", store);
	}
	char *rest = NULL;
	for (char *word = args ? strtok_r(args, " ", &rest) : NULL; word && n < ARGS_MAX - 1;
		word = strtok_r(NULL, " ", &rest))
		argv[n++] = word;
	int status = run_in(cwd, argv);
	if (status != 0) {
		char *errors = xasprintf("%s/stderr", cwd);
		strbuf_reset(&text);
		if (path_read_file(errors, FILE_MAX, &text, &err) == RC_OK)
			fprintf(stderr, "%s", text.buf);
		free(errors);
	}
	ck_assert_msg(status == 0, "%s ended with status %d", name, status);
	char *want = xasprintf("%s/tests/golden/%s", root, name);
	size_t compared = compare_folder(want, cwd);
	ck_assert_msg(compared > 0 || !strstr(text.buf, "save-"), "%s saved no screen", name);
	free(want);
	free(whole);
	free(carrel);
	free(store);
	free(cwd);
	free(name);
	strbuf_fini(&text);
}
END_TEST

static void setup(void)
{
	make_centre();
}

static void teardown(void)
{
	remove_tree(folder);
}

/* The repository is where this file is; CARREL_ROOT says otherwise. */
static char *find_root(void)
{
	const char *given = getenv("CARREL_ROOT");
	return given ? xstrdup(given) : realpath(".", NULL);
}

static void add_run(char *script, char *variant)
{
	runs = xreallocarray(runs, runs_len + 1, sizeof *runs);
	runs[runs_len++] = (struct run){script, variant};
}

static void find_runs(void)
{
	char *pattern = xasprintf("%s/tests/golden/*.script", root);
	glob_t scripts = {0};
	glob(pattern, 0, NULL, &scripts);
	for (size_t i = 0; i < scripts.gl_pathc; i++) {
		char *script = xstrdup(scripts.gl_pathv[i]), *rest = NULL;
		struct strbuf text = STRBUF_INIT;
		struct err err = {0};
		add_run(script, NULL);
		/* One that cannot be read is told by its own test. */
		char *list = path_read_file(script, FILE_MAX, &text, &err) == RC_OK
			? said(text.buf, "variants")
			: NULL;
		for (char *word = list ? strtok_r(list, ", ", &rest) : NULL; word;
			word = strtok_r(NULL, ", ", &rest))
			add_run(script, word);
		strbuf_fini(&text);
	}
	globfree(&scripts);
	free(pattern);
}

Suite *suite_screens(void)
{
	Suite *s = suite_create("screens");
	TCase *tc = tcase_create("golden");
	root = find_root();
	find_runs();
	tcase_set_timeout(tc, 60);
	tcase_add_unchecked_fixture(tc, setup, teardown);
	if (runs_len > 0)
		tcase_add_loop_test(tc, screens__match__golden, 0, (int)runs_len);
	suite_add_tcase(s, tc);
	return s;
}
