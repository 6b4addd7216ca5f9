/* test_hostile.c - what strangers put into a name, a subject or a message is only ever shown, and what
 * reaches the keyboard from anywhere but a hand does nothing. */
#include "pty/support_centre.h"
#include "pty/support_pty.h"
#include "pty/support_see.h"
#include "pty/support_vtseq.h"

#include "carrel/mem.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

Suite *suite_hostile(void);

enum { QUIET_MS = 120, MARKS = 300 };

static struct centre c;
static struct pty *p;

static void open_centre(void)
{
	ck_assert(centre_open(&c));
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

static void start_console(void)
{
	p = centre_console(&c, "ana", 24, 80);
	ck_assert_ptr_nonnull(p);
	see("F9");
	pty_settle(p, QUIET_MS, LONG_MS);
}

/* ---- the text ---- */

/* As it stands in JSON: clipboard, colours, title, C1, overrides, isolates, line ends, erasing. */
static const char attack_json[] =
	"\\u001b]52;c;aGk=\\u0007\\u001b[31m\\u001b]0;owned\\u0007\\u009b2J\\u0090q\\u009c\\u0085"
	"\\u001bPq\\u001b\\\\\\u001b_x\\u001b\\\\\\u202egnp.exe\\u2066\\u2069\\u200e\\u200f\\u061c"
	"\\u200b\\ufeff\\u00ad\\r\\nforged\\b\\b\\u007f\\tend \\ud83d\\udc69\\u200d\\ud83d\\udc67"
	"\\ud83d\\udc4d\\ud83c\\udffd \\u65e5\\u672c e";

static char *attack(const char *first)
{
	struct strbuf sb = STRBUF_INIT;
	strbuf_addf(&sb, "%s%s", first, attack_json);
	for (int i = 0; i < MARKS; i++)
		strbuf_addstr(&sb, "\\u0301");
	return strbuf_detach(&sb, NULL);
}

/* A customer and a case that are nothing but attacks, ringing. */
static void make_hostile_centre(void)
{
	char *name = attack("Eve"), *subject = attack("Subj"), *body = attack("Body");
	char *customer = xasprintf(
		"{\"user_id\":\"U1\",\"name\":\"%s\",\"phone\":\"+34600123456\",\"language\":"
		"\"en\",\"alert\":\"%s\",\"address\":\"%s\",\"tags\":\"%s\",\"loyalty\":\"%s\"}\n",
		name, name, name, name, name);
	char *casefile = xasprintf(
		"{\"dialogue_id\":\"D1\",\"user_id\":\"U1\",\"queue\":\"general\",\"subject\":"
		"\"%s\",\"start_utc\":\"2026-11-20T10:00:00Z\",\"events\":[[1,\"customer\",\"%s\"],"
		"[2,\"agent\",\"%s\"]]}\n",
		subject, body, body);
	must_run(&c, "init", NULL);
	must_run(&c, "user", "add", "ana", "Ana Prat", "--languages", "en", NULL);
	must_import(&c, "customers", customer);
	must_import(&c, "cases", casefile);
	must_run(&c, "call", "ring", "--queue", "general", "--from", "+34600123456", NULL);
	free(name);
	free(subject);
	free(body);
	free(customer);
	free(casefile);
}

/* ---- what may be seen ---- */

/* Bytes that turn or hide text, as UTF-8; also those a terminal takes for one sequence with the rest. */
static const char *const invisible[] = {
	"\xe2\x80\xaa", "\xe2\x80\xab", "\xe2\x80\xac", "\xe2\x80\xad",
	"\xe2\x80\xae",                                                 /* 202A..E */
	"\xe2\x81\xa6", "\xe2\x81\xa7", "\xe2\x81\xa8", "\xe2\x81\xa9", /* 2066..9 */
	"\xe2\x80\x8e", "\xe2\x80\x8f", "\xd8\x9c",                     /* 200E 200F 061C */
	"\xe2\x80\x8b", "\xef\xbb\xbf", "\xc2\xad",                     /* 200B FEFF 00AD */
	"\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81",                     /* five marks on one base */
};

static const char *first_invisible(const char *bytes, size_t n)
{
	for (size_t i = 0; i < sizeof(invisible) / sizeof(invisible[0]); i++)
		if (memmem(bytes, n, invisible[i], strlen(invisible[i])))
			return invisible[i];
	return NULL;
}

static bool newline_only(enum vtseq_kind kind, const char *seq, size_t len)
{
	return kind == VTSEQ_CONTROL && len == 1 && *seq == '\n';
}

static void assert_plain(const char *what)
{
	const char *refused = vtseq_first_refused(c.said.buf, c.said.len, newline_only);
	ck_assert_msg(!refused, "%s printed %s", what, refused ? refused : "");
	const char *hidden = first_invisible(c.said.buf, c.said.len);
	ck_assert_msg(!hidden, "%s printed %02x %02x %02x", what, hidden[0] & 0xff,
		hidden[1] & 0xff, hidden[2] & 0xff);
}

/* The window's title is carrel's own and says nothing of customers. */
static bool screens_only(enum vtseq_kind kind, const char *seq, size_t len)
{
	if (kind == VTSEQ_OSC)
		return len > 4 && memmem(seq, len, "owned", 5) == NULL &&
			memmem(seq, len, "Eve", 3) == NULL &&
			(memcmp(seq, "\033]0;", 4) == 0 || memcmp(seq, "\033]2;", 4) == 0);
	return vtseq_allowed_for_screens(kind, seq, len);
}

static void assert_screen_plain(void)
{
	size_t n;
	const char *raw = pty_raw(p, &n);
	const char *refused = vtseq_first_refused(raw, n, screens_only);
	ck_assert_msg(!refused, "sent %s", refused ? refused : "");
	ck_assert_ptr_null(first_invisible(raw, n));
}

START_TEST(hostile__screens__send_only_their_own)
{
	make_hostile_centre();
	start_console();
	see("Eve");
	static const char *const visits[] = {PTY_F2, PTY_F3, "Eve", PTY_ENTER, PTY_ESC, PTY_ESC,
		PTY_F4, PTY_ENTER, PTY_F5, PTY_ESC, PTY_F6, PTY_ENTER, PTY_F8, PTY_ESC, PTY_F9,
		"show" PTY_ENTER, PTY_ESC};
	for (size_t i = 0; i < sizeof(visits) / sizeof(visits[0]); i++) {
		ck_assert(pty_press(p, visits[i]));
		pty_settle(p, 60, 500);
	}
	pty_resize(p, 40, 120);
	pty_settle(p, QUIET_MS, LONG_MS);
	see("Eve");
	see("Subj");
	assert_screen_plain();
}
END_TEST

/* The same bytes unfiltered are caught: the two tests around this one can fail. */
START_TEST(hostile__control__raw_text_is_caught)
{
	const char *const argv[] = {"/bin/sh", "-c",
		"printf 'Eve\\033]52;c;aGk=\\007\\342\\200\\256gnp'; read x", NULL};
	p = pty_start(argv, NULL, 24, 80);
	ck_assert_ptr_nonnull(p);
	ck_assert(pty_wait_raw(p, "gnp", LONG_MS));
	size_t n;
	const char *raw = pty_raw(p, &n);
	ck_assert_ptr_nonnull(vtseq_first_refused(raw, n, screens_only));
	ck_assert_ptr_nonnull(vtseq_first_refused(raw, n, newline_only));
	ck_assert_ptr_nonnull(first_invisible(raw, n));
}
END_TEST

START_TEST(hostile__commands__print_plain_lines)
{
	make_hostile_centre();
	static const char *const plain[][4] = {{"queue"}, {"queues"}, {"agents"}, {"find", "Eve"},
		{"next"}, {"show", "--customer", "1"}, {"changes"}};
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		const char *const *w = plain[i];
		must_run(&c, "--as", "ana", w[0], w[1], w[2], w[3], NULL);
		assert_plain(w[0]);
	}
	must_run(&c, "--as", "ana", "show", "--customer", "1", NULL);
	ck_assert_msg(strstr(c.said.buf, "Eve") && strstr(c.said.buf, "Body"), "%s", c.said.buf);
}
END_TEST

