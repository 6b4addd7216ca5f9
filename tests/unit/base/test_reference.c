#include "carrel/reference.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

START_TEST(reference__damm__published_example)
{
	ck_assert_int_eq(reference_damm("572", 3), 4);
	ck_assert_int_eq(reference_damm("5724", 4), 0);
}
END_TEST

START_TEST(reference__parse__what_people_say)
{
	char made[REFERENCE_LEN + 1], out[REFERENCE_LEN + 1], shown[12], dots[16];
	reference_make(0, made);
	ck_assert_uint_eq(strlen(made), REFERENCE_LEN);
	reference_show(made, shown);
	ck_assert_uint_eq(strlen(shown), 10);
	ck_assert(shown[3] == ' ' && shown[8] == '-');
	ck_assert(reference_parse(shown, out));
	ck_assert_str_eq(out, made);
	memcpy(dots, made, 4);
	dots[4] = '.';
	memcpy(dots + 5, made + 4, 5);
	ck_assert(reference_parse(dots, out));
	ck_assert_str_eq(out, made);
	ck_assert(!reference_parse("1234", out));
	ck_assert(!reference_parse("123456789", out));
	ck_assert(!reference_parse("482193x6", out));
	ck_assert(!reference_parse("", out));
}
END_TEST

START_TEST(reference__parse__catches_wrong_digit_and_swap)
{
	for (int64_t count = 0; count < 200; count++) {
		char good[REFERENCE_LEN + 1], bad[REFERENCE_LEN + 1], out[REFERENCE_LEN + 1];
		reference_make(count, good);
		for (int i = 0; i < REFERENCE_LEN; i++) {
			for (char d = '0'; d <= '9'; d++) {
				memcpy(bad, good, sizeof(bad));
				bad[i] = d;
				ck_assert(reference_parse(bad, out) == (d == good[i]));
			}
			if (i == 0)
				continue;
			memcpy(bad, good, sizeof(bad));
			bad[i] = good[i - 1];
			bad[i - 1] = good[i];
			ck_assert(reference_parse(bad, out) == (good[i] == good[i - 1]));
		}
	}
}
END_TEST

static int body_of(int64_t count)
{
	char number[REFERENCE_LEN + 1];
	reference_make(count, number);
	int body = 0;
	for (int i = 0; i < REFERENCE_LEN - 1; i++)
		body = body * 10 + number[i] - '0';
	return body;
}

/* Steps that share no factor with the range visit all of it; both borders and stretches of it. */
START_TEST(reference__make__each_number_once)
{
	enum { ALL = 10000000, STRETCH = 50000 };
	const int64_t starts[] = {0, 4500000, 9000000 - STRETCH, 9000000, ALL - STRETCH};
	unsigned char *seen = calloc(ALL, 1);
	ck_assert_ptr_nonnull(seen);
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		for (int64_t count = starts[i]; count < starts[i] + STRETCH; count++) {
			int body = body_of(count);
			if (seen[body]++ != 0 || (body < 1000000) != (count >= 9000000))
				ck_abort_msg("count %lld gives %d", (long long)count, body);
		}
	}
	free(seen);
}
END_TEST

START_TEST(reference__make__neighbours_do_not_look_alike)
{
	for (int64_t count = 0; count < 1000; count++) {
		char a[REFERENCE_LEN + 1], b[REFERENCE_LEN + 1];
		reference_make(count, a);
		reference_make(count + 1, b);
		int same = 0;
		for (int i = 0; i < REFERENCE_LEN; i++)
			same += a[i] == b[i];
		ck_assert_int_lt(same, 6);
	}
}
END_TEST

Suite *suite_reference(void);
Suite *suite_reference(void)
{
	Suite *s = suite_create("reference");
	TCase *tc = tcase_create("reference");
	tcase_add_test(tc, reference__damm__published_example);
	tcase_add_test(tc, reference__parse__what_people_say);
	tcase_add_test(tc, reference__parse__catches_wrong_digit_and_swap);
	tcase_add_test(tc, reference__make__each_number_once);
	tcase_add_test(tc, reference__make__neighbours_do_not_look_alike);
	suite_add_tcase(s, tc);
	return s;
}
