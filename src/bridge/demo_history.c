/* demo_history.c - one customer: who they are, what they asked, who answered, how it ended.
 *
 * Everything is planned first and written in the order in which it happened, because lists go by
 * id: newest first. */
#include "bridge/demo_private.h"

#include "carrel/store_cases.h"
#include "carrel/strbuf.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS, DAY_MS = 24 * HOUR_MS };
enum { CASES_MAX = 8, STEPS_MAX = 8, PATIENCE_MS = 4 * MINUTE_MS, CLOSES_AFTER_DAYS = 7 };

struct matter {
	const struct demo_scenario *about;
	struct demo_values values;
	struct casefile c;
	size_t agent; /* in demo_agents */
	bool live;    /* made to be open at this moment */
	bool unowned;
	const char *order;
};

struct step {
	int64_t at;
	int matter;
	enum contact_kind kind;
	enum direction direction;
	const char *body;
	const char *outcome;
	size_t agent;
	bool nobody; /* a mail that nobody has read yet */
};

struct history {
	struct demo *d;
	struct demo_person person;
	int64_t customer_id;
	struct matter matters[CASES_MAX];
	int n_matters;
	struct step steps[CASES_MAX * STEPS_MAX];
	int n_steps;
};

/* ---- the customer ---------------------------------------------------------------------------- */

/* clang-format off */
static const char *const alerts[DEMO_LANGUAGES][4] = {
	[DEMO_ES] = {"Oye mal: hable despacio", "Prefiere que se le llame por la tarde", "Su hija Laura está autorizada a hablar por él", "Pide cartas en letra grande"},
	[DEMO_CA] = {"Hi sent poc: parli a poc a poc", "Prefereix que li truquin a la tarda", "La seva filla Laura està autoritzada a parlar en nom seu", "Demana cartes en lletra grossa"},
	[DEMO_EN] = {"Hard of hearing: speak slowly", "Prefers to be called in the afternoon", "Daughter Laura is allowed to speak for them", "Asks for letters in large print"},
};
static const char *const grades[DEMO_LANGUAGES][3] = {
	[DEMO_ES] = {"ORO desde", "PLATA desde", "Cliente desde"},
	[DEMO_CA] = {"OR des de", "PLATA des de", "Client des de"},
	[DEMO_EN] = {"GOLD since", "SILVER since", "Customer since"},
};
static const char *const tags[] = {"fibre", "fibre,mobile", "fibre,mobile,tv", "mobile", "shop", "fibre,tv", "mobile,shop"};
/* clang-format on */

enum { TAGS = sizeof(tags) / sizeof(*tags) };

static void describe(struct history *h, struct customer *c)
{
	struct demo *d = h->d;
	struct rng *r = &d->rng;
	int since = 2014 + (int)rng_below(r, 11);
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
		.loyalty = arena_printf(d->row, "%s %d",
			grades[d->language][grade < 8 ? 0
					: grade < 28  ? 1
						      : 2],
			since),
		.address = h->person.address,
		.vip = rng_percent(r, 2),
		.vulnerable = !h->person.company && rng_percent(r, 4),
		.created_at = d->days[DEMO_DAYS].opens_at - (2025 - since) * 300 * (int64_t)DAY_MS,
	};
	if (c->vulnerable || rng_percent(r, 1))
		c->alert = alerts[d->language][rng_below(r, 4)];
}

static enum rc add_identity(
	struct history *h, enum identity_kind kind, const char *value, bool main, struct err *err)
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

