/* change_undo.c - taking a set back, by what its rows say and nothing else.
 *
 * The rows of a set are taken in reverse, all fields of one row of a table at a time: a row that
 * was added goes, one that was dropped comes back under its old id, one that was changed gets its
 * old values. Before anything is written the row must still hold what the set left there; if not,
 * somebody built on it, and the person is told who and what. An undo is a set of its own, so it
 * stays in the record and can itself be taken back (redo).
 *
 * Whoever has gone on to the next caller cannot get the last one back into hand, but what was written
 * about them can still be mended: then the rows of the hand are left as they are now, and
 * the rest of the set is taken back. */
#include "store/change_private.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/queue.h"

#include <string.h>

/* Consecutive rows of one set that are about one row of one table. */
struct span {
	enum entity_id entity;
	int64_t id;
	enum change_op op;
	const struct change_row *rows;
	size_t n;
};

static enum rc refuse_changed(struct store *s, const struct span *span, const char *field,
	struct arena *a, struct err *err)
{
	const struct entity *e = &entity_table[span->entity];
	struct change_info *last = NULL;
	size_t n = 0;
	const char *who = "";
	if (change_list(s, 0, e->table, span->id, 1, a, &last, &n, NULL) == RC_OK && n == 1 &&
		last->actor[0] != '\0')
		who = arena_printf(a, " by %s (%s)", last->actor, last->command);
	return err_set(err, RC_CONFLICT,
		_("This cannot be taken back: %s %lld%s%s was changed meanwhile%s. Nothing was "
		  "done."),
		_(e->noun), (long long)span->id, field != NULL ? ", " : "",
		field != NULL ? field : "", who);
}

static enum rc refuse_erased(const struct span *span, struct err *err)
{
	return err_set(err, RC_CONFLICT,
		_("This cannot be taken back: what %s %lld said was erased. Nothing was done."),
		_(entity_table[span->entity].noun), (long long)span->id);
}

/* Who sits where with what in hand: true for a moment only. A place in a queue is, once it was taken. */
static bool is_of_hand(struct store *s, const struct span *span, struct arena *a)
{
	struct queue_item item;
	switch (span->entity) {
	case ENTITY_agent:
	case ENTITY_agent_state:
	case ENTITY_call:
	case ENTITY_parked: return true;
	case ENTITY_queue_item:
		return entity_get(s->db, ENTITY_queue_item, span->id, a, &item, NULL) == RC_OK &&
			item.taken_by != 0 && span->op == CHANGE_SAVE;
	default: return false;
	}
}

/* Puts one side of the span's rows into *row. RC_CONFLICT: erased. */
static enum rc span_apply(
	const struct span *span, bool old_side, void *row, struct arena *a, struct err *err)
{
	for (size_t i = 0; i < span->n; i++) {
		const struct change_row *r = &span->rows[i];
		const struct entity_field *field = entity_field(span->entity, r->field);
		if (r->digest != NULL && r->salt == NULL)
			return refuse_erased(span, err);
		if (field == NULL || field->nature == NATURE_secret)
			continue;
		if (!field_parse(field, old_side ? r->old : r->new, row, a))
			return err_set(err, RC_IO,
				_("The record of this change cannot be read: %s of %s %lld. "
				  "Nothing "
				  "was done."),
				r->field, _(entity_table[span->entity].noun), (long long)span->id);
	}
	return RC_OK;
}

