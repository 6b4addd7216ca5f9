/* texts_gather.c - replies in one language each, gathered into texts of several. */
#include "app/texts_parts.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/strbuf.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

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

/* "Greeting (es)", "Greeting - ES", "greeting_es", "Greeting ES". */
static void split_title(struct texts_part *p, struct arena *a)
{
	const char *title = p->item->title;
	size_t n = texts_trim_back(title, strlen(title), " ");
	bool bracket = n > 1 && strchr(")]", title[n - 1]);
	size_t end = bracket ? n - 1 : n;
	size_t begin = end;
	while (begin > 0 && !strchr(" ([_-/.:|", title[begin - 1]))
		begin--;
	const char *word = arena_strndup(a, title + begin, end - begin);
	const char *code = begin > 0 && *word ? language_named(word, a) : NULL;
	if (!code || (bracket && !strchr("([", title[begin - 1])))
		return;
	size_t stem = texts_trim_back(title, begin, " ([_-/.:|");
	if (stem > 2 && strncmp(title + stem - 3, "–", 3) == 0)
		stem = texts_trim_back(title, stem - 3, " ");
	bool apart = strpbrk(arena_strndup(a, title + stem, begin - stem), "_-/.:|\xE2") != NULL;
	if (stem == 0)
		return;
	p->stem = arena_strndup(a, title, stem);
	p->language = code;
	p->sure = bracket ? SURE : apart || isupper((unsigned char)word[0]) ? LIKELY : MAYBE;
}

/* ---- which parts are one text --------------------------------------------------------------- */

static bool same_slot(const struct texts_part *a, const struct texts_part *b)
{
	return strcmp(a->language, b->language) == 0 && strcmp(a->tone, b->tone) == 0 &&
		strcmp(a->channel, b->channel) == 0 && strcmp(a->level, b->level) == 0;
}

static bool slot_taken(const struct texts_part *first, const struct texts_part *p)
{
	for (; first; first = first->next)
		if (same_slot(first, p))
			return true;
	return false;
}

/* What two parts of one text have in common. */
static const char *group_of(const struct texts_part *p, struct arena *a)
{
	if (*p->item->id)
		return arena_printf(a, "i%s", p->item->id);
	return arena_printf(a, "t%s\n%s", fold_text(a, p->item->category), fold_text(a, p->stem));
}

struct slot {
	const char *name;
	struct texts_part *first, *last;
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
static void settle_languages(
	struct texts_part *parts, size_t n, const char *language, struct arena *a)
{
	struct groups g = groups_make(n, a);
	for (size_t i = 0; i < n; i++) {
		struct texts_part *p = &parts[i];
		struct slot *s = group_slot(&g, group_of(p, a));
		if (s->last)
			s->last->next = p;
		else
			s->first = p;
		s->last = p;
	}
	for (size_t i = 0; i < g.cap; i++) {
		size_t said = 0, likely = 0, bare = 0;
		for (struct texts_part *p = g.slots[i].first; p; p = p->next) {
			said += p->sure != NOT_SAID;
			likely += p->sure >= LIKELY;
			bare += p->sure == NOT_SAID;
		}
		bool count = said > 1 || (likely > 0 && bare > 0);
		for (struct texts_part *p = g.slots[i].first; p; p = p->next)
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

static struct texts_part *make_parts(const struct vec *items, bool own, struct arena *a)
{
	struct texts_part *parts = arena_array(a, items->n + 1, sizeof(*parts));
	for (size_t i = 0; i < items->n; i++) {
		const struct texts_item *item = vec_at(items, i);
		struct texts_part *p = &parts[i];
		*p = (struct texts_part){.item = item,
			.stem = item->title,
			.language = "",
			.tone = own ? texts_cell(item, "tone") : "",
			.channel = own ? texts_cell(item, "channel") : "",
			.level = own ? texts_cell(item, "level") : ""};
		if (!*item->language && !*item->id)
			split_title(p, a);
	}
	return parts;
}

static const char *id_of(const struct texts_reading *r, const struct texts_part *first)
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
static const char *short_of(const struct texts_part *first, struct arena *a)
{
	const char *name = first->item->short_name;
	size_t n = strlen(name), code = strlen(first->language);
	bool ends = first->sure != NOT_SAID && first->stem != first->item->title && n > code + 1 &&
		strcasecmp(name + n - code, first->language) == 0 &&
		strchr("_-./", name[n - code - 1]);
	return ends ? arena_strndup(a, name, n - code - 1) : name;
}

static void note_folded(struct texts_reading *r, const struct texts_part *first)
{
	struct strbuf list = STRBUF_INIT;
	size_t n = 0;
	for (const struct texts_part *p = first; p; p = p->next, n++)
		strbuf_addf(&list, "%s%s", n > 0 ? ", " : "", p->language);
	if (n > 1 && !*first->item->id)
		texts_note_add(r, TEXTS_NOTE_FOLDED, first->item->line, first->stem,
			_("%zu titles are one text, “%.80s”: %s"), n, first->stem, list.buf);
	strbuf_fini(&list);
}

static void add_text(struct texts_reading *r, const struct texts_part *first, struct vec *texts)
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
	texts_cells_read(r, g, first);
	note_folded(r, first);
}

void texts_gather(
	struct texts_reading *r, const struct vec *items, const char *language, struct vec *texts)
{
	struct texts_part *parts = make_parts(items, r->source == TEXTS_CSV, r->arena);
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
