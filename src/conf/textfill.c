#include "carrel/textfill.h"

#include "carrel/arena.h"
#include "carrel/strbuf.h"

#include <string.h>

enum token_kind { TOKEN_BRACE, TOKEN_NAME, TOKEN_NEST, TOKEN_MALFORMED };

/* What stands at an opening brace. */
struct token {
	enum token_kind kind;
	size_t len; /* of the whole, braces included */
	const char *name;
	size_t name_len;
	const char *fallback; /* NULL: none given */
	size_t fallback_len;
};

static bool name_byte(char c, bool first)
{
	return (c >= 'a' && c <= 'z') ||
		(!first && ((c >= '0' && c <= '9') || c == '_' || c == '.'));
}

/* {>id}; its name begins with the sign, so that no value can ever be meant. */
static struct token nest_at(const char *s, size_t left)
{
	size_t at = 2;
	while (at < left && (name_byte(s[at], false) || s[at] == '-'))
		at++;
	if (at == 2 || at >= left || s[at] != '}')
		return (struct token){.kind = TOKEN_MALFORMED, .len = 1};
	return (struct token){.kind = TOKEN_NEST, .len = at + 1, .name = s + 1, .name_len = at - 1};
}

static struct token token_at(const char *s, size_t left)
{
	struct token t = {.kind = TOKEN_MALFORMED, .len = 1};
	if (left > 1 && s[1] == '{')
		return (struct token){.kind = TOKEN_BRACE, .len = 2};
	if (left > 1 && s[1] == '>')
		return nest_at(s, left);
	size_t at = 1;
	while (at < left && name_byte(s[at], at == 1))
		at++;
	t.name = s + 1;
	t.name_len = at - 1;
	if (t.name_len == 0 || s[at - 1] == '.')
		return t;
	if (at < left && s[at] == '|') {
		t.fallback = s + at + 1;
		while (++at < left && s[at] != '}' && s[at] != '{' && s[at] != '\n')
			t.fallback_len++;
	}
	if (at < left && s[at] == '}') {
		t.kind = TOKEN_NAME;
		t.len = at + 1;
	}
	return t;
}

static void gap_add(
	struct vec *gaps, size_t start, size_t len, enum textfill_why why, const char *name)
{
	struct textfill_gap *gap = vec_push(gaps);
	*gap = (struct textfill_gap){.start = start, .len = len, .why = why, .name = name};
}

/* Writes what a {name} becomes; true if it stays a gap. */
static bool fill(const struct token *t, const char *at, textfill_lookup_fn *lookup, void *arg,
	struct arena *a, struct strbuf *out, struct vec *gaps)
{
	const char *name = arena_strndup(a, t->name, t->name_len);
	const char *value = lookup(arg, name);
	if (value && *value) {
		strbuf_addstr(out, value);
		return false;
	}
	if (value && t->fallback) {
		strbuf_add(out, t->fallback, t->fallback_len);
		return false;
	}
	gap_add(gaps, out->len, t->len, value ? TEXTFILL_EMPTY : TEXTFILL_UNKNOWN, name);
	strbuf_add(out, at, t->len);
	return true;
}

size_t textfill_expand(const char *text, textfill_lookup_fn *lookup, void *arg, struct arena *a,
	struct strbuf *out, struct vec *gaps)
{
	size_t found = 0, left = strlen(text);
	while (left) {
		size_t plain = strcspn(text, "{");
		strbuf_add(out, text, plain);
		text += plain;
		left -= plain;
		if (!left)
			break;
		struct token t = token_at(text, left);
		if (t.kind == TOKEN_NAME) {
			found += fill(&t, text, lookup, arg, a, out, gaps);
		} else if (t.kind == TOKEN_NEST) {
			gap_add(gaps, out->len, t.len, TEXTFILL_UNKNOWN,
				arena_strndup(a, t.name, t.name_len));
			strbuf_add(out, text, t.len);
			found++;
		} else {
			if (t.kind == TOKEN_MALFORMED) {
				gap_add(gaps, out->len, 1, TEXTFILL_MALFORMED, "");
				found++;
			}
			strbuf_addch(out, '{');
		}
		text += t.len;
		left -= t.len;
	}
	return found;
}

size_t textfill_scan(const char *text, size_t len, struct arena *a, struct vec *gaps)
{
	size_t found = 0;
	for (size_t at = 0; at < len;) {
		if (text[at] != '{') {
			at++;
			continue;
		}
		struct token t = token_at(text + at, len - at);
		bool named = t.kind == TOKEN_NAME || t.kind == TOKEN_NEST;
		if (named) {
			gap_add(gaps, at, t.len, TEXTFILL_EMPTY,
				arena_strndup(a, t.name, t.name_len));
			found++;
		}
		/* A brace typed before a name must not hide it: "{{a}" still shows {a}. */
		at += named ? t.len : 1;
	}
	return found;
}

static size_t names_of(const char *text, enum token_kind kind, size_t most, struct arena *a,
	const char *const **names)
{
	size_t n = 0, left = strlen(text), braces = 0;
	for (const char *s = text; braces < most && (s = strchr(s, '{')); s++)
		braces++;
	const char **list = arena_array(a, braces + 1, sizeof *list);
	while (left && n < braces) {
		struct token t = {.len = 1};
		if (*text == '{')
			t = token_at(text, left);
		if (*text == '{' && t.kind == kind) {
			bool known = false;
			for (size_t i = 0; i < n && !known; i++)
				known = strlen(list[i]) == t.name_len &&
					strncmp(list[i], t.name, t.name_len) == 0;
			if (!known)
				list[n++] = arena_strndup(a, t.name, t.name_len);
		}
		text += t.len;
		left -= t.len;
	}
	*names = list;
	return n;
}

size_t textfill_names(const char *text, struct arena *a, const char *const **names)
{
	return names_of(text, TOKEN_NAME, TEXTFILL_NAMES_MAX + 1, a, names);
}

size_t textfill_nests(const char *text, struct arena *a, const char *const **ids)
{
	const char *const *names;
	size_t n = names_of(text, TOKEN_NEST, TEXTFILL_NAMES_MAX, a, &names);
	const char **list = arena_array(a, n + 1, sizeof *list);
	for (size_t i = 0; i < n; i++)
		list[i] = names[i] + 1;
	*ids = list;
	return n;
}

void textfill_nest(const char *text, const char *(*body)(void *arg, const char *id), void *arg,
	struct arena *a, struct strbuf *out)
{
	size_t left = strlen(text);
	while (left) {
		struct token t = {.len = 1};
		if (*text == '{')
			t = token_at(text, left);
		const char *inner = NULL;
		if (*text == '{' && t.kind == TOKEN_NEST)
			inner = body(arg, arena_strndup(a, t.name + 1, t.name_len - 1));
		if (inner)
			strbuf_addstr(out, inner);
		else
			strbuf_add(out, text, t.len);
		text += t.len;
		left -= t.len;
	}
}
