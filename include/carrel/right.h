/* right.h - who may do what to whose case: one table, asked by every command.
 *
 * What one has in hand counts as one's own, whoever owned it before: the customer is on the line. What is
 * refused for a colleague's case is done by taking it over first, with a reason that they read. */
#ifndef CARREL_RIGHT_H
#define CARREL_RIGHT_H

#include "carrel/agent.h"
#include "carrel/words.h"

#include <stdbool.h>
#include <stdint.h>

enum right_act {
	RIGHT_READ,
	RIGHT_NOTE,
	RIGHT_JOIN,
	RIGHT_DESCRIBE, /* subject, root cause, tags, checklist */
	RIGHT_LINK,
	RIGHT_SPLIT,
	RIGHT_TAKE_OVER,
	RIGHT_PUT_OFF,
	RIGHT_GIVE, /* transfer */
	RIGHT_CLOSE,
	RIGHT_MERGE,   /* of the case that becomes part of the other */
	RIGHT_PROMISE, /* end a follow-up; whose: the follow-up's */
	RIGHT_SEVERAL, /* the same for several cases at once */
	RIGHT_MERGE_CUSTOMERS,
	RIGHT_ACTS,
};
extern const struct word right_act_words[]; /* ids and titles, for the list of rights */

enum right_whose { WHOSE_OWN, WHOSE_NOBODYS, WHOSE_COLLEAGUES, WHOSE_COUNT };

/* owner_id 0: nobody's. */
enum right_whose right_whose(int64_t owner_id, int64_t agent_id, bool in_hand);
bool right_may(enum right_act act, enum agent_role role, enum right_whose whose);
/* A supervisor or an administrator. */
bool right_leads(enum agent_role role);

#endif
