/* outcome.h - what came of it: the list behind F8, from the configuration or built in. */
#ifndef CARREL_OUTCOME_H
#define CARREL_OUTCOME_H

#include "carrel/casefile.h"

#include <stdbool.h>
#include <stddef.h>

struct outcome {
	const char *id;     /* "solved" */
	const char *title;  /* N_() or from the configuration, already in the console's language */
	int digit;          /* 1..9 in the box of F8; 0: only under "more" */
	bool moves_case;    /* false: the case stays as it is (wrong number) */
	enum case_state to; /* where it moves */
	bool wants_date;    /* asks when: callback, waiting for us */
	bool wants_queue;   /* asks where: transfer */
	bool calls_back;    /* promises a call: it waits in the queue for its time */
	int64_t next_after_ms;   /* default date of the next action */
	const char *next_action; /* default words of the next action */
};

extern const struct outcome outcome_builtin[]; /* ends with id NULL */
/* Something is left to do for whoever called, and with nobody known nobody could come back to it. */
bool outcome_needs_customer(const struct outcome *o);
const struct outcome *outcome_find(const struct outcome *list, const char *id_or_digit);

#endif
