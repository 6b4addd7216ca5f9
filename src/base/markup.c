/* Lines become blocks, the text of a block becomes spans. Both walks go forward once and look ahead
 * only within their line, so that hostile text costs no more than its length. */
#include "carrel/markup.h"

#include "carrel/arena.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { HEADING_LEVELS = 3, NUMBER_DIGITS = 4, LINK_LOOK = 400 };

/* ---- spans ---------------------------------------------------------------------------------- */

struct span_reader {
	struct arena *a;
	struct vec spans;    /* of struct markup_span */
	struct strbuf plain; /* what stands before the next sign */
};

static void flush_plain(struct span_reader *r)
{
	if (!r->plain.len)
		return;
	struct markup_span *span = vec_push(&r->spans);
	*span = (struct markup_span){
		.kind = MARKUP_PLAIN, .text = arena_strndup(r->a, r->plain.buf, r->plain.len)};
	strbuf_reset(&r->plain);
}

static void add_span(struct span_reader *r, enum markup_span_kind kind, const char *text, size_t n,
	const char *target)
{
	flush_plain(r);
	struct markup_span *span = vec_push(&r->spans);
	*span = (struct markup_span){
		.kind = kind, .text = arena_strndup(r->a, text, n), .target = target};
}

static bool is_target(const char *s, size_t n)
{
	static const char *const schemes[] = {"article:", "text:", "https://", "http://"};
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] <= ' ' || strchr("\"'<>`\\", s[i]))
			return false;
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		size_t len = strlen(schemes[i]);
		if (n > len && strncmp(s, schemes[i], len) == 0)
			return true;
	}
	return false;
}

/* [words](target) at s; returns its bytes, 0 if it is none. */
static size_t read_link(struct span_reader *r, const char *s)
{
	size_t words = 1;
	while (words < LINK_LOOK && s[words] && s[words] != ']' && s[words] != '[')
		words++;
	if (s[words] != ']' || words == 1 || s[words + 1] != '(')
		return 0;
	const char *target = s + words + 2;
	size_t n = 0;
	while (n < LINK_LOOK && target[n] && target[n] != ')')
		n++;
	if (target[n] != ')' || !is_target(target, n))
		return 0;
	add_span(r, MARKUP_LINK, s + 1, words - 1, arena_strndup(r->a, target, n));
	return words + 2 + n + 1;
}

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* `…`, *…* or **…** at s, closed by the same sign. */
static size_t read_marked(struct span_reader *r, const char *s, char before)
{
	bool code = *s == '`';
	size_t sign = !code && s[1] == '*' ? 2 : 1;
	if (!code && (is_word_byte(before) || s[sign] == ' ' || s[sign] == '*'))
		return 0;
	size_t n = 0;
	const char *text = s + sign;
	while (n < LINK_LOOK && text[n] && (code || text[n] != '[') && strncmp(text + n, s, sign))
		n++;
	if (n == 0 || strncmp(text + n, s, sign) != 0 || (!code && text[n - 1] == ' '))
		return 0;
	enum markup_span_kind kind = sign == 2 ? MARKUP_STRONG : MARKUP_STRESS;
	add_span(r, code ? MARKUP_CODE : kind, text, n, NULL);
	return n + 2 * sign;
}

static void read_spans(struct markup_block *block, const char *text, struct arena *a)
{
	struct span_reader r = {
		.a = a, .spans = {.size = sizeof(struct markup_span)}, .plain = STRBUF_INIT};
	char before = ' ';
	for (const char *s = text; *s;) {
		size_t n = 0;
		if (*s == '[')
			n = read_link(&r, s);
		else if (*s == '*' || *s == '`')
			n = read_marked(&r, s, before);
		if (!n) {
			strbuf_addch(&r.plain, *s);
			n = 1;
		}
		before = s[n - 1];
		s += n;
	}
	flush_plain(&r);
	block->n = r.spans.n;
	block->spans = arena_array(a, r.spans.n + 1, sizeof *block->spans);
	if (r.spans.n)
		memcpy(block->spans, r.spans.data, r.spans.n * sizeof *block->spans);
	vec_fini(&r.spans);
	strbuf_fini(&r.plain);
}

