/* support_rows.c - see the header. */
#include "store/support_rows.h"

#include "carrel/clock.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "store/stmt.h"
#include "store/store_private.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

void ok(struct centre *c, enum rc rc)
{
	ck_assert_msg(rc == RC_OK, "%s: %s", rc_name(rc), c->err.text);
}

static struct agent add_agent(
	struct centre *c, const char *login, const char *name, const char *languages)
{
	struct agent agent = {.login = login,
		.name = name,
		.role = ROLE_AGENT,
		.languages = languages,
		.active = true};
	ok(c, store_agent_add(c->s, &agent, &c->err));
	return agent;
}

static struct queue add_queue(struct centre *c, const char *slug, const char *title)
{
	struct queue queue = {.slug = slug,
		.title = title,
		.call_promise_ms = 20000,
		.message_promise_ms = 3600000,
		.callback_promise_ms = 900000,
		.case_promise_ms = 86400000,
		.active = true};
	ok(c, store_queue_add(c->s, &queue, &c->err));
	return queue;
}

static struct customer add_customer(struct centre *c, const char *name, const char *phone)
{
	struct customer customer = {.name = name, .standing = STANDING_CUSTOMER, .language = "es"};
	ok(c, store_customer_add(c->s, &customer, &c->err));
	struct identity id = {.customer_id = customer.id,
		.kind = IDENTITY_PHONE,
		.value = phone,
		.shown = phone,
		.main = true};
	ok(c, store_identity_add(c->s, &id, &c->err));
	return customer;
}

struct centre *centre_open(int driver)
{
	clock_freeze(NOW_MS);
	struct store *s = support_store_open(driver);
	if (s == NULL)
		return NULL;
	struct centre *c = xcalloc(1, sizeof(*c));
	c->s = s;
	c->a = arena_new();
	c->billing = add_queue(c, "billing", "Billing");
	c->tech = add_queue(c, "tech", "Tech");
	c->ana = add_agent(c, "ana", "Ana", "es, ca");
	c->bo = add_agent(c, "bo", "Bo", NULL);
	ok(c, store_agent_join_queue(s, c->ana.id, c->billing.id, &c->err));
	ok(c, store_agent_join_queue(s, c->bo.id, c->billing.id, &c->err));
	ok(c, store_agent_join_queue(s, c->bo.id, c->tech.id, &c->err));
	c->maria = add_customer(c, "Maria Okafor", "+34600112233");
	c->ivo = add_customer(c, "Ivo Kim", "+34600445566");
	store_set_actor(s, c->ana.id, "ana");
	return c;
}

void centre_close(struct centre **c)
{
	arena_free(&(*c)->a);
	support_store_close(&(*c)->s);
	free(*c);
	*c = NULL;
}

/* ---- a centre for each test ---- */

static struct centre *here; /* of the test that runs */

struct centre *centre_here(void)
{
	return here;
}

static void open_here(void)
{
	here = centre_open(support_store_driver());
}

static void close_here(void)
{
	centre_close(&here);
}

Suite *centre_suite(const char *name, double timeout_s, const TTest *const *each, size_t n)
{
	return support_store_suite(name, timeout_s, open_here, close_here, each, n);
}

/* ---- what there is to work on ---- */

struct casefile centre_case_in(
	struct centre *c, int64_t customer_id, int64_t queue_id, const char *subject)
{
	struct casefile row = {
		.customer_id = customer_id, .subject = subject, .queue_id = queue_id};
	ok(c, store_casefile_add(c->s, &row, c->a, &c->err));
	return row;
}

struct casefile centre_case(struct centre *c, int64_t customer_id, const char *subject)
{
	return centre_case_in(c, customer_id, c->billing.id, subject);
}

struct queue_item centre_enqueue(struct centre *c, int64_t case_id)
{
	struct queue_item item;
	ok(c,
		work_enqueue_case(
			c->s, case_id, c->billing.id, ITEM_CASE, 0, NULL, c->a, &item, &c->err));
	return item;
}

