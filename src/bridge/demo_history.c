/* demo_history.c - one customer with everything that ever happened to them, as rows of the store.
 *
 * Everything is planned first (demo_plan.c) and written in the order in which it happened, because
 * lists go by id: newest first. */
#include "bridge/demo_history.h"

#include "carrel/store_cases.h"

#include <string.h>

enum { PATIENCE_MS = 4 * DEMO_MINUTE_MS };

/* ---- the customer ---------------------------------------------------------------------------- */

/* clang-format off */
static const char *const alerts[DEMO_LANGUAGES][4] = {
	[DEMO_ES] = {"Oye mal: hable despacio", "Prefiere que se le llame por la tarde", "Su hija Laura está autorizada a hablar por él", "Pide cartas en letra grande"},
	[DEMO_CA] = {"Hi sent poc: parli a poc a poc", "Prefereix que li truquin a la tarda", "La seva filla Laura està autoritzada a parlar en nom seu", "Demana cartes en lletra grossa"},
	[DEMO_EN] = {"Hard of hearing: speak slowly", "Prefers to be called in the afternoon", "Daughter Laura is allowed to speak for them", "Asks for letters in large print"},
};
static const char *const tags[] = {"fibre", "fibre,mobile", "fibre,mobile,tv", "mobile", "shop", "fibre,tv", "mobile,shop"};
/* clang-format on */

enum { TAGS = sizeof(tags) / sizeof(*tags), FIRM_PEOPLE = 3 /* those after a firm belong to it */ };

static void describe(struct demo_history *h, struct customer *c)
{
	struct demo *d = h->d;
	struct rng *r = &d->rng;
	int64_t today = d->days[DEMO_DAYS].opens_at, years = 12 - (int64_t)rng_below(r, 11);
	uint32_t grade = rng_below(r, 100);
	*c = (struct customer){
		.kind = h->person.company ? CUSTOMER_COMPANY : CUSTOMER_PERSON,
		.standing = rng_percent(r, 94) ? STANDING_CUSTOMER
			: rng_percent(r, 50)   ? STANDING_PROSPECT
					       : STANDING_FORMER,
		.name = h->person.name,
		.language = demo_language_codes[h->person.language],
		.tone = rng_percent(r, 25) ? TONE_CASUAL : TONE_FORMAL,
		.tags = tags[rng_below(r, TAGS)],
		.loyalty = grade < 8 ? "gold"
			: grade < 28 ? "silver"
				     : NULL,
		.address = h->person.address,
		.vip = rng_percent(r, 2),
		.vulnerable = !h->person.company && rng_percent(r, 4),
		.created_at = today - years * 365 * (int64_t)DEMO_DAY_MS,
	};
	if (c->vulnerable || rng_percent(r, 1))
		c->alert = alerts[h->person.language][rng_below(r, 4)];
}

static enum rc add_identity(struct demo_history *h, enum identity_kind kind, const char *value,
	bool main, struct err *err)
{
	if (!value)
		return RC_OK;
	struct identity id = {
		.customer_id = h->customer_id,
		.kind = kind,
		.value = value,
		.main = main,
	};
	enum rc rc = identity_prepare(&id, "ES", h->d->row, err);
	if (rc == RC_OK)
		rc = store_identity_add(h->d->store, &id, err);
	h->d->report->identities += rc == RC_OK;
	return rc;
}

static enum rc add_customer(struct demo_history *h, int64_t n, struct err *err)
{
	struct demo *d = h->d;
	demo_person_make(&d->rng, n, d->row, &h->person);
	bool family = d->last_phone && rng_percent(&d->rng, 3);
	if (family)
		h->person.phone = d->last_phone;
	struct customer c;
	describe(h, &c);
	if (!h->person.company && d->firm_id != 0 && n - d->firm_n <= FIRM_PEOPLE)
		c.company_id = d->firm_id;
	if (n % 3 == 1) { /* some have proved who they are */
		c.verified_at = d->now - (2 + n % 50) * (int64_t)DEMO_DAY_MS;
		c.verified_by = d->agent_ids[(size_t)n % demo_agents_n];
	}
	enum rc rc = customer_prepare(&c, d->row, err);
	if (rc == RC_OK)
		rc = store_customer_add(d->store, &c, err);
	h->customer_id = c.id;
	if (h->person.company) {
		d->firm_id = c.id;
		d->firm_n = n;
	}
	d->report->customers += rc == RC_OK;
	if (rc == RC_OK)
		rc = add_identity(h, IDENTITY_PHONE, h->person.phone, true, err);
	if (rc == RC_OK)
		rc = add_identity(h, IDENTITY_PHONE, h->person.landline, false, err);
	if (rc == RC_OK)
		rc = add_identity(h, IDENTITY_EMAIL, h->person.email, true, err);
	return rc;
}

