#include "conf/library_read.h"

#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/strbuf.h"
#include "carrel/textfill.h"
#include "carrel/yaml.h"

#include <string.h>

struct reader {
	const struct yaml *doc;
	struct arena *a;
	struct arena *scratch;
};

const char *const library_common_names[] = {"now", "today", NULL};

static const char *const tone_names[] = {
	[TEXT_ANY_TONE] = "any",
	[TEXT_FORMAL] = "formal",
	[TEXT_CASUAL] = "casual",
};
static const char *const use_names[] = {"reply", "call", "chat", "note", "visit"};
static const char *const blank_names[] = {
	[BLANK_TEXT] = "text",
	[BLANK_NUMBER] = "number",
	[BLANK_MONEY] = "money",
	[BLANK_DATE] = "date",
	[BLANK_TIME] = "time",
	[BLANK_PHONE] = "phone",
	[BLANK_EMAIL] = "email",
	[BLANK_CASE] = "case",
	[BLANK_CHOICE] = "choice",
};

enum {
	TONES = sizeof tone_names / sizeof *tone_names,
	USES = sizeof use_names / sizeof *use_names,
	BLANKS = sizeof blank_names / sizeof *blank_names,
	SHORT_MAX = 24,
	BLANKS_MAX = TEXTFILL_NAMES_MAX,
};

const char *text_tone_name(enum text_tone tone)
{
	return tone_names[tone];
}

bool text_tone_parse(const char *name, enum text_tone *out)
{
	for (size_t i = 0; i < TONES; i++)
		if (strcmp(tone_names[i], name) == 0) {
			*out = (enum text_tone)i;
			return true;
		}
	return false;
}

/* ---- blanks --------------------------------------------------------------------------------- */

static void read_range(
	const struct reader *r, const struct yaml_node *node, struct library_blank *blank)
{
	if (!node)
		return;
	if (blank->type != BLANK_NUMBER && blank->type != BLANK_MONEY) {
		yaml_problem(r->doc, node, "only a number or money has a range");
		return;
	}
	if (node->kind != YAML_LIST || node->count != 2) {
		yaml_problem(r->doc, node, "must be two numbers, [least, most]");
		return;
	}
	if (!yaml_number(r->doc, node->first, &blank->min) ||
		!yaml_number(r->doc, node->first->next, &blank->max))
		return;
	if (blank->min > blank->max)
		yaml_problem(r->doc, node, "the first number must not be above the second");
	blank->has_range = true;
}

static void check_default(
	const struct reader *r, const struct yaml_node *node, const struct library_blank *blank)
{
	if (!node || blank->type != BLANK_CHOICE)
		return;
	for (size_t i = 0; i < blank->nchoices; i++)
		if (strcmp(blank->choices[i], blank->default_text) == 0)
			return;
	yaml_problem(r->doc, node, "'%s' is not among the choices", blank->default_text);
}

static void read_blank(
	const struct reader *r, const struct yaml_node *node, struct library_blank *blank)
{
	static const char *const keys[] = {"ask", "type", "choices", "range", "default"};
	*blank = (struct library_blank){.name = arena_strdup(r->a, node->key), .default_text = ""};
	size_t len = strlen(node->key);
	const char *letters = "abcdefghijklmnopqrstuvwxyz0123456789_";
	if (!len || strspn(node->key, letters) != len || node->key[0] < 'a')
		yaml_problem(r->doc, node, "a blank's name may have only a-z, 0-9 and _");
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	if (node->kind != YAML_MAP)
		return;
	yaml_langtext(r->doc, yaml_require(r->doc, node, "ask"), r->a, &blank->ask);
	const struct yaml_node *choices = yaml_get(node, "choices");
	yaml_strings(r->doc, choices, r->a, &blank->choices, &blank->nchoices);
	size_t type = choices ? BLANK_CHOICE : BLANK_TEXT;
	yaml_choice(r->doc, yaml_get(node, "type"), blank_names, BLANKS, &type);
	blank->type = (enum blank_type)type;
	if (blank->type == BLANK_CHOICE && !blank->nchoices)
		yaml_problem(r->doc, node, "a choice needs `choices: [one, two]`");
	if (blank->type != BLANK_CHOICE && choices)
		yaml_problem(r->doc, choices, "only a blank of type choice has choices");
	read_range(r, yaml_get(node, "range"), blank);
	const struct yaml_node *given = yaml_get(node, "default");
	if (yaml_string(r->doc, given, &blank->default_text))
		blank->default_text = arena_strdup(r->a, blank->default_text);
	check_default(r, given, blank);
}

