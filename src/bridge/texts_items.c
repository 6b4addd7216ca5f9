/* texts_items.c - a record of another system as one reply in one language. */
#include "bridge/texts_sources.h"
#include "carrel/texts_import.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/html_text.h"
#include "carrel/i18n.h"
#include "carrel/pan.h"
#include "carrel/strbuf.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>
#include <strings.h>

enum { TITLE_MAX = 120 };

const struct word texts_source_words[] = {
	{TEXTS_AUTO, "auto", N_("by its content")},
	{TEXTS_OWN, "carrel", "carrel"},
	{TEXTS_CSV, "csv", N_("a plain table")},
	{TEXTS_RESPONSES, "responses", N_("a list of responses")},
	{TEXTS_ZAMMAD, "zammad", "Zammad"},
	{TEXTS_CHATWOOT, "chatwoot", "Chatwoot"},
	{TEXTS_FREESCOUT, "freescout", "FreeScout"},
	{TEXTS_OSTICKET, "osticket", "osTicket"},
	{TEXTS_FRAPPE, "frappe", "Frappe Helpdesk"},
	{TEXTS_UVDESK, "uvdesk", "UVdesk"},
	{TEXTS_ZNUNY, "znuny", "Znuny"},
	{TEXTS_SALESFORCE, "salesforce", "Salesforce"},
	{0, NULL, NULL},
};
const struct word texts_note_words[] = {
	{TEXTS_NOTE_PLACEHOLDER, "placeholder", N_("placeholder")},
	{TEXTS_NOTE_FOLDED, "folded", N_("folded")},
	{TEXTS_NOTE_RENAMED, "renamed", N_("renamed")},
	{TEXTS_NOTE_LEFT_OUT, "left_out", N_("left out")},
	{TEXTS_NOTE_KEPT, "kept", N_("kept")},
	{TEXTS_NOTE_CHECK, "check", N_("to be looked at")},
	{TEXTS_NOTE_PROBLEM, "problem", N_("problem")},
	{0, NULL, NULL},
};

static const struct texts_form forms[] = {
#define SOURCE(source, needs, key, title, text, short_name, category, language, active, markup, \
	open, close) \
	{TEXTS_##source, needs, key, title, text, short_name, category, language, active, markup, \
		open, close},
#include "bridge/texts_sources.def"
#undef SOURCE
};
enum { FORMS = sizeof(forms) / sizeof(*forms) };

const struct texts_form *texts_form_of(enum texts_source source)
{
	for (size_t i = 0; i < FORMS; i++)
		if (forms[i].source == source)
			return &forms[i];
	return NULL;
}

/* ---- notes ---------------------------------------------------------------------------------- */

void texts_reading_init(struct texts_reading *r, struct arena *a)
{
	*r = (struct texts_reading){.arena = a, .notes.size = sizeof(struct texts_note)};
}

void texts_reading_fini(struct texts_reading *r)
{
	vec_fini(&r->notes);
}

void texts_note_add(struct texts_reading *r, enum texts_note_kind kind, int64_t line,
	const char *about, const char *fmt, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list ap;
	va_start(ap, fmt);
	strbuf_vaddf(&text, fmt, ap);
	va_end(ap);
	struct texts_note *note = vec_push(&r->notes);
	*note = (struct texts_note){.kind = kind,
		.line = line,
		.about = arena_strdup(r->arena, about),
		.sentence = arena_strdup(r->arena, text.buf)};
	r->problems += kind == TEXTS_NOTE_PROBLEM;
	r->left_out += kind == TEXTS_NOTE_LEFT_OUT;
	strbuf_fini(&text);
}

/* ---- fields --------------------------------------------------------------------------------- */

/* A column that the map renames answers to the name it was given. */
static const char *field(
	const struct texts_reading *r, const struct texts_record *record, const char *name)
{
	for (size_t i = 0; r->map && i < r->map->columns.n; i++) {
		const struct texts_pair *p = vec_at(&r->map->columns, i);
		const char *value = strcasecmp(p->ours, name) == 0
			? texts_record_get(record, fold_text(r->arena, p->theirs))
			: NULL;
		if (value)
			return value;
	}
	return texts_record_get(record, name);
}

