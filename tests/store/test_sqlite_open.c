/* The way into an SQLite store: what is refused, in which words, and what is set on what is not. */
#include "store/support_store.h"

#include "carrel/mem.h"
#include "store/db_engines.h"
#include "store/db_sqlite.h"
#include "store/stmt.h"
#include "store/store_private.h"

#include <check.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

Suite *suite_sqlite_open(void);

static struct err err;
static char place[256];

static const char *at(const char *name)
{
	snprintf(place, sizeof(place), "%s/%s", support_store_dir(), name);
	return place;
}

static enum rc try_open(const char *address, bool create)
{
	struct store *s = NULL;
	struct store_options options = {.address = address, .create = create};
	err = (struct err){0};
	enum rc rc = store_open(&s, &options, &err);
	ck_assert((rc == RC_OK) == (s != NULL));
	ck_assert((rc == RC_OK) == (err.text[0] == '\0'));
	store_close(&s);
	return rc;
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0660);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	chmod(path, 0660);
}

static void forget(void)
{
	support_store_remove(support_store_dir());
}

START_TEST(sqlite_open__missing__names_the_command_and_makes_nothing)
{
	ck_assert_int_eq(try_open(at("a.db"), false), RC_NOTFOUND);
	ck_assert_ptr_nonnull(strstr(err.text, "There is no store at"));
	ck_assert_int_ne(access(place, F_OK), 0);
	ck_assert_int_eq(try_open(at("a.db"), true), RC_OK);
	ck_assert_int_eq(try_open(at("a.db"), false), RC_OK);
	forget();
}
END_TEST

START_TEST(sqlite_open__no_folder__is_said)
{
	ck_assert_int_eq(try_open(at("none/a.db"), true), RC_NOTFOUND);
	ck_assert_ptr_nonnull(strstr(err.text, "There is no folder"));
	ck_assert_int_eq(try_open(at("none/a.db"), false), RC_NOTFOUND);
	ck_assert_ptr_nonnull(strstr(err.text, "init"));
	forget();
}
END_TEST

START_TEST(sqlite_open__file_as_folder__is_said)
{
	write_file(at("file"), "x");
	ck_assert_int_ne(try_open(at("file/a.db"), true), RC_OK);
	ck_assert_ptr_nonnull(strstr(err.text, "folder"));
	forget();
}
END_TEST

START_TEST(sqlite_open__text_file__is_no_store_and_stays_as_it_was)
{
	static const char text[] = "These are only my notes, many of them, and none is a database. "
				   "They go on a little, since a header has a hundred bytes.";
	write_file(at("notes.txt"), text);
	ck_assert_int_eq(try_open(place, true), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "not a carrel store"));
	char back[200] = {0};
	int fd = open(at("notes.txt"), O_RDONLY);
	ck_assert_int_eq(read(fd, back, sizeof(back)), (ssize_t)strlen(text));
	close(fd);
	ck_assert_str_eq(back, text);
	ck_assert_int_ne(access(at("notes.txt-gate"), F_OK), 0);
	forget();
}
END_TEST

static void make_foreign(const char *path, const char *sql)
{
	sqlite3 *h = NULL;
	ck_assert_int_eq(sqlite3_open(path, &h), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(h, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(h);
	chmod(path, 0660);
}

START_TEST(sqlite_open__foreign_database__is_refused)
{
	make_foreign(at("other.db"), "CREATE TABLE t (a)");
	ck_assert_int_eq(try_open(place, true), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "another program's database"));
	make_foreign(at("marked.db"), "PRAGMA application_id = 7");
	ck_assert_int_eq(try_open(place, true), RC_INVALID);
	forget();
}
END_TEST

START_TEST(sqlite_open__newer_schema__is_refused_untouched)
{
	char sql[200];
	snprintf(sql, sizeof(sql),
		"PRAGMA application_id = %d; PRAGMA user_version = %d; CREATE TABLE t (a)",
		DB_SQLITE_APPLICATION_ID, STORE_SCHEMA + 1);
	make_foreign(at("new.db"), sql);
	ck_assert_int_eq(try_open(place, true), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "newer carrel"));
	ck_assert_int_ne(access(at("new.db-gate"), F_OK), 0);
	forget();
}
END_TEST

START_TEST(sqlite_open__empty_file__is_finished_only_by_init)
{
	write_file(at("a.db"), "");
	ck_assert_int_eq(try_open(place, false), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "init"));
	ck_assert_int_eq(try_open(place, true), RC_OK);
	forget();
}
END_TEST

