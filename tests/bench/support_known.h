/* support_known.h - known items among the 698 articles of tau: of every third or fourth article the
 * title is asked for, every second word of it with a slip or another ending, and it is counted how
 * often the article is the first and among the first five. The same questions on every machine. */
#ifndef TESTS_BENCH_SUPPORT_KNOWN_H
#define TESTS_BENCH_SUPPORT_KNOWN_H

#include "bench/support_bench.h"

#include <stdbool.h>

struct known {
	size_t articles, n;
	double top1, top5; /* % */
	size_t nonsense; /* questions of no title's words that found something among the first five */
	struct samples cpu; /* a question, of the processor */
};

bool known_items(struct known *out); /* false: the articles are not here */
void known_fini(struct known *k);

#endif
