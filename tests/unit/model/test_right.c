/* test_right.c - each cell of the table of rights, written down a second time as people would say it. */
#include "carrel/right.h"

#include <check.h>
#include <string.h>

/* One letter for each of own, nobody's, a colleague's: y or n. */
static const struct row {
	enum right_act act;
	const char *agent, *trainee, *lead;
} rows[] = {
	{RIGHT_READ, "yyy", "yyy", "yyy"},
	{RIGHT_NOTE, "yyy", "yyy", "yyy"},
	{RIGHT_JOIN, "yyy", "yyy", "yyy"},
	{RIGHT_DESCRIBE, "yyy", "yyn", "yyy"},
	{RIGHT_LINK, "yyy", "yyn", "yyy"},
	{RIGHT_SPLIT, "yyn", "yyn", "yyy"},
	{RIGHT_TAKE_OVER, "yyy", "yyn", "yyy"},
	{RIGHT_PUT_OFF, "yyn", "yyn", "yyy"},
	{RIGHT_GIVE, "yyn", "yyn", "yyy"},
	{RIGHT_CLOSE, "yyn", "yyn", "yyy"},
	{RIGHT_MERGE, "yyn", "nnn", "yyy"},
	{RIGHT_PROMISE, "yyy", "yyn", "yyy"},
	{RIGHT_SEVERAL, "yyy", "nnn", "yyy"},
	{RIGHT_MERGE_CUSTOMERS, "yyy", "nnn", "yyy"},
};

static void check_cells(const struct row *row, enum agent_role role, const char *cells)
{
	for (int whose = 0; whose < WHOSE_COUNT; whose++)
		ck_assert_msg(
			right_may(row->act, role, (enum right_whose)whose) == (cells[whose] == 'y'),
			"%s, %s, %d", word_id(right_act_words, (int)row->act),
			word_id(agent_role_words, (int)role), whose);
}

START_TEST(right__may__every_cell)
{
	const struct row *row = &rows[_i];
	ck_assert_int_eq(row->act, _i);
	check_cells(row, ROLE_AGENT, row->agent);
	check_cells(row, ROLE_TRAINEE, row->trainee);
	check_cells(row, ROLE_SUPERVISOR, row->lead);
	check_cells(row, ROLE_ADMIN, row->lead);
}
END_TEST

START_TEST(right__words__every_act_has_one)
{
	ck_assert_int_eq(RIGHT_ACTS, sizeof(rows) / sizeof(rows[0]));
	for (int act = 0; act < RIGHT_ACTS; act++)
		ck_assert_msg(*word_label(right_act_words, act), "%d", act);
}
END_TEST

START_TEST(right__whose__in_hand_is_own)
{
	ck_assert_int_eq(right_whose(1, 1, false), WHOSE_OWN);
	ck_assert_int_eq(right_whose(0, 1, false), WHOSE_NOBODYS);
	ck_assert_int_eq(right_whose(2, 1, false), WHOSE_COLLEAGUES);
	ck_assert_int_eq(right_whose(2, 1, true), WHOSE_OWN);
}
END_TEST

Suite *suite_right(void);
Suite *suite_right(void)
{
	Suite *s = suite_create("right");
	TCase *tc = tcase_create("right");
	tcase_add_loop_test(tc, right__may__every_cell, 0, sizeof(rows) / sizeof(rows[0]));
	tcase_add_test(tc, right__words__every_act_has_one);
	tcase_add_test(tc, right__whose__in_hand_is_own);
	suite_add_tcase(s, tc);
	return s;
}
