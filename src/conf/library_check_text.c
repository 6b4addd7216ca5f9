/* The rules that look at one text. */
#include "conf/library_checking.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/pan.h"
#include "carrel/strbuf.h"
#include "carrel/textfill.h"
#include "carrel/utf8.h"

#include <string.h>
#include <strings.h>

enum { NAMES_MAX = 128, LEAVES_MAX = 400 };

/* A text while it is looked at. */
struct look {
	struct checking *c;
	const struct check_entry *e;
	struct vec leaves; /* of struct check_leaf, in file order */
};

/* ---- wordings with their places ------------------------------------------------------------- */

static void add_leaves(struct look *k, const struct yaml_node *node,
	const struct library_variant *as, const struct yaml_node *language)
{
	if (node->kind == YAML_SCALAR) {
		struct check_leaf *leaf = vec_push(&k->leaves);
		*leaf = (struct check_leaf){.v = *as, .node = node, .language = language};
		leaf->v.text = node->text;
		return;
	}
	for (const struct yaml_node *c = node->kind == YAML_MAP ? node->first : NULL; c;
		c = c->next) {
		struct library_variant inner = *as;
		unsigned dimension;
		if (library_narrow(c->key, &inner, &dimension))
			add_leaves(k, c, &inner, language);
	}
}

static const struct yaml_node *key_of(const struct look *k, const char *key)
{
	return yaml_get(k->e->node, key);
}

static const struct check_leaf *leaf_at(const struct look *k, size_t i)
{
	return vec_at(&k->leaves, i);
}

static bool is_general(const struct check_leaf *leaf)
{
	return leaf->v.channel == TEXT_ANY_CHANNEL && leaf->v.level == TEXT_ANY_LEVEL;
}

static size_t base_length(const char *language)
{
	return strcspn(language, "-_");
}

static bool same_base(const char *a, const char *b)
{
	size_t n = base_length(a);
	return n == base_length(b) && strncmp(a, b, n) == 0;
}

/* ---- languages, tones, channels ------------------------------------------------------------- */

/* A map from language to anything has to have those of the centre. */
static void check_languages(
	struct checking *c, struct check_file *f, const struct yaml_node *node, const char *what)
{
	if (!node || node->kind != YAML_MAP)
		return;
	struct strbuf missing = STRBUF_INIT;
	for (size_t i = 0; i < c->frame->nlanguages; i++) {
		bool found = false;
		for (const struct yaml_node *k = node->first; k; k = k->next)
			found |= same_base(k->key, c->frame->languages[i]);
		if (!found)
			strbuf_addf(
				&missing, "%s%s", missing.len ? ", " : "", c->frame->languages[i]);
	}
	if (missing.len)
		check_add(c, f, RULE_LANGUAGE, node, NULL,
			arena_printf(c->scratch, "write it in %s too", missing.buf),
			"%s is missing in %s", what, missing.buf);
	strbuf_fini(&missing);
}

static void check_all_languages(struct look *k)
{
	struct checking *c = k->c;
	struct check_file *f = k->e->file;
	check_languages(c, f, key_of(k, "text"), "the text");
	check_languages(c, f, key_of(k, "title"), "the title");
	check_languages(c, f, key_of(k, "say"), "what is said");
	const struct yaml_node *blanks = key_of(k, "blanks"), *links = key_of(k, "links");
	for (const struct yaml_node *b = blanks && blanks->kind == YAML_MAP ? blanks->first : NULL;
		b; b = b->next)
		check_languages(c, f, yaml_get(b, "ask"), "the question of the blank");
	for (const struct yaml_node *l = links && links->kind == YAML_LIST ? links->first : NULL; l;
		l = l->next)
		check_languages(c, f, yaml_get(l, "label"), "the label of the link");
}

