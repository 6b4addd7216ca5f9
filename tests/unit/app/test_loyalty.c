#include "carrel/loyalty.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/config.h"
#include "carrel/customer.h"

#include <check.h>

START_TEST(loyalty__words__grade_year_or_what_the_record_says)
{
	struct app app = {.config = config_defaults()};
	struct arena *a = arena_new();
	const char *zone = app_zone(&app);
	int64_t now = clock_from_local(2026, 1, 31, 12, 0, 0, zone);
	struct customer c = {.standing = STANDING_CUSTOMER,
		.created_at = clock_from_local(2019, 5, 2, 12, 0, 0, zone)};
	ck_assert_str_eq(loyalty_words(&app, &c, now, a), "Customer since 2019");
	c.loyalty = "gold";
	ck_assert_str_eq(loyalty_words(&app, &c, now, a), "GOLD since 2019");
	c.loyalty = "Member 4471, since May";
	ck_assert_str_eq(loyalty_words(&app, &c, now, a), "Member 4471, since May");
	c.loyalty = "";
	c.created_at = clock_from_local(2026, 1, 1, 0, 0, 0, zone); /* this year: nothing to say */
	ck_assert_str_eq(loyalty_words(&app, &c, now, a), "");
	c.created_at--;
	ck_assert_str_eq(loyalty_words(&app, &c, now, a), "Customer since 2025");
	c.standing = STANDING_PROSPECT;
	ck_assert_str_eq(loyalty_words(&app, &c, now, a), "");
	c.loyalty = "silver";
	c.created_at = 0;
	ck_assert_str_eq(loyalty_words(&app, &c, now, a), "SILVER");
	arena_free(&a);
	config_free(&app.config);
}
END_TEST

START_TEST(loyalty__centre__its_name_or_the_service_in_the_language_of_the_text)
{
	static const char named[] = "format: carrel-config/1\ncentre: {name: Alba Telecom}\n";
	struct app app = {.config = config_defaults()};
	struct problems problems;
	struct err err = {0};
	ck_assert_str_eq(app_centre_name(&app, "es"), "Atención al Cliente");
	ck_assert_str_eq(app_centre_name(&app, "ca-ES"), "Servei al Client");
	ck_assert_str_eq(app_centre_name(&app, "fr"), "Customer Service");
	ck_assert_str_eq(app_centre_name(&app, NULL), "Customer Service");
	config_free(&app.config);
	problems_init(&problems);
	ck_assert_int_eq(
		config_parse(named, sizeof(named) - 1, "c.yaml", &app.config, &problems, &err),
		RC_OK);
	ck_assert_str_eq(app_centre_name(&app, "es"), "Alba Telecom");
	problems_fini(&problems);
	config_free(&app.config);
}
END_TEST

Suite *suite_loyalty(void);
Suite *suite_loyalty(void)
{
	Suite *s = suite_create("loyalty");
	TCase *tc = tcase_create("loyalty");
	tcase_add_test(tc, loyalty__words__grade_year_or_what_the_record_says);
	tcase_add_test(tc, loyalty__centre__its_name_or_the_service_in_the_language_of_the_text);
	suite_add_tcase(s, tc);
	return s;
}