/* Of "a|b" the first that is there and not empty; "" when none is. *found: there is such a field. */
static const char *first_of(const struct texts_reading *r, const struct texts_record *record,
	const char *names, size_t len, bool *found)
{
	const char *value = "";
	for (size_t at = 0; at < len;) {
		size_t n = strcspn(names + at, "|,");
		n = n < len - at ? n : len - at;
		const char *here = field(r, record, arena_strndup(r->arena, names + at, n));
		*found = *found || here;
		if (here && *here && !*value)
			value = here;
		at += n + 1;
	}
	return value;
}

static const char *get(
	const struct texts_reading *r, const struct texts_record *record, const char *names)
{
	bool found = false;
	return first_of(r, record, names, strlen(names), &found);
}

static bool has_all(
	const struct texts_reading *r, const struct texts_record *record, const char *needs)
{
	while (*needs) {
		size_t n = strcspn(needs, ",");
		bool found = false;
		first_of(r, record, needs, n, &found);
		if (!found)
			return false;
		needs += n + (needs[n] == ',');
	}
	return true;
}

/* ---- words ---------------------------------------------------------------------------------- */

const char *texts_slug(const char *text, size_t max, struct arena *a)
{
	const char *folded = fold_text(a, text);
	char *out = arena_strndup(a, folded, strlen(folded));
	size_t n = 0;
	for (const char *s = folded; *s && n < max; s++) {
		bool fits = (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9');
		if (fits)
			out[n++] = *s;
		else if (n > 0 && out[n - 1] != '_')
			out[n++] = '_';
	}
	while (n > 0 && out[n - 1] == '_')
		n--;
	out[n] = '\0';
	return out;
}

/* One line without markup. */
static const char *one_line(const char *s, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	plain_text(s, strlen(s), &out);
	for (size_t i = 0; i < out.len; i++)
		if (out.buf[i] == '\n')
			out.buf[i] = ' ';
	size_t n = out.len;
	if (n > TITLE_MAX)
		for (n = TITLE_MAX; n > 0 && ((unsigned char)out.buf[n] & 0xC0) == 0x80;)
			n--;
	const char *line = arena_strndup(a, out.buf, n);
	strbuf_fini(&out);
	return line;
}

/* "apartment_ask_day" was a name for machines; people read it with spaces. */
static const char *title_of(const char *s, struct arena *a)
{
	const char *line = one_line(s, a);
	if (strchr(line, ' ') || !*line)
		return line;
	char *words = arena_strdup(a, line);
	for (char *c = words; *c; c++)
		if (*c == '_' || *c == '.' || (*c == '-' && c > words))
			*c = ' ';
	words[0] = (char)toupper((unsigned char)words[0]);
	return words;
}

/* "es_ES", "ES", "en-us" as BCP 47 has it. */
static const char *language_of(const char *s, struct arena *a)
{
	char *tag = arena_strdup(a, one_line(s, a));
	size_t base = strcspn(tag, "-_");
	for (char *c = tag; *c; c++) {
		bool in_base = (size_t)(c - tag) < base;
		*c = *c == '_'    ? '-'
			: in_base ? (char)tolower((unsigned char)*c)
				  : (char)toupper((unsigned char)*c);
	}
	/* The language packs of a country's main language are that language. */
	if (strcasecmp(tag, "en-US") == 0 || strcasecmp(tag, "es-ES") == 0 ||
		strcasecmp(tag, "ca-ES") == 0)
		tag[2] = '\0';
	return tag;
}

/* [words](address) -> words <address>; **words** -> words. A cut of Markdown: what replies use. */
static void markdown_text(const char *s, struct strbuf *out)
{
	bool code = false;
	for (; *s; s++) {
		if (strncmp(s, "```", 3) == 0) {
			code = !code;
			s += 2;
			continue;
		}
		size_t words = *s == '[' && !code ? strcspn(s + 1, "]\n") : 0;
		size_t to = words > 0 && s[words + 1] == ']' && s[words + 2] == '('
			? strcspn(s + words + 3, ") \n")
			: 0;
		if (to > 0 && s[words + 3 + to] == ')') {
			strbuf_add(out, s + 1, words);
			strbuf_addstr(out, " <");
			strbuf_add(out, s + words + 3, to);
			strbuf_addch(out, '>');
			s += words + 3 + to;
		} else if (!code && (strncmp(s, "**", 2) == 0 || strncmp(s, "__", 2) == 0)) {
			s++;
		} else {
			strbuf_addch(out, *s);
		}
	}
}

/* A table of our own says exactly what it means; only the line ends of other programs go. */
static void add_own_lines(const char *s, struct strbuf *out)
{
	for (; *s; s++)
		if (*s != '\r' || s[1] != '\n')
			strbuf_addch(out, *s);
	while (out->len > 0 && strchr(" \n", out->buf[out->len - 1]))
		strbuf_truncate(out, out->len - 1);
}

static const char *text_of(struct texts_reading *r, const struct texts_form *form, const char *raw,
	struct texts_item *item)
{
	struct strbuf plain = STRBUF_INIT, marked = STRBUF_INIT, out = STRBUF_INIT;
	if (form->markup == MARKUP_HTML) {
		html_text(raw, strlen(raw), &plain);
	} else if (form->markup == MARKUP_MARKDOWN) {
		markdown_text(raw, &marked);
		plain_text(marked.buf, marked.len, &plain);
	} else if (form->markup == MARKUP_OWN) {
		add_own_lines(raw, &plain);
	} else {
		plain_text(raw, strlen(raw), &plain);
	}
	texts_placeholders(r, plain.buf, item, &out);
	const char *text = arena_strdup(r->arena, out.buf);
	strbuf_fini(&plain);
	strbuf_fini(&marked);
	strbuf_fini(&out);
	return text;
}

/* ---- items ---------------------------------------------------------------------------------- */

static bool is_off(const char *value)
{
	static const char *const words[] = {"0", "false", "no", "off", "f", "2", "3"};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasecmp(value, words[i]) == 0)
			return true;
	return false;
}

