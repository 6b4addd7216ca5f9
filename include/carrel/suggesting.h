/* suggesting.h - the suggestions of a console: filled from library and store in slices, kept up to
 * date with what colleagues send, asked when the list of texts opens.
 *
 * What is learnt, and what a reason counts, are the newest 2,000 uses; undone ones count until the
 * console ends. About 4 MB in memory, only in consoles that had something in hand.
 *
 * Nothing here is needed to work: until the first slices are in, ranking knows less. */
#ifndef CARREL_SUGGESTING_H
#define CARREL_SUGGESTING_H

#include "carrel/suggest.h"

#include <stdbool.h>

struct app;
struct desk;
struct suggesting; /* opaque */

struct suggesting *suggesting_new(struct app *app);
void suggesting_free(struct suggesting **s);

/* One slice (about a millisecond) of what is still to be read: texts of the library, then uses,
 * newest first, then what was used since. True while there is more: the loop calls it when idle. */
bool suggesting_step(struct suggesting *s);
bool suggesting_waits(const struct suggesting *s); /* there is something to read */
/* The library changed: the next steps look again. What was used since is read at every question. */
void suggesting_stale(struct suggesting *s);

/* For the work in hand on this desk; nothing in hand: by use alone. Hits and their words live in
 * the arena. Bounded by the words of the case, not by the store. */
size_t suggesting_for_desk(struct suggesting *s, const struct desk *desk, size_t limit,
	struct arena *a, struct suggest_hit **hits);

#endif
