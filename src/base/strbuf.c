#include "carrel/strbuf.h"

#include "carrel/mem.h"
#include "carrel/utf8.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAP = 32 };

char strbuf_empty[1];

void strbuf_init(struct strbuf *sb)
{
	*sb = (struct strbuf)STRBUF_INIT;
}

void strbuf_fini(struct strbuf *sb)
{
	if (sb->cap)
		free(sb->buf);
	strbuf_init(sb);
}

/* Room for `more` bytes and the NUL. */
static void grow(struct strbuf *sb, size_t more)
{
	if (more >= SIZE_MAX - sb->len)
		mem_die("a text grew beyond what the machine can address");
	size_t need = sb->len + more + 1;
	if (need <= sb->cap)
		return;
	size_t cap = sb->cap < FIRST_CAP ? FIRST_CAP : sb->cap;
	while (cap < need)
		cap = cap > SIZE_MAX / 2 ? need : cap * 2;
	sb->buf = xreallocarray(sb->cap ? sb->buf : NULL, cap, 1);
	sb->cap = cap;
	sb->buf[sb->len] = '\0';
}

void strbuf_reset(struct strbuf *sb)
{
	strbuf_truncate(sb, 0);
}

void strbuf_truncate(struct strbuf *sb, size_t len)
{
	assert(len <= sb->len);
	sb->len = len;
	if (sb->cap)
		sb->buf[len] = '\0';
}

char *strbuf_detach(struct strbuf *sb, size_t *len_or_null)
{
	grow(sb, 0);
	char *s = sb->buf;
	if (len_or_null)
		*len_or_null = sb->len;
	strbuf_init(sb);
	return s;
}

void strbuf_add(struct strbuf *sb, const void *bytes, size_t n)
{
	if (n == 0)
		return;
	grow(sb, n);
	memcpy(sb->buf + sb->len, bytes, n);
	sb->len += n;
	sb->buf[sb->len] = '\0';
}

void strbuf_addstr(struct strbuf *sb, const char *s)
{
	strbuf_add(sb, s, strlen(s));
}

void strbuf_addch(struct strbuf *sb, char c)
{
	strbuf_add(sb, &c, 1);
}

void strbuf_addrune(struct strbuf *sb, unsigned int rune)
{
	char bytes[UTF8_MAX];
	strbuf_add(sb, bytes, utf8_encode(rune, bytes));
}

void strbuf_addf(struct strbuf *sb, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	strbuf_vaddf(sb, fmt, ap);
	va_end(ap);
}

void strbuf_vaddf(struct strbuf *sb, const char *fmt, va_list ap)
{
	va_list again;
	va_copy(again, ap);
	size_t room = sb->cap ? sb->cap - sb->len : 0;
	int n = vsnprintf(room ? sb->buf + sb->len : NULL, room, fmt, ap);
	if (n < 0)
		mem_die("a text could not be formatted (%s)", fmt);
	if ((size_t)n >= room) {
		grow(sb, (size_t)n);
		(void)vsnprintf(sb->buf + sb->len, (size_t)n + 1, fmt, again);
	}
	va_end(again);
	sb->len += (size_t)n;
}

void strbuf_splice(struct strbuf *sb, size_t pos, size_t drop, const void *bytes, size_t n)
{
	assert(pos <= sb->len && drop <= sb->len - pos);
	if (drop == 0 && n == 0)
		return;
	if (n > drop)
		grow(sb, n - drop);
	memmove(sb->buf + pos + n, sb->buf + pos + drop, sb->len - pos - drop + 1);
	if (n)
		memcpy(sb->buf + pos, bytes, n);
	sb->len = sb->len - drop + n;
}
