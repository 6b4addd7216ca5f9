/* Whatever the bytes: rows stay within bounds, reading ends, and what is written reads back. */
#include "carrel/csv.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void write_row(const struct csv_row *row, struct strbuf *out)
{
	for (size_t i = 0; i < row->n; i++)
		csv_add(out, row->fields[i], i == 0);
	csv_end_row(out);
}

/* A row of one empty field is an empty line, and those are skipped; a tab or semicolon alone would
 * make another separator of the first line. */
static void require_same_again(const struct csv_row *row, const struct strbuf *text)
{
	struct strbuf framed = STRBUF_INIT;
	strbuf_addstr(&framed, ",,,,,,,,\r\n");
	strbuf_add(&framed, text->buf, text->len);
	struct csv *csv = csv_open_memory(framed.buf, framed.len);
	struct csv_row again;
	require(csv_next(csv, &again, NULL) == RC_OK && again.n == 9);
	require(csv_next(csv, &again, NULL) == RC_OK);
	bool empty_line = row->n == 1 && row->fields[0][0] == '\0';
	require(again.n == (empty_line ? 0 : row->n));
	for (size_t i = 0; i < again.n; i++) {
		require(!strchr("=+-@\t\r\n", again.fields[i][0]) || again.fields[i][0] == '\0');
		require(strcmp(csv_unguard(again.fields[i]), row->fields[i]) == 0);
	}
	csv_free(&csv);
	strbuf_fini(&framed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct csv *csv = csv_open_memory((const char *)data, size);
	struct csv_row row;
	int64_t line = 0;
	for (size_t calls = 0; calls <= size + 1; calls++) {
		struct err err = {0};
		enum rc rc = csv_next(csv, &row, &err);
		if (rc == RC_OK && row.n == 0) {
			csv_free(&csv);
			return 0;
		}
		require(row.line > line && row.n <= CSV_FIELDS_MAX);
		line = row.line;
		if (rc != RC_OK) {
			require(rc == RC_INVALID && err.text[0] != '\0');
			continue;
		}
		struct strbuf text = STRBUF_INIT;
		for (size_t i = 0; i < row.n; i++)
			require(utf8_valid(row.fields[i], strlen(row.fields[i])));
		write_row(&row, &text);
		require_same_again(&row, &text);
		strbuf_fini(&text);
	}
	abort(); /* it never ended */
}
