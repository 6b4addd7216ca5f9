/* drafts.h - the local journal of what is being typed: on disk within a second, back after a crash.
 *
 * One small file a draft in $XDG_STATE_HOME/carrel/drafts/, named after the store, the person and
 * what the draft belongs to; replaced whole (written aside, synced, renamed), mode 0600. Card
 * numbers are masked before anything is written. */
#ifndef CARREL_DRAFTS_H
#define CARREL_DRAFTS_H

#include "carrel/err.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct drafts; /* opaque */

struct drafts *drafts_new(const char *store_address, const char *login);
void drafts_free(struct drafts **drafts);
/* An empty text removes the draft. */
enum rc drafts_put(struct drafts *drafts, const char *key, const char *text, size_t n,
	struct err *err) WARN_UNUSED;
/* RC_NOTFOUND: none. *saved_at may be NULL. */
enum rc drafts_get(struct drafts *drafts, const char *key, struct arena *a, const char **text,
	int64_t *saved_at, struct err *err) WARN_UNUSED;
/* Every person's drafts of that store: it was made anew, and what they were about is gone. */
void drafts_drop_all(const char *store_address);
void drafts_drop(struct drafts *drafts, const char *key);

#endif
