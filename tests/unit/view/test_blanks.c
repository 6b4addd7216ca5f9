/* The blanks of texts in the note, filled by keys as a person does. */
#include "carrel/arena.h"
#include "carrel/blanks.h"
#include "carrel/desk.h"
#include "carrel/desk_texts.h"
#include "carrel/drafts.h"
#include "carrel/grid.h"
#include "carrel/library.h"
#include "carrel/staged.h"
#include "carrel/strbuf.h"
#include "carrel/textpane.h"
#include "unit/view/support_console.h"

#include "carrel/reference.h"

#include <check.h>
#include <string.h>

Suite *suite_blanks(void);

static const char texts[] =
	"format: carrel-texts/1\n"
	"texts:\n"
	"  - id: t.charge\n"
	"    title: {en: Charge}\n"
	"    blanks:\n"
	"      amount: {ask: {en: How much}, type: money}\n"
	"      when: {ask: {en: Which day}, type: date}\n"
	"    text: {en: \"{amount} on {when}, that is {amount}.\"}\n"
	"  - id: t.how\n"
	"    title: {en: How}\n"
	"    blanks:\n"
	"      way: {ask: {en: By what}, type: choice, choices: [post, courier]}\n"
	"      left: {ask: {en: How many}, type: number, range: [1, 5]}\n"
	"    text: {en: \"By {way}, {left} left\"}\n"
	"    then: [follow-up 2d, outcome waiting_us]\n"
	"  - id: t.number\n"
	"    title: {en: Number}\n"
	"    blanks: {why: {ask: {en: Why}, type: text}}\n"
	"    text: {en: \"{why}: case {case.number} of {customer.name}\"}\n";

static void set_up(void)
{
	test_console_open();
	library_add_memory(app_library(&test_app), "t.yaml", texts, sizeof(texts) - 1);
	library_refresh(app_library(&test_app));
	test_console_take();
}

static void put_in(const char *id)
{
	char line[64] = "insert ";
	strncat(line, id, sizeof(line) - strlen(line) - 1);
	strncat(line, " --language en", sizeof(line) - strlen(line) - 1);
	test_console_run(line);
}

START_TEST(blanks__tab__checks_writes_and_fills_the_same_elsewhere)
{
	put_in("t.charge");
	ck_assert_str_eq(test_console_note(), "{amount} on {when}, that is {amount}.");
	test_console_run("expect How much");
	test_console_run("type 12.5");
	test_console_run("press Tab");
	ck_assert_ptr_null(strstr(test_console_note(), "{amount}"));
	ck_assert_ptr_nonnull(strstr(test_console_note(), "that is"));
	/* Both places have the same amount, written with its cents. */
	const char *first = strstr(test_console_note(), "12");
	ck_assert_ptr_nonnull(first);
	ck_assert_ptr_nonnull(strstr(first + 2, "12"));
	ck_assert(strstr(test_console_note(), "12.50") || strstr(test_console_note(), "12,50"));
	test_console_run("expect Which day");
}
END_TEST

START_TEST(blanks__tab__what_is_refused_stays_and_is_kept_when_asked_again)
{
	put_in("t.charge");
	test_console_run("type soon");
	test_console_run("press Tab");
	ck_assert_ptr_nonnull(strstr(test_console_note(), "soon on {when}"));
	test_console_run("expect How much"); /* still there */
	test_console_run("press Tab");
	test_console_run("expect Which day");
	ck_assert_ptr_nonnull(strstr(test_console_note(), "soon on {when}, that is soon."));
}
END_TEST

START_TEST(blanks__empty__is_a_blank_again)
{
	put_in("t.charge");
	test_console_run("type 1");
	test_console_run("press Backspace");
	ck_assert_ptr_null(strstr(test_console_note(), "{amount} on"));
	test_console_run("press Tab");
	ck_assert_ptr_nonnull(strstr(test_console_note(), "{amount} on {when}"));
	test_console_run("expect Which day");
	test_console_run("press Shift-Tab");
	test_console_run("expect How much");
}
END_TEST