START_TEST(sqlite_open__links_and_open_doors__are_refused)
{
	ck_assert_int_eq(try_open(at("a.db"), true), RC_OK);
	char real[256], second[256];
	snprintf(real, sizeof(real), "%s", place);
	snprintf(second, sizeof(second), "%s", at("b.db"));
	ck_assert_int_eq(symlink(real, second), 0);
	ck_assert_int_eq(try_open(second, true), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "is a link"));
	unlink(second);
	ck_assert_int_eq(link(real, second), 0);
	ck_assert_int_eq(try_open(real, true), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "second name"));
	unlink(second);
	chmod(real, 0666);
	ck_assert_int_eq(try_open(real, true), RC_DENIED);
	ck_assert_ptr_nonnull(strstr(err.text, "chmod"));
	chmod(real, 0660);
	ck_assert_int_eq(try_open(real, true), RC_OK);
	ck_assert_int_eq(try_open(support_store_dir(), true), RC_INVALID);
	forget();
}
END_TEST

/* As nobody, because root may write everywhere. 0: denied with the right words. */
static int as_nobody(const char *path, bool create)
{
	pid_t pid = fork();
	if (pid == 0) {
		if (geteuid() == 0 &&
			(setgroups(0, NULL) != 0 || setgid(65534) != 0 || setuid(65534) != 0))
			_exit(9);
		struct store *s = NULL;
		struct store_options options = {.address = path, .create = create};
		enum rc rc = store_open(&s, &options, &err);
		bool said = strstr(err.text, "may not write") != NULL ||
			strstr(err.text, "cannot be written") != NULL;
		_exit(rc == RC_DENIED && said ? 0 : 1);
	}
	int status = -1;
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

START_TEST(sqlite_open__no_permission__is_said)
{
	ck_assert_int_eq(try_open(at("a.db"), true), RC_OK);
	char path[256];
	snprintf(path, sizeof(path), "%s", place);
	chmod(support_store_dir(), 0777);
	chmod(path, 0440);
	ck_assert_int_eq(as_nobody(path, false), 0);
	chmod(path, 0660);
	chmod(support_store_dir(), 0555);
	ck_assert_int_eq(as_nobody(at("b.db"), true), 0);
	chmod(support_store_dir(), 0700);
	forget();
}
END_TEST

START_TEST(sqlite_open__network_file_system__is_known_by_number)
{
	ck_assert_str_eq(db_sqlite_network_fs(0x6969), "NFS");
	ck_assert_str_eq(db_sqlite_network_fs((long)0xfffffffffe534d42), "SMB");
	ck_assert_str_eq(db_sqlite_network_fs(0x65735546), "FUSE");
	ck_assert_ptr_null(db_sqlite_network_fs(0xef53));
	ck_assert_ptr_null(db_sqlite_network_fs(0x01021994));
}
END_TEST

static sqlite3 *handle_of(struct store *s)
{
	return ((struct sqlite_db *)s->db)->handle;
}

static int64_t pragma(struct store *s, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	/* Only the test may look: carrel itself is not allowed to any more. */
	sqlite3_set_authorizer(handle_of(s), NULL, NULL);
	ck_assert_int_eq(sqlite3_prepare_v2(handle_of(s), sql, -1, &stmt, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_step(stmt), SQLITE_ROW);
	int64_t value = sqlite3_column_int64(stmt, 0);
	if (sqlite3_column_type(stmt, 0) == SQLITE_TEXT)
		value = sqlite3_column_text(stmt, 0)[0];
	sqlite3_finalize(stmt);
	return value;
}

START_TEST(sqlite_open__settings__are_really_set)
{
	struct store *s = NULL;
	struct store_options options = {.address = at("a.db"), .create = true};
	ck_assert_int_eq(store_open(&s, &options, &err), RC_OK);
	ck_assert_int_eq(pragma(s, "PRAGMA foreign_keys"), 1);
	ck_assert_int_eq(pragma(s, "PRAGMA trusted_schema"), 0);
	ck_assert_int_eq(pragma(s, "PRAGMA cell_size_check"), 1);
	ck_assert_int_eq(pragma(s, "PRAGMA mmap_size"), 0);
	ck_assert_int_eq(pragma(s, "PRAGMA secure_delete"), 1);
	ck_assert_int_eq(pragma(s, "PRAGMA synchronous"), 2);
	ck_assert_int_eq(pragma(s, "PRAGMA recursive_triggers"), 1);
	ck_assert_int_eq(pragma(s, "PRAGMA wal_autocheckpoint"), 0);
	ck_assert_int_eq(pragma(s, "PRAGMA journal_mode"), 'w');
	ck_assert_int_eq(pragma(s, "PRAGMA application_id"), DB_SQLITE_APPLICATION_ID);
	ck_assert_int_eq(pragma(s, "PRAGMA user_version"), STORE_SCHEMA);
	int on = 0;
	sqlite3_db_config(handle_of(s), SQLITE_DBCONFIG_DEFENSIVE, -1, &on);
	ck_assert_int_eq(on, 1);
	sqlite3_db_config(handle_of(s), SQLITE_DBCONFIG_DQS_DML, -1, &on);
	ck_assert_int_eq(on, 0);
	ck_assert_int_eq(sqlite3_limit(handle_of(s), SQLITE_LIMIT_ATTACHED, -1), 0);
	ck_assert_int_eq(sqlite3_limit(handle_of(s), SQLITE_LIMIT_LENGTH, -1), 16 * 1024 * 1024);
	store_close(&s);
	forget();
}
END_TEST

START_TEST(sqlite_open__after_start__schema_and_pragmas_are_shut)
{
	static const char *const forbidden[] = {"CREATE TABLE x (a)", "DROP TABLE schema_migration",
		"PRAGMA synchronous = OFF", "ATTACH 'x' AS y",
		"CREATE TRIGGER z AFTER DELETE ON"
		" schema_migration BEGIN SELECT 1; END"};
	struct store *s = support_store_open(STORE_SQLITE);
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++)
		ck_assert_int_eq(sqlite3_exec(handle_of(s), forbidden[i], NULL, NULL, NULL) & 0xff,
			SQLITE_AUTH);
	ck_assert_int_eq(
		sqlite3_exec(handle_of(s), "SELECT 1 FROM schema_migration", NULL, NULL, NULL),
		SQLITE_OK);
	support_store_close(&s);
}
END_TEST

START_TEST(sqlite_open__files__are_for_the_group_whatever_the_mask)
{
	static const char *const names[] = {
		"a.db", "a.db-turn", "a.db-gate", "a.db-notice", "a.db-wal", "a.db-shm"};
	mode_t before = umask(077);
	struct store *s = NULL;
	struct store_options options = {.address = at("a.db"), .create = true};
	ck_assert_int_eq(store_open(&s, &options, &err), RC_OK);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct stat st;
		ck_assert_msg(stat(at(names[i]), &st) == 0, "%s", names[i]);
		ck_assert_msg((st.st_mode & 0777) == 0660, "%s %o", names[i], st.st_mode);
	}
	umask(before);
	store_close(&s);
	forget();
}
END_TEST

