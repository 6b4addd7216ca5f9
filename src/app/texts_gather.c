/* texts_gather.c - replies in one language each, gathered into texts of several. */
#include "carrel/texts_bring.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/strbuf.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { ID_PART_MAX = 40 };

/* How surely the end of a title names a language. */
enum sureness { NOT_SAID, MAYBE, LIKELY, SURE };

struct part {
	const struct texts_item *item;
	const char *stem;     /* the title without its language */
	const char *language; /* "" not said */
	enum sureness sure;
	const char *tone, *channel, *level;
	struct part *next; /* of the same text */
	bool taken;
};

/* ---- languages at the end of titles --------------------------------------------------------- */

static const char *language_named(const char *word, struct arena *a)
{
	static const char *const codes[] = {"ar", "ca", "de", "en", "es", "eu", "fr", "gl", "it",
		"nl", "pl", "pt", "ro", "ru", "uk", "zh"};
	static const struct {
		const char *name, *code;
	} names[] = {{"english", "en"}, {"ingles", "en"}, {"angles", "en"}, {"espanol", "es"},
		{"spanish", "es"}, {"castellano", "es"}, {"castella", "es"}, {"catala", "ca"},
		{"catalan", "ca"}, {"valencia", "ca"}, {"frances", "fr"}, {"francais", "fr"},
		{"french", "fr"}, {"deutsch", "de"}, {"german", "de"}, {"aleman", "de"},
		{"italiano", "it"}, {"italian", "it"}, {"portugues", "pt"}, {"portuguese", "pt"},
		{"galego", "gl"}, {"euskara", "eu"}};
	const char *folded = fold_text(a, word);
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (strcmp(folded, codes[i]) == 0)
			return codes[i];
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(folded, names[i].name) == 0)
			return names[i].code;
	return NULL;
}

static size_t trim_back(const char *s, size_t n, const char *what)
{
	while (n > 0 && strchr(what, s[n - 1]))
		n--;
	return n;
}

/* "Greeting (es)", "Greeting - ES", "greeting_es", "Greeting ES". */
static void split_title(struct part *p, struct arena *a)
{
	const char *title = p->item->title;
	size_t n = trim_back(title, strlen(title), " ");
	bool bracket = n > 1 && strchr(")]", title[n - 1]);
	size_t end = bracket ? n - 1 : n;
	size_t begin = end;
	while (begin > 0 && !strchr(" ([_-/.:|", title[begin - 1]))
		begin--;
	const char *word = arena_strndup(a, title + begin, end - begin);
	const char *code = begin > 0 && *word ? language_named(word, a) : NULL;
	if (!code || (bracket && !strchr("([", title[begin - 1])))
		return;
	size_t stem = trim_back(title, begin, " ([_-/.:|");
	if (stem > 2 && strncmp(title + stem - 3, "–", 3) == 0)
		stem = trim_back(title, stem - 3, " ");
	bool apart = strpbrk(arena_strndup(a, title + stem, begin - stem), "_-/.:|\xE2") != NULL;
	if (stem == 0)
		return;
	p->stem = arena_strndup(a, title, stem);
	p->language = code;
	p->sure = bracket ? SURE : apart || isupper((unsigned char)word[0]) ? LIKELY : MAYBE;
}

/* ---- which parts are one text --------------------------------------------------------------- */

static const char *cell(const struct texts_item *item, const char *name)
{
	const char *value = texts_record_get(item->record, name);
	return value ? value : "";
}

static bool same_slot(const struct part *a, const struct part *b)
{
	return strcmp(a->language, b->language) == 0 && strcmp(a->tone, b->tone) == 0 &&
		strcmp(a->channel, b->channel) == 0 && strcmp(a->level, b->level) == 0;
}

static bool slot_taken(const struct part *first, const struct part *p)
{
	for (; first; first = first->next)
		if (same_slot(first, p))
			return true;
	return false;
}

