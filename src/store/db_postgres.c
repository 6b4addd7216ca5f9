/* db_postgres.c - the twelve operations over PostgreSQL.
 *
 * Statements are prepared once a link and run with text parameters (bytes go as they are): the protocol's
 * cost is the round trip, not the digits. A whole answer is taken at once, which is what bounded
 * screens want. */
#include "store/db_postgres.h"

#include "carrel/log.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"
#include "store/stmt.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* From catalog/pg_type.h, which clients do not get; they never change. */
enum {
	OID_BOOL = 16,
	OID_BYTEA = 17,
	OID_INT8 = 20,
	OID_INT2 = 21,
	OID_INT4 = 23,
	OID_TEXT = 25,
	OID_OID = 26,
	OID_FLOAT4 = 700,
	OID_FLOAT8 = 701,
	OID_INT8_ARRAY = 1016,
	OID_NUMERIC = 1700,
};

static struct postgres_db *cast(struct db *db)
{
	return (struct postgres_db *)db;
}

enum rc postgres_run(struct postgres_db *db, const char *sql, const char *what, struct err *err)
{
	PGresult *result = postgres_ask(db, sql);
	ExecStatusType status = db->pq->PQresultStatus(result);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		return postgres_fail(db, result, what, err);
	db->pq->PQclear(result);
	postgres_take_notices(db);
	return RC_OK;
}

/* ---- statements ---- */

static Oid type_of(char letter)
{
	switch (letter) {
	case 'i': return OID_INT8;
	case 'b': return OID_BYTEA;
	case 'r': return OID_FLOAT8;
	case 'l': return OID_INT8_ARRAY;
	default: return OID_TEXT;
	}
}

static enum rc prepare_on_link(struct postgres_db *db, struct db_stmt *s, struct err *err)
{
	Oid types[PARAMS_MAX];
	const struct stmt_def *def = s->def;
	for (int i = 0; i < s->params; i++)
		types[i] = type_of(def->params[i]);
	PGresult *result = postgres_ask_to_prepare(
		db, s->name, def->postgres != NULL ? def->postgres : def->sql, s->params, types);
	if (db->pq->PQresultStatus(result) != PGRES_COMMAND_OK)
		return postgres_fail(db, result, def->name, err);
	db->pq->PQclear(result);
	s->link = db->links;
	return RC_OK;
}

static enum rc op_prepare(
	struct db *head, const struct stmt_def *def, struct db_stmt **out, struct err *err)
{
	struct postgres_db *db = cast(head);
	enum rc rc = postgres_ready(db, err);
	if (rc != RC_OK)
		return rc;
	struct db_stmt *s = xcalloc(1, sizeof(*s));
	s->def = def;
	s->name = xasprintf("carrel_%p", (void *)s);
	s->params = (int)strlen(def->params);
	assert(s->params <= PARAMS_MAX);
	s->blobs.size = sizeof(char *);
	for (int i = 0; i < s->params; i++)
		strbuf_init(&s->param[i].bytes);
	rc = prepare_on_link(db, s, err);
	if (rc != RC_OK) {
		free(s->name);
		free(s);
		return rc;
	}
	s->next = db->all;
	db->all = s;
	*out = s;
	return RC_OK;
}

static void put_list(struct strbuf *out, const struct db_value *value)
{
	const int64_t *ids = value->bytes;
	strbuf_addch(out, '{');
	for (size_t i = 0; i < value->len; i++)
		strbuf_addf(out, "%s%" PRId64, i > 0 ? "," : "", ids[i]);
	strbuf_addch(out, '}');
}

static void free_blobs(struct postgres_db *db, struct db_stmt *s)
{
	for (size_t i = 0; i < s->blobs.n; i++)
		db->pq->PQfreemem(*(char **)vec_at(&s->blobs, i));
	vec_clear(&s->blobs);
}

void postgres_reset(struct db *head, struct db_stmt *s)
{
	struct postgres_db *db = cast(head);
	free_blobs(db, s);
	db->pq->PQclear(s->result);
	s->result = NULL;
	s->ahead = false;
}

