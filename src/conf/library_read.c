/* A file of texts: what it says for all of them, its rights, and each text but for its wordings
 * (library_read_wording.c) and blanks (library_read_blank.c). */
#include "conf/library_read.h"
#include "conf/library_topics.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/i18n.h"
#include "carrel/phone.h"
#include "carrel/strbuf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const use_names[] = {"reply", "call", "chat", "note", "visit"};

enum {
	USES = sizeof use_names / sizeof *use_names,
	SHORT_MAX = 24,
	LOOK_MAX = 8192, /* how much longer than its value the source of a scalar may be */
};

/* ---- places --------------------------------------------------------------------------------- */

static size_t line_start(struct library_reader *r, int line)
{
	if (line < r->line) {
		r->line = 1;
		r->at = 0;
	}
	while (r->line < line) {
		const char *end = memchr(r->text + r->at, '\n', r->len - r->at);
		if (!end)
			break;
		r->at = (size_t)(end - r->text) + 1;
		r->line++;
	}
	return r->at;
}

void library_place(struct library_reader *r, const struct yaml_node *node, const char *part,
	int *line, int *column)
{
	*line = node->line;
	*column = node->column;
	size_t from = line_start(r, node->line), most = 4 * strlen(node->text) + LOOK_MAX;
	if (!part || !*part || from >= r->len)
		return;
	size_t skip = (size_t)(node->column > 0 ? node->column - 1 : 0);
	from += skip < r->len - from ? skip : 0;
	size_t left = r->len - from < most ? r->len - from : most;
	const char *hit = memmem(r->text + from, left, part, strlen(part));
	if (!hit)
		return;
	for (const char *s = r->text + from; s < hit; s++) {
		*column = *s == '\n' ? 1 : *column + 1;
		*line += *s == '\n';
	}
}

void library_problem(struct library_reader *r, const struct yaml_node *node, const char *part,
	const char *fmt, ...)
{
	struct strbuf path = STRBUF_INIT, said = STRBUF_INIT;
	int line, column;
	va_list ap;
	va_start(ap, fmt);
	strbuf_vaddf(&said, fmt, ap);
	va_end(ap);
	library_place(r, node, part, &line, &column);
	yaml_path(node, &path);
	problems_add(
		yaml_problems(r->doc), yaml_file(r->doc), line, column, path.buf, "%s", said.buf);
	strbuf_fini(&said);
	strbuf_fini(&path);
}

/* ---- small values --------------------------------------------------------------------------- */

static const char *read_optional(struct library_reader *r, const struct yaml_node *node)
{
	const char *text = "";
	yaml_string(r->doc, node, &text);
	return *text ? arena_strdup(r->a, text) : "";
}

static bool id_valid(const char *id)
{
	return *id && strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789._-") == strlen(id);
}

static const char *read_date(struct library_reader *r, const struct yaml_node *node)
{
	int64_t at;
	const char *date = read_optional(r, node);
	if (*date && (strlen(date) != 10 || !clock_parse(date, &at)))
		yaml_problem(r->doc, node, _("'%s' is no date such as 2027-03-31"), date);
	return date;
}

static bool is_web(const char *to)
{
	return (strncmp(to, "https://", 8) == 0 && to[8]) ||
		(strncmp(to, "http://", 7) == 0 && to[7]);
}

static bool is_mail(const char *to)
{
	const char *at = strchr(to, '@');
	return at && at > to && strchr(at, '.') && !strchr(at + 1, '@');
}

/* ---- rights --------------------------------------------------------------------------------- */

static void read_right(
	struct library_reader *r, const struct yaml_node *node, struct library_right *right)
{
	static const char *const keys[] = {"id", "title", "text", "law", "source", "territory",
		"topics", "review_by", "scope"};
	*right = (struct library_right){.id = "",
		.source = "",
		.review_by = "",
		.scope = r->scope,
		.file = r->file,
		.line = node->line};
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	if (node->kind != YAML_MAP)
		return;
	const struct yaml_node *id = yaml_require(r->doc, node, "id");
	right->id = read_optional(r, id);
	const char *allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
	if (id && id->kind == YAML_SCALAR &&
		(!*right->id || strspn(right->id, allowed) != strlen(right->id)))
		yaml_problem(r->doc, id, _("'%s' may have only letters, digits, dot, _ and -"),
			right->id);
	yaml_langtext(r->doc, yaml_require(r->doc, node, "title"), r->a, &right->title);
	yaml_langtext(r->doc, yaml_require(r->doc, node, "text"), r->a, &right->text);
	yaml_langtext(r->doc, yaml_require(r->doc, node, "law"), r->a, &right->law);
	const struct yaml_node *source = yaml_get(node, "source");
	right->source = read_optional(r, source);
	if (*right->source && !is_web(right->source))
		yaml_problem(r->doc, source, _("must be an address, https://…"));
	yaml_strings(
		r->doc, yaml_get(node, "territory"), r->a, &right->territory, &right->nterritory);
	yaml_strings(r->doc, yaml_get(node, "topics"), r->a, &right->topics, &right->ntopics);
	right->review_by = read_date(r, yaml_get(node, "review_by"));
	right->scope_said = library_read_own_scope(r, yaml_get(node, "scope"), &right->scope);
}

