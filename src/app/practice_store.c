/* A centre of one person for one call: the queue it waits in, the trainee, the caller and what the
 * caller has been through. */
#include "carrel/practice.h"

#include "practice_private.h"

#include "carrel/app.h"
#include "carrel/arena.h"
#include "carrel/change.h"
#include "carrel/clock.h"
#include "carrel/config.h"
#include "carrel/i18n.h"
#include "carrel/store.h"
#include "carrel/store_rows.h"
#include "carrel/words.h"
#include "carrel/work.h"

#include <string.h>

enum {
	SECOND_MS = 1000,
	HOUR_MS = 3600 * SECOND_MS,
	CALL_PROMISE_MS = 20 * SECOND_MS,
	CALL_TOOK_S = 240,
};
static const int64_t day_ms = 24 * (int64_t)HOUR_MS;

struct fill_job {
	struct practice *run;
	struct store *store;
	struct arena *a;
	int64_t now;
	int64_t colleague_id; /* who spoke with the caller before */
};

static const char *text_of(struct fill_job *job, const struct langtext *text)
{
	return practice_text(job->run->play, text);
}

static const char *filled(struct fill_job *job, const char *text)
{
	return *text ? practice_fill(job->run->play, text) : NULL;
}

static const char *queue_slug(const struct scenario_file *scenario)
{
	if (scenario->has_caller && *scenario->caller.queue)
		return scenario->caller.queue;
	return *scenario->skill ? scenario->skill : "calls";
}

/* The title that the configuration gives this queue, else the slug with a capital. */
static const char *queue_title(struct fill_job *job, const char *slug)
{
	const struct config *config = job->run->app->config;
	for (size_t i = 0; i < config_queue_count(config); i++) {
		const struct config_queue *q = config_queue(config, i);
		if (strcmp(q->slug, slug) == 0)
			return langtext_get(&q->title, app_language(job->run->app));
	}
	char *title = arena_strdup(job->a, slug);
	if (*title >= 'a' && *title <= 'z')
		*title += 'A' - 'a';
	return title;
}

static enum rc add_queue(struct fill_job *job, struct err *err)
{
	const char *slug = queue_slug(job->run->scenario);
	struct queue queue = {
		.slug = slug,
		.title = queue_title(job, slug),
		.call_promise_ms = CALL_PROMISE_MS,
		.message_promise_ms = 4 * (int64_t)HOUR_MS,
		.callback_promise_ms = HOUR_MS,
		.case_promise_ms = 3 * day_ms,
		.active = true,
	};
	enum rc rc = store_queue_add(job->store, &queue, err);
	job->run->queue_id = queue.id;
	return rc;
}

static enum rc add_trainee(struct fill_job *job, struct err *err)
{
	const char *login = job->run->app->options.actor;
	struct agent trainee = {
		.login = login && agent_login_valid(login) ? login : "trainee",
		.name = _("Trainee"),
		.role = ROLE_TRAINEE,
		.language = app_language(job->run->app),
		.languages = "en,es,ca",
		.active = true,
	};
	enum rc rc = store_agent_add(job->store, &trainee, err);
	job->run->agent_id = trainee.id;
	if (rc == RC_OK)
		rc = store_agent_join_queue(job->store, trainee.id, job->run->queue_id, err);
	return rc;
}

static enum rc add_colleague(struct fill_job *job, struct err *err)
{
	const char *trainee = job->run->app->options.actor;
	struct agent colleague = {
		.login = trainee && strcmp(trainee, "bo") == 0 ? "bea" : "bo",
		.name = "Bo",
		.role = ROLE_AGENT,
		.language = app_language(job->run->app),
		.languages = "en,es,ca",
		.active = true,
	};
	enum rc rc = store_agent_add(job->store, &colleague, err);
	job->colleague_id = colleague.id;
	return rc;
}

/* ---- people ---- */

static enum rc add_identity(struct fill_job *job, int64_t customer_id, enum identity_kind kind,
	const char *shown, struct err *err)
{
	struct identity id = {
		.customer_id = customer_id, .kind = kind, .value = shown, .main = true};
	if (!shown || !*shown)
		return RC_OK;
	enum rc rc = identity_prepare(&id, app_region(job->run->app), job->a, err);
	if (rc == RC_OK)
		rc = store_identity_add(job->store, &id, err);
	return rc;
}

static enum tone tone_of(const struct fill_job *job, const struct scenario_customer *from)
{
	int tone = TONE_FORMAL;
	const char *word = *from->tone ? from->tone : job->run->scenario->tone;
	if (*word)
		word_parse(tone_words, word, &tone);
	return (enum tone)tone;
}

static enum rc add_customer(struct fill_job *job, const struct scenario_customer *from,
	const char *number, int64_t *id, struct err *err)
{
	struct customer c = {
		.kind = CUSTOMER_PERSON,
		.standing = STANDING_CUSTOMER,
		.name = filled(job, from->name),
		.language = *from->language ? from->language : app_language(job->run->app),
		.tone = tone_of(job, from),
		.loyalty = text_of(job, &from->loyalty),
		.address = text_of(job, &from->address),
		.alert = text_of(job, &from->alert),
		.vip = from->vip,
		.vulnerable = from->vulnerable,
		.created_at = job->now - 365 * day_ms,
	};
	enum rc rc = customer_prepare(&c, job->a, err);
	if (rc == RC_OK)
		rc = store_customer_add(job->store, &c, err);
	if (rc == RC_OK)
		rc = add_identity(job, c.id, IDENTITY_PHONE, number, err);
	if (rc == RC_OK && strcmp(from->phone, number) != 0)
		rc = add_identity(job, c.id, IDENTITY_PHONE, from->phone, err);
	if (rc == RC_OK)
		rc = add_identity(job, c.id, IDENTITY_EMAIL, filled(job, from->email), err);
	*id = c.id;
	return rc;
}

