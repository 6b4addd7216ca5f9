/* cmd_mood.h - the words for how a customer is. */
#ifndef CARREL_CMD_MOOD_H
#define CARREL_CMD_MOOD_H

#include "carrel/contact.h"
#include "carrel/err.h"

struct cmd_call;

/* "angry"; RC_INVALID names the words there are. */
enum rc cmd_mood_parse(
	struct cmd_call *call, const char *text, enum mood *out, struct err *err) WARN_UNUSED;

#endif
