/* The engines alike: what one does with values, rows, failures and transactions, the other does. */
#include "store/support_store.h"

#include "carrel/arena.h"
#include "carrel/path.h"
#include "store/db_fault.h"
#include "store/stmt.h"
#include "store/store_private.h"

#include <check.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

Suite *suite_engine(void);

static struct err err;
static struct store *fresh;

static void open_fresh(void)
{
	fresh = support_store_open(support_store_driver());
}

static void close_fresh(void)
{
	support_store_close(&fresh);
}

static enum rc add(struct db *db, int64_t version, const char *name)
{
	return stmt_run(db, STMT_MIGRATION_ADD, &err, db_int(version), db_text(name), db_text("c"),
		db_int(1));
}

static int64_t count(struct db *db)
{
	int64_t n = 0;
	struct query q = stmt_query(db, STMT_MIGRATION_LIST);
	while (stmt_next(&q))
		n++;
	ck_assert_int_eq(stmt_close(&q, NULL), RC_OK);
	return n;
}

static enum rc add_whole(struct db *db, int64_t version)
{
	enum rc rc = db_begin(db, DB_WRITE, &err);
	if (rc != RC_OK)
		return rc;
	rc = add(db, version, "x");
	if (rc == RC_OK)
		return db_commit(db, &err);
	db_rollback(db);
	return rc;
}

static void script(struct db *db, const char *sql)
{
	ck_assert_int_eq(db_begin(db, DB_WRITE, &err), RC_OK);
	ck_assert_msg(db->ops->script(db, sql, &err) == RC_OK, "%s", err.text);
	ck_assert_msg(db_commit(db, &err) == RC_OK, "%s", err.text);
}

static struct db_stmt *prepare(struct db *db, const struct stmt_def *def)
{
	struct db_stmt *s = NULL;
	ck_assert_msg(db->ops->prepare(db, def, &s, &err) == RC_OK, "%s", err.text);
	return s;
}

static enum rc put(struct db *db, struct db_stmt *s, const struct db_value *values, int n)
{
	bool row;
	enum rc rc = RC_OK;
	for (int i = 0; i < n && rc == RC_OK; i++)
		rc = db->ops->bind(db, s, i + 1, &values[i], &err);
	if (rc == RC_OK)
		rc = db->ops->step(db, s, &row, &err);
	db->ops->reset(db, s);
	return rc;
}

static const struct stmt_def sample_add = {
	"SAMPLE_ADD", "itrb", "INSERT INTO sample (id, t, r, b) VALUES ($1, $2, $3, $4)", NULL};
static const struct stmt_def sample_get = {
	"SAMPLE_GET", "i", "SELECT id, t, r, b FROM sample WHERE id = $1", NULL};

static void make_sample(struct db *db)
{
	script(db,
		db_is_postgres(db)
			? "CREATE TABLE sample (id bigint PRIMARY KEY, t text CHECK (t <> ''),"
			  " r double precision, b bytea, parent bigint REFERENCES sample (id))"
			: "CREATE TABLE sample (id INTEGER PRIMARY KEY, t TEXT CHECK (t <> ''),"
			  " r REAL, b BLOB, parent INTEGER REFERENCES sample (id)) STRICT");
}