/* For programs, but a person may look at it: no byte that a terminal would act on. */
START_TEST(hostile__json__escapes_what_a_terminal_acts_on)
{
	make_hostile_centre();
	must_run(&c, "--as", "ana", "--json", "queue", NULL);
	ck_assert_ptr_nonnull(strstr(c.said.buf, "Eve"));
	ck_assert_ptr_null(vtseq_first_refused(c.said.buf, c.said.len, newline_only));
	must_run(&c, "--as", "ana", "--json", "show", "--customer", "1", NULL);
	ck_assert_ptr_nonnull(strstr(c.said.buf, "Body"));
	ck_assert_ptr_nonnull(strstr(c.said.buf, "\\u202e"));
	ck_assert_ptr_nonnull(strstr(c.said.buf, "日本"));
	const char *refused = vtseq_first_refused(c.said.buf, c.said.len, newline_only);
	ck_assert_msg(!refused, "printed %s", refused ? refused : "");
}
END_TEST

START_TEST(hostile__refusals__quote_cleaned)
{
	static const char rows[] = "name,phone\nEve,\033]52;c;aGk=\007no\xe2\x80\xaenumber\n";
	must_run(&c, "init", NULL);
	must_run(&c, "user", "add", "ana", "Ana Prat", NULL);
	char *path = centre_write(&c, "bad\033[31m.csv", rows, sizeof(rows) - 1);
	ck_assert_int_eq(centre_run(&c, "import", "customers", path, NULL), 1);
	ck_assert_msg(strstr(c.said.buf, "number"), "%s", c.said.buf);
	assert_plain("import");
	free(path);
	ck_assert_int_eq(centre_run(&c, "\033[31mfrob", NULL), 2);
	assert_plain("an unknown command");
	ck_assert_int_eq(centre_run(&c, "--as", "ana", "show", "\033]0;x\007", NULL), 1);
	assert_plain("show");
	ck_assert_int_eq(centre_run(&c, "--as", "\033]0;x\007", "next", NULL), 1);
	assert_plain("next");
}
END_TEST

