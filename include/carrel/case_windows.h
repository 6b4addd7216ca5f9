/* case_windows.h - what the windows about cases are given when they open. Strings are copied. */
#ifndef CARREL_CASE_WINDOWS_H
#define CARREL_CASE_WINDOWS_H

#include <stdbool.h>
#include <stdint.h>

/* "colleague": the case is somebody else's, or somebody writes in it now: read, join or take over. */
struct colleague_window {
	int64_t case_id;
	const char *number;
	bool another; /* the customer is on the line: starting another case is a choice, too */
};

/* "later": a time, and what is to be done then. */
enum later_kind { LATER_SNOOZE, LATER_REMINDER, LATER_CALLBACK };
struct later_window {
	enum later_kind kind;
	const char *number; /* of the case */
};

/* "merge": the cases that could be one with this one, and those that are part of it. */
struct merge_window {
	int64_t case_id;
	int64_t customer_id;
	const char *number;
};

#endif
