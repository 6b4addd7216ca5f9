/* The customer, the history, one's own work and messages, driven through a screen in memory. */
#include "unit/view/support_console.h"

#include "carrel/clock.h"
#include "carrel/grid.h"
#include "carrel/messages.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"
#include "carrel/term.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

Suite *suite_customer(void);

enum { HOUR_MS = 3600 * 1000 };

static void must(enum rc rc, const struct err *err)
{
	ck_assert_msg(rc == RC_OK, "%s", err->text);
}

static const char *focused(void)
{
	return console_focused(test_con)->class->name;
}

/* How often that stands on the screen. */
static int times(const char *words)
{
	struct strbuf screen = STRBUF_INIT;
	int n = 0;
	grid_dump_text(term_null_screen(test_con->term), &screen);
	for (const char *p = screen.buf; (p = strstr(p, words)) != NULL; p += strlen(words))
		n++;
	strbuf_fini(&screen);
	return n;
}

START_TEST(customer__small__mood_proof_and_lateness_are_words)
{
	static const char *const sizes[] = {"resize 80x24", "resize 120x40", "resize 200x60"};
	test_console_take();
	test_console_run("mood angry");
	test_console_run("verify");
	test_console_run("follow-up add --at +1m --kind promise Send the corrected invoice");
	test_console_run("tick 61000");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		test_console_run(sizes[i]);
		test_console_run("expect now angry");
		test_console_run("expect [v] ");
		test_console_run("expect ! late");
		test_console_run("expect open case");
	}
	/* The narrowest pane of its own keeps the marks and cuts only what stands beside them. */
	test_console_run("resize 60x15");
	test_console_run("expect [v]");
	test_console_run("expect ! late");
}
END_TEST

START_TEST(customer__mood__m_asks_and_the_note_has_the_keys_again)
{
	test_console_take();
	test_console_run("press F4");
	test_console_run("press m");
	test_console_run("expect How is the customer?");
	test_console_run("press 2");
	test_console_run("expect Mood: calm.");
	test_console_run("expect mood now calm");
	ck_assert_str_eq(focused(), "case");
	test_console_run("undo");
	ck_assert_int_eq(times("mood now"), 0);
}
END_TEST

START_TEST(customer__called_again__says_which_call_it_is)
{
	test_console_take();
	struct strbuf again = STRBUF_INIT;
	ck_assert_int_eq(test_con->desk->pop.calls_today, 1);
	test_console_run("expect ! 2nd call today");
	strbuf_addf(&again, "call ring --queue billing --id again --from %s",
		test_con->desk->hand.call.from_number);
	test_console_run("outcome waiting_us");
	test_console_run(again.buf);
	test_console_run("call answer --id again");
	test_console_run("expect ! 3rd call today");
	strbuf_fini(&again);
}
END_TEST

START_TEST(history__late_case__one_warning_on_its_newest_row)
{
	struct err err = {0};
	test_console_take();
	test_console_run("note First");
	test_console_run("note Second");
	ck_assert_int_eq(times("! late"), 0);
	struct casefile file = test_con->desk->hand.casefile;
	file.due_at = clock_wall_ms() - HOUR_MS;
	must(store_casefile_save(test_app.store, &file, &err), &err);
	console_stale(test_con);
	console_turn(test_con, 0);
	test_console_run("expect ! late");
	ck_assert_int_eq(times("! late"), 1);
}
END_TEST

START_TEST(history__high__two_lines_and_no_heading)
{
	test_console_take();
	test_console_run("resize 120x40");
	ck_assert_int_eq(times("When"), 0);
	test_console_run("resize 80x24");
	ck_assert_int_eq(times("When"), 1);
}
END_TEST

START_TEST(mine__order__what_is_late_first)
{
	test_console_take();
	test_console_run("follow-up add --at +1m --kind promise Late by then");
	test_console_run("follow-up add --at +2h --kind reminder Still to come");
	test_console_run("tick 61000");
	test_console_run("focus mine");
	test_console_run("expect late of");
	struct strbuf screen = STRBUF_INIT;
	grid_dump_text(term_null_screen(test_con->term), &screen);
	const char *late = strstr(screen.buf, "Late by then");
	const char *later = strstr(screen.buf, "Still to come");
	ck_assert_ptr_nonnull(late);
	ck_assert_ptr_nonnull(later);
	ck_assert(late < later);
	strbuf_fini(&screen);
}
END_TEST

START_TEST(messages__said_to_me__stands_there_and_enter_shows_all)
{
	struct err err = {0};
	struct agent bo;
	test_console_take();
	test_console_run("focus messages");
	test_console_run("expect No messages.");
	must(store_agent_by_login(test_app.store, "bo", test_app.arena, &bo, &err), &err);
	int64_t me = test_app.actor.id;
	must(store_message_send(test_app.store, bo.id, &me, 1, "Please look at the router", &err),
		&err);
	console_stale(test_con);
	console_turn(test_con, 0);
	test_console_run("expect Please look at the router");
	test_console_run("press Enter");
	ck_assert(console_has_popup(test_con, "output"));
	test_console_run("press Esc");
	test_console_run("tell bo On it.");
	test_console_run("expect to Bo");
}
END_TEST

Suite *suite_customer(void)
{
	Suite *s = suite_create("customer");
	TCase *t = tcase_create("customer");
	tcase_add_checked_fixture(t, test_console_open, test_console_close);
	tcase_set_timeout(t, 20);
	tcase_add_test(t, customer__small__mood_proof_and_lateness_are_words);
	tcase_add_test(t, customer__mood__m_asks_and_the_note_has_the_keys_again);
	tcase_add_test(t, customer__called_again__says_which_call_it_is);
	tcase_add_test(t, history__late_case__one_warning_on_its_newest_row);
	tcase_add_test(t, history__high__two_lines_and_no_heading);
	tcase_add_test(t, mine__order__what_is_late_first);
	tcase_add_test(t, messages__said_to_me__stands_there_and_enter_shows_all);
	suite_add_tcase(s, t);
	return s;
}
