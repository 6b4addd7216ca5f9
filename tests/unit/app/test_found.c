/* A row of find in words: kind, what, who, how it stands and when, each told once. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/config.h"
#include "carrel/found.h"

#include <check.h>

static struct arena *a;
static struct app app;

/* 2026-11-20 13:00 in Madrid, the zone of a centre that says none; the case two hours before */
enum { HOUR_MS = 3600 * 1000 };
static const int64_t now = 1795176000000;

static void setup(void)
{
	a = arena_new();
	app = (struct app){.config = config_defaults()};
}

static void teardown(void)
{
	config_free(&app.config);
	arena_free(&a);
}

static const struct find_row case_row = {.kind = FIND_CASE,
	.case_number = "48219376",
	.title = "482 1937-6 Router offline",
	.who = "Maria Okafor",
	.state = "waiting_us",
	.at = 1795176000000 - 2 * HOUR_MS,
	.detail = "the router blinks"};
static const struct find_row customer_row = {.kind = FIND_CUSTOMER,
	.id = 3,
	.customer_id = 3,
	.title = "Maria Okafor",
	.detail = "+34600112233"};
static const struct find_row order_row = {
	.kind = FIND_REFERENCE, .title = "#W2611340", .who = "Maria Okafor", .detail = "Bottle"};
static const struct find_row contact_row = {
	.kind = FIND_CONTACT, .title = "asks for a brochure", .who = NULL, .detail = ""};

START_TEST(found__what__without_the_number)
{
	ck_assert_str_eq(found_what(&case_row, a), "Router offline");
	ck_assert_str_eq(found_what(&customer_row, a), "Maria Okafor");
	ck_assert_str_eq(found_what(&order_row, a), "#W2611340 Bottle");
	struct find_row bare = order_row;
	bare.detail = "";
	ck_assert_str_eq(found_what(&bare, a), "#W2611340");
	struct find_row odd = case_row;
	odd.title = "Router offline";
	ck_assert_str_eq(found_what(&odd, a), "Router offline");
}
END_TEST

START_TEST(found__when__only_what_has_a_time)
{
	ck_assert_str_eq(found_when(&app, &case_row, now, a), "11:00");
	ck_assert_str_eq(found_when(&app, &customer_row, now, a), "");
	struct find_row old = case_row;
	old.at -= (int64_t)12 * 24 * HOUR_MS;
	ck_assert_str_eq(found_when(&app, &old, now, a), "8 Nov");
}
END_TEST

START_TEST(found__detail__numbers_in_groups)
{
	ck_assert_str_eq(found_detail(&customer_row, a), "+34 600 112 233");
	struct find_row mail = customer_row;
	mail.detail = "maria@example.org";
	ck_assert_str_eq(found_detail(&mail, a), "maria@example.org");
	mail.detail = NULL;
	ck_assert_str_eq(found_detail(&mail, a), "");
	ck_assert_str_eq(found_detail(&order_row, a), ""); /* it is in what it is */
}
END_TEST

START_TEST(found__line__all_of_it_for_the_ear)
{
	ck_assert_str_eq(found_line(&app, &case_row, now, a),
		"Case 482 1937-6 Router offline, Maria Okafor, Waiting for us, 11:00, the router "
		"blinks");
	ck_assert_str_eq(
		found_line(&app, &customer_row, now, a), "Customer Maria Okafor, +34 600 112 233");
	ck_assert_str_eq(
		found_line(&app, &order_row, now, a), "Order #W2611340 Bottle, Maria Okafor");
	ck_assert_str_eq(found_line(&app, &contact_row, now, a), "Contact asks for a brochure");
}
END_TEST

START_TEST(found__note__nothing_or_other_words)
{
	struct find_row rows[2] = {case_row, order_row};
	ck_assert_str_eq(found_note("refnd", NULL, 0, a), "Nothing found for “refnd”.");
	ck_assert_ptr_null(found_note("router", rows, 2, a));
	rows[0].meant = rows[1].meant = "refund";
	ck_assert_str_eq(found_note("refnd", rows, 2, a),
		"Nothing found for “refnd”. This is for “refund”.");
}
END_TEST

Suite *suite_found(void);
Suite *suite_found(void)
{
	Suite *s = suite_create("found");
	TCase *t = tcase_create("found");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, found__what__without_the_number);
	tcase_add_test(t, found__when__only_what_has_a_time);
	tcase_add_test(t, found__detail__numbers_in_groups);
	tcase_add_test(t, found__note__nothing_or_other_words);
	tcase_add_test(t, found__line__all_of_it_for_the_ear);
	suite_add_tcase(s, t);
	return s;
}
