/* work.h - one call from ring to next, each step one change set.
 *
 * These are the acts behind F2, F7 and F8, the telephone's way in, and the shell's verbs. Each is
 * a single transaction: it happens whole, with its audit, or not at all. */
#ifndef CARREL_WORK_H
#define CARREL_WORK_H

#include "carrel/outcome.h"
#include "carrel/store_rows.h"

struct arena;
struct store;

/* A call rings: a call, a place in the queue with its promise, the customer if exactly one owns
 * the number. from may be NULL (withheld). external_id may be NULL; the same one twice is
 * RC_CONFLICT. */
struct work_ring {
	int64_t queue_id;
	const char *from; /* E.164 */
	const char *to;
	const char *language; /* NULL: any agent of the queue */
	const char *external_id;
	int64_t at;
};
enum rc work_ring(struct store *s, const struct work_ring *ring, struct arena *a,
	struct queue_item *out, struct err *err) WARN_UNUSED;
/* The caller hung up before anybody answered. */
enum rc work_abandon(
	struct store *s, int64_t call_id, enum call_end how, struct err *err) WARN_UNUSED;

/* A case (mail to answer, promised callback, transfer) takes its place in a queue. */
enum rc work_enqueue_case(struct store *s, int64_t case_id, int64_t queue_id, enum item_kind kind,
	int64_t due_at, const char *due_why, struct arena *a, struct queue_item *out,
	struct err *err) WARN_UNUSED;

/* What an agent has in hand. */
struct work_hand {
	struct agent agent;
	struct queue_item item;   /* id 0: nothing claimed */
	struct call call;         /* id 0: no live call */
	struct casefile casefile; /* id 0: none chosen yet */
	int64_t customer_id;      /* 0: not known */
	size_t customers;         /* how many own the caller's number */
};
enum rc work_hand(struct store *s, int64_t agent_id, struct arena *a, struct work_hand *out,
	struct err *err) WARN_UNUSED;

/* States by hand. READY, BREAK, OFF; RC_CONFLICT with something in hand. */
enum rc work_state(struct store *s, int64_t agent_id, enum agent_state to, const char *reason,
	struct err *err) WARN_UNUSED;

/* F2: claims the earliest promise among what the agent may take; a call is answered, the only
 * open case of the customer comes into hand. RC_NOTFOUND: nobody is waiting. Races: exactly one
 * agent gets an item. */
enum rc work_next(struct store *s, int64_t agent_id, struct arena *a, struct work_hand *out,
	struct err *err) WARN_UNUSED;
/* The same for one item. RC_CONFLICT names who was faster. */
enum rc work_take(struct store *s, int64_t agent_id, int64_t item_id, struct arena *a,
	struct work_hand *out, struct err *err) WARN_UNUSED;
/* The switch connected this ringing call to the agent: work_take of its item. */
enum rc work_answer(struct store *s, int64_t agent_id, int64_t call_id, struct arena *a,
	struct work_hand *out, struct err *err) WARN_UNUSED;
/* Takes a case into hand that is in no queue (found by search, own list). */
enum rc work_take_case(struct store *s, int64_t agent_id, int64_t case_id, struct arena *a,
	struct work_hand *out, struct err *err) WARN_UNUSED;

/* During the call: who it is, which case (customer_id/case_id 0: leave as is), a new case. A customer
 * alone brings their only open case along when no case of theirs is in hand. subject NULL: nobody
 * has said what it is about yet; the first note that is kept does. */
enum rc work_attach(struct store *s, int64_t agent_id, int64_t customer_id, int64_t case_id,
	struct err *err) WARN_UNUSED;
enum rc work_new_case(struct store *s, int64_t agent_id, const char *subject, struct arena *a,
	struct casefile *out, struct err *err) WARN_UNUSED;
enum rc work_hold(struct store *s, int64_t agent_id, bool hold, struct err *err) WARN_UNUSED;
/* How the customer is: kept on the call in hand until the outcome writes it into the contact; without
 * one, on the last thing they wrote or said on the case in hand. */
enum rc work_mood(struct store *s, int64_t agent_id, enum mood mood, struct err *err) WARN_UNUSED;
/* The telephone ended; the agent goes to wrap-up unless an outcome was picked while talking. */
enum rc work_hangup(struct store *s, int64_t agent_id, struct err *err) WARN_UNUSED;