/* ---- links ---------------------------------------------------------------------------------- */

static const char *const link_names[] = {
	[LINK_WEB] = "web",
	[LINK_TEXT] = "text",
	[LINK_ARTICLE] = "article",
	[LINK_FORM] = "form",
	[LINK_PHONE] = "phone",
	[LINK_MAIL] = "mail",
};

const char *library_link_name(enum library_link_kind kind)
{
	return link_names[kind];
}

bool library_link_parse(const char *name, enum library_link_kind *out)
{
	for (int i = 0; i < LINK_KINDS; i++)
		if (strcmp(link_names[i], name) == 0) {
			*out = (enum library_link_kind)i;
			return true;
		}
	return false;
}

/* What `to` must be for the kind; NULL if it is. */
static const char *link_wrong(enum library_link_kind kind, const char *to)
{
	switch (kind) {
	case LINK_WEB:
		return is_web(to) && !strpbrk(to, " \t\n") ? NULL
							   : "a web link begins with https://";
	case LINK_TEXT:
	case LINK_ARTICLE: return id_valid(to) ? NULL : "must be an id: a-z, 0-9, dot, _ and -";
	case LINK_PHONE:
		return phone_is_e164(to) ? NULL : "a telephone number is written +34…, digits only";
	case LINK_MAIL: return is_mail(to) ? NULL : "must be an e-mail address";
	case LINK_FORM:
	case LINK_KINDS: break;
	}
	return strpbrk(to, " \t\n") ? "the name of a form has no spaces" : NULL;
}

static bool read_link(
	struct library_reader *r, const struct yaml_node *node, struct library_link *link)
{
	static const char *const keys[] = {"kind", "to", "label"};
	size_t kind;
	*link = (struct library_link){.line = node->line, .column = node->column};
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	if (node->kind != YAML_MAP)
		return false;
	const struct yaml_node *to = yaml_require(r->doc, node, "to");
	bool good = yaml_choice(
		r->doc, yaml_require(r->doc, node, "kind"), link_names, LINK_KINDS, &kind);
	link->to = read_optional(r, to);
	yaml_langtext(r->doc, yaml_get(node, "label"), r->a, &link->label);
	if (to && to->kind == YAML_SCALAR && !*link->to)
		yaml_problem(r->doc, to, _("must say what the link leads to"));
	if (!good || !*link->to)
		return false;
	link->kind = (enum library_link_kind)kind;
	const char *wrong = link_wrong(link->kind, link->to);
	if (wrong)
		yaml_problem(r->doc, to, "%s", wrong);
	return true;
}

static void read_links(
	struct library_reader *r, const struct yaml_node *node, struct library_text *t)
{
	if (!node)
		return;
	if (node->kind != YAML_LIST) {
		yaml_problem(r->doc, node, _("must be a list, each `- {kind: web, to: …}`"));
		return;
	}
	struct library_link *links = arena_array(r->a, node->count + 1, sizeof *links);
	for (const struct yaml_node *c = node->first; c; c = c->next)
		t->nlinks += read_link(r, c, &links[t->nlinks]);
	t->links = links;
}

/* ---- a text --------------------------------------------------------------------------------- */

const char *library_use_name(size_t bit)
{
	return bit < USES ? use_names[bit] : NULL;
}

static void read_uses(
	struct library_reader *r, const struct yaml_node *node, struct library_text *t)
{
	t->uses = node ? 0 : LIBRARY_EVERYWHERE;
	if (!node)
		return;
	bool list = node->kind == YAML_LIST;
	size_t i;
	for (const struct yaml_node *c = list ? node->first : node; c; c = list ? c->next : NULL)
		if (yaml_choice(r->doc, c, use_names, USES, &i))
			t->uses |= 1u << i;
}

static void read_names(
	struct library_reader *r, const struct yaml_node *node, struct library_text *t)
{
	const struct yaml_node *id = yaml_require(r->doc, node, "id");
	const struct yaml_node *name = yaml_get(node, "short");
	t->id = read_optional(r, id);
	t->short_name = read_optional(r, name);
	if (id && id->kind == YAML_SCALAR && !id_valid(t->id))
		yaml_problem(r->doc, id, _("'%s' may have only a-z, 0-9, dot, _ and -"), t->id);
	if (name && (strpbrk(t->short_name, " \t\n;{}") || strlen(t->short_name) > SHORT_MAX))
		yaml_problem(
			r->doc, name, _("must be one short word, without spaces, ; or braces"));
}

