/* gate.h - the write gate of an SQLite store: a line of tickets before one file lock. Private to src/store.
 *
 * Take a ticket, wait for whoever has the one before, take GATE, work, leave both: writers go in the order
 * in which they came, and nobody overtakes. Every write transaction, every checkpoint and every close (the
 * last one checkpoints) passes here, which also keeps a checkpoint from meeting a writer in the libraries
 * that corrupt the file then (sqlite.org/wal.html#the_wal_reset_bug). The kernel drops the locks when a
 * process dies; where STORE-turn cannot be mapped no line is kept and GATE alone decides. */
#ifndef CARREL_STORE_GATE_H
#define CARREL_STORE_GATE_H

#include "carrel/err.h"

#include <stdint.h>

struct gate;

struct patience;

enum { GATE_PAGE_BYTES = 4096 };

/* store: the path of the database; STORE-turn and STORE-gate are made beside it, 0660. */
enum rc gate_open(struct gate **out, const char *store, struct err *err) WARN_UNUSED;
void gate_close(struct gate **gate); /* leaves it if it is held */
/* Counts: entered twice by the same handle, it opens at the second leave. RC_BUSY after wait_ms. */
enum rc gate_enter(struct gate *gate, int64_t wait_ms, struct err *err) WARN_UNUSED;
/* Whoever waits there is told so, and spends it; NULL: nobody is told. Borrowed. */
void gate_patience(struct gate *gate, struct patience *patience);
void gate_leave(struct gate *gate);

/* Makes (0660, the store's owner and group when root makes it) or opens STORE<suffix>; the descriptor is
 * close-on-exec. Also used by notice.c. */
enum rc gate_open_file(const char *store, const char *suffix, int *fd, struct err *err) WARN_UNUSED;
/* The first page of such a file, shared with everybody who maps it; NULL when it cannot be mapped. */
void *gate_map_page(int fd);

#endif
