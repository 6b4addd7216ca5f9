/* The tree is built from libyaml's events, one at a time, because everything that makes YAML
 * dangerous is decided before a tree exists: nesting (libyaml 0.2.5 takes 33 s for 100 kB of "["),
 * aliases that multiply, tags, `%TAG` lines compared with each other, escapes that bring NUL and
 * ESC back. What libyaml itself would accept is refused here, with the place where it stands. */
#include "carrel/yaml.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/utf8.h"
#include "conf/conf_text.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct yaml {
	struct arena *arena;
	struct yaml_node *root;
	const char *file;
	struct problems *problems;
};

struct frame {
	struct yaml_node *node;
	struct yaml_node *last;
	const char *key; /* waits for its value */
	int key_line, key_column;
};

struct builder {
	struct yaml *doc;
	struct frame stack[YAML_MAX_DEPTH];
	size_t depth, nodes, documents;
	bool failed;   /* nothing more can be read */
	bool raw_bidi; /* already reported from the bytes */
};

static void problem_at(struct builder *b, yaml_mark_t mark, const char *message)
{
	struct strbuf path = STRBUF_INIT;
	const struct frame *top = b->depth ? &b->stack[b->depth - 1] : NULL;
	if (top)
		yaml_path(top->node, &path);
	if (top && top->key)
		strbuf_addf(&path, "%s%s", path.len ? "." : "", top->key);
	else if (top && top->node->kind == YAML_LIST)
		strbuf_addf(&path, "[%zu]", top->node->count);
	problems_add(b->doc->problems, b->doc->file, (int)mark.line + 1, (int)mark.column + 1,
		path.buf, "%s", message);
	strbuf_fini(&path);
}

static void fail_at(struct builder *b, yaml_mark_t mark, const char *message)
{
	problem_at(b, mark, message);
	b->failed = true;
}

/* ---- the bytes ------------------------------------------------------------------------------ */

struct place {
	int line, column;
};

static struct place place_of(const char *text, size_t at)
{
	struct place p = {1, 1};
	size_t start = 0;
	for (size_t i = 0; i < at; i++)
		if (text[i] == '\n') {
			p.line++;
			start = i + 1;
		}
	p.column = (int)utf8_count(text + start, at - start) + 1;
	return p;
}

static size_t first_invalid(const char *text, size_t len)
{
	size_t at = 0;
	while (at < len) {
		uint32_t rune;
		size_t n = utf8_decode(text + at, len - at, &rune);
		if (n == 1 && rune == RUNE_REPLACEMENT)
			break;
		at += n;
	}
	return at;
}

/* Only these two lead bytes begin a bidi control, so most bytes are looked at once. */
static bool bidi_at(const char *text, size_t left)
{
	unsigned char c = (unsigned char)text[0];
	uint32_t rune;
	return (c == 0xE2 || c == 0xD8) && utf8_decode(text, left, &rune) > 1 &&
		conf_rune_is_bidi(rune);
}

static void check_bytes(struct builder *b, const char *text, size_t len)
{
	struct yaml *doc = b->doc;
	if (!utf8_valid(text, len)) {
		struct place p = place_of(text, first_invalid(text, len));
		problems_add(doc->problems, doc->file, p.line, p.column, "",
			_("this is not UTF-8; save the file as UTF-8"));
		b->failed = true;
		return;
	}
	for (size_t i = 0; i < len; i++) {
		if (bidi_at(text + i, len - i)) {
			struct place p = place_of(text, i);
			problems_add(doc->problems, doc->file, p.line, p.column, "",
				_("a mark that turns the reading direction is not allowed; take it "
				  "out"));
			b->raw_bidi = true;
			b->failed |= problems_count(doc->problems) > PROBLEMS_MAX;
		} else if (text[i] == '%' && (i == 0 || text[i - 1] == '\n')) {
			struct place p = place_of(text, i);
			problems_add(doc->problems, doc->file, p.line, p.column, "",
				_("a line may not begin with %%: directives are not allowed"));
			b->failed = true;
		}
		if (b->failed)
			return;
	}
}

/* ---- events to nodes ------------------------------------------------------------------------ */

static void check_scalar_text(struct builder *b, const yaml_event_t *ev)
{
	/* Only double quotes have escapes; elsewhere the bytes were checked already. */
	if (ev->data.scalar.style != YAML_DOUBLE_QUOTED_SCALAR_STYLE)
		return;
	const char *text = (const char *)ev->data.scalar.value;
	size_t len = ev->data.scalar.length;
	for (size_t at = 0; at < len;) {
		uint32_t rune;
		at += utf8_decode(text + at, len - at, &rune);
		if (conf_rune_is_control(rune)) {
			problem_at(b, ev->start_mark,
				_("a control character is not allowed, even escaped"));
			return;
		}
		if (conf_rune_is_bidi(rune) && !b->raw_bidi) {
			problem_at(b, ev->start_mark,
				_("a mark that turns the reading direction is not allowed, even "
				  "escaped"));
			return;
		}
	}
}

