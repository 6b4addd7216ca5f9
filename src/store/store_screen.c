/* store_screen.c - the queue, the wallboard and the screen pop. */
#include "carrel/store_screen.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/utf8.h"
#include "store/people.h"
#include "store/rows.h"

#include <stdlib.h>
#include <string.h>

enum { BODY_CUT = 400 };

static void page_row_read(
	const struct store *s, const struct query *q, struct arena *a, struct queue_row *row)
{
	int col = entity_columns(ENTITY_queue_item);
	entity_read(ENTITY_queue_item, q, 0, a, &row->item);
	row->queue_title = queue_title_in(
		stmt_text_or(q, col, "", a), stmt_text(q, col + 7, a), s->language, a);
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

static enum rc page_read(const struct store *s, struct query *q, struct arena *a,
	struct queue_row **out, size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(struct queue_row)};
	while (stmt_next(q))
		page_row_read(s, q, a, vec_push(&rows));
	enum rc rc = stmt_close(q, err);
	*n = rc == RC_OK ? rows.n : 0;
	*out = arena_array(a, rows.n + 1, sizeof(struct queue_row));
	if (rows.n > 0)
		memcpy(*out, rows.data, rows.n * sizeof(struct queue_row));
	vec_fini(&rows);
	return rc;
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
		q = stmt_query(s->db, STMT_PAGE_OF, db_list(queue_ids, n_queues), due, arrived, id,
			now, db_int(limit));
	else if (n_queues == 1)
		q = stmt_query(s->db, STMT_PAGE_ONE, db_int(queue_ids[0]), due, arrived, id, now,
			db_int(limit));
	else
		q = stmt_query(s->db, STMT_PAGE_ALL, due, arrived, id, now, db_int(limit));
	return page_read(s, &q, a, out, n, err);
}

/* The statement orders by what they were first called. */
static int by_shown(const void *a, const void *b)
{
	return queue_compare_shown(&((const struct queue_summary *)a)->queue,
		&((const struct queue_summary *)b)->queue);
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
		queue_show(s, &row->queue, a);
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
	qsort(*out, *n, sizeof(struct queue_summary), by_shown);
	vec_fini(&rows);
	return rc;
}

/* "billing,orders" -> "Billing, Orders", in the order of their titles. */
static const char *titles_of(
	const struct queue *queues, size_t n, const char *slugs, struct arena *a)
{
	const char *titles = "";
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(queues[i].slug);
		for (const char *p = slugs; *p; p += strcspn(p, ","), p += *p == ',')
			if (strcspn(p, ",") == len && strncmp(p, queues[i].slug, len) == 0)
				titles = arena_printf(
					a, "%s%s%s", titles, *titles ? ", " : "", queues[i].shown);
	}
	return titles;
}

enum rc store_agent_rows(
	struct store *s, struct arena *a, struct agent_row **out, size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(struct agent_row)};
	int col = entity_columns(ENTITY_agent);
	struct queue *queues;
	size_t nqueues;
	enum rc rc = store_queue_list(s, a, &queues, &nqueues, err);
	if (rc != RC_OK)
		return rc;
	struct query q = stmt_query(s->db, STMT_AGENT_ROWS);
	while (stmt_next(&q)) {
		struct agent_row *row = vec_push(&rows);
		entity_read(ENTITY_agent, &q, 0, a, &row->agent);
		row->queue_titles = titles_of(queues, nqueues, stmt_text_or(&q, col, "", a), a);
		row->case_number = stmt_text(&q, col + 1, a);
		row->customer_name = stmt_text(&q, col + 2, a);
		row->open_cases = stmt_int(&q, col + 3);
	}
	rc = stmt_close(&q, err);
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

static enum rc read_verifier(struct query *q, struct arena *a, struct pop *out, struct err *err)
{
	while (stmt_next(q))
		out->verified_by = stmt_text(q, 0, a);
	return stmt_close(q, err);
}

static enum rc read_related(struct query *q, struct arena *a, struct pop *out, struct err *err)
{
	const char **people = arena_array(a, POP_PEOPLE, sizeof(*people));
	const char **before = arena_array(a, POP_PEOPLE, sizeof(*before));
	while (stmt_next(q)) {
		const char *name = stmt_text_or(q, 1, "", a);
		switch (stmt_int(q, 0)) {
		case 0: out->company = name; break;
		case 1: people[out->n_people++] = name; break;
		default: before[out->n_names_before++] = name; break;
		}
	}
	out->people = people;
	out->names_before = before;
	return stmt_close(q, err);
}

