/* support_tally.c - see the header. */
#include "race/support_tally.h"

#include "carrel/agent.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/queue.h"
#include "carrel/store.h"
#include "carrel/store_rows.h"
#include "carrel/work.h"
#include "store/stmt.h"
#include "store/store_private.h"

#include <stdio.h>

/* ---- SQL of one's own, through the store's handle: the same text for both engines ---- */

static enum rc prepare(
	struct store *s, const struct stmt_def *def, struct db_stmt **out, struct err *err)
{
	return s->db->ops->prepare(s->db, def, out, err);
}

static enum rc run(struct store *s, const struct stmt_def *def, struct err *err)
{
	struct db_stmt *stmt;
	bool row;
	enum rc rc = prepare(s, def, &stmt, err);
	if (rc != RC_OK)
		return rc;
	rc = s->db->ops->step(s->db, stmt, &row, err);
	s->db->ops->reset(s->db, stmt);
	return rc;
}

static enum rc count(struct store *s, const struct stmt_def *def, int64_t *out, struct err *err)
{
	struct db_stmt *stmt;
	bool row = false;
	enum rc rc = prepare(s, def, &stmt, err);
	if (rc != RC_OK)
		return rc;
	rc = s->db->ops->step(s->db, stmt, &row, err);
	*out = row ? s->db->ops->column(s->db, stmt, 0).i : -1;
	s->db->ops->reset(s->db, stmt);
	return rc;
}

/* ---- before ---- */

static enum rc add_agents(struct store *s, int64_t queue_id, int agents, struct err *err)
{
	enum rc rc = RC_OK;
	for (int i = 0; rc == RC_OK && i < agents; i++) {
		char login[16];
		snprintf(login, sizeof(login), "a%02d", i);
		struct agent agent = {.login = login, .name = login, .active = true};
		rc = store_agent_add(s, &agent, err);
		if (rc == RC_OK)
			rc = store_agent_join_queue(s, agent.id, queue_id, err);
	}
	return rc;
}

static enum rc ring(struct store *s, int64_t queue_id, int items, struct err *err)
{
	enum rc rc = RC_OK;
	struct arena *a = arena_new();
	for (int i = 0; rc == RC_OK && i < items; i++) {
		char number[20];
		struct queue_item item;
		snprintf(number, sizeof(number), "+3460%07d", i);
		const struct work_ring call = {.queue_id = queue_id, .from = number};
		arena_reset(a);
		rc = work_ring(s, &call, a, &item, err);
	}
	arena_free(&a);
	return rc;
}

