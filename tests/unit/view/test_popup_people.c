/* test_popup_people.c - the people below the fields: Down goes in, Up out, and who was chosen stays. */
#include "view/popup_people.h"

#include <check.h>

static struct popup_person rows[] = {
	{11, "Marta Soler", "+34 600 123 456", false}, {12, "Joan Pi", NULL, false}};

static bool press(struct popup_people *people, enum key_kind kind)
{
	const struct key key = {.kind = kind};
	return popup_people_key(people, &key);
}

START_TEST(popup_people__key__down_goes_in_and_up_out)
{
	struct popup_people people = {.rows = rows, .n = 2};
	ck_assert_int_eq(popup_people_chosen(&people), 0);
	ck_assert(!press(&people, KEY_UP));
	ck_assert(press(&people, KEY_DOWN));
	ck_assert_int_eq(popup_people_chosen(&people), 11);
	ck_assert(press(&people, KEY_DOWN));
	ck_assert(press(&people, KEY_DOWN));
	ck_assert_int_eq(popup_people_chosen(&people), 12);
	ck_assert(press(&people, KEY_UP));
	ck_assert(press(&people, KEY_UP));
	ck_assert_int_eq(popup_people_chosen(&people), 0);
	people.n = 0;
	ck_assert(!press(&people, KEY_DOWN)); /* nobody: the key belongs to the fields */
}
END_TEST

START_TEST(popup_people__key__typing_leaves_the_list_and_is_typed)
{
	struct popup_people people = {.rows = rows, .n = 2};
	const struct key letter = {.kind = KEY_CHAR, .rune = 'a'};
	press(&people, KEY_DOWN);
	ck_assert(!popup_people_key(&people, &letter));
	ck_assert_int_eq(popup_people_chosen(&people), 0);
}
END_TEST

START_TEST(popup_people__keep__by_id_when_others_come)
{
	static struct popup_person other[] = {
		{9, "New", NULL, false}, {11, "Marta Soler", NULL, false}};
	struct popup_people people = {.rows = rows, .n = 2};
	press(&people, KEY_DOWN);
	int64_t chosen = popup_people_chosen(&people);
	people.rows = other;
	popup_people_keep(&people, chosen);
	ck_assert_int_eq(popup_people_chosen(&people), 11);
	ck_assert_uint_eq(people.row, 1);
	people.n = 1;
	popup_people_keep(&people, chosen);
	ck_assert_int_eq(popup_people_chosen(&people), 0); /* gone: back in the fields */
}
END_TEST

START_TEST(popup_people__shares__the_cursors_part_stays)
{
	struct popup_people people = {.rows = rows, .n = 2};
	struct popup_shares s = popup_people_shares(&people, 3, 8);
	ck_assert(s.head == 1 && s.fields == 3 && s.people == 2);
	s = popup_people_shares(&people, 3, 4);
	ck_assert(s.head == 0 && s.fields == 3 && s.people == 1);
	s = popup_people_shares(&people, 3, 1);
	ck_assert(s.fields == 1 && s.people == 0);
	press(&people, KEY_DOWN);
	s = popup_people_shares(&people, 3, 4);
	ck_assert(s.fields == 2 && s.people == 2);
	s = popup_people_shares(&people, 3, 1);
	ck_assert(s.fields == 0 && s.people == 1);
}
END_TEST

Suite *suite_popup_people(void);
Suite *suite_popup_people(void)
{
	Suite *s = suite_create("popup_people");
	TCase *t = tcase_create("core");
	tcase_add_test(t, popup_people__key__down_goes_in_and_up_out);
	tcase_add_test(t, popup_people__key__typing_leaves_the_list_and_is_typed);
	tcase_add_test(t, popup_people__keep__by_id_when_others_come);
	tcase_add_test(t, popup_people__shares__the_cursors_part_stays);
	suite_add_tcase(s, t);
	return s;
}
