/* texts_records.c - tables and JSON as records: named fields with the line they stand in. */
#include "carrel/texts_import.h"

#include "carrel/arena.h"
#include "carrel/csv.h"
#include "carrel/i18n.h"
#include "carrel/json.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char *const BAD_FIELD = "!";

static const char *plain_name(const char *name, struct arena *a)
{
	name += strspn(name, " \t\r\n");
	char *out = arena_strdup(a, name);
	for (char *s = out; *s; s++)
		*s = (char)tolower((unsigned char)*s);
	for (size_t n = strlen(out); n > 0 && strchr(" \t\r\n", out[n - 1]); n--)
		out[n - 1] = '\0';
	return out;
}

const char *texts_record_get(const struct texts_record *r, const char *name)
{
	for (size_t i = 0; i < r->fields.n; i++) {
		const struct texts_field *f = vec_at(&r->fields, i);
		if (strcmp(f->name, name) == 0)
			return f->value;
	}
	return NULL;
}

void texts_record_add(struct texts_record *r, const char *name, const char *value, struct arena *a)
{
	struct texts_field *f = vec_push(&r->fields);
	f->name = plain_name(name, a);
	f->value = arena_strdup(a, value);
}

struct texts_record *texts_records_add(struct vec *records, int64_t line)
{
	struct texts_record *r = vec_push(records);
	r->fields.size = sizeof(struct texts_field);
	r->line = line;
	return r;
}

void texts_records_fini(struct vec *records)
{
	for (size_t i = 0; i < records->n; i++)
		vec_fini(&((struct texts_record *)vec_at(records, i))->fields);
	vec_fini(records);
}

/* ---- tables --------------------------------------------------------------------------------- */

static void add_row(struct vec *records, const struct csv_row *row, const char *const *names,
	size_t n, struct arena *a)
{
	struct texts_record *r = texts_records_add(records, row->line);
	if (row->n != n)
		texts_record_add(r, BAD_FIELD,
			arena_printf(a, _("the row has %zu fields, the header %zu"), row->n, n), a);
	for (size_t i = 0; i < row->n && i < n; i++)
		texts_record_add(r, names[i], csv_unguard(row->fields[i]), a);
}

static enum rc read_table(
	const char *text, size_t n, struct vec *records, struct arena *a, struct err *err)
{
	struct csv *csv = csv_open_memory(text, n);
	struct csv_row row;
	enum rc rc = csv_next(csv, &row, err);
	const char **names = NULL;
	size_t columns = 0;
	if (rc == RC_OK) {
		columns = row.n;
		names = arena_array(a, columns + 1, sizeof(*names));
		for (size_t i = 0; i < columns; i++)
			names[i] = arena_strdup(a, row.fields[i]);
	}
	while (rc == RC_OK && columns > 0) {
		struct err why = {0};
		enum rc row_rc = csv_next(csv, &row, &why);
		if (row_rc == RC_OK && row.n == 0)
			break;
		if (row_rc == RC_OK)
			add_row(records, &row, names, columns, a);
		else if (row_rc == RC_INVALID)
			texts_record_add(
				texts_records_add(records, row.line), BAD_FIELD, why.text, a);
		else
			rc = err_set(err, row_rc, "%s", why.text);
	}
	csv_free(&csv);
	return rc;
}

/* ---- JSON ----------------------------------------------------------------------------------- */

/* Lists and what is nested are one text, joined as Zammad joins its lists. */
static void add_value(struct strbuf *out, const json_t *v, struct arena *a, int depth)
{
	const char *key;
	json_t *member;
	size_t i;
	if (json_is_array(v) && depth < 3) {
		json_array_foreach(v, i, member)
		{
			strbuf_addstr(out, i > 0 ? "~~~" : "");
			add_value(out, member, a, depth + 1);
		}
	} else if (json_is_object(v) && depth > 0) {
		json_object_foreach((json_t *)v, key, member)
		{
			if (json_is_string(member)) { /* [{"team": "Billing"}] */
				strbuf_addstr(out, json_string_value(member));
				return;
			}
		}
	} else if (json_is_string(v)) {
		strbuf_addstr(out, json_string_value(v));
	} else if (json_is_integer(v)) {
		strbuf_addf(out, "%lld", (long long)json_integer_value(v));
	} else if (json_is_boolean(v)) {
		strbuf_addstr(out, json_boolean_value(v) ? "true" : "false");
	}
}

static void add_object(struct vec *records, json_t *object, int64_t line, struct arena *a)
{
	struct texts_record *r = texts_records_add(records, line);
	const char *key;
	json_t *value;
	if (!json_is_object(object))
		texts_record_add(r, BAD_FIELD, _("it must be an object, { … }"), a);
	json_object_foreach(object, key, value)
	{
		struct strbuf text = STRBUF_INIT;
		/* What carrel wrote itself stays JSON, to be read by who knows what it is. */
		if (json_is_object(value)) {
			char *dump = json_dumps(value, JSON_COMPACT);
			strbuf_addstr(&text, dump ? dump : "");
			free(dump);
		} else {
			add_value(&text, value, a, 0);
		}
		texts_record_add(r, key, text.buf, a);
		strbuf_fini(&text);
	}
}

