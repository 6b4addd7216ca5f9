/* db_fault.c - passes everything on, but for what was asked to fail. */
#include "store/db_fault.h"

#include "carrel/mem.h"
#include "carrel/i18n.h"

#include <stdlib.h>

struct fault_db {
	struct db head;
	struct db_ops ops; /* ours under the inner engine's name */
	struct db *inner;
};

static struct fault armed;
static long hits;

static struct db *inner(struct db *db)
{
	return ((struct fault_db *)db)->inner;
}

void db_fault_arm(const struct fault *fault)
{
	armed = fault != NULL ? *fault : (struct fault){0};
	hits = 0;
}

long db_fault_hits(void)
{
	return hits;
}

static bool due(enum fault_kind kind)
{
	if ((armed.kinds & kind) == 0 || armed.nth < 1)
		return false;
	if (armed.nth > 1) {
		armed.nth--;
		return false;
	}
	if (!armed.persistent)
		armed.nth = 0;
	hits++;
	return true;
}

static enum rc fail(struct err *err)
{
	enum rc rc = armed.rc != RC_OK ? armed.rc : RC_IO;
	return err_set(err, rc, _("Nothing was saved: a failure made for a test"));
}

static enum rc op_prepare(
	struct db *db, const struct stmt_def *def, struct db_stmt **out, struct err *err)
{
	return due(FAULT_PREPARE) ? fail(err) : inner(db)->ops->prepare(inner(db), def, out, err);
}

static enum rc op_bind(struct db *db, struct db_stmt *stmt, int param, const struct db_value *value,
	struct err *err)
{
	return due(FAULT_BIND) ? fail(err)
			       : inner(db)->ops->bind(inner(db), stmt, param, value, err);
}

static enum rc op_step(struct db *db, struct db_stmt *stmt, bool *row, struct err *err)
{
	return due(FAULT_STEP) ? fail(err) : inner(db)->ops->step(inner(db), stmt, row, err);
}

static enum rc op_together(struct db *db, struct db_stmt *const *stmts, size_t n, struct err *err)
{
	return due(FAULT_TOGETHER) ? fail(err) : inner(db)->ops->together(inner(db), stmts, n, err);
}

static struct db_value op_column(struct db *db, struct db_stmt *stmt, int col)
{
	return inner(db)->ops->column(inner(db), stmt, col);
}

static int op_columns(struct db *db, struct db_stmt *stmt)
{
	return inner(db)->ops->columns(inner(db), stmt);
}

static void op_reset(struct db *db, struct db_stmt *stmt)
{
	inner(db)->ops->reset(inner(db), stmt);
}

static enum rc op_begin(struct db *db, enum db_mode mode, struct err *err)
{
	return due(FAULT_BEGIN) ? fail(err) : db_begin(inner(db), mode, err);
}

static enum rc op_commit(struct db *db, struct err *err)
{
	if (!due(FAULT_COMMIT))
		return db_commit(inner(db), err);
	if (armed.after) {
		enum rc rc = db_commit(inner(db), err);
		return rc == RC_OK ? fail(err) : rc;
	}
	db_rollback(inner(db));
	return fail(err);
}

static void op_rollback(struct db *db)
{
	db_rollback(inner(db));
}

static int64_t op_changes(struct db *db)
{
	return inner(db)->ops->changes(inner(db));
}

static enum rc op_script(struct db *db, const char *sql, struct err *err)
{
	return due(FAULT_SCRIPT) ? fail(err) : inner(db)->ops->script(inner(db), sql, err);
}

static enum rc op_backup(struct db *db, const char *path, struct err *err)
{
	return due(FAULT_BACKUP) ? fail(err) : inner(db)->ops->backup(inner(db), path, err);
}

static enum rc op_maintain(struct db *db, struct err *err)
{
	return due(FAULT_MAINTAIN) ? fail(err) : inner(db)->ops->maintain(inner(db), err);
}

static void op_lock_schema(struct db *db)
{
	inner(db)->ops->lock_schema(inner(db));
}

static void op_screen(struct db *db, bool begins)
{
	inner(db)->ops->screen(inner(db), begins);
}

static void op_watch_stop(struct db *db, bool on)
{
	db_stop_when(inner(db), on ? db->stop : NULL, db->stop_arg);
}

static int op_notice_fd(struct db *db)
{
	return inner(db)->ops->notice_fd(inner(db));
}

static bool op_changed(struct db *db)
{
	return inner(db)->ops->changed(inner(db));
}

static void op_announce(struct db *db)
{
	inner(db)->ops->announce(inner(db));
}

static struct patience *op_patience(struct db *db)
{
	return inner(db)->ops->patience(inner(db));
}

static void op_close(struct db *db)
{
	db_close(&((struct fault_db *)db)->inner);
	free(db);
}

struct db *db_fault_wrap(struct db *engine)
{
	struct fault_db *db = xcalloc(1, sizeof(*db));
	db->inner = engine;
	db->ops = (struct db_ops){
		.engine = engine->ops->engine,
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
		.backup = op_backup,
		.maintain = op_maintain,
		.lock_schema = op_lock_schema,
		.screen = op_screen,
		.watch_stop = op_watch_stop,
		.notice_fd = op_notice_fd,
		.changed = op_changed,
		.announce = op_announce,
		.patience = op_patience,
	};
	db->head.ops = &db->ops;
	db->head.created = engine->created;
	/* The address and the statements are the outer one's now. */
	db->head.address = engine->address;
	db->head.stmts = engine->stmts;
	engine->address = NULL;
	engine->stmts = NULL;
	return &db->head;
}
