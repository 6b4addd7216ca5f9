/* gate.c - a line, a gate and a deadline.
 *
 * The kernel keeps no line for flock(2): who is woken must ask again, and whoever is just running asks
 * first. Fifty writers without a pause overtook a fifth of all waiters so, some of them hundreds of times.
 * Hence tickets. STORE-turn begins with the number of the last ticket (mapped; raised under a flock held for
 * a few instructions), and whoever has ticket n holds the lock of byte n of that file and waits for byte
 * n - 1. Each byte has one waiter at most, so nobody is woken who must not go, and nobody can go before
 * their turn; the lock of who dies in line or inside is dropped by the kernel, and the next one goes on.
 * The line only says who is next: what keeps two out of the store is the flock of STORE-gate alone.
 *
 * A wait is a blocking lock call: the kernel wakes the waiter at the very moment, where polling would add
 * its own period to every hand-over. Such calls have no deadline, so a timer sends this thread
 * (SIGEV_THREAD_ID, nobody else) a real-time signal whose handler does nothing but break the wait, at the
 * deadline or to tell who sits in front of the screen (patience.h); the ticket is kept. It repeats, since
 * one tick might fall just before the wait begins. The timer exists only when a first try found the lock
 * taken.
 *
 * flock and locks of the open file (F_OFD_SETLK), not those of the process: two handles of one process
 * exclude each other and closing an unrelated descriptor drops nothing. */
#include "store/gate.h"

#include "carrel/mem.h"
#include "carrel/i18n.h"
#include "store/patience.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
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
	_Atomic int64_t *last;     /* ticket, in the mapped STORE-turn; NULL: no line is kept */
	int64_t ticket;            /* 0: not in line */
	struct patience *patience; /* borrowed; NULL none */
};

/* For the line and the gate together. */
struct wait {
	int64_t begun; /* monotonic; 0: nothing was taken yet */
	int64_t most_ms;
};

