/* test_plan.c - every row of stmts.def: both engines take it, its letters fit, and no plan scans. */
#include "carrel/mem.h"
#include "store/db_sqlite.h"
#include "store/stmt.h"
#include "store/store_private.h"
#include "store/support_store.h"

#include <check.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Highest $n of the text; fails the test when one of 1..n is missing. */
static int params_of(const char *name, const char *sql)
{
	bool used[64] = {false};
	int max = 0;
	for (const char *p = sql; (p = strchr(p, '$')) != NULL; p++) {
		int n = (int)strtol(p + 1, NULL, 10);
		if (n <= 0)
			continue;
		ck_assert_int_lt(n, 64);
		used[n] = true;
		max = n > max ? n : max;
	}
	for (int i = 1; i <= max; i++)
		ck_assert_msg(used[i], "%s: $%d is not used", name, i);
	return max;
}

START_TEST(plan__params__fit_the_letters)
{
	for (int id = 0; id < STMT_COUNT; id++) {
		const struct stmt_def *def = &stmt_table[id];
		ck_assert_msg(params_of(def->name, def->sql) == (int)strlen(def->params), "%s: %s",
			def->name, def->sql);
		if (def->postgres != NULL)
			ck_assert_msg(
				params_of(def->name, def->postgres) == (int)strlen(def->params),
				"%s (postgres)", def->name);
	}
}
END_TEST

START_TEST(plan__prepare__every_statement)
{
	struct store *s = support_store_open(_i);
	if (s == NULL)
		return;
	for (int id = 0; id < STMT_COUNT; id++) {
		struct err err = {0};
		struct db_stmt **stmt = &s->db->stmts[id];
		if (*stmt == NULL)
			ck_assert_msg(
				s->db->ops->prepare(s->db, &stmt_table[id], stmt, &err) == RC_OK,
				"%s: %s", stmt_table[id].name, err.text);
	}
	support_store_close(&s);
}
END_TEST

/* The first SCAN of a plan that is more than a look at one row; NULL none. */
static char *plan_scan(sqlite3 *db, const char *sql)
{
	char *explain = xasprintf("EXPLAIN QUERY PLAN %s", sql);
	sqlite3_stmt *stmt = NULL;
	ck_assert_msg(sqlite3_prepare_v2(db, explain, -1, &stmt, NULL) == SQLITE_OK, "%s: %s", sql,
		sqlite3_errmsg(db));
	free(explain);
	char *scan = NULL;
	while (scan == NULL && sqlite3_step(stmt) == SQLITE_ROW) {
		const char *detail = (const char *)sqlite3_column_text(stmt, 3);
		/* x and y are sub-selects with a LIMIT of their own. */
		bool harmless = strstr(detail, "CONSTANT ROW") != NULL ||
			strcmp(detail, "SCAN x") == 0 || strcmp(detail, "SCAN y") == 0;
		if (strncmp(detail, "SCAN", 4) == 0 && !harmless)
			scan = xstrdup(detail);
	}
	sqlite3_finalize(stmt);
	return scan;
}

static sqlite3 *beside(void)
{
	sqlite3 *db = NULL;
	ck_assert_int_eq(sqlite3_open_v2(support_store_address(), &db, SQLITE_OPEN_READONLY, NULL),
		SQLITE_OK);
	return db;
}

START_TEST(plan__scan__only_where_it_is_marked)
{
	struct store *s = support_store_open(STORE_SQLITE);
	sqlite3 *db = beside();
	for (int id = 0; id < STMT_COUNT; id++) {
		const struct stmt_def *def = &stmt_table[id];
		bool marked = strstr(def->sql, "/*scan*/") != NULL;
		char *scan = plan_scan(db, def->sql);
		ck_assert_msg(scan == NULL || marked, "%s: %s\n%s", def->name, scan, def->sql);
		free(scan);
	}
	sqlite3_close(db);
	support_store_close(&s);
}
END_TEST

/* The check above sees a scan where there is one, and the order of the queue needs no sorting. */
START_TEST(plan__scan__control)
{
	struct store *s = support_store_open(STORE_SQLITE);
	sqlite3 *db = beside();
	char *scan = plan_scan(db, "SELECT id FROM contact WHERE duration_s = 7");
	ck_assert_ptr_nonnull(scan);
	free(scan);
	const enum stmt_id ordered[] = {STMT_PAGE_ONE, STMT_PAGE_ALL, STMT_CONTACT_OF_CUSTOMER,
		STMT_CONTACT_OF_CASE, STMT_CASE_OF_OWNER, STMT_FIND_NAME, STMT_CASES_OPEN,
		STMT_CASES_OPEN_OF_QUEUE, STMT_CASES_OPEN_OF_OWNER, STMT_CASES_EVERY,
		STMT_OUTBOX_OF, STMT_OUTBOX_ALL, STMT_OUTBOX_DUE, STMT_FIND_NAME_WORD,
		STMT_FIND_IDENTITY, STMT_FIND_REFERENCE, STMT_UNDO_NEWEST};
	for (size_t i = 0; i < sizeof(ordered) / sizeof(ordered[0]); i++) {
		char *explain = xasprintf("EXPLAIN QUERY PLAN %s", stmt_table[ordered[i]].sql);
		sqlite3_stmt *stmt = NULL;
		ck_assert_int_eq(sqlite3_prepare_v2(db, explain, -1, &stmt, NULL), SQLITE_OK);
		while (sqlite3_step(stmt) == SQLITE_ROW)
			ck_assert_msg(sqlite3_column_int(stmt, 1) != 0 ||
					strstr((const char *)sqlite3_column_text(stmt, 3),
						"TEMP B-TREE FOR ORDER BY") == NULL,
				"%s sorts", stmt_table[ordered[i]].name);
		sqlite3_finalize(stmt);
		free(explain);
	}
	sqlite3_close(db);
	support_store_close(&s);
}
END_TEST