static void read_blanks(
	const struct reader *r, const struct yaml_node *node, struct library_text *t)
{
	if (!node)
		return;
	if (node->kind != YAML_MAP) {
		yaml_problem(r->doc, node, "must be a map, `name: {ask: …}`");
		return;
	}
	if (!yaml_within(r->doc, node, BLANKS_MAX))
		return;
	struct library_blank *blanks = arena_array(r->a, node->count + 1, sizeof *blanks);
	for (const struct yaml_node *c = node->first; c; c = c->next)
		read_blank(r, c, &blanks[t->nblanks++]);
	t->blanks = blanks;
}

/* ---- wordings ------------------------------------------------------------------------------- */

static const char *no_value(void *arg, const char *name)
{
	(void)arg;
	(void)name;
	return "-";
}

static bool has_blank(const struct library_text *t, const char *name)
{
	for (size_t i = 0; i < t->nblanks; i++)
		if (strcmp(t->blanks[i].name, name) == 0)
			return true;
	for (size_t i = 0; library_common_names[i]; i++)
		if (strcmp(library_common_names[i], name) == 0)
			return true;
	return strchr(name, '.') != NULL;
}

static void name_problem(const struct reader *r, const struct yaml_node *node,
	const struct library_text *t, const char *name)
{
	const char **known = arena_array(r->scratch, t->nblanks + 16, sizeof *known);
	size_t n = 0;
	for (size_t i = 0; i < t->nblanks; i++)
		known[n++] = t->blanks[i].name;
	for (size_t i = 0; library_common_names[i]; i++)
		known[n++] = library_common_names[i];
	const char *near = suggest_nearest(name, known, n);
	yaml_problem(r->doc, node, "{%s} is not among the blanks%s%s%s", name,
		near ? " (did you mean {" : "", near ? near : "", near ? "}?)" : "");
}

static void check_wording(const struct reader *r, const struct yaml_node *node,
	const struct library_text *t, const char *text)
{
	if (!strchr(text, '{'))
		return;
	struct arena_mark mark = arena_mark(r->scratch);
	const char *const *names;
	size_t n = textfill_names(text, r->scratch, &names);
	for (size_t i = 0; i < n; i++)
		if (!has_blank(t, names[i]))
			name_problem(r, node, t, names[i]);
	if (n > TEXTFILL_NAMES_MAX)
		yaml_problem(r->doc, node, "uses more than %d names", TEXTFILL_NAMES_MAX);
	struct strbuf out = STRBUF_INIT;
	struct vec gaps = {.size = sizeof(struct textfill_gap)};
	if (textfill_expand(text, no_value, NULL, r->scratch, &out, &gaps))
		yaml_problem(
			r->doc, node, "a brace opens nothing; write {name}, or {{ for a brace");
	vec_fini(&gaps);
	strbuf_fini(&out);
	arena_release(r->scratch, mark);
}

static void add_variant(const struct reader *r, const struct yaml_node *node, const char *language,
	enum text_tone tone, struct library_text *t, struct library_variant *into)
{
	const char *text;
	if (!yaml_string(r->doc, node, &text))
		return;
	check_wording(r, node, t, text);
	size_t len = strlen(text);
	while (len && (text[len - 1] == '\n' || text[len - 1] == ' '))
		len--;
	if (!len)
		yaml_problem(r->doc, node, "there is no text");
	into[t->nvariants++] = (struct library_variant){
		.language = language, .tone = tone, .text = arena_strndup(r->a, text, len)};
}

static void read_tones(const struct reader *r, const struct yaml_node *node, const char *language,
	struct library_text *t, struct library_variant *into)
{
	static const char *const keys[] = {"formal", "casual"};
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	for (const struct yaml_node *c = node->first; c; c = c->next) {
		enum text_tone tone;
		if (text_tone_parse(c->key, &tone) && tone != TEXT_ANY_TONE)
			add_variant(r, c, language, tone, t, into);
	}
}

static void read_variants(
	const struct reader *r, const struct yaml_node *node, struct library_text *t)
{
	if (!node)
		return;
	if (node->kind != YAML_MAP || !node->count) {
		yaml_problem(r->doc, node, "must be a map from language to text, `es: …`");
		return;
	}
	struct library_variant *v = arena_array(r->a, node->count * 2, sizeof *v);
	for (const struct yaml_node *c = node->first; c; c = c->next) {
		const char *language = arena_strdup(r->a, c->key);
		if (!language_tag_valid(language))
			yaml_problem(r->doc, c, "'%s' is no language code such as en, es or ca",
				language);
		else if (c->kind == YAML_MAP && c->count <= 2)
			read_tones(r, c, language, t, v);
		else if (c->kind == YAML_MAP)
			yaml_problem(r->doc, c, "a language has at most formal and casual");
		else
			add_variant(r, c, language, TEXT_ANY_TONE, t, v);
	}
	t->variants = v;
}

