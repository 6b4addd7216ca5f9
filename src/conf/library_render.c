/* A text as YAML that a person would have written: short things on one line, wordings as blocks. */
#include "conf/library_read.h"
#include "conf/library_render.h"

#include "carrel/arena.h"
#include "carrel/cells.h"
#include "carrel/strbuf.h"
#include "carrel/yaml.h"
#include "carrel/yaml_scalar.h"

#include <string.h>

enum { WIDTH = 100, STEP = 2, VALUE_PLAIN_MAX = 72, USES_MAX = 8 };

const char *const library_keys[] = {"id", "short", "title", "topics", "for", "tone", "active",
	"blanks", "text", "say", "then", "rights", "links", "review_by", "emoji", "limits", "scope",
	NULL};

/* ---- scalars -------------------------------------------------------------------------------- */

static void add_indent(struct strbuf *out, size_t n)
{
	while (n--)
		strbuf_addch(out, ' ');
}

/* Folding joins lines with one space, and a line that begins with one would not be joined. */
static bool can_fold(const char *s)
{
	return *s != ' ' && !strstr(s, "  ") && !strpbrk(s, "\t\n");
}

static bool can_stand(const char *s)
{
	return *s != ' ' && *s != '\t' && *s != '\n';
}

static void add_folded(struct strbuf *out, const char *s, size_t indent)
{
	strbuf_addstr(out, ">-\n");
	while (*s) {
		size_t room = WIDTH > indent + 20 ? WIDTH - indent : 20, end = 0;
		for (size_t at = 0;;) {
			size_t word = strcspn(s + at, " ");
			if (end && cells_width(s, at + word) > room)
				break;
			end = at + word;
			if (!s[end])
				break;
			at = end + 1;
		}
		add_indent(out, indent);
		strbuf_add(out, s, end);
		strbuf_addch(out, '\n');
		s += end + (s[end] == ' ');
	}
}

static void add_literal(struct strbuf *out, const char *s, size_t indent)
{
	strbuf_addstr(out, "|\n");
	while (*s) {
		size_t len = strcspn(s, "\n");
		if (len)
			add_indent(out, indent);
		strbuf_add(out, s, len);
		strbuf_addch(out, '\n');
		s += len + (s[len] == '\n');
	}
}

/* The value of "key: ", to the end of its last line. indent: of the lines of a block. */
static void add_wording(struct strbuf *out, const char *s, size_t indent)
{
	if (strchr(s, '\n') && can_stand(s))
		add_literal(out, s, indent);
	else if (strlen(s) > VALUE_PLAIN_MAX && can_fold(s))
		add_folded(out, s, indent);
	else {
		yaml_add_scalar(out, s, false);
		strbuf_addch(out, '\n');
	}
}

/* ---- lists and languages -------------------------------------------------------------------- */

static void add_flow_list(struct strbuf *out, const char *const *list, size_t n)
{
	strbuf_addch(out, '[');
	for (size_t i = 0; i < n; i++) {
		strbuf_addstr(out, i ? ", " : "");
		yaml_add_scalar(out, list[i], true);
	}
	strbuf_addch(out, ']');
}

static void add_flow_langtext(struct strbuf *out, const struct langtext *w)
{
	if (w->n == 1 && !*w->entries[0].language) {
		yaml_add_scalar(out, w->entries[0].text, true);
		return;
	}
	strbuf_addch(out, '{');
	for (size_t i = 0; i < w->n; i++) {
		strbuf_addf(out, "%s%s: ", i ? ", " : "", w->entries[i].language);
		yaml_add_scalar(out, w->entries[i].text, true);
	}
	strbuf_addch(out, '}');
}

/* "key: value\n" on one line if there is room, else by language below each other. */
static void add_langtext(struct strbuf *out, const char *key, const struct langtext *w,
	size_t indent, bool always_below)
{
	struct strbuf line = STRBUF_INIT;
	add_indent(out, indent);
	strbuf_addf(out, "%s:", key);
	add_flow_langtext(&line, w);
	bool named = w->n > 1 || *w->entries[0].language;
	bool fits = cells_width(line.buf, line.len) + indent + strlen(key) + 2 <= WIDTH &&
		!strchr(line.buf, '\n');
	if (!named) {
		strbuf_addch(out, ' ');
		add_wording(out, w->entries[0].text, indent + STEP);
	} else if (fits && !always_below) {
		strbuf_addf(out, " %s\n", line.buf);
	} else {
		strbuf_addch(out, '\n');
		for (size_t i = 0; i < w->n; i++) {
			add_indent(out, indent + STEP);
			strbuf_addf(out, "%s: ", w->entries[i].language);
			add_wording(out, w->entries[i].text, indent + 2 * STEP);
		}
	}
	strbuf_fini(&line);
}

