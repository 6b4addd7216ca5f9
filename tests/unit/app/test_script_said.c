#include "app/script_said.h"

#include <check.h>

Suite *suite_script_said(void);

static bool said(const char *message, const char *screen)
{
	struct err err = {0};
	bool there = false;
	ck_assert_int_eq(script_said(message, screen, &there, &err), RC_OK);
	return there;
}

START_TEST(said__values__stand_in_the_blanks)
{
	static const char screen[] = " Done: Solved. Next: Ana Vidal, Billing. u undoes.\n";
	ck_assert(said("Done: %s. Next: %s, %s. u undoes. | Solved | Ana Vidal | Billing", screen));
	ck_assert(!said("Done: %s. Next: %s, %s. u undoes. | Closed | Ana Vidal", screen));
	ck_assert(!said("Done: %s. Next: %s, %s. u undoes. | Solved | Rosa Vidal", screen));
}
END_TEST

START_TEST(said__no_value__is_anything)
{
	static const char screen[] = "To anna@example.org: goes out in 15 s.\n";
	ck_assert(said("To %s: goes out in %lld s.", screen));
	ck_assert(said("To %s: goes out in %lld s. | *", screen));
	ck_assert(said("To %s: goes out in %lld s. | anna@*", screen));
	ck_assert(!said("To %s: goes out in %lld s. | bert@*", screen));
	ck_assert(!said("To %s: went out in %lld s.", screen));
}
END_TEST

START_TEST(said__pieces__keep_their_order)
{
	ck_assert(said("from %s to %s", "from here to there"));
	ck_assert(!said("to %s from %s", "from here to there"));
}
END_TEST

START_TEST(said__lines_and_frames__do_not_count)
{
	static const char screen[] =
		"│ Several cases are open: choose   │\n│ one with F4.  100 % sure │\n";
	ck_assert(said("Several cases are open: choose one with F4.", screen));
	ck_assert(said("%d %% sure | 100", screen));
	ck_assert(!said("Several cases are open: choose two with F4.", screen));
}
END_TEST

START_TEST(said__places__take_their_value)
{
	ck_assert(said("%2$s of %1$s | Ana | number", "number of Ana"));
	ck_assert(!said("%2$s of %1$s | Ana | number", "Ana of number"));
}
END_TEST

START_TEST(said__plural__is_that_of_the_number)
{
	ck_assert(said("%zu case || %zu cases | 2", "2 cases"));
	ck_assert(said("%zu case || %zu cases | 1", "1 case"));
	ck_assert(!said("%zu case || %zu cases | 2", "2 case."));
}
END_TEST

Suite *suite_script_said(void)
{
	Suite *s = suite_create("script_said");
	TCase *tc = tcase_create("said");
	tcase_add_test(tc, said__values__stand_in_the_blanks);
	tcase_add_test(tc, said__no_value__is_anything);
	tcase_add_test(tc, said__pieces__keep_their_order);
	tcase_add_test(tc, said__lines_and_frames__do_not_count);
	tcase_add_test(tc, said__places__take_their_value);
	tcase_add_test(tc, said__plural__is_that_of_the_number);
	suite_add_tcase(s, tc);
	return s;
}
