/* suggest_names.c - strings by number and sorted counts, for suggest.c. */
#include "carrel/arena.h"
#include "carrel/mem.h"
#include "model/suggest_private.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS_FIRST = 256, POSTS_FIRST = 2 };

/* FNV-1a, stirred once more, because slots are taken from the low bits. */
static uint32_t hash_of(const char *s, size_t n)
{
	uint64_t h = 14695981039346656037u;
	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)s[i]) * 1099511628211u;
	h ^= h >> 29;
	h *= 0xBF58476D1CE4E5B9u;
	return (uint32_t)(h >> 32);
}

static uint32_t *slot_of(const struct names *names, const char *s, size_t n)
{
	uint32_t mask = names->nslots - 1;
	for (uint32_t i = hash_of(s, n) & mask;; i = (i + 1) & mask) {
		uint32_t *slot = &names->slots[i];
		if (*slot == 0)
			return slot;
		const char *name = names->items[*slot - 1];
		if (strncmp(name, s, n) == 0 && name[n] == '\0')
			return slot;
	}
}

uint32_t names_find(const struct names *names, const char *s, size_t n)
{
	return names->nslots == 0 ? NAME_NONE : *slot_of(names, s, n) - 1;
}

static void grow(struct names *names)
{
	names->nslots = names->nslots == 0 ? SLOTS_FIRST : names->nslots * 2;
	free(names->slots);
	names->slots = xcalloc(names->nslots, sizeof(*names->slots));
	for (uint32_t i = 0; i < names->n; i++)
		*slot_of(names, names->items[i], strlen(names->items[i])) = i + 1;
}

uint32_t names_add(struct names *names, const char *s, size_t n)
{
	uint32_t found = names_find(names, s, n);
	if (found != NAME_NONE)
		return found;
	if (names->n + 1 > names->nslots / 2)
		grow(names);
	if (names->n == names->cap) {
		names->cap = names->cap == 0 ? SLOTS_FIRST / 2 : names->cap * 2;
		names->items = xreallocarray(names->items, names->cap, sizeof(*names->items));
	}
	names->items[names->n] = arena_strndup(names->memory, s, n);
	*slot_of(names, s, n) = ++names->n;
	return names->n - 1;
}

void names_fini(struct names *names)
{
	free(names->items);
	free(names->slots);
	*names = (struct names){0};
}

/* ---- counts ---- */

/* Where who is, or would be put. */
static uint32_t place_of(const struct posts *posts, uint32_t who)
{
	uint32_t low = 0, high = posts->n;
	if (high > 0 && posts->items[high - 1].who < who)
		return high; /* what is read in order comes last */
	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		if (posts->items[mid].who < who)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool stands_at(const struct posts *posts, uint32_t i, uint32_t who)
{
	return i < posts->n && posts->items[i].who == who;
}

void posts_count(struct posts *posts, uint32_t who, uint32_t n)
{
	uint32_t i = place_of(posts, who);
	if (stands_at(posts, i, who)) {
		posts->items[i].n += n;
		return;
	}
	if (posts->n == posts->cap) {
		posts->cap = posts->cap == 0 ? POSTS_FIRST : posts->cap * 2;
		posts->items = xreallocarray(posts->items, posts->cap, sizeof(*posts->items));
	}
	memmove(posts->items + i + 1, posts->items + i, (posts->n - i) * sizeof(*posts->items));
	posts->items[i] = (struct post){.who = who, .n = n};
	posts->n++;
}

void posts_remove(struct posts *posts, uint32_t who)
{
	uint32_t i = place_of(posts, who);
	if (!stands_at(posts, i, who))
		return;
	posts->n--;
	memmove(posts->items + i, posts->items + i + 1, (posts->n - i) * sizeof(*posts->items));
}

uint32_t posts_get(const struct posts *posts, uint32_t who)
{
	uint32_t i = place_of(posts, who);
	return stands_at(posts, i, who) ? posts->items[i].n : 0;
}
