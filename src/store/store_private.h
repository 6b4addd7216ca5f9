/* store_private.h - inside of a store handle, for the files of src/store only. */
#ifndef CARREL_STORE_PRIVATE_H
#define CARREL_STORE_PRIVATE_H

#include "carrel/store.h"
#include "store/db.h"
#include "store/lease.h"

struct change_set; /* change.c: the set being written */

struct store {
	struct db *db;
	int64_t actor_id;
	char *login;    /* owned, never NULL */
	char *language; /* owned, never NULL; of whoever reads */
	struct lease_clock lease;
	struct change_set *change; /* owned by change.c; NULL while none is open */
};

/* change.c: frees what it hangs on the handle; called by store_close() after a rollback. */
void change_forget(struct store *store);

#endif
