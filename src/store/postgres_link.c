/* postgres_link.c - finds a PostgreSQL store, and finds it again when the link broke.
 *
 * carrel lives in a schema of its own, `carrel`, of the database that the address names: nothing of
 * another program is touched, and dropping the schema takes carrel away. A broken link is made anew
 * outside of transactions only; what was in one is over, and its owner is told. */
#include "store/db_postgres.h"

#include "carrel/log.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "store/db_engines.h"

#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { RETRY_MS = 1000 };

/* libpq would print the server's remarks on the terminal. */
static void on_remark(void *arg, const char *message)
{
	(void)arg;
	log_debug("postgres: %s", message);
}

static const char *part(const PQconninfoOption *options, const char *keyword)
{
	for (; options->keyword != NULL; options++)
		if (strcmp(options->keyword, keyword) == 0)
			return options->val;
	return NULL;
}

/* The address as a person may see it: put together anew, so that no password can slip through. */
static enum rc clean_address(
	const struct pq_api *pq, const char *address, char **out, struct err *err)
{
	/* libpq's own message would quote the address, password included. */
	PQconninfoOption *options = pq->PQconninfoParse(address, NULL);
	if (options == NULL)
		return err_set(err, RC_INVALID,
			_("The address of the PostgreSQL store cannot be read. It looks like: "
			  "postgres://user@host:5432/database"));
	const char *user = part(options, "user"), *host = part(options, "host");
	const char *port = part(options, "port"), *name = part(options, "dbname");
	struct strbuf sb = STRBUF_INIT;
	/* The folder of a socket has no place in front of the name: so written, it can be typed again. */
	bool local = host != NULL && host[0] == '/';
	strbuf_addf(&sb, "postgres://%s%s%s%s%s/%s%s%s", user ? user : "", user ? "@" : "",
		host != NULL && !local ? host : "", port ? ":" : "", port ? port : "",
		name ? name : "", local ? "?host=" : "", local ? host : "");
	*out = strbuf_detach(&sb, NULL);
	pq->PQconninfoFree(options);
	return RC_OK;
}

bool postgres_broken(const struct postgres_db *db)
{
	return db->pq->PQstatus(db->conn) != CONNECTION_OK;
}

void postgres_give_up(struct postgres_db *db)
{
	/* libpq believes it only when it reads the end. */
	shutdown(db->pq->PQsocket(db->conn), SHUT_RDWR);
	db->pq->PQconsumeInput(db->conn);
}

/* libpq's last line: the ones before it tell which addresses were tried. A line that begins with a
 * tab is its advice, and the sentence around this one gives our own. */
static const char *last_line(char *message)
{
	char *line = message;
	for (char *end; (end = strrchr(message, '\n')) != NULL; *end = '\0')
		if (end[1] != '\0' && end[1] != '\t') {
			line = end + 1;
			break;
		}
	const char *why = strstr(line, " failed: ");
	return why != NULL ? why + strlen(" failed: ") : line;
}

static enum rc link_failed(struct postgres_db *db, struct err *err)
{
	char *message = xstrdup(db->pq->PQerrorMessage(db->conn));
	const char *line = last_line(message);
	const char *fatal = strstr(line, "FATAL:");
	enum rc rc = err_set(err, RC_IO,
		_("The database at %s does not answer: %s. Check that it runs and that you may "
		  "sign "
		  "on"),
		db->head.address, fatal != NULL ? fatal + strlen("FATAL:") + 1 : line);
	free(message);
	return rc;
}

static enum rc settle(struct postgres_db *db, struct err *err)
{
	/* Durable whatever the server's default; no wait without an end; bytes as hex. */
	return postgres_run(db,
		db->scratch ? "SET search_path TO carrel, public; SET synchronous_commit TO off;"
			      "SET lock_timeout TO '5s'; SET jit TO off; SET TimeZone TO 'UTC';"
			      "SET client_min_messages TO warning; SET bytea_output TO hex"
			    : "SET search_path TO carrel, public; SET synchronous_commit TO on;"
			      "SET lock_timeout TO '5s'; SET jit TO off; SET TimeZone TO 'UTC';"
			      "SET client_min_messages TO warning; SET bytea_output TO hex",
		"The database cannot be used", err);
}

