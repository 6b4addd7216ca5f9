/* support_store.h - a fresh store for each test, on each engine.
 *
 *	Suite *suite_x(void) { support_store_begin(); … tcase_add_loop_test(tc, t, 0, STORE_DRIVERS); }
 *	START_TEST(x__does__y)
 *	{
 *		struct store *s = support_store_open(_i);
 *		if (s == NULL)
 *			return; // that engine is not on this machine; said once as `skip:`
 *		…
 *		support_store_close(&s);
 *	}
 * A private PostgreSQL starts once a run and stops with it. */
#ifndef CARREL_TESTS_SUPPORT_STORE_H
#define CARREL_TESTS_SUPPORT_STORE_H

#include "carrel/store.h"

enum store_driver { STORE_SQLITE, STORE_POSTGRES, STORE_FAULT, STORE_DRIVERS };

struct db;

void support_store_begin(void); /* in every suite function, before the tests fork */
bool support_store_has(int driver);
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
