/* db.h - one database handle, two engines behind it. Private to src/store.
 *
 * db.c keeps what both engines share (the transaction's state, the cache of prepared statements);
 * an engine supplies `struct db_ops`; db_fault.c wraps any of them. The layers above speak of
 * statements by id (stmt.h) and never of an engine.
 *
 * Transactions. DB_WRITE passes the write gate (SQLite) and begins at once (BEGIN IMMEDIATE), so
 * RC_BUSY can only come from db_begin() there; on PostgreSQL a deadlock or a serialisation failure
 * is RC_BUSY from any statement or from commit: roll back, try the whole act again. DB_READ gives
 * one snapshot on SQLite and saves its locks; on PostgreSQL it does nothing (a round trip would cost
 * more than it gives), so never rely on two reads agreeing. No transaction may stay open while
 * waiting for a key.
 *
 * A statement that fails inside a write transaction spoils it on both engines alike: later
 * statements and db_commit() repeat the first failure, only db_rollback() helps. So "insert unless
 * there" is written ON CONFLICT DO NOTHING, never insert-and-look. */
#ifndef CARREL_STORE_DB_H
#define CARREL_STORE_DB_H

#include "carrel/err.h"
#include "store/patience.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;
struct db_stmt; /* an engine's prepared statement; opaque here */
struct stmt_def;

enum db_type { DB_NULL, DB_INT, DB_TEXT, DB_BLOB, DB_REAL, DB_LIST };

/* One parameter or one column. Pointers are borrowed: of a parameter until the statement was
 * stepped, of a column until the next step or reset. Column text is NUL-terminated. */
struct db_value {
	enum db_type type;
	int64_t i;
	double real;
	const void *bytes; /* text, blob, or int64_t[] of a list */
	size_t len;        /* bytes; of a list: elements */
};

enum db_mode { DB_READ, DB_WRITE };

typedef bool db_stop_fn(void *arg); /* true: nobody waits for the answer any more */

struct db_options {
	const char *address; /* path, "sqlite:PATH", "postgres://…", "postgresql://…" */
	bool create;
	bool truncate_journal;
	bool scratch;
};

/* What an engine does. Every failure leaves a sentence in err; rows are stepped, not fetched. */
struct db_ops {
	const char *engine; /* "sqlite" or "postgres" */
	void (*close)(struct db *db);
	enum rc (*prepare)(
		struct db *db, const struct stmt_def *def, struct db_stmt **out, struct err *err);
	/* param counts from 1 */
	enum rc (*bind)(struct db *db, struct db_stmt *stmt, int param,
		const struct db_value *value, struct err *err);
	/* *row: true a row is there, false the statement is done */
	enum rc (*step)(struct db *db, struct db_stmt *stmt, bool *row, struct err *err);
	/* Reads that were bound and not yet stepped, answered in one round trip where there are any.
	 * All of them or, on a failure, none; either way each is stepped or reset as ever. */
	enum rc (*together)(struct db *db, struct db_stmt *const *stmts, size_t n, struct err *err);
	/* col counts from 0; never DB_LIST */
	struct db_value (*column)(struct db *db, struct db_stmt *stmt, int col);
	int (*columns)(struct db *db, struct db_stmt *stmt);
	void (*reset)(struct db *db, struct db_stmt *stmt);
	enum rc (*begin)(struct db *db, enum db_mode mode, struct err *err);
	enum rc (*commit)(struct db *db, struct err *err);
	void (*rollback)(struct db *db);
	int64_t (*changes)(
		struct db *db); /* rows written by the last statement stepped to its end */
	/* Several statements, no parameters: migrations only. */
	enum rc (*script)(struct db *db, const char *sql, struct err *err);
	enum rc (*backup)(struct db *db, const char *path, struct err *err);
	enum rc (*maintain)(struct db *db, struct err *err);
	/* From here on the handle only reads and writes rows: no schema, no pragma, no attach. */
	void (*lock_schema)(struct db *db);
	/* The reads from here to the end are those of one screen: the engine may foresee them. */
	void (*screen)(struct db *db, bool begins);
	/* Whether db_stops() is asked within a read that takes long, too. NULL: the engine's reads run
	 * elsewhere, and it is asked between them. */
	void (*watch_stop)(struct db *db, bool on);
	int (*notice_fd)(struct db *db);
	bool (*changed)(struct db *db);
	void (*announce)(struct db *db);
	/* The engine's own, which it looks at whenever it waits for others. */
	struct patience *(*patience)(struct db *db);
};

/* The shared head of every engine's handle; engines put it first in their own struct. */
struct db {
	const struct db_ops *ops;
	char *address;          /* without a password, for people */
	struct db_stmt **stmts; /* by enum stmt_id, filled when first used; owned by the engine */
	bool in_txn;
	enum db_mode mode;
	bool created;     /* this open made the store: nothing to back up before migrating */
	bool unannounced; /* committed since the last announce */
	db_stop_fn *stop; /* NULL: every read goes to its end */
	void *stop_arg;
	struct patience patience;
	struct err spoilt; /* first failure inside the write transaction; rc RC_OK: none */
};

/* Opens the engine that the address names; the schema is migrate.h's business. */
enum rc db_open(struct db **out, const struct db_options *options, struct err *err) WARN_UNUSED;
void db_close(struct db **db); /* rolls back, NULL-safe */

/* No nesting: asserts that none is open. */
enum rc db_begin(struct db *db, enum db_mode mode, struct err *err) WARN_UNUSED;
/* RC_UNKNOWN: the link broke inside COMMIT. On any failure the transaction is over. */
enum rc db_commit(struct db *db, struct err *err) WARN_UNUSED;
void db_rollback(struct db *db); /* no-op when none is open */
bool db_in_write(const struct db *db);
/* Around commits that are news to nobody (a heartbeat, a look that found nothing), so that a hall of
 * consoles sleeps on: db_quiet_end() gets what db_quiet_begin() returned, and news from before stay
 * news. */
bool db_quiet_begin(const struct db *db);
void db_quiet_end(struct db *db, bool news);
/* stop is asked before each read and, where the engine can, within it; NULL: no more. */
void db_stop_when(struct db *db, db_stop_fn *stop, void *arg);
/* Nobody waits for this read any more; never true within a write. */
bool db_stops(const struct db *db);
bool db_is_postgres(const struct db *db);

/* Parameters for stmt.h. A NULL string is NULL; db_id() turns 0 into NULL (an id that is not
 * there). db_list() takes any number of ids, none included. */
struct db_value db_null(void);
struct db_value db_int(int64_t i);
struct db_value db_id(int64_t id);
struct db_value db_bool(bool b);
struct db_value db_real(double r);
struct db_value db_text(const char *s);
struct db_value db_textn(const char *s, size_t n);
struct db_value db_blob(const void *bytes, size_t n);
struct db_value db_list(const int64_t *ids, size_t n);

#endif
