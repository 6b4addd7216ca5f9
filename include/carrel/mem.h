/* mem.h - memory that is there or ends the program.
 *
 * The x* family never returns NULL. When the system has none left, the hook given to
 * mem_on_death() runs first (the terminal gives itself back there), one line goes to stderr and
 * the program ends with status 70. Nothing typed is lost: drafts are already on disk (drafts.h). */
#ifndef CARREL_MEM_H
#define CARREL_MEM_H

#include <stddef.h>

void *xmalloc(size_t n) __attribute__((returns_nonnull, malloc, alloc_size(1)));
void *xcalloc(size_t n, size_t size) __attribute__((returns_nonnull, malloc, alloc_size(1, 2)));
/* Like reallocarray(3): n * size is checked for overflow. */
void *xreallocarray(void *p, size_t n, size_t size) __attribute__((returns_nonnull));
char *xstrdup(const char *s) __attribute__((returns_nonnull, malloc));
char *xstrndup(const char *s, size_t n) __attribute__((returns_nonnull, malloc));
char *xasprintf(const char *fmt, ...) __attribute__((returns_nonnull, format(printf, 1, 2)));

/* hook must be async-signal-safe in spirit: it may not allocate. NULL removes it. */
void mem_on_death(void (*hook)(void));
/* Ends the program as out-of-memory does, with another sentence. For "cannot happen" at run time. */
void mem_die(const char *fmt, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif
