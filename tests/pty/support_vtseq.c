/* support_vtseq.c - see support_vtseq.h. */
#include "pty/support_vtseq.h"

#include <stdio.h>
#include <string.h>

static bool is_final(unsigned char c)
{
	return c >= 0x40 && c <= 0x7e;
}

/* Behind ESC [: parameters, intermediates, one final byte. */
static size_t csi_end(const unsigned char *b, size_t n, size_t at, bool *broken)
{
	while (at < n && b[at] >= 0x20 && b[at] <= 0x3f)
		at++;
	*broken = at >= n || !is_final(b[at]);
	return *broken ? at : at + 1;
}

/* A string runs to ST (ESC \), OSC to BEL as well. */
static size_t string_end(const unsigned char *b, size_t n, size_t at, bool bell, bool *broken)
{
	for (; at < n; at++) {
		if (bell && b[at] == 0x07)
			return at + 1;
		if (b[at] == 0x1b && at + 1 < n && b[at + 1] == '\\')
			return at + 2;
		if (b[at] == 0x1b || b[at] == 0x18 || b[at] == 0x1a)
			break;
	}
	*broken = true;
	return at;
}

static size_t escape_end(const unsigned char *b, size_t n, size_t at, bool *broken)
{
	while (at < n && b[at] >= 0x20 && b[at] <= 0x2f)
		at++;
	*broken = at >= n || b[at] < 0x30 || b[at] > 0x7e;
	return *broken ? at : at + 1;
}

static enum vtseq_kind kind_of(unsigned char second)
{
	switch (second) {
	case '[': return VTSEQ_CSI;
	case ']': return VTSEQ_OSC;
	case 'P': return VTSEQ_DCS;
	case '_': return VTSEQ_APC;
	case '^': return VTSEQ_PM;
	case 'X': return VTSEQ_SOS;
	}
	return VTSEQ_ESC;
}

static bool is_c1(const unsigned char *b, size_t n, size_t at)
{
	return b[at] == 0xc2 && at + 1 < n && b[at + 1] >= 0x80 && b[at + 1] <= 0x9f;
}

static bool is_text(const unsigned char *b, size_t n, size_t at)
{
	return b[at] >= 0x20 && b[at] != 0x7f && !is_c1(b, n, at);
}

bool vtseq_next(const char *bytes, size_t n, size_t *at, struct vtseq *out)
{
	const unsigned char *b = (const unsigned char *)bytes;
	bool broken = false;
	size_t i = *at;

	if (i >= n)
		return false;
	out->at = i;
	if (is_text(b, n, i)) {
		out->kind = VTSEQ_TEXT;
		while (i < n && is_text(b, n, i))
			i++;
	} else if (b[i] != 0x1b) {
		out->kind = VTSEQ_CONTROL;
		i += is_c1(b, n, i) ? 2 : 1;
	} else {
		out->kind = i + 1 < n ? kind_of(b[i + 1]) : VTSEQ_BROKEN;
		if (out->kind == VTSEQ_CSI)
			i = csi_end(b, n, i + 2, &broken);
		else if (out->kind >= VTSEQ_OSC && out->kind < VTSEQ_BROKEN)
			i = string_end(b, n, i + 2, out->kind == VTSEQ_OSC, &broken);
		else
			i = escape_end(b, n, i + 1, &broken);
		if (broken)
			out->kind = VTSEQ_BROKEN;
	}
	out->len = i - out->at;
	*at = i;
	return true;
}

size_t vtseq_count(const char *bytes, size_t n, enum vtseq_kind kind)
{
	struct vtseq seq;
	size_t count = 0;
	for (size_t at = 0; vtseq_next(bytes, n, &at, &seq);)
		count += seq.kind == kind;
	return count;
}

/* Names for people: ESC, BEL and hexadecimal for the rest of what does not print. */
static const char *readable(const char *seq, size_t len)
{
	static char text[256];
	size_t used = 0;
	for (size_t i = 0; i < len && used < sizeof(text) - 8; i++) {
		unsigned char c = (unsigned char)seq[i];
		int more;
		if (c == 0x1b)
			more = snprintf(text + used, sizeof(text) - used, "ESC ");
		else if (c == 0x07)
			more = snprintf(text + used, sizeof(text) - used, " BEL");
		else if (c < 0x20 || c >= 0x7f)
			more = snprintf(text + used, sizeof(text) - used, "<%02x>", c);
		else
			more = snprintf(text + used, sizeof(text) - used, "%c", c);
		used += (size_t)more;
	}
	text[used] = '\0';
	return text;
}

