/* support_store.h - a fresh store for each test, on each engine.
 *
 *	static struct store *s;
 *	static void open_store(void) { s = support_store_open(support_store_driver()); }
 *	static void close_store(void) { support_store_close(&s); }
 *	Suite *suite_x(void)
 *	{
 *		const TTest *const each[] = {x__does__y, x__does__z};
 *		return support_store_suite("x", 20, open_store, close_store, each, 2);
 *	}
 * Tests that want more than a bare store begin with support_rows.h. A private PostgreSQL starts once a run and stops with it. */
#ifndef CARREL_TESTS_SUPPORT_STORE_H
#define CARREL_TESTS_SUPPORT_STORE_H

#include "carrel/store.h"

#include <check.h>

enum store_driver { STORE_SQLITE, STORE_POSTGRES, STORE_FAULT, STORE_DRIVERS };

struct db;

void support_store_begin(void); /* in every suite function, before the tests fork */
bool support_store_has(int driver);
/* A suite that runs each test once an engine that is here, `open` before it and `close` after it, also
 * after one that failed. An engine that is not here was said once as `skip:`. */
Suite *support_store_suite(const char *name, double timeout_s, SFun open, SFun close,
	const TTest *const *each, size_t n);
/* Adds some that run on the first engines only: one, or two to leave out STORE_FAULT. */
void support_store_add(Suite *s, int drivers, double timeout_s, SFun open, SFun close,
	const TTest *const *each, size_t n);
int support_store_driver(void); /* of the test that runs */
/* Fresh and migrated, without fsync. STORE_FAULT is SQLite under db_fault.h, nothing armed. */
struct store *support_store_open(int driver);
struct store *support_store_again(void);        /* a second handle of the newest store */
void support_store_close(struct store **store); /* closes it and takes the newest store away */
/* Where the newest store is: a path, or postgres://… */
const char *support_store_address(void);
/* A fresh engine without carrel's tables, for tests of the engine itself. */
struct db *support_db_open(int driver);
struct db *support_db_again(void);
/* A new empty folder that the end of the test takes away. Static. */
const char *support_store_dir(void);
/* Removes a folder and the files in it (not below). */
void support_store_remove(const char *dir);
/* One statement on the newest PostgreSQL store, over a link of its own. */
void support_postgres_exec(const char *sql);

#endif
