/* db_fault.h - a store that fails on purpose: the N-th operation of a kind. For tests only.
 *
 * Wraps any engine (db_decorate). A loop "fail the N-th step, once; then persistently; until
 * nothing fails" shows that each operation leaves all or nothing and says so. */
#ifndef CARREL_STORE_DB_FAULT_H
#define CARREL_STORE_DB_FAULT_H

#include "store/db.h"

enum fault_kind {
	FAULT_PREPARE = 1 << 0,
	FAULT_BIND = 1 << 1,
	FAULT_STEP = 1 << 2,
	FAULT_BEGIN = 1 << 3,
	FAULT_COMMIT = 1 << 4,
	FAULT_SCRIPT = 1 << 5,
	FAULT_BACKUP = 1 << 6,
	FAULT_MAINTAIN = 1 << 7,
	FAULT_TOGETHER = 1 << 8,
	FAULT_ANY = (1 << 9) - 1,
};

struct fault {
	unsigned kinds;  /* of enum fault_kind, or-ed; 0 nothing fails */
	long nth;        /* 1: the next one */
	bool persistent; /* and every one after it */
	enum rc rc;      /* RC_OK reads as RC_IO */
	bool after; /* the operation happens, and fails all the same (COMMIT with RC_UNKNOWN) */
};

struct db *db_fault_wrap(struct db *inner);   /* a db_decorate_fn */
void db_fault_arm(const struct fault *fault); /* NULL: nothing fails; the count starts anew */
long db_fault_hits(void);                     /* how often something failed since db_fault_arm() */

#endif
