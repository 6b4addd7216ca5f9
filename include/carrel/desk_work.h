/* desk_work.h - what the desk knows beside the call: what is due, what is parked, the steps of the
 * case in hand, who else is writing, and what colleagues let one know. Part of struct desk. */
#ifndef CARREL_DESK_WORK_H
#define CARREL_DESK_WORK_H

#include "carrel/store_cases.h"

struct console;
struct desk;

enum { DESK_DUE_MAX = 20 };

struct desk_work {
	struct follow_up_row *due; /* until the end of tomorrow, the earliest first */
	size_t ndue;
	struct parked_row *parked;
	size_t nparked;
	struct checklist_item *steps; /* of the case in hand */
	size_t nsteps;
	struct link_row *links; /* of the case in hand */
	size_t nlinks;
	struct follow_up_row *asked; /* the same: what is open on it, whoever has to see to it */
	size_t nasked;
	struct presence *writing; /* others, on the case in hand */
	size_t nwriting;
	struct notice_line *notices; /* unread */
	size_t nnotices;
	/* Kept from read to read. */
	int64_t note_after;    /* the newest contact when the note was begun; 0: no note */
	int64_t told_until_at; /* what was due until then has been said */
	int64_t touched_at;    /* when others were last told that one writes here */
	int64_t touched_case;
};

/* Lets go of what was read; it lay in the arena of the desk. */
void desk_work_forget(struct desk_work *work);
/* Part of desk_read(). */
enum rc desk_work_read(struct desk *desk, struct store *store, struct err *err) WARN_UNUSED;
/* Each turn: says what has become due and what colleagues let one know, tells others that one writes. */
void desk_work_turn(struct console *con);
/* How long until something is due; -1: nothing. */
int64_t desk_work_wait_ms(const struct desk *desk, int64_t now);
/* "Callback 15:00", "2 due !" and "1 parked"; NULL nothing to say. */
enum { DESK_WORDS = 64 };
const char *desk_work_due_words(const struct desk *desk, int64_t now, char out[DESK_WORDS]);
const char *desk_work_parked_words(const struct desk *desk, char out[DESK_WORDS]);
/* "p1 Marta S… p2 Ivo K… +1": as tabs, for a line of so many cells; p and the digit bring one back. */
enum { DESK_TABS = 512 };
const char *desk_work_parked_tabs(const struct desk *desk, int cols, char out[DESK_TABS]);
/* Who else is writing now on the case in hand; NULL nobody. */
const char *desk_work_writer(const struct desk *desk, int64_t now);

#endif
