/* test_flow.c - the main job as a person does it: the real program, a real terminal, a real store.
 * Keys are counted, time is measured, and what must not be lost is looked for afterwards. */
#include "pty/support_centre.h"
#include "pty/support_pty.h"
#include "pty/support_see.h"

#include "carrel/clock.h"
#include "carrel/mem.h"

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

Suite *suite_flow(void);

/* LONG_MS is patience with a busy machine; what is promised in time has its own figure. */
enum { QUIET_MS = 120, PROMISE_MS = 1000 };

static struct centre c;
static struct pty *p, *other;
static int keys;

static void open_centre(void)
{
	ck_assert(centre_open(&c));
	keys = 0;
}

static void stop(void)
{
	pty_free(&p);
	pty_free(&other);
	centre_close(&c);
}

/* One key of a person. The counting of keys is this function's. */
static void press(const char *key)
{
	ck_assert(pty_press(p, key));
	keys++;
}

static struct pty *console(const char *login, int rows, int cols)
{
	struct pty *made = centre_console(&c, login, rows, cols);
	ck_assert_ptr_nonnull(made);
	must_see(made, "F9");
	pty_settle(made, QUIET_MS, LONG_MS);
	return made;
}

/* A text of their own, so that the flow holds wherever the program was built. */
static void write_a_text(void)
{
	static const char text[] =
		"format: carrel-texts/1\n"
		"texts:\n"
		"  - id: fibre.street\n"
		"    title: {en: \"Fibre is down: repaired from the street\"}\n"
		"    for: [call]\n"
		"    text:\n"
		"      en: The fibre of {customer.name} is repaired from the street.\n";
	static const char *const folders[] = {".config", ".config/carrel", ".config/carrel/texts"};
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		char *folder = xasprintf("%s/%s", c.dir, folders[i]);
		ck_assert_int_eq(mkdir(folder, 0700), 0);
		free(folder);
	}
	free(centre_write(&c, ".config/carrel/texts/own.yaml", text, sizeof(text) - 1));
}

/* Two customers whose numbers are known, two agents, nobody waiting. */
static void make_small_centre(void)
{
	static const char rows[] =
		"{\"name\":\"Marta Soler\",\"phone\":\"+34600123456\",\"language\":\"en\"}\n"
		"{\"name\":\"Joan Pi\",\"phone\":\"+34600123457\",\"language\":\"en\"}\n";
	write_a_text();
	must_run(&c, "init", NULL);
	must_run(&c, "user", "add", "ana", "Ana Prat", "--languages", "en,es,ca", NULL);
	must_run(&c, "user", "add", "bo", "Bo Larsen", "--languages", "en,es,ca", NULL);
	must_import(&c, "customers", rows);
}

static void ring(const char *number)
{
	if (number)
		must_run(&c, "call", "ring", "--queue", "general", "--from", number, NULL);
	else
		must_run(&c, "call", "ring", "--queue", "general", NULL);
}

/* Marta has one open case, and nobody waits. */
static void open_a_case_for_marta(void)
{
	ring("+34600123456");
	must_run(&c, "--as", "ana", "next", NULL);
	must_run(&c, "--as", "ana", "case", "Fibre is down", NULL);
	must_run(&c, "--as", "ana", "outcome", "waiting_customer", "--note", "Line tested.", NULL);
}

static void solve_a_case_of_marta(void)
{
	ring("+34600123456");
	must_run(&c, "--as", "ana", "next", NULL);
	must_run(&c, "--as", "ana", "case", "Invoice twice", NULL);
	must_run(&c, "--as", "ana", "outcome", "solved", "--note", "Paid back.", NULL);
}

/* ---- one call ---- */

static const struct {
	int rows, cols;
} sizes[] = {{24, 80}, {40, 120}};

static void sign_on_as_ana(int rows, int cols)
{
	p = console(NULL, rows, cols);
	must_see(p, "Who sits here?");
	must_see(p, "Bo Larsen");
	press("ana");
	must_not_see(p, "Bo Larsen");
	press(PTY_ENTER);
	must_see(p, "1 Queue");
	must_see(p, "Marta Soler");
	must_see(p, "Joan Pi");
}

