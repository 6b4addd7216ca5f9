/* test_screen.c - the console as a screen: one frame for keys typed ahead, keys of one's own, themes
 * that change under it, the mouse, the bell, copies, no colour, frames held back, the tour. */
#include "pty/support_centre.h"
#include "pty/support_pty.h"
#include "pty/support_see.h"
#include "pty/support_vtseq.h"

#include "carrel/mem.h"

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

Suite *suite_screen(void);

enum { QUIET_MS = 120 };

static struct centre c;
static struct pty *p;

static void open_centre(void)
{
	static const char rows[] =
		"{\"name\":\"Marta Soler\",\"phone\":\"+34600123456\",\"language\":\"en\"}\n";
	ck_assert(centre_open(&c));
	must_run(&c, "init", NULL);
	must_run(&c, "user", "add", "ana", "Ana Prat", "--languages", "en,es,ca", NULL);
	must_import(&c, "customers", rows);
}

static void stop(void)
{
	pty_free(&p);
	centre_close(&c);
}

static void see(const char *text)
{
	must_see(p, text);
}

static void see_no(const char *text)
{
	must_not_see(p, text);
}

static void press(const char *bytes)
{
	must_press(p, bytes);
}

static void settle(void)
{
	pty_settle(p, QUIET_MS, LONG_MS);
}

/* row: one more row of the environment, or NULL. */
static void start_with(const char *row)
{
	const char *const argv[] = {c.program, "-s", c.store, "--as", "ana", NULL};
	const char *const env[] = {c.home, row, NULL};
	p = pty_start(argv, env, 24, 80);
	ck_assert_ptr_nonnull(p);
}

static void start(void)
{
	start_with(NULL);
	see("1 Queue");
	settle();
}

static void quit(void)
{
	press(PTY_F9 "quit" PTY_ENTER);
	ck_assert(pty_wait_exit(p, NULL, LONG_MS));
	pty_free(&p);
}

/* Into the person's own folder, under which folders are made. */
static void write_own(const char *leaf, const char *text)
{
	static const char *const folders[] = {".config", ".config/carrel", ".config/carrel/themes"};
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		char *folder = xasprintf("%s/%s", c.dir, folders[i]);
		mkdir(folder, 0700);
		free(folder);
	}
	char *path = xasprintf(".config/carrel/%s", leaf);
	free(centre_write(&c, path, text, strlen(text)));
	free(path);
}

static const char *raw_since(size_t from)
{
	size_t n;
	return pty_raw(p, &n) + from;
}

static size_t count(const char *hay, const char *needle)
{
	size_t n = 0;
	while ((hay = strstr(hay, needle))) {
		n++;
		hay += strlen(needle);
	}
	return n;
}

static void ring(void)
{
	must_run(&c, "call", "ring", "--queue", "general", "--from", "+34600123456", NULL);
}

/* ---- keys ---- */

START_TEST(screen__typed_ahead__is_one_frame)
{
	ring();
	start();
	press(PTY_F2);
	see("On call");
	press(PTY_F8); /* the window shows its keys at once … */
	see("Solved");
	press(PTY_ESC);
	see_no("Solved");
	settle();
	size_t from = pty_bytes_out(p);
	press(PTY_F8 "6"); /* … and is never drawn for somebody who knows them */
	see_no("On call");
	settle();
	ck_assert_uint_eq(count(raw_since(from), "Solved"), 0);
}
END_TEST

START_TEST(screen__own_keys__hints_and_help_follow)
{
	write_own("keys.yaml",
		"format: carrel-keys/1\n"
		"global: {F6: find-box, F3: texts, Ctrl-O: messages}\n");
	start();
	ck_assert_ptr_nonnull(strstr(pty_row(p, 23), "F3Texts"));
	ck_assert_ptr_nonnull(strstr(pty_row(p, 23), "F6Find"));
	press("?");
	see("Keys");
	press("Ctrl-O");
	see("What the message line said");
	press(PTY_ESC);
	settle();
	press("\017");
	see("No messages.");
	press(PTY_F6);
	see("Find");
	must_run(&c, "keys", "check", NULL);
	ck_assert_ptr_nonnull(strstr(c.said.buf, "No problem"));
}
END_TEST

