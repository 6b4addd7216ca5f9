/* db_sqlite.c - the twelve operations over SQLite.
 *
 * The write gate is inside begin and commit, so nobody above can forget it; a statement that writes
 * outside a write transaction is a programmer's mistake and asserted. */
#include "store/db_sqlite.h"

#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "store/stmt.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARAMS_MAX = 40 };

struct db_stmt {
	sqlite3_stmt *stmt;
	struct db_stmt *next;
	const char *name;
	int params;
	bool reads_only;
	bool stepped;                       /* and not yet at its end */
	unsigned char slot[PARAMS_MAX + 1]; /* SQLite's number of $1 … */
};

static struct sqlite_db *cast(struct db *db)
{
	return (struct sqlite_db *)db;
}

/* ---- statements ---- */

static enum rc number_params(struct db_stmt *s, const struct stmt_def *def, struct err *err)
{
	int n = (int)strlen(def->params);
	assert(n <= PARAMS_MAX);
	for (int i = 1; i <= n; i++) {
		char name[8];
		snprintf(name, sizeof(name), "$%d", i);
		int slot = sqlite3_bind_parameter_index(s->stmt, name);
		if (slot == 0)
			return err_set(
				err, RC_INVALID, _("Statement %s never uses %s"), def->name, name);
		s->slot[i] = (unsigned char)slot;
	}
	if (sqlite3_bind_parameter_count(s->stmt) != n)
		return err_set(err, RC_INVALID, _("Statement %s has %d parameters, not %d"),
			def->name, sqlite3_bind_parameter_count(s->stmt), n);
	s->params = n;
	return RC_OK;
}

