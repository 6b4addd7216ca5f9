/* work_finish.c - F8: one set that says what came of it and frees the agent for the next.
 *
 * A note or an outcome that moves a case must not be lost because nobody opened one: with a known
 * customer a case is opened then, named by the first line of the note or by the outcome. Without
 * a customer the contact stands on the call alone, and what has to be come back to (a callback, a
 * transfer) is refused: it would be in nobody's list. An outcome that leaves cases as they are (wrong
 * number) opens none: its note stands in the history of the customer or of the call. */
#include "store/work_private.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "store/texts.h"

#include <string.h>

bool work_is_blank(const char *s)
{
	return s == NULL || s[strspn(s, " \t\r\n")] == '\0';
}

static enum rc check_fence(struct work *w, const struct work_finish *f, struct err *err)
{
	if (f->outcome == NULL)
		return err_set(err, RC_INVALID, _("Pick an outcome."));
	bool stale = f->fence != 0 &&
		(w->item.was.id == 0 || w->item.was.fence != f->fence ||
			w->item.was.taken_by != w->agent.was.id);
	if (stale)
		return err_set(err, RC_CONFLICT,
			_("This console was away too long and somebody else has taken the work. "
			  "Nothing "
			  "was written; your note is kept."));
	if (!work_busy(w))
		return err_set(err, RC_CONFLICT, _("There is nothing in hand to finish."));
	if (f->outcome->wants_queue && (f->to_queue_id == 0) == (f->to_agent_id == 0))
		return err_set(
			err, RC_INVALID, _("Say which queue or which colleague it goes to."));
	return RC_OK;
}

static enum rc case_for(struct work *w, const struct work_finish *f, struct err *err)
{
	bool nobody = w->file.now.id == 0 && work_customer(w) == 0;
	if (nobody && outcome_needs_customer(f->outcome))
		return err_set(err, RC_INVALID,
			_("Nobody is chosen yet, and somebody has to come back to this. F3 finds "
			  "them, "
			  "F5 "
			  "adds them; your note is kept."));
	if (nobody || w->file.now.id != 0 || !f->outcome->moves_case)
		return RC_OK;
	const char *subject =
		!work_is_blank(f->note) ? casefile_subject_of(f->note, w->a) : _(f->outcome->title);
	return work_open_case(w, subject, err);
}

static int64_t next_at(const struct work *w, const struct work_finish *f)
{
	if (f->next_at != 0)
		return f->next_at;
	int64_t after = f->outcome->next_after_ms;
	return w->at + (after > 0 ? after : 24 * 3600 * 1000);
}

static bool is_callback(const struct outcome *outcome)
{
	return outcome->calls_back || strcmp(outcome->id, "callback") == 0;
}

/* A step is done, or skipped for a reason; forgotten is neither. */
static enum rc check_steps(struct work *w, struct err *err)
{
	struct checklist_item *steps = NULL;
	size_t n = 0;
	enum rc rc = store_checklist(w->s, w->file.now.id, w->a, &steps, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (steps[i].state == STEP_OPEN)
			return err_set(err, RC_CONFLICT,
				_("Step %zu of the checklist is open: “%s”. Mark it done, or skip "
				  "it for a reason (F9 checklist). Your note is kept."),
				i + 1, steps[i].step);
	}
	return rc;
}

static enum rc plan_case(struct work *w, const struct work_finish *f, struct err *err)
{
	struct casefile *c = &w->file.now;
	const struct outcome *o = f->outcome;
	if (c->id == 0)
		return RC_OK;
	c->outcome = o->id;
	c->updated_at = w->at;
	casefile_name(c, f->note, w->a);
	if (!o->moves_case)
		return RC_OK;
	enum rc rc = casefile_is_open(o->to) ? RC_OK : check_steps(w, err);
	if (rc == RC_OK)
		rc = work_move_case(w, o->to, err);
	if (rc != RC_OK)
		return rc;
	if (!casefile_is_open(o->to)) {
		c->next_action = NULL;
		c->next_at = 0;
		return RC_OK;
	}
	c->next_at = next_at(w, f);
	if (o->next_action != NULL)
		c->next_action = _(o->next_action);
	else if (c->next_action == NULL)
		c->next_action = _("Carry on with the case");
	if (o->wants_queue) {
		c->queue_id = f->to_queue_id != 0 ? f->to_queue_id : c->queue_id;
		c->owner_id = f->to_agent_id;
	} else if (c->owner_id == 0) {
		c->owner_id = w->agent.now.id;
	}
	return RC_OK;
}

static enum rc close_listed(struct work *w, struct query *q, bool asked_for, struct err *err)
{
	struct follow_up *open = NULL;
	size_t n = 0;
	enum rc rc = entity_list(q, ENTITY_follow_up, w->a, &open, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct follow_up done = open[i];
		if (done.kind == FOLLOW_UP_CONFIRM || (done.made_by != 0 && !asked_for))
			continue;
		done.done_at = w->at;
		done.done_by = w->agent.now.id;
		rc = entity_save(w->s, ENTITY_follow_up, &open[i], &done, err);
	}
	return rc;
}

