/* demo_plan.c - what happened to one customer: what they asked, who answered, how it ended. Every choice
 * is taken from the random numbers of the centre, in the same order each time. */
#include "bridge/demo_history.h"

#include "carrel/strbuf.h"

#include <assert.h>
#include <stdlib.h>

enum { CLOSES_AFTER_DAYS = 7 };

static const struct demo_text *text_of(const struct demo_matter *m)
{
	return &m->about->text[m->values.language];
}

static struct demo_step *add_step(struct demo_history *h, int matter, int64_t at,
	enum contact_kind kind, enum direction direction, const char *text)
{
	struct demo_matter *m = &h->matters[matter];
	struct demo_step *s = &h->steps[h->n_steps++];
	bool same = rng_percent(&h->d->rng, 55);
	*s = (struct demo_step){
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

static const char *transcript(struct demo_history *h, const struct demo_matter *m)
{
	const struct demo_text *t = text_of(m);
	enum demo_language l = m->values.language;
	return arena_printf(h->d->row, "agent: %s\ncustomer: %s\nagent: %s\ncustomer: %s",
		demo_greeting[l], t->ask, t->reply, demo_thanks[l]);
}

/* The first word on a matter. A mail gets its answer as the next step. */
static int64_t first_steps(struct demo_history *h, int matter, int64_t at, int *left)
{
	struct demo_matter *m = &h->matters[matter];
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
		struct demo_step *s = add_step(h, matter, at, kind, DIRECTION_IN, t->ask);
		s->nobody = true;
		int64_t answer = at + rng_between(&h->d->rng, 20, 300) * DEMO_MINUTE_MS;
		if (m->unowned || answer >= h->d->now)
			return at;
		add_step(h, matter, answer, kind, DIRECTION_OUT, t->reply)->agent = m->agent;
		--*left;
		return answer;
	}
	return at;
}

/* What happened in between: they got in touch again, or somebody looked after it. */
static int64_t middle_steps(struct demo_history *h, int matter, int64_t at, int left)
{
	struct demo_matter *m = &h->matters[matter];
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

static void end_open(struct demo_history *h, struct demo_matter *m, const struct demo_step *last)
{
	static const enum case_state states[] = {
		CASE_OPEN, CASE_WAITING_US, CASE_WAITING_CUSTOMER, CASE_WAITING_US};
	struct demo *d = h->d;
	struct strbuf why = STRBUF_INIT;
	struct promise_facts facts = {0};
	int64_t promise = (24 + 24 * (int64_t)m->about->queue) * DEMO_HOUR_MS;
	m->c.state = last->nobody ? CASE_NEW : states[rng_below(&d->rng, 4)];
	m->c.next_action = text_of(m)->next;
	m->c.next_at = d->now + rng_between(&d->rng, -5, 40) * DEMO_HOUR_MS / 2;
	m->c.due_at = promise_due(m->c.next_at, promise / 4, facts, &why);
	m->c.due_why = arena_strdup(d->row, why.buf);
	m->c.updated_at = last->at;
	strbuf_fini(&why);
}

static void end_solved(struct demo_history *h, struct demo_matter *m, struct demo_step *last)
{
	last->outcome = "solved";
	m->c.outcome = "solved";
	m->c.state = CASE_SOLVED;
	m->c.solved_at = m->c.updated_at = last->at + 5 * DEMO_MINUTE_MS;
	if (m->c.solved_at + CLOSES_AFTER_DAYS * (int64_t)DEMO_DAY_MS < h->d->now) {
		m->c.state = CASE_CLOSED;
		m->c.closed_at = m->c.updated_at =
			m->c.solved_at + CLOSES_AFTER_DAYS * (int64_t)DEMO_DAY_MS;
	}
}

static void begin_matter(struct demo_history *h, struct demo_matter *m, int64_t at)
{
	struct demo *d = h->d;
	const char *order = arena_printf(d->row, "P%07lld", (long long)d->next_order);
	d->next_order += 1 + rng_below(&d->rng, 9);
	*m = (struct demo_matter){.about = demo_scenario_pick(&d->rng)};
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
static void plan_matter(struct demo_history *h, int64_t at, int k)
{
	int i = h->n_matters++;
	struct demo_matter *m = &h->matters[i];
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
	struct demo_step *last = &h->steps[h->n_steps - 1];
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
static void plan_live(struct demo_history *h)
{
	struct demo *d = h->d;
	int part = d->n_live % 4;
	int64_t at = demo_time_in_day(d, (int)rng_below(&d->rng, 4));
	if (at > d->now - DEMO_HOUR_MS)
		at = d->now - rng_between(&d->rng, 60, 400) * DEMO_MINUTE_MS;
	int i = h->n_matters++;
	struct demo_matter *m = &h->matters[i];
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
	const struct demo_step *a = pa, *b = pb;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->matter > b->matter) - (a->matter < b->matter);
}

void demo_plan(struct demo_history *h, bool live)
{
	int n = cases_of(h->d);
	for (int i = 0; i < n; i++) {
		int64_t at = demo_time_in_day(h->d, demo_day_pick(h->d));
		if (at < h->d->now - 2 * (int64_t)DEMO_HOUR_MS)
			plan_matter(h, at, contacts_of(h->d, i));
	}
	if (live)
		plan_live(h);
	assert(h->n_steps <= DEMO_CASES_MAX * DEMO_STEPS_MAX);
	qsort(h->steps, (size_t)h->n_steps, sizeof(*h->steps), by_time);
}
