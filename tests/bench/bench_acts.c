/* bench_acts.c - the two acts of every call, each beside the bare transaction it cannot do without.
 *
 * claim:  the conditional UPDATE that takes the earliest promise, alone in its transaction; ours
 *         answers the call, brings the case into hand, closes the stretch of the agent and writes
 *         all of it into the record.
 * finish: an UPDATE of a case and an INSERT of a contact of the same bytes; ours moves the case,
 *         ends call, place and stretch, and keeps the sums, the search index and the record.
 *
 * Twice: each side alone with its file (the floor has a copy), its pages warm; and both by turns in
 * one file, so that each begins where somebody else has just written, as among agents. The store is
 * its own: what is written here must not be left in that of the other benches. */
#include "bench/support_bench.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/mem.h"
#include "carrel/store.h"
#include "carrel/store_rows.h"
#include "carrel/work.h"

enum { WARM = 200, ROUNDS = 2000, CUSTOMERS = 500, TIDY_EVERY = 50 };

static const char note[] =
	"Router restarted twice, the light stays red. Asked to read the serial number from the "
	"label and to keep the box; a new one goes out today, arrives on Thursday before noon.";

static sqlite3 *bare;

static void must(enum rc rc, const struct err *err)
{
	if (rc == RC_OK)
		return;
	fprintf(stderr, "%s\n", err->text);
	exit(1);
}

static sqlite3_stmt *prepare(const char *sql)
{
	sqlite3_stmt *st;
	if (sqlite3_prepare_v3(bare, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL) == SQLITE_OK)
		return st;
	fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(bare));
	exit(1);
}

static void run(sqlite3_stmt *st)
{
	int code = sqlite3_step(st);
	if (code != SQLITE_DONE) {
		fprintf(stderr, "%s\n", sqlite3_errmsg(bare));
		exit(1);
	}
	sqlite3_reset(st);
}

static void number_of(int i, char out[20])
{
	snprintf(out, 20, "+3461%07d", i);
}

static void add_customer(struct store *s, int i, int64_t queue_id, struct arena *a)
{
	struct err err = {0};
	char number[20];
	number_of(i, number);
	struct customer who = {.kind = CUSTOMER_PERSON, .name = "Núria Ávila Ferrer"};
	must(store_customer_add(s, &who, &err), &err);
	struct identity phone = {
		.customer_id = who.id, .kind = IDENTITY_PHONE, .value = number, .main = true};
	must(store_identity_add(s, &phone, &err), &err);
	struct casefile file = {
		.customer_id = who.id, .subject = "The router is dead", .queue_id = queue_id};
	must(store_casefile_add(s, &file, a, &err), &err);
}

/* A centre with one queue and one agent, and callers enough for both sides. */
static int64_t make_centre(struct store *s, struct arena *a)
{
	struct err err = {0};
	struct queue queue = {.slug = "tech",
		.title = "Technical",
		.call_promise_ms = 20000,
		.message_promise_ms = 60000,
		.callback_promise_ms = 60000,
		.case_promise_ms = 86400000,
		.active = true};
	struct agent agent = {.login = "ana",
		.name = "Ana",
		.role = ROLE_AGENT,
		.languages = "es",
		.active = true};
	must(change_begin(s, "bench", NULL, &err), &err);
	change_set_final(s);
	must(store_queue_add(s, &queue, &err), &err);
	must(store_agent_add(s, &agent, &err), &err);
	must(store_agent_join_queue(s, agent.id, queue.id, &err), &err);
	for (int i = 0; i < CUSTOMERS; i++)
		add_customer(s, i, queue.id, a);
	for (int i = 0; i < 3 * (WARM + ROUNDS); i++) {
		char number[20];
		struct queue_item item;
		number_of(i % CUSTOMERS, number);
		const struct work_ring ring = {
			.queue_id = queue.id, .from = number, .at = clock_wall_ms() - 3600000 + i};
		arena_reset(a);
		must(work_ring(s, &ring, a, &item, &err), &err);
	}
	must(change_commit(s, NULL, &err), &err);
	store_set_actor(s, agent.id, agent.login);
	must(work_state(s, agent.id, AGENT_READY, NULL, &err), &err);
	must(store_maintain(s, &err), &err);
	return agent.id;
}

struct floor {
	sqlite3_stmt *begin, *commit, *claim, *move, *insert;
};

