#include "bench/support_known.h"

#include "carrel/arena.h"
#include "carrel/kb.h"
#include "carrel/kb_out.h"
#include "carrel/strbuf.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ASKED = 200, FIRST = 5, PART = 50 };

static double cpu_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* A small generator of its own, so that the same words are asked on every machine. */
static unsigned next_random(unsigned *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

/* Words of four letters or more: every second one with a slip or another ending. */
static const char *spoiled(const char *title, unsigned *state, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	int words = 0;
	for (const char *s = title; *s;) {
		size_t n = strcspn(s, " :,()/&-'");
		char word[64];
		if (n >= 4 && n < sizeof word - 3 && words < 6) {
			memcpy(word, s, n);
			word[n] = '\0';
			unsigned kind = words++ % 2 ? 3 : next_random(state) % 3;
			size_t at = 1 + next_random(state) % (n - 2);
			if (kind == 0 && n >= 5) /* two letters changed places */
				word[at] = s[at + 1], word[at + 1] = s[at];
			else if (kind == 1 && n >= 5) /* one is missing */
				memmove(word + at, word + at + 1, n - at);
			else if (kind == 2) /* another ending */
				word[n] = 's', word[n + 1] = '\0';
			strbuf_addf(&out, "%s%s", out.len ? " " : "", word);
		}
		s += n + (s[n] != '\0');
	}
	const char *copy = arena_strndup(a, out.buf, out.len);
	strbuf_fini(&out);
	return copy;
}

static bool is_among_first(
	struct kb *kb, const char *query, const char *title, struct arena *a, size_t *place)
{
	size_t n;
	const struct kb_hit *hits = kb_filter(kb, query, "en", NULL, FIRST, a, &n, NULL);
	for (size_t i = 0; i < n; i++)
		if (strcmp(kb_text(&hits[i].article->title, "en", NULL, NULL), title) == 0) {
			*place = i;
			return true;
		}
	return false;
}

static struct kb *kb_of(const struct kb_row *rows, size_t n, struct arena *a)
{
	struct kb *kb = kb_new();
	for (size_t at = 0; at < n; at += PART) {
		struct strbuf text = STRBUF_INIT;
		kb_write(rows + at, n - at < PART ? n - at : PART, NULL, &text);
		kb_add_memory(kb, arena_printf(a, "part%04zu.yaml", at), text.buf, text.len);
		strbuf_fini(&text);
	}
	kb_refresh(kb);
	kb_warm(kb, "en");
	return kb;
}

static void ask_all(struct known *out, struct kb *kb, const struct kb_import *in, struct arena *a)
{
	unsigned state = 7;
	size_t top1 = 0, top5 = 0, place = 0;
	for (size_t i = 0; i < ASKED; i++) {
		const char *title = in->rows[i * in->n / ASKED].title;
		const char *query = spoiled(title, &state, a);
		double begun = cpu_us();
		bool found = is_among_first(kb, query, title, a, &place);
		samples_add(&out->cpu, cpu_us() - begun);
		top5 += found;
		top1 += found && place == 0;
	}
	out->n = ASKED;
	out->top1 = 100.0 * (double)top1 / ASKED;
	out->top5 = 100.0 * (double)top5 / ASKED;
	out->nonsense = is_among_first(kb, "qqzzx wvvkq", in->rows[0].title, a, &place);
}

bool known_items(struct known *out)
{
	const char *shared = getenv("CARREL_SHARED");
	struct arena *a = arena_new();
	struct kb_import in;
	struct err err = {0};
	const char *path =
		arena_printf(a, "%s/data/tau/banking_kb.jsonl", shared ? shared : "../shared");
	*out = (struct known){0};
	bool here = access(path, R_OK) == 0 && kb_import_read(path, "en", &in, a, &err) == RC_OK;
	if (here) {
		struct kb *kb = kb_of(in.rows, in.n, a);
		out->articles = kb_count(kb);
		ask_all(out, kb, &in, a);
		kb_free(&kb);
	}
	arena_free(&a);
	return here;
}

void known_fini(struct known *k)
{
	free(k->cpu.us);
	*k = (struct known){0};
}
