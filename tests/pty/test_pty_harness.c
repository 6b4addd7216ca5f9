/* test_pty_harness.c - the harness is trusted only as far as this: each of its answers is seen to be
 * yes and to be no, on programs whose behaviour is known. */
#include "pty/support_pty.h"
#include "pty/support_vtseq.h"

#include <check.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

Suite *suite_pty_harness(void);

enum { LONG_MS = 5000, SHORT_MS = 100 };

static struct pty *p;

static void stop(void)
{
	pty_free(&p);
}

/* A script in a terminal of 5 rows and 20 columns. */
static void start_sh(const char *script)
{
	const char *const argv[] = {"/bin/sh", "-c", script, NULL};
	const char *const env[] = {"TERM=vt100", "GREETING=hello", NULL};
	p = pty_start(argv, env, 5, 20);
	ck_assert_ptr_nonnull(p);
}

START_TEST(pty__text__stands_where_it_was_put)
{
	start_sh("printf 'one\\r\\n\\033[3;5Htwo \\303\\251\\346\\227\\245.'; read x");
	ck_assert(pty_wait_text(p, "two", LONG_MS));
	ck_assert_str_eq(pty_screen(p), "one\n\n    two é日.\n\n\n");
	ck_assert_str_eq(pty_row(p, 0), "one");
	ck_assert_str_eq(pty_row(p, 5), "");
	int row, col;
	pty_cursor(p, &row, &col);
	ck_assert_int_eq(row, 2);
	ck_assert_int_eq(col, 12);
}
END_TEST

START_TEST(pty__text__that_never_comes)
{
	start_sh("printf here; read x");
	ck_assert(pty_wait_text(p, "here", LONG_MS));
	ck_assert(!pty_wait_text(p, "there", SHORT_MS));
	ck_assert(!pty_wait_no_text(p, "here", SHORT_MS));
	ck_assert(pty_wait_no_text(p, "there", SHORT_MS));
}
END_TEST

START_TEST(pty__press__reaches_the_program)
{
	start_sh("stty -echo; printf ready; read x; printf \"<$x>\"");
	ck_assert(pty_wait_text(p, "ready", LONG_MS));
	ck_assert(pty_press(p, "abc" PTY_ENTER));
	ck_assert(pty_wait_text(p, "<abc>", LONG_MS));
}
END_TEST

START_TEST(pty__env__is_the_one_given)
{
	start_sh("printf '%s|%s|%s' \"$GREETING\" \"$TERM\" \"${CHECK_MARK-none}\"; read x");
	ck_assert(pty_wait_text(p, "hello|vt100|none", LONG_MS));
}
END_TEST

START_TEST(pty__size__at_start_and_after_resize)
{
	start_sh("trap 'stty size' WINCH; stty size; while :; do sleep 0.02; done");
	ck_assert(pty_wait_text(p, "5 20", LONG_MS));
	pty_resize(p, 7, 33);
	ck_assert(pty_wait_text(p, "7 33", LONG_MS));
}
END_TEST

START_TEST(pty__exit__status_and_signal)
{
	int status;
	start_sh("exit 3");
	ck_assert(pty_wait_exit(p, &status, LONG_MS));
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 3);
	ck_assert(!pty_kill(p, SIGTERM));
	ck_assert(!pty_wait_text(p, "x", LONG_MS));
	stop();

	start_sh("printf up; read x");
	ck_assert(pty_wait_text(p, "up", LONG_MS));
	ck_assert(!pty_wait_exit(p, &status, SHORT_MS));
	ck_assert(pty_kill(p, SIGTERM));
	ck_assert(pty_wait_exit(p, &status, LONG_MS));
	ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
}
END_TEST

START_TEST(pty__hang_up__is_felt)
{
	int status;
	start_sh("printf up; read x; exit 0");
	ck_assert(pty_wait_text(p, "up", LONG_MS));
	pty_hang_up(p);
	ck_assert(pty_wait_exit(p, &status, LONG_MS));
	ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGHUP);
}
END_TEST

