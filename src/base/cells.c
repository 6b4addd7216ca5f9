/* What is allowed, beyond the table of cells_tables.h:
 *   - Hangul vowels and finals are drawn only when they compose with the consonant before them
 *     into a syllable; alone, terminals give them 0 or 1 cell.
 *   - A regional indicator is drawn as its plain letter: a pair is a flag of 2 cells on some
 *     terminals and two letters on others.
 *   - An emoji modifier, variation selector or joiner is dropped after a base for which it has a
 *     use (an emoji, a symbol, the scripts from Arabic on), else it shows as a mark, so that
 *     "pass<joiner>word" does not read as "password".
 *   - Marks beyond four, and marks that have no base, show as one mark for the whole run. */
#include "carrel/cells.h"

#include "carrel/strbuf.h"
#include "carrel/utf8.h"

#include <string.h>

enum cells_kind { CELLS_DENIED, N, W, M, S }; /* one letter each keeps the table readable */

struct cells_range {
	uint32_t first;
	uint32_t last : 24, kind : 8;
};

#include "cells_tables.h"

enum {
	PICTURE_FIRST = 0x2400,
	PICTURE_DELETE = 0x2421,
	PICTURE_NEWLINE = 0x2424,
	MIDDLE_DOT = 0x00B7,
	TABLE_FIRST = 0x0300,
	SCRIPTS_WITH_JOINERS = 0x0600, /* Arabic and what follows it */
	ZWNJ = 0x200C,
	ZWJ = 0x200D,
	SELECTOR_FIRST = 0xFE00,
	SELECTOR_LAST = 0xFE0F,
	TONE_FIRST = 0x1F3FB,
	TONE_LAST = 0x1F3FF,
	FLAG_FIRST = 0x1F1E6,
	FLAG_LAST = 0x1F1FF,
	TAB_CELLS = 8,
};

enum {
	L_FIRST = 0x1100,
	L_COUNT = 19,
	V_FIRST = 0x1161,
	V_COUNT = 21,
	T_BASE = 0x11A7,
	T_COUNT = 28
};
enum { SYLLABLE_FIRST = 0xAC00 };

static bool ascii_marks;

void cells_ascii_marks(bool ascii)
{
	ascii_marks = ascii;
}

static enum cells_kind kind_of(uint32_t rune)
{
	if (rune < TABLE_FIRST) { /* Latin: dense, and by far the most frequent */
		if (rune == ' ' || rune == 0xA0)
			return S;
		bool drawn = (rune > ' ' && rune < 0x7F) || (rune > 0xA0 && rune != 0xAD);
		return drawn ? N : CELLS_DENIED;
	}
	size_t low = 0, high = sizeof(cells_ranges) / sizeof(cells_ranges[0]);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (rune > cells_ranges[middle].last)
			low = middle + 1;
		else if (rune < cells_ranges[middle].first)
			high = middle;
		else
			return (enum cells_kind)cells_ranges[middle].kind;
	}
	return CELLS_DENIED;
}

bool cells_allowed(uint32_t rune)
{
	enum cells_kind kind = kind_of(rune);
	return kind == N || kind == W || kind == S;
}

int cells_rune_width(uint32_t rune)
{
	switch (kind_of(rune)) {
	case CELLS_DENIED: return -1;
	case M: return 0;
	case W: return 2;
	case N:
	case S: break;
	}
	return 1;
}

/* ---- one cluster ---- */

static bool between(uint32_t rune, uint32_t first, uint32_t last)
{
	return rune >= first && rune <= last;
}

static void put(struct cells_cluster *out, uint32_t rune)
{
	char bytes[UTF8_MAX];
	size_t n = utf8_encode(rune, bytes);
	memcpy(out->text + out->len, bytes, n);
	out->len = (unsigned char)(out->len + n);
	out->text[out->len] = '\0';
}

static void put_sign(struct cells_cluster *out, uint32_t rune)
{
	out->replaced = true;
	put(out, rune);
}