static void add_list(
	struct strbuf *out, const char *key, const char *const *list, size_t n, size_t indent)
{
	struct strbuf line = STRBUF_INIT;
	add_flow_list(&line, list, n);
	add_indent(out, indent);
	if (cells_width(line.buf, line.len) + indent + strlen(key) + 2 <= WIDTH) {
		strbuf_addf(out, "%s: %s\n", key, line.buf);
	} else {
		strbuf_addf(out, "%s:\n", key);
		for (size_t i = 0; i < n; i++) {
			add_indent(out, indent + STEP);
			strbuf_addstr(out, "- ");
			yaml_add_scalar(out, list[i], false);
			strbuf_addch(out, '\n');
		}
	}
	strbuf_fini(&line);
}

/* ---- wordings ------------------------------------------------------------------------------- */

enum { DIMENSIONS = 3 }; /* tone, channel, level: the order in which they are nested */

static unsigned value_of(const struct library_variant *v, size_t dimension)
{
	return dimension == 0 ? v->tone : dimension == 1 ? v->channel : v->level;
}

static const char *name_of(size_t dimension, unsigned value)
{
	return dimension == 0    ? text_tone_name((enum text_tone)value)
		: dimension == 1 ? text_channel_name((enum text_channel)value)
				 : text_level_name((enum text_level)value);
}

struct group {
	const struct library_variant **v;
	size_t n;
};

static struct group group_with(
	const struct group *g, size_t dimension, unsigned value, struct arena *a)
{
	struct group out = {.v = arena_array(a, g->n + 1, sizeof *out.v)};
	for (size_t i = 0; i < g->n; i++)
		if (value_of(g->v[i], dimension) == value)
			out.v[out.n++] = g->v[i];
	return out;
}

static void add_keys(struct strbuf *out, const struct group *g, size_t dimension, size_t indent,
	struct arena *a);

/* What follows "key:": the wording itself, or a map of the dimensions left. */
static void add_value(
	struct strbuf *out, const struct group *g, size_t dimension, size_t indent, struct arena *a)
{
	bool narrower = g->n > 1;
	for (size_t d = dimension; d < DIMENSIONS; d++)
		narrower |= value_of(g->v[0], d) != 0;
	if (narrower) {
		strbuf_addch(out, '\n');
		add_keys(out, g, dimension, indent, a);
	} else {
		strbuf_addch(out, ' ');
		add_wording(out, g->v[0]->text, indent);
	}
}

static void add_keys(
	struct strbuf *out, const struct group *g, size_t dimension, size_t indent, struct arena *a)
{
	if (dimension == DIMENSIONS) {
		add_indent(out, indent);
		strbuf_addstr(out, "any: ");
		add_wording(out, g->v[0]->text, indent + STEP);
		return;
	}
	for (size_t i = 0; i < g->n; i++) {
		unsigned value = value_of(g->v[i], dimension);
		size_t first = 0;
		while (value_of(g->v[first], dimension) != value)
			first++;
		if (first < i)
			continue;
		struct group inner = group_with(g, dimension, value, a);
		if (value == 0) {
			add_keys(out, &inner, dimension + 1, indent, a);
			continue;
		}
		add_indent(out, indent);
		strbuf_addf(out, "%s:", name_of(dimension, value));
		add_value(out, &inner, dimension + 1, indent + STEP, a);
	}
}

