/* db_sqlite.h - inside of an SQLite handle: db_sqlite_open.c makes it, db_sqlite.c works it, db_sqlite_keep.c
 * keeps house and db_sqlite_fail.c says what went wrong. */
#ifndef CARREL_STORE_DB_SQLITE_H
#define CARREL_STORE_DB_SQLITE_H

#include "store/db.h"
#include "store/gate.h"
#include "store/notice.h"

#include <sqlite3.h>

enum sqlite_word { WORD_READ, WORD_WRITE, WORD_COMMIT, WORD_ROLLBACK, WORD_VERSION, WORD_COUNT };

struct sqlite_db {
	struct db head;
	sqlite3 *handle;
	char *path; /* absolute, its folder resolved */
	struct gate *gate;
	struct notice *notice;
	sqlite3_stmt *words[WORD_COUNT]; /* BEGIN and its kin, prepared when first used */
	struct db_stmt *all;             /* every statement prepared, for close */
	int64_t seen_version;            /* data_version at the last changed() */
	int64_t kept_version;            /* data_version at the last maintain() that looked */
	int64_t busy_since, busy_ms; /* of the wait in on_busy: monotonic, and how much it may be */
	int wal_pages;               /* after this handle's last commit, 0 none since maintain() */
};

extern const struct db_ops sqlite_ops;

/* Turns the handle's last failure into a code and a sentence that begins with what was tried. */
enum rc sqlite_fail(struct sqlite_db *db, int code, const char *what, struct err *err);
/* data_version now; 0 when it cannot be read. */
int64_t sqlite_data_version(struct sqlite_db *db);
/* A file deleted or replaced while it is open takes every write and loses it with the last close. */
bool sqlite_moved_away(const struct sqlite_db *db);
void sqlite_free(struct sqlite_db *db); /* closes through the gate */

/* db_sqlite_keep.c: operations of the handle */
enum rc sqlite_backup(struct db *head, const char *path, struct err *err);
enum rc sqlite_maintain(struct db *head, struct err *err);

#endif
