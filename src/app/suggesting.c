/* suggesting.c - library and store into the suggestions, a slice at a time, and the case in hand as a
 * question. */
#include "carrel/suggesting.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/desk.h"
#include "carrel/desk_texts.h"
#include "carrel/knowledge.h"
#include "carrel/library.h"
#include "carrel/log.h"
#include "carrel/markup.h"
#include "carrel/mem.h"
#include "carrel/store_texts.h"
#include "carrel/strbuf.h"
#include "carrel/suggest_words.h"
#include "carrel/textpane.h"

#include <stdlib.h>
#include <string.h>

enum {
	TEXTS_SLICE = 16,   /* texts of 90 words in three languages: about a millisecond */
	ARTICLES_SLICE = 2, /* of 700 words in three languages: the same */
	LESSONS_SLICE = 64, /* uses with what was said */
	LESSONS_MAX = 2000, /* the newest; what is older hardly weighs any more */
	HIDDEN_MAX = 30,    /* what went since, or is not for this person, takes no place */
	ARTICLES_SHARE = 4, /* of so many hits at most one is an article */
	/* When somebody asks before the idle moments came. Ten are enough on a free machine; on a busy
	 * one half a guess would put another text under the digit that is pressed next. */
	AT_ONCE_US = 50 * 1000,
};

struct suggesting {
	struct app *app;
	struct suggest
		*suggest; /* of texts; learns every use, as an article may come before a text */
	struct suggest
		*articles; /* apart: they are longer, fewer and seldom used, and would never win */
	size_t next_text, next_article;
	bool texts_done, lessons_done;
	int64_t first_id, last_id;          /* uses that are in */
	int64_t newest[SUGGESTING_WATCHED]; /* of these, the highest first */
	size_t nnewest;
	size_t lessons;
};

struct suggesting *suggesting_new(struct app *app)
{
	struct suggesting *s = xcalloc(1, sizeof(*s));
	s->app = app;
	s->suggest = suggest_new();
	s->articles = suggest_new();
	return s;
}

void suggesting_free(struct suggesting **s)
{
	if (!*s)
		return;
	suggest_free(&(*s)->suggest);
	suggest_free(&(*s)->articles);
	free(*s);
	*s = NULL;
}

/* ---- texts ---- */

static const char *all_bodies(
	const struct library_text *text, const char *language, struct arena *a)
{
	struct strbuf body = STRBUF_INIT;
	for (size_t i = 0; i < text->nvariants; i++)
		if (strcmp(text->variants[i].language, language) == 0)
			strbuf_addf(&body, "%s\n", text->variants[i].text);
	const char *all = arena_strdup(a, body.buf);
	strbuf_fini(&body);
	return all;
}

static bool came_before(const struct library_text *text, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(text->variants[k].language, text->variants[i].language) == 0)
			return true;
	return false;
}

static void put_text(struct suggesting *s, const struct library_text *text, struct arena *a)
{
	struct suggest_wording *wordings = arena_array(a, text->nvariants + 1, sizeof(*wordings));
	size_t n = 0;
	for (size_t i = 0; i < text->nvariants; i++) {
		const char *language = text->variants[i].language;
		if (came_before(text, i))
			continue;
		wordings[n++] = (struct suggest_wording){.language = language,
			.title = langtext_get(&text->title, language),
			.body = all_bodies(text, language, a)};
	}
	suggest_put(s->suggest,
		&(struct suggest_doc){.id = text->id,
			.topics = text->topics,
			.ntopics = text->ntopics,
			.wordings = wordings,
			.nwordings = n});
}

/* ---- articles: documents "kb:ID" ---- */

static const char article_prefix[] = "kb:";

static bool is_article(const char *id)
{
	return strncmp(id, article_prefix, sizeof(article_prefix) - 1) == 0;
}

/* A use names the edition, too: "kb:ID@VERSION". What was learnt from one edition holds for the next. */
static const char *without_edition(const char *id, struct arena *a)
{
	return id && is_article(id) ? arena_strndup(a, id, strcspn(id, "@")) : id;
}

