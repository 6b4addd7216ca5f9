/* change_settle.c - what became of a change set whose link broke inside COMMIT.
 *
 * Nobody can tell from this end whether the word arrived; the store can, over a new link, by the key
 * that the set was given before. The old transaction may still be on its way, in a server that has
 * not noticed yet: until it has ended it holds the head of its chain, so that head is waited for
 * first. After that the set is there or never will be, and doing the act again is safe. */
#include "store/change_private.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"

#include <time.h>

/* A new link is tried once a second (postgres_link.c); longer than this nobody waits at a key. */
enum { TRIES = 3, PAUSE_MS = 1050 };

static enum rc look(struct store *s, const struct change_key *key, bool *there, struct err *err)
{
	struct arena *a = arena_new();
	int64_t seq;
	enum rc rc = db_begin(s->db, DB_WRITE, err);
	if (rc == RC_OK)
		rc = chain_wait(s, key->chain, a, err);
	if (rc == RC_OK) {
		rc = stmt_one_int(s->db, STMT_CHANGE_BY_KEY, &seq, err, db_int(key->seq),
			db_blob(key->hash, SHA256_BYTES));
		*there = rc == RC_OK;
		if (rc == RC_NOTFOUND)
			rc = RC_OK;
	}
	db_rollback(s->db);
	arena_free(&a);
	return rc;
}

enum rc change_settle(struct store *s, const struct change_key *key, struct err *err)
{
	const struct timespec pause = {
		.tv_sec = PAUSE_MS / 1000, .tv_nsec = PAUSE_MS % 1000 * 1000000L};
	for (int i = 0; i < TRIES; i++) {
		struct err ignored = {0};
		bool there = false;
		if (i > 0)
			nanosleep(&pause, NULL);
		if (look(s, key, &there, &ignored) != RC_OK)
			continue;
		if (there)
			return RC_OK;
		return err_set(err, RC_IO,
			_("The link to the database is broken: nothing was saved. Try again in a "
			  "moment"));
	}
	return RC_UNKNOWN;
}