static void add_text(
	struct strbuf *out, const struct library_text *t, size_t indent, struct arena *a)
{
	add_indent(out, indent);
	strbuf_addstr(out, "text:\n");
	for (size_t i = 0; i < t->nvariants; i++) {
		struct group g = {.v = arena_array(a, t->nvariants, sizeof *g.v)};
		size_t first = 0;
		while (strcmp(t->variants[first].language, t->variants[i].language) != 0)
			first++;
		if (first < i)
			continue;
		for (size_t k = i; k < t->nvariants; k++)
			if (strcmp(t->variants[k].language, t->variants[i].language) == 0)
				g.v[g.n++] = &t->variants[k];
		add_indent(out, indent + STEP);
		strbuf_addf(out, "%s:", t->variants[i].language);
		add_value(out, &g, 0, indent + 2 * STEP, a);
	}
}

/* ---- blanks and links ----------------------------------------------------------------------- */

/* As the reader takes it: a point, at most six places, none that say nothing. */
static void add_number(struct strbuf *out, double value)
{
	size_t from = out->len;
	strbuf_addf(out, "%.6f", value);
	for (char *s = out->buf + from; *s; s++)
		if (*s == ',')
			*s = '.';
	while (out->buf[out->len - 1] == '0')
		strbuf_truncate(out, out->len - 1);
	if (out->buf[out->len - 1] == '.')
		strbuf_truncate(out, out->len - 1);
}

enum { BLANK_PARTS = 4 };

/* "type: money", "range: [1, 20]" and so on: what there is besides the question. */
static size_t blank_parts(
	const struct library_blank *b, struct arena *a, const char *parts[BLANK_PARTS])
{
	struct strbuf part = STRBUF_INIT;
	size_t n = 0;
	if (b->type != BLANK_TEXT)
		parts[n++] = arena_printf(a, "type: %s", blank_type_name(b->type));
	if (b->nchoices) {
		strbuf_addstr(&part, "choices: ");
		add_flow_list(&part, b->choices, b->nchoices);
		parts[n++] = arena_strdup(a, part.buf);
	}
	if (b->has_range) {
		strbuf_reset(&part);
		strbuf_addstr(&part, "range: [");
		add_number(&part, b->min);
		strbuf_addstr(&part, ", ");
		add_number(&part, b->max);
		strbuf_addch(&part, ']');
		parts[n++] = arena_strdup(a, part.buf);
	}
	if (*b->default_text) {
		strbuf_reset(&part);
		strbuf_addstr(&part, "default: ");
		yaml_add_scalar(&part, b->default_text, true);
		parts[n++] = arena_strdup(a, part.buf);
	}
	strbuf_fini(&part);
	return n;
}

static void add_blank(
	struct strbuf *out, const struct library_blank *b, size_t indent, struct arena *a)
{
	const char *parts[BLANK_PARTS];
	size_t n = blank_parts(b, a, parts);
	struct strbuf line = STRBUF_INIT;
	strbuf_addstr(&line, "{ask: ");
	add_flow_langtext(&line, &b->ask);
	for (size_t i = 0; i < n; i++)
		strbuf_addf(&line, ", %s", parts[i]);
	strbuf_addch(&line, '}');
	add_indent(out, indent);
	strbuf_addf(out, "%s:", b->name);
	if (indent + strlen(b->name) + 2 + cells_width(line.buf, line.len) <= WIDTH) {
		strbuf_addf(out, " %s\n", line.buf);
	} else {
		strbuf_addch(out, '\n');
		add_langtext(out, "ask", &b->ask, indent + STEP, false);
		for (size_t i = 0; i < n; i++) {
			add_indent(out, indent + STEP);
			strbuf_addf(out, "%s\n", parts[i]);
		}
	}
	strbuf_fini(&line);
}

static void add_links(struct strbuf *out, const struct library_text *t, size_t indent)
{
	add_indent(out, indent);
	strbuf_addstr(out, "links:\n");
	for (size_t i = 0; i < t->nlinks; i++) {
		const struct library_link *link = &t->links[i];
		add_indent(out, indent + STEP);
		strbuf_addf(out, "- kind: %s\n", library_link_name(link->kind));
		add_indent(out, indent + 2 * STEP);
		strbuf_addstr(out, "to: ");
		yaml_add_scalar(out, link->to, false);
		strbuf_addch(out, '\n');
		if (link->label.n)
			add_langtext(out, "label", &link->label, indent + 2 * STEP, false);
	}
}

/* ---- one key -------------------------------------------------------------------------------- */

