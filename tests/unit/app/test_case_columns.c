/* Columns of saved queues: which, in what order, sorted by which. */
#include "carrel/arena.h"
#include "carrel/case_columns.h"

#include <check.h>
#include <string.h>

static struct arena *a;
static struct err err;

static void setup(void)
{
	a = arena_new();
}

static void teardown(void)
{
	arena_free(&a);
}

START_TEST(case_columns__parse__each_once_in_their_order)
{
	enum case_column columns[CASE_COLUMNS];
	size_t n;
	ck_assert_int_eq(case_columns_parse("due, case,due,who", a, columns, &n, &err), RC_OK);
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(columns[0], COLUMN_DUE);
	ck_assert_int_eq(columns[2], COLUMN_WHO);
	ck_assert_int_eq(case_columns_parse(NULL, a, columns, &n, &err), RC_OK);
	ck_assert_uint_gt(n, 4);
	ck_assert_int_eq(case_columns_parse("case,price", a, columns, &n, &err), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(err.text, "price"));
	ck_assert_ptr_nonnull(strstr(err.text, "subject"));
}
END_TEST

START_TEST(case_columns__sort__by_column_and_back)
{
	struct case_row rows[] = {
		{.c = {.id = 1, .due_at = 30}, .customer_name = "Carme", .marks = MARK_STUCK},
		{.c = {.id = 2, .next_at = 10}, .customer_name = "Anna"},
		{.c = {.id = 3, .due_at = 20}, .customer_name = "Anna", .marks = MARK_AGEING},
	};
	enum case_column by;
	bool down;
	ck_assert_int_eq(case_sort_parse("-due", a, &by, &down, &err), RC_OK);
	ck_assert(by == COLUMN_DUE && down);
	case_rows_sort(rows, 3, by, down);
	ck_assert_int_eq(rows[0].c.id, 1);
	ck_assert_int_eq(rows[2].c.id, 2);
	case_rows_sort(rows, 3, COLUMN_WHO, false); /* equal ones keep their order */
	ck_assert_int_eq(rows[0].c.id, 3);
	ck_assert_int_eq(rows[1].c.id, 2);
	case_rows_sort(rows, 3, COLUMN_LOOK, false); /* what needs a look stands on top */
	ck_assert_int_eq(rows[2].c.id, 2);
	ck_assert_int_eq(case_sort_parse(NULL, a, &by, &down, &err), RC_OK);
	ck_assert_int_eq(by, CASE_COLUMNS);
	case_rows_sort(rows, 3, by, down);
	ck_assert_int_eq(rows[2].c.id, 2);
	ck_assert_int_eq(case_sort_parse("price", a, &by, &down, &err), RC_INVALID);
}
END_TEST

Suite *suite_case_columns(void);
START_TEST(columns__any_bytes__end_with_a_sentence)
{
	static const char *const pieces[] = {
		"due", "case", "-", ",", ",,", " ", "\xff", "who", "%s", "tags", "\n", "look"};
	unsigned state = 5;
	size_t good = 0;
	for (int round = 0; round < 2000; round++) {
		enum case_column columns[CASE_COLUMNS], by;
		char text[80] = "";
		bool down;
		size_t n;
		for (int i = 0; i < round % 6; i++) {
			state = state * 1664525u + 1013904223u;
			strncat(text, pieces[(state >> 16) % 12], sizeof(text) - strlen(text) - 1);
		}
		err = (struct err){0};
		bool parsed = case_columns_parse(text, a, columns, &n, &err) == RC_OK;
		ck_assert(parsed ? n > 0 && n <= CASE_COLUMNS : err.text[0] != '\0');
		good += parsed;
		err = (struct err){0};
		if (case_sort_parse(text, a, &by, &down, &err) != RC_OK)
			ck_assert(err.text[0] != '\0');
	}
	ck_assert_uint_gt(good, 50);
	err = (struct err){0};
}
END_TEST

Suite *suite_case_columns(void)
{
	Suite *s = suite_create("case_columns");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, case_columns__parse__each_once_in_their_order);
	tcase_add_test(t, case_columns__sort__by_column_and_back);
	tcase_add_test(t, columns__any_bytes__end_with_a_sentence);
	suite_add_tcase(s, t);
	return s;
}
