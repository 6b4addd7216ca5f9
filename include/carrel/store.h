/* store.h - the case store: one API, two engines (SQLite, PostgreSQL), one suite of tests.
 *
 * Rows come back as plain model structs whose strings live in the caller's arena. Every function
 * that writes does so inside a change set (change.h): alone, it opens and commits one; between
 * change_begin() and change_commit() it joins. RC_BUSY and RC_IO leave nothing half done.
 * A handle belongs to one thread. */
#ifndef CARREL_STORE_H
#define CARREL_STORE_H

#include "carrel/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct store; /* opaque */

enum { STORE_SCHEMA = 1 }; /* newest schema this program knows; a newer store is refused */

struct store_options {
	const char *address;   /* path, "sqlite:PATH", "postgres://…" or "postgresql://…" */
	bool create;           /* make it when it is not there (carrel init, demo, practice) */
	bool truncate_journal; /* SQLite: journal: truncate instead of WAL */
	bool scratch;          /* SQLite: a throw-away store (practice, tests): no fsync */
};

/* Opens, checks that it is carrel's, migrates an older schema (after a backup), refuses a newer one.
 * Each refusal is one clear sentence: not a carrel store, newer version, folder not writable,
 * network file system, no such store (with the command that makes one). */
enum rc store_open(
	struct store **out, const struct store_options *options, struct err *err) WARN_UNUSED;
void store_close(struct store **store); /* rolls back what is open; NULL-safe */

const char *store_address(const struct store *store); /* as opened, without a password */
const char *store_engine(const struct store *store);  /* "sqlite" or "postgres" */

/* Who acts: written into every change set from here on. 0 and "" before sign-on. */
void store_set_actor(struct store *store, int64_t agent_id, const char *login);
int64_t store_actor(const struct store *store);
/* Who reads: what is kept in several languages (titles of queues) is shown in this one from here on,
 * a copy. NULL: as it was first written. */
void store_speak(struct store *store, const char *language);

/* Around the reads of a screen that is read again and again: over a network, what was read alike at the
 * last two of them is asked for together. Never changes what is read. */
void store_screen(struct store *store, bool begins);

/* Reads from here on may be given up, because a newer key makes their answer pointless: stop is asked
 * before each statement, and on SQLite about every tenth of a millisecond within one; true ends the
 * read with RC_CANCELLED. Writes are never cut short. NULL: no read may be given up. */
typedef bool store_stop_fn(void *arg);
void store_stop_when(struct store *store, store_stop_fn *stop, void *arg);

/* Somebody else may hold the store: another program's transaction, a backup, a long line of writers. A
 * function then waits, and is RC_BUSY with nothing done when its patience ends: STORE_PATIENCE_MS for each
 * wait, or what store_patience() gives for all that follow together, so that one key freezes a desk once
 * only. Even with nothing left each wait has STORE_PATIENCE_LEAST_MS, more than a healthy store asks for.
 * PostgreSQL: the server's lock_timeout, STORE_PATIENCE_MS for each statement, whatever is left.
 *
 * Meanwhile `waits` is called: first when STORE_TELL_MS were spent, then about every STORE_TICK_MS. It may
 * not use the store (asserted). NULL: nobody is told. */
enum {
	STORE_PATIENCE_MS = 5000,
	STORE_PATIENCE_LEAST_MS = 250,
	STORE_TELL_MS = 1000,
	STORE_TICK_MS = 100
};
typedef void store_waits_fn(void *arg, int64_t waited_ms);
void store_on_wait(struct store *store, store_waits_fn *waits, void *arg);
void store_patience(struct store *store, int64_t all_ms); /* < 0: for each wait, as at first */

/* Change notices. The descriptor becomes readable after another handle committed (or soon after: a
 * slow poll is the net). store_changed() empties it and says whether anything really changed since
 * the last call (PRAGMA data_version / NOTIFY is the truth). No timer runs while nothing happens.
 * store_announce() tells the others; the loop calls it after painting, the shell before it ends
 * (store_close() does so for what is unannounced). */
int store_notice_fd(struct store *store);
bool store_changed(struct store *store);
void store_announce(struct store *store);

/* Moves committed pages out of the WAL when it is large, outside anybody's key press, through the
 * write gate. PostgreSQL: nothing to do. */
enum rc store_maintain(struct store *store, struct err *err);

/* A bulk load (import, demo): one transaction, one change set, indexes kept, search included.
 * store_vacuum_into() is the backup. */
enum rc store_backup(struct store *store, const char *path, struct err *err) WARN_UNUSED;

/* What `carrel doctor` tells: the engine's version and, as whole sentences, what a person should look
 * at (an engine with the WAL-reset fault, a damaged page, who can write to the file). */
struct store_health {
	const char *engine_version;
	const char **warnings;
	size_t n_warnings;
};
enum rc store_doctor(struct store *store, struct arena *a, struct store_health *out,
	struct err *err) WARN_UNUSED;

#endif
