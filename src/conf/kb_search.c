/* An index of words a language, made at the first question in it and kept until a file changes. */
#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/mem.h"
#include "carrel/wordsearch.h"
#include "conf/kb_private.h"

#include <stdlib.h>
#include <string.h>

static const double weight_title = 6, weight_other_title = 2, weight_topic = 3, weight_answer = 2,
		    weight_body = 1;

static void set_clear(struct kb_set *set)
{
	wordsearch_free(&set->search);
	free(set->language);
	free(set->by_title);
	*set = (struct kb_set){0};
}

void kb_forget_searches(struct kb *kb)
{
	for (size_t i = 0; i < KB_SETS; i++)
		set_clear(&kb->sets[i]);
}

static void index_article(const struct kb_article *k, const char *language, struct wordsearch *ws,
	uint32_t doc, struct arena *a)
{
	const char *title = kb_text(&k->title, language, NULL, NULL);
	wordsearch_add(ws, doc, weight_title, title);
	for (size_t i = 0; i < k->title.n; i++)
		if (k->title.entries[i].text != title)
			wordsearch_add(ws, doc, weight_other_title, k->title.entries[i].text);
	wordsearch_add(ws, doc, weight_topic, k->id);
	for (size_t i = 0; i < k->ntopics; i++)
		wordsearch_add(ws, doc, weight_topic, k->topics[i]);
	wordsearch_add(ws, doc, weight_answer, kb_text(&k->answer, language, NULL, NULL));
	wordsearch_add(ws, doc, weight_body, kb_body(k, language, NULL, a));
}

void kb_index(const struct kb *kb, const char *language, struct wordsearch *ws, uint32_t first)
{
	struct arena *a = arena_new();
	for (size_t i = 0; i < kb->index.n; i++) {
		index_article(kb_at(kb, i), language, ws, first + (uint32_t)i, a);
		arena_reset(a);
	}
	arena_free(&a);
}

struct titled {
	const char *folded;
	uint32_t place;
};

static int by_title(const void *pa, const void *pb)
{
	const struct titled *x = pa, *y = pb;
	int c = strcmp(x->folded, y->folded);
	return c ? c : (x->place > y->place) - (x->place < y->place);
}

static uint32_t *order_by_title(const struct kb *kb, const char *language)
{
	struct arena *a = arena_new();
	struct titled *rows = arena_array(a, kb->index.n + 1, sizeof *rows);
	uint32_t *order = xcalloc(kb->index.n + 1, sizeof *order);
	for (size_t i = 0; i < kb->index.n; i++)
		rows[i] = (struct titled){
			fold_text(a, kb_text(&kb_at(kb, i)->title, language, NULL, NULL)),
			(uint32_t)i};
	qsort(rows, kb->index.n, sizeof *rows, by_title);
	for (size_t i = 0; i < kb->index.n; i++)
		order[i] = rows[i].place;
	arena_free(&a);
	return order;
}

static struct kb_set *set_for(struct kb *kb, const char *language)
{
	struct kb_set *oldest = &kb->sets[0];
	for (size_t i = 0; i < KB_SETS; i++) {
		struct kb_set *set = &kb->sets[i];
		if (set->language && strcmp(set->language, language) == 0) {
			set->used = ++kb->clock;
			return set;
		}
		if (set->used < oldest->used)
			oldest = set;
	}
	set_clear(oldest);
	oldest->language = xstrdup(language);
	oldest->used = ++kb->clock;
	oldest->by_title = order_by_title(kb, language);
	oldest->search = wordsearch_new();
	kb_index(kb, language, oldest->search, 0);
	wordsearch_ready(oldest->search);
	return oldest;
}

void kb_warm(struct kb *kb, const char *language)
{
	set_for(kb, language ? language : "");
}

static struct kb_hit *all_by_title(
	const struct kb *kb, const struct kb_set *set, struct arena *a, size_t *n)
{
	struct kb_hit *hits = arena_array(a, kb->index.n + 1, sizeof *hits);
	*n = kb->index.n;
	for (size_t i = 0; i < *n; i++)
		hits[i] = (struct kb_hit){.article = kb_at(kb, set->by_title[i])};
	return hits;
}

static struct kb_hit *all_found(
	const struct kb *kb, struct kb_set *set, const char *typed, struct arena *a, size_t *n)
{
	const struct wordsearch_hit *found =
		wordsearch_query(set->search, typed, SIZE_MAX, a, n, NULL);
	struct kb_hit *hits = arena_array(a, *n + 1, sizeof *hits);
	for (size_t i = 0; i < *n; i++)
		hits[i] =
			(struct kb_hit){kb_at(kb, found[i].doc), found[i].matched, found[i].score};
	return hits;
}

struct kb_hit *kb_filter(struct kb *kb, const char *typed, const char *language,
	const struct kb_reader *reader, size_t limit, struct arena *a, size_t *n, size_t *total)
{
	struct kb_set *set = set_for(kb, language ? language : "");
	size_t found, kept = 0;
	bool empty = typed[strspn(typed, " \t")] == '\0';
	struct kb_hit *hits =
		empty ? all_by_title(kb, set, a, &found) : all_found(kb, set, typed, a, &found);
	for (size_t i = 0; i < found; i++)
		if (kb_visible(hits[i].article, reader))
			hits[kept++] = hits[i];
	if (total)
		*total = kept;
	*n = kept < limit ? kept : limit;
	return hits;
}
