/* One index of words over both kinds, made again when either side changed: ranking them apart and
 * then mixing would compare what cannot be compared. */
#include "carrel/knowledge.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/clock.h"
#include "carrel/config.h"
#include "carrel/console.h"
#include "carrel/library.h"
#include "carrel/log.h"
#include "carrel/mem.h"
#include "carrel/path.h"
#include "carrel/redact.h"
#include "carrel/store.h"
#include "carrel/store_kb.h"
#include "carrel/store_rows.h"
#include "carrel/strbuf.h"
#include "carrel/wordsearch.h"

#include <stdlib.h>
#include <string.h>

enum { RECEIPTS_MAX = 2000, MISSED_LEAST = 3 };

static const double weight_short = 8, weight_title = 6, weight_other_title = 2, weight_topic = 3,
		    weight_body = 1;

struct knowledge {
	struct wordsearch *search;
	char *language;
	size_t done; /* texts that are in it */
	bool ready;
	size_t ntexts; /* documents 0 … ntexts - 1 are texts, then come the articles */
	unsigned long text_changes, changes; /* of the library, of the kb */
};

static void add_own_folder(struct app *app)
{
	const char *own = app->kb_own ? NULL : knowledge_own_folder(app);
	if (!own || !path_exists(own))
		return;
	kb_add_source(app->kb, own);
	app->kb_own = true;
}

struct kb *app_kb(struct app *app)
{
	if (app->kb)
		return app->kb;
	app->kb = kb_new();
	const char *shipped = app_share(app, "kb");
	if (path_exists(shipped))
		kb_add_source(app->kb, shipped);
	const struct option_value *more = config_value(app->config, OPT_KB);
	for (size_t i = 0; i < more->n; i++)
		kb_add_source(app->kb, more->list[i]);
	add_own_folder(app);
	kb_refresh(app->kb);
	return app->kb;
}

const char *knowledge_own_folder(struct app *app)
{
	struct strbuf own = STRBUF_INIT;
	struct err ignored = {0};
	const char *folder = NULL;
	if (path_base_dir(PATH_CONFIG, &own, &ignored) == RC_OK)
		folder = arena_printf(app->arena, "%s/kb", own.buf);
	strbuf_fini(&own);
	return folder;
}

/* A folder that the first draft made is looked into from then on. */
void knowledge_reload(struct app *app)
{
	struct kb *kb = app_kb(app);
	add_own_folder(app);
	kb_refresh(kb);
}

void knowledge_free(struct knowledge **out)
{
	struct knowledge *k = *out;
	if (!k)
		return;
	wordsearch_free(&k->search);
	free(k->language);
	free(k);
	*out = NULL;
}

/* ---- who looks ---- */

static const char *slug_of(const struct queue *queues, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (queues[i].id == id)
			return queues[i].slug;
	return NULL;
}

static void read_teams(struct app *app, struct kb_reader *reader, struct arena *a)
{
	struct queue *queues;
	int64_t *ids;
	size_t nqueues, nids;
	struct err ignored = {0};
	if (store_queue_list(app->store, a, &queues, &nqueues, &ignored) != RC_OK ||
		store_agent_queues(app->store, app->actor.id, a, &ids, &nids, &ignored) != RC_OK)
		return;
	const char **teams = arena_array(a, nids + 1, sizeof *teams);
	for (size_t i = 0; i < nids; i++) {
		const char *slug = slug_of(queues, nqueues, ids[i]);
		if (slug)
			teams[reader->nteams++] = slug;
	}
	reader->teams = teams;
}

struct kb_reader app_kb_reader(struct app *app, struct arena *a)
{
	struct kb_reader reader = {.login = app->actor.login, .lead = app_is_supervisor(app)};
	if (app->actor.id && app->store && !reader.lead)
		read_teams(app, &reader, a);
	return reader;
}

/* ---- search ---- */

static void index_text(
	const struct library_text *t, const char *language, struct wordsearch *ws, uint32_t doc)
{
	const char *title = langtext_get(&t->title, language);
	const struct library_variant *v = library_variant(t, language, TEXT_ANY_TONE, NULL);
	wordsearch_add(ws, doc, weight_title, title ? title : t->id);
	wordsearch_add(ws, doc, weight_short, t->short_name);
	for (size_t i = 0; i < t->title.n; i++)
		if (t->title.entries[i].text != title)
			wordsearch_add(ws, doc, weight_other_title, t->title.entries[i].text);
	wordsearch_add(ws, doc, weight_topic, t->id);
	for (size_t i = 0; i < t->ntopics; i++)
		wordsearch_add(ws, doc, weight_topic, t->topics[i]);
	wordsearch_add(ws, doc, weight_body, v ? v->text : "");
}

static bool is_fresh(const struct knowledge *k, struct app *app, const char *language)
{
	return k && strcmp(k->language, language) == 0 && k->changes == kb_changes(app_kb(app)) &&
		k->text_changes == library_changes(app_library(app));
}

static struct knowledge *begin_anew(struct app *app, const char *language)
{
	knowledge_free(&app->knowledge);
	struct knowledge *k = app->knowledge = xcalloc(1, sizeof *k);
	k->language = xstrdup(language);
	k->search = wordsearch_new();
	k->ntexts = library_count(app_library(app));
	k->text_changes = library_changes(app_library(app));
	k->changes = kb_changes(app_kb(app));
	return k;
}

