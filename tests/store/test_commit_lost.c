/* A link cut inside COMMIT: by a proxy between carrel and PostgreSQL, before the word arrives, after it
 * was obeyed, and while it is still on its way. What is told afterwards is what happened. */
#include "store/support_rows.h"

#include "carrel/change.h"
#include "carrel/mem.h"
#include "store/db_fault.h"
#include "store/stmt.h"
#include "store/store_private.h"

#include <check.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

Suite *suite_commit_lost(void);

/* What the proxy does with the next COMMIT. */
enum cut { CUT_NEVER, CUT_BEFORE, CUT_AFTER, CUT_LATE, CUT_FOR_GOOD };

struct proxy {
	volatile enum cut *cut; /* shared with the process of the proxy */
	char folder[64];
	char *address; /* of the store, by way of the proxy */
	pid_t pid;
};

static void name_socket(struct sockaddr_un *where, const char *folder)
{
	*where = (struct sockaddr_un){.sun_family = AF_UNIX};
	snprintf(where->sun_path, sizeof(where->sun_path), "%s/.s.PGSQL.5432", folder);
}

static int dial(const char *folder)
{
	struct sockaddr_un where;
	name_socket(&where, folder);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || connect(fd, (struct sockaddr *)&where, sizeof(where)) != 0)
		_exit(1);
	return fd;
}

static bool pass(int to, const char *bytes, ssize_t n)
{
	while (n > 0) {
		ssize_t done = write(to, bytes, (size_t)n);
		if (done <= 0)
			return false;
		bytes += done;
		n -= done;
	}
	return true;
}

/* Cuts the client off at its COMMIT; the server hears of it now, later or never. */
static void cut_off(enum cut cut, int client, int server, const char *bytes, ssize_t n)
{
	char answer[4096];
	if (cut == CUT_AFTER) {
		pass(server, bytes, n);
		if (read(server, answer, sizeof(answer)) <= 0)
			_exit(1);
	}
	shutdown(client, SHUT_RDWR);
	if (cut == CUT_LATE) {
		usleep(400 * 1000);
		pass(server, bytes, n);
		if (read(server, answer, sizeof(answer)) <= 0)
			_exit(1);
	}
}

/* One link. */
static void serve(struct proxy *p, const char *folder, int client)
{
	static const char word[] = "COMMIT";
	char bytes[65536];
	int server = dial(folder);
	struct pollfd fds[] = {{.fd = client, .events = POLLIN}, {.fd = server, .events = POLLIN}};
	while (poll(fds, 2, -1) > 0) {
		for (int i = 0; i < 2; i++) {
			if (fds[i].revents == 0)
				continue;
			ssize_t n = read(fds[i].fd, bytes, sizeof(bytes));
			if (n <= 0)
				_exit(0);
			enum cut cut = *p->cut;
			/* A plain query: Q, four bytes of length, the text. */
			if (i == 0 && cut != CUT_NEVER && n >= 12 && bytes[0] == 'Q' &&
				memcmp(bytes + 5, word, sizeof(word)) == 0) {
				if (cut != CUT_FOR_GOOD)
					*p->cut = CUT_NEVER;
				cut_off(cut, client, server, bytes, n);
				_exit(0);
			}
			if (!pass(fds[1 - i].fd, bytes, n))
				_exit(0);
		}
	}
	_exit(0);
}

static void run_proxy(struct proxy *p, const char *folder, int listener)
{
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int client = accept(listener, NULL, NULL);
		/* Cut for good: as if the server were gone. */
		if (client >= 0 && *p->cut != CUT_FOR_GOOD && fork() == 0)
			serve(p, folder, client);
		close(client);
	}
}