START_TEST(pty__termios__sane_and_not)
{
	start_sh("stty raw -echo; printf raw; read x; stty sane; printf sane; exit 0");
	ck_assert(pty_wait_text(p, "raw", LONG_MS));
	ck_assert(!pty_termios_sane(p));
	ck_assert(pty_press(p, "\n"));
	ck_assert(pty_wait_exit(p, NULL, LONG_MS));
	ck_assert(pty_wait_text(p, "sane", SHORT_MS));
	ck_assert(pty_termios_sane(p));
}
END_TEST

START_TEST(pty__modes__are_seen)
{
	start_sh("printf '\\033[?1049h\\033[?25l\\033[?1000h\\033[?2004hin'; read x;"
		 "printf '\\033[?2004l\\033[?1000l\\033[?25h\\033[?1049lout'; read x");
	size_t n;
	ck_assert(pty_wait_text(p, "in", LONG_MS));
	ck_assert(pty_alternate_screen(p));
	ck_assert(!pty_cursor_visible(p));
	ck_assert_int_ne(pty_mouse_mode(p), 0);
	const char *raw = pty_raw(p, &n);
	ck_assert(vtseq_mode_left_on(raw, n, "?2004"));

	ck_assert(pty_press(p, PTY_ENTER));
	ck_assert(pty_wait_text(p, "out", LONG_MS));
	ck_assert(!pty_alternate_screen(p));
	ck_assert(pty_cursor_visible(p));
	ck_assert_int_eq(pty_mouse_mode(p), 0);
	raw = pty_raw(p, &n);
	ck_assert(!vtseq_mode_left_on(raw, n, "?2004"));
}
END_TEST

START_TEST(pty__raw__every_byte_is_kept)
{
	start_sh("stty -opost; printf 'a\\033]0;title\\007b'; exit 0");
	ck_assert(pty_wait_exit(p, NULL, LONG_MS));
	size_t n;
	const char *raw = pty_raw(p, &n);
	ck_assert_uint_eq(n, 12);
	ck_assert_uint_eq(pty_bytes_out(p), n);
	ck_assert_mem_eq(raw, "a\033]0;title\007b", n);
	ck_assert(pty_wait_raw(p, "]0;title", SHORT_MS));
	ck_assert(!pty_wait_raw(p, "]52;", SHORT_MS));
}
END_TEST

START_TEST(pty__flood__waits_still_end)
{
	start_sh("while :; do printf 'yyyyyyyyyyyyyyyy\\r\\n'; done");
	ck_assert(!pty_wait_text(p, "no", SHORT_MS));
	ck_assert(pty_kill(p, SIGKILL));
	ck_assert(pty_wait_exit(p, NULL, LONG_MS));
}
END_TEST

START_TEST(pty__start__program_that_is_not_there)
{
	const char *const argv[] = {"/nonexistent/program", NULL};
	int status;
	p = pty_start(argv, NULL, 5, 20);
	ck_assert_ptr_nonnull(p);
	ck_assert(pty_wait_exit(p, &status, LONG_MS));
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 127);
}
END_TEST

static const struct {
	const char *bytes;
	enum vtseq_kind kinds[5];
	size_t n;
} cut[] = {
	{"ab\033[1;2Hc", {VTSEQ_TEXT, VTSEQ_CSI, VTSEQ_TEXT}, 3},
	{"\r\n\007", {VTSEQ_CONTROL, VTSEQ_CONTROL, VTSEQ_CONTROL}, 3},
	{"\033(B\0337\033=x", {VTSEQ_ESC, VTSEQ_ESC, VTSEQ_ESC, VTSEQ_TEXT}, 4},
	{"\033]0;t\007\033]0;t\033\\x", {VTSEQ_OSC, VTSEQ_OSC, VTSEQ_TEXT}, 3},
	{"\033Pq#0\033\\\033_a\033\\\033^b\033\\\033Xc\033\\",
		{VTSEQ_DCS, VTSEQ_APC, VTSEQ_PM, VTSEQ_SOS}, 4},
	{"\303\251\302\205x", {VTSEQ_TEXT, VTSEQ_CONTROL, VTSEQ_TEXT}, 3},
	{"\033]0;never ends", {VTSEQ_BROKEN}, 1},
	{"\033[1;\033[m", {VTSEQ_BROKEN, VTSEQ_CSI}, 2},
	{"\177\033", {VTSEQ_CONTROL, VTSEQ_BROKEN}, 2},
};