static bool expects_key(const struct builder *b)
{
	const struct frame *top = b->depth ? &b->stack[b->depth - 1] : NULL;
	return top && top->node->kind == YAML_MAP && !top->key;
}

static struct yaml_node *node_add(struct builder *b, enum yaml_kind kind, yaml_mark_t mark)
{
	if (++b->nodes > YAML_MAX_NODES) {
		fail_at(b, mark, _("the file holds too many values; split it into several files"));
		return NULL;
	}
	struct yaml_node *node = arena_alloc(b->doc->arena, sizeof *node);
	*node = (struct yaml_node){.kind = kind,
		.line = (int)mark.line + 1,
		.column = (int)mark.column + 1,
		.text = ""};
	if (b->depth == 0) {
		b->doc->root = node;
		return node;
	}
	struct frame *top = &b->stack[b->depth - 1];
	node->parent = top->node;
	node->index = top->node->count++;
	node->key = top->key;
	node->key_line = top->key_line;
	node->key_column = top->key_column;
	top->key = NULL;
	if (top->last)
		top->last->next = node;
	else
		top->node->first = node;
	top->last = node;
	return node;
}

static void on_key(struct builder *b, const yaml_event_t *ev)
{
	struct frame *top = &b->stack[b->depth - 1];
	top->key = arena_strndup(
		b->doc->arena, (const char *)ev->data.scalar.value, ev->data.scalar.length);
	top->key_line = (int)ev->start_mark.line + 1;
	top->key_column = (int)ev->start_mark.column + 1;
}

static void on_scalar(struct builder *b, const yaml_event_t *ev)
{
	if (ev->data.scalar.anchor)
		problem_at(b, ev->start_mark,
			_("anchors (&name) are not allowed; write the value out"));
	if (ev->data.scalar.tag)
		problem_at(b, ev->start_mark, _("tags (!name) are not allowed"));
	check_scalar_text(b, ev);
	if (expects_key(b)) {
		on_key(b, ev);
		return;
	}
	struct yaml_node *node = node_add(b, YAML_SCALAR, ev->start_mark);
	if (!node)
		return;
	node->text = arena_strndup(
		b->doc->arena, (const char *)ev->data.scalar.value, ev->data.scalar.length);
	node->quoted = ev->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
}

static void on_alias(struct builder *b, const yaml_event_t *ev)
{
	problem_at(b, ev->start_mark, _("aliases (*name) are not allowed; write the value out"));
	if (expects_key(b)) {
		b->stack[b->depth - 1].key = "*";
		return;
	}
	node_add(b, YAML_SCALAR, ev->start_mark);
}

static void on_open(struct builder *b, const yaml_event_t *ev, enum yaml_kind kind,
	const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor)
		problem_at(b, ev->start_mark,
			_("anchors (&name) are not allowed; write the value out"));
	if (tag)
		problem_at(b, ev->start_mark, _("tags (!name) are not allowed"));
	if (expects_key(b)) {
		fail_at(b, ev->start_mark,
			_("a key must be one word or text, not a list or a map"));
		return;
	}
	if (b->depth == YAML_MAX_DEPTH) {
		fail_at(b, ev->start_mark, _("nested more than 32 deep"));
		return;
	}
	struct yaml_node *node = node_add(b, kind, ev->start_mark);
	if (node)
		b->stack[b->depth++] = (struct frame){.node = node};
}

static int compare_keys(const void *a, const void *b)
{
	const struct yaml_node *x = *(const struct yaml_node *const *)a;
	const struct yaml_node *y = *(const struct yaml_node *const *)b;
	int c = strcmp(x->key, y->key);
	return c ? c : (x->index > y->index) - (x->index < y->index);
}

static void check_duplicates(struct builder *b, const struct yaml_node *map)
{
	if (map->count < 2)
		return;
	const struct yaml_node **sorted = xreallocarray(NULL, map->count, sizeof *sorted);
	size_t n = 0;
	for (const struct yaml_node *c = map->first; c; c = c->next)
		sorted[n++] = c;
	qsort(sorted, n, sizeof *sorted, compare_keys);
	for (size_t i = 1; i < n; i++)
		if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0)
			yaml_problem(b->doc, sorted[i], _("this key was already given at line %d"),
				sorted[i - 1]->key_line);
	free(sorted);
}

static void on_close(struct builder *b)
{
	const struct yaml_node *node = b->stack[--b->depth].node;
	if (node->kind == YAML_MAP)
		check_duplicates(b, node);
}

