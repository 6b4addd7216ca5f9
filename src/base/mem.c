#include "carrel/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

static void (*death_hook)(void);

void mem_on_death(void (*hook)(void))
{
	death_hook = hook;
}

/* The stack and write(2) only: there may be no memory, and stdio may want some. */
static void say_and_end(const char *text) __attribute__((noreturn));
static void say_and_end(const char *text)
{
	void (*hook)(void) = death_hook;
	death_hook = NULL; /* a hook that dies itself must not run again */
	if (hook)
		hook();
	ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
	(void)ignored;
	_exit(EX_SOFTWARE);
}

void mem_die(const char *fmt, ...)
{
	char sentence[400];
	char line[450];
	va_list ap;
	va_start(ap, fmt);
	if (vsnprintf(sentence, sizeof(sentence), fmt, ap) < 0)
		sentence[0] = '\0';
	va_end(ap);
	(void)snprintf(line, sizeof(line), "carrel: %s\n", sentence);
	say_and_end(line);
}

static void out_of_memory(void) __attribute__((noreturn));
static void out_of_memory(void)
{
	say_and_end("carrel: the system has no memory left; what was typed is in the drafts. "
		    "Close other programs and start carrel again.\n");
}

void *xmalloc(size_t n)
{
	void *p = malloc(n ? n : 1);
	if (!p)
		out_of_memory();
	return p;
}

void *xcalloc(size_t n, size_t size)
{
	if (n == 0 || size == 0)
		n = size = 1;
	void *p = calloc(n, size);
	if (!p)
		out_of_memory();
	return p;
}

void *xreallocarray(void *p, size_t n, size_t size)
{
	if (n == 0 || size == 0)
		n = size = 1;
	void *q = reallocarray(p, n, size);
	if (!q)
		out_of_memory();
	return q;
}

char *xstrdup(const char *s)
{
	return xstrndup(s, strlen(s));
}

char *xstrndup(const char *s, size_t n)
{
	size_t len = strnlen(s, n);
	char *copy = xmalloc(len + 1);
	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *xasprintf(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *s = NULL;
	int n = vasprintf(&s, fmt, ap);
	va_end(ap);
	if (n < 0)
		out_of_memory();
	return s;
}