/* ---- what no hand typed ---- */

/* Three callers wait; whatever changes on the screen but the clocks was changed by a key. */
static void make_waiting_centre(void)
{
	must_run(&c, "init", NULL);
	must_run(&c, "user", "add", "ana", "Ana Prat", "--languages", "en,es,ca", NULL);
	must_run(&c, "call", "ring", "--queue", "general", "--from", "+34600123456", NULL);
	must_run(&c, "call", "ring", "--queue", "general", "--from", "+34600123457", NULL);
	must_run(&c, "call", "ring", "--queue", "general", "--from", "+34600123458", NULL);
	start_console();
	see("+34 600 123 458");
}

static const char *const pastes[] = {
	"\033[200~1\n8\n\033[201~",
	"\033[200~1\r8\r1\r\033[201~",
	"\033[200~x\033[201~1\n8\n\033[201~", /* an end that was pasted with the rest */
	/* A terminal without bracketed paste: too much at once for fingers. */
	"1\n8\n1\n8\n1\n8\n1\n8\n1\n8\n1\n8\n1\n8\n1\n8\n1\n8\n1\n8\n",
};

START_TEST(hostile__paste__runs_no_command)
{
	make_waiting_centre();
	int before = centre_changes(&c);
	ck_assert_int_gt(before, 0);
	ck_assert(pty_press(p, pastes[_i]));
	pty_settle(p, 300, LONG_MS);
	ck_assert_int_eq(centre_changes(&c), before);
	ck_assert_msg(!strstr(pty_screen(p), "On call"), "%s", pty_screen(p));
	/* Positive control: the same centre, one key by hand, and something is done. */
	ck_assert(pty_press(p, PTY_ESC));
	pty_settle(p, QUIET_MS, LONG_MS);
	ck_assert(pty_press(p, PTY_F2));
	see("On call");
	ck_assert_int_gt(centre_changes(&c), before);
}
END_TEST

