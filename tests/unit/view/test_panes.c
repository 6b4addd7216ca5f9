/* The panes on a small demo centre, driven by keys through a screen in memory. */
#include "carrel/app.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/demo.h"
#include "carrel/layout.h"
#include "carrel/list.h"
#include "carrel/mem.h"
#include "carrel/remember.h"
#include "carrel/script.h"
#include "carrel/store.h"
#include "carrel/strbuf.h"
#include "carrel/term.h"
#include "carrel/textpane.h"
#include "carrel/work.h"

#include <check.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int64_t now = 1763720000000; /* a Friday morning */

static char folder[] = "/tmp/carrel-panes-XXXXXX";
static struct app app;
static struct console *con;

static void must(enum rc rc, const struct err *err)
{
	ck_assert_msg(rc == RC_OK, "%s", err->text);
}

static void setup(void)
{
	struct err err = {0};
	char store[64];
	const struct demo_options demo = {.seed = 1, .size = DEMO_SMALL, .now = now};
	const struct app_options options = {.script = "-", .rows = 24, .cols = 80};
	struct demo_report report;
	memcpy(folder + sizeof(folder) - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	setenv("HOME", folder, 1);
	setenv("XDG_STATE_HOME", folder, 1);
	setenv("XDG_CONFIG_HOME", folder, 1);
	clock_freeze(now);
	snprintf(store, sizeof(store), "%s/store.db", folder);
	must(app_init(&app, &options, &err), &err);
	must(app_store_use(&app, store, true, true, &err), &err);
	must(demo_create(app.store, &demo, &report, &err), &err);
	must(console_open(&app, &con, &err), &err);
	console_turn(con, 0);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static void teardown(void)
{
	console_close(&con);
	app_fini(&app);
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void run(const char *line)
{
	struct err err = {0};
	enum rc rc = script_run_line(con, line, &err);
	struct strbuf screen = STRBUF_INIT;
	grid_dump_text(term_null_screen(con->term), &screen);
	ck_assert_msg(rc == RC_OK, "%s: %s\n%s", line, err.text, screen.buf);
	strbuf_fini(&screen);
}

static const char *focused(void)
{
	return console_focused(con)->class->name;
}

static void ring(const char *from, const char *queue)
{
	struct err err = {0};
	struct arena *a = app.arena;
	struct queue q;
	struct queue_item item;
	must(store_queue_by_slug(app.store, queue, a, &q, &err), &err);
	const struct work_ring ringing = {.queue_id = q.id, .from = from, .at = clock_wall_ms()};
	must(work_ring(app.store, &ringing, a, &item, &err), &err);
	console_stale(con);
	console_turn(con, 0);
}

/* ---- sign-on ---- */

START_TEST(sign_on__typing__narrows_without_accents)
{
	run("expect Ana Romero");
	run("type nuria");
	run("expect Núria Serra");
	run("expect-not Ana Romero");
	run("press Backspace Backspace Backspace Backspace Backspace");
	run("expect Ana Romero");
}
END_TEST

START_TEST(sign_on__enter__shows_the_screen_of_the_role)
{
	run("press Enter"); /* the cursor stands on the first agent */
	ck_assert_str_eq(con->screen->name, "agent");
	ck_assert_str_eq(focused(), "queue");
	run("sign-off");
	ck_assert_str_eq(con->screen->name, "sign-on");
	run("type marta");
	run("press Enter");
	ck_assert_str_eq(con->screen->name, "supervisor");
}
END_TEST

/* ---- queue ---- */

START_TEST(queue__somebody_comes__the_cursor_stays_with_its_row)
{
	run("press Enter");
	run("press Down Down");
	int64_t before = console_selected_case(con);
	int row, col, after;
	grid_cursor(con->grid, &row, &col);
	ck_assert_int_gt(row, 2);
	run("tick 1000");
	ring("+34600112233", "billing");
	run("expect +34 600 112 233");
	ck_assert_int_eq(console_selected_case(con), before);
	ck_assert(grid_cursor(con->grid, &after, &col));
	/* The hardware cursor is on the row that has the mark. */
	ck_assert_str_eq(grid_at(con->grid, after, col)->text, ">");
}
END_TEST

START_TEST(queue__waiting__counts_up_in_place)
{
	run("press Enter");
	run("expect    01:44 ");
	run("tick 1000");
	run("expect    01:45 ");
	run("expect-not    01:44 ");
}
END_TEST

START_TEST(queue__enter__takes_that_very_one)
{
	run("press Enter");
	run("ready");
	int64_t second = con->desk->waiting[1].item.id;
	run("press Down Enter");
	ck_assert_str_eq(focused(), "case");
	ck_assert_int_eq(con->desk->hand.item.id, second);
}
END_TEST

/* What F2 takes and where the cursor is are the same row, also after one that was chosen. */
START_TEST(queue__put_down_the_chosen_one__the_cursor_is_on_the_first)
{
	run("press Enter");
	run("ready");
	run("press Down Down Enter");
	ck_assert_int_ne(con->desk->hand.item.id, 0);
	run("press F8 6");
	ck_assert_int_eq(con->desk->hand.item.id, 0);
	ck_assert_uint_gt(con->desk->nwaiting, 2);
	int64_t first = con->desk->waiting[0].item.id;
	int row, col;
	ck_assert(grid_cursor(con->grid, &row, &col));
	ck_assert_int_eq(row, 3); /* below the heading */
	run("press F2");
	ck_assert_int_eq(con->desk->hand.item.id, first);
}
END_TEST

START_TEST(queue__slash__narrows_and_letters_are_no_keys)
{
	run("press Enter");
	size_t all = con->desk->nwaiting;
	run("press /");
	run("type panaderia");
	run("expect Panadería");
	run("expect-not Sophie");
	run("type zzz");
	run("expect No match");
	ck_assert(!con->zoomed); /* z was typing */
	run("press Backspace Backspace Backspace Enter");
	run("expect-not Sophie");
	run("press z");
	ck_assert(con->zoomed); /* and is a key again */
	run("press / Esc");
	run("expect Sophie");
	ck_assert_uint_eq(con->desk->nwaiting, all);
}
END_TEST

/* The narrow screen has no column for the number, the subject is cut: the filter knows them. */
START_TEST(filter__columns_without_room__are_looked_into)
{
	run("press Enter");
	ring("+34600112233", "billing");
	run("resize 60x15");
	run("expect-not 112 233");
	run("press /");
	run("type 001122");
	run("expect F3 to find");
	run("expect 1 of");
	run("press Ctrl-U");
	run("type +34 600-112");
	run("expect 1 of");
	run("press Ctrl-U");
	run("type 001129");
	run("expect No match");
	const struct queue_row *row = NULL;
	for (size_t i = 0; i < con->desk->nwaiting && !row; i++)
		if (con->desk->waiting[i].subject && con->desk->waiting[i].customer_name)
			row = &con->desk->waiting[i];
	ck_assert_ptr_nonnull(row);
	char *line = xasprintf("type %s", row->subject);
	char *who = xasprintf("expect %.8s", row->customer_name);
	run("press Ctrl-U");
	run(line);
	run(who);
	free(line);
	free(who);
}
END_TEST

START_TEST(filter__kept__is_a_word_until_esc)
{
	run("press Enter");
	run("press /");
	run("type panaderia");
	run("expect-not Filter:");
	run("press Enter");
	run("expect Filter: panaderia");
	run("expect Esc shows all");
	run("press Esc");
	run("expect-not Filter:");
	run("expect Sophie");
	ck_assert_str_eq(focused(), "queue");
}
END_TEST

START_TEST(filter__nothing_left__f2_says_what_it_hides)
{
	run("press Enter");
	ring("+34600112233", "billing");
	run("press /");
	run("type 112233");
	run("press Enter F2");
	ck_assert_str_eq(con->desk->hand.call.from_number, "+34600112233");
	run("press F8 6");
	run("expect The filter hides them all");
	run("press F2");
	run("expect The filter “112233” hides all");
	ck_assert_int_eq(con->desk->hand.item.id, 0);
	run("press Esc F2");
	ck_assert_int_ne(con->desk->hand.item.id, 0);
}
END_TEST

/* Whatever was filtered goes first, untouched by the arrows. */
START_TEST(filter__kept_over_a_call__f2_takes_the_next_that_matches)
{
	run("press Enter");
	ring("+34600112233", "billing");
	run("press /");
	run("type 600112");
	run("press Enter");
	ring("+34600112244", "billing");
	run("press F2 F8 6 F2");
	ck_assert_str_eq(con->desk->hand.call.from_number, "+34600112244");
}
END_TEST

START_TEST(filter__saved_queue__finds_what_has_no_column)
{
	run("press Enter");
	run("view save Bare --columns case,state");
	run("view open Bare");
	const struct case_row *row = &con->desk->cases[0];
	char *line = xasprintf("type %s", row->customer_name);
	char *number = xasprintf("expect %.3s %.4s", row->c.number, row->c.number + 3);
	run("press /");
	run(line);
	run(number);
	run("press Enter Esc");
	ck_assert_int_ne(con->desk->saved.id, 0); /* Esc ended the filter, not the queue */
	run("press Esc");
	ck_assert_int_eq(con->desk->saved.id, 0);
	free(line);
	free(number);
}
END_TEST

/* ---- columns ---- */

START_TEST(columns__esc__leaves_it_as_it_was)
{
	run("press Enter");
	run("expect Caller           Who");
	run("press c");
	ck_assert(console_has_popup(con, "columns"));
	run("press Down Down Down Space");
	run("expect-not Caller           Who"); /* at once, behind the window */
	run("press Esc");
	run("expect Caller           Who");
	ck_assert_ptr_null(remember_get(con->remember, "columns.queue"));
}
END_TEST

START_TEST(columns__enter__keeps_it_for_this_list)
{
	run("press Enter");
	run("press c Right Enter"); /* the wait goes behind its mark */
	ck_assert_str_eq(remember_get(con->remember, "columns.queue"),
		"late,wait,queue,from,who,cases,topic");
	run("view save Bare --columns case,state");
	run("view open Bare");
	run("press c Space Enter");
	ck_assert_str_eq(remember_get(con->remember, "columns.view.Bare"), "state");
	ck_assert_str_eq(remember_get(con->remember, "columns.queue"),
		"late,wait,queue,from,who,cases,topic");
	run("press c Del Enter");
	ck_assert_ptr_null(remember_get(con->remember, "columns.view.Bare"));
	run("expect Case");
}
END_TEST

START_TEST(columns__last_one__stays)
{
	run("press Enter");
	run("columns who");
	run("press c Space");
	run("expect One column has to stay.");
	ck_assert_str_eq(remember_get(con->remember, "columns.queue"), "who");
	run("press Esc");
	run("press /");
	run("type billing"); /* a column that is not there is found all the same */
	run("expect-not No match");
}
END_TEST

/* ---- case ---- */

START_TEST(case__typing__goes_to_the_note_while_a_call_rings)
{
	run("press Enter");
	run("ready");
	run("press F2");
	ck_assert_str_eq(focused(), "case");
	run("type LED 3 ");
	ring("+34600112233", "billing");
	run("type 1 stays red");
	ck_assert_str_eq(textpane_text(con->desk->note), "LED 3 1 stays red");
	run("expect typing");
	ck_assert_str_eq(focused(), "case");
}
END_TEST

START_TEST(case__saved__is_said_only_when_it_is)
{
	struct err err = {0};
	run("press Enter");
	run("press F2 F2");
	run("type a");
	run("expect-not saved");
	must(desk_save_note(con->desk, &err), &err);
	run("press Right");
	run("expect saved 11:13");
	run("type b");
	run("expect typing");
	run("expect-not saved");
}
END_TEST

START_TEST(case__tab__goes_from_blank_to_blank)
{
	struct textpane *note = con->desk->note;
	run("press Enter");
	run("press F2 F2");
	run("type Paid {amount} on {day}.");
	run("press Tab");
	ck_assert_uint_eq(textpane_cursor(note), 5);
	run("type 24");
	ck_assert_str_eq(textpane_text(note), "Paid 24 on {day}.");
	run("press Tab");
	run("type Monday");
	ck_assert_str_eq(textpane_text(note), "Paid 24 on Monday.");
	run("press Tab"); /* ends the last one */
	ck_assert_str_eq(focused(), "case");
	ck_assert_uint_eq(textpane_cursor(note), textpane_len(note));
	run("press Tab"); /* no blank is left: the next pane */
	ck_assert_str_ne(focused(), "case");
}
END_TEST

START_TEST(case__two_semicolons__open_the_texts)
{
	run("press Enter");
	run("press F2 F2");
	run("type a;;");
	ck_assert(!console_has_popup(con, "library")); /* inside a word they are text */
	run("type  ;;");
	ck_assert(console_has_popup(con, "library"));
	ck_assert_str_eq(textpane_text(con->desk->note), "a;; ");
	run("press Esc");
	ck_assert_str_eq(focused(), "case");
}
END_TEST

START_TEST(case__nothing_in_hand__typing_writes_nowhere)
{
	run("press Enter");
	run("press 3");
	run("expect No case. F2 takes the next");
	run("type lost?");
	ck_assert_uint_eq(textpane_len(con->desk->note), 0);
	run("press Esc");
	ck_assert_str_eq(focused(), "queue");
}
END_TEST

/* ---- work in hand moves the focus, and only that ---- */

START_TEST(focus__outcome__goes_back_to_the_queue)
{
	run("press Enter");
	run("press F2 F2");
	ck_assert_str_eq(focused(), "case");
	run("outcome solved --note done");
	ck_assert_str_eq(focused(), "queue");
}
END_TEST

/* ---- who and what before ---- */

static void share_number(const char *number, int64_t customer_id)
{
	struct err err = {0};
	struct identity id = {.customer_id = customer_id, .kind = IDENTITY_PHONE, .value = number};
	must(identity_prepare(&id, "ES", app.arena, &err), &err);
	must(store_identity_add(app.store, &id, &err), &err);
}

START_TEST(customer__shared_number__enter_says_who_it_is)
{
	run("press Enter");
	run("ready");
	share_number("+34 600 999 888", 1);
	share_number("+34 600 999 888", 2);
	ring("+34600999888", "billing");
	for (size_t i = 0; i < con->desk->nwaiting; i++)
		if (con->desk->waiting[i].owners == 2)
			for (size_t down = 0; down < i; down++)
				run("press Down");
	run("expect one of 2 people");
	run("press F2");
	ck_assert_str_eq(focused(), "customer");
	ck_assert(!con->desk->has_pop);
	run("expect Who is it?");
	run("press Down Enter");
	ck_assert(con->desk->has_pop);
	run("expect-not Who is it?");
	ck_assert_str_eq(focused(), "case");
}
END_TEST

START_TEST(history__enter__brings_the_open_case_into_hand)
{
	run("press Enter");
	run("press F2 F2");
	ck_assert(con->desk->has_pop);
	int64_t first = con->desk->hand.casefile.id;
	ck_assert_int_ne(first, 0);
	run("case Something else");
	ck_assert_int_ne(con->desk->hand.casefile.id, first);
	run("expect Something else");
	run("press F4");
	ck_assert_str_eq(focused(), "history");
	ck_assert_int_eq(console_selected_case(con), first);
	run("press Enter");
	ck_assert_int_eq(con->desk->hand.casefile.id, first);
	ck_assert_str_eq(focused(), "case");
}
END_TEST

/* ---- supervisor ---- */

START_TEST(waiting__move__one_key_gives_it_and_u_takes_it_back)
{
	run("type marta");
	run("press Enter");
	size_t before = con->desk->nwaiting;
	ck_assert_uint_gt(before, 0);
	run("press End Up"); /* a message: nobody holds its case */
	run("expect F8 gives it to");
	run("press F8");
	run("expect is now with");
	ck_assert_uint_eq(con->desk->nwaiting, before - 1);
	run("press u");
	ck_assert_uint_eq(con->desk->nwaiting, before);
}
END_TEST

START_TEST(waiting__enter__asks_who)
{
	run("type marta");
	run("press Enter");
	run("press End Up Enter");
	ck_assert(console_has_popup(con, "choose-agent"));
	run("expect 1 ");
	run("press 1");
	ck_assert(!console_has_popup(con, "choose-agent"));
	run("expect is now with");
}
END_TEST

/* ---- every size ---- */

START_TEST(panes__every_size__every_pane_paints)
{
	static const char *const sizes[] = {"1x1", "20x4", "59x14", "60x15", "80x24", "99x29",
		"100x30", "120x40", "160x50", "200x60", "300x20"};
	run("press Enter");
	run("press F2 F2");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		char line[32];
		snprintf(line, sizeof(line), "resize %s", sizes[i]);
		run(line);
		for (int pane = 1; pane <= 5; pane++) {
			console_focus(con, pane);
			console_turn(con, 0);
			ck_assert_int_eq(con->focus, pane);
		}
	}
}
END_TEST

START_TEST(panes__large__all_have_room)
{
	static const char *const sizes[] = {"resize 100x30", "resize 120x40", "resize 160x50"};
	run("press Enter");
	for (size_t i = 0; i < 3; i++) {
		run(sizes[i]);
		for (int pane = 1; pane <= 5; pane++)
			ck_assert_msg(con->panes[pane]->rect.rows > 2, "%s: %d", sizes[i], pane);
	}
}
END_TEST

Suite *suite_panes(void);
Suite *suite_panes(void)
{
	Suite *s = suite_create("panes");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 20);
	tcase_add_test(t, sign_on__typing__narrows_without_accents);
	tcase_add_test(t, sign_on__enter__shows_the_screen_of_the_role);
	tcase_add_test(t, queue__somebody_comes__the_cursor_stays_with_its_row);
	tcase_add_test(t, queue__waiting__counts_up_in_place);
	tcase_add_test(t, queue__enter__takes_that_very_one);
	tcase_add_test(t, queue__slash__narrows_and_letters_are_no_keys);
	tcase_add_test(t, filter__columns_without_room__are_looked_into);
	tcase_add_test(t, filter__kept__is_a_word_until_esc);
	tcase_add_test(t, filter__nothing_left__f2_says_what_it_hides);
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
