/* store_followup.c - what was promised for a time: callbacks, reminders, and "was it solved?". */
#include "store/work_private.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/right.h"
#include "carrel/vec.h"

#include <stdlib.h>
#include <string.h>

enum { DAY_MS = 24 * 3600 * 1000 };

/* ---- reading ---- */

static enum rc read_rows(struct query *q, struct arena *a, struct vec *rows, struct err *err)
{
	int col = entity_columns(ENTITY_follow_up);
	while (stmt_next(q)) {
		struct follow_up_row *row = vec_push(rows);
		entity_read(ENTITY_follow_up, q, 0, a, &row->f);
		row->case_number = stmt_text(q, col, a);
		row->subject = stmt_text(q, col + 1, a);
		row->customer_name = stmt_text(q, col + 2, a);
	}
	return stmt_close(q, err);
}

static int by_time(const void *a, const void *b)
{
	const struct follow_up *x = &((const struct follow_up_row *)a)->f;
	const struct follow_up *y = &((const struct follow_up_row *)b)->f;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

enum rc store_follow_up_open(struct store *s, int64_t agent_id, bool anyone, int64_t until_at,
	int limit, struct arena *a, struct follow_up_row **out, size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(struct follow_up_row)};
	struct query q = agent_id == 0
		? stmt_query(s->db, STMT_FOLLOW_UPS_ALL, db_int(until_at), db_int(limit))
		: stmt_query(s->db, STMT_FOLLOW_UPS_MINE, db_int(agent_id), db_int(until_at),
			  db_int(limit));
	enum rc rc = read_rows(&q, a, &rows, err);
	if (rc == RC_OK && agent_id != 0 && anyone) {
		q = stmt_query(s->db, STMT_FOLLOW_UPS_ANYONE, db_int(agent_id), db_int(until_at),
			db_int(limit));
		rc = read_rows(&q, a, &rows, err);
	}
	*n = rc == RC_OK ? rows.n : 0;
	*out = arena_array(a, rows.n + 1, sizeof(**out));
	if (rows.n > 0) {
		qsort(rows.data, rows.n, rows.size, by_time);
		memcpy(*out, rows.data, rows.n * rows.size);
	}
	if (*n > (size_t)limit)
		*n = (size_t)limit;
	vec_fini(&rows);
	return rc;
}

enum rc store_follow_up_get(
	struct store *s, int64_t id, struct arena *a, struct follow_up_row *out, struct err *err)
{
	struct vec rows = {.size = sizeof(*out)};
	struct query q = stmt_query(s->db, STMT_FOLLOW_UP_ONE, db_int(id));
	enum rc rc = read_rows(&q, a, &rows, err);
	if (rc == RC_OK && rows.n == 0)
		rc = err_set(err, RC_NOTFOUND, _("There is no such follow-up any more."));
	if (rc == RC_OK)
		*out = *(const struct follow_up_row *)vec_at(&rows, 0);
	vec_fini(&rows);
	return rc;
}

enum rc store_follow_up_of_case(struct store *s, int64_t case_id, struct arena *a,
	struct follow_up_row **out, size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(struct follow_up_row)};
	struct query q = stmt_query(s->db, STMT_FOLLOW_UPS_ON_CASE, db_int(case_id));
	enum rc rc = read_rows(&q, a, &rows, err);
	*n = rc == RC_OK ? rows.n : 0;
	*out = arena_array(a, rows.n + 1, sizeof(**out));
	if (rows.n > 0)
		memcpy(*out, rows.data, rows.n * rows.size);
	vec_fini(&rows);
	return rc;
}

/* ---- adding ---- */

/* Anybody's: it enters the queue at its time, like every promised callback. */
static enum rc place_for_anyone(
	struct work *w, struct follow_up *f, int64_t queue_id, struct err *err)
{
	const struct casefile *c = &w->file.now;
	struct queue_item item = {.queue_id = queue_id != 0 ? queue_id : c->queue_id,
		.kind = ITEM_CALLBACK,
		.case_id = c->id,
		.customer_id = c->customer_id,
		.language = c->language,
		.arrived_at = f->at,
		.due_at = f->at,
		.due_why = _("the time that was promised")};
	if (item.queue_id == 0)
		return err_set(err, RC_INVALID,
			_("This case is in no queue: say which one the callback waits in."));
	enum rc rc = work_place(w, &item, err);
	f->item_id = item.id;
	return rc;
}

