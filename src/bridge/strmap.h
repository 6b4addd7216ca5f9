/* strmap.h - text to number, for one load: who is already known by which name. */
#ifndef CARREL_BRIDGE_STRMAP_H
#define CARREL_BRIDGE_STRMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct strmap_slot {
	char *key; /* owned; NULL: free */
	int64_t value;
};

/* `struct strmap map = {0};` is empty and ready. */
struct strmap {
	struct strmap_slot *slots;
	size_t n, cap;
	uint64_t seed; /* random, so that a file cannot choose keys that collide */
};

bool strmap_get(const struct strmap *map, const char *key, int64_t *value);
void strmap_set(struct strmap *map, const char *key, int64_t value);
void strmap_fini(struct strmap *map);

#endif
