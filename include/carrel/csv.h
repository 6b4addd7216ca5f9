/* csv.h - tables as text (RFC 4180), read carefully and written so that no cell becomes a formula.
 *
 * Reading: UTF-8 only (a byte order mark is skipped), CRLF or LF, the separator (, ; or tab) is
 * found from the first line. A field is at most 64 kB, a row at most 256 fields. Empty lines are
 * skipped. Nothing is held but the row at hand. */
#ifndef CARREL_CSV_H
#define CARREL_CSV_H

#include "carrel/err.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct strbuf;
struct csv; /* opaque */

enum { CSV_FIELD_MAX = 64 * 1024, CSV_FIELDS_MAX = 256 };

struct csv *csv_open(FILE *f);                           /* f stays the caller's */
struct csv *csv_open_memory(const char *text, size_t n); /* text must outlive the reader */
void csv_free(struct csv **csv);                         /* sets *csv to NULL; *csv may be NULL */

struct csv_row {
	const char *const *fields; /* NUL-terminated, valid until the next csv_next() */
	size_t n;                  /* 0: the end */
	int64_t line;              /* where the row begins, from 1 */
};

/* RC_OK with row->n 0 at the end. RC_INVALID: this row is not right (the sentence has no line
 * number, row->line has it); reading goes on with the row after it. RC_IO: the file cannot be
 * read. A quote still open at the end of the file means that the file was cut off: RC_INVALID,
 * csv_truncated() is true from then on, and the next call gives the end. */
enum rc csv_next(struct csv *csv, struct csv_row *row, struct err *err) WARN_UNUSED;
bool csv_truncated(const struct csv *csv);
char csv_separator(const struct csv *csv); /* after the first csv_next() */

/* Writing: appends one field (with a comma before it unless it is the first of its row), quoted
 * where needed. A value that a spreadsheet would run as a formula (it begins with = + - @ TAB CR
 * LF or NUL; OWASP ASVS 5.0 §1.2.10) gets an apostrophe before it. NULL is an empty field. */
void csv_add(struct strbuf *out, const char *value, bool first);
void csv_end_row(struct strbuf *out); /* CRLF */
/* Takes that apostrophe off again: what csv_add() wrote reads back as it was. */
const char *csv_unguard(const char *field);

#endif
