/* store_checklist.c - the steps of a case, who is writing about it, and notices to one person. */
#include "store/rows.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/vec.h"

#include <string.h>

static bool is_blank(const char *s)
{
	return s == NULL || s[strspn(s, " \t\r\n")] == '\0';
}

/* ---- steps ---- */

enum rc store_checklist(struct store *s, int64_t case_id, struct arena *a,
	struct checklist_item **out, size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_CHECKLIST_OF, db_int(case_id));
	return entity_list(&q, ENTITY_checklist_item, a, out, n, err);
}

enum rc store_checklist_add(struct store *s, int64_t case_id, const char *step, struct err *err)
{
	if (is_blank(step))
		return err_set(err, RC_INVALID, _("Say what the step is."));
	struct checklist_item row = {.case_id = case_id, .step = step, .state = STEP_OPEN};
	return row_add(s, ENTITY_checklist_item, &row, "checklist add", NULL, err);
}

static enum rc step_at(
	struct store *s, int64_t case_id, int number, struct checklist_item *out, struct err *err)
{
	struct checklist_item *steps = NULL;
	size_t n = 0;
	enum rc rc = store_checklist(s, case_id, change_arena(s), &steps, &n, err);
	if (rc != RC_OK)
		return rc;
	if (number < 1 || (size_t)number > n)
		return err_set(err, RC_NOTFOUND,
			n == 0 ? _("This case has no checklist.")
			       : _("This checklist has steps 1 to %zu."),
			n);
	return entity_lock(
		s->db, ENTITY_checklist_item, steps[number - 1].id, change_arena(s), out, err);
}

enum rc store_checklist_mark(struct store *s, int64_t case_id, int number, enum step_state to,
	const char *reason, int64_t agent_id, struct err *err)
{
	if (to == STEP_SKIPPED && is_blank(reason))
		return err_set(err, RC_INVALID,
			_("A step is skipped for a reason: say it in a few "
			  "words."));
	enum rc rc = change_begin(s, "checklist", NULL, err);
	if (rc != RC_OK)
		return rc;
	struct checklist_item was;
	rc = step_at(s, case_id, number, &was, err);
	if (rc == RC_OK) {
		struct checklist_item now = was;
		now.state = to;
		now.reason = to == STEP_SKIPPED ? reason : NULL;
		now.by_id = to == STEP_OPEN ? 0 : agent_id;
		now.at = to == STEP_OPEN ? 0 : clock_wall_ms();
		rc = entity_save(s, ENTITY_checklist_item, &was, &now, err);
	}
	return change_end(s, rc, err);
}

/* ---- who is writing ---- */

/* No act of anybody: no change set. */
static enum rc run_hot(struct store *s, enum stmt_id stmt, const struct db_value *values, size_t n,
	struct err *err)
{
	bool own = !db_in_write(s->db);
	enum rc rc = own ? db_begin(s->db, DB_WRITE, err) : RC_OK;
	if (rc != RC_OK)
		return rc;
	rc = stmt_runv(s->db, stmt, values, n, err);
	if (!own)
		return rc;
	if (rc == RC_OK)
		return db_commit(s->db, err);
	db_rollback(s->db);
	return rc;
}

enum rc store_presence_touch(struct store *s, int64_t case_id, int64_t agent_id, struct err *err)
{
	const struct db_value values[] = {
		db_int(case_id), db_int(agent_id), db_int(clock_wall_ms())};
	return run_hot(s, STMT_PRESENCE_TOUCH, values, 3, err);
}

enum rc store_presence(struct store *s, int64_t case_id, int64_t agent_id, int64_t now,
	struct arena *a, struct presence **out, size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(struct presence)};
	struct query q = stmt_query(s->db, STMT_PRESENCE_OF, db_int(case_id), db_int(agent_id),
		db_int(now - PRESENCE_MS));
	while (stmt_next(&q)) {
		struct presence *p = vec_push(&rows);
		p->agent_id = stmt_int(&q, 0);
		p->name = stmt_text(&q, 1, a);
		p->at = stmt_int(&q, 2);
	}
	enum rc rc = stmt_close(&q, err);
	*n = rc == RC_OK ? rows.n : 0;
	*out = arena_array(a, rows.n + 1, sizeof(**out));
	if (rows.n > 0)
		memcpy(*out, rows.data, rows.n * rows.size);
	vec_fini(&rows);
	return rc;
}

enum rc store_contact_since(struct store *s, int64_t case_id, int64_t after_contact_id,
	int64_t agent_id, int limit, struct arena *a, struct contact **out, size_t *n,
	struct err *err)
{
	struct query q = stmt_query(s->db, STMT_CONTACT_SINCE, db_int(case_id),
		db_int(after_contact_id), db_int(agent_id), db_int(limit));
	return entity_list(&q, ENTITY_contact, a, out, n, err);
}

/* ---- notices ---- */

enum rc store_notices(struct store *s, int64_t agent_id, int limit, struct arena *a,
	struct notice_line **out, size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_NOTICES_UNREAD, db_int(agent_id), db_int(limit));
	return entity_list(&q, ENTITY_notice, a, out, n, err);
}

enum rc store_notice_seen(struct store *s, int64_t agent_id, struct err *err)
{
	const struct db_value values[] = {db_int(agent_id), db_int(clock_wall_ms())};
	return run_hot(s, STMT_NOTICES_SEEN, values, 2, err);
}