START_TEST(blanks__del__takes_the_blank_away)
{
	put_in("t.charge");
	test_console_run("press Del");
	ck_assert_str_eq(test_console_note(), " on {when}, that is {amount}.");
}
END_TEST

START_TEST(blanks__digit__picks_a_choice_and_goes_on)
{
	put_in("t.how");
	test_console_run("expect 1 post  2 courier");
	test_console_run("press 2");
	ck_assert_str_eq(test_console_note(), "By courier, {left} left");
	test_console_run("expect How many");
	test_console_run("type 9");
	test_console_run("press Enter"); /* out of the range: told, and the cursor stays */
	test_console_run("expect How many");
	test_console_run("press Backspace");
	test_console_run("type 3");
	test_console_run("press Enter");
	ck_assert_str_eq(test_console_note(), "By courier, 3 left");
	ck_assert_uint_eq(textpane_cursor(test_con->desk->note), strlen("By courier, 3 left"));
}
END_TEST

START_TEST(blanks__cursor_elsewhere__typing_is_only_typing)
{
	put_in("t.how");
	test_console_run("press End");
	test_console_run("type 2");
	ck_assert_str_eq(test_console_note(), "By {way}, {left} left2");
	test_console_run("press Tab"); /* round to the first */
	test_console_run("press 1");
	ck_assert_str_eq(test_console_note(), "By post, {left} left2");
}
END_TEST

/* A text for a caller whom nobody knew: once they are added, their case has a number. */
START_TEST(blanks__case_begun_later__its_number_is_filled_in)
{
	test_console_run("outcome wrong_number");
	test_console_ring("+34600998877", "billing");
	test_console_run("press /");
	test_console_run("type 998877");
	test_console_run("press Enter F2");
	put_in("t.number");
	ck_assert_str_eq(test_console_note(), "{why}: case {case.number} of {customer.name}");
	test_console_run("press F5");
	test_console_run("type Nova Persona");
	test_console_run("press Enter");
	ck_assert_ptr_nonnull(strstr(test_console_note(), "{why}: case "));
	ck_assert_ptr_nonnull(strstr(test_console_note(), " of Nova Persona"));
	ck_assert_ptr_null(strstr(test_console_note(), "{case.number}"));
	char shown[12];
	ck_assert_ptr_nonnull(test_con->desk->hand.casefile.number);
	reference_show(test_con->desk->hand.casefile.number, shown);
	ck_assert_ptr_nonnull(strstr(test_console_note(), shown));
}
END_TEST

/* A value is never read again, whatever the customer is called; nor is what a person typed. */
START_TEST(blanks__braces_in_a_name__stay_a_name)
{
	test_console_run("outcome wrong_number");
	test_console_run("customer \"{agent.name} {today}\" --phone +34600998877");
	test_console_ring("+34600998877", "billing");
	test_console_run("press /");
	test_console_run("type 998877");
	test_console_run("press Enter F2");
	ck_assert_int_eq(test_con->desk->hand.casefile.id, 0);
	put_in("t.number");
	ck_assert_str_eq(test_console_note(), "{why}: case {case.number} of {agent.name} {today}");
	test_console_run("press F5"); /* the case begins: its number is known now */
	ck_assert_int_ne(test_con->desk->hand.casefile.id, 0);
	ck_assert_ptr_null(strstr(test_console_note(), "{case.number}"));
	ck_assert_ptr_nonnull(strstr(test_console_note(), " of {agent.name} {today}"));
}
END_TEST