/* What two parts of one text have in common. */
static const char *group_of(const struct part *p, struct arena *a)
{
	if (*p->item->id)
		return arena_printf(a, "i%s", p->item->id);
	return arena_printf(a, "t%s\n%s", fold_text(a, p->item->category), fold_text(a, p->stem));
}

struct slot {
	const char *name;
	struct part *first, *last;
};

/* Names to groups, open addressing: a library is thousands of texts, and each looks itself up. */
struct groups {
	struct slot *slots;
	size_t cap;
};

static struct slot *group_slot(struct groups *g, const char *name)
{
	uint64_t h = 1469598103934665603u;
	for (const char *s = name; *s; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	size_t i = h & (g->cap - 1);
	while (g->slots[i].name && strcmp(g->slots[i].name, name) != 0)
		i = (i + 1) & (g->cap - 1);
	g->slots[i].name = name;
	return &g->slots[i];
}

static struct groups groups_make(size_t n, struct arena *a)
{
	struct groups g = {.cap = 16};
	while (g.cap < 2 * n)
		g.cap *= 2;
	g.slots = arena_array(a, g.cap, sizeof(*g.slots));
	return g;
}

/* A language at the end counts if the same title stands there in another language too, or without
 * one; in brackets it counts alone. */
static void settle_languages(struct part *parts, size_t n, const char *language, struct arena *a)
{
	struct groups g = groups_make(n, a);
	for (size_t i = 0; i < n; i++) {
		struct part *p = &parts[i];
		struct slot *s = group_slot(&g, group_of(p, a));
		if (s->last)
			s->last->next = p;
		else
			s->first = p;
		s->last = p;
	}
	for (size_t i = 0; i < g.cap; i++) {
		size_t said = 0, likely = 0, bare = 0;
		for (struct part *p = g.slots[i].first; p; p = p->next) {
			said += p->sure != NOT_SAID;
			likely += p->sure >= LIKELY;
			bare += p->sure == NOT_SAID;
		}
		bool count = said > 1 || (likely > 0 && bare > 0);
		for (struct part *p = g.slots[i].first; p; p = p->next)
			if (p->sure != NOT_SAID && p->sure != SURE && !count) {
				p->stem = p->item->title;
				p->language = "";
			}
	}
	for (size_t i = 0; i < n; i++) {
		parts[i].next = NULL;
		/* A row of carrel's own table that only says a title says it without a language. */
		bool title_only = *parts[i].item->id && !*parts[i].item->text;
		if (!*parts[i].language && (!title_only || *parts[i].item->language))
			parts[i].language =
				*parts[i].item->language ? parts[i].item->language : language;
	}
}

static struct part *make_parts(const struct vec *items, bool own, struct arena *a)
{
	struct part *parts = arena_array(a, items->n + 1, sizeof(*parts));
	for (size_t i = 0; i < items->n; i++) {
		const struct texts_item *item = vec_at(items, i);
		struct part *p = &parts[i];
		*p = (struct part){.item = item,
			.stem = item->title,
			.language = "",
			.tone = own ? cell(item, "tone") : "",
			.channel = own ? cell(item, "channel") : "",
			.level = own ? cell(item, "level") : ""};
		if (!*item->language && !*item->id)
			split_title(p, a);
	}
	return parts;
}

/* ---- one text ------------------------------------------------------------------------------- */

static void add_in(struct langtext *to, const char *language, const char *text)
{
	if (!*text)
		return;
	for (size_t i = 0; i < to->n; i++)
		if (strcmp(to->entries[i].language, language) == 0)
			return;
	to->entries[to->n++] = (struct langtext_entry){.language = language, .text = text};
}

/* The same words in every language are said once, without any. */
static void join_same(struct langtext *l)
{
	for (size_t i = 1; i < l->n; i++)
		if (strcmp(l->entries[i].text, l->entries[0].text) != 0)
			return;
	if (l->n > 1) {
		l->n = 1;
		l->entries[0].language = "";
	}
}

static struct langtext langtext_room(size_t n, struct arena *a)
{
	return (struct langtext){.entries = arena_array(a, n + 1, sizeof(struct langtext_entry))};
}

static void read_part_langs(
	struct library_text *t, const struct part *first, bool own, struct arena *a)
{
	size_t n = 0;
	for (const struct part *p = first; p; p = p->next)
		n++;
	t->title = langtext_room(n, a);
	t->say = langtext_room(n, a);
	for (const struct part *p = first; p; p = p->next) {
		add_in(&t->title, p->language, p->stem);
		if (own)
			add_in(&t->say, p->language, cell(p->item, "say"));
	}
	if (!own)
		join_same(&t->title);
}

static void read_variants(struct texts_reading *r, struct library_text *t, const struct part *first)
{
	size_t n = 0;
	for (const struct part *p = first; p; p = p->next)
		n++;
	struct library_variant *v = arena_array(r->arena, n, sizeof(*v));
	t->variants = v;
	for (const struct part *p = first; p; p = p->next) {
		struct library_variant *to = &v[t->nvariants];
		if (!*p->item->text)
			continue;
		*to = (struct library_variant){.language = p->language, .text = p->item->text};
		bool known = (!*p->tone || text_tone_parse(p->tone, &to->tone)) &&
			(!*p->channel || text_channel_parse(p->channel, &to->channel)) &&
			(!*p->level || text_level_parse(p->level, &to->level));
		if (!known)
			texts_note_add(r, TEXTS_NOTE_PROBLEM, p->item->line, p->item->title,
				_("“%.80s”: its tone, channel or level is none that carrel has"),
				p->item->title);
		t->nvariants++;
	}
}

static const char *ask_of(const char *name, struct arena *a)
{
	char *ask = arena_strdup(a, name);
	for (char *s = ask; *s; s++)
		*s = strchr("_.\n", *s) ? ' ' : *s;
	ask[0] = (char)toupper((unsigned char)ask[0]);
	return ask;
}

static struct langtext plain_langtext(const char *text, struct arena *a)
{
	struct langtext l = langtext_room(1, a);
	add_in(&l, "", text);
	return l;
}

static void read_blanks(struct texts_reading *r, struct library_text *t, const struct part *first)
{
	struct arena *a = r->arena;
	size_t most = 0;
	for (const struct part *p = first; p; p = p->next) {
		const char *given = cell(p->item, "blanks");
		most += p->item->blanks.n;
		if (r->source == TEXTS_CSV && *given && !t->nblanks &&
			!texts_blanks_read(given, t, a))
			texts_note_add(r, TEXTS_NOTE_PROBLEM, p->item->line, p->item->title,
				_("“%.80s”: its blanks cannot be read; write amount:money, order"),
				p->item->title);
	}
	struct library_blank *blanks = arena_array(a, t->nblanks + most + 1, sizeof(*blanks));
	for (size_t i = 0; i < t->nblanks; i++)
		blanks[i] = t->blanks[i];
	t->blanks = blanks;
	for (const struct part *p = first; p; p = p->next)
		for (size_t i = 0; i < p->item->blanks.n; i++) {
			const struct texts_item_blank *b = vec_at(&p->item->blanks, i);
			if (library_blank(t, b->name))
				continue;
			blanks[t->nblanks++] = (struct library_blank){.name = b->name,
				.ask = plain_langtext(ask_of(b->ask, a), a),
				.type = b->number ? BLANK_NUMBER : BLANK_TEXT,
				.default_text = ""};
		}
}

/* A cell's list: parted by any of these characters. */
static const char *const *list_of(
	const char *text, const char *parts, bool slugs, size_t *n, struct arena *a)
{
	const char **list = arena_array(a, strlen(text) / 2 + 2, sizeof(*list));
	*n = 0;
	while (*text) {
		size_t len = strcspn(text, parts);
		const char *one = text + strspn(text, " \t");
		size_t one_len =
			one < text + len ? trim_back(one, len - (size_t)(one - text), " \t\r") : 0;
		const char *word = slugs
			? texts_slug(arena_strndup(a, one, one_len), ID_PART_MAX, a)
			: arena_strndup(a, one, one_len);
		bool again = !*word;
		for (size_t i = 0; i < *n && !again; i++)
			again = strcmp(list[i], word) == 0;
		if (!again)
			list[(*n)++] = word;
		text += len + (text[len] != '\0');
	}
	return list;
}

static unsigned uses_of(struct texts_reading *r, const struct part *p, const char *cell_text)
{
	static const char *const names[] = {"reply", "call", "chat", "note", "visit"};
	size_t n;
	const char *const *list = list_of(cell_text, ",;~", false, &n, r->arena);
	unsigned uses = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned before = uses;
		for (size_t k = 0; k < sizeof(names) / sizeof(*names); k++)
			uses |= strcasecmp(list[i], names[k]) == 0 ? 1u << k : 0;
		if (uses == before)
			texts_note_add(r, TEXTS_NOTE_PROBLEM, p->item->line, p->item->title,
				_("“%.80s” is for “%.20s”; it must be reply, call, chat, note or "
				  "visit"),
				p->item->title, list[i]);
	}
	return uses ? uses : LIBRARY_EVERYWHERE;
}

