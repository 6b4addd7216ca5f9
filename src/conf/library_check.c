#include "conf/library_checking.h"

#include "carrel/arena.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	enum finding_severity severity;
} rules[] = {
	[RULE_FORMAT] = {"format", FINDING_ERROR},
	[RULE_LANGUAGE] = {"missing-language", FINDING_ERROR},
	[RULE_TONE] = {"missing-tone", FINDING_ERROR},
	[RULE_CHANNEL] = {"missing-channel", FINDING_WARNING},
	[RULE_PLACEHOLDER] = {"unknown-placeholder", FINDING_ERROR},
	[RULE_UNEQUAL] = {"unequal-blanks", FINDING_ERROR},
	[RULE_UNUSED] = {"unused-blank", FINDING_WARNING},
	[RULE_NESTED] = {"nested", FINDING_ERROR},
	[RULE_LINK] = {"dead-link", FINDING_ERROR},
	[RULE_CLOSED] = {"closed-link", FINDING_ERROR},
	[RULE_RIGHT] = {"unknown-right", FINDING_ERROR},
	[RULE_COMMAND] = {"unknown-command", FINDING_ERROR},
	[RULE_SHORT] = {"unreachable-short", FINDING_ERROR},
	[RULE_DUPLICATE_ID] = {"duplicate-id", FINDING_ERROR},
	[RULE_DUPLICATE_SHORT] = {"duplicate-short", FINDING_ERROR},
	[RULE_DUPLICATE_TITLE] = {"duplicate-title", FINDING_WARNING},
	[RULE_DUPLICATE_TEXT] = {"duplicate-text", FINDING_WARNING},
	[RULE_REVIEW] = {"past-review", FINDING_WARNING},
	[RULE_SENTENCE] = {"long-sentence", FINDING_ERROR},
	[RULE_EMOJI] = {"forbidden-emoji", FINDING_ERROR},
	[RULE_HTML] = {"html", FINDING_ERROR},
	[RULE_FOREIGN] = {"foreign-placeholder", FINDING_ERROR},
	[RULE_LONG] = {"too-long", FINDING_WARNING},
	[RULE_CARD] = {"card-number", FINDING_ERROR},
};

const char *const library_check_rules[] = {"format", "missing-language", "missing-tone",
	"missing-channel", "unknown-placeholder", "unequal-blanks", "unused-blank", "nested",
	"dead-link", "closed-link", "unknown-right", "unknown-command", "unreachable-short",
	"duplicate-id", "duplicate-short", "duplicate-title", "duplicate-text", "past-review",
	"long-sentence", "forbidden-emoji", "html", "foreign-placeholder", "too-long",
	"card-number", NULL};

/* ---- findings ------------------------------------------------------------------------------- */

static enum finding_severity severity_of(const struct check_file *f, enum library_rule rule)
{
	return f && f->for_some && rule == RULE_LANGUAGE ? FINDING_WARNING : rules[rule].severity;
}

static struct library_finding *add_finding(
	struct checking *c, const struct check_file *f, enum library_rule rule)
{
	struct library_finding *found = vec_push(&c->out->items);
	*found = (struct library_finding){.severity = severity_of(f, rule),
		.rule = rules[rule].name,
		.file = "",
		.path = "",
		.message = "",
		.suggestion = ""};
	if (found->severity == FINDING_ERROR)
		c->out->errors++;
	else
		c->out->warnings++;
	return found;
}

static void place_of(struct check_file *f, const struct yaml_node *node, const char *part,
	int *line, int *column)
{
	if (node->kind != YAML_SCALAR && node->key && !part) {
		*line = node->key_line;
		*column = node->key_column;
	} else {
		library_place(&f->r, node, part, line, column);
	}
}

void check_add(struct checking *c, struct check_file *f, enum library_rule rule,
	const struct yaml_node *node, const char *part, const char *suggestion, const char *fmt,
	...)
{
	struct library_finding *found = add_finding(c, f, rule);
	struct strbuf path = STRBUF_INIT, said = STRBUF_INIT;
	va_list ap;
	va_start(ap, fmt);
	strbuf_vaddf(&said, fmt, ap);
	va_end(ap);
	yaml_path(node, &path);
	place_of(f, node, part, &found->line, &found->column);
	found->file = f->r.file;
	found->path = arena_strdup(c->out->arena, path.buf);
	found->message = arena_strdup(c->out->arena, said.buf);
	found->suggestion = arena_strdup(c->out->arena, suggestion);
	strbuf_fini(&said);
	strbuf_fini(&path);
}

