/* yaml_out.c - the few forms of YAML 1.1 scalars that a person would choose. */
#include "bridge/yaml_out.h"

#include "carrel/strbuf.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { LINE_MAX_BYTES = 88 };

/* What a YAML 1.1 reader may take for something else than a text. */
static bool reads_as_other(const char *text)
{
	static const char *const words[] = {
		"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasecmp(text, words[i]) == 0)
			return true;
	return strspn(text, "0123456789+-.:_eExXoOabcdefABCDEFnNiIaAfF") == strlen(text) &&
		strpbrk(text, "0123456789.") != NULL;
}

/* Inside {} and [] a comma or bracket would end the value. */
static bool may_be_bare(const char *text, bool in_flow)
{
	if (!*text || strchr("-?:,[]{}#&*!|>'\"%@`=<~ .", text[0]) || reads_as_other(text))
		return false;
	if (text[strlen(text) - 1] == ' ' || text[strlen(text) - 1] == ':')
		return false;
	if (strpbrk(text, in_flow ? ",[]{}\"\n\t\\" : "\n\t"))
		return false;
	return !strstr(text, ": ") && !strstr(text, " #");
}

static void add_quoted(struct strbuf *out, const char *text)
{
	strbuf_addch(out, '"');
	for (const char *s = text; *s; s++) {
		if (*s == '"' || *s == '\\')
			strbuf_addch(out, '\\');
		if (*s == '\n')
			strbuf_addstr(out, "\\n");
		else if (*s == '\t')
			strbuf_addstr(out, "\\t");
		else
			strbuf_addch(out, *s);
	}
	strbuf_addch(out, '"');
}

void yaml_add_scalar(struct strbuf *out, const char *text)
{
	if (may_be_bare(text, true))
		strbuf_addstr(out, text);
	else
		add_quoted(out, text);
}

static void add_indent(struct strbuf *out, int indent)
{
	strbuf_addf(out, "%*s", indent, "");
}

static void add_block(struct strbuf *out, const char *text, int indent)
{
	strbuf_addstr(out, " |-\n");
	for (const char *s = text;; s++) {
		size_t n = strcspn(s, "\n");
		if (n > 0) {
			add_indent(out, indent);
			strbuf_add(out, s, n);
		}
		strbuf_addch(out, '\n');
		s += n;
		if (!*s)
			return;
	}
}

/* A line break inside a folded text reads as one space, so lines end at single spaces only. */
static size_t fold_at(const char *s, size_t width)
{
	size_t best = 0;
	for (size_t i = 1; s[i] && (i <= width || best == 0); i++)
		if (s[i] == ' ' && s[i - 1] != ' ' && s[i + 1] != ' ')
			best = i;
	return strlen(s) <= width || best == 0 ? strlen(s) : best;
}

static void add_folded(struct strbuf *out, const char *text, int indent)
{
	strbuf_addstr(out, " >-\n");
	while (*text) {
		size_t n = fold_at(text, (size_t)(LINE_MAX_BYTES - indent));
		add_indent(out, indent);
		strbuf_add(out, text, n);
		strbuf_addch(out, '\n');
		text += n + (text[n] == ' ');
	}
}

void yaml_add_text(struct strbuf *out, const char *text, int indent)
{
	bool odd_start = text[0] == ' ' || text[0] == '\n';
	if (strchr(text, '\n') && !odd_start) {
		add_block(out, text, indent);
	} else if (strlen(text) + (size_t)indent > LINE_MAX_BYTES && !odd_start) {
		add_folded(out, text, indent);
	} else {
		strbuf_addch(out, ' ');
		if (may_be_bare(text, false))
			strbuf_addstr(out, text);
		else
			add_quoted(out, text);
		strbuf_addch(out, '\n');
	}
}