START_TEST(engine__values__come_back_as_they_went)
{
	struct db *db = support_db_open(_i);
	if (db == NULL)
		return;
	make_sample(db);
	static const char text[] = "Núria “Ávila” 🎧 'x'; --";
	static const unsigned char bytes[] = {0, 1, '\\', '\'', 0xff, 0};
	ck_assert_int_eq(db_begin(db, DB_WRITE, &err), RC_OK);
	struct db_stmt *in = prepare(db, &sample_add), *out = prepare(db, &sample_get);
	struct db_value row[] = {
		db_int(INT64_MAX), db_text(text), db_real(0.1), db_blob(bytes, sizeof(bytes))};
	ck_assert_msg(put(db, in, row, 4) == RC_OK, "%s", err.text);
	struct db_value none[] = {db_int(INT64_MIN), db_text(NULL), db_null(), db_blob(NULL, 0)};
	ck_assert_msg(put(db, in, none, 4) == RC_OK, "%s", err.text);
	ck_assert_int_eq(db_commit(db, &err), RC_OK);

	bool found;
	struct db_value key = db_int(INT64_MAX);
	ck_assert_int_eq(db->ops->bind(db, out, 1, &key, &err), RC_OK);
	ck_assert_int_eq(db->ops->step(db, out, &found, &err), RC_OK);
	ck_assert(found);
	ck_assert_int_eq(db->ops->columns(db, out), 4);
	ck_assert_int_eq(db->ops->column(db, out, 0).i, INT64_MAX);
	struct db_value t = db->ops->column(db, out, 1);
	ck_assert_int_eq(t.type, DB_TEXT);
	ck_assert_str_eq(t.bytes, text);
	ck_assert_uint_eq(t.len, strlen(text));
	ck_assert_double_eq(db->ops->column(db, out, 2).real, 0.1);
	struct db_value b = db->ops->column(db, out, 3);
	ck_assert_int_eq(b.type, DB_BLOB);
	ck_assert_uint_eq(b.len, sizeof(bytes));
	ck_assert_mem_eq(b.bytes, bytes, sizeof(bytes));
	ck_assert_int_eq(db->ops->step(db, out, &found, &err), RC_OK);
	ck_assert(!found);
	db->ops->reset(db, out);

	key = db_int(INT64_MIN);
	ck_assert_int_eq(db->ops->bind(db, out, 1, &key, &err), RC_OK);
	ck_assert_int_eq(db->ops->step(db, out, &found, &err), RC_OK);
	ck_assert_int_eq(db->ops->column(db, out, 0).i, INT64_MIN);
	ck_assert_int_eq(db->ops->column(db, out, 1).type, DB_NULL);
	ck_assert_int_eq(db->ops->column(db, out, 2).type, DB_NULL);
	ck_assert_int_eq(db->ops->column(db, out, 3).type, DB_BLOB);
	ck_assert_uint_eq(db->ops->column(db, out, 3).len, 0);
	db->ops->reset(db, out);
	db_close(&db);
}
END_TEST

START_TEST(engine__list__finds_each_element)
{
	static const struct stmt_def in_list = {"IN_LIST", "l",
		"SELECT count(*) FROM sample WHERE id IN (SELECT value FROM json_each($1))",
		"SELECT count(*) FROM sample WHERE id = ANY($1)"};
	struct db *db = support_db_open(_i);
	if (db == NULL)
		return;
	make_sample(db);
	script(db, "INSERT INTO sample (id) VALUES (1), (2), (3)");
	struct db_stmt *s = prepare(db, &in_list);
	int64_t ids[] = {1, 3, 99, -5};
	for (size_t n = 0; n <= 4; n++) {
		bool row;
		struct db_value list = db_list(ids, n);
		ck_assert_int_eq(db->ops->bind(db, s, 1, &list, &err), RC_OK);
		ck_assert_msg(db->ops->step(db, s, &row, &err) == RC_OK, "%s", err.text);
		ck_assert_int_eq(db->ops->column(db, s, 0).i, n > 2 ? 2 : (int64_t)n);
		db->ops->reset(db, s);
	}
	db_close(&db);
}
END_TEST

START_TEST(engine__constraint__has_one_code_on_both)
{
	static const struct stmt_def child = {
		"CHILD", "ii", "INSERT INTO sample (id, parent) VALUES ($1, $2)", NULL};
	struct db *db = support_db_open(_i);
	if (db == NULL)
		return;
	make_sample(db);
	script(db, "INSERT INTO sample (id) VALUES (1)");
	struct db_value twice[] = {db_int(1), db_text("a"), db_null(), db_null()};
	struct db_value empty[] = {db_int(2), db_text(""), db_null(), db_null()};
	struct db_value orphan[] = {db_int(3), db_int(77)};
	ck_assert_int_eq(db_begin(db, DB_WRITE, &err), RC_OK);
	ck_assert_int_eq(put(db, prepare(db, &sample_add), twice, 4), RC_CONFLICT);
	db_rollback(db);
	ck_assert_int_eq(db_begin(db, DB_WRITE, &err), RC_OK);
	ck_assert_int_eq(put(db, prepare(db, &sample_add), empty, 4), RC_INVALID);
	db_rollback(db);
	ck_assert_int_eq(db_begin(db, DB_WRITE, &err), RC_OK);
	ck_assert_int_eq(put(db, prepare(db, &child), orphan, 2), RC_INVALID);
	db_rollback(db);
	db_close(&db);
}
END_TEST

START_TEST(engine__commit__shows_to_another_handle_and_rollback_does_not)
{
	struct store *s = fresh;
	struct store *other = support_store_again();
	int64_t before = count(other->db);
	ck_assert_int_eq(db_begin(s->db, DB_WRITE, &err), RC_OK);
	ck_assert_int_eq(add(s->db, 900, "a"), RC_OK);
	ck_assert_int_eq(stmt_changes(s->db), 1);
	ck_assert_int_eq(count(s->db), before + 1);
	ck_assert_int_eq(count(other->db), before);
	db_rollback(s->db);
	ck_assert_int_eq(count(s->db), before);
	ck_assert_int_eq(add_whole(s->db, 901), RC_OK);
	ck_assert_int_eq(count(other->db), before + 1);
	store_close(&other);
}
END_TEST

