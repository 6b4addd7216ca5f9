/* The panes on a small demo centre, driven by keys through a screen in memory. */
#include "unit/view/support_console.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/layout.h"
#include "carrel/list.h"
#include "carrel/mem.h"
#include "carrel/remember.h"
#include "carrel/reference.h"
#include "carrel/store.h"
#include "carrel/store_rows.h"
#include "carrel/term.h"
#include "carrel/textpane.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

static void must(enum rc rc, const struct err *err)
{
	ck_assert_msg(rc == RC_OK, "%s", err->text);
}

static const char *focused(void)
{
	return console_focused(test_con)->class->name;
}

/* ---- sign-on ---- */

START_TEST(sign_on__typing__narrows_without_accents)
{
	test_console_run("expect Ana Romero");
	test_console_run("type nuria");
	test_console_run("expect Núria Serra");
	test_console_run("expect-not Ana Romero");
	test_console_run("press Backspace Backspace Backspace Backspace Backspace");
	test_console_run("expect Ana Romero");
}
END_TEST

START_TEST(sign_on__enter__shows_the_screen_of_the_role)
{
	test_console_run("press Enter"); /* the cursor stands on the first agent */
	ck_assert_str_eq(test_con->screen->name, "agent");
	ck_assert_str_eq(focused(), "queue");
	test_console_run("sign-off");
	ck_assert_str_eq(test_con->screen->name, "sign-on");
	test_console_run("type marta");
	test_console_run("press Enter");
	ck_assert_str_eq(test_con->screen->name, "supervisor");
}
END_TEST

START_TEST(sign_on__supervisor__with_work_in_hand_sits_as_an_agent)
{
	test_console_run("type marta");
	test_console_run("press Enter");
	ck_assert_str_eq(test_con->screen->name, "supervisor");
	test_console_run("ready");
	test_console_run("next");
	ck_assert_str_eq(test_con->screen->name, "agent");
	ck_assert_str_eq(focused(), "case");
	test_console_run("press F8");
	ck_assert(console_has_popup(test_con, "outcome"));
	test_console_run("press 1");
	ck_assert_str_eq(test_con->screen->name, "supervisor");
}
END_TEST

/* What was read for one person is not looked at again when they are gone. */
START_TEST(sign_off__what_is_due__goes_with_them)
{
	test_console_run("press Enter");
	ck_assert_uint_gt(test_con->desk->work.ndue, 0);
	test_console_run("sign-off");
	ck_assert_uint_eq(test_con->desk->work.ndue, 0);
	ck_assert_ptr_null(test_con->desk->work.due);
}
END_TEST

/* ---- queue ---- */

START_TEST(queue__somebody_comes__the_cursor_stays_with_its_row)
{
	test_console_run("press Enter");
	test_console_run("press Down Down");
	int64_t before = console_selected_case(test_con);
	int row, col, after;
	grid_cursor(test_con->grid, &row, &col);
	ck_assert_int_gt(row, 2);
	test_console_run("tick 1000");
	test_console_ring("+34600112233", "billing");
	test_console_run("expect +34 600 112 233");
	ck_assert_int_eq(console_selected_case(test_con), before);
	ck_assert(grid_cursor(test_con->grid, &after, &col));
	/* The hardware cursor is on the row that has the mark. */
	ck_assert_str_eq(grid_at(test_con->grid, after, col)->text, ">");
}
END_TEST

START_TEST(queue__waiting__counts_up_in_place)
{
	test_console_run("press Enter");
	test_console_run("expect    01:44 ");
	test_console_run("tick 1001"); /* the clock wakes a little behind the second */
	test_console_run("expect    01:45 ");
	test_console_run("expect-not    01:44 ");
}
END_TEST

START_TEST(queue__enter__takes_that_very_one)
{
	test_console_run("press Enter");
	test_console_run("ready");
	int64_t second = test_con->desk->waiting[1].item.id;
	test_console_run("press Down Enter");
	ck_assert_str_eq(focused(), "case");
	ck_assert_int_eq(test_con->desk->hand.item.id, second);
}
END_TEST

