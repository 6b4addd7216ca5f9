/* outbox.h - what leaves the building waits a moment and can be called back.
 *
 * A reply stands in the outbox for OUTBOX_WAIT_MS. Until then nothing has happened and taking it
 * back leaves no trace with the customer; then it becomes a contact of the case, direction out, and
 * is handed to the channel's sender. Each step is a change set. */
#ifndef CARREL_OUTBOX_H
#define CARREL_OUTBOX_H

#include "carrel/err.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct store;

enum { OUTBOX_WAIT_MS = 15 * 1000 };

struct outbox_item {
	int64_t id;
	int64_t contact_id;  /* 0: has not gone out */
	const char *channel; /* "mail" */
	const char *recipient;
	const char *subject;
	const char *body;
	int64_t after_at; /* goes out at this time, not before */
	int64_t tries;
	int64_t sent_at;
	const char *error; /* of the last try; NULL none */
	int64_t case_id;
	int64_t customer_id;
	int64_t agent_id; /* who wrote it */
};

/* What hands it to the world; RC_OK: gone. Another answer keeps it in the outbox for a later try, the
 * sentence stands in `error`. The store has no channel of its own: without a sender the contact is
 * what there is. */
struct outbox_sender {
	enum rc (*send)(void *arg, const struct outbox_item *item, struct err *err);
	void *arg;
};

/* Sets id and, when it is 0, after_at. */
enum rc outbox_add(struct store *s, struct outbox_item *item, struct err *err) WARN_UNUSED;
/* Those that have not gone out, soonest first; agent 0: everybody's. */
enum rc outbox_list(struct store *s, int64_t agent_id, int limit, struct arena *a,
	struct outbox_item **out, size_t *n, struct err *err) WARN_UNUSED;
/* Calls it back. RC_CONFLICT: it has gone out. *item is what it was. */
enum rc outbox_cancel(struct store *s, int64_t id, struct arena *a, struct outbox_item *item,
	struct err *err) WARN_UNUSED;
/* Sends what is due; sender NULL: no channel to the outside. *sent how many. Two machines that do
 * this at one time send nothing twice: each row is claimed before it goes. */
enum rc outbox_send_due(struct store *s, int64_t now, const struct outbox_sender *sender,
	int64_t *sent, struct err *err) WARN_UNUSED;

#endif