static enum rc op_prepare(
	struct db *head, const struct stmt_def *def, struct db_stmt **out, struct err *err)
{
	struct sqlite_db *db = cast(head);
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v3(
		db->handle, def->sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
	if (code != SQLITE_OK || stmt == NULL)
		return sqlite_fail(db, code, def->name, err);
	struct db_stmt *s = xcalloc(1, sizeof(*s));
	s->stmt = stmt;
	s->name = def->name;
	s->reads_only = sqlite3_stmt_readonly(stmt) != 0;
	enum rc rc = number_params(s, def, err);
	if (rc != RC_OK) {
		sqlite3_finalize(stmt);
		free(s);
		return rc;
	}
	s->next = db->all;
	db->all = s;
	*out = s;
	return RC_OK;
}

static int bind_list(sqlite3_stmt *stmt, int slot, const struct db_value *value)
{
	const int64_t *ids = value->bytes;
	struct strbuf json = STRBUF_INIT;
	strbuf_addch(&json, '[');
	for (size_t i = 0; i < value->len; i++)
		strbuf_addf(&json, "%s%" PRId64, i > 0 ? "," : "", ids[i]);
	strbuf_addch(&json, ']');
	int code =
		sqlite3_bind_text64(stmt, slot, json.buf, json.len, SQLITE_TRANSIENT, SQLITE_UTF8);
	strbuf_fini(&json);
	return code;
}

static enum rc op_bind(struct db *head, struct db_stmt *s, int param, const struct db_value *value,
	struct err *err)
{
	assert(param >= 1 && param <= s->params);
	int slot = s->slot[param], code = SQLITE_OK;
	switch (value->type) {
	case DB_NULL: code = sqlite3_bind_null(s->stmt, slot); break;
	case DB_INT: code = sqlite3_bind_int64(s->stmt, slot, value->i); break;
	case DB_REAL: code = sqlite3_bind_double(s->stmt, slot, value->real); break;
	case DB_TEXT:
		/* Copied: a statement that gives rows reads its parameters at every step. */
		code = sqlite3_bind_text64(
			s->stmt, slot, value->bytes, value->len, SQLITE_TRANSIENT, SQLITE_UTF8);
		break;
	case DB_BLOB:
		code = sqlite3_bind_blob64(
			s->stmt, slot, value->bytes, value->len, SQLITE_TRANSIENT);
		break;
	case DB_LIST: code = bind_list(s->stmt, slot, value); break;
	}
	return code == SQLITE_OK ? RC_OK : sqlite_fail(cast(head), code, s->name, err);
}

static enum rc op_step(struct db *head, struct db_stmt *s, bool *row, struct err *err)
{
	assert(s->reads_only || db_in_write(head));
	int code = sqlite3_step(s->stmt);
	*row = code == SQLITE_ROW;
	s->stepped = *row;
	if (code == SQLITE_ROW || code == SQLITE_DONE)
		return RC_OK;
	return sqlite_fail(cast(head), code, "Not saved", err);
}

static enum rc op_together(struct db *head, struct db_stmt *const *stmts, size_t n, struct err *err)
{
	(void)head;
	(void)stmts;
	(void)n;
	(void)err;
	return RC_OK; /* no way to save: each runs when it is stepped */
}

static struct db_value op_column(struct db *head, struct db_stmt *s, int col)
{
	(void)head;
	switch (sqlite3_column_type(s->stmt, col)) {
	case SQLITE_INTEGER: return db_int(sqlite3_column_int64(s->stmt, col));
	case SQLITE_FLOAT: return db_real(sqlite3_column_double(s->stmt, col));
	case SQLITE_TEXT: {
		const char *text = (const char *)sqlite3_column_text(s->stmt, col);
		return db_textn(text, (size_t)sqlite3_column_bytes(s->stmt, col));
	}
	case SQLITE_BLOB: {
		const void *bytes = sqlite3_column_blob(s->stmt, col);
		return db_blob(bytes, (size_t)sqlite3_column_bytes(s->stmt, col));
	}
	default: return db_null();
	}
}

static int op_columns(struct db *head, struct db_stmt *s)
{
	(void)head;
	return sqlite3_column_count(s->stmt);
}

static void op_reset(struct db *head, struct db_stmt *s)
{
	(void)head;
	/* A write that was left after its first row is still a whole write. */
	while (!s->reads_only && s->stepped)
		s->stepped = sqlite3_step(s->stmt) == SQLITE_ROW;
	sqlite3_reset(s->stmt);
	sqlite3_clear_bindings(s->stmt);
	s->stepped = false;
}

/* ---- transactions ---- */

static int say(struct sqlite_db *db, enum sqlite_word word)
{
	static const char *const sql[WORD_COUNT] = {
		[WORD_READ] = "BEGIN",
		[WORD_WRITE] = "BEGIN IMMEDIATE",
		[WORD_COMMIT] = "COMMIT",
		[WORD_ROLLBACK] = "ROLLBACK",
		[WORD_VERSION] = "PRAGMA data_version",
	};
	if (db->words[word] == NULL) {
		int code = sqlite3_prepare_v3(db->handle, sql[word], -1, SQLITE_PREPARE_PERSISTENT,
			&db->words[word], NULL);
		if (code != SQLITE_OK)
			return code;
	}
	int code = sqlite3_step(db->words[word]);
	if (code != SQLITE_ROW)
		sqlite3_reset(db->words[word]);
	return code;
}

int64_t sqlite_data_version(struct sqlite_db *db)
{
	if (say(db, WORD_VERSION) != SQLITE_ROW)
		return 0;
	int64_t version = sqlite3_column_int64(db->words[WORD_VERSION], 0);
	sqlite3_reset(db->words[WORD_VERSION]);
	return version;
}

bool sqlite_moved_away(const struct sqlite_db *db)
{
	int moved = 0;
	int code = sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	return code == SQLITE_OK && moved != 0;
}

static enum rc fail_moved(const struct sqlite_db *db, struct err *err)
{
	if (path_exists(db->path))
		return err_set(err, RC_IO,
			_("Not saved: another file is in the store's place. Start carrel again"));
	return err_set(err, RC_IO,
		_("Not saved: the file of the store is gone. Put it back, then try again"));
}

static enum rc op_begin(struct db *head, enum db_mode mode, struct err *err)
{
	struct sqlite_db *db = cast(head);
	enum rc rc = RC_OK;
	if (mode == DB_WRITE)
		rc = gate_enter(db->gate, patience_of(&head->patience), err);
	if (rc != RC_OK)
		return rc;
	bool moved = mode == DB_WRITE && sqlite_moved_away(db);
	int code = moved ? SQLITE_IOERR : say(db, mode == DB_WRITE ? WORD_WRITE : WORD_READ);
	if (code == SQLITE_DONE)
		return RC_OK;
	rc = moved ? fail_moved(db, err) : sqlite_fail(db, code, "Nothing was saved", err);
	if (mode == DB_WRITE)
		gate_leave(db->gate);
	return rc;
}

/* Ends whatever is left of the transaction: after some failures SQLite has rolled back itself. */
static void op_rollback(struct db *head)
{
	struct sqlite_db *db = cast(head);
	for (struct db_stmt *s = db->all; s != NULL; s = s->next)
		if (s->stepped) {
			sqlite3_reset(s->stmt);
			s->stepped = false;
		}
	if (sqlite3_get_autocommit(db->handle) == 0)
		say(db, WORD_ROLLBACK);
	if (head->mode == DB_WRITE)
		gate_leave(db->gate);
}

static enum rc op_commit(struct db *head, struct err *err)
{
	struct sqlite_db *db = cast(head);
	int code = say(db, WORD_COMMIT);
	if (code != SQLITE_DONE) {
		enum rc rc = sqlite_fail(db, code, "Nothing was saved", err);
		op_rollback(head);
		return rc;
	}
	if (head->mode == DB_WRITE) {
		gate_leave(db->gate);
		notice_bump(db->notice);
	}
	return RC_OK;
}

static int64_t op_changes(struct db *head)
{
	return sqlite3_changes64(cast(head)->handle);
}

static enum rc op_script(struct db *head, const char *sql, struct err *err)
{
	struct sqlite_db *db = cast(head);
	assert(db_in_write(head));
	int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
	return code == SQLITE_OK ? RC_OK
				 : sqlite_fail(db, code, "A step of the schema failed", err);
}

/* ---- the door for statements, notices ---- */

/* FTS5 reads data_version for itself, through the same door. */
static int authorize(void *arg, int action, const char *one, const char *two, const char *three,
	const char *four)
{
	(void)arg;
	(void)three;
	(void)four;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
	case SQLITE_FUNCTION:
	case SQLITE_RECURSIVE:
	case SQLITE_TRANSACTION:
	case SQLITE_SAVEPOINT: return SQLITE_OK;
	case SQLITE_PRAGMA:
		return one != NULL && two == NULL &&
				(strcmp(one, "data_version") == 0 ||
					strcmp(one, "quick_check") == 0)
			? SQLITE_OK
			: SQLITE_DENY;
	default: return SQLITE_DENY;
	}
}

