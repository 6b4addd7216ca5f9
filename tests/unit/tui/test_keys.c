#include "carrel/keys.h"
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct keys *keys;

static void setup(void)
{
	keys = keys_new();
}

static void teardown(void)
{
	keys_free(&keys);
}

/* Names of all keys so far, with a blank between; a paste as <text>. */
static char said[4096];

static const char *drain(int64_t now_ms)
{
	struct key key;
	size_t n = 0;

	said[0] = '\0';
	while (keys_next(keys, now_ms, &key)) {
		char name[KEY_NAME_MAX];
		key_words(&key, name);
		if (key.kind == KEY_PASTE)
			n += (size_t)snprintf(said + n, sizeof said - n, "%s<%.*s>", n ? " " : "",
				(int)key.len, key.text);
		else
			n += (size_t)snprintf(
				said + n, sizeof said - n, "%s%s", n ? " " : "", name);
		ck_assert_uint_lt(n, sizeof said);
	}
	return said;
}

static int64_t now = 1000;

/* Fed in one piece, or byte by byte, and left alone for two seconds. */
static const char *whole(const char *bytes, size_t n)
{
	now += 5000;
	keys_feed(keys, bytes, n, now);
	return drain(now + 2000);
}

static const char *bytewise(const char *bytes, size_t n)
{
	now += 5000;
	for (size_t i = 0; i < n; i++)
		keys_feed(keys, bytes + i, 1, now);
	return drain(now + 2000);
}

/* A literal that may hold NUL, and its length. */
#define FED(s) s, sizeof(s) - 1

/* clang-format off */
static const struct { const char *terminal, *bytes, *key; } sequences[] = {
	{"xterm", "\033OP", "F1"}, {"xterm", "\033OQ", "F2"}, {"xterm", "\033OR", "F3"},
	{"xterm", "\033OS", "F4"}, {"xterm", "\033[15~", "F5"}, {"xterm", "\033[17~", "F6"},
	{"xterm", "\033[18~", "F7"}, {"xterm", "\033[19~", "F8"}, {"xterm", "\033[20~", "F9"},
	{"xterm", "\033[21~", "F10"}, {"xterm", "\033[23~", "F11"}, {"xterm", "\033[24~", "F12"},
	{"xterm", "\033[A", "Up"}, {"xterm", "\033[B", "Down"}, {"xterm", "\033[C", "Right"},
	{"xterm", "\033[D", "Left"}, {"xterm", "\033OA", "Up"}, {"xterm", "\033[H", "Home"},
	{"xterm", "\033[F", "End"}, {"xterm", "\033OH", "Home"}, {"xterm", "\033OF", "End"},
	{"xterm", "\033[2~", "Ins"}, {"xterm", "\033[3~", "Del"}, {"xterm", "\033[5~", "PgUp"},
	{"xterm", "\033[6~", "PgDn"}, {"xterm", "\033[Z", "Shift-Tab"}, {"xterm", "\177", "Backspace"},
	{"xterm", "\033[1;5C", "Ctrl-Right"}, {"xterm", "\033[1;3D", "Alt-Left"},
	{"xterm", "\033[1;2A", "Shift-Up"}, {"xterm", "\033[3;5~", "Ctrl-Del"},
	{"xterm", "\033[15;2~", "Shift-F5"}, {"xterm", "\033[1;5P", "Ctrl-F1"},
	{"putty", "\033[11~", "F1"}, {"putty", "\033[12~", "F2"}, {"putty", "\033[13~", "F3"},
	{"putty", "\033[14~", "F4"}, {"putty", "\033[1~", "Home"}, {"putty", "\033[4~", "End"},
	{"putty", "\033\033[A", "Alt-Up"}, {"putty", "\033OW", "F8"},
	{"linux", "\033[[A", "F1"}, {"linux", "\033[[B", "F2"}, {"linux", "\033[[C", "F3"},
	{"linux", "\033[[D", "F4"}, {"linux", "\033[[E", "F5"}, {"linux", "\033[17~", "F6"},
	{"linux", "\033[1~", "Home"}, {"linux", "\033\t", "Shift-Tab"}, {"linux", "\r", "Enter"},
	{"rxvt", "\033[7~", "Home"}, {"rxvt", "\033[8~", "End"}, {"rxvt", "\033[11~", "F1"},
	{"rxvt", "\033[14~", "F4"}, {"rxvt", "\033[a", "Shift-Up"}, {"rxvt", "\033Oa", "Ctrl-Up"},
	{"rxvt", "\033[3$", "Shift-Del"}, {"rxvt", "\033[3^", "Ctrl-Del"},
	{"rxvt", "\033[3@", "Ctrl-Shift-Del"}, {"rxvt", "\033\033[3~", "Alt-Del"},
	{"screen", "\033[1~", "Home"}, {"screen", "\033[4~", "End"}, {"screen", "\033OP", "F1"},
	{"screen", "\b", "Backspace"}, {"tmux", "\033[1~", "Home"}, {"tmux", "\033[1;5A", "Ctrl-Up"},
	{"tmux", "\033[20~", "F9"}, {"tmux", "\033OR", "F3"},
	{"vt100", "\033OP", "F1"}, {"vt100", "\033OS", "F4"}, {"vt100", "\033OD", "Left"},
	{"vt100", "\033Oq", "1"}, {"vt100", "\033Op", "0"}, {"vt100", "\033Oy", "9"},
	{"vt100", "\033OM", "Enter"}, {"vt100", "\033Om", "-"}, {"vt100", "\033On", "."},
	{"vt100", "\033Ok", "+"}, {"vt100", "\033Oo", "/"}, {"vt100", "\n", "Enter"},
	{"vt220", "\033[2~", "Ins"}, {"vt220", "\033[23~", "F11"}, {"vt220", "\033[26~", ""},
	{"vt220", "\xc2\x9b" "20~", "F9"}, {"vt220", "\xc2\x8f" "P", "F1"},
	{"any", "\033" "2", "Alt-2"}, {"any", "\033" "8", "Alt-8"}, {"any", "\033\r", "Alt-Enter"},
	{"any", "\022", "Ctrl-R"}, {"any", "\003", "Ctrl-C"}, {"any", "\037", "Ctrl-_"},
	{"any", "é", "é"}, {"any", "日", "日"}, {"any", "\033é", "Alt-é"}, {"any", "😀", "😀"},
	{"any", " ", "Space"}, {"any", "\t", "Tab"}, {"any", "\033", "Esc"},
	{"any", "\033\033", "Esc Esc"}, {"any", "\033[", "Alt-["}, {"any", "\033O", "Alt-O"},
};

