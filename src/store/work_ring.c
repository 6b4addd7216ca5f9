/* work_ring.c - what comes in: a call that rings, a caller who gives up, a case that waits. */
#include "store/work_private.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/phone.h"
#include "carrel/strbuf.h"

#include <string.h>

/* A second call within half a day is "today" in every zone that matters to the caller. */
enum { SECOND_CALL_MS = 12 * 3600 * 1000 };

struct caller {
	int64_t customer_id; /* exactly one owns the number */
	struct promise_facts facts;
};

static enum rc know_caller(struct store *s, const char *from, int64_t at, struct arena *a,
	struct caller *out, struct err *err)
{
	*out = (struct caller){0};
	if (from == NULL)
		return RC_OK;
	struct customer *owners = NULL;
	size_t n = 0;
	int64_t id = 0;
	enum rc rc = store_customer_by_identity(s, IDENTITY_PHONE, from, 2, a, &owners, &n, err);
	if (rc != RC_OK)
		return rc;
	if (n == 1) {
		out->customer_id = owners[0].id;
		out->facts.vip = owners[0].vip;
		out->facts.vulnerable = owners[0].vulnerable;
	}
	rc = stmt_one_int(
		s->db, STMT_CALL_RECENT, &id, NULL, db_text(from), db_int(at - SECOND_CALL_MS));
	out->facts.second_today = rc == RC_OK;
	return rc == RC_OK || rc == RC_NOTFOUND
		? RC_OK
		: err_set(err, rc,
			  _("The calls of this number could not be read; nothing was saved."));
}

static enum rc refuse_twice(
	struct store *s, const char *external_id, struct arena *a, struct err *err)
{
	struct call there;
	if (external_id == NULL)
		return RC_OK;
	enum rc rc = store_call_by_external(s, external_id, a, &there, NULL);
	if (rc == RC_NOTFOUND)
		return RC_OK;
	return rc == RC_OK
		? err_set(err, RC_CONFLICT,
			  _("The telephone's call \"%.60s\" is already in the store."), external_id)
		: err_set(err, rc, _("The calls could not be read; nothing was saved."));
}

static enum rc ring(
	struct store *s, const struct work_ring *r, struct queue_item *item, struct err *err)
{
	struct arena *a = change_arena(s);
	int64_t at = r->at != 0 ? r->at : clock_wall_ms();
	struct queue queue;
	struct caller caller;
	enum rc rc = entity_get(s->db, ENTITY_queue, r->queue_id, a, &queue, err);
	if (rc == RC_OK)
		rc = refuse_twice(s, r->external_id, a, err);
	if (rc == RC_OK)
		rc = know_caller(s, r->from, at, a, &caller, err);
	if (rc != RC_OK)
		return rc;
	struct call call = {.external_id = r->external_id,
		.queue_id = r->queue_id,
		.customer_id = caller.customer_id,
		.state = CALL_RINGING,
		.from_number = r->from,
		.to_number = r->to,
		.offered_at = at};
	rc = entity_add(s, ENTITY_call, &call, err);
	if (rc != RC_OK)
		return rc;
	struct strbuf why = STRBUF_INIT;
	*item = (struct queue_item){.queue_id = r->queue_id,
		.kind = ITEM_CALL,
		.call_id = call.id,
		.customer_id = caller.customer_id,
		.language = r->language,
		.arrived_at = at};
	item->due_at = promise_due(at, queue.call_promise_ms, caller.facts, &why);
	item->due_why = arena_strdup(a, why.buf);
	strbuf_fini(&why);
	return entity_add(s, ENTITY_queue_item, item, err);
}

/* The caller's strings live as long as the caller wishes; what was made here dies with the set. */
static enum rc end_with_item(struct store *s, enum rc rc, int64_t item_id, struct arena *a,
	struct queue_item *out, struct err *err)
{
	if (rc == RC_OK)
		rc = entity_get(s->db, ENTITY_queue_item, item_id, a, out, err);
	return change_end(s, rc, err);
}

