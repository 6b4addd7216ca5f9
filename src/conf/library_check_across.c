/* The rules that hold texts against each other. */
#include "conf/library_checking.h"

#include "carrel/arena.h"
#include "carrel/fold.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
	SHINGLE_WORDS = 2,
	SKETCH = 6,         /* the smallest hashes of a wording; alike wordings share some */
	WORDS_MIN = 8,      /* shorter ones are alike by nature */
	ALIKE_PERCENT = 75, /* of the shingles of both together */
	BUCKET_MAX = 24,    /* wordings under one hash that are held against each other */
};

static const struct check_entry *entry_at(const struct checking *c, size_t i)
{
	return vec_at(&c->entries, i);
}

static bool counts(const struct check_entry *e)
{
	return e->node->kind == YAML_MAP && !e->t->inactive;
}

static const struct yaml_node *key_node(const struct check_entry *e, const char *key)
{
	const struct yaml_node *node = yaml_get(e->node, key);
	return node ? node : e->node;
}

/* Same folder of the stack and same owner: neither is meant to cover the other. */
static bool same_rank(const struct check_entry *a, const struct check_entry *b)
{
	return a->source == b->source && a->t->scope == b->t->scope;
}

/* ---- ids ------------------------------------------------------------------------------------ */

static void check_ids(struct checking *c)
{
	for (size_t i = 1; i < c->entries.n; i++) {
		const struct check_entry *a = entry_at(c, i - 1), *b = entry_at(c, i);
		if (!*b->t->id || strcmp(a->t->id, b->t->id) != 0 || !same_rank(a, b) ||
			!b->file->checked)
			continue;
		check_add(c, b->file, RULE_DUPLICATE_ID, key_node(b, "id"), NULL,
			"give it another id", "another text has the id %s, %s line %d", b->t->id,
			a->t->file, a->t->line);
	}
}

/* ---- short names ---------------------------------------------------------------------------- */

static int compare_short(const void *a, const void *b)
{
	const struct check_entry *x = *(const struct check_entry *const *)a;
	const struct check_entry *y = *(const struct check_entry *const *)b;
	int c = strcmp(x->t->short_name, y->t->short_name);
	return c ? c : check_by_nearness(x, y);
}

/* Why a short name can never be typed; NULL if it can. */
static const char *unreachable(const struct checking *c, const struct library_text *t)
{
	for (const char *s = t->short_name; *s; s++)
		if (isupper((unsigned char)*s))
			return "is searched for in small letters and never found";
	if (isdigit((unsigned char)t->short_name[0]))
		return "begins with a digit, which picks a line of the list";
	const struct check_entry *e = check_by_id(c, t->short_name);
	if (e && strcmp(e->t->id, t->id) != 0)
		return "is the id of another text, which is taken for it";
	return NULL;
}

static void check_short(struct checking *c, const struct check_entry *e)
{
	const char *why = *e->t->short_name ? unreachable(c, e->t) : NULL;
	if (why)
		check_add(c, e->file, RULE_SHORT, key_node(e, "short"), NULL,
			"choose two or three small letters", "the short name '%s' %s",
			e->t->short_name, why);
}

static void check_shorts(struct checking *c)
{
	struct vec list = {.size = sizeof(const struct check_entry *)};
	for (size_t i = 0; i < c->entries.n; i++) {
		const struct check_entry *e = entry_at(c, i);
		if (!counts(e))
			continue;
		if (e->file->checked)
			check_short(c, e);
		if (*e->t->short_name)
			*(const struct check_entry **)vec_push(&list) = e;
	}
	if (list.n)
		qsort(list.data, list.n, sizeof(const struct check_entry *), compare_short);
	const struct check_entry *winner = NULL;
	for (size_t i = 0; i < list.n; i++) {
		const struct check_entry *e = *(const struct check_entry **)vec_at(&list, i);
		bool taken = winner && strcmp(winner->t->short_name, e->t->short_name) == 0;
		if (!taken)
			winner = e;
		else if (strcmp(winner->t->id, e->t->id) == 0 || !e->file->checked)
			continue;
		else if (same_rank(winner, e))
			check_add(c, e->file, RULE_DUPLICATE_SHORT, key_node(e, "short"), NULL,
				"choose another", "the short name '%s' already stands for %s",
				e->t->short_name, winner->t->id);
		else
			check_add(c, e->file, RULE_SHORT, key_node(e, "short"), NULL,
				"choose another",
				"the short name '%s' is covered by the %s text %s",
				e->t->short_name, library_scope_name(winner->t->scope),
				winner->t->id);
	}
	vec_fini(&list);
}

