/* db_sqlite_fail.c - what a failure of SQLite means to a person. */
#include "store/db_sqlite.h"

#include "carrel/i18n.h"
#include "carrel/log.h"

static enum rc fail_constraint(int code, const char *what, struct err *err)
{
	if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
		code == SQLITE_CONSTRAINT_ROWID)
		return err_set(err, RC_CONFLICT, _("%s: the same one is already there"), what);
	if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
		return err_set(err, RC_INVALID,
			_("%s: it names something that is not there, or others still need it"),
			what);
	return err_set(err, RC_INVALID, _("%s: a value breaks a rule of the store"), what);
}

static enum rc fail_io(int code, const char *what, struct err *err)
{
	switch (code & 0xff) {
	case SQLITE_FULL:
		return err_set(err, RC_IO,
			_("The disk is full: nothing was saved. Free some room and try again"));
	case SQLITE_READONLY:
		return err_set(err, RC_DENIED,
			_("%s: the store may only be read here. Check who may write to its file "
			  "and "
			  "folder"),
			what);
	case SQLITE_PERM:
	case SQLITE_CANTOPEN:
		return err_set(err, RC_IO,
			_("%s: its files cannot be opened. Check that its folder is there and "
			  "writable"),
			what);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return err_set(err, RC_IO,
			_("%s: the store is damaged. Stop writing to it and restore the last "
			  "backup "
			  "(carrel "
			  "doctor says more)"),
			what);
	case SQLITE_NOMEM: return err_set(err, RC_IO, _("%s: this machine is out of memory"), what);
	default: break;
	}
	/* A full file quota or RLIMIT_FSIZE comes as a failed write, not as FULL. */
	return err_set(err, RC_IO,
		_("%s: reading or writing failed (SQLite %d). Nothing was saved; check the disk "
		  "and "
		  "try "
		  "again"),
		what, code);
}

enum rc sqlite_fail(struct sqlite_db *db, int code, const char *what, struct err *err)
{
	if (db->handle != NULL)
		log_debug("sqlite: %d %s", code, sqlite3_errmsg(db->handle));
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, RC_BUSY,
			_("The store is busy: somebody else is writing. Nothing was saved; try "
			  "again "
			  "in a "
			  "moment"));
	case SQLITE_CONSTRAINT: return fail_constraint(code, what, err);
	case SQLITE_INTERRUPT: return err_set(err, RC_CANCELLED, _("%s: stopped"), what);
	case SQLITE_TOOBIG:
		return err_set(err, RC_INVALID, _("%s: a text is too long (16 MB at most)"), what);
	case SQLITE_AUTH: return err_set(err, RC_DENIED, _("%s: this is not allowed"), what);
	case SQLITE_ERROR:
	case SQLITE_SCHEMA:
	case SQLITE_MISMATCH:
	case SQLITE_MISUSE:
	case SQLITE_RANGE:
		return err_set(err, RC_INVALID, "%s: %s", what,
			db->handle != NULL ? sqlite3_errmsg(db->handle) : _("misuse"));
	default: return fail_io(code, what, err);
	}
}