/* F8: writes the contact with the note, moves the case, ends the call, frees the agent (READY): one
 * set. note may be NULL or empty. fence: of the item in hand when the agent began (0: do not check);
 * a stale one is RC_CONFLICT and nothing is written. */
struct work_finish {
	const struct outcome *outcome;
	const char *note;
	int64_t next_at;     /* 0: the outcome's default */
	int64_t to_queue_id; /* transfer: this queue, or else this agent */
	int64_t to_agent_id;
	const char *reason;           /* transfer: why, in one line */
	const char *summary;          /* transfer: the matter in one line */
	const char *told;             /* transfer: what the customer was told */
	const char *text_ids;         /* canned texts used, comma separated; NULL none */
	const char *language;         /* of these */
	const struct text_use *texts; /* the same with all that is known of each: text_id, language,
				       * edition, tone, inserted, kept, rights */
	size_t ntexts;
	enum mood mood; /* MOOD_UNSAID: as said while talking */
	int64_t fence;
};
enum rc work_finish(struct store *s, int64_t agent_id, const struct work_finish *f, struct arena *a,
	struct contact *written, struct err *err) WARN_UNUSED;
/* A note on a case without ending anything. */
enum rc work_note(struct store *s, int64_t agent_id, int64_t case_id, const char *text,
	struct contact *written, struct err *err) WARN_UNUSED;

/* Gives a case away, in hand or not. Whoever had it keeps a follow-up that only they can close: was
 * the customer helped? One of the two ids is 0. */
struct work_transfer {
	int64_t case_id;
	int64_t to_agent_id;
	int64_t to_queue_id;
	const char *reason, *summary, *told;
};
enum rc work_transfer(struct store *s, int64_t agent_id, const struct work_transfer *t,
	struct err *err) WARN_UNUSED;
/* Takes a case from a colleague into the own hand. The reason is needed: the colleague reads it. Their
 * late write is refused and their draft stays with them. RC_CONFLICT while they have a caller on the
 * line about it. */
enum rc work_steal(struct store *s, int64_t agent_id, int64_t case_id, const char *reason,
	struct arena *a, struct work_hand *out, struct err *err) WARN_UNUSED;
/* Into hand beside a colleague who has it in hand: both may write, nothing is lost. */
enum rc work_join(struct store *s, int64_t agent_id, int64_t case_id, struct arena *a,
	struct work_hand *out, struct err *err) WARN_UNUSED;
/* Back into its queue (queue_id 0), with its old promise if it came from there. What was typed (note,
 * may be NULL) is written first. */
enum rc work_untake(struct store *s, int64_t agent_id, int64_t case_id, int64_t queue_id,
	const char *note, struct err *err) WARN_UNUSED;
/* Out of sight until then: waits for us, and is back at its time. why NULL: as before. */
enum rc work_snooze(struct store *s, int64_t agent_id, int64_t case_id, int64_t until_at,
	const char *why, struct err *err) WARN_UNUSED;
/* What is in hand is put aside, its claim kept, and the agent is ready for a call. */
enum rc work_park(struct store *s, int64_t agent_id, struct err *err) WARN_UNUSED;
/* number: from 1 in the order of store_parked(). */
enum rc work_unpark(struct store *s, int64_t agent_id, int number, struct arena *a,
	struct work_hand *out, struct err *err) WARN_UNUSED;
/* What was behind it all, apart from what the customer called about. NULL clears it. *before is what stood
 * there as it was written over, NULL nothing; owned by a. */
enum rc work_cause(struct store *s, int64_t case_id, const char *root_cause, struct arena *a,
	const char **before, struct err *err) WARN_UNUSED;

/* What it is about, in a line; a card number in it is hidden. RC_INVALID: nothing is left of it. *before as
 * above. */
enum rc work_subject(struct store *s, int64_t case_id, const char *subject, struct arena *a,
	const char **before, struct err *err) WARN_UNUSED;

/* Supervisor: gives a case (and its waiting item) to an agent or a queue; one of the two ids is 0. */
enum rc work_reassign(struct store *s, int64_t case_id, int64_t to_agent_id, int64_t to_queue_id,
	const char *reason, struct err *err) WARN_UNUSED;
/* Frees what dead consoles hold, by the clock of the leases; *freed how many. Nothing for a beat after
 * the store was opened or a clock was set: by then whoever lives has renewed theirs. */
enum rc work_release_expired(struct store *s, int64_t *freed, struct err *err) WARN_UNUSED;

#endif
