/* plain.h - the console as lines: for screen readers, braille and terminals that can do no more.
 *
 * A question, an answer: nothing is drawn, nothing moves, no byte below a blank but the newline
 * leaves. What can be chosen has numbers; what changes meanwhile is said in one line before the next
 * prompt, never inside a line being typed. Every command of the console is reached; those that move
 * panes read them out or say why there is nothing to move. */
#ifndef CARREL_PLAIN_H
#define CARREL_PLAIN_H

#include "carrel/err.h"

#include <stdbool.h>

struct console;
struct plain; /* opaque */

/* Standard input and output, until quit or the end of input. con has a null terminal. */
enum rc plain_run(struct console *con, struct err *err);
/* A window wants to open: says what it shows, with its choices in numbers. False: it has to open, and
 * is read when it has (those of practice). arg as console_popup() has it for that window. */
bool plain_window(struct plain *plain, const char *name, const void *arg);
/* Whether lines have words for that window: every one in views.def has to. */
bool plain_knows_window(const char *name);

#endif
