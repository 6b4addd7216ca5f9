#include "bench/support_bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/store.h"
#include "carrel/work.h"

enum { WAITING = 2000 };

int64_t bench_now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

void samples_add(struct samples *s, double us)
{
	if (s->n == s->cap) {
		s->cap = s->cap ? 2 * s->cap : 1024;
		s->us = xreallocarray(s->us, s->cap, sizeof(*s->us));
	}
	s->us[s->n++] = us;
}

void samples_clear(struct samples *s)
{
	s->n = 0;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

double samples_at(struct samples *s, double quantile)
{
	if (s->n == 0)
		return 0;
	qsort(s->us, s->n, sizeof(*s->us), compare);
	size_t i = (size_t)(quantile * (double)s->n);
	return s->us[i < s->n ? i : s->n - 1];
}

void bench_heading(const char *text)
{
	printf("\n%s\n%-44s %6s %9s %9s %9s %9s %6s %6s\n", text, "what", "n", "p50 us", "p99 us",
		"floor p50", "floor p99", "ratio", "goal");
}

void bench_ratio_row(const char *what, struct samples *ours, struct samples *floor, double goal)
{
	double ratio = samples_at(ours, 0.5) / samples_at(floor, 0.5);
	printf("%-44s %6zu %9.1f %9.1f %9.1f %9.1f %6.2f %6.2f %s\n", what, ours->n,
		samples_at(ours, 0.5), samples_at(ours, 0.99), samples_at(floor, 0.5),
		samples_at(floor, 0.99), ratio, goal, ratio <= goal ? "ok" : "MISS");
	fflush(stdout);
}

void bench_limit_row(const char *what, const char *unit, double value, double limit)
{
	printf("%-44s %10.1f %-6s limit %8.1f  %s\n", what, value, unit, limit,
		value <= 0               ? "NOTHING SEEN"
			: value <= limit ? "ok"
					 : "MISS");
	fflush(stdout);
}

void bench_carrel(const char *const *words)
{
	const char *build = getenv("CARREL_BUILD");
	char *carrel = xasprintf("%s/carrel", build ? build : "build/release");
	const char *argv[16] = {carrel};
	int status, n = 1;
	for (; *words && n < 15; words++)
		argv[n++] = *words;
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		if (!freopen("/dev/null", "w", stdout))
			_exit(126);
		execv(carrel, (char *const *)argv);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) != pid || status != 0) {
		fprintf(stderr, "bench: carrel %s ended with %d\n", argv[1], status);
		exit(1);
	}
	free(carrel);
}

/* Somebody with nothing in hand who sees every queue: the person of bench_tty. */
static enum rc add_watcher(struct store *store, struct err *err)
{
	struct agent agent = {.login = BENCH_LOGIN,
		.name = "Bench",
		.role = ROLE_AGENT,
		.languages = "es,ca,en",
		.active = true};
	enum rc rc = store_agent_add(store, &agent, err);
	for (int64_t queue = 1; rc == RC_OK && queue <= 3; queue++)
		rc = store_agent_join_queue(store, agent.id, queue, err);
	return rc;
}

/* Callers enough to scroll through and to fill pages. */
static void ring_many(const char *path)
{
	const struct store_options options = {.address = path};
	struct store *store;
	struct arena *a = arena_new();
	struct err err = {0};
	struct queue_item item;
	enum rc rc = store_open(&store, &options, &err);
	if (rc == RC_OK)
		rc = change_begin(store, "bench", NULL, &err);
	if (rc == RC_OK)
		rc = add_watcher(store, &err);
	for (int i = 0; rc == RC_OK && i < WAITING; i++) {
		char number[20];
		snprintf(number, sizeof(number), "+3460%07d", i * 37);
		const struct work_ring ring = {
			.queue_id = 1 + i % 3, .from = number, .at = clock_wall_ms() - i * 1000};
		arena_reset(a);
		rc = work_ring(store, &ring, a, &item, &err);
	}
	if (rc == RC_OK)
		rc = change_commit(store, NULL, &err);
	if (rc != RC_OK) {
		fprintf(stderr, "%s\n", err.text);
		exit(1);
	}
	arena_free(&a);
	store_close(&store);
}

/* The first is the usual one. */
static const struct store_size {
	const char *name, *words;
	long cases;
} sizes[] = {
	{"floor", "100 k customers, 300 k cases, 1 M contacts", 300L * 1000},
	{"hall", "1 M customers, 3 M cases, 10 M contacts", 3000L * 1000},
};

static const struct store_size *store_size(void)
{
	const char *name = getenv("BENCH_SIZE");
	for (size_t i = 0; name && i < sizeof(sizes) / sizeof(sizes[0]); i++)
		if (strcmp(name, sizes[i].name) == 0)
			return &sizes[i];
	return &sizes[0];
}

const char *bench_store_words(void)
{
	return store_size()->words;
}

long bench_store_cases(void)
{
	return store_size()->cases;
}

/* Through the program itself, as a person would make one. */
static void make_store(const char *build, const char *path)
{
	char *carrel = xasprintf("%s/carrel", build);
	char *part = xasprintf("%s.part", path);
	fprintf(stderr, "making %s (once) …\n", path);
	unlink(part);
	pid_t pid = fork();
	if (pid == 0) {
		execl(carrel, carrel, "demo", "--into", part, "--size", store_size()->name,
			"--seed", "1", (char *)NULL);
		_exit(127);
	}
	int status;
	if (waitpid(pid, &status, 0) != pid || status != 0) {
		fprintf(stderr, "The store of the benches could not be made.\n");
		exit(1);
	}
	ring_many(part);
	if (rename(part, path) != 0) {
		perror(path);
		exit(1);
	}
	free(part);
	free(carrel);
}

const char *bench_store_path(void)
{
	static char *path;
	const char *build = getenv("CARREL_BUILD");
	if (path)
		return path;
	if (!build)
		build = "build/release";
	path = xasprintf("%s/bench/%s-%d.db", build, store_size()->name, STORE_SCHEMA);
	if (!path_exists(path))
		make_store(build, path);
	return path;
}