static void answer_the_first(void)
{
	press(PTY_F2);
	must_see(p, "On call");
	must_see(p, "2 Customer");
	must_see(p, "+34 600 123 456");
	must_see(p, "3 Case");
	must_see(p, "Line tested.");
	must_see(p, "4 History");
	must_see(p, "Invoice tw");
}

static void write_with_a_text(void)
{
	press("Hello Marta. ");
	must_see(p, "Hello Marta.");
	press(PTY_F6);
	must_see(p, "insert - ");
	press("street");
	must_see(p, "1 of ");
	press(PTY_ENTER);
	must_see(p, "Hello Marta. The fibre of Marta Soler");
	must_not_see(p, "insert - ");
}

START_TEST(flow__call__from_ring_to_next_and_back)
{
	make_small_centre();
	solve_a_case_of_marta();
	open_a_case_for_marta();
	ring("+34600123456");
	ring("+34600123457");
	sign_on_as_ana(sizes[_i].rows, sizes[_i].cols);
	answer_the_first();
	write_with_a_text();
	press(PTY_F8);
	must_see(p, "1 Solved");
	press("1");
	must_see(p, "Done: Solved. Next: Joan Pi");
	must_see(p, "1 Queue");
	must_not_see(p, "The fibre of");
	press("u");
	must_see(p, "Undone");
	must_see(p, "+34 600 123 456");
	must_see(p, "Hello Marta. The fibre of Marta Soler");
	press(PTY_F8);
	must_see(p, "1 Solved");
	press("1");
	must_see(p, "Done: Solved. Next: Joan Pi");
	must_run(&c, "--as", "ana", "show", "--customer", "1", NULL);
	ck_assert_msg(
		strstr(c.said.buf, "Hello Marta. The fibre of Marta Soler is repaired") != NULL,
		"%s", c.said.buf);
	must_run(&c, "audit", "verify", NULL);
}
END_TEST

START_TEST(flow__keys__known_caller_takes_five)
{
	make_small_centre();
	open_a_case_for_marta();
	p = console("ana", 24, 80);
	ring("+34600123456");
	ring("+34600123457");
	must_see(p, "Joan Pi");
	press(PTY_F2);
	must_see(p, "Fibre is down");
	press(PTY_F6);
	must_see(p, "insert - ");
	press("1");
	must_not_see(p, "insert - ");
	press(PTY_F8);
	must_see(p, "1 Solved");
	press("1");
	must_see(p, "Next: Joan Pi");
	ck_assert_int_eq(keys, 5);
	must_not_see(p, "Marta Soler");
	must_run(&c, "--as", "ana", "find", "Fibre", NULL);
	must_run(&c, "--as", "ana", "show", "--customer", "1", NULL);
	ck_assert_msg(strstr(c.said.buf, "Solved"), "%s", c.said.buf);
}
END_TEST

/* Without waiting for the screen between the keys, as fast hands type. */
START_TEST(flow__keys__typed_ahead_do_the_same)
{
	make_small_centre();
	open_a_case_for_marta();
	p = console("ana", 24, 80);
	ring("+34600123456");
	ring("+34600123457");
	must_see(p, "Joan Pi");
	press(PTY_F2 PTY_F6 "1" PTY_F8 "1");
	must_see(p, "Next: Joan Pi");
	must_run(&c, "--as", "ana", "show", "--customer", "1", NULL);
	ck_assert_msg(strstr(c.said.buf, "Solved"), "%s", c.said.buf);
}
END_TEST

START_TEST(flow__keys__wrong_number_takes_three)
{
	make_small_centre();
	p = console("ana", 24, 80);
	ring(NULL);
	ring("+34600123457");
	must_see(p, "Joan Pi");
	press(PTY_F2);
	must_see(p, "On call");
	press(PTY_F8);
	must_see(p, "6 Wrong number");
	press("6");
	must_see(p, "Done: Wrong number. Next: Joan Pi");
	ck_assert_int_eq(keys, 3);
}
END_TEST

/* ---- nothing is lost ---- */

static int64_t typed_at[40];
enum { WORDS = sizeof(typed_at) / sizeof(typed_at[0]) };