/* The visible sign of something that may not be drawn. */
static void put_sign_of(struct cells_cluster *out, uint32_t rune)
{
	if (rune == '\t')
		put(out, ' ');
	else if (rune == '\n')
		put_sign(out, PICTURE_NEWLINE);
	else if (rune < ' ')
		put_sign(out, PICTURE_FIRST + rune);
	else if (rune == 0x7F)
		put_sign(out, PICTURE_DELETE);
	else if (between(rune, FLAG_FIRST, FLAG_LAST))
		put_sign(out, 'A' + (rune - FLAG_FIRST));
	else
		put_sign(out, MIDDLE_DOT);
}

/* Reads the vowel and final that follow a leading consonant; 0 bytes when nothing composes. */
static size_t compose_hangul(const char *s, size_t n, uint32_t *base)
{
	uint32_t rune;
	if (n == 0 || !between(*base, L_FIRST, L_FIRST + L_COUNT - 1))
		return 0;
	size_t used = utf8_decode(s, n, &rune);
	if (!between(rune, V_FIRST, V_FIRST + V_COUNT - 1))
		return 0;
	*base = SYLLABLE_FIRST + ((*base - L_FIRST) * V_COUNT + (rune - V_FIRST)) * T_COUNT;
	if (used == n)
		return used;
	size_t more = utf8_decode(s + used, n - used, &rune);
	if (!between(rune, T_BASE + 1, T_BASE + T_COUNT - 1))
		return used;
	*base += rune - T_BASE;
	return used + more;
}

static bool has_no_cell(uint32_t rune)
{
	return rune == ZWJ || rune == ZWNJ || between(rune, SELECTOR_FIRST, SELECTOR_LAST) ||
		between(rune, TONE_FIRST, TONE_LAST);
}

static bool may_lose_followers(uint32_t base)
{
	return base >= SCRIPTS_WITH_JOINERS || between(base, '0', '9') || base == '#' ||
		base == '*' || base == 0xA9 || base == 0xAE;
}

/* Adds the marks that follow the base; returns the bytes used. */
static size_t take_followers(const char *s, size_t n, uint32_t base, struct cells_cluster *out)
{
	size_t i = 0;
	for (int marks = 0; i < n;) {
		if ((unsigned char)s[i] < 0x80)
			break;
		uint32_t rune;
		size_t len = utf8_decode(s + i, n - i, &rune);
		if (has_no_cell(rune)) {
			if (!may_lose_followers(base))
				break;
		} else if (marks < CELLS_MARKS_MAX && kind_of(rune) == M) {
			put(out, rune);
			marks++;
		} else {
			break;
		}
		i += len;
	}
	return i;
}

/* A run of marks without a base, or beyond what a base may carry: one sign for all. */
static size_t skip_marks(const char *s, size_t n)
{
	size_t i = 0;
	while (i < n) {
		uint32_t rune;
		size_t len = utf8_decode(s + i, n - i, &rune);
		if (kind_of(rune) != M)
			break;
		i += len;
	}
	return i;
}

static size_t next_slow(const char *s, size_t n, struct cells_cluster *out)
{
	uint32_t base;
	size_t used = utf8_decode(s, n, &base);
	*out = (struct cells_cluster){.width = 1};
	if (base == RUNE_REPLACEMENT) {
		put(out, base);
		out->replaced = used == 1;
		return used;
	}
	used += compose_hangul(s + used, n - used, &base);
	enum cells_kind kind = kind_of(base);
	if (kind == M) {
		put_sign(out, MIDDLE_DOT);
		return used + skip_marks(s + used, n - used);
	}
	if (kind == CELLS_DENIED) {
		put_sign_of(out, base);
		return used;
	}
	out->width = kind == W ? 2 : 1;
	put(out, kind == S ? ' ' : base);
	return used + take_followers(s + used, n - used, base, out);
}

