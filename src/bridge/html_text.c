/* html_text.c - one pass, counters instead of a tree. */
#include "carrel/html_text.h"

#include "bridge/html_entity.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TAG_NAME_MAX = 16, LIST_DEPTH_MAX = 16, NONE = -1 };

/* ---- what goes out -------------------------------------------------------------------------- */

struct writer {
	struct strbuf *out;
	size_t begun; /* length of out before the first byte of ours */
	int breaks;   /* line ends owed before the next character */
	bool space;   /* a space owed, unless a line ends first */
	bool keep;    /* line ends and runs of spaces of the source count */
	bool skip;    /* inside a script or style */
	int spaces;   /* with keep: how many are owed */
};

static void pay_breaks(struct writer *w)
{
	if (w->breaks > 0 && w->out->len > w->begun)
		for (int i = 0; i < w->breaks; i++)
			strbuf_addch(w->out, '\n');
	else if (w->breaks == 0 && w->space && w->out->len > w->begun)
		strbuf_addch(w->out, ' ');
	for (int i = 0; w->keep && w->out->len > w->begun && i < w->spaces; i++)
		strbuf_addch(w->out, ' ');
	w->breaks = 0;
	w->spaces = 0;
	w->space = false;
}

/* At least so many line ends before what follows: 1 a new line, 2 an empty line between. */
static void block(struct writer *w, int breaks)
{
	w->breaks = w->breaks > breaks ? w->breaks : breaks;
	w->space = false;
	w->spaces = 0;
}

static void line_end(struct writer *w)
{
	block(w, w->breaks < 2 ? w->breaks + 1 : 2);
}

static bool is_dropped(uint32_t rune)
{
	return rune < ' ' || (rune >= 0x7F && rune < 0xA0) || rune == 0xAD || rune == 0x200B ||
		rune == 0x200E || rune == 0x200F || rune == 0x61C ||
		(rune >= 0x202A && rune <= 0x202E) || (rune >= 0x2060 && rune <= 0x206F) ||
		rune == 0xFEFF || (rune >= 0xD800 && rune <= 0xDFFF) || (rune & 0xFFFE) == 0xFFFE ||
		(rune >= 0xFFF9 && rune <= 0xFFFB) || rune > 0x10FFFF;
}

static void put(struct writer *w, uint32_t rune)
{
	if (w->skip)
		return;
	if (rune == '\n' || rune == 0x85 || rune == 0x2028 || rune == 0x2029) {
		if (w->keep)
			line_end(w);
		else
			w->space = true;
	} else if (rune == ' ' || rune == '\t' || rune == '\f' || rune == 0xA0) {
		if (w->keep)
			w->spaces++;
		else
			w->space = true;
	} else if (!is_dropped(rune)) {
		pay_breaks(w);
		strbuf_addrune(w->out, rune);
	}
}

static void put_text(struct writer *w, const char *s)
{
	for (; *s; s++)
		put(w, (unsigned char)*s);
}

/* Text of the source, entities read, up to n bytes. */
static void put_source(struct writer *w, const char *s, size_t n)
{
	for (size_t at = 0; at < n;) {
		uint32_t rune;
		size_t len = s[at] == '&' ? html_entity_at(s + at, n - at, &rune) : 0;
		if (len == 0)
			len = utf8_decode(s + at, n - at, &rune);
		put(w, rune);
		at += len;
	}
}

/* ---- tags ----------------------------------------------------------------------------------- */

enum tag_act {
	TAG_NOTHING, /* b, i, span … : what is inside is text */
	TAG_LINE,    /* begins and ends a line */
	TAG_PARAGRAPH,
	TAG_BREAK,
	TAG_LIST,
	TAG_ITEM,
	TAG_TABLE,
	TAG_ROW,
	TAG_CELL,
	TAG_LINK,
	TAG_IMAGE,
	TAG_RULE,
	TAG_PRE,
	TAG_SILENT, /* what is inside is no text */
};

