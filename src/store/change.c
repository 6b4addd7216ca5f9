/* change.c - opening, joining and ending a change set.
 *
 * A set and a write transaction are the same thing: rows of the aggregates are written at once,
 * what was changed is kept in memory, and the set's own rows go out just before COMMIT. Nothing can
 * be committed without its record, and a set in which nothing changed leaves no row. */
#include "store/change_private.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { PORTION = 256 };

const struct word change_op_words[] = {
	{CHANGE_ADD, "add", "Added"},
	{CHANGE_SAVE, "save", "Changed"},
	{CHANGE_DROP, "drop", "Taken away"},
	{0, NULL, NULL},
};

static void set_free(struct change_set **set)
{
	struct change_set *c = *set;
	*set = NULL;
	if (c == NULL)
		return;
	arena_free(&c->arena);
	vec_fini(&c->records);
	vec_fini(&c->words);
	vec_fini(&c->counts);
	vec_fini(&c->marks);
	strbuf_fini(&c->plain);
	strbuf_fini(&c->personal);
	free(c->command);
	free(c->object);
	free(c->reason);
	free(c);
}

static void mark(struct change_set *set)
{
	*(size_t *)vec_push(&set->marks) = set->records.n;
	set->depth++;
}

static void unmark(struct change_set *set)
{
	vec_remove(&set->marks, set->marks.n - 1);
	set->depth--;
}

enum rc change_begin(struct store *store, const char *command, const char *object, struct err *err)
{
	if (store->change != NULL) {
		mark(store->change);
		return RC_OK;
	}
	enum rc rc = db_begin(store->db, DB_WRITE, err);
	if (rc != RC_OK)
		return rc;
	struct change_set *set = xcalloc(1, sizeof(*set));
	set->arena = arena_new();
	set->records.size = sizeof(struct change_record);
	set->words.size = sizeof(struct words_change);
	set->counts.size = sizeof(struct text_tally);
	set->marks.size = sizeof(size_t);
	strbuf_init(&set->plain);
	strbuf_init(&set->personal);
	set->command = xstrdup(command);
	set->object = object != NULL ? xstrdup(object) : NULL;
	store->change = set;
	mark(set);
	return RC_OK;
}

static enum rc write_words(struct store *s, struct err *err)
{
	struct vec *all = &s->change->words;
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < all->n; i++) {
		const struct words_change *w = vec_at(all, i);
		struct db_value id = db_int(w->id);
		if (w->forget != NULL)
			rc = stmt_run(s->db,
				w->of_case ? STMT_CASE_WORDS_DROP : STMT_CONTACT_WORDS_DROP, err,
				id, db_text(w->forget));
		if (rc == RC_OK && w->learn != NULL)
			rc = stmt_run(s->db,
				w->of_case ? STMT_CASE_WORDS_ADD : STMT_CONTACT_WORDS_ADD, err, id,
				db_text(w->learn));
	}
	vec_clear(all);
	return rc;
}

enum rc change_note_words(struct store *s, struct words_change words, struct err *err)
{
	struct vec *all = &s->change->words;
	*(struct words_change *)vec_push(all) = words;
	return all->n >= PORTION ? write_words(s, err) : RC_OK;
}

static int by_text(const void *a, const void *b)
{
	const struct text_tally *x = a, *y = b;
	return strcmp(x->text_id, y->text_id);
}

static enum rc write_counts(struct store *s, struct err *err)
{
	struct vec *all = &s->change->counts;
	enum rc rc = RC_OK;
	if (all->n > 1)
		qsort(all->data, all->n, all->size, by_text);
	for (size_t i = 0; rc == RC_OK && i < all->n; i++) {
		const struct text_tally *t = vec_at(all, i);
		if (t->uses != 0)
			rc = stmt_run(s->db, STMT_TEXT_COUNT_ADD, err, db_text(t->text_id),
				db_int(t->uses), db_int(t->last_at));
	}
	vec_clear(all);
	return rc;
}

enum rc change_note_use(
	struct store *s, const char *text_id, int64_t uses, int64_t at, struct err *err)
{
	struct vec *all = &s->change->counts;
	for (size_t i = 0; i < all->n; i++) {
		struct text_tally *t = vec_at(all, i);
		if (strcmp(t->text_id, text_id) != 0)
			continue;
		t->uses += uses;
		t->last_at = at > t->last_at ? at : t->last_at;
		return RC_OK;
	}
	*(struct text_tally *)vec_push(all) = (struct text_tally){
		.text_id = arena_strdup(s->change->arena, text_id), .uses = uses, .last_at = at};
	return all->n >= PORTION ? write_counts(s, err) : RC_OK;
}

enum rc change_commit(struct store *store, int64_t *seq, struct err *err)
{
	int64_t unused;
	if (seq == NULL)
		seq = &unused;
	*seq = 0;
	struct change_set *set = store->change;
	if (set == NULL)
		return err_set(err, RC_CONFLICT,
			_("Nothing was saved: an earlier step of the same act had failed. Try it "
			  "again."));
	if (set->depth > 1) {
		unmark(set);
		return RC_OK;
	}
	if (set->spoilt) {
		change_rollback(store);
		return err_set(err, RC_CONFLICT,
			_("Nothing was saved: a step of the act had failed half-way. Try it "
			  "again."));
	}
	struct change_key key = {0};
	enum rc rc = set->records.n > 0 ? chain_write(store, set, &key, err) : RC_OK;
	if (rc == RC_OK)
		rc = write_words(store, err);
	if (rc == RC_OK)
		rc = write_counts(store, err);
	if (rc != RC_OK) {
		change_rollback(store);
		return rc;
	}
	set_free(&store->change);
	rc = db_commit(store->db, err);
	if (rc == RC_UNKNOWN && key.seq != 0)
		rc = change_settle(store, &key, err);
	if (rc == RC_OK)
		*seq = key.seq;
	return rc;
}

void change_rollback(struct store *store)
{
	if (store->change == NULL)
		return;
	set_free(&store->change);
	db_rollback(store->db);
}

enum rc change_end(struct store *s, enum rc rc, struct err *err)
{
	struct change_set *set = s->change;
	if (rc == RC_OK)
		return change_commit(s, NULL, err);
	if (set == NULL)
		return rc;
	if (set->depth == 1) {
		change_rollback(s);
		return rc;
	}
	size_t before = *(size_t *)vec_at(&set->marks, set->marks.n - 1);
	if (set->records.n > before)
		set->spoilt = true;
	unmark(set);
	return rc;
}

void change_forget(struct store *store)
{
	set_free(&store->change);
}

void change_set_reason(struct store *store, const char *reason)
{
	struct change_set *set = store->change;
	assert(set != NULL);
	free(set->reason);
	set->reason = reason != NULL ? xstrdup(reason) : NULL;
}

void change_set_object(struct store *s, const char *object)
{
	struct change_set *set = s->change;
	assert(set != NULL);
	if (set->object == NULL && object != NULL)
		set->object = xstrdup(object);
}

void change_set_final(struct store *store)
{
	assert(store->change != NULL);
	store->change->final = true;
}

struct arena *change_arena(struct store *s)
{
	assert(s->change != NULL);
	return s->change->arena;
}

void change_note(struct store *s, enum entity_id entity, int64_t id, enum change_op op,
	const struct entity_field *field, const char *old, const char *new)
{
	struct change_record *record = vec_push(&s->change->records);
	*record = (struct change_record){
		.entity = entity, .row_id = id, .op = op, .field = field, .old = old, .new = new};
}
