/* cmd_time.h - times as people say them on a command line, and the case they speak of. */
#ifndef CARREL_CMD_TIME_H
#define CARREL_CMD_TIME_H

#include "carrel/err.h"

#include <stdint.h>

struct app;
struct casefile;
struct cmd_call;

/* What moment.h reads, ISO 8601 with its hour, or a whole epoch. Wall-clock times are the centre's. */
enum rc cmd_time_parse(const struct app *app, const char *text, int64_t now, int64_t *at,
	struct err *err) WARN_UNUSED;
/* The same for what is to be done: a time that is past is refused. */
enum rc cmd_time_coming(const struct app *app, const char *text, int64_t now, int64_t *at,
	struct err *err) WARN_UNUSED;
/* TIME REST…, from argv[i] on: a time of several words; *rest is where REST begins. */
enum rc cmd_time_words(struct cmd_call *call, int i, int64_t now, int64_t *at, int *rest,
	struct err *err) WARN_UNUSED;
/* [CASE] REST…: *from is where REST begins; the case in hand when argv[i] is no case number. */
enum rc cmd_case_then(struct cmd_call *call, int i, int min_rest, struct casefile *c, int *from,
	struct err *err) WARN_UNUSED;

#endif
