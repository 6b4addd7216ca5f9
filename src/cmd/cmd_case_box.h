/* cmd_case_box.h - the windows about cases, for commands that were asked without enough words. */
#ifndef CARREL_CMD_CASE_BOX_H
#define CARREL_CMD_CASE_BOX_H

#include "carrel/err.h"
#include "carrel/store_cases.h"
#include "carrel/windows.h"

struct casefile;
struct cmd_call;
struct pick_window;

/* A take was refused because a colleague has the case: in the console a window asks what to do and the
 * command is RC_CANCELLED, else what err says stands. */
enum rc case_box_refused(
	struct cmd_call *call, const struct casefile *c, struct err *err) WARN_UNUSED;
/* The case is argument arg, the one in hand, or the one under the cursor. Only in the console. */
enum rc case_box_meant(
	struct cmd_call *call, int arg, struct casefile *c, struct err *err) WARN_UNUSED;
/* The window "pick" over nothing else. */
void case_box_pick(struct cmd_call *call, const struct pick_window *window);
/* The window "line" over nothing else. */
void case_box_line(struct cmd_call *call, const struct line_window *window);
/* The case as in case_box_meant(). */
enum rc case_box_later(
	struct cmd_call *call, enum later_kind kind, int arg, struct err *err) WARN_UNUSED;
enum rc case_box_parked(struct cmd_call *call, const struct parked_row *rows, size_t n) WARN_UNUSED;

#endif