static enum rc bind_bytes(struct postgres_param *p, const struct db_value *value, struct err *err)
{
	strbuf_reset(&p->bytes);
	p->null = value->type == DB_NULL;
	p->binary = value->type == DB_BLOB;
	switch (value->type) {
	case DB_NULL: break;
	case DB_INT: strbuf_addf(&p->bytes, "%" PRId64, value->i); break;
	case DB_REAL: strbuf_addf(&p->bytes, "%.17g", value->real); break;
	case DB_TEXT:
		if (value->len > 0 && memchr(value->bytes, '\0', value->len) != NULL)
			return err_set(err, RC_INVALID,
				_("Not saved: a text holds a NUL character, which the database "
				  "cannot keep"));
		strbuf_add(&p->bytes, value->bytes, value->len);
		break;
	case DB_BLOB: strbuf_add(&p->bytes, value->bytes, value->len); break;
	case DB_LIST: put_list(&p->bytes, value); break;
	}
	return RC_OK;
}

static enum rc op_bind(struct db *head, struct db_stmt *s, int param, const struct db_value *value,
	struct err *err)
{
	assert(param >= 1 && param <= s->params);
	struct postgres_param *p = &s->param[param - 1], was = *p;
	strbuf_init(&p->bytes);
	enum rc rc = bind_bytes(p, value, err);
	if (was.null != p->null || was.bytes.len != p->bytes.len ||
		(was.bytes.len > 0 && memcmp(was.bytes.buf, p->bytes.buf, was.bytes.len) != 0))
		s->moved = true;
	strbuf_fini(&was.bytes);
	/* What was guessed is not what is asked. */
	if (s->moved && s->ahead)
		postgres_reset(head, s);
	return rc;
}

static void count_changes(struct postgres_db *db, PGresult *result)
{
	const char *tag = db->pq->PQcmdStatus(result);
	if (strncmp(tag, "SELECT", 6) != 0)
		db->changes = strtoll(db->pq->PQcmdTuples(result), NULL, 10);
}

struct sent_params {
	const char *values[PARAMS_MAX];
	int lengths[PARAMS_MAX], formats[PARAMS_MAX];
};

static void lay_out(const struct db_stmt *s, struct sent_params *out)
{
	for (int i = 0; i < s->params; i++) {
		out->values[i] = s->param[i].null ? NULL : s->param[i].bytes.buf;
		out->lengths[i] = (int)s->param[i].bytes.len;
		out->formats[i] = s->param[i].binary;
	}
}

static enum rc execute(struct postgres_db *db, struct db_stmt *s, struct err *err)
{
	struct sent_params p;
	enum rc rc = postgres_ready(db, err);
	if (rc == RC_OK && s->link != db->links)
		rc = prepare_on_link(db, s, err);
	if (rc != RC_OK)
		return rc;
	lay_out(s, &p);
	postgres_count_read(db, s);
	db->trips++;
	PGresult *result =
		postgres_ask_prepared(db, s->name, s->params, p.values, p.lengths, p.formats);
	ExecStatusType status = db->pq->PQresultStatus(result);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		return postgres_fail(db, result, "Not saved", err);
	s->result = result;
	s->row = 0;
	count_changes(db, result);
	postgres_take_notices(db);
	return RC_OK;
}

/* The mark is sent even after a failure: only up to it can the link be brought back into step. */
static bool send_all(struct postgres_db *db, struct db_stmt *const *stmts, size_t n)
{
	struct sent_params p;
	bool sent = true;
	for (size_t i = 0; sent && i < n; i++) {
		lay_out(stmts[i], &p);
		sent = db->pq->PQsendQueryPrepared(db->conn, stmts[i]->name, stmts[i]->params,
			p.values, p.lengths, p.formats, 0);
	}
	return db->pq->PQpipelineSync(db->conn) && sent;
}

/* Takes every answer in up to the server's mark that all are given, since the link serves nobody
 * before that. The first failure (the later statements only tell that there was one), or NULL. */