const char *check_meant(struct checking *c, const char *word, const char *const *names, size_t n)
{
	const char *near = suggest_nearest(word, names, n);
	return near ? arena_printf(c->scratch, "did you mean %s?", near) : "";
}

/* "…: there is no such key (did you mean title?)" taken apart. */
static void add_problem(struct checking *c, const struct problem *p)
{
	static const char meant[] = " (did you mean ";
	struct library_finding *found = add_finding(c, NULL, RULE_FORMAT);
	struct arena *a = c->out->arena;
	const char *hint = strstr(p->message, meant), *end = hint ? strstr(hint, "?)") : NULL;
	found->file = arena_strdup(a, p->file);
	found->line = p->line;
	found->column = p->column;
	found->path = arena_strdup(a, p->path);
	found->message = arena_strdup(a, p->message);
	if (!end)
		return;
	found->message = arena_printf(a, "%.*s%s", (int)(hint - p->message), p->message, end + 2);
	found->suggestion = arena_printf(a, "%.*s", (int)(end + 1 - (hint + 2)), hint + 2);
}

static int compare_findings(const void *a, const void *b)
{
	const struct library_finding *x = a, *y = b;
	int order = strcmp(x->file, y->file);
	if (order)
		return order;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	order = strcmp(x->rule, y->rule);
	return order ? order : strcmp(x->message, y->message);
}

/* ---- files ---------------------------------------------------------------------------------- */

static bool was_brought(const struct checking *c, const char *path)
{
	struct strbuf mark = STRBUF_INIT;
	path_parent(&mark, path);
	strbuf_addf(&mark, "/%s", c->frame->brought ? c->frame->brought : "");
	bool there = c->frame->brought && path_exists(mark.buf);
	strbuf_fini(&mark);
	return there;
}

static bool is_for_some(
	const struct checking *c, const struct check_file *f, const struct filestack_file *file)
{
	enum library_scope scope =
		f->content->n ? f->content->texts[0].scope : (enum library_scope)file->scope;
	return scope != LIBRARY_SHARED || was_brought(c, file->path);
}

/* A file with mistakes is looked at all the same, as far as it can be read: one look at the list is
 * to be enough to mend it. */
static void *take_file(void *arg, const struct filestack_file *file, const char *text, size_t len,
	struct arena *a, struct problems *unused)
{
	struct checking *c = arg;
	(void)unused;
	struct check_file *f = arena_alloc(a, sizeof *f);
	struct problems problems, again;
	problems_init(&problems);
	problems_init(&again);
	char *kept = arena_alloc(a, len + 1);
	memcpy(kept, text, len);
	f->checked = file->source >= c->nbase;
	f->content =
		library_read(kept, len, file->path, (enum library_scope)file->scope, a, &problems);
	f->for_some = is_for_some(c, f, file);
	f->doc = yaml_parse(kept, len, file->path, "texts", &again);
	f->r = (struct library_reader){
		.doc = f->doc,
		.text = kept,
		.len = len,
		.a = a,
		.file = arena_strdup(c->out->arena, file->path),
		.line = 1,
	};
	for (size_t i = 0; f->checked && i < problems_count(&problems); i++)
		add_problem(c, problems_at(&problems, i));
	problems_fini(&problems);
	problems_fini(&again);
	*(struct check_file **)vec_push(&c->docs) = f;
	return f;
}

