/* db.c - what both engines share: the address, the transaction's state, the spoilt mark.
 *
 * The spoilt mark exists because PostgreSQL ends a transaction at its first failed statement and
 * SQLite does not. Code written over one would then behave differently over the other in exactly
 * the paths that nobody exercises; so the stricter rule holds for both. */
#include "store/db.h"

#include "carrel/mem.h"
#include "carrel/i18n.h"
#include "store/db_engines.h"
#include "store/stmt.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

db_decorate_fn *db_decorate;

static bool starts_with(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

enum rc db_open(struct db **out, const struct db_options *options, struct err *err)
{
	*out = NULL;
	const char *address = options->address;
	if (address == NULL || *address == '\0')
		return err_set(
			err, RC_INVALID, _("No store was named: give a path or postgres://…"));
	enum rc rc;
	if (starts_with(address, "postgres://") || starts_with(address, "postgresql://")) {
		rc = db_postgres_open(out, options, err);
	} else if (strstr(address, "://") != NULL) {
		return err_set(err, RC_INVALID,
			_("“%s” is no address of a store: a path, sqlite:PATH or postgres://…"),
			address);
	} else {
		struct db_options plain = *options;
		if (starts_with(address, "sqlite:"))
			plain.address = address + strlen("sqlite:");
		rc = db_sqlite_open(out, &plain, err);
	}
	if (rc != RC_OK)
		return rc;
	(*out)->stmts = xcalloc(STMT_COUNT, sizeof(struct db_stmt *));
	if (db_decorate != NULL)
		*out = db_decorate(*out);
	return RC_OK;
}

void db_close(struct db **db)
{
	struct db *d = *db;
	if (d == NULL)
		return;
	*db = NULL;
	db_rollback(d);
	free(d->stmts);
	d->stmts = NULL;
	free(d->address);
	d->address = NULL;
	d->ops->close(d);
}

enum rc db_begin(struct db *db, enum db_mode mode, struct err *err)
{
	assert(!db->in_txn && !db->ops->patience(db)->telling);
	enum rc rc = db->ops->begin(db, mode, err);
	if (rc != RC_OK)
		return rc;
	db->in_txn = true;
	db->mode = mode;
	db->spoilt.rc = RC_OK;
	return RC_OK;
}

enum rc db_commit(struct db *db, struct err *err)
{
	assert(db->in_txn);
	if (db->spoilt.rc != RC_OK) {
		if (err != NULL)
			*err = db->spoilt;
		enum rc first = db->spoilt.rc;
		db_rollback(db);
		return first;
	}
	enum rc rc = db->ops->commit(db, err);
	db->in_txn = false;
	/* An unknown outcome may have happened: others had better look. */
	if (db->mode == DB_WRITE && (rc == RC_OK || rc == RC_UNKNOWN))
		db->unannounced = true;
	return rc;
}

void db_rollback(struct db *db)
{
	if (!db->in_txn)
		return;
	db->ops->rollback(db);
	db->in_txn = false;
	db->spoilt.rc = RC_OK;
}

bool db_quiet_begin(const struct db *db)
{
	return db->unannounced;
}

void db_quiet_end(struct db *db, bool news)
{
	db->unannounced = news;
}

bool db_in_write(const struct db *db)
{
	return db->in_txn && db->mode == DB_WRITE;
}

void db_stop_when(struct db *db, db_stop_fn *stop, void *arg)
{
	db->stop = stop;
	db->stop_arg = arg;
	if (db->ops->watch_stop != NULL)
		db->ops->watch_stop(db, stop != NULL);
}

bool db_stops(const struct db *db)
{
	return db->stop != NULL && !db_in_write(db) && db->stop(db->stop_arg);
}

bool db_is_postgres(const struct db *db)
{
	return strcmp(db->ops->engine, "postgres") == 0;
}

struct db_value db_null(void)
{
	return (struct db_value){.type = DB_NULL};
}

struct db_value db_int(int64_t i)
{
	return (struct db_value){.type = DB_INT, .i = i};
}

struct db_value db_id(int64_t id)
{
	return id == 0 ? db_null() : db_int(id);
}

struct db_value db_bool(bool b)
{
	return db_int(b ? 1 : 0);
}

struct db_value db_real(double r)
{
	return (struct db_value){.type = DB_REAL, .real = r};
}

struct db_value db_text(const char *s)
{
	return s == NULL ? db_null() : db_textn(s, strlen(s));
}

struct db_value db_textn(const char *s, size_t n)
{
	return (struct db_value){.type = DB_TEXT, .bytes = s, .len = n};
}

struct db_value db_blob(const void *bytes, size_t n)
{
	/* A blob of no bytes is not NULL, though its pointer may be. */
	return (struct db_value){.type = DB_BLOB, .bytes = n == 0 ? "" : bytes, .len = n};
}

struct db_value db_list(const int64_t *ids, size_t n)
{
	return (struct db_value){.type = DB_LIST, .bytes = ids, .len = n};
}
