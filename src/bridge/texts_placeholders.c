/* texts_placeholders.c - other systems' placeholders as carrel's, in one pass over the text. */
#include "bridge/texts_sources.h"
#include "carrel/texts_import.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/strbuf.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { THEIRS_MAX = 200, BLANK_NAME_MAX = 32 };

static const struct {
	enum texts_source source;
	const char *theirs, *ours;
} known[] = {
#define PLACEHOLDER(source, theirs, ours) {TEXTS_##source, theirs, ours},
#include "bridge/texts_placeholders.def"
#undef PLACEHOLDER
};

struct work {
	struct texts_reading *reading;
	struct texts_item *item;
	struct strbuf *out;
};

/* What stands between their braces. */
struct inside {
	const char *name;
	const char *fallback; /* NULL: none */
};

static const char *trimmed(const char *s, size_t n, struct arena *a)
{
	while (n > 0 && isspace((unsigned char)*s)) {
		s++;
		n--;
	}
	while (n > 0 && isspace((unsigned char)s[n - 1]))
		n--;
	return arena_strndup(a, s, n);
}

/* A fallback stands in carrel's braces, so it cannot have any itself, nor a line end. */
static const char *safe_fallback(const char *s, size_t n, struct arena *a)
{
	char *out = arena_strndup(a, s, n);
	char *to = out;
	for (const char *from = out; *from; from++)
		if (!strchr("{}|", *from))
			*to++ = *from == '\n' ? ' ' : *from;
	*to = '\0';
	return trimmed(out, strlen(out), a);
}

/* {%name,fallback=x%}, {{ name | default: "x" }}, {{ name or 'x' }}, {name|x}. */
static struct inside read_inside(const char *s, size_t n, bool own, struct arena *a)
{
	struct inside in = {0};
	char *text = arena_strndup(a, s, n);
	char *argument = own ? NULL : strchr(text, '(');
	if (argument) { /* dt(value, "how", "where"), t(value): what it is made of */
		in.name = trimmed(argument + 1, strcspn(argument + 1, ",)"), a);
		if (!*in.name)
			in.name = trimmed(text, (size_t)(argument - text), a);
		return in;
	}
	size_t len = strcspn(text, ",|");
	const char * or = strstr(text, " or ");
	if (or &&(size_t)(or -text) < len)
		len = (size_t)(or -text);
	const char *rest = text + len;
	in.name = trimmed(text, len, a);
	const char *equals = strstr(rest, "fallback=");
	const char *quote = strpbrk(rest, "\"'");
	const char *end = quote ? strchr(quote + 1, *quote) : NULL;
	if (own && *rest == '|')
		in.fallback = safe_fallback(rest + 1, strlen(rest + 1), a);
	else if (equals)
		in.fallback = safe_fallback(equals + 9, strlen(equals + 9), a);
	else if (end)
		in.fallback = safe_fallback(quote + 1, (size_t)(end - quote - 1), a);
	size_t value = strlen(in.name);
	if (value > 6 && strcmp(in.name + value - 6, ".value") == 0)
		in.name = arena_strndup(a, in.name, value - 6);
	return in;
}

static const char *ours_of(const struct texts_reading *r, const char *theirs)
{
	for (size_t i = 0; r->map && i < r->map->placeholders.n; i++) {
		const struct texts_pair *p = vec_at(&r->map->placeholders, i);
		if (strcasecmp(p->theirs, theirs) == 0)
			return p->ours;
	}
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (known[i].source == r->source && strcasecmp(known[i].theirs, theirs) == 0)
			return known[i].ours;
	return NULL;
}

/* A dot in a name means a value that carrel knows; a blank has none. */
static const char *blank_name(const char *theirs, struct arena *a)
{
	const char *slug = texts_slug(theirs, BLANK_NAME_MAX, a);
	if (!*slug)
		return "blank";
	bool taken = strcmp(slug, "now") == 0 || strcmp(slug, "today") == 0;
	if (taken || !islower((unsigned char)*slug))
		return arena_printf(a, "value_%s", slug);
	return slug;
}

static void note_blank(struct work *w, const char *name, const char *ask, bool number)
{
	for (size_t i = 0; i < w->item->blanks.n; i++)
		if (strcmp(((struct texts_item_blank *)vec_at(&w->item->blanks, i))->name, name) ==
			0)
			return;
	struct texts_item_blank *b = vec_push(&w->item->blanks);
	*b = (struct texts_item_blank){.name = name, .ask = ask, .number = number};
}

static void add_name(struct work *w, const char *name, const char *fallback)
{
	if (fallback)
		strbuf_addf(w->out, "{%s|%s}", name, fallback);
	else
		strbuf_addf(w->out, "{%s}", name);
}

/* {name}, {name:d} of chat tools are blanks from the start: nothing is lost, so nothing is noted. */
static void add_response_blank(struct work *w, const char *s, size_t n)
{
	struct arena *a = w->reading->arena;
	size_t name = 0;
	while (name < n && s[name] != ':')
		name++;
	const char *theirs = arena_strndup(a, s, name);
	const char *ours = ours_of(w->reading, theirs);
	if (!ours) {
		ours = blank_name(theirs, a);
		note_blank(w, ours, theirs, name < n && strchr("dfeg", s[n - 1]));
	}
	add_name(w, ours, NULL);
}

