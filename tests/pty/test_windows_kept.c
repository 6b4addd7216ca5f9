/* test_windows_kept.c - what is typed into a window that writes to a file comes back after kill -9, but
 * for its last second: a text of one's own, and a draft article. */
#include "pty/support_centre.h"
#include "pty/support_pty.h"
#include "pty/support_see.h"

#include "carrel/clock.h"

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

Suite *suite_windows_kept(void);

enum { QUIET_MS = 120, PROMISE_MS = 1000, WORDS = 30, KEY_MS = 80 };

static struct centre c;
static struct pty *p;
static int64_t typed_at[WORDS], killed_at;

static void start(void)
{
	ck_assert(centre_open(&c));
	must_run(&c, "init", NULL);
	must_run(&c, "user", "add", "ana", "Ana Prat", "--languages", "en", NULL);
}

static void stop(void)
{
	pty_free(&p);
	centre_close(&c);
}

static void open_console(void)
{
	p = centre_console(&c, "ana", 24, 80);
	ck_assert_ptr_nonnull(p);
	must_see(p, "F9");
	pty_settle(p, QUIET_MS, LONG_MS);
}

static void command(const char *words)
{
	must_press(p, PTY_F9);
	pty_settle(p, QUIET_MS, LONG_MS);
	must_press(p, words);
	pty_settle(p, QUIET_MS, LONG_MS);
	must_press(p, PTY_ENTER);
	pty_settle(p, QUIET_MS, LONG_MS);
}

/* "w00 w01 …", a word every 80 ms, then the power goes. */
static void type_words_and_kill(void)
{
	char word[8];
	for (int i = 0; i < WORDS; i++) {
		snprintf(word, sizeof(word), "w%02d ", i);
		must_press(p, word);
		typed_at[i] = clock_mono_ms();
		pty_settle(p, KEY_MS, KEY_MS);
	}
	killed_at = clock_mono_ms();
	ck_assert(pty_kill(p, SIGKILL));
	ck_assert(pty_wait_exit(p, NULL, LONG_MS));
	pty_free(&p);
}

static void require_kept(const char *text)
{
	char word[8];
	int n = 0;
	for (; n < WORDS; n++) {
		snprintf(word, sizeof(word), "w%02d", n);
		if (!strstr(text, word))
			break;
	}
	printf("kept %d of %d words\n", n, WORDS);
	ck_assert_msg(n == WORDS || killed_at - typed_at[n] <= PROMISE_MS,
		"word %d, typed %lld ms before the end, is lost:\n%s", n,
		(long long)(killed_at - typed_at[n < WORDS ? n : WORDS - 1]), text);
	ck_assert_int_gt(n, 5); /* something was written at all */
}

START_TEST(windows_kept__own_text__comes_back_after_kill)
{
	open_console();
	command("text-box");
	must_see(p, "A text of your own");
	must_press(p, "Kettle");
	for (int i = 0; i < 5; i++)
		must_press(p, PTY_TAB);
	pty_settle(p, QUIET_MS, LONG_MS);
	type_words_and_kill();
	open_console();
	command("text-box");
	must_see(p, "A text of your own");
	must_see(p, "Kettle");
	require_kept(pty_screen(p));
}
END_TEST

START_TEST(windows_kept__draft_article__comes_back_after_kill)
{
	open_console();
	command("kb draft kettle does not boil");
	must_see(p, "kettle-does-not-boil");
	type_words_and_kill();
	ck_assert_int_eq(
		centre_run(&c, "--as", "ana", "kb", "show", "kettle-does-not-boil", NULL), 0);
	require_kept(c.said.buf);
}
END_TEST

Suite *suite_windows_kept(void)
{
	Suite *s = suite_create("windows_kept");
	TCase *t = tcase_create("windows_kept");
	tcase_set_timeout(t, 90);
	tcase_add_checked_fixture(t, start, stop);
	tcase_add_test(t, windows_kept__own_text__comes_back_after_kill);
	tcase_add_test(t, windows_kept__draft_article__comes_back_after_kill);
	suite_add_tcase(s, t);
	return s;
}
