/* test_race.c - many agents, one queue: nobody gets what another has, and none is left over.
 *
 * The positive control claims as one should not (look, then write) and must give something away
 * twice: then the zero above it means something. */
#include "store/support_rows.h"

#include "carrel/clock.h"
#include "store/store_private.h"

#include <check.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { AGENTS = 8, ITEMS = 120 };

struct got {
	int64_t agent_id;
	int64_t item_id;
};

static int64_t agents[AGENTS];

static void stage(struct centre *c)
{
	ok(c, change_begin(c->s, "stage", NULL, &c->err));
	for (int i = 0; i < AGENTS; i++) {
		char login[16];
		snprintf(login, sizeof(login), "agent%d", i);
		struct agent agent = {.login = login, .name = login, .active = true};
		ok(c, store_agent_add(c->s, &agent, &c->err));
		ok(c, store_agent_join_queue(c->s, agent.id, c->billing.id, &c->err));
		agents[i] = agent.id;
	}
	for (int i = 0; i < ITEMS; i++)
		centre_ring(c, c->billing.id, NULL, NULL);
	ok(c, change_commit(c->s, NULL, &c->err));
}

static struct store *reopen(void)
{
	struct store *s = NULL;
	struct err err = {0};
	struct store_options options = {.address = support_store_address(), .scratch = true};
	return store_open(&s, &options, &err) == RC_OK ? s : NULL;
}

/* Takes and finishes until nobody waits; each claim that was acknowledged goes down the pipe. */
static int work_on(int64_t agent_id, int out)
{
	struct store *s = reopen();
	if (s == NULL)
		return 2;
	struct arena *a = arena_new();
	store_set_actor(s, agent_id, "racer");
	const struct outcome *dropped = outcome_find(outcome_builtin, "dropped");
	for (;;) {
		struct err err = {0};
		struct work_hand hand;
		struct contact written;
		enum rc rc = work_next(s, agent_id, a, &hand, &err);
		if (rc == RC_NOTFOUND)
			break;
		if (rc == RC_BUSY)
			continue;
		if (rc != RC_OK) {
			fprintf(stderr, "next: %s\n", err.text);
			return 1;
		}
		struct got got = {agent_id, hand.item.id};
		if (write(out, &got, sizeof(got)) != sizeof(got))
			return 3;
		struct work_finish f = {.outcome = dropped, .fence = hand.item.fence};
		do
			rc = work_finish(s, agent_id, &f, a, &written, &err);
		while (rc == RC_BUSY);
		if (rc != RC_OK) {
			fprintf(stderr, "finish: %s\n", err.text);
			return 4;
		}
		arena_reset(a);
	}
	arena_free(&a);
	store_close(&s);
	return 0;
}

/* As one should not: between the look and the write everybody else looks as well. */
static int work_naively(struct store *s, int64_t agent_id, int out)
{
	char sql[160];
	for (int i = 0; i < ITEMS; i++) {
		int64_t id = raw_int(
			s, "SELECT COALESCE(min(id), 0) FROM queue_item WHERE taken_by IS NULL");
		if (id == 0)
			break;
		usleep(500);
		snprintf(sql, sizeof(sql), "UPDATE queue_item SET taken_by = %lld WHERE id = %lld",
			(long long)agent_id, (long long)id);
		raw_run(s, sql);
		struct got got = {agent_id, id};
		if (write(out, &got, sizeof(got)) != sizeof(got))
			return 3;
	}
	return 0;
}

static pid_t start(int i, int out, bool naive)
{
	pid_t pid = fork();
	if (pid != 0)
		return pid;
	int rc;
	if (naive) {
		struct store *s = reopen();
		rc = s != NULL ? work_naively(s, agents[i], out) : 2;
	} else {
		rc = work_on(agents[i], out);
	}
	_exit(rc);
}

/* Items that came down the pipe more than once; *total all of them. */
static int count_doubles(int in, int *total)
{
	static int seen[100000];
	struct got got;
	int doubles = 0;
	*total = 0;
	memset(seen, 0, sizeof(seen));
	while (read(in, &got, sizeof(got)) == sizeof(got)) {
		ck_assert_int_lt(got.item_id, 100000);
		doubles += seen[got.item_id]++ > 0;
		++*total;
	}
	return doubles;
}

