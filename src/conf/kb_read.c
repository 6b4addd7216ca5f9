/* One file of articles. Every mistake is reported; a file with one is not taken at all. */
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/markup.h"
#include "carrel/pan.h"
#include "carrel/yaml.h"
#include "conf/kb_private.h"

#include <string.h>

enum { ID_MAX = 120, STEPS_MAX = 200, LINKS_MAX = 100, VERSION_MOST = 1000000 };

struct reader {
	const struct yaml *doc;
	struct arena *a;
};

static size_t count_names(const char *const *names)
{
	size_t n = 0;
	while (names[n])
		n++;
	return n;
}

static const char *read_optional(const struct reader *r, const struct yaml_node *node)
{
	const char *text = "";
	yaml_string(r->doc, node, &text);
	return arena_strdup(r->a, text);
}

static void read_id(const struct reader *r, const struct yaml_node *node, struct kb_article *k)
{
	const char *allowed = "abcdefghijklmnopqrstuvwxyz0123456789._-";
	k->id = read_optional(r, node);
	size_t n = strlen(k->id);
	if (!node || node->kind != YAML_SCALAR)
		return;
	if (!n || n > ID_MAX || strspn(k->id, allowed) != n || k->id[0] == '.')
		yaml_problem(r->doc, node,
			_("'%s' may have only a-z, 0-9, dot, _ and -, and not begin with a dot"),
			k->id);
}

/* What is published would carry it to everybody. */
static void check_text(const struct reader *r, const struct yaml_node *node, const char *text)
{
	size_t start, len;
	if (pan_find(text, strlen(text), &start, &len))
		yaml_problem(r->doc, node, _("holds what looks like a card number; take it out"));
}

static void read_langtext(
	const struct reader *r, const struct yaml_node *node, struct langtext *out)
{
	if (!yaml_langtext(r->doc, node, r->a, out))
		return;
	const struct yaml_node *child = node->kind == YAML_MAP ? node->first : NULL;
	for (size_t i = 0; i < out->n; i++, child = child ? child->next : NULL) {
		const struct yaml_node *at = child ? child : node;
		const char *text = out->entries[i].text;
		if (strspn(text, " \n\t") == strlen(text))
			yaml_problem(r->doc, at, _("there is no text"));
		check_text(r, at, text);
	}
}

static void read_steps(const struct reader *r, const struct yaml_node *node, struct kb_article *k)
{
	if (!node)
		return;
	if (node->kind != YAML_LIST || !node->count) {
		yaml_problem(r->doc, node, _("must be a list of steps, each begun with a dash"));
		return;
	}
	if (!yaml_within(r->doc, node, STEPS_MAX))
		return;
	struct langtext *steps = arena_array(r->a, node->count + 1, sizeof *steps);
	for (const struct yaml_node *c = node->first; c; c = c->next)
		read_langtext(r, c, &steps[k->nsteps++]);
	k->steps = steps;
}

static bool is_address(const char *s)
{
	if (strncmp(s, "https://", 8) != 0 || !s[8])
		return false;
	for (; *s; s++)
		if ((unsigned char)*s <= ' ' || strchr("\"'<>\\`()", *s))
			return false;
	return true;
}

static void read_link(const struct reader *r, const struct yaml_node *node, struct kb_link *out)
{
	static const char *const keys[] = {
		[KB_LINK_ARTICLE] = "article", [KB_LINK_TEXT] = "text", [KB_LINK_URL] = "url"};
	enum { KEYS = sizeof keys / sizeof *keys };
	*out = (struct kb_link){.to = "", .line = node->line, .column = node->column};
	yaml_check_keys(r->doc, node, keys, KEYS);
	if (node->kind != YAML_MAP)
		return;
	if (node->count != 1) {
		yaml_problem(
			r->doc, node, _("must be one of article: ID, text: ID or url: ADDRESS"));
		return;
	}
	for (size_t i = 0; i < KEYS; i++) {
		const struct yaml_node *to = yaml_get(node, keys[i]);
		if (!to)
			continue;
		out->kind = (enum kb_link_kind)i;
		out->to = read_optional(r, to);
		if (out->kind == KB_LINK_URL && !is_address(out->to))
			yaml_problem(r->doc, to, _("must be an address that begins with https://"));
	}
}

static void read_links(const struct reader *r, const struct yaml_node *node, struct kb_article *k)
{
	if (!node)
		return;
	if (node->kind != YAML_LIST) {
		yaml_problem(r->doc, node, _("must be a list such as [{article: faq.returns}]"));
		return;
	}
	if (!yaml_within(r->doc, node, LINKS_MAX))
		return;
	struct kb_link *links = arena_array(r->a, node->count + 1, sizeof *links);
	for (const struct yaml_node *c = node->first; c; c = c->next)
		read_link(r, c, &links[k->nlinks++]);
	k->links = links;
}