/* Replies, mouse, unknown functions and broken pieces: nothing of them may be a key. */
static const struct { const char *bytes; size_t n; } junk[] = {
	{FED("\033[99;7u")}, {FED("\033[27;5;99~")}, {FED("\033[?1;2c")}, {FED("\033[>41;330;0c")},
	{FED("\033[24;80R")}, {FED("\033[1;2R")}, {FED("\033[?2026;2$y")}, {FED("\033[<35;10;5M")},
	{FED("\033[<0;10;5m")}, {FED("\033[M !!")}, {FED("\033[32;10;5M")}, {FED("\033[I")},
	{FED("\033[O")}, {FED("\033[201~")}, {FED("\033[26~")}, {FED("\033[99~")},
	{FED("\033[1;99A")}, {FED("\033[5;5;5~")}, {FED("\033[E")}, {FED("\033OE")},
	{FED("\033[1 q")}, {FED("\033[!p")}, {FED("\033[1;2;3;4;5;6;7;8;9x")},
	{FED("\033]0;1 8 q\007")}, {FED("\033]52;c;MQ==\033\\")}, {FED("\033]11;rgb:1111/2222/3333\033\\")},
	{FED("\033P1$r0m\033\\")}, {FED("\033_G;OK\033\\")}, {FED("\033^1 8\033\\")},
	{FED("\033X1 8\033\\")}, {FED("\033P>|xterm(388)\033\\")},
	{FED("\033[[Z")}, {FED("\033[1;8")}, {FED("\033]1;8")}, {FED("\033O5")},
	{FED("\xc2\x9d" "0;1\007")}, {FED("\xc2\x85")}, {FED("\033[11;1~")},
};
/* clang-format on */

