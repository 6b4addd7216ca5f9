/* Text is a vector of lines, JSON a jansson tree with a stack of open containers. Both are always
 * built: a command must not behave differently because somebody asked for JSON. */
#include "carrel/out.h"

#include "carrel/cells.h"
#include "carrel/clock.h"
#include "carrel/mem.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "carrel/vec.h"

#include <assert.h>
#include <jansson.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { OUT_DEPTH = 16, OUT_COLUMNS = 16 };

struct out {
	char *title;            /* owned; NULL */
	char *next, *next_keys; /* owned; NULL */
	int64_t case_id;
	struct vec lines; /* char *, owned */
	json_t *stack[OUT_DEPTH];
	int depth;
	struct vec cells; /* char *, owned: the rows of the open table */
	size_t columns;
	const char *const *titles;
};

struct out *out_new(void)
{
	struct out *out = xcalloc(1, sizeof(*out));
	out->lines.size = sizeof(char *);
	out->cells.size = sizeof(char *);
	out->stack[0] = json_object();
	return out;
}

static void free_strings(struct vec *v)
{
	for (size_t i = 0; i < v->n; i++)
		free(*(char **)vec_at(v, i));
	vec_clear(v);
}

void out_free(struct out **out)
{
	if (!*out)
		return;
	free_strings(&(*out)->lines);
	free_strings(&(*out)->cells);
	vec_fini(&(*out)->lines);
	vec_fini(&(*out)->cells);
	json_decref((*out)->stack[0]);
	free((*out)->title);
	free((*out)->next);
	free((*out)->next_keys);
	free(*out);
	*out = NULL;
}

void out_about(struct out *out, int64_t case_id, const char *fmt, ...)
{
	struct strbuf sb = STRBUF_INIT;
	va_list ap;
	va_start(ap, fmt);
	strbuf_vaddf(&sb, fmt, ap);
	va_end(ap);
	free(out->title);
	out->title = strbuf_detach(&sb, NULL);
	out->case_id = case_id;
}

const char *out_title(const struct out *out)
{
	return out->title;
}

void out_next(struct out *out, const char *command, const char *keys)
{
	free(out->next);
	free(out->next_keys);
	out->next = xstrdup(command);
	out->next_keys = xstrdup(keys);
}

const char *out_next_keys(const struct out *out)
{
	return out->next_keys;
}

const char *out_next_command(const struct out *out)
{
	return out->next;
}

int64_t out_case(const struct out *out)
{
	return out->case_id;
}

static void push_line(struct out *out, struct strbuf *sb)
{
	*(char **)vec_push(&out->lines) = strbuf_detach(sb, NULL);
}

void out_line(struct out *out, const char *fmt, ...)
{
	struct strbuf raw = STRBUF_INIT;
	struct strbuf clean = STRBUF_INIT;
	va_list ap;
	va_start(ap, fmt);
	strbuf_vaddf(&raw, fmt, ap);
	va_end(ap);
	cells_clean(&clean, raw.buf, raw.len, false);
	strbuf_fini(&raw);
	push_line(out, &clean);
}

/* ---- tables ---- */

void out_table_begin(struct out *out, const char *const *titles, size_t columns)
{
	assert(columns <= OUT_COLUMNS);
	free_strings(&out->cells);
	out->columns = columns;
	out->titles = titles;
}

void out_table_row(struct out *out, const char *const *cells)
{
	for (size_t i = 0; i < out->columns; i++) {
		struct strbuf clean = STRBUF_INIT;
		if (cells[i])
			cells_clean(&clean, cells[i], strlen(cells[i]), false);
		*(char **)vec_push(&out->cells) = strbuf_detach(&clean, NULL);
	}
}

static void table_line(struct out *out, const char *const *cells, const size_t *widths)
{
	struct strbuf line = STRBUF_INIT;
	for (size_t i = 0; i < out->columns; i++) {
		if (i + 1 < out->columns) {
			cells_pad(&line, cells[i], widths[i], false);
			strbuf_addstr(&line, "  ");
		} else {
			strbuf_addstr(&line, cells[i]);
		}
	}
	while (line.len > 0 && line.buf[line.len - 1] == ' ')
		strbuf_truncate(&line, line.len - 1);
	push_line(out, &line);
}

