/* bench_store.c - the store's hot paths beside the bare prepared statements of the same engine.
 *
 * 100 k customers, 300 k cases, 1 M contacts, 2,000 callers waiting. Floor and ours take turns, sample
 * by sample, on the same rows: the ratio is what typed rows, arenas and checks cost. */
#include "bench/support_bench.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/mem.h"
#include "carrel/store.h"
#include "carrel/store_rows.h"
#include "carrel/store_screen.h"

enum { WARM = 300, ROUNDS = 4000, PAGE = 50 };

static sqlite3 *bare;
static volatile int64_t sink;

static sqlite3_stmt *prepare(const char *sql)
{
	sqlite3_stmt *st;
	if (sqlite3_prepare_v3(bare, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL) != SQLITE_OK) {
		fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(bare));
		exit(1);
	}
	return st;
}

/* Every column is read, as a screen would have to. */
static int64_t drain(sqlite3_stmt *st)
{
	int64_t first = 0;
	bool any = false;
	while (sqlite3_step(st) == SQLITE_ROW) {
		if (!any)
			first = sqlite3_column_int64(st, 0);
		any = true;
		for (int i = 0; i < sqlite3_column_count(st); i++) {
			const unsigned char *text = sqlite3_column_text(st, i);
			sink += text ? text[0] : 0;
		}
	}
	sqlite3_reset(st);
	return first;
}

static void open_bare(void)
{
	if (sqlite3_open_v2(bench_store_path(), &bare, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
		    NULL) != SQLITE_OK) {
		fprintf(stderr, "%s\n", sqlite3_errmsg(bare));
		exit(1);
	}
	sqlite3_exec(bare, "PRAGMA cache_size=-2000; PRAGMA synchronous=FULL", NULL, NULL, NULL);
}

/* ---- the screen pop ---- */

struct bare_pop {
	sqlite3_stmt *begin, *commit, *owner, *customer, *identities, *open, *shut, *contacts,
		*references;
};

static const char case_columns[] =
	"id, number, customer_id, state, subject, topic, language, queue_id, owner_id, outcome, "
	"next_action, next_at, due_at, due_why, opened_at, solved_at, closed_at, updated_at, "
	"version";

static struct bare_pop prepare_pop(void)
{
	char sql[1024];
	struct bare_pop p = {0};
	p.begin = prepare("BEGIN");
	p.commit = prepare("COMMIT");
	p.owner = prepare(
		"SELECT customer_id FROM identity WHERE kind = 'phone' AND value = ?1 LIMIT 9");
	p.customer = prepare(
		"SELECT id, kind, standing, name, name_folded, language, tone, tags, loyalty, "
		"address, alert, vip, vulnerable, verified_at, verified_by, created_at, version "
		"FROM customer WHERE id = ?1");
	p.identities = prepare("SELECT id, customer_id, kind, value, shown, main FROM identity "
			       "WHERE customer_id = ?1 ORDER BY main DESC, id LIMIT 100");
	snprintf(sql, sizeof(sql),
		"SELECT %s FROM casefile WHERE customer_id = ?1 AND state IN "
		"('new', 'open', 'waiting_customer', 'waiting_us') ORDER BY id DESC LIMIT 20",
		case_columns);
	p.open = prepare(sql);
	snprintf(sql, sizeof(sql),
		"SELECT %s FROM casefile WHERE customer_id = ?1 AND NOT (state IN "
		"('new', 'open', 'waiting_customer', 'waiting_us')) ORDER BY id DESC LIMIT 20",
		case_columns);
	p.shut = prepare(sql);
	p.contacts = prepare("SELECT id, customer_id, case_id, call_id, agent_id, queue_id, kind, "
			     "direction, at, "
			     "duration_s, subject, substr(body, 1, 400), outcome FROM contact "
			     "WHERE customer_id = ?1 ORDER BY id DESC LIMIT 20");
	p.references =
		prepare("SELECT id, customer_id, case_id, kind, ref, title, status, amount, at "
			"FROM reference_item WHERE customer_id = ?1 ORDER BY id DESC LIMIT 20");
	return p;
}

static void pop_bare(const struct bare_pop *p, const char *number)
{
	drain(p->begin);
	sqlite3_bind_text(p->owner, 1, number, -1, SQLITE_STATIC);
	int64_t id = drain(p->owner);
	sqlite3_stmt *const rest[] = {
		p->customer, p->identities, p->open, p->shut, p->contacts, p->references};
	for (size_t i = 0; i < sizeof(rest) / sizeof(rest[0]); i++) {
		sqlite3_bind_int64(rest[i], 1, id);
		drain(rest[i]);
	}
	drain(p->commit);
}

static void pop_ours(struct store *store, const char *number, struct arena *a)
{
	struct customer *owners;
	struct pop pop;
	size_t n;
	struct err err = {0};
	arena_reset(a);
	if (store_customer_by_identity(store, IDENTITY_PHONE, number, 9, a, &owners, &n, &err) !=
			RC_OK ||
		n == 0 || store_pop_customer(store, owners[0].id, 0, a, &pop, &err) != RC_OK) {
		fprintf(stderr, "pop %s: %s\n", number, err.text);
		exit(1);
	}
	sink += (int64_t)pop.n_contacts;
}

