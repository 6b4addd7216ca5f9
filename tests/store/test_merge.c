/* test_merge.c - two customers made one by one change set, and two again without a trace. */
#include "store/support_rows.h"

#include "carrel/store_people.h"

#include <check.h>
#include <string.h>

static void give(struct centre *c, int64_t customer, enum identity_kind kind, const char *value)
{
	struct identity id = {.customer_id = customer, .kind = kind, .value = value, .main = true};
	ok(c, store_identity_add(c->s, &id, &c->err));
}

/* Somebody twice, each with a life of their own. */
static struct customer double_of_maria(struct centre *c)
{
	struct customer twin = {.name = "María Okafor Ruiz",
		.language = "ca",
		.born = "1963-05-26",
		.postcode = "08 013",
		.vulnerable = true};
	ok(c, store_customer_add(c->s, &twin, &c->err));
	give(c, twin.id, IDENTITY_PHONE, "+34600112233"); /* both have it */
	give(c, twin.id, IDENTITY_PHONE, "+34931112233");
	give(c, twin.id, IDENTITY_EMAIL, "m.okafor@example.org");
	struct casefile file = centre_case_in(c, twin.id, c->tech.id, "Router offline");
	struct contact note = {.customer_id = twin.id,
		.case_id = file.id,
		.kind = CONTACT_NOTE,
		.body = "the box is dark"};
	ok(c, store_contact_add(c->s, &note, &c->err));
	struct reference_item ref = {.customer_id = twin.id, .kind = "order", .ref = "#W1"};
	ok(c, store_reference_add(c->s, &ref, &c->err));
	struct call call = {.customer_id = twin.id, .offered_at = NOW_MS, .external_id = "x1"};
	ok(c, store_call_add(c->s, &call, &c->err));
	centre_ring(c, c->billing.id, "+34931112233", "ca");
	return twin;
}

static int64_t of_whom(struct centre *c, const char *table, int64_t customer)
{
	return raw_int(c->s,
		arena_printf(c->a, "SELECT count(*) FROM %s WHERE customer_id = %lld", table,
			(long long)customer));
}

static size_t found(struct centre *c, const char *typed, int64_t customer)
{
	struct find_row *rows;
	size_t n, hits = 0;
	ok(c, store_find(c->s, typed, "ES", 50, c->a, &rows, &n, &c->err));
	for (size_t i = 0; i < n; i++)
		hits += rows[i].kind == FIND_CUSTOMER && rows[i].id == customer;
	return hits;
}

START_TEST(merge__customer__moves_everything_and_hides_the_stub)
{
	static const char *const tables[] = {
		"identity", "casefile", "contact", "call", "reference_item", "queue_item"};
	struct centre *c = centre_here();
	struct customer twin = double_of_maria(c), now;
	int64_t moved, sets = raw_int(c->s, "SELECT count(*) FROM change_set");
	ck_assert_uint_eq(found(c, "maria okafor", twin.id), 1);
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		ck_assert_msg(of_whom(c, tables[i], twin.id) > 0, "%s", tables[i]);
	ok(c, store_customer_merge(c->s, twin.id, c->maria.id, &moved, &c->err));
	ck_assert_int_ge(moved, 8);
	ck_assert_int_eq(raw_int(c->s, "SELECT count(*) FROM change_set"), sets + 1);
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		ck_assert_msg(of_whom(c, tables[i], twin.id) == 0, "%s", tables[i]);
	ck_assert_int_eq(of_whom(c, "identity", c->maria.id), 3);
	ok(c, store_customer_get(c->s, c->maria.id, c->a, &now, &c->err));
	ck_assert_str_eq(now.language, "es");
	ck_assert_str_eq(now.born, "1963-05-26");
	ck_assert_str_eq(now.postcode, "08013");
	ck_assert(now.vulnerable);
	ok(c, store_customer_get(c->s, twin.id, c->a, &now, &c->err));
	ck_assert_int_eq(now.merged_into, c->maria.id);
	ck_assert_uint_eq(found(c, "maria okafor ruiz", twin.id), 0);
	ck_assert_uint_eq(found(c, "ruiz", twin.id), 0);
	ck_assert_uint_eq(found(c, "+34931112233", twin.id), 0);
	ck_assert_uint_eq(found(c, "+34931112233", c->maria.id), 1);
	ck_assert_uint_eq(found(c, "okafor", c->maria.id), 1);
	ck_assert_int_eq(raw_rollup_differences(c->s), 0);
}
END_TEST

START_TEST(merge__number__stays_first_where_there_was_none)
{
	struct centre *c = centre_here();
	struct customer bare = {.name = "Nora Prat"};
	struct identity *ways;
	size_t n;
	int64_t moved;
	ok(c, store_customer_add(c->s, &bare, &c->err));
	give(c, c->ivo.id, IDENTITY_HANDLE, "@ivo");
	ok(c, store_customer_merge(c->s, c->ivo.id, bare.id, &moved, &c->err));
	ok(c, store_identity_list(c->s, bare.id, c->a, &ways, &n, &c->err));
	ck_assert_uint_gt(n, 0);
	for (size_t i = 0; i < n; i++)
		if (ways[i].kind == IDENTITY_HANDLE)
			ck_assert(ways[i].main);
	/* The next one with a handle finds one that is first already. */
	give(c, c->maria.id, IDENTITY_HANDLE, "@maria");
	ok(c, store_customer_merge(c->s, c->maria.id, bare.id, &moved, &c->err));
	ok(c, store_identity_list(c->s, bare.id, c->a, &ways, &n, &c->err));
	size_t first = 0;
	for (size_t i = 0; i < n; i++)
		first += ways[i].kind == IDENTITY_HANDLE && ways[i].main;
	ck_assert_uint_eq(first, 1);
}
END_TEST

