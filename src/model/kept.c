/* kept.c - what of a text that was put in is still there: see the header for the sum. */
#include "carrel/kept.h"

#include "carrel/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct word {
	const char *start;
	size_t n;
};

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct word next_word(const char **p)
{
	while (is_space(**p))
		(*p)++;
	struct word w = {.start = *p};
	while (**p != '\0' && !is_space(**p))
		(*p)++;
	w.n = (size_t)(*p - w.start);
	return w;
}

/* A blank is there to be filled in: neither kept nor changed. */
static bool is_blank(struct word w)
{
	return memchr(w.start, '{', w.n) != NULL || memchr(w.start, '}', w.n) != NULL;
}

static size_t read_words(const char **p, bool leave_blanks, struct word *words)
{
	size_t n = 0;
	while (n < KEPT_WORDS_MAX) {
		struct word w = next_word(p);
		if (w.n == 0)
			break;
		if (!leave_blanks || !is_blank(w))
			words[n++] = w;
	}
	return n;
}

static bool is_same(struct word a, struct word b)
{
	return a.n == b.n && memcmp(a.start, b.start, a.n) == 0;
}

/* Longest common subsequence, one row of the table at a time. */
static size_t common(
	const struct word *a, size_t na, const struct word *b, size_t nb, uint16_t *row)
{
	memset(row, 0, (nb + 1) * sizeof(*row));
	for (size_t i = 0; i < na; i++) {
		uint16_t diagonal = 0;
		for (size_t j = 0; j < nb; j++) {
			uint16_t above = row[j + 1];
			if (is_same(a[i], b[j]))
				row[j + 1] = (uint16_t)(diagonal + 1);
			else if (row[j] > above)
				row[j + 1] = row[j];
			diagonal = above;
		}
	}
	return row[nb];
}

int kept_percent(const char *put_in, const char *sent)
{
	struct scratch {
		struct word a[KEPT_WORDS_MAX], b[KEPT_WORDS_MAX];
		uint16_t row[KEPT_WORDS_MAX + 1];
	} *s = xmalloc(sizeof(*s));
	size_t all = 0, kept = 0;
	for (;;) {
		size_t na = read_words(&put_in, true, s->a);
		if (na == 0)
			break;
		size_t nb = read_words(&sent, false, s->b);
		all += na;
		kept += common(s->a, na, s->b, nb, s->row);
	}
	free(s);
	return all == 0 ? 100 : (int)(kept * 100 / all);
}
