#include "carrel/arena.h"

#include <check.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>

START_TEST(arena__alloc__zeroed_and_aligned)
{
	struct arena *a = arena_new();
	for (size_t n = 0; n < 200; n++) {
		unsigned char *p = arena_alloc(a, n);
		ck_assert_uint_eq((uintptr_t)p % alignof(max_align_t), 0);
		for (size_t i = 0; i < n; i++)
			ck_assert_int_eq(p[i], 0);
		memset(p, 0xAA, n);
	}
	arena_reset(a);
	const unsigned char *again = arena_alloc(a, 64); /* memory that was dirty before */
	for (size_t i = 0; i < 64; i++)
		ck_assert_int_eq(again[i], 0);
	arena_free(&a);
	ck_assert_ptr_null(a);
	arena_free(&a);
}
END_TEST

START_TEST(arena__alloc__larger_than_a_block)
{
	struct arena *a = arena_new();
	char *small = arena_strdup(a, "small");
	char *large = arena_alloc(a, 100000);
	memset(large, 'x', 100000);
	ck_assert_str_eq(small, "small");
	ck_assert_uint_ge(arena_used(a), 100000);
	arena_free(&a);
}
END_TEST

START_TEST(arena__release__gives_back_to_the_mark)
{
	struct arena *a = arena_new();
	const char *kept = arena_strdup(a, "kept");
	struct arena_mark mark = arena_mark(a);
	size_t before = arena_used(a);
	for (int i = 0; i < 100; i++)
		memset(arena_array(a, 100, 10), 'x', 1000);
	ck_assert_uint_ge(arena_used(a), before + 100000);
	arena_release(a, mark);
	ck_assert_uint_eq(arena_used(a), before);
	ck_assert_str_eq(kept, "kept");
	arena_free(&a);
}
END_TEST

START_TEST(arena__release__mark_of_an_empty_arena)
{
	struct arena *a = arena_new();
	struct arena_mark mark = arena_mark(a);
	for (int i = 0; i < 100; i++)
		arena_alloc(a, 1000);
	arena_release(a, mark);
	ck_assert_uint_eq(arena_used(a), 0);
	arena_reset(a);
	ck_assert_uint_eq(arena_used(a), 0);
	arena_free(&a);
}
END_TEST

START_TEST(arena__strings__copied_and_formatted)
{
	struct arena *a = arena_new();
	ck_assert_ptr_null(arena_strdup(a, NULL));
	ck_assert_str_eq(arena_strndup(a, "casado", 4), "casa");
	ck_assert_str_eq(arena_printf(a, "%s-%04d", "n", 12), "n-0012");
	ck_assert_str_eq(arena_printf(a, "%s", ""), "");
	arena_free(&a);
}
END_TEST

Suite *suite_arena(void);
Suite *suite_arena(void)
{
	Suite *s = suite_create("arena");
	TCase *t = tcase_create("arena");
	tcase_add_test(t, arena__alloc__zeroed_and_aligned);
	tcase_add_test(t, arena__alloc__larger_than_a_block);
	tcase_add_test(t, arena__release__gives_back_to_the_mark);
	tcase_add_test(t, arena__release__mark_of_an_empty_arena);
	tcase_add_test(t, arena__strings__copied_and_formatted);
	suite_add_tcase(s, t);
	return s;
}
