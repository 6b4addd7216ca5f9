/* keys.c - the decoder: bytes in, keys out.
 *
 * Bytes are decoded as soon as they are fed, so that the silence between two feeds can be judged
 * even if nobody asked for keys in between. What cannot be decided yet stays in `in`; keys_expire()
 * decides it once it has been silent long enough. Sequences are read by the grammar of ECMA-48
 * first and looked up second: what is not in the tables below is consumed whole and means nothing. */
#include "carrel/keys.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "carrel/vec.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { ESC = 0x1b, BEL = 0x07, CAN = 0x18, SUB = 0x1a, DEL = 0x7f };
enum { SEQUENCE_MAX = 128 }; /* a longer one is skipped without being kept */

enum state {
	TYPING,
	IN_STRING, /* OSC, DCS, APC, PM, SOS: until ST, BEL, CAN, SUB */
	SKIPPING,  /* an overlong CSI: until its final byte */
	PASTING,
};

struct queued {
	struct key key;
	char *text; /* owned copy for a paste */
};

struct keys {
	enum state state;
	struct strbuf in; /* not decoded yet */
	int64_t fed_at;   /* when the last byte came (ms) */
	bool tail;        /* `in` begins with an ESC that was already delivered as the Esc key */
	bool tail_armed;
	int64_t esc_at; /* when the Esc came whose tail may follow */
	struct strbuf paste;
	size_t paste_end; /* offset behind the last end marker, 0 none */
	struct vec queue; /* of struct queued */
	size_t head;
	char *given; /* the text of the key handed out last */
	int burst;
	bool eof, eof_given;
};

static const char paste_marker[] = "\033[201~";
enum { MARKER_LEN = sizeof paste_marker - 1 };

/* ---- queue --------------------------------------------------------------------------------- */

void keys_push(struct keys *keys, const struct key *key)
{
	struct queued *q = vec_push(&keys->queue);

	q->key = *key;
	if (key->kind == KEY_PASTE) {
		q->text = xmalloc(key->len + 1);
		if (key->len > 0)
			memcpy(q->text, key->text, key->len);
		q->text[key->len] = '\0';
	}
}

static void push_kind(struct keys *keys, enum key_kind kind, unsigned mods)
{
	struct key key = {.kind = kind, .mods = mods};
	keys_push(keys, &key);
}

static void push_rune(struct keys *keys, uint32_t rune, unsigned mods)
{
	struct key key = {.kind = KEY_CHAR, .rune = rune, .mods = mods};
	keys_push(keys, &key);
}

static void push_paste(struct keys *keys, const char *text, size_t n)
{
	struct key key = {.kind = KEY_PASTE, .text = text, .len = n};
	keys_push(keys, &key);
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

struct csi {
	int param[2]; /* -1 absent */
	int nparams;
	bool private; /* < = > ? : a report, never a key */
	bool intermediate;
	char final;
};

/* Reads "ESC [ params intermediates final" at s. A control or non-ASCII byte inside breaks it off:
 * what came before is consumed, final is '\0'. */
static size_t csi_scan(const char *s, size_t n, struct csi *csi)
{
	size_t i = 2;

	*csi = (struct csi){.param = {-1, -1}};
	for (; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if (c >= '0' && c <= '9' && csi->nparams < 2) {
			int *p = &csi->param[csi->nparams];
			*p = *p < 0 ? c - '0' : *p > 9999 ? *p : *p * 10 + (c - '0');
		} else if (c == ';') {
			csi->nparams++;
		} else if (c >= 0x3a && c <= 0x3f) {
			csi->private = true;
		} else if (c >= 0x20 && c <= 0x2f) {
			/* rxvt ends Shift-Del as "ESC [ 3 $", which is no final byte elsewhere. */
			if (c == '$' && !csi->private && csi->nparams == 0 &&
				tilde_key(csi->param[0]) != KEY_NONE) {
				csi->final = '$';
				return i + 1;
			}
			csi->intermediate = true;
		} else if (c >= 0x40 && c <= 0x7e) {
			csi->final = (char)c;
			return i + 1;
		} else if (c < 0x20 || c >= DEL) {
			return c == CAN || c == SUB ? i + 1 : i;
		}
	}
	return 0;
}

static void csi_tilde(struct keys *keys, const struct csi *csi, unsigned mods)
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
	push_kind(keys, kind, mods | more);
}

