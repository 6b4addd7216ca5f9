/* work_next.c - taking what waits, so that exactly one agent gets it.
 *
 * The claim is one conditional UPDATE. On SQLite it runs inside BEGIN IMMEDIATE behind the write
 * gate; on PostgreSQL the row is locked as it is chosen and locked rows are stepped over. Either
 * way a row leaves "waiting" once. Each claim raises the item's fence; the number is never turned
 * back, not even by undo, so that a late write by an earlier holder can be told from a true one. */
#include "store/lease.h"
#include "store/work_private.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"

#include <string.h>

enum rc work_refuse_busy(struct err *err)
{
	return err_set(err, RC_CONFLICT,
		_("You have something in hand. Finish it first (F8), then take the next."));
}

enum rc work_load_free(struct work *w, struct store *s, int64_t agent_id, struct err *err)
{
	enum rc rc = work_load(w, s, agent_id, err);
	return rc == RC_OK && work_busy(w) ? work_refuse_busy(err) : rc;
}

/* ",es,ca," of "es, ca"; "" when the agent names no language. */
static const char *languages_of(const struct agent *agent, struct arena *a)
{
	const char *s = agent->languages;
	if (s == NULL || s[0] == '\0')
		return "";
	char *out = arena_printf(a, ",%s,", s);
	char *end = out;
	for (const char *p = out; *p != '\0'; p++) {
		if (*p != ' ')
			*end++ = *p;
	}
	*end = '\0';
	return out;
}

static enum rc claim(struct query *q, int64_t *item_id, struct err *err)
{
	bool got = stmt_next(q);
	if (got)
		*item_id = stmt_int(q, 0);
	enum rc rc = stmt_close(q, err);
	return rc == RC_OK && !got ? RC_NOTFOUND : rc;
}

enum rc work_only_open_case(struct work *w, int64_t customer_id, int64_t *case_id, struct err *err)
{
	struct casefile *open = NULL;
	size_t n = 0;
	*case_id = 0;
	if (customer_id == 0)
		return RC_OK;
	struct query q =
		stmt_query(w->s->db, STMT_CASE_OPEN_OF_CUSTOMER, db_int(customer_id), db_int(2));
	enum rc rc = entity_list(&q, ENTITY_casefile, w->a, &open, &n, err);
	if (rc == RC_OK && n == 1)
		*case_id = open[0].id;
	return rc;
}

/* The case comes into hand: somebody looks after it from now on. */
enum rc work_hold_case(struct work *w, bool ours, struct err *err)
{
	struct casefile *c = &w->file.now;
	enum rc rc = RC_OK;
	if (c->state == CASE_NEW || (ours && casefile_is_open(c->state)))
		rc = work_move_case(w, CASE_OPEN, err);
	if (c->owner_id == 0 || (ours && casefile_is_open(c->state)))
		c->owner_id = w->agent.now.id;
	w->agent.now.case_id = c->id;
	if (w->call.now.id != 0)
		w->call.now.case_id = c->id;
	if (rc == RC_OK && w->item.now.id == 0) /* without a place in a queue this is the claim */
		rc = stmt_run(w->s->db, STMT_AGENT_SEEN, err, db_int(w->agent.now.id),
			db_int(lease_now(w->s)));
	return rc;
}

/* A live call that another agent's dead console left behind goes on with this one. */
static enum rc answer(struct work *w, struct err *err)
{
	struct call *c = &w->call.now;
	enum rc rc = RC_OK;
	if (c->state == CALL_RINGING)
		rc = call_move(c, CALL_TALKING, w->at, err);
	c->agent_id = w->agent.now.id;
	w->agent.now.call_id = c->id;
	return rc;
}

