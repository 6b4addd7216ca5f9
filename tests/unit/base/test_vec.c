#include "carrel/vec.h"

#include <check.h>

static int at(const struct vec *v, size_t i)
{
	return *(int *)vec_at(v, i);
}

static void push(struct vec *v, int value)
{
	int *slot = vec_push(v);
	ck_assert_int_eq(*slot, 0);
	*slot = value;
}

START_TEST(vec__push__keeps_order_over_growth)
{
	struct vec v = {.size = sizeof(int)};
	for (int i = 0; i < 100; i++)
		push(&v, i + 1);
	for (size_t i = 0; i < 100; i++)
		ck_assert_int_eq(at(&v, i), (int)i + 1);
	vec_fini(&v);
	ck_assert_uint_eq(v.n, 0);
	push(&v, 3); /* a finished list can be used again */
	ck_assert_int_eq(at(&v, 0), 3);
	vec_fini(&v);
}
END_TEST

START_TEST(vec__insert__front_middle_end)
{
	struct vec v = {.size = sizeof(int)};
	*(int *)vec_insert(&v, 0) = 3;
	*(int *)vec_insert(&v, 0) = 1;
	*(int *)vec_insert(&v, 1) = 2;
	*(int *)vec_insert(&v, 3) = 4;
	for (size_t i = 0; i < 4; i++)
		ck_assert_int_eq(at(&v, i), (int)i + 1);
	vec_fini(&v);
}
END_TEST

START_TEST(vec__remove__front_middle_end)
{
	struct vec v = {.size = sizeof(int)};
	for (int i = 0; i < 5; i++)
		push(&v, i);
	vec_remove(&v, 4);
	vec_remove(&v, 2);
	vec_remove(&v, 0);
	ck_assert_uint_eq(v.n, 2);
	ck_assert_int_eq(at(&v, 0), 1);
	ck_assert_int_eq(at(&v, 1), 3);
	vec_clear(&v);
	ck_assert_uint_eq(v.n, 0);
	push(&v, 9); /* zeroed though the memory was used before */
	vec_fini(&v);
}
END_TEST

Suite *suite_vec(void);
Suite *suite_vec(void)
{
	Suite *s = suite_create("vec");
	TCase *t = tcase_create("vec");
	tcase_add_test(t, vec__push__keeps_order_over_growth);
	tcase_add_test(t, vec__insert__front_middle_end);
	tcase_add_test(t, vec__remove__front_middle_end);
	suite_add_tcase(s, t);
	return s;
}