/* ---- the writing ----------------------------------------------------------------------------- */

static enum rc add_order(struct demo_history *h, struct demo_matter *m, struct err *err)
{
	static const char *const words[] = {"delivered", "sent", "returned", "processing"};
	struct reference_item item = {
		.customer_id = h->customer_id,
		.case_id = m->c.id,
		.kind = "order",
		.ref = m->order,
		.title = m->values.product,
		.status = casefile_is_open(m->c.state) ? words[1] : words[rng_below(&h->d->rng, 4)],
		.amount = m->values.amount,
		.at = m->c.opened_at - 6 * (int64_t)DEMO_DAY_MS,
	};
	enum rc rc = store_reference_add(h->d->store, &item, err);
	h->d->report->references += rc == RC_OK;
	return rc;
}

/* What the owner said would happen next, for the day that was named. */
static enum rc add_promise(struct demo_history *h, const struct demo_matter *m, struct err *err)
{
	const struct casefile *c = &m->c;
	if ((c->state != CASE_OPEN && c->state != CASE_WAITING_US) || c->owner_id == 0)
		return RC_OK;
	struct follow_up promise = {
		.case_id = c->id,
		.agent_id = c->owner_id,
		.kind = c->id % 3 == 0 ? FOLLOW_UP_CALLBACK : FOLLOW_UP_PROMISE,
		.what = c->next_action,
		.at = c->next_at,
	};
	return store_follow_up_add(h->d->store, &promise, 0, err);
}

static void note_live(struct demo_history *h, const struct demo_matter *m)
{
	struct demo *d = h->d;
	if (!m->live || d->n_live >= DEMO_LIVE_MAX)
		return;
	d->live[d->n_live++] = (struct demo_live){
		.customer_id = h->customer_id,
		.case_id = m->c.id,
		.queue = m->about->queue,
		.language = h->person.language,
		.phone = arena_strdup(d->keep, h->person.phone),
		.unowned = m->unowned,
	};
}

static enum rc add_cases(struct demo_history *h, struct err *err)
{
	for (int i = 0; i < h->n_matters; i++) {
		struct demo_matter *m = &h->matters[i];
		enum rc rc = store_casefile_add(h->d->store, &m->c, h->d->row, err);
		if (rc == RC_OK && m->order)
			rc = add_order(h, m, err);
		if (rc == RC_OK)
			rc = add_promise(h, m, err);
		if (rc != RC_OK)
			return rc;
		h->d->report->cases++;
		note_live(h, m);
	}
	return RC_OK;
}

static enum rc add_call(struct demo_history *h, struct call *c, struct err *err)
{
	struct demo *d = h->d;
	c->external_id = arena_printf(d->row, "demo-%lld", (long long)d->next_call++);
	c->state = CALL_ENDED;
	c->from_number = h->person.phone;
	c->customer_id = h->customer_id;
	c->to_number = "+34930001000";
	enum rc rc = store_call_add(d->store, c, err);
	d->report->calls += rc == RC_OK;
	return rc;
}

/* Before some answered calls there was one that nobody answered in time. */
static enum rc add_abandoned(
	struct demo_history *h, const struct demo_step *s, int64_t queue_id, struct err *err)
{
	int64_t patience = 5000 + rng_exponential(&h->d->rng, PATIENCE_MS);
	if (demo_wait_ms(h->d, s->at) <= patience)
		return RC_OK;
	int64_t at = s->at - rng_between(&h->d->rng, 4, 40) * DEMO_MINUTE_MS;
	struct call c = {
		.queue_id = queue_id,
		.offered_at = at,
		.ended_at = at + patience,
		.outcome = CALL_END_ABANDONED,
	};
	return add_call(h, &c, err);
}