START_TEST(sqlite_open__journal_truncate__leaves_no_log)
{
	struct store *s = NULL;
	struct store_options options = {
		.address = at("a.db"), .create = true, .truncate_journal = true};
	ck_assert_int_eq(store_open(&s, &options, &err), RC_OK);
	ck_assert_int_eq(pragma(s, "PRAGMA journal_mode"), 't');
	ck_assert_int_ne(access(at("a.db-wal"), F_OK), 0);
	store_close(&s);
	ck_assert_int_eq(try_open(at("a.db"), false), RC_OK);
	forget();
}
END_TEST

START_TEST(sqlite_open__prefix_and_relative_path__work)
{
	char old[512], address[300];
	ck_assert_ptr_nonnull(getcwd(old, sizeof(old)));
	ck_assert_int_eq(chdir(support_store_dir()), 0);
	ck_assert_int_eq(try_open("sqlite:rel.db", true), RC_OK);
	ck_assert_int_eq(chdir(old), 0);
	snprintf(address, sizeof(address), "sqlite:%s", at("rel.db"));
	ck_assert_int_eq(try_open(address, false), RC_OK);
	ck_assert_int_eq(try_open("", false), RC_INVALID);
	forget();
}
END_TEST

START_TEST(sqlite_open__damaged_page__is_said_and_nothing_crashes)
{
	struct store *s = NULL;
	struct store_options options = {.address = at("a.db"), .create = true};
	ck_assert_int_eq(store_open(&s, &options, &err), RC_OK);
	store_close(&s);
	char path[256];
	snprintf(path, sizeof(path), "%s", at("a.db"));
	int fd = open(path, O_RDWR);
	char junk[3900];
	memset(junk, 0xa5, sizeof(junk));
	ck_assert_int_eq(pwrite(fd, junk, sizeof(junk), 110), (ssize_t)sizeof(junk));
	close(fd);
	ck_assert_int_eq(try_open(path, false), RC_IO);
	ck_assert_ptr_nonnull(strstr(err.text, "damaged"));
	forget();
}
END_TEST

START_TEST(sqlite_open__maintain__empties_a_long_log)
{
	struct store *s = NULL;
	struct store_options options = {.address = at("a.db"), .create = true, .scratch = true};
	ck_assert_int_eq(store_open(&s, &options, &err), RC_OK);
	char *text = xcalloc(1, 40000);
	memset(text, 'x', 39999);
	for (int i = 0; i < 1000; i++) {
		ck_assert_int_eq(db_begin(s->db, DB_WRITE, &err), RC_OK);
		ck_assert_int_eq(stmt_run(s->db, STMT_MIGRATION_ADD, &err, db_int(900 + i),
					 db_text(text), db_text("c"), db_int(1)),
			RC_OK);
		ck_assert_int_eq(db_commit(s->db, &err), RC_OK);
	}
	free(text);
	struct stat st;
	ck_assert_int_eq(stat(at("a.db-wal"), &st), 0);
	ck_assert_int_gt(st.st_size, 32 * 1024 * 1024);
	ck_assert_int_eq(store_maintain(s, &err), RC_OK);
	ck_assert_int_eq(stat(at("a.db-wal"), &st), 0);
	ck_assert_int_eq(st.st_size, 0);
	ck_assert_int_eq(store_maintain(s, &err), RC_OK);
	store_close(&s);
	forget();
}
END_TEST