/* The open ones stand first; the shut ones have the room that is left. */
static enum rc read_cases(
	struct query *open, struct query *shut, struct arena *a, struct pop *out, struct err *err)
{
	struct casefile *rows[2];
	size_t n[2];
	enum rc rc = entity_list(open, ENTITY_casefile, a, &rows[0], &n[0], err);
	if (rc == RC_OK)
		rc = entity_list(shut, ENTITY_casefile, a, &rows[1], &n[1], err);
	if (rc != RC_OK)
		return rc;
	if (n[1] > POP_LIMIT - n[0])
		n[1] = POP_LIMIT - n[0];
	out->n_open = n[0];
	out->n_cases = n[0] + n[1];
	out->cases = arena_array(a, out->n_cases + 1, sizeof(struct casefile));
	for (size_t i = 0, at = 0; i < 2; at += n[i++])
		if (n[i] > 0)
			memcpy(out->cases + at, rows[i], n[i] * sizeof(struct casefile));
	return RC_OK;
}

enum {
	ASK_CUSTOMER,
	ASK_IDENTITIES,
	ASK_OPEN,
	ASK_SHUT,
	ASK_REFERENCES,
	ASK_CONTACTS,
	ASK_VERIFIER,
	ASK_PROMISES,
	ASK_RELATED,
	POP_ASKS,
};

static enum rc pop_take(struct query q[POP_ASKS], int64_t customer_id, struct arena *a,
	struct pop *out, struct err *err)
{
	enum rc rc = entity_found(
		&q[ASK_CUSTOMER], ENTITY_customer, customer_id, a, &out->customer, err);
	if (rc == RC_OK)
		rc = entity_list(&q[ASK_IDENTITIES], ENTITY_identity, a, &out->identities,
			&out->n_identities, err);
	if (rc == RC_OK)
		rc = read_cases(&q[ASK_OPEN], &q[ASK_SHUT], a, out, err);
	if (rc == RC_OK)
		rc = entity_list(&q[ASK_REFERENCES], ENTITY_reference_item, a, &out->references,
			&out->n_references, err);
	if (rc == RC_OK)
		rc = entity_list(
			&q[ASK_CONTACTS], ENTITY_contact, a, &out->contacts, &out->n_contacts, err);
	if (rc == RC_OK)
		rc = read_verifier(&q[ASK_VERIFIER], a, out, err);
	if (rc == RC_OK)
		rc = entity_list(&q[ASK_PROMISES], ENTITY_follow_up, a, &out->promises,
			&out->n_promises, err);
	if (rc == RC_OK)
		rc = read_related(&q[ASK_RELATED], a, out, err);
	return rc;
}

static enum rc pop_read(struct store *s, int64_t customer_id, int64_t day_start_at, struct arena *a,
	struct pop *out, struct err *err)
{
	struct db_value id = db_int(customer_id), most = db_int(POP_LIMIT);
	struct query q[POP_ASKS] = {
		[ASK_CUSTOMER] = entity_ask(s->db, ENTITY_customer, customer_id),
		[ASK_IDENTITIES] = stmt_query(s->db, STMT_IDENTITY_OF, id),
		[ASK_OPEN] = stmt_query(s->db, STMT_CASE_OPEN_OF_CUSTOMER, id, most),
		[ASK_SHUT] = stmt_query(s->db, STMT_CASE_SHUT_OF_CUSTOMER, id, most),
		[ASK_REFERENCES] = stmt_query(s->db, STMT_REFERENCE_OF, id, most),
		[ASK_CONTACTS] = stmt_query(s->db, STMT_POP_CONTACTS, id, most),
		[ASK_VERIFIER] = stmt_query(s->db, STMT_POP_VERIFIER, id),
		[ASK_PROMISES] = stmt_query(s->db, STMT_POP_PROMISES, id, db_int(POP_PROMISES)),
		[ASK_RELATED] = stmt_query(s->db, STMT_POP_RELATED, id, db_int(POP_PEOPLE)),
	};
	stmt_together(q, POP_ASKS);
	enum rc rc = pop_take(q, customer_id, a, out, err);
	stmt_drop_all(q, POP_ASKS);
	if (rc != RC_OK)
		return rc;
	cut_bodies(out->contacts, out->n_contacts, a);
	out->people_count = out->n_people;
	if (out->n_people == POP_PEOPLE)
		rc = people_of_company(s->db, customer_id, &out->people_count, err);
	if (rc != RC_OK)
		return rc;
	return count_today(s, customer_id, day_start_at, out, err);
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