static PGresult *take_all(struct postgres_db *db, struct db_stmt *const *stmts, size_t n)
{
	const struct pq_api *pq = db->pq;
	PGresult *failed = NULL;
	bool marked = false;
	for (size_t i = 0; !marked;) {
		PGresult *result = postgres_next(db);
		if (result == NULL) {
			if (postgres_broken(db) || i++ >= n)
				break;
			continue;
		}
		ExecStatusType status = pq->PQresultStatus(result);
		marked = status == PGRES_PIPELINE_SYNC;
		if (status == PGRES_TUPLES_OK && i < n && stmts[i]->result == NULL) {
			stmts[i]->result = result;
			stmts[i]->row = -1;
		} else if (status == PGRES_FATAL_ERROR && failed == NULL) {
			failed = result;
		} else {
			pq->PQclear(result);
		}
	}
	return failed;
}

static enum rc ask(struct postgres_db *db, struct db_stmt *const *stmts, size_t n, struct err *err)
{
	db->trips++;
	bool sent = db->pq->PQenterPipelineMode(db->conn) && send_all(db, stmts, n);
	PGresult *failed = take_all(db, stmts, n);
	/* What cannot be brought back into step is given up: the next act makes a new link. */
	if (!db->pq->PQexitPipelineMode(db->conn) && !postgres_broken(db))
		postgres_give_up(db);
	if (sent && failed == NULL && !postgres_broken(db)) {
		postgres_take_notices(db);
		return RC_OK;
	}
	for (size_t i = 0; i < n; i++)
		postgres_reset(&db->head, stmts[i]);
	return postgres_fail(db, failed, "Not read", err);
}

enum rc postgres_together(struct db *head, struct db_stmt *const *stmts, size_t n, struct err *err)
{
	struct postgres_db *db = cast(head);
	struct vec asked = {.size = sizeof(struct db_stmt *)};
	enum rc rc = postgres_ready(db, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (stmts[i]->ahead)
			continue;
		if (stmts[i]->link != db->links)
			rc = prepare_on_link(db, stmts[i], err);
		postgres_count_read(db, stmts[i]);
		*(struct db_stmt **)vec_push(&asked) = stmts[i];
	}
	if (rc == RC_OK && asked.n > 0)
		rc = ask(db, asked.data, asked.n, err);
	vec_fini(&asked);
	return rc;
}

static enum rc op_step(struct db *head, struct db_stmt *s, bool *row, struct err *err)
{
	struct postgres_db *db = cast(head);
	free_blobs(db, s);
	*row = false;
	if (s->result == NULL) {
		enum rc rc = execute(db, s, err);
		if (rc != RC_OK)
			return rc;
	} else {
		if (s->ahead)
			postgres_count_read(db, s);
		s->ahead = false;
		s->row++;
	}
	*row = s->row < db->pq->PQntuples(s->result);
	return RC_OK;
}

static struct db_value read_blob(struct postgres_db *db, struct db_stmt *s, const char *text)
{
	size_t len = 0;
	unsigned char *bytes = db->pq->PQunescapeBytea((const unsigned char *)text, &len);
	if (bytes == NULL)
		mem_die("out of memory for a column of the database");
	*(unsigned char **)vec_push(&s->blobs) = bytes;
	return db_blob(bytes, len);
}

static struct db_value op_column(struct db *head, struct db_stmt *s, int col)
{
	struct postgres_db *db = cast(head);
	if (db->pq->PQgetisnull(s->result, s->row, col))
		return db_null();
	const char *text = db->pq->PQgetvalue(s->result, s->row, col);
	switch ((int)db->pq->PQftype(s->result, col)) {
	case OID_INT2:
	case OID_INT4:
	case OID_INT8:
	case OID_OID: return db_int(strtoll(text, NULL, 10));
	case OID_BOOL: return db_bool(*text == 't');
	case OID_FLOAT4:
	case OID_FLOAT8: return db_real(strtod(text, NULL));
	case OID_NUMERIC:
		/* sum() of integers is one: an integer unless it shows a point. */
		return strchr(text, '.') == NULL ? db_int(strtoll(text, NULL, 10))
						 : db_real(strtod(text, NULL));
	case OID_BYTEA: return read_blob(db, s, text);
	default: break;
	}
	return db_textn(text, (size_t)db->pq->PQgetlength(s->result, s->row, col));
}

static int op_columns(struct db *head, struct db_stmt *s)
{
	return cast(head)->pq->PQnfields(s->result);
}

/* ---- transactions ---- */