START_TEST(vtseq__next__each_kind)
{
	struct vtseq seq;
	size_t at = 0, n = 0, len = strlen(cut[_i].bytes), covered = 0;
	while (vtseq_next(cut[_i].bytes, len, &at, &seq)) {
		ck_assert_uint_lt(n, cut[_i].n);
		ck_assert_int_eq(seq.kind, cut[_i].kinds[n]);
		ck_assert_uint_eq(seq.at, covered);
		ck_assert_uint_gt(seq.len, 0);
		covered += seq.len;
		n++;
	}
	ck_assert_uint_eq(n, cut[_i].n);
	ck_assert_uint_eq(covered, len);
}
END_TEST

static const char *const harmless[] = {
	"\033[?1049h\033[22;0;0t\033[1;24r\033(B\033[m\033[4l\033[?7h",
	"\033[H\033[2J\033[3;4H\033[1;31mx\033[39;49m\033[K\033[10X\033[2P\033[3@\033[5d\033[2b",
	"\033[?25l\033[?1h\033=\r\n\b\t\033[?2004h\033[?1000;1006h\033M\033[!p"};
static const char *const harmful[] = {"\033]0;title\007", "\033]52;c;eA==\007", "\033P+q\033\\",
	"\033[5n", "\033[c", "\033[?5c", "\033[5i", "\033[21t", "\033[8;50;100t", "\033[?9999h",
	"\033[?1000;48h", "\302\233", "\001", "\033_x\033\\", "\033Z", "\033c", "\033[1;"};

START_TEST(vtseq__allowed__screens_may)
{
	const char *s = harmless[_i];
	const char *refused = vtseq_first_refused(s, strlen(s), vtseq_allowed_for_screens);
	ck_assert_msg(!refused, "refused: %s", refused ? refused : "");
}
END_TEST

START_TEST(vtseq__allowed__nothing_that_reaches_out)
{
	const char *s = harmful[_i];
	ck_assert_ptr_nonnull(vtseq_first_refused(s, strlen(s), vtseq_allowed_for_screens));
}
END_TEST

START_TEST(vtseq__count__of_a_kind)
{
	const char *s = "a\033]0;x\007b\033]0;y\033\\";
	ck_assert_uint_eq(vtseq_count(s, strlen(s), VTSEQ_OSC), 2);
	ck_assert_uint_eq(vtseq_count(s, strlen(s), VTSEQ_DCS), 0);
	ck_assert_str_eq(
		vtseq_first_refused(s, strlen(s), vtseq_allowed_for_screens), "ESC ]0;x BEL");
}
END_TEST

Suite *suite_pty_harness(void)
{
	Suite *s = suite_create("pty_harness");
	TCase *t = tcase_create("harness");
	tcase_add_checked_fixture(t, NULL, stop);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, pty__text__stands_where_it_was_put);
	tcase_add_test(t, pty__text__that_never_comes);
	tcase_add_test(t, pty__press__reaches_the_program);
	tcase_add_test(t, pty__env__is_the_one_given);
	tcase_add_test(t, pty__size__at_start_and_after_resize);
	tcase_add_test(t, pty__exit__status_and_signal);
	tcase_add_test(t, pty__hang_up__is_felt);
	tcase_add_test(t, pty__termios__sane_and_not);
	tcase_add_test(t, pty__modes__are_seen);
	tcase_add_test(t, pty__raw__every_byte_is_kept);
	tcase_add_test(t, pty__flood__waits_still_end);
	tcase_add_test(t, pty__start__program_that_is_not_there);
	tcase_add_loop_test(t, vtseq__next__each_kind, 0, sizeof(cut) / sizeof(cut[0]));
	tcase_add_loop_test(
		t, vtseq__allowed__screens_may, 0, sizeof(harmless) / sizeof(harmless[0]));
	tcase_add_loop_test(t, vtseq__allowed__nothing_that_reaches_out, 0,
		sizeof(harmful) / sizeof(harmful[0]));
	tcase_add_test(t, vtseq__count__of_a_kind);
	suite_add_tcase(s, t);
	return s;
}