static enum rc fill(struct store *s, int agents, int items, struct err *err)
{
	struct queue queue = {.slug = "race",
		.title = "Race",
		.call_promise_ms = 20000,
		.message_promise_ms = 3600000,
		.callback_promise_ms = 900000,
		.case_promise_ms = 86400000,
		.active = true};
	enum rc rc = change_begin(s, "stage", NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = store_queue_add(s, &queue, err);
	if (rc == RC_OK)
		rc = add_agents(s, queue.id, agents, err);
	if (rc == RC_OK)
		rc = ring(s, queue.id, items, err);
	return rc == RC_OK ? change_commit(s, NULL, err) : rc;
}

enum rc tally_stage(const char *address, int agents, int items, struct err *err)
{
	const struct store_options options = {.address = address, .create = true};
	struct store *s;
	enum rc rc = store_open(&s, &options, err);
	if (rc != RC_OK)
		return rc;
	rc = fill(s, agents, items, err);
	store_close(&s);
	return rc;
}

/* ---- after ---- */

int64_t tally_wrong(const struct tally *t)
{
	return t->unserved + t->taken_twice + t->answered_twice + t->told_twice + t->untold +
		t->mismatched;
}

/* clang-format off */
static const struct stmt_def
	count_items = {"items", "", "SELECT count(*) FROM queue_item", NULL},
	count_unserved = {"unserved", "",
		"SELECT count(*) FROM queue_item WHERE taken_by IS NULL OR done_at IS NULL", NULL},
	count_taken_twice = {"taken_twice", "",
		"SELECT count(*) FROM (SELECT row_id FROM change WHERE entity = 'queue_item' "
		"AND field = 'taken_by' AND new IS NOT NULL GROUP BY row_id HAVING count(*) > 1) t",
		NULL},
	count_answered_twice = {"answered_twice", "",
		"SELECT count(*) FROM (SELECT row_id FROM change WHERE entity = 'call' "
		"AND field = 'answered_at' AND new IS NOT NULL GROUP BY row_id HAVING count(*) > 1) t",
		NULL},
	count_told_twice = {"told_twice", "",
		"SELECT count(*) FROM (SELECT call_id FROM contact WHERE call_id IS NOT NULL "
		"GROUP BY call_id HAVING count(*) > 1) t",
		NULL},
	count_untold = {"untold", "",
		"SELECT count(*) FROM queue_item i WHERE done_at IS NOT NULL AND NOT EXISTS "
		"(SELECT 1 FROM contact k WHERE k.call_id = i.call_id)",
		NULL},
	count_mismatched = {"mismatched", "",
		"SELECT count(*) FROM queue_item i JOIN call c ON c.id = i.call_id "
		"JOIN contact k ON k.call_id = i.call_id "
		"WHERE i.taken_by <> c.agent_id OR i.taken_by <> k.agent_id",
		NULL},
	count_least = {"least", "",
		"SELECT min(n) FROM (SELECT (SELECT count(*) FROM queue_item i "
		"WHERE i.taken_by = g.agent_id) AS n FROM agent_queue g) t",
		NULL},
	count_most = {"most", "",
		"SELECT max(n) FROM (SELECT (SELECT count(*) FROM queue_item i "
		"WHERE i.taken_by = g.agent_id) AS n FROM agent_queue g) t",
		NULL};

/* Numbers of sets and rows that are there already: nothing else of the set is looked at. */
static const struct stmt_def
	plant_take = {"plant_take", "",
		"INSERT INTO change (seq, n, entity, row_id, op, field, old, new, first) "
		"SELECT seq, n + 1000, entity, row_id, op, field, old, new, 0 FROM change "
		"WHERE entity = 'queue_item' AND field = 'taken_by' ORDER BY seq LIMIT 1",
		NULL},
	plant_answer = {"plant_answer", "",
		"INSERT INTO change (seq, n, entity, row_id, op, field, old, new, first) "
		"SELECT seq, n + 1000, entity, row_id, op, field, old, new, 0 FROM change "
		"WHERE entity = 'call' AND field = 'answered_at' ORDER BY seq LIMIT 1",
		NULL},
	plant_contact = {"plant_contact", "",
		"INSERT INTO contact (id, call_id, agent_id, queue_id, kind, direction, at, duration_s) "
		"SELECT id + 1000000, call_id, agent_id, queue_id, kind, direction, at, duration_s "
		"FROM contact WHERE call_id IS NOT NULL ORDER BY id LIMIT 1",
		NULL};
/* clang-format on */

static enum rc count_all(struct store *s, struct tally *t, struct err *err)
{
	const struct {
		const struct stmt_def *def;
		int64_t *out;
	} counts[] = {
		{&count_items, &t->items},
		{&count_unserved, &t->unserved},
		{&count_taken_twice, &t->taken_twice},
		{&count_answered_twice, &t->answered_twice},
		{&count_told_twice, &t->told_twice},
		{&count_untold, &t->untold},
		{&count_mismatched, &t->mismatched},
		{&count_least, &t->least},
		{&count_most, &t->most},
	};
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < sizeof(counts) / sizeof(counts[0]); i++)
		rc = count(s, counts[i].def, counts[i].out, err);
	return rc;
}

enum rc tally_take(const char *address, struct tally *out, struct err *err)
{
	const struct store_options options = {.address = address};
	struct store *s;
	*out = (struct tally){0};
	enum rc rc = store_open(&s, &options, err);
	if (rc != RC_OK)
		return rc;
	rc = count_all(s, out, err);
	if (rc == RC_OK)
		rc = change_verify(s, &out->change_sets, err);
	store_close(&s);
	return rc;
}

enum rc tally_take_planted(const char *address, struct tally *out, struct err *err)
{
	static const struct stmt_def *const plants[] = {&plant_take, &plant_answer, &plant_contact};
	const struct store_options options = {.address = address};
	struct store *s;
	*out = (struct tally){0};
	enum rc rc = store_open(&s, &options, err);
	if (rc != RC_OK)
		return rc;
	rc = db_begin(s->db, DB_WRITE, err);
	for (size_t i = 0; rc == RC_OK && i < sizeof(plants) / sizeof(plants[0]); i++)
		rc = run(s, plants[i], err);
	if (rc == RC_OK)
		rc = count_all(s, out, err);
	db_rollback(s->db);
	store_close(&s);
	return rc;
}