START_TEST(merge__undo__restores_every_row)
{
	struct centre *c = centre_here();
	struct customer twin = double_of_maria(c);
	int64_t moved;
	const char *before = centre_snapshot(c);
	ok(c, store_customer_merge(c->s, twin.id, c->maria.id, &moved, &c->err));
	const char *merged = centre_snapshot(c);
	ck_assert_str_ne(before, merged);
	struct change_info done = centre_undo(c);
	ck_assert_str_eq(done.command, "merge");
	ck_assert_str_eq(before, centre_snapshot(c));
	centre_redo(c);
	ck_assert_str_eq(merged, centre_snapshot(c));
}
END_TEST

START_TEST(merge__unmerge__restores_every_row_and_can_be_undone)
{
	struct centre *c = centre_here();
	struct customer twin = double_of_maria(c);
	int64_t moved, back, kept;
	const char *before = centre_snapshot(c);
	ok(c, store_customer_merge(c->s, twin.id, c->maria.id, &moved, &c->err));
	const char *merged = centre_snapshot(c);
	ok(c, store_customer_unmerge(c->s, twin.id, &back, &kept, &c->err));
	ck_assert_int_eq(back, moved);
	ck_assert_int_eq(kept, 0);
	ck_assert_str_eq(before, centre_snapshot(c));
	ck_assert_uint_eq(found(c, "ruiz", twin.id), 1);
	struct change_info done = centre_undo(c);
	ck_assert_str_eq(done.command, "unmerge");
	ck_assert_str_eq(merged, centre_snapshot(c));
}
END_TEST

START_TEST(merge__unmerge__leaves_what_was_changed_since)
{
	struct centre *c = centre_here();
	struct customer twin = double_of_maria(c), now;
	int64_t moved, kept;
	ok(c, store_customer_merge(c->s, twin.id, c->maria.id, &moved, &c->err));
	ok(c, store_customer_get(c->s, c->maria.id, c->a, &now, &c->err));
	now.born = "1963-05-27";
	ok(c, store_customer_save(c->s, &now, &c->err));
	struct contact later = {
		.customer_id = c->maria.id, .kind = CONTACT_NOTE, .body = "said to the one"};
	ok(c, store_contact_add(c->s, &later, &c->err));
	ok(c, store_customer_unmerge(c->s, twin.id, &moved, &kept, &c->err));
	ck_assert_int_eq(kept, 1);
	ok(c, store_customer_get(c->s, c->maria.id, c->a, &now, &c->err));
	ck_assert_str_eq(now.born, "1963-05-27");
	ck_assert_ptr_null(now.postcode);
	ck_assert_int_eq(of_whom(c, "contact", c->maria.id), 1);
	ck_assert_int_eq(of_whom(c, "contact", twin.id), 1);
}
END_TEST

START_TEST(merge__refuses__stubs_itself_and_nobody)
{
	struct centre *c = centre_here();
	struct customer twin = double_of_maria(c);
	int64_t moved, kept;
	const char *before = centre_snapshot(c);
	ck_assert_int_eq(store_customer_merge(c->s, twin.id, twin.id, &moved, &c->err), RC_INVALID);
	ck_assert_int_eq(store_customer_merge(c->s, twin.id, 99999, &moved, &c->err), RC_NOTFOUND);
	ck_assert_int_eq(store_customer_merge(c->s, 99999, twin.id, &moved, &c->err), RC_NOTFOUND);
	ck_assert_int_eq(store_customer_unmerge(c->s, twin.id, &moved, &kept, &c->err), RC_INVALID);
	ck_assert_str_eq(before, centre_snapshot(c));
	ok(c, store_customer_merge(c->s, twin.id, c->maria.id, &moved, &c->err));
	ck_assert_int_eq(
		store_customer_merge(c->s, twin.id, c->ivo.id, &moved, &c->err), RC_INVALID);
	ck_assert_int_eq(
		store_customer_merge(c->s, c->ivo.id, twin.id, &moved, &c->err), RC_INVALID);
}
END_TEST

START_TEST(merge__chain__of_three)
{
	struct centre *c = centre_here();
	struct customer twin = double_of_maria(c);
	int64_t moved, kept;
	const char *before = centre_snapshot(c);
	ok(c, store_customer_merge(c->s, twin.id, c->maria.id, &moved, &c->err));
	ok(c, store_customer_merge(c->s, c->maria.id, c->ivo.id, &moved, &c->err));
	ck_assert_int_eq(of_whom(c, "identity", c->ivo.id), 4);
	ok(c, store_customer_unmerge(c->s, c->maria.id, &moved, &kept, &c->err));
	ck_assert_int_eq(kept, 0);
	ok(c, store_customer_unmerge(c->s, twin.id, &moved, &kept, &c->err));
	ck_assert_int_eq(kept, 0);
	ck_assert_str_eq(before, centre_snapshot(c));
}
END_TEST

Suite *suite_merge(void);
Suite *suite_merge(void)
{
	const TTest *const each[] = {
		merge__customer__moves_everything_and_hides_the_stub,
		merge__number__stays_first_where_there_was_none,
		merge__undo__restores_every_row,
		merge__unmerge__restores_every_row_and_can_be_undone,
		merge__unmerge__leaves_what_was_changed_since,
		merge__refuses__stubs_itself_and_nobody,
		merge__chain__of_three,
	};
	return centre_suite("merge", 60, each, sizeof(each) / sizeof(each[0]));
}