const struct kb_article *suggesting_article(struct app *app, const char *id)
{
	return is_article(id) ? kb_by_id(app_kb(app), id + sizeof(article_prefix) - 1) : NULL;
}

static const char *article_words(const struct kb_article *k, const char *language, struct arena *a)
{
	struct strbuf words = STRBUF_INIT;
	markup_plain(kb_text(&k->answer, language, NULL, NULL), &words);
	strbuf_addch(&words, '\n');
	markup_plain(kb_body(k, language, NULL, a), &words);
	const char *all = arena_strdup(a, words.buf);
	strbuf_fini(&words);
	return all;
}

static void put_article(struct suggesting *s, const struct kb_article *k, struct arena *a)
{
	struct suggest_wording *wordings = arena_array(a, k->title.n + 1, sizeof(*wordings));
	for (size_t i = 0; i < k->title.n; i++)
		wordings[i] = (struct suggest_wording){.language = k->title.entries[i].language,
			.title = k->title.entries[i].text,
			.body = article_words(k, k->title.entries[i].language, a)};
	suggest_put(s->articles,
		&(struct suggest_doc){.id = arena_printf(a, "%s%s", article_prefix, k->id),
			.topics = k->topics,
			.ntopics = k->ntopics,
			.wordings = wordings,
			.nwordings = k->title.n});
}

static void read_texts(struct suggesting *s, struct arena *a)
{
	const struct library *library = app_library(s->app);
	const struct kb *kb = app_kb(s->app);
	size_t n = library_count(library);
	if (s->next_text < n) {
		for (size_t i = 0; i < TEXTS_SLICE && s->next_text < n; i++)
			put_text(s, library_at(library, s->next_text++), a);
	} else {
		for (size_t i = 0; i < ARTICLES_SLICE && s->next_article < kb_count(kb); i++)
			put_article(s, kb_at(kb, s->next_article++), a);
	}
	s->texts_done = s->next_text >= n && s->next_article >= kb_count(kb);
}

/* ---- uses ---- */

static void watch(struct suggesting *s, int64_t use_id)
{
	size_t at = s->nnewest;
	while (at > 0 && s->newest[at - 1] < use_id)
		at--;
	if (at == SUGGESTING_WATCHED)
		return;
	if (s->nnewest < SUGGESTING_WATCHED)
		s->nnewest++;
	memmove(&s->newest[at + 1], &s->newest[at], (s->nnewest - at - 1) * sizeof(*s->newest));
	s->newest[at] = use_id;
}

static void learn(
	struct suggesting *s, const struct text_lesson *lessons, size_t n, struct arena *a)
{
	for (size_t i = 0; i < n; i++) {
		const struct text_lesson *l = &lessons[i];
		const struct suggest_use use = {.text_id = without_edition(l->text_id, a),
			.said = l->said,
			.queue = l->queue,
			.topic = l->topic,
			.after = without_edition(l->after_text, a),
			.after_second = without_edition(l->after_second, a),
			.at = l->at};
		suggest_learn(s->suggest, &use);
		if (is_article(use.text_id))
			suggest_learn(s->articles, &use);
		watch(s, l->use_id);
		if (l->use_id > s->last_id)
			s->last_id = l->use_id;
		if (s->first_id == 0 || l->use_id < s->first_id)
			s->first_id = l->use_id;
	}
	s->lessons += n;
}

static void read_back(struct suggesting *s, struct arena *a)
{
	struct text_lesson *lessons;
	size_t n = 0;
	struct err err = {0};
	s->lessons_done = true;
	if (!s->app->store)
		return;
	if (store_text_lessons_back(
		    s->app->store, s->first_id, LESSONS_SLICE, a, &lessons, &n, &err) != RC_OK) {
		log_warn("suggestions: %s", err.text);
		return;
	}
	learn(s, lessons, n, a);
	s->lessons_done = n < LESSONS_SLICE || s->lessons >= LESSONS_MAX;
}