static void on_event(struct builder *b, const yaml_event_t *ev)
{
	switch (ev->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (++b->documents > 1)
			fail_at(b, ev->start_mark,
				_("only one document a file: take the --- line out"));
		break;
	case YAML_SCALAR_EVENT: on_scalar(b, ev); break;
	case YAML_ALIAS_EVENT: on_alias(b, ev); break;
	case YAML_SEQUENCE_START_EVENT:
		on_open(b, ev, YAML_LIST, ev->data.sequence_start.anchor,
			ev->data.sequence_start.tag);
		break;
	case YAML_MAPPING_START_EVENT:
		on_open(b, ev, YAML_MAP, ev->data.mapping_start.anchor, ev->data.mapping_start.tag);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT: on_close(b); break;
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_END_EVENT: break;
	}
}

static void syntax_problem(
	struct builder *b, const yaml_parser_t *parser, const char *text, size_t len)
{
	const char *what = parser->problem ? parser->problem : "it cannot be read";
	struct strbuf message = STRBUF_INIT;
	strbuf_addf(&message, "this is not YAML: %s", what);
	if (parser->context)
		strbuf_addf(&message, " (%s)", parser->context);
	yaml_mark_t mark = parser->problem_mark;
	/* A quote that is never closed is found at the end, and mended where it was opened. */
	if (parser->context && strstr(what, "end of stream"))
		mark = parser->context_mark;
	if (parser->error == YAML_READER_ERROR) {
		size_t at = parser->problem_offset < len ? parser->problem_offset : len;
		struct place p = place_of(text, at);
		mark.line = (size_t)p.line - 1;
		mark.column = (size_t)p.column - 1;
	}
	fail_at(b, mark, message.buf);
	strbuf_fini(&message);
}

static void run_parser(struct builder *b, const char *text, size_t len)
{
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser))
		mem_die("out of memory");
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	bool more = true;
	while (more && !b->failed) {
		yaml_event_t ev;
		if (!yaml_parser_parse(&parser, &ev)) {
			syntax_problem(b, &parser, text, len);
			break;
		}
		on_event(b, &ev);
		more = ev.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&ev);
	}
	yaml_parser_delete(&parser);
}

/* ---- the format line ------------------------------------------------------------------------ */

static bool check_format(struct builder *b, const char *kind)
{
	if (kind && *kind == '\0')
		return true; /* a file of somebody else's making, for an import */
	struct yaml *doc = b->doc;
	const struct yaml_node *first =
		doc->root && doc->root->kind == YAML_MAP ? doc->root->first : NULL;
	const char *want = arena_printf(doc->arena, "carrel-%s/1", kind ? kind : "…");
	if (!first || strcmp(first->key, "format") != 0 || first->kind != YAML_SCALAR) {
		problems_add(yaml_problems(doc), yaml_file(doc), first ? first->key_line : 1,
			first ? first->key_column : 1, first ? first->key : "",
			_("the first line must be `format: %s`"), want);
		return false;
	}
	size_t stem = strlen(want) - 1;
	if (!kind || strcmp(first->text, want) == 0)
		return true;
	if (strncmp(first->text, want, stem) == 0)
		yaml_problem(doc, first, _("'%s' is not known to this program, which reads %s"),
			first->text, want);
	else
		yaml_problem(doc, first, _("'%s' is another kind of file; here it must be %s"),
			first->text, want);
	return false;
}

struct yaml *yaml_parse(
	const char *text, size_t len, const char *file, const char *kind, struct problems *problems)
{
	struct arena *arena = arena_new();
	struct yaml *doc = arena_alloc(arena, sizeof *doc);
	*doc = (struct yaml){
		.arena = arena, .file = arena_strdup(arena, file), .problems = problems};
	struct builder b = {.doc = doc};
	if (len > YAML_MAX_BYTES) {
		problems_add(problems, file, 0, 0, "",
			_("larger than 1 MiB; split it into several files"));
		yaml_close(&doc);
		return NULL;
	}
	if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		len -= 3;
	}
	check_bytes(&b, text, len);
	if (!b.failed)
		run_parser(&b, text, len);
	if (b.failed || !check_format(&b, kind))
		yaml_close(&doc);
	return doc;
}

struct yaml *yaml_load(const char *path, const char *kind, struct problems *problems)
{
	struct strbuf text = STRBUF_INIT;
	struct err err = {0};
	struct yaml *doc = NULL;
	if (path_read_file(path, YAML_MAX_BYTES, &text, &err) == RC_OK)
		doc = yaml_parse(text.buf, text.len, path, kind, problems);
	else
		problems_add(problems, path, 0, 0, "", "%s", err.text);
	strbuf_fini(&text);
	return doc;
}

void yaml_close(struct yaml **doc)
{
	if (!*doc)
		return;
	struct arena *arena = (*doc)->arena;
	arena_free(&arena);
	*doc = NULL;
}

const struct yaml_node *yaml_root(const struct yaml *doc)
{
	return doc->root;
}

const char *yaml_file(const struct yaml *doc)
{
	return doc->file;
}

struct problems *yaml_problems(const struct yaml *doc)
{
	return doc->problems;
}