static void watch_socket(struct postgres_db *db)
{
	struct epoll_event event = {.events = EPOLLIN};
	epoll_ctl(db->epoll_fd, EPOLL_CTL_ADD, db->pq->PQsocket(db->conn), &event);
}

enum rc postgres_listen(struct postgres_db *db, struct err *err)
{
	enum rc rc = postgres_run(db, "LISTEN carrel_change", "Notices are off", err);
	if (rc != RC_OK)
		return rc;
	if (db->epoll_fd < 0) {
		db->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
		db->told_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
		struct epoll_event event = {.events = EPOLLIN};
		epoll_ctl(db->epoll_fd, EPOLL_CTL_ADD, db->told_fd, &event);
	}
	watch_socket(db);
	db->listening = true;
	return RC_OK;
}

static enum rc link_again(struct postgres_db *db, struct err *err)
{
	db->pq->PQreset(db->conn);
	db->links++;
	if (postgres_broken(db))
		return link_failed(db, err);
	log_info("postgres: the link is back");
	enum rc rc = settle(db, err);
	if (rc == RC_OK && db->listening) {
		db->told = true; /* whatever was told meanwhile was missed */
		rc = postgres_listen(db, err);
	}
	return rc;
}

enum rc postgres_ready(struct postgres_db *db, struct err *err)
{
	if (!postgres_broken(db))
		return RC_OK;
	int64_t now = postgres_now_ms();
	if (db_in_write(&db->head) || now < db->retry_at_ms)
		return err_set(err, RC_IO,
			_("The link to the database is broken: nothing was saved. Try again in a "
			  "moment"));
	db->retry_at_ms = now + RETRY_MS;
	enum rc rc = link_again(db, err);
	if (rc == RC_OK)
		db->retry_at_ms = 0;
	return rc;
}

static enum rc find_store(struct postgres_db *db, bool create, struct err *err)
{
	PGresult *result =
		postgres_ask(db, "SELECT to_regclass('carrel.schema_migration') IS NOT NULL");
	if (db->pq->PQresultStatus(result) != PGRES_TUPLES_OK)
		return postgres_fail(db, result, "The store cannot be opened", err);
	bool there = strcmp(db->pq->PQgetvalue(result, 0, 0), "t") == 0;
	db->pq->PQclear(result);
	if (there)
		return RC_OK;
	if (!create)
		return err_set(err, RC_NOTFOUND,
			_("There is no carrel store in %s. Make one with: carrel -s '%s' init"),
			db->head.address, db->head.address);
	db->head.created = true;
	return postgres_run(db, "CREATE SCHEMA IF NOT EXISTS carrel",
		"The store cannot be made: carrel needs a schema of its own", err);
}

static void dial(struct postgres_db *db, const char *address)
{
	/* Later words win: what the address says replaces ours. */
	static const char *const words[] = {"connect_timeout", "tcp_user_timeout",
		"keepalives_idle", "application_name", "dbname", NULL};
	const char *const values[] = {"5", "15000", "30", "carrel", address, NULL};
	db->conn = db->pq->PQconnectdbParams(words, values, 1);
	db->pq->PQsetNoticeProcessor(db->conn, on_remark, NULL);
	db->links = 1;
}

enum rc db_postgres_open(struct db **out, const struct db_options *options, struct err *err)
{
	const struct pq_api *pq = NULL;
	char *address = NULL;
	*out = NULL;
	enum rc rc = pq_load(&pq, err);
	if (rc == RC_OK)
		rc = clean_address(pq, options->address, &address, err);
	if (rc != RC_OK)
		return rc;
	struct postgres_db *db = xcalloc(1, sizeof(*db));
	db->head.ops = &postgres_ops;
	db->head.address = address;
	db->pq = pq;
	db->scratch = options->scratch;
	db->epoll_fd = db->told_fd = -1;
	dial(db, options->address);
	rc = postgres_broken(db) ? link_failed(db, err) : settle(db, err);
	if (rc == RC_OK)
		rc = find_store(db, options->create, err);
	if (rc != RC_OK) {
		free(address);
		postgres_free(db);
		return rc;
	}
	*out = &db->head;
	return RC_OK;
}
