/* cmd_limit.h - how much open work one agent may own (desk.open_limit). */
#ifndef CARREL_CMD_LIMIT_H
#define CARREL_CMD_LIMIT_H

#include "carrel/cmd.h"

struct work_hand;

/* RC_DENIED with a sentence when this agent owns as many open cases as they may. Supervisors who say
 * --over-limit go over it. */
enum rc limit_check(struct cmd_call *call, struct err *err) WARN_UNUSED;
/* The same for a place in a queue; a call is always let through. */
enum rc limit_item(struct cmd_call *call, int64_t item_id, struct err *err) WARN_UNUSED;
/* `next` at the limit: callers are answered all the same, the earliest promise first. */
enum rc limit_next_call(struct cmd_call *call, struct work_hand *hand, struct err *err) WARN_UNUSED;

#endif
