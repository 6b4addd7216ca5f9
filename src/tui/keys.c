/* keys.c - the decoder: bytes in, keys out.
 *
 * Bytes are decoded as soon as they are fed, so that the silence between two feeds can be judged
 * even if nobody asked for keys in between. What cannot be decided yet stays in `in`; keys_expire()
 * decides it once it has been silent long enough. keys_sequence.c knows what the bytes mean. */
#include "carrel/keys.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "carrel/vec.h"
#include "tui/keys_sequence.h"
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
	bool synchronized;
	bool width_asked;
	int width;
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

static void paste_open(struct keys *keys)
{
	keys->state = PASTING;
	keys->paste_end = 0;
	strbuf_reset(&keys->paste);
}

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

static size_t decode_one(struct keys *keys, char *s, size_t n)
{
	struct sequence sequence;

	switch (keys->state) {
	case IN_STRING: return skip_string(keys, s, n);
	case SKIPPING: return skip_csi(keys, s, n);
	case PASTING: paste_add(keys, s, n); return n;
	case TYPING: break;
	}
	size_t used = sequence_parse(s, n, keys->tail, &sequence);
	if (sequence.key.kind != KEY_NONE)
		keys_push(keys, &sequence.key);
	if (keys->width_asked && sequence.column > 0) {
		keys->width_asked = false;
		keys->width = sequence.column == 3 ? 2 : 1;
	}
	keys->synchronized = keys->synchronized || sequence.synchronized;
	if (sequence.opens == SEQUENCE_PASTE)
		paste_open(keys);
	else if (sequence.opens == SEQUENCE_STRING)
		keys->state = IN_STRING;
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

void keys_ask_width(struct keys *keys)
{
	keys->width_asked = true;
}

int keys_width(const struct keys *keys)
{
	return keys->width;
}

bool keys_synchronized(const struct keys *keys)
{
	return keys->synchronized;
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
