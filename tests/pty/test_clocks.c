/* test_clocks.c - seconds that go by on a desk where nobody does anything are written past curses; what it
 * draws next must fall where it should, on a real terminal. */
#include "pty/support_centre.h"
#include "pty/support_pty.h"
#include "pty/support_see.h"

#include "carrel/mem.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Suite *suite_clocks(void);

enum { QUIET_MS = 80, TICK_MS = 1100, TRIES = 6 };

static struct centre c;
static struct pty *p;

static void open_centre(void)
{
	ck_assert(centre_open(&c));
	must_run(&c, "demo", "--into", c.store, "--size", "small", "--seed", "1", NULL);
	c.now = NULL;
}

static void stop(void)
{
	pty_free(&p);
	centre_close(&c);
}

static bool same_after_redraw(void)
{
	char *before = xstrdup(pty_screen(p));
	pty_press(p, "\f");
	pty_settle(p, QUIET_MS, LONG_MS);
	bool same = strcmp(before, pty_screen(p)) == 0;
	free(before);
	return same;
}

/* A second may go by in between; then it is looked at again. */
static void must_be_right(const char *after)
{
	for (int i = 0; i < TRIES; i++)
		if (same_after_redraw())
			return;
	printf("%s\n", pty_screen(p));
	fflush(stdout);
	ck_abort_msg("after %s the screen is not what it is painted anew", after);
}

static void wait_for_clocks(void)
{
	pty_settle(p, TICK_MS * 2, TICK_MS);
}

START_TEST(clocks__written_past_curses__and_keys_between)
{
	static const struct {
		const char *name, *keys;
	} steps[] = {{"Down", PTY_DOWN}, {"the last row", "\033OF"}, {"a filter", "/a"},
		{"its end", PTY_ESC}, {"zoom", "z"}, {"a window", PTY_F9}};
	p = centre_console(&c, "ana", 12, 80);
	ck_assert_ptr_nonnull(p);
	must_see(p, "1 Queue");
	ck_assert(pty_wait_raw(p, "\0337\033[", LONG_MS));
	wait_for_clocks();
	must_be_right("two seconds");
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		wait_for_clocks();
		pty_press(p, steps[i].keys);
		pty_settle(p, QUIET_MS, LONG_MS);
		must_be_right(steps[i].name);
	}
}
END_TEST

static size_t bytes_of_a_row_move(void)
{
	size_t before = pty_bytes_out(p);
	pty_press(p, PTY_DOWN);
	pty_settle(p, QUIET_MS, LONG_MS);
	size_t bytes = pty_bytes_out(p) - before;
	pty_press(p, PTY_UP);
	pty_settle(p, QUIET_MS, LONG_MS);
	return bytes;
}

/* curses knows what was written past it: a key costs as much as one right after another. A second may fall
 * into either; then they are weighed again. */
START_TEST(clocks__a_key_afterwards__costs_no_more)
{
	size_t fresh = 0, later = 0;
	p = centre_console(&c, "ana", 24, 80);
	ck_assert_ptr_nonnull(p);
	must_see(p, "1 Queue");
	for (int i = 0; i < TRIES; i++) {
		(void)bytes_of_a_row_move(); /* whatever curses did not know, it has drawn by now */
		fresh = bytes_of_a_row_move();
		wait_for_clocks();
		later = bytes_of_a_row_move();
		if (later <= fresh)
			return;
	}
	ck_abort_msg("%zu bytes, and %zu after the clocks went on", fresh, later);
}
END_TEST

Suite *suite_clocks(void)
{
	Suite *s = suite_create("clocks");
	TCase *tc = tcase_create("clocks");
	tcase_add_checked_fixture(tc, open_centre, stop);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, clocks__written_past_curses__and_keys_between);
	tcase_add_test(tc, clocks__a_key_afterwards__costs_no_more);
	suite_add_tcase(s, tc);
	return s;
}
