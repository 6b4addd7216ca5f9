/* Problems come from files that anyone may have written, so what is quoted from them is cleaned
 * here, once, and a file of nothing but mistakes fills a bounded list. */
#include "carrel/problems.h"

#include "carrel/arena.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "conf/conf_text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGE_MAX = 400, SUGGEST_MAX = 63 };

bool conf_rune_is_control(uint32_t rune)
{
	return (rune < 0x20 && rune != '\n' && rune != '\t') || (rune >= 0x7F && rune <= 0x9F);
}

bool conf_rune_is_bidi(uint32_t rune)
{
	return rune == 0x061C || rune == 0x200E || rune == 0x200F ||
		(rune >= 0x202A && rune <= 0x202E) || (rune >= 0x2066 && rune <= 0x2069);
}

void problems_init(struct problems *p)
{
	*p = (struct problems){.items = {.size = sizeof(struct problem)}};
}

void problems_fini(struct problems *p)
{
	vec_fini(&p->items);
	arena_free(&p->arena);
}

size_t problems_count(const struct problems *p)
{
	return p->items.n;
}

const struct problem *problems_at(const struct problems *p, size_t i)
{
	return vec_at(&p->items, i);
}

static const char *clean(struct arena *a, const char *s)
{
	struct strbuf out = STRBUF_INIT;
	size_t len = strlen(s);
	for (size_t at = 0; at < len;) {
		uint32_t rune;
		size_t n = utf8_decode(s + at, len - at, &rune);
		if (out.len + n > MESSAGE_MAX) {
			strbuf_addstr(&out, "…");
			break;
		}
		bool bad = conf_rune_is_control(rune) || conf_rune_is_bidi(rune) || rune == '\n' ||
			rune == '\t';
		strbuf_addrune(&out, bad ? RUNE_REPLACEMENT : rune);
		at += n;
	}
	char *copy = arena_strndup(a, out.buf, out.len);
	strbuf_fini(&out);
	return copy;
}

static void add(struct problems *p, const char *file, int line, int column, const char *path,
	const char *message)
{
	if (p->items.n > PROBLEMS_MAX)
		return;
	if (!p->arena) {
		p->arena = arena_new();
		p->items.size = sizeof(struct problem);
	}
	struct problem *problem = vec_push(&p->items);
	bool last = p->items.n > PROBLEMS_MAX;
	*problem = (struct problem){
		.file = clean(p->arena, file ? file : ""),
		.line = line,
		.column = column,
		.path = last ? "" : clean(p->arena, path ? path : ""),
		.message = last ? "there are more problems; mend the ones above first"
				: clean(p->arena, message),
	};
}

void problems_add(struct problems *p, const char *file, int line, int column, const char *path,
	const char *fmt, ...)
{
	if (p->items.n > PROBLEMS_MAX)
		return;
	struct strbuf message = STRBUF_INIT;
	va_list ap;
	va_start(ap, fmt);
	strbuf_vaddf(&message, fmt, ap);
	va_end(ap);
	add(p, file, line, column, path, message.buf);
	strbuf_fini(&message);
}

void problems_append(struct problems *to, const struct problems *from)
{
	for (size_t i = 0; i < from->items.n; i++) {
		const struct problem *one = problems_at(from, i);
		add(to, one->file, one->line, one->column, one->path, one->message);
	}
}

void problem_render(const struct problem *problem, struct strbuf *out)
{
	strbuf_addstr(out, problem->file);
	if (problem->line > 0)
		strbuf_addf(out, ":%d:%d", problem->line, problem->column);
	if (*problem->path)
		strbuf_addf(out, ": %s", problem->path);
	strbuf_addf(out, ": %s", problem->message);
}

void problems_render(const struct problems *p, struct strbuf *out)
{
	for (size_t i = 0; i < p->items.n; i++) {
		problem_render(problems_at(p, i), out);
		strbuf_addch(out, '\n');
	}
}

static unsigned char lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;
	return m < c ? m : c;
}

/* Optimal string alignment: insert, drop, change or swap neighbours, each costs one. */
static size_t distance(const char *a, size_t la, const char *b, size_t lb)
{
	size_t rows[3][SUGGEST_MAX + 1];
	size_t *before = rows[0], *prev = rows[1], *now = rows[2];
	for (size_t j = 0; j <= lb; j++)
		prev[j] = j;
	for (size_t i = 1; i <= la; i++) {
		now[0] = i;
		for (size_t j = 1; j <= lb; j++) {
			bool same = lower(a[i - 1]) == lower(b[j - 1]);
			now[j] = least(prev[j] + 1, now[j - 1] + 1, prev[j - 1] + !same);
			if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
				lower(a[i - 2]) == lower(b[j - 1]) && before[j - 2] + 1 < now[j])
				now[j] = before[j - 2] + 1;
		}
		size_t *spare = before;
		before = prev;
		prev = now;
		now = spare;
	}
	return prev[lb];
}

const char *suggest_nearest(const char *word, const char *const *names, size_t n)
{
	size_t len = strlen(word);
	if (len == 0 || len > SUGGEST_MAX)
		return NULL;
	size_t best = len / 3 > 1 ? len / 3 : 1;
	const char *found = NULL;
	for (size_t i = 0; i < n; i++) {
		size_t other = strlen(names[i]);
		if (other > SUGGEST_MAX || other + best < len || other > len + best)
			continue;
		size_t d = distance(word, len, names[i], other);
		if (d < best || (d == best && !found)) {
			best = d;
			found = names[i];
		}
	}
	return found;
}