static void check_tones(struct look *k, const struct yaml_node *language)
{
	bool has[3] = {false};
	for (size_t i = 0; i < k->leaves.n; i++) {
		const struct check_leaf *leaf = leaf_at(k, i);
		if (leaf->language == language && is_general(leaf))
			has[leaf->v.tone] = true;
	}
	if (k->e->t->tone != TEXT_ANY_TONE || has[TEXT_ANY_TONE] ||
		has[TEXT_FORMAL] == has[TEXT_CASUAL])
		return;
	const char *here = has[TEXT_FORMAL] ? "formal" : "casual";
	const char *missing = has[TEXT_FORMAL] ? "casual" : "formal";
	check_add(k->c, k->e->file, RULE_TONE, language, NULL,
		arena_printf(k->c->scratch, "write %s too, or one text for both tones", missing),
		"there is a %s wording and no %s one", here, missing);
}

static unsigned use_of(enum text_channel channel)
{
	static const unsigned uses[TEXT_CHANNELS] = {
		[TEXT_CALL] = LIBRARY_CALL,
		[TEXT_MAIL] = LIBRARY_REPLY,
		[TEXT_CHAT] = LIBRARY_CHAT,
		[TEXT_MESSAGE] = LIBRARY_REPLY,
		[TEXT_VISIT] = LIBRARY_VISIT,
		[TEXT_NOTE] = LIBRARY_NOTE,
	};
	return uses[channel];
}

/* A language whose wordings are all for some channels says nothing on the others. */
static void check_channels(struct look *k, const struct yaml_node *language)
{
	unsigned said = 0;
	for (size_t i = 0; i < k->leaves.n; i++) {
		const struct check_leaf *leaf = leaf_at(k, i);
		if (leaf->language != language)
			continue;
		if (leaf->v.channel == TEXT_ANY_CHANNEL)
			return;
		said |= use_of(leaf->v.channel);
	}
	for (size_t i = 1; i < TEXT_CHANNELS; i++) {
		unsigned use = use_of((enum text_channel)i);
		if (!(k->e->t->uses & use) || (said & use))
			continue;
		const char *name = text_channel_name((enum text_channel)i);
		check_add(k->c, k->e->file, RULE_CHANNEL, language, NULL,
			arena_printf(k->c->scratch,
				"write it under `any:` or `%s:`, or take it out of `for`", name),
			"the text is offered for %s and has no wording for it", name);
		return;
	}
}

static void check_each_language(struct look *k)
{
	const struct yaml_node *text = key_of(k, "text");
	for (const struct yaml_node *l = text && text->kind == YAML_MAP ? text->first : NULL; l;
		l = l->next) {
		if (l->kind != YAML_MAP)
			continue;
		check_tones(k, l);
		check_channels(k, l);
	}
}

/* ---- names ---------------------------------------------------------------------------------- */

static bool is_among(const char *const *names, const char *name)
{
	for (; names && *names; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

static void check_names(struct look *k, const struct yaml_node *node)
{
	const char *const *names, *const *known = k->c->frame->names;
	size_t n = textfill_names(node->text, k->c->scratch, &names), nknown = 0;
	while (known && known[nknown])
		nknown++;
	for (size_t i = 0; known && i < n; i++)
		if (strchr(names[i], '.') && !is_among(known, names[i]))
			check_add(k->c, k->e->file, RULE_PLACEHOLDER, node,
				arena_printf(k->c->scratch, "{%s", names[i]),
				check_meant(k->c, names[i], known, nknown),
				"nothing is known as {%s}", names[i]);
}

struct nameset {
	const char *v[NAMES_MAX];
	size_t n;
};

static bool set_has(const struct nameset *s, const char *name)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->v[i], name) == 0)
			return true;
	return false;
}

static void set_add(struct nameset *s, const char *text, struct arena *a)
{
	const char *const *names;
	size_t n = textfill_names(text, a, &names);
	for (size_t i = 0; i < n && s->n < NAMES_MAX; i++)
		if (!set_has(s, names[i]))
			s->v[s->n++] = names[i];
}

