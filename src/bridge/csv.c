/* csv.c - a byte at a time over a window, one row in memory. */
#include "carrel/csv.h"

#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "carrel/vec.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW = 64 * 1024, END = -1 };

struct csv {
	FILE *file; /* NULL: the text is in memory */
	const char *at, *end;
	char *window; /* WINDOW bytes, of a file */
	bool failed;  /* the file could not be read */
	bool truncated;
	bool begun;
	char separator;
	int64_t line;
	struct strbuf text;    /* the fields of the row, each with its NUL */
	struct vec starts;     /* size_t: where in text a field begins */
	struct vec fields;     /* const char *: handed out */
	const char *complaint; /* the first thing wrong with the row at hand */
};

static struct csv *csv_new(void)
{
	struct csv *csv = xcalloc(1, sizeof(*csv));
	strbuf_init(&csv->text);
	csv->starts.size = sizeof(size_t);
	csv->fields.size = sizeof(const char *);
	csv->separator = ',';
	csv->line = 1;
	return csv;
}

struct csv *csv_open(FILE *f)
{
	struct csv *csv = csv_new();
	csv->file = f;
	csv->window = xmalloc(WINDOW);
	csv->at = csv->end = csv->window;
	return csv;
}

struct csv *csv_open_memory(const char *text, size_t n)
{
	struct csv *csv = csv_new();
	csv->at = text;
	csv->end = text + n;
	return csv;
}

void csv_free(struct csv **csv)
{
	if (!*csv)
		return;
	free((*csv)->window);
	strbuf_fini(&(*csv)->text);
	vec_fini(&(*csv)->starts);
	vec_fini(&(*csv)->fields);
	free(*csv);
	*csv = NULL;
}

bool csv_truncated(const struct csv *csv)
{
	return csv->truncated;
}

char csv_separator(const struct csv *csv)
{
	return csv->separator;
}

static bool refill(struct csv *csv)
{
	if (!csv->file || csv->failed)
		return false;
	size_t n = fread(csv->window, 1, WINDOW, csv->file);
	if (n == 0 && ferror(csv->file))
		csv->failed = true;
	csv->at = csv->window;
	csv->end = csv->window + n;
	return n > 0;
}

static inline int peek(struct csv *csv)
{
	if (csv->at == csv->end && !refill(csv))
		return END;
	return (unsigned char)*csv->at;
}

/* The byte is a line break if it is LF, or CR before LF (both are taken), or a CR alone. */
static inline int take(struct csv *csv)
{
	int c = peek(csv);
	if (c != END)
		csv->at++;
	return c;
}

static char most_frequent_separator(const char *line, size_t n)
{
	static const char candidates[] = {',', ';', '\t'};
	size_t count[sizeof(candidates)] = {0};
	bool quoted = false;
	for (size_t i = 0; i < n && (quoted || (line[i] != '\n' && line[i] != '\r')); i++) {
		if (line[i] == '"')
			quoted = !quoted;
		for (size_t k = 0; !quoted && k < sizeof(candidates); k++)
			count[k] += line[i] == candidates[k];
	}
	size_t best = 0;
	for (size_t k = 1; k < sizeof(candidates); k++)
		if (count[k] > count[best])
			best = k;
	return candidates[best];
}

static void begin(struct csv *csv)
{
	csv->begun = true;
	if (peek(csv) == END)
		return;
	static const char bom[] = {'\xEF', '\xBB', '\xBF'};
	if (csv->end - csv->at >= 3 && memcmp(csv->at, bom, 3) == 0)
		csv->at += 3;
	csv->separator = most_frequent_separator(csv->at, (size_t)(csv->end - csv->at));
}

static void complain(struct csv *csv, const char *what)
{
	if (!csv->complaint)
		csv->complaint = what;
}

static void add_byte(struct csv *csv, size_t start, int c)
{
	if (csv->complaint)
		return;
	if (csv->text.len - start >= CSV_FIELD_MAX)
		complain(csv, "a field is longer than 64 kB");
	else
		strbuf_addch(&csv->text, (char)c);
}

static void end_field(struct csv *csv, size_t start)
{
	if (csv->complaint)
		return;
	const char *s = csv->text.buf + start;
	size_t n = csv->text.len - start;
	if (memchr(s, '\0', n))
		complain(csv, "a field holds a NUL byte");
	else if (!utf8_valid(s, n))
		complain(csv, "the text is not UTF-8 (save the file as UTF-8 and try again)");
	else if (csv->starts.n == CSV_FIELDS_MAX)
		complain(csv, "there are more than 256 fields");
	else
		*(size_t *)vec_push(&csv->starts) = start;
	strbuf_addch(&csv->text, '\0');
}