/* Answers that a terminal gives to questions nobody asked, and keys that nobody has. */
static const char *const unknown[] = {
	"\033[?1;2c",
	"\033[12;40R",
	"\033[0n",
	"\033[>41;354;0c",
	"\033P1$r0m\033\\",
	"\033P>|xterm(372)\033\\",
	"\033]52;c;aGVsbG8=\007",
	"\033]10;rgb:ffff/ffff/ffff\033\\",
	"\033]0;u8\007",
	"\033_Gi=1;OK\033\\",
	"\033^x\033\\",
	"\033Xx\033\\",
	"\033[999~",
	"\033[1;99Z",
	"\033[?2004;1$y",
	"\033[27;5;9999~",
	"\033[1u",
	"\033[57358u",
	"\033[I",
	"\033[O",
};

/* Every digit as 0: the times go on by themselves. The caller frees. */
static char *screen_without_clocks(void)
{
	char *text = xstrdup(pty_screen(p));
	for (char *s = text; *s; s++)
		if (*s >= '0' && *s <= '9')
			*s = '0';
	return text;
}

static void assert_screen_still(const char *before, const char *sent)
{
	char *now = screen_without_clocks();
	bool same = strcmp(now, before) == 0;
	if (!same)
		printf("%s\n", now);
	free(now);
	ck_assert_msg(same, "ESC %s changed the screen", sent);
}

START_TEST(hostile__sequences__unknown_change_nothing)
{
	make_waiting_centre();
	char *before = screen_without_clocks();
	int changes = centre_changes(&c);
	for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++) {
		ck_assert(pty_press(p, unknown[i]));
		pty_settle(p, 60, 1000);
		assert_screen_still(before, unknown[i] + 1);
	}
	pty_settle(p, 1200, LONG_MS);
	assert_screen_still(before, "waiting");
	ck_assert_int_eq(centre_changes(&c), changes);
	ck_assert(pty_press(p, "?"));
	pty_settle(p, QUIET_MS, LONG_MS);
	char *after = screen_without_clocks();
	ck_assert_str_ne(after, before);
	free(after);
	free(before);
	assert_screen_plain();
}
END_TEST

/* ---- bytes ---- */

enum { BURST = 200, FRAME_MAX = 3 * 1024, ROW_MOVE_MAX = 400 };

static size_t cost_of(const char *keys)
{
	size_t before = pty_bytes_out(p);
	ck_assert(pty_press(p, keys));
	pty_settle(p, 150, LONG_MS);
	return pty_bytes_out(p) - before;
}

START_TEST(hostile__burst__is_a_few_frames_at_most)
{
	struct strbuf keys = STRBUF_INIT;
	make_waiting_centre();
	size_t one = cost_of(PTY_DOWN);
	ck_assert_uint_gt(one, 0);
	ck_assert_uint_lt(one, ROW_MOVE_MAX);
	for (int i = 0; i < BURST; i++)
		strbuf_addstr(&keys, i % 3 == 2 ? PTY_UP : PTY_DOWN);
	size_t all = cost_of(keys.buf);
	printf("one row move: %zu bytes, a burst of %d: %zu bytes\n", one, BURST, all);
	ck_assert_uint_lt(all, FRAME_MAX);
	strbuf_fini(&keys);
}
END_TEST

Suite *suite_hostile(void)
{
	Suite *s = suite_create("hostile");
	TCase *t = tcase_create("hostile");
	tcase_add_checked_fixture(t, open_centre, stop);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, hostile__screens__send_only_their_own);
	tcase_add_test(t, hostile__control__raw_text_is_caught);
	tcase_add_test(t, hostile__commands__print_plain_lines);
	tcase_add_test(t, hostile__json__escapes_what_a_terminal_acts_on);
	tcase_add_test(t, hostile__refusals__quote_cleaned);
	tcase_add_loop_test(
		t, hostile__paste__runs_no_command, 0, (int)(sizeof(pastes) / sizeof(pastes[0])));
	tcase_add_test(t, hostile__sequences__unknown_change_nothing);
	tcase_add_test(t, hostile__burst__is_a_few_frames_at_most);
	suite_add_tcase(s, t);
	return s;
}
