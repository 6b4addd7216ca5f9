/* term_signal.h - what must happen to the terminal when the process is told to end.
 *
 * Knows descriptors, saved settings and prepared bytes, nothing of curses: everything a handler
 * touches was made ready before the first byte was drawn. One terminal at a time. */
#ifndef CARREL_TUI_TERM_SIGNAL_H
#define CARREL_TUI_TERM_SIGNAL_H

#include "carrel/err.h"
#include "carrel/keys.h"

struct term_reset {
	const char *sgr0, *rmkx, *cnorm, *rmcup; /* terminfo strings, NULL absent; copied */
};

/* Saves the settings of fd_in and installs the handlers; restoring uses plain ANSI until
 * term_signal_prepare has told what this terminal takes. */
enum rc term_signal_begin(int fd_in, int fd_out, struct err *err) WARN_UNUSED;
void term_signal_prepare(const struct term_reset *reset);
/* Gives settings and handlers back; after it term_emergency_restore does nothing. */
void term_signal_end(void);
/* Readable when there are keys or a notice. */
int term_signal_fd(void);
void term_signal_notices(struct keys *keys); /* pushes KEY_RESIZE, KEY_EOF */
void term_signal_unwatch(int fd_in);         /* hung up: must not wake anyone again */
/* What has to be sent as well from now on; once for each, a literal. */
void term_signal_undo(const char *seq);

#endif
