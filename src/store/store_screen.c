/* store_screen.c - the queue, the wallboard and the screen pop. */
#include "carrel/store_screen.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/utf8.h"
#include "store/rows.h"

#include <stdlib.h>
#include <string.h>

enum { BODY_CUT = 400 };

static void page_row_read(const struct query *q, struct arena *a, struct queue_row *row)
{
	int col = entity_columns(ENTITY_queue_item);
	entity_read(ENTITY_queue_item, q, 0, a, &row->item);
	row->queue_title = stmt_text_or(q, col, "", a);
	row->from_number = stmt_text(q, col + 1, a);
	row->customer_name = stmt_text(q, col + 2, a);
	row->case_number = stmt_text(q, col + 3, a);
	row->subject = stmt_text(q, col + 4, a);
	row->owners = stmt_int(q, col + 5);
	row->open_cases = stmt_int(q, col + 6);
	/* Somebody found out who it is although the number tells nothing. */
	if (row->owners == 0 && row->item.customer_id != 0)
		row->owners = 1;
}

static enum rc page_read(
	struct query *q, struct arena *a, struct queue_row **out, size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(struct queue_row)};
	while (stmt_next(q))
		page_row_read(q, a, vec_push(&rows));
	enum rc rc = stmt_close(q, err);
	*n = rc == RC_OK ? rows.n : 0;
	*out = arena_array(a, rows.n + 1, sizeof(struct queue_row));
	if (rows.n > 0)
		memcpy(*out, rows.data, rows.n * sizeof(struct queue_row));
	vec_fini(&rows);
	return rc;
}

static int compare_items(const void *a, const void *b)
{
	return queue_item_compare(a, b);
}

/* The first keys of each queue, merged: no engine has to sort a whole backlog. */
static enum rc merge_keys(struct store *s, const int64_t *queue_ids, size_t n_queues,
	const struct queue_item *from, int limit, struct vec *keys, struct err *err)
{
	enum rc rc = RC_OK;
	int64_t now = clock_wall_ms();
	for (size_t i = 0; rc == RC_OK && i < n_queues; i++) {
		struct query q = stmt_query(s->db, STMT_PAGE_KEYS, db_int(queue_ids[i]),
			db_int(from->due_at), db_int(from->arrived_at), db_int(from->id),
			db_int(now), db_int(limit));
		while (stmt_next(&q)) {
			struct queue_item *key = vec_push(keys);
			key->id = stmt_int(&q, 0);
			key->due_at = stmt_int(&q, 1);
			key->arrived_at = stmt_int(&q, 2);
		}
		rc = stmt_close(&q, err);
	}
	if (keys->n > 1)
		qsort(keys->data, keys->n, keys->size, compare_items);
	return rc;
}

static enum rc page_of_several(struct store *s, const int64_t *queue_ids, size_t n_queues,
	const struct queue_item *from, int limit, struct arena *a, struct queue_row **out,
	size_t *n, struct err *err)
{
	struct vec keys = {.size = sizeof(struct queue_item)};
	enum rc rc = merge_keys(s, queue_ids, n_queues, from, limit, &keys, err);
	size_t count = keys.n < (size_t)limit ? keys.n : (size_t)limit;
	int64_t *ids = arena_array(a, count + 1, sizeof(int64_t));
	for (size_t i = 0; i < count; i++)
		ids[i] = ((const struct queue_item *)vec_at(&keys, i))->id;
	vec_fini(&keys);
	*n = 0;
	*out = NULL;
	if (rc != RC_OK || count == 0)
		return rc;
	struct query q = stmt_query(s->db, STMT_PAGE_OF, db_list(ids, count));
	return page_read(&q, a, out, n, err);
}

enum rc store_queue_page(struct store *s, const int64_t *queue_ids, size_t n_queues,
	const struct queue_item *after, int limit, struct arena *a, struct queue_row **out,
	size_t *n, struct err *err)
{
	static const struct queue_item top = {
		.due_at = INT64_MIN, .arrived_at = INT64_MIN, .id = INT64_MIN};
	const struct queue_item *from = after != NULL ? after : &top;
	struct db_value due = db_int(from->due_at);
	struct db_value arrived = db_int(from->arrived_at);
	struct db_value id = db_int(from->id);
	struct db_value now = db_int(clock_wall_ms());
	struct query q;
	if (n_queues > 1)
		return page_of_several(s, queue_ids, n_queues, from, limit, a, out, n, err);
	if (n_queues == 1)
		q = stmt_query(s->db, STMT_PAGE_ONE, db_int(queue_ids[0]), due, arrived, id, now,
			db_int(limit));
	else
		q = stmt_query(s->db, STMT_PAGE_ALL, due, arrived, id, now, db_int(limit));
	return page_read(&q, a, out, n, err);
}

enum rc store_queue_summaries(struct store *s, int64_t now, struct arena *a,
	struct queue_summary **out, size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(struct queue_summary)};
	int col = entity_columns(ENTITY_queue);
	struct query q = stmt_query(s->db, STMT_QUEUE_SUMMARY, db_int(now));
	while (stmt_next(&q)) {
		struct queue_summary *row = vec_push(&rows);
		entity_read(ENTITY_queue, &q, 0, a, &row->queue);
		row->waiting = stmt_int(&q, col);
		row->oldest_at = stmt_int(&q, col + 1);
		row->first_due_at = stmt_int(&q, col + 2);
		row->late = stmt_int(&q, col + 3);
		row->agents_ready = stmt_int(&q, col + 4);
		row->agents_signed_on = stmt_int(&q, col + 5);
	}
	enum rc rc = stmt_close(&q, err);
	*n = rc == RC_OK ? rows.n : 0;
	*out = arena_array(a, rows.n + 1, sizeof(struct queue_summary));
	if (rows.n > 0)
		memcpy(*out, rows.data, rows.n * sizeof(struct queue_summary));
	vec_fini(&rows);
	return rc;
}