/* Numbers of customers spread over the store, so that pages are not always the same. */
static char (*sample_numbers(size_t n))[20]
{
	char(*numbers)[20] = calloc(n, sizeof(*numbers));
	sqlite3_stmt *st =
		prepare("SELECT value FROM identity WHERE kind = 'phone' AND id >= ?1 LIMIT 1");
	sqlite3_stmt *most = prepare("SELECT max(id) FROM identity");
	int64_t last = drain(most);
	uint64_t seed = 7;
	for (size_t i = 0; i < n; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		sqlite3_bind_int64(st, 1, (int64_t)((seed >> 20) % (uint64_t)(last - 100)) + 1);
		if (sqlite3_step(st) == SQLITE_ROW)
			snprintf(numbers[i], sizeof(numbers[i]), "%s",
				(const char *)sqlite3_column_text(st, 0));
		sqlite3_reset(st);
	}
	sqlite3_finalize(st);
	sqlite3_finalize(most);
	return numbers;
}

static double us_since(int64_t before)
{
	return (double)(bench_now_ns() - before) / 1000;
}

static void bench_pop(struct store *store)
{
	struct bare_pop p = prepare_pop();
	struct samples ours = {0}, floor = {0};
	struct arena *a = arena_new();
	char(*numbers)[20] = sample_numbers(ROUNDS + WARM);
	for (int i = -WARM; i < ROUNDS; i++) {
		const char *number = numbers[i + WARM];
		for (int turn = 0; turn < 2; turn++) {
			bool bare_first =
				(i & 1) == turn; /* who goes first warms the pages: take turns */
			int64_t before = bench_now_ns();
			if (bare_first)
				pop_bare(&p, number);
			else
				pop_ours(store, number, a);
			if (i >= 0)
				samples_add(bare_first ? &floor : &ours, us_since(before));
		}
	}
	bench_ratio_row("screen pop (number to 20 cases, 20 contacts)", &ours, &floor, 3.0);
	arena_free(&a);
	free(numbers);
}

/* ---- the queue page ---- */

static void bench_queue(struct store *store)
{
	/* The same answers as ours: the owners of the number and the open cases are counted to 9, the
	 * newest case lends its subject. */
	sqlite3_stmt *page = prepare(
		"SELECT i.id, i.queue_id, i.kind, i.call_id, i.case_id, i.customer_id, i.language, "
		"i.arrived_at, i.due_at, i.due_why, i.taken_by, i.taken_at, i.done_at, "
		"i.lease_until, "
		"i.fence, q.title, c.from_number, u.name, f.number, COALESCE(f.subject, (SELECT "
		"n.subject FROM casefile n WHERE n.customer_id = i.customer_id ORDER BY n.id DESC "
		"LIMIT "
		"1)), (SELECT count(*) FROM (SELECT 1 FROM identity d WHERE d.kind = 'phone' AND "
		"d.value "
		"= c.from_number LIMIT 9)), (SELECT count(*) FROM (SELECT 1 FROM casefile o WHERE "
		"o.customer_id = i.customer_id AND o.state IN ('new', 'open', 'waiting_customer', "
		"'waiting_us') LIMIT 9)) "
		"FROM queue_item i JOIN queue q ON q.id = i.queue_id LEFT JOIN call c ON c.id = "
		"i.call_id "
		"LEFT JOIN customer u ON u.id = i.customer_id LEFT JOIN casefile f ON f.id = "
		"i.case_id "
		"WHERE i.queue_id = ?1 AND i.taken_by IS NULL AND i.done_at IS NULL "
		"ORDER BY i.due_at, i.arrived_at, i.id LIMIT 50");
	struct samples ours = {0}, floor = {0};
	struct arena *a = arena_new();
	struct err err = {0};
	for (int i = -WARM; i < ROUNDS; i++) {
		int64_t queue = 1 + (i + WARM) % 3;
		for (int turn = 0; turn < 2; turn++) {
			bool bare_first = (i & 1) == turn;
			int64_t before = bench_now_ns();
			if (bare_first) {
				sqlite3_bind_int64(page, 1, queue);
				drain(page);
			} else {
				struct queue_row *rows;
				size_t n;
				arena_reset(a);
				if (store_queue_page(store, &queue, 1, NULL, PAGE, a, &rows, &n,
					    &err) != RC_OK) {
					fprintf(stderr, "queue page: %s\n", err.text);
					exit(1);
				}
				sink += (int64_t)n;
			}
			if (i >= 0)
				samples_add(bare_first ? &floor : &ours, us_since(before));
		}
	}
	bench_ratio_row("queue page (50 waiting, names, subjects)", &ours, &floor, 2.0);
	arena_free(&a);
}

int main(void)
{
	struct store *store;
	struct err err = {0};
	const struct store_options options = {.address = bench_store_path()};
	if (store_open(&store, &options, &err) != RC_OK) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	open_bare();
	char *heading = xasprintf(
		"Store (SQLite, %s; floor: bare prepared statements)", bench_store_words());
	bench_heading(heading);
	free(heading);
	bench_pop(store);
	bench_queue(store);
	store_close(&store);
	sqlite3_close(bare);
	return 0;
}