/* The place is awaited, not the words: somebody may be called exactly what their text still lacks. */
START_TEST(blanks__a_name_that_is_awaited_itself__stays_a_name)
{
	struct arena *a = arena_new();
	struct blanks_now now;
	test_console_run("outcome wrong_number");
	test_console_run("customer \"{case.number} {why}\" --phone +34600998877");
	test_console_ring("+34600998877", "billing");
	test_console_run("press /");
	test_console_run("type 998877");
	test_console_run("press Enter F2");
	put_in("t.number");
	ck_assert_str_eq(test_console_note(), "{why}: case {case.number} of {case.number} {why}");
	ck_assert(blanks_now(test_con->desk, a, &now));
	ck_assert_uint_eq(now.left, 2);
	/* The blank is filled wherever it stands, and a name is no blank. */
	test_console_run("type refund");
	test_console_run("press Tab");
	ck_assert_str_eq(test_console_note(), "refund: case {case.number} of {case.number} {why}");
	test_console_run("press Home");
	test_console_run("type So: ");
	test_console_run("press F5");
	ck_assert_int_ne(test_con->desk->hand.casefile.id, 0);
	const char *note = test_console_note();
	ck_assert_ptr_nonnull(strstr(note, " of {case.number} {why}"));
	ck_assert_ptr_null(strstr(note, "case {case.number}"));
	ck_assert(!blanks_visit(test_con->desk, 0)); /* nothing is open: it may be sent */
	/* Whoever changes the name by hand gets what they write. */
	test_console_run("press End Backspace");
	test_console_run("type }");
	ck_assert(blanks_visit(test_con->desk, 0));
	arena_free(&a);
}
END_TEST

START_TEST(staged__f8__shows_changes_and_runs_what_the_text_proposes)
{
	put_in("t.how");
	test_console_run("press 1 3 Tab");
	test_console_run("press F8");
	test_console_run("expect 1 Solved"); /* the digits are what they always are */
	test_console_run("expect Enter: follow-up 2d; Waiting for us");
	test_console_run("press t 1");
	test_console_run("press Backspace Backspace");
	test_console_run("type 5d");
	test_console_run("press Enter");
	test_console_run("expect follow-up 5d");
	test_console_run("press Del"); /* the first row: the follow-up is left out */
	test_console_run("expect-not follow-up");
	test_console_run("press F8");
	test_console_run("expect Enter: Waiting for us");
	test_console_run("press Enter");
	ck_assert_int_eq(test_con->desk->hand.item.id, 0);
	ck_assert_str_eq(test_console_note(), "");
}
END_TEST

/* The lock of the journal goes as the kernel takes it from a killed process; nothing is said goodbye. */
static struct desk *after_kill(void)
{
	struct err err = {0};
	drafts_free(&test_con->desk->drafts);
	struct desk *desk = desk_new(&test_app);
	ck_assert_int_eq(desk_read(desk, &err), RC_OK);
	return desk;
}

START_TEST(blanks__kill__the_texts_and_what_they_propose_come_back_with_the_note)
{
	struct err err = {0};
	struct arena *a = arena_new();
	struct blanks_now now;
	put_in("t.how");
	test_console_run("staged set 1 follow-up 3d");
	ck_assert_int_eq(desk_save_note(test_con->desk, &err), RC_OK);
	struct desk *desk = after_kill();
	ck_assert_uint_eq(desk_text_count(desk), 0);
	ck_assert(desk_follow(desk));
	ck_assert_str_eq(textpane_text(desk->note), "By {way}, {left} left");
	ck_assert_str_eq(desk_text_last(desk, 0), "t.how");
	ck_assert_uint_eq(staged_count(desk->staged), 2);
	ck_assert_str_eq(staged_at(desk->staged, 0), "follow-up 3d");
	/* So the blanks are asked for as before. */
	ck_assert(blanks_visit(desk, 0));
	ck_assert(blanks_now(desk, a, &now));
	ck_assert_str_eq(now.ask, "By what");
	desk_clear_note(desk);
	desk_free(&desk);
	desk = after_kill();
	ck_assert(!desk_follow(desk)); /* with the note they went */
	ck_assert_uint_eq(desk_text_count(desk) + staged_count(desk->staged), 0);
	desk_free(&desk);
	arena_free(&a);
}
END_TEST