/* ---- blocks --------------------------------------------------------------------------------- */

struct block_reader {
	struct arena *a;
	struct vec blocks; /* of struct markup_block */
	struct strbuf text;
	bool open; /* the last block takes the next line too */
};

static void close_block(struct block_reader *r)
{
	if (r->blocks.n && r->open)
		read_spans(vec_at(&r->blocks, r->blocks.n - 1), r->text.buf, r->a);
	strbuf_reset(&r->text);
	r->open = false;
}

static void open_block(
	struct block_reader *r, const struct markup_block *block, const char *text, size_t n)
{
	close_block(r);
	*(struct markup_block *)vec_push(&r->blocks) = *block;
	strbuf_add(&r->text, text, n);
	r->open = true;
}

static int nesting(size_t indent)
{
	size_t level = indent / 2;
	return (int)(level < MARKUP_DEPTH_MAX ? level : MARKUP_DEPTH_MAX - 1);
}

/* What begins this line, and where its text starts; a paragraph if nothing does. */
static struct markup_block begin_of(const char *line, size_t n, size_t *skip)
{
	size_t indent = 0, i;
	while (indent < n && line[indent] == ' ')
		indent++;
	const char *s = line + indent;
	size_t left = n - indent;
	*skip = indent;
	for (i = 0; i < left && s[i] == '#'; i++)
		;
	if (i && i <= 6 && i < left && s[i] == ' ') {
		*skip += i + 1;
		return (struct markup_block){.kind = MARKUP_HEADING,
			.level = (int)(i < HEADING_LEVELS ? i : HEADING_LEVELS)};
	}
	if (left > 2 && strchr("-*+", s[0]) && s[1] == ' ') {
		*skip += 2;
		return (struct markup_block){.kind = MARKUP_POINT, .level = nesting(indent)};
	}
	int number = 0;
	for (i = 0; i < left && i < NUMBER_DIGITS && isdigit((unsigned char)s[i]); i++)
		number = number * 10 + (s[i] - '0');
	if (i && i + 1 < left && (s[i] == '.' || s[i] == ')') && s[i + 1] == ' ') {
		*skip += i + 2;
		return (struct markup_block){
			.kind = MARKUP_STEP, .level = nesting(indent), .number = number};
	}
	return (struct markup_block){.kind = left && s[0] == '|' ? MARKUP_ROW : MARKUP_PARAGRAPH};
}

/* "---" between parts, "|---|---|" under the head of a table: drawn by whoever shows it, or not. */
static bool is_rule(const char *line, size_t n)
{
	size_t dashes = 0;
	for (size_t i = 0; i < n; i++) {
		if (!strchr("-|: *_", line[i]))
			return false;
		dashes += line[i] == '-' || line[i] == '*' || line[i] == '_';
	}
	return dashes >= 3;
}

static void read_line(struct block_reader *r, const char *line, size_t n, int number)
{
	while (n && (line[n - 1] == ' ' || line[n - 1] == '\r' || line[n - 1] == '\t'))
		n--;
	if (n == 0 || is_rule(line, n)) {
		close_block(r);
		return;
	}
	size_t skip;
	struct markup_block block = begin_of(line, n, &skip);
	block.line = number;
	const struct markup_block *last = r->blocks.n ? vec_at(&r->blocks, r->blocks.n - 1) : NULL;
	bool full = r->blocks.n >= MARKUP_BLOCKS_MAX;
	bool more = block.kind == MARKUP_PARAGRAPH && r->open && last &&
		last->kind != MARKUP_HEADING && last->kind != MARKUP_ROW;
	if (!more && !full) {
		open_block(r, &block, line + skip, n - skip);
		return;
	}
	if (!r->open && full)
		return; /* the limit is far above anything a person writes */
	strbuf_addch(&r->text, ' ');
	strbuf_add(&r->text, line + skip, n - skip);
}

