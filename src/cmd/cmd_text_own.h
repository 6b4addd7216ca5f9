/* cmd_text_own.h - a person's own texts: saved and removed by `text save` and `text remove`. */
#ifndef CARREL_CMD_TEXT_OWN_H
#define CARREL_CMD_TEXT_OWN_H

#include "carrel/err.h"

struct cmd_call;

enum rc text_save(struct cmd_call *call, struct err *err);
enum rc text_remove(struct cmd_call *call, struct err *err);

#endif
