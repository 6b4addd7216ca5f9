/* One read of everything that the panes show. It is bounded: each statement walks an index and has
 * a limit, so the cost does not grow with the years in the store. */
#include "carrel/desk.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/blanks.h"
#include "carrel/case_columns.h"
#include "carrel/clock.h"
#include "carrel/config.h"
#include "carrel/desk_texts.h"
#include "carrel/drafts.h"
#include "carrel/log.h"
#include "carrel/mem.h"
#include "carrel/staged.h"
#include "carrel/store.h"
#include "carrel/strbuf.h"
#include "carrel/suggesting.h"
#include "carrel/textpane.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEAVING_MAX = 20 };

struct desk *desk_new(struct app *app)
{
	struct desk *desk = xcalloc(1, sizeof(*desk));
	desk->app = app;
	desk->arena = arena_new();
	desk->waiting_limit = DESK_WAITING_PAGE;
	desk->note = textpane_new(true);
	desk->note_key = xstrdup("");
	return desk;
}

/* What was put into a note goes with it. */
static void forget_texts(struct desk *desk)
{
	desk_texts_clear(desk);
	staged_clear(desk->staged);
	blanks_free(&desk->blanks);
	desk->texts_changed = false;
}

void desk_free(struct desk **desk)
{
	if (!*desk)
		return;
	struct err err = {0};
	if (desk_save_note(*desk, &err) != RC_OK)
		log_error("%s", err.text);
	textpane_free(&(*desk)->note);
	if ((*desk)->drafts)
		drafts_end((*desk)->drafts);
	drafts_free(&(*desk)->drafts);
	arena_free(&(*desk)->arena);
	free((*desk)->note_key);
	free((*desk)->saved_name);
	forget_texts(*desk);
	suggesting_free(&(*desk)->suggesting);
	staged_free(&(*desk)->staged);
	free(*desk);
	*desk = NULL;
}

/* ---- reading ---- */

static enum rc read_queues(struct desk *desk, struct store *store, struct err *err)
{
	struct app *app = desk->app;
	int64_t *ids = NULL;
	size_t n = 0;
	enum rc rc = RC_OK;
	if (!app_is_supervisor(app)) {
		rc = store_agent_queues(store, app->actor.id, desk->arena, &ids, &n, err);
		if (rc != RC_OK || n == 0)
			return rc;
	}
	rc = store_queue_page(store, ids, n, NULL, (int)desk->waiting_limit, desk->arena,
		&desk->waiting, &desk->nwaiting, err);
	if (rc == RC_OK && app_is_supervisor(app))
		rc = store_queue_summaries(
			store, clock_wall_ms(), desk->arena, &desk->queues, &desk->nqueues, err);
	if (rc == RC_OK && app_is_supervisor(app))
		rc = store_agent_rows(store, desk->arena, &desk->agents, &desk->nagents, err);
	return rc;
}

/* Oldest first for reading; the store gives the newest. */
static void reverse(struct contact *rows, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct contact swap = rows[i];
		rows[i] = rows[n - 1 - i];
		rows[n - 1 - i] = swap;
	}
}

static enum rc read_hand(struct desk *desk, struct store *store, struct err *err)
{
	enum rc rc = work_hand(store, desk->app->actor.id, desk->arena, &desk->hand, err);
	if (rc == RC_OK && desk->hand.customer_id) {
		int64_t day = app_day_start(desk->app, clock_wall_ms());
		rc = store_pop_customer(
			store, desk->hand.customer_id, day, desk->arena, &desk->pop, err);
		desk->has_pop = rc == RC_OK;
	}
	if (rc == RC_OK && desk->hand.casefile.id) {
		rc = store_contact_of_case(store, desk->hand.casefile.id, 0, POP_LIMIT, desk->arena,
			&desk->thread, &desk->nthread, err);
		reverse(desk->thread, desk->nthread);
	}
	return rc;
}

void desk_show_saved(struct desk *desk, const char *name)
{
	free(desk->saved_name);
	desk->saved_name = name ? xstrdup(name) : NULL;
}

/* Dropped meanwhile, here or elsewhere: the pane shows who waits again. */
static enum rc read_saved(struct desk *desk, struct store *store, struct err *err)
{
	struct arena *a = desk->arena;
	struct condition c;
	struct case_page page;
	enum case_column by;
	bool down;
	if (!desk->saved_name)
		return RC_OK;
	enum rc rc = store_saved_by_name(
		store, desk->app->actor.id, desk->saved_name, a, &desk->saved, err);
	if (rc == RC_NOTFOUND) {
		desk_show_saved(desk, NULL);
		desk->saved = (struct saved_view){0};
		return RC_OK;
	}
	struct condition_asker asker = case_asker(desk->app);
	struct case_mark_rules rules = case_rules(desk->app);
	if (rc == RC_OK)
		rc = condition_parse(desk->saved.condition, a, &c, err);
	if (rc == RC_OK)
		rc = case_sort_parse(desk->saved.sort, a, &by, &down, err);
	if (rc == RC_OK)
		rc = store_case_page(store, &c, &asker, &rules, (struct case_place){0}, SAVED_PAGE,
			a, &page, err);
	if (rc != RC_OK)
		return rc;
	case_rows_sort(page.rows, page.n, by, down);
	desk->cases = page.rows;
	desk->ncases = page.n;
	desk->more_cases = page.more;
	return RC_OK;
}

