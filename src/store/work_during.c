/* work_during.c - while something is in hand: who it is, which case, hold, the end of the line. */
#include "store/people.h"
#include "store/work_private.h"

#include "carrel/i18n.h"

#include <string.h>

enum { DAY_MS = 24 * 3600 * 1000, LAST_CONTACTS = 20 };

static enum rc begin(
	struct work *w, struct store *s, int64_t agent_id, const char *command, struct err *err)
{
	*w = (struct work){.s = s};
	enum rc rc = change_begin(s, command, NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = work_load(w, s, agent_id, err);
	return rc == RC_OK ? rc : change_end(s, rc, err);
}

static enum rc end(struct work *w, enum rc rc, struct err *err)
{
	if (rc == RC_OK)
		rc = work_save(w, err);
	if (rc == RC_OK)
		change_set_object(w->s, work_object(w));
	return change_end(w->s, rc, err);
}

static enum rc set_state(struct work *w, enum agent_state to, const char *reason, struct err *err)
{
	enum agent_state from = w->agent.was.state;
	if (to != AGENT_READY && to != AGENT_BREAK && to != AGENT_OFF)
		return err_set(err, RC_INVALID, _("%s is a state that comes by itself."),
			word_id(agent_state_words, to));
	if (work_busy(w))
		return err_set(err, RC_CONFLICT,
			_("You have something in hand. Finish it first (F8), then change your "
			  "state."));
	int64_t parked = 0;
	enum rc rc = RC_OK;
	if (to == AGENT_OFF)
		rc = stmt_one_int(
			w->s->db, STMT_PARKED_COUNT, &parked, err, db_int(w->agent.now.id));
	if (rc != RC_OK)
		return rc;
	if (parked > 0)
		return err_set(err, RC_CONFLICT,
			_("You have parked work (%lld). Unpark it and finish it, or give it back "
			  "(untake), then leave."),
			(long long)parked);
	/* Signing on and off is a fact of the day, not an act to be taken back by a key. */
	if (from == AGENT_OFF || to == AGENT_OFF)
		change_set_final(w->s);
	rc = work_enter(w, to, reason, err);
	if (rc == RC_OK)
		rc = stmt_run(
			w->s->db, STMT_AGENT_SEEN, err, db_int(w->agent.now.id), db_int(w->at));
	return rc;
}

enum rc work_state(
	struct store *s, int64_t agent_id, enum agent_state to, const char *reason, struct err *err)
{
	struct work w;
	enum rc rc = begin(&w, s, agent_id, word_id(agent_state_words, to), err);
	if (rc != RC_OK)
		return rc;
	return end(&w, set_state(&w, to, reason, err), err);
}

/* *id: whom a merged one became is attached instead. */
static enum rc attach_customer(struct work *w, int64_t *id, struct err *err)
{
	struct customer customer;
	enum rc rc = people_now(w->s->db, *id, w->a, &customer, NULL, err);
	if (rc != RC_OK)
		return rc;
	int64_t customer_id = *id = customer.id;
	if (w->call.now.id != 0)
		w->call.now.customer_id = customer_id;
	if (w->item.now.id != 0)
		w->item.now.customer_id = customer_id;
	/* A case of somebody else cannot stay in hand. */
	if (w->file.now.id != 0 && w->file.now.customer_id != customer_id) {
		memset(&w->file, 0, sizeof(w->file));
		w->agent.now.case_id = 0;
		if (w->call.now.id != 0)
			w->call.now.case_id = 0;
	}
	return RC_OK;
}

static enum rc attach_case(struct work *w, int64_t case_id, int64_t customer_id, struct err *err)
{
	memset(&w->file, 0, sizeof(w->file));
	enum rc rc = work_load_case(w, case_id, err);
	if (rc != RC_OK)
		return rc;
	struct casefile *c = &w->file.now;
	if (customer_id != 0 && c->customer_id != 0 && c->customer_id != customer_id)
		return err_set(err, RC_INVALID, _("This case belongs to another customer."));
	if (c->state == CASE_NEW)
		rc = work_move_case(w, CASE_OPEN, err);
	if (c->owner_id == 0)
		c->owner_id = w->agent.now.id;
	w->agent.now.case_id = case_id;
	if (w->call.now.id != 0) {
		w->call.now.case_id = case_id;
		if (w->call.now.customer_id == 0)
			w->call.now.customer_id = c->customer_id;
	}
	if (w->item.now.id != 0 && w->item.now.customer_id == 0)
		w->item.now.customer_id = c->customer_id;
	return rc;
}

enum rc work_attach(
	struct store *s, int64_t agent_id, int64_t customer_id, int64_t case_id, struct err *err)
{
	struct work w;
	enum rc rc = begin(&w, s, agent_id, "attach", err);
	if (rc != RC_OK)
		return rc;
	if (!work_busy(&w))
		rc = err_set(err, RC_CONFLICT, _("There is no call and no case in hand."));
	if (rc == RC_OK && customer_id != 0)
		rc = attach_customer(&w, &customer_id, err);
	/* As when the number had told who it is: the only open case comes into hand. */
	if (rc == RC_OK && case_id == 0 && w.file.now.id == 0)
		rc = work_only_open_case(&w, customer_id, &case_id, err);
	if (rc == RC_OK && case_id != 0)
		rc = attach_case(&w, case_id, customer_id, err);
	return end(&w, rc, err);
}

enum rc work_open_case(struct work *w, const char *subject, struct err *err)
{
	int64_t customer_id = work_customer(w);
	if (customer_id == 0)
		return err_set(err, RC_INVALID,
			_("Nobody knows yet who this is: find or add the customer first (F3)."));
	struct queue queue = {.case_promise_ms = DAY_MS};
	enum rc rc = RC_OK;
	int64_t queue_id = w->item.now.queue_id;
	if (queue_id != 0)
		rc = entity_get(w->s->db, ENTITY_queue, queue_id, w->a, &queue, err);
	if (rc != RC_OK)
		return rc;
	struct casefile c = {.customer_id = customer_id,
		.state = CASE_OPEN,
		.subject = subject ? subject : _("New case"),
		.untitled = !subject,
		.language = w->item.now.language,
		.queue_id = queue_id,
		.owner_id = w->agent.now.id,
		.next_action = _("Carry on with the case"),
		.next_at = w->at + DAY_MS,
		.due_at = w->at + queue.case_promise_ms,
		.opened_at = w->at,
		.updated_at = w->at};
	rc = casefile_add(w->s, &c, err);
	if (rc != RC_OK)
		return rc;
	w->file.was = c;
	w->file.now = c;
	w->agent.now.case_id = c.id;
	if (w->call.now.id != 0)
		w->call.now.case_id = c.id;
	return RC_OK;
}

enum rc work_new_case(struct store *s, int64_t agent_id, const char *subject, struct arena *a,
	struct casefile *out, struct err *err)
{
	struct work w;
	enum rc rc = begin(&w, s, agent_id, "case new", err);
	if (rc != RC_OK)
		return rc;
	rc = work_open_case(&w, subject, err);
	if (rc == RC_OK && w.call.now.id == 0)
		rc = work_enter(&w, AGENT_ON_CASE, NULL, err);
	if (rc == RC_OK)
		rc = work_save(&w, err);
	if (rc == RC_OK)
		rc = entity_get(s->db, ENTITY_casefile, w.file.now.id, a, out, err);
	return end(&w, rc, err);
}

enum rc work_hold(struct store *s, int64_t agent_id, bool hold, struct err *err)
{
	struct work w;
	enum rc rc = begin(&w, s, agent_id, hold ? "hold" : "resume", err);
	if (rc != RC_OK)
		return rc;
	if (w.call.now.id == 0)
		rc = err_set(err, RC_CONFLICT, _("There is no call to hold."));
	else if (w.call.now.state != (hold ? CALL_HELD : CALL_TALKING))
		rc = call_move(&w.call.now, hold ? CALL_HELD : CALL_TALKING, w.at, err);
	return end(&w, rc, err);
}

/* What they wrote or said last; a note of ours says nothing about them. */
static enum rc mark_last_contact(struct work *w, enum mood mood, struct err *err)
{
	struct contact *rows = NULL;
	size_t n = 0;
	enum rc rc =
		store_contact_of_case(w->s, w->file.now.id, 0, LAST_CONTACTS, w->a, &rows, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct contact marked = rows[i];
		if (marked.direction != DIRECTION_IN)
			continue;
		marked.mood = mood;
		return entity_save(w->s, ENTITY_contact, &rows[i], &marked, err);
	}
	return rc == RC_OK ? err_set(err, RC_CONFLICT,
				     _("The customer has not said anything on this case yet. Say "
				       "it with the outcome: outcome NAME --mood WORD."))
			   : rc;
}

enum rc work_mood(struct store *s, int64_t agent_id, enum mood mood, struct err *err)
{
	struct work w;
	enum rc rc = begin(&w, s, agent_id, "mood", err);
	if (rc != RC_OK)
		return rc;
	if (w.call.now.id != 0)
		w.call.now.mood = mood;
	else if (w.file.now.id != 0)
		rc = mark_last_contact(&w, mood, err);
	else
		rc = err_set(err, RC_CONFLICT, _("There is no call and no case in hand."));
	return end(&w, rc, err);
}

static enum rc hang_up(struct work *w, struct err *err)
{
	struct call *c = &w->call.now;
	if (c->id == 0)
		return err_set(err, RC_CONFLICT, _("There is no call on the line."));
	if (c->state == CALL_WRAPUP)
		return RC_OK;
	bool picked = c->disposition != NULL;
	enum rc rc = call_move(c, picked ? CALL_ENDED : CALL_WRAPUP, w->at, err);
	if (rc != RC_OK)
		return rc;
	if (!picked)
		return work_enter(w, AGENT_WRAPUP, NULL, err);
	w->agent.now.call_id = 0;
	w->agent.now.case_id = 0;
	w->agent.now.item_id = 0;
	if (w->item.now.id != 0)
		w->item.now.done_at = w->at;
	return work_enter(w, AGENT_READY, NULL, err);
}

enum rc work_hangup(struct store *s, int64_t agent_id, struct err *err)
{
	struct work w;
	enum rc rc = begin(&w, s, agent_id, "hang up", err);
	if (rc != RC_OK)
		return rc;
	return end(&w, hang_up(&w, err), err);
}
