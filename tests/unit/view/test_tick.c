/* A second in which nothing happens is painted in part; whatever happened before, the screen is then the
 * same as one painted whole. */
#include "unit/view/support_console.h"

#include "carrel/clock.h"
#include "carrel/grid.h"
#include "carrel/strbuf.h"
#include "carrel/term.h"

#include <check.h>

enum { TICK_MS = 1001 }; /* the loop wakes a little behind the second */

static uint32_t seed;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

static const struct grid *screen(void)
{
	return term_null_screen(test_con->term);
}

static void add_row(struct strbuf *to, const struct grid *grid, int row)
{
	for (int col = 0; col < grid_cols(grid); col++)
		strbuf_addstr(to, grid_at(grid, row, col)->text);
	strbuf_addch(to, '\n');
}

/* The screen as it is, against one made and painted whole at the same moment, of the same reading. */
static void same_as_whole(const char *after)
{
	struct grid *before = grid_new(1, 1);
	struct strbuf rows = STRBUF_INIT;
	int row = 0, col = -1;
	grid_copy(before, screen());
	test_con->desk->reads++; /* no pane may keep its rows */
	console_paint(test_con);
	if (!grid_equal(before, screen())) {
		grid_diff(before, screen(), &row, &col);
		add_row(&rows, before, row);
		add_row(&rows, screen(), row);
		ck_abort_msg("after %s row %d differs from column %d on:\n%s", after, row, col,
			rows.buf);
	}
	strbuf_fini(&rows);
	grid_free(&before);
}

/* Through the loop's own timers; true if only the clocks were painted. */
static bool pass(int64_t ms)
{
	uint64_t paints = test_con->paints;
	size_t frames = term_null_frames(test_con->term);
	clock_advance(ms);
	console_turn(test_con, 0);
	bool part = test_con->paints == paints && term_null_frames(test_con->term) > frames;
	if (test_con->dirty) /* what fell due is said at the end of a turn, and shown in the next */
		console_turn(test_con, 0);
	return part;
}

static void press_any(void)
{
	static const char *const keys[] = {"press Down", "press Up", "press Tab", "press z",
		"press End", "press /", "press a", "press Esc", "press Enter", "press v",
		"press 1"};
	test_console_run(keys[any(sizeof(keys) / sizeof(keys[0]))]);
}

static void resize_any(void)
{
	static const int sizes[][2] = {
		{24, 80}, {15, 60}, {40, 120}, {60, 200}, {4, 20}, {10, 35}, {24, 80}};
	const int *size = sizes[any(sizeof(sizes) / sizeof(sizes[0]))];
	term_null_resize(test_con->term, size[0], size[1]);
	console_turn(test_con, 0);
}

static const char *something(void)
{
	static const char *const callers[] = {NULL, "+34600555444", "+34933222111"};
	switch (any(8)) {
	case 0: test_console_ring(callers[any(3)], any(2) ? "billing" : "orders"); return "a call";
	case 1: resize_any(); return "another size";
	case 2:
	case 3: press_any(); return "a key";
	default: return "a while";
	}
}

/* Enough of them for every pane, size and lateness to come by; returns how often only clocks moved. */
static int live_through(int events)
{
	int ticks = 0;
	for (int i = 0; i < events; i++) {
		const char *what = something();
		for (uint32_t n = any(4); n > 0; n--)
			ticks += pass(TICK_MS);
		ticks += pass(TICK_MS + (any(4) ? 0 : any(90000)));
		same_as_whole(what);
	}
	return ticks;
}

START_TEST(tick__agent__same_as_painted_whole)
{
	seed = 7;
	test_console_run("press Enter");
	ck_assert_int_gt(live_through(800), 200);
}
END_TEST

START_TEST(tick__supervisor__same_as_painted_whole)
{
	seed = 11;
	test_console_run("type marta");
	test_console_run("press Enter");
	ck_assert_int_gt(live_through(500), 200);
}
END_TEST

/* The row turns late at its moment, with no news and no key. */
START_TEST(tick__queue__a_promise_that_breaks_is_seen_at_once)
{
	test_console_run("press Enter");
	test_console_ring("+34600555444", "billing");
	ck_assert(pass(TICK_MS));
	const struct desk *desk = test_con->desk;
	int64_t due = INT64_MAX;
	for (size_t i = 0; i < desk->nwaiting; i++)
		if (desk->waiting[i].item.due_at > clock_wall_ms() &&
			desk->waiting[i].item.due_at < due)
			due = desk->waiting[i].item.due_at;
	ck_assert_int_lt(due - clock_wall_ms(), 60000);
	while (clock_wall_ms() <= due) {
		pass(TICK_MS);
		same_as_whole("a second");
	}
}
END_TEST

START_TEST(tick__work_in_hand__all_is_painted)
{
	test_console_take();
	ck_assert(!pass(TICK_MS));
	same_as_whole("a second");
}
END_TEST

Suite *suite_tick(void);
Suite *suite_tick(void)
{
	Suite *s = suite_create("tick");
	TCase *tc = tcase_create("tick");
	tcase_add_checked_fixture(tc, test_console_open, test_console_close);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, tick__agent__same_as_painted_whole);
	tcase_add_test(tc, tick__supervisor__same_as_painted_whole);
	tcase_add_test(tc, tick__queue__a_promise_that_breaks_is_seen_at_once);
	tcase_add_test(tc, tick__work_in_hand__all_is_painted);
	suite_add_tcase(s, tc);
	return s;
}