START_TEST(screen__own_keys__are_read_again)
{
	write_own("keys.yaml", "format: carrel-keys/1\nglobal: {F6: find-box}\n");
	start();
	ck_assert_ptr_nonnull(strstr(pty_row(p, 23), "F6Find"));
	press("?"); /* the window of the keys shows the old map, and goes with it */
	see("The keys of this place");
	write_own("keys.yaml", "format: carrel-keys/1\nglobal: {F6: messages, F7: find-box}\n");
	see("Your keys were read again.");
	see_no("The keys of this place");
	see("F7Find");
	see("F6messages"); /* no label is known: its own name */
	write_own("keys.yaml", "format: carrel-keys/1\nglobal: {F7: nonsense, F8: find-box}\n");
	see("keys.yaml:2");
	settle();
	ck_assert_ptr_nonnull(strstr(pty_row(p, 23), "F7Find")); /* the last good one stays */
}
END_TEST

START_TEST(screen__own_keys__mistakes_are_told_with_their_place)
{
	static const char *const said[] = {
		"keys.yaml:3:", "keys.yaml:4:", "keys.yaml:5:", "keys.yaml:6:", "keys.yaml:9:"};
	write_own("keys.yaml",
		"format: carrel-keys/1\n"
		"global:\n"
		"  x: undo\n"
		"  F9: none\n"
		"  F1: undo\n"
		"  F2: no-such-command\n"
		"list:\n"
		"  Ctrl-O: undo\n"
		"  ctrl-o: redo\n"
		"  Ctrl-T: redo\n");
	start();
	/* a sentence longer than the line begins one row higher */
	ck_assert_ptr_nonnull(strstr(pty_row(p, 21), "keys.yaml"));
	press(PTY_F9); /* the rest of the map works all the same */
	see("Everything");
	ck_assert_int_eq(centre_run(&c, "keys", "check", NULL), 1);
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		ck_assert_msg(strstr(c.said.buf, said[i]) != NULL, "%s: %s", said[i], c.said.buf);
	ck_assert_ptr_null(strstr(c.said.buf, "keys.yaml:8:"));
	ck_assert_ptr_null(strstr(c.said.buf, "keys.yaml:10:"));
}
END_TEST

/* ---- looks ---- */

static const char own_theme[] = "format: carrel-theme/1\n"
				"inherit: default\n"
				"styles:\n"
				"  hint-label: {fg: %s}\n";

static void write_theme(const char *colour)
{
	char *text = xasprintf(own_theme, colour);
	write_own("themes/mine.yaml", text);
	free(text);
}

START_TEST(screen__theme__changes_while_running)
{
	write_theme("red");
	start();
	press(PTY_F9 "theme mine" PTY_ENTER);
	see("Theme mine.");
	settle();
	size_t from = pty_bytes_out(p);
	write_theme("magenta");
	ck_assert(pty_wait_raw(p, "\033[35m", LONG_MS));
	settle();
	ck_assert_uint_gt(count(raw_since(from), "\033[35m"), 0);
	from = pty_bytes_out(p);
	write_theme("no-such-colour");
	see("mine.yaml:4");
	settle();
	ck_assert_uint_eq(count(raw_since(from), "\033[31m\033[K"), 0);
	from = pty_bytes_out(p);
	press("\014");
	settle();
	ck_assert_uint_gt(count(raw_since(from), "\033[35m"), 0); /* the last good one stays */
	quit();
	start();
	ck_assert(!strstr(pty_screen(p), "Theme"));
	press(PTY_F9 "theme" PTY_ENTER);
	see("> mine"); /* remembered */
}
END_TEST

static const struct {
	const char *term, *no_colour;
} plain[] = {{"TERM=xterm-256color", "NO_COLOR=1"}, {"TERM=vt100", NULL}, {"TERM=vt220", NULL}};

