/* The review of a whole knowledge base: what no single file can see. */
#include "carrel/arena.h"
#include "carrel/i18n.h"
#include "carrel/kb.h"
#include "carrel/library.h"
#include "carrel/markup.h"
#include "carrel/path.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"

#include <string.h>

enum { FILE_MAX = 4 * 1024 * 1024 };

struct review {
	const struct kb *kb;
	const struct library *library;
	const char *const *ids; /* of articles, for the nearest one */
	struct arena *a;
	struct problems *out;
	struct vec *told; /* size_t, places in the file of links of this article that were told */
};

static void problem_at(const struct review *r, const struct kb_article *k, int line, int column,
	const char *what, const char *to, const char *near)
{
	problems_add(r->out, k->file, line, column, k->id, "%s '%s'%s%s%s", what, to,
		near ? _(" (did you mean ") : "", near ? near : "", near ? "?)" : "");
}

static void check_target(const struct review *r, const struct kb_article *k, enum kb_link_kind kind,
	const char *to, int line, int column)
{
	if (kind == KB_LINK_ARTICLE) {
		const struct kb_article *other = kb_by_id(r->kb, to);
		if (!other)
			problem_at(r, k, line, column, _("leads to no article"), to,
				suggest_nearest(to, r->ids, kb_count(r->kb)));
		else if (k->audience == KB_PUBLIC && !k->draft &&
			(other->audience != KB_PUBLIC || other->draft))
			problem_at(r, k, line, column,
				_("is public and leads to what is not public, article"), to, NULL);
	} else if (kind == KB_LINK_TEXT && r->library && !library_by_id(r->library, to)) {
		problem_at(r, k, line, column, _("leads to no text"), to, NULL);
	}
}

/* The first place of the link that was not told yet, from the article's line on. A link is written in
 * the file as it is read: no quoting of YAML changes it. */
static bool find_link(
	const struct review *r, const char *text, size_t from, const char *target, size_t *at)
{
	const char *written = arena_printf(r->a, "](%s)", target);
	for (const char *hit = text + from; (hit = strstr(hit, written)); hit++) {
		bool told = false;
		for (size_t i = 0; i < r->told->n && !told; i++)
			told = *(size_t *)vec_at(r->told, i) == (size_t)(hit - text);
		if (told)
			continue;
		*at = *(size_t *)vec_push(r->told) = (size_t)(hit - text);
		return true;
	}
	return false;
}

/* Where it stands; of what is no file (built in, or gone meanwhile) the line of the article. */
static void place_of(const struct review *r, const struct kb_article *k, const char *target,
	int *line, int *column)
{
	struct strbuf text = STRBUF_INIT;
	struct err ignored = {0};
	size_t from = 0, at;
	*line = k->line;
	*column = 1;
	if (path_read_file(k->file, FILE_MAX, &text, &ignored) == RC_OK) {
		for (int i = 1; i < k->line && text.buf[from]; i++) {
			from += strcspn(text.buf + from, "\n");
			from += text.buf[from] != '\0';
		}
		if (find_link(r, text.buf, from, target, &at))
			for (size_t i = from; i < at + strlen("]("); i++) {
				*column = text.buf[i] == '\n' ? 1 : *column + 1;
				*line += text.buf[i] == '\n';
			}
	}
	strbuf_fini(&text);
}

static bool is_dead(
	const struct review *r, const struct kb_article *k, enum kb_link_kind kind, const char *to)
{
	struct problems found;
	struct review asked = *r;
	problems_init(&found);
	asked.out = &found;
	check_target(&asked, k, kind, to, 1, 1);
	bool dead = problems_count(&found) > 0;
	problems_fini(&found);
	return dead;
}

static void check_written(const struct review *r, const struct kb_article *k,
	enum kb_link_kind kind, const char *target, const char *to)
{
	int line, column;
	if (!is_dead(r, k, kind, to))
		return;
	place_of(r, k, target, &line, &column);
	check_target(r, k, kind, to, line, column);
}

