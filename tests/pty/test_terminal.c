/* test_terminal.c - the program on a real terminal: it takes it over, sends nothing it should not,
 * and gives it back whatever happens. */
#include "pty/support_pty.h"
#include "pty/support_vtseq.h"

#include "carrel/mem.h"

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

Suite *suite_terminal(void);

enum { LONG_MS = 15000, QUIET_MS = 150 };

static struct pty *p;
static char *home, *program, *store;

/* A path in the folder of this test. */
static char *under(const char *dir, const char *leaf)
{
	return xasprintf("%s/%s", dir, leaf);
}

static void run_to_end(const char *const *argv)
{
	const char *const env[] = {home, NULL};
	int status;
	p = pty_start(argv, env, 24, 80);
	ck_assert_ptr_nonnull(p);
	ck_assert_msg(pty_wait_exit(p, &status, LONG_MS), "%s", pty_screen(p));
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s", pty_screen(p));
	pty_free(&p);
}

/* One small demo centre for all tests of this file. */
static void make_centre(void)
{
	const char *build = getenv("CARREL_BUILD");
	char dir[] = "/tmp/carrel-pty-XXXXXX";
	ck_assert_ptr_nonnull(mkdtemp(dir));
	home = xasprintf("HOME=%s", dir);
	program = under(build ? build : "build/release", "carrel");
	store = under(dir, "demo.db");
	const char *const argv[] = {
		program, "demo", "--into", store, "--size", "small", "--seed", "1", NULL};
	run_to_end(argv);
}

static void drop_centre(void)
{
	const char *const argv[] = {"rm", "-rf", home + strlen("HOME="), NULL};
	run_to_end(argv);
	free(home);
	free(program);
	free(store);
}

static void stop(void)
{
	pty_free(&p);
}

static void start(const char *term, int rows, int cols)
{
	char *term_row = xasprintf("TERM=%s", term);
	const char *const argv[] = {program, "-s", store, "--as", "ana", NULL};
	const char *const env[] = {home, term_row, NULL};
	p = pty_start(argv, env, rows, cols);
	free(term_row);
	ck_assert_ptr_nonnull(p);
}

static void start_console(const char *term)
{
	start(term, 24, 80);
	ck_assert_msg(pty_wait_text(p, "F1", LONG_MS), "%s", pty_screen(p));
	pty_settle(p, QUIET_MS, LONG_MS);
}

/* The title of the window is carrel's own words; the rest is what any screen sends. */
static bool allowed(enum vtseq_kind kind, const char *seq, size_t len)
{
	if (kind == VTSEQ_OSC)
		return len > 4 &&
			(memcmp(seq, "\033]0;", 4) == 0 || memcmp(seq, "\033]2;", 4) == 0);
	return vtseq_allowed_for_screens(kind, seq, len);
}

static void assert_only_allowed(void)
{
	size_t n;
	const char *raw = pty_raw(p, &n);
	const char *refused = vtseq_first_refused(raw, n, allowed);
	ck_assert_msg(!refused, "sent: %s", refused ? refused : "");
}

static void assert_given_back(void)
{
	size_t n;
	const char *raw = pty_raw(p, &n);
	ck_assert(!pty_alternate_screen(p));
	ck_assert(pty_cursor_visible(p));
	ck_assert_int_eq(pty_mouse_mode(p), 0);
	ck_assert(!vtseq_mode_left_on(raw, n, "?2004"));
	ck_assert(!vtseq_mode_left_on(raw, n, "?1"));
	ck_assert(pty_termios_sane(p));
}

/* One sentence, no screen, a status that scripts can see. */
static void assert_refused_with(const char *word)
{
	int status;
	size_t n;
	ck_assert_msg(pty_wait_exit(p, &status, LONG_MS), "%s", pty_screen(p));
	ck_assert(WIFEXITED(status));
	ck_assert_int_ne(WEXITSTATUS(status), 0);
	const char *raw = pty_raw(p, &n);
	ck_assert_msg(strstr(raw, word) != NULL, "%s", raw);
	ck_assert_uint_eq(vtseq_count(raw, n, VTSEQ_CSI) + vtseq_count(raw, n, VTSEQ_ESC), 0);
	assert_given_back();
}

static const char *const terms[] = {
	"xterm-256color", "xterm", "screen-256color", "tmux-256color", "linux", "vt100", "rxvt"};

