/* rows.h - what the store_*.c files share. Private to src/store. */
#ifndef CARREL_STORE_ROWS_PRIVATE_H
#define CARREL_STORE_ROWS_PRIVATE_H

#include "store/change_private.h"

/* One more row, as a change set of its own or as part of the open one. */
enum rc row_add(struct store *s, enum entity_id entity, void *row, const char *command,
	const char *object, struct err *err) WARN_UNUSED;
/* Saves *after over the row of its id. Where the entity counts versions, a newer one in the store is
 * RC_CONFLICT and nothing is written. */
enum rc row_save(struct store *s, enum entity_id entity, const void *after, const char *command,
	const char *object, struct err *err) WARN_UNUSED;

/* Inside a change set: fills number, times and what an open case must have, checks, adds. */
enum rc casefile_add(struct store *s, struct casefile *c, struct err *err) WARN_UNUSED;

/* What it is called in the language of whoever reads (store_speak). */
void queue_show(const struct store *s, struct queue *queue, struct arena *a);

#endif
