/* vec.h - a growable array of one element size.
 *
 *	struct vec rows = {.size = sizeof(struct row)};
 *	struct row *row = vec_push(&rows);          // zeroed; valid until the next push
 *	struct row *first = vec_at(&rows, 0);
 *	vec_fini(&rows); */
#ifndef CARREL_VEC_H
#define CARREL_VEC_H

#include <stddef.h>

struct vec {
	void *data; /* n elements, owned */
	size_t n;
	size_t cap;
	size_t size; /* of one element, set by the caller before first use */
};

void *vec_push(struct vec *v) __attribute__((returns_nonnull));
void *vec_at(const struct vec *v, size_t i) __attribute__((returns_nonnull)); /* asserts i < n */
void *vec_insert(struct vec *v, size_t i) __attribute__((returns_nonnull)); /* zeroed, at i <= n */
void vec_remove(struct vec *v, size_t i);
void vec_clear(struct vec *v); /* n = 0, memory kept */
void vec_fini(struct vec *v);

#endif
