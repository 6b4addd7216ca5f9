/* test_remember.c - what a console remembers of a person comes back, is theirs alone, and is never in
 * the way. */
#include "carrel/remember.h"

#include "carrel/path.h"
#include "carrel/strbuf.h"

#include "support/support_folder.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char *folder;
static struct remember *r;
static struct err err;

static void setup(void)
{
	folder = support_folder_new();
	setenv("XDG_STATE_HOME", folder, 1);
	unsetenv("CARREL_TOUR");
	r = remember_new(true);
}

static void teardown(void)
{
	remember_free(&r);
	support_folder_remove(folder);
	free(folder);
}

static void save(void)
{
	ck_assert_msg(remember_save(r, &err) == RC_OK, "%s", err.text);
}

static void put(const char *person, const char *key, const char *value)
{
	remember_person(r, person);
	remember_set(r, key, value);
	save();
}

static const char *get(const char *person, const char *key)
{
	remember_person(r, person);
	const char *value = remember_get(r, key);
	return value ? value : "";
}

static char *file(void)
{
	static char path[128];
	snprintf(path, sizeof(path), "%s/carrel/console.yaml", folder);
	return path;
}

static void write_file(const char *text)
{
	char dir[128];
	snprintf(dir, sizeof(dir), "%s/carrel", folder);
	ck_assert_int_eq(path_make_dirs(dir, 0700, &err), RC_OK);
	ck_assert_int_eq(path_write_file(file(), text, strlen(text), 0600, &err), RC_OK);
}

START_TEST(remember__save__each_their_own)
{
	put("ana", "theme", "dark");
	put("bo", "theme", "mono \"x\" \\ é: {}");
	put("ana", "size.agent.medium.queue", "-3");
	ck_assert_str_eq(get("ana", "theme"), "dark");
	ck_assert_str_eq(get("ana", "size.agent.medium.queue"), "-3");
	ck_assert_str_eq(get("bo", "theme"), "mono \"x\" \\ é: {}");
	ck_assert_str_eq(get("bo", "size.agent.medium.queue"), "");
	ck_assert_str_eq(get("carme", "theme"), "");
}
END_TEST

START_TEST(remember__save__two_consoles_lose_nothing)
{
	struct remember *other = remember_new(true);
	remember_person(r, "ana");
	remember_person(other, "bo");
	remember_set(r, "theme", "dark");
	remember_set(other, "theme", "mono");
	save();
	ck_assert_int_eq(remember_save(other, &err), RC_OK);
	remember_free(&other);
	ck_assert_str_eq(get("ana", "theme"), "dark");
	ck_assert_str_eq(get("bo", "theme"), "mono");
}
END_TEST

START_TEST(remember__get__nobodys_counts_for_all)
{
	put("", "theme", "dark");
	put("ana", "theme", "mono");
	ck_assert_str_eq(get("bo", "theme"), "dark");
	ck_assert_str_eq(get("ana", "theme"), "mono");
	put("ana", "theme", NULL);
	ck_assert_str_eq(get("ana", "theme"), "dark");
}
END_TEST

START_TEST(remember__save__only_what_changed)
{
	put("ana", "theme", "dark");
	remember_set(r, "theme", "dark");
	ck_assert(!remember_changed(r));
	remember_set(r, "nothing", NULL);
	remember_set(r, "theme", "mono");
	ck_assert(remember_changed(r));
	save();
	ck_assert(!remember_changed(r));
}
END_TEST

static const char *const bad_files[] = {"", "format: carrel-console/9\n", "people: {{{",
	"format: carrel-console/1\npeople: [1, 2]\n", "format: carrel-console/1\npeople: 3\n",
	"format: carrel-console/1\npeople:\n  ana: 1\n  bo: [x]\n  c: {theme: {a: b}}\n"};

START_TEST(remember__read__a_bad_file_is_as_none)
{
	write_file(bad_files[_i]);
	ck_assert_str_eq(get("ana", "theme"), "");
	put("ana", "theme", "dark");
	ck_assert_str_eq(get("ana", "theme"), "dark");
}
END_TEST

START_TEST(remember__scripts__touch_no_file)
{
	struct remember *script = remember_new(false);
	put("ana", "theme", "dark");
	remember_person(script, "ana");
	ck_assert_ptr_null(remember_get(script, "theme"));
	remember_set(script, "theme", "mono");
	ck_assert_str_eq(remember_get(script, "theme"), "mono");
	ck_assert(!remember_changed(script));
	ck_assert_int_eq(remember_save(script, &err), RC_OK);
	remember_free(&script);
	ck_assert_str_eq(get("ana", "theme"), "dark");
}
END_TEST

START_TEST(remember__use__the_last_five_newest_first)
{
	static const char *const used[] = {
		"zoom", "undo", "find x y", "zoom", "theme", "copy", "mouse on", "copy"};
	static const char *const wanted[] = {"copy", "mouse", "theme", "zoom", "find"};
	remember_person(r, "ana");
	ck_assert_ptr_null(remember_recent(r, 0));
	for (size_t i = 0; i < sizeof(used) / sizeof(used[0]); i++)
		remember_use(r, used[i]);
	save();
	remember_person(r, "ana");
	for (int i = 0; i < REMEMBER_RECENT; i++)
		ck_assert_str_eq(remember_recent(r, i), wanted[i]);
	ck_assert_ptr_null(remember_recent(r, REMEMBER_RECENT));
}
END_TEST

START_TEST(remember__tour__once)
{
	setenv("CARREL_TOUR", "never", 1);
	ck_assert(!remember_tour_due());
	unsetenv("CARREL_TOUR");
	ck_assert(remember_tour_due());
	ck_assert(remember_tour_due());
	remember_tour_done();
	ck_assert(!remember_tour_due());
	setenv("XDG_STATE_HOME", "/proc/nowhere", 1);
	ck_assert(!remember_tour_due()); /* would come at every start */
}
END_TEST

Suite *suite_remember(void);
Suite *suite_remember(void)
{
	Suite *s = suite_create("remember");
	TCase *tc = tcase_create("core");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, remember__save__each_their_own);
	tcase_add_test(tc, remember__save__two_consoles_lose_nothing);
	tcase_add_test(tc, remember__get__nobodys_counts_for_all);
	tcase_add_test(tc, remember__save__only_what_changed);
	tcase_add_loop_test(tc, remember__read__a_bad_file_is_as_none, 0,
		sizeof(bad_files) / sizeof(bad_files[0]));
	tcase_add_test(tc, remember__scripts__touch_no_file);
	tcase_add_test(tc, remember__use__the_last_five_newest_first);
	tcase_add_test(tc, remember__tour__once);
	suite_add_tcase(s, tc);
	return s;
}