struct queue_item centre_ring(
	struct centre *c, int64_t queue_id, const char *from, const char *language)
{
	struct queue_item item;
	struct work_ring ring = {.queue_id = queue_id, .from = from, .language = language};
	ok(c, work_ring(c->s, &ring, c->a, &item, &c->err));
	return item;
}

struct outbox_item centre_reply(struct centre *c, int64_t case_id)
{
	struct outbox_item item = {.channel = "mail",
		.recipient = "maria@example.org",
		.subject = "Router",
		.body = "It is on its way.",
		.case_id = case_id,
		.customer_id = c->maria.id,
		.agent_id = c->ana.id};
	ok(c, outbox_add(c->s, &item, &c->err));
	return item;
}

/* ---- what somebody does ---- */

struct work_hand centre_next(struct centre *c, int64_t agent_id)
{
	struct work_hand hand;
	ok(c, work_next(c->s, agent_id, c->a, &hand, &c->err));
	return hand;
}

struct work_hand centre_call(struct centre *c, int64_t agent_id, const char *from)
{
	centre_ring(c, c->billing.id, from, NULL);
	return centre_next(c, agent_id);
}

struct work_hand centre_take_case(struct centre *c, int64_t agent_id, int64_t case_id)
{
	struct work_hand hand;
	ok(c, work_take_case(c->s, agent_id, case_id, c->a, &hand, &c->err));
	return hand;
}

struct contact centre_note(struct centre *c, int64_t agent_id, int64_t case_id, const char *text)
{
	struct contact written;
	ok(c, work_note(c->s, agent_id, case_id, text, &written, &c->err));
	return written;
}

struct contact centre_finish(
	struct centre *c, int64_t agent_id, const char *outcome, const char *note)
{
	struct contact written;
	struct work_finish f = {.outcome = outcome_find(outcome_builtin, outcome), .note = note};
	ok(c, work_finish(c->s, agent_id, &f, c->a, &written, &c->err));
	return written;
}

struct change_info centre_undo(struct centre *c)
{
	struct change_info done;
	ok(c, change_undo(c->s, 0, c->a, &done, &c->err));
	return done;
}

struct change_info centre_redo(struct centre *c)
{
	struct change_info done;
	ok(c, change_redo(c->s, c->a, &done, &c->err));
	return done;
}

/* ---- how things stand ---- */

struct work_hand centre_hand(struct centre *c, int64_t agent_id)
{
	struct work_hand hand;
	ok(c, work_hand(c->s, agent_id, c->a, &hand, &c->err));
	return hand;
}

struct casefile centre_case_now(struct centre *c, int64_t id)
{
	struct casefile row;
	ok(c, store_casefile_get(c->s, id, c->a, &row, &c->err));
	return row;
}

struct agent centre_agent_now(struct centre *c, int64_t id)
{
	struct agent row;
	ok(c, store_agent_get(c->s, id, c->a, &row, &c->err));
	return row;
}

struct contact *centre_thread(struct centre *c, int64_t case_id, size_t *n)
{
	struct contact *rows;
	ok(c, store_contact_of_case(c->s, case_id, 0, 10, c->a, &rows, n, &c->err));
	return rows;
}

/* ---- SQL of the test's own ---- */

/* The definition must outlive its statement: until the test's process ends. */
static struct db_stmt *raw_prepare(struct store *s, const char *sql)
{
	static struct arena *kept;
	if (kept == NULL)
		kept = arena_new();
	struct err err = {0};
	struct stmt_def *def = arena_alloc(kept, sizeof(*def));
	*def = (struct stmt_def){.name = "raw", .params = "", .sql = arena_strdup(kept, sql)};
	struct db_stmt *stmt = NULL;
	enum rc rc = s->db->ops->prepare(s->db, def, &stmt, &err);
	ck_assert_msg(rc == RC_OK, "%s: %s", sql, err.text);
	return stmt;
}

