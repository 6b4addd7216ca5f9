/* test_drafts.c - what is typed comes back, to its own person at its own store, until it is dropped. */
#include "carrel/drafts.h"

#include "carrel/arena.h"
#include "carrel/clock.h"

#include "support/support_folder.h"
#include "support/support_full.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *folder;
static struct arena *a;
static struct err err;

static void setup(void)
{
	folder = support_folder_new();
	setenv("XDG_STATE_HOME", folder, 1);
	a = arena_new();
}

static void teardown(void)
{
	arena_free(&a);
	support_folder_remove(folder);
	free(folder);
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

START_TEST(drafts__put__no_room_keeps_what_was_there_and_says_so)
{
	char much[4096];
	memset(much, 'm', sizeof(much));
	put("a.db", "ana", "the first words");
	struct drafts *drafts = drafts_new("a.db", "ana");
	support_full_begin(512);
	enum rc rc = drafts_put(drafts, "item:1", much, sizeof(much), &err);
	support_full_end();
	ck_assert_int_eq(rc, RC_IO);
	ck_assert_str_ne(err.text, "");
	ck_assert_str_eq(get("a.db", "ana"), "the first words");
	ck_assert_int_eq(drafts_put(drafts, "item:1", much, sizeof(much), &err), RC_OK);
	ck_assert_uint_eq(strlen(get("a.db", "ana")), sizeof(much));
	drafts_free(&drafts);
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

static const char long_text[] = "The caller says that the line drops every evening at nine.";

static size_t listed(const char *login, struct draft_info **rows)
{
	struct drafts *drafts = drafts_new("a.db", login);
	size_t n;
	drafts_list(drafts, a, rows, &n);
	drafts_free(&drafts);
	return n;
}

START_TEST(drafts__versions__what_was_taken_away_is_kept)
{
	struct draft_info *rows, one;
	clock_freeze(1000000);
	put("a.db", "ana", long_text);
	ck_assert_uint_eq(listed("ana", &rows), 1);
	ck_assert(!rows[0].version);
	clock_advance(1000);
	put("a.db", "ana", "");
	ck_assert_str_eq(get("a.db", "ana"), "");
	ck_assert_uint_eq(listed("ana", &rows), 1);
	ck_assert(rows[0].version);
	ck_assert_str_eq(rows[0].text, long_text);
	ck_assert_str_eq(rows[0].key, "item-1");
	ck_assert_int_eq(rows[0].at, 1001000);
	struct drafts *drafts = drafts_new("a.db", "ana");
	ck_assert_int_eq(drafts_read(drafts, rows[0].name, a, &one, &err), RC_OK);
	ck_assert_str_eq(one.text, long_text);
	ck_assert_int_eq(drafts_read(drafts, "item-2.txt", a, &one, &err), RC_NOTFOUND);
	drafts_drop(drafts, "item:1"); /* the note is in the store */
	drafts_free(&drafts);
	ck_assert_uint_eq(listed("ana", &rows), 0);
	ck_assert_uint_eq(listed("bo", &rows), 0);
}
END_TEST

START_TEST(drafts__versions__one_a_minute_and_the_newest_ten)
{
	struct draft_info *rows;
	clock_freeze(1000000);
	put("a.db", "ana", long_text);
	for (int i = 0; i < 3; i++) { /* writing on: the first state, then none within a minute */
		clock_advance(1000);
		put("a.db", "ana", "The caller says that the line drops every evening at ten.");
	}
	ck_assert_uint_eq(listed("ana", &rows), 2);
	for (int i = 0; i < 2 * DRAFT_VERSIONS; i++) {
		clock_advance(61000);
		put("a.db", "ana",
			i % 2 ? long_text : "The caller says something else altogether.");
	}
	ck_assert_uint_eq(listed("ana", &rows), 1 + DRAFT_VERSIONS);
}
END_TEST

START_TEST(drafts__begin__tells_a_console_that_did_not_end)
{
	struct drafts *drafts = drafts_new("a.db", "ana");
	ck_assert(!drafts_begin(drafts));
	drafts_end(drafts);
	ck_assert(!drafts_begin(drafts));
	drafts_end(drafts);
	pid_t pid = fork();
	if (pid == 0)
		_exit(drafts_begin(drafts) ? 1 : 0); /* leaves its mark */
	int status;
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
	ck_assert(drafts_begin(drafts));
	drafts_end(drafts);
	ck_assert(!drafts_begin(drafts));
	drafts_end(drafts);
	drafts_free(&drafts);
}
END_TEST

/* Both keep what they type, neither sees the other's, and what one leaves behind comes back when it
 * does not run any more. */
START_TEST(drafts__begin__a_second_console_writes_beside_the_first)
{
	struct drafts *first = drafts_new("a.db", "ana"), *second = drafts_new("a.db", "ana");
	struct drafts *bo = drafts_new("a.db", "bo");
	struct draft_info *rows;
	const char *text;
	size_t n;
	ck_assert(!drafts_begin(first));
	ck_assert(!drafts_begin(second));
	ck_assert(!drafts_begin(bo));
	ck_assert_int_eq(drafts_place(first), 1);
	ck_assert_int_eq(drafts_place(second), 2);
	ck_assert_int_eq(drafts_place(bo), 1);
	ck_assert_int_eq(drafts_put(first, "item:1", "of the first", 12, &err), RC_OK);
	ck_assert_int_eq(drafts_get(second, "item:1", a, &text, NULL, &err), RC_NOTFOUND);
	ck_assert_int_eq(drafts_put(second, "item:1", "of the second", 13, &err), RC_OK);
	ck_assert_int_eq(drafts_get(first, "item:1", a, &text, NULL, &err), RC_OK);
	ck_assert_str_eq(text, "of the first");
	drafts_list(first, a, &rows, &n);
	ck_assert_uint_eq(n, 2);
	drafts_drop(first, "item:1"); /* its note is in the store: the other's is not */
	ck_assert_int_eq(drafts_get(first, "item:1", a, &text, NULL, &err), RC_NOTFOUND);
	drafts_end(second);
	drafts_free(&second);
	ck_assert_int_eq(drafts_get(first, "item:1", a, &text, NULL, &err), RC_OK);
	ck_assert_str_eq(text, "of the second");
	drafts_end(first);
	drafts_free(&first);
	drafts_free(&bo);
}
END_TEST

START_TEST(drafts__begin__a_second_console_that_was_killed)
{
	struct drafts *first = drafts_new("a.db", "ana"), *next = drafts_new("a.db", "ana");
	const char *text;
	int status;
	ck_assert(!drafts_begin(first));
	pid_t pid = fork();
	if (pid == 0) {
		struct drafts *second = drafts_new("a.db", "ana");
		bool broken = drafts_begin(second);
		enum rc rc = drafts_put(second, "item:1", "half a word", 11, &err);
		_exit(broken || rc != RC_OK || drafts_place(second) != 2);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
	ck_assert(drafts_begin(next)); /* told of it */
	ck_assert_int_eq(drafts_place(next), 2);
	ck_assert_int_eq(drafts_get(next, "item:1", a, &text, NULL, &err), RC_OK);
	ck_assert_str_eq(text, "half a word");
	drafts_free(&next);
	drafts_free(&first);
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
	tcase_add_test(t, drafts__put__no_room_keeps_what_was_there_and_says_so);
	tcase_add_test(t, drafts__drop_all__everybody_of_that_store_alone);
	tcase_add_test(t, drafts__versions__what_was_taken_away_is_kept);
	tcase_add_test(t, drafts__versions__one_a_minute_and_the_newest_ten);
	tcase_add_test(t, drafts__begin__tells_a_console_that_did_not_end);
	tcase_add_test(t, drafts__begin__a_second_console_writes_beside_the_first);
	tcase_add_test(t, drafts__begin__a_second_console_that_was_killed);
	suite_add_tcase(s, t);
	return s;
}
