/* The write gate: in turn, with a deadline, and open again when its holder dies. */
#include "store/support_store.h"

#include "store/gate.h"
#include "store/stmt.h"
#include "store/store_private.h"

#include <check.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

Suite *suite_gate(void);

enum {
	PROCS = 8,
	LATE_MS = 5000, /* what a machine with much to do may come late */
};

static struct err err;
static char path[256];

static int64_t now_ms(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static struct gate *open_gate(void)
{
	struct gate *gate = NULL;
	snprintf(path, sizeof(path), "%s/s", support_store_dir());
	ck_assert_msg(gate_open(&gate, path, &err) == RC_OK, "%s", err.text);
	return gate;
}

static void *shared(size_t n)
{
	void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(p, MAP_FAILED);
	return p;
}

START_TEST(gate__enter__counts_within_one_handle)
{
	struct gate *a = open_gate(), *b = open_gate();
	ck_assert_int_eq(gate_enter(a, 100, &err), RC_OK);
	ck_assert_int_eq(gate_enter(a, 100, &err), RC_OK);
	gate_leave(a);
	ck_assert_int_eq(gate_enter(b, 0, &err), RC_BUSY);
	gate_leave(a);
	ck_assert_int_eq(gate_enter(b, 0, &err), RC_OK);
	gate_close(&b);
	ck_assert_int_eq(gate_enter(a, 0, &err), RC_OK);
	gate_close(&a);
	support_store_remove(support_store_dir());
}
END_TEST

START_TEST(gate__deadline__is_kept_and_said)
{
	struct gate *a = open_gate(), *b = open_gate(), *c = open_gate();
	sigset_t all, mask, before;
	sigfillset(&all);
	/* A program that blocks every signal has the deadline too. */
	pthread_sigmask(SIG_SETMASK, &all, &mask);
	ck_assert_int_eq(gate_enter(a, 100, &err), RC_OK);
	int64_t start = now_ms();
	ck_assert_int_eq(gate_enter(b, 300, &err), RC_BUSY);
	int64_t took = now_ms() - start;
	ck_assert_int_ge(took, 290);
	ck_assert_int_lt(took, 300 + LATE_MS);
	ck_assert_ptr_nonnull(strstr(err.text, "try again"));
	gate_leave(a);
	/* Who gave up holds nothing. */
	ck_assert_int_eq(gate_enter(c, 0, &err), RC_OK);
	pthread_sigmask(SIG_SETMASK, &mask, &before);
	for (int signo = 1; signo < SIGRTMIN; signo++)
		if (signo != SIGKILL && signo != SIGSTOP && signo < 32)
			ck_assert_int_eq(sigismember(&before, signo), 1);
	gate_close(&a);
	gate_close(&b);
	gate_close(&c);
	support_store_remove(support_store_dir());
}
END_TEST

struct race {
	atomic_int ready, go;
	atomic_llong until; /* ms */
	atomic_int inside;
	atomic_int overlaps;
	atomic_int done[PROCS];
};

static void run_racer(struct race *race, int who)
{
	struct gate *gate = open_gate();
	atomic_fetch_add(&race->ready, 1);
	while (!atomic_load(&race->go))
		usleep(200);
	while (now_ms() < atomic_load(&race->until)) {
		if (gate_enter(gate, STORE_PATIENCE_MS, &err) != RC_OK)
			_exit(1);
		if (atomic_fetch_add(&race->inside, 1) != 0)
			atomic_fetch_add(&race->overlaps, 1);
		usleep(150);
		atomic_fetch_sub(&race->inside, 1);
		gate_leave(gate);
		atomic_fetch_add(&race->done[who], 1);
	}
	gate_close(&gate);
	_exit(0);
}

START_TEST(gate__eight_processes__go_in_turn)
{
	struct race *race = shared(sizeof(*race));
	gate_close(&(struct gate *){open_gate()});
	for (int i = 0; i < PROCS; i++)
		if (fork() == 0)
			run_racer(race, i);
	while (atomic_load(&race->ready) < PROCS)
		usleep(200);
	atomic_store(&race->until, now_ms() + 900);
	atomic_store(&race->go, 1);
	int status, least = 1 << 30, most = 0;
	while (wait(&status) > 0)
		ck_assert_int_eq(status, 0);
	for (int i = 0; i < PROCS; i++) {
		int n = atomic_load(&race->done[i]);
		least = n < least ? n : least;
		most = n > most ? n : most;
	}
	ck_assert_int_eq(atomic_load(&race->overlaps), 0);
	/* One flock alone, or a busy timeout, starves somebody: 1 against thousands; two flocks gave
	 * some half of what others had. All begin together, so nobody has less for having begun late. */
	ck_assert_int_gt(least, 10);
	ck_assert_msg(least * 4 >= most * 3, "least %d most %d", least, most);
	munmap(race, sizeof(*race));
	support_store_remove(support_store_dir());
}
END_TEST

static void wait_in_line(struct race *race, int who)
{
	struct gate *gate = NULL;
	if (gate_open(&gate, path, &err) != RC_OK ||
		gate_enter(gate, STORE_PATIENCE_MS, &err) != RC_OK)
		_exit(1);
	atomic_store(&race->done[who], atomic_fetch_add(&race->inside, 1) + 1);
	gate_close(&gate);
	_exit(0);
}

/* How many tickets were ever taken. */
static int64_t tickets(void)
{
	char turn[sizeof(path) + 8];
	int64_t last = -1;
	snprintf(turn, sizeof(turn), "%s-turn", path);
	int fd = open(turn, O_RDONLY);
	ck_assert_int_eq(pread(fd, &last, sizeof(last), 0), sizeof(last));
	close(fd);
	return last;
}

/* Returns when the child has its ticket, so that the next one is behind it. */
static pid_t join_line(struct race *race, int who)
{
	int64_t before = tickets();
	pid_t pid = fork();
	if (pid == 0)
		wait_in_line(race, who);
	while (tickets() == before)
		usleep(200);
	return pid;
}

/* However long the wait is, nobody is sent to the end of the line meanwhile. */
START_TEST(gate__long_wait__keeps_its_place)
{
	enum { WAITERS = 5, LONG_US = 230 * 1000 };
	struct race *race = shared(sizeof(*race));
	struct gate *holder = open_gate();
	ck_assert_int_eq(gate_enter(holder, 0, &err), RC_OK);
	for (int i = 0; i < WAITERS; i++)
		join_line(race, i);
	usleep(LONG_US);
	gate_leave(holder);
	int status;
	while (wait(&status) > 0)
		ck_assert_int_eq(status, 0);
	for (int i = 0; i < WAITERS; i++)
		ck_assert_int_eq(atomic_load(&race->done[i]), i + 1);
	gate_close(&holder);
	munmap(race, sizeof(*race));
	support_store_remove(support_store_dir());
}
END_TEST

/* Who has just left and comes again at once goes behind everybody who waits, woken or not. */
START_TEST(gate__at_once_again__goes_behind_the_line)
{
	enum { WAITERS = 4, ROUNDS = 20 };
	struct race *race = shared(sizeof(*race));
	struct gate *gate = open_gate();
	ck_assert_int_eq(gate_enter(gate, 0, &err), RC_OK);
	for (int round = 0; round < ROUNDS; round++) {
		atomic_store(&race->inside, 0);
		for (int i = 0; i < WAITERS; i++)
			join_line(race, i);
		gate_leave(gate);
		ck_assert_msg(gate_enter(gate, STORE_PATIENCE_MS, &err) == RC_OK, "%s", err.text);
		ck_assert_int_eq(atomic_load(&race->inside), WAITERS);
		for (int i = 0; i < WAITERS; i++)
			ck_assert_int_eq(atomic_load(&race->done[i]), i + 1);
		while (wait(NULL) > 0)
			continue;
	}
	gate_close(&gate);
	munmap(race, sizeof(*race));
	support_store_remove(support_store_dir());
}
END_TEST

/* Whoever dies in line, or gives up, leaves no hole that others would fall into. */
START_TEST(gate__killed_in_line__lets_the_next_pass)
{
	struct race *race = shared(sizeof(*race));
	struct gate *gate = open_gate(), *short_of_time = open_gate();
	ck_assert_int_eq(gate_enter(gate, 0, &err), RC_OK);
	pid_t first = join_line(race, 0);
	join_line(race, 1);
	kill(first, SIGKILL);
	ck_assert_int_eq(waitpid(first, NULL, 0), first);
	ck_assert_int_eq(gate_enter(short_of_time, 30, &err), RC_BUSY);
	join_line(race, 2);
	ck_assert_int_eq(atomic_load(&race->inside), 0);
	gate_leave(gate);
	int status;
	while (wait(&status) > 0)
		ck_assert_int_eq(status, 0);
	ck_assert_int_eq(atomic_load(&race->inside), 2);
	ck_assert_int_eq(gate_enter(gate, 0, &err), RC_OK);
	gate_close(&gate);
	gate_close(&short_of_time);
	munmap(race, sizeof(*race));
	support_store_remove(support_store_dir());
}
END_TEST

static void count(void *arg, int64_t waited_ms)
{
	ck_assert_int_ge(waited_ms, STORE_TELL_MS);
	++*(int *)arg;
}

START_TEST(gate__long_wait__is_told_and_still_ends_in_time)
{
	struct gate *holder = open_gate(), *waiter = open_gate();
	int told = 0;
	struct patience patience = {.waits = count, .arg = &told};
	patience_give(&patience, 1500);
	gate_patience(waiter, &patience);
	ck_assert_int_eq(gate_enter(holder, 0, &err), RC_OK);
	int64_t start = now_ms();
	ck_assert_int_eq(gate_enter(waiter, patience_of(&patience), &err), RC_BUSY);
	int64_t took = now_ms() - start;
	ck_assert_msg(took >= 1500 && took < 2500, "%lld ms", (long long)took);
	ck_assert_msg(told >= 1 && told <= 6, "told %d times", told);
	ck_assert_int_eq(patience_of(&patience), STORE_PATIENCE_LEAST_MS);
	/* Nobody waits, nobody is told, nothing is spent. */
	gate_leave(holder);
	patience_give(&patience, 1500);
	told = 0;
	ck_assert_int_eq(gate_enter(waiter, 1500, &err), RC_OK);
	ck_assert_int_eq(told, 0);
	ck_assert_int_eq(patience_of(&patience), 1500);
	gate_close(&waiter);
	gate_close(&holder);
	support_store_remove(support_store_dir());
}
END_TEST

START_TEST(gate__killed_holder__leaves_it_open)
{
	struct gate *gate = open_gate();
	for (int round = 0; round < 5; round++) {
		int fds[2];
		ck_assert_int_eq(pipe(fds), 0);
		pid_t pid = fork();
		if (pid == 0) {
			struct gate *own = NULL;
			char ok = gate_open(&own, path, &err) == RC_OK &&
				gate_enter(own, 1000, &err) == RC_OK;
			if (write(fds[1], &ok, 1) == 1)
				pause();
			_exit(0);
		}
		char ok = 0;
		ck_assert_int_eq(read(fds[0], &ok, 1), 1);
		ck_assert_int_eq(ok, 1);
		ck_assert_int_eq(gate_enter(gate, 0, &err), RC_BUSY);
		kill(pid, SIGKILL);
		ck_assert_msg(gate_enter(gate, 2000, &err) == RC_OK, "%s", err.text);
		gate_leave(gate);
		waitpid(pid, NULL, 0);
		close(fds[0]);
		close(fds[1]);
	}
	gate_close(&gate);
	support_store_remove(support_store_dir());
}
END_TEST

static int add_one(struct store *s, int64_t version)
{
	if (db_begin(s->db, DB_WRITE, &err) != RC_OK)
		return 1;
	if (stmt_run(s->db, STMT_MIGRATION_ADD, &err, db_int(version), db_text("x"), db_text("c"),
		    db_int(1)) != RC_OK)
		return 2;
	return db_commit(s->db, &err) == RC_OK ? 0 : 3;
}

/* Every handle exists before the first row, since a store with steps it does not know is refused. */
START_TEST(gate__killed_writers__lose_no_acknowledged_row)
{
	struct store *s = support_store_open(STORE_SQLITE);
	atomic_int *acknowledged = shared(sizeof(int) * PROCS), *ready = shared(sizeof(int));
	pid_t pids[PROCS];
	for (int i = 0; i < PROCS; i++) {
		pids[i] = fork();
		if (pids[i] != 0)
			continue;
		struct store *own = support_store_again();
		atomic_fetch_add(ready, 1);
		while (atomic_load(ready) <= PROCS)
			usleep(200);
		for (int n = 0; add_one(own, 1000 + i * 100000 + n) == 0; n++)
			atomic_fetch_add(&acknowledged[i], 1);
		_exit(1);
	}
	while (atomic_load(ready) < PROCS)
		usleep(200);
	atomic_fetch_add(ready, 1);
	for (int i = 0; i < PROCS; i++) {
		usleep(30000);
		kill(pids[i], SIGKILL);
		waitpid(pids[i], NULL, 0);
	}
	int64_t rows = 0, sum = 0;
	int most[PROCS] = {0};
	struct query q = stmt_query(s->db, STMT_MIGRATION_LIST);
	while (stmt_next(&q)) {
		int64_t v = stmt_int(&q, 0) - 1000;
		rows++;
		if (v >= 0)
			most[v / 100000]++;
	}
	ck_assert_int_eq(stmt_close(&q, &err), RC_OK);
	for (int i = 0; i < PROCS; i++) {
		int n = atomic_load(&acknowledged[i]);
		sum += n;
		/* The one in flight may be there without its acknowledgement, never the other way. */
		ck_assert_msg(
			most[i] == n || most[i] == n + 1, "%d: %d rows, %d told", i, most[i], n);
	}
	ck_assert_int_gt(sum, PROCS);
	ck_assert_int_gt(rows, sum);
	ck_assert_int_eq(add_one(s, 900), 0);
	support_store_close(&s);
}
END_TEST

/* A folder or a link in its place: nothing is written through it, and the sentence says which file. */
START_TEST(gate__file__that_cannot_be_opened_is_named)
{
	char beside[300];
	int fd = -1;
	snprintf(path, sizeof(path), "%s/s", support_store_dir());
	snprintf(beside, sizeof(beside), "%s-gate", path);
	ck_assert_int_eq(mkdir(beside, 0700), 0);
	ck_assert_int_eq(gate_open_file(path, "-gate", &fd, &err), RC_IO);
	ck_assert_ptr_nonnull(strstr(err.text, beside));
	ck_assert_ptr_nonnull(strstr(err.text, "must be writable"));
	ck_assert_int_eq(rmdir(beside), 0);
	ck_assert_int_eq(symlink("/dev/null", beside), 0);
	ck_assert_int_eq(gate_open_file(path, "-gate", &fd, &err), RC_IO);
	ck_assert_ptr_nonnull(strstr(err.text, beside));
	ck_assert_int_eq(unlink(beside), 0);
	ck_assert_msg(gate_open_file(path, "-gate", &fd, &err) == RC_OK, "%s", err.text);
	close(fd);
	support_store_remove(support_store_dir());
}
END_TEST

/* Root looked into somebody's store: the files beside it are that somebody's, or they are locked out. */
START_TEST(gate__root__leaves_the_file_to_the_owner_of_the_store)
{
	enum { SOMEBODY = 65534 };
	if (geteuid() != 0) {
		puts("skip: only root leaves files to others");
		return;
	}
	struct stat st;
	char beside[300];
	int fd = -1;
	snprintf(path, sizeof(path), "%s/theirs", support_store_dir());
	snprintf(beside, sizeof(beside), "%s-gate", path);
	int store = open(path, O_CREAT | O_EXCL | O_WRONLY, 0660);
	ck_assert_int_ge(store, 0);
	ck_assert_int_eq(fchown(store, SOMEBODY, SOMEBODY), 0);
	close(store);
	ck_assert_msg(gate_open_file(path, "-gate", &fd, &err) == RC_OK, "%s", err.text);
	close(fd);
	ck_assert_int_eq(stat(beside, &st), 0);
	ck_assert_int_eq(st.st_uid, SOMEBODY);
	ck_assert_int_eq(st.st_gid, SOMEBODY);
	ck_assert_int_eq(st.st_mode & 0777, 0660);
	support_store_remove(support_store_dir());
}
END_TEST

Suite *suite_gate(void)
{
	support_store_begin();
	Suite *suite = suite_create("gate");
	TCase *tc = tcase_create("gate");
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, gate__enter__counts_within_one_handle);
	tcase_add_test(tc, gate__deadline__is_kept_and_said);
	tcase_add_test(tc, gate__file__that_cannot_be_opened_is_named);
	tcase_add_test(tc, gate__root__leaves_the_file_to_the_owner_of_the_store);
	tcase_add_test(tc, gate__eight_processes__go_in_turn);
	tcase_add_test(tc, gate__long_wait__keeps_its_place);
	tcase_add_test(tc, gate__at_once_again__goes_behind_the_line);
	tcase_add_test(tc, gate__killed_in_line__lets_the_next_pass);
	tcase_add_test(tc, gate__long_wait__is_told_and_still_ends_in_time);
	tcase_add_test(tc, gate__killed_holder__leaves_it_open);
	tcase_add_test(tc, gate__killed_writers__lose_no_acknowledged_row);
	suite_add_tcase(suite, tc);
	return suite;
}
