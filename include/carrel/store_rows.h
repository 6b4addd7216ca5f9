/* store_rows.h - reading and writing single things: customers, cases, contacts, agents, queues.
 *
 * _get: RC_NOTFOUND with a sentence when there is none. Lists come as arrays in the arena, newest
 * first unless said otherwise, never more than `limit`. _add sets the id (and number, version);
 * _save compares versions and writes only what differs. */
#ifndef CARREL_STORE_ROWS_H
#define CARREL_STORE_ROWS_H

#include "carrel/agent.h"
#include "carrel/call.h"
#include "carrel/casefile.h"
#include "carrel/contact.h"
#include "carrel/customer.h"
#include "carrel/queue.h"
#include "carrel/store_texts.h"

#include <stddef.h>

struct arena;
struct store;

/* customers */
enum rc store_customer_get(struct store *s, int64_t id, struct arena *a, struct customer *out,
	struct err *err) WARN_UNUSED;
enum rc store_customer_add(struct store *s, struct customer *c, struct err *err) WARN_UNUSED;
enum rc store_customer_save(struct store *s, const struct customer *c, struct err *err) WARN_UNUSED;
enum rc store_identity_add(struct store *s, struct identity *id, struct err *err) WARN_UNUSED;
/* Another value, or the main one of its kind from now on: then the one that was is not any more.
 * RC_CONFLICT: the customer has that value already. */
enum rc store_identity_save(
	struct store *s, const struct identity *id, struct err *err) WARN_UNUSED;
/* The oldest left of its kind becomes the main one, if this was it. */
enum rc store_identity_drop(
	struct store *s, const struct identity *id, struct err *err) WARN_UNUSED;
enum rc store_identity_list(struct store *s, int64_t customer_id, struct arena *a,
	struct identity **out, size_t *n, struct err *err) WARN_UNUSED;
/* Who owns this number, address or handle (compared form). Several are possible. */
enum rc store_customer_by_identity(struct store *s, enum identity_kind kind, const char *value,
	int limit, struct arena *a, struct customer **out, size_t *n, struct err *err) WARN_UNUSED;
/* A customer of whom an order or contract is known is no prospect: see customer_standing_with(). */
enum rc store_reference_add(struct store *s, struct reference_item *r, struct err *err) WARN_UNUSED;
enum rc store_reference_list(struct store *s, int64_t customer_id, int limit, struct arena *a,
	struct reference_item **out, size_t *n, struct err *err) WARN_UNUSED;

/* cases */
enum rc store_casefile_get(struct store *s, int64_t id, struct arena *a, struct casefile *out,
	struct err *err) WARN_UNUSED;
enum rc store_casefile_by_number(struct store *s, const char *number, struct arena *a,
	struct casefile *out, struct err *err) WARN_UNUSED;
enum rc store_casefile_add(struct store *s, struct casefile *c, struct arena *a,
	struct err *err) WARN_UNUSED; /* c->number is set, owned by a */
enum rc store_casefile_save(struct store *s, const struct casefile *c, struct err *err) WARN_UNUSED;
enum rc store_casefile_of_customer(struct store *s, int64_t customer_id, int limit, struct arena *a,
	struct casefile **out, size_t *n, struct err *err) WARN_UNUSED; /* open ones first */
enum rc store_casefile_of_owner(struct store *s, int64_t agent_id, int limit, struct arena *a,
	struct casefile **out, size_t *n, struct err *err) WARN_UNUSED; /* open, by next_at */

/* contacts */
enum rc store_contact_get(struct store *s, int64_t id, struct arena *a, struct contact *out,
	struct err *err) WARN_UNUSED;
enum rc store_contact_add(struct store *s, struct contact *c,
	struct err *err) WARN_UNUSED; /* masks card numbers, feeds the search */
enum rc store_contact_of_customer(struct store *s, int64_t customer_id, int64_t before_id,
	int limit, struct arena *a, struct contact **out, size_t *n,
	struct err *err) WARN_UNUSED; /* before_id 0: newest */
enum rc store_contact_of_case(struct store *s, int64_t case_id, int64_t before_id, int limit,
	struct arena *a, struct contact **out, size_t *n, struct err *err) WARN_UNUSED;

/* calls */
enum rc store_call_get(struct store *s, int64_t id, struct arena *a, struct call *out,
	struct err *err) WARN_UNUSED;
enum rc store_call_by_external(struct store *s, const char *external_id, struct arena *a,
	struct call *out, struct err *err) WARN_UNUSED;
enum rc store_call_add(struct store *s, struct call *c,
	struct err *err) WARN_UNUSED; /* for imports; live calls come through work.h */

/* queues */
enum rc store_queue_add(struct store *s, struct queue *q, struct err *err) WARN_UNUSED;
enum rc store_queue_save(struct store *s, const struct queue *q, struct err *err) WARN_UNUSED;
enum rc store_queue_list(struct store *s, struct arena *a, struct queue **out, size_t *n,
	struct err *err) WARN_UNUSED; /* by title */
enum rc store_queue_by_slug(struct store *s, const char *slug, struct arena *a, struct queue *out,
	struct err *err) WARN_UNUSED;

/* agents */
enum rc store_agent_add(struct store *s, struct agent *g, struct err *err) WARN_UNUSED;
enum rc store_agent_save(struct store *s, const struct agent *g, struct err *err) WARN_UNUSED;
enum rc store_agent_get(struct store *s, int64_t id, struct arena *a, struct agent *out,
	struct err *err) WARN_UNUSED;
enum rc store_agent_by_login(struct store *s, const char *login, struct arena *a, struct agent *out,
	struct err *err) WARN_UNUSED;
enum rc store_agent_list(struct store *s, struct arena *a, struct agent **out, size_t *n,
	struct err *err) WARN_UNUSED; /* active, by name */
enum rc store_agent_join_queue(
	struct store *s, int64_t agent_id, int64_t queue_id, struct err *err) WARN_UNUSED;
enum rc store_agent_queues(struct store *s, int64_t agent_id, struct arena *a, int64_t **queue_ids,
	size_t *n, struct err *err) WARN_UNUSED;
enum rc store_agent_beat(struct store *s, int64_t agent_id,
	struct err *err) WARN_UNUSED; /* seen_at and the lease of what is in hand */

#endif
