/* store_contact.c - what was said and written, the calls behind it, and the texts that were used. */
#include "store/rows.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/vec.h"

#include <stdlib.h>
#include <string.h>

enum rc store_contact_get(
	struct store *s, int64_t id, struct arena *a, struct contact *out, struct err *err)
{
	return entity_get(s->db, ENTITY_contact, id, a, out, err);
}

enum rc store_contact_add(struct store *s, struct contact *c, struct err *err)
{
	if (c->at == 0)
		c->at = clock_wall_ms();
	return row_add(s, ENTITY_contact, c, "contact add", NULL, err);
}

static enum rc contacts_of(struct store *s, enum stmt_id stmt, int64_t id, int64_t before_id,
	int limit, struct arena *a, struct contact **out, size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, stmt, db_int(id),
		db_int(before_id != 0 ? before_id : INT64_MAX), db_int(limit));
	return entity_list(&q, ENTITY_contact, a, out, n, err);
}

enum rc store_contact_of_customer(struct store *s, int64_t customer_id, int64_t before_id,
	int limit, struct arena *a, struct contact **out, size_t *n, struct err *err)
{
	return contacts_of(
		s, STMT_CONTACT_OF_CUSTOMER, customer_id, before_id, limit, a, out, n, err);
}

static int newest_first(const void *a, const void *b)
{
	int64_t x = ((const struct contact *)a)->id;
	int64_t y = ((const struct contact *)b)->id;
	return x > y ? -1 : x < y;
}

/* Of a case and of those merged into it: each by its index, then the newest of all. */
static enum rc contacts_joined(struct store *s, int64_t case_id, const struct vec *merged,
	int64_t before_id, int limit, struct arena *a, struct contact **out, size_t *n,
	struct err *err)
{
	struct vec all = {.size = sizeof(struct contact)};
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i <= merged->n; i++) {
		int64_t id = i == 0 ? case_id : *(int64_t *)vec_at(merged, i - 1);
		struct contact *rows = NULL;
		size_t found = 0;
		rc = contacts_of(
			s, STMT_CONTACT_OF_CASE, id, before_id, limit, a, &rows, &found, err);
		for (size_t j = 0; rc == RC_OK && j < found; j++)
			*(struct contact *)vec_push(&all) = rows[j];
	}
	if (all.n > 0)
		qsort(all.data, all.n, all.size, newest_first);
	*n = rc != RC_OK ? 0 : all.n < (size_t)limit ? all.n : (size_t)limit;
	*out = arena_array(a, *n + 1, sizeof(**out));
	if (*n > 0)
		memcpy(*out, all.data, *n * all.size);
	vec_fini(&all);
	return rc;
}

enum rc store_contact_of_case(struct store *s, int64_t case_id, int64_t before_id, int limit,
	struct arena *a, struct contact **out, size_t *n, struct err *err)
{
	struct vec merged = {.size = sizeof(int64_t)};
	struct query q = stmt_query(s->db, STMT_LINK_MERGED_HERE, db_int(case_id));
	while (stmt_next(&q))
		*(int64_t *)vec_push(&merged) = stmt_int(&q, 0);
	enum rc rc = stmt_close(&q, err);
	if (rc == RC_OK && merged.n > 0)
		rc = contacts_joined(s, case_id, &merged, before_id, limit, a, out, n, err);
	bool alone = merged.n == 0;
	vec_fini(&merged);
	if (rc != RC_OK || !alone)
		return rc;

	return contacts_of(s, STMT_CONTACT_OF_CASE, case_id, before_id, limit, a, out, n, err);
}

enum rc store_call_get(
	struct store *s, int64_t id, struct arena *a, struct call *out, struct err *err)
{
	return entity_get(s->db, ENTITY_call, id, a, out, err);
}

enum rc store_call_by_external(struct store *s, const char *external_id, struct arena *a,
	struct call *out, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_CALL_BY_EXTERNAL, db_text(external_id));
	enum rc rc = entity_first(&q, ENTITY_call, a, out, err);
	if (rc == RC_NOTFOUND)
		return err_set(err, RC_NOTFOUND,
			_("The telephone's call \"%.60s\" is not in the store."), external_id);
	return rc;
}

enum rc store_call_add(struct store *s, struct call *c, struct err *err)
{
	return row_add(s, ENTITY_call, c, "call add", c->from_number, err);
}