static struct floor open_floor(const char *path)
{
	if (sqlite3_open_v2(path, &bare, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
		SQLITE_OK) {
		fprintf(stderr, "%s\n", sqlite3_errmsg(bare));
		exit(1);
	}
	sqlite3_exec(bare,
		"PRAGMA cache_size=-2000; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
		"PRAGMA wal_autocheckpoint=0",
		NULL, NULL, NULL);
	return (struct floor){
		.begin = prepare("BEGIN IMMEDIATE"),
		.commit = prepare("COMMIT"),
		.claim = prepare(
			"UPDATE queue_item SET taken_by = 99, taken_at = ?1, lease_until = ?1, "
			"done_at = ?1, fence = fence + 1 WHERE id = (SELECT id FROM queue_item "
			"WHERE queue_id = 1 AND taken_by IS NULL AND done_at IS NULL "
			"ORDER BY due_at, arrived_at, id LIMIT 1)"),
		.move = prepare("UPDATE casefile SET state = 'waiting_customer', outcome = "
				"'waiting_customer', "
				"next_at = ?2, updated_at = ?2 WHERE id = ?1"),
		.insert = prepare(
			"INSERT INTO contact (customer_id, case_id, agent_id, queue_id, kind, "
			"direction, at, duration_s, body, outcome) VALUES (?1, ?1, 1, 1, 'call', "
			"'in', ?2, 7, ?3, 'waiting_customer')"),
	};
}

static double us_since(int64_t before)
{
	return (double)(bench_now_ns() - before) / 1000;
}

static double claim_bare(const struct floor *f)
{
	sqlite3_bind_int64(f->claim, 1, clock_wall_ms());
	int64_t before = bench_now_ns();
	run(f->begin);
	run(f->claim);
	run(f->commit);
	return us_since(before);
}

static double finish_bare(const struct floor *f, int round)
{
	int64_t id = 1 + round % CUSTOMERS;
	int64_t before = bench_now_ns();
	run(f->begin);
	sqlite3_bind_int64(f->move, 1, id);
	sqlite3_bind_int64(f->move, 2, clock_wall_ms() + round);
	run(f->move);
	sqlite3_bind_int64(f->insert, 1, id);
	sqlite3_bind_int64(f->insert, 2, clock_wall_ms());
	sqlite3_bind_text(f->insert, 3, note, -1, SQLITE_STATIC);
	run(f->insert);
	run(f->commit);
	return us_since(before);
}

static double claim_ours(struct store *s, int64_t agent, struct arena *a)
{
	struct work_hand hand;
	struct err err = {0};
	arena_reset(a);
	int64_t before = bench_now_ns();
	must(work_next(s, agent, a, &hand, &err), &err);
	return us_since(before);
}

static double finish_ours(struct store *s, int64_t agent, struct arena *a)
{
	const struct work_finish f = {
		.outcome = outcome_find(outcome_builtin, "waiting_customer"), .note = note};
	struct contact written;
	struct err err = {0};
	arena_reset(a);
	int64_t before = bench_now_ns();
	must(work_finish(s, agent, &f, a, &written, &err), &err);
	return us_since(before);
}

static void bench_acts(const char *heading, struct store *s, const struct floor *f, int64_t agent)
{
	struct samples claim[2] = {0}, finish[2] = {0};
	struct arena *a = arena_new();
	struct err err = {0};
	for (int i = -WARM; i < ROUNDS; i++) {
		double us[4] = {claim_bare(f), claim_ours(s, agent, a), finish_bare(f, i + WARM),
			finish_ours(s, agent, a)};
		if (i % TIDY_EVERY == 0) {
			must(store_maintain(s, &err), &err);
			sqlite3_wal_checkpoint_v2(
				bare, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
		}
		if (i < 0)
			continue;
		samples_add(&claim[1], us[0]);
		samples_add(&claim[0], us[1]);
		samples_add(&finish[1], us[2]);
		samples_add(&finish[0], us[3]);
	}
	printf("%s\n", heading);
	bench_ratio_row("  claim (next: call, case, stretch, audit)", &claim[0], &claim[1], 3.0);
	bench_ratio_row(
		"  finish (contact, case, audit, search, sums)", &finish[0], &finish[1], 3.0);
	arena_free(&a);
}

static void close_floor(struct floor *f)
{
	sqlite3_stmt *const all[] = {f->begin, f->commit, f->claim, f->move, f->insert};
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		sqlite3_finalize(all[i]);
	sqlite3_close(bare);
	bare = NULL;
}

/* The floor's own file: the same rows, written down once more. */
static void copy_store(const char *path, const char *copy)
{
	char *sql = xasprintf("VACUUM INTO '%s'", copy);
	sqlite3 *db;
	if (sqlite3_open(path, &db) != SQLITE_OK ||
		sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		fprintf(stderr, "%s\n", sqlite3_errmsg(db));
		exit(1);
	}
	sqlite3_close(db);
	free(sql);
	if (sqlite3_open(copy, &db) != SQLITE_OK ||
		sqlite3_exec(db, "PRAGMA journal_mode=WAL", NULL, NULL, NULL) != SQLITE_OK) {
		fprintf(stderr, "%s\n", sqlite3_errmsg(db));
		exit(1);
	}
	sqlite3_close(db);
}

static void remove_store(const char *path)
{
	static const char *const tails[] = {"", "-wal", "-shm", "-gate", "-turn", "-notice"};
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		char *file = xasprintf("%s%s", path, tails[i]);
		unlink(file);
		free(file);
	}
}

int main(void)
{
	const char *build = getenv("CARREL_BUILD");
	char *path =
		xasprintf("%s/bench/acts-%ld.db", build ? build : "build/release", (long)getpid());
	char *copy = xasprintf("%s.floor", path);
	struct store *store;
	struct err err = {0};
	struct arena *a = arena_new();
	const struct store_options options = {.address = path, .create = true};
	must(store_open(&store, &options, &err), &err);
	int64_t agent = make_centre(store, a);
	copy_store(path, copy);
	bench_heading("Acts (SQLite, durable; floor: a bare transaction)");
	struct floor floor = open_floor(copy);
	bench_acts("each alone with its file", store, &floor, agent);
	close_floor(&floor);
	floor = open_floor(path);
	bench_acts("by turns in one file", store, &floor, agent);
	close_floor(&floor);
	store_close(&store);
	remove_store(path);
	remove_store(copy);
	arena_free(&a);
	free(copy);
	free(path);
	return 0;
}
