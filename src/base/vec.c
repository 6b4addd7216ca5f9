#include "carrel/vec.h"

#include "carrel/mem.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAP = 8 };

static unsigned char *slot(const struct vec *v, size_t i)
{
	return (unsigned char *)v->data + i * v->size;
}

static void grow(struct vec *v)
{
	assert(v->size > 0);
	if (v->n < v->cap)
		return;
	if (v->cap > SIZE_MAX / 2)
		mem_die("a list grew beyond what the machine can address");
	v->cap = v->cap ? v->cap * 2 : FIRST_CAP;
	v->data = xreallocarray(v->data, v->cap, v->size);
}

void *vec_push(struct vec *v)
{
	return vec_insert(v, v->n);
}

void *vec_at(const struct vec *v, size_t i)
{
	assert(i < v->n);
	return slot(v, i);
}

void *vec_insert(struct vec *v, size_t i)
{
	assert(i <= v->n);
	grow(v);
	memmove(slot(v, i + 1), slot(v, i), (v->n - i) * v->size);
	v->n++;
	return memset(slot(v, i), 0, v->size);
}

void vec_remove(struct vec *v, size_t i)
{
	assert(i < v->n);
	memmove(slot(v, i), slot(v, i + 1), (v->n - i - 1) * v->size);
	v->n--;
}

void vec_clear(struct vec *v)
{
	v->n = 0;
}

void vec_fini(struct vec *v)
{
	free(v->data);
	*v = (struct vec){.size = v->size};
}
