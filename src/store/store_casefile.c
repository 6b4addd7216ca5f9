/* store_casefile.c - cases and their numbers. */
#include "store/rows.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/reference.h"

#include <string.h>

enum rc store_casefile_get(
	struct store *s, int64_t id, struct arena *a, struct casefile *out, struct err *err)
{
	return entity_get(s->db, ENTITY_casefile, id, a, out, err);
}

enum rc store_casefile_by_number(
	struct store *s, const char *number, struct arena *a, struct casefile *out, struct err *err)
{
	char plain[REFERENCE_LEN + 1];
	char shown[12];
	if (!reference_parse(number, plain))
		return err_set(err, RC_NOTFOUND,
			_("\"%.40s\" is not a case number: a digit is wrong or missing."), number);
	struct query q = stmt_query(s->db, STMT_CASE_BY_NUMBER, db_text(plain));
	enum rc rc = entity_first(&q, ENTITY_casefile, a, out, err);
	if (rc != RC_NOTFOUND)
		return rc;
	reference_show(plain, shown);
	return err_set(err, RC_NOTFOUND, _("There is no case %s."), shown);
}

/* Never one that was ever given: an imported case may sit on a number that the counter has yet to
 * reach. */
static enum rc next_number(struct store *s, const char **number, struct err *err)
{
	for (;;) {
		int64_t count = 0;
		int64_t used = 0;
		char made[REFERENCE_LEN + 1];
		enum rc rc = stmt_one_int(s->db, STMT_CASE_NUMBER_NEXT, &count, err);
		if (rc != RC_OK)
			return rc;
		if (count >= 10000000)
			return err_set(err, RC_INVALID,
				_("All ten million case numbers are used up. No case was opened."));
		reference_make(count, made);
		rc = stmt_one_int(s->db, STMT_CASE_NUMBER_USED, &used, NULL, db_text(made));
		if (rc == RC_NOTFOUND) {
			*number = arena_strdup(change_arena(s), made);
			return RC_OK;
		}
		if (rc != RC_OK)
			return err_set(err, rc,
				_("The case number could not be drawn; nothing was saved."));
	}
}

static void fill_open_case(struct casefile *c, int64_t now)
{
	if (c->opened_at == 0)
		c->opened_at = now;
	if (c->updated_at == 0)
		c->updated_at = now;
	if (!casefile_is_open(c->state))
		return;
	if (c->next_action == NULL || c->next_action[0] == '\0')
		c->next_action = _("Carry on with the case");
	if (c->next_at == 0)
		c->next_at = c->due_at != 0 ? c->due_at : now;
}

enum rc casefile_add(struct store *s, struct casefile *c, struct err *err)
{
	char plain[REFERENCE_LEN + 1];
	enum rc rc = RC_OK;
	fill_open_case(c, clock_wall_ms());
	rc = casefile_check(c, err);
	if (rc != RC_OK)
		return rc;
	if (c->number == NULL)
		rc = next_number(s, &c->number, err);
	else if (!reference_parse(c->number, plain))
		return err_set(err, RC_INVALID, _("\"%.40s\" is not a case number."), c->number);
	else
		c->number = arena_strdup(change_arena(s), plain);
	c->version = 1;
	return rc == RC_OK ? entity_add(s, ENTITY_casefile, c, err) : rc;
}

enum rc store_casefile_add(struct store *s, struct casefile *c, struct arena *a, struct err *err)
{
	struct casefile row = *c;
	enum rc rc = change_begin(s, "case new", NULL, err);
	if (rc != RC_OK)
		return rc;
	const char *number = NULL;
	rc = casefile_add(s, &row, err);
	if (rc == RC_OK) {
		number = arena_strdup(a, row.number);
		char shown[12];
		reference_show(number, shown);
		change_set_object(s, shown);
	}
	rc = change_end(s, rc, err);
	if (rc != RC_OK)
		return rc;
	row.number = number;
	*c = row;
	return RC_OK;
}

enum rc store_casefile_save(struct store *s, const struct casefile *c, struct err *err)
{
	enum rc rc = casefile_check(c, err);
	if (rc != RC_OK)
		return rc;
	char shown[12];
	reference_show(c->number, shown);
	return row_save(s, ENTITY_casefile, c, "case save", shown, err);
}

enum rc store_casefile_of_customer(struct store *s, int64_t customer_id, int limit, struct arena *a,
	struct casefile **out, size_t *n, struct err *err)
{
	struct casefile *open = NULL;
	struct casefile *shut = NULL;
	size_t n_open = 0;
	size_t n_shut = 0;
	struct query q =
		stmt_query(s->db, STMT_CASE_OPEN_OF_CUSTOMER, db_int(customer_id), db_int(limit));
	enum rc rc = entity_list(&q, ENTITY_casefile, a, &open, &n_open, err);
	if (rc != RC_OK)
		return rc;
	q = stmt_query(s->db, STMT_CASE_SHUT_OF_CUSTOMER, db_int(customer_id),
		db_int(limit - (int64_t)n_open));
	rc = entity_list(&q, ENTITY_casefile, a, &shut, &n_shut, err);
	if (rc != RC_OK)
		return rc;
	*n = n_open + n_shut;
	*out = arena_array(a, *n + 1, sizeof(struct casefile));
	if (n_open > 0)
		memcpy(*out, open, n_open * sizeof(struct casefile));
	if (n_shut > 0)
		memcpy(*out + n_open, shut, n_shut * sizeof(struct casefile));
	return RC_OK;
}

enum rc store_casefile_of_owner(struct store *s, int64_t agent_id, int limit, struct arena *a,
	struct casefile **out, size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_CASE_OF_OWNER, db_int(agent_id), db_int(limit));
	return entity_list(&q, ENTITY_casefile, a, out, n, err);
}
