/* Files are read by the stack (filestack.h); here they become one index by id, in which a later
 * source covers an earlier one. */
#include "carrel/kb.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "conf/kb_private.h"

#include <stdlib.h>
#include <string.h>

const char *const kb_kind_names[] = {
	[KB_FAQ] = "faq",
	[KB_GUIDE] = "guide",
	[KB_WHITE_PAPER] = "white_paper",
	[KB_CASE_STUDY] = "case_study",
	[KB_PROCEDURE] = "procedure",
	[KB_PROCEDURE + 1] = NULL,
};
const char *const kb_audience_names[] = {
	[KB_PUBLIC] = "public",
	[KB_INTERNAL] = "internal",
	[KB_TEAM] = "team",
	[KB_TEAM + 1] = NULL,
};

const char *kb_kind_title(enum kb_kind kind)
{
	static const char *const titles[] = {
		[KB_FAQ] = N_("Question"),
		[KB_GUIDE] = N_("Guide"),
		[KB_WHITE_PAPER] = N_("White paper"),
		[KB_CASE_STUDY] = N_("Case study"),
		[KB_PROCEDURE] = N_("Procedure"),
	};
	return _(titles[kind]);
}

/* ---- index ---------------------------------------------------------------------------------- */

struct candidate {
	const struct kb_article *article;
	size_t source, order;
};

/* By id; of one id the later source first, of one source the earlier file first. */
static int by_id(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	int c = strcmp(x->article->id, y->article->id);
	if (c)
		return c;
	if (x->source != y->source)
		return x->source > y->source ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static void index_candidates(struct kb *kb, struct vec *all)
{
	const struct candidate *winner = NULL;
	if (all->n)
		qsort(all->data, all->n, sizeof(struct candidate), by_id);
	for (size_t i = 0; i < all->n; i++) {
		const struct candidate *c = vec_at(all, i);
		if (winner && strcmp(winner->article->id, c->article->id) == 0) {
			if (winner->source == c->source)
				problems_add(&kb->index_problems, c->article->file,
					c->article->line, 1, c->article->id,
					_("another article has this id, %s line %d; that one is "
					  "used"),
					winner->article->file, winner->article->line);
			continue;
		}
		winner = c;
		*(const struct kb_article **)vec_push(&kb->index) = c->article;
	}
}

static void rebuild(struct kb *kb)
{
	struct vec all = {.size = sizeof(struct candidate)};
	vec_clear(&kb->index);
	kb_forget_searches(kb);
	kb->changes++;
	problems_fini(&kb->index_problems);
	problems_init(&kb->index_problems);
	for (size_t i = 0; i < filestack_count(&kb->files); i++) {
		const struct filestack_file *f = filestack_at(&kb->files, i);
		const struct kb_file *content = f->content;
		for (size_t j = 0; content && j < content->n; j++)
			*(struct candidate *)vec_push(&all) =
				(struct candidate){&content->articles[j], f->source, all.n};
	}
	index_candidates(kb, &all);
	vec_fini(&all);
}

/* ---- public --------------------------------------------------------------------------------- */

static void *read_file(void *arg, const struct filestack_file *file, const char *text, size_t len,
	struct arena *a, struct problems *problems)
{
	(void)arg;
	return kb_read(text, len, file->path, a, problems);
}

struct kb *kb_new(void)
{
	struct kb *kb = xcalloc(1, sizeof *kb);
	filestack_init(&kb->files, read_file, NULL);
	kb->index.size = sizeof(const struct kb_article *);
	problems_init(&kb->problems);
	problems_init(&kb->index_problems);
	return kb;
}

void kb_free(struct kb **out)
{
	struct kb *kb = *out;
	if (!kb)
		return;
	kb_forget_searches(kb);
	filestack_fini(&kb->files);
	vec_fini(&kb->index);
	problems_fini(&kb->problems);
	problems_fini(&kb->index_problems);
	free(kb);
	*out = NULL;
}

void kb_add_source(struct kb *kb, const char *path)
{
	filestack_add(&kb->files, path, 0);
}

void kb_add_memory(struct kb *kb, const char *name, const char *text, size_t len)
{
	filestack_add_memory(&kb->files, name, text, len, 0);
}

bool kb_refresh(struct kb *kb)
{
	bool more, changed = filestack_refresh(&kb->files, SIZE_MAX, &more);
	if (changed)
		rebuild(kb);
	problems_fini(&kb->problems);
	problems_init(&kb->problems);
	filestack_problems(&kb->files, &kb->problems);
	problems_append(&kb->problems, &kb->index_problems);
	return changed;
}

unsigned long kb_changes(const struct kb *kb)
{
	return kb->changes;
}

const struct problems *kb_problems(const struct kb *kb)
{
	return &kb->problems;
}

size_t kb_count(const struct kb *kb)
{
	return kb->index.n;
}

const struct kb_article *kb_at(const struct kb *kb, size_t i)
{
	return *(const struct kb_article **)vec_at(&kb->index, i);
}

const struct kb_article *kb_by_id(const struct kb *kb, const char *id)
{
	size_t low = 0, high = kb->index.n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = strcmp(kb_at(kb, mid)->id, id);
		if (c == 0)
			return kb_at(kb, mid);
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static bool in_team(const struct kb_article *article, const struct kb_reader *reader)
{
	for (size_t i = 0; i < reader->nteams; i++)
		if (strcmp(reader->teams[i], article->team) == 0)
			return true;
	return false;
}

bool kb_visible(const struct kb_article *article, const struct kb_reader *reader)
{
	if (!reader)
		return true;
	if (reader->public_only)
		return article->audience == KB_PUBLIC && !article->draft;
	if (reader->lead)
		return true;
	if (article->draft &&
		(!reader->login || !*article->author ||
			strcmp(reader->login, article->author) != 0))
		return false;
	return article->audience != KB_TEAM || in_team(article, reader);
}