enum rc desk_read(struct desk *desk, struct err *err)
{
	struct store *store;
	enum rc rc = app_store(desk->app, &store, err);
	if (rc != RC_OK)
		return rc;
	/* Read aside and swap, so that a failure leaves the screen as it was. */
	struct desk fresh = *desk;
	fresh.arena = arena_new();
	fresh.hand = (struct work_hand){0};
	fresh.pop = (struct pop){0};
	fresh.has_pop = false;
	fresh.waiting = NULL;
	fresh.queues = NULL;
	fresh.queue_names = NULL;
	fresh.agents = NULL;
	fresh.thread = NULL;
	fresh.saved = (struct saved_view){0};
	fresh.cases = NULL;
	fresh.ncases = 0;
	fresh.leaving = NULL;
	fresh.nleaving = 0;
	desk_work_forget(&fresh.work); /* with nobody signed on nothing is read anew */
	fresh.nwaiting = fresh.nqueues = fresh.nqueue_names = fresh.nagents = fresh.nthread = 0;
	store_screen(store, true);
	if (desk->app->actor.id) {
		rc = store_queue_list(
			store, fresh.arena, &fresh.queue_names, &fresh.nqueue_names, err);
		if (rc == RC_OK)
			rc = read_queues(&fresh, store, err);
		if (rc == RC_OK)
			rc = read_hand(&fresh, store, err);
		if (rc == RC_OK)
			rc = desk_work_read(&fresh, store, err);
		if (rc == RC_OK)
			rc = read_saved(&fresh, store, err);
		if (rc == RC_OK)
			rc = outbox_list(store, desk->app->actor.id, LEAVING_MAX, fresh.arena,
				&fresh.leaving, &fresh.nleaving, err);
	}
	store_screen(store, false);
	if (rc != RC_OK) {
		arena_free(&fresh.arena);
		return rc;
	}
	arena_free(&desk->arena);
	fresh.read_at = clock_wall_ms();
	fresh.reads++;
	*desk = fresh;
	return RC_OK;
}

bool desk_want_more(struct desk *desk, size_t row)
{
	if (desk->nwaiting < desk->waiting_limit || row + DESK_WAITING_PAGE / 4 < desk->nwaiting)
		return false;
	desk->waiting_limit += DESK_WAITING_PAGE;
	return true;
}

const struct queue *desk_queue(const struct desk *desk, int64_t queue_id)
{
	for (size_t i = 0; i < desk->nqueue_names; i++)
		if (desk->queue_names[i].id == queue_id)
			return &desk->queue_names[i];
	return NULL;
}

const char *desk_queue_title(const struct desk *desk, int64_t queue_id)
{
	const struct queue *queue = desk_queue(desk, queue_id);
	return queue ? queue->shown : "";
}

/* ---- the note ---- */

/* The note belongs to the thing that was claimed, else to the case: both outlive the console. */
void desk_hand_key(const struct work_hand *hand, struct strbuf *key)
{
	if (hand->item.id)
		strbuf_addf(key, "item:%lld", (long long)hand->item.id);
	else if (hand->call.id)
		strbuf_addf(key, "call:%lld", (long long)hand->call.id);
	else if (hand->casefile.id)
		strbuf_addf(key, "case:%lld", (long long)hand->casefile.id);
}

static struct drafts *drafts_of(struct desk *desk)
{
	if (!desk->drafts && desk->app->store && desk->app->actor.id) {
		desk->drafts = drafts_new(store_address(desk->app->store), desk->app->actor.login);
		desk->cut_off = !desk->app->practice && drafts_begin(desk->drafts);
		desk->second = drafts_place(desk->drafts) > 1;
	}
	return desk->drafts;
}

/* In the journal: the texts that stand in the note. Owned by a. */
static const char *texts_key(const struct desk *desk, struct arena *a)
{
	return arena_printf(a, "texts:%s", desk->note_key);
}

/* Without them the note is still whole; so what cannot be read is left. */
static void bring_texts(struct desk *desk)
{
	struct arena *a = arena_new();
	const char *kept;
	struct err ignored = {0};
	if (drafts_get(desk->drafts, texts_key(desk, a), a, &kept, NULL, &ignored) == RC_OK)
		desk_texts_read(desk, kept);
	desk->texts_changed = false;
	arena_free(&a);
}