/* A lock to wait for: of the whole file by flock, or of one byte. */
struct lock {
	int fd;
	bool byte;
	int64_t at;
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

static int lock_bytes(int fd, short type, int command, int64_t at, int64_t n)
{
	struct flock range = {.l_type = type, .l_whence = SEEK_SET, .l_start = at, .l_len = n};
	return fcntl(fd, command, &range);
}

static int lock_take(const struct lock *lock, bool wait)
{
	if (lock->byte)
		return lock_bytes(
			lock->fd, F_WRLCK, wait ? F_OFD_SETLKW : F_OFD_SETLK, lock->at, 1);
	return flock(lock->fd, wait ? LOCK_EX : LOCK_EX | LOCK_NB);
}

static int64_t waited_ms(const struct wait *w)
{
	return w->begun ? now_ms() - w->begun : 0;
}

static int64_t first_tick_ms(const struct gate *gate, const struct wait *w)
{
	int64_t left = w->most_ms - waited_ms(w);
	int64_t quiet = gate->patience ? patience_quiet_ms(gate->patience, waited_ms(w)) : -1;
	if (quiet >= 0 && quiet < left)
		left = quiet;
	return left > 0 ? left : 1;
}

/* No tick may break what whoever is told does. */
static void tell(const struct gate *gate, const struct wait *w, const sigset_t *tick)
{
	if (!gate->patience)
		return;
	pthread_sigmask(SIG_BLOCK, tick, NULL);
	patience_tick(gate->patience, waited_ms(w));
	pthread_sigmask(SIG_UNBLOCK, tick, NULL);
}

/* 0, or the errno: ETIMEDOUT at the deadline. */
static int lock_blocking(const struct gate *gate, const struct lock *lock, const struct wait *w)
{
	sigset_t tick, before;
	sigemptyset(&tick);
	sigaddset(&tick, tick_signal());
	timer_t timer;
	if (!start_ticks(&timer, first_tick_ms(gate, w)))
		return errno;
	pthread_sigmask(SIG_UNBLOCK, &tick, &before);
	int result = 0;
	while (lock_take(lock, true) != 0) {
		result = errno;
		if (result != EINTR)
			break;
		result = waited_ms(w) >= w->most_ms ? ETIMEDOUT : 0;
		if (result != 0)
			break;
		tell(gate, w, &tick);
	}
	timer_delete(timer);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return result;
}

static int lock_until(const struct gate *gate, const struct lock *lock, struct wait *w)
{
	while (lock_take(lock, false) != 0) {
		if (errno == EINTR)
			continue;
		if (errno != EWOULDBLOCK && errno != EACCES)
			return errno;
		if (w->begun == 0)
			w->begun = now_ms();
		return w->most_ms <= 0 ? ETIMEDOUT : lock_blocking(gate, lock, w);
	}
	return 0;
}

/* ---- the line ---- */

static void line_leave(struct gate *gate)
{
	/* The byte that was waited for, and one's own. */
	if (gate->ticket != 0)
		lock_bytes(gate->turn_fd, F_UNLCK, F_OFD_SETLK, gate->ticket - 1, 2);
	gate->ticket = 0;
}

/* A ticket, taken under the flock of the same file. *next: nobody is before it. */
static void line_join(struct gate *gate, bool may_wait, bool *next)
{
	enum { SOME_MORE = 1 << 20 };
	int64_t last = atomic_load(gate->last);
	if (last < 0 || last > INT64_MAX - SOME_MORE)
		last = 0;
	*next = lock_bytes(gate->turn_fd, F_WRLCK, F_OFD_SETLK, last, 2) == 0;
	if (!*next &&
		(!may_wait || lock_bytes(gate->turn_fd, F_WRLCK, F_OFD_SETLK, last + 1, 1) != 0))
		return;
	gate->ticket = last + 1;
	atomic_store(gate->last, gate->ticket);
}

/* Waits until everybody who came before has gone. */
static int line_wait(struct gate *gate, struct wait *w)
{
	const struct lock turn = {.fd = gate->turn_fd};
	bool next = false;
	if (gate->last == NULL)
		return 0;
	int error = lock_until(gate, &turn, w);
	if (error != 0)
		return error;
	line_join(gate, w->most_ms > 0, &next);
	flock(gate->turn_fd, LOCK_UN);
	if (next || gate->ticket == 0)
		return 0; /* without a ticket the gate alone decides */
	const struct lock before = {.fd = gate->turn_fd, .byte = true, .at = gate->ticket - 1};
	return lock_until(gate, &before, w);
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
	const struct lock inside = {.fd = gate->gate_fd};
	struct wait w = {.most_ms = wait_ms};
	int error = line_wait(gate, &w);
	if (error == 0)
		error = lock_until(gate, &inside, &w);
	if (gate->patience)
		patience_spend(gate->patience, waited_ms(&w));
	if (error != 0) {
		line_leave(gate);
		return enter_failed(error, err);
	}
	gate->depth = 1;
	return RC_OK;
}

void gate_patience(struct gate *gate, struct patience *patience)
{
	gate->patience = patience;
}

void gate_leave(struct gate *gate)
{
	assert(gate->depth > 0);
	if (--gate->depth > 0)
		return;
	flock(gate->gate_fd, LOCK_UN);
	line_leave(gate);
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

void *gate_map_page(int fd)
{
	struct stat st;
	void *page = MAP_FAILED;
	/* Blocks are taken now, since a full disk would strike later, as SIGBUS. */
	if (fstat(fd, &st) == 0 &&
		(st.st_size >= GATE_PAGE_BYTES || posix_fallocate(fd, 0, GATE_PAGE_BYTES) == 0))
		page = mmap(NULL, GATE_PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	return page == MAP_FAILED ? NULL : page;
}

enum rc gate_open(struct gate **out, const char *store, struct err *err)
{
	struct gate *gate = xmalloc(sizeof(*gate));
	*gate = (struct gate){.turn_fd = -1, .gate_fd = -1};
	enum rc rc = gate_open_file(store, "-turn", &gate->turn_fd, err);
	if (rc == RC_OK)
		rc = gate_open_file(store, "-gate", &gate->gate_fd, err);
	if (rc == RC_OK)
		gate->last = gate_map_page(gate->turn_fd);
	else
		gate_close(&gate);
	*out = gate;
	return rc;
}

void gate_close(struct gate **gate)
{
	struct gate *g = *gate;
	if (g == NULL)
		return;
	if (g->last != NULL)
		munmap((void *)g->last, GATE_PAGE_BYTES);
	/* Closing the descriptor drops its locks. */
	if (g->turn_fd >= 0)
		close(g->turn_fd);
	if (g->gate_fd >= 0)
		close(g->gate_fd);
	free(g);
	*gate = NULL;
}