int check_by_nearness(const struct check_entry *x, const struct check_entry *y)
{
	if (x->t->scope != y->t->scope)
		return x->t->scope > y->t->scope ? -1 : 1;
	if (x->source != y->source)
		return x->source > y->source ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static int compare_entries(const void *a, const void *b)
{
	const struct check_entry *x = a, *y = b;
	int c = strcmp(x->t->id, y->t->id);
	return c ? c : check_by_nearness(x, y);
}

static void gather(struct checking *c)
{
	for (size_t i = 0; i < filestack_count(&c->files); i++) {
		const struct filestack_file *file = filestack_at(&c->files, i);
		struct check_file *f = file->content;
		if (!f || !f->r.doc)
			continue;
		c->out->files += f->checked;
		const struct yaml_node *texts = yaml_get(yaml_root(f->r.doc), "texts");
		const struct yaml_node *node = texts ? texts->first : NULL;
		for (size_t k = 0; k < f->content->n && node; k++, node = node->next) {
			*(struct check_entry *)vec_push(&c->entries) =
				(struct check_entry){.t = &f->content->texts[k],
					.file = f,
					.node = node,
					.source = file->source,
					.order = c->entries.n};
			c->out->texts += f->checked;
		}
		for (size_t k = 0; k < f->content->nrights; k++)
			*(const char **)vec_push(&c->rights) = f->content->rights[k].id;
	}
	if (c->entries.n)
		qsort(c->entries.data, c->entries.n, sizeof(struct check_entry), compare_entries);
}

const struct check_entry *check_by_id(const struct checking *c, const char *id)
{
	size_t low = 0, high = c->entries.n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct check_entry *e = vec_at(&c->entries, mid);
		if (strcmp(e->t->id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	const struct check_entry *e = low < c->entries.n ? vec_at(&c->entries, low) : NULL;
	return e && strcmp(e->t->id, id) == 0 ? e : NULL;
}

/* ---- all ------------------------------------------------------------------------------------ */

static void run_rules(struct checking *c)
{
	for (size_t i = 0; i < c->docs.n; i++) {
		struct check_file *f = *(struct check_file **)vec_at(&c->docs, i);
		if (!f->checked || !f->r.doc)
			continue;
		check_topics(c, f);
		check_rights(c, f);
	}
	for (size_t i = 0; i < c->entries.n; i++) {
		const struct check_entry *e = vec_at(&c->entries, i);
		if (e->file->checked && e->node->kind == YAML_MAP && !e->t->inactive)
			check_text(c, e);
		arena_reset(c->scratch);
	}
	check_across(c);
}

void library_check(const char *const *paths, size_t n, const char *const *base, size_t nbase,
	const struct library_check_frame *frame, struct library_findings *out)
{
	*out = (struct library_findings){
		.items = {.size = sizeof(struct library_finding)}, .arena = arena_new()};
	struct checking c = {
		.frame = frame,
		.out = out,
		.nbase = nbase,
		.docs = {.size = sizeof(struct check_file *)},
		.entries = {.size = sizeof(struct check_entry)},
		.rights = {.size = sizeof(const char *)},
		.a = arena_new(),
		.scratch = arena_new(),
	};
	filestack_init(&c.files, take_file, &c);
	for (size_t i = 0; i < nbase; i++)
		filestack_add_optional(&c.files, base[i], LIBRARY_SHARED);
	for (size_t i = 0; i < n; i++)
		filestack_add(&c.files, paths[i],
			frame->personal && strcmp(paths[i], frame->personal) == 0 ? LIBRARY_PERSONAL
										  : LIBRARY_SHARED);
	bool more;
	filestack_refresh(&c.files, SIZE_MAX, &more);
	struct problems sources;
	problems_init(&sources);
	filestack_problems(&c.files, &sources);
	for (size_t i = 0; i < problems_count(&sources); i++)
		add_problem(&c, problems_at(&sources, i));
	problems_fini(&sources);
	gather(&c);
	run_rules(&c);
	if (out->items.n)
		qsort(out->items.data, out->items.n, sizeof(struct library_finding),
			compare_findings);
	for (size_t i = 0; i < c.docs.n; i++) {
		struct check_file *f = *(struct check_file **)vec_at(&c.docs, i);
		if (f->doc)
			yaml_close(&f->doc);
	}
	filestack_fini(&c.files);
	vec_fini(&c.docs);
	vec_fini(&c.entries);
	vec_fini(&c.rights);
	arena_free(&c.a);
	arena_free(&c.scratch);
}

void library_findings_fini(struct library_findings *f)
{
	vec_fini(&f->items);
	arena_free(&f->arena);
	*f = (struct library_findings){0};
}

void library_finding_render(const struct library_finding *f, struct strbuf *out)
{
	strbuf_addf(out, "%s:", f->file);
	if (f->line)
		strbuf_addf(out, "%d:%d:", f->line, f->column);
	strbuf_addf(out, " %s: ", f->severity == FINDING_ERROR ? "error" : "warning");
	if (*f->path)
		strbuf_addf(out, "%s: ", f->path);
	strbuf_addstr(out, f->message);
	if (*f->suggestion)
		strbuf_addf(out, " (%s)", f->suggestion);
	strbuf_addf(out, " [%s]", f->rule);
}