/* The item is ours in the table; the rest follows. */
static enum rc take_claimed(struct work *w, int64_t item_id, struct err *err)
{
	enum rc rc = entity_get(w->s->db, ENTITY_queue_item, item_id, w->a, &w->item.now, err);
	if (rc != RC_OK)
		return rc;
	struct queue_item *item = &w->item.now;
	w->item.was = *item;
	struct queue_item waiting = *item;
	waiting.taken_by = 0;
	waiting.taken_at = 0;
	rc = entity_record(w->s, ENTITY_queue_item, &waiting, item, err);
	if (rc == RC_OK)
		rc = work_load_call(w, item->call_id, err);
	int64_t case_id = item->case_id;
	if (rc == RC_OK && case_id == 0)
		rc = work_only_open_case(w, item->customer_id, &case_id, err);
	if (rc == RC_OK)
		rc = work_load_case(w, case_id, err);
	if (rc != RC_OK)
		return rc;
	w->agent.now.item_id = item->id;
	if (w->call.now.id != 0)
		rc = answer(w, err);
	if (rc == RC_OK && w->file.now.id != 0)
		rc = work_hold_case(w, item->kind != ITEM_CALL, err);
	if (rc == RC_OK)
		rc = work_enter(
			w, item->kind == ITEM_CALL ? AGENT_ON_CALL : AGENT_ON_CASE, NULL, err);
	return rc == RC_OK ? work_save(w, err) : rc;
}

enum rc work_end_hand(struct work *w, enum rc rc, int64_t agent_id, struct arena *a,
	struct work_hand *out, struct err *err)
{
	struct store *s = w->s;
	if (rc == RC_OK) {
		change_set_object(s, work_object(w));
		rc = work_read_hand(s, agent_id, a, out, err);
	}
	return change_end(s, rc, err);
}

static enum rc claim_next(struct work *w, int64_t *item_id, struct err *err)
{
	struct query q = stmt_query(w->s->db, STMT_ITEM_CLAIM_NEXT, db_int(w->agent.now.id),
		db_int(w->at), db_int(lease_end(w->s)), db_text(languages_of(&w->agent.now, w->a)));
	enum rc rc = claim(&q, item_id, err);
	if (rc == RC_NOTFOUND)
		return err_set(err, RC_NOTFOUND, "%s", _("Nobody is waiting in your queues."));
	return rc;
}

