/* keys_sequence.c - what terminals send, as grammar and tables.
 *
 * Sequences are read by the grammar of ECMA-48 first and looked up second: what is not in the
 * tables is consumed whole and means nothing. */
#include "tui/keys_sequence.h"
#include "carrel/utf8.h"
#include <string.h>

enum { ESC = 0x1b, CAN = 0x18, SUB = 0x1a, DEL = 0x7f };

static void set_kind(struct sequence *out, enum key_kind kind, unsigned mods)
{
	out->key = (struct key){.kind = kind, .mods = mods};
}

static void set_rune(struct sequence *out, uint32_t rune, unsigned mods)
{
	out->key = (struct key){.kind = KEY_CHAR, .rune = rune, .mods = mods};
}

/* ---- tables -------------------------------------------------------------------------------- */

/* CSI number ~: DEC VT220, xterm, PuTTY, rxvt, screen and the Linux console together. */
static const uint8_t tilde_keys[] = {
	[1] = KEY_HOME,
	[2] = KEY_INS,
	[3] = KEY_DEL,
	[4] = KEY_END,
	[5] = KEY_PGUP,
	[6] = KEY_PGDN,
	[7] = KEY_HOME,
	[8] = KEY_END,
	[11] = KEY_F1,
	[12] = KEY_F2,
	[13] = KEY_F3,
	[14] = KEY_F4,
	[15] = KEY_F5,
	[17] = KEY_F6,
	[18] = KEY_F7,
	[19] = KEY_F8,
	[20] = KEY_F9,
	[21] = KEY_F10,
	[23] = KEY_F11,
	[24] = KEY_F12,
};

static enum key_kind tilde_key(int number)
{
	if (number < 0 || (size_t)number >= sizeof tilde_keys)
		return KEY_NONE;
	return (enum key_kind)tilde_keys[number];
}

static enum key_kind letter_key(char final)
{
	switch (final) {
	case 'A': return KEY_UP;
	case 'B': return KEY_DOWN;
	case 'C': return KEY_RIGHT;
	case 'D': return KEY_LEFT;
	case 'H': return KEY_HOME;
	case 'F': return KEY_END;
	case 'P': return KEY_F1;
	case 'Q': return KEY_F2;
	case 'R': return KEY_F3;
	case 'S': return KEY_F4;
	default: return KEY_NONE;
	}
}

/* SS3 T..Z [ are F5..F12 of PuTTY's VT100+ mode. */
static enum key_kind ss3_key(char final)
{
	switch (final) {
	case 'I': return KEY_TAB;
	case 'M': return KEY_ENTER;
	case 'T': return KEY_F5;
	case 'U': return KEY_F6;
	case 'V': return KEY_F7;
	case 'W': return KEY_F8;
	case 'X': return KEY_F9;
	case 'Y': return KEY_F10;
	case 'Z': return KEY_F11;
	case '[': return KEY_F12;
	default: return letter_key(final);
	}
}

static char keypad_char(char final)
{
	static const char digits[] = "0123456789";

	if (final >= 'p' && final <= 'y')
		return digits[final - 'p'];
	if (final >= 'j' && final <= 'o')
		return "*+,-./"[final - 'j'];
	return final == ' ' ? ' ' : '\0';
}

/* xterm's modifier parameter is 1 + bits; above 8 it has Meta, which no binding knows. */
static bool modifier_bits(int parameter, unsigned *mods)
{
	int bits = parameter - 1;

	if (bits < 0 || bits > 7)
		return false;
	*mods = (bits & 1 ? KEY_MOD_SHIFT : 0u) | (bits & 2 ? KEY_MOD_ALT : 0u) |
		(bits & 4 ? KEY_MOD_CTRL : 0u);
	return true;
}

/* ---- sequences: each returns the bytes used, 0 if more are needed ---------------------------- */

enum { PARAMS = 3 };

