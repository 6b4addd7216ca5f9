/* One table of words, each with the documents that hold it. A typed word is held against the table
 * (by its place in the sorted one for beginnings, by a walk with a letter mask for slips), never
 * against the documents. */
#include "carrel/wordsearch.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/mem.h"
#include "carrel/vec.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { WORD_BYTES = 40, TYPED_MAX = 24, EXPANSIONS_MAX = 400, STEM_LEAST = 4, STEM_REST = 3 };

static const double k1 = 1.2, b = 0.75;
static const double as_typed = 1.0, as_begun = 0.7, as_inflected = 0.6, as_slipped = 0.45;

struct posting {
	uint32_t doc;
	float weight; /* sum over the fields */
};

struct word {
	const char *text;
	uint32_t mask; /* its letters: bit c % 32 */
	uint8_t len;
	struct vec postings;
};

struct wordsearch {
	struct arena *arena;
	struct vec words;    /* of struct word * , sorted once ready */
	struct word **table; /* open addressing */
	size_t slots;
	struct vec lengths; /* float, by document: words it has */
	double mean_length;
	bool ready;
	/* of one query, by document */
	float *best, *score;
	uint8_t *matched;
	uint32_t *touched;
};

/* ---- words ---------------------------------------------------------------------------------- */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* The next word of a folded text; false at its end. */
static bool next_word(const char **s, const char **word, size_t *len)
{
	while (**s && !is_letter(**s))
		(*s)++;
	*word = *s;
	while (is_letter(**s))
		(*s)++;
	*len = (size_t)(*s - *word);
	if (*len > WORD_BYTES)
		*len = WORD_BYTES;
	return *len > 0;
}

static uint64_t hash_of(const char *s, size_t n)
{
	uint64_t h = 1469598103934665603u; /* FNV-1a */
	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)s[i]) * 1099511628211u;
	return h;
}

static uint32_t mask_of(const char *s, size_t n)
{
	uint32_t mask = 0;
	for (size_t i = 0; i < n; i++)
		mask |= 1u << ((unsigned char)s[i] & 31);
	return mask;
}

static struct word **slot_of(struct wordsearch *ws, const char *s, size_t n)
{
	size_t at = hash_of(s, n) & (ws->slots - 1);
	while (ws->table[at] && (ws->table[at]->len != n || memcmp(ws->table[at]->text, s, n) != 0))
		at = (at + 1) & (ws->slots - 1);
	return &ws->table[at];
}

static struct word *word_at(const struct wordsearch *ws, size_t i)
{
	return *(struct word **)vec_at(&ws->words, i);
}

static void grow_table(struct wordsearch *ws)
{
	if (ws->words.n * 2 < ws->slots)
		return;
	free(ws->table);
	ws->slots = ws->slots ? ws->slots * 2 : 4096;
	ws->table = xcalloc(ws->slots, sizeof(struct word *));
	for (size_t i = 0; i < ws->words.n; i++) {
		struct word *w = word_at(ws, i);
		*slot_of(ws, w->text, w->len) = w;
	}
}

static struct word *word_get(struct wordsearch *ws, const char *s, size_t n)
{
	grow_table(ws);
	struct word **slot = slot_of(ws, s, n);
	if (*slot)
		return *slot;
	struct word *w = arena_alloc(ws->arena, sizeof *w);
	w->text = arena_strndup(ws->arena, s, n);
	w->len = (uint8_t)n;
	w->mask = mask_of(s, n);
	w->postings.size = sizeof(struct posting);
	*slot = w;
	*(struct word **)vec_push(&ws->words) = w;
	return w;
}

/* ---- documents ------------------------------------------------------------------------------ */

struct wordsearch *wordsearch_new(void)
{
	struct wordsearch *ws = xcalloc(1, sizeof *ws);
	ws->arena = arena_new();
	ws->words.size = sizeof(struct word *);
	ws->lengths.size = sizeof(float);
	return ws;
}

void wordsearch_free(struct wordsearch **out)
{
	struct wordsearch *ws = *out;
	if (!ws)
		return;
	for (size_t i = 0; i < ws->words.n; i++)
		vec_fini(&word_at(ws, i)->postings);
	vec_fini(&ws->words);
	vec_fini(&ws->lengths);
	free(ws->table);
	free(ws->best);
	free(ws->score);
	free(ws->matched);
	free(ws->touched);
	arena_free(&ws->arena);
	free(ws);
	*out = NULL;
}

