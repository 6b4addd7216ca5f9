/* go.h - what the key "go" (F2) does for this person now, and the sentence that says so.
 *
 * One place decides: the key line, the command and every sentence that tells somebody to press the key
 * ask here, so none of them can promise what the key does not do. */
#ifndef CARREL_GO_H
#define CARREL_GO_H

#include "carrel/agent.h"
#include "carrel/queue.h"

#include <stdbool.h>

struct app;
struct desk;

enum go_effect {
	GO_BUSY,   /* something is in hand: it refuses */
	GO_READY,  /* back from a break, or sat down while nobody waits */
	GO_ANSWER, /* a call is the next one */
	GO_TAKE,   /* anything else is, or nothing yet */
};

/* For whoever has nothing in hand; first: what waits first for them, NULL nobody. */
enum go_effect go_effect_of(enum agent_state state, const struct queue_item *first);
enum go_effect go_effect(const struct desk *desk);

/* False: there are no keys, or on the screen of this person with nothing in hand F2 does something else. */
bool go_has_key(const struct app *app);
/* "F2 takes the next.", "F2 answers.", "F2 makes you ready."; without a key the command, as it is said
 * there. */
const char *go_words(const struct app *app);

#endif