/* What F2 takes and where the cursor is are the same row, also after one that was chosen. */
START_TEST(queue__put_down_the_chosen_one__the_cursor_is_on_the_first)
{
	test_console_run("press Enter");
	test_console_run("ready");
	test_console_run("press Down Down Enter");
	ck_assert_int_ne(test_con->desk->hand.item.id, 0);
	test_console_run("press F8 6");
	ck_assert_int_eq(test_con->desk->hand.item.id, 0);
	ck_assert_uint_gt(test_con->desk->nwaiting, 2);
	int64_t first = test_con->desk->waiting[0].item.id;
	int row, col;
	ck_assert(grid_cursor(test_con->grid, &row, &col));
	ck_assert_int_eq(row, 3); /* below the heading */
	test_console_run("press F2");
	ck_assert_int_eq(test_con->desk->hand.item.id, first);
}
END_TEST

/* With a caller whom nobody knows in hand, what F8 puts off is theirs: there is no case yet. */
START_TEST(later__nothing_open_yet__is_about_no_other_case)
{
	test_console_run("press Enter");
	test_console_run("resize 200x60");
	test_console_run("ready");
	test_console_run("call ring --queue billing --id late");
	test_console_run("call answer --id late");
	test_console_run("focus queue");
	for (int i = 0; i < 9 && !console_selected_case(test_con); i++)
		test_console_run("press Down");
	ck_assert_int_ne(
		console_selected_case(test_con), 0); /* one that could be meant by mistake */
	ck_assert_int_ne(test_con->desk->hand.item.id, 0);
	ck_assert_int_eq(test_con->desk->hand.casefile.id, 0);
	test_console_run("press F8 r");
	ck_assert(!console_has_popup(test_con, "later"));
	test_console_run("expect no case yet");
}
END_TEST

/* Taken away from elsewhere while nothing was typed: it is said all the same. */
START_TEST(hand__gone_elsewhere__is_said)
{
	struct err err = {0};
	test_console_take();
	const struct work_finish f = {.outcome = outcome_find(outcome_builtin, "wrong_number")};
	struct contact written;
	must(work_finish(test_app.store, test_app.actor.id, &f, test_app.arena, &written, &err),
		&err);
	clock_advance(MESSAGE_MS);
	console_stale(test_con);
	console_turn(test_con, 0);
	test_console_run("expect What you had in hand is not yours any more.");
}
END_TEST

/* F5 over a case that was found means that one, not the row that the window covers. */
START_TEST(queue__f5_in_a_window__means_the_case_shown_there)
{
	test_console_run("press Enter");
	test_console_run("ready");
	int64_t wanted = 0;
	for (size_t i = 1; i < test_con->desk->nwaiting && !wanted; i++)
		if (test_con->desk->waiting[i].item.case_id)
			wanted = test_con->desk->waiting[i].item.case_id;
	ck_assert_int_ne(wanted, 0);
	ck_assert_int_ne(wanted, test_con->desk->waiting[0].item.case_id);
	ck_assert_int_eq(console_command(test_con, "show --customer 1"), RC_OK);
	test_console_run("press F5");
	ck_assert_int_eq(test_con->desk->hand.casefile.id, 0);
	struct err err = {0};
	struct arena *a = arena_new();
	struct casefile c;
	must(store_casefile_get(test_app.store, wanted, a, &c, &err), &err);
	char shown[12];
	reference_show(c.number, shown); /* "482 1937-6", as people read it from the screen */
	char *line = xasprintf("show %s", shown);
	ck_assert_int_eq(console_command(test_con, line), RC_OK);
	test_console_run("press F5");
	ck_assert_int_eq(test_con->desk->hand.casefile.id, wanted);
	free(line);
	arena_free(&a);
}
END_TEST

START_TEST(queue__slash__narrows_and_letters_are_no_keys)
{
	test_console_run("press Enter");
	size_t all = test_con->desk->nwaiting;
	test_console_run("press /");
	test_console_run("type panaderia");
	test_console_run("expect Panadería");
	test_console_run("expect-not Sophie");
	test_console_run("type zzz");
	test_console_run("expect No match");
	ck_assert(!test_con->zoomed); /* z was typing */
	test_console_run("press Backspace Backspace Backspace Enter");
	test_console_run("expect-not Sophie");
	test_console_run("press z");
	ck_assert(test_con->zoomed); /* and is a key again */
	test_console_run("press / Esc");
	test_console_run("expect Sophie");
	ck_assert_uint_eq(test_con->desk->nwaiting, all);
}
END_TEST