/* ---- titles --------------------------------------------------------------------------------- */

struct titled {
	const char *folded, *language;
	const struct check_entry *e;
};

static int compare_titled(const void *a, const void *b)
{
	const struct titled *x = a, *y = b;
	int c = strcmp(x->folded, y->folded);
	if (!c)
		c = strcmp(x->language, y->language);
	return c ? c : (x->e->order > y->e->order) - (x->e->order < y->e->order);
}

static void check_titles(struct checking *c)
{
	struct vec list = {.size = sizeof(struct titled)};
	for (size_t i = 0; i < c->entries.n; i++) {
		const struct check_entry *e = entry_at(c, i);
		for (size_t k = 0; counts(e) && k < e->t->title.n; k++)
			*(struct titled *)vec_push(&list) =
				(struct titled){fold_text(c->a, e->t->title.entries[k].text),
					e->t->title.entries[k].language, e};
	}
	if (list.n)
		qsort(list.data, list.n, sizeof(struct titled), compare_titled);
	for (size_t i = 1; i < list.n; i++) {
		const struct titled *a = vec_at(&list, i - 1), *b = vec_at(&list, i);
		if (strcmp(a->folded, b->folded) != 0 || strcmp(a->language, b->language) != 0 ||
			strcmp(a->e->t->id, b->e->t->id) == 0 || !b->e->file->checked)
			continue;
		const struct yaml_node *title = yaml_get(b->e->node, "title");
		const struct yaml_node *in = yaml_get(title, b->language);
		check_add(c, b->e->file, RULE_DUPLICATE_TITLE, in ? in : title, NULL,
			"say in the title what is different", "the text %s has the same title",
			a->e->t->id);
	}
	vec_fini(&list);
}

/* ---- wordings that are nearly the same ------------------------------------------------------ */

struct shingled {
	const struct check_entry *e;
	const struct library_variant *v;
	const uint64_t *hashes; /* sorted, each once */
	size_t n;
};

struct bucket_row {
	uint64_t hash;
	size_t wording;
};