void raw_run(struct store *s, const char *sql)
{
	struct err err = {0};
	bool row;
	ck_assert_int_eq(db_begin(s->db, DB_WRITE, &err), RC_OK);
	struct db_stmt *stmt = raw_prepare(s, sql);
	enum rc rc = s->db->ops->step(s->db, stmt, &row, &err);
	ck_assert_msg(rc == RC_OK, "%s: %s", sql, err.text);
	s->db->ops->reset(s->db, stmt);
	ck_assert_int_eq(db_commit(s->db, &err), RC_OK);
}

int64_t raw_int(struct store *s, const char *sql)
{
	struct err err = {0};
	bool row = false;
	struct db_stmt *stmt = raw_prepare(s, sql);
	enum rc rc = s->db->ops->step(s->db, stmt, &row, &err);
	ck_assert_msg(rc == RC_OK && row, "%s: %s", sql, err.text);
	struct db_value value = s->db->ops->column(s->db, stmt, 0);
	int64_t i = value.i;
	if (value.type == DB_TEXT)
		i = strtoll(value.bytes, NULL, 10);
	s->db->ops->reset(s->db, stmt);
	return i;
}

static void dump(struct store *s, const char *sql, struct strbuf *out)
{
	struct err err = {0};
	bool row = false;
	struct db_stmt *stmt = raw_prepare(s, sql);
	for (;;) {
		enum rc rc = s->db->ops->step(s->db, stmt, &row, &err);
		ck_assert_msg(rc == RC_OK, "%s: %s", sql, err.text);
		if (!row)
			break;
		int columns = s->db->ops->columns(s->db, stmt);
		for (int i = 0; i < columns; i++) {
			struct db_value v = s->db->ops->column(s->db, stmt, i);
			if (v.type == DB_INT)
				strbuf_addf(out, "%lld|", (long long)v.i);
			else if (v.type == DB_NULL)
				strbuf_addstr(out, "-|");
			else
				strbuf_addf(out, "%.*s|", (int)v.len, (const char *)v.bytes);
		}
		strbuf_addch(out, '\n');
	}
	s->db->ops->reset(s->db, stmt);
}

const char *centre_snapshot(struct centre *c)
{
	static const char *const queries[] = {
		"SELECT id, kind, standing, name, name_folded, language, tone, tags, loyalty, "
		"address, "
		"alert, vip, vulnerable, verified_at, verified_by, created_at, born, postcode, "
		"merged_into FROM customer ORDER BY id",
		"SELECT word, customer_id FROM name_word ORDER BY word, customer_id",
		"SELECT key, word FROM name_key ORDER BY key, word",
		"SELECT id, customer_id, kind, value, shown, main FROM identity ORDER BY id",
		"SELECT part, identity_id FROM identity_part ORDER BY part, identity_id",
		"SELECT id, number, customer_id, state, subject, topic, language, queue_id, "
		"owner_id, "
		"outcome, next_action, next_at, due_at, due_why, opened_at, solved_at, closed_at, "
		"updated_at, root_cause FROM casefile ORDER BY id",
		"SELECT id, customer_id, case_id, call_id, agent_id, queue_id, kind, direction, "
		"at, "
		"duration_s, subject, body, outcome, mood FROM contact ORDER BY id",
		"SELECT id, external_id, queue_id, agent_id, customer_id, case_id, state, "
		"from_number, "
		"to_number, offered_at, answered_at, ended_at, held_since_at, hold_ms, wrapped_at, "
		"outcome, disposition, mood FROM call ORDER BY id",
		"SELECT id, slug, title, active FROM queue ORDER BY id",
		"SELECT id, queue_id, kind, call_id, case_id, customer_id, language, arrived_at, "
		"due_at, "
		"due_why, taken_by, taken_at, done_at FROM queue_item ORDER BY id",
		"SELECT id, login, name, role, language, languages, active, state, state_since_at, "
		"state_reason, call_id, case_id, item_id FROM agent ORDER BY id",
		"SELECT id, agent_id, queue_id FROM agent_queue ORDER BY id",
		"SELECT id, agent_id, state, since_at, until_at, reason FROM agent_state ORDER BY "
		"id",
		"SELECT id, case_id, customer_id, agent_id, kind, what, at, item_id, done_at, "
		"made_by, done_by, confirmed, tries FROM follow_up ORDER BY id",
		"SELECT id, case_id, step, state, reason, by_id, at FROM checklist_item ORDER BY "
		"id",
		"SELECT id, case_id, other_id, kind, by_id, at FROM case_link ORDER BY id",
		"SELECT id, agent_id, case_id, item_id, at FROM parked ORDER BY id",
		"SELECT id, from_agent_id, to_agent_id, body, at FROM notice ORDER BY id",
		"SELECT id, text_id, language, agent_id, case_id, contact_id, at, edition, tone, "
		"channel, "
		"queue_id, topic, inserted, kept, rights, after_text, after_second, outbox_id FROM "
		"text_use "
		"ORDER BY id",
		"SELECT text_id, uses FROM text_count WHERE uses > 0 ORDER BY text_id",
		"SELECT hour, queue_id, offered, answered, abandoned, wait_ms, talk_ms, hold_ms, "
		"contacts, handle_s, opened, solved FROM hour_queue WHERE offered <> 0 OR answered "
		"<> 0 "
		"OR abandoned <> 0 OR wait_ms <> 0 OR talk_ms <> 0 OR hold_ms <> 0 OR contacts <> "
		"0 OR "
		"handle_s <> 0 OR opened <> 0 OR solved <> 0 ORDER BY hour, queue_id",
	};
	struct strbuf out = STRBUF_INIT;
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		strbuf_addf(&out, "%zu:\n", i);
		dump(c->s, queries[i], &out);
	}
	const char *kept = arena_strdup(c->a, out.buf);
	strbuf_fini(&out);
	return kept;
}

