#include "carrel/evloop.h"

#include "carrel/clock.h"

#include <check.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static struct evloop *loop;
static char trace[64];
static size_t trace_len;

static void setup(void)
{
	clock_freeze(0);
	memset(trace, 0, sizeof(trace));
	trace_len = 0;
	loop = evloop_new();
}

static void teardown(void)
{
	evloop_free(&loop);
	ck_assert_ptr_null(loop);
	evloop_free(&loop);
}

static void *named(char letter)
{
	static char letters[128];
	letters[(int)letter] = letter;
	return &letters[(int)letter];
}

static void note(void *arg)
{
	trace[trace_len++] = *(const char *)arg;
}

static void note_again(void *arg)
{
	note(arg);
	evloop_add_timer(loop, 0, note_again, arg);
}

static void note_fd(void *arg, int fd, short revents)
{
	char byte;
	if (revents & POLLIN)
		ck_assert_int_eq(read(fd, &byte, 1), 1);
	note(arg);
}

static void note_signal(void *arg, int signo)
{
	ck_assert_int_eq(signo, SIGUSR1);
	note(arg);
}

START_TEST(evloop__timer__order_and_cancel)
{
	evloop_add_timer(loop, 20, note, named('b'));
	evloop_add_timer(loop, 10, note, named('a'));
	int gone = evloop_add_timer(loop, 15, note, named('x'));
	evloop_add_timer(loop, 20, note, named('c'));
	evloop_cancel_timer(loop, gone);
	evloop_cancel_timer(loop, 0);
	ck_assert_int_eq(evloop_turn(loop, 0), 0);
	clock_advance(10);
	ck_assert_int_eq(evloop_turn(loop, 0), 1);
	clock_advance(10);
	ck_assert_int_eq(evloop_turn(loop, 0), 2);
	ck_assert_str_eq(trace, "abc");
	ck_assert_int_eq(evloop_turn(loop, 0), 0);
}
END_TEST

START_TEST(evloop__timer__rearmed_for_now_waits_for_the_next_turn)
{
	evloop_add_timer(loop, 0, note_again, named('t'));
	ck_assert_int_eq(evloop_turn(loop, -1), 1);
	ck_assert_int_eq(evloop_turn(loop, -1), 1);
	ck_assert_str_eq(trace, "tt");
}
END_TEST

START_TEST(evloop__fd__called_when_ready_and_not_after_removal)
{
	int ends[2];
	ck_assert_int_eq(pipe(ends), 0);
	evloop_add_fd(loop, ends[0], POLLIN, note_fd, named('r'));
	ck_assert_int_eq(evloop_turn(loop, 0), 0);
	ck_assert_int_eq(write(ends[1], "12", 2), 2);
	ck_assert_int_eq(evloop_turn(loop, -1), 1);
	evloop_remove_fd(loop, ends[0]);
	ck_assert_int_eq(evloop_turn(loop, 0), 0);
	evloop_add_fd(loop, ends[0], POLLIN, note_fd, named('s'));
	ck_assert_int_eq(evloop_turn(loop, -1), 1);
	close(ends[1]);
	ck_assert_int_eq(evloop_turn(loop, -1), 1); /* the far end went away: POLLHUP */
	ck_assert_str_eq(trace, "rss");
	close(ends[0]);
}
END_TEST

static void remove_other(void *arg, int fd, short revents)
{
	(void)fd;
	(void)revents;
	trace[trace_len++] = 'k';
	evloop_remove_fd(loop, *(int *)arg);
}

START_TEST(evloop__fd__one_callback_may_remove_another)
{
	int a[2], b[2];
	ck_assert_int_eq(pipe(a), 0);
	ck_assert_int_eq(pipe(b), 0);
	evloop_add_fd(loop, a[0], POLLIN, remove_other, &b[0]);
	evloop_add_fd(loop, b[0], POLLIN, note_fd, named('b'));
	ck_assert_int_eq(write(a[1], "1", 1), 1);
	ck_assert_int_eq(write(b[1], "1", 1), 1);
	ck_assert_int_eq(evloop_turn(loop, -1), 1);
	ck_assert_str_eq(trace, "k");
	for (int i = 0; i < 2; i++) {
		close(a[i]);
		close(b[i]);
	}
}
END_TEST

START_TEST(evloop__signal__arrives_in_the_turn)
{
	evloop_on_signal(loop, SIGUSR1, note_signal, named('s'));
	raise(SIGUSR1);
	ck_assert_str_eq(trace, "");
	ck_assert_int_eq(evloop_turn(loop, -1), 1);
	ck_assert_str_eq(trace, "s");
	evloop_on_signal(loop, SIGUSR1, note_signal, named('t')); /* the newer one replaces */
	raise(SIGUSR1);
	raise(SIGUSR1);
	ck_assert_int_eq(evloop_turn(loop, -1), 2);
	ck_assert_str_eq(trace, "stt");
}
END_TEST

START_TEST(evloop__signal__flood_does_not_block)
{
	evloop_on_signal(loop, SIGUSR1, note_signal, named('s'));
	struct sigaction action;
	sigaction(SIGUSR1, NULL, &action);
	errno = 7;
	for (int i = 0; i < 70000; i++) /* more than a pipe holds */
		action.sa_handler(SIGUSR1);
	ck_assert_int_eq(errno, 7);
}
END_TEST

START_TEST(evloop__new__a_broken_pipe_is_an_error_not_an_end)
{
	int ends[2];
	ck_assert_int_eq(pipe(ends), 0);
	close(ends[0]);
	ck_assert_int_eq(write(ends[1], "x", 1), -1);
	ck_assert_int_eq(errno, EPIPE);
	close(ends[1]);
}
END_TEST

START_TEST(evloop__free__gives_signals_back)
{
	struct sigaction before, after;
	sigaction(SIGUSR2, NULL, &before);
	evloop_on_signal(loop, SIGUSR2, note_signal, named('s'));
	evloop_free(&loop);
	sigaction(SIGUSR2, NULL, &after);
	ck_assert_ptr_eq((void *)after.sa_handler, (void *)before.sa_handler);
	loop = evloop_new();
}
END_TEST

Suite *suite_evloop(void);
Suite *suite_evloop(void)
{
	Suite *s = suite_create("evloop");
	TCase *t = tcase_create("evloop");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, evloop__timer__order_and_cancel);
	tcase_add_test(t, evloop__timer__rearmed_for_now_waits_for_the_next_turn);
	tcase_add_test(t, evloop__fd__called_when_ready_and_not_after_removal);
	tcase_add_test(t, evloop__fd__one_callback_may_remove_another);
	tcase_add_test(t, evloop__signal__arrives_in_the_turn);
	tcase_add_test(t, evloop__signal__flood_does_not_block);
	tcase_add_test(t, evloop__new__a_broken_pipe_is_an_error_not_an_end);
	tcase_add_test(t, evloop__free__gives_signals_back);
	suite_add_tcase(s, t);
	return s;
}
