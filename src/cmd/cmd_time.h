/* cmd_time.h - times as people say them on a command line, and the case they speak of. */
#ifndef CARREL_CMD_TIME_H
#define CARREL_CMD_TIME_H

#include "carrel/err.h"

#include <stdint.h>

struct app;
struct casefile;
struct cmd_call;

/* "15:00" (today, else tomorrow), "tomorrow", "tomorrow 9:30" ("tomorrow@9:30" in one word), "+2h",
 * "+30m", "+1d", "+1w", "2026-11-21" (9:00), or ISO 8601. Wall-clock times are the centre's. */
enum rc cmd_time_parse(const struct app *app, const char *text, int64_t now, int64_t *at,
	struct err *err) WARN_UNUSED;
/* [CASE] REST…: *from is where REST begins; the case in hand when argv[i] is no case number. */
enum rc cmd_case_then(struct cmd_call *call, int i, int min_rest, struct casefile *c, int *from,
	struct err *err) WARN_UNUSED;

#endif
