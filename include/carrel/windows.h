/* windows.h - what windows are given when they open (console_popup): one struct each, named as the
 * window. Strings are copied. */
#ifndef CARREL_WINDOWS_H
#define CARREL_WINDOWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* "colleague": the case is somebody else's, or somebody writes in it now: read, join or take over. */
struct colleague_window {
	int64_t case_id;
	const char *number;
	bool another; /* the customer is on the line: starting another case is a choice, too */
};

/* "later": a time, and what is to be done then. */
enum later_kind { LATER_SNOOZE, LATER_REMINDER, LATER_CALLBACK, LATER_FOLLOW_UP };
struct later_window {
	enum later_kind kind;
	const char *number;   /* of the case */
	int64_t follow_up_id; /* LATER_FOLLOW_UP: which gets another time */
};

/* "line": one line of words; Enter runs the command with them behind it, as one argument. */
struct line_window {
	const char *title, *hint;
	const char *note; /* below the field; NULL none */
	const char *text; /* stands there already; "" nothing */
	const char *command;
};

/* "link": the other case, by number or words; Enter runs "link-box NUMBER OTHER". */
struct link_window {
	int64_t case_id;
	int64_t customer_id; /* 0: nobody's */
	const char *number;
};

/* "merge": the cases that could be one with this one, and those that are part of it. */
struct merge_window {
	int64_t case_id;
	int64_t customer_id;
	const char *number;
};

/* "customer-edit": all that is known of one, changed row by row. */
struct customer_edit_window {
	int64_t id;
};

/* "merge-customers": which other one it is, then both side by side, or one of those merged apart again. */
struct merge_customers_window {
	int64_t id;
	int64_t other; /* 0: it is asked for first */
};

/* "bulk": what it acts on. */
struct bulk_window {
	const char *verb;    /* NULL: it asks which act */
	const char *numbers; /* of cases, commas between them */
	size_t count;
};

/* "pick": Enter or a digit runs the row's command. */
struct pick_row {
	const char *label, *detail, *command;
};
struct pick_window {
	const char *title, *hint;
	const char *note; /* NULL: none */
	const struct pick_row *rows;
	size_t n;
};

/* "article" and "article-edit" */
struct article_window {
	const char *id;
	const char *language; /* NULL: the console's */
};

/* "output": what a command said. */
struct output_window {
	const char *title;
	const char *text;
	const char *then; /* the command that Enter runs, NULL: it only closes */
	const char *keys; /* with `then`: the bottom line, which says what Enter does */
	int64_t case_id;  /* that it shows: F5 over the window means this one; 0 none */
};

#endif
