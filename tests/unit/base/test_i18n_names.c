/* Sentences name the keys that a person has. */
#include "carrel/i18n.h"

#include <check.h>
#include <stdio.h>

static void rename_one(const char *written, const char *meant)
{
	const struct i18n_name name = {written, meant};
	i18n_rename(&name, 1);
}

static void teardown(void)
{
	i18n_rename(NULL, 0);
}

START_TEST(i18n_names__whole_words__are_the_others)
{
	ck_assert_str_eq(_("F2 takes the next one."), "F2 takes the next one.");
	rename_one("F2", "Ctrl-T");
	ck_assert_str_eq(_("F2 takes the next one."), "Ctrl-T takes the next one.");
	ck_assert_str_eq(_("press (F2), or F2"), "press (Ctrl-T), or Ctrl-T");
	ck_assert_str_eq(_("Alt-F2, F20 and xF2 stay"), "Alt-F2, F20 and xF2 stay");
	ck_assert_str_eq(_("Nothing here"), "Nothing here");
	ck_assert_str_eq(i18n_as_written("F2 takes the next one."), "F2 takes the next one.");
}
END_TEST

START_TEST(i18n_names__changed_places__stay_two)
{
	const struct i18n_name names[] = {{"F2", "F7"}, {"F7", "F2"}};
	i18n_rename(names, 2);
	ck_assert_str_eq(_("F2 takes, F7 waits, F2 again"), "F7 takes, F2 waits, F7 again");
}
END_TEST

START_TEST(i18n_names__one_letter__only_as_a_key)
{
	rename_one("u", "Ctrl-Z");
	ck_assert_str_eq(_("Done. u undoes."), "Done. Ctrl-Z undoes.");
	ck_assert_str_eq(_("undo, us, menu"), "undo, us, menu");
}
END_TEST

START_TEST(i18n_names__blanks__stay)
{
	char text[64];
	rename_one("F8", "Ctrl-O");
	snprintf(text, sizeof(text), _("F8 gives %zu to %s"), (size_t)3, "Bo");
	ck_assert_str_eq(text, "Ctrl-O gives 3 to Bo");
	rename_one("F8", "%s"); /* a key of that name may not become a blank */
	ck_assert_str_eq(_("F8 gives %zu to %s"), "F8 gives %zu to %s");
}
END_TEST

START_TEST(i18n_names__plural__too)
{
	rename_one("u", "z");
	ck_assert_str_eq(i18n_plural("One. u undoes.", "Many. u undoes.", 1), "One. z undoes.");
	ck_assert_str_eq(i18n_plural("One. u undoes.", "Many. u undoes.", 2), "Many. z undoes.");
}
END_TEST

/* Views hold on to what they were handed, whoever sits down next. */
START_TEST(i18n_names__handed_out__stays_good)
{
	rename_one("F2", "F5");
	const char *first = _("F2 takes");
	rename_one("F2", "F6");
	ck_assert_str_eq(_("F2 takes"), "F6 takes");
	ck_assert_str_eq(first, "F5 takes");
	rename_one("F2", "F5");
	ck_assert_ptr_eq(_("F2 takes"), first);
	i18n_rename(NULL, 0);
	ck_assert_str_eq(_("F2 takes"), "F2 takes");
}
END_TEST

Suite *suite_i18n_names(void);
Suite *suite_i18n_names(void)
{
	Suite *s = suite_create("i18n_names");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_test(t, i18n_names__whole_words__are_the_others);
	tcase_add_test(t, i18n_names__changed_places__stay_two);
	tcase_add_test(t, i18n_names__one_letter__only_as_a_key);
	tcase_add_test(t, i18n_names__blanks__stay);
	tcase_add_test(t, i18n_names__plural__too);
	tcase_add_test(t, i18n_names__handed_out__stays_good);
	suite_add_tcase(s, t);
	return s;
}
