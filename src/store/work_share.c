/* work_share.c - one case and several people: taking it from a colleague, giving it back. */
#include "store/work_private.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/reference.h"

#include <string.h>

/* ---- steal ---- */

/* What the colleague has of it: in hand, parked, or only their name on it. */
struct hold {
	struct agent holder; /* id 0: nobody has it in hand */
	int64_t item_id;
};

static enum rc take_from_hand(struct work *w, struct hold *hold, int64_t case_id, struct err *err)
{
	struct work theirs;
	enum rc rc = work_load(&theirs, w->s, hold->holder.id, err);
	if (rc != RC_OK || theirs.agent.was.case_id != case_id)
		return rc;
	if (theirs.call.was.id != 0)
		return err_set(err, RC_CONFLICT,
			_("%s has the caller on the line. Join them, or wait until the call is "
			  "over."),
			hold->holder.name);
	hold->item_id = theirs.item.was.id;
	theirs.agent.now.item_id = 0;
	theirs.agent.now.case_id = 0;
	rc = work_enter(&theirs, AGENT_READY, NULL, err);
	return rc == RC_OK ? work_save(&theirs, err) : rc;
}

static enum rc take_from_parked(struct work *w, struct hold *hold, int64_t case_id, struct err *err)
{
	struct parked row;
	struct query q =
		stmt_query(w->s->db, STMT_PARKED_CASE, db_int(case_id), db_int(hold->holder.id));
	enum rc rc = entity_first(&q, ENTITY_parked, w->a, &row, err);
	if (rc == RC_NOTFOUND)
		return RC_OK;
	if (rc != RC_OK)
		return rc;
	if (row.item_id != 0)
		hold->item_id = row.item_id;
	return entity_drop(w->s, ENTITY_parked, &row, err);
}

/* Another claim on the same place: the fence grows, so the colleague's late write is refused. During
 * a call the place ends instead, as the call is what is in hand. */
static enum rc claim_again(struct work *w, int64_t item_id, struct err *err)
{
	struct queue_item was;
	int64_t got = 0;
	enum rc rc = entity_lock(w->s->db, ENTITY_queue_item, item_id, w->a, &was, err);
	if (rc != RC_OK || was.done_at != 0)
		return rc;
	if (w->agent.was.item_id != 0) {
		struct queue_item done = was;
		done.done_at = w->at;
		return entity_save(w->s, ENTITY_queue_item, &was, &done, err);
	}
	rc = stmt_one_int(w->s->db, STMT_ITEM_STEAL, &got, err, db_int(w->agent.was.id),
		db_int(w->at), db_int(lease_end(w->s)), db_int(item_id));
	if (rc == RC_OK)
		rc = entity_get(w->s->db, ENTITY_queue_item, item_id, w->a, &w->item.now, err);
	if (rc != RC_OK)
		return rc;
	w->item.was = w->item.now;
	w->agent.now.item_id = item_id;
	return entity_record(w->s, ENTITY_queue_item, &was, &w->item.now, err);
}

static enum rc tell_loser(struct work *w, int64_t loser_id, const char *reason, struct err *err)
{
	char shown[12];
	reference_show(w->file.now.number, shown);
	return work_tell(w, w->agent.now.id, loser_id,
		arena_printf(
			w->a, _("%s took case %s from you: %s"), w->agent.now.name, shown, reason),
		err);
}

static enum rc steal(struct work *w, int64_t case_id, const char *reason, struct err *err)
{
	struct hold hold = {0};
	struct casefile c;
	enum rc rc = entity_get(w->s->db, ENTITY_casefile, case_id, w->a, &c, err);
	if (rc != RC_OK)
		return rc;
	if (!casefile_is_open(c.state))
		return err_set(err, RC_INVALID,
			_("This case is %s: there is nothing to take over."),
			word_id(case_state_words, c.state));
	rc = work_holder(w, case_id, w->agent.was.id, &hold.holder, err);
	if (rc == RC_OK)
		rc = take_from_hand(w, &hold, case_id, err);
	if (rc == RC_OK)
		rc = take_from_parked(w, &hold, case_id, err);
	if (rc == RC_NOTFOUND && (c.owner_id == 0 || c.owner_id == w->agent.was.id))
		return err_set(err, RC_CONFLICT,
			_("Nobody else has this case: take it without asking anybody."));
	if (rc == RC_NOTFOUND)
		rc = RC_OK;
	if (rc == RC_OK && hold.item_id != 0)
		rc = claim_again(w, hold.item_id, err);
	memset(&w->file, 0, sizeof(w->file));
	if (rc == RC_OK)
		rc = work_load_case(w, case_id, err);
	if (rc == RC_OK)
		rc = work_hold_case(w, true, err);
	if (rc == RC_OK && w->call.now.id == 0)
		rc = work_enter(w, AGENT_ON_CASE, NULL, err);
	if (rc == RC_OK)
		rc = tell_loser(w, hold.holder.id != 0 ? hold.holder.id : c.owner_id, reason, err);
	return rc == RC_OK ? work_save(w, err) : rc;
}

