#include "carrel/evloop.h"

#include "carrel/clock.h"
#include "carrel/mem.h"
#include "carrel/vec.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

enum { FIXED_FDS = 2 }; /* the signal pipe and the alarm come first in every poll */

struct watch {
	int fd;
	short events;
	evloop_fd_fn *fn; /* NULL: removed while callbacks ran */
	void *arg;
};

struct timer {
	int handle;
	int64_t due_ms;
	evloop_timer_fn *fn;
	void *arg;
};

struct catcher {
	int signo;
	evloop_signal_fn *fn;
	void *arg;
	struct sigaction before;
};

struct evloop {
	struct vec watches, timers, catchers, polled;
	int signal_read, signal_write;
	int alarm_fd;
	int64_t alarm_due_ms;
	int next_handle;
	struct sigaction pipe_before;
};

/* Where the handler writes; one loop at a time catches signals. */
static volatile sig_atomic_t handler_fd = -1;

static void on_signal(int signo)
{
	int why = errno;
	unsigned char byte = (unsigned char)signo;
	ssize_t ignored =
		write(handler_fd, &byte, 1); /* full: the same signals are waiting there */
	(void)ignored;
	errno = why;
}

struct evloop *evloop_new(void)
{
	struct evloop *loop = xcalloc(1, sizeof(*loop));
	loop->watches.size = sizeof(struct watch);
	loop->timers.size = sizeof(struct timer);
	loop->catchers.size = sizeof(struct catcher);
	loop->polled.size = sizeof(struct pollfd);
	loop->next_handle = 1;
	loop->alarm_due_ms = -1;
	int ends[2];
	if (pipe2(ends, O_NONBLOCK | O_CLOEXEC))
		mem_die("no pipe for signals: %s", strerror(errno));
	loop->signal_read = ends[0];
	loop->signal_write = ends[1];
	/* poll(2) does not count while the machine sleeps; this clock does, so that a lock that fell
	 * due during suspend closes the moment the lid opens. */
	loop->alarm_fd = timerfd_create(CLOCK_BOOTTIME, TFD_NONBLOCK | TFD_CLOEXEC);
	if (loop->alarm_fd < 0)
		mem_die("no timer: %s", strerror(errno));
	/* A reader that went away is an EPIPE for the writer, not the end of the desk. */
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	sigaction(SIGPIPE, &ignore, &loop->pipe_before);
	return loop;
}

void evloop_free(struct evloop **loop)
{
	struct evloop *l = *loop;
	if (!l)
		return;
	for (size_t i = 0; i < l->catchers.n; i++) {
		struct catcher *c = vec_at(&l->catchers, i);
		sigaction(c->signo, &c->before, NULL);
	}
	sigaction(SIGPIPE, &l->pipe_before, NULL);
	if (handler_fd == l->signal_write)
		handler_fd = -1;
	(void)close(l->signal_read);
	(void)close(l->signal_write);
	(void)close(l->alarm_fd);
	vec_fini(&l->watches);
	vec_fini(&l->timers);
	vec_fini(&l->catchers);
	vec_fini(&l->polled);
	free(l);
	*loop = NULL;
}

void evloop_add_fd(struct evloop *loop, int fd, short events, evloop_fd_fn *fn, void *arg)
{
	assert(fd >= 0 && fn);
	*(struct watch *)vec_push(&loop->watches) =
		(struct watch){.fd = fd, .events = events, .fn = fn, .arg = arg};
}

void evloop_remove_fd(struct evloop *loop, int fd)
{
	for (size_t i = 0; i < loop->watches.n; i++) {
		struct watch *watch = vec_at(&loop->watches, i);
		if (watch->fd == fd)
			watch->fn = NULL;
	}
}

int evloop_add_timer(struct evloop *loop, int64_t delay_ms, evloop_timer_fn *fn, void *arg)
{
	assert(fn);
	struct timer *timer = vec_push(&loop->timers);
	timer->handle = loop->next_handle;
	timer->due_ms = clock_mono_ms() + (delay_ms > 0 ? delay_ms : 0);
	timer->fn = fn;
	timer->arg = arg;
	/* 2^31 timers are years of work; should it come to that, old handles are long spent. */
	loop->next_handle = loop->next_handle == INT_MAX ? 1 : loop->next_handle + 1;
	return timer->handle;
}

void evloop_cancel_timer(struct evloop *loop, int handle)
{
	for (size_t i = 0; i < loop->timers.n; i++) {
		const struct timer *timer = vec_at(&loop->timers, i);
		if (timer->handle == handle) {
			vec_remove(&loop->timers, i);
			return;
		}
	}
}

void evloop_on_signal(struct evloop *loop, int signo, evloop_signal_fn *fn, void *arg)
{
	assert(fn && (handler_fd == -1 || handler_fd == loop->signal_write));
	handler_fd = loop->signal_write;
	struct catcher *c = NULL;
	for (size_t i = 0; i < loop->catchers.n && !c; i++) {
		struct catcher *known = vec_at(&loop->catchers, i);
		if (known->signo == signo)
			c = known;
	}
	if (!c) {
		struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
		sigfillset(&action.sa_mask);
		c = vec_push(&loop->catchers);
		c->signo = signo;
		sigaction(signo, &action, &c->before);
	}
	c->fn = fn;
	c->arg = arg;
}

