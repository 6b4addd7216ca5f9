/* Whatever the template, gaps lie inside what was written and show what they stand for, and a value
 * is never read again. */
#include "carrel/arena.h"
#include "carrel/strbuf.h"
#include "carrel/textfill.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(bool holds)
{
	if (!holds)
		abort();
}

/* Every second name is known; values look like templates. */
static const char *lookup(void *arg, const char *name)
{
	size_t *asked = arg;
	++*asked;
	switch (strlen(name) % 4) {
	case 0: return NULL;
	case 1: return "{a} {{ {";
	case 2: return "";
	default: return "value";
	}
}

static void require_gaps(const struct vec *gaps, const char *text, size_t len)
{
	size_t end = 0;
	for (size_t i = 0; i < gaps->n; i++) {
		const struct textfill_gap *gap = vec_at(gaps, i);
		require(gap->start >= end && gap->len > 0);
		end = gap->start + gap->len;
		require(end <= len && text[gap->start] == '{');
		if (gap->why != TEXTFILL_MALFORMED) {
			require(text[end - 1] == '}');
			require(strncmp(text + gap->start + 1, gap->name, strlen(gap->name)) == 0);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	const char *text = arena_strndup(a, (const char *)data, size);
	struct strbuf out = STRBUF_INIT;
	struct vec gaps = {.size = sizeof(struct textfill_gap)};
	size_t asked = 0, braces = 0;
	for (const char *s = text; (s = strchr(s, '{')); s++)
		braces++;
	require(textfill_expand(text, lookup, &asked, a, &out, &gaps) == gaps.n);
	require(asked <= braces && strlen(out.buf) == out.len);
	require_gaps(&gaps, out.buf, out.len);
	vec_clear(&gaps);
	require(textfill_scan(text, strlen(text), a, &gaps) == gaps.n);
	require_gaps(&gaps, text, strlen(text));
	const char *const *names;
	size_t n = textfill_names(text, a, &names);
	require(n <= braces && n <= TEXTFILL_NAMES_MAX + 1);
	vec_fini(&gaps);
	strbuf_fini(&out);
	arena_free(&a);
	return 0;
}