static void add_uses(struct strbuf *out, unsigned uses, size_t indent)
{
	const char *list[USES_MAX];
	size_t n = 0;
	for (size_t i = 0; library_use_name(i); i++)
		if (uses & (1u << i))
			list[n++] = library_use_name(i);
	add_list(out, "for", list, n, indent);
}

static void add_pair(struct strbuf *out, const char *key, const char *value, size_t indent)
{
	if (!*value)
		return;
	add_indent(out, indent);
	strbuf_addf(out, "%s: ", key);
	yaml_add_scalar(out, value, false);
	strbuf_addch(out, '\n');
}

void library_render_key(const struct library_text *t, const char *key, size_t indent,
	struct arena *a, struct strbuf *out)
{
	if (strcmp(key, "id") == 0)
		add_pair(out, key, t->id, indent);
	else if (strcmp(key, "short") == 0)
		add_pair(out, key, t->short_name, indent);
	else if (strcmp(key, "title") == 0 && t->title.n)
		add_langtext(out, key, &t->title, indent, false);
	else if (strcmp(key, "topics") == 0 && t->ntopics)
		add_list(out, key, t->topics, t->ntopics, indent);
	else if (strcmp(key, "for") == 0 && t->uses != LIBRARY_EVERYWHERE)
		add_uses(out, t->uses, indent);
	else if (strcmp(key, "tone") == 0 && t->tone != TEXT_ANY_TONE)
		add_pair(out, key, text_tone_name(t->tone), indent);
	else if (strcmp(key, "active") == 0 && t->inactive) {
		add_indent(out, indent);
		strbuf_addstr(out, "active: false\n");
	} else if (strcmp(key, "blanks") == 0 && t->nblanks) {
		add_indent(out, indent);
		strbuf_addstr(out, "blanks:\n");
		for (size_t i = 0; i < t->nblanks; i++)
			add_blank(out, &t->blanks[i], indent + STEP, a);
	} else if (strcmp(key, "text") == 0)
		add_text(out, t, indent, a);
	else if (strcmp(key, "say") == 0 && t->say.n)
		add_langtext(out, key, &t->say, indent, true);
	else if (strcmp(key, "then") == 0 && t->nthen)
		add_list(out, key, t->then, t->nthen, indent);
	else if (strcmp(key, "rights") == 0 && t->nrights)
		add_list(out, key, t->rights, t->nrights, indent);
	else if (strcmp(key, "links") == 0 && t->nlinks)
		add_links(out, t, indent);
	else if (strcmp(key, "review_by") == 0)
		add_pair(out, key, t->review_by, indent);
	else if (strcmp(key, "emoji") == 0 && t->file_manners)
		library_render_emoji(t->manners, t->file_manners, indent, out);
	else if (strcmp(key, "limits") == 0 && t->file_manners)
		library_render_limits(t->manners, t->file_manners, indent, out);
	else if (strcmp(key, "scope") == 0 && t->scope_said)
		add_pair(out, key, library_scope_name(t->scope), indent);
}

void library_render_item(
	const struct library_text *t, size_t dash, struct arena *a, struct strbuf *out)
{
	size_t from = out->len;
	for (size_t i = 0; library_keys[i]; i++)
		library_render_key(t, library_keys[i], dash + STEP, a, out);
	if (out->len > from)
		out->buf[from + dash] = '-';
}

void library_render_text(const struct library_text *t, struct strbuf *out)
{
	struct arena *a = arena_new();
	library_render_item(t, STEP, a, out);
	arena_free(&a);
}

/* ---- what a file says beside its texts ------------------------------------------------------ */

void library_render_right(const struct library_right *r, struct strbuf *out)
{
	size_t from = out->len, indent = 2 * STEP;
	add_pair(out, "id", r->id, indent);
	add_langtext(out, "title", &r->title, indent, false);
	add_langtext(out, "text", &r->text, indent, true);
	add_langtext(out, "law", &r->law, indent, false);
	add_pair(out, "source", r->source, indent);
	if (r->nterritory)
		add_list(out, "territory", r->territory, r->nterritory, indent);
	if (r->ntopics)
		add_list(out, "topics", r->topics, r->ntopics, indent);
	add_pair(out, "review_by", r->review_by, indent);
	if (r->scope_said)
		add_pair(out, "scope", library_scope_name(r->scope), indent);
	out->buf[from + STEP] = '-';
}