static enum rc add_row(struct work *w, struct follow_up *f, int64_t queue_id, struct err *err)
{
	enum rc rc = work_load_case(w, f->case_id, err);
	if (rc != RC_OK)
		return rc;
	if (f->at <= 0)
		return err_set(err, RC_INVALID, _("A follow-up needs a time: say when."));
	if (!casefile_is_open(w->file.now.state) && f->agent_id == 0)
		return err_set(err, RC_INVALID,
			_("This case is %s: reopen it first, or keep the follow-up for yourself."),
			word_id(case_state_words, w->file.now.state));
	f->customer_id = w->file.now.customer_id;
	f->created_at = w->at;
	if (f->agent_id == 0)
		rc = place_for_anyone(w, f, queue_id, err);
	return rc == RC_OK ? entity_add(w->s, ENTITY_follow_up, f, err) : rc;
}

enum rc store_follow_up_add(struct store *s, struct follow_up *f, int64_t queue_id, struct err *err)
{
	enum rc rc = change_begin(s, "follow-up", NULL, err);
	if (rc != RC_OK)
		return rc;
	struct work w = {.s = s, .a = change_arena(s), .at = clock_wall_ms()};
	rc = add_row(&w, f, queue_id, err);
	if (rc == RC_OK)
		change_set_object(s, work_object(&w));
	return change_end(s, rc, err);
}

/* ---- closing ---- */

static enum rc end_item(struct work *w, int64_t item_id, struct err *err)
{
	struct queue_item item;
	if (item_id == 0)
		return RC_OK;
	enum rc rc = entity_lock(w->s->db, ENTITY_queue_item, item_id, w->a, &item, err);
	if (rc != RC_OK || item.done_at != 0 || item.taken_by != 0)
		return rc;
	struct queue_item done = item;
	done.done_at = w->at;
	return entity_save(w->s, ENTITY_queue_item, &item, &done, err);
}

/* The customer says it is not solved: somebody must see the case again. */
static enum rc open_again(struct work *w, int64_t case_id, int64_t agent_id, struct err *err)
{
	enum rc rc = work_load_case(w, case_id, err);
	struct casefile *c = &w->file.now;
	if (rc != RC_OK || c->id == 0 || casefile_is_open(c->state))
		return rc;
	rc = work_move_case(w, CASE_OPEN, err);
	if (rc != RC_OK)
		return rc;
	if (c->owner_id == 0 && c->queue_id == 0)
		c->owner_id = agent_id;
	c->next_action = _("The customer says it is not solved");
	c->next_at = w->at;
	if (c->owner_id == 0) {
		struct queue_item item = {.queue_id = c->queue_id,
			.kind = ITEM_CASE,
			.case_id = c->id,
			.customer_id = c->customer_id,
			.language = c->language};
		rc = work_place(w, &item, err);
	}
	return rc == RC_OK ? work_save(w, err) : rc;
}

static enum rc check_touch(
	struct work *w, const struct follow_up *f, int64_t agent_id, struct err *err)
{
	struct agent me;
	if (f->done_at != 0)
		return err_set(err, RC_CONFLICT, _("This follow-up is closed already."));
	if (f->kind == FOLLOW_UP_CONFIRM && f->agent_id != agent_id)
		return err_set(err, RC_DENIED,
			_("Only %s can close this one: they gave the case away and ask whether it "
			  "was solved."),
			work_who(w->s, f->agent_id, w->a));
	enum rc rc = entity_get(w->s->db, ENTITY_agent, agent_id, w->a, &me, err);
	if (rc == RC_OK &&
		!right_may(RIGHT_PROMISE, me.role, right_whose(f->agent_id, agent_id, false)))
		return err_set(err, RC_DENIED,
			_("%s promised this. A trainee does not end what colleagues promised: "
			  "please tell them."),
			work_who(w->s, f->agent_id, w->a));
	return rc;
}

