/* The index over all files; rebuilt only when some file changed. */
#include "conf/library_private.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "conf/library_read.h"
#include "conf/library_topics.h"

#include <stdlib.h>
#include <string.h>

struct candidate {
	const struct library_text *text;
	size_t source, order;
};

/* ---- order ---------------------------------------------------------------------------------- */

/* Who covers whom: the narrower scope, then the later source; of one source the earlier file. */
static int compare_cover(const struct candidate *x, const struct candidate *y)
{
	if (x->text->scope != y->text->scope)
		return x->text->scope > y->text->scope ? -1 : 1;
	if (x->source != y->source)
		return x->source > y->source ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static int compare_ids(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	int c = strcmp(x->text->id, y->text->id);
	return c ? c : compare_cover(x, y);
}

static int compare_shorts(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	int c = strcmp(x->text->short_name, y->text->short_name);
	return c ? c : compare_cover(x, y);
}

static int compare_rights(const void *a, const void *b)
{
	const struct library_right *x = *(const struct library_right *const *)a;
	const struct library_right *y = *(const struct library_right *const *)b;
	int c = strcmp(x->id, y->id);
	if (c)
		return c;
	if (x->scope != y->scope)
		return x->scope > y->scope ? -1 : 1;
	c = strcmp(x->file, y->file);
	return c ? c : (x->line > y->line) - (x->line < y->line);
}

/* ---- index ---------------------------------------------------------------------------------- */

static bool same_rank(const struct candidate *x, const struct candidate *y)
{
	return x->source == y->source && x->text->scope == y->text->scope;
}

/* Leaves in `all` the ones that are offered. */
static void index_ids(struct library *l, struct vec *all)
{
	if (all->n)
		qsort(all->data, all->n, sizeof(struct candidate), compare_ids);
	size_t kept = 0;
	struct candidate winner = {0};
	for (size_t i = 0; i < all->n; i++) {
		const struct candidate c = *(struct candidate *)vec_at(all, i);
		*(const struct library_text **)vec_push(&l->all) = c.text;
		if (winner.text && strcmp(winner.text->id, c.text->id) == 0) {
			if (same_rank(&winner, &c))
				problems_add(&l->index_problems, c.text->file, c.text->line, 1,
					c.text->id,
					_("another text has this id, %s line %d; that one is used"),
					winner.text->file, winner.text->line);
			continue;
		}
		winner = c;
		*(const struct library_text **)vec_push(&l->every) = c.text;
		if (c.text->inactive)
			continue;
		*(struct candidate *)vec_at(all, kept++) = c;
		*(const struct library_text **)vec_push(&l->index) = c.text;
	}
	all->n = kept;
}

static void index_shorts(struct library *l, struct vec *all)
{
	if (all->n)
		qsort(all->data, all->n, sizeof(struct candidate), compare_shorts);
	const struct candidate *winner = NULL;
	for (size_t i = 0; i < all->n; i++) {
		const struct candidate *c = vec_at(all, i);
		if (!*c->text->short_name)
			continue;
		if (winner && strcmp(winner->text->short_name, c->text->short_name) == 0) {
			if (same_rank(winner, c))
				problems_add(&l->index_problems, c->text->file, c->text->line, 1,
					c->text->id, _("the short name '%s' already stands for %s"),
					c->text->short_name, winner->text->id);
			continue;
		}
		winner = c;
		*(const struct library_text **)vec_push(&l->by_short) = c->text;
	}
}

static void index_rights(struct library *l)
{
	if (l->rights.n)
		qsort(l->rights.data, l->rights.n, sizeof(const struct library_right *),
			compare_rights);
	size_t kept = 0;
	for (size_t i = 0; i < l->rights.n; i++) {
		const struct library_right *r =
			*(const struct library_right **)vec_at(&l->rights, i);
		const struct library_right *winner =
			kept ? *(const struct library_right **)vec_at(&l->rights, kept - 1) : NULL;
		if (!winner || strcmp(winner->id, r->id) != 0)
			*(const struct library_right **)vec_at(&l->rights, kept++) = r;
		else if (winner->scope == r->scope)
			problems_add(&l->index_problems, r->file, r->line, 1, r->id,
				_("another right has this id, %s line %d; that one is used"),
				winner->file, winner->line);
	}
	l->rights.n = kept;
}

/* Texts are put into each other one level deep, so that nothing can go round in a circle. */
static void check_nest(
	struct library *l, const struct library_text *t, const struct library_nest *nest)
{
	const struct library_text *inner = library_by_id(l, nest->id);
	const char *wrong = NULL;
	if (strcmp(nest->id, t->id) == 0)
		wrong = "a text cannot put in itself";
	else if (!inner)
		wrong = "there is no such text to put in";
	else if (inner->nnests)
		wrong = "that text puts in another one itself; only one level is put in";
	if (wrong)
		problems_add(&l->nest_problems, t->file, nest->line, nest->column, t->id,
			"{>%s}: %s", nest->id, wrong);
}

static void check_nests(struct library *l)
{
	problems_fini(&l->nest_problems);
	problems_init(&l->nest_problems);
	for (size_t i = 0; i < l->index.n; i++) {
		const struct library_text *t = library_at(l, i);
		for (size_t k = 0; k < t->nnests; k++)
			check_nest(l, t, &t->nests[k]);
	}
}

static void rebuild(struct library *l)
{
	struct vec all = {.size = sizeof(struct candidate)};
	vec_clear(&l->all);
	vec_clear(&l->every);
	vec_clear(&l->index);
	vec_clear(&l->by_short);
	vec_clear(&l->rights);
	vec_clear(&l->topics);
	library_forget_folds(l);
	problems_fini(&l->index_problems);
	problems_init(&l->index_problems);
	for (size_t i = 0; i < filestack_count(&l->files); i++) {
		const struct filestack_file *f = filestack_at(&l->files, i);
		const struct library_file *file = f->content;
		for (size_t j = 0; file && j < file->n; j++)
			*(struct candidate *)vec_push(&all) = (struct candidate){
				.text = &file->texts[j], .source = f->source, .order = all.n};
		for (size_t j = 0; file && j < file->nrights; j++)
			*(const struct library_right **)vec_push(&l->rights) = &file->rights[j];
		for (size_t j = 0; file && j < file->ntopics; j++)
			*(struct topic_entry *)vec_push(&l->topics) =
				(struct topic_entry){.topic = &file->topics[j], .order = i};
	}
	index_ids(l, &all);
	index_shorts(l, &all);
	index_rights(l);
	library_index_topics(&l->topics);
	vec_fini(&all);
}

/* ---- public --------------------------------------------------------------------------------- */

static void *read_file(void *arg, const struct filestack_file *file, const char *text, size_t len,
	struct arena *a, struct problems *problems)
{
	(void)arg;
	return library_read(text, len, file->path, (enum library_scope)file->scope, a, problems);
}

struct library *library_new(void)
{
	struct library *l = xcalloc(1, sizeof *l);
	filestack_init(&l->files, read_file, NULL);
	l->all.size = l->every.size = l->index.size = l->by_short.size =
		sizeof(const struct library_text *);
	l->rights.size = sizeof(const struct library_right *);
	l->topics.size = sizeof(struct topic_entry);
	problems_init(&l->problems);
	problems_init(&l->index_problems);
	problems_init(&l->nest_problems);
	return l;
}

void library_free(struct library **library)
{
	struct library *l = *library;
	if (!l)
		return;
	library_forget_folds(l);
	filestack_fini(&l->files);
	vec_fini(&l->all);
	vec_fini(&l->every);
	vec_fini(&l->index);
	vec_fini(&l->by_short);
	vec_fini(&l->rights);
	vec_fini(&l->topics);
	problems_fini(&l->problems);
	problems_fini(&l->index_problems);
	problems_fini(&l->nest_problems);
	free(l);
	*library = NULL;
}

void library_add_source(struct library *l, const char *path)
{
	filestack_add(&l->files, path, LIBRARY_SHARED);
}

void library_add_scoped(struct library *l, const char *path, enum library_scope scope)
{
	if (scope == LIBRARY_PERSONAL)
		filestack_add_optional(&l->files, path, (int)scope);
	else
		filestack_add(&l->files, path, (int)scope);
}

void library_add_memory(struct library *l, const char *name, const char *text, size_t len)
{
	filestack_add_memory(&l->files, name, text, len, LIBRARY_SHARED);
}

bool library_refresh_some(struct library *l, size_t files, bool *more)
{
	bool changed = filestack_refresh(&l->files, files, more);
	l->index_due |= changed;
	/* Until all was read once nobody asks, and an index made for every few files would take longer
	 * with each; afterwards it must not point to texts that are no more. */
	if (l->index_due && (l->whole || !*more)) {
		rebuild(l);
		l->index_due = false;
	}
	l->whole |= !*more;
	l->nests_due |= changed;
	l->changes += changed;
	if (l->nests_due && !*more) { /* what is put in may stand in a file that waits */
		check_nests(l);
		l->nests_due = false;
	}
	problems_fini(&l->problems);
	problems_init(&l->problems);
	filestack_problems(&l->files, &l->problems);
	problems_append(&l->problems, &l->index_problems);
	problems_append(&l->problems, &l->nest_problems);
	return changed;
}

bool library_refresh(struct library *l)
{
	bool more;
	return library_refresh_some(l, SIZE_MAX, &more);
}

unsigned long library_changes(const struct library *l)
{
	return l->changes;
}

const struct problems *library_problems(const struct library *l)
{
	return &l->problems;
}

size_t library_stale_files(const struct library *l, struct arena *a, const char *const **paths)
{
	return filestack_stale(&l->files, a, paths);
}

size_t library_count(const struct library *l)
{
	return l->index.n;
}

const struct library_text *library_at(const struct library *l, size_t i)
{
	return *(const struct library_text **)vec_at(&l->index, i);
}

size_t library_every_count(const struct library *l)
{
	return l->every.n;
}

const struct library_text *library_every_at(const struct library *l, size_t i)
{
	return *(const struct library_text **)vec_at(&l->every, i);
}

static const char *id_of(const void *element)
{
	return (*(const struct library_text *const *)element)->id;
}

static const char *short_of(const void *element)
{
	return (*(const struct library_text *const *)element)->short_name;
}

static const char *right_id_of(const void *element)
{
	return (*(const struct library_right *const *)element)->id;
}

/* The first element of a sorted list with that key, or its end. */
static size_t first_of(const struct vec *list, const char *key, const char *(*key_of)(const void *))
{
	size_t low = 0, high = list->n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (strcmp(key_of(vec_at(list, mid)), key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < list->n && strcmp(key_of(vec_at(list, low)), key) == 0 ? low : list->n;
}

const struct library_text *library_by_id(const struct library *l, const char *id)
{
	size_t at = first_of(&l->index, id, id_of);
	return at < l->index.n ? library_at(l, at) : NULL;
}

const struct library_text *library_by_short(const struct library *l, const char *short_name)
{
	size_t at = first_of(&l->by_short, short_name, short_of);
	return at < l->by_short.n ? *(const struct library_text **)vec_at(&l->by_short, at) : NULL;
}

const struct library_text *library_covered(const struct library *l, const struct library_text *t)
{
	bool found = false;
	for (size_t i = first_of(&l->all, t->id, id_of); i < l->all.n; i++) {
		const struct library_text *other =
			*(const struct library_text **)vec_at(&l->all, i);
		if (strcmp(other->id, t->id) != 0)
			break;
		if (found)
			return other;
		found = other == t;
	}
	return NULL;
}

size_t library_right_count(const struct library *l)
{
	return l->rights.n;
}

const struct library_right *library_right_at(const struct library *l, size_t i)
{
	return *(const struct library_right **)vec_at(&l->rights, i);
}

const struct library_right *library_right(const struct library *l, const char *id)
{
	size_t at = first_of(&l->rights, id, right_id_of);
	return at < l->rights.n ? library_right_at(l, at) : NULL;
}