START_TEST(keys__sequence__eight_terminals)
{
	const char *bytes = sequences[_i].bytes, *key = sequences[_i].key;
	size_t n = strlen(bytes);

	ck_assert_msg(strcmp(whole(bytes, n), key) == 0, "%s %s: got '%s'", sequences[_i].terminal,
		key, said);
	ck_assert_msg(strcmp(bytewise(bytes, n), key) == 0, "%s %s bytewise: got '%s'",
		sequences[_i].terminal, key, said);
}
END_TEST

START_TEST(keys__junk__never_a_key)
{
	const char *bytes = junk[_i].bytes;
	size_t n = junk[_i].n;
	char with[256];

	if ((size_t)_i + 1 == sizeof junk / sizeof junk[0]) {
		ck_assert_str_eq(whole(bytes, n), "F1"); /* the positive control */
		return;
	}
	ck_assert_msg(strcmp(whole(bytes, n), "") == 0, "%d: got '%s'", _i, said);
	ck_assert_msg(strcmp(bytewise(bytes, n), "") == 0, "%d bytewise: got '%s'", _i, said);
	if (n == 5 && (bytes[1] == ']' || bytes[2] == '5' || bytes[2] == '1'))
		return; /* left open: what follows in one breath belongs to it */
	/* And the key behind it is still understood. */
	memcpy(with, bytes, n);
	memcpy(with + n, "\033[20~", 5);
	ck_assert_msg(strcmp(whole(with, n + 5), "F9") == 0, "%d then F9: got '%s'", _i, said);
}
END_TEST

START_TEST(keys__esc__alone_after_25_ms)
{
	keys_feed(keys, "\033", 1, 100);
	ck_assert_str_eq(drain(110), "");
	ck_assert_int_eq(keys_timeout_ms(keys, 110), 15);
	ck_assert_str_eq(drain(125), "Esc");
	ck_assert_int_eq(keys_timeout_ms(keys, 125), -1);
}
END_TEST

START_TEST(keys__esc__judged_by_silence_even_unasked)
{
	keys_feed(keys, "\033", 1, 100);
	keys_feed(keys, "2", 1, 200);
	ck_assert_str_eq(drain(200), "Esc 2");
	keys_feed(keys, "\033", 1, 1000);
	keys_feed(keys, "2", 1, 1010);
	ck_assert_str_eq(drain(1010), "Alt-2");
}
END_TEST

START_TEST(keys__esc__late_tail_is_the_key)
{
	keys_feed(keys, "\033", 1, 100);
	ck_assert_str_eq(drain(130), "Esc");
	keys_feed(keys, "[11~", 4, 350);
	ck_assert_str_eq(drain(350), "F1");
	keys_feed(keys, "\033", 1, 1000);
	ck_assert_str_eq(drain(1100), "Esc");
	keys_feed(keys, "[1", 2, 1150);
	keys_feed(keys, "9~", 2, 1250);
	ck_assert_str_eq(drain(1250), "F8");
	/* Too late: typing. And an O that begins a word is a letter. */
	keys_feed(keys, "\033", 1, 2000);
	ck_assert_str_eq(drain(2100), "Esc");
	keys_feed(keys, "[x", 2, 2400);
	ck_assert_str_eq(drain(2400), "[ x");
	keys_feed(keys, "\033", 1, 3000);
	ck_assert_str_eq(drain(3100), "Esc");
	keys_feed(keys, "Ok", 2, 3150);
	ck_assert_str_eq(drain(3150), "O k");
	keys_feed(keys, "\033", 1, 4000);
	ck_assert_str_eq(drain(4100), "Esc");
	keys_feed(keys, "[", 1, 4150);
	ck_assert_str_eq(drain(4150), "");
	ck_assert_str_eq(drain(4500), "[");
}
END_TEST

START_TEST(keys__partial__forgotten_after_silence)
{
	keys_feed(keys, "\033[1", 3, 100);
	ck_assert_int_eq(keys_timeout_ms(keys, 100), KEYS_PARTIAL_MS);
	keys_feed(keys, "1", 1, 900);
	keys_feed(keys, "~", 1, 1800);
	ck_assert_str_eq(drain(1800), "F1");
	keys_feed(keys, "\033[1", 3, 3000);
	keys_feed(keys, "x", 1, 4500);
	ck_assert_str_eq(drain(4500), "x");
}
END_TEST

