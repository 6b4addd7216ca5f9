/* One file of schema for two engines, and what happens when the schema is not the one we know. */
#include "store/support_store.h"

#include "carrel/embedded.h"
#include "carrel/strbuf.h"
#include "store/migrate.h"
#include "store/stmt.h"
#include "store/store_private.h"

#include <check.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

Suite *suite_migrate(void);

static struct err err;

static const char *render(const char *text, bool postgres)
{
	static struct strbuf out = STRBUF_INIT;
	err = (struct err){0};
	enum rc rc = migrate_render(text, postgres, &out, &err);
	return rc == RC_OK ? out.buf : NULL;
}

START_TEST(migrate__tokens__are_each_engine_s_own)
{
	ck_assert_str_eq(render("a {{int}} {{blob}},", false), "a INTEGER BLOB,\n");
	ck_assert_str_eq(render("a {{int}} {{blob}},", true), "a bigint bytea,\n");
	ck_assert_str_eq(render("b {{text}}) {{strict}};", false), "b TEXT) STRICT;\n");
	ck_assert_str_eq(render("b {{text}}) {{strict}};", true), "b text COLLATE \"C\") ;\n");
	ck_assert_ptr_nonnull(strstr(render("{{id}}", false), "AUTOINCREMENT"));
	ck_assert_ptr_nonnull(strstr(render("{{id}}", true), "IDENTITY"));
	ck_assert_str_eq(render("{ {x} }", true), "{ {x} }\n");
}
END_TEST

START_TEST(migrate__sections__are_kept_for_one_engine)
{
	static const char text[] = "a\n-- sqlite:\nb\n-- end\n-- postgres:\nc\n-- end\nd\n";
	ck_assert_str_eq(render(text, false), "a\nb\nd\n");
	ck_assert_str_eq(render(text, true), "a\nc\nd\n");
}
END_TEST

START_TEST(migrate__mistakes__are_refused_with_a_sentence)
{
	static const char *const wrong[] = {"{{integer}}", "{{int", "-- sqlite:\na\n",
		"-- sqlite:\n-- postgres:\n-- end\n", "a\n-- end\n"};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		ck_assert_ptr_null(render(wrong[i], false));
		ck_assert_int_eq(err.rc, RC_INVALID);
		ck_assert_int_gt(strlen(err.text), 10);
	}
}
END_TEST

START_TEST(migrate__files__number_up_to_the_schema_we_claim)
{
	for (size_t i = 0; i < migrations_files_count; i++) {
		const char *name = strrchr(migrations_files[i].name, '/') + 1;
		ck_assert_int_eq(strtol(name, NULL, 10), (long)i + 1);
		ck_assert_ptr_nonnull(render(migrations_files[i].text, false));
		ck_assert_ptr_nonnull(render(migrations_files[i].text, true));
	}
	ck_assert_uint_eq(migrations_files_count, STORE_SCHEMA);
}
END_TEST

/* The steps as the store has them, in their words: "1 0001_first.sql". */
START_TEST(migrate__fresh_store__has_every_step_once)
{
	struct store *s = support_store_open(_i);
	if (s == NULL)
		return;
	struct store *again = support_store_again();
	int64_t n = 0;
	struct query q = stmt_query(again->db, STMT_MIGRATION_LIST);
	while (stmt_next(&q))
		ck_assert_int_eq(stmt_int(&q, 0), ++n);
	ck_assert_int_eq(stmt_close(&q, &err), RC_OK);
	ck_assert_int_eq(n, STORE_SCHEMA);
	store_close(&again);
	support_store_close(&s);
}
END_TEST

static void add_step(const char *checksum)
{
	struct store *s = support_store_again();
	ck_assert_int_eq(db_begin(s->db, DB_WRITE, &err), RC_OK);
	ck_assert_int_eq(stmt_run(s->db, STMT_MIGRATION_ADD, &err, db_int(0), db_text("x"),
				 db_text(checksum), db_int(1)),
		RC_OK);
	ck_assert_int_eq(db_commit(s->db, &err), RC_OK);
	store_close(&s);
}

START_TEST(migrate__other_checksum__is_another_edition)
{
	struct store *s = support_store_open(_i);
	if (s == NULL)
		return;
	add_step("0000");
	struct store *other = NULL;
	struct store_options options = {.address = support_store_address()};
	ck_assert_int_eq(store_open(&other, &options, &err), RC_INVALID);
	ck_assert_msg(strstr(err.text, "another edition") != NULL, "%s", err.text);
	support_store_close(&s);
}
END_TEST

static int count_backups(void)
{
	int n = 0;
	DIR *d = opendir(support_store_dir());
	struct dirent *entry;
	while ((entry = readdir(d)) != NULL)
		n += strstr(entry->d_name, ".backup") != NULL;
	closedir(d);
	return n;
}

/* A store that has its mark but not the steps: as one made by an older carrel. */
START_TEST(migrate__older_store__is_backed_up_and_brought_forward)
{
	static const char old[] =
		"PRAGMA application_id = 1130459756;"
		"CREATE TABLE schema_migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL,"
		" checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT;";
	struct db *db = support_db_open(STORE_SQLITE);
	ck_assert_int_eq(db_begin(db, DB_WRITE, &err), RC_OK);
	ck_assert_int_eq(db->ops->script(db, old, &err), RC_OK);
	ck_assert_int_eq(db_commit(db, &err), RC_OK);
	db_close(&db);
	ck_assert_int_eq(count_backups(), 0);
	struct store *s = support_store_again();
	ck_assert_int_eq(count_backups(), 1);
	support_store_close(&s);
}
END_TEST

Suite *suite_migrate(void)
{
	support_store_begin();
	Suite *suite = suite_create("migrate");
	TCase *tc = tcase_create("migrate");
	tcase_set_timeout(tc, 20);
	tcase_add_test(tc, migrate__tokens__are_each_engine_s_own);
	tcase_add_test(tc, migrate__sections__are_kept_for_one_engine);
	tcase_add_test(tc, migrate__mistakes__are_refused_with_a_sentence);
	tcase_add_test(tc, migrate__files__number_up_to_the_schema_we_claim);
	tcase_add_loop_test(tc, migrate__fresh_store__has_every_step_once, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, migrate__other_checksum__is_another_edition, 0, STORE_DRIVERS);
	tcase_add_test(tc, migrate__older_store__is_backed_up_and_brought_forward);
	suite_add_tcase(suite, tc);
	return suite;
}
