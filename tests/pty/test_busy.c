/* test_busy.c - somebody else holds the store for a while: a backup in the write gate, another program in a
 * transaction of its own. Whoever sits there is told, and nothing typed is lost. */
#include "pty/support_centre.h"
#include "pty/support_pty.h"

#include "carrel/mem.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

Suite *suite_busy(void);

/* TOLD_MS: a word after one second, and a busy machine. */
enum { LONG_MS = 8000, QUIET_MS = 120, TOLD_MS = 2000, SECOND_MS = 1000, PATIENCE_MS = 5000 };

/* sqlite.org/walformat.html#locks: whoever writes to the log has this byte of the index. */
enum { WAL_WRITE_BYTE = 120 };

static struct centre c;
static struct pty *p;
static int held = -1;

static void open_centre(void)
{
	ck_assert(centre_open(&c));
	ck_assert_msg(centre_run(&c, "demo", "--into", c.store, "--size", "small", "--seed", "1",
			      NULL) == 0,
		"%s", c.said.buf);
}

static void let_go(void)
{
	if (held >= 0)
		close(held); /* and with it the lock */
	held = -1;
}

static void stop(void)
{
	let_go();
	pty_free(&p);
	centre_close(&c);
}

static int64_t now_ms(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void see(const char *text, int ms)
{
	bool seen = pty_wait_text(p, text, ms);
	if (!seen)
		printf("%s\n", pty_screen(p));
	ck_assert_msg(seen, "%s", text);
}

static int open_beside(const char *suffix)
{
	char *path = xasprintf("%s%s", c.store, suffix);
	int fd = open(path, O_RDWR | O_CLOEXEC);
	free(path);
	ck_assert_int_ge(fd, 0);
	return fd;
}

static void hold_gate(void)
{
	held = open_beside("-gate");
	ck_assert_int_eq(flock(held, LOCK_EX | LOCK_NB), 0);
}

/* As BEGIN IMMEDIATE in another program's shell does, which knows of no gate. */
static void hold_log(void)
{
	const struct flock lock = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = WAL_WRITE_BYTE, .l_len = 1};
	held = open_beside("-shm");
	ck_assert_int_eq(fcntl(held, F_SETLK, &lock), 0);
}

static void sit_down(void)
{
	p = centre_console(&c, "ana", 24, 80);
	ck_assert_ptr_nonnull(p);
	see("1 Queue", LONG_MS);
	pty_press(p, PTY_F2);
	see("3 Case", LONG_MS);
	pty_press(p, "before ");
	see("before", LONG_MS);
	pty_settle(p, QUIET_MS, LONG_MS);
}

static void (*const holders[])(void) = {hold_gate, hold_log};

START_TEST(busy__short__is_told_and_what_was_typed_comes_after)
{
	sit_down();
	holders[_i]();
	int64_t begun = now_ms();
	pty_press(p, PTY_F7); /* hold the line: a write */
	see("The store is busy", TOLD_MS);
	ck_assert_int_ge(now_ms() - begun, SECOND_MS - 1);
	pty_press(p, "and after");
	pty_settle(p, QUIET_MS, 2 * QUIET_MS);
	let_go();
	see("before and after", TOLD_MS);
	see("ON HOLD", TOLD_MS);
	ck_assert(pty_wait_no_text(p, "The store is busy", TOLD_MS));
}
END_TEST

START_TEST(busy__long__is_refused_once_and_the_same_key_tries_again)
{
	sit_down();
	holders[_i]();
	int64_t begun = now_ms();
	pty_press(p, PTY_F7);
	see("The store is busy, 2 s", TOLD_MS + SECOND_MS);
	pty_press(p, "and after");
	see("Nothing was saved", PATIENCE_MS + TOLD_MS);
	ck_assert_int_ge(now_ms() - begun, PATIENCE_MS - 1);
	see("before and after", TOLD_MS); /* the refusal outlives what was typed ahead */
	see("Nothing was saved", TOLD_MS);
	let_go();
	pty_press(p, PTY_F7);
	see("ON HOLD", TOLD_MS);
	see("before and after", TOLD_MS);
}
END_TEST

Suite *suite_busy(void)
{
	Suite *s = suite_create("busy");
	TCase *tc = tcase_create("busy");
	tcase_add_checked_fixture(tc, open_centre, stop);
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, busy__short__is_told_and_what_was_typed_comes_after, 0, 2);
	tcase_add_loop_test(tc, busy__long__is_refused_once_and_the_same_key_tries_again, 0, 2);
	suite_add_tcase(s, tc);
	return s;
}
