/* work_later.c - not now: snoozing a case and parking it. */
#include "store/work_private.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/right.h"
#include "carrel/vec.h"

#include <string.h>

enum { PARKED_MAX = 9 };

/* ---- snooze ---- */

/* Nobody's yet: the place in the queue is out of sight until then and keeps its promise after. */
static enum rc hide_places(struct work *w, int64_t until_at, struct err *err)
{
	struct queue_item *items = NULL;
	size_t n = 0;
	struct query q = stmt_query(w->s->db, STMT_ITEMS_OF_CASE, db_int(w->file.now.id));
	enum rc rc = entity_list(&q, ENTITY_queue_item, w->a, &items, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct queue_item later = items[i];
		later.arrived_at = until_at; /* as a promised callback: not offered before */
		later.due_at = until_at;
		later.due_why = _("put off until then");
		rc = entity_save(w->s, ENTITY_queue_item, &items[i], &later, err);
	}
	return rc;
}

static enum rc remind_owner(struct work *w, int64_t until_at, struct err *err)
{
	const struct casefile *c = &w->file.now;
	struct follow_up row = {.case_id = c->id,
		.customer_id = c->customer_id,
		.agent_id = c->owner_id,
		.kind = FOLLOW_UP_REMINDER,
		.what = c->next_action,
		.at = until_at,
		.created_at = w->at};
	enum rc rc = work_leave_queues(w, c->id, err);
	return rc == RC_OK ? entity_add(w->s, ENTITY_follow_up, &row, err) : rc;
}

static enum rc check_snooze(struct work *w, int64_t agent_id, int64_t until_at, struct err *err)
{
	struct agent holder, me;
	const struct casefile *c = &w->file.now;
	if (!casefile_is_open(c->state))
		return err_set(err, RC_INVALID, _("This case is %s: it waits for nobody."),
			word_id(case_state_words, c->state));
	if (until_at <= w->at)
		return err_set(err, RC_INVALID, _("That time is past: say one that is to come."));
	enum rc rc = entity_get(w->s->db, ENTITY_agent, agent_id, w->a, &me, err);
	if (rc == RC_OK &&
		!right_may(RIGHT_PUT_OFF, me.role, right_whose(c->owner_id, agent_id, false)))
		return err_set(err, RC_CONFLICT, _("%s looks after this case."),
			work_who(w->s, c->owner_id, w->a));
	if (rc == RC_OK)
		rc = work_holder(w, c->id, 0, &holder, err);
	if (rc == RC_OK)
		return err_set(err, RC_CONFLICT,
			_("%s has this case in hand. F8 puts it off from there."), holder.name);
	return rc == RC_NOTFOUND ? RC_OK : rc;
}

static enum rc snooze(struct work *w, int64_t agent_id, int64_t case_id, int64_t until_at,
	const char *why, struct err *err)
{
	enum rc rc = work_load_case(w, case_id, err);
	struct casefile *c = &w->file.now;
	if (rc == RC_OK)
		rc = check_snooze(w, agent_id, until_at, err);
	if (rc == RC_OK)
		rc = work_move_case(w, CASE_WAITING_US, err);
	if (rc != RC_OK)
		return rc;
	if (!work_is_blank(why))
		c->next_action = why;
	else if (c->next_action == NULL)
		c->next_action = _("Carry on with the case");
	c->next_at = until_at;
	rc = work_close_plans(w, err);
	if (rc == RC_OK)
		rc = c->owner_id != 0 ? remind_owner(w, until_at, err)
				      : hide_places(w, until_at, err);
	return rc == RC_OK ? work_save(w, err) : rc;
}

enum rc work_snooze(struct store *s, int64_t agent_id, int64_t case_id, int64_t until_at,
	const char *why, struct err *err)
{
	enum rc rc = change_begin(s, "snooze", NULL, err);
	if (rc != RC_OK)
		return rc;
	struct work w = {.s = s, .a = change_arena(s), .at = clock_wall_ms()};
	rc = snooze(&w, agent_id, case_id, until_at, why, err);
	if (rc == RC_OK)
		change_set_object(s, work_object(&w));
	return change_end(s, rc, err);
}

/* ---- park ---- */

