/* case_columns.h - what a list of cases can show: the columns of saved queues, in the console and in
 * the shell alike. */
#ifndef CARREL_CASE_COLUMNS_H
#define CARREL_CASE_COLUMNS_H

#include "carrel/saved.h"
#include "carrel/words.h"

struct app;
struct arena;

enum case_column {
	COLUMN_LOOK, /* late, stuck, bouncing */
	COLUMN_CASE,
	COLUMN_WHO,
	COLUMN_SUBJECT,
	COLUMN_STATE,
	COLUMN_DUE,
	COLUMN_OWNER,
	COLUMN_QUEUE,
	COLUMN_NEXT,
	COLUMN_TOPIC,
	COLUMN_LANGUAGE,
	COLUMN_TAGS,
	COLUMN_AGE,
	CASE_COLUMNS,
};
extern const struct word case_column_words[]; /* label: the heading */

/* "case,who,subject"; NULL or "": the usual ones. *n columns, each once. */
enum rc case_columns_parse(const char *text, struct arena *a, enum case_column out[CASE_COLUMNS],
	size_t *n, struct err *err) WARN_UNUSED;
/* "due" or "-due"; NULL: *by is CASE_COLUMNS, the order they come in. */
enum rc case_sort_parse(const char *text, struct arena *a, enum case_column *by, bool *down,
	struct err *err) WARN_UNUSED;
/* A cell as people read it. Owned by a, or the row's. */
const char *case_column_text(const struct app *app, const struct case_row *row,
	enum case_column column, int64_t now, struct arena *a);
/* "! late, stuck"; "" for no mark. Owned by a. */
const char *case_marks_text(unsigned marks, struct arena *a);
/* In the order of a column; equal ones keep their order. */
void case_rows_sort(struct case_row *rows, size_t n, enum case_column by, bool down);

/* From the configuration, the clock and whoever is signed on. */
struct case_mark_rules case_rules(const struct app *app);
struct condition_asker case_asker(struct app *app);

#endif
