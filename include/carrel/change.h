/* change.h - every act is a change set: written together, undone together, chained by hashes.
 *
 * One row in change_set (seq, at, actor, host uid/pid, command, object, reason); in change, one row
 * for each field that changed, and one for each whole row that was added or taken away. What tells
 * something about a person hangs beside in change_payload with a salt, so that erasing a person
 * leaves the chain whole. The rows are the case's timeline, the audit and the undo log at once.
 *
 * hash = SHA-256(previous hash || canonical text of the set || text and digest of each change),
 * where a digest is SHA-256(salt || old || new). SQLite has one chain; PostgreSQL one chain a
 * writer, because one global chain would serialise every commit, tied together by anchors.
 *
 * The rows that a final set adds (a million imported contacts) are not written down twice: the
 * record keeps the salted digest of all their fields. What was imported can be shown as long as the
 * row still is what it was, and that it is proves itself by the digest; once it was changed, the
 * record says that and when it came, and the later changes say old and new, each in its place. */
#ifndef CARREL_CHANGE_H
#define CARREL_CHANGE_H

#include "carrel/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct store;

/* command: the text that asked for it ("outcome solved"); object: what it is about ("482 1937-6"),
 * may be NULL. Nested calls join the outer set. Passes the write gate; RC_BUSY when it stays shut. */
enum rc change_begin(
	struct store *store, const char *command, const char *object, struct err *err) WARN_UNUSED;
/* Acknowledge to a person only after this returned RC_OK. A link that breaks inside COMMIT is made anew
 * and the set looked for: it is there (RC_OK), or was not saved (RC_IO) and may be done again;
 * RC_UNKNOWN only when the store cannot be asked any more. *seq may be NULL; it is 0 if nothing had
 * changed (then no row is written). */
enum rc change_commit(struct store *store, int64_t *seq, struct err *err) WARN_UNUSED;
void change_rollback(
	struct store *store); /* of the whole set, whatever the depth; safe when none */
/* Ends what change_begin() began: commits when rc is RC_OK, else gives up this level (the whole set if
 * it had written something, or if it is the outermost) and returns rc. */
enum rc change_end(struct store *store, enum rc rc, struct err *err) WARN_UNUSED;
void change_set_reason(struct store *store, const char *reason);
/* This set cannot be undone by `u` (import of a thousand rows, sign-on). Kept in the row. Said
 * before the first row is written, a load of millions needs little memory for its record. */
void change_set_final(struct store *store);

struct change_info {
	int64_t seq;
	int64_t at;
	int64_t actor_id;
	const char *actor; /* login */
	const char *command;
	const char *object;
	const char *reason;
	int64_t undoes;    /* seq of the set that this one took back, 0 none */
	int64_t undone_by; /* seq, 0 not undone */
	bool final;
};

struct change_field {
	const char *entity;
	int64_t id;
	const char *field; /* "*": those of the row that are not known any more */
	const char *old;   /* as text; NULL: was not there */
	const char *new;   /* as text; NULL: is not there any more */
	bool erased;       /* payload destroyed; old and new are NULL */
};

/* Takes back set `seq` (0: the newest of this actor that is neither undone, an undo, nor final) by
 * a new change set. RC_CONFLICT names what somebody changed meanwhile; nothing is done then. Whoever has
 * gone on to something else keeps that in hand: of a set that wrote a contact the rest is taken back.
 * RC_NOTFOUND: nothing to undo. *done describes the set taken back. */
enum rc change_undo(struct store *store, int64_t seq, struct arena *a, struct change_info *done,
	struct err *err) WARN_UNUSED;
/* Takes back the newest undo of this actor that nothing followed. */
enum rc change_redo(struct store *store, struct arena *a, struct change_info *done,
	struct err *err) WARN_UNUSED;
/* Newest first; actor 0: everybody; entity NULL: everything, else the sets that touched that row
 * ("customer", "casefile", "call", "agent", "queue"; other rows have no history of their own). */
enum rc change_list(struct store *store, int64_t actor, const char *entity, int64_t id, int limit,
	struct arena *a, struct change_info **out, size_t *n, struct err *err) WARN_UNUSED;
/* Field by field, whole rows too: what is not a person's first, then what is. */
enum rc change_fields(struct store *store, int64_t seq, struct arena *a, struct change_field **out,
	size_t *n, struct err *err) WARN_UNUSED;

/* Walks the whole chain. RC_OK and *checked sets, or RC_CONFLICT naming the first set that does not
 * fit. It proves that the record is as it was written: every set, in order, with every value that
 * has not been erased. Of rows added by a final set it proves which rows, when and by whom, and that
 * their digests are the first ones, not that the tables still hold what was imported. */
enum rc change_verify(struct store *store, int64_t *checked, struct err *err) WARN_UNUSED;

#endif