/* The earliest timer, the older one first; SIZE_MAX if none. */
static size_t first_timer(const struct evloop *loop)
{
	size_t first = SIZE_MAX;
	const struct timer *timers = loop->timers.data;
	for (size_t i = 0; i < loop->timers.n; i++)
		if (first == SIZE_MAX || timers[i].due_ms < timers[first].due_ms)
			first = i;
	return first;
}

static void set_alarm(struct evloop *loop, int64_t due_ms)
{
	if (due_ms == loop->alarm_due_ms || clock_is_frozen())
		return;
	struct itimerspec when = {0};
	if (due_ms >= 0) {
		when.it_value.tv_sec = due_ms / 1000;
		when.it_value.tv_nsec = due_ms % 1000 * 1000000 + 1; /* all zero would disarm */
	}
	timerfd_settime(loop->alarm_fd, TFD_TIMER_ABSTIME, &when, NULL);
	loop->alarm_due_ms = due_ms;
}

/* How long poll may wait, in its own int; the timers shorten what the caller allows. */
static int wait_ms(struct evloop *loop, int64_t max_wait_ms)
{
	int64_t wait = max_wait_ms;
	size_t first = first_timer(loop);
	int64_t due_ms = -1;
	if (first != SIZE_MAX) {
		due_ms = ((const struct timer *)vec_at(&loop->timers, first))->due_ms;
		int64_t left = due_ms - clock_mono_ms();
		left = left > 0 ? left : 0;
		if (wait < 0 || left < wait)
			wait = left;
	}
	set_alarm(loop, due_ms);
	return wait > INT_MAX ? INT_MAX : (int)wait;
}

static void forget_removed(struct evloop *loop)
{
	for (size_t i = loop->watches.n; i-- > 0;)
		if (!((const struct watch *)vec_at(&loop->watches, i))->fn)
			vec_remove(&loop->watches, i);
}

static void fill_polled(struct evloop *loop)
{
	vec_clear(&loop->polled);
	*(struct pollfd *)vec_push(&loop->polled) =
		(struct pollfd){.fd = loop->signal_read, .events = POLLIN};
	*(struct pollfd *)vec_push(&loop->polled) =
		(struct pollfd){.fd = loop->alarm_fd, .events = POLLIN};
	for (size_t i = 0; i < loop->watches.n; i++) {
		const struct watch *watch = vec_at(&loop->watches, i);
		*(struct pollfd *)vec_push(&loop->polled) =
			(struct pollfd){.fd = watch->fd, .events = watch->events};
	}
}

static int run_signals(struct evloop *loop)
{
	int ran = 0;
	unsigned char bytes[64];
	ssize_t n;
	while ((n = read(loop->signal_read, bytes, sizeof(bytes))) > 0) {
		for (ssize_t i = 0; i < n; i++) {
			for (size_t j = 0; j < loop->catchers.n; j++) {
				struct catcher c = *(struct catcher *)vec_at(&loop->catchers, j);
				if (c.signo == bytes[i]) {
					c.fn(c.arg, c.signo);
					ran++;
				}
			}
		}
	}
	return ran;
}

static int run_fds(struct evloop *loop)
{
	int ran = 0;
	for (size_t i = FIXED_FDS; i < loop->polled.n; i++) {
		/* Copies: a callback may add watches and so move both lists. */
		struct pollfd polled = *(struct pollfd *)vec_at(&loop->polled, i);
		struct watch watch = *(struct watch *)vec_at(&loop->watches, i - FIXED_FDS);
		if (!polled.revents || !watch.fn)
			continue;
		watch.fn(watch.arg, polled.fd, polled.revents);
		ran++;
	}
	return ran;
}

/* What was due when the turn began; a timer that re-arms itself for now waits for the next. */
static int run_timers(struct evloop *loop)
{
	int64_t now_ms = clock_mono_ms();
	int limit = loop->next_handle;
	int ran = 0;
	for (;;) {
		size_t chosen = SIZE_MAX;
		const struct timer *timers = loop->timers.data;
		for (size_t i = 0; i < loop->timers.n; i++) {
			if (timers[i].due_ms > now_ms || timers[i].handle >= limit)
				continue;
			if (chosen == SIZE_MAX || timers[i].due_ms < timers[chosen].due_ms)
				chosen = i;
		}
		if (chosen == SIZE_MAX)
			return ran;
		struct timer timer = timers[chosen];
		vec_remove(&loop->timers, chosen);
		timer.fn(timer.arg);
		ran++;
	}
}

int evloop_turn(struct evloop *loop, int64_t max_wait_ms)
{
	forget_removed(loop);
	fill_polled(loop);
	int ready = poll(loop->polled.data, loop->polled.n, wait_ms(loop, max_wait_ms));
	if (ready < 0) {
		/* EINTR: a handler has just filled the pipe. Else nothing is known of the others. */
		for (size_t i = 0; i < loop->polled.n; i++)
			((struct pollfd *)vec_at(&loop->polled, i))->revents = 0;
	}
	const struct pollfd *alarm = vec_at(&loop->polled, 1);
	if (alarm->revents) {
		uint64_t times;
		ssize_t ignored = read(loop->alarm_fd, &times, sizeof(times));
		(void)ignored;
		loop->alarm_due_ms = -1;
	}
	int ran = run_signals(loop);
	ran += run_fds(loop);
	ran += run_timers(loop);
	return ran;
}
