/* work_hand.c - what an agent has in hand: reading it, locking it, writing it back. */
#include "store/work_private.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/reference.h"
#include "carrel/strbuf.h"

#include <string.h>

static enum rc lock_row(
	struct work *w, enum entity_id entity, int64_t id, void *was, void *now, struct err *err)
{
	if (id == 0)
		return RC_OK;
	enum rc rc = entity_lock(w->s->db, entity, id, w->a, was, err);
	if (rc == RC_OK)
		memcpy(now, was, entity_table[entity].size);
	return rc;
}

enum rc work_load_call(struct work *w, int64_t call_id, struct err *err)
{
	return lock_row(w, ENTITY_call, call_id, &w->call.was, &w->call.now, err);
}

enum rc work_load_case(struct work *w, int64_t case_id, struct err *err)
{
	return lock_row(w, ENTITY_casefile, case_id, &w->file.was, &w->file.now, err);
}

enum rc work_load(struct work *w, struct store *s, int64_t agent_id, struct err *err)
{
	memset(w, 0, sizeof(*w));
	w->s = s;
	w->a = change_arena(s);
	w->at = clock_wall_ms();
	enum rc rc = lock_row(w, ENTITY_agent, agent_id, &w->agent.was, &w->agent.now, err);
	const struct agent *agent = &w->agent.was;
	if (rc == RC_OK)
		rc = lock_row(
			w, ENTITY_queue_item, agent->item_id, &w->item.was, &w->item.now, err);
	if (rc == RC_OK)
		rc = work_load_call(w, agent->call_id, err);
	return rc == RC_OK ? work_load_case(w, agent->case_id, err) : rc;
}

/* Saved rows are what the next save compares with: an act may save more than once. */
static enum rc save_row(
	struct work *w, enum entity_id entity, void *was, const void *now, struct err *err)
{
	if (*(const int64_t *)now == 0)
		return RC_OK;
	enum rc rc = entity_save(w->s, entity, was, now, err);
	if (rc == RC_OK)
		memcpy(was, now, entity_table[entity].size);
	return rc;
}

enum rc work_save(struct work *w, struct err *err)
{
	enum rc rc = save_row(w, ENTITY_agent, &w->agent.was, &w->agent.now, err);
	if (rc == RC_OK)
		rc = save_row(w, ENTITY_queue_item, &w->item.was, &w->item.now, err);
	if (rc == RC_OK)
		rc = save_row(w, ENTITY_call, &w->call.was, &w->call.now, err);
	return rc == RC_OK ? save_row(w, ENTITY_casefile, &w->file.was, &w->file.now, err) : rc;
}

bool work_busy(const struct work *w)
{
	const struct agent *agent = &w->agent.was;
	return agent->item_id != 0 || agent->call_id != 0 || agent->case_id != 0;
}

enum rc work_enter(struct work *w, enum agent_state to, const char *reason, struct err *err)
{
	struct agent *agent = &w->agent.now;
	agent->state_reason = reason;
	if (agent->state == to)
		return RC_OK;
	if (!agent_may_become(agent->state, to))
		return err_set(err, RC_CONFLICT, _("%s is %s and cannot become %s now."),
			agent->name, word_id(agent_state_words, agent->state),
			word_id(agent_state_words, to));
	struct agent_stretch open;
	struct query q = stmt_query(w->s->db, STMT_STRETCH_OPEN, db_int(agent->id));
	enum rc rc = entity_first(&q, ENTITY_agent_state, w->a, &open, err);
	if (rc == RC_OK) {
		struct agent_stretch closed = open;
		closed.until_at = w->at > open.since_at ? w->at : open.since_at;
		rc = entity_save(w->s, ENTITY_agent_state, &open, &closed, err);
	} else if (rc == RC_NOTFOUND) {
		rc = RC_OK;
	}
	agent->state = to;
	agent->state_since_at = w->at;
	if (rc != RC_OK || to == AGENT_OFF)
		return rc;
	struct agent_stretch next = {
		.agent_id = agent->id, .state = to, .since_at = w->at, .reason = reason};
	return entity_add(w->s, ENTITY_agent_state, &next, err);
}

enum rc work_move_case(struct work *w, enum case_state to, struct err *err)
{
	struct casefile *c = &w->file.now;
	if (c->state != to && !casefile_may_become(c->state, to) &&
		casefile_may_become(c->state, CASE_OPEN)) {
		enum rc rc = casefile_move(c, CASE_OPEN, w->at, err);
		if (rc != RC_OK)
			return rc;
	}
	return casefile_move(c, to, w->at, err);
}

int64_t work_customer(const struct work *w)
{
	if (w->call.now.customer_id != 0)
		return w->call.now.customer_id;
	if (w->file.now.customer_id != 0)
		return w->file.now.customer_id;
	return w->item.now.customer_id;
}

const char *work_object(const struct work *w)
{
	if (w->file.now.id != 0) {
		char shown[12];
		reference_show(w->file.now.number, shown);
		return arena_strdup(w->a, shown);
	}
	if (w->call.now.id != 0)
		return w->call.now.from_number;
	return NULL;
}

