/* drafts.h - the local journal of what is being typed: on disk within a second, back after a crash.
 *
 * One small file a draft in $XDG_STATE_HOME/carrel/drafts/, named after the store, the person and
 * what the draft belongs to; replaced whole (written aside, synced, renamed), mode 0600. Card
 * numbers are masked before anything is written.
 *
 * Two consoles of one person never write the same file: the second one takes the next place (see
 * drafts_begin), and its drafts have their own names. What a console left behind that is not running any
 * more comes back to whoever asks for that key.
 *
 * Versions: before a draft is emptied, or loses much of its text at once, or once a minute while it
 * is written on, what stood there is kept beside it; of each draft the newest ten. drafts_drop() is
 * for a note that is in the store, and takes its versions along. A key that begins with "texts:" is what
 * stands beside another draft and nobody typed: it has no versions and is not listed. */
#ifndef CARREL_DRAFTS_H
#define CARREL_DRAFTS_H

#include "carrel/err.h"

#include <stdbool.h>
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

enum { DRAFT_VERSIONS = 10 };
struct draft_info {
	const char *name; /* for drafts_read */
	const char *key;  /* as a file name has it: "item-12" */
	const char *text; /* whole */
	int64_t at;
	bool version; /* an earlier state, not the draft itself */
};
/* Of this person at this store, the newest first. */
void drafts_list(const struct drafts *drafts, struct arena *a, struct draft_info **out, size_t *n);
/* One of them by its name; RC_NOTFOUND with a sentence. */
enum rc drafts_read(const struct drafts *drafts, const char *name, struct arena *a,
	struct draft_info *out, struct err *err) WARN_UNUSED;

/* A console begins to write drafts: true if the last one of this person did not come to its end
 * (kill -9, power). drafts_end() is that end. */
bool drafts_begin(struct drafts *drafts);
void drafts_end(struct drafts *drafts);
/* Which of this person's running consoles it is: 1 the first; before drafts_begin() too. */
int drafts_place(const struct drafts *drafts);

#endif
