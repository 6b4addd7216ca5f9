/* strmap.c - open addressing, at most two thirds full. */
#include "bridge/strmap.h"

#include "carrel/entropy.h"
#include "carrel/mem.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a (Fowler, Noll, Vo) started from a random basis, then mixed so that low bits are good. */
static uint64_t hash_of(const struct strmap *map, const char *key)
{
	uint64_t h = map->seed ^ UINT64_C(0xcbf29ce484222325);
	for (; *key; key++)
		h = (h ^ (unsigned char)*key) * UINT64_C(0x100000001b3);
	h ^= h >> 32;
	h *= UINT64_C(0x9e3779b97f4a7c15);
	return h ^ (h >> 29);
}

static struct strmap_slot *slot_of(const struct strmap *map, const char *key)
{
	size_t i = hash_of(map, key) & (map->cap - 1);
	while (map->slots[i].key && strcmp(map->slots[i].key, key) != 0)
		i = (i + 1) & (map->cap - 1);
	return &map->slots[i];
}

static void grow(struct strmap *map)
{
	struct strmap old = *map;
	map->cap = old.cap ? old.cap * 2 : 64;
	map->slots = xcalloc(map->cap, sizeof(*map->slots));
	if (!old.cap)
		entropy_fill(&map->seed, sizeof(map->seed));
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].key)
			*slot_of(map, old.slots[i].key) = old.slots[i];
	free(old.slots);
}

bool strmap_get(const struct strmap *map, const char *key, int64_t *value)
{
	if (!map->cap)
		return false;
	const struct strmap_slot *slot = slot_of(map, key);
	if (!slot->key)
		return false;
	*value = slot->value;
	return true;
}

void strmap_set(struct strmap *map, const char *key, int64_t value)
{
	if ((map->n + 1) * 3 > map->cap * 2)
		grow(map);
	struct strmap_slot *slot = slot_of(map, key);
	if (!slot->key) {
		slot->key = xstrdup(key);
		map->n++;
	}
	slot->value = value;
}

void strmap_fini(struct strmap *map)
{
	for (size_t i = 0; i < map->cap; i++)
		free(map->slots[i].key);
	free(map->slots);
	*map = (struct strmap){0};
}
