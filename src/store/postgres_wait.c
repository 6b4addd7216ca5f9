/* postgres_wait.c - statements and their answers, with somebody told while an answer does not come.
 *
 * libpq's own PQexec and its kin wait inside for as long as it takes. These send and look whether the
 * answer is there, so that a desk whose statement stands behind another's lock can say so. How long that
 * may take is the server's business (lock_timeout): a slow report is no reason to give up. */
#include "store/db_postgres.h"

#include <errno.h>
#include <poll.h>
#include <time.h>

int64_t postgres_now_ms(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

PGresult *postgres_next(struct postgres_db *db)
{
	struct patience *p = &db->head.patience;
	int64_t begun = p->waits != NULL ? postgres_now_ms() : 0;
	while (p->waits != NULL && db->pq->PQisBusy(db->conn)) {
		struct pollfd polled = {.fd = db->pq->PQsocket(db->conn), .events = POLLIN};
		int ready = poll(&polled, 1, STORE_TICK_MS);
		if (ready < 0 && errno != EINTR)
			break;
		if (ready > 0 && !db->pq->PQconsumeInput(db->conn))
			break;
		if (ready == 0)
			patience_tick(p, postgres_now_ms() - begun);
	}
	return db->pq->PQgetResult(db->conn);
}

/* The last result, which is the first failure if there was one; NULL: nothing was sent. */
static PGresult *answer(struct postgres_db *db, int sent)
{
	PGresult *last = NULL, *next;
	if (!sent)
		return NULL;
	int64_t begun = postgres_now_ms();
	while ((next = postgres_next(db)) != NULL) {
		db->pq->PQclear(last);
		last = next;
	}
	patience_spend(&db->head.patience, postgres_now_ms() - begun);
	return last;
}

/* What an earlier statement left behind would be taken for the answer of this one. */
static void empty(struct postgres_db *db)
{
	PGresult *left;
	while ((left = db->pq->PQgetResult(db->conn)) != NULL)
		db->pq->PQclear(left);
}

PGresult *postgres_ask(struct postgres_db *db, const char *sql)
{
	empty(db);
	return answer(db, db->pq->PQsendQuery(db->conn, sql));
}

PGresult *postgres_ask_to_prepare(
	struct postgres_db *db, const char *name, const char *sql, int params, const Oid *types)
{
	empty(db);
	return answer(db, db->pq->PQsendPrepare(db->conn, name, sql, params, types));
}

PGresult *postgres_ask_prepared(struct postgres_db *db, const char *name, int params,
	const char *const *values, const int *lengths, const int *formats)
{
	empty(db);
	return answer(db,
		db->pq->PQsendQueryPrepared(db->conn, name, params, values, lengths, formats, 0));
}
