/* strbuf.h - a growing string.
 *
 * `buf` is never NULL and always NUL-terminated, so it can be handed to printf at any time.
 * Start with `struct strbuf sb = STRBUF_INIT;`, end with strbuf_fini() or strbuf_detach(). */
#ifndef CARREL_STRBUF_H
#define CARREL_STRBUF_H

#include <stdarg.h>
#include <stddef.h>

struct strbuf {
	char *buf;  /* owned unless it is the shared empty string */
	size_t len; /* bytes before the NUL */
	size_t cap; /* 0 while nothing is allocated */
};

extern char strbuf_empty[1]; /* what buf points to before the first byte; never written */
#define STRBUF_INIT \
	{ \
		.buf = strbuf_empty \
	}

void strbuf_init(struct strbuf *sb);
void strbuf_fini(struct strbuf *sb);                         /* back to STRBUF_INIT */
void strbuf_reset(struct strbuf *sb);                        /* length 0, memory kept */
void strbuf_truncate(struct strbuf *sb, size_t len);         /* len <= sb->len */
char *strbuf_detach(struct strbuf *sb, size_t *len_or_null); /* the caller frees; sb is empty */
void strbuf_add(struct strbuf *sb, const void *bytes, size_t n);
void strbuf_addstr(struct strbuf *sb, const char *s);
void strbuf_addch(struct strbuf *sb, char c);
void strbuf_addrune(struct strbuf *sb, unsigned int rune); /* as UTF-8 */
void strbuf_addf(struct strbuf *sb, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void strbuf_vaddf(struct strbuf *sb, const char *fmt, va_list ap);
void strbuf_splice(struct strbuf *sb, size_t pos, size_t drop, const void *bytes, size_t n);

#endif