START_TEST(engine__failure__spoils_the_transaction_on_both)
{
	struct store *s = fresh;
	int64_t before = count(s->db);
	ck_assert_int_eq(db_begin(s->db, DB_WRITE, &err), RC_OK);
	ck_assert_int_eq(add(s->db, 900, "a"), RC_OK);
	ck_assert_int_eq(add(s->db, 900, "b"), RC_CONFLICT);
	ck_assert_int_eq(add(s->db, 901, "c"), RC_CONFLICT);
	ck_assert_int_eq(db_commit(s->db, &err), RC_CONFLICT);
	ck_assert_int_eq(count(s->db), before);
	ck_assert_int_eq(add_whole(s->db, 902), RC_OK);
}
END_TEST

START_TEST(engine__query__left_early_can_be_opened_again)
{
	struct store *s = fresh;
	ck_assert_int_eq(add_whole(s->db, 900), RC_OK);
	ck_assert_int_eq(add_whole(s->db, 901), RC_OK);
	struct arena *a = arena_new();
	for (int i = 0; i < 3; i++) {
		struct query q = stmt_query(s->db, STMT_MIGRATION_LIST);
		ck_assert(stmt_next(&q));
		ck_assert_int_gt(stmt_int(&q, 0), 0);
		ck_assert_ptr_nonnull(stmt_text(&q, 1, a));
		ck_assert_str_ne(stmt_text(&q, 1, a), "");
		ck_assert_int_eq(stmt_close(&q, &err), RC_OK);
	}
	arena_free(&a);
}
END_TEST

static bool readable(int fd, int ms)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	return poll(&p, 1, ms) == 1;
}

START_TEST(engine__notice__wakes_the_other_process_and_not_ourselves)
{
	struct store *s = fresh;
	int fd = store_notice_fd(s);
	ck_assert_int_ge(fd, 0);
	store_changed(s);
	ck_assert(!store_changed(s));
	pid_t pid = fork();
	if (pid == 0) {
		struct store *other = support_store_again();
		bool good = add_whole(other->db, 900) == RC_OK;
		store_announce(other);
		store_close(&other);
		_exit(good ? 0 : 1);
	}
	ck_assert(readable(fd, 3000));
	int status;
	waitpid(pid, &status, 0);
	ck_assert_int_eq(status, 0);
	ck_assert(store_changed(s));
	ck_assert(!store_changed(s));
	ck_assert(!readable(fd, 0));
	/* Our own commit changes nothing that we do not know. */
	ck_assert_int_eq(add_whole(s->db, 901), RC_OK);
	store_announce(s);
	ck_assert(!readable(fd, 50));
	ck_assert(!store_changed(s));
}
END_TEST

START_TEST(engine__changed__is_true_even_when_nobody_announced)
{
	struct store *s = fresh;
	store_notice_fd(s);
	store_changed(s);
	struct store *other = support_store_again();
	ck_assert_int_eq(add_whole(other->db, 900), RC_OK);
	ck_assert(store_changed(s));
	ck_assert(!store_changed(s));
	store_close(&other);
}
END_TEST

static void fail_each(struct store *s, unsigned kinds, bool persistent)
{
	long hits = 1;
	for (long nth = 1; hits > 0; nth++) {
		int64_t before = count(s->db);
		struct fault fault = {.kinds = kinds, .nth = nth, .persistent = persistent};
		db_fault_arm(&fault);
		enum rc rc = add_whole(s->db, 1000 + before);
		hits = db_fault_hits();
		db_fault_arm(NULL);
		ck_assert_int_eq(rc, hits > 0 ? RC_IO : RC_OK);
		ck_assert_int_eq(count(s->db), before + (hits > 0 ? 0 : 1));
		ck_assert_int_lt(nth, 50);
		ck_assert(hits > 0 || nth > 1);
	}
}

START_TEST(engine__fault__at_each_step_leaves_all_or_nothing)
{
	struct store *s = support_store_open(STORE_FAULT);
	fail_each(s, FAULT_ANY, false);
	fail_each(s, FAULT_ANY, true);
	fail_each(s, FAULT_COMMIT, false);
	support_store_close(&s);
}
END_TEST

