/* stmt.c - runs the rows of stmts.def: prepare once a handle, bind, step, always reset.
 *
 * Parameters travel as values that know their type, not as bare varargs: an int where an int64_t is
 * read, or a forgotten length, would otherwise be silent. */
#include "store/stmt.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/log.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

enum { STMT_PARAMS_MAX = 40, STMT_TOGETHER_MAX = 24 };

const struct stmt_def stmt_table[STMT_COUNT] = {
#define STMT(id, params, sql, postgres) [STMT_##id] = {#id, params, sql, postgres},
#include "store/stmts.def"
#undef STMT
};

static void query_fail(struct query *q)
{
	struct db *db = q->db;
	q->row = false;
	q->done = true;
	log_debug("store: %s: %s: %s", stmt_table[q->id].name, rc_name(q->err.rc), q->err.text);
	if (db_in_write(db) && db->spoilt.rc == RC_OK)
		db->spoilt = q->err;
}

static bool value_fits(char letter, const struct db_value *value)
{
	switch (value->type) {
	case DB_NULL: return true;
	case DB_INT: return letter == 'i';
	case DB_TEXT: return letter == 't';
	case DB_BLOB: return letter == 'b';
	case DB_REAL: return letter == 'r';
	case DB_LIST: return letter == 'l';
	}
	return false;
}

static enum rc query_prepare(struct query *q)
{
	struct db *db = q->db;
	if (db->stmts[q->id] == NULL) {
		enum rc rc = db->ops->prepare(db, &stmt_table[q->id], &db->stmts[q->id], &q->err);
		if (rc != RC_OK)
			return rc;
	}
	q->stmt = db->stmts[q->id];
	return RC_OK;
}

