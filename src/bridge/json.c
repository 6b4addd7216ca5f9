/* json.c - jansson behind limits: depth and size are checked before it sees the text. */
#include "carrel/json.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* The parser recurses; how deep is decided here, on the bare text, so that a bomb never gets in. */
static bool too_deep(const char *s, size_t n)
{
	size_t depth = 0;
	bool in_string = false;
	for (size_t i = 0; i < n; i++) {
		if (in_string) {
			if (s[i] == '\\')
				i++;
			else if (s[i] == '"')
				in_string = false;
		} else if (s[i] == '"') {
			in_string = true;
		} else if (s[i] == '[' || s[i] == '{') {
			if (++depth > JSON_DEPTH_MAX)
				return true;
		} else if ((s[i] == ']' || s[i] == '}') && depth > 0) {
			depth--;
		}
	}
	return false;
}

enum rc json_read(const char *text, size_t n, struct json_t **out, struct err *err)
{
	*out = NULL;
	if (n > JSON_BYTES_MAX)
		return err_set(err, RC_INVALID, _("the JSON is larger than 16 MB"));
	if (too_deep(text, n))
		return err_set(
			err, RC_INVALID, _("the JSON is more than %d levels deep"), JSON_DEPTH_MAX);
	json_error_t why;
	*out = json_loadb(text, n, JSON_REJECT_DUPLICATES, &why);
	if (*out)
		return RC_OK;
	if (json_error_code(&why) == json_error_premature_end_of_input)
		return err_set(err, RC_INVALID, _("the JSON ends too early: it was cut off"));
	return err_set(err, RC_INVALID, _("this is not JSON (at character %d: %s)"), why.position,
		why.text);
}

struct json_lines {
	FILE *file;
	int64_t line;
	struct strbuf text;
	struct json_t *value;
};

struct json_lines *json_lines_open(FILE *f)
{
	struct json_lines *lines = xcalloc(1, sizeof(*lines));
	lines->file = f;
	strbuf_init(&lines->text);
	return lines;
}

void json_lines_free(struct json_lines **lines)
{
	if (!*lines)
		return;
	json_decref((*lines)->value);
	strbuf_fini(&(*lines)->text);
	free(*lines);
	*lines = NULL;
}

static bool is_blank(const struct strbuf *text)
{
	return strspn(text->buf, " \t\r") == text->len;
}

/* One line without its LF. False at the end of the file; *too_long when it had to be skipped. */
static bool read_line(struct json_lines *lines, bool *too_long)
{
	strbuf_reset(&lines->text);
	*too_long = false;
	lines->line++;
	int c;
	size_t n = 0;
	while ((c = getc_unlocked(lines->file)) != EOF && c != '\n') {
		n++;
		if (lines->text.len < JSON_BYTES_MAX)
			strbuf_addch(&lines->text, (char)c);
		else
			*too_long = true;
	}
	return c != EOF || n > 0;
}

static void skip_bom(struct json_lines *lines)
{
	if (lines->line == 1 && strncmp(lines->text.buf, "\xEF\xBB\xBF", 3) == 0)
		strbuf_splice(&lines->text, 0, 3, NULL, 0);
}

enum rc json_lines_next(
	struct json_lines *lines, struct json_t **out, int64_t *line, struct err *err)
{
	*out = NULL;
	json_decref(lines->value);
	lines->value = NULL;
	bool too_long = false;
	do {
		if (!read_line(lines, &too_long)) {
			*line = lines->line;
			return ferror(lines->file) ? err_set(err, RC_IO,
							     _("the file could not be read on from "
							       "line %lld"),
							     (long long)lines->line)
						   : RC_OK;
		}
		skip_bom(lines);
	} while (is_blank(&lines->text));
	*line = lines->line;
	if (too_long)
		return err_set(err, RC_INVALID, _("the line is longer than 16 MB"));
	enum rc rc = json_read(lines->text.buf, lines->text.len, &lines->value, err);
	if (rc != RC_OK)
		return rc;
	if (!json_is_object(lines->value))
		return err_set(err, RC_INVALID, _("a line must be one object, { … }"));
	*out = lines->value;
	return RC_OK;
}

const char *json_text(const struct json_t *object, const char *key, struct arena *a)
{
	const json_t *v = json_object_get(object, key);
	if (json_is_string(v))
		return json_string_value(v);
	if (json_is_integer(v))
		return arena_printf(a, "%lld", (long long)json_integer_value(v));
	if (json_is_real(v))
		return arena_printf(a, "%.15g", json_real_value(v));
	if (json_is_boolean(v))
		return json_boolean_value(v) ? "true" : "false";
	return NULL;
}