static bool is_list_of_objects(const json_t *v)
{
	return json_is_array(v) && json_is_object(json_array_get(v, 0));
}

/* The list in a document: itself, a member of it, or the "data" of a table in a database's dump. */
static json_t *list_in(json_t *root, int *depth)
{
	json_t *member;
	const char *key;
	size_t i;
	*depth = 1;
	if (json_is_array(root)) {
		json_array_foreach(root, i, member)
		{
			json_t *data = json_object_get(member, "data");
			if (json_object_get(member, "type") && is_list_of_objects(data)) {
				*depth = 3;
				return data;
			}
		}
		return root;
	}
	*depth = 2;
	json_object_foreach(root, key, member)
	{
		if (is_list_of_objects(member))
			return member;
		json_t *inner = json_is_object(member) ? json_object_get(member, "payload") : NULL;
		if (is_list_of_objects(inner)) {
			*depth = 3;
			return inner;
		}
	}
	return NULL;
}

/* The lines in which objects at this depth begin: jansson does not keep them. */
static void object_lines(const char *s, size_t n, int wanted, struct vec *lines)
{
	int depth = 0;
	int64_t line = 1;
	bool in_string = false;
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\n')
			line++;
		else if (in_string && s[i] == '\\')
			i++;
		else if (s[i] == '"')
			in_string = !in_string;
		else if (in_string)
			continue;
		else if (s[i] == ']' || s[i] == '}')
			depth--;
		else if (s[i] == '[' || s[i] == '{') {
			if (s[i] == '{' && depth == wanted)
				*(int64_t *)vec_push(lines) = line;
			depth++;
		}
	}
}

static void add_list(
	const char *text, size_t n, json_t *list, int depth, struct vec *records, struct arena *a)
{
	struct vec lines = {.size = sizeof(int64_t)};
	object_lines(text, n, depth, &lines);
	bool known = lines.n == json_array_size(list);
	json_t *object;
	size_t i;
	json_array_foreach(list, i, object) add_object(
		records, object, known ? *(int64_t *)vec_at(&lines, i) : (int64_t)i + 1, a);
	vec_fini(&lines);
}

static size_t line_length(const char *s, size_t n)
{
	const char *end = memchr(s, '\n', n);
	return end ? (size_t)(end - s) + 1 : n;
}

static bool is_empty_line(const char *s, size_t n)
{
	return strspn(s, " \t\r\n") >= n;
}

static void read_lines(const char *text, size_t n, struct vec *records, struct arena *a)
{
	int64_t line = 1;
	for (size_t at = 0; at < n; line++) {
		size_t len = line_length(text + at, n - at);
		json_t *object = NULL;
		struct err why = {0};
		if (is_empty_line(text + at, len)) {
			at += len;
			continue;
		}
		if (json_read(text + at, len, &object, &why) == RC_OK)
			add_object(records, object, line, a);
		else
			texts_record_add(texts_records_add(records, line), BAD_FIELD, why.text, a);
		json_decref(object);
		at += len;
	}
}

static enum rc read_json(
	const char *text, size_t n, struct vec *records, struct arena *a, struct err *err)
{
	json_t *root = NULL;
	int depth;
	enum rc rc = json_read(text, n, &root, err);
	if (rc != RC_OK) {
		/* Lines, if the first is a whole object by itself. */
		json_t *first = NULL;
		size_t len = line_length(text, n);
		if (text[strspn(text, " \t\r\n")] == '{' && len < n &&
			json_read(text, len, &first, NULL) == RC_OK) {
			json_decref(first);
			read_lines(text, n, records, a);
			return RC_OK;
		}
		return rc;
	}
	json_t *list = list_in(root, &depth);
	if (list)
		add_list(text, n, list, depth, records, a);
	else if (json_is_object(root))
		add_object(records, root, 1, a);
	json_decref(root);
	return RC_OK;
}

enum rc texts_records_read(
	const char *text, size_t n, struct vec *records, struct arena *a, struct err *err)
{
	if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		n -= 3;
	}
	if (!utf8_valid(text, n))
		return err_set(
			err, RC_INVALID, _("it is not UTF-8; save it again with that encoding"));
	if (memchr(text, '\0', n))
		return err_set(err, RC_INVALID, _("it is no text file: there are NUL bytes in it"));
	size_t begin = strspn(text, " \t\r\n");
	enum rc rc = begin < n && (text[begin] == '[' || text[begin] == '{')
		? read_json(text, n, records, a, err)
		: read_table(text, n, records, a, err);
	if (rc == RC_OK && records->n == 0)
		rc = err_set(err, RC_INVALID, _("there are no texts in it"));
	return rc;
}