static enum rc write_row(struct store *s, int id)
{
	err = (struct err){0};
	enum rc rc = db_begin(s->db, DB_WRITE, &err);
	if (rc != RC_OK)
		return rc;
	ck_assert_int_eq(stmt_run(s->db, STMT_MIGRATION_ADD, &err, db_int(id), db_text("row"),
				 db_text("c"), db_int(1)),
		RC_OK);
	return db_commit(s->db, &err);
}

/* Written to a file without a name, work would be acknowledged and gone with the last close. */
START_TEST(sqlite_open__file_taken_away__refuses_writes_until_it_is_back)
{
	struct store *s = NULL;
	struct store_options options = {.address = at("a.db"), .create = true, .scratch = true};
	ck_assert_int_eq(store_open(&s, &options, &err), RC_OK);
	ck_assert_int_eq(write_row(s, 900), RC_OK);
	char *away = xstrdup(at("away.db"));
	ck_assert_int_eq(rename(at("a.db"), away), 0);
	ck_assert_int_eq(write_row(s, 901), RC_IO);
	ck_assert_ptr_nonnull(strstr(err.text, "is gone"));
	write_file(at("a.db"), "another");
	ck_assert_int_eq(write_row(s, 902), RC_IO);
	ck_assert_ptr_nonnull(strstr(err.text, "another file"));
	ck_assert_int_eq(rename(away, at("a.db")), 0);
	ck_assert_int_eq(write_row(s, 903), RC_OK);
	store_close(&s);
	free(away);
	forget();
}
END_TEST

START_TEST(sqlite_open__file_replaced__its_log_survives_our_close)
{
	struct store *s = NULL;
	struct store_options options = {.address = at("a.db"), .create = true, .scratch = true};
	ck_assert_int_eq(store_open(&s, &options, &err), RC_OK);
	ck_assert_int_eq(write_row(s, 900), RC_OK);
	ck_assert_int_eq(unlink(at("a.db")), 0);
	ck_assert_int_eq(unlink(at("a.db-wal")), 0);
	write_file(at("a.db"), "another");
	write_file(at("a.db-wal"), "the log of another");
	store_close(&s);
	ck_assert_int_eq(access(at("a.db-wal"), F_OK), 0);
	forget();
}
END_TEST

Suite *suite_sqlite_open(void)
{
	support_store_begin();
	Suite *suite = suite_create("sqlite_open");
	TCase *tc = tcase_create("sqlite_open");
	tcase_set_timeout(tc, 20);
	tcase_add_test(tc, sqlite_open__missing__names_the_command_and_makes_nothing);
	tcase_add_test(tc, sqlite_open__no_folder__is_said);
	tcase_add_test(tc, sqlite_open__file_as_folder__is_said);
	tcase_add_test(tc, sqlite_open__text_file__is_no_store_and_stays_as_it_was);
	tcase_add_test(tc, sqlite_open__foreign_database__is_refused);
	tcase_add_test(tc, sqlite_open__newer_schema__is_refused_untouched);
	tcase_add_test(tc, sqlite_open__empty_file__is_finished_only_by_init);
	tcase_add_test(tc, sqlite_open__links_and_open_doors__are_refused);
	tcase_add_test(tc, sqlite_open__no_permission__is_said);
	tcase_add_test(tc, sqlite_open__network_file_system__is_known_by_number);
	tcase_add_test(tc, sqlite_open__settings__are_really_set);
	tcase_add_test(tc, sqlite_open__after_start__schema_and_pragmas_are_shut);
	tcase_add_test(tc, sqlite_open__files__are_for_the_group_whatever_the_mask);
	tcase_add_test(tc, sqlite_open__journal_truncate__leaves_no_log);
	tcase_add_test(tc, sqlite_open__prefix_and_relative_path__work);
	tcase_add_test(tc, sqlite_open__damaged_page__is_said_and_nothing_crashes);
	tcase_add_test(tc, sqlite_open__maintain__empties_a_long_log);
	tcase_add_test(tc, sqlite_open__file_taken_away__refuses_writes_until_it_is_back);
	tcase_add_test(tc, sqlite_open__file_replaced__its_log_survives_our_close);
	suite_add_tcase(suite, tc);
	return suite;
}