static enum rc add_customer(struct history *h, int64_t n, struct err *err)
{
	struct demo *d = h->d;
	demo_person_make(&d->rng, n, d->row, &h->person);
	bool family = d->last_phone && rng_percent(&d->rng, 3);
	if (family)
		h->person.phone = d->last_phone;
	struct customer c;
	describe(h, &c);
	if (n % 3 == 1) { /* some have proved who they are */
		c.verified_at = d->now - (2 + n % 50) * (int64_t)DAY_MS;
		c.verified_by = d->agent_ids[(size_t)n % demo_agents_n];
	}
	enum rc rc = customer_prepare(&c, d->row, err);
	if (rc == RC_OK)
		rc = store_customer_add(d->store, &c, err);
	h->customer_id = c.id;
	d->report->customers += rc == RC_OK;
	if (rc == RC_OK)
		rc = add_identity(h, IDENTITY_PHONE, h->person.phone, true, err);
	if (rc == RC_OK)
		rc = add_identity(h, IDENTITY_PHONE, h->person.landline, false, err);
	if (rc == RC_OK)
		rc = add_identity(h, IDENTITY_EMAIL, h->person.email, true, err);
	return rc;
}

/* ---- the plan -------------------------------------------------------------------------------- */

static const struct demo_text *text_of(const struct matter *m)
{
	return &m->about->text[m->values.language];
}

static struct step *add_step(struct history *h, int matter, int64_t at, enum contact_kind kind,
	enum direction direction, const char *text)
{
	struct matter *m = &h->matters[matter];
	struct step *s = &h->steps[h->n_steps++];
	bool same = rng_percent(&h->d->rng, 55);
	*s = (struct step){
		.at = at,
		.matter = matter,
		.kind = kind,
		.direction = direction,
		.body = demo_fill(text, &m->values, h->d->row),
		.agent = same ? m->agent
			      : demo_agent_for(&h->d->rng, m->about->queue, m->values.language),
	};
	return s;
}

static const char *transcript(struct history *h, const struct matter *m)
{
	const struct demo_text *t = text_of(m);
	enum demo_language l = m->values.language;
	return arena_printf(h->d->row, "agent: %s\ncustomer: %s\nagent: %s\ncustomer: %s",
		demo_greeting[l], t->ask, t->reply, demo_thanks[l]);
}

/* The first word on a matter. A mail gets its answer as the next step. */
static int64_t first_steps(struct history *h, int matter, int64_t at, int *left)
{
	struct matter *m = &h->matters[matter];
	const struct demo_text *t = text_of(m);
	uint32_t dice = rng_below(&h->d->rng, 100);
	--*left;
	if (dice < 62) {
		add_step(h, matter, at, CONTACT_CALL, DIRECTION_IN, t->note)->agent = m->agent;
	} else if (dice < 76) {
		add_step(h, matter, at, CONTACT_CHAT, DIRECTION_IN, transcript(h, m))->agent =
			m->agent;
	} else if (dice < 79) {
		add_step(h, matter, at, CONTACT_VISIT, DIRECTION_IN, t->note)->agent = m->agent;
	} else {
		enum contact_kind kind = dice < 96 ? CONTACT_MAIL : CONTACT_MESSAGE;
		struct step *s = add_step(h, matter, at, kind, DIRECTION_IN, t->ask);
		s->nobody = true;
		int64_t answer = at + rng_between(&h->d->rng, 20, 300) * MINUTE_MS;
		if (m->unowned || answer >= h->d->now)
			return at;
		add_step(h, matter, answer, kind, DIRECTION_OUT, t->reply)->agent = m->agent;
		--*left;
		return answer;
	}
	return at;
}

/* What happened in between: they got in touch again, or somebody looked after it. */
static int64_t middle_steps(struct history *h, int matter, int64_t at, int left)
{
	struct matter *m = &h->matters[matter];
	const struct demo_text *t = text_of(m);
	for (int i = 0; i < left; i++) {
		int64_t next = demo_time_after(h->d, at);
		if (next == 0)
			return at;
		at = next;
		if (i == 0)
			add_step(h, matter, at, CONTACT_CALL, DIRECTION_IN, t->again);
		else
			add_step(h, matter, at, CONTACT_NOTE, DIRECTION_INTERNAL, t->next);
	}
	return at;
}