enum rc work_close_plans(struct work *w, struct err *err)
{
	struct query q = stmt_query(w->s->db, STMT_FOLLOW_UPS_OF_CASE, db_int(w->file.now.id));
	return close_listed(w, &q, false, err);
}

/* What was promised by the queue item in hand. */
static enum rc close_item_plans(struct work *w, struct err *err)
{
	if (w->item.now.id == 0 || w->item.now.kind != ITEM_CALLBACK)
		return RC_OK;
	struct query q = stmt_query(w->s->db, STMT_FOLLOW_UPS_OF_ITEM, db_int(w->item.now.id));
	return close_listed(w, &q, true, err);
}

static enum rc add_follow_up(
	struct work *w, const struct work_finish *f, int64_t item_id, struct err *err)
{
	struct follow_up row = {.case_id = w->file.now.id,
		.customer_id = w->file.now.customer_id,
		.agent_id = w->file.now.owner_id,
		.kind = is_callback(f->outcome) ? FOLLOW_UP_CALLBACK : FOLLOW_UP_REMINDER,
		.what = w->file.now.next_action,
		.at = w->file.now.next_at,
		.item_id = item_id,
		.created_at = w->at};
	return entity_add(w->s, ENTITY_follow_up, &row, err);
}

static int64_t queue_of(const struct work *w)
{
	if (w->file.now.queue_id != 0)
		return w->file.now.queue_id;
	return w->item.now.queue_id;
}

/* Where the case goes from here: to another queue, or back into this one at the promised time. */
static enum rc plan_next(struct work *w, const struct work_finish *f, struct err *err)
{
	const struct casefile *c = &w->file.now;
	if (c->id == 0 || !f->outcome->moves_case)
		return RC_OK;
	enum rc rc = work_leave_queues(w, c->id, err);
	if (rc == RC_OK)
		rc = work_close_plans(w, err);
	if (rc != RC_OK || !casefile_is_open(c->state))
		return rc;
	struct queue_item item = {.queue_id = queue_of(w),
		.kind = ITEM_CASE,
		.case_id = c->id,
		.customer_id = c->customer_id,
		.language = c->language};
	bool back = is_callback(f->outcome) && item.queue_id != 0;
	if (back) {
		item.kind = ITEM_CALLBACK;
		item.arrived_at = c->next_at;
		item.due_at = c->next_at;
		item.due_why = _("the time that was promised");
	}
	if (back || f->to_queue_id != 0)
		rc = work_place(w, &item, err);
	if (rc == RC_OK && (back || f->outcome->wants_date))
		rc = add_follow_up(w, f, item.id, err);
	return rc;
}

static void contact_kind_of(const struct work *w, struct contact *c)
{
	c->kind = CONTACT_NOTE;
	c->direction = DIRECTION_INTERNAL;
	if (w->call.now.id != 0) {
		c->kind = CONTACT_CALL;
		c->direction = DIRECTION_IN;
	} else if (w->item.now.kind == ITEM_CALLBACK && w->item.now.id != 0) {
		c->kind = CONTACT_CALL;
		c->direction = DIRECTION_OUT;
	}
}

static int64_t handled_since(const struct work *w)
{
	if (w->call.now.answered_at != 0)
		return w->call.now.answered_at;
	return w->item.now.taken_at != 0 ? w->item.now.taken_at : w->at;
}

static struct work_gift gift_of(const struct work_finish *f)
{
	return (struct work_gift){.to_agent_id = f->to_agent_id,
		.to_queue_id = f->to_queue_id,
		.reason = f->reason,
		.summary = f->summary,
		.told = f->told};
}

static enum rc write_contact(
	struct work *w, const struct work_finish *f, struct contact *c, struct err *err)
{
	int64_t handled_ms = w->at - handled_since(w);
	*c = (struct contact){.customer_id = work_customer(w),
		.case_id = w->file.now.id,
		.call_id = w->call.now.id,
		.agent_id = w->agent.now.id,
		.queue_id = queue_of(w),
		.at = w->at,
		.duration_s = handled_ms > 0 ? handled_ms / 1000 : 0,
		.body = work_is_blank(f->note) ? NULL : f->note,
		.outcome = f->outcome->id,
		.mood = f->mood != MOOD_UNSAID ? f->mood : w->call.now.mood};
	if (f->outcome->wants_queue) {
		struct work_gift gift = gift_of(f);
		c->body = work_gift_text(w, &gift, c->body);
	}
	if (w->item.now.id != 0)
		c->queue_id = w->item.now.queue_id;
	contact_kind_of(w, c);
	return entity_add(w->s, ENTITY_contact, c, err);
}

