/* gate.c - two flocks and a deadline.
 *
 * The wait is a blocking flock(2): the kernel wakes the waiter at the very moment, where polling
 * would add its own period to every hand-over and let whoever polls first overtake. flock has no
 * deadline, so a timer sends this thread (SIGEV_THREAD_ID, nobody else) a real-time signal whose handler
 * does nothing but break the wait. It comes at the deadline and not before, since a waiter who is
 * broken off goes to the end of the line; and it repeats, since one tick might fall just before the wait
 * begins. The timer exists only when a first try found the lock taken: the usual entry costs three system calls.
 *
 * flock and not fcntl locks: they belong to the open file, so two handles of one process exclude each
 * other and closing an unrelated descriptor drops nothing. */
#include "store/gate.h"

#include "carrel/mem.h"
#include "carrel/i18n.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

enum { TICK_MS = 100 };

struct gate {
	int turn_fd;
	int gate_fd;
	int depth;
};

static int64_t now_ms(void)
{
	/* Not the injectable clock: a frozen test clock must not freeze this deadline. */
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void on_tick(int signo)
{
	(void)signo; /* its only work is to end the wait with EINTR */
}

static int tick_signal(void)
{
	return SIGRTMIN + 4;
}

static void install_tick(void)
{
	struct sigaction action = {.sa_handler = on_tick};
	sigemptyset(&action.sa_mask);
	sigaction(tick_signal(), &action, NULL);
}

static bool start_ticks(timer_t *timer, int64_t first_ms)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, install_tick);
	struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = tick_signal()};
	event.sigev_notify_thread_id = (pid_t)syscall(SYS_gettid);
	if (timer_create(CLOCK_MONOTONIC, &event, timer) != 0)
		return false;
	struct timespec tick = {.tv_nsec = (long)TICK_MS * 1000000};
	struct timespec first = {
		.tv_sec = first_ms / 1000, .tv_nsec = (long)(first_ms % 1000) * 1000000};
	struct itimerspec when = {.it_value = first, .it_interval = tick};
	timer_settime(*timer, 0, &when, NULL);
	return true;
}

/* 0, or the errno: ETIMEDOUT at the deadline. */
static int lock_blocking(int fd, int64_t deadline)
{
	sigset_t tick, before;
	sigemptyset(&tick);
	sigaddset(&tick, tick_signal());
	timer_t timer;
	int64_t left = deadline - now_ms();
	if (!start_ticks(&timer, left > 0 ? left : 1))
		return errno;
	pthread_sigmask(SIG_UNBLOCK, &tick, &before);
	int result = 0;
	while (flock(fd, LOCK_EX) != 0) {
		result = errno;
		if (result != EINTR)
			break;
		result = now_ms() >= deadline ? ETIMEDOUT : 0;
		if (result != 0)
			break;
	}
	timer_delete(timer);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return result;
}

static int lock_until(int fd, int64_t wait_ms, int64_t *deadline)
{
	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno == EINTR)
			continue;
		if (errno != EWOULDBLOCK)
			return errno;
		if (*deadline == 0)
			*deadline = now_ms() + wait_ms;
		return wait_ms <= 0 ? ETIMEDOUT : lock_blocking(fd, *deadline);
	}
	return 0;
}

static enum rc enter_failed(int error, struct err *err)
{
	if (error == ETIMEDOUT)
		return err_set(err, RC_BUSY,
			_("The store is busy: others are writing. Nothing was saved; try again in "
			  "a "
			  "moment"));
	return err_set(err, RC_IO,
		_("The store's write gate failed: %s. Nothing was saved; try again"),
		strerror(error));
}

enum rc gate_enter(struct gate *gate, int64_t wait_ms, struct err *err)
{
	if (gate->depth > 0) {
		gate->depth++;
		return RC_OK;
	}
	int64_t deadline = 0;
	int error = lock_until(gate->turn_fd, wait_ms, &deadline);
	if (error != 0)
		return enter_failed(error, err);
	error = lock_until(gate->gate_fd, wait_ms, &deadline);
	flock(gate->turn_fd, LOCK_UN);
	if (error != 0)
		return enter_failed(error, err);
	gate->depth = 1;
	return RC_OK;
}

void gate_leave(struct gate *gate)
{
	assert(gate->depth > 0);
	if (--gate->depth == 0)
		flock(gate->gate_fd, LOCK_UN);
}

static enum rc file_failed(const char *path, struct err *err)
{
	enum rc rc = errno == EACCES || errno == EPERM || errno == EROFS ? RC_DENIED : RC_IO;
	return err_set(err, rc,
		_("“%s” cannot be opened: %s. It lies beside the store and must be writable"), path,
		strerror(errno));
}

/* Root opening somebody's store must not leave files that its owner cannot open. */
static void give_to_owner(int fd, const char *store)
{
	struct stat st;
	if (geteuid() != 0 || stat(store, &st) != 0)
		return;
	if (fchown(fd, st.st_uid, st.st_gid) != 0)
		return;
}

enum rc gate_open_file(const char *store, const char *suffix, int *fd, struct err *err)
{
	char *path = xasprintf("%s%s", store, suffix);
	int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW;
	enum rc rc = RC_OK;
	*fd = open(path, flags);
	if (*fd < 0 && errno == ENOENT) {
		*fd = open(path, flags | O_CREAT | O_EXCL, 0660);
		if (*fd >= 0) {
			/* The mask of whoever comes first would lock the others out. */
			fchmod(*fd, 0660);
			give_to_owner(*fd, store);
		} else if (errno == EEXIST) {
			*fd = open(path, flags);
		}
	}
	if (*fd < 0)
		rc = file_failed(path, err);
	free(path);
	return rc;
}

enum rc gate_open(struct gate **out, const char *store, struct err *err)
{
	struct gate *gate = xmalloc(sizeof(*gate));
	*gate = (struct gate){.turn_fd = -1, .gate_fd = -1};
	enum rc rc = gate_open_file(store, "-turn", &gate->turn_fd, err);
	if (rc == RC_OK)
		rc = gate_open_file(store, "-gate", &gate->gate_fd, err);
	if (rc != RC_OK)
		gate_close(&gate);
	*out = gate;
	return rc;
}

void gate_close(struct gate **gate)
{
	if (*gate == NULL)
		return;
	/* Closing the descriptor drops its lock. */
	if ((*gate)->turn_fd >= 0)
		close((*gate)->turn_fd);
	if ((*gate)->gate_fd >= 0)
		close((*gate)->gate_fd);
	free(*gate);
	*gate = NULL;
}