struct csi {
	int param[PARAMS]; /* -1 absent */
	int nparams;       /* separators seen: one less than there are */
	char private;      /* < = > ? or what should not be there: a report, never a key */
	char intermediate;
	char final;
};

/* Reads "ESC [ params intermediates final" at s. A control or non-ASCII byte inside breaks it off:
 * what came before is consumed, final is '\0'. */
static size_t csi_scan(const char *s, size_t n, struct csi *csi)
{
	size_t i = 2;

	*csi = (struct csi){.param = {-1, -1, -1}};
	for (; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if (c >= '0' && c <= '9' && csi->nparams < PARAMS) {
			int *p = &csi->param[csi->nparams];
			*p = *p < 0 ? c - '0' : *p > 9999 ? *p : *p * 10 + (c - '0');
		} else if (c == ';') {
			csi->nparams++;
		} else if (c >= 0x3a && c <= 0x3f) {
			csi->private = i == 2 ? (char)c : ':';
		} else if (c >= 0x20 && c <= 0x2f) {
			/* rxvt ends Shift-Del as "ESC [ 3 $", which is no final byte elsewhere. */
			if (c == '$' && !csi->private && csi->nparams == 0 &&
				tilde_key(csi->param[0]) != KEY_NONE) {
				csi->final = '$';
				return i + 1;
			}
			csi->intermediate = csi->intermediate ? ' ' : (char)c;
		} else if (c >= 0x40 && c <= 0x7e) {
			csi->final = (char)c;
			return i + 1;
		} else if (c < 0x20 || c >= DEL) {
			return c == CAN || c == SUB ? i + 1 : i;
		}
	}
	return 0;
}

static void csi_tilde(struct sequence *out, const struct csi *csi, unsigned mods)
{
	unsigned more = 0;
	enum key_kind kind = tilde_key(csi->param[0]);

	if (kind == KEY_NONE || csi->nparams > 1)
		return;
	if (csi->nparams == 1 && !modifier_bits(csi->param[1], &more))
		return;
	if (csi->final == '^' || csi->final == '@')
		more |= KEY_MOD_CTRL;
	if (csi->final == '$' || csi->final == '@')
		more |= KEY_MOD_SHIFT;
	set_kind(out, kind, mods | more);
}

static void csi_letter(struct sequence *out, const struct csi *csi, unsigned mods)
{
	unsigned more = 0;
	enum key_kind kind = letter_key(csi->final);

	if (csi->final == 'R' && csi->nparams == 1)
		out->column = csi->param[1];
	/* "CSI row ; column R" is a cursor report, even when row is 1. */
	if (kind == KEY_NONE || kind == KEY_F3 || csi->nparams > 1 || csi->param[0] > 1)
		return;
	if (csi->nparams == 1 && !modifier_bits(csi->param[1], &more))
		return;
	set_kind(out, kind, mods | more);
}

/* SGR: CSI < button ; column ; row M, from 1; m is a release. */
static void csi_mouse(struct sequence *out, const struct csi *csi)
{
	enum { LEFT = 0, SHIFT_ALT_CTRL = 4 | 8 | 16, WHEEL_UP = 64, WHEEL_DOWN = 65 };
	const int *at = csi->param;

	if (csi->nparams != 2 || csi->final != 'M' || at[0] < 0 || at[1] < 1 || at[2] < 1)
		return;
	int button = at[0] & ~SHIFT_ALT_CTRL;
	if (button != LEFT && button != WHEEL_UP && button != WHEEL_DOWN)
		return;
	set_kind(out, KEY_MOUSE, 0);
	out->key.mouse = button == LEFT ? KEY_MOUSE_CLICK
		: button == WHEEL_UP    ? KEY_MOUSE_WHEEL_UP
					: KEY_MOUSE_WHEEL_DOWN;
	out->key.row = at[2] - 1;
	out->key.col = at[1] - 1;
}

