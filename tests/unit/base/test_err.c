#include "carrel/err.h"

#include "carrel/utf8.h"

#include <check.h>
#include <string.h>

START_TEST(err__set__keeps_code_sentence_and_origin)
{
	struct err err = {0};
	enum rc rc = err_set(&err, RC_BUSY, "The store %s is locked.", "a.db");
	ck_assert_int_eq(rc, RC_BUSY);
	ck_assert_int_eq(err.rc, RC_BUSY);
	ck_assert_str_eq(err.text, "The store a.db is locked.");
	ck_assert_ptr_nonnull(strstr(err.file, "test_err.c"));
	ck_assert_int_gt(err.line, 0);
}
END_TEST

START_TEST(err__set__null_wants_only_the_code)
{
	ck_assert_int_eq(err_set(NULL, RC_IO, "nobody reads this"), RC_IO);
	ck_assert_int_eq(err_prefix(NULL, "nor this"), RC_OK);
}
END_TEST

START_TEST(err__set__old_sentence_may_be_an_argument)
{
	struct err err = {0};
	err_set(&err, RC_IO, "disk");
	err_set(&err, RC_IO, "%s, %s", err.text, err.text);
	ck_assert_str_eq(err.text, "disk, disk");
}
END_TEST

START_TEST(err__set__long_sentence_is_cut_at_a_character)
{
	struct err err = {0};
	/* 511 bytes fit: an odd number, so the last of the two-byte letters cannot. */
	char letters[2 * ERR_TEXT_SIZE + 1];
	for (size_t i = 0; i < ERR_TEXT_SIZE; i++)
		memcpy(letters + 2 * i, "\xC3\xA9", 3);
	err_set(&err, RC_INVALID, "%s", letters);
	ck_assert_uint_eq(strlen(err.text), ERR_TEXT_SIZE - 2);
	ck_assert(utf8_valid(err.text, strlen(err.text)));
	err_set(&err, RC_INVALID, "x%s", letters); /* now the last letter fits whole */
	ck_assert_uint_eq(strlen(err.text), ERR_TEXT_SIZE - 1);
	ck_assert(utf8_valid(err.text, strlen(err.text)));
}
END_TEST

START_TEST(err__prefix__comes_before_the_sentence)
{
	struct err err = {0};
	err_set(&err, RC_NOTFOUND, "no such row");
	ck_assert_int_eq(err_prefix(&err, "case %d", 7), RC_NOTFOUND);
	ck_assert_str_eq(err.text, "case 7: no such row");
}
END_TEST

START_TEST(err__prefix__too_long_is_cut)
{
	struct err err = {0};
	char words[2 * ERR_TEXT_SIZE];
	memset(words, 'w', sizeof(words));
	words[sizeof(words) - 1] = '\0';
	err_set(&err, RC_IO, "sentence");
	err_prefix(&err, "%s", words);
	ck_assert_uint_eq(strlen(err.text), ERR_TEXT_SIZE - 1);
}
END_TEST

START_TEST(rc__name__every_code_has_its_own)
{
	for (int a = RC_OK; a <= RC_CANCELLED; a++)
		for (int b = RC_OK; b < a; b++)
			ck_assert_str_ne(rc_name((enum rc)a), rc_name((enum rc)b));
	ck_assert_str_eq(rc_name(RC_NOTFOUND), "notfound");
	ck_assert_str_eq(rc_name((enum rc)99), "other");
}
END_TEST

Suite *suite_err(void);
Suite *suite_err(void)
{
	Suite *s = suite_create("err");
	TCase *t = tcase_create("err");
	tcase_add_test(t, err__set__keeps_code_sentence_and_origin);
	tcase_add_test(t, err__set__null_wants_only_the_code);
	tcase_add_test(t, err__set__old_sentence_may_be_an_argument);
	tcase_add_test(t, err__set__long_sentence_is_cut_at_a_character);
	tcase_add_test(t, err__prefix__comes_before_the_sentence);
	tcase_add_test(t, err__prefix__too_long_is_cut);
	tcase_add_test(t, rc__name__every_code_has_its_own);
	suite_add_tcase(s, t);
	return s;
}
