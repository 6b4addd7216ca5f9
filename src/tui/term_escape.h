/* term_escape.h - what carrel says to a terminal itself, in escape sequences, beside what curses draws:
 * the bell, the mouse, the title, the clipboard, bracketed paste, and questions. Knows a descriptor,
 * nothing of curses. */
#ifndef CARREL_TUI_TERM_ESCAPE_H
#define CARREL_TUI_TERM_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

struct term_escape {
	int fd;   /* of the terminal, borrowed */
	bool osc; /* takes titles and OSC 52 */
	bool titled, mouse;
};

/* Writes it all, or as much as a terminal that goes away takes. */
void term_escape_write(int fd, const char *s, size_t n);

/* Whether a terminal of that TERM takes titles and OSC 52; others would show them as text. */
bool term_escape_osc(const char *name);

void term_escape_begin(struct term_escape *e); /* pastes come in brackets from now on */
void term_escape_end(struct term_escape *e);   /* everything as it was */

/* Does it show a frame at once (mode 2026), how wide is a line of a frame? The answers come with the
 * keys, or never. */
void term_escape_ask_frames(const struct term_escape *e);
void term_escape_ask_width(const struct term_escape *e);

void term_escape_bell(const struct term_escape *e);
void term_escape_mouse(struct term_escape *e, bool on);
void term_escape_title(struct term_escape *e, const char *words); /* cleaned first, as the next */
void term_escape_copy(const struct term_escape *e, const char *text, size_t n);

#endif
