/* support_suggest.h - how good suggestions are, counted on two public collections.
 *
 * banking77: 10,003 questions of bank customers in 77 topics (Casanueva et al. 2020). A topic is a text
 * whose title is its name. Of each topic, in the order of the file, every fifth question (the 5th, the
 * 10th, …) is asked and the others are learnt: 8,033 and 1,970.
 *
 * STAR: 848 chats in which people chose replies from a list (Mosig et al. 2020). The list is the 196
 * replies of canned_responses.yaml and what else they are seen to choose while learning; of each task,
 * every fifth chat is asked. Known at each reply: what the customer wrote since the last reply that is
 * a text of the list, what was written before, the last two texts, the task (as topic of the case) or
 * not. All replies with a label count, also those which nothing could suggest.
 *
 * SPLIT_TUNE divides what is learnt once more in the same way: weights are chosen there. */
#ifndef TESTS_BENCH_SUPPORT_SUGGEST_H
#define TESTS_BENCH_SUPPORT_SUGGEST_H

#include "bench/support_bench.h"

#include <stdbool.h>

struct suggest_weights;

enum quality_split { SPLIT_TEST, SPLIT_TUNE };

struct quality {
	size_t n, learnt;
	double top1, top5; /* % */
	double mrr;
	struct samples us;  /* a question, by the clock of the wall */
	struct samples cpu; /* and of the processor: without what else the machine does */
};

/* False when the collection is not there (CARREL_SHARED, or ../shared). *out is given back with
 * quality_fini() in any case. */
bool quality_banking(
	enum quality_split split, const struct suggest_weights *weights, struct quality *out);
void quality_fini(struct quality *q);
/* Time of the processor that this thread had. */
int64_t quality_cpu_ns(void);
bool quality_star(enum quality_split split, const struct suggest_weights *weights, bool with_topic,
	struct quality *out);

#endif
