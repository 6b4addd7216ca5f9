/* report.h - reports: tables in which every figure says what it is. One row of reports.def each.
 *
 * A report fills sections; the table of its columns says key, title and formula; how it is shown
 * (lines, CSV, JSON, HTML) is the same for all (report_show.c). A share or mean carries the number it
 * is of; of nothing, it is "—" (null, an empty field), never 0.
 *
 * To add one: `const struct report report_x_entry` in report_x.c, and REPORT(x) in reports.def. */
#ifndef CARREL_CMD_REPORT_H
#define CARREL_CMD_REPORT_H

#include "carrel/cmd.h"
#include "carrel/vec.h"

enum report_kind {
	REPORT_WORD,
	REPORT_COUNT,
	REPORT_SHARE,   /* value of n, as % */
	REPORT_MEAN,    /* sum of values by n */
	REPORT_PERCENT, /* a value that is a % itself, such as a median; n of what */
	REPORT_TIME,
};

struct report_column {
	const char *key;     /* of JSON and CSV */
	const char *title;   /* N_() */
	const char *formula; /* N_(); NULL: the title says it */
	enum report_kind kind;
};

struct report_cell {
	const char *word;
	int64_t value; /* count, part, sum, %, or time */
	int64_t n;     /* of share, mean and percent */
};

struct report_section {
	const char *key;
	const char *title; /* in the language of the screen */
	const char *empty; /* said instead of a table without rows */
	const struct report_column *columns;
	size_t ncolumns;
	struct vec cells; /* struct report_cell, row by row */
};

/* What was asked for. from <= at < to. */
struct report_span {
	int64_t from, to;
	const char *from_day, *to_day; /* as written: the last day is included */
	const char *zone;
};

struct report_doc {
	struct arena *arena;
	struct report_span span;
	struct vec sections; /* struct report_section * */
};

struct report {
	const char *name;
	const char *title;     /* N_() */
	const char *const *by; /* what it can be put together by, the usual first; ends with NULL */
	enum rc (*fill)(
		struct cmd_call *call, const char *by, struct report_doc *doc, struct err *err);
};
extern const struct report *const report_table[]; /* ends with NULL */

struct report_section *report_section_add(
	struct report_doc *doc, const char *key, const struct report_column *columns, size_t n);
struct report_cell *report_cell_add(struct report_section *s); /* the next, row by row */
size_t report_rows(const struct report_section *s);

enum report_format { REPORT_TEXT, REPORT_CSV, REPORT_JSON, REPORT_HTML };
void report_show(struct cmd_call *call, const struct report *r, const struct report_doc *doc,
	enum report_format format);

#endif
