/* Which columns a list shows: chosen, remembered, refused. */
#include "carrel/arena.h"
#include "carrel/columns.h"
#include "carrel/remember.h"

#include <check.h>

static const struct column_def all[] = {
	{{"wait", "Wait", 8, 0, LIST_RIGHT, false}, 3, NULL},
	{{"late", "", 1, 0, LIST_LEFT, false}, 4, "Mark"},
	{{"who", "Who", 10, 1, LIST_LEFT, true}, 5, NULL},
};
static const struct list_column usual[] = {{"wait", "Wait", 8, 0, LIST_RIGHT, false}};

static struct columns c;
static struct remember *r;
static struct arena *a;

static void setup(void)
{
	a = arena_new();
	r = remember_new(false);
	columns_open(&c, all, 3);
	c.usual = usual;
	c.n_usual = 1;
	ck_assert(columns_follow(&c, r, "columns.queue"));
}

static void teardown(void)
{
	columns_close(&c);
	remember_free(&r);
	arena_free(&a);
}

static void choose(const char *ids)
{
	struct err err = {0};
	ck_assert_msg(columns_choose(&c, r, ids, &err) == RC_OK, "%s", err.text);
}

START_TEST(columns__nothing_chosen__the_usual_ones)
{
	ck_assert_ptr_null(c.chosen);
	ck_assert_str_eq(columns_ids(&c, a), "wait");
	ck_assert(!columns_follow(&c, r, "columns.queue"));
}
END_TEST

START_TEST(columns__choose__in_that_order_once_each)
{
	choose("who, wait,who");
	ck_assert(columns_follow(&c, r, "columns.queue"));
	ck_assert_str_eq(columns_ids(&c, a), "who,wait");
	ck_assert_int_eq(c.fields[0], 5);
	ck_assert_int_eq(c.fields[1], 3);
	ck_assert(!columns_follow(&c, r, "columns.queue"));
}
END_TEST

START_TEST(columns__usual__forgets_the_choice)
{
	choose("who");
	columns_follow(&c, r, "columns.queue");
	choose("");
	ck_assert(columns_follow(&c, r, "columns.queue"));
	ck_assert_ptr_null(c.chosen);
	ck_assert_ptr_null(remember_get(r, "columns.queue"));
}
END_TEST

START_TEST(columns__unknown__is_refused_and_nothing_changes)
{
	struct err err = {0};
	choose("who");
	ck_assert_int_eq(columns_choose(&c, r, "wait,nonsense", &err), RC_INVALID);
	ck_assert_str_eq(err.text, "There is no column “nonsense”. There is: wait, late, who.");
	ck_assert_str_eq(remember_get(r, "columns.queue"), "who");
}
END_TEST

/* Remembered by a version that had more of them. */
START_TEST(columns__gone_since__are_left_out)
{
	remember_set(r, "columns.queue", "mood,who");
	columns_follow(&c, r, "columns.queue");
	ck_assert_str_eq(columns_ids(&c, a), "who");
	remember_set(r, "columns.queue", "mood");
	columns_follow(&c, r, "columns.queue");
	ck_assert_ptr_null(c.chosen);
	ck_assert_str_eq(columns_ids(&c, a), "wait");
}
END_TEST

START_TEST(columns__each_list__has_its_own)
{
	choose("who");
	columns_follow(&c, r, "columns.queue");
	ck_assert(columns_follow(&c, r, "columns.view.Stuck"));
	ck_assert_ptr_null(c.chosen);
	choose("late");
	columns_follow(&c, r, "columns.view.Stuck");
	ck_assert_str_eq(columns_ids(&c, a), "late");
	columns_follow(&c, r, "columns.queue");
	ck_assert_str_eq(columns_ids(&c, a), "who");
}
END_TEST

START_TEST(columns__label__where_the_heading_is_empty)
{
	ck_assert_str_eq(columns_label(&all[1]), "Mark");
	ck_assert_str_eq(columns_label(&all[2]), "Who");
}
END_TEST

Suite *suite_columns(void);
Suite *suite_columns(void)
{
	Suite *s = suite_create("columns");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, columns__nothing_chosen__the_usual_ones);
	tcase_add_test(t, columns__choose__in_that_order_once_each);
	tcase_add_test(t, columns__usual__forgets_the_choice);
	tcase_add_test(t, columns__unknown__is_refused_and_nothing_changes);
	tcase_add_test(t, columns__gone_since__are_left_out);
	tcase_add_test(t, columns__each_list__has_its_own);
	tcase_add_test(t, columns__label__where_the_heading_is_empty);
	suite_add_tcase(s, t);
	return s;
}
