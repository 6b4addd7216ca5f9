/* The wordings of a text: by language, and within it by tone, channel and level in any order. */
#include "conf/library_read.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/strbuf.h"
#include "carrel/textfill.h"

#include <string.h>

const char *const library_common_names[] = {"now", "today", NULL};

static const char *const tone_names[] = {
	[TEXT_ANY_TONE] = "any", [TEXT_FORMAL] = "formal", [TEXT_CASUAL] = "casual"};
static const char *const channel_names[] = {
	[TEXT_ANY_CHANNEL] = "any",
	[TEXT_CALL] = "call",
	[TEXT_MAIL] = "mail",
	[TEXT_CHAT] = "chat",
	[TEXT_MESSAGE] = "message",
	[TEXT_VISIT] = "visit",
	[TEXT_NOTE] = "note",
};
static const char *const level_names[] = {
	[TEXT_ANY_LEVEL] = "any", [TEXT_SIMPLE] = "simple", [TEXT_DETAILED] = "detailed"};

static bool parse_name(const char *const *names, size_t n, const char *name, size_t *out)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0) {
			*out = i;
			return true;
		}
	return false;
}

const char *text_tone_name(enum text_tone tone)
{
	return tone_names[tone];
}

bool text_tone_parse(const char *name, enum text_tone *out)
{
	size_t i;
	bool found = parse_name(tone_names, sizeof tone_names / sizeof *tone_names, name, &i);
	if (found)
		*out = (enum text_tone)i;
	return found;
}

const char *text_channel_name(enum text_channel channel)
{
	return channel_names[channel];
}

bool text_channel_parse(const char *name, enum text_channel *out)
{
	size_t i;
	bool found = parse_name(channel_names, TEXT_CHANNELS, name, &i);
	if (found)
		*out = (enum text_channel)i;
	return found;
}

const char *text_level_name(enum text_level level)
{
	return level_names[level];
}

bool text_level_parse(const char *name, enum text_level *out)
{
	size_t i;
	bool found = parse_name(level_names, sizeof level_names / sizeof *level_names, name, &i);
	if (found)
		*out = (enum text_level)i;
	return found;
}

/* ---- what stands in braces ------------------------------------------------------------------ */

static const char *no_value(void *arg, const char *name)
{
	(void)arg;
	(void)name;
	return "-";
}

static bool is_known(const struct library_text *t, const char *name)
{
	for (size_t i = 0; library_common_names[i]; i++)
		if (strcmp(library_common_names[i], name) == 0)
			return true;
	return library_blank(t, name) || strchr(name, '.');
}

static void name_problem(struct library_reader *r, const struct yaml_node *node,
	const struct library_text *t, const char *name)
{
	const char **known = arena_array(r->scratch, t->nblanks + 16, sizeof *known);
	size_t n = 0;
	for (size_t i = 0; i < t->nblanks; i++)
		known[n++] = t->blanks[i].name;
	for (size_t i = 0; library_common_names[i]; i++)
		known[n++] = library_common_names[i];
	const char *near = suggest_nearest(name, known, n);
	library_problem(r, node, arena_printf(r->scratch, "{%s", name),
		_("{%s} is not among the blanks%s%s%s"), name, near ? _(" (did you mean {") : "",
		near ? near : "", near ? "}?)" : "");
}

static void check_braces(struct library_reader *r, const struct yaml_node *node, const char *text)
{
	struct strbuf out = STRBUF_INIT;
	struct vec gaps = {.size = sizeof(struct textfill_gap)};
	textfill_expand(text, no_value, NULL, r->scratch, &out, &gaps);
	for (size_t i = 0; i < gaps.n; i++) {
		const struct textfill_gap *gap = vec_at(&gaps, i);
		if (gap->why != TEXTFILL_MALFORMED)
			continue;
		/* Values stand as "-" in what was filled in; up to there it is as in the file. */
		const char *from = out.buf + gap->start;
		library_problem(r, node, arena_strndup(r->scratch, from, strcspn(from, "-\n")),
			_("a brace opens nothing; write {name}, or {{ for a brace"));
		break;
	}
	vec_fini(&gaps);
	strbuf_fini(&out);
}

/* Adds the texts that this wording puts in and no wording before it. */
static void note_nests(struct library_reader *r, const struct yaml_node *node,
	struct library_text *t, const char *text)
{
	const char *const *ids;
	size_t n = strstr(text, "{>") ? textfill_nests(text, r->scratch, &ids) : 0;
	if (!n)
		return;
	struct library_nest *nests = arena_array(r->a, t->nnests + n, sizeof *nests);
	if (t->nnests)
		memcpy(nests, t->nests, t->nnests * sizeof *nests);
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;
		while (k < t->nnests && strcmp(nests[k].id, ids[i]) != 0)
			k++;
		if (k < t->nnests)
			continue;
		struct library_nest *nest = &nests[t->nnests++];
		nest->id = arena_strdup(r->a, ids[i]);
		library_place(r, node, arena_printf(r->scratch, "{>%s}", ids[i]), &nest->line,
			&nest->column);
		if (t->nnests > TEXTFILL_NAMES_MAX) {
			t->nnests--;
			library_problem(r, node, NULL, _("puts in more than %d other texts"),
				TEXTFILL_NAMES_MAX);
			break;
		}
	}
	t->nests = nests;
}

