#include "script_said.h"

#include "undo_words.h"

#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"

#include <stdlib.h>
#include <string.h>

enum { VALUES_MAX = 8 };

/* Blanks between pieces of text: where one stands anything may stand. */
static const char anything[] = "\001";

/* One space for every run of blanks and lines of a frame: a sentence goes on in the next line. */
static char *one_line(const char *text)
{
	static const char upright[] = "\u2502";
	struct strbuf out = STRBUF_INIT;
	bool blank = false;
	while (*text) {
		size_t frame = strncmp(text, upright, strlen(upright)) == 0 ? strlen(upright) : 0;
		if (frame || *text == ' ' || *text == '\n') {
			blank = true;
			text += frame ? frame : 1;
			continue;
		}
		if (blank && out.len > 0)
			strbuf_addch(&out, ' ');
		blank = false;
		strbuf_addch(&out, *text++);
	}
	return strbuf_detach(&out, NULL);
}

/* Cuts "message | value | value" up where it stands. */
static size_t cut_values(char *said, const char *values[VALUES_MAX])
{
	static const char between[] = " | ";
	size_t n = 0;
	for (char *at = strstr(said, between); at && n < VALUES_MAX; at = strstr(at, between)) {
		*at = '\0';
		at += strlen(between);
		values[n++] = at;
	}
	return n;
}

/* After the '%' at `at`: the end of the blank, and which value it takes (-1: none, it is a "%%"). */
static const char *read_blank(const char *at, int *next, int *value)
{
	char *end;
	if (*at == '%') {
		*value = -1;
		return at + 1;
	}
	unsigned long place = strtoul(at, &end, 10);
	*value = place > 0 && *end == '$' ? (int)place - 1 : (*next)++;
	at += strspn(at, "0123456789$-+ #.*'hlqjzt");
	return *at ? at + 1 : at;
}

/* "*" within it is anything, too. */
static void fill_value(const char *value, struct strbuf *out)
{
	for (value = i18n_text(value); *value; value++)
		strbuf_addch(out, *value == '*' ? anything[0] : *value);
}

static void fill(const char *message, const char *const *values, size_t n, struct strbuf *out)
{
	int next = 0, value;
	while (*message) {
		if (*message != '%') {
			strbuf_addch(out, *message++);
			continue;
		}
		message = read_blank(message + 1, &next, &value);
		if (value < 0)
			strbuf_addch(out, '%');
		else
			fill_value((size_t)value < n ? values[value] : "*", out);
	}
}

/* The pieces between the blanks, one after the other. */
static bool stands_in(const char *text, char *pattern)
{
	char *rest = NULL;
	for (char *piece = strtok_r(pattern, anything, &rest); piece;
		piece = strtok_r(NULL, anything, &rest)) {
		const char *at = strstr(text, piece);
		if (!at)
			return false;
		text = at + strlen(piece);
	}
	return true;
}

/* "one || many": the form that the first number among the values takes. */
static const char *in_language(char *message, const char *const *values, size_t n)
{
	static const char or_many[] = " || ";
	char *many = strstr(message, or_many);
	if (!many)
		return i18n_text(message);
	*many = '\0';
	for (size_t i = 0; i < n; i++)
		if (*values[i] >= '0' && *values[i] <= '9')
			return i18n_plural(
				message, many + strlen(or_many), strtoul(values[i], NULL, 10));
	return i18n_text(message);
}

static bool is_message(const char *english)
{
	size_t refused;
	return i18n_count(&refused) == 0 || i18n_as_written(english) != english;
}

enum rc script_said(const char *said, const char *screen, bool *there, struct err *err)
{
	const char *values[VALUES_MAX];
	char *message = xstrdup(said);
	size_t n = cut_values(message, values);
	const char *meant =
		in_language(message, values, n); /* ends `message` where the plural begins */
	enum rc rc = RC_OK;
	if (is_message(message)) {
		struct strbuf filled = STRBUF_INIT;
		fill(meant, values, n, &filled);
		/* Which key undoes depends on where the cursor is. */
		char *any_key = undo_words(filled.buf, anything);
		char *text = one_line(screen);
		char *pattern = one_line(any_key ? any_key : filled.buf);
		free(any_key);
		*there = stands_in(text, pattern);
		free(pattern);
		free(text);
		strbuf_fini(&filled);
	} else {
		rc = err_set(err, RC_INVALID, _("“%s” is no message of this program."), message);
	}
	free(message);
	return rc;
}