enum rc work_next(
	struct store *s, int64_t agent_id, struct arena *a, struct work_hand *out, struct err *err)
{
	struct work w = {.s = s};
	int64_t item_id = 0;
	enum rc rc = change_begin(s, "next", NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = work_load_free(&w, s, agent_id, err);
	if (rc == RC_OK)
		rc = claim_next(&w, &item_id, err);
	if (rc == RC_OK)
		rc = take_claimed(&w, item_id, err);
	return work_end_hand(&w, rc, agent_id, a, out, err);
}

static enum rc refuse_item(struct work *w, int64_t item_id, struct err *err)
{
	struct queue_item item;
	enum rc rc = entity_get(w->s->db, ENTITY_queue_item, item_id, w->a, &item, err);
	if (rc != RC_OK)
		return rc;
	if (item.done_at != 0)
		return err_set(err, RC_CONFLICT, _("This no longer waits: it is done."));
	return err_set(err, RC_CONFLICT, _("%s was faster."), work_who(w->s, item.taken_by, w->a));
}

static enum rc claim_one(struct work *w, int64_t item_id, struct err *err)
{
	struct query q = stmt_query(w->s->db, STMT_ITEM_CLAIM_ONE, db_int(w->agent.now.id),
		db_int(w->at), db_int(lease_end(w->s)), db_int(item_id));
	int64_t got = 0;
	enum rc rc = claim(&q, &got, err);
	if (rc == RC_NOTFOUND)
		return refuse_item(w, item_id, err);
	return rc == RC_OK ? take_claimed(w, item_id, err) : rc;
}

enum rc work_take(struct store *s, int64_t agent_id, int64_t item_id, struct arena *a,
	struct work_hand *out, struct err *err)
{
	struct work w = {.s = s};
	enum rc rc = change_begin(s, "take", NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = work_load_free(&w, s, agent_id, err);
	if (rc == RC_OK)
		rc = claim_one(&w, item_id, err);
	return work_end_hand(&w, rc, agent_id, a, out, err);
}

/* The place in the queue of a call that still rings. */
static enum rc item_of_call(struct work *w, int64_t call_id, int64_t *item_id, struct err *err)
{
	struct queue_item item;
	struct query q = stmt_query(w->s->db, STMT_ITEM_OF_CALL, db_int(call_id));
	enum rc rc = entity_first(&q, ENTITY_queue_item, w->a, &item, err);
	if (rc == RC_NOTFOUND)
		return err_set(err, rc, _("This call does not wait any more."));
	*item_id = rc == RC_OK ? item.id : 0;
	return rc;
}

enum rc work_answer(struct store *s, int64_t agent_id, int64_t call_id, struct arena *a,
	struct work_hand *out, struct err *err)
{
	struct work w = {.s = s};
	int64_t item_id = 0;
	enum rc rc = change_begin(s, "answer", NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = work_load_free(&w, s, agent_id, err);
	if (rc == RC_OK)
		rc = item_of_call(&w, call_id, &item_id, err);
	if (rc == RC_OK)
		rc = claim_one(&w, item_id, err);
	return work_end_hand(&w, rc, agent_id, a, out, err);
}

enum rc work_holder(
	struct work *w, int64_t case_id, int64_t not_agent_id, struct agent *out, struct err *err)
{
	struct query q =
		stmt_query(w->s->db, STMT_AGENT_WITH_CASE, db_int(case_id), db_int(not_agent_id));
	enum rc rc = entity_first(&q, ENTITY_agent, w->a, out, err);
	if (rc != RC_NOTFOUND)
		return rc;
	q = stmt_query(w->s->db, STMT_PARKED_BY_OTHER, db_int(case_id), db_int(not_agent_id));
	return entity_first(&q, ENTITY_agent, w->a, out, err);
}

/* RC_CONFLICT when another agent has the case in hand. */
static enum rc case_is_free(struct work *w, int64_t case_id, struct err *err)
{
	struct agent other;
	enum rc rc = work_holder(w, case_id, w->agent.now.id, &other, err);
	if (rc == RC_NOTFOUND)
		return RC_OK;
	return rc == RC_OK ? err_set(err, RC_CONFLICT,
				     _("%s has this case in hand. Join them, or take it from them "
				       "with a reason (steal)."),
				     other.name)
			   : rc;
}

static enum rc waiting_item(struct work *w, int64_t case_id, int64_t *item_id, struct err *err)
{
	struct queue_item *items = NULL;
	size_t n = 0;
	*item_id = 0;
	struct query q = stmt_query(w->s->db, STMT_ITEMS_OF_CASE, db_int(case_id));
	enum rc rc = entity_list(&q, ENTITY_queue_item, w->a, &items, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (items[i].taken_by == 0 && *item_id == 0)
			*item_id = items[i].id;
	}
	return rc;
}

static enum rc take_case(struct work *w, int64_t case_id, bool join, struct err *err)
{
	int64_t item_id = 0;
	enum rc rc = join ? RC_OK : case_is_free(w, case_id, err);
	if (rc == RC_OK && w->agent.was.item_id == 0)
		rc = waiting_item(w, case_id, &item_id, err);
	if (rc != RC_OK)
		return rc;
	if (item_id != 0)
		return claim_one(w, item_id, err);
	memset(&w->file, 0, sizeof(w->file));
	rc = work_load_case(w, case_id, err);
	if (rc == RC_OK)
		rc = work_hold_case(w, false, err);
	if (rc == RC_OK && w->call.now.id == 0)
		rc = work_enter(w, AGENT_ON_CASE, NULL, err);
	return rc == RC_OK ? work_save(w, err) : rc;
}

static enum rc take_or_join(struct store *s, int64_t agent_id, int64_t case_id, bool join,
	struct arena *a, struct work_hand *out, struct err *err)
{
	struct work w = {.s = s};
	enum rc rc = change_begin(s, join ? "join" : "take", NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = work_load(&w, s, agent_id, err);
	/* During a call this says what the call is about; a case from a queue is finished first. */
	if (rc == RC_OK && w.agent.was.item_id != 0 && w.call.was.id == 0 &&
		w.agent.was.case_id != case_id)
		rc = work_refuse_busy(err);
	if (rc == RC_OK)
		rc = take_case(&w, case_id, join, err);
	return work_end_hand(&w, rc, agent_id, a, out, err);
}

enum rc work_take_case(struct store *s, int64_t agent_id, int64_t case_id, struct arena *a,
	struct work_hand *out, struct err *err)
{
	return take_or_join(s, agent_id, case_id, false, a, out, err);
}

enum rc work_join(struct store *s, int64_t agent_id, int64_t case_id, struct arena *a,
	struct work_hand *out, struct err *err)
{
	return take_or_join(s, agent_id, case_id, true, a, out, err);
}
