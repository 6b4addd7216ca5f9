/* support_bench.h - samples, medians and rows. A figure is always beside the floor it was taken with,
 * in the same run and interleaved with it, so that a noisy machine shakes both alike. */
#ifndef TESTS_BENCH_SUPPORT_BENCH_H
#define TESTS_BENCH_SUPPORT_BENCH_H

#include <stddef.h>
#include <stdint.h>

struct samples {
	double *us;
	size_t n, cap;
};

int64_t bench_now_ns(void);
void samples_add(struct samples *s, double us);
void samples_clear(struct samples *s);
double samples_at(struct samples *s, double quantile); /* sorts; 0.5 is the median */

/* "what  p50  p99  floor p50  floor p99  ratio  goal  ok|MISS": the ratio is of the medians. */
void bench_ratio_row(const char *what, struct samples *ours, struct samples *floor, double goal);
/* A figure against a limit in its own unit (bytes, ms). */
void bench_limit_row(const char *what, const char *unit, double value, double limit);
void bench_heading(const char *text);

/* A command of carrel in a process of its own, its words after "carrel", NULL at the end; what it prints
 * is dropped. Ends the program with a sentence when it fails. */
void bench_carrel(const char *const *words);

#define BENCH_LOGIN "bench"

/* The store of all benches, made at the first run and kept beside the build: as large as BENCH_SIZE
 * says, "floor" (the usual) or "hall". Ends the program with a sentence when it cannot be made. */
const char *bench_store_path(void);
const char *bench_store_words(void); /* "100 k customers, 300 k cases, 1 M contacts" */
long bench_store_cases(void);

#endif
