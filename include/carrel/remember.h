/* remember.h - what consoles on this machine remember of a person: sizes of panes, commands used
 * last, theme, mouse. Comforts, nothing of the centre's: losing the file loses no work.
 *
 * One file of the Unix user, carrel-console/1, $XDG_STATE_HOME/carrel/console.yaml:
 *	people:
 *	  "ana":
 *	    "theme": "dark"
 *	    "size.agent.medium.history": "3"
 * Several consoles may write it: each replaces the rows of its own person only. */
#ifndef CARREL_REMEMBER_H
#define CARREL_REMEMBER_H

#include "carrel/err.h"

#include <stdbool.h>

enum { REMEMBER_RECENT = 5 };

struct remember; /* opaque */

/* kept false: nothing is read or written (scripts must not depend on what was done before). */
struct remember *remember_new(bool kept);
void remember_free(struct remember **r); /* saves nothing */
/* From now on it is about this person ("" before sign-on); what is known of them is read. Unsaved
 * rows of the one before are dropped. A file that cannot be read is as none. What was set before
 * anybody signed on counts for everybody who has set nothing else. */
void remember_person(struct remember *r, const char *person);
const char *remember_get(const struct remember *r, const char *key); /* NULL; until the next set */
void remember_set(struct remember *r, const char *key, const char *value); /* NULL: forget it */
bool remember_changed(const struct remember *r); /* since the last reading or saving */
enum rc remember_save(struct remember *r, struct err *err) WARN_UNUSED;

/* The commands used last from the palette, the newest first. */
const char *remember_recent(const struct remember *r, int i); /* NULL: fewer; until the next call */
void remember_use(struct remember *r, const char *command);

/* Whether this Unix user has not seen the tour yet, and can be told apart from one who has.
 * CARREL_TOUR=never: has no need to. */
bool remember_tour_due(void);
void remember_tour_done(void);

#endif
