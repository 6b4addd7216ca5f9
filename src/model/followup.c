/* followup.c - the words of follow-ups. */
#include "carrel/followup.h"

#include "carrel/i18n.h"

#include <stddef.h>

/* clang-format off */
const struct word follow_up_words[] = {
	{FOLLOW_UP_CALLBACK, "callback", N_("Callback")},
	{FOLLOW_UP_PROMISE,  "promise",  N_("Promised")},
	{FOLLOW_UP_REMINDER, "reminder", N_("Reminder")},
	{FOLLOW_UP_CONFIRM,  "confirm",  N_("Solved?")},
	{0, NULL, NULL},
};

const struct word confirmed_words[] = {
	{CONFIRMED_NOT_ASKED,   "not_asked",   N_("not asked yet")},
	{CONFIRMED_YES,         "yes",         N_("confirmed")},
	{CONFIRMED_NO,          "no",          N_("not solved")},
	{CONFIRMED_UNREACHABLE, "unreachable", N_("unreachable")},
	{0, NULL, NULL},
};
/* clang-format on */
