/* arena.h - memory that is given back all at once: one arena a screen refresh, one a command.
 *
 * Nothing is freed singly. arena_mark/arena_release bracket scratch work. Pointers stay valid
 * until the release of a mark taken before them, arena_reset or arena_free. */
#ifndef CARREL_ARENA_H
#define CARREL_ARENA_H

#include <stddef.h>

struct arena; /* opaque */

struct arena_mark {
	void *block;
	size_t used;
};

struct arena *arena_new(void);
void arena_free(struct arena **a); /* sets *a to NULL; *a may be NULL */
void arena_reset(struct arena *a); /* keeps one block for the next round */
void *arena_alloc(struct arena *a, size_t n) __attribute__((returns_nonnull)); /* zeroed, aligned */
void *arena_array(struct arena *a, size_t n, size_t size) __attribute__((returns_nonnull));
char *arena_strdup(struct arena *a, const char *s); /* NULL stays NULL */
char *arena_strndup(struct arena *a, const char *s, size_t n) __attribute__((returns_nonnull));
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((returns_nonnull, format(printf, 2, 3)));
struct arena_mark arena_mark(struct arena *a);
void arena_release(struct arena *a, struct arena_mark mark);
size_t arena_used(const struct arena *a); /* bytes handed out, for tests and `carrel doctor` */

#endif