/* DECRPM: CSI ? mode ; value $ y; 1 is set, 2 is reset, 0 is unknown, 3 and 4 cannot be changed. */
static void csi_mode_report(struct sequence *out, const struct csi *csi)
{
	enum { SYNCHRONIZED = 2026, SET = 1, RESET = 2 };

	if (csi->intermediate == '$' && csi->final == 'y' && csi->nparams == 1 &&
		csi->param[0] == SYNCHRONIZED)
		out->synchronized = csi->param[1] == SET || csi->param[1] == RESET;
}

static void csi_run(struct sequence *out, const struct csi *csi, unsigned mods)
{
	if (csi->private == '<' && !csi->intermediate)
		csi_mouse(out, csi);
	else if (csi->private == '?')
		csi_mode_report(out, csi);
	if (csi->private || csi->intermediate)
		return;
	switch (csi->final) {
	case '~':
		if (csi->param[0] == 200 && csi->nparams == 0) {
			out->opens = SEQUENCE_PASTE;
		} else {
			csi_tilde(out, csi, mods);
		}
		break;
	case '$':
	case '^':
	case '@': csi_tilde(out, csi, mods); break;
	case 'Z': set_kind(out, KEY_BTAB, mods); break;
	case 'a':
	case 'b':
	case 'c':
	case 'd':
		if (csi->nparams == 0 && csi->param[0] < 0)
			set_kind(out, letter_key((char)(csi->final - 'a' + 'A')),
				mods | KEY_MOD_SHIFT);
		break;
	default: csi_letter(out, csi, mods); break;
	}
}

static size_t parse_csi(struct sequence *out, const char *s, size_t n, unsigned mods)
{
	struct csi csi;

	if (n < 3)
		return 0;
	if (s[2] == '[') { /* Linux console F1..F5 */
		if (n < 4)
			return 0;
		if (s[3] >= 'A' && s[3] <= 'E')
			set_kind(out, (enum key_kind)(KEY_F1 + (s[3] - 'A')), mods);
		return (unsigned char)s[3] >= 0x20 && (unsigned char)s[3] < DEL ? 4 : 3;
	}
	/* The old mouse report has three bytes of any value behind it. */
	if (s[2] == 'M')
		return n < 6 ? 0 : 6;
	size_t used = csi_scan(s, n, &csi);
	if (used > 0 && csi.final)
		csi_run(out, &csi, mods);
	return used;
}

static size_t parse_ss3(struct sequence *out, const char *s, size_t n, unsigned mods)
{
	size_t i = 2;
	int parameter = 0;

	while (i < n && i < 6 && ((s[i] >= '0' && s[i] <= '9') || s[i] == ';')) {
		parameter = s[i] == ';' ? 0 : parameter * 10 + (s[i] - '0');
		i++;
	}
	if (i == n)
		return 0;
	unsigned char c = (unsigned char)s[i];
	if (c < 0x20 || c >= DEL)
		return i;
	unsigned more = 0;
	if (i > 2 && !modifier_bits(parameter, &more))
		return i + 1;
	mods |= more;
	if (keypad_char(s[i]))
		set_rune(out, (uint32_t)keypad_char(s[i]), mods);
	else if (s[i] >= 'a' && s[i] <= 'd')
		set_kind(out, letter_key((char)(s[i] - 'a' + 'A')), mods | KEY_MOD_CTRL);
	else if (ss3_key(s[i]) != KEY_NONE)
		set_kind(out, ss3_key(s[i]), mods);
	return i + 1;
}

static void set_control(struct sequence *out, unsigned char c, unsigned mods)
{
	switch (c) {
	case '\t': set_kind(out, mods & KEY_MOD_ALT ? KEY_BTAB : KEY_TAB, 0); break;
	case '\r':
	case '\n': set_kind(out, KEY_ENTER, mods); break;
	case '\b':
	case DEL: set_kind(out, KEY_BACKSPACE, mods); break;
	case 0: set_rune(out, ' ', mods | KEY_MOD_CTRL); break;
	default:
		set_rune(out, c <= 26 ? (uint32_t)(c - 1 + 'a') : (uint32_t)(c + 0x40),
			mods | KEY_MOD_CTRL);
		break;
	}
}