static bool is_colour(const char *seq, size_t len)
{
	/* SGR 30 … 49 and 90 … 107, alone or in a list. */
	for (size_t i = 2; i + 1 < len && seq[len - 1] == 'm'; i++)
		if ((seq[i - 1] == '[' || seq[i - 1] == ';') &&
			((seq[i] >= '3' && seq[i] <= '4' && seq[i + 1] >= '0' &&
				 seq[i + 1] <= '9') ||
				seq[i] == '9'))
			return true;
	return false;
}

static size_t colours(void)
{
	size_t n, found = 0;
	const char *raw = pty_raw(p, &n);
	struct vtseq seq;
	for (size_t at = 0; vtseq_next(raw, n, &at, &seq);)
		found += seq.kind == VTSEQ_CSI && is_colour(raw + seq.at, seq.len);
	return found;
}

START_TEST(screen__no_colour__words_tell)
{
	const char *const argv[] = {c.program, "-s", c.store, "--as", "ana", NULL};
	const char *const env[] = {c.home, plain[_i].term, plain[_i].no_colour, NULL};
	ring();
	p = pty_start(argv, env, 24, 80);
	ck_assert_ptr_nonnull(p);
	see("Off");
	see("waiting 1");
	press(PTY_F2);
	see("On call");
	see("not verified");
	press(PTY_F7);
	see("ON HOLD");
	settle();
	ck_assert_uint_eq(colours(), 0);
}
END_TEST

static const char *const poor[] = {"TERM=xterm-256color", "TERM=screen", "TERM=linux"};

START_TEST(screen__colour__says_the_same_words)
{
	ring();
	start_with(poor[_i]);
	see("waiting 1");
	press(PTY_F2);
	see("On call");
	settle();
	ck_assert_uint_gt(colours(), 0);
}
END_TEST

/* ---- mouse ---- */

START_TEST(screen__mouse__off_until_asked)
{
	ring();
	start();
	ck_assert_int_eq(pty_mouse_mode(p), 0);
	size_t from = pty_bytes_out(p);
	press("\033[<0;3;24M\033[<0;3;24m\033[<64;3;3M\033[<65;3;3M\033[<0;1;1;1;1M");
	settle();
	ck_assert_uint_eq(pty_bytes_out(p), from);
	press(PTY_F9 "mouse on" PTY_ENTER);
	see("The mouse");
	ck_assert_int_ne(pty_mouse_mode(p), 0);
	press("\033[<0;3;24M\033[<0;3;24m"); /* F1 in the key line */
	see("The keys of this place");
	press(PTY_ESC);
	settle();
	press(PTY_F9 "mouse off" PTY_ENTER);
	see("terminal's again");
	ck_assert_int_eq(pty_mouse_mode(p), 0);
}
END_TEST

START_TEST(screen__mouse__focuses_a_pane)
{
	ring();
	start();
	press(PTY_F9 "mouse on" PTY_ENTER);
	see("The mouse");
	press(PTY_F2);
	see("On call");
	settle();
	int row, col;
	pty_cursor(p, &row, &col);
	ck_assert_int_gt(row, 6); /* in the note */
	press("\033[<0;60;3M\033[<0;60;3m");
	settle();
	pty_cursor(p, &row, &col);
	ck_assert_int_lt(row, 6);
	ck_assert_int_gt(col, 30);
	press("\033[<0;10;12M"); /* and back, into the note */
	settle();
	press("digits 0;12M");
	see("digits 0;12M");
}
END_TEST

static const int endings[] = {SIGTERM, SIGHUP, SIGSEGV, SIGABRT, 0};

START_TEST(screen__mouse__is_given_back)
{
	start();
	press(PTY_F9 "mouse on" PTY_ENTER);
	see("The mouse");
	settle();
	ck_assert_int_ne(pty_mouse_mode(p), 0);
	if (endings[_i])
		ck_assert(pty_kill(p, endings[_i]));
	else
		press(PTY_F9 "quit" PTY_ENTER);
	ck_assert(pty_wait_exit(p, NULL, LONG_MS));
	ck_assert_int_eq(pty_mouse_mode(p), 0);
	size_t n;
	const char *raw = pty_raw(p, &n);
	ck_assert(!vtseq_mode_left_on(raw, n, "?1006"));
}
END_TEST