static enum rc query_bind(struct query *q, const struct db_value *values, size_t n)
{
	const char *letters = stmt_table[q->id].params;
	assert(strlen(letters) == n);
	for (size_t i = 0; i < n; i++) {
		assert(value_fits(letters[i], &values[i]));
		enum rc rc = q->db->ops->bind(q->db, q->stmt, (int)i + 1, &values[i], &q->err);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

struct query stmt_queryv(struct db *db, enum stmt_id id, const struct db_value *values, size_t n)
{
	struct query q = {.db = db, .id = id};
	assert(!db->ops->patience(db)->telling);
	if (db_in_write(db) && db->spoilt.rc != RC_OK) {
		q.err = db->spoilt;
		q.done = true;
		return q;
	}
	if (log_level() >= LOG_TRACE)
		log_debug("store: run %s (%zu parameters)", stmt_table[id].name, n);
	if (db_stops(db)) {
		err_set(&q.err, RC_CANCELLED, _("%s: stopped"), stmt_table[id].name);
		query_fail(&q);
	} else if (query_prepare(&q) != RC_OK || query_bind(&q, values, n) != RC_OK) {
		query_fail(&q);
	}
	return q;
}

static size_t collect(enum stmt_id id, struct db_value values[STMT_PARAMS_MAX], va_list ap)
{
	size_t n = strlen(stmt_table[id].params);
	assert(n <= STMT_PARAMS_MAX);
	for (size_t i = 0; i < n; i++)
		values[i] = va_arg(ap, struct db_value);
	return n;
}

struct query stmt_query(struct db *db, enum stmt_id id, ...)
{
	struct db_value values[STMT_PARAMS_MAX];
	va_list ap;
	va_start(ap, id);
	size_t n = collect(id, values, ap);
	va_end(ap);
	return stmt_queryv(db, id, values, n);
}

bool stmt_next(struct query *q)
{
	if (q->done)
		return false;
	bool row = false;
	if (q->db->ops->step(q->db, q->stmt, &row, &q->err) != RC_OK) {
		query_fail(q);
		return false;
	}
	q->row = row;
	q->done = !row;
	return row;
}

enum rc stmt_close(struct query *q, struct err *err)
{
	if (!q->done && !q->row)
		stmt_next(q);
	if (q->stmt != NULL)
		q->db->ops->reset(q->db, q->stmt);
	q->stmt = NULL;
	q->row = false;
	q->done = true;
	if (q->err.rc != RC_OK && err != NULL)
		*err = q->err;
	return q->err.rc;
}

void stmt_together(struct query *queries, size_t n)
{
	struct db_stmt *stmts[STMT_TOGETHER_MAX];
	struct err err = {0};
	assert(n > 0 && n <= STMT_TOGETHER_MAX);
	for (size_t i = 0; i < n; i++) {
		if (queries[i].done)
			return; /* it has its failure; whoever reads in order meets it */
		stmts[i] = queries[i].stmt;
	}
	struct db *db = queries[0].db;
	if (db->ops->together(db, stmts, n, &err) == RC_OK)
		return;
	for (size_t i = 0; i < n; i++) {
		queries[i].err = err;
		query_fail(&queries[i]);
	}
}

void stmt_drop_all(struct query *queries, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		queries[i].done = true; /* or closing would run it */
		stmt_close(&queries[i], NULL);
	}
}

static struct db_value column(const struct query *q, int col)
{
	assert(q->row && col >= 0 && col < q->db->ops->columns(q->db, q->stmt));
	return q->db->ops->column(q->db, q->stmt, col);
}

int64_t stmt_int(const struct query *q, int col)
{
	struct db_value v = column(q, col);
	return v.type == DB_REAL ? (int64_t)v.real : v.i;
}

bool stmt_bool(const struct query *q, int col)
{
	return stmt_int(q, col) != 0;
}

const char *stmt_peek(const struct query *q, int col)
{
	struct db_value v = column(q, col);
	return v.type == DB_TEXT ? v.bytes : NULL;
}

char *stmt_text(const struct query *q, int col, struct arena *a)
{
	struct db_value v = column(q, col);
	return v.type == DB_TEXT ? arena_strndup(a, v.bytes, v.len) : NULL;
}

char *stmt_text_or(const struct query *q, int col, const char *otherwise, struct arena *a)
{
	char *text = stmt_text(q, col, a);
	return text != NULL ? text : arena_strdup(a, otherwise);
}

void *stmt_blob(const struct query *q, int col, struct arena *a, size_t *len)
{
	struct db_value v = column(q, col);
	*len = 0;
	if (v.type != DB_BLOB && v.type != DB_TEXT)
		return NULL;
	*len = v.len;
	void *copy = arena_alloc(a, v.len + 1);
	if (v.len > 0)
		memcpy(copy, v.bytes, v.len);
	return copy;
}

static enum rc drain(struct query *q, struct err *err)
{
	while (stmt_next(q))
		continue;
	return stmt_close(q, err);
}

enum rc stmt_runv(
	struct db *db, enum stmt_id id, const struct db_value *values, size_t n, struct err *err)
{
	struct query q = stmt_queryv(db, id, values, n);
	return drain(&q, err);
}

enum rc stmt_run(struct db *db, enum stmt_id id, struct err *err, ...)
{
	struct db_value values[STMT_PARAMS_MAX];
	va_list ap;
	va_start(ap, err);
	size_t n = collect(id, values, ap);
	va_end(ap);
	return stmt_runv(db, id, values, n, err);
}

enum rc stmt_one_int(struct db *db, enum stmt_id id, int64_t *out, struct err *err, ...)
{
	struct db_value values[STMT_PARAMS_MAX];
	va_list ap;
	va_start(ap, err);
	size_t n = collect(id, values, ap);
	va_end(ap);
	struct query q = stmt_queryv(db, id, values, n);
	bool found = stmt_next(&q);
	if (found)
		*out = stmt_int(&q, 0);
	/* The rest is stepped too: a write that gives rows is whole only at its end. */
	enum rc rc = drain(&q, err);
	if (rc == RC_OK && !found) {
		rc = RC_NOTFOUND;
		if (err != NULL)
			err->rc = rc;
	}
	return rc;
}

int64_t stmt_changes(struct db *db)
{
	return db->ops->changes(db);
}
