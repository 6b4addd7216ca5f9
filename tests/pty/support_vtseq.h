/* support_vtseq.h - takes terminal output apart, so that a test can say which sequences may occur.
 *
 * After ECMA-48 (5th edition, 1991) and the state machine that xterm follows. UTF-8 text is text;
 * the 8-bit controls (C2 80 .. C2 9F) are counted as controls, for that is what they are. */
#ifndef TESTS_PTY_SUPPORT_VTSEQ_H
#define TESTS_PTY_SUPPORT_VTSEQ_H

#include <stdbool.h>
#include <stddef.h>

enum vtseq_kind {
	VTSEQ_TEXT,    /* printable, a run of it */
	VTSEQ_CONTROL, /* one C0 or C1 byte, or DEL */
	VTSEQ_ESC,     /* ESC and what belongs to it: ESC ( B, ESC 7 */
	VTSEQ_CSI,
	VTSEQ_OSC, /* from here on: strings, up to BEL or ST */
	VTSEQ_DCS,
	VTSEQ_APC,
	VTSEQ_PM,
	VTSEQ_SOS,
	VTSEQ_BROKEN, /* cut off by the end, or by what can not stand in it */
	VTSEQ_KINDS,
};

struct vtseq {
	enum vtseq_kind kind;
	size_t at, len; /* in the bytes given */
};

/* The sequence that begins at *at, which moves behind it. False at the end. */
bool vtseq_next(const char *bytes, size_t n, size_t *at, struct vtseq *out);
/* How many of a kind there are. */
size_t vtseq_count(const char *bytes, size_t n, enum vtseq_kind kind);
/* The first sequence (no text) that allowed() refuses, as printable text ("ESC ] 0;x BEL"); NULL
 * when all are allowed. Valid until the next call. */
const char *vtseq_first_refused(const char *bytes, size_t n,
	bool (*allowed)(enum vtseq_kind kind, const char *seq, size_t len));
/* What a full-screen program over ncurses may send to an xterm-like terminal, and nothing that
 * could reach the title, the clipboard, the printer or the terminal's answers. */
bool vtseq_allowed_for_screens(enum vtseq_kind kind, const char *seq, size_t len);
/* Whether a private mode ("?2004") was left on: the last h or l decides. */
bool vtseq_mode_left_on(const char *bytes, size_t n, const char *mode);

#endif