START_TEST(engine__fault__after_commit_is_unknown_and_announced)
{
	struct store *s = support_store_open(STORE_FAULT);
	int64_t before = count(s->db);
	struct fault fault = {.kinds = FAULT_COMMIT, .nth = 1, .rc = RC_UNKNOWN, .after = true};
	db_fault_arm(&fault);
	ck_assert_int_eq(add_whole(s->db, 900), RC_UNKNOWN);
	ck_assert(s->db->unannounced);
	db_fault_arm(NULL);
	ck_assert_int_eq(count(s->db), before + 1);
	support_store_close(&s);
}
END_TEST

START_TEST(engine__open__without_create_says_how_to_make_one)
{
	struct db *db = support_db_open(_i);
	if (db == NULL)
		return;
	db_close(&db);
	struct store *s = NULL;
	struct store_options options = {.address = support_store_address()};
	enum rc rc = store_open(&s, &options, &err);
	ck_assert(rc == RC_NOTFOUND || rc == RC_INVALID);
	ck_assert_ptr_null(s);
	ck_assert_msg(strstr(err.text, "init") != NULL, "%s", err.text);
}
END_TEST

START_TEST(engine__open__refuses_a_newer_schema)
{
	struct store *s = fresh;
	ck_assert_int_eq(add_whole(s->db, STORE_SCHEMA + 1), RC_OK);
	struct store *other = NULL;
	struct store_options options = {.address = support_store_address()};
	ck_assert_int_eq(store_open(&other, &options, &err), RC_INVALID);
	ck_assert_ptr_null(other);
	ck_assert_msg(strstr(err.text, "newer carrel") != NULL, "%s", err.text);
}
END_TEST

START_TEST(engine__address__hides_the_password)
{
	if (!support_store_has(STORE_POSTGRES))
		return;
	static const char *const addresses[] = {
		"postgres://agent:hunter2@127.0.0.1:1/carrel",
		"postgresql://agent@127.0.0.1:1/carrel?password=hunter2",
		"postgres://agent:hunter2@[broken/carrel",
		"postgres://agent:hunter2@127.0.0.1:1/carrel?nonsense=1",
	};
	for (size_t i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++) {
		struct store *s = NULL;
		struct store_options options = {.address = addresses[i]};
		ck_assert_int_ne(store_open(&s, &options, &err), RC_OK);
		ck_assert_ptr_null(strstr(err.text, "hunter2"));
	}
	ck_assert_ptr_nonnull(strstr(addresses[0], "hunter2"));
}
END_TEST

START_TEST(engine__link__lost_while_idle_heals_at_the_next_act)
{
	struct store *s = support_store_open(STORE_POSTGRES);
	if (s == NULL)
		return;
	int64_t before = count(s->db);
	int fd = store_notice_fd(s);
	support_postgres_exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
			      " WHERE datname = current_database() AND pid <> pg_backend_pid()");
	ck_assert(readable(fd, 3000));
	ck_assert(store_changed(s));
	struct store *other = support_store_again();
	ck_assert_msg(add_whole(s->db, 900) == RC_OK, "%s", err.text);
	ck_assert_int_eq(count(s->db), before + 1);
	/* Notices come over the new link too. */
	store_changed(s);
	ck_assert_int_eq(add_whole(other->db, 901), RC_OK);
	store_close(&other);
	ck_assert(readable(fd, 3000));
	ck_assert(store_changed(s));
	support_store_close(&s);
}
END_TEST

START_TEST(engine__link__lost_in_a_transaction_saves_nothing)
{
	struct store *s = support_store_open(STORE_POSTGRES);
	if (s == NULL)
		return;
	int64_t before = count(s->db);
	ck_assert_int_eq(db_begin(s->db, DB_WRITE, &err), RC_OK);
	ck_assert_int_eq(add(s->db, 900, "a"), RC_OK);
	support_postgres_exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
			      " WHERE datname = current_database() AND pid <> pg_backend_pid()");
	ck_assert_int_eq(add(s->db, 901, "b"), RC_IO);
	ck_assert_int_eq(db_commit(s->db, &err), RC_IO);
	ck_assert_int_eq(count(s->db), before);
	ck_assert_int_eq(add_whole(s->db, 902), RC_OK);
	ck_assert_int_eq(count(s->db), before + 1);
	support_store_close(&s);
}
END_TEST

START_TEST(engine__link__lost_in_commit_is_unknown)
{
	struct store *s = support_store_open(STORE_POSTGRES);
	if (s == NULL)
		return;
	ck_assert_int_eq(db_begin(s->db, DB_WRITE, &err), RC_OK);
	ck_assert_int_eq(add(s->db, 900, "a"), RC_OK);
	support_postgres_exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
			      " WHERE datname = current_database() AND pid <> pg_backend_pid()");
	ck_assert_int_eq(db_commit(s->db, &err), RC_UNKNOWN);
	ck_assert_ptr_nonnull(strstr(err.text, "may or may not"));
	support_store_close(&s);
}
END_TEST

