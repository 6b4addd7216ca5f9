/* bench_tty.c - what a person's line carries: first paint, bytes of a move, of a scroll, of a burst.
 *
 * Through a pseudo-terminal, at three sizes. Bytes are exact; times are the median of interleaved
 * starts against the floor console of the same run. */
#include "bench/support_bench.h"
#include "pty/support_pty.h"

#include <stdio.h>
#include <stdlib.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "carrel/mem.h"

enum { STARTS = 15, MOVES = 15, QUIET_MS = 60, LIMIT_MS = 4000, BURST = 200 };

static const char *build;

static char *state_home(void)
{
	static char *row;
	if (!row)
		row = xasprintf("HOME=%s/bench/home", build);
	return row;
}

static struct pty *start_carrel(int rows, int cols)
{
	char *carrel = xasprintf("%s/carrel", build);
	const char *argv[] = {carrel, "--as", BENCH_LOGIN, "-s", bench_store_path(), NULL};
	const char *env[] = {state_home(), NULL};
	struct pty *p = pty_start(argv, env, rows, cols);
	free(carrel);
	return p;
}

static struct pty *start_floor(int rows, int cols)
{
	char *floor = xasprintf("%s/bench/floor_console", build);
	const char *argv[] = {floor, bench_store_path(), NULL};
	const char *env[] = {state_home(), NULL};
	struct pty *p = pty_start(argv, env, rows, cols);
	free(floor);
	return p;
}

static void stop(struct pty **p)
{
	int status;
	pty_kill(*p, SIGTERM);
	pty_wait_exit(*p, &status, 2000);
	pty_free(p);
}

static double first_paint_us(struct pty *(*start)(int, int), int rows, int cols)
{
	int64_t before = bench_now_ns();
	struct pty *p = start(rows, cols);
	if (!pty_wait_raw(p, "F1", LIMIT_MS)) {
		fprintf(stderr, "nothing was painted:\n%s\n", pty_screen(p));
		exit(1);
	}
	double us = (double)(bench_now_ns() - before) / 1000;
	stop(&p);
	return us;
}

static void bench_start(int rows, int cols)
{
	struct samples ours = {0}, floor = {0};
	char what[64];
	first_paint_us(start_carrel, rows, cols);
	first_paint_us(start_floor, rows, cols);
	for (int i = 0; i < STARTS; i++) {
		samples_add(&ours, first_paint_us(start_carrel, rows, cols));
		samples_add(&floor, first_paint_us(start_floor, rows, cols));
	}
	snprintf(what, sizeof(what), "start to painted queue, %dx%d", cols, rows);
	bench_ratio_row(what, &ours, &floor, 2.0);
}

static double bytes_of(struct pty *p, const char *keys)
{
	size_t before = pty_bytes_out(p);
	pty_press(p, keys);
	pty_settle(p, QUIET_MS, LIMIT_MS);
	return (double)(pty_bytes_out(p) - before);
}

static double median_bytes(struct pty *p, const char *keys, int n)
{
	struct samples s = {0};
	for (int i = 0; i < n; i++)
		samples_add(&s, bytes_of(p, keys));
	double median = samples_at(&s, 0.5);
	free(s.us);
	return median;
}

/* Now, as the store is young: who waits has arrived. */
static const char *still_now(void)
{
	static char *row;
	if (!row)
		row = xasprintf("CARREL_NOW=%lld", (long long)time(NULL));
	return row;
}

/* The clock in the corner stands still (CARREL_NOW), so that only the key's own bytes count. */
static struct pty *start_still(int rows, int cols)
{
	char *carrel = xasprintf("%s/carrel", build);
	const char *argv[] = {carrel, "--as", BENCH_LOGIN, "-s", bench_store_path(), NULL};
	const char *env[] = {state_home(), still_now(), NULL};
	struct pty *p = pty_start(argv, env, rows, cols);
	free(carrel);
	pty_wait_raw(p, "F1", LIMIT_MS);
	pty_settle(p, QUIET_MS, LIMIT_MS);
	return p;
}

static void bench_bytes(int rows, int cols)
{
	char what[64], burst[3 * BURST + 1] = "";
	struct pty *p = start_still(rows, cols);
	snprintf(what, sizeof(what), "row move, %dx%d", cols, rows);
	bench_limit_row(what, "bytes", median_bytes(p, PTY_DOWN, MOVES / 2), 400);
	for (int i = 0; i < rows; i++)
		pty_press(p, PTY_DOWN);
	pty_settle(p, QUIET_MS, LIMIT_MS);
	snprintf(what, sizeof(what), "scroll one line, %dx%d", cols, rows);
	bench_limit_row(what, "bytes", median_bytes(p, PTY_DOWN, MOVES), 405);
	for (int i = 0; i < BURST; i++)
		memcpy(burst + 3 * i, i < BURST / 2 ? PTY_UP : PTY_DOWN, 3);
	snprintf(what, sizeof(what), "burst of %d keys, %dx%d", BURST, cols, rows);
	bench_limit_row(what, "bytes", bytes_of(p, burst), 3072);
	stop(&p);
}

int main(void)
{
	build = getenv("CARREL_BUILD");
	if (!build)
		build = "build/release";
	bench_heading("Start (median of interleaved starts against the floor console)");
	bench_start(24, 80);
	bench_start(40, 120);
	bench_start(60, 200);
	printf("\nBytes on the line (median; the clock stands still)\n");
	bench_bytes(24, 80);
	bench_bytes(40, 120);
	bench_bytes(60, 200);
	return 0;
}