static bool texts_equal(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The first field of now that is not as the span left it, NULL if all are. */
static const char *span_drift(const struct span *span, const void *now, struct arena *a)
{
	for (size_t i = 0; i < span->n; i++) {
		const struct change_row *r = &span->rows[i];
		const struct entity_field *field = entity_field(span->entity, r->field);
		if (field == NULL || field->nature == NATURE_secret)
			continue;
		if (!texts_equal(field_text(field, now, a), r->new))
			return r->field;
	}
	return NULL;
}

/* A row that was added is gone from the record's view only if nothing was filled in since. */
static const char *added_drift(const struct span *span, const void *now, struct arena *a)
{
	const char *drift = span_drift(span, now, a);
	const struct entity *e = &entity_table[span->entity];
	for (size_t i = 0; drift == NULL && i < e->n_fields; i++) {
		const struct entity_field *field = &e->fields[i];
		if (field->set == STMT_COUNT || field->nature == NATURE_secret)
			continue;
		bool told = false;
		for (size_t j = 0; j < span->n && !told; j++)
			told = strcmp(span->rows[j].field, field->name) == 0;
		const char *text = field_text(field, now, a);
		bool blank = text == NULL || (field->type != FIELD_text && strcmp(text, "0") == 0);
		if (!told && !blank)
			drift = field->name;
	}
	return drift;
}

static enum rc undo_add(struct store *s, const struct span *span, struct arena *a, struct err *err)
{
	union entity_row now;
	enum rc rc = entity_lock(s->db, span->entity, span->id, a, &now, err);
	if (rc == RC_NOTFOUND)
		return refuse_changed(s, span, NULL, a, err);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < span->n; i++) {
		if (span->rows[i].digest != NULL && span->rows[i].salt == NULL)
			return refuse_erased(span, err);
	}
	const char *drift = added_drift(span, &now, a);
	if (drift != NULL)
		return refuse_changed(s, span, drift, a, err);
	struct err drop = {0};
	rc = entity_drop(s, span->entity, &now, &drop);
	if (rc == RC_INVALID || rc == RC_CONFLICT)
		return err_set(err, RC_CONFLICT,
			_("This cannot be taken back: something was added to %s %lld meanwhile. "
			  "Nothing was done."),
			_(entity_table[span->entity].noun), (long long)span->id);
	if (rc != RC_OK && err != NULL)
		*err = drop;
	return rc;
}

static enum rc undo_drop(struct store *s, const struct span *span, struct arena *a, struct err *err)
{
	union entity_row row;
	memset(&row, 0, sizeof(row));
	row.id = span->id;
	enum rc rc = span_apply(span, true, &row, a, err);
	return rc == RC_OK ? entity_add(s, span->entity, &row, err) : rc;
}

static enum rc undo_save(struct store *s, const struct span *span, struct arena *a, struct err *err)
{
	union entity_row now;
	enum rc rc = entity_lock(s->db, span->entity, span->id, a, &now, err);
	if (rc == RC_NOTFOUND)
		return refuse_changed(s, span, NULL, a, err);
	if (rc != RC_OK)
		return rc;
	union entity_row back = now;
	rc = span_apply(span, true, &back, a, err);
	if (rc != RC_OK)
		return rc;
	const char *drift = span_drift(span, &now, a);
	if (drift != NULL)
		return refuse_changed(s, span, drift, a, err);
	return entity_save(s, span->entity, &now, &back, err);
}

static bool same_span(const struct change_row *a, const struct change_row *b)
{
	return a->row_id == b->row_id && strcmp(a->entity, b->entity) == 0 &&
		strcmp(a->op, b->op) == 0;
}

/* A row saved twice in one set names a field twice: then it is two spans. */
static bool names_again(const struct change_row *rows, size_t from, size_t to, size_t field)
{
	for (size_t i = from; i <= to; i++) {
		if (strcmp(rows[i].field, rows[field].field) == 0)
			return true;
	}
	return false;
}

static enum rc undo_span(struct store *s, const struct span *span, struct arena *a, struct err *err)
{
	switch (span->op) {
	case CHANGE_ADD: return undo_add(s, span, a, err);
	case CHANGE_SAVE: return undo_save(s, span, a, err);
	case CHANGE_DROP: return undo_drop(s, span, a, err);
	}
	return RC_OK;
}

/* How much of a set: all of it, or what is left when the hand has gone on. */
enum extent { WHOLE, BUT_THE_HAND };

/* *at_hand: the refusal was about a row of the hand. */
static enum rc undo_rows(struct store *s, const struct vec *rows, enum extent extent, bool *at_hand,
	struct arena *a, struct err *err)
{