static void read_switches(
	struct library_reader *r, const struct yaml_node *node, struct library_text *t)
{
	static const char *const tones[] = {"formal", "casual"};
	size_t tone;
	bool active = true;
	if (yaml_choice(r->doc, yaml_get(node, "tone"), tones, 2, &tone))
		t->tone = tone ? TEXT_CASUAL : TEXT_FORMAL;
	yaml_bool(r->doc, yaml_get(node, "active"), &active);
	t->inactive = !active;
}

static void read_text(
	struct library_reader *r, const struct yaml_node *node, struct library_text *t)
{
	static const char *const keys[] = {"id", "short", "title", "topics", "for", "tone",
		"active", "blanks", "text", "say", "then", "rights", "links", "review_by", "emoji",
		"limits", "scope"};
	*t = (struct library_text){.id = "",
		.short_name = "",
		.review_by = "",
		.manners = r->manners,
		.file_manners = r->manners,
		.scope = r->scope,
		.file = r->file,
		.line = node->line};
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	if (node->kind != YAML_MAP)
		return;
	read_names(r, node, t);
	yaml_langtext(r->doc, yaml_require(r->doc, node, "title"), r->a, &t->title);
	yaml_strings(r->doc, yaml_get(node, "topics"), r->a, &t->topics, &t->ntopics);
	read_uses(r, yaml_get(node, "for"), t);
	read_switches(r, node, t);
	library_read_blanks(r, yaml_get(node, "blanks"), t);
	library_read_wordings(r, yaml_require(r->doc, node, "text"), t);
	library_read_say(r, yaml_get(node, "say"), t);
	yaml_strings(r->doc, yaml_get(node, "then"), r->a, &t->then, &t->nthen);
	yaml_strings(r->doc, yaml_get(node, "rights"), r->a, &t->rights, &t->nrights);
	read_links(r, yaml_get(node, "links"), t);
	t->review_by = read_date(r, yaml_get(node, "review_by"));
	t->manners = library_read_manners(r, node, r->manners);
	t->scope_said = library_read_own_scope(r, yaml_get(node, "scope"), &t->scope);
}

/* ---- a file --------------------------------------------------------------------------------- */

static const struct yaml_node *list_first(
	struct library_reader *r, const struct yaml_node *list, const char *what)
{
	if (list && list->kind == YAML_SCALAR && !list->quoted && !*list->text)
		return NULL; /* the last one was taken out */
	if (list && list->kind != YAML_LIST) {
		yaml_problem(r->doc, list, _("must be a list of %s, each begun with a dash"), what);
		return NULL;
	}
	return list ? list->first : NULL;
}

static void read_root(
	struct library_reader *r, const struct yaml_node *root, struct library_file *out)
{
	static const char *const keys[] = {
		"format", "scope", "emoji", "limits", "topics", "rights", "texts"};
	yaml_check_keys(r->doc, root, keys, sizeof keys / sizeof *keys);
	library_read_scope(r, yaml_get(root, "scope"));
	r->manners = library_read_manners(r, root, &library_manners_builtin);
	const struct yaml_node *rights = yaml_get(root, "rights"), *texts = yaml_get(root, "texts");
	library_read_topics(r, yaml_get(root, "topics"), out);
	if (!rights && !texts && !yaml_get(root, "topics"))
		yaml_require(r->doc, root, "texts");
	const struct yaml_node *c = list_first(r, rights, "rights");
	out->rights = arena_array(r->a, (c ? rights->count : 0) + 1, sizeof *out->rights);
	for (; c; c = c->next)
		read_right(r, c, &out->rights[out->nrights++]);
	c = list_first(r, texts, "texts");
	out->texts = arena_array(r->a, (c ? texts->count : 0) + 1, sizeof *out->texts);
	for (; c; c = c->next)
		read_text(r, c, &out->texts[out->n++]);
}

struct library_file *library_read(const char *text, size_t len, const char *file,
	enum library_scope scope, struct arena *a, struct problems *problems)
{
	struct library_file *out = arena_alloc(a, sizeof *out);
	out->manners = &library_manners_builtin;
	out->scope = scope;
	struct yaml *doc = yaml_parse(text, len, file, "texts", problems);
	if (!doc)
		return out;
	struct library_reader r = {
		.doc = doc,
		.text = text,
		.len = len,
		.a = a,
		.scratch = arena_new(),
		.file = arena_strdup(a, file),
		.scope = scope,
		.line = 1,
	};
	read_root(&r, yaml_root(doc), out);
	out->manners = r.manners;
	out->scope = r.scope;
	arena_free(&r.scratch);
	yaml_close(&doc);
	return out;
}

void library_read_file(const char *text, size_t len, const char *file, struct arena *a,
	struct library_sheet *out, struct problems *problems)
{
	const struct library_file *f = library_read(text, len, file, LIBRARY_SHARED, a, problems);
	*out = (struct library_sheet){.texts = f->texts,
		.n = f->n,
		.rights = f->rights,
		.nrights = f->nrights,
		.manners = f->manners,
		.scope = f->scope};
}
