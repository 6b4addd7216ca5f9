#include "carrel/args.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

Suite *suite_args(void);

static struct args args;
static struct err err;

enum { WORDS_MAX = 16 };

static enum rc parse(const char *const *words)
{
	static char *argv[WORDS_MAX];
	int argc = 0;
	for (; words[argc]; argc++)
		argv[argc] = (char *)words[argc]; /* moved about, never written to */
	argv[argc] = NULL;
	memset(&err, 0, sizeof(err));
	return args_parse(argc, argv, &args, &err);
}

START_TEST(args__parse__options_before_the_command)
{
	static const char *const argv[] = {"carrel", "-s", "x.db", "--as=ana", "--size", "120x40",
		"take", "--item", "7", NULL};
	ck_assert_int_eq(parse(argv), RC_OK);
	ck_assert_str_eq(args.app.store, "x.db");
	ck_assert_str_eq(args.app.actor, "ana");
	ck_assert_int_eq(args.app.cols, 120);
	ck_assert_int_eq(args.app.rows, 40);
	ck_assert_int_eq(args.argc, 3);
	ck_assert_str_eq(args.argv[1], "--item");
}
END_TEST

START_TEST(args__parse__json_also_behind_the_command)
{
	static const char *const argv[] = {"carrel", "user", "--json", "list", NULL};
	ck_assert_int_eq(parse(argv), RC_OK);
	ck_assert(args.app.json);
	ck_assert_int_eq(args.argc, 2);
	ck_assert_str_eq(args.argv[1], "list");
}
END_TEST

START_TEST(args__parse__store_and_person_also_behind_the_command)
{
	static const char *const argv[] = {
		"carrel", "user", "list", "-s", "a.db", "--as=ana", "-c", "c.yaml", NULL};
	ck_assert_int_eq(parse(argv), RC_OK);
	ck_assert_str_eq(args.app.store, "a.db");
	ck_assert_str_eq(args.app.actor, "ana");
	ck_assert_str_eq(args.app.config, "c.yaml");
	ck_assert_int_eq(args.argc, 2);
	static const char *const no_value[] = {"carrel", "user", "list", "-s", NULL};
	ck_assert_int_eq(parse(no_value), RC_INVALID);
}
END_TEST

START_TEST(args__parse__option_of_the_command_stays_its_own)
{
	static const char *const argv[] = {"carrel", "link", "1", "2", "--as", "parent", NULL};
	ck_assert_int_eq(parse(argv), RC_OK);
	ck_assert_ptr_null(args.app.actor);
	ck_assert_int_eq(args.argc, 5);
}
END_TEST

START_TEST(args__parse__json_as_text_behind_two_hyphens)
{
	static const char *const argv[] = {"carrel", "note", "--", "--json", NULL};
	ck_assert_int_eq(parse(argv), RC_OK);
	ck_assert(!args.app.json);
	ck_assert_int_eq(args.argc, 3);
}
END_TEST

START_TEST(args__parse__refuses_what_it_does_not_know)
{
	static const char *const unknown[] = {"carrel", "--nonsense", NULL};
	static const char *const no_value[] = {"carrel", "--store", NULL};
	static const char *const no_size[] = {"carrel", "--size", "wide", NULL};
	static const char *const switch_value[] = {"carrel", "--json=yes", NULL};
	const char *const *const all[] = {unknown, no_value, no_size, switch_value};
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		ck_assert_int_eq(parse(all[i]), RC_INVALID);
		ck_assert_int_eq(strncmp(err.text, "usage: ", 7), 0);
	}
}
END_TEST

Suite *suite_args(void)
{
	Suite *s = suite_create("args");
	TCase *tc = tcase_create("parse");
	tcase_add_test(tc, args__parse__options_before_the_command);
	tcase_add_test(tc, args__parse__json_also_behind_the_command);
	tcase_add_test(tc, args__parse__store_and_person_also_behind_the_command);
	tcase_add_test(tc, args__parse__option_of_the_command_stays_its_own);
	tcase_add_test(tc, args__parse__json_as_text_behind_two_hyphens);
	tcase_add_test(tc, args__parse__refuses_what_it_does_not_know);
	suite_add_tcase(s, tc);
	return s;
}
