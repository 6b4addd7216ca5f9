/* import_rows.c - which of their columns is which of ours, and rows under our names. */
#include "bridge/import_rows.h"

#include "carrel/arena.h"
#include "carrel/csv.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/json.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct column_words {
	const char *name;
	const char *aliases;
};

static const struct column_words columns[COLUMNS] = {
#define COLUMN(field, name, aliases) [COL_##field] = {name, aliases},
#include "bridge/import_columns.def"
#undef COLUMN
};

enum { NO_COLUMN = -1 };

struct import_rows {
	struct csv *csv;
	struct json_lines *json;
	const enum column *wanted;
	const char *map;
	struct arena *names;    /* JSON: their keys, met so far */
	size_t n_header;        /* CSV */
	int of[CSV_FIELDS_MAX]; /* CSV: enum column of each field, or NO_COLUMN */
	bool truncated;
};

const char *import_column_name(enum column column)
{
	return columns[column].name;
}

/* "E-mail Address" is compared as "e_mail_address". */
static const char *compared_name(const char *theirs, struct arena *a)
{
	char *folded = fold_text(a, theirs);
	char *out = folded;
	for (const char *s = folded; *s; s++) {
		bool word = (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9');
		if (word)
			*out++ = *s;
		else if (out > folded && out[-1] != '_')
			*out++ = '_';
	}
	if (out > folded && out[-1] == '_')
		out--;
	*out = '\0';
	return folded;
}

static bool has_word(const char *words, const char *word)
{
	size_t n = strlen(word);
	for (const char *s = words; (s = strstr(s, word)) != NULL; s += n) {
		bool begins = s == words || s[-1] == ' ';
		if (begins && (s[n] == ' ' || s[n] == '\0'))
			return n > 0;
	}
	return false;
}

static int wanted_by_name(const struct import_rows *rows, const char *name)
{
	for (const enum column *c = rows->wanted; *c != COLUMNS; c++)
		if (strcmp(columns[*c].name, name) == 0)
			return (int)*c;
	return NO_COLUMN;
}

/* What the person said in --map comes before what we know. */
static int mapped_column(const struct import_rows *rows, const char *theirs, struct arena *a)
{
	const char *name = compared_name(theirs, a);
	for (const char *s = rows->map; s && *s;) {
		size_t len = strcspn(s, ",");
		const char *equals = memchr(s, '=', len);
		size_t left = equals ? (size_t)(equals - s) : 0;
		if (equals && strcmp(compared_name(arena_strndup(a, s, left), a), name) == 0)
			return wanted_by_name(rows, arena_strndup(a, equals + 1, len - left - 1));
		s += len + (s[len] == ',');
	}
	return COLUMNS;
}

static int column_of(const struct import_rows *rows, const char *theirs, struct arena *a)
{
	int mapped = mapped_column(rows, theirs, a);
	if (mapped != COLUMNS)
		return mapped;
	const char *name = compared_name(theirs, a);
	int exact = wanted_by_name(rows, name);
	if (exact != NO_COLUMN)
		return exact;
	for (const enum column *c = rows->wanted; *c != COLUMNS; c++)
		if (has_word(columns[*c].aliases, name))
			return (int)*c;
	return NO_COLUMN;
}

static const char *wanted_names(const struct import_rows *rows, struct arena *a)
{
	const char *names = "";
	for (const enum column *c = rows->wanted; *c != COLUMNS; c++)
		names = arena_printf(a, "%s%s%s", names, *names ? ", " : "", columns[*c].name);
	return names;
}

static enum rc check_map(const struct import_rows *rows, struct arena *a, struct err *err)
{
	for (const char *s = rows->map; s && *s;) {
		size_t len = strcspn(s, ",");
		const char *pair = arena_strndup(a, s, len);
		const char *equals = strchr(pair, '=');
		if (!equals || equals == pair)
			return err_set(err, RC_INVALID,
				_("\"%s\" is not a pair: write theirs=ours, such as Kundennr=id"),
				pair);
		if (wanted_by_name(rows, equals + 1) == NO_COLUMN)
			return err_set(err, RC_INVALID,
				_("there is no column \"%s\" here; choose from: %s"), equals + 1,
				wanted_names(rows, a));
		s += len + (s[len] == ',');
	}
	return RC_OK;
}

static enum rc read_header(struct import_rows *rows, struct arena *a, struct err *err)
{
	struct csv_row header;
	enum rc rc = csv_next(rows->csv, &header, err);
	if (rc != RC_OK)
		return err_prefix(err, _("line %lld"), (long long)header.line);
	if (header.n == 0)
		return err_set(err, RC_INVALID,
			_("the file is empty: there is not even a line with the names of the "
			  "columns"));
	size_t known = 0;
	rows->n_header = header.n;
	for (size_t i = 0; i < header.n; i++) {
		rows->of[i] = column_of(rows, header.fields[i], a);
		for (size_t k = 0; k < i && rows->of[i] != NO_COLUMN; k++)
			if (rows->of[k] == rows->of[i])
				rows->of[i] = NO_COLUMN;
		known += rows->of[i] != NO_COLUMN;
	}
	if (known > 0)
		return RC_OK;
	return err_set(err, RC_INVALID,
		_("the first line names no column that we know; name them %s, or say which is "
		  "which "
		  "with --map theirs=ours"),
		wanted_names(rows, a));
}

static int first_byte(FILE *f)
{
	int c = getc(f);
	while (c == ' ' || c == '\t' || c == '\r' || c == '\n')
		c = getc(f);
	if (c != EOF)
		ungetc(c, f);
	return c;
}

enum rc import_rows_open(struct import_rows **out, FILE *f, const struct import_options *options,
	const enum column *wanted, struct err *err)
{
	struct import_rows *rows = xcalloc(1, sizeof(*rows));
	rows->wanted = wanted;
	rows->map = options->map;
	rows->names = arena_new();
	*out = rows;
	enum rc rc = check_map(rows, rows->names, err);
	bool json = options->format == IMPORT_JSONL ||
		(options->format == IMPORT_AUTO && first_byte(f) == '{');
	if (rc == RC_OK && json) {
		rows->json = json_lines_open(f);
	} else if (rc == RC_OK) {
		rows->csv = csv_open(f);
		rc = read_header(rows, rows->names, err);
	}
	if (rc != RC_OK)
		import_rows_free(out);
	return rc;
}

void import_rows_free(struct import_rows **rows)
{
	if (!*rows)
		return;
	csv_free(&(*rows)->csv);
	json_lines_free(&(*rows)->json);
	arena_free(&(*rows)->names);
	free(*rows);
	*rows = NULL;
}

bool import_rows_truncated(const struct import_rows *rows)
{
	return rows->truncated;
}

static const char *trimmed(const char *s, struct arena *a)
{
	s += strspn(s, " \t\r\n");
	size_t n = strlen(s);
	while (n > 0 && strchr(" \t\r\n", s[n - 1]))
		n--;
	return n > 0 ? arena_strndup(a, s, n) : NULL;
}

static enum rc next_csv(
	struct import_rows *rows, struct import_record *record, struct arena *a, struct err *err)
{
	struct csv_row row;
	enum rc rc = csv_next(rows->csv, &row, err);
	record->line = row.line;
	rows->truncated = csv_truncated(rows->csv);
	if (rc != RC_OK)
		return rc;
	if (row.n == 0)
		record->line = 0;
	else if (row.n != rows->n_header)
		return err_set(err, RC_INVALID,
			_("the row has %zu fields where the first line has %zu%s"), row.n,
			rows->n_header,
			row.n < rows->n_header ? _(" (was the file cut off?)") : "");
	for (size_t i = 0; i < row.n; i++)
		if (rows->of[i] != NO_COLUMN)
			record->value[rows->of[i]] = trimmed(csv_unguard(row.fields[i]), a);
	return RC_OK;
}

static enum rc next_json(
	struct import_rows *rows, struct import_record *record, struct arena *a, struct err *err)
{
	struct json_t *object;
	enum rc rc = json_lines_next(rows->json, &object, &record->line, err);
	if (rc != RC_OK)
		return rc;
	if (!object)
		record->line = 0;
	record->object = object;
	const char *key;
	struct json_t *value;
	json_object_foreach(object, key, value)
	{
		int column = column_of(rows, key, a);
		if (column == NO_COLUMN || record->value[column])
			continue;
		const char *text = json_text(object, key, a);
		record->value[column] = text ? trimmed(text, a) : NULL;
	}
	return RC_OK;
}

enum rc import_rows_next(
	struct import_rows *rows, struct import_record *record, struct arena *a, struct err *err)
{
	*record = (struct import_record){0};
	return rows->csv ? next_csv(rows, record, a, err) : next_json(rows, record, a, err);
}