static void csi_letter(struct keys *keys, const struct csi *csi, unsigned mods)
{
	unsigned more = 0;
	enum key_kind kind = letter_key(csi->final);

	/* "CSI row ; column R" is a cursor report, even when row is 1. */
	if (kind == KEY_NONE || kind == KEY_F3 || csi->nparams > 1 || csi->param[0] > 1)
		return;
	if (csi->nparams == 1 && !modifier_bits(csi->param[1], &more))
		return;
	push_kind(keys, kind, mods | more);
}

static void csi_run(struct keys *keys, const struct csi *csi, unsigned mods)
{
	if (csi->private || csi->intermediate)
		return;
	switch (csi->final) {
	case '~':
		if (csi->param[0] == 200 && csi->nparams == 0) {
			keys->state = PASTING;
			keys->paste_end = 0;
			strbuf_reset(&keys->paste);
		} else {
			csi_tilde(keys, csi, mods);
		}
		break;
	case '$':
	case '^':
	case '@': csi_tilde(keys, csi, mods); break;
	case 'Z': push_kind(keys, KEY_BTAB, mods); break;
	case 'a':
	case 'b':
	case 'c':
	case 'd':
		if (csi->nparams == 0 && csi->param[0] < 0)
			push_kind(keys, letter_key((char)(csi->final - 'a' + 'A')),
				mods | KEY_MOD_SHIFT);
		break;
	default: csi_letter(keys, csi, mods); break;
	}
}

static size_t parse_csi(struct keys *keys, const char *s, size_t n, unsigned mods)
{
	struct csi csi;

	if (n < 3)
		return 0;
	if (s[2] == '[') { /* Linux console F1..F5 */
		if (n < 4)
			return 0;
		if (s[3] >= 'A' && s[3] <= 'E')
			push_kind(keys, (enum key_kind)(KEY_F1 + (s[3] - 'A')), mods);
		return (unsigned char)s[3] >= 0x20 && (unsigned char)s[3] < DEL ? 4 : 3;
	}
	/* The old mouse report has three bytes of any value behind it. */
	if (s[2] == 'M')
		return n < 6 ? 0 : 6;
	size_t used = csi_scan(s, n, &csi);
	if (used > 0 && csi.final)
		csi_run(keys, &csi, mods);
	return used;
}

static size_t parse_ss3(struct keys *keys, const char *s, size_t n, unsigned mods)
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
		push_rune(keys, (uint32_t)keypad_char(s[i]), mods);
	else if (s[i] >= 'a' && s[i] <= 'd')
		push_kind(keys, letter_key((char)(s[i] - 'a' + 'A')), mods | KEY_MOD_CTRL);
	else if (ss3_key(s[i]) != KEY_NONE)
		push_kind(keys, ss3_key(s[i]), mods);
	return i + 1;
}

