/* db_sqlite_open.c - the one way into an SQLite store, in a fixed and tested order.
 *
 * Every step shuts out a way in which stores of other programs were lost: a network file system breaks
 * the locks and the shared memory of WAL; a link or a second name gives one database two logs; a
 * file made by SQLite itself has the mask of whoever came first; a foreign or newer file must be left
 * untouched. The header is read through SQLite, never by our own open and close, which would drop the
 * locks that another handle of this process holds (sqlite.org/howtocorrupt.html 2.2). */
#include "store/db_sqlite.h"

#include "carrel/mem.h"
#include "carrel/i18n.h"
#include "carrel/path.h"
#include "carrel/store.h"
#include "carrel/strbuf.h"
#include "store/db_engines.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

enum {
	LENGTH_MAX = 16 * 1024 * 1024,
	SQL_MAX = 100000,
	LIKE_MAX = 200,
	VARIABLES_MAX = 200,
};

const char *db_sqlite_network_fs(long type)
{
	/* clang-format off */
	static const struct { unsigned int type; const char *name; } shared[] = {
		{0x6969, "NFS"}, {0x517b, "SMB"}, {0xff534d42, "CIFS"}, {0xfe534d42, "SMB"},
		{0x01021997, "9P"}, {0x65735546, "FUSE"}, {0x5346414f, "AFS"}, {0x6b414653, "AFS"},
		{0x73757245, "Coda"}, {0x00c36400, "Ceph"}, {0x0bd00bd0, "Lustre"}, {0x01161970, "GFS2"},
		{0x7461636f, "OCFS2"}, {0x564c, "NCP"}, {0x47504653, "GPFS"},
	};
	/* clang-format on */
	for (size_t i = 0; i < sizeof(shared) / sizeof(shared[0]); i++)
		if (shared[i].type == (unsigned int)type)
			return shared[i].name;
	return NULL;
}

bool db_sqlite_resets_badly(int version)
{
	if (version >= 3051003)
		return false;
	if (version >= 3050007 && version < 3051000)
		return false;
	if (version >= 3044006 && version < 3045000)
		return false;
	return version >= 3007000;
}

/* A database opened as descriptor 0, 1 or 2 would be written to by any stray message. */
static void occupy_standard_fds(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDWR) != fd)
			return;
}

static enum rc fail_none(const char *path, struct err *err)
{
	return err_set(err, RC_NOTFOUND,
		_("There is no store at “%s”. Make one with: carrel -s '%s' init"), path, path);
}

/* The absolute name with its folder resolved: one file, one name, one log. */
static enum rc resolve(const char *address, bool create, char **path, struct err *err)
{
	struct strbuf folder = STRBUF_INIT;
	path_parent(&folder, address);
	char *real = realpath(folder.buf, NULL);
	enum rc rc = RC_OK;
	if (real == NULL && errno == ENOENT && !create)
		rc = fail_none(address, err);
	else if (real == NULL && errno == ENOENT)
		rc = err_set(err, RC_NOTFOUND,
			_("There is no folder “%s” for the store. Make it first, or name another "
			  "place"),
			folder.buf);
	else if (real == NULL)
		rc = err_set(err, RC_DENIED, _("The folder “%s” of the store cannot be used: %s"),
			folder.buf, strerror(errno));
	else if (!path_is_dir(real))
		rc = err_set(err, RC_INVALID,
			_("“%s” is a file, not a folder that could hold a store. Name another "
			  "place"),
			folder.buf);
	else
		*path = xasprintf("%s/%s", strcmp(real, "/") == 0 ? "" : real, path_name(address));
	free(real);
	strbuf_fini(&folder);
	return rc;
}

static enum rc check_folder(const char *path, struct err *err)
{
	struct strbuf folder = STRBUF_INIT;
	path_parent(&folder, path);
	struct statfs fs;
	enum rc rc = RC_OK;
	const char *network = NULL;
	if (statfs(folder.buf, &fs) == 0)
		network = db_sqlite_network_fs((long)fs.f_type);
	if (network != NULL)
		rc = err_set(err, RC_INVALID,
			_("“%s” is on a network file system (%s), where a store would be damaged. "
			  "Put it on "
			  "a local disk, or use postgres://… to share it between machines"),
			folder.buf, network);
	else if (access(folder.buf, W_OK | X_OK) != 0)
		rc = err_set(err, RC_DENIED,
			_("The folder “%s” cannot be written (%s), and a store keeps its log "
			  "beside "
			  "itself. "
			  "Ask for write access, or name another place with -s"),
			folder.buf, strerror(errno));
	strbuf_fini(&folder);
	return rc;
}

static enum rc make_file(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0660);
	if (fd < 0)
		return errno == EEXIST ? RC_OK
				       : err_set(err, RC_IO, _("The store “%s” cannot be made: %s"),
						 path, strerror(errno));
	/* 0660 whatever the mask: operators share a store through its group. */
	fchmod(fd, 0660);
	fsync(fd);
	close(fd);
	return RC_OK;
}