enum rc work_ring(struct store *s, const struct work_ring *r, struct arena *a,
	struct queue_item *out, struct err *err)
{
	struct queue_item item = {0};
	if (r->from != NULL && !phone_is_e164(r->from))
		return err_set(err, RC_INVALID,
			_("\"%.40s\" is not an international number: write it as +34600112233."),
			r->from);
	enum rc rc = change_begin(s, "ring", r->from, err);
	if (rc != RC_OK)
		return rc;
	rc = ring(s, r, &item, err);
	return end_with_item(s, rc, item.id, a, out, err);
}

static enum rc abandon(struct store *s, int64_t call_id, enum call_end how, struct err *err)
{
	struct arena *a = change_arena(s);
	struct call was;
	struct queue_item item;
	struct query q = stmt_query(s->db, STMT_ITEM_OF_CALL, db_int(call_id));
	enum rc rc = entity_first(&q, ENTITY_queue_item, a, &item, err);
	bool waits = rc == RC_OK;
	if (rc == RC_OK || rc == RC_NOTFOUND)
		rc = entity_lock(s->db, ENTITY_call, call_id, a, &was, err);
	if (rc != RC_OK)
		return rc;
	if (was.state != CALL_RINGING)
		return err_set(err, RC_CONFLICT, _("This call is %s: it no longer rings."),
			word_id(call_state_words, was.state));
	struct call now = was;
	now.outcome = how != CALL_END_NONE ? how : CALL_END_ABANDONED;
	int64_t at = clock_wall_ms();
	rc = call_move(&now, CALL_ENDED, at, err);
	if (rc == RC_OK)
		rc = entity_save(s, ENTITY_call, &was, &now, err);
	if (rc != RC_OK || !waits)
		return rc;
	struct queue_item done = item;
	done.done_at = at;
	return entity_save(s, ENTITY_queue_item, &item, &done, err);
}

enum rc work_abandon(struct store *s, int64_t call_id, enum call_end how, struct err *err)
{
	enum rc rc = change_begin(s, "abandon", NULL, err);
	if (rc != RC_OK)
		return rc;
	return change_end(s, abandon(s, call_id, how, err), err);
}

static enum rc enqueue(struct work *w, struct queue_item *item, struct err *err)
{
	enum rc rc = work_load_case(w, item->case_id, err);
	if (rc != RC_OK)
		return rc;
	struct queue_item *items = NULL;
	size_t n = 0;
	struct query q = stmt_query(w->s->db, STMT_ITEMS_OF_CASE, db_int(item->case_id));
	rc = entity_list(&q, ENTITY_queue_item, w->a, &items, &n, err);
	if (rc != RC_OK)
		return rc;
	if (!casefile_is_open(w->file.now.state))
		return err_set(err, RC_INVALID,
			_("This case is %s. Open it again before it waits in a queue."),
			word_id(case_state_words, w->file.now.state));
	if (n > 0)
		return err_set(err, RC_CONFLICT, _("This case already has its place in a queue."));
	item->customer_id = w->file.now.customer_id;
	item->language = w->file.now.language;
	w->file.now.queue_id = item->queue_id;
	w->file.now.updated_at = w->at;
	/* A callback waits for its own time: not offered before, and then it is due. */
	if (item->kind == ITEM_CALLBACK && item->due_at > w->at)
		item->arrived_at = item->due_at;
	rc = work_place(w, item, err);
	return rc == RC_OK ? work_save(w, err) : rc;
}

enum rc work_enqueue_case(struct store *s, int64_t case_id, int64_t queue_id, enum item_kind kind,
	int64_t due_at, const char *due_why, struct arena *a, struct queue_item *out,
	struct err *err)
{
	struct queue_item item = {.queue_id = queue_id,
		.kind = kind,
		.case_id = case_id,
		.due_at = due_at,
		.due_why = due_why};
	enum rc rc = change_begin(s, "enqueue", NULL, err);
	if (rc != RC_OK)
		return rc;
	struct work w = {.s = s, .a = change_arena(s), .at = clock_wall_ms()};
	rc = enqueue(&w, &item, err);
	if (rc == RC_OK)
		change_set_object(s, work_object(&w));
	return end_with_item(s, rc, item.id, a, out, err);
}
