/* test_drafts.c - what is typed comes back, to its own person at its own store, until it is dropped. */
#include "carrel/drafts.h"

#include "carrel/arena.h"

#include <check.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char folder[] = "/tmp/carrel-drafts-XXXXXX";
static struct arena *a;
static struct err err;

static void setup(void)
{
	memcpy(folder + sizeof(folder) - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	setenv("XDG_STATE_HOME", folder, 1);
	a = arena_new();
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static void teardown(void)
{
	arena_free(&a);
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void put(const char *store, const char *login, const char *text)
{
	struct drafts *drafts = drafts_new(store, login);
	ck_assert_int_eq(drafts_put(drafts, "item:1", text, strlen(text), &err), RC_OK);
	drafts_free(&drafts);
}

static const char *get(const char *store, const char *login)
{
	struct drafts *drafts = drafts_new(store, login);
	const char *text = NULL;
	enum rc rc = drafts_get(drafts, "item:1", a, &text, NULL, &err);
	drafts_free(&drafts);
	return rc == RC_OK ? text : "";
}

START_TEST(drafts__get__own_person_and_store)
{
	put("a.db", "ana", "of Ana");
	put("a.db", "bo", "of Bo");
	put("b.db", "ana", "elsewhere");
	ck_assert_str_eq(get("a.db", "ana"), "of Ana");
	ck_assert_str_eq(get("a.db", "bo"), "of Bo");
	ck_assert_str_eq(get("b.db", "ana"), "elsewhere");
	ck_assert_str_eq(get("b.db", "bo"), "");
	put("a.db", "ana", "");
	ck_assert_str_eq(get("a.db", "ana"), "");
	ck_assert_str_eq(get("a.db", "bo"), "of Bo");
}
END_TEST

START_TEST(drafts__put__masks_card_numbers)
{
	put("a.db", "ana", "pays with 4111111111111111");
	ck_assert_ptr_null(strstr(get("a.db", "ana"), "4111111111111111"));
	ck_assert_ptr_nonnull(strstr(get("a.db", "ana"), "pays with"));
}
END_TEST

START_TEST(drafts__drop_all__everybody_of_that_store_alone)
{
	drafts_drop_all("a.db"); /* before there is a folder */
	put("a.db", "ana", "of Ana");
	put("a.db", "bo", "of Bo");
	put("b.db", "ana", "elsewhere");
	drafts_drop_all("a.db");
	ck_assert_str_eq(get("a.db", "ana"), "");
	ck_assert_str_eq(get("a.db", "bo"), "");
	ck_assert_str_eq(get("b.db", "ana"), "elsewhere");
}
END_TEST

Suite *suite_drafts(void);
Suite *suite_drafts(void)
{
	Suite *s = suite_create("drafts");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, drafts__get__own_person_and_store);
	tcase_add_test(t, drafts__put__masks_card_numbers);
	tcase_add_test(t, drafts__drop_all__everybody_of_that_store_alone);
	suite_add_tcase(s, t);
	return s;
}