static void op_lock_schema(struct db *head)
{
	sqlite3_set_authorizer(cast(head)->handle, authorize, NULL);
}

static void op_screen(struct db *head, bool begins)
{
	(void)head;
	(void)begins; /* a read costs no round trip here */
}

static int on_progress(void *arg)
{
	return db_stops(arg);
}

static void op_watch_stop(struct db *head, bool on)
{
	enum { OPS_BETWEEN = 4000 }; /* about 0.1 ms */
	sqlite3_progress_handler(cast(head)->handle, OPS_BETWEEN, on ? on_progress : NULL, head);
}

static int op_notice_fd(struct db *head)
{
	return notice_fd(cast(head)->notice);
}

static bool op_changed(struct db *head)
{
	struct sqlite_db *db = cast(head);
	/* Emptied first: a commit in between makes it readable again. */
	notice_drain(db->notice);
	int64_t version = sqlite_data_version(db);
	bool changed = version != db->seen_version;
	db->seen_version = version;
	return changed;
}

static void op_announce(struct db *head)
{
	notice_wake(cast(head)->notice);
}

void sqlite_free(struct sqlite_db *db)
{
	for (struct db_stmt *s = db->all, *next; s != NULL; s = next) {
		next = s->next;
		sqlite3_finalize(s->stmt);
		free(s);
	}
	for (int i = 0; i < WORD_COUNT; i++)
		sqlite3_finalize(db->words[i]);
	if (db->handle != NULL) {
		/* The last one out moves the log into the store: a checkpoint like any other. */
		bool inside =
			db->gate != NULL && gate_enter(db->gate, STORE_PATIENCE_MS, NULL) == RC_OK;
		/* The log beside a file put in this one's place is not ours to move or remove. */
		if (!inside || sqlite_moved_away(db))
			sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
		sqlite3_close_v2(db->handle);
		if (inside)
			gate_leave(db->gate);
	}
	gate_close(&db->gate);
	notice_close(&db->notice);
	free(db->path);
	free(db);
}

static struct patience *op_patience(struct db *head)
{
	return &head->patience;
}

static void op_close(struct db *head)
{
	sqlite_free(cast(head));
}

const struct db_ops sqlite_ops = {
	.engine = "sqlite",
	.close = op_close,
	.prepare = op_prepare,
	.bind = op_bind,
	.step = op_step,
	.together = op_together,
	.column = op_column,
	.columns = op_columns,
	.reset = op_reset,
	.begin = op_begin,
	.commit = op_commit,
	.rollback = op_rollback,
	.changes = op_changes,
	.script = op_script,
	.backup = sqlite_backup,
	.maintain = sqlite_maintain,
	.lock_schema = op_lock_schema,
	.screen = op_screen,
	.watch_stop = op_watch_stop,
	.notice_fd = op_notice_fd,
	.changed = op_changed,
	.announce = op_announce,
	.patience = op_patience,
};
