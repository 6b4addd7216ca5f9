/* cmd_text_check.h - `carrel text check`, private to cmd. */
#ifndef CMD_CMD_TEXT_CHECK_H
#define CMD_CMD_TEXT_CHECK_H

#include "carrel/err.h"

struct cmd_call;

/* Arguments after the first are files and folders; without any, those of the configuration. */
enum rc cmd_text_check(struct cmd_call *call, struct err *err);

#endif
