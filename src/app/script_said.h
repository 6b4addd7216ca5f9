/* script_said.h - a message of the program on a screen, in whatever language it is. */
#ifndef CARREL_SCRIPT_SAID_H
#define CARREL_SCRIPT_SAID_H

#include "carrel/err.h"

#include <stdbool.h>

/* `said` is the English text of a message, then " | " before each value of its blanks, in the order
 * of the English text; none, or "*" in it, stands for anything. A value that is a message itself is
 * in its language, too. "one || many" is a message with a plural: the first number
 * decides. How the screen breaks and frames its lines does not count.
 * RC_INVALID: the language in use has a catalogue, and this message is not in it. */
enum rc script_said(const char *said, const char *screen, bool *there, struct err *err) WARN_UNUSED;

#endif