static enum rc op_begin(struct db *head, enum db_mode mode, struct err *err)
{
	struct postgres_db *db = cast(head);
	if (mode == DB_READ)
		return RC_OK;
	postgres_screen(head, false);
	enum rc rc = postgres_ready(db, err);
	if (rc == RC_OK)
		rc = postgres_run(db, "BEGIN", "Nothing was saved", err);
	/* A link that died while idle shows only now, and nothing hangs on it yet: once more. */
	if (rc != RC_OK && postgres_broken(db)) {
		rc = postgres_ready(db, err);
		if (rc == RC_OK)
			rc = postgres_run(db, "BEGIN", "Nothing was saved", err);
	}
	return rc;
}

static void op_rollback(struct db *head)
{
	struct postgres_db *db = cast(head);
	if (head->mode == DB_READ || postgres_broken(db))
		return;
	struct err ignored = {0};
	if (postgres_run(db, "ROLLBACK", "Rolling back", &ignored) != RC_OK)
		log_warn("postgres: %s", ignored.text);
}

static enum rc op_commit(struct db *head, struct err *err)
{
	struct postgres_db *db = cast(head);
	const struct pq_api *pq = db->pq;
	if (head->mode == DB_READ)
		return RC_OK;
	PGresult *result = postgres_ask(db, "COMMIT");
	bool done = pq->PQresultStatus(result) == PGRES_COMMAND_OK;
	db->wrote = true;
	if (done && strcmp(pq->PQcmdStatus(result), "COMMIT") == 0) {
		pq->PQclear(result);
		postgres_take_notices(db);
		return RC_OK;
	}
	if (postgres_broken(db)) {
		pq->PQclear(result);
		return err_set(err, RC_UNKNOWN,
			_("The link to the database broke while saving: it may or may not be "
			  "saved. "
			  "Look before "
			  "you do it again"));
	}
	if (!done)
		return postgres_fail(db, result, "Nothing was saved", err);
	pq->PQclear(result);
	return err_set(
		err, RC_IO, _("Nothing was saved: the database had given up before. Try again"));
}

static int64_t op_changes(struct db *head)
{
	return cast(head)->changes;
}

static enum rc op_script(struct db *head, const char *sql, struct err *err)
{
	assert(db_in_write(head));
	return postgres_run(cast(head), sql, "A step of the schema failed", err);
}

static enum rc op_backup(struct db *head, const char *path, struct err *err)
{
	return err_set(err, RC_INVALID,
		_("A PostgreSQL store is backed up by PostgreSQL's own tool: pg_dump -n carrel -Fc "
		  "-f '%s' '%s'"),
		path, head->address);
}

static enum rc op_maintain(struct db *head, struct err *err)
{
	(void)head;
	(void)err;
	return RC_OK; /* the server keeps house itself */
}

static void op_lock_schema(struct db *head)
{
	(void)head; /* the operator's role decides what may be done */
}

void postgres_free(struct postgres_db *db)
{
	for (struct db_stmt *s = db->all, *next; s != NULL; s = next) {
		next = s->next;
		postgres_reset(&db->head, s);
		for (int i = 0; i < s->params; i++)
			strbuf_fini(&s->param[i].bytes);
		vec_fini(&s->blobs);
		free(s->name);
		free(s);
	}
	if (db->conn != NULL)
		db->pq->PQfinish(db->conn);
	if (db->epoll_fd >= 0)
		close(db->epoll_fd);
	if (db->told_fd >= 0)
		close(db->told_fd);
	free(db);
}

static struct patience *op_patience(struct db *head)
{
	return &head->patience;
}

static void op_close(struct db *head)
{
	postgres_free(cast(head));
}

const struct db_ops postgres_ops = {
	.engine = "postgres",
	.close = op_close,
	.prepare = op_prepare,
	.bind = op_bind,
	.step = op_step,
	.together = postgres_together,
	.column = op_column,
	.columns = op_columns,
	.reset = postgres_reset,
	.begin = op_begin,
	.commit = op_commit,
	.rollback = op_rollback,
	.changes = op_changes,
	.script = op_script,
	.backup = op_backup,
	.maintain = op_maintain,
	.lock_schema = op_lock_schema,
	.screen = postgres_screen,
	.notice_fd = postgres_notice_fd,
	.changed = postgres_changed,
	.announce = postgres_announce,
	.patience = op_patience,
};