/* "Sales~~~Support": the first group names the file, the rest are topics of carrel's own columns. */
static const char *category_of(const struct texts_reading *r, const char *raw)
{
	const char *more = strstr(raw, "~~~");
	const char *first = arena_strndup(r->arena, raw, more ? (size_t)(more - raw) : strlen(raw));
	if (texts_form_of(r->source)->markup == MARKUP_OWN)
		first = arena_strndup(r->arena, first, strcspn(first, ","));
	first = one_line(first, r->arena);
	for (size_t i = 0; r->map && i < r->map->categories.n; i++) {
		const struct texts_pair *p = vec_at(&r->map->categories, i);
		if (strcasecmp(p->theirs, first) == 0)
			return p->ours;
	}
	/* A bare number is the other system's, and says nothing beside its name. */
	if (*first && strspn(first, "0123456789") == strlen(first))
		return strcmp(first, "0") == 0
			? ""
			: arena_printf(r->arena, "%s %s",
				  word_id(texts_source_words, (int)r->source), first);
	return first;
}

static const char *short_of(const char *raw, struct arena *a)
{
	size_t n = strcspn(raw, " ,;~\t\n{}");
	char *word = arena_strndup(a, raw, n < 24 ? n : 24);
	char *to = word;
	for (const char *s = word; *s; s++)
		if ((unsigned char)*s > ' ' && (unsigned char)*s < 0x7F && !strchr("/\\\"'`#", *s))
			*to++ = (char)tolower((unsigned char)*s);
	*to = '\0';
	return word;
}

static void problem(struct texts_reading *r, const struct texts_item *item, const char *sentence)
{
	if (*item->title)
		texts_note_add(r, TEXTS_NOTE_PROBLEM, item->line, item->title, "“%.80s”: %s",
			item->title, sentence);
	else
		texts_note_add(r, TEXTS_NOTE_PROBLEM, item->line, "", "%s", sentence);
}

/* True if it is a text to be brought in. */
static bool is_good(struct texts_reading *r, const struct texts_item *item, const char *raw)
{
	size_t at, len;
	bool continues = r->source == TEXTS_CSV && *item->id;
	if (!*item->title && !continues)
		problem(r, item, _("it has no title"));
	else if (!*item->text && !(continues && !*raw))
		problem(r, item,
			*raw ? _("nothing is left of its text without the markup")
			     : _("its text is empty"));
	else if (pan_find(item->text, strlen(item->text), &at, &len))
		problem(r, item, _("it holds a card number; take it out there first"));
	else
		return true;
	return false;
}

