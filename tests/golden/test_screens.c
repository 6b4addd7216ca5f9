/* Golden screens: every tests/golden/NAME.script is run by the program itself on the null terminal,
 * with the clock standing still, on its own copy of one invented centre. Each file it saves is
 * compared with tests/golden/NAME/FILE, text plane and style plane alike.
 * CARREL_GOLDEN_UPDATE=1 blesses what came out; read the diff before you commit it.
 *
 * First lines of a script may say, as comments: "# size 120x40", "# args practice first-call" (then
 * no store is made), "# variants es,ca,120x40,mono,mono-60x15": it is run again in each of these
 * languages, sizes and without colour, in a folder of its own, NAME-es and so on. Without a variant
 * it is in English, 80x24, in colour.
 *
 * Every script has every language, and every view is on some screen in each language and size: see
 * support_seen.h. */
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

#include "golden/support_seen.h"

#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

enum { FILE_MAX = 1024 * 1024, ARGS_MAX = 24, LANGUAGES_MAX = 16 };

static const char now[] = "2026-11-19T14:05:00Z";

/* One script in one variant; strings are owned by nobody, they live as long as the program. */
struct run {
	const char *script;
	const char *variant; /* NULL: none */
	const char *language, *size;
	bool mono;
	char *args; /* NULL: it has a store */
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

/* The folder of its screens: "agent-call-mono-60x15". */
static char *name_of(const struct run *run)
{
	const char *file = path_name(run->script);
	return xasprintf("%.*s%s%s", (int)strcspn(file, "."), file, run->variant ? "-" : "",
		run->variant ? run->variant : "");
}

static char *scratch_of(const struct run *run)
{
	char *name = name_of(run), *path = xasprintf("%s/%s", folder, name);
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

static int run_script(const struct run *run, const char *cwd)
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

START_TEST(screens__match__golden)
{
	const struct run *run = &runs[_i];
	struct err err = {0};
	char *name = name_of(run), *cwd = scratch_of(run);
	ck_assert_int_eq(path_make_dirs(cwd, 0700, &err), RC_OK);
	int status = run_script(run, cwd);
	ck_assert_msg(status == 0, "%s ended with status %d", name, status);
	char *want = xasprintf("%s/tests/golden/%s", root, name);
	ck_assert_msg(compare_folder(want, cwd) > 0, "%s saved no screen", name);
	free(want);
	free(cwd);
	free(name);
}
END_TEST

/* The status of a script of one line, in that language. */
static int run_line(const char *language, const char *line)
{
	char *script = xasprintf("%s/line.script", folder), *cwd = xasprintf("%s/line", folder);
	const struct run run = {.script = script, .language = language, .size = "80x24"};
	struct err err = {0};
	ck_assert_int_eq(path_make_dirs(cwd, 0700, &err), RC_OK);
	ck_assert_int_eq(path_write_file(script, line, strlen(line), 0600, &err), RC_OK);
	int status = run_script(&run, cwd);
	free(cwd);
	free(script);
	return status;
}

/* What a script expects is held in every language: a message that the catalogue does not have cannot be
 * missing from the screen and pass. */
START_TEST(screens__expected_words__are_messages)
{
	static const char title[] = "expect-said Who sits here? Choose your name and press Enter.";
	static const char none[] = "expect-not-said No screen has ever said this.";
	ck_assert_int_eq(run_line("en", title), 0);
	ck_assert_int_eq(run_line("es", title), 0);
	ck_assert_int_eq(run_line("en", none), 0);
	ck_assert_int_ne(run_line("es", none), 0);
	ck_assert_int_ne(run_line("ca", "expect-said Solved"), 0);
	ck_assert_int_eq(run_line("ca", "in es expect nothing of this kind"), 0);
	ck_assert_int_ne(run_line("es", "in es expect nothing of this kind"), 0);
}
END_TEST

/* ---- nothing is left out ---- */

/* As po/ has them, and English; ends with NULL. */
static const char *const *languages(void)
{
	static const char *list[LANGUAGES_MAX + 1];
	if (list[0])
		return list;
	char *pattern = xasprintf("%s/po/*.po", root);
	glob_t files = {0};
	size_t n = 0;
	list[n++] = "en";
	glob(pattern, 0, NULL, &files);
	for (size_t i = 0; i < files.gl_pathc && n < LANGUAGES_MAX; i++) {
		const char *file = path_name(files.gl_pathv[i]);
		list[n++] = xstrndup(file, strcspn(file, "."));
	}
	globfree(&files);
	free(pattern);
	return list;
}

static bool has_run(const char *script, const char *language)
{
	for (size_t i = 0; i < runs_len; i++)
		if (strcmp(runs[i].script, script) == 0 && !runs[i].mono &&
			strcmp(runs[i].language, language) == 0)
			return true;
	return false;
}

START_TEST(screens__every_script__is_run_in_every_language)
{
	ck_assert_msg(languages()[1] && languages()[2], "po/ has no two languages");
	for (size_t i = 0; i < runs_len; i++)
		for (const char *const *language = languages(); *language; language++)
			ck_assert_msg(has_run(runs[i].script, *language), "%s has no variant %s",
				path_name(runs[i].script), *language);
	ck_assert(!has_run(runs[0].script, "eo")); /* the control */
}
END_TEST

/* A golden that nothing is compared with any more would be believed for ever. */
START_TEST(screens__no_golden__is_left_over)
{
	char *pattern = xasprintf("%s/tests/golden/*/*", root);
	char *below = xasprintf("%s/tests/golden/", root);
	glob_t files = {0};
	size_t left = 0;
	glob(pattern, 0, NULL, &files);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		char *saved = xasprintf("%s/%s", folder, files.gl_pathv[i] + strlen(below));
		if (access(saved, F_OK) != 0) {
			fprintf(stderr, "%s is saved by no script: remove it\n", files.gl_pathv[i]);
			left++;
		}
		free(saved);
	}
	ck_assert_uint_gt(files.gl_pathc, runs_len);
	ck_assert_msg(left == 0, "%zu golden files are left over", left);
	globfree(&files);
	free(below);
	free(pattern);
}
END_TEST

static struct seen see_all(void)
{
	struct seen seen = {STRBUF_INIT};
	for (size_t i = 0; i < runs_len; i++) {
		struct strbuf log = STRBUF_INIT;
		struct err err = {0};
		char *cwd = scratch_of(&runs[i]);
		char *path = xasprintf("%s/.local/state/carrel/carrel.log", cwd);
		if (path_read_file(path, FILE_MAX, &log, &err) == RC_OK)
			seen_add_log(&seen, log.buf, runs[i].language, runs[i].mono);
		free(path);
		free(cwd);
		strbuf_fini(&log);
	}
	return seen;
}

START_TEST(screens__every_view__is_in_every_language_and_size)
{
	struct seen seen = see_all();
	struct strbuf missing = STRBUF_INIT;
	size_t n = seen_missing_views(&seen, view_table, languages(), &missing);
	n += seen_missing_layouts(&seen, languages(), &missing);
	ck_assert_msg(n == 0, "no golden screen shows:\n%s", missing.buf);
	strbuf_fini(&missing);
	strbuf_fini(&seen.lines);
}
END_TEST

/* A view without a golden, one seen in a language less, and a layout less are each missed. */
START_TEST(screens__one_less__is_missed)
{
	static const struct view_class fresh = {.name = "fresh"};
	static const struct view_class *const with_fresh[] = {&fresh, NULL};
	struct seen seen = see_all();
	struct strbuf missing = STRBUF_INIT;
	size_t whole = seen_missing_views(&seen, view_table, languages(), &missing);
	size_t layouts = seen_missing_layouts(&seen, languages(), &missing);
	strbuf_reset(&missing);
	ck_assert_uint_ge(seen_missing_views(&seen, with_fresh, languages(), &missing), 7);
	ck_assert(strstr(missing.buf, "ca 80x24 fresh\n") != NULL);
	seen_forget(&seen, "ca 80x24 find");
	ck_assert_uint_eq(seen_missing_views(&seen, view_table, languages(), &missing), whole + 1);
	ck_assert(strstr(missing.buf, "ca 80x24 find\n") != NULL);
	seen_forget(&seen, "es agent/small");
	ck_assert_uint_eq(seen_missing_layouts(&seen, languages(), &missing), layouts + 1);
	ck_assert(strstr(missing.buf, "es agent/small\n") != NULL);
	strbuf_fini(&missing);
	strbuf_fini(&seen.lines);
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

/* A variant is words with hyphens between: a size begins with a digit, mono is a look, the rest are
 * languages. */
static void add_run(const char *script, const char *head, const char *variant)
{
	char *size = said(head, "size"), *rest = NULL;
	char *words = variant ? xstrdup(variant) : NULL;
	struct run run = {script, variant, "en", size ? size : "80x24", false, said(head, "args")};
	for (char *word = words ? strtok_r(words, "-", &rest) : NULL; word;
		word = strtok_r(NULL, "-", &rest)) {
		if (*word >= '0' && *word <= '9')
			run.size = word;
		else if (strcmp(word, "mono") == 0)
			run.mono = true;
		else
			run.language = word;
	}
	runs = xreallocarray(runs, runs_len + 1, sizeof *runs);
	runs[runs_len++] = run;
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
	tcase_add_test(tc, screens__expected_words__are_messages);
	/* After them: these read what they left. */
	tcase_add_test(tc, screens__every_script__is_run_in_every_language);
	tcase_add_test(tc, screens__no_golden__is_left_over);
	tcase_add_test(tc, screens__every_view__is_in_every_language_and_size);
	tcase_add_test(tc, screens__one_less__is_missed);
	suite_add_tcase(s, tc);
	return s;
}