/* The first cell of that name that says something. */
static const char *any_cell(const struct part *first, const char *name)
{
	for (const struct part *p = first; p; p = p->next)
		if (*cell(p->item, name))
			return cell(p->item, name);
	return "";
}

static bool read_links(const char *text, struct library_text *t, struct arena *a)
{
	size_t n;
	const char *const *list = list_of(text, "\n", false, &n, a);
	struct library_link *links = arena_array(a, n + 1, sizeof(*links));
	for (size_t i = 0; i < n; i++) {
		size_t kind_len = strcspn(list[i], ":");
		enum library_link_kind kind = LINK_KINDS;
		for (int k = 0; k < LINK_KINDS; k++)
			if (strlen(library_link_name((enum library_link_kind)k)) == kind_len &&
				strncmp(library_link_name((enum library_link_kind)k), list[i],
					kind_len) == 0)
				kind = (enum library_link_kind)k;
		if (kind == LINK_KINDS)
			return false;
		const char *to = list[i] + kind_len + 1;
		to += strspn(to, " ");
		size_t to_len = strcspn(to, " \t");
		links[t->nlinks] =
			(struct library_link){.kind = kind, .to = arena_strndup(a, to, to_len)};
		if (to[to_len] && !texts_langtext_read(to + to_len + 1, &links[t->nlinks].label, a))
			return false;
		t->nlinks++;
	}
	t->links = links;
	return true;
}

