/* work_lead.c - what a supervisor does with other people's work, and what dead consoles leave. */
#include "store/work_private.h"

#include "carrel/vec.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"

#include <string.h>

static enum rc check_nobody_holds(
	struct work *w, int64_t case_id, int64_t to_agent_id, struct err *err)
{
	struct agent holder;
	enum rc rc = work_holder(w, case_id, to_agent_id, &holder, err);
	if (rc == RC_NOTFOUND)
		return RC_OK;
	return rc == RC_OK
		? err_set(err, RC_CONFLICT,
			  _("%s has this case in hand. Ask first, or wait until it is free."),
			  holder.name)
		: rc;
}

static enum rc to_agent(struct work *w, int64_t agent_id, struct err *err)
{
	struct agent agent;
	enum rc rc = entity_get(w->s->db, ENTITY_agent, agent_id, w->a, &agent, err);
	if (rc == RC_OK)
		rc = work_leave_queues(w, w->file.now.id, err);
	w->file.now.owner_id = agent_id;
	return rc;
}

/* The place that is already held keeps its promise in the new queue. */
static enum rc to_queue(struct work *w, int64_t queue_id, struct err *err)
{
	struct queue queue;
	struct queue_item *items = NULL;
	size_t n = 0;
	struct query q = stmt_query(w->s->db, STMT_ITEMS_OF_CASE, db_int(w->file.now.id));
	enum rc rc = entity_list(&q, ENTITY_queue_item, w->a, &items, &n, err);
	if (rc == RC_OK)
		rc = entity_get(w->s->db, ENTITY_queue, queue_id, w->a, &queue, err);
	if (rc != RC_OK)
		return rc;
	w->file.now.queue_id = queue_id;
	w->file.now.owner_id = 0;
	if (n == 0) {
		struct queue_item item = {.queue_id = queue_id,
			.kind = ITEM_CASE,
			.case_id = w->file.now.id,
			.customer_id = w->file.now.customer_id,
			.language = w->file.now.language};
		return work_place(w, &item, err);
	}
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct queue_item moved = items[i];
		if (moved.taken_by != 0)
			return err_set(err, RC_CONFLICT, _("%s has this case in hand."),
				work_who(w->s, moved.taken_by, w->a));
		moved.queue_id = queue_id;
		rc = entity_save(w->s, ENTITY_queue_item, &items[i], &moved, err);
	}
	return rc;
}

enum rc work_give(
	struct work *w, int64_t case_id, int64_t to_agent_id, int64_t to_queue_id, struct err *err)
{
	if ((to_agent_id == 0) == (to_queue_id == 0))
		return err_set(err, RC_INVALID, _("Say one: an agent or a queue."));
	enum rc rc = work_load_case(w, case_id, err);
	if (rc != RC_OK)
		return rc;
	if (!casefile_is_open(w->file.now.state))
		return err_set(err, RC_INVALID,
			_("This case is %s: there is nothing to give away."),
			word_id(case_state_words, w->file.now.state));
	w->file.now.updated_at = w->at;
	rc = check_nobody_holds(w, case_id, to_agent_id, err);
	if (rc == RC_OK)
		rc = to_agent_id != 0 ? to_agent(w, to_agent_id, err)
				      : to_queue(w, to_queue_id, err);
	return rc == RC_OK ? work_save(w, err) : rc;
}

enum rc work_reassign(struct store *s, int64_t case_id, int64_t to_agent_id, int64_t to_queue_id,
	const char *reason, struct err *err)
{
	enum rc rc = change_begin(s, "reassign", NULL, err);
	if (rc != RC_OK)
		return rc;
	struct work w = {.s = s, .a = change_arena(s), .at = clock_wall_ms()};
	if (reason != NULL)
		change_set_reason(s, reason);
	rc = work_give(&w, case_id, to_agent_id, to_queue_id, err);
	if (rc == RC_OK)
		change_set_object(s, work_object(&w));
	return change_end(s, rc, err);
}

/* The claim of a parked case was kept by the console that is gone. */
static enum rc unpark_item(struct work *w, int64_t item_id, struct err *err)
{
	struct parked row;
	struct query q = stmt_query(w->s->db, STMT_PARKED_ITEM, db_int(item_id));
	enum rc rc = entity_first(&q, ENTITY_parked, w->a, &row, err);
	if (rc == RC_NOTFOUND)
		return RC_OK;
	return rc == RC_OK ? entity_drop(w->s, ENTITY_parked, &row, err) : rc;
}

