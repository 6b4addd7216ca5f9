/* db_engines.h - the doors of the engines, for db.c and the tests. Private to src/store. */
#ifndef CARREL_STORE_DB_ENGINES_H
#define CARREL_STORE_DB_ENGINES_H

#include "store/db.h"

/* Address without "sqlite:". */
enum rc db_sqlite_open(
	struct db **out, const struct db_options *options, struct err *err) WARN_UNUSED;
enum rc db_postgres_open(
	struct db **out, const struct db_options *options, struct err *err) WARN_UNUSED;

enum { DB_SQLITE_APPLICATION_ID = 0x4361726c }; /* "Carl": in the header of every SQLite store */

/* The name of a file system that other machines share ("NFS"), by the f_type of statfs(2); NULL: a
 * local one. */
const char *db_sqlite_network_fs(long type);

/* Does this SQLite (as of sqlite3_libversion_number()) damage a WAL file when a checkpoint meets a
 * writer? Repaired in 3.51.3, 3.50.7 and 3.44.6 (sqlite.org/wal.html#the_wal_reset_bug). */
bool db_sqlite_resets_badly(int version);

/* Wraps what db_open() made; NULL, as always outside of tests: nothing is wrapped. */
typedef struct db *db_decorate_fn(struct db *inner);
extern db_decorate_fn *db_decorate;

#endif
