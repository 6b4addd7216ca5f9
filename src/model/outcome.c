/* outcome.c - the outcomes that every centre starts with. */
#include "carrel/outcome.h"

#include "carrel/i18n.h"

#include <string.h>

enum { HOUR_MS = 3600 * 1000, DAY_MS = 24 * HOUR_MS };

/* clang-format off */
const struct outcome outcome_builtin[] = {
	{.id = "solved", .title = N_("Solved"), .digit = 1, .moves_case = true, .to = CASE_SOLVED},
	{.id = "waiting_customer", .title = N_("Waiting for customer"), .digit = 2, .moves_case = true,
	 .to = CASE_WAITING_CUSTOMER, .next_after_ms = 7 * (int64_t)DAY_MS, .next_action = N_("Ask the customer again")},
	{.id = "waiting_us", .title = N_("Waiting for us"), .digit = 3, .moves_case = true, .to = CASE_WAITING_US,
	 .wants_date = true, .next_after_ms = DAY_MS, .next_action = N_("Carry on with the case")},
	{.id = "callback", .title = N_("Callback"), .digit = 4, .moves_case = true, .to = CASE_WAITING_US,
	 .wants_date = true, .calls_back = true, .next_after_ms = HOUR_MS, .next_action = N_("Call back")},
	{.id = "transfer", .title = N_("Transfer"), .digit = 5, .moves_case = true, .to = CASE_OPEN,
	 .wants_queue = true, .next_after_ms = HOUR_MS, .next_action = N_("Take over the case")},
	{.id = "wrong_number", .title = N_("Wrong number"), .digit = 6},
	{.id = "complaint", .title = N_("Complaint"), .digit = 7, .moves_case = true, .to = CASE_WAITING_US,
	 .next_after_ms = 3 * (int64_t)DAY_MS, .next_action = N_("Answer the complaint")},
	{.id = "abuse", .title = N_("Abuse"), .digit = 8},
	{.id = "no_answer", .title = N_("Nobody answered"), .digit = 0, .moves_case = true, .to = CASE_WAITING_US,
	 .wants_date = true, .calls_back = true, .next_after_ms = 2 * HOUR_MS, .next_action = N_("Try to call again")},
	{.id = "information", .title = N_("Information given"), .digit = 0, .moves_case = true, .to = CASE_SOLVED},
	{.id = "dropped", .title = N_("Line dropped"), .digit = 0},
	{.id = NULL},
};
/* clang-format on */

bool outcome_needs_customer(const struct outcome *o)
{
	return o->moves_case && casefile_is_open(o->to);
}

const struct outcome *outcome_find(const struct outcome *list, const char *id_or_digit)
{
	if (id_or_digit == NULL || id_or_digit[0] == '\0')
		return NULL;
	bool one_digit = id_or_digit[0] >= '1' && id_or_digit[0] <= '9' && id_or_digit[1] == '\0';
	for (; list->id != NULL; list++) {
		if (strcmp(list->id, id_or_digit) == 0)
			return list;
		if (one_digit && list->digit == id_or_digit[0] - '0')
			return list;
	}
	return NULL;
}