/* ---- the past ---- */

/* Where the last contact on the case left it. */
static enum case_state state_left(const struct fill_job *job)
{
	const struct scenario_caller *caller = &job->run->scenario->caller;
	const struct scenario_contact *last = NULL;
	for (size_t i = 0; i < caller->nhistory; i++) {
		const struct scenario_contact *c = &caller->history[i];
		if (c->on_case && *c->outcome && (!last || c->days_ago < last->days_ago))
			last = c;
	}
	const struct outcome *o =
		last ? outcome_find(job->run->app->outcomes, last->outcome) : NULL;
	return o && o->moves_case && casefile_is_open(o->to) ? o->to : CASE_OPEN;
}

static enum rc add_case(struct fill_job *job, int64_t *case_id, struct err *err)
{
	const struct scenario_case *from = &job->run->scenario->caller.open_case;
	const char *next = text_of(job, &from->next_action);
	int64_t opened = job->now - from->days_ago * day_ms - HOUR_MS;
	struct casefile c = {
		.customer_id = job->run->customer_id,
		.state = state_left(job),
		.subject = text_of(job, &from->subject),
		.topic = *from->topic ? from->topic : NULL,
		.language = app_language(job->run->app),
		.queue_id = job->run->queue_id,
		.next_action = next ? next : _("Carry on with the case"),
		.next_at = job->now + day_ms,
		.due_at = job->now + day_ms,
		.opened_at = opened,
		.updated_at = opened,
	};
	enum rc rc = store_casefile_add(job->store, &c, job->a, err);
	*case_id = c.id;
	return rc;
}

static enum rc add_contact(
	struct fill_job *job, const struct scenario_contact *from, int64_t case_id, struct err *err)
{
	int kind = CONTACT_CALL, direction = DIRECTION_IN;
	if (*from->kind)
		word_parse(contact_kind_words, from->kind, &kind);
	if (*from->direction)
		word_parse(direction_words, from->direction, &direction);
	struct contact c = {
		.customer_id = job->run->customer_id,
		.case_id = from->on_case ? case_id : 0,
		.agent_id = job->colleague_id,
		.queue_id = job->run->queue_id,
		.kind = (enum contact_kind)kind,
		.direction = (enum direction)direction,
		.at = job->now - from->days_ago * day_ms - HOUR_MS,
		.duration_s = kind == CONTACT_CALL ? CALL_TOOK_S : 0,
		.subject = text_of(job, &from->subject),
		.body = text_of(job, &from->body),
		.outcome = *from->outcome ? from->outcome : NULL,
	};
	return store_contact_add(job->store, &c, err);
}

static enum rc add_caller(struct fill_job *job, struct err *err)
{
	const struct scenario_caller *caller = &job->run->scenario->caller;
	int64_t ignored, case_id = 0;
	enum rc rc = RC_OK;
	if (caller->known)
		rc = add_customer(
			job, &caller->customer, caller->number, &job->run->customer_id, err);
	for (size_t i = 0; rc == RC_OK && i < caller->nothers; i++)
		rc = add_customer(job, &caller->others[i], "", &ignored, err);
	if (rc == RC_OK && caller->known && caller->has_case)
		rc = add_case(job, &case_id, err);
	for (size_t i = caller->nhistory; rc == RC_OK && caller->known && i-- > 0;)
		rc = add_contact(job, &caller->history[i], case_id, err);
	return rc;
}

enum rc practice_fill_store(struct practice *run, struct store *store, struct err *err)
{
	struct fill_job job = {
		.run = run, .store = store, .a = arena_new(), .now = clock_wall_ms()};
	enum rc rc = change_begin(store, "practice", run->scenario->id, err);
	if (rc == RC_OK) {
		change_set_final(store); /* `u` takes back what the trainee did, never the centre */
		rc = add_queue(&job, err);
		if (rc == RC_OK)
			rc = add_trainee(&job, err);
		if (rc == RC_OK)
			rc = add_colleague(&job, err);
		if (rc == RC_OK && run->scenario->has_caller)
			rc = add_caller(&job, err);
		rc = change_end(store, rc, err);
	}
	arena_free(&job.a);
	return rc;
}

enum rc practice_ring(struct practice *run, struct store *store, struct err *err)
{
	const struct scenario_file *scenario = run->scenario;
	bool shown = scenario->has_caller && *scenario->caller.number;
	const struct work_ring ring = {
		.queue_id = run->queue_id,
		.from = shown ? scenario->caller.number : NULL,
		.at = clock_wall_ms(),
	};
	struct arena *a = arena_new();
	struct queue_item item;
	enum rc rc = work_ring(store, &ring, a, &item, err);
	if (rc == RC_OK)
		run->call_id = item.call_id;
	arena_free(&a);
	return rc;
}