/* Two words of a name meet in the lists of the words: by customer, each look was a page of its own, two
 * thousand at a key in a hall of a million. */
START_TEST(plan__two_words__meet_in_the_list_of_the_word)
{
	const enum stmt_id ids[] = {STMT_PERSON_WORDS, STMT_FIND_NAME_BOTH};
	struct store *s = support_store_open(STORE_SQLITE);
	sqlite3 *db = beside();
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		char *explain = xasprintf("EXPLAIN QUERY PLAN %s", stmt_table[ids[i]].sql);
		sqlite3_stmt *stmt = NULL;
		bool met = false;
		ck_assert_int_eq(sqlite3_prepare_v2(db, explain, -1, &stmt, NULL), SQLITE_OK);
		while (sqlite3_step(stmt) == SQLITE_ROW)
			met |= strncmp((const char *)sqlite3_column_text(stmt, 3),
				       "SEARCH b USING PRIMARY KEY (word=?", 34) == 0;
		ck_assert_msg(met, "%s", stmt_table[ids[i]].name);
		sqlite3_finalize(stmt);
		free(explain);
	}
	sqlite3_close(db);
	support_store_close(&s);
}
END_TEST

/* How many temporary tables the program of a statement opens. */
static int temporary_tables(sqlite3 *db, const char *sql)
{
	char *explain = xasprintf("EXPLAIN %s", sql);
	sqlite3_stmt *stmt = NULL;
	int n = 0;
	ck_assert_msg(sqlite3_prepare_v2(db, explain, -1, &stmt, NULL) == SQLITE_OK, "%s: %s", sql,
		sqlite3_errmsg(db));
	free(explain);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		n += strcmp((const char *)sqlite3_column_text(stmt, 1), "OpenEphemeral") == 0;
	sqlite3_finalize(stmt);
	return n;
}

static bool writes_one_row(const char *sql)
{
	if (strncmp(sql, "INSERT ", 7) == 0)
		return strstr(sql, ") VALUES (") != NULL;
	return strncmp(sql, "UPDATE ", 7) == 0 && strstr(sql, "WHERE id = $1") != NULL;
}

/* An act writes some forty rows; a temporary table for each was two fifths of its cost. */
START_TEST(plan__write__opens_no_temporary_table)
{
	struct store *s = support_store_open(STORE_SQLITE);
	sqlite3 *db = beside();
	int looked_at = 0;
	for (int id = 0; id < STMT_COUNT; id++) {
		const char *sql = stmt_table[id].sql;
		if (!writes_one_row(sql))
			continue;
		looked_at++;
		ck_assert_msg(temporary_tables(db, sql) == 0, "%s", sql);
	}
	ck_assert_int_gt(looked_at, 100);
	sqlite3_close(db);
	support_store_close(&s);
}
END_TEST

START_TEST(plan__write__control)
{
	static const char insert[] = "INSERT INTO sample (word) VALUES ('a')";
	sqlite3 *db = NULL;
	ck_assert_int_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
	sqlite3_exec(db, "CREATE TABLE sample (word TEXT CHECK (word IN ('a', 'b', 'c')))", NULL,
		NULL, NULL);
	ck_assert_int_eq(temporary_tables(db, insert), 1);
	sqlite3_close(db);
}
END_TEST

Suite *suite_plan(void);
Suite *suite_plan(void)
{
	support_store_begin();
	Suite *s = suite_create("plan");
	TCase *tc = tcase_create("plan");
	tcase_set_timeout(tc, 20);
	tcase_add_test(tc, plan__params__fit_the_letters);
	tcase_add_loop_test(tc, plan__prepare__every_statement, 0, STORE_DRIVERS);
	tcase_add_test(tc, plan__scan__only_where_it_is_marked);
	tcase_add_test(tc, plan__scan__control);
	tcase_add_test(tc, plan__two_words__meet_in_the_list_of_the_word);
	tcase_add_test(tc, plan__write__opens_no_temporary_table);
	tcase_add_test(tc, plan__write__control);
	suite_add_tcase(s, tc);
	return s;
}
