/* texts_cells.c - what the fields of a text's parts say of it: titles, wordings, blanks, and what only
 * carrel's own columns have. */
#include "app/texts_parts.h"

#include "carrel/arena.h"
#include "carrel/i18n.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

size_t texts_trim_back(const char *s, size_t n, const char *what)
{
	while (n > 0 && strchr(what, s[n - 1]))
		n--;
	return n;
}

const char *texts_cell(const struct texts_item *item, const char *name)
{
	const char *value = texts_record_get(item->record, name);
	return value ? value : "";
}

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
	struct library_text *t, const struct texts_part *first, bool own, struct arena *a)
{
	size_t n = 0;
	for (const struct texts_part *p = first; p; p = p->next)
		n++;
	t->title = langtext_room(n, a);
	t->say = langtext_room(n, a);
	for (const struct texts_part *p = first; p; p = p->next) {
		add_in(&t->title, p->language, p->stem);
		if (own)
			add_in(&t->say, p->language, texts_cell(p->item, "say"));
	}
	if (!own)
		join_same(&t->title);
}

static void read_variants(
	struct texts_reading *r, struct library_text *t, const struct texts_part *first)
{
	size_t n = 0;
	for (const struct texts_part *p = first; p; p = p->next)
		n++;
	struct library_variant *v = arena_array(r->arena, n, sizeof(*v));
	t->variants = v;
	for (const struct texts_part *p = first; p; p = p->next) {
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

static void read_blanks(
	struct texts_reading *r, struct library_text *t, const struct texts_part *first)
{
	struct arena *a = r->arena;
	size_t most = 0;
	for (const struct texts_part *p = first; p; p = p->next) {
		const char *given = texts_cell(p->item, "blanks");
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
	for (const struct texts_part *p = first; p; p = p->next)
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
		size_t one_len = one < text + len
			? texts_trim_back(one, len - (size_t)(one - text), " \t\r")
			: 0;
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

static unsigned uses_of(struct texts_reading *r, const struct texts_part *p, const char *cell_text)
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
static const char *any_cell(const struct texts_part *first, const char *name)
{
	for (const struct texts_part *p = first; p; p = p->next)
		if (*texts_cell(p->item, name))
			return texts_cell(p->item, name);
	return "";
}

static bool read_links(const char *text, struct library_text *t, struct arena *a)
{
	size_t n;
	const char *const *list = list_of(text, "\n", false, &n, a);
	struct library_link *links = arena_array(a, n + 1, sizeof(*links));
	for (size_t i = 0; i < n; i++) {
		size_t kind_len = strcspn(list[i], ":");
		enum library_link_kind kind;
		if (!library_link_parse(arena_strndup(a, list[i], kind_len), &kind))
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
static void read_own(
	struct texts_reading *r, struct library_text *t, const struct texts_part *first)
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

/* "mail: few, chat: free": each part is given to put, which says whether it is good. */
static bool each_channel(const char *cell_text, struct library_manners *m,
	bool (*put)(struct library_manners *m, enum text_channel c, const char *value),
	struct arena *a)
{
	size_t n;
	const char *const *list = list_of(cell_text, ",;", false, &n, a);
	for (size_t i = 0; i < n; i++) {
		char *name = arena_strdup(a, list[i]);
		char *colon = strchr(name, ':');
		enum text_channel c;
		if (!colon)
			return false;
		*colon++ = '\0';
		name[texts_trim_back(name, strlen(name), " ")] = '\0';
		if (!text_channel_parse(name, &c) || !put(m, c, colon + strspn(colon, " ")))
			return false;
	}
	return true;
}

static bool put_emoji(struct library_manners *m, enum text_channel c, const char *value)
{
	return text_emoji_parse(value, &m->emoji[c]);
}

static bool put_limit(struct library_manners *m, enum text_channel c, const char *value)
{
	char *end;
	long most = strtol(value, &end, 10);
	m->limit[c] = most >= 0 && most <= LIBRARY_LIMIT_MAX ? (unsigned)most : 0;
	return *value && !*end && most >= 0 && most <= LIBRARY_LIMIT_MAX;
}

/* A table with these columns says them of each text; in one without, the file it goes to does. */
static void read_manners(
	struct texts_reading *r, struct texts_gathered *g, const struct texts_part *first)
{
	struct library_text *t = &g->text;
	struct library_manners *m = arena_alloc(r->arena, sizeof(*m));
	const char *scope = any_cell(first, "scope");
	g->whole = texts_record_get(first->item->record, "emoji") &&
		texts_record_get(first->item->record, "limits") &&
		texts_record_get(first->item->record, "scope");
	*m = library_manners_builtin;
	t->manners = m;
	if (!each_channel(any_cell(first, "emoji"), m, put_emoji, r->arena) ||
		!each_channel(any_cell(first, "limits"), m, put_limit, r->arena) ||
		(*scope && !library_scope_parse(scope, &t->scope)))
		texts_note_add(r, TEXTS_NOTE_PROBLEM, first->item->line, first->item->title,
			_("“%.80s”: its emoji, limits or scope cannot be read; write mail: few, "
			  "message: 160, team"),
			first->item->title);
}

static void read_foreign(
	struct texts_reading *r, struct library_text *t, const struct texts_part *first)
{
	const char *keywords = any_cell(first, "keywords");
	t->uses = LIBRARY_REPLY | LIBRARY_CALL | LIBRARY_CHAT;
	t->topics = list_of(arena_printf(r->arena, "%s,%s,%s", first->item->category,
				    any_cell(first, "groups"), keywords),
		",;~", true, &t->ntopics, r->arena);
}

void texts_cells_read(
	struct texts_reading *r, struct texts_gathered *g, const struct texts_part *first)
{
	bool own = r->source == TEXTS_CSV;
	read_part_langs(&g->text, first, own, r->arena);
	read_blanks(r, &g->text, first);
	read_variants(r, &g->text, first);
	g->text.inactive = first->item->inactive;
	if (own) {
		read_own(r, &g->text, first);
		read_manners(r, g, first);
	} else {
		read_foreign(r, &g->text, first);
	}
}