static void end_open(struct history *h, struct matter *m, const struct step *last)
{
	static const enum case_state states[] = {
		CASE_OPEN, CASE_WAITING_US, CASE_WAITING_CUSTOMER, CASE_WAITING_US};
	struct demo *d = h->d;
	struct strbuf why = STRBUF_INIT;
	struct promise_facts facts = {0};
	int64_t promise = (24 + 24 * (int64_t)m->about->queue) * HOUR_MS;
	m->c.state = last->nobody ? CASE_NEW : states[rng_below(&d->rng, 4)];
	m->c.next_action = text_of(m)->next;
	m->c.next_at = d->now + rng_between(&d->rng, -5, 40) * HOUR_MS / 2;
	m->c.due_at = promise_due(m->c.next_at, promise / 4, facts, &why);
	m->c.due_why = arena_strdup(d->row, why.buf);
	m->c.updated_at = last->at;
	strbuf_fini(&why);
}

static void end_solved(struct history *h, struct matter *m, struct step *last)
{
	last->outcome = "solved";
	m->c.outcome = "solved";
	m->c.state = CASE_SOLVED;
	m->c.solved_at = m->c.updated_at = last->at + 5 * MINUTE_MS;
	if (m->c.solved_at + CLOSES_AFTER_DAYS * (int64_t)DAY_MS < h->d->now) {
		m->c.state = CASE_CLOSED;
		m->c.closed_at = m->c.updated_at =
			m->c.solved_at + CLOSES_AFTER_DAYS * (int64_t)DAY_MS;
	}
}

static void begin_matter(struct history *h, struct matter *m, int64_t at)
{
	struct demo *d = h->d;
	const char *order = arena_printf(d->row, "P%07lld", (long long)d->next_order);
	d->next_order += 1 + rng_below(&d->rng, 9);
	*m = (struct matter){.about = demo_scenario_pick(&d->rng)};
	demo_values_make(&d->rng, &h->person, at, d->zone, order, d->row, &m->values);
	m->order = m->about->queue == DEMO_ORDERS ? order : NULL;
	m->agent = demo_agent_for(&d->rng, m->about->queue, m->values.language);
	m->c = (struct casefile){
		.customer_id = h->customer_id,
		.subject = demo_fill(text_of(m)->subject, &m->values, d->row),
		.topic = m->about->topic,
		.language = demo_language_codes[m->values.language],
		.queue_id = d->queue_ids[m->about->queue],
		.opened_at = at,
	};
}

/* k contacts if they fit before now; those that do not leave the case open. */
static void plan_matter(struct history *h, int64_t at, int k)
{
	int i = h->n_matters++;
	struct matter *m = &h->matters[i];
	begin_matter(h, m, at);
	m->c.owner_id = h->d->agent_ids[m->agent];
	int left = k;
	int first = h->n_steps;
	at = first_steps(h, i, at, &left);
	at = middle_steps(h, i, at, left - 1);
	if (left > 0) {
		int64_t end = demo_time_after(h->d, at);
		if (end == 0) {
			end_open(h, m, &h->steps[h->n_steps - 1]);
			return;
		}
		bool calls = rng_percent(&h->d->rng, 45);
		add_step(h, i, end, calls ? CONTACT_CALL : CONTACT_NOTE,
			calls ? DIRECTION_OUT : DIRECTION_INTERNAL, text_of(m)->solved);
	}
	struct step *last = &h->steps[h->n_steps - 1];
	if (last->nobody) {
		end_open(h, m, last);
		return;
	}
	end_solved(h, m, last);
	for (int s = first; s < h->n_steps - 1; s++)
		if (!h->steps[s].nobody)
			h->steps[s].outcome =
				rng_percent(&h->d->rng, 60) ? "waiting_us" : "waiting_customer";
}

