/* store_customer.c - customers, the names by which they reach us, and their things elsewhere. */
#include "store/rows.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"

enum rc store_customer_get(
	struct store *s, int64_t id, struct arena *a, struct customer *out, struct err *err)
{
	return entity_get(s->db, ENTITY_customer, id, a, out, err);
}

/* The derived fields are made in the set's arena; *c keeps none of them. */
static enum rc customer_write(struct store *s, struct customer *c, bool add, struct err *err)
{
	enum rc rc = customer_prepare(c, change_arena(s), err);
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

enum rc store_reference_add(struct store *s, struct reference_item *r, struct err *err)
{
	if (r->ref == NULL || r->ref[0] == '\0')
		return err_set(
			err, RC_INVALID, _("A reference needs its number in the other system."));
	return row_add(s, ENTITY_reference_item, r, "reference add", r->ref, err);
}

enum rc store_reference_list(struct store *s, int64_t customer_id, int limit, struct arena *a,
	struct reference_item **out, size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_REFERENCE_OF, db_int(customer_id), db_int(limit));
	return entity_list(&q, ENTITY_reference_item, a, out, n, err);
}