static int race(bool naive, int *total)
{
	int fds[2];
	pid_t pids[AGENTS];
	ck_assert_int_eq(pipe(fds), 0);
	for (int i = 0; i < AGENTS; i++)
		pids[i] = start(i, fds[1], naive);
	close(fds[1]);
	int doubles = count_doubles(fds[0], total);
	close(fds[0]);
	for (int i = 0; i < AGENTS; i++) {
		int status = 0;
		waitpid(pids[i], &status, 0);
		ck_assert_msg(naive || (WIFEXITED(status) && WEXITSTATUS(status) == 0),
			"agent %d ended with %d", i, status);
	}
	return doubles;
}

START_TEST(race__next__nobody_gets_what_another_has)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	int total = 0;
	int64_t checked = 0;
	stage(c);
	ck_assert_int_eq(race(false, &total), 0);
	ck_assert_int_eq(total, ITEMS);
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM queue_item WHERE done_at IS NULL"), 0);
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM contact"), ITEMS);
	ck_assert_int_eq(raw_rollup_differences(c->s), 0);
	ok(c, change_verify(c->s, &checked, &c->err));
	ck_assert_int_ge(checked, 2 * ITEMS);
	centre_close(&c);
}
END_TEST

START_TEST(race__naive__control_gives_away_twice)
{
	struct centre *c = centre_open(_i);
	if (c == NULL)
		return;
	int total = 0;
	stage(c);
	ck_assert_int_gt(race(true, &total), 0);
	centre_close(&c);
}
END_TEST

static void await_one(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	ck_assert_int_eq(poll(&p, 1, 30 * 1000), 1);
}

/* Killed at any moment: what was acknowledged is there, nothing is half done, the audit fits. */
START_TEST(race__kill__acknowledged_stays_and_nothing_is_half)
{
	struct centre *c = centre_open(STORE_SQLITE);
	if (c == NULL)
		return;
	int fds[2];
	int total = 0;
	int64_t checked = 0;
	stage(c);
	ck_assert_int_eq(pipe(fds), 0);
	for (int round = 0; round < AGENTS; round++) {
		pid_t pid = start(round % AGENTS, fds[1], false);
		usleep((useconds_t)(6000 + 1700 * round));
		if (round ==
			AGENTS - 1) /* however slow the machine: not all died before their first */
			await_one(fds[0]);
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
	close(fds[1]);
	ck_assert_int_eq(count_doubles(fds[0], &total), 0);
	close(fds[0]);
	ck_assert_int_gt(total, 0);
	int64_t taken = raw_int(c->s, "SELECT count(*) FROM queue_item WHERE taken_by IS NOT NULL");
	ck_assert_int_ge(taken, total);
	ck_assert_int_le(taken, total + AGENTS);
	ck_assert_int_eq(raw_int(c->s,
				 "SELECT count(*) FROM queue_item i WHERE i.done_at IS NOT NULL "
				 "AND NOT EXISTS "
				 "(SELECT 1 FROM contact k WHERE k.call_id = i.call_id)"),
		0);
	ck_assert_int_eq(raw_int(c->s,
				 "SELECT count(*) FROM queue_item i WHERE i.taken_by IS NOT NULL "
				 "AND i.done_at IS NULL "
				 "AND NOT EXISTS (SELECT 1 FROM agent g WHERE g.item_id = i.id)"),
		0);
	ck_assert_int_eq(raw_rollup_differences(c->s), 0);
	ok(c, change_verify(c->s, &checked, &c->err));
	centre_close(&c);
}
END_TEST

Suite *suite_race(void);
Suite *suite_race(void)
{
	support_store_begin();
	Suite *s = suite_create("race");
	TCase *tc = tcase_create("race");
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, race__next__nobody_gets_what_another_has, 0, STORE_FAULT);
	tcase_add_loop_test(tc, race__naive__control_gives_away_twice, 0, STORE_FAULT);
	tcase_add_test(tc, race__kill__acknowledged_stays_and_nothing_is_half);
	suite_add_tcase(s, tc);
	return s;
}
