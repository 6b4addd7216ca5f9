#include "carrel/arena.h"

#include "carrel/mem.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Tests build with a tiny block so that every piece is its own allocation and an address
 * sanitizer sees each overrun. */
#ifndef ARENA_BLOCK
#define ARENA_BLOCK 16000
#endif

struct block {
	struct block *older;
	size_t size;
	size_t used;
	size_t before; /* bytes handed out from the older blocks */
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *top;
};

struct arena *arena_new(void)
{
	return xcalloc(1, sizeof(struct arena));
}

void arena_free(struct arena **a)
{
	if (!*a)
		return;
	for (struct block *b = (*a)->top; b;) {
		struct block *older = b->older;
		free(b);
		b = older;
	}
	free(*a);
	*a = NULL;
}

static void drop_to(struct arena *a, const struct block *keep)
{
	while (a->top && a->top != keep && a->top->older) {
		struct block *older = a->top->older;
		free(a->top);
		a->top = older;
	}
}

void arena_reset(struct arena *a)
{
	drop_to(a, NULL);
	if (a->top)
		a->top->used = 0;
}

static void add_block(struct arena *a, size_t n)
{
	size_t size = n > ARENA_BLOCK ? n : (size_t)ARENA_BLOCK;
	struct block *b = xmalloc(sizeof(*b) + size);
	*b = (struct block){.older = a->top, .size = size, .before = arena_used(a)};
	a->top = b;
}

void *arena_alloc(struct arena *a, size_t n)
{
	enum { ALIGN = alignof(max_align_t) };
	if (n > SIZE_MAX / 2)
		mem_die("a screen asked for more memory than a machine can address");
	size_t rounded = (n + ALIGN - 1) / ALIGN * ALIGN;
	if (!a->top || a->top->size - a->top->used < rounded)
		add_block(a, rounded);
	void *p = a->top->bytes + a->top->used;
	a->top->used += rounded;
	return memset(p, 0, n);
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
	size_t total;
	if (__builtin_mul_overflow(n, size, &total))
		mem_die("a list asked for more memory than a machine can address");
	return arena_alloc(a, total);
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	size_t len = strnlen(s, n);
	char *copy = arena_alloc(a, len + 1);
	memcpy(copy, s, len);
	return copy;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0)
		mem_die("a text could not be formatted (%s)", fmt);
	char *s = arena_alloc(a, (size_t)n + 1);
	(void)vsnprintf(s, (size_t)n + 1, fmt, again);
	va_end(again);
	va_end(ap);
	return s;
}

struct arena_mark arena_mark(struct arena *a)
{
	return (struct arena_mark){.block = a->top, .used = a->top ? a->top->used : 0};
}

void arena_release(struct arena *a, struct arena_mark mark)
{
	drop_to(a, mark.block);
	if (a->top)
		a->top->used = mark.block ? mark.used : 0;
}

size_t arena_used(const struct arena *a)
{
	return a->top ? a->top->before + a->top->used : 0;
}