enum rc store_agent_rows(
	struct store *s, struct arena *a, struct agent_row **out, size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(struct agent_row)};
	int col = entity_columns(ENTITY_agent);
	struct query q = stmt_query(s->db, STMT_AGENT_ROWS);
	while (stmt_next(&q)) {
		struct agent_row *row = vec_push(&rows);
		entity_read(ENTITY_agent, &q, 0, a, &row->agent);
		row->queue_titles = stmt_text_or(&q, col, "", a);
		row->case_number = stmt_text(&q, col + 1, a);
		row->customer_name = stmt_text(&q, col + 2, a);
		row->open_cases = stmt_int(&q, col + 3);
	}
	enum rc rc = stmt_close(&q, err);
	*n = rc == RC_OK ? rows.n : 0;
	*out = arena_array(a, rows.n + 1, sizeof(struct agent_row));
	if (rows.n > 0)
		memcpy(*out, rows.data, rows.n * sizeof(struct agent_row));
	vec_fini(&rows);
	return rc;
}

/* The statement cuts at characters, the promise is in bytes. */
static void cut_bodies(struct contact *contacts, size_t n, struct arena *a)
{
	for (size_t i = 0; i < n; i++) {
		const char *body = contacts[i].body;
		if (body == NULL || strlen(body) <= BODY_CUT)
			continue;
		size_t cut = 0;
		for (;;) {
			uint32_t rune;
			size_t len = utf8_decode(body + cut, strlen(body + cut), &rune);
			if (cut + len > BODY_CUT)
				break;
			cut += len;
		}
		contacts[i].body = arena_strndup(a, body, cut);
	}
}

const struct contact *pop_last_mood(const struct pop *pop)
{
	for (size_t i = 0; i < pop->n_contacts; i++)
		if (pop->contacts[i].mood != MOOD_UNSAID)
			return &pop->contacts[i];
	return NULL;
}

/* The rows are there already; only who comes back more often than they reach is counted anew. */
static enum rc count_today(struct store *s, int64_t customer_id, int64_t day_start_at,
	struct pop *out, struct err *err)
{
	bool older = out->n_contacts < POP_LIMIT;
	for (size_t i = 0; i < out->n_contacts; i++) {
		const struct contact *c = &out->contacts[i];
		bool today = c->at >= day_start_at;
		older |= !today;
		if (!today || c->direction != DIRECTION_IN)
			continue;
		out->contacts_today++;
		out->calls_today += c->kind == CONTACT_CALL;
	}
	if (older)
		return RC_OK;
	struct query q =
		stmt_query(s->db, STMT_POP_TODAY, db_int(customer_id), db_int(day_start_at));
	while (stmt_next(&q)) {
		out->contacts_today = stmt_int(&q, 0);
		out->calls_today = stmt_int(&q, 1);
	}
	return stmt_close(&q, err);
}

static enum rc read_verifier(struct store *s, struct arena *a, struct pop *out, struct err *err)
{
	if (out->customer.verified_at == 0 || out->customer.verified_by == 0)
		return RC_OK;
	struct query q = stmt_query(s->db, STMT_POP_VERIFIER, db_int(out->customer.verified_by));
	while (stmt_next(&q))
		out->verified_by = stmt_text(&q, 0, a);
	return stmt_close(&q, err);
}

static enum rc read_contacts(struct store *s, int64_t customer_id, int64_t day_start_at,
	struct arena *a, struct pop *out, struct err *err)
{
	struct query q =
		stmt_query(s->db, STMT_POP_CONTACTS, db_int(customer_id), db_int(POP_LIMIT));
	enum rc rc = entity_list(&q, ENTITY_contact, a, &out->contacts, &out->n_contacts, err);
	if (rc != RC_OK)
		return rc;
	cut_bodies(out->contacts, out->n_contacts, a);
	return count_today(s, customer_id, day_start_at, out, err);
}

static enum rc pop_read(struct store *s, int64_t customer_id, int64_t day_start_at, struct arena *a,
	struct pop *out, struct err *err)
{
	enum rc rc = entity_get(s->db, ENTITY_customer, customer_id, a, &out->customer, err);
	if (rc == RC_OK)
		rc = store_identity_list(
			s, customer_id, a, &out->identities, &out->n_identities, err);
	if (rc == RC_OK)
		rc = store_casefile_of_customer(
			s, customer_id, POP_LIMIT, a, &out->cases, &out->n_cases, err);
	if (rc == RC_OK)
		rc = store_reference_list(
			s, customer_id, POP_LIMIT, a, &out->references, &out->n_references, err);
	if (rc == RC_OK)
		rc = read_contacts(s, customer_id, day_start_at, a, out, err);
	if (rc == RC_OK)
		rc = read_verifier(s, a, out, err);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < out->n_cases; i++)
		out->n_open += casefile_is_open(out->cases[i].state);
	struct query q =
		stmt_query(s->db, STMT_POP_PROMISES, db_int(customer_id), db_int(POP_PROMISES));
	return entity_list(&q, ENTITY_follow_up, a, &out->promises, &out->n_promises, err);
}

enum rc store_pop_customer(struct store *s, int64_t customer_id, int64_t day_start_at,
	struct arena *a, struct pop *out, struct err *err)
{
	memset(out, 0, sizeof(*out));
	bool own = !s->db->in_txn;
	enum rc rc = own ? db_begin(s->db, DB_READ, err) : RC_OK;
	if (rc != RC_OK)
		return rc;
	rc = pop_read(s, customer_id, day_start_at, a, out, err);
	if (own)
		db_rollback(s->db);
	return rc;
}
