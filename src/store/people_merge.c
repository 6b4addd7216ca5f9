/* people_merge.c - two who are one, and two again.
 *
 * A merge writes nothing but ordinary rows: customer_id of what moves, blanks of the one who stays,
 * merged_into of the one who goes. So the change set of the merge is all that an un-merge needs, and undo
 * needs no word about merges. */
#include "carrel/store_people.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "store/change_private.h"
#include "store/entity.h"
#include "store/people.h"

#include <string.h>

struct move {
	enum entity_id entity;
	enum stmt_id ids;
	const char *field;
};

/* clang-format off */
static const struct move moves[] = {
	{ENTITY_identity,       STMT_MERGE_identity, "customer_id"},
	{ENTITY_casefile,       STMT_MERGE_casefile, "customer_id"},
	{ENTITY_contact,        STMT_MERGE_contact, "customer_id"},
	{ENTITY_call,           STMT_MERGE_call, "customer_id"},
	{ENTITY_reference_item, STMT_MERGE_reference_item, "customer_id"},
	{ENTITY_queue_item,     STMT_MERGE_queue_item, "customer_id"},
	{ENTITY_follow_up,      STMT_MERGE_follow_up, "customer_id"},
	{ENTITY_outbox,         STMT_MERGE_outbox, "customer_id"},
	{ENTITY_customer,       STMT_MERGE_people, "company_id"},
};
/* clang-format on */

static int64_t *owner_of(const struct move *move, union entity_row *row)
{
	return (int64_t *)(void *)((char *)row + entity_field(move->entity, move->field)->offset);
}

/* A number that both had is kept once; the row that goes comes back with the un-merge. */
static enum rc is_double(
	struct store *s, const struct identity *id, int64_t into, bool *is, struct err *err)
{
	int64_t one;
	enum rc rc = stmt_one_int(s->db, STMT_IDENTITY_SAME, &one, err, db_int(into),
		db_text(word_id(identity_kind_words, (int)id->kind)), db_text(id->value));
	*is = rc == RC_OK;
	return rc == RC_NOTFOUND ? RC_OK : rc;
}

/* Who stays keeps their own main number; without one the moved stays main. */
static enum rc keep_main(struct store *s, struct identity *id, struct err *err)
{
	int64_t one;
	enum rc rc = stmt_one_int(s->db, STMT_IDENTITY_MAIN, &one, err, db_int(id->customer_id),
		db_text(word_id(identity_kind_words, (int)id->kind)));
	id->main &= rc != RC_OK;
	return rc == RC_NOTFOUND ? RC_OK : rc;
}

static enum rc move_row(
	struct store *s, const struct move *move, int64_t row_id, int64_t into, struct err *err)
{
	enum entity_id entity = move->entity;
	union entity_row before;
	enum rc rc = entity_lock(s->db, entity, row_id, change_arena(s), &before, err);
	if (rc != RC_OK)
		return rc;
	union entity_row after = before;
	*owner_of(move, &after) = into;
	if (entity == ENTITY_identity) {
		bool there;
		rc = is_double(s, &before.identity, into, &there, err);
		if (rc != RC_OK || there)
			return rc == RC_OK ? entity_drop(s, entity, &before, err) : rc;
		rc = keep_main(s, &after.identity, err);
		if (rc != RC_OK)
			return rc;
	}
	return entity_save(s, entity, &before, &after, err);
}

static enum rc move_all(struct store *s, const struct move *move, int64_t id, int64_t into,
	int64_t *moved, struct err *err)
{
	struct vec ids = {.size = sizeof(int64_t)};
	struct query q = stmt_query(s->db, move->ids, db_int(id));
	while (stmt_next(&q))
		*(int64_t *)vec_push(&ids) = stmt_int(&q, 0);
	enum rc rc = stmt_close(&q, err);
	for (size_t i = 0; rc == RC_OK && i < ids.n; i++) {
		rc = move_row(s, move, *(int64_t *)vec_at(&ids, i), into, err);
		*moved += rc == RC_OK;
	}
	vec_fini(&ids);
	return rc;
}

static void take(const char **known, const char *other)
{
	if (*known == NULL || **known == '\0')
		*known = other;
}

/* What the one who stays did not know, and every caution of either. */
static void take_over(struct customer *into, const struct customer *from)
{
	take(&into->language, from->language);
	take(&into->tags, from->tags);
	take(&into->loyalty, from->loyalty);
	take(&into->address, from->address);
	take(&into->alert, from->alert);
	take(&into->born, from->born);
	take(&into->postcode, from->postcode);
	into->vip |= from->vip;
	into->vulnerable |= from->vulnerable;
	if (into->standing == STANDING_PROSPECT)
		into->standing = from->standing;
	if (into->company_id == 0 && into->kind == CUSTOMER_PERSON)
		into->company_id = from->company_id;
	if (from->created_at != 0 && from->created_at < into->created_at)
		into->created_at = from->created_at;
}

