/* postgres_notice.c - word of what others have changed. */
#include "store/db_postgres.h"

#include "carrel/log.h"

#include <stdlib.h>
#include <unistd.h>

void postgres_take_notices(struct postgres_db *db)
{
	PGnotify *notice;
	while ((notice = db->pq->PQnotifies(db->conn)) != NULL) {
		if (notice->be_pid != db->pq->PQbackendPID(db->conn))
			db->told = true;
		db->pq->PQfreemem(notice);
	}
	/* The socket is empty by now, so something else must wake the loop. */
	uint64_t one = 1;
	if (db->told && db->told_fd >= 0 && write(db->told_fd, &one, sizeof(one)) < 0)
		log_debug("postgres: a notice was already waiting");
}

/* The net under the notices: a notice dies with a console that was killed between its commit and its
 * announcement. Any transaction of anybody moves xmax, so own ones are left out of the account. */
static bool snapshot_moved(struct postgres_db *db)
{
	PGresult *result =
		postgres_ask(db, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
	if (db->pq->PQresultStatus(result) != PGRES_TUPLES_OK) {
		postgres_fail(db, result, "Looking for changes", NULL);
		return true;
	}
	int64_t xmax = strtoll(db->pq->PQgetvalue(result, 0, 0), NULL, 10);
	db->pq->PQclear(result);
	postgres_take_notices(db);
	bool moved = xmax != db->seen_xmax && db->seen_xmax != 0 && !db->wrote;
	db->seen_xmax = xmax;
	db->wrote = false;
	return moved;
}

int postgres_notice_fd(struct db *head)
{
	struct postgres_db *db = (struct postgres_db *)head;
	struct err err = {0};
	if (db->listening)
		return db->epoll_fd;
	enum rc rc = postgres_ready(db, &err);
	if (rc == RC_OK)
		rc = postgres_listen(db, &err);
	if (rc == RC_OK)
		snapshot_moved(db);
	else
		log_warn("postgres: %s", err.text);
	return db->epoll_fd;
}

bool postgres_changed(struct db *head)
{
	struct postgres_db *db = (struct postgres_db *)head;
	uint64_t count;
	while (db->told_fd >= 0 && read(db->told_fd, &count, sizeof(count)) > 0)
		continue;
	/* Whoever looks next meets the failure, or the new link, and can say so. */
	if (!db->pq->PQconsumeInput(db->conn) || postgres_broken(db))
		return true;
	postgres_take_notices(db);
	bool changed = snapshot_moved(db) || db->told;
	while (db->told_fd >= 0 && read(db->told_fd, &count, sizeof(count)) > 0)
		continue;
	db->told = false;
	return changed;
}

/* Not inside the transaction: notices are committed one at a time in the whole database, and would
 * put every commit into one line. */
void postgres_announce(struct db *head)
{
	struct postgres_db *db = (struct postgres_db *)head;
	struct err err = {0};
	if (postgres_broken(db))
		return;
	db->wrote = true;
	if (postgres_run(db,
		    "BEGIN; SET LOCAL synchronous_commit TO off; NOTIFY carrel_change; COMMIT",
		    "Telling the others", &err) != RC_OK)
		log_warn("postgres: %s", err.text);
}