START_TEST(keys__utf8__malformed_is_replaced)
{
	ck_assert_str_eq(whole(FED("a\xff"
				   "b")),
		"a \xef\xbf\xbd b");
	ck_assert_str_eq(whole(FED("\xe6\x97"
				   "x")),
		"\xef\xbf\xbd \xef\xbf\xbd x");
	ck_assert_str_eq(whole(FED("\xe6\x97")), "\xef\xbf\xbd \xef\xbf\xbd");
	keys_feed(keys, "\xe6", 1, 100000);
	keys_feed(keys, "\x97\xa5", 2, 100400);
	ck_assert_str_eq(drain(100400), "日");
}
END_TEST

START_TEST(keys__paste__is_one_key_with_newlines)
{
	ck_assert_str_eq(whole(FED("\033[200~1\n8\n\033[201~")), "<1\n8\n>");
	ck_assert_str_eq(bytewise(FED("\033[200~1\n8\n\033[201~")), "<1\n8\n>");
	ck_assert_str_eq(whole(FED("x\033[200~a\033[11~b\033[201~")), "x <a\033[11~b>");
	keys_feed(keys, FED("\033[200~abc\033[201~"), 900000);
	ck_assert_str_eq(drain(900050), "");
	ck_assert_int_eq(keys_timeout_ms(keys, 900050), 50);
	ck_assert_str_eq(drain(900100), "<abc>");
}
END_TEST

START_TEST(keys__paste__forged_end_stays_text)
{
	ck_assert_str_eq(whole(FED("\033[200~ok\033[201~1\n8\n\033[201~")), "<ok\033[201~1\n8\n>");
	/* Behind the last marker it is typing. */
	ck_assert_str_eq(whole(FED("\033[200~ok\033[201~\033[12~")), "<ok> F2");
	/* The marker may be cut anywhere. */
	keys_feed(keys, FED("\033[200~ab\033[2"), 900000);
	keys_feed(keys, FED("01~"), 900200);
	ck_assert_str_eq(drain(900300), "<ab>");
}
END_TEST

START_TEST(keys__paste__without_end_is_delivered)
{
	keys_feed(keys, FED("\033[200~ab"), 100);
	ck_assert_str_eq(drain(600), "");
	ck_assert_str_eq(drain(1100), "<ab>");
	keys_feed(keys, "q", 1, 1200);
	ck_assert_str_eq(drain(1200), "q");
}
END_TEST

START_TEST(keys__paste__keeps_nul_and_is_capped)
{
	struct key key;
	keys_feed(keys, FED("\033[200~a\0b\033[201~"), 100);
	ck_assert(keys_next(keys, 300, &key));
	ck_assert_uint_eq(key.len, 3);
	ck_assert_int_eq(memcmp(key.text, "a\0b", 3), 0);
	size_t n = 3 * (size_t)KEYS_PASTE_MAX;
	char *big = malloc(n);
	memset(big, 'x', n);
	memcpy(big, "\033[200~", 6);
	memcpy(big + n - 6, "\033[201~", 6);
	for (size_t at = 0; at < n; at += 65536)
		keys_feed(keys, big + at, n - at < 65536 ? n - at : 65536, 1000);
	free(big);
	ck_assert(keys_next(keys, 3000, &key));
	ck_assert_int_eq(key.kind, KEY_PASTE);
	ck_assert_uint_eq(key.len, KEYS_PASTE_MAX);
	ck_assert(!keys_next(keys, 3000, &key));
}
END_TEST

START_TEST(keys__string__ended_by_a_key)
{
	keys_feed(keys, FED("\033]0;abc"), 100);
	keys_feed(keys, FED("\033[20~x"), 200);
	ck_assert_str_eq(drain(200), "F9 x");
	keys_feed(keys, FED("\033]0;abc"), 1000);
	keys_feed(keys, FED("\033\007"), 1100);
	ck_assert_str_eq(drain(9000), "Ctrl-Alt-G");
}
END_TEST