void out_table_end(struct out *out)
{
	size_t widths[OUT_COLUMNS] = {0};
	char **cells = out->cells.data;
	for (size_t i = 0; i < out->columns; i++)
		widths[i] = cells_widths(out->titles[i]);
	for (size_t i = 0; i < out->cells.n; i++) {
		size_t w = cells_widths(cells[i]);
		if (w > widths[i % out->columns])
			widths[i % out->columns] = w;
	}
	table_line(out, out->titles, widths);
	for (size_t i = 0; i < out->cells.n; i += out->columns)
		table_line(out, (const char *const *)cells + i, widths);
	free_strings(&out->cells);
	out->columns = 0;
}

/* ---- the document ---- */

static void put(struct out *out, const char *key, json_t *value)
{
	json_t *top = out->stack[out->depth];
	if (json_is_array(top)) {
		assert(!key);
		json_array_append_new(top, value);
	} else {
		assert(key);
		json_object_set_new(top, key, value);
	}
}

static void open_container(struct out *out, const char *key, json_t *value)
{
	assert(out->depth + 1 < OUT_DEPTH);
	put(out, key, value);
	out->stack[++out->depth] = value;
}

void out_object(struct out *out, const char *key)
{
	open_container(out, key, json_object());
}

void out_array(struct out *out, const char *key)
{
	open_container(out, key, json_array());
}

void out_end(struct out *out)
{
	assert(out->depth > 0);
	out->depth--;
}

void out_text(struct out *out, const char *key, const char *value)
{
	json_t *text = value ? json_string(value) : json_null();
	put(out, key, text ? text : json_null()); /* bytes that are not UTF-8 have no JSON form */
}

void out_int(struct out *out, const char *key, int64_t value)
{
	put(out, key, json_integer(value));
}

void out_real(struct out *out, const char *key, double value)
{
	put(out, key, isfinite(value) ? json_real(value) : json_null());
}

void out_bool(struct out *out, const char *key, bool value)
{
	put(out, key, json_boolean(value));
}

void out_time(struct out *out, const char *key, int64_t at)
{
	char iso[32];
	if (at)
		clock_iso(at, iso);
	put(out, key, at ? json_string(iso) : json_null());
}

/* ---- rendering ---- */

size_t out_lines(const struct out *out)
{
	return out->lines.n;
}

const char *out_line_at(const struct out *out, size_t i)
{
	return *(char **)vec_at(&out->lines, i);
}

bool out_has_document(const struct out *out)
{
	return json_object_size(out->stack[0]) > 0;
}

void out_render_text(const struct out *out, struct strbuf *to)
{
	for (size_t i = 0; i < out->lines.n; i++) {
		strbuf_addstr(to, out_line_at(out, i));
		strbuf_addch(to, '\n');
	}
}

static void add_json_escape(uint32_t rune, struct strbuf *to)
{
	if (rune >= 0x10000) {
		strbuf_addf(to, "\\u%04x", 0xd800 + ((unsigned)(rune - 0x10000) >> 10));
		rune = 0xdc00 + ((rune - 0x10000) & 0x3ff);
	}
	strbuf_addf(to, "\\u%04x", (unsigned)rune);
}

/* The same document to a program, but nothing in it that a terminal would act on or hide: JSON lets
 * DEL, the C1 controls and what turns text around stand as they are. */
void out_render_json(const struct out *out, struct strbuf *to)
{
	char *text = json_dumps(out->stack[0], JSON_INDENT(2));
	if (!text)
		mem_die("the answer could not be written as JSON");
	const char *end = text + strlen(text);
	for (const char *s = text; s < end;) {
		uint32_t rune;
		size_t n = utf8_decode(s, (size_t)(end - s), &rune);
		if (rune == '\n' || cells_rune_width(rune) >= 0)
			strbuf_add(to, s, n);
		else
			add_json_escape(rune, to);
		s += n;
	}
	strbuf_addch(to, '\n');
	free(text);
}
