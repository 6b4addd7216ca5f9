/* term_frame.h - a frame that reaches the terminal in one write, between the two marks of synchronized
 * output (mode 2026): a terminal that knows it shows the frame at once or not at all. */
#ifndef CARREL_TUI_TERM_FRAME_H
#define CARREL_TUI_TERM_FRAME_H

#include <stdbool.h>

/* Zeroed to begin with. */
struct term_frame {
	int fd; /* where a frame waits; 0: none yet, -1: there is no such place */
};

/* Whatever is written to the descriptor `out` from now on is held back. False: it is not. */
bool term_frame_hold(struct term_frame *frame, int out);
/* Lets `out` write to the terminal again and sends what was held back. False: the next frame cannot be
 * trusted to begin empty. */
bool term_frame_send(struct term_frame *frame, int out, int terminal);
void term_frame_fini(struct term_frame *frame);

#endif