/* ---- the rest of a text --------------------------------------------------------------------- */

static const char *read_optional(const struct reader *r, const struct yaml_node *node)
{
	const char *text = "";
	yaml_string(r->doc, node, &text);
	return arena_strdup(r->a, text);
}

static void read_uses(const struct reader *r, const struct yaml_node *node, struct library_text *t)
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

static void read_names(const struct reader *r, const struct yaml_node *node, struct library_text *t)
{
	const struct yaml_node *id = yaml_require(r->doc, node, "id");
	const struct yaml_node *name = yaml_get(node, "short");
	t->id = read_optional(r, id);
	t->short_name = read_optional(r, name);
	const char *allowed = "abcdefghijklmnopqrstuvwxyz0123456789._-";
	if (id && id->kind == YAML_SCALAR && (!*t->id || strspn(t->id, allowed) != strlen(t->id)))
		yaml_problem(r->doc, id, "'%s' may have only a-z, 0-9, dot, _ and -", t->id);
	if (name && (strpbrk(t->short_name, " \t\n;{}") || strlen(t->short_name) > SHORT_MAX))
		yaml_problem(r->doc, name, "must be one short word, without spaces, ; or braces");
}

static void read_review_by(
	const struct reader *r, const struct yaml_node *node, struct library_text *t)
{
	int64_t at;
	t->review_by = read_optional(r, node);
	if (*t->review_by && (strlen(t->review_by) != 10 || !clock_parse(t->review_by, &at)))
		yaml_problem(r->doc, node, "'%s' is no date such as 2027-03-31", t->review_by);
}

static void read_say(const struct reader *r, const struct yaml_node *node, struct library_text *t)
{
	if (!yaml_langtext(r->doc, node, r->a, &t->say))
		return;
	for (size_t i = 0; i < t->say.n; i++)
		check_wording(r, node, t, t->say.entries[i].text);
}

static void read_text(const struct reader *r, const struct yaml_node *node, struct library_text *t)
{
	static const char *const keys[] = {"id", "short", "title", "topics", "for", "blanks",
		"text", "say", "then", "rights", "review_by"};
	*t = (struct library_text){.id = "",
		.short_name = "",
		.review_by = "",
		.file = yaml_file(r->doc),
		.line = node->line};
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	if (node->kind != YAML_MAP)
		return;
	read_names(r, node, t);
	yaml_langtext(r->doc, yaml_require(r->doc, node, "title"), r->a, &t->title);
	yaml_strings(r->doc, yaml_get(node, "topics"), r->a, &t->topics, &t->ntopics);
	read_uses(r, yaml_get(node, "for"), t);
	read_blanks(r, yaml_get(node, "blanks"), t);
	read_variants(r, yaml_require(r->doc, node, "text"), t);
	read_say(r, yaml_get(node, "say"), t);
	yaml_strings(r->doc, yaml_get(node, "then"), r->a, &t->then, &t->nthen);
	yaml_strings(r->doc, yaml_get(node, "rights"), r->a, &t->rights, &t->nrights);
	read_review_by(r, yaml_get(node, "review_by"), t);
}

void library_read(const char *text, size_t len, const char *file, struct arena *a,
	struct problems *problems, struct library_text **out, size_t *n)
{
	static const char *const keys[] = {"format", "texts"};
	*out = NULL;
	*n = 0;
	struct yaml *doc = yaml_parse(text, len, file, "texts", problems);
	if (!doc)
		return;
	struct reader r = {.doc = doc, .a = a, .scratch = arena_new()};
	yaml_check_keys(doc, yaml_root(doc), keys, sizeof keys / sizeof *keys);
	const struct yaml_node *list = yaml_require(doc, yaml_root(doc), "texts");
	if (list && list->kind == YAML_LIST) {
		*out = arena_array(a, list->count + 1, sizeof **out);
		const char *kept = arena_strdup(a, file);
		for (const struct yaml_node *c = list->first; c; c = c->next) {
			read_text(&r, c, &(*out)[*n]);
			(*out)[(*n)++].file = kept;
		}
	} else if (list) {
		yaml_problem(doc, list, "must be a list of texts, each begun with a dash");
	}
	arena_free(&r.scratch);
	yaml_close(&doc);
}
