/* Filtering folds each text once per language and keeps the result; the texts of a centre fit in
 * memory many times over, and the first typed letter must not wait for anything else. */
#include "conf/library_private.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/wordsearch.h"

#include <stdlib.h>
#include <string.h>

enum rank {
	RANK_SHORT_EXACT,
	RANK_SHORT_PREFIX,
	RANK_TITLE_PREFIX,
	RANK_TITLE_WORD,
	RANK_TOPIC,
	RANK_BODY,
	RANK_NONE,
};

struct hit {
	enum rank rank;
	const char *title; /* folded */
	const struct library_text *text;
};

static void set_clear(struct fold_set *set)
{
	free(set->language);
	arena_free(&set->arena);
	wordsearch_free(&set->near);
	free(set->rows);
	*set = (struct fold_set){0};
}

void library_forget_folds(struct library *l)
{
	for (size_t i = 0; i < FOLD_SETS; i++)
		set_clear(&l->sets[i]);
}

static struct fold_set *set_for(struct library *l, const char *language)
{
	struct fold_set *oldest = &l->sets[0];
	for (size_t i = 0; i < FOLD_SETS; i++) {
		struct fold_set *set = &l->sets[i];
		if (set->language && strcmp(set->language, language) == 0) {
			set->used = ++l->clock;
			return set;
		}
		if (set->used < oldest->used)
			oldest = set;
	}
	set_clear(oldest);
	oldest->language = xstrdup(language);
	oldest->arena = arena_new();
	oldest->rows = xcalloc(l->index.n + 1, sizeof *oldest->rows);
	oldest->used = ++l->clock;
	return oldest;
}

static void fold_row(const struct library *l, struct fold_set *set, size_t i, struct strbuf *sb)
{
	const struct library_text *t = library_at(l, i);
	const char *title = langtext_get(&t->title, set->language);
	const struct library_variant *v = library_variant(t, set->language, TEXT_ANY_TONE, NULL);
	strbuf_reset(sb);
	strbuf_addstr(sb, title ? title : t->id);
	struct folded *row = &set->rows[i];
	row->title = fold_text(set->arena, sb->buf);
	for (size_t k = 0; k < t->ntopics; k++)
		strbuf_addf(sb, " %s", t->topics[k]);
	row->topics = t->ntopics ? fold_text(set->arena, sb->buf) : row->title;
	strbuf_addf(sb, " %s %s", t->short_name, v ? v->text : "");
	for (size_t k = 0; k < t->title.n; k++)
		if (t->title.entries[k].text != title)
			strbuf_addf(sb, " %s", t->title.entries[k].text);
	row->all = fold_text(set->arena, sb->buf);
}

static bool set_advance(const struct library *l, struct fold_set *set, size_t texts)
{
	struct strbuf sb = STRBUF_INIT;
	for (; set->done < l->index.n && texts > 0; texts--)
		fold_row(l, set, set->done++, &sb);
	strbuf_fini(&sb);
	return set->done < l->index.n;
}

bool library_warm(struct library *l, const char *language, size_t texts)
{
	return set_advance(l, set_for(l, language ? language : ""), texts);
}

static bool begins(const char *hay, const char *needle)
{
	return strncmp(hay, needle, strlen(needle)) == 0;
}

static enum rank rank_of(const struct library_text *t, const struct folded *row, const char *typed,
	const char *folded)
{
	if (!*folded)
		return RANK_TITLE_PREFIX;
	if (*t->short_name && strcmp(t->short_name, typed) == 0)
		return RANK_SHORT_EXACT;
	if (*t->short_name && begins(t->short_name, folded))
		return RANK_SHORT_PREFIX;
	if (begins(row->title, folded))
		return RANK_TITLE_PREFIX;
	/* Most texts match nowhere: the widest question first saves the others. */
	if (!fold_match(row->all, folded))
		return RANK_NONE;
	if (fold_match(row->title, folded))
		return RANK_TITLE_WORD;
	return fold_match(row->topics, folded) ? RANK_TOPIC : RANK_BODY;
}

static int compare_hits(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	int c = strcmp(x->title, y->title);
	return c ? c : strcmp(x->text->id, y->text->id);
}

/* ---- words with a slip ---------------------------------------------------------------------- */

/* Bodies are left out of a library so large that reading them all would be seen between two keys. */
enum { BODIES_MOST = 1000, TITLE_WEIGHT = 3 };

static struct wordsearch *near_of(const struct library *l, struct fold_set *set)
{
	if (set->near)
		return set->near;
	set->near = wordsearch_new();
	for (size_t i = 0; i < l->index.n; i++) {
		const struct folded *row = &set->rows[i];
		wordsearch_add(set->near, (uint32_t)i, TITLE_WEIGHT, row->title);
		wordsearch_add(set->near, (uint32_t)i, 1, row->topics);
		if (l->index.n <= BODIES_MOST)
			wordsearch_add(set->near, (uint32_t)i, 1, row->all);
	}
	wordsearch_ready(set->near);
	return set->near;
}

/* Nothing has the words as they were typed: what has nearly these, the best first. */
static void add_near(struct library *l, struct fold_set *set, const char *folded, unsigned uses,
	struct arena *a, struct vec *hits)
{
	size_t n;
	const struct wordsearch_hit *found =
		wordsearch_query(near_of(l, set), folded, SIZE_MAX, a, &n, NULL);
	for (size_t i = 0; i < n; i++) {
		const struct library_text *t = library_at(l, found[i].doc);
		if (t->uses & uses)
			*(struct hit *)vec_push(hits) =
				(struct hit){RANK_NONE, set->rows[found[i].doc].title, t};
	}
}

const struct library_text **library_filter(struct library *l, const char *typed,
	const char *language, unsigned uses, size_t limit, struct arena *a, size_t *n,
	size_t *total)
{
	struct fold_set *set = set_for(l, language ? language : "");
	set_advance(l, set, l->index.n);
	const char *folded = fold_text(a, typed);
	struct vec hits = {.size = sizeof(struct hit)};
	for (size_t i = 0; i < l->index.n; i++) {
		const struct library_text *t = library_at(l, i);
		if (!(t->uses & uses))
			continue;
		enum rank rank = rank_of(t, &set->rows[i], typed, folded);
		if (rank != RANK_NONE)
			*(struct hit *)vec_push(&hits) = (struct hit){rank, set->rows[i].title, t};
	}
	if (hits.n)
		qsort(hits.data, hits.n, sizeof(struct hit), compare_hits);
	else if (*folded)
		add_near(l, set, folded, uses, a, &hits);
	*n = hits.n < limit ? hits.n : limit;
	if (total)
		*total = hits.n;
	const struct library_text **out = arena_array(a, *n + 1, sizeof *out);
	for (size_t i = 0; i < *n; i++)
		out[i] = ((const struct hit *)vec_at(&hits, i))->text;
	vec_fini(&hits);
	return out;
}