/* Only when they change: a person who puts {case.number} there by hand may mean just that. */
static void fill_new_facts(struct desk *desk)
{
	int64_t case_id = desk->hand.casefile.id;
	int64_t customer_id = desk->has_pop ? desk->pop.customer.id : 0;
	if (desk->facts_case == case_id && desk->facts_customer == customer_id)
		return;
	desk->facts_case = case_id;
	desk->facts_customer = customer_id;
	if (case_id || customer_id)
		blanks_fill_known(desk);
}

bool desk_follow(struct desk *desk)
{
	struct strbuf key = STRBUF_INIT;
	struct err err = {0};
	bool brought = false;
	desk_hand_key(&desk->hand, &key);
	drafts_of(desk);
	if (strcmp(key.buf, desk->note_key) != 0) {
		/* Taken elsewhere, by a colleague or another console: the journal may be gone with it. */
		desk->note_left = textpane_len(desk->note) > 0;
		desk->hand_left = *desk->note_key && key.len == 0;
		desk->note_changed |= desk->note_left;
		if (desk_save_note(desk, &err) != RC_OK)
			log_error("%s", err.text);
		free(desk->note_key);
		desk->note_key = xstrdup(key.buf);
		forget_texts(desk);
		desk->note_saved_at = 0;
		textpane_set(desk->note, "", 0);
		const char *text;
		struct drafts *drafts = drafts_of(desk);
		if (key.len > 0 && drafts &&
			drafts_get(drafts, key.buf, desk->arena, &text, &desk->note_saved_at,
				&err) == RC_OK) {
			textpane_set(desk->note, text, strlen(text));
			brought = true;
			bring_texts(desk);
		}
		desk->note_changed = false;
	}
	fill_new_facts(desk);
	strbuf_fini(&key);
	return brought;
}

static enum rc save_texts(struct desk *desk, struct err *err)
{
	struct strbuf kept = STRBUF_INIT;
	struct arena *a = arena_new();
	desk_texts_write(desk, &kept);
	enum rc rc = drafts_put(desk->drafts, texts_key(desk, a), kept.buf, kept.len, err);
	if (rc == RC_OK)
		desk->texts_changed = false;
	arena_free(&a);
	strbuf_fini(&kept);
	return rc;
}

enum rc desk_save_note(struct desk *desk, struct err *err)
{
	if (!desk->note_changed || !*desk->note_key || !drafts_of(desk))
		return RC_OK;
	enum rc rc = drafts_put(desk->drafts, desk->note_key, textpane_text(desk->note),
		textpane_len(desk->note), err);
	/* The places of blanks move with every word before them. */
	if (rc == RC_OK && (desk->texts_changed || textpane_mark_count(desk->note) > 0))
		rc = save_texts(desk, err);
	if (rc == RC_OK) {
		desk->note_changed = false;
		desk->note_saved_at = clock_wall_ms();
	}
	return rc;
}

const char *desk_newcomer_key(const struct desk *desk, struct arena *a)
{
	return arena_printf(a, "newcomer:%s", desk->note_key);
}

void desk_texts_drop(struct desk *desk)
{
	if (*desk->note_key && drafts_of(desk))
		drafts_drop(desk->drafts, texts_key(desk, desk->arena));
	forget_texts(desk);
}

void desk_clear_note(struct desk *desk)
{
	if (*desk->note_key && drafts_of(desk)) {
		drafts_drop(desk->drafts, desk->note_key);
		drafts_drop(desk->drafts, desk_newcomer_key(desk, desk->arena));
	}
	textpane_set(desk->note, "", 0);
	desk->note_changed = false;
	desk->note_saved_at = 0;
	desk_texts_drop(desk);
}

void desk_change_person(struct desk *desk)
{
	struct err err = {0};
	if (desk_save_note(desk, &err) != RC_OK)
		log_error("%s", err.text);
	if (desk->drafts)
		drafts_end(desk->drafts);
	drafts_free(&desk->drafts);
	desk_show_saved(desk, NULL);
	free(desk->note_key);
	desk->note_key = xstrdup("");
	textpane_set(desk->note, "", 0);
	desk->note_changed = false;
	desk->note_saved_at = 0;
	forget_texts(desk);
}

bool desk_in_hand(const struct desk *desk)
{
	return desk->hand.item.id || desk->hand.call.id || desk->hand.casefile.id;
}

struct suggesting *desk_suggesting(struct desk *desk)
{
	if (!desk->suggesting)
		desk->suggesting = suggesting_new(desk->app);
	return desk->suggesting;
}

/* ---- what to write in ---- */

const char *desk_language(const struct desk *desk)
{
	if (desk->has_pop && desk->pop.customer.language && *desk->pop.customer.language)
		return desk->pop.customer.language;
	if (desk->hand.item.language && *desk->hand.item.language)
		return desk->hand.item.language;
	return config_text(desk->app->config, OPT_CENTRE_LANGUAGE);
}

enum tone desk_tone(const struct desk *desk)
{
	return desk->has_pop ? desk->pop.customer.tone : TONE_FORMAL;
}