/* What only carrel's own columns say. */
static void read_own(struct texts_reading *r, struct library_text *t, const struct part *first)
{
	struct arena *a = r->arena;
	const char *tone = any_cell(first, "text_tone");
	t->uses = uses_of(r, first, any_cell(first, "for"));
	if (!texts_list_read(any_cell(first, "topics"), &t->topics, &t->ntopics, a))
		t->topics = list_of(any_cell(first, "topics"), ",;~", false, &t->ntopics, a);
	t->then = list_of(any_cell(first, "then"), "\n", false, &t->nthen, a);
	t->rights = list_of(any_cell(first, "rights"), ",;", false, &t->nrights, a);
	t->review_by = any_cell(first, "review_by");
	if ((*tone && !text_tone_parse(tone, &t->tone)) ||
		!read_links(any_cell(first, "links"), t, a))
		texts_note_add(r, TEXTS_NOTE_PROBLEM, first->item->line, first->item->title,
			_("“%.80s”: its links or its tone cannot be read"), first->item->title);
}

static void read_foreign(struct texts_reading *r, struct library_text *t, const struct part *first)
{
	const char *keywords = any_cell(first, "keywords");
	t->uses = LIBRARY_REPLY | LIBRARY_CALL | LIBRARY_CHAT;
	t->topics = list_of(arena_printf(r->arena, "%s,%s,%s", first->item->category,
				    any_cell(first, "groups"), keywords),
		",;~", true, &t->ntopics, r->arena);
}