static int compare_hashes(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static int compare_rows(const void *a, const void *b)
{
	const struct bucket_row *x = a, *y = b;
	if (x->hash != y->hash)
		return x->hash > y->hash ? 1 : -1;
	return (x->wording > y->wording) - (x->wording < y->wording);
}

static uint64_t hash_words(const char *s, size_t len)
{
	uint64_t h = 1469598103934665603u; /* FNV-1a, 64 bits */
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 1099511628211u;
	return h ^ (h >> 29);
}

static size_t sort_unique(uint64_t *list, size_t n)
{
	size_t kept = 0;
	if (n)
		qsort(list, n, sizeof *list, compare_hashes);
	for (size_t i = 0; i < n; i++)
		if (!kept || list[kept - 1] != list[i])
			list[kept++] = list[i];
	return kept;
}

static void shingle(struct checking *c, struct shingled *s)
{
	const char *text = fold_text(c->a, s->v->text);
	size_t len = strlen(text), words = 0;
	size_t *starts = arena_array(c->a, len / 2 + 2, sizeof *starts);
	for (size_t i = 0; i < len; i++)
		if (text[i] != ' ' && (i == 0 || text[i - 1] == ' '))
			starts[words++] = i;
	starts[words] = len + 1;
	if (words < WORDS_MIN)
		return;
	uint64_t *hashes = arena_array(c->a, words, sizeof *hashes);
	size_t n = 0;
	for (size_t i = 0; i + SHINGLE_WORDS <= words; i++)
		hashes[n++] =
			hash_words(text + starts[i], starts[i + SHINGLE_WORDS] - 1 - starts[i]);
	s->n = sort_unique(hashes, n);
	s->hashes = hashes;
}

static bool alike(const struct shingled *a, const struct shingled *b)
{
	size_t both = 0, i = 0, j = 0;
	while (i < a->n && j < b->n) {
		both += a->hashes[i] == b->hashes[j];
		bool first = a->hashes[i] <= b->hashes[j], second = b->hashes[j] <= a->hashes[i];
		i += first;
		j += second;
	}
	return both * 100 >= (a->n + b->n - both) * ALIKE_PERCENT;
}

static void gather_wordings(struct checking *c, struct vec *wordings)
{
	for (size_t i = 0; i < c->entries.n; i++) {
		const struct check_entry *e = entry_at(c, i);
		for (size_t k = 0; counts(e) && k < e->t->nvariants; k++) {
			struct shingled s = {.e = e, .v = &e->t->variants[k]};
			shingle(c, &s);
			if (s.n)
				*(struct shingled *)vec_push(wordings) = s;
		}
	}
}

static void told(struct checking *c, const struct shingled *a, const struct shingled *b)
{
	const struct shingled *later = a->e->order > b->e->order ? a : b;
	const struct shingled *other = later == a ? b : a;
	if (!later->e->file->checked) {
		const struct shingled *swap = later;
		later = other;
		other = swap;
	}
	if (!later->e->file->checked)
		return;
	const struct yaml_node *text = yaml_get(later->e->node, "text");
	const struct yaml_node *in = yaml_get(text, later->v->language);
	check_add(c, later->e->file, RULE_DUPLICATE_TEXT, in ? in : text, NULL,
		"keep one of them, or put it in with {>…}", "says nearly the same as %s",
		other->e->t->id);
}

/* Holds the wordings of one bucket against each other; of each text one likeness is told. */
static void check_bucket(struct checking *c, const struct vec *wordings, const struct vec *rows,
	size_t from, size_t to, bool *said)
{
	for (size_t i = from; i < to; i++)
		for (size_t j = i + 1; j < to && j < i + BUCKET_MAX; j++) {
			const struct shingled *a = vec_at(
				wordings, ((const struct bucket_row *)vec_at(rows, i))->wording);
			const struct shingled *b = vec_at(
				wordings, ((const struct bucket_row *)vec_at(rows, j))->wording);
			size_t later = a->e->order > b->e->order ? a->e->order : b->e->order;
			if (said[later] || strcmp(a->e->t->id, b->e->t->id) == 0 ||
				strcmp(a->v->language, b->v->language) != 0 || !alike(a, b))
				continue;
			said[later] = true;
			told(c, a, b);
		}
}

static void check_alike(struct checking *c)
{
	struct vec wordings = {.size = sizeof(struct shingled)};
	struct vec rows = {.size = sizeof(struct bucket_row)};
	bool *said = arena_array(c->a, c->entries.n + 1, sizeof *said);
	gather_wordings(c, &wordings);
	for (size_t i = 0; i < wordings.n; i++) {
		const struct shingled *s = vec_at(&wordings, i);
		for (size_t k = 0; k < s->n && k < SKETCH; k++)
			*(struct bucket_row *)vec_push(&rows) =
				(struct bucket_row){s->hashes[k], i};
	}
	if (rows.n)
		qsort(rows.data, rows.n, sizeof(struct bucket_row), compare_rows);
	for (size_t from = 0, to; from < rows.n; from = to) {
		uint64_t hash = ((const struct bucket_row *)vec_at(&rows, from))->hash;
		for (to = from; to < rows.n &&
			((const struct bucket_row *)vec_at(&rows, to))->hash == hash;)
			to++;
		check_bucket(c, &wordings, &rows, from, to, said);
	}
	vec_fini(&wordings);
	vec_fini(&rows);
}

void check_across(struct checking *c)
{
	check_ids(c);
	check_shorts(c);
	check_titles(c);
	check_alike(c);
}