static void check_links_in(const struct review *r, const struct kb_article *k, const char *text)
{
	size_t n;
	const struct markup_block *blocks = markup_parse(text, r->a, &n);
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < blocks[i].n; j++) {
			const char *target = blocks[i].spans[j].target;
			if (target && strncmp(target, "article:", 8) == 0)
				check_written(r, k, KB_LINK_ARTICLE, target, target + 8);
			else if (target && strncmp(target, "text:", 5) == 0)
				check_written(r, k, KB_LINK_TEXT, target, target + 5);
		}
	}
}

static void check_links(const struct review *r, const struct kb_article *k)
{
	for (size_t i = 0; i < k->nlinks; i++)
		check_target(r, k, k->links[i].kind, k->links[i].to, k->links[i].line,
			k->links[i].column);
	for (size_t i = 0; i < k->body.n; i++)
		check_links_in(r, k, k->body.entries[i].text);
	for (size_t i = 0; i < k->answer.n; i++)
		check_links_in(r, k, k->answer.entries[i].text);
}

/* Written without a language means: the same for all. */
static bool speaks(const struct langtext *text, const char *language)
{
	for (size_t i = 0; i < text->n; i++)
		if (!*text->entries[i].language)
			return true;
	return langtext_find(text, language) != NULL;
}

static void check_language(const struct review *r, const struct kb_article *k, const char *language)
{
	const struct {
		const char *name;
		const struct langtext *text;
	} parts[] = {{"title", &k->title}, {"answer", &k->answer}, {"body", &k->body}};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].text->n && !speaks(parts[i].text, language))
			problems_add(r->out, k->file, k->line, 1, k->id, _("%s is missing in %s"),
				parts[i].name, language);
	for (size_t i = 0; i < k->nsteps; i++)
		if (!speaks(&k->steps[i], language))
			problems_add(r->out, k->file, k->line, 1, k->id,
				_("step %zu is missing in %s"), i + 1, language);
}

static void check_article(const struct review *r, const struct kb_article *k, const char *today)
{
	if (!k->draft && !k->answer.n)
		problems_add(r->out, k->file, k->line, 1, k->id,
			_("has no answer, the short form to be said or put into a reply"));
	if (k->must_read && k->version > 1 && !k->changed.n)
		problems_add(r->out, k->file, k->line, 1, k->id,
			_("is to be read again and does not say what has changed"));
	if (k->kind == KB_PROCEDURE && !k->nsteps)
		problems_add(r->out, k->file, k->line, 1, k->id, _("is a procedure without steps"));
	if (*k->review_by && strcmp(k->review_by, today) < 0)
		problems_add(r->out, k->file, k->line, 1, k->id,
			_("was to be reviewed by %s; look at it and set a new date"), k->review_by);
	check_links(r, k);
}

void kb_check(const struct kb *kb, const struct library *library, const char *const *languages,
	size_t nlanguages, const char *today, struct problems *out)
{
	struct arena *a = arena_new();
	const char **ids = arena_array(a, kb_count(kb) + 1, sizeof *ids);
	for (size_t i = 0; i < kb_count(kb); i++)
		ids[i] = kb_at(kb, i)->id;
	struct vec told = {.size = sizeof(size_t)};
	const struct review r = {kb, library, ids, arena_new(), out, &told};
	problems_append(out, kb_problems(kb));
	for (size_t i = 0; i < kb_count(kb); i++) {
		const struct kb_article *k = kb_at(kb, i);
		check_article(&r, k, today);
		for (size_t j = 0; !k->draft && j < nlanguages; j++)
			check_language(&r, k, languages[j]);
		arena_reset(r.a);
		vec_clear(&told);
	}
	vec_fini(&told);
	struct arena *scratch = r.a;
	arena_free(&scratch);
	arena_free(&a);
}
