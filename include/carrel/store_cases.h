/* store_cases.h - what hangs on a case: follow-ups, checklist, links, who is writing, what is parked.
 *
 * Every act is one change set and can be undone, but for one that is no act: that somebody is writing
 * now. */
#ifndef CARREL_STORE_CASES_H
#define CARREL_STORE_CASES_H

#include "carrel/caselink.h"
#include "carrel/casefile.h"
#include "carrel/checklist.h"
#include "carrel/contact.h"
#include "carrel/err.h"
#include "carrel/followup.h"

#include <stddef.h>

struct arena;
struct store;

/* ---- follow-ups ---- */

struct follow_up_row {
	struct follow_up f;
	const char *case_number; /* NULL: none */
	const char *subject;
	const char *customer_name;
};
/* Open ones by time, due until `until_at`. agent_id 0: everybody's, else this agent's and, with
 * anyone, those of nobody in the agent's queues. */
enum rc store_follow_up_open(struct store *s, int64_t agent_id, bool anyone, int64_t until_at,
	int limit, struct arena *a, struct follow_up_row **out, size_t *n,
	struct err *err) WARN_UNUSED;
/* f->case_id, kind, what, at; agent_id 0: anybody, then it waits in queue_id (0: the case's) from its
 * time on. made_by says who asked. Fills the rest. */
enum rc store_follow_up_add(
	struct store *s, struct follow_up *f, int64_t queue_id, struct err *err) WARN_UNUSED;
enum rc store_follow_up_get(struct store *s, int64_t id, struct arena *a, struct follow_up_row *out,
	struct err *err) WARN_UNUSED;
/* Open ones of one case, everybody's, by time. */
enum rc store_follow_up_of_case(struct store *s, int64_t case_id, struct arena *a,
	struct follow_up_row **out, size_t *n, struct err *err) WARN_UNUSED;
/* Later, or sooner; with its place in a queue. RC_DENIED as below. *out: as it is now. */
enum rc store_follow_up_move(struct store *s, int64_t id, int64_t agent_id, int64_t at,
	struct arena *a, struct follow_up *out, struct err *err) WARN_UNUSED;
/* RC_DENIED: somebody else's to confirm. CONFIRMED_NOT_ASKED: done, for all but the kind "confirm".
 * "no" opens a solved case again; "unreachable" tries again a day later, the third time it is done.
 * *out: as it is now. */
enum rc store_follow_up_close(struct store *s, int64_t id, int64_t agent_id, enum confirmed how,
	struct arena *a, struct follow_up *out, struct err *err) WARN_UNUSED;

/* ---- checklist: steps are counted from 1 in the order they were added ---- */

enum rc store_checklist(struct store *s, int64_t case_id, struct arena *a,
	struct checklist_item **out, size_t *n, struct err *err) WARN_UNUSED;
enum rc store_checklist_add(
	struct store *s, int64_t case_id, const char *step, struct err *err) WARN_UNUSED;
/* A step is skipped for a reason only. */
enum rc store_checklist_mark(struct store *s, int64_t case_id, int number, enum step_state to,
	const char *reason, int64_t agent_id, struct err *err) WARN_UNUSED;

/* ---- links ---- */

struct link_row {
	struct case_link link;
	const char *number;  /* of the other one, seen from the case asked for */
	const char *subject; /* the same */
	enum case_state state;
	bool outgoing; /* link.case_id is the case asked for */
};
enum rc store_links(struct store *s, int64_t case_id, struct arena *a, struct link_row **out,
	size_t *n, struct err *err) WARN_UNUSED;
/* related, duplicate or parent; RC_CONFLICT when it is there already or would make a ring. */
enum rc store_link_add(struct store *s, int64_t case_id, int64_t other_id, enum link_kind kind,
	int64_t agent_id, struct err *err) WARN_UNUSED;
enum rc store_link_drop(
	struct store *s, int64_t case_id, int64_t other_id, struct err *err) WARN_UNUSED;
/* from is closed and read as part of into from now on. Both of one customer (or of none), into open. */
enum rc store_case_merge(struct store *s, int64_t from_id, int64_t into_id, int64_t agent_id,
	struct err *err) WARN_UNUSED;
/* Takes the merge back as it was; if the case was touched since, it is opened for this agent. */
enum rc store_case_unmerge(
	struct store *s, int64_t case_id, int64_t agent_id, struct err *err) WARN_UNUSED;
/* Where a merged case went; case_id itself when it was not merged. */
enum rc store_case_merged_into(
	struct store *s, int64_t case_id, int64_t *into_id, struct err *err) WARN_UNUSED;
/* One contact becomes a case of its own, open for this agent. */
enum rc store_case_split(struct store *s, int64_t contact_id, const char *subject, int64_t agent_id,
	struct arena *a, struct casefile *out, struct err *err) WARN_UNUSED;
/* Open cases that are part of this one. */
enum rc store_case_children(struct store *s, int64_t case_id, struct arena *a,
	struct casefile **out, size_t *n, struct err *err) WARN_UNUSED;

/* ---- who is writing, and what was written meanwhile ---- */

enum { PRESENCE_MS = 10 * 1000, PRESENCE_EVERY_MS = 5 * 1000 };
enum rc store_presence_touch(
	struct store *s, int64_t case_id, int64_t agent_id, struct err *err) WARN_UNUSED;
struct presence {
	int64_t agent_id;
	const char *name;
	int64_t at;
};
/* Others than this agent since PRESENCE_MS before now. */
enum rc store_presence(struct store *s, int64_t case_id, int64_t agent_id, int64_t now,
	struct arena *a, struct presence **out, size_t *n, struct err *err) WARN_UNUSED;
/* By others than this agent, after that contact; oldest first. */
enum rc store_contact_since(struct store *s, int64_t case_id, int64_t after_contact_id,
	int64_t agent_id, int limit, struct arena *a, struct contact **out, size_t *n,
	struct err *err) WARN_UNUSED;

/* Who else is at a case: the one who has it in hand or put aside, else the one whose it is. */
enum case_hold { CASE_NOBODY_ELSE, CASE_OWNED, CASE_PARKED, CASE_IN_HAND };
struct case_company {
	enum case_hold place;
	int64_t agent_id; /* 0: nobody else */
	const char *name;
	bool lost;    /* in hand, and their console is gone: it is free again within a lease */
	bool on_call; /* the caller is on their line: it cannot be taken over now */
	const char *writer; /* who else writes in it now; NULL nobody */
};
enum rc store_case_company(struct store *s, int64_t case_id, int64_t agent_id, int64_t now,
	struct arena *a, struct case_company *out, struct err *err) WARN_UNUSED;

/* ---- parked ---- */

struct parked {
	int64_t id;
	int64_t agent_id;
	int64_t case_id;
	int64_t item_id; /* its claim, kept by the heartbeat; 0: was in no queue */
	int64_t at;
};
struct parked_row {
	struct parked parked;
	const char *number;
	const char *subject;
	const char *customer_name;
};
enum rc store_parked(struct store *s, int64_t agent_id, struct arena *a, struct parked_row **out,
	size_t *n, struct err *err) WARN_UNUSED; /* oldest first */

#endif