static enum rc lose_console(struct work *w, struct err *err)
{
	w->agent.now.item_id = 0;
	w->agent.now.call_id = 0;
	w->agent.now.case_id = 0;
	enum rc rc = work_enter(w, AGENT_READY, NULL, err);
	return rc == RC_OK ? work_enter(w, AGENT_OFF, "console lost", err) : rc;
}

/* A call that still lives goes back to the queue; one that is over needs nobody any more. */
static enum rc release_one(struct store *s, const struct queue_item *item, struct err *err)
{
	struct work w;
	enum rc rc = work_load(&w, s, item->taken_by, err);
	if (rc != RC_OK)
		return rc;
	if (w.item.now.id == item->id) {
		rc = lose_console(&w, err);
	} else {
		rc = unpark_item(&w, item->id, err);
		if (rc == RC_OK)
			rc = entity_lock(s->db, ENTITY_queue_item, item->id, w.a, &w.item.was, err);
		w.item.now = w.item.was;
		memset(&w.call, 0, sizeof(w.call));
		memset(&w.file, 0, sizeof(w.file));
	}
	if (rc != RC_OK)
		return rc;
	bool over = w.call.now.id != 0 && w.call.now.state == CALL_WRAPUP;
	if (over) {
		rc = call_move(&w.call.now, CALL_ENDED, w.at, err);
		w.item.now.done_at = w.at;
	} else {
		w.item.now.taken_by = 0;
		w.item.now.taken_at = 0;
	}
	return rc == RC_OK ? work_save(&w, err) : rc;
}

/* The case stays whose it is; it only lies in nobody's hand any more. */
static enum rc release_holder(struct store *s, int64_t agent_id, struct err *err)
{
	struct work w;
	enum rc rc = work_load(&w, s, agent_id, err);
	if (rc == RC_OK)
		rc = lose_console(&w, err);
	return rc == RC_OK ? work_save(&w, err) : rc;
}

static enum rc release_holders(struct store *s, int64_t *freed, struct err *err)
{
	struct vec ids = {.size = sizeof(int64_t)};
	int64_t now = lease_now(s);
	struct query q = stmt_query(
		s->db, STMT_HOLDERS_LOST, db_int(now - LEASE_MS), db_int(now + LEASE_MS));
	while (stmt_next(&q))
		*(int64_t *)vec_push(&ids) = stmt_int(&q, 0);
	enum rc rc = stmt_close(&q, err);
	for (size_t i = 0; rc == RC_OK && i < ids.n; i++)
		rc = release_holder(s, *(int64_t *)vec_at(&ids, i), err);
	if (rc == RC_OK)
		*freed += (int64_t)ids.n;
	vec_fini(&ids);
	return rc;
}

static enum rc release_all(struct store *s, int64_t *freed, struct err *err)
{
	struct queue_item *items = NULL;
	size_t n = 0;
	change_set_final(s);
	struct query q = stmt_query(s->db, STMT_ITEMS_EXPIRED, db_int(lease_now(s)));
	enum rc rc = entity_list(&q, ENTITY_queue_item, change_arena(s), &items, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		rc = release_one(s, &items[i], err);
	if (rc == RC_OK)
		*freed = (int64_t)n;
	return rc == RC_OK ? release_holders(s, freed, err) : rc;
}

/* A clock that was set back leaves leases that end far in the future: no longer than a lease from now,
 * which harms nobody who is alive. */
static enum rc shorten_leases(struct store *s, struct err *err)
{
	enum rc rc = db_begin(s->db, DB_WRITE, err);
	if (rc != RC_OK)
		return rc;
	rc = stmt_run(s->db, STMT_LEASES_SHORTEN, err, db_int(lease_end(s)));
	if (rc == RC_OK)
		return db_commit(s->db, err);
	db_rollback(s->db);
	return rc;
}

enum rc work_release_expired(struct store *s, int64_t *freed, struct err *err)
{
	bool news = db_quiet_begin(s->db);
	*freed = 0;
	enum rc rc = lease_read_clock(s, err);
	if (rc != RC_OK || !lease_is_certain(s))
		return rc;
	rc = shorten_leases(s, err);
	if (rc == RC_OK)
		rc = change_begin(s, "release", NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = change_end(s, release_all(s, freed, err), err);
	if (rc == RC_OK && *freed == 0)
		db_quiet_end(s->db, news);
	return rc;
}
