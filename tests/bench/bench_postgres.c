/* bench_postgres.c - the same screens and acts on both engines, of the same centre.
 *
 * Turn by turn in one run: PostgreSQL beside SQLite, and the screen pop beside the statements it is
 * made of, each a round trip of its own as libpq's plainest use gives it. BENCH_POSTGRES names an
 * empty database; run.sh starts one. */
#include "bench/support_bench.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/desk.h"
#include "carrel/mem.h"
#include "carrel/store.h"
#include "carrel/store_rows.h"
#include "carrel/store_screen.h"
#include "carrel/work.h"
#include "store/db_postgres.h"
#include "store/store_private.h"
#include "store/stmt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WARM = 300, ROUNDS = 3000, ACTS = 400, PAGE = 50, CUSTOMERS = 2000, WAITING = 600 };

struct engine {
	struct app app;
	struct desk *desk;
	struct store *store;
	struct arena *arena;
};

static volatile int64_t sink;

static void must(enum rc rc, const struct err *err)
{
	if (rc == RC_OK)
		return;
	fprintf(stderr, "bench_postgres: %s\n", err->text);
	exit(1);
}

static double us_since(int64_t before)
{
	return (double)(bench_now_ns() - before) / 1000;
}

/* ---- the two centres ---- */

static void make_centre(const char *address)
{
	const char *build = getenv("CARREL_BUILD");
	char *carrel = xasprintf("%s/carrel", build ? build : "build/release");
	pid_t pid = fork();
	if (pid == 0) {
		if (freopen("/dev/null", "w", stdout) == NULL)
			_exit(127);
		execl(carrel, carrel, "demo", "--into", address, "--size", "desk", "--seed", "1",
			(char *)NULL);
		_exit(127);
	}
	int status;
	if (waitpid(pid, &status, 0) != pid || status != 0) {
		fprintf(stderr, "bench_postgres: no centre was made\n");
		exit(1);
	}
	free(carrel);
}

/* Callers enough to fill the pages of the three queues. */
static void ring_many(struct engine *e)
{
	struct err err = {0};
	must(change_begin(e->store, "bench", NULL, &err), &err);
	for (int i = 0; i < WAITING; i++) {
		char number[20];
		struct queue_item item;
		snprintf(number, sizeof(number), "+3460%07d", i * 37);
		const struct work_ring ring = {
			.queue_id = 1 + i % 3, .from = number, .at = clock_wall_ms() - i * 1000};
		arena_reset(e->arena);
		must(work_ring(e->store, &ring, e->arena, &item, &err), &err);
	}
	must(change_commit(e->store, NULL, &err), &err);
}

static struct engine open_engine(const char *address)
{
	struct engine e = {.arena = arena_new()};
	struct err err = {0};
	const struct store_options options = {.address = address};
	make_centre(address);
	must(store_open(&e.store, &options, &err), &err);
	ring_many(&e);
	return e;
}

/* ---- what is measured ---- */

static void pop(struct engine *e, int i)
{
	struct pop out;
	struct err err = {0};
	must(store_pop_customer(e->store, 1 + (i * 37) % CUSTOMERS, 0, e->arena, &out, &err), &err);
	sink += (int64_t)out.n_contacts;
}

static void page(struct engine *e, int i)
{
	struct queue_row *rows;
	size_t n;
	struct err err = {0};
	int64_t queue = 1 + i % 3;
	must(store_queue_page(e->store, &queue, 1, NULL, PAGE, e->arena, &rows, &n, &err), &err);
	sink += (int64_t)n;
}

static void page_of_three(struct engine *e, int i)
{
	static const int64_t queues[] = {1, 2, 3};
	struct queue_row *rows;
	size_t n;
	struct err err = {0};
	(void)i;
	must(store_queue_page(e->store, queues, 3, NULL, PAGE, e->arena, &rows, &n, &err), &err);
	sink += (int64_t)n;
}

static void counts(struct engine *e, int i)
{
	struct queue_summary *rows;
	size_t n;
	struct err err = {0};
	(void)i;
	must(store_queue_summaries(e->store, clock_wall_ms(), e->arena, &rows, &n, &err), &err);
	sink += (int64_t)n;
}

static void note(struct engine *e, int i)
{
	struct err err = {0};
	struct contact row = {.customer_id = 1 + (i * 37) % CUSTOMERS,
		.kind = CONTACT_NOTE,
		.direction = DIRECTION_INTERNAL,
		.at = clock_wall_ms(),
		.body = "The line was tested and is well again."};
	must(store_contact_add(e->store, &row, &err), &err);
}

static void compare(const char *what, void (*act)(struct engine *, int), struct engine *ours,
	struct engine *floor, int rounds, double goal)
{
	struct samples here = {0}, there = {0};
	for (int i = -WARM / 3; i < rounds; i++)
		for (int turn = 0; turn < 2; turn++) {
			bool first = (i & 1) == turn;
			struct engine *e = first ? ours : floor;
			arena_reset(e->arena);
			int64_t before = bench_now_ns();
			act(e, i + WARM);
			if (i >= 0)
				samples_add(first ? &here : &there, us_since(before));
		}
	bench_ratio_row(what, &here, &there, goal);
	free(here.us);
	free(there.us);
}

/* ---- the desk, with a call in hand ---- */

static void open_desk(struct engine *e, const char *address)
{
	struct err err = {0};
	struct work_hand hand;
	const struct app_options options = {.rows = 24, .cols = 80};
	must(app_init(&e->app, &options, &err), &err);
	must(app_store_use(&e->app, address, false, false, &err), &err);
	must(app_sign_on(&e->app, "ana", NULL, &err), &err);
	must(work_next(e->app.store, e->app.actor.id, e->arena, &hand, &err), &err);
	e->desk = desk_new(&e->app);
}