START_TEST(keys__burst__many_lines_at_once_are_a_paste)
{
	keys_set_burst(keys, 8);
	ck_assert_str_eq(whole(FED("1\n8\nabcd")), "<1\n8\nabcd>");
	ck_assert_str_eq(whole(FED("rou\r")), "r o u Enter");
	ck_assert_str_eq(whole(FED("abcdefgh\r")), "a b c d e f g h Enter");
	keys_set_burst(keys, 0);
	ck_assert_str_eq(whole(FED("1\n8\nabcd")), "1 Enter 8 Enter a b c d");
}
END_TEST

START_TEST(keys__eof__once_after_what_is_queued)
{
	keys_feed(keys, "x", 1, 100);
	keys_eof(keys);
	ck_assert_str_eq(drain(100), "x Eof");
	ck_assert_str_eq(drain(100), "");
	ck_assert_int_eq(keys_timeout_ms(keys, 100), -1);
}
END_TEST

START_TEST(keys__name__round_trip)
{
	static const char *const names[] = {"F1", "F12", "Ctrl-R", "Alt-2", "Enter", "Esc", "Tab",
		"Shift-Tab", "Space", "Ctrl-Space", "é", "+", "-", "Ctrl-_", "PgUp", "Ctrl-Left",
		"Ctrl-Alt-Shift-Del", "Alt-é", "?", "Ctrl--"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct key key;
		char name[KEY_NAME_MAX];
		ck_assert_msg(key_parse(names[i], &key), "%s", names[i]);
		key_words(&key, name);
		ck_assert_str_eq(name, names[i]);
	}
	struct key key;
	ck_assert(key_parse("ctrl-r", &key) && key.rune == 'r' && key.mods == KEY_MOD_CTRL);
	ck_assert(key_parse("PageDown", &key) && key.kind == KEY_PGDN);
	ck_assert(!key_parse("F13", &key));
	ck_assert(!key_parse("", &key));
	ck_assert(!key_parse("ab", &key));
	ck_assert(!key_parse("\x01", &key));
	ck_assert(!key_parse("\xff", &key));
}
END_TEST

START_TEST(keys__bytes__are_decoded_again)
{
	static const char *const names[] = {"F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9",
		"F10", "F11", "F12", "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn",
		"Ins", "Del", "Backspace", "Tab", "Shift-Tab", "Enter", "Esc", "Space", "Ctrl-R",
		"Ctrl-_", "Alt-2", "Ctrl-Left", "Shift-F3", "Ctrl-F5", "é", "x", "Alt-Backspace",
		"Ctrl-Space"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct key key;
		char bytes[KEY_NAME_MAX];
		ck_assert(key_parse(names[i], &key));
		size_t n = key_bytes(&key, bytes);
		ck_assert_msg(n > 0, "%s", names[i]);
		ck_assert_str_eq(whole(bytes, n), names[i]);
	}
}
END_TEST

Suite *suite_keys(void);
START_TEST(keys__mouse__click_and_wheel)
{
	struct key key;
	now += 5000;
	keys_feed(keys, FED("\033[<0;12;5M\033[<0;12;5m\033[<64;1;1M\033[<65;300;200M"), now);
	ck_assert(keys_next(keys, now, &key));
	ck_assert_int_eq(key.kind, KEY_MOUSE);
	ck_assert_int_eq(key.mouse, KEY_MOUSE_CLICK);
	ck_assert_int_eq(key.row, 4);
	ck_assert_int_eq(key.col, 11);
	ck_assert(keys_next(keys, now, &key));
	ck_assert_int_eq(key.mouse, KEY_MOUSE_WHEEL_UP);
	ck_assert(keys_next(keys, now, &key));
	ck_assert_int_eq(key.mouse, KEY_MOUSE_WHEEL_DOWN);
	ck_assert_int_eq(key.row, 199);
	ck_assert_int_eq(key.col, 299);
	ck_assert(!keys_next(keys, now, &key));
}
END_TEST

/* clang-format off */
static const char *const no_clicks[] = {
	"\033[<0;12;5m", "\033[<2;3;4M", "\033[<32;3;4M", "\033[<35;3;4M", "\033[<0;12M", "\033[<0;0;1M",
	"\033[<0;1;2;3M", "\033[<;;M", "\033[<0;1;2 M", "\033[0<1;2;3M", "\033[<99999;1;1M", "\033[M !!",
	"\033[?1006;2$y", "\033[?2026;0$y",
};
/* clang-format on */

