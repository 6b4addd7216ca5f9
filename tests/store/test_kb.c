/* test_kb.c - editions, receipts and searches without result, on every engine. */
#include "store/support_rows.h"

#include "carrel/store_kb.h"

#include <check.h>
#include <string.h>

static bool keep(struct centre *c, int64_t version, const char *text)
{
	struct kb_edition e = {.article_id = "policy.refunds",
		.version = version,
		.title = "Refunds",
		.text = text};
	bool added;
	ok(c, store_kb_edition_keep(c->s, &e, &added, &c->err));
	ck_assert_int_gt(e.id, 0);
	return added;
}

START_TEST(kb_store__edition__kept_once_and_found_by_version)
{
	struct centre *c = centre_here();
	struct kb_edition *list, e;
	struct change_info done;
	size_t n;
	store_set_actor(c->s, c->ana.id, "ana");
	ck_assert(keep(c, 1, "one"));
	ck_assert(!keep(c, 1, "one"));
	ck_assert(keep(c, 2, "two"));
	ck_assert(keep(c, 2, "two, mended"));
	ok(c, store_kb_edition_list(c->s, "policy.refunds", 9, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 3);
	ck_assert_str_eq(list[0].text, "two, mended");
	ck_assert_int_eq(list[0].created_by, c->ana.id);
	ck_assert_uint_eq(strlen(list[0].sha256), 64);
	ok(c, store_kb_edition_get(c->s, "policy.refunds", 1, c->a, &e, &c->err));
	ck_assert_str_eq(e.text, "one");
	ok(c, store_kb_edition_get(c->s, "policy.refunds", 2, c->a, &e, &c->err));
	ck_assert_str_eq(e.text, "two, mended");
	ok(c, store_kb_edition_get(c->s, "policy.refunds", 0, c->a, &e, &c->err));
	ck_assert_int_eq(e.version, 2);
	ck_assert_int_eq(
		store_kb_edition_get(c->s, "policy.refunds", 7, c->a, &e, &c->err), RC_NOTFOUND);
	ck_assert_int_eq(store_kb_edition_get(c->s, "none", 0, c->a, &e, &c->err), RC_NOTFOUND);
	/* What a customer was told is not taken back by u. */
	ck_assert_int_eq(change_undo(c->s, 0, c->a, &done, &c->err), RC_NOTFOUND);
	ok(c, store_kb_edition_list(c->s, "", 9, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 3);
}
END_TEST

START_TEST(kb_store__receipt__once_a_version_and_undone)
{
	struct centre *c = centre_here();
	struct kb_receipt *list;
	size_t n;
	store_set_actor(c->s, c->ana.id, "ana");
	ok(c, store_kb_receipt_add(c->s, "p", 1, c->ana.id, &c->err));
	ok(c, store_kb_receipt_add(c->s, "p", 1, c->ana.id, &c->err));
	ok(c, store_kb_receipt_add(c->s, "p", 2, c->ana.id, &c->err));
	ok(c, store_kb_receipt_add(c->s, "q", 1, c->ana.id, &c->err));
	ok(c, store_kb_receipt_add(c->s, "p", 1, c->bo.id, &c->err));
	ok(c, store_kb_receipt_list(c->s, 0, "p", 9, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 3);
	ok(c, store_kb_receipt_list(c->s, c->ana.id, NULL, 9, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 3);
	ok(c, store_kb_receipt_list(c->s, c->ana.id, "p", 9, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(list[0].version, 2);
	ck_assert_int_eq(list[0].read_at, NOW_MS);
	ok(c, store_kb_receipt_list(c->s, 0, NULL, 9, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 4);
	centre_undo(c);
	ok(c, store_kb_receipt_list(c->s, 0, NULL, 9, c->a, &list, &n, &c->err));
	ck_assert_uint_eq(n, 3);
}
END_TEST

START_TEST(kb_store__missing__counted_without_what_is_personal)
{
	struct centre *c = centre_here();
	struct kb_missing_row *rows;
	size_t n;
	store_set_actor(c->s, c->ana.id, "ana");
	ok(c, store_kb_missing_add(c->s, "Kettle  Warranty", "en", &c->err));
	ok(c, store_kb_missing_add(c->s, "kettle warranty 612 345 678", "en", &c->err));
	store_set_actor(c->s, c->bo.id, "bo");
	ok(c, store_kb_missing_add(c->s, "KETTLE warranty maria@example.org", "en", &c->err));
	ok(c, store_kb_missing_add(c->s, "garantía 4111 1111 1111 1111", "es", &c->err));
	ok(c, store_kb_missing_add(c->s, "4111111111111111", "es", &c->err));
	ok(c, store_kb_missing_add(c->s, "600 100 200", "es", &c->err));
	ok(c, store_kb_missing_list(c->s, 0, 9, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(rows[0].query, "kettle warranty");
	ck_assert_int_eq(rows[0].count, 3);
	ck_assert_int_eq(rows[0].agents, 2);
	ck_assert_str_eq(rows[1].query, "garantia");
	ok(c, store_kb_missing_list(c->s, NOW_MS + 1, 9, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 0);
	/* The table holds nothing else, and the record of changes nothing of it at all. */
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM kb_missing"), 4);
	ck_assert_int_eq(raw_int(c->s,
				 "SELECT count(*) FROM kb_missing WHERE query LIKE '%1%' OR query "
				 "LIKE '%@%'"),
		0);
	ck_assert_int_eq(
		raw_int(c->s, "SELECT count(*) FROM change_payload WHERE new LIKE '%4111%'"), 0);
}
END_TEST

Suite *suite_kb(void);
Suite *suite_kb(void)
{
	const TTest *const each[] = {
		kb_store__edition__kept_once_and_found_by_version,
		kb_store__receipt__once_a_version_and_undone,
		kb_store__missing__counted_without_what_is_personal,
	};
	return centre_suite("kb", 20, each, sizeof(each) / sizeof(each[0]));
}