/* ---- bell and copies ---- */

START_TEST(screen__bell__once_for_a_new_call)
{
	start();
	ring(); /* nobody is ready: no sound */
	see("Marta Soler");
	settle();
	size_t n;
	ck_assert_uint_eq(count(pty_raw(p, &n), "\a"), 0);
	press(PTY_F9 "ready" PTY_ENTER);
	see("Ready");
	settle();
	ck_assert_uint_eq(count(pty_raw(p, &n), "\a"), 1);
	must_run(&c, "call", "ring", "--queue", "general", NULL);
	see("waiting 2");
	settle();
	ck_assert_uint_eq(count(pty_raw(p, &n), "\a"), 2);
	press(PTY_DOWN PTY_UP "z");
	settle();
	ck_assert_uint_eq(count(pty_raw(p, &n), "\a"), 2);
}
END_TEST

START_TEST(screen__bell__can_be_off)
{
	write_own("config.yaml", "format: carrel-config/1\nui:\n  bell: false\n");
	start();
	press(PTY_F9 "ready" PTY_ENTER);
	see("Ready");
	ring();
	see("Marta Soler");
	settle();
	size_t n;
	ck_assert_uint_eq(count(pty_raw(p, &n), "\a"), 0);
}
END_TEST

START_TEST(screen__copy__number_of_the_row)
{
	ring();
	start();
	see("Marta Soler");
	press("y");
	see("Copied: +34600123456");
	size_t n;
	ck_assert_uint_eq(count(pty_raw(p, &n), "\033]52;c;KzM0NjAwMTIzNDU2\a"), 1);
	press(PTY_F9 "copy line" PTY_ENTER);
	see_no("Copied: +");
	see("Copied: ");
	ck_assert_ptr_nonnull(strstr(pty_row(p, 22), "Marta Soler"));
}
END_TEST

START_TEST(screen__copy__where_the_terminal_takes_none)
{
	ring();
	start_with("TERM=linux");
	see("Marta Soler");
	press("y");
	see("takes no copies");
	size_t n;
	ck_assert_uint_eq(count(pty_raw(p, &n), "\033]52"), 0);
}
END_TEST

/* ---- frames held back ---- */

START_TEST(screen__synchronized__only_after_yes)
{
	size_t n;
	start();
	ck_assert_uint_eq(count(pty_raw(p, &n), "\033[?2026$p"), 1);
	/* So is the width of a line; this terminal has answered: one cell. */
	ck_assert_uint_eq(count(pty_raw(p, &n), "\033[6n"), 1);
	ck_assert_ptr_nonnull(strstr(pty_screen(p), "┌"));
	press(PTY_F9);
	see("Everything");
	press(PTY_ESC);
	settle();
	ck_assert_uint_eq(count(pty_raw(p, &n), "\033[?2026h"), 0);
	size_t from = pty_bytes_out(p);
	press("\033[?2026;2$y");
	settle();
	ck_assert_uint_eq(pty_bytes_out(p), from); /* an answer is no key */
	press(PTY_F9);
	see("Everything");
	settle();
	const char *raw = raw_since(from);
	ck_assert_uint_ge(count(raw, "\033[?2026h"), 1);
	ck_assert_uint_eq(count(raw, "\033[?2026h"), count(raw, "\033[?2026l"));
	ck_assert_int_eq(strncmp(raw, "\033[?2026h", 8), 0);
	const char *shown = strstr(raw, "Everything"), *end = strstr(raw, "\033[?2026l");
	ck_assert(shown && end && shown < end);
	ck_assert_int_eq(strcmp(raw + strlen(raw) - 8, "\033[?2026l"), 0);
	ck_assert(pty_kill(p, SIGSEGV));
	ck_assert(pty_wait_exit(p, NULL, LONG_MS));
	raw = pty_raw(p, &n);
	ck_assert(!vtseq_mode_left_on(raw, n, "?2026"));
}
END_TEST

