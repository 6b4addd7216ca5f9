/* yaml_out.c - longer texts as a person would write them: folded, or as a block. */
#include "bridge/yaml_out.h"

#include "carrel/strbuf.h"
#include "carrel/yaml_scalar.h"

#include <string.h>

enum { LINE_MAX_BYTES = 88 };

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
		yaml_add_scalar(out, text, false);
		strbuf_addch(out, '\n');
	}
}
