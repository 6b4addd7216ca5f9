/* store_customer.c - customers, the names by which they reach us, and their things elsewhere. */
#include "store/people.h"
#include "store/rows.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"

#include <string.h>

enum rc store_customer_get(
	struct store *s, int64_t id, struct arena *a, struct customer *out, struct err *err)
{
	return entity_get(s->db, ENTITY_customer, id, a, out, err);
}

/* What a customer says of another: only a company has people, and it stays one while it has. */
static enum rc company_is_right(struct store *s, const struct customer *c, struct err *err)
{
	struct customer company;
	size_t people = 0;
	enum rc rc = RC_OK;
	if (c->company_id != 0) {
		rc = entity_get(
			s->db, ENTITY_customer, c->company_id, change_arena(s), &company, err);
		if (rc == RC_OK && (company.kind != CUSTOMER_COMPANY || company.merged_into != 0))
			return err_set(err, RC_INVALID,
				_("%s is not a company: say first that it is one, or name "
				  "another."),
				company.name);
	}
	if (rc == RC_OK && c->kind == CUSTOMER_PERSON && c->id != 0)
		rc = people_of_company(s->db, c->id, &people, err);
	if (rc == RC_OK && people > 0)
		return err_set(err, RC_INVALID,
			i18n_plural("%s has %zu person of its own, so it stays a company.",
				"%s has %zu people of its own, so it stays a company.", people),
			c->name, people);
	return rc;
}

/* The derived fields are made in the set's arena; *c keeps none of them. */
static enum rc customer_write(struct store *s, struct customer *c, bool add, struct err *err)
{
	enum rc rc = customer_prepare(c, change_arena(s), err);
	if (rc == RC_OK)
		rc = company_is_right(s, c, err);
	if (rc != RC_OK)
		return rc;
	if (add && c->created_at == 0)
		c->created_at = clock_wall_ms();
	if (add)
		return row_add(s, ENTITY_customer, c, "customer add", NULL, err);
	return row_save(s, ENTITY_customer, c, "customer save", NULL, err);
}

enum rc store_customer_add(struct store *s, struct customer *c, struct err *err)
{
	enum rc rc = change_begin(s, "customer add", c->name, err);
	if (rc != RC_OK)
		return rc;
	struct customer row = *c;
	row.version = 1;
	rc = change_end(s, customer_write(s, &row, true, err), err);
	if (rc == RC_OK) {
		c->id = row.id;
		c->version = row.version;
		c->created_at = row.created_at;
	}
	return rc;
}

enum rc store_customer_save(struct store *s, const struct customer *c, struct err *err)
{
	enum rc rc = change_begin(s, "customer save", c->name, err);
	if (rc != RC_OK)
		return rc;
	struct customer row = *c;
	return change_end(s, customer_write(s, &row, false, err), err);
}

enum rc store_identity_add(struct store *s, struct identity *id, struct err *err)
{
	if (id->value == NULL || id->value[0] == '\0')
		return err_set(
			err, RC_INVALID, _("There is no number, address or name: type one."));
	return row_add(s, ENTITY_identity, id, "identity add",
		id->shown != NULL ? id->shown : id->value, err);
}

/* The others of its kind and customer: one of them is main, and only one. */
static enum rc one_main(struct store *s, const struct identity *id, bool gone, struct err *err)
{
	struct identity *all;
	size_t n;
	bool given = !gone;
	enum rc rc = store_identity_list(s, id->customer_id, change_arena(s), &all, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct identity other = all[i];
		if (other.kind != id->kind || other.id == id->id)
			continue;
		other.main = !given;
		given = true;
		rc = entity_save(s, ENTITY_identity, &all[i], &other, err);
	}
	return rc;
}

static enum rc identity_change(struct store *s, const struct identity *id, struct err *err)
{
	struct identity before;
	int64_t there;
	enum rc rc = entity_lock(s->db, ENTITY_identity, id->id, change_arena(s), &before, err);
	if (rc == RC_OK && strcmp(before.value, id->value) != 0) {
		rc = stmt_one_int(s->db, STMT_IDENTITY_SAME, &there, err, db_int(id->customer_id),
			db_text(word_id(identity_kind_words, (int)id->kind)), db_text(id->value));
		if (rc == RC_OK)
			return err_set(err, RC_CONFLICT, _("%s is theirs already."),
				id->shown != NULL ? id->shown : id->value);
		rc = rc == RC_NOTFOUND ? RC_OK : rc;
	}
	if (rc == RC_OK)
		rc = entity_save(s, ENTITY_identity, &before, id, err);
	return rc == RC_OK && id->main && !before.main ? one_main(s, id, false, err) : rc;
}

enum rc store_identity_save(struct store *s, const struct identity *id, struct err *err)
{
	enum rc rc = change_begin(s, "identity save", NULL, err);
	return rc == RC_OK ? change_end(s, identity_change(s, id, err), err) : rc;
}

enum rc store_identity_drop(struct store *s, const struct identity *id, struct err *err)
{
	struct identity before;
	enum rc rc = change_begin(s, "identity drop", NULL, err);
	if (rc != RC_OK)
		return rc;
	rc = entity_lock(s->db, ENTITY_identity, id->id, change_arena(s), &before, err);
	if (rc == RC_OK)
		rc = entity_drop(s, ENTITY_identity, &before, err);
	if (rc == RC_OK && before.main)
		rc = one_main(s, &before, true, err);
	return change_end(s, rc, err);
}

enum rc store_identity_list(struct store *s, int64_t customer_id, struct arena *a,
	struct identity **out, size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_IDENTITY_OF, db_int(customer_id));
	return entity_list(&q, ENTITY_identity, a, out, n, err);
}

enum rc store_customer_by_identity(struct store *s, enum identity_kind kind, const char *value,
	int limit, struct arena *a, struct customer **out, size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_CUSTOMER_BY_IDENTITY,
		db_text(word_id(identity_kind_words, kind)), db_text(value), db_int(limit));
	return entity_list(&q, ENTITY_customer, a, out, n, err);
}

static enum rc follow_standing(struct store *s, const struct reference_item *r, struct err *err)
{
	struct customer before;
	enum rc rc =
		entity_lock(s->db, ENTITY_customer, r->customer_id, change_arena(s), &before, err);
	if (rc != RC_OK)
		return rc;
	struct customer after = before;
	after.standing = customer_standing_with(before.standing, r->kind);
	return after.standing == before.standing
		? RC_OK
		: entity_save(s, ENTITY_customer, &before, &after, err);
}

enum rc store_reference_add(struct store *s, struct reference_item *r, struct err *err)
{
	if (r->ref == NULL || r->ref[0] == '\0')
		return err_set(
			err, RC_INVALID, _("A reference needs its number in the other system."));
	enum rc rc = change_begin(s, "reference add", r->ref, err);
	if (rc != RC_OK)
		return rc;
	rc = entity_add(s, ENTITY_reference_item, r, err);
	if (rc == RC_OK)
		rc = follow_standing(s, r, err);
	return change_end(s, rc, err);
}

enum rc store_reference_list(struct store *s, int64_t customer_id, int limit, struct arena *a,
	struct reference_item **out, size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_REFERENCE_OF, db_int(customer_id), db_int(limit));
	return entity_list(&q, ENTITY_reference_item, a, out, n, err);
}