void wordsearch_add(struct wordsearch *ws, uint32_t doc, double weight, const char *text)
{
	struct arena *scratch = arena_new();
	const char *s = fold_text(scratch, text), *start;
	size_t n;
	while (ws->lengths.n <= doc)
		vec_push(&ws->lengths);
	while (next_word(&s, &start, &n)) {
		struct word *w = word_get(ws, start, n);
		struct posting *last =
			w->postings.n ? vec_at(&w->postings, w->postings.n - 1) : NULL;
		if (!last || last->doc != doc) {
			last = vec_push(&w->postings);
			last->doc = doc;
		}
		last->weight += (float)weight;
		*(float *)vec_at(&ws->lengths, doc) += 1;
	}
	arena_free(&scratch);
}

static int by_text(const void *pa, const void *pb)
{
	return strcmp((*(struct word *const *)pa)->text, (*(struct word *const *)pb)->text);
}

void wordsearch_ready(struct wordsearch *ws)
{
	if (ws->ready)
		return;
	double sum = 0;
	for (size_t i = 0; i < ws->lengths.n; i++)
		sum += *(float *)vec_at(&ws->lengths, i);
	ws->mean_length = ws->lengths.n && sum > 0 ? sum / (double)ws->lengths.n : 1;
	if (ws->words.n)
		qsort(ws->words.data, ws->words.n, sizeof(struct word *), by_text);
	size_t docs = ws->lengths.n + 1;
	ws->best = xcalloc(docs, sizeof *ws->best);
	ws->score = xcalloc(docs, sizeof *ws->score);
	ws->matched = xcalloc(docs, sizeof *ws->matched);
	ws->touched = xcalloc(docs, sizeof *ws->touched);
	ws->ready = true;
}

/* ---- one typed word ------------------------------------------------------------------------- */

struct asked {
	const char *text;
	size_t len;
	bool last; /* still being typed */
};

struct expansion {
	const struct word *word;
	double weight;
};

/* Edit distance, a swap of neighbours counting one, given up beyond `most`. */
static int distance(const char *s, size_t n, const char *t, size_t m, int most)
{
	int rows[3][WORD_BYTES + 1];
	int *before = rows[0], *last = rows[1], *now = rows[2];
	for (size_t j = 0; j <= m; j++)
		last[j] = (int)j;
	for (size_t i = 1; i <= n; i++) {
		int least = now[0] = (int)i;
		for (size_t j = 1; j <= m; j++) {
			int d = last[j - 1] + (s[i - 1] != t[j - 1]);
			if (last[j] + 1 < d)
				d = last[j] + 1;
			if (now[j - 1] + 1 < d)
				d = now[j - 1] + 1;
			if (i > 1 && j > 1 && s[i - 1] == t[j - 2] && s[i - 2] == t[j - 1] &&
				before[j - 2] + 1 < d)
				d = before[j - 2] + 1;
			now[j] = d;
			if (d < least)
				least = d;
		}
		if (least > most)
			return most + 1;
		int *free_row = before;
		before = last;
		last = now;
		now = free_row;
	}
	return last[m];
}

/* Both begin alike and end in at most three letters of their own. */
static bool same_stem(const struct asked *q, const struct word *w)
{
	size_t common = 0;
	while (common < q->len && common < w->len && q->text[common] == w->text[common])
		common++;
	return common >= STEM_LEAST && q->len - common <= STEM_REST && w->len - common <= STEM_REST;
}

static int slips_allowed(size_t len)
{
	return len < 4 ? 0 : len < 8 ? 1 : 2;
}

static bool slipped(const struct asked *q, uint32_t mask, const struct word *w)
{
	int most = slips_allowed(q->len);
	size_t gap = q->len > w->len ? q->len - w->len : w->len - q->len;
	if (!most || gap > (size_t)most || __builtin_popcount(mask ^ w->mask) > 2 * most)
		return false;
	return distance(q->text, q->len, w->text, w->len, most) <= most;
}

