/* test_people.c - a company and its people, ways to reach somebody, and names that merged ones had. */
#include "store/support_rows.h"

#include "carrel/store_people.h"

#include <check.h>
#include <string.h>

static struct customer add_company(struct centre *c, const char *name)
{
	struct customer firm = {.kind = CUSTOMER_COMPANY, .name = name};
	ok(c, store_customer_add(c->s, &firm, &c->err));
	return firm;
}

static struct customer now_of(struct centre *c, int64_t id)
{
	struct customer row;
	ok(c, store_customer_get(c->s, id, c->a, &row, &c->err));
	return row;
}

static enum rc join(struct centre *c, int64_t person, int64_t company)
{
	struct customer who = now_of(c, person);
	who.company_id = company;
	return store_customer_save(c->s, &who, &c->err);
}

static size_t people_count(struct centre *c, int64_t company)
{
	struct customer *rows;
	size_t n, count;
	ok(c, store_company_people(c->s, company, 50, c->a, &rows, &n, &count, &c->err));
	ck_assert_uint_eq(n, count);
	return count;
}

static struct pop pop_of(struct centre *c, int64_t id)
{
	struct pop pop;
	ok(c, store_pop_customer(c->s, id, 0, c->a, &pop, &c->err));
	return pop;
}

START_TEST(company__has_people__and_the_pop_shows_both_sides)
{
	struct centre *c = centre_here();
	struct customer firm = add_company(c, "Iberlink, S.L.");
	const char *before = centre_snapshot(c);
	ck_assert_ptr_null(pop_of(c, c->maria.id).company);
	ok(c, join(c, c->maria.id, firm.id));
	ok(c, join(c, c->ivo.id, firm.id));
	ck_assert_str_eq(pop_of(c, c->maria.id).company, "Iberlink, S.L.");
	struct pop pop = pop_of(c, firm.id);
	ck_assert_uint_eq(pop.people_count, 2);
	ck_assert_uint_eq(pop.n_people, 2);
	ck_assert_str_eq(pop.people[0], c->ivo.name);
	ck_assert_str_eq(pop.people[1], c->maria.name);
	ck_assert_ptr_null(pop.company);
	centre_undo(c);
	ck_assert_uint_eq(people_count(c, firm.id), 1);
	centre_undo(c);
	ck_assert_str_eq(before, centre_snapshot(c));
}
END_TEST

START_TEST(company__refuses__what_is_none)
{
	struct centre *c = centre_here();
	struct customer firm = add_company(c, "Iberlink, S.L.");
	struct customer other = add_company(c, "Forn Puig");
	ok(c, join(c, c->maria.id, firm.id));
	const char *before = centre_snapshot(c);
	ck_assert_int_eq(join(c, c->ivo.id, c->maria.id), RC_INVALID);
	ck_assert_int_eq(join(c, c->ivo.id, c->ivo.id), RC_INVALID);
	ck_assert_int_eq(join(c, c->ivo.id, 99999), RC_NOTFOUND);
	ck_assert_int_eq(join(c, other.id, firm.id), RC_INVALID);
	struct customer person = now_of(c, firm.id);
	person.kind = CUSTOMER_PERSON;
	ck_assert_int_eq(store_customer_save(c->s, &person, &c->err), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(c->err.text, "Iberlink"));
	ck_assert_str_eq(before, centre_snapshot(c));
	person = now_of(c, other.id); /* nobody belongs to it */
	person.kind = CUSTOMER_PERSON;
	ok(c, store_customer_save(c->s, &person, &c->err));
}
END_TEST

