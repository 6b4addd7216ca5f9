/* import_rows.h - rows of a CSV or JSON Lines file under our own column names. */
#ifndef CARREL_BRIDGE_IMPORT_ROWS_H
#define CARREL_BRIDGE_IMPORT_ROWS_H

#include "carrel/import.h"

#include <stdio.h>

struct json_t;

enum column {
#define COLUMN(field, name, aliases) COL_##field,
#include "bridge/import_columns.def"
#undef COLUMN
	COLUMNS
};

struct import_rows; /* opaque */

struct import_record {
	int64_t line;
	const char
		*value[COLUMNS]; /* trimmed; NULL: not there or empty. In the arena of the call */
	const struct json_t *object; /* NULL: the row came from CSV */
};

/* wanted lists the columns that the kind reads (ends with COLUMNS); where two of them share an
 * alias, the earlier one gets it. RC_INVALID: the map names no column of ours, or not one column of
 * the header is known. */
enum rc import_rows_open(struct import_rows **out, FILE *f, const struct import_options *options,
	const enum column *wanted, struct err *err) WARN_UNUSED;
void import_rows_free(struct import_rows **rows);
/* RC_OK with record->line 0 at the end; RC_INVALID: this row is bad, record->line says where. */
enum rc import_rows_next(struct import_rows *rows, struct import_record *record, struct arena *a,
	struct err *err) WARN_UNUSED;
/* Nothing can follow: the file was cut off. */
bool import_rows_truncated(const struct import_rows *rows);
const char *import_column_name(enum column column);

#endif