static void check_wording(struct library_reader *r, const struct yaml_node *node,
	struct library_text *t, const char *text)
{
	if (!strchr(text, '{'))
		return;
	struct arena_mark mark = arena_mark(r->scratch);
	const char *const *names;
	size_t n = textfill_names(text, r->scratch, &names);
	for (size_t i = 0; i < n; i++)
		if (!is_known(t, names[i]))
			name_problem(r, node, t, names[i]);
	if (n > TEXTFILL_NAMES_MAX)
		yaml_problem(r->doc, node, _("uses more than %d names"), TEXTFILL_NAMES_MAX);
	check_braces(r, node, text);
	note_nests(r, node, t, text);
	arena_release(r->scratch, mark);
}

/* ---- wordings ------------------------------------------------------------------------------- */

enum dimension { OF_TONE = 1, OF_CHANNEL = 2, OF_LEVEL = 4 }; /* bits */

struct wordings {
	struct library_text *t;
	struct library_variant *list;
};

static size_t count_leaves(const struct yaml_node *node)
{
	size_t n = node->kind != YAML_MAP;
	for (const struct yaml_node *c = node->kind == YAML_MAP ? node->first : NULL; c;
		c = c->next)
		n += count_leaves(c);
	return n;
}

static void add_wording(struct library_reader *r, const struct yaml_node *node,
	const struct library_variant *as, struct wordings *w)
{
	const char *text;
	if (!yaml_string(r->doc, node, &text))
		return;
	check_wording(r, node, w->t, text);
	size_t len = strlen(text);
	while (len && (text[len - 1] == '\n' || text[len - 1] == ' '))
		len--;
	if (!len)
		yaml_problem(r->doc, node, _("there is no text"));
	for (size_t i = w->t->nvariants; i-- > 0;) {
		const struct library_variant *v = &w->list[i];
		if (v->language != as->language) /* one pointer a language */
			break;
		if (v->tone == as->tone && v->channel == as->channel && v->level == as->level) {
			yaml_problem(r->doc, node, _("there is another wording for the same"));
			return;
		}
	}
	w->list[w->t->nvariants] = *as;
	w->list[w->t->nvariants++].text = arena_strndup(r->a, text, len);
}

bool library_narrow(const char *key, struct library_variant *as, unsigned *dimension)
{
	*dimension = 0;
	if (strcmp(key, "any") == 0)
		return true;
	*dimension = OF_TONE;
	if (text_tone_parse(key, &as->tone))
		return true;
	*dimension = OF_CHANNEL;
	if (text_channel_parse(key, &as->channel))
		return true;
	*dimension = OF_LEVEL;
	return text_level_parse(key, &as->level);
}

static void read_wording(struct library_reader *r, const struct yaml_node *node,
	const struct library_variant *as, unsigned said, struct wordings *w)
{
	static const char *const keys[] = {"any", "formal", "casual", "simple", "detailed", "call",
		"mail", "chat", "message", "visit", "note"};
	if (node->kind != YAML_MAP) {
		add_wording(r, node, as, w);
		return;
	}
	if (!node->count)
		yaml_problem(r->doc, node, _("there is no text"));
	yaml_check_keys(r->doc, node, keys, sizeof keys / sizeof *keys);
	for (const struct yaml_node *c = node->first; c; c = c->next) {
		struct library_variant inner = *as;
		unsigned dimension;
		if (!library_narrow(c->key, &inner, &dimension))
			continue;
		if (said & dimension)
			yaml_problem(r->doc, c, _("a %s was already said above"),
				dimension == OF_TONE              ? "tone"
					: dimension == OF_CHANNEL ? "channel"
								  : "level");
		else if (!dimension && c->kind == YAML_MAP)
			yaml_problem(r->doc, c, _("`any` is followed by the text itself"));
		else
			read_wording(r, c, &inner, said | dimension, w);
	}
}

void library_read_wordings(
	struct library_reader *r, const struct yaml_node *node, struct library_text *t)
{
	if (!node)
		return;
	if (node->kind != YAML_MAP || !node->count) {
		yaml_problem(r->doc, node, _("must be a map from language to text, `es: …`"));
		return;
	}
	struct wordings w = {.t = t};
	w.list = arena_array(r->a, count_leaves(node) + 1, sizeof *w.list);
	for (const struct yaml_node *c = node->first; c; c = c->next) {
		struct library_variant as = {.language = arena_strdup(r->a, c->key)};
		if (!language_tag_valid(as.language))
			yaml_problem(r->doc, c, _("'%s' is no language code such as en, es or ca"),
				as.language);
		else
			read_wording(r, c, &as, 0, &w);
	}
	t->variants = w.list;
}

void library_read_say(
	struct library_reader *r, const struct yaml_node *node, struct library_text *t)
{
	if (!yaml_langtext(r->doc, node, r->a, &t->say))
		return;
	bool map = node->kind == YAML_MAP;
	size_t i = 0;
	for (const struct yaml_node *c = map ? node->first : node; c; c = map ? c->next : NULL)
		check_wording(r, c, t, t->say.entries[i++].text);
}
