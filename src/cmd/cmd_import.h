/* cmd_import.h - the part of `import` that brings texts. */
#ifndef CARREL_CMD_IMPORT_H
#define CARREL_CMD_IMPORT_H

#include "carrel/err.h"

struct cmd_call;

enum rc cmd_import_texts(struct cmd_call *call, struct err *err) WARN_UNUSED;

#endif