const char *work_who(struct store *s, int64_t agent_id, struct arena *a)
{
	struct agent agent;
	if (entity_get(s->db, ENTITY_agent, agent_id, a, &agent, NULL) != RC_OK)
		return "Somebody";
	return agent.name;
}

static int64_t promise_of(const struct queue *queue, enum item_kind kind)
{
	switch (kind) {
	case ITEM_CALL: return queue->call_promise_ms;
	case ITEM_CASE: return queue->case_promise_ms;
	case ITEM_CALLBACK: return queue->callback_promise_ms;
	case ITEM_MESSAGE: return queue->message_promise_ms;
	}
	return queue->case_promise_ms;
}

enum rc work_place(struct work *w, struct queue_item *item, struct err *err)
{
	struct queue queue;
	enum rc rc = entity_get(w->s->db, ENTITY_queue, item->queue_id, w->a, &queue, err);
	if (rc != RC_OK)
		return rc;
	if (item->arrived_at == 0)
		item->arrived_at = w->at;
	if (item->due_at == 0) {
		struct promise_facts facts = {0};
		struct customer customer;
		struct strbuf why = STRBUF_INIT;
		if (item->customer_id != 0 &&
			entity_get(w->s->db, ENTITY_customer, item->customer_id, w->a, &customer,
				NULL) == RC_OK) {
			facts.vip = customer.vip;
			facts.vulnerable = customer.vulnerable;
		}
		item->due_at =
			promise_due(item->arrived_at, promise_of(&queue, item->kind), facts, &why);
		item->due_why = arena_strdup(w->a, why.buf);
		strbuf_fini(&why);
	}
	return entity_add(w->s, ENTITY_queue_item, item, err);
}

enum rc work_leave_queues(struct work *w, int64_t case_id, struct err *err)
{
	struct queue_item *items = NULL;
	size_t n = 0;
	struct query q = stmt_query(w->s->db, STMT_ITEMS_OF_CASE, db_int(case_id));
	enum rc rc = entity_list(&q, ENTITY_queue_item, w->a, &items, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (items[i].id == w->item.now.id)
			continue;
		if (items[i].taken_by != 0)
			return err_set(err, RC_CONFLICT,
				_("%s has this case in hand. Nothing was done."),
				work_who(w->s, items[i].taken_by, w->a));
		struct queue_item done = items[i];
		done.done_at = w->at;
		rc = entity_save(w->s, ENTITY_queue_item, &items[i], &done, err);
	}
	return rc;
}

static enum rc count_owners(struct store *s, const char *number, size_t *n, struct err *err)
{
	*n = 0;
	if (number == NULL)
		return RC_OK;
	struct query q = stmt_query(s->db, STMT_IDENTITY_OWNERS,
		db_text(word_id(identity_kind_words, IDENTITY_PHONE)), db_text(number), db_int(99));
	while (stmt_next(&q))
		++*n;
	return stmt_close(&q, err);
}

/* What the agent's row names, asked for together. */
static enum rc read_parts(struct store *s, struct arena *a, struct work_hand *out, struct err *err)
{
	const struct {
		enum entity_id entity;
		int64_t id;
		void *row;
	} parts[] = {
		{ENTITY_queue_item, out->agent.item_id, &out->item},
		{ENTITY_call, out->agent.call_id, &out->call},
		{ENTITY_casefile, out->agent.case_id, &out->casefile},
	};
	enum { PARTS = sizeof(parts) / sizeof(parts[0]) };
	struct query q[PARTS];
	size_t n = 0;
	for (size_t i = 0; i < PARTS; i++)
		if (parts[i].id != 0)
			q[n++] = entity_ask(s->db, parts[i].entity, parts[i].id);
	if (n == 0)
		return RC_OK;
	stmt_together(q, n);
	enum rc rc = RC_OK;
	for (size_t i = 0, at = 0; rc == RC_OK && i < PARTS; i++)
		if (parts[i].id != 0)
			rc = entity_found(
				&q[at++], parts[i].entity, parts[i].id, a, parts[i].row, err);
	stmt_drop_all(q, n);
	return rc;
}

enum rc work_read_hand(
	struct store *s, int64_t agent_id, struct arena *a, struct work_hand *out, struct err *err)
{
	memset(out, 0, sizeof(*out));
	enum rc rc = entity_get(s->db, ENTITY_agent, agent_id, a, &out->agent, err);
	if (rc == RC_OK)
		rc = read_parts(s, a, out, err);
	if (rc == RC_OK)
		rc = count_owners(s, out->call.from_number, &out->customers, err);
	if (rc != RC_OK)
		return rc;
	out->customer_id = out->call.customer_id;
	if (out->customer_id == 0)
		out->customer_id = out->casefile.customer_id;
	if (out->customer_id == 0)
		out->customer_id = out->item.customer_id;
	return RC_OK;
}

enum rc work_hand(
	struct store *s, int64_t agent_id, struct arena *a, struct work_hand *out, struct err *err)
{
	bool own = !s->db->in_txn;
	enum rc rc = own ? db_begin(s->db, DB_READ, err) : RC_OK;
	if (rc != RC_OK)
		return rc;
	rc = work_read_hand(s, agent_id, a, out, err);
	if (own)
		db_rollback(s->db);
	return rc;
}