static enum rc check_file(const char *path, const struct stat *st, struct err *err)
{
	if (S_ISLNK(st->st_mode))
		return err_set(err, RC_INVALID,
			_("“%s” is a link. Name the store itself: two names would give it two "
			  "logs"),
			path);
	if (S_ISDIR(st->st_mode))
		return err_set(err, RC_INVALID, _("“%s” is a folder, not a carrel store"), path);
	if (!S_ISREG(st->st_mode))
		return err_set(
			err, RC_INVALID, _("“%s” is not a file, so not a carrel store"), path);
	if (st->st_nlink > 1)
		return err_set(err, RC_INVALID,
			_("“%s” has a second name (a hard link), which would give it two logs. "
			  "Remove one"),
			path);
	if ((st->st_mode & S_IWOTH) != 0)
		return err_set(err, RC_DENIED,
			_("Everybody on this machine may write to “%s”. Close it first: chmod o-w"),
			path);
	if (access(path, R_OK | W_OK) != 0)
		return err_set(err, RC_DENIED,
			_("You may not write to the store “%s” (%s). Ask its owner to add you to "
			  "its "
			  "group"),
			path, strerror(errno));
	return RC_OK;
}

static enum rc find_file(const char *path, bool create, struct err *err)
{
	struct stat st;
	int found = lstat(path, &st);
	if (found != 0 && errno != ENOENT)
		return err_set(err, RC_IO, _("The store “%s” cannot be reached: %s"), path,
			strerror(errno));
	if (found != 0 && !create)
		return fail_none(path, err);
	enum rc rc = check_folder(path, err);
	if (rc != RC_OK)
		return rc;
	if (found != 0) {
		rc = make_file(path, err);
		if (rc != RC_OK)
			return rc;
		if (lstat(path, &st) != 0)
			return err_set(err, RC_IO, _("The store “%s” cannot be reached: %s"), path,
				strerror(errno));
	}
	return check_file(path, &st, err);
}

static enum rc open_failed(struct sqlite_db *db, int code, struct err *err)
{
	char *what = xasprintf(_("The store “%s” cannot be opened"), db->path);
	enum rc rc = sqlite_fail(db, code, what, err);
	free(what);
	return rc;
}

static enum rc run(struct sqlite_db *db, const char *sql, struct err *err)
{
	int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
	return code == SQLITE_OK ? RC_OK : open_failed(db, code, err);
}