static enum rc refuse_stub(const struct customer *c, struct err *err)
{
	return err_set(err, RC_INVALID,
		_("Customer %lld was merged into %lld already. Name %lld instead, or unmerge "
		  "%lld."),
		(long long)c->id, (long long)c->merged_into, (long long)c->merged_into,
		(long long)c->id);
}

/* Its people would belong to a person; the other way round nothing is in the way. */
static enum rc refuse_company(
	struct store *s, const struct customer *from, const struct customer *to, struct err *err)
{
	size_t people = 0;
	if (from->kind != CUSTOMER_COMPANY || to->kind == CUSTOMER_COMPANY)
		return RC_OK;
	enum rc rc = people_of_company(s->db, from->id, &people, err);
	if (rc == RC_OK && people > 0)
		return err_set(err, RC_INVALID,
			_("%s is a company with people of its own: merge %s into it instead."),
			from->name, to->name);
	return rc;
}

/* Always in the order of their ids, so that two merges crosswise do not wait for each other. */
static enum rc lock_both(struct store *s, int64_t id, int64_t into, struct customer *from,
	struct customer *to, struct err *err)
{
	struct arena *a = change_arena(s);
	bool straight = id < into;
	enum rc rc = entity_lock(
		s->db, ENTITY_customer, straight ? id : into, a, straight ? from : to, err);
	return rc == RC_OK ? entity_lock(s->db, ENTITY_customer, straight ? into : id, a,
				     straight ? to : from, err)
			   : rc;
}

static enum rc merge(struct store *s, int64_t id, int64_t into, int64_t *moved, struct err *err)
{
	struct customer from, to;
	if (id == into)
		return err_set(
			err, RC_INVALID, _("That is the same customer twice: name the other one."));
	enum rc rc = lock_both(s, id, into, &from, &to, err);
	if (rc != RC_OK)
		return rc;
	if (from.merged_into != 0 || to.merged_into != 0)
		return refuse_stub(from.merged_into != 0 ? &from : &to, err);
	rc = refuse_company(s, &from, &to, err);
	for (size_t i = 0; rc == RC_OK && i < sizeof(moves) / sizeof(moves[0]); i++)
		rc = move_all(s, &moves[i], id, into, moved, err);
	struct customer kept = to, stub = from;
	take_over(&kept, &from);
	stub.merged_into = into;
	if (rc == RC_OK)
		rc = entity_save(s, ENTITY_customer, &to, &kept, err);
	if (rc == RC_OK)
		rc = entity_save(s, ENTITY_customer, &from, &stub, err);
	return rc;
}

static const char *object_of(struct store *s, int64_t id, int64_t into)
{
	return arena_printf(change_arena(s), "%lld %lld", (long long)id, (long long)into);
}

enum rc store_customer_merge(
	struct store *s, int64_t id, int64_t into, int64_t *moved, struct err *err)
{
	*moved = 0;
	enum rc rc = change_begin(s, "merge", NULL, err);
	if (rc != RC_OK)
		return rc;
	change_set_object(s, object_of(s, id, into));
	return change_end(s, merge(s, id, into, moved, err), err);
}

/* ---- two again ---- */

/* The set that made the stub: the newest that set merged_into to what it is. */
static enum rc merge_set(
	struct store *s, const struct customer *stub, int64_t *seq, struct err *err)
{
	enum { LOOKED_AT = 100 };
	struct arena *a = change_arena(s);
	struct change_info *sets;
	size_t n;
	enum rc rc = change_list(s, 0, "customer", stub->id, LOOKED_AT, a, &sets, &n, err);
	*seq = 0;
	for (size_t i = 0; rc == RC_OK && *seq == 0 && i < n; i++) {
		struct vec rows = {.size = sizeof(struct change_row)};
		rc = change_rows_spread(s, sets[i].seq, a, &rows, err);
		for (size_t k = 0; rc == RC_OK && k < rows.n; k++) {
			const struct change_row *r = vec_at(&rows, k);
			bool made = strcmp(r->entity, "customer") == 0 && r->row_id == stub->id &&
				strcmp(r->field, "merged_into") == 0 && r->new != NULL;
			if (made)
				*seq = sets[i].seq;
		}
		vec_fini(&rows);
	}
	if (rc == RC_OK && *seq == 0)
		return err_set(err, RC_NOTFOUND,
			_("The record of how customer %lld was merged is not there any more."),
			(long long)stub->id);
	return rc;
}

struct unmerge {
	struct store *s;
	struct arena *a;
	int64_t id, into;
	int64_t moved, kept;
};