static void push_control(struct keys *keys, unsigned char c, unsigned mods)
{
	switch (c) {
	case '\t': push_kind(keys, mods & KEY_MOD_ALT ? KEY_BTAB : KEY_TAB, 0); break;
	case '\r':
	case '\n': push_kind(keys, KEY_ENTER, mods); break;
	case '\b':
	case DEL: push_kind(keys, KEY_BACKSPACE, mods); break;
	case 0: push_rune(keys, ' ', mods | KEY_MOD_CTRL); break;
	default:
		push_rune(keys, c <= 26 ? (uint32_t)(c - 1 + 'a') : (uint32_t)(c + 0x40),
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

static size_t parse_char(struct keys *keys, const char *s, size_t n, unsigned mods)
{
	uint32_t rune;
	unsigned char c = (unsigned char)s[0];

	if (c < 0x20 || c == DEL) {
		push_control(keys, c, mods);
		return 1;
	}
	if (utf8_partial(s, n))
		return 0;
	size_t used = utf8_decode(s, n, &rune);
	if (rune < 0x80 || rune > 0x9f)
		push_rune(keys, rune, mods);
	return used;
}

static bool string_starts(char c)
{
	return c == ']' || c == 'P' || c == '_' || c == '^' || c == 'X';
}

static size_t parse_escape(struct keys *keys, const char *s, size_t n, unsigned mods)
{
	if (n < 2)
		return 0;
	if (s[1] == '[')
		return parse_csi(keys, s, n, mods);
	if (s[1] == 'O')
		return parse_ss3(keys, s, n, mods);
	if (string_starts(s[1])) {
		if (n < 3)
			return 0;
		keys->state = IN_STRING;
		return 2;
	}
	if (s[1] == ESC) {
		/* rxvt and PuTTY put an ESC before a sequence for Alt. */
		if (n < 3)
			return 0;
		if (s[2] == '[' || s[2] == 'O') {
			size_t used = parse_escape(keys, s + 1, n - 1, KEY_MOD_ALT);
			return used > 0 ? used + 1 : 0;
		}
		push_kind(keys, KEY_ESC, 0);
		return 1;
	}
	size_t used = parse_char(keys, s + 1, n - 1, mods | KEY_MOD_ALT);
	return used > 0 ? used + 1 : 0;
}

/* The tail of a key whose ESC was late. Only what certainly is one: a letter O is also a letter. */
static size_t parse_tail(struct keys *keys, const char *s, size_t n)
{
	if (n < 3)
		return 0;
	if (s[1] == 'O' && !strchr("PQRSABCDHF", s[2])) {
		push_rune(keys, 'O', 0);
		return 2;
	}
	return parse_escape(keys, s, n, 0);
}

/* Skips what belongs to a string; returns bytes used, 0 for "ESC" alone at the end. */
static size_t skip_string(struct keys *keys, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if (c == BEL || c == CAN || c == SUB) {
			keys->state = TYPING;
			return i + 1;
		}
		if (c != ESC)
			continue;
		if (i + 1 == n)
			return i;
		keys->state = TYPING;
		return s[i + 1] == '\\' ? i + 2 : i;
	}
	return n;
}

static size_t skip_csi(struct keys *keys, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if (c >= 0x20 && c <= 0x3f)
			continue;
		keys->state = TYPING;
		return c >= 0x40 && c < DEL ? i + 1 : i;
	}
	return n;
}

/* ---- paste --------------------------------------------------------------------------------- */

static void paste_trim(struct keys *keys)
{
	size_t keep = MARKER_LEN - 1;
	size_t len = keys->paste.len;

	if (len <= 2 * (size_t)KEYS_PASTE_MAX)
		return;
	/* A marker that is forgotten here only makes what follows it text: the safe side. */
	strbuf_splice(&keys->paste, KEYS_PASTE_MAX, len - KEYS_PASTE_MAX - keep, "", 0);
	keys->paste_end = 0;
}

static void paste_add(struct keys *keys, const char *s, size_t n)
{
	size_t old = keys->paste.len;
	size_t from = old >= MARKER_LEN ? old - (MARKER_LEN - 1) : 0;

	strbuf_add(&keys->paste, s, n);
	for (size_t i = from; i + MARKER_LEN <= keys->paste.len; i++) {
		if (memcmp(keys->paste.buf + i, paste_marker, MARKER_LEN) == 0)
			keys->paste_end = i + MARKER_LEN;
	}
	paste_trim(keys);
}

static void decode(struct keys *keys);

static void paste_finish(struct keys *keys)
{
	size_t text = keys->paste.len, rest = keys->paste.len;

	if (keys->paste_end > 0) {
		text = keys->paste_end - MARKER_LEN;
		rest = keys->paste_end;
	}
	push_paste(keys, keys->paste.buf, text < KEYS_PASTE_MAX ? text : KEYS_PASTE_MAX);
	keys->state = TYPING;
	strbuf_add(&keys->in, keys->paste.buf + rest, keys->paste.len - rest);
	strbuf_reset(&keys->paste);
	keys->paste_end = 0;
	decode(keys);
}

/* ---- decoding ------------------------------------------------------------------------------ */

/* U+0080..U+009F are the control functions ESC @ .. ESC _ ; both forms have two bytes. */
static void fold_c1(char *s, size_t n)
{
	if (n >= 2 && (unsigned char)s[0] == 0xc2 && (unsigned char)s[1] < 0xa0 &&
		memchr("\x8f\x90\x98\x9b\x9d\x9e\x9f", s[1], 7)) {
		s[0] = ESC;
		s[1] = (char)((unsigned char)s[1] - 0x40);
	}
}

static size_t decode_one(struct keys *keys, char *s, size_t n)
{
	switch (keys->state) {
	case IN_STRING: return skip_string(keys, s, n);
	case SKIPPING: return skip_csi(keys, s, n);
	case PASTING: paste_add(keys, s, n); return n;
	case TYPING: break;
	}
	fold_c1(s, n);
	if (s[0] != ESC)
		return parse_char(keys, s, n, 0);
	size_t used = keys->tail ? parse_tail(keys, s, n) : parse_escape(keys, s, n, 0);
	if (used == 0 && n > SEQUENCE_MAX) {
		keys->state = SKIPPING;
		used = n;
	}
	if (used > 0)
		keys->tail = false;
	return used;
}

static void decode(struct keys *keys)
{
	size_t pos = 0;

	while (pos < keys->in.len) {
		enum state before = keys->state;
		size_t used = decode_one(keys, keys->in.buf + pos, keys->in.len - pos);
		/* A string that ends before this byte uses none of it, and yet we move on. */
		if (used == 0 && keys->state == before)
			break;
		pos += used;
	}
	if (pos > 0)
		strbuf_splice(&keys->in, 0, pos, "", 0);
}

/* ---- silence ------------------------------------------------------------------------------- */

static bool introducer_alone(const struct strbuf *in)
{
	return in->len == 2 && in->buf[0] == ESC && in->buf[1] != ESC;
}

/* How long what is undecided may stay so; -1 for ever. */
static int64_t patience_ms(const struct keys *keys)
{
	if (keys->state == PASTING)
		return keys->paste_end > 0 ? KEYS_PASTE_QUIET_MS : KEYS_PASTE_LOST_MS;
	if (keys->in.len == 0)
		return -1;
	if (keys->state != TYPING)
		return KEYS_PARTIAL_MS;
	if (keys->in.buf[0] == ESC && (keys->in.len == 1 || keys->in.buf[1] == ESC))
		return keys->in.len <= 2 ? KEYS_ESC_MS : KEYS_PARTIAL_MS;
	return introducer_alone(&keys->in) ? KEYS_TAIL_MS : KEYS_PARTIAL_MS;
}

static void drop_in(struct keys *keys, size_t n)
{
	strbuf_splice(&keys->in, 0, n, "", 0);
	keys->tail = false;
}

static void give_up(struct keys *keys)
{
	const char *s = keys->in.buf;

	if (keys->state == PASTING) {
		paste_finish(keys);
	} else if (keys->state != TYPING) {
		keys->state = TYPING;
		drop_in(keys, keys->in.len);
	} else if (s[0] != ESC) {
		push_rune(keys, RUNE_REPLACEMENT, 0);
		drop_in(keys, 1);
	} else if (keys->in.len <= 2 && (keys->in.len == 1 || s[1] == ESC)) {
		push_kind(keys, KEY_ESC, 0);
		drop_in(keys, 1);
		keys->tail_armed = true;
		keys->esc_at = keys->fed_at;
	} else if (introducer_alone(&keys->in)) {
		push_rune(keys, (unsigned char)s[1], keys->tail ? 0 : KEY_MOD_ALT);
		drop_in(keys, 2);
	} else {
		drop_in(keys, keys->in.len);
	}
	decode(keys);
}

static void keys_expire(struct keys *keys, int64_t now_ms)
{
	int64_t silent = now_ms - keys->fed_at;

	for (;;) {
		int64_t patience = patience_ms(keys);
		if (patience < 0 || silent < patience)
			break;
		give_up(keys);
	}
	if (keys->state == IN_STRING || keys->state == SKIPPING) {
		if (silent >= KEYS_PARTIAL_MS)
			keys->state = TYPING;
	}
}

/* ---- in and out ---------------------------------------------------------------------------- */

struct keys *keys_new(void)
{
	struct keys *keys = xcalloc(1, sizeof *keys);

	strbuf_init(&keys->in);
	strbuf_init(&keys->paste);
	keys->queue.size = sizeof(struct queued);
	keys->burst = KEYS_BURST_CHARS;
	return keys;
}

void keys_free(struct keys **keys)
{
	struct keys *k = *keys;

	if (!k)
		return;
	for (size_t i = k->head; i < k->queue.n; i++)
		free(((struct queued *)vec_at(&k->queue, i))->text);
	vec_fini(&k->queue);
	strbuf_fini(&k->in);
	strbuf_fini(&k->paste);
	free(k->given);
	free(k);
	*keys = NULL;
}

void keys_set_burst(struct keys *keys, int min_chars)
{
	keys->burst = min_chars;
}

/* Text with a line end before its last byte, as only an unbracketed paste brings it in one read. */
static bool is_burst(const struct keys *keys, const char *bytes, size_t n)
{
	bool line_end = false;

	if (keys->burst <= 0 || n < (size_t)keys->burst || keys->state != TYPING ||
		keys->in.len > 0)
		return false;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)bytes[i];
		if (c == '\r' || c == '\n')
			line_end = line_end || i + 1 < n;
		else if ((c < 0x20 && c != '\t') || c == DEL)
			return false;
	}
	return line_end;
}

