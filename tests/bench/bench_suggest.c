/* bench_suggest.c - suggestions: how good on two public collections, how fast at 10,000 texts.
 *
 * bench_suggest tune  W S L H N T: the same counts on the split for choosing weights (support_suggest.h);
 * the six numbers are the weights of suggest.h in their order. */
#include "bench/support_suggest.h"

#include "carrel/arena.h"
#include "carrel/mem.h"
#include "carrel/suggest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXTS = 10000, USES = 20000, QUERIES = 1000, SYLLABLES = 40, GOAL_MS = 5 };

static const struct {
	double top1, top5;
} goal_banking = {80, 95}, goal_star = {0, 70};

static void reach_row(const char *what, double value, double goal)
{
	printf("%-44s %10.1f %%      goal  %8.1f  %s\n", what, value, goal,
		value >= goal ? "ok" : "MISS");
}

static void quality_rows(const char *name, struct quality *q, double top1, double top5)
{
	char what[64];
	printf("%s: %zu learnt, %zu asked\n", name, q->learnt, q->n);
	snprintf(what, sizeof(what), "%s: the right one is first", name);
	if (top1 > 0)
		reach_row(what, q->top1, top1);
	else
		printf("%-44s %10.1f %%\n", what, q->top1);
	snprintf(what, sizeof(what), "%s: it is in the first five", name);
	reach_row(what, q->top5, top5);
	printf("%-44s %10.3f\n", "mean of 1 / place", q->mrr);
	printf("%-44s %10.3f ms\n", "a question, median", samples_at(&q->us, 0.5) / 1000);
	printf("%-44s %10.3f ms\n", "a question, p99 by the wall", samples_at(&q->us, 0.99) / 1000);
	bench_limit_row("a question, p99 of the processor", "ms", samples_at(&q->cpu, 0.99) / 1000,
		GOAL_MS);
	quality_fini(q);
}

static void bench_quality(void)
{
	struct quality q;
	if (quality_banking(SPLIT_TEST, NULL, &q))
		quality_rows("banking77", &q, goal_banking.top1, goal_banking.top5);
	else
		printf("skip: no banking77 (CARREL_SHARED, or ../shared): nothing was asked\n");
	if (quality_star(SPLIT_TEST, NULL, true, &q))
		quality_rows("STAR", &q, goal_star.top1, goal_star.top5);
	else
		printf("skip: no STAR (CARREL_SHARED, or ../shared): nothing was asked\n");
	if (quality_star(SPLIT_TEST, NULL, false, &q))
		quality_rows("STAR, topic not known", &q, goal_star.top1, goal_star.top5);
}

/* ---- 10,000 texts ---- */

static uint64_t turn = 88172645463325252u;

static uint64_t next_number(void)
{
	turn ^= turn << 13;
	turn ^= turn >> 7;
	turn ^= turn << 17;
	return turn;
}

/* Words as unequal as in a language: the square of an even number bends towards the common ones. */
static const char *words(struct arena *a, size_t n)
{
	char *line = arena_alloc(a, n * 10 + 1);
	size_t len = 0;
	for (size_t i = 0; i < n; i++) {
		double even = (double)(next_number() % 1000000) / 1000000;
		unsigned word = (unsigned)(even * even * even * 20000);
		len += (size_t)snprintf(line + len, 10, "%c%c%c%c%c ", 'a' + word % 26,
			'a' + word / 3 % 26, "aeiou"[word % 5], 'b' + word / 7 % 20,
			'c' + word / 601 % 20);
	}
	return line;
}

static struct suggest *many_texts(struct arena *a)
{
	struct suggest *s = suggest_new();
	for (size_t i = 0; i < TEXTS; i++) {
		struct arena_mark mark = arena_mark(a);
		const struct suggest_wording wording = {
			.language = "en", .title = words(a, 5), .body = words(a, 80)};
		const char *topic = words(a, 1);
		suggest_put(s,
			&(struct suggest_doc){.id = arena_printf(a, "t%zu", i),
				.topics = &topic,
				.ntopics = 1,
				.wordings = &wording,
				.nwordings = 1});
		arena_release(a, mark);
	}
	for (size_t i = 0; i < USES; i++) {
		struct arena_mark mark = arena_mark(a);
		uint64_t one = next_number() % TEXTS;
		suggest_learn(s,
			&(struct suggest_use){
				.text_id = arena_printf(a, "t%zu", (size_t)(one * one / TEXTS)),
				.said = words(a, 20),
				.language = "en",
				.topic = i % 3 ? "billing" : "delivery",
				.queue = "calls",
				.at = (int64_t)i * 60000});
		arena_release(a, mark);
	}
	return s;
}

static void bench_many(void)
{
	struct arena *a = arena_new();
	struct samples us = {0}, cpu = {0};
	int64_t begun = bench_now_ns();
	struct suggest *s = many_texts(a);
	double ms = (double)(bench_now_ns() - begun) / 1e6;
	printf("10,000 texts of 86 words, 20,000 uses of 20: %.0f ms to read, %.1f MB\n", ms,
		(double)suggest_bytes(s) / 1e6);
	for (size_t i = 0; i < QUERIES; i++) {
		struct arena_mark mark = arena_mark(a);
		struct suggest_hit *hits;
		const struct suggest_case c = {.said = words(a, 30),
			.language = "en",
			.topic = "billing",
			.queue = "calls",
			.now = (int64_t)USES * 60000};
		int64_t had = quality_cpu_ns();
		begun = bench_now_ns();
		suggest_rank(s, &c, 20, a, &hits);
		samples_add(&cpu, (double)(quality_cpu_ns() - had) / 1000);
		samples_add(&us, (double)(bench_now_ns() - begun) / 1000);
		arena_release(a, mark);
	}
	printf("%-44s %10.3f ms\n", "10,000 texts: a question, median",
		samples_at(&us, 0.5) / 1000);
	printf("%-44s %10.3f ms\n", "10,000 texts: p99 by the wall", samples_at(&us, 0.99) / 1000);
	bench_limit_row(
		"10,000 texts: p99 of the processor", "ms", samples_at(&cpu, 0.99) / 1000, GOAL_MS);
	free(cpu.us);
	free(us.us);
	suggest_free(&s);
	arena_free(&a);
}

static void tune(char **argv)
{
	const struct suggest_weights w = {.words = atof(argv[0]),
		.said = atof(argv[1]),
		.like = atof(argv[2]),
		.habit = atof(argv[3]),
		.next = atof(argv[4]),
		.topic = atof(argv[5])};
	struct quality b, s, f;
	if (!quality_banking(SPLIT_TUNE, &w, &b) || !quality_star(SPLIT_TUNE, &w, true, &s) ||
		!quality_star(SPLIT_TUNE, &w, false, &f))
		return;
	printf("banking77 %zu: %.2f %.2f %.4f  STAR %zu: %.2f %.2f %.4f  without topic: %.2f "
	       "%.2f\n",
		b.n, b.top1, b.top5, b.mrr, s.n, s.top1, s.top5, s.mrr, f.top1, f.top5);
}

int main(int argc, char **argv)
{
	if (argc == 8 && strcmp(argv[1], "tune") == 0) {
		tune(argv + 2);
		return 0;
	}
	bench_heading("suggestions");
	bench_quality();
	bench_many();
	return 0;
}