START_TEST(engine__lock__held_too_long_is_busy)
{
	struct store *s = support_store_open(STORE_POSTGRES);
	if (s == NULL)
		return;
	/* Two inserts of one key: the second waits for the first until lock_timeout says busy. */
	struct store *other = support_store_again();
	ck_assert_int_eq(db_begin(other->db, DB_WRITE, &err), RC_OK);
	ck_assert_int_eq(
		other->db->ops->script(other->db, "SET lock_timeout TO '50ms'", &err), RC_OK);
	ck_assert_int_eq(db_begin(s->db, DB_WRITE, &err), RC_OK);
	ck_assert_int_eq(add(s->db, 900, "a"), RC_OK);
	ck_assert_int_eq(add(other->db, 900, "b"), RC_BUSY);
	db_rollback(other->db);
	ck_assert_int_eq(db_commit(s->db, &err), RC_OK);
	store_close(&other);
	support_store_close(&s);
}
END_TEST

START_TEST(engine__backup__opens_and_holds_the_same)
{
	struct store *s = support_store_open(_i);
	if (s == NULL)
		return;
	int64_t before = count(s->db);
	char path[256];
	snprintf(path, sizeof(path), "%s/copy.db", support_store_dir());
	enum rc rc = store_backup(s, path, &err);
	if (_i == STORE_POSTGRES) {
		ck_assert_int_eq(rc, RC_INVALID);
		ck_assert_ptr_nonnull(strstr(err.text, "pg_dump"));
	} else {
		ck_assert_msg(rc == RC_OK, "%s", err.text);
		ck_assert_int_eq(store_backup(s, path, &err), RC_CONFLICT);
		struct store *copy = NULL;
		struct store_options options = {.address = path};
		ck_assert_msg(store_open(&copy, &options, &err) == RC_OK, "%s", err.text);
		ck_assert_int_eq(count(copy->db), before);
		store_close(&copy);
	}
	support_store_close(&s);
}
END_TEST

START_TEST(engine__close__rolls_back_what_is_open)
{
	struct store *s = fresh;
	struct store *other = support_store_again();
	int64_t before = count(s->db);
	ck_assert_int_eq(db_begin(other->db, DB_WRITE, &err), RC_OK);
	ck_assert_int_eq(add(other->db, 900, "a"), RC_OK);
	store_close(&other);
	ck_assert_int_eq(count(s->db), before);
	ck_assert_int_eq(add_whole(s->db, 900), RC_OK);
}
END_TEST

Suite *suite_engine(void)
{
	const TTest *const each[] = {
		engine__commit__shows_to_another_handle_and_rollback_does_not,
		engine__failure__spoils_the_transaction_on_both,
		engine__query__left_early_can_be_opened_again,
		engine__notice__wakes_the_other_process_and_not_ourselves,
		engine__changed__is_true_even_when_nobody_announced,
		engine__open__refuses_a_newer_schema,
		engine__close__rolls_back_what_is_open,
	};
	Suite *suite = support_store_suite(
		"engine", 20, open_fresh, close_fresh, each, sizeof(each) / sizeof(each[0]));
	TCase *tc = tcase_create("engine");
	tcase_set_timeout(tc, 20);
	tcase_add_loop_test(tc, engine__values__come_back_as_they_went, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, engine__list__finds_each_element, 0, STORE_DRIVERS);
	tcase_add_loop_test(tc, engine__constraint__has_one_code_on_both, 0, STORE_DRIVERS);
	tcase_add_test(tc, engine__fault__at_each_step_leaves_all_or_nothing);
	tcase_add_test(tc, engine__fault__after_commit_is_unknown_and_announced);
	tcase_add_loop_test(
		tc, engine__open__without_create_says_how_to_make_one, 0, STORE_DRIVERS);
	tcase_add_test(tc, engine__address__hides_the_password);
	tcase_add_test(tc, engine__link__lost_while_idle_heals_at_the_next_act);
	tcase_add_test(tc, engine__link__lost_in_a_transaction_saves_nothing);
	tcase_add_test(tc, engine__link__lost_in_commit_is_unknown);
	tcase_add_test(tc, engine__lock__held_too_long_is_busy);
	tcase_add_loop_test(tc, engine__backup__opens_and_holds_the_same, 0, STORE_DRIVERS);
	suite_add_tcase(suite, tc);
	return suite;
}
