/* What of an article is read, inserted and kept as its edition. */
#include "carrel/arena.h"
#include "carrel/kb.h"
#include "carrel/markup.h"
#include "carrel/strbuf.h"
#include "carrel/vec.h"

#include <stdlib.h>
#include <string.h>

const char *kb_text(
	const struct langtext *text, const char *language, const char *fallback, const char **used)
{
	const char *const wanted[] = {language, fallback, "en"};
	const struct langtext_entry *e = NULL;
	for (size_t i = 0; !e && i < sizeof wanted / sizeof *wanted; i++)
		if (wanted[i] && *wanted[i])
			e = langtext_find(text, wanted[i]);
	if (!e && text->n)
		e = &text->entries[0];
	if (used)
		*used = e ? e->language : "";
	return e ? e->text : "";
}

static void add_steps(
	struct strbuf *out, const struct kb_article *k, const char *language, const char *fallback)
{
	if (out->len && k->nsteps)
		strbuf_addstr(out, "\n\n");
	for (size_t i = 0; i < k->nsteps; i++) {
		const char *step = kb_text(&k->steps[i], language, fallback, NULL);
		strbuf_addf(out, "%s%zu. ", i ? "\n" : "", i + 1);
		for (const char *s = step; *s; s++) /* a step is one line of the list */
			strbuf_addch(out, *s == '\n' ? ' ' : *s);
	}
}

const char *kb_body(const struct kb_article *article, const char *language, const char *fallback,
	struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	strbuf_addstr(&out, kb_text(&article->body, language, fallback, NULL));
	while (out.len && out.buf[out.len - 1] == '\n')
		strbuf_truncate(&out, out.len - 1);
	add_steps(&out, article, language, fallback);
	char *body = arena_strndup(a, out.buf, out.len);
	strbuf_fini(&out);
	return body;
}

static const char *first_paragraph(const char *body, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	size_t n, i = 0;
	const struct markup_block *blocks = markup_parse(body, a, &n);
	while (i < n && blocks[i].kind == MARKUP_HEADING)
		i++;
	if (i < n)
		markup_block_plain(&blocks[i], &out);
	char *text = arena_strndup(a, out.buf, out.len);
	strbuf_fini(&out);
	return text;
}

const char *kb_insertable(const struct kb_article *article, const char *language,
	const char *fallback, struct arena *a)
{
	const char *answer = kb_text(&article->answer, language, fallback, NULL);
	if (!*answer)
		return first_paragraph(kb_body(article, language, fallback, a), a);
	struct strbuf out = STRBUF_INIT;
	markup_plain(answer, &out);
	char *text = arena_strndup(a, out.buf, out.len);
	strbuf_fini(&out);
	return text;
}

/* ---- snapshot ------------------------------------------------------------------------------- */

static int by_name(const void *pa, const void *pb)
{
	return strcmp(*(const char *const *)pa, *(const char *const *)pb);
}

static void add_language(struct vec *languages, const char *language)
{
	for (size_t i = 0; i < languages->n; i++)
		if (strcmp(*(const char **)vec_at(languages, i), language) == 0)
			return;
	*(const char **)vec_push(languages) = language;
}

static void add_languages(struct vec *languages, const struct langtext *text)
{
	for (size_t i = 0; i < text->n; i++)
		add_language(languages, text->entries[i].language);
}

static const char *exactly(const struct langtext *text, const char *language)
{
	for (size_t i = 0; i < text->n; i++)
		if (strcmp(text->entries[i].language, language) == 0)
			return text->entries[i].text;
	return NULL;
}

static void add_part(
	struct strbuf *out, const char *name, const struct langtext *text, const char *language)
{
	const char *words = exactly(text, language);
	if (!words)
		return;
	size_t n = strlen(words);
	while (n && words[n - 1] == '\n')
		n--;
	strbuf_addf(out, "%s: %.*s\n", name, (int)n, words);
}

static void add_wording(struct strbuf *out, const struct kb_article *k, const char *language)
{
	strbuf_addf(out, "\n[%s]\n", language);
	add_part(out, "title", &k->title, language);
	add_part(out, "changed", &k->changed, language);
	add_part(out, "answer", &k->answer, language);
	add_part(out, "body", &k->body, language);
	for (size_t i = 0; i < k->nsteps; i++)
		add_part(out, "step", &k->steps[i], language);
}

void kb_snapshot(const struct kb_article *k, struct strbuf *out)
{
	static const char *const link_names[] = {
		[KB_LINK_ARTICLE] = "article", [KB_LINK_TEXT] = "text", [KB_LINK_URL] = "url"};
	struct vec languages = {.size = sizeof(const char *)};
	strbuf_addf(out, "id: %s\nkind: %s\naudience: %s%s%s\nversion: %lld\n", k->id,
		kb_kind_names[k->kind], kb_audience_names[k->audience], *k->team ? " " : "",
		k->team, (long long)k->version);
	if (k->must_read)
		strbuf_addstr(out, "must_read: true\n");
	for (size_t i = 0; i < k->ntopics; i++)
		strbuf_addf(out, "topic: %s\n", k->topics[i]);
	for (size_t i = 0; i < k->nlinks; i++)
		strbuf_addf(out, "link: %s %s\n", link_names[k->links[i].kind], k->links[i].to);
	add_languages(&languages, &k->title);
	add_languages(&languages, &k->changed);
	add_languages(&languages, &k->answer);
	add_languages(&languages, &k->body);
	for (size_t i = 0; i < k->nsteps; i++)
		add_languages(&languages, &k->steps[i]);
	if (languages.n)
		qsort(languages.data, languages.n, sizeof(const char *), by_name);
	for (size_t i = 0; i < languages.n; i++)
		add_wording(out, k, *(const char **)vec_at(&languages, i));
	vec_fini(&languages);
}