/* What was not known yet when the console was killed comes as soon as it is known, in its place. */
START_TEST(blanks__kill__what_a_text_awaits_is_still_awaited)
{
	struct err err = {0};
	test_console_run("outcome wrong_number");
	test_console_run("customer \"{case.number}\" --phone +34600998877");
	test_console_ring("+34600998877", "billing");
	test_console_run("press /");
	test_console_run("type 998877");
	test_console_run("press Enter F2");
	ck_assert_int_eq(test_con->desk->hand.casefile.id, 0);
	put_in("t.number");
	test_console_run("type refund");
	test_console_run("press Tab Home");
	test_console_run("type Dear {case.number}, ");
	ck_assert_int_eq(desk_save_note(test_con->desk, &err), RC_OK);
	struct desk *desk = after_kill();
	ck_assert(desk_follow(desk));
	ck_assert_str_eq(textpane_text(desk->note),
		"Dear {case.number}, refund: case {case.number} of {case.number}");
	ck_assert_uint_eq(textpane_mark_count(desk->note), 2);
	desk->hand.casefile = (struct casefile){.id = 1, .number = "48219376"};
	blanks_fill_known(desk);
	ck_assert_str_eq(textpane_text(desk->note),
		"Dear {case.number}, refund: case 482 1937-6 of {case.number}");
	desk_free(&desk);
}
END_TEST

/* A note that is not the one the places were written for has none of them. */
START_TEST(blanks__kill__places_of_another_note_are_left_out)
{
	struct err err = {0};
	put_in("t.how");
	ck_assert_int_eq(desk_save_note(test_con->desk, &err), RC_OK);
	ck_assert_int_eq(drafts_put(test_con->desk->drafts, test_con->desk->note_key,
				 "By {way}, and more", 18, &err),
		RC_OK);
	struct desk *desk = after_kill();
	ck_assert(desk_follow(desk));
	ck_assert_uint_eq(textpane_mark_count(desk->note), 0);
	ck_assert_str_eq(desk_text_last(desk, 0), "t.how");
	desk_free(&desk);
}
END_TEST

START_TEST(blanks__kill__what_was_left_out_stays_out)
{
	struct err err = {0};
	put_in("t.how");
	ck_assert_int_eq(desk_save_note(test_con->desk, &err), RC_OK);
	test_console_run("staged drop 1");
	ck_assert_int_eq(desk_save_note(test_con->desk, &err), RC_OK);
	struct desk *desk = after_kill();
	ck_assert(desk_follow(desk));
	ck_assert_uint_eq(staged_count(desk->staged), 1);
	ck_assert_str_eq(staged_at(desk->staged, 0), "outcome waiting_us");
	desk_free(&desk);
}
END_TEST

START_TEST(blanks__show__the_open_ones_stand_out)
{
	struct strbuf style = STRBUF_INIT;
	put_in("t.charge");
	test_console_run("type 4");
	test_console_run("press Tab");
	grid_dump_style(test_con->grid, &style);
	ck_assert_ptr_nonnull(strstr(style.buf, "______")); /* {when} */
	ck_assert_ptr_null(strstr(style.buf, "_______"));   /* and {amount} no more */
	strbuf_fini(&style);
}
END_TEST

Suite *suite_blanks(void)
{
	Suite *s = suite_create("blanks");
	TCase *t = tcase_create("blanks");
	tcase_add_checked_fixture(t, set_up, test_console_close);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, blanks__tab__checks_writes_and_fills_the_same_elsewhere);
	tcase_add_test(t, blanks__tab__what_is_refused_stays_and_is_kept_when_asked_again);
	tcase_add_test(t, blanks__empty__is_a_blank_again);
	tcase_add_test(t, blanks__del__takes_the_blank_away);
	tcase_add_test(t, blanks__digit__picks_a_choice_and_goes_on);
	tcase_add_test(t, blanks__cursor_elsewhere__typing_is_only_typing);
	tcase_add_test(t, blanks__case_begun_later__its_number_is_filled_in);
	tcase_add_test(t, blanks__braces_in_a_name__stay_a_name);
	tcase_add_test(t, staged__f8__shows_changes_and_runs_what_the_text_proposes);
	tcase_add_test(t, blanks__kill__the_texts_and_what_they_propose_come_back_with_the_note);
	tcase_add_test(t, blanks__a_name_that_is_awaited_itself__stays_a_name);
	tcase_add_test(t, blanks__kill__what_a_text_awaits_is_still_awaited);
	tcase_add_test(t, blanks__kill__places_of_another_note_are_left_out);
	tcase_add_test(t, blanks__kill__what_was_left_out_stays_out);
	tcase_add_test(t, blanks__show__the_open_ones_stand_out);
	suite_add_tcase(s, t);
	return s;
}