START_TEST(companies__are_found__by_the_beginning_and_by_likeness)
{
	struct centre *c = centre_here();
	struct customer firm = add_company(c, "Iberlink, S.L.");
	struct customer person = {.name = "Iberia Link"};
	struct person_row *rows;
	size_t n;
	ok(c, store_customer_add(c->s, &person, &c->err));
	ok(c, store_companies(c->s, "IBER", 5, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].id, firm.id);
	ok(c, store_companies(c->s, "iverlink", 5, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].id, firm.id);
	ck_assert_int_eq(rows[0].kind, CUSTOMER_COMPANY);
	ok(c, store_companies(c->s, "", 5, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 1);
	ok(c, store_companies(c->s, "maria", 5, c->a, &rows, &n, &c->err));
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(company__merged__takes_its_people_along_and_gives_them_back)
{
	struct centre *c = centre_here();
	struct customer firm = add_company(c, "Iberlink, S.L.");
	struct customer twin = add_company(c, "Iberlink Barcelona");
	int64_t moved, back, kept;
	ok(c, join(c, c->maria.id, firm.id));
	ok(c, join(c, c->ivo.id, firm.id));
	const char *before = centre_snapshot(c);
	ck_assert_int_eq(
		store_customer_merge(c->s, firm.id, c->maria.id, &moved, &c->err), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(c->err.text, "Iberlink"));
	ok(c, store_customer_merge(c->s, firm.id, twin.id, &moved, &c->err));
	ck_assert_int_eq(moved, 2);
	ck_assert_uint_eq(people_count(c, twin.id), 2);
	ck_assert_uint_eq(people_count(c, firm.id), 0);
	ck_assert_str_eq(pop_of(c, twin.id).names_before[0], "Iberlink, S.L.");
	ok(c, store_customer_unmerge(c->s, firm.id, &back, &kept, &c->err));
	ck_assert_int_eq(back, moved);
	ck_assert_int_eq(kept, 0);
	ck_assert_str_eq(before, centre_snapshot(c));
}
END_TEST

START_TEST(company__merged_person__brings_their_company_and_is_counted_once)
{
	struct centre *c = centre_here();
	struct customer firm = add_company(c, "Iberlink, S.L.");
	int64_t moved;
	ok(c, join(c, c->maria.id, firm.id));
	ok(c, store_customer_merge(c->s, c->maria.id, c->ivo.id, &moved, &c->err));
	ck_assert_int_eq(now_of(c, c->ivo.id).company_id, firm.id);
	ck_assert_uint_eq(people_count(c, firm.id), 1);
}
END_TEST

/* ---- who they are now ---- */

static const struct find_row *first_found(struct centre *c, const char *typed)
{
	struct find_row *rows;
	size_t n;
	ok(c, store_find(c->s, typed, "ES", 10, c->a, &rows, &n, &c->err));
	ck_assert_uint_gt(n, 0);
	return &rows[0];
}

START_TEST(merged__name__still_leads_to_whom_they_became)
{
	struct centre *c = centre_here();
	struct customer twin = {.name = "Mariona Wojtyła", .born = "1971-02-03"};
	struct customer now;
	struct person_row *rows;
	size_t n;
	int64_t moved;
	const char *was, *said = "Mariona Vojtila";
	ok(c, store_customer_add(c->s, &twin, &c->err));
	ck_assert_int_eq(first_found(c, "wojty")->id, twin.id);
	ok(c, store_customer_merge(c->s, twin.id, c->maria.id, &moved, &c->err));
	static const char *const typed[] = {
		"mariona wo", "wojty", "wojtyla mariona", "mariona wojtila"};
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
		const struct find_row *row = first_found(c, typed[i]);
		ck_assert_msg(row->id == c->maria.id, "%s", typed[i]);
		ck_assert_str_eq(row->title, c->maria.name);
		ck_assert_ptr_nonnull(strstr(row->detail, "Mariona Wojty"));
	}
	const struct heard heard = {HEARD_NAME, &said, 1};
	ok(c, store_identify(c->s, &heard, 1, "ES", 5, c->a, &rows, &n, &c->err));
	ck_assert_int_eq(rows[0].id, c->maria.id);
	ck_assert_str_eq(rows[0].was, "Mariona Wojtyła");
	ok(c, store_customer_now(c->s, twin.id, c->a, &now, &was, &c->err));
	ck_assert_int_eq(now.id, c->maria.id);
	ck_assert_str_eq(was, "Mariona Wojtyła");
	ok(c, store_customer_now(c->s, c->maria.id, c->a, &now, &was, &c->err));
	ck_assert_ptr_null(was);
	/* One hop more, and a way of no return is none. */
	ok(c, store_customer_merge(c->s, c->maria.id, c->ivo.id, &moved, &c->err));
	ck_assert_int_eq(first_found(c, "wojty")->id, c->ivo.id);
	ck_assert_int_eq(store_customer_now(c->s, 99999, c->a, &now, &was, &c->err), RC_NOTFOUND);
}
END_TEST

START_TEST(merged__attached__is_whom_they_became)
{
	struct centre *c = centre_here();
	int64_t moved;
	centre_call(c, c->ana.id, "+34600999888");
	ok(c, store_customer_merge(c->s, c->ivo.id, c->maria.id, &moved, &c->err));
	ok(c, work_attach(c->s, c->ana.id, c->ivo.id, 0, &c->err));
	ck_assert_int_eq(centre_hand(c, c->ana.id).customer_id, c->maria.id);
}
END_TEST

/* ---- how to reach them ---- */

static struct identity way(struct centre *c, int64_t customer, const char *value)
{
	struct identity *all;
	size_t n;
	ok(c, store_identity_list(c->s, customer, c->a, &all, &n, &c->err));
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].value, value) == 0)
			return all[i];
	return (struct identity){0};
}