START_TEST(terminal__open__only_what_screens_send)
{
	start_console(terms[_i]);
	ck_assert(pty_press(p, PTY_F9));
	pty_settle(p, QUIET_MS, LONG_MS);
	assert_only_allowed();
}
END_TEST

START_TEST(terminal__open__takes_it_over)
{
	start_console("xterm-256color");
	size_t n;
	const char *raw = pty_raw(p, &n);
	ck_assert(pty_alternate_screen(p));
	ck_assert(!pty_termios_sane(p));
	ck_assert(vtseq_mode_left_on(raw, n, "?2004"));
}
END_TEST

static const char *const too_poor[] = {"dumb", "no-such-terminal", ""};

START_TEST(terminal__poor__is_refused_in_one_sentence)
{
	start(too_poor[_i], 24, 80);
	assert_refused_with("TERM");
}
END_TEST

START_TEST(terminal__small__is_refused_in_one_sentence)
{
	start("xterm-256color", 3, 10);
	assert_refused_with("10x3");
}
END_TEST

START_TEST(terminal__resize__small_and_back)
{
	start_console("xterm-256color");
	pty_resize(p, 3, 10);
	pty_settle(p, QUIET_MS, LONG_MS);
	pty_resize(p, 24, 80);
	ck_assert_msg(pty_wait_text(p, "F1", LONG_MS), "%s", pty_screen(p));
	pty_resize(p, 40, 120);
	pty_settle(p, QUIET_MS, LONG_MS);
	ck_assert_ptr_nonnull(strstr(pty_row(p, 39), "F1"));
	assert_only_allowed();
}
END_TEST

static const int signals[] = {SIGTERM, SIGHUP, SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE, SIGQUIT};

START_TEST(terminal__signal__gives_it_back)
{
	int status;
	start_console("xterm-256color");
	ck_assert(pty_alternate_screen(p));
	ck_assert(pty_kill(p, signals[_i]));
	ck_assert_msg(pty_wait_exit(p, &status, LONG_MS), "%s", pty_screen(p));
	ck_assert(WIFSIGNALED(status) || WEXITSTATUS(status) != 0 || signals[_i] == SIGHUP ||
		signals[_i] == SIGTERM);
	assert_given_back();
	assert_only_allowed();
}
END_TEST

START_TEST(terminal__hang_up__ends)
{
	start_console("xterm-256color");
	pty_hang_up(p);
	ck_assert(pty_wait_exit(p, NULL, LONG_MS));
}
END_TEST

START_TEST(terminal__quit__leaves_a_clean_terminal)
{
	int status;
	start_console("xterm-256color");
	ck_assert(pty_press(p, PTY_F9 "quit" PTY_ENTER));
	ck_assert_msg(pty_wait_exit(p, &status, LONG_MS), "%s", pty_screen(p));
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_given_back();
}
END_TEST

START_TEST(terminal__ctrl_c__kills_no_call)
{
	start_console("xterm-256color");
	ck_assert(pty_press(p, "\003"));
	ck_assert(!pty_wait_exit(p, NULL, 300));
	ck_assert_msg(pty_wait_text(p, "F9", LONG_MS), "%s", pty_screen(p));
}
END_TEST

Suite *suite_terminal(void)
{
	Suite *s = suite_create("terminal");
	TCase *t = tcase_create("terminal");
	tcase_add_unchecked_fixture(t, make_centre, drop_centre);
	tcase_add_checked_fixture(t, NULL, stop);
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(
		t, terminal__open__only_what_screens_send, 0, sizeof(terms) / sizeof(terms[0]));
	tcase_add_test(t, terminal__open__takes_it_over);
	tcase_add_loop_test(t, terminal__poor__is_refused_in_one_sentence, 0,
		sizeof(too_poor) / sizeof(too_poor[0]));
	tcase_add_test(t, terminal__small__is_refused_in_one_sentence);
	tcase_add_test(t, terminal__resize__small_and_back);
	tcase_add_loop_test(
		t, terminal__signal__gives_it_back, 0, sizeof(signals) / sizeof(signals[0]));
	tcase_add_test(t, terminal__hang_up__ends);
	tcase_add_test(t, terminal__quit__leaves_a_clean_terminal);
	tcase_add_test(t, terminal__ctrl_c__kills_no_call);
	suite_add_tcase(s, t);
	return s;
}