static enum rc write_text(
	struct work *w, struct text_use *use, const struct contact *c, struct err *err)
{
	bool has_case = w->file.now.id != 0;
	use->agent_id = w->agent.now.id;
	use->case_id = w->file.now.id;
	use->contact_id = c->id;
	use->at = w->at;
	use->channel = word_id(contact_kind_words, c->kind);
	use->queue_id = c->queue_id;
	enum rc rc = text_use_complete(
		w->s, use, has_case ? &w->file.now : NULL, change_arena(w->s), err);
	return rc == RC_OK ? entity_add(w->s, ENTITY_text_use, use, err) : rc;
}

static enum rc write_texts(
	struct work *w, const struct work_finish *f, const struct contact *c, struct err *err)
{
	enum rc rc = RC_OK;
	const char *p = f->text_ids;
	while (rc == RC_OK && p != NULL && *p != '\0') {
		p += strspn(p, ", ");
		size_t n = strcspn(p, ", ");
		if (n == 0)
			break;
		struct text_use use = {
			.text_id = arena_strndup(w->a, p, n), .language = f->language};
		rc = write_text(w, &use, c, err);
		p += n;
	}
	for (size_t i = 0; rc == RC_OK && i < f->ntexts; i++) {
		struct text_use use = f->texts[i];
		rc = write_text(w, &use, c, err);
	}
	return rc;
}

static enum rc free_agent(struct work *w, const struct work_finish *f, struct err *err)
{
	enum rc rc = RC_OK;
	if (w->call.now.id != 0) {
		w->call.now.disposition = f->outcome->id;
		rc = call_move(&w->call.now, CALL_ENDED, w->at, err);
	}
	if (rc != RC_OK)
		return rc;
	if (w->item.now.id != 0)
		w->item.now.done_at = w->at;
	w->agent.now.call_id = 0;
	w->agent.now.case_id = 0;
	w->agent.now.item_id = 0;
	return work_enter(w, AGENT_READY, NULL, err);
}

static enum rc finish(
	struct work *w, const struct work_finish *f, struct contact *c, struct err *err)
{
	enum rc rc = check_fence(w, f, err);
	if (rc == RC_OK)
		rc = case_for(w, f, err);
	if (rc == RC_OK)
		rc = plan_case(w, f, err);
	if (rc == RC_OK)
		rc = write_contact(w, f, c, err);
	if (rc == RC_OK)
		rc = write_texts(w, f, c, err);
	if (rc == RC_OK)
		rc = close_item_plans(w, err);
	if (rc == RC_OK)
		rc = plan_next(w, f, err);
	if (rc == RC_OK && f->outcome->wants_queue && w->file.now.id != 0) {
		struct work_gift gift = gift_of(f);
		rc = work_gift_follow(w, w->agent.now.id, &gift, err);
	}
	if (rc == RC_OK)
		rc = free_agent(w, f, err);
	return rc == RC_OK ? work_save(w, err) : rc;
}

enum rc work_finish(struct store *s, int64_t agent_id, const struct work_finish *f, struct arena *a,
	struct contact *written, struct err *err)
{
	struct work w = {.s = s};
	struct contact contact = {0};
	const char *command =
		f->outcome != NULL ? arena_printf(a, "outcome %s", f->outcome->id) : "outcome";
	enum rc rc = change_begin(s, command, NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = work_load(&w, s, agent_id, err);
	if (rc == RC_OK)
		rc = finish(&w, f, &contact, err);
	if (rc == RC_OK) {
		change_set_object(s, work_object(&w));
		rc = entity_get(s->db, ENTITY_contact, contact.id, a, written, err);
	}
	return change_end(s, rc, err);
}

static enum rc note(
	struct work *w, int64_t case_id, const char *text, struct contact *c, struct err *err)
{
	enum rc rc = work_load_case(w, case_id, err);
	if (rc != RC_OK)
		return rc;
	if (work_is_blank(text))
		return err_set(err, RC_INVALID, _("The note is empty: nothing was written."));
	w->file.now.updated_at = w->at;
	casefile_name(&w->file.now, text, w->a);
	*c = (struct contact){.customer_id = w->file.now.customer_id,
		.case_id = case_id,
		.agent_id = c->agent_id,
		.queue_id = w->file.now.queue_id,
		.kind = CONTACT_NOTE,
		.direction = DIRECTION_INTERNAL,
		.at = w->at,
		.body = text};
	rc = entity_add(w->s, ENTITY_contact, c, err);
	return rc == RC_OK ? work_save(w, err) : rc;
}

enum rc work_note(struct store *s, int64_t agent_id, int64_t case_id, const char *text,
	struct contact *written, struct err *err)
{
	enum rc rc = change_begin(s, "note", NULL, err);
	if (rc != RC_OK)
		return rc;
	struct work w = {.s = s, .a = change_arena(s), .at = clock_wall_ms()};
	struct contact contact = {.agent_id = agent_id};
	rc = note(&w, case_id, text, &contact, err);
	if (rc == RC_OK)
		change_set_object(s, work_object(&w));
	rc = change_end(s, rc, err);
	if (rc == RC_OK)
		*written = contact;
	return rc;
}
