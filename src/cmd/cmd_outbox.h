/* cmd_outbox.h - calling back what has not gone out yet. */
#ifndef CARREL_CMD_OUTBOX_H
#define CARREL_CMD_OUTBOX_H

#include "carrel/cmd.h"

/* In the console its words are in hand again, if nothing else is being written. */
enum rc outbox_call_back(struct cmd_call *call, int64_t id, struct err *err) WARN_UNUSED;

#endif
