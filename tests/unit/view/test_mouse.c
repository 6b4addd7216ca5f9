/* The mouse, the bell and the sizes of panes on a small demo centre, through a screen in memory. */
#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/console.h"
#include "carrel/demo.h"
#include "carrel/remember.h"
#include "carrel/script.h"
#include "carrel/store.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"
#include "carrel/term.h"
#include "carrel/work.h"

#include <check.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int64_t now = 1763720000000; /* a Friday morning */

static char folder[] = "/tmp/carrel-mouse-XXXXXX";
static struct app app;
static struct console *con;

static void must(enum rc rc, const struct err *err)
{
	ck_assert_msg(rc == RC_OK, "%s", err->text);
}

static void run(const char *line)
{
	struct err err = {0};
	must(script_run_line(con, line, &err), &err);
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
	run("press Enter"); /* the first agent */
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

static void mouse(enum key_mouse what, int row, int col)
{
	const struct key key = {.kind = KEY_MOUSE, .mouse = what, .row = row, .col = col};
	keys_push(con->term->keys, &key);
	console_turn(con, 0);
}

static int cursor_row(void)
{
	int row = -1, col;
	grid_cursor(con->grid, &row, &col);
	return row;
}

static void ring(void)
{
	struct err err = {0};
	struct queue q;
	struct queue_item item;
	must(store_queue_by_slug(app.store, "billing", app.arena, &q, &err), &err);
	const struct work_ring ringing = {.queue_id = q.id, .at = clock_wall_ms()};
	must(work_ring(app.store, &ringing, app.arena, &item, &err), &err);
	console_stale(con);
	console_turn(con, 0);
}

START_TEST(mouse__click__selects_the_row)
{
	int first = cursor_row();
	mouse(KEY_MOUSE_CLICK, first + 2, 10);
	ck_assert_int_eq(cursor_row(), first); /* off until asked */
	run("mouse on");
	ck_assert(term_null_mouse(con->term));
	mouse(KEY_MOUSE_CLICK, first + 2, 10);
	ck_assert_int_eq(cursor_row(), first + 2);
	mouse(KEY_MOUSE_CLICK, first - 1, 10); /* the heading */
	mouse(KEY_MOUSE_CLICK, 20, 10);        /* no row */
	mouse(KEY_MOUSE_CLICK, 500, 500);
	ck_assert_int_eq(cursor_row(), first + 2);
	mouse(KEY_MOUSE_WHEEL_DOWN, first, 10);
	ck_assert_int_eq(cursor_row(), first + 5);
	mouse(KEY_MOUSE_WHEEL_UP, first, 10);
	mouse(KEY_MOUSE_WHEEL_UP, first, 10);
	ck_assert_int_eq(cursor_row(), first);
	run("mouse off");
	ck_assert(!term_null_mouse(con->term));
}
END_TEST

START_TEST(mouse__click__in_a_window_chooses)
{
	run("mouse on");
	run("press F9");
	run("type zoom");
	mouse(KEY_MOUSE_CLICK, 0, 0); /* beside it: nothing, and nothing is lost */
	run("expect zoom");
	const struct view *palette = console_focused(con);
	ck_assert_str_eq(palette->class->name, "palette");
	int row = palette->rect.row + 1;
	mouse(KEY_MOUSE_CLICK, row, 5);
	ck_assert(con->zoomed);
	ck_assert_int_eq(con->npopups, 0);
}
END_TEST

START_TEST(mouse__click__every_cell_is_harmless)
{
	static const char *const places[] = {
		"focus queue", "press F2", "press F8", "press Esc", "press F6", "press F9"};
	run("mouse on");
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		run(places[i]);
		for (int row = 1; row < 22; row++)
			mouse(KEY_MOUSE_WHEEL_DOWN, row, (row * 7) % 80);
		for (int row = 0; row < 24; row += 23)
			mouse(KEY_MOUSE_CLICK, row, 0);
	}
	ck_assert(!con->quit);
}
END_TEST

/* A terminal for East Asia: its answer comes after the first frame, and everything is drawn again. */
START_TEST(glyphs__lines_two_cells_wide__are_ascii)
{
	run("press /");
	run("type panaderia");
	run("expect ┌1 Queue");
	run("expect Panadería");
	keys_ask_width(con->term->keys);
	term_null_input(con->term, "\033[1;2R", 6, 0);
	console_turn(con, 0);
	run("expect ┌1 Queue");
	keys_ask_width(con->term->keys);
	term_null_input(con->term, "\033[1;3R", 6, 0);
	console_turn(con, 0);
	run("expect +1 Queue");
	run("expect Panaderia");
	run("expect-not ┌");
	run("resize 100x30");
	run("expect +1 Queue");
}
END_TEST

/* ---- the shorter way ---- */

START_TEST(tip__hint_clicked__shows_its_key_once)
{
	run("mouse on");
	mouse(KEY_MOUSE_CLICK, 23, 17); /* F3Find */
	ck_assert(console_has_popup(con, "find"));
	run("expect next time: F3");
	run("press Esc");
	run("tick 8001");
	run("expect-not next time");
	mouse(KEY_MOUSE_CLICK, 23, 17);
	ck_assert(console_has_popup(con, "find"));
	run("expect-not next time"); /* said once is enough */
}
END_TEST