/* Two who steal from each other at once lock the same two agents: the smaller id first, always. */
static enum rc lock_in_order(struct store *s, int64_t agent_id, int64_t case_id, struct err *err)
{
	struct work w = {.s = s, .a = change_arena(s)};
	struct agent holder;
	enum rc rc = work_holder(&w, case_id, agent_id, &holder, err);
	if (rc == RC_OK && holder.id < agent_id)
		return entity_lock(s->db, ENTITY_agent, holder.id, w.a, &holder, err);
	return rc == RC_NOTFOUND ? RC_OK : rc;
}

enum rc work_steal(struct store *s, int64_t agent_id, int64_t case_id, const char *reason,
	struct arena *a, struct work_hand *out, struct err *err)
{
	struct work w = {.s = s};
	if (work_is_blank(reason))
		return err_set(
			err, RC_INVALID, _("Say why: your colleague reads it. Nothing was taken."));
	enum rc rc = change_begin(s, "steal", NULL, err);
	if (rc != RC_OK)
		return rc;
	change_set_reason(s, reason);
	rc = lock_in_order(s, agent_id, case_id, err);
	if (rc == RC_OK)
		rc = work_load(&w, s, agent_id, err);
	if (rc == RC_OK && work_busy(&w) && w.call.was.id == 0)
		rc = work_refuse_busy(err);
	if (rc == RC_OK)
		rc = steal(&w, case_id, reason, err);
	return work_end_hand(&w, rc, agent_id, a, out, err);
}

/* ---- untake ---- */

/* The claim on the case: in hand, or parked (then the row goes). *item->id 0: none. */
static enum rc own_claim(struct work *w, int64_t case_id, struct queue_item *item, struct err *err)
{
	struct parked row;
	memset(item, 0, sizeof(*item));
	if (w->agent.was.case_id == case_id) {
		*item = w->item.was;
		return RC_OK;
	}
	struct query q =
		stmt_query(w->s->db, STMT_PARKED_CASE, db_int(case_id), db_int(w->agent.was.id));
	enum rc rc = entity_first(&q, ENTITY_parked, w->a, &row, err);
	if (rc == RC_NOTFOUND)
		return RC_OK;
	if (rc == RC_OK && row.item_id != 0)
		rc = entity_lock(w->s->db, ENTITY_queue_item, row.item_id, w->a, item, err);
	return rc == RC_OK ? entity_drop(w->s, ENTITY_parked, &row, err) : rc;
}

static enum rc waits_already(struct work *w, int64_t case_id, bool *yes, struct err *err)
{
	struct queue_item *items = NULL;
	size_t n = 0;
	struct query q = stmt_query(w->s->db, STMT_ITEMS_OF_CASE, db_int(case_id));
	enum rc rc = entity_list(&q, ENTITY_queue_item, w->a, &items, &n, err);
	*yes = false;
	for (size_t i = 0; rc == RC_OK && i < n; i++)
		*yes = *yes || items[i].taken_by == 0;
	return rc;
}

/* Back where it waited, with the promise it had; or a new place. */
static enum rc back_to_queue(
	struct work *w, const struct queue_item *item, int64_t queue_id, struct err *err)
{
	struct queue_item now = *item;
	bool waits = false;
	enum rc rc = RC_OK;
	if (item->id != 0) {
		now.taken_by = 0;
		now.taken_at = 0;
		now.queue_id = queue_id;
		rc = entity_save(w->s, ENTITY_queue_item, item, &now, err);
		if (w->item.now.id == item->id)
			memset(&w->item, 0, sizeof(w->item));
		return rc;
	}
	rc = waits_already(w, w->file.now.id, &waits, err);
	if (rc != RC_OK || waits)
		return rc;
	struct queue_item place = {.queue_id = queue_id,
		.kind = ITEM_CASE,
		.case_id = w->file.now.id,
		.customer_id = w->file.now.customer_id,
		.language = w->file.now.language};
	return work_place(w, &place, err);
}