static void read_since(struct suggesting *s, struct arena *a)
{
	struct text_lesson *lessons;
	size_t n = 0;
	struct err err = {0};
	if (!s->app->store)
		return;
	if (store_text_lessons_since(
		    s->app->store, s->last_id, LESSONS_SLICE, a, &lessons, &n, &err) != RC_OK)
		log_warn("suggestions: %s", err.text);
	learn(s, lessons, n, a);
}

/* A use that was undone, or done again: what is counted cannot be taken back, so it is counted anew. */
static void look_for_undone(struct suggesting *s, struct arena *a)
{
	int64_t *ids;
	size_t n = 0;
	struct err err = {0};
	if (!s->app->store || !s->lessons_done || s->nnewest == 0)
		return;
	if (store_text_use_ids(s->app->store, s->last_id, (int)s->nnewest, a, &ids, &n, &err) !=
		RC_OK) {
		log_warn("suggestions: %s", err.text);
		return;
	}
	if (n == s->nnewest && memcmp(ids, s->newest, n * sizeof(*ids)) == 0)
		return;
	suggest_free(&s->suggest);
	suggest_free(&s->articles);
	s->suggest = suggest_new();
	s->articles = suggest_new();
	s->first_id = s->last_id = 0;
	s->lessons = s->nnewest = 0;
	s->lessons_done = false;
	suggesting_stale(s);
}

bool suggesting_waits(const struct suggesting *s)
{
	return !s->texts_done || !s->lessons_done;
}

bool suggesting_step(struct suggesting *s)
{
	if (!suggesting_waits(s))
		return false;
	struct arena *a = arena_new();
	if (!s->texts_done)
		read_texts(s, a);
	else
		read_back(s, a);
	arena_free(&a);
	if (!suggesting_waits(s))
		log_debug("suggestions: %zu texts, %zu uses, %zu kB",
			suggest_texts(s->suggest) + suggest_texts(s->articles),
			suggest_uses(s->suggest),
			(suggest_bytes(s->suggest) + suggest_bytes(s->articles)) / 1024);
	return suggesting_waits(s);
}

void suggesting_stale(struct suggesting *s)
{
	if (!s)
		return;
	s->next_text = s->next_article = 0;
	s->texts_done = false;
}

/* ---- asking ---- */

static void add_words(struct strbuf *to, const char *words)
{
	if (words && *words)
		strbuf_addf(to, "%s\n", words);
}

/* What the customer wrote last, what the case is called, and what the agent has typed of it so far. */
static void words_of(const struct desk *desk, struct strbuf *said, struct strbuf *earlier)
{
	const char *last = NULL;
	for (size_t i = desk->nthread; i-- > 0;) {
		const struct contact *c = &desk->thread[i];
		if (c->direction != DIRECTION_IN || c->kind == CONTACT_CALL || !c->body)
			continue;
		if (!last)
			last = c->body;
		else
			add_words(earlier, c->body);
	}
	add_words(said, desk->hand.casefile.untitled ? NULL : desk->hand.casefile.subject);
	add_words(said, last);
	if (desk_text_count(desk) == 0)
		add_words(said, textpane_text(desk->note));
}

static const char *queue_slug(const struct desk *desk, int64_t queue_id)
{
	for (size_t i = 0; i < desk->nqueue_names; i++)
		if (desk->queue_names[i].id == queue_id)
			return desk->queue_names[i].slug;
	return NULL;
}

/* The note's own texts first, then those that went out in this case. */
static void texts_before(const struct suggesting *s, const struct desk *desk, struct arena *a,
	struct suggest_case *c)
{
	const char *sent = "", *sent_before = "";
	struct err err = {0};
	if (s->app->store && desk->hand.casefile.id &&
		store_text_use_last(s->app->store, desk->hand.casefile.id, a, &sent, &sent_before,
			&err) != RC_OK)
		log_warn("suggestions: %s", err.text);
	const char *mine = desk_text_last(desk, 0), *mine_before = desk_text_last(desk, 1);
	c->after = without_edition(mine ? mine : sent, a);
	c->after_second = without_edition(mine_before ? mine_before : mine ? sent : sent_before, a);
}