static struct identity add_way(
	struct centre *c, int64_t customer, enum identity_kind kind, const char *value, bool main)
{
	struct identity id = {.customer_id = customer, .kind = kind, .value = value, .main = main};
	ok(c, store_identity_add(c->s, &id, &c->err));
	return way(c, customer, value);
}

START_TEST(identity__main__is_one_of_its_kind)
{
	struct centre *c = centre_here();
	struct customer who = {.name = "Nora Prat"};
	ok(c, store_customer_add(c->s, &who, &c->err));
	add_way(c, who.id, IDENTITY_PHONE, "+34600000001", true);
	struct identity two = add_way(c, who.id, IDENTITY_PHONE, "+34600000002", false);
	add_way(c, who.id, IDENTITY_EMAIL, "nora@example.org", true);
	const char *before = centre_snapshot(c);
	two.main = true;
	ok(c, store_identity_save(c->s, &two, &c->err));
	ck_assert(!way(c, who.id, "+34600000001").main);
	ck_assert(way(c, who.id, "+34600000002").main);
	ck_assert(way(c, who.id, "nora@example.org").main);
	centre_undo(c);
	ck_assert_str_eq(before, centre_snapshot(c));
}
END_TEST

START_TEST(identity__dropped__leaves_another_main_one)
{
	struct centre *c = centre_here();
	struct customer who = {.name = "Nora Prat"};
	ok(c, store_customer_add(c->s, &who, &c->err));
	struct identity one = add_way(c, who.id, IDENTITY_PHONE, "+34600000001", true);
	add_way(c, who.id, IDENTITY_PHONE, "+34600000002", false);
	const char *before = centre_snapshot(c);
	ok(c, store_identity_drop(c->s, &one, &c->err));
	ck_assert_int_eq(way(c, who.id, "+34600000001").id, 0);
	ck_assert(way(c, who.id, "+34600000002").main);
	centre_undo(c);
	ck_assert_str_eq(before, centre_snapshot(c));
}
END_TEST

START_TEST(identity__changed__not_to_one_they_have)
{
	struct centre *c = centre_here();
	struct customer who = {.name = "Nora Prat"};
	ok(c, store_customer_add(c->s, &who, &c->err));
	struct identity one = add_way(c, who.id, IDENTITY_HANDLE, "@nora", true);
	add_way(c, who.id, IDENTITY_HANDLE, "@prat", false);
	one.value = "@prat";
	ck_assert_int_eq(store_identity_save(c->s, &one, &c->err), RC_CONFLICT);
	one.value = one.shown = "@noraprat";
	ok(c, store_identity_save(c->s, &one, &c->err));
	ck_assert_int_eq(way(c, who.id, "@noraprat").id, one.id);
}
END_TEST

/* ---- standing ---- */

START_TEST(standing__prospect__is_a_customer_with_the_first_order)
{
	struct centre *c = centre_here();
	struct customer who = {.name = "Nora Prat", .standing = STANDING_PROSPECT};
	ok(c, store_customer_add(c->s, &who, &c->err));
	struct reference_item device = {.customer_id = who.id, .kind = "device", .ref = "R1"};
	ok(c, store_reference_add(c->s, &device, &c->err));
	ck_assert_int_eq(now_of(c, who.id).standing, STANDING_PROSPECT);
	const char *before = centre_snapshot(c);
	struct reference_item order = {.customer_id = who.id, .kind = "order", .ref = "#W1"};
	ok(c, store_reference_add(c->s, &order, &c->err));
	ck_assert_int_eq(now_of(c, who.id).standing, STANDING_CUSTOMER);
	centre_undo(c);
	ck_assert_str_eq(before, centre_snapshot(c));
	struct customer former = now_of(c, who.id);
	former.standing = STANDING_FORMER;
	ok(c, store_customer_save(c->s, &former, &c->err));
	order.id = 0;
	ok(c, store_reference_add(c->s, &order, &c->err));
	ck_assert_int_eq(now_of(c, who.id).standing, STANDING_FORMER);
}
END_TEST

Suite *suite_people(void);
Suite *suite_people(void)
{
	const TTest *const each[] = {
		company__has_people__and_the_pop_shows_both_sides,
		company__refuses__what_is_none,
		companies__are_found__by_the_beginning_and_by_likeness,
		company__merged__takes_its_people_along_and_gives_them_back,
		company__merged_person__brings_their_company_and_is_counted_once,
		merged__name__still_leads_to_whom_they_became,
		merged__attached__is_whom_they_became,
		identity__main__is_one_of_its_kind,
		identity__dropped__leaves_another_main_one,
		identity__changed__not_to_one_they_have,
		standing__prospect__is_a_customer_with_the_first_order,
	};
	return centre_suite("people", 60, each, sizeof(each) / sizeof(each[0]));
}
