/* db_sqlite_keep.c - keeping house: backups, and moving the log into the store. */
#include "store/db_sqlite.h"

#include "carrel/i18n.h"
#include "carrel/log.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	WAL_WORTH_PAGES = 1000,  /* 4 MB: move the log's pages home */
	WAL_SHRINK_PAGES = 8000, /* 32 MB: and give the room back */
};

static enum rc check_copy(struct sqlite_db *db, sqlite3 *copy, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v2(copy, "PRAGMA integrity_check(1)", -1, &stmt, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_step(stmt);
	const char *said = code == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
	bool good = said != NULL && strcmp(said, "ok") == 0;
	sqlite3_finalize(stmt);
	if (good)
		return RC_OK;
	return err_set(err, RC_IO,
		_("The backup of “%s” did not pass its check and was thrown away. Look with: "
		  "carrel "
		  "doctor"),
		db->path);
}

/* VACUUM attaches its target, which the working handle may not; so it has a reader of its own. */
static enum rc vacuum_into(struct sqlite_db *db, const char *path, struct err *err)
{
	sqlite3 *reader = NULL, *copy = NULL;
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY;
	int code = sqlite3_open_v2(db->path, &reader, flags, NULL);
	if (code == SQLITE_OK)
		sqlite3_busy_timeout(reader, STORE_PATIENCE_MS);
	char *sql = sqlite3_mprintf("VACUUM INTO %Q", path);
	if (code == SQLITE_OK)
		code = sqlite3_exec(reader, sql, NULL, NULL, NULL);
	sqlite3_free(sql);
	if (code != SQLITE_OK && reader != NULL)
		log_debug("sqlite: backup: %s", sqlite3_errmsg(reader));
	sqlite3_close(reader);
	if (code != SQLITE_OK)
		return sqlite_fail(db, code, "The backup failed", err);
	code = sqlite3_open_v2(path, &copy, flags, NULL);
	enum rc rc = code == SQLITE_OK ? check_copy(db, copy, err)
				       : sqlite_fail(db, code, "The backup failed", err);
	sqlite3_close(copy);
	return rc;
}

static bool sync_path(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	return good;
}

/* Under another name until it is whole and checked, so that a torn one is never taken for a backup. */
enum rc sqlite_backup(struct db *head, const char *path, struct err *err)
{
	struct sqlite_db *db = (struct sqlite_db *)head;
	if (path_exists(path))
		return err_set(err, RC_CONFLICT,
			_("“%s” is already there, and a backup overwrites nothing. Choose another "
			  "name"),
			path);
	char *part = xasprintf("%s.part", path);
	struct strbuf folder = STRBUF_INIT;
	path_parent(&folder, path);
	unlink(part);
	int fd = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	enum rc rc = RC_OK;
	if (fd < 0)
		rc = err_set(err, RC_IO, _("The backup “%s” cannot be written: %s"), path,
			strerror(errno));
	else
		close(fd);
	if (rc == RC_OK)
		rc = vacuum_into(db, part, err);
	if (rc == RC_OK && (!sync_path(part) || rename(part, path) != 0 || !sync_path(folder.buf)))
		rc = err_set(err, RC_IO, _("The backup “%s” cannot be written: %s"), path,
			strerror(errno));
	if (rc != RC_OK && fd >= 0)
		unlink(part);
	strbuf_fini(&folder);
	free(part);
	return rc;
}

static int64_t wal_bytes(const struct sqlite_db *db)
{
	char *wal = xasprintf("%s-wal", db->path);
	struct stat st;
	int64_t bytes = stat(wal, &st) == 0 ? (int64_t)st.st_size : 0;
	free(wal);
	return bytes;
}

/* How many pages the log holds as far as this handle can tell without disturbing anybody. */
static int wal_estimate(struct sqlite_db *db)
{
	if (db->wal_pages > 0)
		return db->wal_pages;
	int64_t version = sqlite_data_version(db);
	if (version == db->kept_version)
		return 0;
	db->kept_version = version;
	return (int)(wal_bytes(db) / 4096);
}

enum rc sqlite_maintain(struct db *head, struct err *err)
{
	struct sqlite_db *db = (struct sqlite_db *)head;
	assert(!head->in_txn);
	int pages = wal_estimate(db);
	if (pages < WAL_WORTH_PAGES || sqlite_moved_away(db))
		return RC_OK;
	enum rc rc = gate_enter(db->gate, patience_of(&head->patience), err);
	if (rc != RC_OK)
		return rc;
	bool shrink = wal_bytes(db) / 4096 >= WAL_SHRINK_PAGES;
	int code = sqlite3_wal_checkpoint_v2(db->handle, NULL,
		shrink ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	gate_leave(db->gate);
	db->wal_pages = 0;
	/* Busy: a reader is in the way for a moment; the next call goes on where this one stopped. */
	if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY)
		return RC_OK;
	return sqlite_fail(db, code, "The log could not be moved into the store", err);
}