int64_t raw_rollup_differences(struct store *s)
{
	static const char *const checks[] = {
		"SELECT (SELECT COALESCE(sum(offered), 0) FROM hour_queue) - (SELECT count(*) FROM "
		"call)",
		"SELECT (SELECT COALESCE(sum(answered), 0) FROM hour_queue) - (SELECT count(*) "
		"FROM call "
		"WHERE answered_at IS NOT NULL)",
		"SELECT (SELECT COALESCE(sum(abandoned), 0) FROM hour_queue) - (SELECT count(*) "
		"FROM call "
		"WHERE outcome = 'abandoned')",
		"SELECT (SELECT COALESCE(sum(wait_ms), 0) FROM hour_queue) - (SELECT "
		"COALESCE(sum(answered_at - offered_at), 0) FROM call WHERE answered_at IS NOT "
		"NULL)",
		"SELECT (SELECT COALESCE(sum(talk_ms), 0) FROM hour_queue) - (SELECT "
		"COALESCE(sum(ended_at - answered_at - hold_ms), 0) FROM call WHERE answered_at IS "
		"NOT "
		"NULL AND ended_at IS NOT NULL)",
		"SELECT (SELECT COALESCE(sum(contacts), 0) FROM hour_queue) - (SELECT count(*) "
		"FROM contact)",
		"SELECT (SELECT COALESCE(sum(handle_s), 0) FROM hour_queue) - (SELECT "
		"COALESCE(sum(duration_s), 0) FROM contact)",
		"SELECT (SELECT COALESCE(sum(opened), 0) FROM hour_queue) - (SELECT count(*) FROM "
		"casefile)",
		"SELECT (SELECT COALESCE(sum(solved), 0) FROM hour_queue) - (SELECT count(*) FROM "
		"casefile "
		"WHERE solved_at IS NOT NULL)",
		"SELECT (SELECT count(*) FROM hour_queue h WHERE h.offered <> (SELECT count(*) "
		"FROM call c "
		"WHERE c.offered_at / 3600000 = h.hour AND COALESCE(c.queue_id, 0) = h.queue_id))",
	};
	int64_t differences = 0;
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		differences += raw_int(s, checks[i]) != 0;
	return differences;
}