/* The narrow screen has no column for the number, the subject is cut: the filter knows them. */
START_TEST(filter__columns_without_room__are_looked_into)
{
	test_console_run("press Enter");
	test_console_ring("+34600112233", "billing");
	test_console_run("resize 60x15");
	test_console_run("expect-not 112 233");
	test_console_run("press /");
	test_console_run("type 001122");
	test_console_run("expect F3 to find");
	test_console_run("expect 1 of");
	test_console_run("press Ctrl-U");
	test_console_run("type +34 600-112");
	test_console_run("expect 1 of");
	test_console_run("press Ctrl-U");
	test_console_run("type 001129");
	test_console_run("expect No match");
	const struct queue_row *row = NULL;
	for (size_t i = 0; i < test_con->desk->nwaiting && !row; i++)
		if (test_con->desk->waiting[i].subject && test_con->desk->waiting[i].customer_name)
			row = &test_con->desk->waiting[i];
	ck_assert_ptr_nonnull(row);
	char *line = xasprintf("type %s", row->subject);
	char *who = xasprintf("expect %.8s", row->customer_name);
	test_console_run("press Ctrl-U");
	test_console_run(line);
	test_console_run(who);
	free(line);
	free(who);
}
END_TEST

START_TEST(filter__kept__is_a_word_until_esc)
{
	test_console_run("press Enter");
	test_console_run("press /");
	test_console_run("type panaderia");
	test_console_run("expect-not Filter:");
	test_console_run("press Enter");
	test_console_run("expect Filter: panaderia");
	test_console_run("expect Esc shows all");
	test_console_run("press Esc");
	test_console_run("expect-not Filter:");
	test_console_run("expect Sophie");
	ck_assert_str_eq(focused(), "queue");
}
END_TEST

START_TEST(filter__nothing_left__f2_says_what_it_hides)
{
	test_console_run("press Enter");
	test_console_run("press /");
	test_console_run("type 112233");
	test_console_run("press Enter");
	test_console_run("expect The filter hides them all");
	test_console_run("press F2");
	test_console_run("expect The filter “112233” hides all");
	ck_assert_int_eq(test_con->desk->hand.item.id, 0);
	test_console_run("press Esc F2");
	ck_assert_int_ne(test_con->desk->hand.item.id, 0);
}
END_TEST

/* Done with the last whom it showed, the next one is offered: F2 takes them, as the sentence says. */
START_TEST(filter__last_of_it_taken__ends_with_the_call)
{
	test_console_run("press Enter");
	test_console_ring("+34600112233", "billing");
	test_console_run("press /");
	test_console_run("type 112233");
	test_console_run("press Enter F2");
	ck_assert_str_eq(test_con->desk->hand.call.from_number, "+34600112233");
	test_console_run("press F8 6");
	test_console_run("expect-not The filter hides them all");
	test_console_run("press F2");
	ck_assert_int_ne(test_con->desk->hand.item.id, 0);
}
END_TEST

/* Whatever was filtered goes first, untouched by the arrows. */
START_TEST(filter__kept_over_a_call__f2_takes_the_next_that_matches)
{
	test_console_run("press Enter");
	test_console_ring("+34600112233", "billing");
	test_console_run("press /");
	test_console_run("type 600112");
	test_console_run("press Enter");
	test_console_ring("+34600112244", "billing");
	test_console_run("press F2 F8 6 F2");
	ck_assert_str_eq(test_con->desk->hand.call.from_number, "+34600112244");
}
END_TEST

START_TEST(filter__saved_queue__finds_what_has_no_column)
{
	test_console_run("press Enter");
	test_console_run("view save Bare --columns case,state");
	test_console_run("view open Bare");
	const struct case_row *row = &test_con->desk->cases[0];
	char *line = xasprintf("type %s", row->customer_name);
	char *number = xasprintf("expect %.3s %.4s", row->c.number, row->c.number + 3);
	test_console_run("press /");
	test_console_run(line);
	test_console_run(number);
	test_console_run("press Enter Esc");
	ck_assert_int_ne(test_con->desk->saved.id, 0); /* Esc ended the filter, not the queue */
	test_console_run("press Esc");
	ck_assert_int_eq(test_con->desk->saved.id, 0);
	free(line);
	free(number);
}
END_TEST

