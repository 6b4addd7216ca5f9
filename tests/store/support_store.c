/* support_store.c - see the header. Each test runs in a process of its own (Check forks), so the state
 * here belongs to one test; only the server is shared, and belongs to the process that started it. */
#include "store/support_store.h"

#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "store/db_engines.h"
#include "store/db_fault.h"
#include "store/pq.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct {
	pid_t owner;
	char *stores; /* the folder of all stores of this run */
	char *dir;    /* of the server */
	bool running;
} server;

static char *address; /* of the newest store */
static char *dir;     /* of its files, NULL for PostgreSQL */
static char *database;
static int driver_now;

/* Puts what the script prints into out; its exit status. */
static int run_script(const char *what, const char *where, struct strbuf *out)
{
	int fds[2];
	char watch[24];
	snprintf(watch, sizeof(watch), "%ld", (long)getpid());
	if (pipe(fds) != 0)
		return -1;
	pid_t pid = fork();
	if (pid == 0) {
		dup2(fds[1], STDOUT_FILENO);
		close(fds[0]);
		close(fds[1]);
		execlp("sh", "sh", "tests/tools/pg.sh", what, where, watch, (char *)NULL);
		_exit(127);
	}
	close(fds[1]);
	char buf[512];
	ssize_t n;
	while ((n = read(fds[0], buf, sizeof(buf))) > 0)
		strbuf_add(out, buf, (size_t)n);
	close(fds[0]);
	int status = -1;
	waitpid(pid, &status, 0);
	while (out->len > 0 && out->buf[out->len - 1] == '\n')
		strbuf_truncate(out, out->len - 1);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A test that was aborted leaves its store behind; the run takes them all away. */
static void remove_stores(void)
{
	DIR *d = opendir(server.stores);
	struct dirent *entry;
	while (d != NULL && (entry = readdir(d)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		char *folder = xasprintf("%s/%s", server.stores, entry->d_name);
		support_store_remove(folder);
		free(folder);
	}
	if (d != NULL)
		closedir(d);
	rmdir(server.stores);
}

static void finish_run(void)
{
	if (getpid() != server.owner)
		return;
	remove_stores();
	if (!server.running)
		return;
	struct strbuf out = STRBUF_INIT;
	run_script("stop", server.dir, &out);
	strbuf_fini(&out);
}

static char *postgres_address(const char *name)
{
	return xasprintf("postgres://carrel@/%s?host=%s", name, server.dir);
}

static void admin(const char *name, const char *sql)
{
	const struct pq_api *pq = NULL;
	struct err err = {0};
	ck_assert_msg(pq_load(&pq, &err) == RC_OK, "%s", err.text);
	char *where = postgres_address(name);
	const char *const words[] = {"dbname", NULL};
	const char *const values[] = {where, NULL};
	PGconn *conn = pq->PQconnectdbParams(words, values, 1);
	PGresult *result = pq->PQexec(conn, sql);
	ExecStatusType status = pq->PQresultStatus(result);
	ck_assert_msg(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK, "%s: %s", sql,
		pq->PQerrorMessage(conn));
	pq->PQclear(result);
	pq->PQfinish(conn);
	free(where);
}

/* The database `carrel` is the template of every test's own: migrated once. */
static void make_template(void)
{
	struct store *store = NULL;
	struct err err = {0};
	char *where = postgres_address("carrel");
	struct store_options options = {.address = where, .create = true, .scratch = true};
	if (store_open(&store, &options, &err) != RC_OK)
		fprintf(stderr, "the PostgreSQL template was not made: %s\n", err.text);
	store_close(&store);
	free(where);
}

void support_store_begin(void)
{
	if (server.owner != 0)
		return;
	server.owner = getpid();
	server.stores = xstrdup("/tmp/carrel-stores.XXXXXX");
	if (mkdtemp(server.stores) == NULL)
		return;
	/* Passable, since a test tries its store as another user. */
	chmod(server.stores, 0711);
	atexit(finish_run);
	/* In memory where there is such a place: making a database copies some hundred files. */
	server.dir = xstrdup("/dev/shm/carrel-pg.XXXXXX");
	if (mkdtemp(server.dir) == NULL) {
		free(server.dir);
		server.dir = xstrdup("/tmp/carrel-pg.XXXXXX");
		if (mkdtemp(server.dir) == NULL)
			return;
	}
	struct strbuf out = STRBUF_INIT;
	int status = run_script("start", server.dir, &out);
	server.running = status == 0;
	if (server.running) {
		make_template();
	} else {
		rmdir(server.dir);
		printf("%s\n", status == 77 ? out.buf : "skip: PostgreSQL did not start");
		fflush(stdout);
	}
	strbuf_fini(&out);
}

bool support_store_has(int driver)
{
	return driver != STORE_POSTGRES || server.running;
}

static void choose_sqlite(void)
{
	driver_now = STORE_SQLITE;
}

static void choose_postgres(void)
{
	driver_now = STORE_POSTGRES;
}

static void choose_fault(void)
{
	driver_now = STORE_FAULT;
}

int support_store_driver(void)
{
	return driver_now;
}

void support_store_add(Suite *s, int drivers, double timeout_s, SFun open, SFun close,
	const TTest *const *each, size_t n)
{
	/* Check hands nothing to a fixture, so each engine has one that says which it is. */
	static const SFun choose[STORE_DRIVERS] = {
		[STORE_SQLITE] = choose_sqlite,
		[STORE_POSTGRES] = choose_postgres,
		[STORE_FAULT] = choose_fault,
	};
	for (int driver = 0; driver < drivers; driver++) {
		if (!support_store_has(driver))
			continue;
		TCase *tc = tcase_create("each engine");
		tcase_set_timeout(tc, timeout_s);
		tcase_add_checked_fixture(tc, choose[driver], NULL);
		tcase_add_checked_fixture(tc, open, close);
		for (size_t i = 0; i < n; i++)
			tcase_add_loop_test(tc, each[i], driver, driver + 1);
		suite_add_tcase(s, tc);
	}
}

Suite *support_store_suite(const char *name, double timeout_s, SFun open, SFun close,
	const TTest *const *each, size_t n)
{
	support_store_begin();
	Suite *s = suite_create(name);
	support_store_add(s, STORE_DRIVERS, timeout_s, open, close, each, n);
	return s;
}

static char *new_dir(void)
{
	char *made = xasprintf("%s/s.XXXXXX", server.stores);
	ck_assert_ptr_nonnull(mkdtemp(made));
	return made;
}

void support_store_remove(const char *folder)
{
	DIR *d = opendir(folder);
	if (d == NULL)
		return;
	struct dirent *entry;
	while ((entry = readdir(d)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			unlinkat(dirfd(d), entry->d_name, 0);
	closedir(d);
	rmdir(folder);
	if (folder == dir) {
		free(dir);
		dir = NULL;
	}
}

static void remove_all(void)
{
	if (dir != NULL)
		support_store_remove(dir);
	if (database != NULL) {
		char *sql = xasprintf("DROP DATABASE %s WITH (FORCE)", database);
		admin("postgres", sql);
		free(sql);
	}
	free(database);
	free(address);
	database = address = NULL;
}

const char *support_store_dir(void)
{
	if (dir == NULL)
		dir = new_dir();
	return dir;
}

static void new_place(int driver, const char *template)
{
	static int count;
	remove_all();
	driver_now = driver;
	db_fault_arm(NULL);
	db_decorate = driver == STORE_FAULT ? db_fault_wrap : NULL;
	if (driver != STORE_POSTGRES) {
		address = xasprintf("%s/carrel.db", support_store_dir());
		return;
	}
	database = xasprintf("t_%ld_%d", (long)getpid(), ++count);
	char *sql = xasprintf("CREATE DATABASE %s TEMPLATE %s", database, template);
	admin("postgres", sql);
	free(sql);
	address = postgres_address(database);
}

struct store *support_store_again(void)
{
	struct store *store = NULL;
	struct err err = {0};
	struct store_options options = {
		.address = address, .create = driver_now != STORE_POSTGRES, .scratch = true};
	enum rc rc = store_open(&store, &options, &err);
	ck_assert_msg(rc == RC_OK, "%s", err.text);
	return store;
}

struct store *support_store_open(int driver)
{
	if (!support_store_has(driver))
		return NULL;
	new_place(driver, "carrel");
	return support_store_again();
}

void support_store_close(struct store **store)
{
	db_fault_arm(NULL);
	store_close(store);
	remove_all();
	db_decorate = NULL;
}

const char *support_store_address(void)
{
	return address;
}

struct db *support_db_again(void)
{
	struct db *db = NULL;
	struct err err = {0};
	struct db_options options = {.address = address, .create = true, .scratch = true};
	enum rc rc = db_open(&db, &options, &err);
	ck_assert_msg(rc == RC_OK, "%s", err.text);
	return db;
}

struct db *support_db_open(int driver)
{
	if (!support_store_has(driver))
		return NULL;
	new_place(driver, "template0");
	return support_db_again();
}

void support_postgres_exec(const char *sql)
{
	admin(database, sql);
}
