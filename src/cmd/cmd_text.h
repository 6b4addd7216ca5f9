/* cmd_text.h - which text of the library a command means. */
#ifndef CARREL_CMD_TEXT_H
#define CARREL_CMD_TEXT_H

#include "carrel/err.h"

struct cmd_call;
struct library_text;

/* The text of argv[i], which is there, by its id or its short name; borrowed from the library. RC_NOTFOUND
 * says where they are shown. */
enum rc text_named(
	struct cmd_call *call, int i, const struct library_text **out, struct err *err) WARN_UNUSED;

#endif
