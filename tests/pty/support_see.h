/* support_see.h - what a test of a console insists on. The screen goes to the log whole: a message of
 * Check has less room than a wide screen. */
#ifndef TESTS_PTY_SUPPORT_SEE_H
#define TESTS_PTY_SUPPORT_SEE_H

#include "pty/support_centre.h"

struct pty;

enum { LONG_MS = 8000 }; /* nobody waits that long unless something is wrong */

/* A command in a shell that has to succeed; the words end with NULL. */
void must_run(struct centre *c, const char *word, ...) __attribute__((sentinel));
/* Brings the rows into the store: customers, cases, as `carrel import KIND` takes them. */
void must_import(struct centre *c, const char *kind, const char *rows);
/* what: said when it does not hold, with the screen. */
void require(bool holds, struct pty *at, const char *what);
void must_see(struct pty *at, const char *text);
void must_not_see(struct pty *at, const char *text); /* any more */
void must_press(struct pty *at, const char *keys);

#endif
