/* A person with keys of their own: what the screen says names those. */
#include "support_console.h"

#include "carrel/console.h"
#include "carrel/err.h"
#include "carrel/keymap.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/problems.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

Suite *suite_own_keys(void);

static const char own[] = "format: carrel-keys/1\n"
			  "global:\n"
			  "  F2: find-box\n"
			  "  F3: go\n"
			  "  F8: none\n"
			  "  Alt-8: none\n"
			  "list:\n"
			  "  u: none\n"
			  "  b: undo\n";

static void setup(void)
{
	test_console_open();
}

static void write_keys(const char *text)
{
	char *folder = xasprintf("%s/carrel", getenv("XDG_CONFIG_HOME"));
	char *path = xasprintf("%s/keys.yaml", folder);
	struct err err = {0};
	ck_assert_int_eq(path_make_dirs(folder, 0700, &err), RC_OK);
	ck_assert_int_eq(path_write_file(path, text, strlen(text), 0600, &err), RC_OK);
	free(path);
	free(folder);
}

static void with_keys(const char *text)
{
	struct err err = {0};
	write_keys(text);
	console_close(&test_con);
	ck_assert_int_eq(console_open(&test_app, &test_con, &err), RC_OK);
	console_turn(test_con, 0);
	test_console_run("press Enter");
}

START_TEST(own_keys__sentences__name_them)
{
	with_keys(own);
	test_console_run("expect F3 answers.");
	test_console_run("press F3");
	test_console_run("press Esc F3");
	test_console_run("expect You have something in hand. F9 outcome-box says");
	test_console_run("view save Mine owner:me");
	test_console_run("expect Ctrl-_ undoes");
	test_console_run("press F4");
	test_console_run("expect b undoes");
}
END_TEST

/* Two screens, two meanings: the supervisor's F8 moves, and was not touched. */
START_TEST(own_keys__supervisor__f8_is_as_ever)
{
	with_keys(own);
	test_console_run("sign-off");
	test_console_run("type marta");
	test_console_run("press Enter");
	test_console_run("press End Up");
	test_console_run("expect F8 gives it to");
}
END_TEST

/* Bindings that no key could ever reach are said, not kept in silence. */
START_TEST(own_keys__never_comes__is_refused)
{
	static const char *const keys[] = {"Esc", "Ctrl-I", "Ctrl-M", "Ctrl-H", "Ctrl-J",
		"\"Ctrl-[\"", "Ctrl-S", "Ctrl-Q", "Ctrl-Z", "\"Ctrl-\\\\\"", "F12"};
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct problems problems = {0};
		char *text = xasprintf("format: carrel-keys/1\nlist:\n  %s: undo\n", keys[i]);
		write_keys(text);
		struct keymap *map = keymap_load(&problems);
		ck_assert_msg(problems_count(&problems) == 1, "%s: %zu problems", keys[i],
			problems_count(&problems));
		ck_assert_int_eq(problems_at(&problems, 0)->line, 3);
		keymap_free(&map);
		problems_fini(&problems);
		free(text);
	}
	struct problems problems = {0};
	write_keys("format: carrel-keys/1\nlist:\n  Ctrl-E: undo\n"); /* positive control */
	struct keymap *map = keymap_load(&problems);
	ck_assert_uint_eq(problems_count(&problems), 0);
	keymap_free(&map);
	problems_fini(&problems);
}
END_TEST

START_TEST(own_keys__none__as_written)
{
	test_console_run("press Enter");
	test_console_run("expect F2 answers.");
	test_console_run("press F2 Esc F2");
	test_console_run("expect You have something in hand. F8 says");
}
END_TEST

Suite *suite_own_keys(void)
{
	Suite *s = suite_create("own_keys");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, setup, test_console_close);
	tcase_add_test(t, own_keys__sentences__name_them);
	tcase_add_test(t, own_keys__supervisor__f8_is_as_ever);
	tcase_add_test(t, own_keys__never_comes__is_refused);
	tcase_add_test(t, own_keys__none__as_written);
	suite_add_tcase(s, t);
	return s;
}
