#include "carrel/term.h"
#include <check.h>
#include <string.h>
#include <unistd.h>

START_TEST(term_null__blit__keeps_the_frame)
{
	struct term *term = term_null_open(2, 10);
	struct grid *grid = grid_new(2, 10);
	grid_text(grid, 0, 0, -1, STYLE_OK, "hello");
	ck_assert_uint_eq(term_null_frames(term), 0);
	term_blit(term, grid);
	ck_assert_uint_eq(term_null_frames(term), 1);
	ck_assert(grid_equal(grid, term_null_screen(term)));
	grid_clear(grid);
	ck_assert(!grid_equal(grid, term_null_screen(term)));
	term_bell(term);
	ck_assert_uint_eq(term_null_bells(term), 1);
	term_title(term, "ON CALL 02:13");
	ck_assert_str_eq(term_null_title(term), "ON CALL 02:13");
	term_copy(term, "a\x1b]0;x", 6);
	ck_assert_str_eq(term_null_copied(term), "a␛]0;x");
	grid_free(&grid);
	term_close(&term);
	ck_assert_ptr_null(term);
	term_close(&term);
}
END_TEST

START_TEST(term_null__keys__injected_and_resized)
{
	struct term *term = term_null_open(24, 80);
	struct key key;
	int rows, cols;
	term_null_input(term, "\033[11~x", 6, 100);
	ck_assert(term_key(term, 100, &key) && key.kind == KEY_F1);
	ck_assert(term_key(term, 100, &key) && key_is_char(&key, 'x'));
	ck_assert(!term_key(term, 100, &key));
	ck_assert_int_eq(term_timeout_ms(term, 100), -1);
	term_null_input(term, "\033", 1, 200);
	ck_assert_int_eq(term_timeout_ms(term, 200), KEYS_ESC_MS);
	term_null_resize(term, 40, 120);
	ck_assert(term_key(term, 200, &key) && key.kind == KEY_RESIZE);
	term_size(term, &rows, &cols);
	ck_assert(rows == 40 && cols == 120);
	ck_assert_int_eq(term_fd(term), -1);
	term_close(&term);
}
END_TEST

/* Without a terminal the real one says so in a sentence and changes nothing. */
START_TEST(term_curses__open__refuses_kindly)
{
	struct term_options options = {.fd_in = 0, .fd_out = 0};
	struct term *term = NULL;
	struct err err = {0};
	int fds[2];
	ck_assert_int_eq(pipe(fds), 0);
	options.fd_in = fds[0];
	options.fd_out = fds[1];
	ck_assert_int_eq(term_curses_open(&options, &term, &err), RC_IO);
	ck_assert_ptr_null(term);
	ck_assert_ptr_nonnull(strstr(err.text, "needs a terminal"));
	term_emergency_restore();
	term_grace();
	close(fds[0]);
	close(fds[1]);
}
END_TEST

Suite *suite_term_null(void);
Suite *suite_term_null(void)
{
	Suite *s = suite_create("term");
	TCase *tc = tcase_create("core");
	tcase_add_test(tc, term_null__blit__keeps_the_frame);
	tcase_add_test(tc, term_null__keys__injected_and_resized);
	tcase_add_test(tc, term_curses__open__refuses_kindly);
	suite_add_tcase(s, tc);
	return s;
}
