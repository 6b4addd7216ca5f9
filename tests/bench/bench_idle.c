/* bench_idle.c - a hall of consoles on which nobody does anything: what they cost, and how soon all of them
 * show what one of them did.
 *
 * BENCH_CONSOLES of them (500), each a process on a terminal of its own of 80x24. Idle is a queue in
 * which ten wait: a second goes by for each of them on each screen. For the news the clocks stand, so
 * that nothing comes from a terminal but the news. */
#include "bench/support_bench.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "carrel/arena.h"
#include "carrel/err.h"
#include "carrel/mem.h"
#include "carrel/store.h"
#include "carrel/work.h"

enum {
	CONSOLES = 500,
	LISTENERS = 50,
	QUIET_MS =
		1500, /* nothing from anybody for so long: all are up, with the clocks standing */
	START_LIMIT_MS = 120 * 1000,
	SETTLE_MS = 6000, /* the first message of a console stays for five seconds */
	WATCH_MS = 20 * 1000,
	ROUNDS = 20,
	ROUND_MS = 1000,
};
static const double CPU_PERCENT = 5, PSS_MB = 2560, NOTICE_MS = 50;

struct desk_tty {
	pid_t pid;
	int master;
	size_t bytes; /* came out of it */
	int64_t first_ns, last_ns;
};

struct hall {
	struct desk_tty *desks;
	struct pollfd *polled;
	int n;
	char *store;
};

static void become_console(const char *store, bool still)
{
	const char *build = getenv("CARREL_BUILD");
	char *carrel = xasprintf("%s/carrel", build ? build : "build/release");
	char *home = xasprintf("%s/bench/idle-home", build ? build : "build/release");
	char *now = xasprintf("%lld", (long long)time(NULL));
	setenv("HOME", home, 1);
	setenv("CARREL_TOUR", "never", 1);
	setenv("TERM", "xterm-256color", 1);
	if (still)
		setenv("CARREL_NOW", now, 1);
	execl(carrel, carrel, "-s", store, "--as", "ana", (char *)NULL);
	_exit(127);
}

static void start(struct hall *h, int n, bool still)
{
	const struct winsize size = {.ws_row = 24, .ws_col = 80};
	h->n = n;
	h->desks = xcalloc((size_t)n, sizeof(*h->desks));
	h->polled = xcalloc((size_t)n, sizeof(*h->polled));
	for (int i = 0; i < n; i++) {
		struct desk_tty *d = &h->desks[i];
		d->pid = forkpty(&d->master, NULL, NULL, &size);
		if (d->pid == 0)
			become_console(h->store, still);
		if (d->pid < 0) {
			perror("bench_idle: a terminal");
			exit(1);
		}
		fcntl(d->master, F_SETFL, O_NONBLOCK);
		fcntl(d->master, F_SETFD, FD_CLOEXEC);
		h->polled[i] = (struct pollfd){.fd = d->master, .events = POLLIN};
	}
}

/* What the terminals say within ms; returns the bytes. */
static size_t listen_to(struct hall *h, int64_t ms)
{
	char bytes[4096];
	size_t all = 0;
	int64_t end_ns = bench_now_ns() + ms * 1000000, left;
	while ((left = end_ns - bench_now_ns()) > 0) {
		if (poll(h->polled, (nfds_t)h->n, (int)(left / 1000000) + 1) <= 0)
			continue;
		for (int i = 0; i < h->n; i++) {
			ssize_t n = h->polled[i].revents
				? read(h->desks[i].master, bytes, sizeof(bytes))
				: 0;
			if (n <= 0)
				continue;
			struct desk_tty *d = &h->desks[i];
			d->last_ns = bench_now_ns();
			if (d->bytes == 0)
				d->first_ns = d->last_ns;
			d->bytes += (size_t)n;
			all += (size_t)n;
		}
	}
	return all;
}

static void forget_bytes(struct hall *h)
{
	for (int i = 0; i < h->n; i++)
		h->desks[i].bytes = 0;
}

static int spoke(const struct hall *h)
{
	int n = 0;
	for (int i = 0; i < h->n; i++)
		n += h->desks[i].bytes > 0;
	return n;
}

/* Every one of them has drawn its screen. */
static void wait_until_up(struct hall *h)
{
	int64_t begun_ns = bench_now_ns();
	while (spoke(h) < h->n) {
		listen_to(h, 200);
		if ((bench_now_ns() - begun_ns) / 1000000 > START_LIMIT_MS) {
			fprintf(stderr, "bench_idle: %d of %d consoles came up\n", spoke(h), h->n);
			exit(1);
		}
	}
}