/* ---- columns ---- */

START_TEST(columns__esc__leaves_it_as_it_was)
{
	test_console_run("press Enter");
	test_console_run("expect Caller           Who");
	test_console_run("press c");
	ck_assert(console_has_popup(test_con, "columns"));
	test_console_run("press Down Down Down Space");
	test_console_run("expect-not Caller           Who"); /* at once, behind the window */
	test_console_run("press Esc");
	test_console_run("expect Caller           Who");
	ck_assert_ptr_null(remember_get(test_con->remember, "columns.queue"));
}
END_TEST

START_TEST(columns__enter__keeps_it_for_this_list)
{
	test_console_run("press Enter");
	test_console_run("press c Right Enter"); /* the wait goes behind its mark */
	ck_assert_str_eq(remember_get(test_con->remember, "columns.queue"),
		"late,wait,queue,from,who,cases,topic");
	test_console_run("view save Bare --columns case,state");
	test_console_run("view open Bare");
	test_console_run("press c Space Enter");
	ck_assert_str_eq(remember_get(test_con->remember, "columns.view.Bare"), "state");
	ck_assert_str_eq(remember_get(test_con->remember, "columns.queue"),
		"late,wait,queue,from,who,cases,topic");
	test_console_run("press c Del Enter");
	ck_assert_ptr_null(remember_get(test_con->remember, "columns.view.Bare"));
	test_console_run("expect Case");
}
END_TEST

START_TEST(columns__last_one__stays)
{
	test_console_run("press Enter");
	test_console_run("columns who");
	test_console_run("press c Space");
	test_console_run("expect One column has to stay.");
	ck_assert_str_eq(remember_get(test_con->remember, "columns.queue"), "who");
	test_console_run("press Esc");
	test_console_run("press /");
	test_console_run("type billing"); /* a column that is not there is found all the same */
	test_console_run("expect-not No match");
}
END_TEST

/* ---- case ---- */

START_TEST(case__typing__goes_to_the_note_while_a_call_rings)
{
	test_console_run("press Enter");
	test_console_run("ready");
	test_console_run("press F2");
	ck_assert_str_eq(focused(), "case");
	test_console_run("type LED 3 ");
	test_console_ring("+34600112233", "billing");
	test_console_run("type 1 stays red");
	ck_assert_str_eq(textpane_text(test_con->desk->note), "LED 3 1 stays red");
	test_console_run("expect typing");
	ck_assert_str_eq(focused(), "case");
}
END_TEST

START_TEST(case__saved__is_said_only_when_it_is)
{
	struct err err = {0};
	test_console_run("press Enter");
	test_console_run("press F2 F2");
	test_console_run("type a");
	test_console_run("expect-not saved");
	must(desk_save_note(test_con->desk, &err), &err);
	test_console_run("press Right");
	test_console_run("expect saved 11:13");
	test_console_run("type b");
	test_console_run("expect typing");
	test_console_run("expect-not saved");
}
END_TEST

START_TEST(case__tab__goes_from_blank_to_blank)
{
	struct textpane *note = test_con->desk->note;
	test_console_run("press Enter");
	test_console_run("press F2 F2");
	test_console_run("type Paid {amount} on {day}.");
	test_console_run("press Tab");
	ck_assert_uint_eq(textpane_cursor(note), 5);
	test_console_run("type 24");
	ck_assert_str_eq(textpane_text(note), "Paid 24 on {day}.");
	test_console_run("press Tab");
	test_console_run("type Monday");
	ck_assert_str_eq(textpane_text(note), "Paid 24 on Monday.");
	test_console_run("press Tab"); /* ends the last one */
	ck_assert_str_eq(focused(), "case");
	ck_assert_uint_eq(textpane_cursor(note), textpane_len(note));
	test_console_run("press Tab"); /* no blank is left: the next pane */
	ck_assert_str_ne(focused(), "case");
}
END_TEST

START_TEST(case__two_semicolons__open_the_texts)
{
	test_console_run("press Enter");
	test_console_run("press F2 F2");
	test_console_run("type a;;");
	ck_assert(!console_has_popup(test_con, "library")); /* inside a word they are text */
	test_console_run("type  ;;");
	ck_assert(console_has_popup(test_con, "library"));
	ck_assert_str_eq(textpane_text(test_con->desk->note), "a;; ");
	test_console_run("press Esc");
	ck_assert_str_eq(focused(), "case");
}
END_TEST