static enum rc check_close(struct work *w, const struct follow_up *f, int64_t agent_id,
	enum confirmed how, struct err *err)
{
	enum rc rc = check_touch(w, f, agent_id, err);
	if (rc != RC_OK || f->kind != FOLLOW_UP_CONFIRM)
		return rc;
	if (how == CONFIRMED_NOT_ASKED)
		return err_set(err, RC_INVALID,
			_("Was it solved for the customer? Add --confirmed yes, no or "
			  "unreachable."));
	return RC_OK;
}

static enum rc close_row(
	struct work *w, int64_t id, int64_t agent_id, enum confirmed how, struct err *err)
{
	struct follow_up was;
	enum rc rc = entity_lock(w->s->db, ENTITY_follow_up, id, w->a, &was, err);
	if (rc == RC_OK)
		rc = check_close(w, &was, agent_id, how, err);
	if (rc != RC_OK)
		return rc;
	struct follow_up now = was;
	now.confirmed = how;
	if (how == CONFIRMED_UNREACHABLE)
		now.tries++;
	if (how == CONFIRMED_UNREACHABLE && now.tries < UNREACHABLE_MAX) {
		now.at = w->at + DAY_MS;
	} else {
		now.done_at = w->at;
		now.done_by = agent_id;
		rc = end_item(w, now.item_id, err);
	}
	if (rc == RC_OK)
		rc = entity_save(w->s, ENTITY_follow_up, &was, &now, err);
	if (rc == RC_OK && how == CONFIRMED_NO)
		rc = open_again(w, now.case_id, agent_id, err);
	return rc;
}

enum rc store_follow_up_close(struct store *s, int64_t id, int64_t agent_id, enum confirmed how,
	struct arena *a, struct follow_up *out, struct err *err)
{
	enum rc rc = change_begin(s, "follow-up close", NULL, err);
	if (rc != RC_OK)
		return rc;
	struct work w = {.s = s, .a = change_arena(s), .at = clock_wall_ms()};
	rc = close_row(&w, id, agent_id, how, err);
	if (rc == RC_OK)
		rc = entity_get(s->db, ENTITY_follow_up, id, a, out, err);
	return change_end(s, rc, err);
}

/* ---- moving ---- */

/* Its place in a queue goes with it, unless somebody has taken that. */
static enum rc move_item(struct work *w, int64_t item_id, int64_t at, struct err *err)
{
	struct queue_item item;
	if (item_id == 0)
		return RC_OK;
	enum rc rc = entity_lock(w->s->db, ENTITY_queue_item, item_id, w->a, &item, err);
	if (rc != RC_OK || item.done_at != 0 || item.taken_by != 0)
		return rc;
	struct queue_item later = item;
	later.arrived_at = at;
	later.due_at = at;
	return entity_save(w->s, ENTITY_queue_item, &item, &later, err);
}

static enum rc move_row(struct work *w, int64_t id, int64_t agent_id, int64_t at, struct err *err)
{
	struct follow_up was;
	enum rc rc = entity_lock(w->s->db, ENTITY_follow_up, id, w->a, &was, err);
	if (rc == RC_OK)
		rc = check_touch(w, &was, agent_id, err);
	if (rc == RC_OK && at <= w->at)
		rc = err_set(err, RC_INVALID, _("That time is past: say one that is to come."));
	if (rc != RC_OK)
		return rc;
	struct follow_up now = was;
	now.at = at;
	rc = move_item(w, now.item_id, at, err);
	return rc == RC_OK ? entity_save(w->s, ENTITY_follow_up, &was, &now, err) : rc;
}

enum rc store_follow_up_move(struct store *s, int64_t id, int64_t agent_id, int64_t at,
	struct arena *a, struct follow_up *out, struct err *err)
{
	enum rc rc = change_begin(s, "follow-up move", NULL, err);
	if (rc != RC_OK)
		return rc;
	struct work w = {.s = s, .a = change_arena(s), .at = clock_wall_ms()};
	rc = move_row(&w, id, agent_id, at, err);
	if (rc == RC_OK)
		rc = entity_get(s->db, ENTITY_follow_up, id, a, out, err);
	return change_end(s, rc, err);
}