static void stop(struct hall *h)
{
	for (int i = 0; i < h->n; i++)
		kill(h->desks[i].pid, SIGTERM);
	listen_to(h, 500);
	for (int i = 0; i < h->n; i++) {
		close(h->desks[i].master);
		waitpid(h->desks[i].pid, NULL, 0);
	}
	free(h->desks);
	free(h->polled);
}

static double cpu_s(const struct hall *h)
{
	double all = 0;
	for (int i = 0; i < h->n; i++) {
		clockid_t clock;
		struct timespec t;
		if (clock_getcpuclockid(h->desks[i].pid, &clock) == 0 &&
			clock_gettime(clock, &t) == 0)
			all += (double)t.tv_sec + (double)t.tv_nsec / 1e9;
	}
	return all;
}

static double pss_mb(const struct hall *h)
{
	double kb = 0;
	char line[256];
	for (int i = 0; i < h->n; i++) {
		char *path = xasprintf("/proc/%d/smaps_rollup", (int)h->desks[i].pid);
		FILE *f = fopen(path, "re");
		while (f && fgets(line, sizeof(line), f))
			if (strncmp(line, "Pss:", 4) == 0)
				kb += strtod(line + 4, NULL);
		if (f)
			fclose(f);
		free(path);
	}
	return kb / 1024;
}

static void bench_idle(struct hall *h, int n)
{
	char row[80];
	start(h, n, false);
	wait_until_up(h);
	listen_to(h, SETTLE_MS);
	double before_s = cpu_s(h);
	int64_t begun_ns = bench_now_ns();
	size_t bytes = listen_to(h, WATCH_MS);
	double seconds = (double)(bench_now_ns() - begun_ns) / 1e9;
	double percent = 100 * (cpu_s(h) - before_s) / seconds;
	snprintf(row, sizeof(row), "%d consoles, idle, of one core", n);
	bench_limit_row(row, "%", percent, CPU_PERCENT * n / CONSOLES);
	snprintf(row, sizeof(row), "%d consoles, memory (PSS)", n);
	bench_limit_row(row, "MB", pss_mb(h), PSS_MB * n / CONSOLES);
	printf("%-44s %10.1f B/s\n", "each of them, to its terminal", (double)bytes / seconds / n);
	stop(h);
}

static void must(enum rc rc, const struct err *err)
{
	if (rc == RC_OK)
		return;
	fprintf(stderr, "bench_idle: %s\n", err->text);
	exit(1);
}

static void ring(struct store *store, int number)
{
	struct err err = {0};
	struct queue_item item;
	struct arena *a = arena_new();
	char from[20];
	snprintf(from, sizeof(from), "+3460%07d", number * 37);
	const struct work_ring call = {
		.queue_id = 1, .from = from, .at = (int64_t)time(NULL) * 1000};
	must(work_ring(store, &call, a, &item, &err), &err);
	arena_free(&a);
}

/* From the moment the commit has come back to the one who made it. */
static void bench_notice(struct hall *h)
{
	const struct store_options options = {.address = h->store};
	struct samples all = {0};
	struct store *store;
	struct err err = {0};
	char row[80];
	start(h, LISTENERS, true);
	wait_until_up(h);
	while (listen_to(h, QUIET_MS) > 0)
		continue;
	must(store_open(&store, &options, &err), &err);
	for (int i = 0; i < ROUNDS; i++) {
		forget_bytes(h);
		ring(store, i);
		int64_t rung_ns = bench_now_ns();
		store_announce(store);
		listen_to(h, ROUND_MS);
		for (int d = 0; d < h->n; d++)
			if (h->desks[d].bytes > 0)
				samples_add(&all, (double)(h->desks[d].first_ns - rung_ns) / 1e3);
	}
	store_close(&store);
	printf("%-44s %10zu of %d; median %.1f ms\n", "screens that showed it", all.n,
		ROUNDS * LISTENERS, samples_at(&all, 0.5) / 1e3);
	snprintf(row, sizeof(row), "a change on %d other screens, p99", LISTENERS);
	bench_limit_row(row, "ms",
		all.n == (size_t)ROUNDS * LISTENERS ? samples_at(&all, 0.99) / 1e3 : 0, NOTICE_MS);
	free(all.us);
	stop(h);
}

int main(void)
{
	const char *build = getenv("CARREL_BUILD"), *wanted = getenv("BENCH_CONSOLES");
	struct hall h = {.store = xasprintf("%s/bench/idle.db", build ? build : "build/release")};
	const char *const words[] = {
		"demo", "--into", h.store, "--size", "small", "--seed", "1", NULL};
	int n = wanted ? (int)strtol(wanted, NULL, 10) : 0;
	unlink(h.store);
	bench_carrel(words);
	printf("\nConsoles that wait\n");
	bench_notice(&h);
	bench_idle(&h, n > 0 ? n : CONSOLES);
	unlink(h.store);
	free(h.store);
	return 0;
}