static enum rc read_int(struct sqlite_db *db, const char *sql, int64_t *out, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v2(db->handle, sql, -1, &stmt, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_step(stmt);
	if (code == SQLITE_ROW)
		*out = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	if (code == SQLITE_ROW)
		return RC_OK;
	return open_failed(db, code, err);
}

/* Before anything is written: is it ours, and not newer than we are? */
static enum rc identify(struct sqlite_db *db, bool create, struct err *err)
{
	int64_t id = 0, version = 0, things = 0;
	sqlite3_stmt *probe = NULL;
	int code = sqlite3_prepare_v2(db->handle, "PRAGMA application_id", -1, &probe, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_step(probe);
	if (code == SQLITE_ROW)
		id = sqlite3_column_int64(probe, 0);
	sqlite3_finalize(probe);
	if ((code & 0xff) == SQLITE_NOTADB)
		return err_set(err, RC_INVALID,
			_("“%s” is not a carrel store: it is no database at all. Name another one "
			  "with -s"),
			db->path);
	if (code != SQLITE_ROW)
		return open_failed(db, code, err);
	enum rc rc = read_int(db, "SELECT count(*) FROM sqlite_schema", &things, err);
	if (rc == RC_OK)
		rc = read_int(db, "PRAGMA user_version", &version, err);
	if (rc != RC_OK)
		return rc;
	if (id == 0 && things == 0 && version == 0) {
		db->head.created = true;
		return create
			? RC_OK
			: err_set(err, RC_INVALID,
				  _("“%s” is empty, not yet a carrel store. Finish it with: carrel "
				    "-s '%s' init"),
				  db->path, db->path);
	}
	if (id != DB_SQLITE_APPLICATION_ID)
		return err_set(err, RC_INVALID,
			_("“%s” is not a carrel store: another program's database. Name another "
			  "one "
			  "with -s"),
			db->path);
	if (version > STORE_SCHEMA)
		return err_set(err, RC_INVALID,
			_("“%s” has schema %lld, made by a newer carrel; this one knows up to %d. "
			  "Nothing was "
			  "touched: use the newer program"),
			db->path, (long long)version, STORE_SCHEMA);
	return RC_OK;
}

static int on_wal(void *arg, sqlite3 *handle, const char *name, int pages)
{
	(void)handle;
	(void)name;
	((struct sqlite_db *)arg)->wal_pages = pages;
	return SQLITE_OK;
}

static int64_t now_ms(void)
{
	/* Not the injectable clock: a frozen test clock must not freeze this deadline. */
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* Another program holds the file: it passes no gate, so there is nothing to wait in line for. Looks again
 * soon at first, then ten times a second. */
static int on_busy(void *arg, int times)
{
	static const int pauses_ms[] = {1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, STORE_TICK_MS};
	const int last = (int)(sizeof(pauses_ms) / sizeof(pauses_ms[0])) - 1;
	struct sqlite_db *db = arg;
	int64_t begun = now_ms();
	if (times == 0) {
		db->busy_since = begun;
		db->busy_ms = patience_of(&db->head.patience);
	}
	int64_t left = db->busy_ms - (begun - db->busy_since);
	if (left <= 0)
		return 0;
	int64_t pause = pauses_ms[times < last ? times : last];
	pause = pause < left ? pause : left;
	struct timespec ts = {.tv_nsec = (long)pause * 1000000};
	nanosleep(&ts, NULL);
	/* What was spent is counted already: only the word is due. */
	patience_spend(&db->head.patience, now_ms() - begun);
	patience_tick(&db->head.patience, db->head.patience.shared ? 0 : now_ms() - db->busy_since);
	return 1;
}

static void harden(struct sqlite_db *db)
{
	sqlite3 *h = db->handle;
	sqlite3_extended_result_codes(h, 1);
	sqlite3_busy_handler(h, on_busy, db);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_limit(h, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(h, SQLITE_LIMIT_LENGTH, LENGTH_MAX);
	sqlite3_limit(h, SQLITE_LIMIT_SQL_LENGTH, SQL_MAX);
	sqlite3_limit(h, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LIKE_MAX);
	sqlite3_limit(h, SQLITE_LIMIT_VARIABLE_NUMBER, VARIABLES_MAX);
	sqlite3_wal_hook(h, on_wal, db);
}

/* Changing the journal writes to the file, so it passes the gate; an open store has it already. */
static enum rc set_journal(struct sqlite_db *db, bool truncate, struct err *err)
{
	sqlite3_stmt *stmt = NULL;
	const char *want = truncate ? "truncate" : "wal";
	int code = sqlite3_prepare_v2(db->handle, "PRAGMA journal_mode", -1, &stmt, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_step(stmt);
	bool same =
		code == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(stmt, 0), want) == 0;
	sqlite3_finalize(stmt);
	if (code != SQLITE_ROW)
		return open_failed(db, code, err);
	if (same)
		return RC_OK;
	enum rc rc = gate_enter(db->gate, STORE_PATIENCE_MS, err);
	if (rc != RC_OK)
		return rc;
	rc = run(
		db, truncate ? "PRAGMA journal_mode = TRUNCATE" : "PRAGMA journal_mode = WAL", err);
	gate_leave(db->gate);
	return rc;
}

/* INSERT … RETURNING keeps its answer in a table of its own, for which SQLite would fetch and clear a
 * row of pages beforehand: nearly half the time of a bulk load. Only the first store of a process
 * can say so; later the answer is SQLITE_MISUSE and nothing changes. */
static void fetch_pages_singly(void)
{
	(void)sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
}

static enum rc open_handle(struct sqlite_db *db, const struct db_options *options, struct err *err)
{
	fetch_pages_singly();
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;
	int code = sqlite3_open_v2(db->path, &db->handle, flags, NULL);
	if (code != SQLITE_OK)
		return open_failed(db, code, err);
	harden(db);
	enum rc rc = run(db,
		"PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA secure_delete = ON;"
		"PRAGMA recursive_triggers = ON; PRAGMA wal_autocheckpoint = 0;",
		err);
	/* The pragma takes the hook's place. */
	sqlite3_wal_hook(db->handle, on_wal, db);
	if (rc == RC_OK)
		rc = identify(db, options->create, err);
	if (rc == RC_OK)
		rc = run(db,
			options->scratch ? "PRAGMA synchronous = OFF" : "PRAGMA synchronous = FULL",
			err);
	return rc;
}

enum rc db_sqlite_open(struct db **out, const struct db_options *options, struct err *err)
{
	*out = NULL;
	occupy_standard_fds();
	char *path = NULL;
	enum rc rc = resolve(options->address, options->create, &path, err);
	if (rc == RC_OK)
		rc = find_file(path, options->create, err);
	if (rc != RC_OK) {
		free(path);
		return rc;
	}
	struct sqlite_db *db = xcalloc(1, sizeof(*db));
	db->head.ops = &sqlite_ops;
	db->head.address = xstrdup(path);
	db->path = path;
	/* A foreign file must be refused before anything is put beside it. */
	rc = open_handle(db, options, err);
	if (rc == RC_OK)
		rc = gate_open(&db->gate, path, err);
	if (rc == RC_OK)
		gate_patience(db->gate, &db->head.patience);
	if (rc == RC_OK)
		rc = set_journal(db, options->truncate_journal, err);
	if (rc != RC_OK) {
		free(db->head.address);
		sqlite_free(db);
		return rc;
	}
	db->notice = notice_open(path);
	db->seen_version = sqlite_data_version(db);
	*out = &db->head;
	return RC_OK;
}