struct markup_block *markup_parse(const char *text, struct arena *a, size_t *n)
{
	struct block_reader r = {
		.a = a, .blocks = {.size = sizeof(struct markup_block)}, .text = STRBUF_INIT};
	int number = 0;
	for (const char *s = text; *s; number++) {
		size_t len = strcspn(s, "\n");
		read_line(&r, s, len, number);
		s += len + (s[len] == '\n');
	}
	close_block(&r);
	struct markup_block *out = arena_array(a, r.blocks.n + 1, sizeof *out);
	if (r.blocks.n)
		memcpy(out, r.blocks.data, r.blocks.n * sizeof *out);
	*n = r.blocks.n;
	vec_fini(&r.blocks);
	strbuf_fini(&r.text);
	return out;
}

/* ---- plain ---------------------------------------------------------------------------------- */

void markup_block_plain(const struct markup_block *block, struct strbuf *out)
{
	if (block->kind == MARKUP_POINT)
		strbuf_addf(out, "%*s- ", block->level * 2, "");
	else if (block->kind == MARKUP_STEP)
		strbuf_addf(out, "%*s%d. ", block->level * 2, "", block->number);
	for (size_t i = 0; i < block->n; i++) {
		const struct markup_span *span = &block->spans[i];
		strbuf_addstr(out, span->text);
		if (span->kind == MARKUP_LINK && strncmp(span->target, "http", 4) == 0 &&
			strcmp(span->target, span->text) != 0)
			strbuf_addf(out, " (%s)", span->target);
	}
}

static bool same_list(const struct markup_block *a, const struct markup_block *b)
{
	return a->kind == b->kind && a->kind != MARKUP_PARAGRAPH && a->kind != MARKUP_HEADING;
}

void markup_plain(const char *text, struct strbuf *out)
{
	struct arena *a = arena_new();
	size_t n;
	const struct markup_block *blocks = markup_parse(text, a, &n);
	for (size_t i = 0; i < n; i++) {
		if (i)
			strbuf_addstr(out, same_list(&blocks[i - 1], &blocks[i]) ? "\n" : "\n\n");
		markup_block_plain(&blocks[i], out);
	}
	arena_free(&a);
}

/* ---- sections ------------------------------------------------------------------------------- */

size_t markup_sections(const char *text)
{
	struct arena *a = arena_new();
	size_t n, count = 0;
	const struct markup_block *blocks = markup_parse(text, a, &n);
	for (size_t i = 0; i < n; i++)
		count += blocks[i].kind == MARKUP_HEADING;
	arena_free(&a);
	return count;
}

static const char *line_at(const char *text, int line)
{
	for (; line > 0 && *text; line--) {
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	return text;
}

bool markup_section(
	const char *text, size_t i, struct arena *a, const char **heading, const char **section)
{
	size_t n, at = 0, seen = 0;
	const struct markup_block *blocks = markup_parse(text, a, &n);
	for (; at < n; at++)
		if (blocks[at].kind == MARKUP_HEADING && seen++ == i)
			break;
	if (at == n)
		return false;
	size_t next = at + 1;
	while (next < n && blocks[next].kind != MARKUP_HEADING)
		next++;
	struct strbuf words = STRBUF_INIT;
	markup_block_plain(&blocks[at], &words);
	*heading = arena_strndup(a, words.buf, words.len);
	strbuf_fini(&words);
	const char *from = line_at(text, blocks[at].line + 1);
	const char *to = next < n ? line_at(text, blocks[next].line) : text + strlen(text);
	*section = arena_strndup(a, from, (size_t)(to - from));
	return true;
}