const char *vtseq_first_refused(const char *bytes, size_t n,
	bool (*allowed)(enum vtseq_kind kind, const char *seq, size_t len))
{
	struct vtseq seq;
	for (size_t at = 0; vtseq_next(bytes, n, &at, &seq);)
		if (seq.kind != VTSEQ_TEXT && !allowed(seq.kind, bytes + seq.at, seq.len))
			return readable(bytes + seq.at, seq.len);
	return NULL;
}

/* The private modes a screen needs: cursor keys, columns' wrap, cursor shape and sight, blinking,
 * mouse, alternate screen, paste, focus, synchronised output, meta. */
static bool private_mode_is_known(const char *seq, size_t len)
{
	static const char *const known[] = {"1", "3", "4", "5", "7", "12", "25", "47", "1000",
		"1002", "1003", "1004", "1006", "1034", "1049", "2004", "2026"};
	for (size_t k = 0; k < sizeof(known) / sizeof(known[0]); k++)
		if (strlen(known[k]) == len && memcmp(known[k], seq, len) == 0)
			return true;
	return false;
}

static bool private_modes_are_known(const char *seq, size_t len)
{
	size_t from = 3;
	for (size_t i = 3; i < len; i++) {
		if (seq[i] != ';' && i + 1 != len)
			continue;
		if (!private_mode_is_known(seq + from, i - from))
			return false;
		from = i + 1;
	}
	return true;
}

/* Moving, erasing, inserting, scrolling, colours, margins. Not: n and c (questions), t (window),
 * i (printer). CSI 22;0;0t and 23;0;0t keep the titles as they were and are part of xterm's smcup; with
 * 22;2t and 23;2t carrel keeps the one of the window, which it sets. */
static bool csi_is_known(const char *seq, size_t len)
{
	char last = seq[len - 1];
	if (len > 3 && seq[2] == '?' && (last == 'h' || last == 'l'))
		return private_modes_are_known(seq, len);
	if (len == 4 && memcmp(seq, "\033[6n", 4) == 0) /* how wide was that line? */
		return true;
	if (len == 9 && memcmp(seq, "\033[?2026$p", 9) == 0) /* may frames be held back? */
		return true;
	if (len > 2 && seq[2] == '?') /* else only the cursor's shape on Linux's own console */
		return len == 5 && last == 'c' && strchr("018", seq[3]);
	if (len == 7 && (memcmp(seq, "\033[22;2t", 7) == 0 || memcmp(seq, "\033[23;2t", 7) == 0))
		return true;
	if (last == 't')
		return len == 9 &&
			(memcmp(seq, "\033[22;0;0t", 9) == 0 ||
				memcmp(seq, "\033[23;0;0t", 9) == 0);
	if (last == 'p')
		return len == 4 && seq[2] == '!';
	return strchr("ABCDEFGHIJKLMPSTXZ@`bdefghlmr", last) != NULL;
}

bool vtseq_allowed_for_screens(enum vtseq_kind kind, const char *seq, size_t len)
{
	switch (kind) {
	case VTSEQ_TEXT: return true;
	case VTSEQ_CONTROL: return len == 1 && strchr("\a\b\t\n\r\016\017", seq[0]) && seq[0];
	case VTSEQ_ESC:
		/* Character sets (and xterm's own pairs), cursor kept, keypad, reverse index. */
		return (len == 3 && strchr("()*+", seq[1])) ||
			(len == 2 && strchr("78=>MDEH", seq[1]));
	case VTSEQ_CSI: return csi_is_known(seq, len);
	case VTSEQ_OSC:
	case VTSEQ_DCS:
	case VTSEQ_APC:
	case VTSEQ_PM:
	case VTSEQ_SOS:
	case VTSEQ_BROKEN:
	case VTSEQ_KINDS: break;
	}
	return false;
}

bool vtseq_mode_left_on(const char *bytes, size_t n, const char *mode)
{
	struct vtseq seq;
	bool on = false;
	size_t len = strlen(mode);
	for (size_t at = 0; vtseq_next(bytes, n, &at, &seq);) {
		if (seq.kind != VTSEQ_CSI || seq.len != len + 3)
			continue;
		if (memcmp(bytes + seq.at + 2, mode, len) != 0)
			continue;
		char last = bytes[seq.at + seq.len - 1];
		if (last == 'h' || last == 'l')
			on = last == 'h';
	}
	return on;
}
