/* rng.h - numbers that look random and are the same for the same seed on every machine. */
#ifndef CARREL_BRIDGE_RNG_H
#define CARREL_BRIDGE_RNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rng {
	uint64_t s[4];
};

void rng_seed(struct rng *r, uint64_t seed);
uint64_t rng_next(struct rng *r);
uint32_t rng_below(struct rng *r, uint32_t n);                 /* 0..n-1; n > 0 */
int64_t rng_between(struct rng *r, int64_t low, int64_t high); /* both included */
bool rng_percent(struct rng *r, uint32_t percent);
/* Exponential with that mean: times between callers who do not know of each other. */
int64_t rng_exponential(struct rng *r, int64_t mean);

#endif