static const char *id_of(const struct texts_reading *r, const struct part *first)
{
	const char *group = texts_slug(first->item->category, ID_PART_MAX, r->arena);
	const char *name = texts_slug(first->stem, ID_PART_MAX, r->arena);
	if (*first->item->id && r->source == TEXTS_CSV)
		return first->item->id;
	if (*first->item->id) { /* "Bank.Ask Name" -> "bank.ask_name" */
		size_t dot = strcspn(first->item->id, ".");
		group = texts_slug(
			arena_strndup(r->arena, first->item->id, dot), ID_PART_MAX, r->arena);
		name = first->item->id[dot]
			? texts_slug(first->item->id + dot + 1, ID_PART_MAX, r->arena)
			: "";
		if (!*name)
			return *group ? group : "text";
	}
	return arena_printf(r->arena, "%s.%s",
		*group ? group : word_id(texts_source_words, (int)r->source),
		*name ? name : "text");
}

/* A code that carries its language ("gr_es") loses it with the title. */
static const char *short_of(const struct part *first, struct arena *a)
{
	const char *name = first->item->short_name;
	size_t n = strlen(name), code = strlen(first->language);
	bool ends = first->sure != NOT_SAID && first->stem != first->item->title && n > code + 1 &&
		strcasecmp(name + n - code, first->language) == 0 &&
		strchr("_-./", name[n - code - 1]);
	return ends ? arena_strndup(a, name, n - code - 1) : name;
}

static void note_folded(struct texts_reading *r, const struct part *first)
{
	struct strbuf list = STRBUF_INIT;
	size_t n = 0;
	for (const struct part *p = first; p; p = p->next, n++)
		strbuf_addf(&list, "%s%s", n > 0 ? ", " : "", p->language);
	if (n > 1 && !*first->item->id)
		texts_note_add(r, TEXTS_NOTE_FOLDED, first->item->line, first->stem,
			_("%zu titles are one text, “%.80s”: %s"), n, first->stem, list.buf);
	strbuf_fini(&list);
}

static void add_text(struct texts_reading *r, const struct part *first, struct vec *texts)
{
	bool own = r->source == TEXTS_CSV;
	struct texts_gathered *g = vec_push(texts);
	struct library_text *t = &g->text;
	*g = (struct texts_gathered){.key = first->item->key,
		.category = first->item->category,
		.own_id = own && *first->item->id,
		.line = first->item->line};
	*t = (struct library_text){.short_name = short_of(first, r->arena), .review_by = ""};
	t->id = id_of(r, first);
	if (g->own_id)
		g->key = arena_printf(r->arena, "csv:%s", t->id);
	read_part_langs(t, first, own, r->arena);
	read_blanks(r, t, first);
	read_variants(r, t, first);
	t->inactive = first->item->inactive;
	if (own)
		read_own(r, t, first);
	else
		read_foreign(r, t, first);
	note_folded(r, first);
}

void texts_gather(
	struct texts_reading *r, const struct vec *items, const char *language, struct vec *texts)
{
	struct part *parts = make_parts(items, r->source == TEXTS_CSV, r->arena);
	settle_languages(parts, items->n, language, r->arena);
	struct groups g = groups_make(items->n, r->arena);
	for (size_t i = 0; i < items->n; i++) {
		struct slot *s = group_slot(&g, group_of(&parts[i], r->arena));
		if (s->first && slot_taken(s->first, &parts[i])) {
			if (!*parts[i].item->id)
				continue; /* a second one of that name is a text of its own */
			texts_note_add(r, TEXTS_NOTE_PROBLEM, parts[i].item->line,
				parts[i].item->id,
				_("“%.80s” stands there twice for the same language and tone"),
				parts[i].item->id);
			parts[i].taken = true;
			continue;
		}
		if (s->last)
			s->last->next = &parts[i];
		else
			s->first = &parts[i];
		parts[i].taken = s->last != NULL;
		s->last = &parts[i];
	}
	for (size_t i = 0; i < items->n; i++)
		if (!parts[i].taken)
			add_text(r, &parts[i], texts);
}
