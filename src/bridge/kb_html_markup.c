/* kb_html_markup.c - the words of an article as HTML. Everything passes html_add_text(), which leaves no
 * character that HTML could read. */
#include "bridge/kb_html_private.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/html.h"
#include "carrel/markup.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>

const char *kb_html_name(const char *text, struct arena *a)
{
	struct strbuf name = STRBUF_INIT;
	for (const char *s = fold_text(a, text); *s; s++) {
		bool plain = (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') || *s == '_' ||
			*s == '-' || (*s == '.' && name.len && name.buf[name.len - 1] != '.');
		if (plain)
			strbuf_addch(&name, *s);
		else
			strbuf_addf(&name, "-%02x", (unsigned char)*s);
	}
	const char *out = arena_strndup(a, name.buf, name.len);
	strbuf_fini(&name);
	return *out ? out : "-";
}

const struct kb_page *kb_html_page_of(const struct kb_site *site, const char *id)
{
	for (size_t i = 0; i < site->n; i++)
		if (strcmp(site->pages[i].id, id) == 0)
			return &site->pages[i];
	return NULL;
}

/* An address is followed only where it leads: to another page here, or to the web. */
bool kb_html_link_begin(struct kb_html *w, const char *target)
{
	if (strncmp(target, "article:", 8) == 0) {
		if (!kb_html_page_of(w->site, target + 8))
			return false;
		strbuf_addf(&w->out, "<a href=\"%s.html\">", kb_html_name(target + 8, w->a));
		return true;
	}
	if (strncmp(target, "https://", 8) != 0)
		return false;
	strbuf_addstr(&w->out, "<a rel=\"noopener\" href=\"");
	html_add_text(&w->out, target);
	strbuf_addstr(&w->out, "\">");
	return true;
}

/* ---- markup ---- */

static void add_span(struct kb_html *w, const struct markup_span *s)
{
	static const char *const names[] = {
		[MARKUP_STRONG] = "strong", [MARKUP_STRESS] = "em", [MARKUP_CODE] = "code"};
	bool link = s->kind == MARKUP_LINK && kb_html_link_begin(w, s->target);
	const char *name =
		s->kind == MARKUP_PLAIN || s->kind == MARKUP_LINK ? NULL : names[s->kind];
	if (name)
		strbuf_addf(&w->out, "<%s>", name);
	html_add_text(&w->out, s->text);
	if (name)
		strbuf_addf(&w->out, "</%s>", name);
	if (link)
		strbuf_addstr(&w->out, "</a>");
}

static void add_spans(struct kb_html *w, const struct markup_block *b)
{
	for (size_t i = 0; i < b->n; i++)
		add_span(w, &b->spans[i]);
}

/* "| a | **b** |": lines between cells stand only in plain words; the first one opens the row. */
struct row {
	struct kb_html *w;
	const char *tag;
	bool open;
};

static void row_open(struct row *row)
{
	if (!row->open)
		strbuf_addf(&row->w->out, "<%s>", row->tag);
	row->open = true;
}

static void row_close(struct row *row)
{
	if (row->open)
		strbuf_addf(&row->w->out, "</%.2s>", row->tag);
	row->open = false;
}

static void row_words(struct row *row, const char *words)
{
	while (*words) {
		size_t n = strcspn(words, "|");
		const char *cell = arena_strndup(row->w->a, words, n);
		if (words[n] || cell[strspn(cell, " ")])
			row_open(row); /* an empty one, too, but not what is behind the last line */
		if (row->open)
			html_add_text(&row->w->out, cell);
		if (words[n])
			row_close(row);
		words += n + (words[n] != '\0');
	}
}

static void add_row(struct kb_html *w, const struct markup_block *b, bool head)
{
	struct row row = {.w = w, .tag = head ? "th scope=\"col\"" : "td"};
	strbuf_addstr(&w->out, head ? "<table><thead>\n<tr>" : "<tr>");
	for (size_t i = 0; i < b->n; i++) {
		const struct markup_span *s = &b->spans[i];
		if (s->kind == MARKUP_PLAIN) {
			row_words(&row, s->text + (i == 0 && *s->text == '|'));
		} else {
			row_open(&row);
			add_span(w, s);
		}
	}
	row_close(&row);
	strbuf_addf(&w->out, "</tr>\n%s", head ? "</thead><tbody>\n" : "");
}

struct list_state {
	const char *open[MARKUP_DEPTH_MAX]; /* "ul", "ol"; every level has an open <li> */
	int depth;
	bool rows; /* a table is open; its first row is the head */
};

static void close_lists(struct kb_html *w, struct list_state *st, int depth)
{
	while (st->depth > depth)
		strbuf_addf(&w->out, "</li></%s>\n", st->open[--st->depth]);
	if (!depth && st->rows) {
		strbuf_addstr(&w->out, "</tbody></table>\n");
		st->rows = false;
	}
}

static void add_item(struct kb_html *w, struct list_state *st, const struct markup_block *b)
{
	const char *name = b->kind == MARKUP_POINT ? "ul" : "ol";
	int level = b->level < st->depth + 1 ? b->level : st->depth; /* no level is skipped */
	close_lists(w, st, level + 1);
	if (st->depth == level + 1 && strcmp(st->open[level], name) != 0)
		close_lists(w, st, level);
	if (st->depth == level + 1) {
		strbuf_addstr(&w->out, "</li>\n");
	} else {
		st->open[st->depth++] = name;
		strbuf_addf(&w->out, "<%s", name);
		if (b->kind == MARKUP_STEP && b->number != 1)
			strbuf_addf(&w->out, " start=\"%d\"", b->number);
		strbuf_addstr(&w->out, ">\n");
	}
	strbuf_addstr(&w->out, "<li>");
	add_spans(w, b);
}

static void add_block(struct kb_html *w, struct list_state *st, const struct markup_block *b)
{
	if (b->kind == MARKUP_POINT || b->kind == MARKUP_STEP) {
		if (st->rows)
			close_lists(w, st, 0);
		add_item(w, st, b);
		return;
	}
	if (b->kind == MARKUP_ROW) {
		bool head = !st->rows;
		if (head)
			close_lists(w, st, 0);
		st->rows = true;
		add_row(w, b, head);
		return;
	}
	close_lists(w, st, 0);
	int level = b->level - w->top_heading + 2; /* the title of the page is h1 */
	if (b->kind == MARKUP_HEADING)
		strbuf_addf(&w->out, "<h%d>", level);
	else
		strbuf_addstr(&w->out, "<p>");
	add_spans(w, b);
	if (b->kind == MARKUP_HEADING)
		strbuf_addf(&w->out, "</h%d>\n", level);
	else
		strbuf_addstr(&w->out, "</p>\n");
}

void kb_html_add_markup(struct kb_html *w, const char *text)
{
	struct list_state st = {0};
	size_t n;
	const struct markup_block *blocks = markup_parse(text, w->a, &n);
	w->top_heading = INT_MAX;
	for (size_t i = 0; i < n; i++)
		if (blocks[i].kind == MARKUP_HEADING && blocks[i].level < w->top_heading)
			w->top_heading = blocks[i].level;
	for (size_t i = 0; i < n; i++)
		add_block(w, &st, &blocks[i]);
	close_lists(w, &st, 0);
}