START_TEST(keys__mouse__others_are_nothing)
{
	ck_assert_str_eq(whole(no_clicks[_i], strlen(no_clicks[_i])), "");
	ck_assert_str_eq(bytewise(no_clicks[_i], strlen(no_clicks[_i])), "");
	ck_assert_str_eq(whole(FED("\033[<0;2;3M")), "Mouse");
	ck_assert(!keys_synchronized(keys));
}
END_TEST

/* Only the answer to the question: later "CSI 1;3R" is what some terminals send for Alt-F3. */
START_TEST(keys__report__tells_how_wide_a_line_is)
{
	struct key key;
	keys_feed(keys, "\033[1;3R", 6, 0);
	ck_assert(!keys_next(keys, 0, &key));
	ck_assert_int_eq(keys_width(keys), 0);
	keys_ask_width(keys);
	keys_feed(keys, "a\033[1;3Rb", 8, 0);
	ck_assert(keys_next(keys, 0, &key) && key_is_char(&key, 'a'));
	ck_assert(keys_next(keys, 0, &key) && key_is_char(&key, 'b'));
	ck_assert_int_eq(keys_width(keys), 2);
	keys_feed(keys, "\033[1;2R", 6, 0);
	ck_assert(!keys_next(keys, 0, &key));
	ck_assert_int_eq(keys_width(keys), 2);
	keys_ask_width(keys);
	keys_feed(keys, "\033[1;2R", 6, 0);
	ck_assert(!keys_next(keys, 0, &key));
	ck_assert_int_eq(keys_width(keys), 1);
}
END_TEST

START_TEST(keys__reply__tells_synchronized_output)
{
	static const char *const yes[] = {"\033[?2026;2$y", "\033[?2026;1$y"};
	static const char *const no[] = {"\033[?2026;0$y", "\033[?2026;4$y", "\033[?2027;2$y",
		"\033[2026;2$y", "\033[?2026;2y", "\033[?2026;2;2$y"};
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++) {
		whole(no[i], strlen(no[i]));
		ck_assert_msg(!keys_synchronized(keys), "%s", no[i] + 1);
	}
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++) {
		keys_free(&keys);
		keys = keys_new();
		ck_assert_str_eq(bytewise(yes[i], strlen(yes[i])), "");
		ck_assert(keys_synchronized(keys));
	}
}
END_TEST

Suite *suite_keys(void)
{
	Suite *s = suite_create("keys");
	TCase *tc = tcase_create("core");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, keys__sequence__eight_terminals, 0,
		(int)(sizeof sequences / sizeof sequences[0]));
	tcase_add_loop_test(tc, keys__junk__never_a_key, 0, (int)(sizeof junk / sizeof junk[0]));
	tcase_add_test(tc, keys__esc__alone_after_25_ms);
	tcase_add_test(tc, keys__esc__judged_by_silence_even_unasked);
	tcase_add_test(tc, keys__esc__late_tail_is_the_key);
	tcase_add_test(tc, keys__partial__forgotten_after_silence);
	tcase_add_test(tc, keys__utf8__malformed_is_replaced);
	tcase_add_test(tc, keys__paste__is_one_key_with_newlines);
	tcase_add_test(tc, keys__paste__forged_end_stays_text);
	tcase_add_test(tc, keys__paste__without_end_is_delivered);
	tcase_add_test(tc, keys__paste__keeps_nul_and_is_capped);
	tcase_add_test(tc, keys__string__ended_by_a_key);
	tcase_add_test(tc, keys__burst__many_lines_at_once_are_a_paste);
	tcase_add_test(tc, keys__eof__once_after_what_is_queued);
	tcase_add_test(tc, keys__name__round_trip);
	tcase_add_test(tc, keys__bytes__are_decoded_again);
	tcase_add_test(tc, keys__mouse__click_and_wheel);
	tcase_add_loop_test(
		tc, keys__mouse__others_are_nothing, 0, sizeof(no_clicks) / sizeof(no_clicks[0]));
	tcase_add_test(tc, keys__report__tells_how_wide_a_line_is);
	tcase_add_test(tc, keys__reply__tells_synchronized_output);
	suite_add_tcase(s, tc);
	return s;
}
