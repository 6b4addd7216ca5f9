/* Articles as YAML: the long texts stand in blocks, so that a person can go on writing in them. */
#include "carrel/kb_out.h"

#include "bridge/yaml_out.h"
#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/fold.h"
#include "carrel/pan.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "carrel/yaml_scalar.h"

#include <stdbool.h>
#include <string.h>

enum { ID_MAX = 80, BODY_INDENT = 8 };

static const char *slug_of(const char *text, struct arena *a)
{
	struct strbuf id = STRBUF_INIT;
	for (const char *s = fold_text(a, text); *s && id.len < ID_MAX; s++) {
		bool letter = (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') || *s == '_';
		if (letter || (*s == '.' && id.len && id.buf[id.len - 1] != '.'))
			strbuf_addch(&id, *s);
		else if (id.len && id.buf[id.len - 1] != '-')
			strbuf_addch(&id, '-');
	}
	while (id.len && strchr("-.", id.buf[id.len - 1]))
		strbuf_truncate(&id, id.len - 1);
	const char *out = id.len ? arena_strndup(a, id.buf, id.len) : "article";
	strbuf_fini(&id);
	return out;
}

/* Hyphens may make a card number of what was none: so the id is looked at, not the words. */
const char *kb_make_id(const char *text, struct arena *a)
{
	const char *id = slug_of(text, a);
	struct strbuf masked = STRBUF_INIT;
	if (pan_mask(id, strlen(id), &masked) > 0)
		id = slug_of(masked.buf, a);
	strbuf_fini(&masked);
	return id;
}

/* What the strict reader would refuse is left out, and no line ends in spaces. */
static void add_clean(struct strbuf *out, const char *text, bool one_line)
{
	struct strbuf clean = STRBUF_INIT;
	size_t len = strlen(text);
	for (size_t i = 0; i < len;) {
		uint32_t rune;
		size_t n = utf8_decode(text + i, len - i, &rune);
		if (rune == '\n') {
			while (clean.len && clean.buf[clean.len - 1] == ' ')
				strbuf_truncate(&clean, clean.len - 1);
			strbuf_addch(&clean, one_line ? ' ' : '\n');
		} else if (rune == '\t') {
			strbuf_addstr(&clean, "    ");
		} else if (rune >= ' ' && rune != 0x7F && rune != 0xFEFF &&
			(rune < 0x80 || cells_rune_width(rune) >= 0)) {
			strbuf_add(&clean, text + i, n);
		}
		i += n;
	}
	while (clean.len && strchr(" \n", clean.buf[clean.len - 1]))
		strbuf_truncate(&clean, clean.len - 1);
	/* Last: what was left out may have stood between the digits. */
	pan_mask(clean.buf, clean.len, out);
	strbuf_fini(&clean);
}

static void add_title(
	struct strbuf *out, const char *language, const char *text, const char *otherwise)
{
	struct strbuf clean = STRBUF_INIT;
	add_clean(&clean, text, true);
	if (clean.buf[strspn(clean.buf, " ")] == '\0') { /* nothing that can be seen */
		strbuf_reset(&clean);
		strbuf_addstr(&clean, otherwise);
	}
	strbuf_addf(out, "    title: {%s: ", language);
	yaml_add_scalar(out, clean.buf, true);
	strbuf_addstr(out, "}\n");
	strbuf_fini(&clean);
}

static void add_text(struct strbuf *out, const char *key, const char *language, const char *text)
{
	struct strbuf clean = STRBUF_INIT;
	add_clean(&clean, text, false);
	const char *start = clean.buf;
	while (*start == '\n' || *start == ' ')
		start++;
	strbuf_addf(out, "    %s:\n      %s:", key, language);
	yaml_add_text(out, *start ? start : "-", BODY_INDENT);
	strbuf_fini(&clean);
}

static void add_plain(struct strbuf *out, const char *key, const char *value)
{
	if (!value || !*value)
		return;
	strbuf_addf(out, "    %s: ", key);
	yaml_add_scalar(out, value, true);
	strbuf_addch(out, '\n');
}

static void add_comment(struct strbuf *out, const char *indent, const char *text)
{
	for (const char *s = text; *s;) {
		size_t n = strcspn(s, "\n");
		strbuf_addf(out, "%s# %.*s\n", indent, (int)n, s);
		s += n + (s[n] == '\n');
	}
}

static void add_row(struct strbuf *out, const struct kb_row *row)
{
	if (row->note)
		add_comment(out, "  ", row->note);
	strbuf_addf(out, "  - id: %s\n", row->id);
	add_plain(out, "kind", row->kind ? row->kind : "guide");
	if (row->author) {
		add_plain(out, "status", "draft");
		add_plain(out, "author", row->author);
	}
	add_title(out, row->language, row->title, row->id);
	if (row->topic && *row->topic) {
		strbuf_addstr(out, "    topics: [");
		yaml_add_scalar(out, row->topic, true);
		strbuf_addstr(out, "]\n");
	}
	add_plain(out, "audience", row->audience ? row->audience : "internal");
	if (row->answer && *row->answer)
		add_text(out, "answer", row->language, row->answer);
	add_text(out, "body", row->language, row->body);
}

void kb_write(const struct kb_row *rows, size_t n, const char *heading, struct strbuf *out)
{
	strbuf_addstr(out, "format: carrel-kb/1\n");
	if (heading)
		add_comment(out, "", heading);
	strbuf_addstr(out, "articles:\n");
	for (size_t i = 0; i < n; i++)
		add_row(out, &rows[i]);
}