enum rc store_parked(struct store *s, int64_t agent_id, struct arena *a, struct parked_row **out,
	size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(struct parked_row)};
	struct query q = stmt_query(s->db, STMT_PARKED_OF, db_int(agent_id));
	int col = entity_columns(ENTITY_parked);
	while (stmt_next(&q)) {
		struct parked_row *row = vec_push(&rows);
		entity_read(ENTITY_parked, &q, 0, a, &row->parked);
		row->number = stmt_text(&q, col, a);
		row->subject = stmt_text(&q, col + 1, a);
		row->customer_name = stmt_text(&q, col + 2, a);
	}
	enum rc rc = stmt_close(&q, err);
	*n = rc == RC_OK ? rows.n : 0;
	*out = arena_array(a, rows.n + 1, sizeof(**out));
	if (rows.n > 0)
		memcpy(*out, rows.data, rows.n * rows.size);
	vec_fini(&rows);
	return rc;
}

static enum rc park(struct work *w, struct err *err)
{
	struct parked_row *rows = NULL;
	size_t n = 0;
	if (w->call.was.id != 0)
		return err_set(err, RC_CONFLICT,
			_("A caller is on the line: a call cannot be parked. F7 holds it, F8 ends "
			  "it."));
	if (w->agent.was.case_id == 0)
		return err_set(err, RC_INVALID,
			_("There is no case in hand to park. F5 makes one of what is in hand."));
	enum rc rc = store_parked(w->s, w->agent.was.id, w->a, &rows, &n, err);
	if (rc == RC_OK && n >= PARKED_MAX)
		return err_set(err, RC_CONFLICT,
			_("%d cases are parked: take one back before you park another."),
			PARKED_MAX);
	struct parked row = {.agent_id = w->agent.was.id,
		.case_id = w->agent.was.case_id,
		.item_id = w->agent.was.item_id,
		.at = w->at};
	if (rc == RC_OK)
		rc = entity_add(w->s, ENTITY_parked, &row, err);
	w->agent.now.case_id = 0;
	w->agent.now.item_id = 0;
	if (rc == RC_OK)
		rc = work_enter(w, AGENT_READY, NULL, err);
	return rc == RC_OK ? work_save(w, err) : rc;
}

enum rc work_park(struct store *s, int64_t agent_id, struct err *err)
{
	struct work w = {.s = s};
	enum rc rc = change_begin(s, "park", NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = work_load(&w, s, agent_id, err);
	if (rc == RC_OK)
		rc = park(&w, err);
	if (rc == RC_OK)
		change_set_object(s, work_object(&w));
	return change_end(s, rc, err);
}

static enum rc parked_at(struct work *w, int number, struct parked *out, struct err *err)
{
	struct parked_row *rows = NULL;
	size_t n = 0;
	enum rc rc = store_parked(w->s, w->agent.was.id, w->a, &rows, &n, err);
	if (rc != RC_OK)
		return rc;
	if (number < 1 || (size_t)number > n)
		return err_set(err, RC_NOTFOUND,
			n == 0 ? _("Nothing is parked.") : _("Parked are 1 to %zu."), n);
	*out = rows[number - 1].parked;
	return RC_OK;
}

static enum rc unpark(struct work *w, int number, struct err *err)
{
	struct parked row;
	enum rc rc = parked_at(w, number, &row, err);
	if (rc == RC_OK)
		rc = entity_drop(w->s, ENTITY_parked, &row, err);
	if (rc == RC_OK && row.item_id != 0) {
		rc = entity_lock(w->s->db, ENTITY_queue_item, row.item_id, w->a, &w->item.was, err);
		w->item.now = w->item.was;
	}
	if (rc != RC_OK)
		return rc;
	bool ours = w->item.was.taken_by == w->agent.was.id && w->item.was.done_at == 0;
	if (!ours)
		memset(&w->item, 0, sizeof(w->item));
	w->agent.now.item_id = w->item.now.id;
	rc = work_load_case(w, row.case_id, err);
	if (rc == RC_OK)
		rc = work_hold_case(w, false, err);
	if (rc == RC_OK)
		rc = work_enter(w, AGENT_ON_CASE, NULL, err);
	return rc == RC_OK ? work_save(w, err) : rc;
}

enum rc work_unpark(struct store *s, int64_t agent_id, int number, struct arena *a,
	struct work_hand *out, struct err *err)
{
	struct work w = {.s = s};
	enum rc rc = change_begin(s, "unpark", NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = work_load_free(&w, s, agent_id, err);
	if (rc == RC_OK)
		rc = unpark(&w, number, err);
	return work_end_hand(&w, rc, agent_id, a, out, err);
}
