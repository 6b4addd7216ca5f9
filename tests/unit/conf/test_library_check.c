/* Every broken example of tests/fixtures/texts-broken, one fault each; the first line of a file says
 * what is expected. Run from the top of the source tree, as every test is. */
#include "carrel/arena.h"
#include "carrel/library_check.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

#include <check.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BROKEN_LEAST = 30 };

static struct arena *arena;
static struct library_findings found;

static void setup(void)
{
	arena = arena_new();
	found = (struct library_findings){0};
}

static void teardown(void)
{
	if (found.arena)
		library_findings_fini(&found);
	arena_free(&arena);
}

/* A program that knows one command. */
static bool only_solved(void *arg, const char *command, struct arena *a, const char **why,
	const char **suggestion, size_t *at)
{
	static const struct {
		const char *command;
		size_t at;
	} slips[] = {{"outcom solved", 0}, {"outcome slved", 8}, {"outcome solved twice", 0},
		{"follow-up sometime", 10}};
	(void)arg;
	(void)a;
	if (strcmp(command, "outcome solved") == 0)
		return true;
	*why = "not known";
	*suggestion = "outcome solved";
	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
		if (strcmp(slips[i].command, command) == 0)
			*at = slips[i].at;
	return false;
}

static bool no_article(void *arg, const char *id)
{
	(void)arg;
	(void)id;
	return false;
}

static void check(const char *path)
{
	static const char *const languages[] = {"es", "ca", "en"};
	static const char *const names[] = {"customer.name", "case.number", NULL};
	struct library_check_frame frame = {.today = "2026-11-22",
		.languages = languages,
		.nlanguages = 3,
		.names = names,
		.command = only_solved,
		.article = no_article};
	if (found.arena)
		library_findings_fini(&found);
	library_check(&path, 1, NULL, 0, &frame, &found);
}

static const char *all(void)
{
	struct strbuf out = STRBUF_INIT;
	for (size_t i = 0; i < found.items.n; i++) {
		library_finding_render(vec_at(&found.items, i), &out);
		strbuf_addch(&out, '\n');
	}
	const char *said = arena_strdup(arena, out.buf);
	strbuf_fini(&out);
	return said;
}

/* "# expect: 16:33 format: words" */
struct expected {
	int line, column;
	const char *rule, *words;
	bool nothing;
};

static struct expected expectation(const char *path)
{
	struct strbuf text = STRBUF_INIT;
	struct err err = {0};
	struct expected want = {0};
	ck_assert_int_eq(path_read_file(path, 1 << 16, &text, &err), RC_OK);
	char *line = arena_strndup(arena, text.buf, strcspn(text.buf, "\n")), *end;
	strbuf_fini(&text);
	ck_assert_msg(strncmp(line, "# expect: ", 10) == 0, "%s", path);
	want.nothing = strcmp(line + 10, "nothing") == 0;
	want.line = (int)strtol(line + 10, &end, 10);
	want.column = want.nothing ? 0 : (int)strtol(end + 1, &end, 10);
	want.rule = arena_strndup(arena, end + 1, strcspn(end + 1, ":"));
	want.words = want.nothing ? "" : end + 1 + strlen(want.rule) + 2;
	return want;
}

static void hold(const char *path)
{
	struct expected want = expectation(path);
	check(path);
	if (want.nothing) {
		ck_assert_msg(found.items.n == 0, "%s", all());
		ck_assert_uint_gt(found.texts, 0);
		return;
	}
	ck_assert_msg(found.items.n == 1, "%s: %zu findings\n%s", path, found.items.n, all());
	const struct library_finding *f = vec_at(&found.items, 0);
	ck_assert_msg(f->line == want.line && f->column == want.column, "%s: %s", path, all());
	ck_assert_msg(strcmp(f->rule, want.rule) == 0, "%s: %s", path, all());
	bool foreign = strcmp(f->rule, "unknown-command") == 0; /* its words are the program's */
	ck_assert_msg(foreign || strstr(f->message, want.words), "%s: %s", path, all());
	ck_assert_uint_eq(found.errors + found.warnings, 1);
}

START_TEST(library_check__broken_examples__each_in_its_line)
{
	glob_t files;
	ck_assert_int_eq(glob("tests/fixtures/texts-broken/*.yaml", 0, NULL, &files), 0);
	ck_assert_uint_gt(files.gl_pathc, BROKEN_LEAST);
	for (size_t i = 0; i < files.gl_pathc; i++)
		hold(files.gl_pathv[i]);
	globfree(&files);
}
END_TEST

