/* db_postgres.h - inside of a PostgreSQL handle: postgres_link.c keeps the link, db_postgres.c works. */
#ifndef CARREL_STORE_DB_POSTGRES_H
#define CARREL_STORE_DB_POSTGRES_H

#include "carrel/strbuf.h"
#include "carrel/vec.h"
#include "store/db.h"
#include "store/pq.h"

enum { PARAMS_MAX = 40 };

struct postgres_param {
	struct strbuf bytes;
	bool null;
	int binary;
};

struct db_stmt {
	struct db_stmt *next;
	const struct stmt_def *def;
	char *name;
	unsigned link; /* prepared on this one */
	int params;
	struct postgres_param param[PARAMS_MAX];
	PGresult *result;
	int row;
	struct vec blobs; /* of char *: unescaped columns of this row */
	unsigned screen;  /* of which it was a read, 0 none */
	bool moved;       /* bound otherwise since it was last run */
	bool steady;      /* bound alike at the last two screens */
	bool ahead;       /* result came before anybody asked */
};

struct postgres_db {
	struct db head;
	const struct pq_api *pq;
	PGconn *conn;
	struct db_stmt *all; /* every statement prepared, for close */
	unsigned links;      /* counts links: a new one has lost all prepared statements */
	int64_t changes;
	int64_t retry_at_ms; /* no new link before this moment (monotonic) */
	bool scratch;
	int epoll_fd; /* -1 until asked for: the socket and told_fd, so that one descriptor serves */
	int told_fd;  /* eventfd: a notice came in between, while a statement ran */
	bool listening;
	bool told;       /* a notice of another handle waits for changed() */
	bool wrote;      /* own commits since changed() last looked at the snapshot */
	unsigned screen; /* counts screens, from 1 */
	bool in_screen;
	int64_t trips;     /* answers waited for: statements, alone or together */
	int64_t seen_xmax; /* of the snapshot at the last changed(), 0 never */
};

extern const struct db_ops postgres_ops;

/* postgres_wait.c: like PQexec, PQprepare and PQexecPrepared, PQgetResult. */
PGresult *postgres_ask(struct postgres_db *db, const char *sql);
PGresult *postgres_ask_to_prepare(
	struct postgres_db *db, const char *name, const char *sql, int params, const Oid *types);
PGresult *postgres_ask_prepared(struct postgres_db *db, const char *name, int params,
	const char *const *values, const int *lengths, const int *formats);
PGresult *postgres_next(struct postgres_db *db);
int64_t postgres_now_ms(void); /* monotonic, whatever the injected clock says */

/* Turns a failed result (NULL allowed) into a code and a sentence; clears the result. */
enum rc postgres_fail(struct postgres_db *db, PGresult *result, const char *what, struct err *err);
/* Runs text that gives no rows. */
enum rc postgres_run(struct postgres_db *db, const char *sql, const char *what, struct err *err);
/* A working link, made anew when the old one broke and no transaction hangs on it. */
enum rc postgres_ready(struct postgres_db *db, struct err *err);
bool postgres_broken(const struct postgres_db *db);
/* Breaks a link that is out of step. */
void postgres_give_up(struct postgres_db *db);
enum rc postgres_listen(struct postgres_db *db, struct err *err);
/* postgres_notice.c */
/* Takes up notices that came with an answer. */
void postgres_take_notices(struct postgres_db *db);
int postgres_notice_fd(struct db *head);
bool postgres_changed(struct db *head);
void postgres_announce(struct db *head);

/* postgres_ahead.c */
void postgres_screen(struct db *head, bool begins);
void postgres_count_read(struct postgres_db *db, struct db_stmt *s);
/* Of db_postgres.c, for it. */
enum rc postgres_together(struct db *head, struct db_stmt *const *stmts, size_t n, struct err *err);
void postgres_reset(struct db *head, struct db_stmt *s);

void postgres_free(struct postgres_db *db);

#endif
