/* texts_out.c - other systems' replies as a library file of carrel. */
#include "carrel/texts_out.h"

#include "bridge/strmap.h"
#include "bridge/yaml_out.h"
#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/pan.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "carrel/vec.h"

#include <ctype.h>
#include <string.h>

enum { TEXT_INDENT = 8 };

struct wording {
	const struct texts_row *row;
	const char *id;
	const char *body;     /* with blanks in our form */
	struct vec blanks;    /* struct blank */
	struct wording *next; /* the same text in another language */
};

struct blank {
	const char *name;
	const char *type;
};

static const char *fitting_id(const char *id, struct arena *a)
{
	char *out = arena_strdup(a, id);
	for (char *s = out; *s; s++) {
		*s = (char)tolower((unsigned char)*s);
		bool fits = (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9');
		if (!fits && !strchr("._-", *s))
			*s = '_';
	}
	return out;
}

static const char *language_of(const struct texts_row *row)
{
	return row->language && *row->language ? row->language : "en";
}

static const char *topic_of(const struct wording *w, struct arena *a)
{
	if (w->row->category && *w->row->category)
		return fitting_id(w->row->category, a);
	return arena_strndup(a, w->id, strcspn(w->id, "."));
}

/* ---- bodies ---------------------------------------------------------------------------------- */

static enum rc refuse(const struct texts_row *row, const char *why, struct err *err)
{
	if (row->line > 0)
		return err_set(err, RC_INVALID, _("line %lld: %.80s: %s"), (long long)row->line,
			row->id ? row->id : _("text"), why);
	return err_set(err, RC_INVALID, "%.80s: %s", row->id ? row->id : _("text"), why);
}

static enum rc check(const struct texts_row *row, struct err *err)
{
	if (!row->id || !*row->id)
		return refuse(row, "the text has no id", err);
	if (!row->body || strspn(row->body, " \t\r\n") == strlen(row->body))
		return refuse(row, "the text is empty", err);
	size_t n = strlen(row->body), at, len;
	if (!utf8_valid(row->body, n))
		return refuse(row, "the text is not UTF-8", err);
	for (const char *s = row->body; *s; s++)
		if (((unsigned char)*s < ' ' && !strchr("\n\r\t", *s)) || *s == 0x7f)
			return refuse(row, "the text holds control characters", err);
	if (pan_find(row->body, n, &at, &len))
		return refuse(row, "the text holds a card number; take it out", err);
	return RC_OK;
}

static bool is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '.';
}

/* Length of {name}, {name:d}, {name:.2f} at s, 0 if it is only a brace. */
static size_t placeholder(const char *s, size_t *name_len)
{
	size_t n = 1;
	while (is_name(s[n]))
		n++;
	*name_len = n - 1;
	if (*name_len == 0 || !isalpha((unsigned char)s[1]))
		return 0;
	if (s[n] == ':')
		n += strcspn(s + n, "{}\n");
	return s[n] == '}' ? n + 1 : 0;
}

static void note_blank(struct wording *w, const char *name, const char *form)
{
	for (size_t i = 0; i < w->blanks.n; i++)
		if (strcmp(((struct blank *)vec_at(&w->blanks, i))->name, name) == 0)
			return;
	struct blank *b = vec_push(&w->blanks);
	b->name = name;
	b->type =
		form[0] == ':' && strchr("dfeg", form[strcspn(form, "}") - 1]) ? "number" : "text";
}

static void add_placeholder(
	struct wording *w, struct strbuf *out, const char *s, size_t name_len, struct arena *a)
{
	char *name = arena_strndup(a, s + 1, name_len);
	for (char *c = name; *c; c++)
		*c = *c == '.' ? '_' : (char)tolower((unsigned char)*c);
	strbuf_addf(out, "{%s}", name);
	note_blank(w, name, s + 1 + name_len);
}

static void trim_line_end(struct strbuf *out)
{
	while (out->len > 0 && out->buf[out->len - 1] == ' ')
		strbuf_truncate(out, out->len - 1);
}

static void read_body(struct wording *w, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	const char *s = w->row->body + strspn(w->row->body, " \t\r\n");
	bool line_start = true;
	while (*s) {
		size_t name_len, n = *s == '{' ? placeholder(s, &name_len) : 0;
		if (n > 0) {
			add_placeholder(w, &out, s, name_len, a);
		} else if (*s == '{') {
			strbuf_addstr(&out, "{{");
		} else if (*s == '\n') {
			trim_line_end(&out);
			strbuf_addch(&out, '\n');
		} else if (*s == ' ' || *s == '\t') {
			if (!line_start)
				strbuf_addch(&out, ' ');
		} else if (*s != '\r') {
			strbuf_addch(&out, *s);
		}
		line_start = out.len > 0 && out.buf[out.len - 1] == '\n';
		s += n > 0 ? n : 1;
	}
	while (out.len > 0 && strchr(" \n", out.buf[out.len - 1]))
		strbuf_truncate(&out, out.len - 1);
	w->body = arena_strdup(a, out.buf);
	strbuf_fini(&out);
}

/* ---- titles ---------------------------------------------------------------------------------- */

static void humanise(char *s)
{
	for (; *s; s++)
		if (*s == '_' || *s == '-')
			*s = ' ';
}