void keys_feed(struct keys *keys, const char *bytes, size_t n, int64_t now_ms)
{
	if (n == 0)
		return;
	keys_expire(keys, now_ms);
	keys->fed_at = now_ms;
	if (is_burst(keys, bytes, n)) {
		push_paste(keys, bytes, n < KEYS_PASTE_MAX ? n : KEYS_PASTE_MAX);
		return;
	}
	if (keys->tail_armed && keys->in.len == 0 && now_ms - keys->esc_at <= KEYS_TAIL_MS &&
		(bytes[0] == '[' || bytes[0] == 'O')) {
		strbuf_addch(&keys->in, ESC);
		keys->tail = true;
	}
	keys->tail_armed = false;
	strbuf_add(&keys->in, bytes, n);
	decode(keys);
}

void keys_eof(struct keys *keys)
{
	keys->eof = true;
}

bool keys_next(struct keys *keys, int64_t now_ms, struct key *key)
{
	free(keys->given);
	keys->given = NULL;
	*key = (struct key){.kind = KEY_NONE};
	keys_expire(keys, now_ms);
	if (keys->head < keys->queue.n) {
		struct queued *q = vec_at(&keys->queue, keys->head++);
		*key = q->key;
		keys->given = q->text;
		key->text = q->text;
		if (keys->head == keys->queue.n) {
			vec_clear(&keys->queue);
			keys->head = 0;
		}
		return true;
	}
	if (keys->eof && !keys->eof_given) {
		keys->eof_given = true;
		key->kind = KEY_EOF;
		return true;
	}
	return false;
}

int64_t keys_timeout_ms(const struct keys *keys, int64_t now_ms)
{
	if (keys->head < keys->queue.n || (keys->eof && !keys->eof_given))
		return 0;
	int64_t patience = patience_ms(keys);
	if (patience < 0)
		return -1;
	int64_t left = patience - (now_ms - keys->fed_at);
	return left > 0 ? left : 0;
}