static void item_fini(struct texts_item *item)
{
	vec_fini(&item->blanks);
}

static const char *record_title(const struct texts_reading *r, const struct texts_form *form,
	const struct texts_record *record)
{
	const char *raw = get(r, record, form->title);
	if (form->source != TEXTS_CSV)
		return form->source == TEXTS_ZAMMAD ? one_line(raw, r->arena)
						    : title_of(raw, r->arena);
	const char *own = field(r, record, "title");
	return own && (*own || *get(r, record, "id")) ? own : title_of(raw, r->arena);
}

static void read_record(struct texts_reading *r, const struct texts_form *form,
	const struct texts_record *record, struct vec *items)
{
	const char *bad = texts_record_get(record, "!");
	if (bad) {
		texts_note_add(r, TEXTS_NOTE_PROBLEM, record->line, "", "%s", bad);
		return;
	}
	struct texts_item item = {.record = record,
		.line = record->line,
		.blanks.size = sizeof(struct texts_item_blank)};
	const char *raw = get(r, record, form->text);
	const char *key = get(r, record, form->key);
	item.title = record_title(r, form, record);
	item.inactive = is_off(get(r, record, form->active));
	item.key = arena_printf(r->arena, "%s:%s", word_id(texts_source_words, (int)r->source),
		*key ? key : item.title);
	item.id = form->source == TEXTS_CSV || form->source == TEXTS_RESPONSES
		? get(r, record, "id")
		: "";
	item.short_name = short_of(get(r, record, form->short_name), r->arena);
	item.category = category_of(r, get(r, record, form->category));
	item.language = language_of(get(r, record, form->language), r->arena);
	item.text = text_of(r, form, raw, &item);
	if (is_good(r, &item, raw))
		*(struct texts_item *)vec_push(items) = item;
	else
		item_fini(&item);
	const char *attached = get(r, record, "attachments");
	if (*attached && strcmp(attached, "[]") != 0)
		texts_note_add(r, TEXTS_NOTE_LEFT_OUT, item.line, item.title,
			_("“%.80s”: its attachments are not brought in"), item.title);
}

static const struct texts_form *recognise(const struct texts_reading *r, const struct vec *records)
{
	for (size_t i = 0; i < FORMS; i++)
		for (size_t k = 0; k < records->n && k < 3; k++)
			if (has_all(r, vec_at(records, k), forms[i].needs))
				return &forms[i];
	return NULL;
}

enum rc texts_items_read(
	struct texts_reading *r, const struct vec *records, struct vec *items, struct err *err)
{
	const struct texts_form *form =
		r->source == TEXTS_AUTO ? recognise(r, records) : texts_form_of(r->source);
	for (size_t i = 0; !form && i < records->n; i++) {
		const struct texts_record *record = vec_at(records, i);
		const char *bad = texts_record_get(record, "!");
		if (bad)
			return err_set(
				err, RC_INVALID, _("line %lld: %s"), (long long)record->line, bad);
	}
	if (!form)
		return err_set(err, RC_INVALID,
			_("its fields are those of no help desk that is known here; say whose it "
			  "is with --from, or what the fields mean with --map"));
	r->source = form->source;
	struct strbuf lacks = STRBUF_INIT;
	bool title = false, text = false;
	for (size_t i = 0; i < records->n && !(title && text); i++) {
		first_of(r, vec_at(records, i), form->title, strlen(form->title), &title);
		first_of(r, vec_at(records, i), form->text, strlen(form->text), &text);
	}
	strbuf_addf(&lacks, "%s", title ? form->text : form->title);
	enum rc rc = RC_OK;
	if (!title || !text)
		rc = err_set(err, RC_INVALID, _("it has no field “%s”, so it is no file of %s"),
			lacks.buf, _(word_label(texts_source_words, (int)form->source)));
	strbuf_fini(&lacks);
	for (size_t i = 0; rc == RC_OK && i < records->n; i++)
		read_record(r, form, vec_at(records, i), items);
	return rc;
}

void texts_items_fini(struct vec *items)
{
	for (size_t i = 0; i < items->n; i++)
		item_fini(vec_at(items, i));
	vec_fini(items);
}
