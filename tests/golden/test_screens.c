/* Golden screens: every tests/golden/NAME.script is run by the program itself on the null terminal,
 * with the clock standing still, on its own copy of one invented centre. Each file it saves is
 * compared with tests/golden/NAME/FILE, text plane and style plane alike.
 * CARREL_GOLDEN_UPDATE=1 blesses what came out; read the diff before you commit it.
 *
 * First lines of a script may say, as comments: "# size 120x40", "# args practice first-call" (then
 * no store is made), "# variants es,ca,120x40,mono,mono-60x15": it is run again in each of these
 * languages, sizes and without colour, in a folder of its own, NAME-es and so on. Without a variant it
 * is in English, 80x24, in colour.
 *
 * Every script has every language, and every view is on some screen in each language and size: see
 * support_seen.h. */
#include <check.h>

#include <dirent.h>
#include <glob.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "golden/support_run.h"
#include "golden/support_seen.h"

#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

enum { FILE_MAX = 1024 * 1024, LANGUAGES_MAX = 16 };

Suite *suite_screens(void);

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

START_TEST(screens__match__golden)
{
	const struct golden_run *run = &golden_runs[_i];
	struct err err = {0};
	char *name = golden_name(run), *cwd = golden_scratch(run);
	ck_assert_int_eq(path_make_dirs(cwd, 0700, &err), RC_OK);
	int status = golden_run_script(run, cwd);
	ck_assert_msg(status == 0, "%s ended with status %d", name, status);
	char *want = xasprintf("%s/tests/golden/%s", golden_root, name);
	ck_assert_msg(compare_folder(want, cwd) > 0, "%s saved no screen", name);
	free(want);
	free(cwd);
	free(name);
}
END_TEST

/* The status of a script of one line, in that language. */
static int run_line(const char *language, const char *line)
{
	char *script = xasprintf("%s/line.script", golden_folder);
	char *cwd = xasprintf("%s/line", golden_folder);
	const struct golden_run run = {.script = script, .language = language, .size = "80x24"};
	struct err err = {0};
	ck_assert_int_eq(path_make_dirs(cwd, 0700, &err), RC_OK);
	ck_assert_int_eq(path_write_file(script, line, strlen(line), 0600, &err), RC_OK);
	int status = golden_run_script(&run, cwd);
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
	char *pattern = xasprintf("%s/po/*.po", golden_root);
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
	for (size_t i = 0; i < golden_runs_len; i++)
		if (strcmp(golden_runs[i].script, script) == 0 && !golden_runs[i].mono &&
			strcmp(golden_runs[i].language, language) == 0)
			return true;
	return false;
}

START_TEST(screens__every_script__is_run_in_every_language)
{
	ck_assert_msg(languages()[1] && languages()[2], "po/ has no two languages");
	for (size_t i = 0; i < golden_runs_len; i++)
		for (const char *const *language = languages(); *language; language++)
			ck_assert_msg(has_run(golden_runs[i].script, *language),
				"%s has no variant %s", path_name(golden_runs[i].script),
				*language);
	ck_assert(!has_run(golden_runs[0].script, "eo")); /* the control */
}
END_TEST

/* A golden that nothing is compared with any more would be believed for ever. */
START_TEST(screens__no_golden__is_left_over)
{
	char *pattern = xasprintf("%s/tests/golden/*/*", golden_root);
	char *below = xasprintf("%s/tests/golden/", golden_root);
	glob_t files = {0};
	size_t left = 0;
	glob(pattern, 0, NULL, &files);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		char *saved = xasprintf("%s/%s", golden_folder, files.gl_pathv[i] + strlen(below));
		if (access(saved, F_OK) != 0) {
			fprintf(stderr, "%s is saved by no script: remove it\n", files.gl_pathv[i]);
			left++;
		}
		free(saved);
	}
	ck_assert_uint_gt(files.gl_pathc, golden_runs_len);
	ck_assert_msg(left == 0, "%zu golden files are left over", left);
	globfree(&files);
	free(below);
	free(pattern);
}
END_TEST

static struct seen see_all(void)
{
	struct seen seen = {STRBUF_INIT};
	for (size_t i = 0; i < golden_runs_len; i++) {
		struct strbuf log = STRBUF_INIT;
		struct err err = {0};
		char *cwd = golden_scratch(&golden_runs[i]);
		char *path = xasprintf("%s/.local/state/carrel/carrel.log", cwd);
		if (path_read_file(path, FILE_MAX, &log, &err) == RC_OK)
			seen_add_log(&seen, log.buf, golden_runs[i].language, golden_runs[i].mono);
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

Suite *suite_screens(void)
{
	Suite *s = suite_create("screens");
	TCase *tc = tcase_create("golden");
	golden_find_runs();
	tcase_set_timeout(tc, 60);
	tcase_add_unchecked_fixture(tc, golden_make_centre, golden_remove_centre);
	if (golden_runs_len > 0)
		tcase_add_loop_test(tc, screens__match__golden, 0, (int)golden_runs_len);
	tcase_add_test(tc, screens__expected_words__are_messages);
	/* After them: these read what they left. */
	tcase_add_test(tc, screens__every_script__is_run_in_every_language);
	tcase_add_test(tc, screens__no_golden__is_left_over);
	tcase_add_test(tc, screens__every_view__is_in_every_language_and_size);
	tcase_add_test(tc, screens__one_less__is_missed);
	suite_add_tcase(s, tc);
	return s;
}