static void read_review_by(
	const struct reader *r, const struct yaml_node *node, struct kb_article *k)
{
	int64_t at;
	k->review_by = read_optional(r, node);
	if (*k->review_by && (strlen(k->review_by) != 10 || !clock_parse(k->review_by, &at)))
		yaml_problem(r->doc, node, _("'%s' is no date such as 2027-03-31"), k->review_by);
}

static void read_standing(
	const struct reader *r, const struct yaml_node *node, struct kb_article *k)
{
	static const char *const states[] = {"published", "draft"};
	const struct yaml_node *team = yaml_get(node, "team");
	size_t i;
	if (yaml_choice(
		    r->doc, yaml_get(node, "kind"), kb_kind_names, count_names(kb_kind_names), &i))
		k->kind = (enum kb_kind)i;
	if (yaml_choice(r->doc, yaml_get(node, "audience"), kb_audience_names,
		    count_names(kb_audience_names), &i))
		k->audience = (enum kb_audience)i;
	if (yaml_choice(r->doc, yaml_get(node, "status"), states, 2, &i))
		k->draft = i == 1;
	k->team = read_optional(r, team);
	k->author = read_optional(r, yaml_get(node, "author"));
	if (k->audience == KB_TEAM && !*k->team)
		yaml_problem(r->doc, yaml_get(node, "audience"),
			_("needs team: SLUG, the queue whose people may see it"));
	if (k->audience != KB_TEAM && team)
		yaml_problem(r->doc, team, _("belongs to audience: team only"));
	yaml_int(r->doc, yaml_get(node, "version"), 1, VERSION_MOST, &k->version);
	yaml_bool(r->doc, yaml_get(node, "must_read"), &k->must_read);
}

static void read_article(const struct reader *r, const struct yaml_node *node, struct kb_article *k)
{
	static const char *const keys[] = {"id", "kind", "title", "topics", "audience", "team",
		"status", "author", "version", "changed", "must_read", "answer", "body", "steps",
		"links", "review_by"};
	*k = (struct kb_article){.id = "",
		.kind = KB_FAQ,
		.audience = KB_INTERNAL,
		.team = "",
		.author = "",
		.review_by = "",
		.version = 1,
		.line = node->line};
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	if (node->kind != YAML_MAP)
		return;
	read_id(r, yaml_require(r->doc, node, "id"), k);
	read_standing(r, node, k);
	read_langtext(r, yaml_require(r->doc, node, "title"), &k->title);
	yaml_strings(r->doc, yaml_get(node, "topics"), r->a, &k->topics, &k->ntopics);
	read_langtext(r, yaml_get(node, "changed"), &k->changed);
	read_langtext(r, yaml_get(node, "answer"), &k->answer);
	read_langtext(r, yaml_get(node, "body"), &k->body);
	read_steps(r, yaml_get(node, "steps"), k);
	read_links(r, yaml_get(node, "links"), k);
	read_review_by(r, yaml_get(node, "review_by"), k);
	if (!yaml_get(node, "answer") && !yaml_get(node, "body") && !yaml_get(node, "steps"))
		yaml_problem(r->doc, node, _("says nothing: it needs a body, steps or an answer"));
}

struct kb_file *kb_read(
	const char *text, size_t len, const char *file, struct arena *a, struct problems *problems)
{
	static const char *const keys[] = {"format", "articles"};
	struct kb_file *out = arena_alloc(a, sizeof *out);
	struct yaml *doc = yaml_parse(text, len, file, "kb", problems);
	if (!doc)
		return out;
	const struct reader r = {.doc = doc, .a = a};
	yaml_check_keys(doc, yaml_root(doc), keys, sizeof keys / sizeof *keys);
	const struct yaml_node *list = yaml_require(doc, yaml_root(doc), "articles");
	if (list && list->kind == YAML_LIST) {
		out->articles = arena_array(a, list->count + 1, sizeof *out->articles);
		const char *kept = arena_strdup(a, file);
		for (const struct yaml_node *c = list->first; c; c = c->next) {
			read_article(&r, c, &out->articles[out->n]);
			out->articles[out->n++].file = kept;
		}
	} else if (list) {
		yaml_problem(doc, list, _("must be a list of articles, each begun with a dash"));
	}
	yaml_close(&doc);
	return out;
}
