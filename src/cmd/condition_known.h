/* condition_known.h - whether what a condition asks for can be there at all. */
#ifndef CARREL_CMD_CONDITION_KNOWN_H
#define CARREL_CMD_CONDITION_KNOWN_H

#include "carrel/err.h"

struct cmd_call;
struct condition;

/* RC_INVALID: there is no such owner, queue or language; the sentence names those there are. */
enum rc condition_known(
	struct cmd_call *call, const struct condition *c, struct err *err) WARN_UNUSED;

#endif
