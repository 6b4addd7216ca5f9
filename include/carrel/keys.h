/* keys.h - bytes of a terminal become keys.
 *
 * Decoded here and not by terminfo, because PuTTY, the Linux console, rxvt, screen, tmux and the
 * DEC terminals send what TERM does not promise, and because a digit that is left over from a
 * sequence nobody knew would be an outcome key. Unknown CSI, SS3, OSC, DCS, APC, PM and SOS
 * sequences are swallowed whole; a terminal's replies are never keys.
 *
 * Mouse: only SGR reports (mode 1006), and of those only a press of the left button and the wheel;
 * releases, movements and other buttons are swallowed.
 *
 * Time: bytes carry the moment they were read (clock_mono_ms). A lone ESC is the Esc key after
 * KEYS_ESC_MS; when the tail of a key ("[11~") follows within KEYS_TAIL_MS it is taken as that key,
 * never as typing. ESC and a character in one go is Alt and that character.
 *
 * Paste: between ESC[200~ and ESC[201~ everything is text, newlines included, and comes as one
 * KEY_PASTE. An end marker inside the text cannot end it: the paste ends at the LAST end marker
 * before KEYS_PASTE_QUIET_MS of silence, so what a page hid behind a forged marker stays text.
 * Bytes behind the last marker are keys. Without an end marker the paste is delivered after
 * KEYS_PASTE_LOST_MS of silence. A terminal without bracketed paste: see keys_set_burst(). */
#ifndef CARREL_KEYS_H
#define CARREL_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_kind {
	KEY_NONE,
	KEY_CHAR, /* rune; with CONTROL the lower-case letter */
	KEY_F1,
	KEY_F2,
	KEY_F3,
	KEY_F4,
	KEY_F5,
	KEY_F6,
	KEY_F7,
	KEY_F8,
	KEY_F9,
	KEY_F10,
	KEY_F11,
	KEY_F12,
	KEY_UP,
	KEY_DOWN,
	KEY_LEFT,
	KEY_RIGHT,
	KEY_HOME,
	KEY_END,
	KEY_PGUP,
	KEY_PGDN,
	KEY_INS,
	KEY_DEL,
	KEY_BACKSPACE,
	KEY_TAB,
	KEY_BTAB, /* Shift-Tab */
	KEY_ENTER,
	KEY_ESC,
	KEY_PASTE,  /* text, len */
	KEY_MOUSE,  /* mouse, row, col */
	KEY_RESIZE, /* the terminal has another size */
	KEY_EOF,    /* the terminal is gone: end */
};

enum key_mod { KEY_MOD_SHIFT = 1, KEY_MOD_ALT = 2, KEY_MOD_CTRL = 4 };

enum key_mouse { KEY_MOUSE_CLICK, KEY_MOUSE_WHEEL_UP, KEY_MOUSE_WHEEL_DOWN };

enum {
	KEYS_ESC_MS = 25,
	KEYS_TAIL_MS = 300,
	KEYS_PARTIAL_MS = 1000, /* a begun sequence is forgotten after that much silence */
	KEYS_PASTE_QUIET_MS = 100,
	KEYS_PASTE_LOST_MS = 1000,
	KEYS_PASTE_MAX = 1024 * 1024, /* bytes; the rest of a longer paste is dropped */
	KEYS_BURST_CHARS = 32,
};

struct key {
	enum key_kind kind;
	uint32_t rune; /* KEY_CHAR: never a control character */
	unsigned mods; /* enum key_mod, or-ed */
	const char
		*text; /* KEY_PASTE: raw bytes, may hold anything; valid until the next keys_next */
	size_t len;
	enum key_mouse mouse; /* KEY_MOUSE */
	int row, col;         /* KEY_MOUSE: from 0 */
};

struct keys; /* opaque: one decoder */

struct keys *keys_new(void);
void keys_free(struct keys **keys);
void keys_feed(struct keys *keys, const char *bytes, size_t n, int64_t now_ms);
void keys_eof(struct keys *keys);                         /* KEY_EOF after what is queued */
void keys_push(struct keys *keys, const struct key *key); /* for resize, scripts; text is copied */
/* The next key, or false: nothing (yet). */
bool keys_next(struct keys *keys, int64_t now_ms, struct key *key);
/* When to call keys_next again though nothing was read: milliseconds from now, -1 not needed. */
int64_t keys_timeout_ms(const struct keys *keys, int64_t now_ms);
/* Terminals without bracketed paste: one read of at least min_chars bytes of plain text with a
 * newline before its end cannot have been typed (5 ms a key) and becomes a KEY_PASTE. 0: never.
 * A shorter burst stays keys, because that is what type-ahead looks like. */
void keys_set_burst(struct keys *keys, int min_chars);
/* A sign of doubtful width was written in the first column and the terminal was asked for its cursor:
 * the next report tells how many cells the sign took. */
void keys_ask_width(struct keys *keys);
/* 1 or 2; 0: not asked, or no answer yet. */
int keys_width(const struct keys *keys);
/* The terminal answered (DECRPM) that it holds back drawing in mode 2026. */
bool keys_synchronized(const struct keys *keys);

enum { KEY_NAME_MAX = 32 };
/* "F2" "Ctrl-R" "Alt-2" "Enter" "Shift-Tab" "Space" "é"; out is always terminated. */
void key_words(const struct key *key, char out[KEY_NAME_MAX]);
/* The reverse, case of names ignored ("ctrl-r"); false: no such key. */
bool key_parse(const char *name, struct key *key);
bool key_equal(const struct key *a, const struct key *b); /* kind, rune and mods */
/* Is it this plain character? For widgets; ignores Shift. */
bool key_is_char(const struct key *key, uint32_t rune);
/* The bytes an xterm would send: for scripts and pty tests. Returns their number, 0 unknown. */
size_t key_bytes(const struct key *key, char out[KEY_NAME_MAX]);

#endif
