/* people_known.c - who a merged customer is now, companies with their people, and whether somebody new is
 * known already. */
#include "carrel/store_people.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "store/people.h"
#include "store/rows.h"
#include "store/search.h"

enum { MERGES_FOLLOWED = 32, COMPANIES_MAX = 50, SIMILAR_MAX = 50 };
enum { SIMILAR_NAME = 880, SIMILAR_OTHER = 900 };

enum rc people_now(struct db *db, int64_t id, struct arena *a, struct customer *out,
	const char **was, struct err *err)
{
	enum rc rc = entity_get(db, ENTITY_customer, id, a, out, err);
	const char *name = out->name;
	bool other = rc == RC_OK && out->merged_into != 0;
	/* The end is sure by how merges are made; the count is for a store that was mended by hand. */
	for (int i = 0; rc == RC_OK && out->merged_into != 0 && i < MERGES_FOLLOWED; i++)
		rc = entity_get(db, ENTITY_customer, out->merged_into, a, out, err);
	if (was != NULL)
		*was = other ? name : NULL;
	return rc;
}

enum rc store_customer_now(struct store *s, int64_t id, struct arena *a, struct customer *out,
	const char **was, struct err *err)
{
	return people_now(s->db, id, a, out, was, err);
}

enum rc store_customer_merged(struct store *s, int64_t id, int limit, struct arena *a,
	struct customer **out, size_t *n, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_CUSTOMER_MERGED, db_int(id), db_int(limit));
	return entity_list(&q, ENTITY_customer, a, out, n, err);
}

enum rc people_of_company(struct db *db, int64_t company_id, size_t *count, struct err *err)
{
	int64_t n = 0;
	enum rc rc = stmt_one_int(db, STMT_COMPANY_COUNT, &n, err, db_int(company_id));
	*count = (size_t)n;
	return rc;
}

enum rc store_company_people(struct store *s, int64_t company_id, int limit, struct arena *a,
	struct customer **out, size_t *n, size_t *count, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_COMPANY_PEOPLE, db_int(company_id), db_int(limit));
	enum rc rc = entity_list(&q, ENTITY_customer, a, out, n, err);
	return rc == RC_OK ? people_of_company(s->db, company_id, count, err) : rc;
}

/* ---- a company is looked for ---- */

static bool is_there(const struct vec *rows, int64_t id)
{
	for (size_t i = 0; i < rows->n; i++)
		if (((const struct person_row *)vec_at(rows, i))->id == id)
			return true;
	return false;
}

static enum rc begins_so(struct store *s, const char *folded, int limit, struct arena *a,
	struct vec *rows, struct err *err)
{
	struct query q = stmt_query(s->db, STMT_COMPANY_NAME, db_text(folded),
		db_text(search_after(folded, a)), db_int(limit));
	while (stmt_next(&q))
		*(struct person_row *)vec_push(rows) = (struct person_row){.id = stmt_int(&q, 0),
			.kind = CUSTOMER_COMPANY,
			.name = stmt_text_or(&q, 1, "", a),
			.detail = stmt_text(&q, 4, a),
			.score = 1000};
	return stmt_close(&q, err);
}

static enum rc is_like_it(
	struct store *s, const char *typed, struct arena *a, struct vec *rows, struct err *err)
{
	struct vec words = {.size = sizeof(const char *)};
	struct vec found = {.size = sizeof(struct person_row)};
	search_cut(typed, a, &words);
	enum rc rc = words.n > 0 ? people_by_name(s, &words, PEOPLE_RANKED, a, &found, err) : RC_OK;
	for (size_t i = 0; rc == RC_OK && i < found.n; i++) {
		const struct person_row *row = vec_at(&found, i);
		if (row->kind == CUSTOMER_COMPANY && !is_there(rows, row->id))
			*(struct person_row *)vec_push(rows) = *row;
	}
	vec_fini(&words);
	vec_fini(&found);
	return rc;
}

enum rc store_companies(struct store *s, const char *typed, int limit, struct arena *a,
	struct person_row **out, size_t *n, struct err *err)
{
	struct vec rows = {.size = sizeof(struct person_row)};
	int most = limit < COMPANIES_MAX ? limit : COMPANIES_MAX;
	enum rc rc = begins_so(s, fold_text(a, typed), most, a, &rows, err);
	if (rc == RC_OK && *typed != '\0' && (int)rows.n < most)
		rc = is_like_it(s, typed, a, &rows, err);
	*n = rc != RC_OK ? 0 : rows.n < (size_t)most ? rows.n : (size_t)most;
	*out = arena_array(a, *n + 1, sizeof(**out));
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = *(struct person_row *)vec_at(&rows, i);
	vec_fini(&rows);
	return rc;
}

/* ---- somebody new who is not ---- */

/* One thing that is nearly sure is enough to ask; a name alone needs two words of it. */
static bool is_worth_asking(const struct person_row *row, size_t words)
{
	bool name = words > 1 && row->likeness[HEARD_NAME] >= SIMILAR_NAME;
	return name || row->likeness[HEARD_PHONE] >= SIMILAR_OTHER ||
		row->likeness[HEARD_MAIL] >= SIMILAR_OTHER;
}

enum rc store_customer_similar(struct store *s, const char *name, const char *phone,
	const char *mail, const char *region, int limit, struct arena *a, struct person_row **out,
	size_t *n, struct err *err)
{
	const struct heard heard[] = {{HEARD_NAME, &name, name != NULL},
		{HEARD_PHONE, &phone, phone != NULL}, {HEARD_MAIL, &mail, mail != NULL}};
	struct vec words = {.size = sizeof(const char *)};
	size_t found, kept = 0;
	search_cut(name, a, &words);
	size_t n_words = words.n;
	vec_fini(&words);
	enum rc rc = store_identify(s, heard, sizeof(heard) / sizeof(heard[0]), region, SIMILAR_MAX,
		a, out, &found, err);
	for (size_t i = 0; rc == RC_OK && i < found && (int)kept < limit; i++) {
		if (is_worth_asking(&(*out)[i], n_words))
			(*out)[kept++] = (*out)[i];
	}
	*n = kept;
	return rc;
}