static enum rc add_answered(
	struct demo_history *h, const struct demo_step *s, struct contact *k, struct err *err)
{
	struct rng *r = &h->d->rng;
	int64_t talk = 45 * 1000 + rng_exponential(r, 200 * 1000);
	struct call c = {
		.queue_id = k->queue_id,
		.agent_id = k->agent_id,
		.case_id = k->case_id,
		.offered_at = s->at,
		.answered_at = s->at + demo_wait_ms(h->d, s->at),
		.hold_ms = rng_percent(r, 30) ? rng_exponential(r, 40 * 1000) : 0,
		.outcome = CALL_END_ANSWERED,
		.disposition = s->outcome,
	};
	c.ended_at = c.answered_at + talk + c.hold_ms;
	c.wrapped_at = c.ended_at + 8000 + rng_exponential(r, 35 * 1000);
	enum rc rc = add_call(h, &c, err);
	k->call_id = c.id;
	k->at = c.answered_at;
	k->duration_s = (c.wrapped_at - c.answered_at) / 1000;
	return rc;
}

/* Not everybody says it every time; who was helped is in a better mood than who asks. */
static enum mood mood_of(const struct demo_history *h, const struct demo_step *s)
{
	static const enum mood asking[] = {MOOD_CALM, MOOD_WORRIED, MOOD_UNSAID, MOOD_TENSE,
		MOOD_CALM, MOOD_ANGRY, MOOD_UNSAID};
	static const enum mood helped[] = {MOOD_PLEASED, MOOD_CALM, MOOD_UNSAID};
	size_t turn = (size_t)(h->customer_id * 5 + (s - h->steps) * 3);
	if (s->nobody || s->direction == DIRECTION_INTERNAL)
		return MOOD_UNSAID;
	if (s->outcome && strcmp(s->outcome, "solved") == 0)
		return helped[turn % (sizeof(helped) / sizeof(*helped))];
	return asking[turn % (sizeof(asking) / sizeof(*asking))];
}

static enum rc add_contact(struct demo_history *h, const struct demo_step *s, struct err *err)
{
	const struct demo_matter *m = &h->matters[s->matter];
	struct contact k = {
		.customer_id = h->customer_id,
		.case_id = m->c.id,
		.agent_id = s->nobody ? 0 : h->d->agent_ids[s->agent],
		.queue_id = m->c.queue_id,
		.kind = s->kind,
		.direction = s->direction,
		.at = s->at,
		.duration_s = s->nobody ? 0 : rng_between(&h->d->rng, 60, 420),
		.subject = s->kind == CONTACT_MAIL ? m->c.subject : NULL,
		.body = s->body,
		.outcome = s->outcome,
		.mood = mood_of(h, s),
	};
	enum rc rc = RC_OK;
	if (s->kind == CONTACT_CALL && s->direction == DIRECTION_IN) {
		rc = add_abandoned(h, s, k.queue_id, err);
		if (rc == RC_OK)
			rc = add_answered(h, s, &k, err);
	}
	if (rc == RC_OK)
		rc = store_contact_add(h->d->store, &k, err);
	if (rc == RC_OK)
		rc = demo_texts_used(h->d, &k, m->about->topic, m->values.language, err);
	h->d->report->contacts += rc == RC_OK;
	return rc;
}

enum rc demo_customer_make(struct demo *d, int64_t n, struct err *err)
{
	arena_reset(d->row);
	struct demo_history *h = arena_alloc(d->row, sizeof(*h));
	h->d = d;
	enum rc rc = add_customer(h, n, err);
	if (rc != RC_OK)
		return rc;
	demo_plan(h, n % d->live_every == 2);
	rc = add_cases(h, err);
	for (int i = 0; rc == RC_OK && i < h->n_steps; i++)
		rc = add_contact(h, &h->steps[i], err);
	if (rc == RC_OK && n % 16 == 0)
		d->last_phone = arena_strdup(d->keep, h->person.phone);
	return rc;
}
