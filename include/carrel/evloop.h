/* evloop.h - poll, timers and signals in one place; the single thread that owns everything.
 *
 * Callbacks run from evloop_turn(). Timers count on clock_mono_ms(), so a frozen clock holds
 * them too. Signals arrive through a self-pipe, never in a handler. */
#ifndef CARREL_EVLOOP_H
#define CARREL_EVLOOP_H

#include <stdbool.h>
#include <stdint.h>

struct evloop; /* opaque */

struct evloop *evloop_new(void);
void evloop_free(struct evloop **loop);

typedef void evloop_fd_fn(void *arg, int fd, short revents);
typedef void evloop_timer_fn(void *arg);
typedef void evloop_signal_fn(void *arg, int signo);

void evloop_add_fd(struct evloop *loop, int fd, short events, evloop_fd_fn *fn, void *arg);
void evloop_remove_fd(struct evloop *loop, int fd);
/* One shot after delay_ms (>= 0); returns a handle > 0. Re-arm from the callback for a period. */
int evloop_add_timer(struct evloop *loop, int64_t delay_ms, evloop_timer_fn *fn, void *arg);
void evloop_cancel_timer(struct evloop *loop, int handle); /* 0 and spent handles are ignored */
void evloop_on_signal(struct evloop *loop, int signo, evloop_signal_fn *fn, void *arg);

/* Waits for the next event, at most max_wait_ms (-1: for ever), and runs what is due.
 * Returns the number of callbacks run. */
int evloop_turn(struct evloop *loop, int64_t max_wait_ms);

#endif