START_TEST(case__nothing_in_hand__typing_writes_nowhere)
{
	test_console_run("press Enter");
	test_console_run("press 3");
	test_console_run("expect No case. F2 answers. F3 finds one.");
	test_console_run("type lost?");
	ck_assert_uint_eq(textpane_len(test_con->desk->note), 0);
	test_console_run("press Esc");
	ck_assert_str_eq(focused(), "queue");
}
END_TEST

/* ---- work in hand moves the focus, and only that ---- */

/* The texts were opened for the case that ends: they do not lie over the queue afterwards. */
START_TEST(windows__outcome__closes_those_of_the_case)
{
	test_console_take();
	test_console_run("press F6");
	ck_assert(console_has_popup(test_con, "library"));
	test_console_run("press F8");
	test_console_run("press 1");
	ck_assert_int_eq(test_con->desk->hand.item.id, 0);
	ck_assert_int_eq(test_con->npopups, 0);
}
END_TEST

START_TEST(focus__outcome__goes_back_to_the_queue)
{
	test_console_run("press Enter");
	test_console_run("press F2 F2");
	ck_assert_str_eq(focused(), "case");
	test_console_run("outcome solved --note done");
	ck_assert_str_eq(focused(), "queue");
}
END_TEST

/* ---- who and what before ---- */

static void share_number(const char *number, int64_t customer_id)
{
	struct err err = {0};
	struct identity id = {.customer_id = customer_id, .kind = IDENTITY_PHONE, .value = number};
	must(identity_prepare(&id, "ES", test_app.arena, &err), &err);
	must(store_identity_add(test_app.store, &id, &err), &err);
}

START_TEST(customer__shared_number__enter_says_who_it_is)
{
	test_console_run("press Enter");
	test_console_run("ready");
	share_number("+34 600 999 888", 1);
	share_number("+34 600 999 888", 2);
	test_console_ring("+34600999888", "billing");
	for (size_t i = 0; i < test_con->desk->nwaiting; i++)
		if (test_con->desk->waiting[i].owners == 2)
			for (size_t down = 0; down < i; down++)
				test_console_run("press Down");
	test_console_run("expect one of 2 people");
	test_console_run("press F2");
	ck_assert_str_eq(focused(), "customer");
	ck_assert(!test_con->desk->has_pop);
	test_console_run("expect Who is it?");
	test_console_run("press Down Enter");
	ck_assert(test_con->desk->has_pop);
	test_console_run("expect-not Who is it?");
	ck_assert_str_eq(focused(), "case");
}
END_TEST

START_TEST(history__enter__brings_the_open_case_into_hand)
{
	test_console_run("press Enter");
	test_console_run("press F2 F2");
	ck_assert(test_con->desk->has_pop);
	int64_t first = test_con->desk->hand.casefile.id;
	ck_assert_int_ne(first, 0);
	test_console_run("case Something else");
	ck_assert_int_ne(test_con->desk->hand.casefile.id, first);
	test_console_run("expect Something else");
	test_console_run("press F4");
	ck_assert_str_eq(focused(), "history");
	ck_assert_int_eq(console_selected_case(test_con), first);
	test_console_run("press Enter");
	ck_assert_int_eq(test_con->desk->hand.casefile.id, first);
	ck_assert_str_eq(focused(), "case");
}
END_TEST

/* ---- supervisor ---- */

START_TEST(waiting__move__one_key_gives_it_and_u_takes_it_back)
{
	test_console_run("type marta");
	test_console_run("press Enter");
	size_t before = test_con->desk->nwaiting;
	ck_assert_uint_gt(before, 0);
	test_console_run("press End Up"); /* a message: nobody holds its case */
	test_console_run("expect F8 gives it to");
	test_console_run("press F8");
	test_console_run("expect is now with");
	ck_assert_uint_eq(test_con->desk->nwaiting, before - 1);
	test_console_run("press u");
	ck_assert_uint_eq(test_con->desk->nwaiting, before);
}
END_TEST