static void proxy_start(struct proxy *p)
{
	const char *direct = support_store_address();
	const char *host = strstr(direct, "host=");
	ck_assert_ptr_nonnull(host);
	host += strlen("host=");
	p->cut = mmap(
		NULL, sizeof(*p->cut), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	snprintf(p->folder, sizeof(p->folder), "/tmp/carrel-proxy.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(p->folder));
	p->address = xasprintf("%.*s%s", (int)(host - direct), direct, p->folder);
	struct sockaddr_un where;
	name_socket(&where, p->folder);
	int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(bind(listener, (struct sockaddr *)&where, sizeof(where)), 0);
	ck_assert_int_eq(listen(listener, 8), 0);
	p->pid = fork();
	if (p->pid == 0)
		run_proxy(p, host, listener);
	close(listener);
}

static void proxy_stop(struct proxy *p)
{
	kill(p->pid, SIGKILL);
	waitpid(p->pid, NULL, 0);
	support_store_remove(p->folder);
	free(p->address);
}

static int64_t customers(struct centre *c)
{
	return raw_int(c->s, "SELECT count(*) FROM customer WHERE name = 'Nora Vidal'");
}

/* The act, over the proxy, with its COMMIT cut so. */
static enum rc add_nora(struct proxy *p, enum cut cut, struct err *err)
{
	const struct store_options options = {.address = p->address};
	struct store *s;
	struct customer nora = {.name = "Nora Vidal"};
	ck_assert_msg(store_open(&s, &options, err) == RC_OK, "%s", err->text);
	*p->cut = cut;
	enum rc rc = store_customer_add(s, &nora, err);
	/* The handle serves on. */
	if (cut != CUT_FOR_GOOD) {
		struct customer ivo = {.name = "Ivo Prat"};
		struct err other = {0};
		ck_assert_msg(store_customer_add(s, &ivo, &other) == RC_OK, "%s", other.text);
	}
	store_close(&s);
	return rc;
}

static const struct {
	enum cut cut;
	enum rc rc;
	int there;
} cases[] = {
	{CUT_NEVER, RC_OK, 1}, /* the control: the proxy itself harms nothing */
	{CUT_BEFORE, RC_IO, 0},
	{CUT_AFTER, RC_OK, 1},
	{CUT_LATE, RC_OK, 1},
	{CUT_FOR_GOOD, RC_UNKNOWN, 0},
};
enum { CASES = sizeof(cases) / sizeof(cases[0]) };

START_TEST(commit_lost__told__is_what_happened)
{
	struct centre *c = centre_open(STORE_POSTGRES);
	if (c == NULL)
		return;
	struct proxy p = {0};
	struct err err = {0};
	int64_t sets = 0;
	proxy_start(&p);
	enum rc rc = add_nora(&p, cases[_i].cut, &err);
	proxy_stop(&p);
	ck_assert_msg(rc == cases[_i].rc, "%s", err.text);
	ck_assert_int_eq(customers(c), cases[_i].there);
	if (rc == RC_IO)
		ck_assert_ptr_nonnull(strstr(err.text, "nothing was saved"));
	if (rc == RC_UNKNOWN)
		ck_assert_ptr_nonnull(strstr(err.text, "may or may not"));
	ok(c, change_verify(c->s, &sets, &c->err));
	centre_close(&c);
}
END_TEST

/* What was not saved may be done again, and is there once. */
START_TEST(commit_lost__done_again__is_there_once)
{
	struct centre *c = centre_open(STORE_POSTGRES);
	if (c == NULL)
		return;
	struct proxy p = {0};
	struct err err = {0};
	proxy_start(&p);
	ck_assert_int_eq(add_nora(&p, CUT_BEFORE, &err), RC_IO);
	ck_assert_int_eq(add_nora(&p, CUT_AFTER, &err), RC_OK);
	proxy_stop(&p);
	ck_assert_int_eq(customers(c), 1);
	centre_close(&c);
}
END_TEST

/* The same without a server: the fault driver loses the answer to COMMIT. */
START_TEST(commit_lost__fault__is_looked_for)
{
	for (int after = 0; after < 2; after++) {
		struct centre *c = centre_open(STORE_FAULT);
		struct customer nora = {.name = "Nora Vidal"};
		struct fault fault = {
			.kinds = FAULT_COMMIT, .nth = 1, .rc = RC_UNKNOWN, .after = after};
		struct err err = {0};
		db_fault_arm(&fault);
		enum rc rc = store_customer_add(c->s, &nora, &err);
		ck_assert_int_eq(db_fault_hits(), 1);
		db_fault_arm(NULL);
		ck_assert_int_eq(rc, after ? RC_OK : RC_IO);
		ck_assert_int_eq(customers(c), after);
		centre_close(&c);
	}
}
END_TEST

Suite *suite_commit_lost(void)
{
	support_store_begin();
	Suite *suite = suite_create("commit_lost");
	TCase *tc = tcase_create("commit_lost");
	tcase_set_timeout(tc, 30);
	tcase_add_loop_test(tc, commit_lost__told__is_what_happened, 0, CASES);
	tcase_add_test(tc, commit_lost__done_again__is_there_once);
	tcase_add_test(tc, commit_lost__fault__is_looked_for);
	suite_add_tcase(suite, tc);
	return suite;
}