/* One that is open right now: a quarter for the person at the desk, a quarter for nobody yet. */
static void plan_live(struct history *h)
{
	struct demo *d = h->d;
	int part = d->n_live % 4;
	int64_t at = demo_time_in_day(d, (int)rng_below(&d->rng, 4));
	if (at > d->now - HOUR_MS)
		at = d->now - rng_between(&d->rng, 60, 400) * MINUTE_MS;
	int i = h->n_matters++;
	struct matter *m = &h->matters[i];
	begin_matter(h, m, at);
	m->unowned = part == 3;
	if (part == 0)
		m->agent = 0;
	m->c.owner_id = m->unowned ? 0 : d->agent_ids[m->agent];
	int left = 2;
	at = first_steps(h, i, at, &left);
	if (!m->unowned && rng_percent(&d->rng, 50))
		middle_steps(h, i, at, 1);
	end_open(h, m, &h->steps[h->n_steps - 1]);
	m->live = true;
}

static int cases_of(struct demo *d)
{
	static const int usual[] = {0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 6};
	return d->size >= DEMO_FLOOR ? 3
				     : usual[rng_below(&d->rng, sizeof(usual) / sizeof(*usual))];
}

static int contacts_of(struct demo *d, int matter)
{
	static const int usual[] = {1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4};
	if (d->size >= DEMO_FLOOR)
		return matter == 0 ? 4 : 3;
	return usual[rng_below(&d->rng, sizeof(usual) / sizeof(*usual))];
}

static int by_time(const void *pa, const void *pb)
{
	const struct step *a = pa, *b = pb;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->matter > b->matter) - (a->matter < b->matter);
}

static void plan(struct history *h, bool live)
{
	int n = cases_of(h->d);
	for (int i = 0; i < n; i++) {
		int64_t at = demo_time_in_day(h->d, demo_day_pick(h->d));
		if (at < h->d->now - 2 * (int64_t)HOUR_MS)
			plan_matter(h, at, contacts_of(h->d, i));
	}
	if (live)
		plan_live(h);
	assert(h->n_steps <= CASES_MAX * STEPS_MAX);
	qsort(h->steps, (size_t)h->n_steps, sizeof(*h->steps), by_time);
}

/* ---- the writing ----------------------------------------------------------------------------- */

static enum rc add_order(struct history *h, struct matter *m, struct err *err)
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
		.at = m->c.opened_at - 6 * (int64_t)DAY_MS,
	};
	enum rc rc = store_reference_add(h->d->store, &item, err);
	h->d->report->references += rc == RC_OK;
	return rc;
}

/* What the owner said would happen next, for the day that was named. */
static enum rc add_promise(struct history *h, const struct matter *m, struct err *err)
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

static void note_live(struct history *h, const struct matter *m)
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

static enum rc add_cases(struct history *h, struct err *err)
{
	for (int i = 0; i < h->n_matters; i++) {
		struct matter *m = &h->matters[i];
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

static enum rc add_call(struct history *h, struct call *c, struct err *err)
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
	struct history *h, const struct step *s, int64_t queue_id, struct err *err)
{
	int64_t patience = 5000 + rng_exponential(&h->d->rng, PATIENCE_MS);
	if (demo_wait_ms(h->d, s->at) <= patience)
		return RC_OK;
	int64_t at = s->at - rng_between(&h->d->rng, 4, 40) * MINUTE_MS;
	struct call c = {
		.queue_id = queue_id,
		.offered_at = at,
		.ended_at = at + patience,
		.outcome = CALL_END_ABANDONED,
	};
	return add_call(h, &c, err);
}

static enum rc add_answered(
	struct history *h, const struct step *s, struct contact *k, struct err *err)
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
static enum mood mood_of(const struct history *h, const struct step *s)
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

static enum rc add_contact(struct history *h, const struct step *s, struct err *err)
{
	const struct matter *m = &h->matters[s->matter];
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
	struct history *h = arena_alloc(d->row, sizeof(*h));
	h->d = d;
	enum rc rc = add_customer(h, n, err);
	if (rc != RC_OK)
		return rc;
	plan(h, n % d->live_every == 2);
	rc = add_cases(h, err);
	for (int i = 0; rc == RC_OK && i < h->n_steps; i++)
		rc = add_contact(h, &h->steps[i], err);
	if (rc == RC_OK && n % 16 == 0)
		d->last_phone = arena_strdup(d->keep, h->person.phone);
	return rc;
}