bool knowledge_step(struct app *app, const char *language, size_t texts)
{
	struct library *library = app_library(app);
	struct knowledge *k = app->knowledge;
	if (!is_fresh(k, app, language))
		k = begin_anew(app, language);
	if (k->ready)
		return false;
	for (; k->done < k->ntexts && texts > 0; k->done++, texts--)
		index_text(library_at(library, k->done), language, k->search, (uint32_t)k->done);
	if (k->done < k->ntexts)
		return true;
	kb_index(app_kb(app), language, k->search, (uint32_t)k->ntexts);
	wordsearch_ready(k->search);
	k->ready = true;
	return false;
}

static struct knowledge *knowledge_of(struct app *app, const char *language)
{
	knowledge_step(app, language, SIZE_MAX);
	return app->knowledge;
}

static bool make_row(struct app *app, const struct knowledge *k, const struct wordsearch_hit *hit,
	const struct kb_reader *reader, struct knowledge_row *row)
{
	*row = (struct knowledge_row){.matched = hit->matched, .score = hit->score};
	if (hit->doc < k->ntexts) {
		row->text = library_at(app_library(app), hit->doc);
		row->id = row->text->id;
		row->title = langtext_get(&row->text->title, k->language);
		return true;
	}
	row->article = kb_at(app_kb(app), hit->doc - k->ntexts);
	row->id = row->article->id;
	row->title = kb_text(&row->article->title, k->language, NULL, NULL);
	return kb_visible(row->article, reader);
}

struct knowledge_row *knowledge_search(struct app *app, const char *typed, const char *language,
	size_t limit, struct arena *a, size_t *n, size_t *total)
{
	size_t found, kept = 0;
	struct kb_reader reader = app_kb_reader(app, a);
	const struct knowledge *k = knowledge_of(app, language ? language : "");
	const struct wordsearch_hit *hits =
		wordsearch_query(k->search, typed, SIZE_MAX, a, &found, NULL);
	struct knowledge_row *rows = arena_array(a, found + 1, sizeof *rows);
	for (size_t i = 0; i < found; i++)
		kept += make_row(app, k, &hits[i], &reader, &rows[kept]);
	if (total)
		*total = kept;
	*n = kept < limit ? kept : limit;
	return rows;
}

/* Whoever is in hand may have been typed, too. */
static struct redact names_in_hand(struct app *app, const char *names[2], struct arena *a)
{
	struct redact rules = {.names = names, .silent = true};
	struct customer customer;
	struct err ignored = {0};
	int64_t id = app->console ? app->console->desk->hand.customer_id : 0;
	if (!id || store_customer_get(app->store, id, a, &customer, &ignored) != RC_OK)
		return rules;
	if (customer.name)
		names[rules.nnames++] = customer.name;
	if (customer.address)
		names[rules.nnames++] = customer.address;
	return rules;
}

void knowledge_missed(struct app *app, const char *typed)
{
	struct err err = {0};
	struct strbuf kept = STRBUF_INIT;
	const char *names[2];
	if (!app->store || !app->actor.id || app->practice || strlen(typed) < MISSED_LEAST)
		return;
	struct arena *a = arena_new();
	const struct redact rules = names_in_hand(app, names, a);
	redact_text(&rules, typed, &kept);
	arena_free(&a);
	if (store_kb_missing_add(app->store, kept.buf, app_language(app), &err) != RC_OK)
		log_warn("a search without result was not kept: %s", err.text);
	strbuf_fini(&kept);
}

/* ---- editions and receipts ---- */

enum rc knowledge_to_read(struct app *app, struct arena *a, const struct kb_article ***out,
	size_t *n, struct err *err)
{
	struct kb_receipt *receipts;
	size_t nreceipts;
	struct kb *kb = app_kb(app);
	struct kb_reader reader = app_kb_reader(app, a);
	*n = 0;
	enum rc rc = store_kb_receipt_list(
		app->store, app->actor.id, NULL, RECEIPTS_MAX, a, &receipts, &nreceipts, err);
	if (rc != RC_OK)
		return rc;
	*out = arena_array(a, kb_count(kb) + 1, sizeof **out);
	for (size_t i = 0; i < kb_count(kb); i++) {
		const struct kb_article *k = kb_at(kb, i);
		bool due = k->must_read && !k->draft && kb_visible(k, &reader);
		for (size_t j = 0; due && j < nreceipts; j++)
			due = strcmp(receipts[j].article_id, k->id) != 0 ||
				receipts[j].version != k->version;
		if (due)
			(*out)[(*n)++] = k;
	}
	return RC_OK;
}

void knowledge_count_to_read(struct app *app)
{
	const struct kb_article **due;
	struct err err = {0};
	struct arena *a = arena_new();
	size_t n = 0;
	if (app->store && app->actor.id && !app->practice) {
		kb_refresh(app_kb(app));
		if (knowledge_to_read(app, a, &due, &n, &err) != RC_OK)
			log_warn("what is to be read could not be counted: %s", err.text);
	}
	app->to_read = n;
	arena_free(&a);
}

enum rc knowledge_keep(struct app *app, const struct kb_article *article, struct err *err)
{
	struct strbuf text = STRBUF_INIT;
	bool added;
	kb_snapshot(article, &text);
	struct kb_edition e = {.article_id = article->id,
		.version = article->version,
		.title = kb_text(&article->title, NULL, NULL, NULL),
		.text = text.buf,
		.note = article->changed.n ? kb_text(&article->changed, NULL, NULL, NULL) : NULL};
	enum rc rc = store_kb_edition_keep(app->store, &e, &added, err);
	strbuf_fini(&text);
	return rc;
}