/* "w00 w01 …", a word every 80 ms: 3.2 s of somebody typing. */
static void type_words(void)
{
	char word[8];
	for (int i = 0; i < WORDS; i++) {
		snprintf(word, sizeof(word), "w%02d ", i);
		ck_assert(pty_press(p, word));
		typed_at[i] = clock_mono_ms();
		pty_settle(p, 80, 80);
	}
}

static int words_on(struct pty *at)
{
	char word[8];
	int n = 0;
	for (; n < WORDS; n++) {
		snprintf(word, sizeof(word), "w%02d", n);
		if (!strstr(pty_screen(at), word))
			break;
	}
	return n;
}

START_TEST(flow__kill__loses_at_most_the_last_second)
{
	make_small_centre();
	ring("+34600123456");
	p = console("ana", 24, 80);
	press(PTY_F2);
	must_see(p, "Marta Soler");
	press("The caller says that the line drops. ");
	must_see(p, "the line drops.");
	pty_settle(p, 1100, 1100);
	type_words();
	int64_t killed_at = clock_mono_ms();
	ck_assert(pty_kill(p, SIGKILL));
	ck_assert(pty_wait_exit(p, NULL, LONG_MS));
	pty_free(&p);

	p = console("ana", 24, 80);
	must_see(p, "Marta Soler");
	must_see(p, "The caller says that the line drops.");
	int kept = words_on(p);
	require(kept == WORDS || killed_at - typed_at[kept] <= PROMISE_MS, p,
		"a word older than a second is lost");
	printf("kept %d of %d words\n", kept, WORDS);
}
END_TEST

START_TEST(flow__window_closed__ends_and_keeps_all)
{
	make_small_centre();
	ring("+34600123456");
	p = console("ana", 24, 80);
	press(PTY_F2);
	must_see(p, "Marta Soler");
	press("Typed at the last moment");
	must_see(p, "last moment");
	int64_t closed_at = clock_mono_ms();
	pty_hang_up(p);
	ck_assert(pty_wait_exit(p, NULL, LONG_MS));
	ck_assert_int_le(clock_mono_ms() - closed_at, PROMISE_MS);
	pty_free(&p);
	p = console("ana", 24, 80);
	must_see(p, "Typed at the last moment");
}
END_TEST

/* ---- two people ---- */

START_TEST(flow__two_consoles__never_the_same_caller)
{
	make_small_centre();
	p = console("ana", 24, 80);
	other = console("bo", 24, 80);
	ring("+34600123456");
	ring("+34600123457");
	must_see(p, "Joan Pi");
	must_see(other, "Joan Pi");
	ck_assert(pty_press(p, PTY_F2) && pty_press(other, PTY_F2));
	must_see(p, "2 Customer");
	must_see(other, "2 Customer");
	pty_settle(p, QUIET_MS, LONG_MS);
	pty_settle(other, QUIET_MS, LONG_MS);
	bool marta_here = strstr(pty_screen(p), "Marta Soler") != NULL;
	bool joan_here = strstr(pty_screen(p), "Joan Pi") != NULL;
	bool marta_there = strstr(pty_screen(other), "Marta Soler") != NULL;
	bool joan_there = strstr(pty_screen(other), "Joan Pi") != NULL;
	require(marta_here != joan_here, p, "one caller here");
	require(marta_there != joan_there, other, "one caller there");
	ck_assert(marta_here != marta_there);
}
END_TEST

START_TEST(flow__two_consoles__a_change_is_seen_without_a_key)
{
	make_small_centre();
	p = console("ana", 24, 80);
	ring("+34600123456");
	require(pty_wait_text(p, "Marta Soler", PROMISE_MS), p, "not within a second");
	must_run(&c, "--as", "bo", "next", NULL);
	require(pty_wait_no_text(p, "Marta Soler", PROMISE_MS), p, "not within a second");
}
END_TEST

/* ---- windows of all sizes ---- */

static const struct {
	int rows, cols;
} storm[] = {{3, 10}, {200, 500}, {1, 1}, {24, 80}, {4, 20}, {15, 60}, {2, 300}, {60, 200},
	{1, 500}, {200, 1}, {40, 120}};