static bool is_declared(const struct library_text *t, const char *name)
{
	return strchr(name, '.') || library_blank(t, name) || is_among(library_common_names, name);
}

/* Whether the two wordings have to hold the same name: blanks all of them, what is known of the
 * customer or the case those of one tone, because "{customer.first}" may be too near for the other. */
static bool comparable(const struct check_leaf *a, const struct check_leaf *b, const char *name)
{
	return is_general(a) && is_general(b) && (!strchr(name, '.') || a->v.tone == b->v.tone);
}

static void check_equal_to(struct look *k, const struct check_leaf *leaf,
	const struct check_leaf *other, struct nameset *told)
{
	const char *const *names;
	struct nameset own = {.n = 0};
	size_t n = textfill_names(other->v.text, k->c->scratch, &names);
	set_add(&own, leaf->v.text, k->c->scratch);
	for (size_t i = 0; i < own.n; i++)
		if (!is_declared(k->e->t, own.v[i]))
			return; /* that slip is told already, and may be what is missing */
	for (size_t i = 0; i < n && told->n < NAMES_MAX; i++) {
		if (!is_declared(k->e->t, names[i]) || set_has(&own, names[i]) ||
			set_has(told, names[i]) || !comparable(leaf, other, names[i]))
			continue;
		told->v[told->n++] = names[i];
		check_add(k->c, k->e->file, RULE_UNEQUAL, leaf->node, NULL,
			arena_printf(k->c->scratch, "see line %d", other->node->line),
			"{%s} is missing here, and stands in %s", names[i], other->v.language);
	}
}

/* A translation that lost a blank promises less. */
static void check_equal(struct look *k)
{
	if (k->leaves.n > LEAVES_MAX) /* no library; every one with every one would take for ever */
		return;
	for (size_t i = 0; i < k->leaves.n; i++) {
		struct nameset told = {.n = 0};
		for (size_t j = 0; j < k->leaves.n; j++)
			if (j != i)
				check_equal_to(k, leaf_at(k, i), leaf_at(k, j), &told);
	}
}

static void check_unused(struct look *k)
{
	const struct yaml_node *blanks = key_of(k, "blanks");
	struct nameset all = {.n = 0};
	for (size_t i = 0; i < k->leaves.n; i++)
		set_add(&all, leaf_at(k, i)->v.text, k->c->scratch);
	for (const struct yaml_node *b = blanks && blanks->kind == YAML_MAP ? blanks->first : NULL;
		b; b = b->next)
		if (!set_has(&all, b->key))
			check_add(k->c, k->e->file, RULE_UNUSED, b, NULL, "take it out",
				"the agent is asked for {%s}, which no wording uses", b->key);
}

/* ---- texts within texts --------------------------------------------------------------------- */

static const char *clash(const struct library_text *a, const struct library_text *b)
{
	for (size_t i = 0; i < a->nblanks; i++) {
		const struct library_blank *other = library_blank(b, a->blanks[i].name);
		if (other && other->type != a->blanks[i].type)
			return other->name;
	}
	return NULL;
}

static void check_nest(struct look *k, const struct check_leaf *leaf, const char *id)
{
	const struct library_text *t = k->e->t;
	const struct check_entry *inner = check_by_id(k->c, id);
	const char *wrong = NULL, *what = "";
	if (strcmp(id, t->id) == 0) {
		wrong = "a text cannot put in itself";
	} else if (!inner) {
		const char **ids = arena_array(k->c->scratch, k->c->entries.n + 1, sizeof *ids);
		for (size_t i = 0; i < k->c->entries.n; i++)
			ids[i] = ((const struct check_entry *)vec_at(&k->c->entries, i))->t->id;
		what = check_meant(k->c, id, ids, k->c->entries.n);
		wrong = "there is no such text to put in";
	} else if (inner->t->nnests) {
		what = "write its words here instead";
		wrong = "that text puts in another one itself; only one level is put in";
	} else if (clash(t, inner->t)) {
		what = "give them one type or two names";
		wrong = "a blank of that text has the name of one here and another type";
	}
	if (wrong)
		check_add(k->c, k->e->file, RULE_NESTED, leaf->node,
			arena_printf(k->c->scratch, "{>%s}", id), what, "{>%s}: %s", id, wrong);
}