static void desk(struct engine *e, int i)
{
	struct err err = {0};
	(void)i;
	must(desk_read(e->desk, &err), &err);
}

static void count_trips(struct engine *e)
{
	const struct postgres_db *db = (const struct postgres_db *)e->app.store->db;
	int64_t before = db->trips;
	desk(e, 0);
	bench_limit_row("the desk read again", "trips", (double)(db->trips - before), 2);
}

/* ---- the statements of a pop, bare ---- */

static const enum stmt_id bare_ids[] = {STMT_IDENTITY_OF, STMT_CASE_OPEN_OF_CUSTOMER,
	STMT_CASE_SHUT_OF_CUSTOMER, STMT_REFERENCE_OF, STMT_POP_CONTACTS, STMT_POP_VERIFIER,
	STMT_POP_PROMISES};
enum { BARE = sizeof(bare_ids) / sizeof(bare_ids[0]) };

struct bare {
	const struct pq_api *pq;
	PGconn *conn;
};

static void done(const struct bare *b, PGresult *result)
{
	ExecStatusType status = b->pq->PQresultStatus(result);
	if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
		fprintf(stderr, "bench_postgres: %s\n", b->pq->PQerrorMessage(b->conn));
		exit(1);
	}
	for (int row = 0; row < b->pq->PQntuples(result); row++)
		for (int col = 0; col < b->pq->PQnfields(result); col++)
			sink += b->pq->PQgetvalue(result, row, col)[0];
	b->pq->PQclear(result);
}

static struct bare open_bare(const char *address)
{
	static const Oid ints[] = {20, 20}; /* int8 */
	static const char *const words[] = {"dbname", NULL};
	const char *const values[] = {address, NULL};
	struct bare b = {0};
	struct err err = {0};
	must(pq_load(&b.pq, &err), &err);
	b.conn = b.pq->PQconnectdbParams(words, values, 1);
	done(&b, b.pq->PQexec(b.conn, "SET search_path TO carrel, public"));
	done(&b, b.pq->PQexec(b.conn, "SET jit TO off"));
	done(&b,
		b.pq->PQprepare(
			b.conn, "customer", "SELECT * FROM customer WHERE id = $1", 1, ints));
	for (size_t i = 0; i < BARE; i++) {
		const struct stmt_def *def = &stmt_table[bare_ids[i]];
		done(&b,
			b.pq->PQprepare(b.conn, def->name,
				def->postgres != NULL ? def->postgres : def->sql,
				(int)strlen(def->params), ints));
	}
	return b;
}

static void pop_bare(const struct bare *b, int i)
{
	char id[24];
	const char *const params[] = {id, "20"};
	snprintf(id, sizeof(id), "%d", 1 + (i * 37) % CUSTOMERS);
	done(b, b->pq->PQexecPrepared(b->conn, "customer", 1, params, NULL, NULL, 0));
	for (size_t n = 0; n < BARE; n++) {
		const struct stmt_def *def = &stmt_table[bare_ids[n]];
		done(b,
			b->pq->PQexecPrepared(b->conn, def->name, (int)strlen(def->params), params,
				NULL, NULL, 0));
	}
}

static void compare_bare(struct engine *ours, const struct bare *b)
{
	struct samples here = {0}, there = {0};
	for (int i = -WARM; i < ROUNDS; i++)
		for (int turn = 0; turn < 2; turn++) {
			bool first = (i & 1) == turn;
			arena_reset(ours->arena);
			int64_t before = bench_now_ns();
			if (first)
				pop(ours, i + WARM);
			else
				pop_bare(b, i + WARM);
			if (i >= 0)
				samples_add(first ? &here : &there, us_since(before));
		}
	bench_ratio_row("screen pop / its statements one by one", &here, &there, 1.0);
	free(here.us);
	free(there.us);
}

int main(void)
{
	const char *address = getenv("BENCH_POSTGRES");
	char dir[] = "/var/tmp/carrel-bench.XXXXXX";
	if (address == NULL || *address == '\0') {
		printf("skip: bench_postgres: no PostgreSQL server\n");
		return 0;
	}
	if (mkdtemp(dir) == NULL) {
		perror(dir);
		return 1;
	}
	char *path = xasprintf("%s/centre.db", dir);
	struct engine lite = open_engine(path), pg = open_engine(address);
	struct bare bare = open_bare(address);
	done(&bare, bare.pq->PQexec(bare.conn, "ANALYZE"));
	bench_heading("PostgreSQL (2,000 customers, 8,900 contacts, 600 waiting; floor: SQLite, "
		      "the same centre)");
	compare("screen pop", pop, &pg, &lite, ROUNDS, 5.0);
	compare("queue page of one queue", page, &pg, &lite, ROUNDS, 3.0);
	compare("queue page of three queues", page_of_three, &pg, &lite, ROUNDS, 3.0);
	compare("counts of every queue", counts, &pg, &lite, ROUNDS, 3.0);
	open_desk(&pg, address);
	open_desk(&lite, path);
	compare("the desk read again, a call in hand", desk, &pg, &lite, ROUNDS, 3.0);
	count_trips(&pg);
	compare("a note, durable", note, &pg, &lite, ACTS, 3.0);
	bench_heading("PostgreSQL (floor: its bare prepared statements, a round trip each)");
	compare_bare(&pg, &bare);
	bare.pq->PQfinish(bare.conn);
	desk_free(&pg.desk);
	desk_free(&lite.desk);
	app_fini(&pg.app);
	app_fini(&lite.app);
	store_close(&pg.store);
	store_close(&lite.store);
	arena_free(&pg.arena);
	arena_free(&lite.arena);
	free(path);
	execlp("rm", "rm", "-rf", dir, (char *)NULL);
	return 1;
}