static void ride_the_storm(void)
{
	for (int round = 0; round < 5; round++)
		for (size_t i = 0; i < sizeof(storm) / sizeof(storm[0]); i++) {
			pty_resize(p, storm[i].rows, storm[i].cols);
			ck_assert(pty_press(p, round % 2 ? "x" : PTY_DOWN));
			pty_settle(p, round < 2 ? 30 : 1, 200);
			ck_assert_msg(!pty_wait_exit(p, NULL, 0), "ended at %dx%d", storm[i].cols,
				storm[i].rows);
		}
	pty_resize(p, 24, 80);
}

START_TEST(flow__resize__storm_in_a_call)
{
	make_small_centre();
	ring("+34600123456");
	p = console("ana", 24, 80);
	press(PTY_F2);
	must_see(p, "Marta Soler");
	press("still here ");
	ride_the_storm();
	must_see(p, "Marta Soler");
	must_see(p, "still here x");
	must_see(p, "F1Help");
}
END_TEST

START_TEST(flow__resize__storm_in_a_window)
{
	make_small_centre();
	ring("+34600123456");
	p = console("ana", 24, 80);
	press(PTY_F2);
	must_see(p, "Marta Soler");
	press(PTY_F6);
	must_see(p, "insert - ");
	ride_the_storm();
	press(PTY_ESC);
	must_see(p, "Marta Soler");
	must_see(p, "F1Help");
}
END_TEST

/* The desk is left for the lesson and comes back as it was: the same person, ready for callers again. */
START_TEST(flow__practice__from_the_desk_and_back)
{
	make_small_centre();
	ring("+34600123456");
	ring("+34600123457");
	sign_on_as_ana(24, 80);
	must_run(&c, "--as", "ana", "ready", NULL);
	must_press(p, PTY_F9);
	must_see(p, "Everything");
	must_press(p, "practice" PTY_ENTER);
	if (!pty_wait_text(p, "Your first call", LONG_MS)) {
		printf("skip: no scenarios beside this build; practice was left out\n");
		return;
	}
	must_press(p, "1");
	must_see(p, "nobody real is on the line");
	must_see(p, "Coach");
	must_run(&c, "--json", "--as", "ana", "agents", NULL);
	ck_assert_ptr_nonnull(strstr(c.said.buf, "\"state\": \"break\""));
	must_press(p, PTY_ENTER);
	must_press(p, PTY_F2);
	must_see(p, "What do you say?");
	must_press(p, PTY_F9);
	must_see(p, "Everything");
	must_press(p, "quit" PTY_ENTER);
	must_see(p, "Practice left at step");
	must_see(p, "1 Queue");
	must_see(p, "Ana");
	press(PTY_F2);
	must_see(p, "On call");
	must_press(p, PTY_F9);
	must_see(p, "Everything");
	must_press(p, "practice" PTY_ENTER);
	must_see(p, "You have something in hand.");
	must_run(&c, "audit", "verify", NULL);
}
END_TEST

Suite *suite_flow(void)
{
	Suite *s = suite_create("flow");
	TCase *t = tcase_create("flow");
	tcase_add_checked_fixture(t, open_centre, stop);
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, flow__call__from_ring_to_next_and_back, 0,
		(int)(sizeof(sizes) / sizeof(sizes[0])));
	tcase_add_test(t, flow__keys__known_caller_takes_five);
	tcase_add_test(t, flow__keys__typed_ahead_do_the_same);
	tcase_add_test(t, flow__keys__wrong_number_takes_three);
	tcase_add_test(t, flow__kill__loses_at_most_the_last_second);
	tcase_add_test(t, flow__window_closed__ends_and_keeps_all);
	tcase_add_loop_test(t, flow__two_consoles__never_the_same_caller, 0, 3);
	tcase_add_test(t, flow__two_consoles__a_change_is_seen_without_a_key);
	tcase_add_test(t, flow__resize__storm_in_a_call);
	tcase_add_test(t, flow__resize__storm_in_a_window);
	tcase_add_test(t, flow__practice__from_the_desk_and_back);
	suite_add_tcase(s, t);
	return s;
}
