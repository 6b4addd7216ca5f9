/* notice.c - a futex in a mapped file, turned into a descriptor that poll(2) understands.
 *
 * poll cannot wait on a futex, so one thread with a small stack sleeps in FUTEX_WAIT and writes the
 * eventfd. It is started only when somebody asks for the descriptor: a shell command has no thread. It
 * runs nothing but this file and blocks every signal except the one that ends its sleep at close.
 *
 * A handle's own bump is remembered in `seen`, so that its own commits do not wake its own loop. */
#include "store/notice.h"

#include "carrel/log.h"
#include "carrel/mem.h"
#include "store/gate.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { STACK_BYTES = 64 * 1024 };

struct notice {
	_Atomic uint32_t *word; /* in the mapped file */
	_Atomic uint32_t seen;  /* the last value that needs no telling */
	int event_fd;           /* -1 until asked for */
	pthread_t waiter;
	atomic_bool stop;
	atomic_bool gone;
};

static long futex(_Atomic uint32_t *word, int operation, uint32_t value)
{
	return syscall(SYS_futex, word, operation, value, NULL, NULL, 0);
}

static _Atomic uint32_t *map_word(const char *store)
{
	int fd = -1;
	struct err err = {0};
	if (gate_open_file(store, "-notice", &fd, &err) != RC_OK) {
		log_warn("notices are off: %s", err.text);
		return NULL;
	}
	void *map = gate_map_page(fd);
	close(fd);
	if (map == NULL)
		log_warn("notices are off: the file beside the store cannot be mapped");
	return map;
}

struct notice *notice_open(const char *store)
{
	_Atomic uint32_t *word = map_word(store);
	if (word == NULL)
		return NULL;
	struct notice *notice = xcalloc(1, sizeof(*notice));
	notice->word = word;
	notice->event_fd = -1;
	return notice;
}

static int stop_signal(void)
{
	return SIGRTMIN + 5;
}

static void on_stop(int signo)
{
	(void)signo; /* its only work is to end the wait with EINTR */
}

static void stop_waiter(struct notice *notice)
{
	atomic_store(&notice->stop, true);
	/* Repeated, since one signal may fall between the waiter's look at `stop` and its sleep. */
	while (!atomic_load(&notice->gone)) {
		struct timespec pause = {.tv_nsec = 200000};
		pthread_kill(notice->waiter, stop_signal());
		nanosleep(&pause, NULL);
	}
	pthread_join(notice->waiter, NULL);
}

void notice_close(struct notice **notice)
{
	struct notice *n = *notice;
	*notice = NULL;
	if (n == NULL)
		return;
	if (n->event_fd >= 0) {
		stop_waiter(n);
		close(n->event_fd);
	}
	munmap((void *)n->word, GATE_PAGE_BYTES);
	free(n);
}

void notice_bump(struct notice *notice)
{
	if (notice == NULL)
		return;
	uint32_t before = atomic_fetch_add(notice->word, 1);
	/* Only when nobody else bumped in between: theirs must still be told. */
	atomic_compare_exchange_strong(&notice->seen, &before, before + 1);
}

void notice_wake(struct notice *notice)
{
	if (notice != NULL)
		futex(notice->word, FUTEX_WAKE, INT_MAX);
}

static void *wait_for_bumps(void *arg)
{
	struct notice *n = arg;
	while (!atomic_load(&n->stop)) {
		uint32_t now = atomic_load(n->word);
		if (now != atomic_exchange(&n->seen, now)) {
			uint64_t one = 1;
			if (write(n->event_fd, &one, sizeof(one)) < 0 && errno != EAGAIN)
				break;
		}
		futex(n->word, FUTEX_WAIT, now);
	}
	atomic_store(&n->gone, true);
	return NULL;
}

static bool start_waiter(struct notice *n)
{
	struct sigaction action = {.sa_handler = on_stop};
	sigemptyset(&action.sa_mask);
	sigaction(stop_signal(), &action, NULL);
	sigset_t all, before;
	sigfillset(&all);
	sigdelset(&all, stop_signal());
	pthread_attr_t attr;
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK_BYTES);
	/* The thread is born with the mask of its maker. */
	pthread_sigmask(SIG_SETMASK, &all, &before);
	bool started = pthread_create(&n->waiter, &attr, wait_for_bumps, n) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attr);
	return started;
}

int notice_fd(struct notice *notice)
{
	if (notice == NULL)
		return -1;
	if (notice->event_fd >= 0)
		return notice->event_fd;
	notice->event_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (notice->event_fd < 0)
		return -1;
	/* What was committed before anybody listened is changed()'s to find. */
	atomic_store(&notice->seen, atomic_load(notice->word));
	if (!start_waiter(notice)) {
		log_warn("notices are off: no thread could be started");
		close(notice->event_fd);
		notice->event_fd = -1;
	}
	return notice->event_fd;
}

void notice_drain(struct notice *notice)
{
	if (notice == NULL || notice->event_fd < 0)
		return;
	uint64_t count;
	while (read(notice->event_fd, &count, sizeof(count)) > 0)
		continue;
}