/* The two themselves have a company too: that is no row that was moved. */
static bool was_moved(const struct unmerge *u, const struct change_row *r)
{
	if (strcmp(r->field, "company_id") == 0)
		return r->row_id != u->id && r->row_id != u->into;
	return strcmp(r->field, "customer_id") == 0;
}

/* One field of a row that is there: back to what it was, unless somebody changed it since. */
static enum rc give_back(
	struct unmerge *u, enum entity_id entity, const struct change_row *r, struct err *err)
{
	union entity_row now;
	const struct entity_field *field = entity_field(entity, r->field);
	enum rc rc = entity_lock(u->s->db, entity, r->row_id, u->a, &now, NULL);
	if (rc == RC_NOTFOUND || field == NULL) {
		u->kept++;
		return RC_OK;
	}
	if (rc != RC_OK)
		return err_set(err, rc, _("A row of the merge cannot be read. Nothing was done."));
	const char *text = field_text(field, &now, u->a);
	bool same = text == r->new || (text != NULL && r->new != NULL &&strcmp(text, r->new) == 0);
	union entity_row back = now;
	if (!same || !field_parse(field, r->old, &back, u->a)) {
		u->kept++;
		return RC_OK;
	}
	u->moved += was_moved(u, r);
	return entity_save(u->s, entity, &now, &back, err);
}

/* A number that both had: its row is made again, under its old id. rows[from] is the first field. */
static enum rc put_back(struct unmerge *u, enum entity_id entity, const struct vec *rows,
	size_t from, size_t to, struct err *err)
{
	union entity_row row;
	memset(&row, 0, sizeof(row));
	for (size_t i = from; i < to; i++) {
		const struct change_row *r = vec_at(rows, i);
		const struct entity_field *field = entity_field(entity, r->field);
		row.id = r->row_id;
		if (field != NULL && !field_parse(field, r->old, &row, u->a))
			return err_set(err, RC_IO,
				_("The record of this change cannot be read: %s of %s %lld. "
				  "Nothing "
				  "was done."),
				r->field, _(entity_table[entity].noun), (long long)r->row_id);
	}
	u->moved++;
	return entity_add(u->s, entity, &row, err);
}

static size_t same_row(const struct vec *rows, size_t from)
{
	const struct change_row *first = vec_at(rows, from);
	size_t to = from + 1;
	while (to < rows->n) {
		const struct change_row *r = vec_at(rows, to);
		if (r->row_id != first->row_id || strcmp(r->entity, first->entity) != 0 ||
			strcmp(r->op, first->op) != 0)
			break;
		to++;
	}
	return to;
}

static enum rc give_all_back(struct unmerge *u, const struct vec *rows, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < rows->n;) {
		const struct change_row *r = vec_at(rows, i);
		enum entity_id entity;
		size_t to = same_row(rows, i);
		if (!entity_parse(r->entity, &entity))
			return err_set(err, RC_INVALID,
				_("This was done by a newer carrel and can only be taken back "
				  "there."));
		if (strcmp(r->op, "drop") == 0)
			rc = put_back(u, entity, rows, i, to, err);
		for (size_t k = i; rc == RC_OK && strcmp(r->op, "save") == 0 && k < to; k++)
			rc = give_back(u, entity, vec_at(rows, k), err);
		i = to;
	}
	return rc;
}

static enum rc unmerge(struct unmerge *u, int64_t id, struct err *err)
{
	struct customer stub;
	int64_t seq;
	struct vec rows = {.size = sizeof(struct change_row)};
	enum rc rc = entity_lock(u->s->db, ENTITY_customer, id, u->a, &stub, err);
	if (rc == RC_OK && stub.merged_into == 0)
		return err_set(err, RC_INVALID, _("Customer %lld, %s, is not merged into anybody."),
			(long long)id, stub.name);
	if (rc == RC_OK)
		rc = merge_set(u->s, &stub, &seq, err);
	u->id = id;
	u->into = stub.merged_into;
	if (rc == RC_OK)
		rc = change_rows_spread(u->s, seq, u->a, &rows, err);
	if (rc == RC_OK)
		rc = give_all_back(u, &rows, err);
	vec_fini(&rows);
	if (rc == RC_OK)
		change_set_object(u->s, object_of(u->s, id, stub.merged_into));
	return rc;
}

enum rc store_customer_unmerge(
	struct store *s, int64_t id, int64_t *moved, int64_t *kept, struct err *err)
{
	*moved = 0;
	*kept = 0;
	enum rc rc = change_begin(s, "unmerge", NULL, err);
	if (rc != RC_OK)
		return rc;
	struct unmerge u = {.s = s, .a = change_arena(s)};
	rc = change_end(s, unmerge(&u, id, err), err);
	if (rc == RC_OK) {
		*moved = u.moved;
		*kept = u.kept;
	}
	return rc;
}