static const struct tag {
	const char *name;
	enum tag_act act;
} tags[] = {{"a", TAG_LINK}, {"abbr", TAG_NOTHING}, {"address", TAG_LINE}, {"article", TAG_LINE},
	{"b", TAG_NOTHING}, {"base", TAG_NOTHING}, {"big", TAG_NOTHING},
	{"blockquote", TAG_PARAGRAPH}, {"body", TAG_LINE}, {"br", TAG_BREAK}, {"caption", TAG_LINE},
	{"center", TAG_LINE}, {"cite", TAG_NOTHING}, {"code", TAG_NOTHING}, {"col", TAG_NOTHING},
	{"colgroup", TAG_NOTHING}, {"dd", TAG_LINE}, {"del", TAG_NOTHING}, {"details", TAG_LINE},
	{"div", TAG_LINE}, {"dl", TAG_PARAGRAPH}, {"dt", TAG_LINE}, {"em", TAG_NOTHING},
	{"figcaption", TAG_LINE}, {"figure", TAG_LINE}, {"font", TAG_NOTHING}, {"footer", TAG_LINE},
	{"form", TAG_LINE}, {"h1", TAG_PARAGRAPH}, {"h2", TAG_PARAGRAPH}, {"h3", TAG_PARAGRAPH},
	{"h4", TAG_PARAGRAPH}, {"h5", TAG_PARAGRAPH}, {"h6", TAG_PARAGRAPH}, {"head", TAG_NOTHING},
	{"header", TAG_LINE}, {"hr", TAG_RULE}, {"html", TAG_NOTHING}, {"i", TAG_NOTHING},
	{"img", TAG_IMAGE}, {"input", TAG_NOTHING}, {"ins", TAG_NOTHING}, {"kbd", TAG_NOTHING},
	{"label", TAG_NOTHING}, {"li", TAG_ITEM}, {"link", TAG_NOTHING}, {"main", TAG_LINE},
	{"mark", TAG_NOTHING}, {"meta", TAG_NOTHING}, {"nav", TAG_LINE}, {"noscript", TAG_NOTHING},
	{"o:p", TAG_NOTHING}, {"ol", TAG_LIST}, {"p", TAG_PARAGRAPH}, {"pre", TAG_PRE},
	{"q", TAG_NOTHING}, {"s", TAG_NOTHING}, {"samp", TAG_NOTHING}, {"script", TAG_SILENT},
	{"section", TAG_LINE}, {"small", TAG_NOTHING}, {"span", TAG_NOTHING},
	{"strike", TAG_NOTHING}, {"strong", TAG_NOTHING}, {"style", TAG_SILENT},
	{"sub", TAG_NOTHING}, {"summary", TAG_LINE}, {"sup", TAG_NOTHING}, {"table", TAG_TABLE},
	{"tbody", TAG_NOTHING}, {"td", TAG_CELL}, {"tfoot", TAG_NOTHING}, {"th", TAG_CELL},
	{"thead", TAG_NOTHING}, {"time", TAG_NOTHING}, {"title", TAG_SILENT}, {"tr", TAG_ROW},
	{"tt", TAG_NOTHING}, {"u", TAG_NOTHING}, {"ul", TAG_LIST}, {"var", TAG_NOTHING},
	{"wbr", TAG_NOTHING}};

struct span {
	const char *at;
	size_t len;
};

struct reader {
	const char *s;
	size_t n, at;
	struct writer w;
	bool no_close;               /* no > comes any more */
	bool no_comment_end;         /* no --> comes any more */
	bool loose_quotes;           /* a quote was left open: from here on they part nothing */
	int lists;                   /* how deep */
	int numbers[LIST_DEPTH_MAX]; /* of the next item; NONE: bullets */
	bool in_row;                 /* a cell was there already */
	size_t fresh_at; /* length of out right after "- " or a cell's bar: a paragraph begins there */
	struct span href;  /* of the link that is open */
	size_t link_begun; /* where its words begin in out */
};

static int compare_tag(const void *name, const void *tag)
{
	return strcmp(name, ((const struct tag *)tag)->name);
}

/* The end (after the >) of the tag at the reader, 0 if it has none. Quoted values may hold a >. */
static size_t tag_end(struct reader *r)
{
	const char *first = r->no_close ? NULL : memchr(r->s + r->at, '>', r->n - r->at);
	if (!first) {
		r->no_close = true;
		return 0;
	}
	char quote = 0;
	for (size_t i = r->at; !r->loose_quotes && i < r->n; i++) {
		if (quote)
			quote = r->s[i] == quote ? 0 : quote;
		else if (r->s[i] == '>')
			return i + 1;
		else if ((r->s[i] == '"' || r->s[i] == '\'') && i > r->at && r->s[i - 1] == '=')
			quote = r->s[i];
	}
	r->loose_quotes = true;
	return (size_t)(first - r->s) + 1;
}

/* The value of an attribute in the tag's own bytes; len 0: none. */
static struct span attribute(const char *s, size_t n, const char *name)
{
	size_t len = strlen(name);
	struct span v = {0};
	for (size_t i = 1; i + len + 1 < n; i++) {
		if (!isspace((unsigned char)s[i - 1]) && !strchr("\"'", s[i - 1]))
			continue;
		if (strncasecmp(s + i, name, len) != 0 || s[i + len] != '=')
			continue;
		v.at = s + i + len + 1;
		size_t left = n - (i + len + 1);
		char quote = *v.at == '"' || *v.at == '\'' ? *v.at : 0;
		if (quote) {
			v.at++;
			left--;
		}
		while (v.len < left &&
			(quote ? v.at[v.len] != quote : !strchr(" \t\r\n>", v.at[v.len])))
			v.len++;
		return v;
	}
	return v;
}

