/* export.c - customers and cases as tables for other programs. */
#include "carrel/export.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/csv.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"

enum { CASES_ALL = 100 * 1000 };

static void add_row(struct strbuf *out, const char *const *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		csv_add(out, values[i], i == 0);
	csv_end_row(out);
}

static const char *time_text(int64_t at, struct arena *a)
{
	char text[32];
	if (at == 0)
		return NULL;
	clock_iso(at, text);
	return arena_strdup(a, text);
}

/* Every value of one kind, the main one first, joined by spaces. */
static const char *joined(
	const struct identity *ids, size_t n, enum identity_kind kind, struct arena *a)
{
	const char *text = NULL;
	for (int main = 1; main >= 0; main--)
		for (size_t i = 0; i < n; i++)
			if (ids[i].kind == kind && ids[i].main == (main == 1))
				text = text ? arena_printf(a, "%s %s", text, ids[i].value)
					    : ids[i].value;
	return text;
}

static enum rc add_customer(
	struct store *store, int64_t id, struct strbuf *out, struct arena *a, struct err *err)
{
	struct customer c;
	struct identity *ids;
	size_t n;
	enum rc rc = store_customer_get(store, id, a, &c, err);
	if (rc == RC_OK)
		rc = store_identity_list(store, id, a, &ids, &n, err);
	if (rc != RC_OK)
		return rc;
	const char *const values[] = {
		joined(ids, n, IDENTITY_EXTERNAL, a),
		c.name,
		word_id(customer_kind_words, (int)c.kind),
		word_id(customer_standing_words, (int)c.standing),
		c.language,
		joined(ids, n, IDENTITY_PHONE, a),
		joined(ids, n, IDENTITY_EMAIL, a),
		c.address,
		c.tags,
		c.loyalty,
		c.alert,
		c.vip ? "yes" : "no",
		c.vulnerable ? "yes" : "no",
		time_text(c.created_at, a),
	};
	add_row(out, values, sizeof(values) / sizeof(*values));
	return RC_OK;
}

enum rc export_customers_csv(struct store *store, const int64_t *customer_ids, size_t n,
	struct strbuf *out, struct err *err)
{
	static const char *const header[] = {"external_id", "name", "kind", "standing", "language",
		"phone", "email", "address", "tags", "loyalty", "alert", "vip", "vulnerable",
		"created_at"};
	add_row(out, header, sizeof(header) / sizeof(*header));
	struct arena *a = arena_new();
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		arena_reset(a);
		rc = add_customer(store, customer_ids[i], out, a, err);
	}
	arena_free(&a);
	return rc;
}

static enum rc add_cases(struct store *store, int64_t customer_id, struct strbuf *out,
	struct arena *a, struct err *err)
{
	struct customer customer;
	struct casefile *cases;
	size_t n;
	enum rc rc = store_customer_get(store, customer_id, a, &customer, err);
	if (rc == RC_OK)
		rc = store_casefile_of_customer(store, customer_id, CASES_ALL, a, &cases, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		const struct casefile *c = &cases[i];
		const char *const values[] = {
			c->number,
			customer.name,
			word_id(case_state_words, (int)c->state),
			c->subject,
			c->topic,
			c->language,
			c->outcome,
			c->next_action,
			time_text(c->next_at, a),
			time_text(c->due_at, a),
			time_text(c->opened_at, a),
			time_text(c->solved_at, a),
			time_text(c->closed_at, a),
		};
		add_row(out, values, sizeof(values) / sizeof(*values));
	}
	return rc;
}

enum rc export_cases_csv(struct store *store, const int64_t *customer_ids, size_t n,
	struct strbuf *out, struct err *err)
{
	static const char *const header[] = {"number", "customer", "state", "subject", "topic",
		"language", "outcome", "next_action", "next_at", "due_at", "opened_at", "solved_at",
		"closed_at"};
	add_row(out, header, sizeof(header) / sizeof(*header));
	struct arena *a = arena_new();
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		arena_reset(a);
		rc = add_cases(store, customer_ids[i], out, a, err);
	}
	arena_free(&a);
	return rc;
}