START_TEST(waiting__enter__asks_who)
{
	test_console_run("type marta");
	test_console_run("press Enter");
	test_console_run("press End Up Enter");
	ck_assert(console_has_popup(test_con, "choose-agent"));
	test_console_run("expect 1 ");
	test_console_run("press 1");
	ck_assert(!console_has_popup(test_con, "choose-agent"));
	test_console_run("expect is now with");
}
END_TEST

/* ---- every size ---- */

START_TEST(panes__every_size__every_pane_paints)
{
	static const char *const sizes[] = {"1x1", "20x4", "59x14", "60x15", "80x24", "99x29",
		"100x30", "120x40", "160x50", "200x60", "300x20"};
	test_console_run("press Enter");
	test_console_run("press F2 F2");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		char line[32];
		snprintf(line, sizeof(line), "resize %s", sizes[i]);
		test_console_run(line);
		for (int pane = 1; pane <= 5; pane++) {
			console_focus(test_con, pane);
			console_turn(test_con, 0);
			ck_assert_int_eq(test_con->focus, pane);
		}
	}
}
END_TEST

START_TEST(panes__large__all_have_room)
{
	static const char *const sizes[] = {"resize 100x30", "resize 120x40", "resize 160x50"};
	test_console_run("press Enter");
	for (size_t i = 0; i < 3; i++) {
		test_console_run(sizes[i]);
		for (int pane = 1; pane <= 5; pane++)
			ck_assert_msg(
				test_con->panes[pane]->rect.rows > 2, "%s: %d", sizes[i], pane);
	}
}
END_TEST

Suite *suite_panes(void);
Suite *suite_panes(void)
{
	Suite *s = suite_create("panes");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, test_console_open, test_console_close);
	tcase_set_timeout(t, 20);
	tcase_add_test(t, sign_on__typing__narrows_without_accents);
	tcase_add_test(t, sign_on__enter__shows_the_screen_of_the_role);
	tcase_add_test(t, sign_on__supervisor__with_work_in_hand_sits_as_an_agent);
	tcase_add_test(t, sign_off__what_is_due__goes_with_them);
	tcase_add_test(t, queue__somebody_comes__the_cursor_stays_with_its_row);
	tcase_add_test(t, queue__waiting__counts_up_in_place);
	tcase_add_test(t, queue__enter__takes_that_very_one);
	tcase_add_test(t, queue__put_down_the_chosen_one__the_cursor_is_on_the_first);
	tcase_add_test(t, later__nothing_open_yet__is_about_no_other_case);
	tcase_add_test(t, hand__gone_elsewhere__is_said);
	tcase_add_test(t, queue__f5_in_a_window__means_the_case_shown_there);
	tcase_add_test(t, queue__slash__narrows_and_letters_are_no_keys);
	tcase_add_test(t, filter__columns_without_room__are_looked_into);
	tcase_add_test(t, filter__kept__is_a_word_until_esc);
	tcase_add_test(t, filter__nothing_left__f2_says_what_it_hides);
	tcase_add_test(t, filter__last_of_it_taken__ends_with_the_call);
	tcase_add_test(t, filter__kept_over_a_call__f2_takes_the_next_that_matches);
	tcase_add_test(t, filter__saved_queue__finds_what_has_no_column);
	tcase_add_test(t, columns__esc__leaves_it_as_it_was);
	tcase_add_test(t, columns__enter__keeps_it_for_this_list);
	tcase_add_test(t, columns__last_one__stays);
	tcase_add_test(t, case__typing__goes_to_the_note_while_a_call_rings);
	tcase_add_test(t, case__saved__is_said_only_when_it_is);
	tcase_add_test(t, case__tab__goes_from_blank_to_blank);
	tcase_add_test(t, case__two_semicolons__open_the_texts);
	tcase_add_test(t, case__nothing_in_hand__typing_writes_nowhere);
	tcase_add_test(t, windows__outcome__closes_those_of_the_case);
	tcase_add_test(t, focus__outcome__goes_back_to_the_queue);
	tcase_add_test(t, customer__shared_number__enter_says_who_it_is);
	tcase_add_test(t, history__enter__brings_the_open_case_into_hand);
	tcase_add_test(t, waiting__move__one_key_gives_it_and_u_takes_it_back);
	tcase_add_test(t, waiting__enter__asks_who);
	tcase_add_test(t, panes__every_size__every_pane_paints);
	tcase_add_test(t, panes__large__all_have_room);
	suite_add_tcase(s, t);
	return s;
}