	const struct change_row *all = rows->data;
	size_t end = rows->n;
	while (end > 0) {
		size_t start = end - 1;
		while (start > 0 && same_span(&all[start - 1], &all[end - 1]) &&
			!names_again(all, start, end - 1, start - 1))
			start--;
		struct span span = {.id = all[start].row_id, .rows = &all[start], .n = end - start};
		int op;
		if (!entity_parse(all[start].entity, &span.entity) ||
			!word_parse(change_op_words, all[start].op, &op))
			return err_set(err, RC_INVALID,
				_("This was done by a newer carrel and can only be taken back "
				  "there."));
		span.op = (enum change_op)op;
		end = start;
		*at_hand = is_of_hand(s, &span, a);
		if (*at_hand && extent == BUT_THE_HAND)
			continue;
		enum rc rc = undo_span(s, &span, a, err);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

static bool wrote_contact(const struct vec *rows)
{
	const struct change_row *all = rows->data;
	for (size_t i = 0; i < rows->n; i++)
		if (strcmp(all[i].entity, entity_table[ENTITY_contact].table) == 0)
			return true;
	return false;
}

/* Takes back one set inside the open one. */
static enum rc take_back(struct store *s, int64_t seq, bool redo, enum extent extent, bool *at_hand,
	struct arena *a, struct change_info *done, struct err *err)
{
	*at_hand = false;
	enum rc rc = change_info_get(s, seq, a, done, err);
	if (rc != RC_OK)
		return rc;
	if (done->undone_by != 0)
		return err_set(err, RC_CONFLICT, _("This was already taken back (change %lld)."),
			(long long)done->undone_by);
	if (done->final)
		return err_set(err, RC_INVALID, _("\"%s\" cannot be taken back."), done->command);
	if (!redo && done->undoes != 0)
		return err_set(err, RC_INVALID,
			_("This is itself an undo. Redo brings the act back, undo takes it away "
			  "again."));
	struct vec rows = {.size = sizeof(struct change_row)};
	rc = change_rows_spread(s, seq, a, &rows, err);
	if (rc == RC_OK && extent == BUT_THE_HAND && !wrote_contact(&rows))
		rc = err_set(err, RC_CONFLICT,
			_("This cannot be taken back any more: you have gone on since. Nothing was "
			  "done."));
	if (rc == RC_OK)
		rc = undo_rows(s, &rows, extent, at_hand, a, err);
	vec_fini(&rows);
	if (rc != RC_OK)
		return rc;
	s->change->undoes = seq;
	change_set_object(s, done->object);
	return RC_OK;
}

static enum rc newest(
	struct store *s, enum stmt_id stmt, const char *nothing, int64_t *seq, struct err *err)
{
	enum rc rc = stmt_one_int(s->db, stmt, seq, err, db_int(s->actor_id));
	return rc == RC_NOTFOUND ? err_set(err, RC_NOTFOUND, "%s", nothing) : rc;
}

static enum rc undo_as_far(struct store *store, int64_t seq, enum extent extent, bool *at_hand,
	struct arena *a, struct change_info *done, struct err *err)
{
	*at_hand = false;
	enum rc rc = change_begin(store, "undo", NULL, err);
	if (rc != RC_OK)
		return rc;
	if (seq == 0)
		rc = newest(store, STMT_UNDO_NEWEST, _("There is nothing to undo."), &seq, err);
	if (rc == RC_OK)
		rc = take_back(store, seq, false, extent, at_hand, a, done, err);
	return change_end(store, rc, err);
}

enum rc change_undo(struct store *store, int64_t seq, struct arena *a, struct change_info *done,
	struct err *err)
{
	bool at_hand;
	enum rc rc = undo_as_far(store, seq, WHOLE, &at_hand, a, done, err);
	if (rc == RC_CONFLICT && at_hand)
		rc = undo_as_far(store, seq, BUT_THE_HAND, &at_hand, a, done, err);
	return rc;
}

enum rc change_redo(struct store *store, struct arena *a, struct change_info *done, struct err *err)
{
	int64_t seq = 0;
	enum rc rc = change_begin(store, "redo", NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = newest(store, STMT_REDO_NEWEST, _("There is nothing to redo."), &seq, err);
	bool at_hand;
	if (rc == RC_OK)
		rc = take_back(store, seq, true, WHOLE, &at_hand, a, done, err);
	if (rc == RC_OK) {
		/* What came back is the act, not the undo of it. */
		struct change_info act;
		rc = change_info_get(store, done->undoes, a, &act, err);
		if (rc == RC_OK)
			*done = act;
	}
	return change_end(store, rc, err);
}
