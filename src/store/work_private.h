/* work_private.h - what an agent has in hand, read for writing. Shared by the work_*.c files. */
#ifndef CARREL_STORE_WORK_PRIVATE_H
#define CARREL_STORE_WORK_PRIVATE_H

#include "carrel/work.h"
#include "store/rows.h"

/* Each row as it was when it was locked, and as it shall be. id 0: there is none. */
struct work {
	struct store *s;
	struct arena *a; /* the change set's */
	int64_t at;
	struct {
		struct agent was, now;
	} agent;
	struct {
		struct queue_item was, now;
	} item;
	struct {
		struct call was, now;
	} call;
	struct {
		struct casefile was, now;
	} file;
};

/* Locks the agent, then what is in hand, always in this order: agent, item, call, case. */
enum rc work_load(struct work *w, struct store *s, int64_t agent_id, struct err *err) WARN_UNUSED;
enum rc work_load_call(struct work *w, int64_t call_id, struct err *err) WARN_UNUSED;
enum rc work_load_case(struct work *w, int64_t case_id, struct err *err) WARN_UNUSED;
/* Writes what differs of all four. */
enum rc work_save(struct work *w, struct err *err) WARN_UNUSED;
bool work_busy(const struct work *w);
/* Puts the agent into a state and closes the stretch of the one before. The agent is saved later. */
enum rc work_enter(
	struct work *w, enum agent_state to, const char *reason, struct err *err) WARN_UNUSED;
/* Through open where there is no straight way. */
enum rc work_move_case(struct work *w, enum case_state to, struct err *err) WARN_UNUSED;
int64_t work_customer(const struct work *w);   /* of the call, the case, the item; 0 unknown */
const char *work_object(const struct work *w); /* what the set is about; NULL nothing */
/* The open case of a customer who has exactly one; *case_id 0: none or several. */
enum rc work_only_open_case(
	struct work *w, int64_t customer_id, int64_t *case_id, struct err *err) WARN_UNUSED;
/* Names who holds a thing; "Somebody" when that cannot be read. */
const char *work_who(struct store *s, int64_t agent_id, struct arena *a);

/* A new place in a queue. due_at 0: the promise of the kind. */
enum rc work_place(struct work *w, struct queue_item *item, struct err *err) WARN_UNUSED;
/* Ends every other waiting place of a case; RC_CONFLICT when somebody else holds one. */
enum rc work_leave_queues(struct work *w, int64_t case_id, struct err *err) WARN_UNUSED;
/* The agent other than this one who has the case in hand or parked; RC_NOTFOUND: nobody. */
enum rc work_holder(struct work *w, int64_t case_id, int64_t not_agent_id, struct agent *out,
	struct err *err) WARN_UNUSED;
/* The case loaded comes into hand. ours: it was given to this agent, not just looked at. */
enum rc work_hold_case(struct work *w, bool ours, struct err *err) WARN_UNUSED;
enum rc work_refuse_busy(struct err *err) WARN_UNUSED;
/* As work_load, for whoever has nothing in hand; RC_CONFLICT otherwise. */
enum rc work_load_free(
	struct work *w, struct store *s, int64_t agent_id, struct err *err) WARN_UNUSED;
/* Ends the change set of `w`; reads what is in hand then. */
enum rc work_end_hand(struct work *w, enum rc rc, int64_t agent_id, struct arena *a,
	struct work_hand *out, struct err *err) WARN_UNUSED;
/* Closes what the last outcome had planned for the case; not what people asked for by name. */
enum rc work_close_plans(struct work *w, struct err *err) WARN_UNUSED;
bool work_is_blank(const char *s);

/* work_transfer.c */
struct work_gift {
	int64_t to_agent_id;
	int64_t to_queue_id;
	const char *reason, *summary, *told;
};
/* The note with the three lines below it; owned by the set. */
const char *work_gift_text(struct work *w, const struct work_gift *g, const char *note);
/* The follow-up that only this agent can close, and word to the colleague. */
enum rc work_gift_follow(struct work *w, int64_t from_agent_id, const struct work_gift *g,
	struct err *err) WARN_UNUSED;
enum rc work_tell(struct work *w, int64_t from_agent_id, int64_t to_agent_id, const char *body,
	struct err *err) WARN_UNUSED;
/* work_lead.c: inside a set; loads and saves the case. */
enum rc work_give(struct work *w, int64_t case_id, int64_t to_agent_id, int64_t to_queue_id,
	struct err *err) WARN_UNUSED;

/* Opens a case for the customer in hand and takes it into hand. */
enum rc work_open_case(struct work *w, const char *subject, struct err *err) WARN_UNUSED;
enum rc work_read_hand(struct store *s, int64_t agent_id, struct arena *a, struct work_hand *out,
	struct err *err) WARN_UNUSED;

#endif
