/* stmt.h - the registry of statements: every SQL text of carrel is a row of stmts.def.
 *
 *	STMT(CASE_BY_NUMBER, "t", "SELECT id, version FROM casefile WHERE number = $1", NULL)
 *
 * id, one letter a parameter, SQL for both engines with $1 $2 …, and PostgreSQL's own text only where
 * it must differ (NULL: the same). Letters: i int64, t text, b blob, r real, l list of int64. A
 * parameter may be used several times; each of 1..n must be used. stmts.def is cut into one
 * stmts_<aggregate>.def each. A test prepares every row on both engines, compares parameters with
 * the letters, and fails on a table scan in the plan unless the SQL carries the mark (scan) as a
 * comment, slash-star scan star-slash.
 *
 * Lists. `l` is bound as a JSON array on SQLite and as bigint[] on PostgreSQL:
 *	SQLite:     WHERE queue_id IN (SELECT value FROM json_each($1))
 *	PostgreSQL: WHERE queue_id = ANY($1)
 * Both seek the index once an element. Where the list is the queues of an agent, prefer to join
 * agent_queue: one text for both. For "the first of several queues" (earliest promise) a merge over
 * the queues is needed, else the engine sorts: SELECT … FROM agent_queue aq JOIN queue_item i ON
 * i.id = (SELECT id FROM queue_item WHERE queue_id = aq.queue_id AND … ORDER BY key, id LIMIT 1)
 * ORDER BY i.key, i.id LIMIT 1 reads one row a queue on both engines.
 *
 * What both engines agree on: INSERT … RETURNING, ON CONFLICT, upsert, row values, COALESCE, CASE,
 * window functions, LIMIT $n. Booleans are 0/1 integers. Text compares by bytes (COLLATE "C" on
 * PostgreSQL, put there by {{text}} of migrate.h). Say `"end"`-like words never as names. Never lean on
 * rowid, INSERT OR REPLACE, ifnull, ||NULL, integer division of a real, or implicit text/number casts;
 * sum() of integers may come back as numeric and reads the same through stmt_int().
 *
 * Use:
 *	struct query q = stmt_query(db, STMT_CASE_OF_OWNER, db_int(agent), db_int(limit));
 *	while (stmt_next(&q))
 *		read(stmt_int(&q, 0), stmt_text(&q, 1, arena));
 *	return stmt_close(&q, err);
 * Failures stick in the query and come out of stmt_close(), which always resets. The same statement
 * must not be opened twice at one time (asserted): read rows into the arena before going on. */
#ifndef CARREL_STORE_STMT_H
#define CARREL_STORE_STMT_H

#include "store/db.h"

struct arena;

enum stmt_id {
#define STMT(id, params, sql, postgres) STMT_##id,
#include "store/stmts.def"
#undef STMT
	STMT_COUNT
};

struct stmt_def {
	const char *name;
	const char *params;
	const char *sql;
	const char *postgres; /* NULL: sql serves */
};

extern const struct stmt_def stmt_table[STMT_COUNT];

/* On the stack; never copied while open. */
struct query {
	struct db *db;
	struct db_stmt *stmt;
	enum stmt_id id;
	bool row;
	bool done;
	struct err err; /* first failure */
};

/* The trailing arguments are struct db_value, one a letter of the row's parameters, made by db_int(),
 * db_text() …; the types are asserted (NULL fits every letter). */
struct query stmt_query(struct db *db, enum stmt_id id, ...);
struct query stmt_queryv(struct db *db, enum stmt_id id, const struct db_value *values, size_t n);
bool stmt_next(struct query *q); /* false: no more rows, or a failure */
/* RC_OK, or the first failure. Steps a statement that was never stepped, so that a write without
 * rows happens. */
enum rc stmt_close(struct query *q, struct err *err);

/* Asks several queries, opened and not yet stepped, at once: a round trip for all of them on
 * PostgreSQL; on SQLite each runs when it is stepped. Then each is read and closed as ever, in any
 * order. When one fails they all do, with the same sentence. Reads only, none twice, and of small
 * parameters: nothing is taken in before all has been sent. */
void stmt_together(struct query *queries, size_t n);
/* Ends those that are still open, unread: for the way out after a failure. */
void stmt_drop_all(struct query *queries, size_t n);

/* Columns count from 0. NULL reads as 0, 0.0, NULL. A number in text is not parsed: 0. */
int64_t stmt_int(const struct query *q, int col);
bool stmt_bool(const struct query *q, int col);
char *stmt_text(const struct query *q, int col, struct arena *a); /* a copy; NULL stays NULL */
char *stmt_text_or(const struct query *q, int col, const char *otherwise, struct arena *a);
const char *stmt_peek(const struct query *q, int col); /* valid until the next row */
/* A copy in a; *len bytes. NULL when NULL; an empty blob is not NULL. */
void *stmt_blob(const struct query *q, int col, struct arena *a, size_t *len);

/* Runs a statement without looking at rows. */
enum rc stmt_run(struct db *db, enum stmt_id id, struct err *err, ...);
enum rc stmt_runv(
	struct db *db, enum stmt_id id, const struct db_value *values, size_t n, struct err *err);
/* First column of the first row (INSERT … RETURNING id, counts). RC_NOTFOUND, err untouched but for its
 * code, when there is no row. */
enum rc stmt_one_int(struct db *db, enum stmt_id id, int64_t *out, struct err *err, ...);
int64_t stmt_changes(struct db *db); /* rows written by the last finished statement */

#endif
