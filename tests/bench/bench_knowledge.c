/* bench_knowledge.c - known items among 698 articles: how often found, how fast. */
#include "bench/support_known.h"

#include <stdio.h>

enum { GOAL_TOP5 = 95, FRAME_MS = 16 };

int main(void)
{
	struct known k;
	bench_heading("known items in the knowledge base");
	if (!known_items(&k)) {
		puts("skip: the articles of tau are not here");
		return 0;
	}
	printf("%zu articles, %zu asked: the first %.1f %%\n", k.articles, k.n, k.top1);
	printf("%-44s %10.1f %%      goal  %8d  %s\n", "among the first five", k.top5, GOAL_TOP5,
		k.top5 >= GOAL_TOP5 ? "ok" : "MISS");
	bench_limit_row("a question, p50", "ms", samples_at(&k.cpu, 0.5) / 1000, FRAME_MS);
	bench_limit_row("a question, p99", "ms", samples_at(&k.cpu, 0.99) / 1000, FRAME_MS);
	known_fini(&k);
	return 0;
}