/* "apartment ask day" under "apartment_schedule" is "Apartment schedule: ask day": in one list of
 * all texts a bare "hello" would say nothing. */
static const char *title_of(const struct wording *w, struct arena *a)
{
	const char *dot = strchr(w->id, '.');
	char *topic = arena_strdup(a, topic_of(w, a));
	char *title = arena_strdup(a,
		w->row->title && *w->row->title ? w->row->title
			: dot                   ? dot + 1
						: w->id);
	humanise(topic);
	humanise(title);
	size_t first = strcspn(topic, " ");
	if (strncmp(title, topic, first) == 0 && title[first] == ' ')
		title += first + 1;
	if (strcmp(title, topic) == 0) {
		title[0] = (char)toupper((unsigned char)title[0]);
		return title;
	}
	topic[0] = (char)toupper((unsigned char)topic[0]);
	return arena_printf(a, "%s: %s", topic, title);
}

/* ---- the file -------------------------------------------------------------------------------- */

static void add_titles(struct strbuf *out, const struct wording *first, struct arena *a)
{
	strbuf_addstr(out, "    title: {");
	for (const struct wording *w = first; w; w = w->next) {
		strbuf_addf(out, "%s%s: ", w == first ? "" : ", ", language_of(w->row));
		yaml_add_scalar(out, title_of(w, a));
	}
	strbuf_addstr(out, "}\n");
}

static size_t add_blanks(struct strbuf *out, const struct wording *first, struct arena *a)
{
	struct strmap seen = {0};
	size_t count = 0;
	for (const struct wording *w = first; w; w = w->next)
		for (size_t i = 0; i < w->blanks.n; i++) {
			const struct blank *b = vec_at(&w->blanks, i);
			int64_t there;
			if (strmap_get(&seen, b->name, &there))
				continue;
			strmap_set(&seen, b->name, 1);
			char *ask = arena_strdup(a, b->name);
			humanise(ask);
			ask[0] = (char)toupper((unsigned char)ask[0]);
			strbuf_addstr(out, count++ == 0 ? "    blanks:\n" : "");
			strbuf_addf(out, "      %s: {ask: ", b->name);
			yaml_add_scalar(out, ask);
			strbuf_addf(out, ", type: %s}\n", b->type);
		}
	strmap_fini(&seen);
	return count;
}

static void add_text(struct strbuf *out, const struct wording *first, struct texts_report *report,
	struct arena *a)
{
	strbuf_addf(out, "  - id: %s\n", first->id);
	add_titles(out, first, a);
	strbuf_addf(out, "    topics: [%s]\n    for: [reply, call, chat]\n", topic_of(first, a));
	report->blanks += add_blanks(out, first, a);
	strbuf_addstr(out, "    text:\n");
	for (const struct wording *w = first; w; w = w->next) {
		strbuf_addf(out, "      %s:", language_of(w->row));
		yaml_add_text(out, w->body, TEXT_INDENT);
	}
	report->written++;
}

static void add_heading(struct strbuf *out, const char *heading)
{
	while (heading && *heading) {
		size_t n = strcspn(heading, "\n");
		strbuf_addf(out, "#%s%.*s\n", n > 0 ? " " : "", (int)n, heading);
		heading += n + (heading[n] == '\n');
	}
}

/* Ties a wording to an earlier one of the same id. RC_INVALID: that language is there already. */
static enum rc tie(struct wording *earlier, struct wording *w, struct err *err)
{
	for (;; earlier = earlier->next) {
		if (strcmp(language_of(earlier->row), language_of(w->row)) == 0)
			return refuse(w->row, "the same id and language come twice", err);
		if (!earlier->next)
			break;
	}
	earlier->next = w;
	return RC_OK;
}

static enum rc gather(struct wording *words, const struct texts_row *rows, size_t n, bool *is_first,
	struct texts_report *report, struct arena *a, struct err *err)
{
	struct strmap first = {0};
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct wording *w = &words[i];
		*w = (struct wording){.row = &rows[i], .blanks.size = sizeof(struct blank)};
		rc = check(&rows[i], err);
		if (rc != RC_OK)
			break;
		w->id = fitting_id(rows[i].id, a);
		read_body(w, a);
		int64_t at;
		if (strmap_get(&first, w->id, &at)) {
			rc = tie(&words[at], w, err);
			report->merged++;
		} else {
			strmap_set(&first, w->id, (int64_t)i);
			is_first[i] = true;
		}
	}
	strmap_fini(&first);
	return rc;
}

enum rc texts_write(const struct texts_row *rows, size_t n, const char *heading, struct strbuf *out,
	struct texts_report *report, struct arena *a, struct err *err)
{
	*report = (struct texts_report){0};
	if (n == 0)
		return err_set(err, RC_INVALID, _("there are no texts in it"));
	struct wording *words = arena_array(a, n, sizeof(*words));
	bool *is_first = arena_array(a, n, sizeof(*is_first));
	enum rc rc = gather(words, rows, n, is_first, report, a, err);
	if (rc == RC_OK) {
		add_heading(out, heading);
		strbuf_addstr(out, "format: carrel-texts/1\ntexts:\n");
		for (size_t i = 0; i < n; i++)
			if (is_first[i])
				add_text(out, &words[i], report, a);
	}
	for (size_t i = 0; i < n; i++)
		vec_fini(&words[i].blanks);
	return rc;
}