static void check_nests(struct look *k, const struct check_leaf *leaf)
{
	const char *const *ids;
	size_t n =
		strstr(leaf->v.text, "{>") ? textfill_nests(leaf->v.text, k->c->scratch, &ids) : 0;
	for (size_t i = 0; i < n; i++)
		check_nest(k, leaf, ids[i]);
}

/* ---- words ---------------------------------------------------------------------------------- */

/* The first three words of a sentence, to find it by in the file. */
static const char *opening(struct look *k, const char *sentence)
{
	size_t len = 0;
	for (int words = 0; words < 3 && sentence[len] && sentence[len] != '\n'; words++) {
		len += strspn(sentence + len, " ");
		len += strcspn(sentence + len, " \n");
	}
	return arena_strndup(k->c->scratch, sentence, len);
}

static void check_sentences(struct look *k, const struct yaml_node *node, const char *why)
{
	size_t words;
	const char *sentence = check_long_sentence(node->text, &words);
	if (sentence)
		check_add(k->c, k->e->file, RULE_SENTENCE, node, opening(k, sentence),
			"make two sentences of it", "a sentence of %zu words; %s has at most %d",
			words, why, SAID_WORDS_MAX);
}

void check_leftovers(struct checking *c, const struct check_entry *e, const struct yaml_node *node)
{
	size_t len, start;
	const char *html = check_html(node->text, &len);
	if (html)
		check_add(c, e->file, RULE_HTML, node, arena_strndup(c->scratch, html, len),
			"write plain text", "%.*s is left over from HTML", (int)len, html);
	const char *foreign = check_foreign(node->text, &len);
	if (foreign)
		check_add(c, e->file, RULE_FOREIGN, node, arena_strndup(c->scratch, foreign, len),
			"write {customer.name} and the like",
			"%.*s is a placeholder of another program", (int)len, foreign);
	if (pan_find(node->text, strlen(node->text), &start, &len))
		check_add(c, e->file, RULE_CARD, node, NULL, "take it out",
			"there is a card number in the text");
	const char *closed = strcasestr(node->text, "ec.europa.eu/consumers/odr");
	if (closed)
		check_add(c, e->file, RULE_CLOSED, node, "consumers/odr",
			"name the body of alternative dispute resolution instead",
			"the European ODR platform closed on 20 July 2025");
}

/* Where a wording can go out: its channel, or every one that the text is offered on and that has no
 * wording of its own in this language. */
static bool goes_out(const struct look *k, const struct check_leaf *leaf, enum text_channel channel)
{
	if (leaf->v.channel != TEXT_ANY_CHANNEL)
		return leaf->v.channel == channel;
	if (!(k->e->t->uses & use_of(channel)))
		return false;
	for (size_t i = 0; i < k->leaves.n; i++)
		if (leaf_at(k, i)->language == leaf->language &&
			leaf_at(k, i)->v.channel == channel)
			return false;
	return true;
}

static void check_emoji(struct look *k, const struct check_leaf *leaf)
{
	size_t n = text_emoji_count(leaf->v.text);
	for (size_t i = 1; n && i < TEXT_CHANNELS; i++) {
		enum text_channel channel = (enum text_channel)i;
		if (!goes_out(k, leaf, channel) || library_emoji_allowed(k->e->t, channel, n))
			continue;
		check_add(k->c, k->e->file, RULE_EMOJI, leaf->node, NULL,
			arena_printf(k->c->scratch, "keep them to a wording for chat, `chat: …`"),
			"%zu emoji, and %s allows %s", n, text_channel_name(channel),
			library_emoji_allowed(k->e->t, channel, 1) ? "one" : "none");
		return;
	}
}