static void add_theirs(struct work *w, const char *whole, size_t whole_len, const char *s, size_t n)
{
	struct arena *a = w->reading->arena;
	struct inside in = read_inside(s, n, false, a);
	const char *ours = ours_of(w->reading, in.name);
	if (!ours) {
		const char *verbatim = arena_strndup(a, whole, whole_len);
		ours = blank_name(in.name, a);
		note_blank(w, ours, *in.name ? in.name : verbatim, false);
		texts_note_add(w->reading, TEXTS_NOTE_PLACEHOLDER, w->item->line, verbatim,
			_("%s has no counterpart here; it became the blank {%s}"), verbatim, ours);
	}
	add_name(w, ours, in.fallback);
}

/* ---- carrel's own braces, as in a table written for it -------------------------------------- */

static bool own_name(const char *s, size_t n)
{
	size_t len = 0;
	while (len < n &&
		(islower((unsigned char)s[len]) || isdigit((unsigned char)s[len]) ||
			s[len] == '_' || s[len] == '.'))
		len++;
	return len > 0 && islower((unsigned char)s[0]) && s[len - 1] != '.' &&
		(len == n || s[len] == '|');
}

static void add_own(struct work *w, const char *s, size_t n)
{
	struct arena *a = w->reading->arena;
	struct inside in = read_inside(s, n, true, a);
	const char *ours = ours_of(w->reading, in.name);
	bool common = strcmp(in.name, "now") == 0 || strcmp(in.name, "today") == 0;
	if (!ours && !common && !strchr(in.name, '.'))
		note_blank(w, in.name, in.name, false);
	add_name(w, ours ? ours : in.name, in.fallback);
}

/* Bytes taken at an opening brace of ours. */
static size_t take_own(struct work *w, const char *s)
{
	size_t n = strcspn(s + 1, "{}\n");
	if (s[1] == '{') {
		strbuf_addstr(w->out, "{{");
		return 2;
	}
	if (s[1 + n] == '}' && s[1] == '>') { /* a text within the text */
		strbuf_add(w->out, s, n + 2);
		return n + 2;
	}
	if (s[1 + n] == '}' && own_name(s + 1, n)) {
		add_own(w, s + 1, n);
		return n + 2;
	}
	strbuf_addstr(w->out, "{{");
	texts_note_add(w->reading, TEXTS_NOTE_PLACEHOLDER, w->item->line,
		arena_strndup(w->reading->arena, s, n < 20 ? n + 1 : 20),
		_("a brace that opens nothing was taken for a character"));
	return 1;
}

/* ---- theirs --------------------------------------------------------------------------------- */

static bool is_response_name(const char *s, size_t n)
{
	size_t i = 0;
	while (i < n && (isalnum((unsigned char)s[i]) || strchr("_.", s[i])))
		i++;
	return i > 0 && isalpha((unsigned char)s[0]) && (i == n || s[i] == ':');
}

/* The place of the closing mark, NULL: this opens nothing. */
static const char *closing(const char *s, const char *close)
{
	size_t n = strnlen(s, THEIRS_MAX);
	const char *end = memmem(s, n, close, strlen(close));
	if (!end || end == s || memchr(s, '\n', (size_t)(end - s)))
		return NULL;
	return end;
}

static size_t take_theirs(struct work *w, const struct texts_form *form, const char *s)
{
	static const char *const otrs[] = {"<OTRS_", "<ZNUNY_", "<KIX_"};
	const char *open = form->open;
	for (size_t i = 0; form->source == TEXTS_ZNUNY && i < 3; i++)
		if (strncmp(s, otrs[i], strlen(otrs[i])) == 0)
			open = otrs[i];
	size_t n = strlen(open);
	const char *end = strncmp(s, open, n) == 0 ? closing(s + n, form->close) : NULL;
	if (!end)
		return 0;
	size_t len = (size_t)(end - s) - n, whole = (size_t)(end - s) + strlen(form->close);
	if (form->source == TEXTS_RESPONSES) {
		if (!is_response_name(s + n, len))
			return 0;
		add_response_blank(w, s + n, len);
	} else {
		add_theirs(w, s, whole, s + n, len);
	}
	return whole;
}

void texts_placeholders(
	struct texts_reading *r, const char *text, struct texts_item *item, struct strbuf *out)
{
	struct work w = {.reading = r, .item = item, .out = out};
	const struct texts_form *form = texts_form_of(r->source);
	while (*text) {
		size_t taken = 0;
		if (form->markup == MARKUP_OWN)
			taken = *text == '{' ? take_own(&w, text) : 0;
		else if (*text == form->open[0])
			taken = take_theirs(&w, form, text);
		if (taken == 0) {
			strbuf_addstr(out, *text == '{' ? "{{" : "");
			if (*text != '{')
				strbuf_addch(out, *text);
			taken = 1;
		}
		text += taken;
	}
}
