/* What stood on the message line while this console ran: it is gone there after some seconds. */
#include "carrel/told.h"

#include "carrel/clock.h"
#include "carrel/mem.h"
#include "carrel/vec.h"

#include <stdlib.h>

enum { TOLD_MAX = 1000 };

struct told {
	struct vec lines; /* struct told_line, a ring once it is full */
	size_t first;
};

static void line_free(struct told_line *line)
{
	free(line->text);
	free(line->code);
}

void told_add(struct told **told, const char *text, const char *code)
{
	struct told_line line = {
		.at = clock_wall_ms(), .text = xstrdup(text), .code = code ? xstrdup(code) : NULL};
	if (!*told) {
		*told = xcalloc(1, sizeof **told);
		(*told)->lines.size = sizeof(struct told_line);
	}
	struct told *t = *told;
	if (t->lines.n < TOLD_MAX) {
		*(struct told_line *)vec_push(&t->lines) = line;
		return;
	}
	struct told_line *oldest = vec_at(&t->lines, t->first);
	line_free(oldest);
	*oldest = line;
	t->first = (t->first + 1) % TOLD_MAX;
}

size_t told_count(const struct told *told)
{
	return told ? told->lines.n : 0;
}

const struct told_line *told_at(const struct told *told, size_t i)
{
	size_t n = told->lines.n;
	return vec_at(&told->lines, (told->first + n - 1 - i) % n);
}

void told_free(struct told **told)
{
	if (!*told)
		return;
	for (size_t i = 0; i < (*told)->lines.n; i++)
		line_free(vec_at(&(*told)->lines, i));
	vec_fini(&(*told)->lines);
	free(*told);
	*told = NULL;
}