static size_t first_not_below(const struct wordsearch *ws, const struct asked *q)
{
	size_t low = 0, high = ws->words.n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (strncmp(word_at(ws, mid)->text, q->text, q->len) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void expand_begun(const struct wordsearch *ws, const struct asked *q, struct vec *out)
{
	for (size_t i = first_not_below(ws, q); i < ws->words.n && out->n < EXPANSIONS_MAX; i++) {
		const struct word *w = word_at(ws, i);
		if (strncmp(w->text, q->text, q->len) != 0)
			break;
		if (w->len == q->len || q->len > 2 || q->last)
			*(struct expansion *)vec_push(out) =
				(struct expansion){w, w->len == q->len ? as_typed : as_begun};
	}
}

/* Slips are looked for only where the word as typed is not known. */
static void expand(const struct wordsearch *ws, const struct asked *q, struct vec *out)
{
	uint32_t mask = mask_of(q->text, q->len);
	expand_begun(ws, q, out);
	bool known = out->n > 0 && ((const struct expansion *)vec_at(out, 0))->word->len == q->len;
	if (q->len < STEM_LEAST)
		return;
	for (size_t i = 0; i < ws->words.n && out->n < EXPANSIONS_MAX; i++) {
		const struct word *w = word_at(ws, i);
		if (strncmp(w->text, q->text, q->len) == 0)
			continue;
		if (w->text[0] == q->text[0] && same_stem(q, w))
			*(struct expansion *)vec_push(out) = (struct expansion){w, as_inflected};
		else if (!known && slipped(q, mask, w))
			*(struct expansion *)vec_push(out) = (struct expansion){w, as_slipped};
	}
}

static void add_word(struct wordsearch *ws, const struct vec *expansions)
{
	size_t n = 0;
	for (size_t i = 0; i < expansions->n; i++) {
		const struct expansion *e = vec_at(expansions, i);
		for (size_t j = 0; j < e->word->postings.n; j++) {
			const struct posting *p = vec_at(&e->word->postings, j);
			double length = *(float *)vec_at(&ws->lengths, p->doc) / ws->mean_length;
			double tf = p->weight / (1 - b + b * length);
			float worth = (float)(e->weight * tf * (k1 + 1) / (tf + k1));
			if (ws->best[p->doc] == 0)
				ws->touched[n++] = p->doc;
			if (worth > ws->best[p->doc])
				ws->best[p->doc] = worth;
		}
	}
	double docs = (double)ws->lengths.n;
	double idf = log(1 + (docs - (double)n + 0.5) / ((double)n + 0.5));
	for (size_t i = 0; i < n; i++) {
		uint32_t doc = ws->touched[i];
		ws->score[doc] += (float)(idf * ws->best[doc]);
		ws->matched[doc]++;
		ws->best[doc] = 0;
	}
}

/* ---- query ---------------------------------------------------------------------------------- */

static size_t read_asked(const char *folded, struct asked asked[TYPED_MAX])
{
	size_t n = 0;
	const char *s = folded;
	while (n < TYPED_MAX && next_word(&s, &asked[n].text, &asked[n].len)) {
		asked[n].last = *s == '\0';
		n++;
	}
	return n;
}

static int by_score(const void *pa, const void *pb)
{
	const struct wordsearch_hit *x = pa, *y = pb;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->doc < y->doc ? -1 : x->doc > y->doc;
}

static struct wordsearch_hit *take_hits(
	struct wordsearch *ws, int typed, struct arena *a, size_t *n)
{
	int least = typed - typed / 3;
	*n = 0;
	for (size_t i = 0; i < ws->lengths.n; i++)
		*n += ws->matched[i] >= least;
	struct wordsearch_hit *hits = arena_array(a, *n + 1, sizeof *hits);
	size_t k = 0;
	for (size_t i = 0; i < ws->lengths.n; i++) {
		double share = (double)ws->matched[i] / typed;
		if (ws->matched[i] >= least)
			hits[k++] = (struct wordsearch_hit){
				(uint32_t)i, ws->matched[i], ws->score[i] * share};
	}
	if (*n)
		qsort(hits, *n, sizeof *hits, by_score);
	return hits;
}

struct wordsearch_hit *wordsearch_query(struct wordsearch *ws, const char *typed, size_t limit,
	struct arena *a, size_t *n, int *typed_words)
{
	struct asked asked[TYPED_MAX];
	struct vec expansions = {.size = sizeof(struct expansion)};
	wordsearch_ready(ws);
	size_t words = read_asked(fold_text(a, typed), asked);
	if (typed_words)
		*typed_words = (int)words;
	*n = 0;
	if (!words)
		return arena_array(a, 1, sizeof(struct wordsearch_hit));
	memset(ws->score, 0, ws->lengths.n * sizeof *ws->score);
	memset(ws->matched, 0, ws->lengths.n * sizeof *ws->matched);
	for (size_t i = 0; i < words; i++) {
		vec_clear(&expansions);
		expand(ws, &asked[i], &expansions);
		add_word(ws, &expansions);
	}
	vec_fini(&expansions);
	struct wordsearch_hit *hits = take_hits(ws, (int)words, a, n);
	if (*n > limit)
		*n = limit;
	return hits;
}