START_TEST(library_check__every_rule__has_an_example)
{
	for (size_t i = 0; library_check_rules[i]; i++) {
		glob_t files;
		bool shown = false;
		ck_assert_int_eq(glob("tests/fixtures/texts-broken/*.yaml", 0, NULL, &files), 0);
		for (size_t k = 0; k < files.gl_pathc && !shown; k++)
			shown = strcmp(expectation(files.gl_pathv[k]).rule,
					library_check_rules[i]) == 0;
		globfree(&files);
		ck_assert_msg(shown, "no broken example of %s", library_check_rules[i]);
	}
}
END_TEST

START_TEST(library_check__all_at_once__in_order)
{
	check("tests/fixtures/texts-broken");
	ck_assert_uint_gt(found.errors, BROKEN_LEAST);
	ck_assert_uint_gt(found.warnings, 3);
	for (size_t i = 1; i < found.items.n; i++) {
		const struct library_finding *a = vec_at(&found.items, i - 1),
					     *b = vec_at(&found.items, i);
		int order = strcmp(a->file, b->file);
		ck_assert_msg(order < 0 || (order == 0 && a->line <= b->line), "%s", all());
	}
}
END_TEST

START_TEST(library_check__base__ids_may_come_from_it)
{
	static const char *const path[] = {"tests/fixtures/texts-broken/link-dead.yaml"};
	static const char *const base[] = {"share/texts", "tests/fixtures/none"};
	struct library_check_frame frame = {0};
	library_check(path, 1, base, 2, &frame, &found);
	ck_assert_uint_eq(found.files, 1);
	ck_assert_uint_eq(found.texts, 2);
	ck_assert_msg(found.errors == 1, "%s", all());
	ck_assert_ptr_nonnull(strstr(all(), "(did you mean demo.hello?)"));
}
END_TEST

START_TEST(library_check__missing_file__is_told)
{
	check("tests/fixtures/nowhere.yaml");
	ck_assert_uint_eq(found.errors, 1);
	ck_assert_str_eq(all(),
		"tests/fixtures/nowhere.yaml: error: cannot be read: No such file or "
		"directory [format]\n");
}
END_TEST

Suite *suite_library_check(void);
/* A text for some need not speak to everybody; whose it is says the file, the folder, or its mark. */
START_TEST(library_check__language__an_error_where_all_share_it)
{
	static const char shared[] = "format: carrel-texts/1\ntexts:\n  - id: a.b\n"
				     "    title: {en: Hello}\n    text: {en: Hello.}\n";
	static const char team[] = "format: carrel-texts/1\nscope: team\ntexts:\n  - id: a.b\n"
				   "    title: {en: Hello}\n    text: {en: Hello.}\n";
	const struct {
		const char *text, *personal, *mark;
		bool error;
	} cases[] = {{shared, NULL, NULL, true}, {team, NULL, NULL, false},
		{shared, "dir", NULL, false}, {shared, NULL, ".mark", false}};
	static const char *const languages[] = {"en", "es"};
	char dir[] = "/tmp/carrel-check-XXXXXX";
	struct err err = {0};
	ck_assert_ptr_nonnull(mkdtemp(dir));
	const char *file = arena_printf(arena, "%s/a.yaml", dir);
	const char *mark = arena_printf(arena, "%s/.mark", dir), *paths[] = {dir};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct library_check_frame frame = {.languages = languages,
			.nlanguages = 2,
			.personal = cases[i].personal ? dir : NULL,
			.brought = ".mark"};
		ck_assert_int_eq(
			path_write_file(file, cases[i].text, strlen(cases[i].text), 0600, &err),
			RC_OK);
		if (cases[i].mark)
			ck_assert_int_eq(path_write_file(mark, "{}", 2, 0600, &err), RC_OK);
		library_check(paths, 1, NULL, 0, &frame, &found);
		ck_assert_msg(found.errors == (cases[i].error ? 2u : 0u), "case %zu: %zu", i,
			found.errors);
		ck_assert_msg(found.warnings == (cases[i].error ? 0u : 2u), "case %zu: %zu", i,
			found.warnings);
		library_findings_fini(&found);
	}
	unlink(mark);
	unlink(file);
	rmdir(dir);
}
END_TEST

Suite *suite_library_check(void)
{
	Suite *s = suite_create("library_check");
	TCase *tc = tcase_create("core");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, library_check__broken_examples__each_in_its_line);
	tcase_add_test(tc, library_check__every_rule__has_an_example);
	tcase_add_test(tc, library_check__all_at_once__in_order);
	tcase_add_test(tc, library_check__base__ids_may_come_from_it);
	tcase_add_test(tc, library_check__missing_file__is_told);
	tcase_add_test(tc, library_check__language__an_error_where_all_share_it);
	suite_add_tcase(s, tc);
	return s;
}
