/* support_tally.h - the store of a race: who works there, who waits, and afterwards what was given away
 * twice. Counted from the change sets as well as from the rows: a row can name one taker only, and
 * would hide the second. */
#ifndef TESTS_RACE_SUPPORT_TALLY_H
#define TESTS_RACE_SUPPORT_TALLY_H

#include "carrel/err.h"

#include <stdint.h>

struct store;

struct tally {
	int64_t items;
	int64_t unserved;       /* not taken, or not brought to an end */
	int64_t taken_twice;    /* of the change sets */
	int64_t answered_twice; /* of the change sets */
	int64_t told_twice;     /* calls with more than one contact */
	int64_t untold;         /* served, and no contact says so */
	int64_t mismatched;     /* the taker, the call and the contact are not of one agent */
	int64_t least, most;    /* served by one agent */
	int64_t change_sets;    /* read again, every one as it was written */
};

/* Everything that must be 0. */
int64_t tally_wrong(const struct tally *t);

/* A new store at the address: agents a00, a01, … of one queue, and calls that wait. */
enum rc tally_stage(const char *address, int agents, int items, struct err *err);
enum rc tally_take(const char *address, struct tally *out, struct err *err);
/* The same store with one item taken twice, one call answered twice and one contact twice; out is
 * counted while they are in. */
enum rc tally_take_planted(const char *address, struct tally *out, struct err *err);

#endif