static void check_length(struct look *k, const struct check_leaf *leaf)
{
	size_t n = utf8_count(leaf->v.text, strlen(leaf->v.text));
	for (size_t i = 1; i < TEXT_CHANNELS; i++) {
		unsigned most = k->e->t->manners->limit[i];
		const char *channel = text_channel_name((enum text_channel)i);
		if (!most || n <= most || !goes_out(k, leaf, (enum text_channel)i))
			continue;
		bool own = leaf->v.channel != TEXT_ANY_CHANNEL;
		check_add(k->c, k->e->file, RULE_LONG, leaf->node, NULL,
			own ? "say it in fewer words"
			    : arena_printf(
				      k->c->scratch, "write a shorter wording, `%s: …`", channel),
			"%zu characters, and %s takes %u", n, channel, most);
	}
}

static bool is_said(const struct look *k, const struct check_leaf *leaf)
{
	const struct langtext_entry *say = langtext_find(&k->e->t->say, leaf->v.language);
	return goes_out(k, leaf, TEXT_CALL) && !say;
}

static void check_leaf_words(struct look *k, const struct check_leaf *leaf)
{
	check_names(k, leaf->node);
	check_nests(k, leaf);
	check_leftovers(k->c, k->e, leaf->node);
	check_emoji(k, leaf);
	check_length(k, leaf);
	if (is_said(k, leaf))
		check_sentences(k, leaf->node, "what is read out on a call");
}

static void check_say(struct look *k)
{
	const struct yaml_node *say = key_of(k, "say");
	bool map = say && say->kind == YAML_MAP;
	for (const struct yaml_node *s = map ? say->first : say; s; s = map ? s->next : NULL) {
		if (s->kind != YAML_SCALAR)
			continue;
		check_names(k, s);
		check_leftovers(k->c, k->e, s);
		check_sentences(k, s, "what is said");
		if (text_emoji_count(s->text))
			check_add(k->c, k->e->file, RULE_EMOJI, s, NULL, "take it out",
				"an emoji cannot be said");
	}
}

void check_text(struct checking *c, const struct check_entry *e)
{
	struct look k = {.c = c, .e = e, .leaves = {.size = sizeof(struct check_leaf)}};
	const struct yaml_node *text = key_of(&k, "text");
	for (const struct yaml_node *l = text && text->kind == YAML_MAP ? text->first : NULL; l;
		l = l->next)
		if (language_tag_valid(l->key))
			add_leaves(&k, l, &(struct library_variant){.language = l->key}, l);
	check_all_languages(&k);
	check_each_language(&k);
	check_equal(&k);
	check_unused(&k);
	for (size_t i = 0; i < k.leaves.n; i++)
		check_leaf_words(&k, leaf_at(&k, i));
	check_say(&k);
	check_refers(c, e);
	vec_fini(&k.leaves);
}

void check_topics(struct checking *c, struct check_file *f)
{
	const struct yaml_node *topics = yaml_get(yaml_root(f->r.doc), "topics");
	for (const struct yaml_node *n = topics && topics->kind == YAML_MAP ? topics->first : NULL;
		n; n = n->next)
		check_languages(c, f, n, "the title of the topic");
}

void check_rights(struct checking *c, struct check_file *f)
{
	const struct yaml_node *list = yaml_get(yaml_root(f->r.doc), "rights");
	for (const struct yaml_node *n = list && list->kind == YAML_LIST ? list->first : NULL; n;
		n = n->next) {
		check_languages(c, f, yaml_get(n, "title"), "the title");
		check_languages(c, f, yaml_get(n, "text"), "the text");
		check_languages(c, f, yaml_get(n, "law"), "the law");
		check_review(c, f, n, "the right");
	}
}
