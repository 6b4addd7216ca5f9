/* colleague.h - who should get this one: the proposal behind a supervisor's F8.
 *
 * Among those signed on who serve the queue and speak the language: who is ready before who is busy,
 * the one ready longest first, ties by the fewest open cases, then by id. On a break or off is never
 * proposed. */
#ifndef CARREL_COLLEAGUE_H
#define CARREL_COLLEAGUE_H

#include "carrel/store_screen.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct colleague_need {
	const char *queue_title; /* NULL: any queue */
	const char *language;    /* NULL: any */
	int64_t not_agent_id;    /* who has it now; 0 nobody */
};

/* Serves the queue, speaks the language, is at work. */
bool colleague_fits(const struct agent_row *row, const struct colleague_need *need);
/* Negative: a before b. */
int colleague_compare(const struct agent_row *a, const struct agent_row *b);
/* NULL: nobody fits. */
const struct agent_row *colleague_suggest(
	const struct agent_row *rows, size_t n, const struct colleague_need *need);

struct desk;
/* What a case needs, from the rows on the supervisor's desk: its place in a queue, or the hand it is
 * in. Strings are the desk's. */
struct colleague_need colleague_need_of(const struct desk *desk, int64_t case_id);

#endif