START_TEST(screen__synchronized__not_asked_of_a_console)
{
	size_t n;
	start_with("TERM=linux");
	see("1 Queue");
	ck_assert_uint_eq(count(pty_raw(p, &n), "2026"), 0);
	ck_assert_uint_eq(count(pty_raw(p, &n), "[6n"), 0);
}
END_TEST

/* ---- what is remembered ---- */

/* Characters before the words: a border is more bytes than a letter. */
static int column_of(int row, const char *words)
{
	const char *line = pty_row(p, row), *at = strstr(line, words);
	int column = 0;
	ck_assert_ptr_nonnull(at);
	for (; line < at; line++)
		column += ((unsigned char)*line & 0xC0) != 0x80;
	return column;
}

START_TEST(screen__sizes__come_back)
{
	ring();
	start();
	press(PTY_F2);
	see("On call");
	press("\033"
	      "2"); /* nothing: something is in hand */
	press(PTY_F9 "focus customer" PTY_ENTER "+++");
	settle();
	int wide = column_of(1, "4 History");
	press(PTY_F8 "6");
	see_no("On call");
	quit();
	ring();
	start();
	press(PTY_F2);
	see("On call");
	settle();
	ck_assert_int_eq(column_of(1, "4 History"), wide);
	press(PTY_F9 "focus customer" PTY_ENTER "---");
	settle();
	ck_assert_int_lt(column_of(1, "4 History"), wide);
}
END_TEST

START_TEST(screen__tour__once_for_a_user)
{
	start_with("CARREL_TOUR=");
	see("Welcome");
	press(PTY_F2 PTY_F3);
	see("F3 ok");
	see("F1 ..");
	press(PTY_ESC);
	see_no("Welcome");
	see("1 Queue");
	quit();
	start_with("CARREL_TOUR=");
	see("1 Queue");
	settle();
	ck_assert_ptr_null(strstr(pty_screen(p), "Welcome"));
	press(PTY_F9 "tour" PTY_ENTER);
	see("Welcome");
	press(PTY_F1 PTY_F2 PTY_F3 PTY_F5 PTY_F6 PTY_F7 PTY_F8 PTY_F9 PTY_ENTER "4" PTY_ENTER);
	see("3 of 3");
	press(PTY_ENTER);
	see_no("3 of 3");
	see("Alt-4");
	quit();
	start();
	see("Alt-4"); /* and the look */
	press(PTY_F9 "theme" PTY_ENTER);
	see("> mono");
}
END_TEST

Suite *suite_screen(void)
{
	Suite *s = suite_create("screen");
	TCase *t = tcase_create("screen");
	tcase_add_checked_fixture(t, open_centre, stop);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, screen__typed_ahead__is_one_frame);
	tcase_add_test(t, screen__own_keys__hints_and_help_follow);
	tcase_add_test(t, screen__own_keys__are_read_again);
	tcase_add_test(t, screen__own_keys__mistakes_are_told_with_their_place);
	tcase_add_test(t, screen__theme__changes_while_running);
	tcase_add_loop_test(t, screen__no_colour__words_tell, 0, sizeof(plain) / sizeof(plain[0]));
	tcase_add_loop_test(
		t, screen__colour__says_the_same_words, 0, sizeof(poor) / sizeof(poor[0]));
	tcase_add_test(t, screen__mouse__off_until_asked);
	tcase_add_test(t, screen__mouse__focuses_a_pane);
	tcase_add_loop_test(
		t, screen__mouse__is_given_back, 0, sizeof(endings) / sizeof(endings[0]));
	tcase_add_test(t, screen__bell__once_for_a_new_call);
	tcase_add_test(t, screen__bell__can_be_off);
	tcase_add_test(t, screen__copy__number_of_the_row);
	tcase_add_test(t, screen__copy__where_the_terminal_takes_none);
	tcase_add_test(t, screen__synchronized__only_after_yes);
	tcase_add_test(t, screen__synchronized__not_asked_of_a_console);
	tcase_add_test(t, screen__sizes__come_back);
	tcase_add_test(t, screen__tour__once_for_a_user);
	suite_add_tcase(s, t);
	return s;
}
