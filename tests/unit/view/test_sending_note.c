/* The note sent as a reply: an open blank keeps it here, with the cursor at the blank. */
#include "carrel/desk.h"
#include "carrel/library.h"
#include "carrel/mem.h"
#include "carrel/staged.h"
#include "carrel/textpane.h"
#include "unit/view/support_console.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

Suite *suite_sending_note(void);

static const char texts[] = "format: carrel-texts/1\n"
			    "emoji: {mail: few}\n"
			    "limits: {mail: 30}\n"
			    "texts:\n"
			    "  - id: t.day\n"
			    "    title: {en: Day}\n"
			    "    blanks: {when: {ask: {en: Which day}, type: date}}\n"
			    "    text: {en: \"We come on {when}.\"}\n"
			    "    then: [outcome waiting_us]\n";

static void set_up(void)
{
	test_console_open();
	library_add_memory(app_library(&test_app), "t.yaml", texts, sizeof(texts) - 1);
	library_refresh(app_library(&test_app));
	test_console_take();
	test_console_run("insert t.day --language en");
}

START_TEST(sending_note__reply__waits_for_an_open_blank)
{
	textpane_set_cursor(test_con->desk->note, textpane_len(test_con->desk->note));
	ck_assert_int_eq(console_command(test_con, "reply --to a@example.org"), RC_INVALID);
	ck_assert_ptr_nonnull(strstr(test_con->message, "{when} is open"));
	ck_assert_str_eq(test_console_note(), "We come on {when}.");
	ck_assert_uint_eq(textpane_cursor(test_con->desk->note), strlen("We come on "));
	ck_assert_uint_eq(test_con->desk->nleaving, 0);
}
END_TEST

START_TEST(sending_note__reply__goes_when_it_is_filled_or_meant_so)
{
	test_console_run("reply --to a@example.org --as-is");
	ck_assert_str_eq(test_console_note(), "");
	ck_assert_uint_eq(staged_count(test_con->desk->staged), 0);
	test_console_run("expect calls it back");
}
END_TEST

START_TEST(sending_note__reply__tells_the_manners_of_its_texts)
{
	test_console_run("type 2026-12-03");
	test_console_run("press Tab");
	test_console_run("type  A long goodbye to you 🙂🙂");
	test_console_run("reply --to a@example.org");
	test_console_run("expect Too many emoji: 2.");
	test_console_run("expect Too long: 59 of 30");
	ck_assert_str_eq(test_console_note(), "");
}
END_TEST

/* What is no address would never arrive, and a second line in it would be one more header. */
START_TEST(sending_note__reply__only_to_a_mail_address)
{
	static const char *const bad[] = {
		"ana", "a@b@c", "\"a@example.org\nBcc:x\"", "4111111111111111@example.org"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char *line = xasprintf("reply --as-is --to %s", bad[i]);
		ck_assert_int_eq(console_command(test_con, line), RC_INVALID);
		ck_assert_str_eq(test_console_note(), "We come on {when}.");
		free(line);
	}
	test_console_run("reply --as-is --to Ana@Example.org");
	ck_assert_str_eq(test_console_note(), "");
}
END_TEST

Suite *suite_sending_note(void)
{
	Suite *s = suite_create("sending_note");
	TCase *t = tcase_create("sending_note");
	tcase_add_checked_fixture(t, set_up, test_console_close);
	tcase_add_test(t, sending_note__reply__waits_for_an_open_blank);
	tcase_add_test(t, sending_note__reply__only_to_a_mail_address);
	tcase_add_test(t, sending_note__reply__goes_when_it_is_filled_or_meant_so);
	tcase_add_test(t, sending_note__reply__tells_the_manners_of_its_texts);
	suite_add_tcase(s, t);
	return s;
}