static bool is_plain(char c)
{
	return c >= ' ' && c < 0x7F;
}

size_t cells_next(const char *s, size_t n, struct cells_cluster *out)
{
	/* An ASCII letter followed by ASCII cannot be anything but itself. */
	if (is_plain(s[0]) && (n == 1 || (unsigned char)s[1] < 0x80)) {
		out->text[0] = s[0];
		out->text[1] = '\0';
		out->len = 1;
		out->width = 1;
		out->replaced = false;
		return 1;
	}
	return next_slow(s, n, out);
}

/* ---- runs ---- */

size_t cells_plain_run(const char *s, size_t n)
{
	size_t i = 0;
	while (i < n && is_plain(s[i]))
		i++;
	return i > 0 && i < n && (unsigned char)s[i] >= 0x80 ? i - 1 : i;
}

size_t cells_fit(const char *s, size_t n, size_t max, size_t *cells_or_null)
{
	size_t i = 0, cells = 0;
	while (i < n) {
		size_t plain = cells_plain_run(s + i, n - i);
		if (plain > max - cells)
			plain = max - cells;
		i += plain;
		cells += plain;
		if (i == n || (plain && cells == max))
			break;
		struct cells_cluster cluster;
		size_t used = cells_next(s + i, n - i, &cluster);
		if (cluster.width > max - cells)
			break;
		i += used;
		cells += cluster.width;
	}
	if (cells_or_null)
		*cells_or_null = cells;
	return i;
}

size_t cells_line(const char *s, size_t n, size_t max)
{
	size_t all = cells_fit(s, n, max, NULL);
	size_t word = all;
	if (all == n)
		return n;
	while (word > 0 && s[word] != ' ')
		word--;
	while (word > 0 && s[word - 1] == ' ')
		word--;
	return word > 0 ? word : all;
}

size_t cells_width(const char *s, size_t n)
{
	size_t cells;
	(void)cells_fit(s, n, SIZE_MAX, &cells);
	return cells;
}

size_t cells_widths(const char *s)
{
	return cells_width(s, strlen(s));
}

static void add_spaces(struct strbuf *out, size_t n)
{
	while (n-- > 0)
		strbuf_addch(out, ' ');
}

void cells_clean(struct strbuf *out, const char *s, size_t n, bool keep_newlines)
{
	size_t column = 0;
	for (size_t i = 0; i < n;) {
		size_t plain = cells_plain_run(s + i, n - i);
		strbuf_add(out, s + i, plain);
		i += plain;
		column += plain;
		if (i == n)
			break;
		if (s[i] == '\t') {
			size_t stop = TAB_CELLS - column % TAB_CELLS;
			add_spaces(out, stop);
			column += stop;
			i++;
		} else if (s[i] == '\n' && keep_newlines) {
			strbuf_addch(out, '\n');
			column = 0;
			i++;
		} else {
			struct cells_cluster cluster;
			i += cells_next(s + i, n - i, &cluster);
			strbuf_add(out, cluster.text, cluster.len);
			column += cluster.width;
		}
	}
}

static void add_clusters(struct strbuf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		struct cells_cluster cluster;
		i += cells_next(s + i, n - i, &cluster);
		strbuf_add(out, cluster.text, cluster.len);
	}
}

void cells_pad(struct strbuf *out, const char *s, size_t width, bool right_align)
{
	size_t n = strlen(s), cells;
	size_t fits = cells_fit(s, n, width, &cells);
	if (fits == n) {
		if (right_align)
			add_spaces(out, width - cells);
		add_clusters(out, s, n);
		if (!right_align)
			add_spaces(out, width - cells);
		return;
	}
	if (width == 0)
		return;
	fits = cells_fit(s, n, width - 1, &cells);
	add_clusters(out, s, fits);
	strbuf_addstr(out, ascii_marks ? "~" : "…");
	add_spaces(out, width - 1 - cells);
}
