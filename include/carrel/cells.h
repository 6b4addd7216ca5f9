/* cells.h - the choke point between text and the terminal.
 *
 * Whatever customers send is data. cells_next() walks a UTF-8 string and yields what may be drawn:
 * clusters made of allow-listed code points, with the width that carrel's own table gives them.
 * It is an allow-list, never a filter of known-bad: control bytes (C0, C1, DEL), bidi controls,
 * zero-width characters, tags, fillers, private use and unassigned code points never come out;
 * each shows as a visible mark so that nothing is silently hidden.
 *   NUL, ESC, other C0, DEL  their picture U+2400..U+2421      C1, bidi, ZW*, tags  U+00B7 "·"
 *   CR U+240D, LF U+2424, TAB to the next multiple of 8 as spaces (cells_next: one space)
 *   a malformed byte U+FFFD                                     at most 4 marks a base
 * Width: 0 for the marks inside a cluster, 2 for East Asian Wide/Fullwidth and emoji presentation,
 * 1 otherwise; a variation selector or joiner is dropped and the base keeps its own width
 * (terminals disagree on VS16 and ZWJ, so no column may depend on them). */
#ifndef CARREL_CELLS_H
#define CARREL_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CELLS_MARKS_MAX = 4,    /* combining marks kept on one base */
	CELLS_CLUSTER_MAX = 20, /* bytes: (1 base + 4 marks) x 4 */
};

struct cells_cluster {
	char text[CELLS_CLUSTER_MAX + 1]; /* clean UTF-8, NUL-terminated, never empty */
	unsigned char len;                /* bytes */
	unsigned char width;              /* 1 or 2 cells */
	bool replaced;                    /* a mark stands for something that may not be drawn */
};

/* Reads one cluster at s (n > 0 bytes left) into *out; returns the bytes used (>= 1). */
size_t cells_next(const char *s, size_t n, struct cells_cluster *out);
/* Bytes of the leading run of printable ASCII that no mark can be joined to: a cell each. */
size_t cells_plain_run(const char *s, size_t n);

size_t cells_width(const char *s, size_t n); /* cells of the whole run as it would be drawn */
size_t cells_widths(const char *s);          /* the same up to the NUL */
/* Bytes of s that fit in max cells, never splitting a cluster; *cells_or_null gets their width. */
size_t cells_fit(const char *s, size_t n, size_t max, size_t *cells_or_null);
/* Bytes of its first line where max cells are all there is: up to the end of a word; one that is too
 * long is cut. Spaces that follow are not worth a line. */
size_t cells_line(const char *s, size_t n, size_t max);
/* True if the code point may be drawn as the base of a cluster. The allow-list itself. */
bool cells_allowed(uint32_t rune);
int cells_rune_width(uint32_t rune); /* 0 combining, 1, 2; -1 not allowed */

struct strbuf;
/* Appends s as it would be drawn: for line output (--plain, shell). Newlines in s become U+2424
 * unless keep_newlines; tabs become spaces up to the next multiple of 8 cells of the line. */
void cells_clean(struct strbuf *out, const char *s, size_t n, bool keep_newlines);
/* Ends a cut with "~" instead of "…" from now on: for a terminal that has no UTF-8. */
void cells_ascii_marks(bool ascii);
/* Appends s cut or padded with spaces to exactly width cells; a cut ends in "…" (or "~" in ASCII). */
void cells_pad(struct strbuf *out, const char *s, size_t width, bool right_align);

#endif
