/* staged.h - the commands that the canned texts in the note propose to run after them ("then:"):
 * shown before they run, changed or left out by the person, run together by one key.
 *
 * In the order they run: what ends the work in hand (outcome, close, transfer, park) comes last,
 * because what stands behind it would have nothing left to act on. Proposed again, a command stands
 * there once. They belong to the note and go with it. */
#ifndef CARREL_STAGED_H
#define CARREL_STAGED_H

#include "carrel/err.h"

#include <stdbool.h>
#include <stddef.h>

struct console;
struct staged; /* opaque */

void staged_free(struct staged **staged);
void staged_clear(struct staged *staged); /* NULL allowed */
/* *staged NULL: is made. False: it stands there already, or there is no more room. */
bool staged_add(struct staged **staged, const char *command);
size_t staged_count(const struct staged *staged);                      /* NULL: 0 */
const char *staged_at(const struct staged *staged, size_t i);          /* until the next change */
void staged_set(struct staged *staged, size_t i, const char *command); /* blank: leaves it out */
/* Whether the command could run as it stands: it exists. The sentence suggests one that does. */
enum rc staged_check(const char *command, struct err *err) WARN_UNUSED;
/* Runs them in order and takes out those that are done. One that is refused stays with all after
 * it; the console tells why. */
enum rc staged_run(struct console *con);

#endif