static void catch_up(struct suggesting *s, struct arena *a)
{
	int64_t begun = clock_mono_us();
	look_for_undone(s, a);
	while (suggesting_step(s) && clock_mono_us() - begun < AT_ONCE_US)
		continue;
	if (s->lessons_done)
		read_since(s, a);
}

/* Two words of the case, or a phrase, or colleagues: one word alone is in too many articles. */
static bool fits(const struct suggest_reason *why)
{
	return why->uses_alike > 0 || why->nwords > 1 ||
		(why->nwords == 1 && strchr(why->words[0], ' '));
}

static size_t rank_articles(struct suggesting *s, const struct suggest_case *c, size_t limit,
	struct arena *a, struct suggest_hit **hits)
{
	struct kb_reader reader = {0};
	size_t n = suggest_rank(s->articles, c, limit + HIDDEN_MAX, a, hits), kept = 0;
	if (n > 0)
		reader = app_kb_reader(s->app, a);
	for (size_t i = 0; i < n && kept < limit; i++) {
		const struct kb_article *k = suggesting_article(s->app, (*hits)[i].text_id);
		if (k && kb_visible(k, &reader) && fits(&(*hits)[i].why))
			(*hits)[kept++] = (*hits)[i];
	}
	return kept;
}

static size_t rank_texts(struct suggesting *s, const struct suggest_case *c, size_t limit,
	struct arena *a, struct suggest_hit **hits)
{
	const struct library *library = app_library(s->app);
	size_t n = suggest_rank(s->suggest, c, limit + HIDDEN_MAX, a, hits), kept = 0;
	for (size_t i = 0; i < n && kept < limit; i++)
		if (library_by_id(library, (*hits)[i].text_id))
			(*hits)[kept++] = (*hits)[i];
	return kept;
}

/* The short name of a topic or, where the case had none, of a queue. */
static const char *name_of(const struct desk *desk, const char *slug)
{
	struct app *app = desk->app;
	const char *title = library_topic_title(app_library(app), slug, app_language(app));
	for (size_t i = 0; !title && i < desk->nqueue_names; i++)
		if (strcmp(desk->queue_names[i].slug, slug) == 0)
			title = desk->queue_names[i].shown;
	return title ? title : slug;
}

const char *suggesting_reason(
	const struct desk *desk, const struct suggest_reason *why, struct arena *a)
{
	struct suggest_reason told = *why;
	const char *language = app_language(desk->app);
	const struct library_text *after =
		why->after ? library_by_id(app_library(desk->app), why->after) : NULL;
	const struct kb_article *read =
		why->after ? suggesting_article(desk->app, why->after) : NULL;
	if (after)
		told.after = langtext_get(&after->title, language);
	else if (read)
		told.after = kb_text(&read->title, language, NULL, NULL);
	if (why->alike)
		told.alike = name_of(desk, why->alike);
	return suggest_words(&told, a);
}

size_t suggesting_for_desk(struct suggesting *s, const struct desk *desk, size_t limit,
	struct arena *a, struct suggest_hit **hits)
{
	struct strbuf said = STRBUF_INIT, earlier = STRBUF_INIT;
	int64_t queue =
		desk->hand.item.id ? desk->hand.item.queue_id : desk->hand.casefile.queue_id;
	catch_up(s, a);
	words_of(desk, &said, &earlier);
	struct suggest_case c = {.said = arena_strdup(a, said.buf),
		.earlier = arena_strdup(a, earlier.buf),
		.queue = queue_slug(desk, queue),
		.topic = desk->hand.casefile.topic,
		.now = clock_wall_ms()};
	texts_before(s, desk, a, &c);
	strbuf_fini(&said);
	strbuf_fini(&earlier);
	struct suggest_hit *articles, *texts;
	size_t narticles = rank_articles(s, &c, limit / ARTICLES_SHARE, a, &articles);
	size_t ntexts = rank_texts(s, &c, limit - narticles, a, &texts);
	*hits = arena_array(a, ntexts + narticles + 1, sizeof(**hits));
	memcpy(*hits, texts, ntexts * sizeof(**hits));
	memcpy(*hits + ntexts, articles, narticles * sizeof(**hits));
	return ntexts + narticles;
}