static size_t utf8_need(unsigned char lead)
{
	if (lead >= 0xf0 && lead <= 0xf4)
		return 4;
	if (lead >= 0xe0)
		return lead < 0xf0 ? 3 : 1;
	return lead >= 0xc2 ? 2 : 1;
}

/* True when s may still become a character: a lead byte and only continuations, but too few. */
static bool utf8_partial(const char *s, size_t n)
{
	if (n >= utf8_need((unsigned char)s[0]))
		return false;
	for (size_t i = 1; i < n; i++) {
		if (((unsigned char)s[i] & 0xc0) != 0x80)
			return false;
	}
	return true;
}

static size_t parse_char(struct sequence *out, const char *s, size_t n, unsigned mods)
{
	uint32_t rune;
	unsigned char c = (unsigned char)s[0];

	if (c < 0x20 || c == DEL) {
		set_control(out, c, mods);
		return 1;
	}
	if (utf8_partial(s, n))
		return 0;
	size_t used = utf8_decode(s, n, &rune);
	if (rune < 0x80 || rune > 0x9f)
		set_rune(out, rune, mods);
	return used;
}

static bool string_starts(char c)
{
	return c == ']' || c == 'P' || c == '_' || c == '^' || c == 'X';
}

static size_t parse_escape(struct sequence *out, const char *s, size_t n, unsigned mods)
{
	if (n < 2)
		return 0;
	if (s[1] == '[')
		return parse_csi(out, s, n, mods);
	if (s[1] == 'O')
		return parse_ss3(out, s, n, mods);
	if (string_starts(s[1])) {
		if (n < 3)
			return 0;
		out->opens = SEQUENCE_STRING;
		return 2;
	}
	if (s[1] == ESC) {
		/* rxvt and PuTTY put an ESC before a sequence for Alt. */
		if (n < 3)
			return 0;
		if (s[2] == '[' || s[2] == 'O') {
			size_t used = parse_escape(out, s + 1, n - 1, KEY_MOD_ALT);
			return used > 0 ? used + 1 : 0;
		}
		set_kind(out, KEY_ESC, 0);
		return 1;
	}
	size_t used = parse_char(out, s + 1, n - 1, mods | KEY_MOD_ALT);
	return used > 0 ? used + 1 : 0;
}

/* The tail of a key whose ESC was late. Only what certainly is one: a letter O is also a letter. */
static size_t parse_tail(struct sequence *out, const char *s, size_t n)
{
	if (n < 3)
		return 0;
	if (s[1] == 'O' && !strchr("PQRSABCDHF", s[2])) {
		set_rune(out, 'O', 0);
		return 2;
	}
	return parse_escape(out, s, n, 0);
}

/* U+0080..U+009F are the control functions ESC @ .. ESC _ ; both forms have two bytes. */
static void fold_c1(char *s, size_t n)
{
	if (n >= 2 && (unsigned char)s[0] == 0xc2 && (unsigned char)s[1] < 0xa0 &&
		memchr("\x8f\x90\x98\x9b\x9d\x9e\x9f", s[1], 7)) {
		s[0] = ESC;
		s[1] = (char)((unsigned char)s[1] - 0x40);
	}
}

size_t sequence_parse(char *s, size_t n, bool tail, struct sequence *out)
{
	*out = (struct sequence){.opens = SEQUENCE_NOTHING};
	fold_c1(s, n);
	if (s[0] != ESC)
		return parse_char(out, s, n, 0);
	return tail ? parse_tail(out, s, n) : parse_escape(out, s, n, 0);
}