START_TEST(tip__pane_clicked__shows_the_key_of_the_pane)
{
	run("press F2");
	run("mouse on");
	mouse(KEY_MOUSE_CLICK, 3, 60);
	run("expect next time: F4");
	ck_assert_str_eq(console_focused(con)->class->name, "history");
	mouse(KEY_MOUSE_CLICK, 3, 10);
	run("expect next time: 2"); /* the customer has no F-key */
}
END_TEST

START_TEST(tip__palette__shows_the_key_unless_there_is_none)
{
	run("press F9");
	run("type zoom");
	run("press Enter");
	run("expect next time: z");
	run("press z");
	run("tick 8001");
	run("press F9");
	run("type undo-list");
	run("press Enter");
	run("expect-not next time");
	run("press Esc");
	run("press F9");
	run("type focus history");
	run("press Enter");
	run("expect next time: F4");
}
END_TEST

START_TEST(tip__keys__say_nothing)
{
	run("press F3 Esc F2 F8 Esc z z");
	run("expect-not next time");
}
END_TEST

/* Each person is told for themselves; whoever was told is not told again tomorrow. */
START_TEST(tip__another_person__is_told_too)
{
	run("mouse on");
	mouse(KEY_MOUSE_CLICK, 23, 17);
	run("expect next time: F3");
	ck_assert_str_eq(remember_get(con->remember, "told.find-box"), "yes");
	run("press Esc");
	run("sign-off");
	run("expect-not next time");
	run("press Down Enter");
	run("mouse on");
	mouse(KEY_MOUSE_CLICK, 23, 17);
	run("expect next time: F3");
}
END_TEST

START_TEST(bell__ring__once_when_ready)
{
	size_t before = term_null_bells(con->term);
	ring();
	ck_assert_uint_eq(term_null_bells(con->term), before); /* nobody is ready */
	run("ready");
	ck_assert_uint_eq(term_null_bells(con->term), before + 1);
	run("press Down Up");
	ck_assert_uint_eq(term_null_bells(con->term), before + 1);
	ring();
	ck_assert_uint_eq(term_null_bells(con->term), before + 2);
	run("press F2"); /* on a call another one is no sound, only the first row */
	ring();
	ck_assert_uint_eq(term_null_bells(con->term), before + 2);
}
END_TEST

static const char *const sizes[] = {
	"resize 60x15", "resize 80x24", "resize 100x30", "resize 120x40", "resize 200x60"};

static int panes_shown(void)
{
	int n = 0;
	console_recalc(con);
	for (int i = 1; i < CONSOLE_PANES_MAX; i++)
		n += con->panes[i] && con->panes[i]->rect.rows > 0;
	return n;
}

START_TEST(sizes__grow__no_pane_is_ever_lost)
{
	run("press F2");
	run(sizes[_i]);
	for (int pane = 1; pane <= 5; pane++) {
		console_focus(con, pane);
		int shown = panes_shown();
		for (int i = 0; i < 100; i++)
			console_grow(con, 1);
		ck_assert_int_eq(panes_shown(), shown);
		for (int i = 0; i < 200; i++)
			console_grow(con, -1);
		ck_assert_int_eq(panes_shown(), shown);
		ck_assert_int_ge(con->panes[pane]->rect.rows, 3);
	}
}
END_TEST

START_TEST(sizes__resize__each_class_has_its_own)
{
	run("press F2");
	console_focus(con, 2);
	console_recalc(con);
	int cols = con->panes[2]->rect.cols;
	console_grow(con, 1);
	console_recalc(con);
	int grown = con->panes[2]->rect.cols;
	ck_assert_int_gt(grown, cols);
	run("resize 120x40");
	ck_assert_int_eq(con->grow[2], 0);
	run("resize 80x24");
	ck_assert_int_eq(con->panes[2]->rect.cols, grown);
	console_grow(con, -1);
	console_recalc(con);
	ck_assert_int_lt(con->panes[2]->rect.cols, grown);
}
END_TEST

START_TEST(copy__list__number_then_case_then_line)
{
	run("copy number");
	ck_assert_int_eq(term_null_copied(con->term)[0], '+');
	run("copy line");
	ck_assert_ptr_nonnull(strstr(term_null_copied(con->term), "Billing"));
	run("press F2");
	run("focus history");
	run("copy id");
	ck_assert_uint_eq(strlen(term_null_copied(con->term)), strlen("482 1937-6"));
}
END_TEST

Suite *suite_mouse(void);
Suite *suite_mouse(void)
{
	Suite *s = suite_create("mouse");
	TCase *t = tcase_create("core");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 20);
	tcase_add_test(t, mouse__click__selects_the_row);
	tcase_add_test(t, mouse__click__in_a_window_chooses);
	tcase_add_test(t, mouse__click__every_cell_is_harmless);
	tcase_add_test(t, glyphs__lines_two_cells_wide__are_ascii);
	tcase_add_test(t, tip__hint_clicked__shows_its_key_once);
	tcase_add_test(t, tip__pane_clicked__shows_the_key_of_the_pane);
	tcase_add_test(t, tip__palette__shows_the_key_unless_there_is_none);
	tcase_add_test(t, tip__keys__say_nothing);
	tcase_add_test(t, tip__another_person__is_told_too);
	tcase_add_test(t, bell__ring__once_when_ready);
	tcase_add_loop_test(
		t, sizes__grow__no_pane_is_ever_lost, 0, sizeof(sizes) / sizeof(sizes[0]));
	tcase_add_test(t, sizes__resize__each_class_has_its_own);
	tcase_add_test(t, copy__list__number_then_case_then_line);
	suite_add_tcase(s, t);
	return s;
}