static void swallow_lf(struct csv *csv, int c)
{
	if (c == '\r' && peek(csv) == '\n')
		csv->at++;
	csv->line++;
}

/* The rest of a field after its opening quote, to the closing one. False: the file ended. */
static bool read_quoted(struct csv *csv, size_t start)
{
	for (;;) {
		int c = take(csv);
		if (c == END)
			return false;
		if (c == '"') {
			if (peek(csv) != '"')
				return true;
			csv->at++;
		}
		csv->line += c == '\n';
		add_byte(csv, start, c);
	}
}

enum field_end { FIELD_MORE, FIELD_ROW_END, FIELD_CUT };

static enum field_end read_field(struct csv *csv, int64_t *quote_line)
{
	size_t start = csv->text.len;
	bool quoted = peek(csv) == '"';
	if (quoted) {
		csv->at++;
		*quote_line = csv->line;
		if (!read_quoted(csv, start))
			return FIELD_CUT;
	}
	for (;;) {
		int c = take(csv);
		if (c == csv->separator) {
			end_field(csv, start);
			return FIELD_MORE;
		}
		if (c == END || c == '\n' || c == '\r') {
			end_field(csv, start);
			if (c != END)
				swallow_lf(csv, c);
			return FIELD_ROW_END;
		}
		if (quoted)
			complain(csv, "there is text after a closing quote");
		add_byte(csv, start, c);
	}
}

static enum rc cut_off(struct csv *csv, int64_t quote_line, struct err *err)
{
	csv->truncated = true;
	return err_set(err, RC_INVALID,
		_("the file was cut off: a quoted field that opens on line %lld never closes"),
		(long long)quote_line);
}

static enum rc hand_out(struct csv *csv, struct csv_row *row, struct err *err)
{
	if (csv->complaint)
		return err_set(err, RC_INVALID, "%s", csv->complaint);
	vec_clear(&csv->fields);
	for (size_t i = 0; i < csv->starts.n; i++)
		*(const char **)vec_push(&csv->fields) =
			csv->text.buf + *(size_t *)vec_at(&csv->starts, i);
	row->fields = csv->fields.data;
	row->n = csv->fields.n;
	return RC_OK;
}

static void skip_empty_lines(struct csv *csv)
{
	for (int c; (c = peek(csv)) == '\n' || c == '\r';) {
		csv->at++;
		swallow_lf(csv, c);
	}
}

enum rc csv_next(struct csv *csv, struct csv_row *row, struct err *err)
{
	*row = (struct csv_row){0};
	if (!csv->begun)
		begin(csv);
	skip_empty_lines(csv);
	row->line = csv->line;
	strbuf_reset(&csv->text);
	vec_clear(&csv->starts);
	csv->complaint = NULL;
	if (peek(csv) != END) {
		int64_t quote_line = 0;
		enum field_end end = FIELD_MORE;
		while (end == FIELD_MORE)
			end = read_field(csv, &quote_line);
		if (end == FIELD_CUT && !csv->failed)
			return cut_off(csv, quote_line, err);
	}
	if (csv->failed)
		return err_set(err, RC_IO, _("the file could not be read on from line %lld"),
			(long long)csv->line);
	return hand_out(csv, row, err);
}

/* ---- writing --------------------------------------------------------------------------------- */

static bool is_formula_start(char c)
{
	return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == '\n';
}

/* A value that already begins with apostrophes before such a byte gets one more, so that taking
 * one off again is always right. */
static bool wants_guard(const char *s)
{
	while (*s == '\'')
		s++;
	return is_formula_start(*s);
}

void csv_add(struct strbuf *out, const char *value, bool first)
{
	if (!first)
		strbuf_addch(out, ',');
	if (!value)
		return;
	bool guard = wants_guard(value);
	bool quote = guard || strpbrk(value, ",;\t\"\r\n") || value[0] == ' ';
	if (!quote) {
		strbuf_addstr(out, value);
		return;
	}
	strbuf_addstr(out, guard ? "\"'" : "\"");
	for (const char *s = value; *s; s++) {
		if (*s == '"')
			strbuf_addch(out, '"');
		strbuf_addch(out, *s);
	}
	strbuf_addch(out, '"');
}

void csv_end_row(struct strbuf *out)
{
	strbuf_addstr(out, "\r\n");
}

const char *csv_unguard(const char *field)
{
	return field[0] == '\'' && wants_guard(field) ? field + 1 : field;
}
