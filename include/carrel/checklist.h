/* checklist.h - the steps of a case, each done, or skipped for a reason. */
#ifndef CARREL_CHECKLIST_H
#define CARREL_CHECKLIST_H

#include "carrel/words.h"

#include <stdint.h>

enum step_state { STEP_OPEN, STEP_DONE, STEP_SKIPPED };
extern const struct word step_state_words[];

struct checklist_item {
	int64_t id;
	int64_t case_id;
	const char *step;
	enum step_state state;
	const char *reason; /* why it was skipped */
	int64_t by_id;      /* agent who did or skipped it */
	int64_t at;         /* when; 0 while it is open */
};

#endif