static void close_link(struct reader *r)
{
	static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:"};
	struct span href = r->href;
	struct strbuf *out = r->w.out;
	r->href = (struct span){0};
	size_t scheme = 0;
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes) && !scheme; i++)
		if (href.len > strlen(schemes[i]) &&
			strncasecmp(href.at, schemes[i], strlen(schemes[i])) == 0)
			scheme = strlen(schemes[i]);
	if (!scheme || r->link_begun > out->len)
		return;
	/* A link whose words are its address is said once. */
	struct strbuf address = STRBUF_INIT;
	struct writer w = {.out = &address};
	bool web = (href.at[scheme - 1] == '/');
	size_t from = web ? 0 : scheme;
	put_source(&w, href.at + from, href.len - from);
	size_t end = address.len;
	while (end > 0 && address.buf[end - 1] == '/')
		end--;
	const char *bare = address.buf + (web && address.len > scheme ? scheme : 0);
	size_t bare_len =
		end > (size_t)(bare - address.buf) ? end - (size_t)(bare - address.buf) : 0;
	bool said = bare_len > 0 && out->len - r->link_begun >= bare_len &&
		memmem(out->buf + r->link_begun, out->len - r->link_begun, bare, bare_len);
	if (!said && address.len > 0) {
		r->w.space = out->len > r->link_begun || r->w.space;
		put_text(&r->w, "<");
		pay_breaks(&r->w);
		strbuf_add(out, address.buf, address.len);
		put_text(&r->w, ">");
	}
	strbuf_fini(&address);
}

static void open_link(struct reader *r, struct span href)
{
	if (r->href.len)
		close_link(r);
	r->href = href;
	r->link_begun = r->w.out->len;
}

static void list_tag(struct reader *r, bool closes, bool numbered)
{
	if (closes) {
		r->lists -= r->lists > 0;
		block(&r->w, r->lists > 0 ? 1 : 2);
		return;
	}
	if (r->lists < LIST_DEPTH_MAX)
		r->numbers[r->lists] = numbered ? 1 : NONE;
	r->lists++;
	block(&r->w, 1);
}

static void open_item(struct reader *r)
{
	int depth = r->lists < 1 ? 1 : r->lists > LIST_DEPTH_MAX ? LIST_DEPTH_MAX : r->lists;
	int number = r->lists < 1 ? NONE : r->numbers[depth - 1];
	block(&r->w, 1);
	if (r->w.skip)
		return;
	pay_breaks(&r->w);
	for (int i = 1; r->w.out->len > r->w.begun && i < depth; i++)
		strbuf_addstr(r->w.out, "  ");
	if (number == NONE)
		strbuf_addch(r->w.out, '-');
	else
		strbuf_addf(r->w.out, "%d.", r->numbers[depth - 1]++);
	r->w.space = true;
	r->fresh_at = r->w.out->len;
}

static void open_cell(struct reader *r)
{
	if (r->in_row && !r->w.skip && r->w.out->len > r->w.begun) {
		r->w.breaks = 0; /* a paragraph inside a cell does not end its row */
		r->w.space = false;
		put_text(&r->w, " |");
		r->w.space = true;
	}
	r->in_row = true;
	r->fresh_at = r->w.out->len;
}

/* Inside an item or a cell paragraphs are lines, and the first goes on where the mark stands. */
static void open_block(struct reader *r, int breaks, bool closes)
{
	bool inside = r->lists > 0 || r->in_row;
	if (!(inside && !closes && r->fresh_at == r->w.out->len))
		block(&r->w, inside ? 1 : breaks);
}