static enum rc write_note(struct work *w, const char *note, struct err *err)
{
	if (work_is_blank(note))
		return RC_OK;
	casefile_name(&w->file.now, note, w->a);
	struct contact c = {.customer_id = w->file.now.customer_id,
		.case_id = w->file.now.id,
		.agent_id = w->agent.now.id,
		.queue_id = w->file.now.queue_id,
		.kind = CONTACT_NOTE,
		.direction = DIRECTION_INTERNAL,
		.at = w->at,
		.body = note};
	return entity_add(w->s, ENTITY_contact, &c, err);
}

static enum rc check_untake(struct work *w, bool in_hand, struct err *err)
{
	const struct casefile *c = &w->file.now;
	if (in_hand && w->call.was.id != 0)
		return err_set(err, RC_CONFLICT,
			_("A caller is on the line about it. F8 says what came of it, or gives it "
			  "away."));
	if (!in_hand && c->owner_id != w->agent.was.id)
		return err_set(err, RC_CONFLICT, _("This case is not yours to give back."));
	if (!casefile_is_open(c->state))
		return err_set(err, RC_INVALID, _("This case is %s: it waits for nobody."),
			word_id(case_state_words, c->state));
	return RC_OK;
}

/* *yes: a colleague has it in hand too, so letting go is enough. Whoever has the claim of the queue
 * cannot leave it to one who has none. */
static enum rc is_shared(struct work *w, int64_t case_id, bool in_hand, bool *yes, struct err *err)
{
	struct agent other;
	enum rc rc = work_holder(w, case_id, w->agent.was.id, &other, err);
	*yes = rc == RC_OK;
	if (rc == RC_OK && (!in_hand || w->item.was.id != 0))
		return err_set(err, RC_CONFLICT, _("%s has this case in hand."), other.name);
	return rc == RC_NOTFOUND ? RC_OK : rc;
}

static enum rc let_go(struct work *w, struct err *err)
{
	w->agent.now.item_id = 0;
	w->agent.now.case_id = 0;
	return work_enter(w, AGENT_READY, NULL, err);
}

static enum rc untake(
	struct work *w, int64_t case_id, int64_t queue_id, const char *note, struct err *err)
{
	struct queue_item item;
	enum rc rc = RC_OK;
	bool shared = false;
	bool in_hand = w->agent.was.case_id == case_id;
	if (!in_hand) {
		memset(&w->file, 0, sizeof(w->file));
		rc = work_load_case(w, case_id, err);
	}
	if (rc == RC_OK)
		rc = check_untake(w, in_hand, err);
	if (rc == RC_OK)
		rc = is_shared(w, case_id, in_hand, &shared, err);
	if (rc == RC_OK && shared) {
		rc = write_note(w, note, err);
		if (rc == RC_OK)
			rc = let_go(w, err);
		return rc == RC_OK ? work_save(w, err) : rc;
	}
	if (rc == RC_OK)
		rc = own_claim(w, case_id, &item, err);
	if (rc != RC_OK)
		return rc;
	struct casefile *c = &w->file.now;
	if (queue_id == 0)
		queue_id = c->queue_id != 0 ? c->queue_id : item.queue_id;
	if (queue_id == 0)
		return err_set(err, RC_INVALID,
			_("This case came from no queue: say which one it goes to."));
	rc = write_note(w, note, err);
	if (rc == RC_OK)
		rc = back_to_queue(w, &item, queue_id, err);
	c->queue_id = queue_id;
	c->owner_id = 0;
	c->updated_at = w->at;
	if (rc == RC_OK && in_hand)
		rc = let_go(w, err);
	return rc == RC_OK ? work_save(w, err) : rc;
}

enum rc work_untake(struct store *s, int64_t agent_id, int64_t case_id, int64_t queue_id,
	const char *note, struct err *err)
{
	struct work w = {.s = s};
	enum rc rc = change_begin(s, "untake", NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = work_load(&w, s, agent_id, err);
	if (rc == RC_OK)
		rc = untake(&w, case_id, queue_id, note, err);
	if (rc == RC_OK)
		change_set_object(s, work_object(&w));
	return change_end(s, rc, err);
}