static void act(struct reader *r, const struct tag *tag, bool closes, const char *s, size_t n)
{
	struct writer *w = &r->w;
	switch (tag->act) {
	case TAG_NOTHING: break;
	case TAG_LINE: open_block(r, 1, closes); break;
	case TAG_PARAGRAPH: open_block(r, 2, closes); break;
	case TAG_TABLE:
		r->in_row = false;
		block(w, 2);
		break;
	case TAG_BREAK: line_end(w); break;
	case TAG_LIST: list_tag(r, closes, tag->name[0] == 'o'); break;
	case TAG_ITEM:
		if (closes)
			block(w, 1);
		else
			open_item(r);
		break;
	case TAG_ROW:
		block(w, 1);
		r->in_row = false;
		break;
	case TAG_CELL:
		if (!closes)
			open_cell(r);
		break;
	case TAG_LINK:
		if (closes)
			close_link(r);
		else
			open_link(r, attribute(s, n, "href"));
		break;
	case TAG_IMAGE: {
		struct span alt = attribute(s, n, "alt");
		put_source(w, alt.at, alt.len);
		break;
	}
	case TAG_RULE:
		block(w, 1);
		put_text(w, "---");
		block(w, 1);
		break;
	case TAG_PRE:
		block(w, 2);
		w->keep = !closes;
		break;
	case TAG_SILENT: break;
	}
}

/* Past </name>, or to the end: what a script says is never text. */
static void skip_silent(struct reader *r, const char *name)
{
	size_t len = strlen(name);
	for (; r->at + len + 2 < r->n; r->at++) {
		const char *s = r->s + r->at;
		if (s[0] == '<' && s[1] == '/' && strncasecmp(s + 2, name, len) == 0) {
			r->at = tag_end(r);
			r->at = r->at ? r->at : r->n;
			return;
		}
	}
	r->at = r->n;
}

/* Comments, <!doctype …>, <?xml …?>. False if it is no such thing. */
static bool skip_declaration(struct reader *r)
{
	const char *s = r->s + r->at;
	size_t left = r->n - r->at;
	if (left >= 4 && memcmp(s, "<!--", 4) == 0) {
		const char *end = r->no_comment_end ? NULL : memmem(s + 4, left - 4, "-->", 3);
		r->no_comment_end = !end;
		r->at += end ? (size_t)(end - s) + 3 : 4; /* never closed: its words stay */
		return true;
	}
	bool declares = left > 2 && (s[1] == '?' || (s[1] == '!' && isalpha((unsigned char)s[2])));
	const char *end = declares ? memchr(s, '>', left < 256 ? left : 256) : NULL;
	if (end)
		r->at += (size_t)(end - s) + 1;
	return end != NULL;
}

/* A tag at the reader's <, done and passed; false: it is a character. */
static bool take_tag(struct reader *r)
{
	const char *s = r->s + r->at;
	size_t left = r->n - r->at;
	bool closes = left > 1 && s[1] == '/';
	char name[TAG_NAME_MAX + 1];
	size_t len = 0, first = closes ? 2 : 1;
	while (len < TAG_NAME_MAX && first + len < left &&
		(isalnum((unsigned char)s[first + len]) || s[first + len] == ':')) {
		name[len] = (char)tolower((unsigned char)s[first + len]);
		len++;
	}
	name[len] = '\0';
	if (len == 0 || (first + len < left && !strchr(" \t\r\n/>", s[first + len])))
		return false;
	const struct tag *tag =
		bsearch(name, tags, sizeof(tags) / sizeof(*tags), sizeof(*tags), compare_tag);
	size_t end = tag ? tag_end(r) : 0;
	if (!end)
		return false;
	size_t begin = r->at;
	r->at = end;
	if (tag->act == TAG_SILENT && !closes)
		skip_silent(r, name);
	else
		act(r, tag, closes, r->s + begin, end - begin);
	return true;
}

static bool has_tag(const char *s, size_t n)
{
	struct strbuf nowhere = STRBUF_INIT;
	struct reader r = {.s = s, .n = n, .w = {.out = &nowhere, .skip = true}};
	bool found = false;
	for (; !found && r.at < n; r.at++)
		if (s[r.at] == '<')
			found = take_tag(&r) || skip_declaration(&r);
	strbuf_fini(&nowhere);
	return found;
}

void html_text(const char *s, size_t n, struct strbuf *out)
{
	struct reader r = {.s = s, .n = n, .w = {.out = out, .begun = out->len}};
	r.w.keep = !has_tag(s, n);
	while (r.at < n) {
		const char *next = memchr(s + r.at, '<', n - r.at);
		size_t plain = next ? (size_t)(next - s) - r.at : n - r.at;
		put_source(&r.w, s + r.at, plain);
		r.at += plain;
		if (r.at < n && !skip_declaration(&r) && !take_tag(&r)) {
			put(&r.w, '<');
			r.at++;
		}
	}
	if (r.href.len)
		close_link(&r);
}

void plain_text(const char *s, size_t n, struct strbuf *out)
{
	struct writer w = {.out = out, .begun = out->len, .keep = true};
	for (size_t at = 0; at < n;) {
		uint32_t rune;
		at += utf8_decode(s + at, n - at, &rune);
		put(&w, rune);
	}
}
