/* demo_world.c - small acts of invented callers and colleagues, one a tick.
 *
 * Nothing is remembered that the store knows: a world that starts anew carries on with whatever it
 * finds. Patience comes from the call's id, so that it is the same at every look. */
#include "carrel/demo_world.h"

#include "bridge/demo_private.h"
#include "carrel/clock.h"
#include "carrel/mem.h"
#include "carrel/store.h"
#include "carrel/store_screen.h"
#include "carrel/work.h"

#include <stdlib.h>
#include <string.h>

enum {
	SECOND = 1000,
	MINUTE = 60 * SECOND,
	RING_MEAN = 25 * SECOND,
	LOOK_EVERY = 3 * SECOND, /* at who has lost patience */
	BEAT_EVERY = 30 * SECOND,
	CONSOLE_GONE = 2 * MINUTE,
	SETTLE = 40 * SECOND, /* a console elsewhere has shown its heartbeat by then */
	RETRY = 500,
	SOONEST = 50,
	PAGE = 16,
	LEFT_TO_THE_PERSON = 3, /* so many callers wait before a colleague helps */
	WAITS_LONG = 75 * SECOND,
};

struct colleague {
	size_t is; /* in demo_agents */
	int64_t id;
	int64_t next_at;
	int64_t beat_at;    /* when we last looked after their heartbeat; 0: not yet */
	int64_t touched_at; /* when we last did something in their name */
	bool has_console;   /* a person sits there: hands off */
	bool held;          /* was on hold once in this call */
};

struct demo_world {
	struct store *store;
	struct arena *a;
	struct rng rng;
	int64_t person_id;
	int64_t began_at;
	int64_t next_ring_at, next_look_at;
	int64_t last_customer_id;
	int64_t queue_ids[DEMO_QUEUES];
	struct colleague colleagues[DEMO_AGENTS_MAX];
	size_t n;
	bool ready; /* the centre was looked at */
};

struct demo_world *demo_world_new(struct store *store, uint64_t seed, int64_t person_id)
{
	struct demo_world *w = xcalloc(1, sizeof(*w));
	w->store = store;
	w->a = arena_new();
	w->person_id = person_id;
	rng_seed(&w->rng, seed);
	return w;
}

void demo_world_free(struct demo_world **world)
{
	if (!*world)
		return;
	arena_free(&(*world)->a);
	free(*world);
	*world = NULL;
}

void demo_world_set_person(struct demo_world *world, int64_t person_id)
{
	world->person_id = person_id;
}

/* ---- getting to know the centre -------------------------------------------------------------- */

/* Customers of the demo are numbered without gaps: a few looks find the last one. */
static int64_t last_customer(struct demo_world *w)
{
	int64_t low = 0, high = 1;
	struct customer c;
	while (store_customer_get(w->store, high, w->a, &c, NULL) == RC_OK) {
		low = high;
		high *= 2;
	}
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;
		if (store_customer_get(w->store, middle, w->a, &c, NULL) == RC_OK)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static enum rc meet(struct demo_world *w, int64_t now)
{
	static const char *const slugs[DEMO_QUEUES] = {
		[DEMO_BILLING] = "billing",
		[DEMO_TECH] = "tech",
		[DEMO_ORDERS] = "orders",
	};
	for (size_t i = 0; i < DEMO_QUEUES; i++) {
		struct queue q;
		enum rc rc = store_queue_by_slug(w->store, slugs[i], w->a, &q, NULL);
		if (rc != RC_OK)
			return rc;
		w->queue_ids[i] = q.id;
	}
	w->n = 0;
	for (size_t i = 0; i < demo_agents_n; i++) {
		struct agent g;
		bool plays = demo_agents[i].role == ROLE_AGENT &&
			store_agent_by_login(w->store, demo_agents[i].login, w->a, &g, NULL) ==
				RC_OK;
		if (!plays)
			continue;
		w->colleagues[w->n++] = (struct colleague){
			.is = i,
			.id = g.id,
			.next_at = now + SETTLE + rng_between(&w->rng, 0, 30) * SECOND,
		};
	}
	w->last_customer_id = last_customer(w);
	w->began_at = now;
	w->next_ring_at = now + rng_between(&w->rng, 4, 12) * SECOND;
	w->next_look_at = now + LOOK_EVERY;
	w->ready = true;
	return RC_OK;
}

/* ---- callers --------------------------------------------------------------------------------- */

static const char *phone_of(struct demo_world *w, int64_t customer_id)
{
	struct identity *ids;
	size_t n;
	if (store_identity_list(w->store, customer_id, w->a, &ids, &n, NULL) != RC_OK)
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (ids[i].kind == IDENTITY_PHONE)
			return ids[i].value;
	return NULL;
}

static enum rc ring(struct demo_world *w, int64_t now)
{
	static const uint32_t upto[DEMO_QUEUES] = {
		[DEMO_BILLING] = 38, [DEMO_TECH] = 72, [DEMO_ORDERS] = 100};
	uint32_t dice = rng_below(&w->rng, 100);
	size_t queue = 0;
	while (dice >= upto[queue])
		queue++;
	struct work_ring call = {
		.queue_id = w->queue_ids[queue],
		.to = "+34930001000",
		.at = now,
	};
	struct customer c;
	bool known = rng_percent(&w->rng, 80) && w->last_customer_id > 0;
	int64_t id = known ? rng_between(&w->rng, 1, w->last_customer_id) : 0;
	if (known && store_customer_get(w->store, id, w->a, &c, NULL) == RC_OK) {
		call.from = phone_of(w, id);
		call.language = c.language;
	} else if (rng_percent(&w->rng, 75)) {
		call.from = demo_phone_mobile(&w->rng, w->a);
	}
	struct queue_item item;
	store_set_actor(w->store, 0, "");
	return work_ring(w->store, &call, w->a, &item, NULL);
}

static int64_t patience_ms(int64_t call_id)
{
	struct rng r;
	rng_seed(&r, (uint64_t)call_id);
	return 100 * SECOND + rng_exponential(&r, 4 * MINUTE);
}

static enum rc waiting(struct demo_world *w, struct queue_row **rows, size_t *n)
{
	return store_queue_page(
		w->store, w->queue_ids, DEMO_QUEUES, NULL, PAGE, w->a, rows, n, NULL);
}

/* One caller whose patience is over hangs up. */
static enum rc lose_patience(struct demo_world *w, int64_t now)
{
	struct queue_row *rows;
	size_t n;
	enum rc rc = waiting(w, &rows, &n);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		const struct queue_item *item = &rows[i].item;
		bool gone = item->kind == ITEM_CALL && item->taken_by == 0 &&
			now - item->arrived_at > patience_ms(item->call_id);
		if (!gone)
			continue;
		store_set_actor(w->store, 0, "");
		return work_abandon(w->store, item->call_id, CALL_END_ABANDONED, NULL);
	}
	return rc;
}

/* ---- colleagues ------------------------------------------------------------------------------ */

static bool may_take(
	const struct colleague *c, const struct demo_world *w, const struct queue_item *item)
{
	const struct demo_agent *g = &demo_agents[c->is];
	bool queue = false;
	for (size_t q = 0; q < DEMO_QUEUES; q++)
		queue |= w->queue_ids[q] == item->queue_id && (g->queues & 1u << q) != 0;
	return queue && item->taken_by == 0 &&
		(!item->language || strstr(g->languages, item->language) != NULL);
}

/* Colleagues leave callers to the person at the desk, but not for long, and take only calls. */
static enum rc maybe_take(struct demo_world *w, struct colleague *c, int64_t now)
{
	struct queue_row *rows;
	size_t n;
	enum rc rc = waiting(w, &rows, &n);
	size_t calls = 0;
	const struct queue_item *mine = NULL;
	bool long_wait = false;
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		const struct queue_item *item = &rows[i].item;
		if (item->kind != ITEM_CALL || item->taken_by != 0)
			continue;
		calls++;
		if (!mine && may_take(c, w, item)) {
			mine = item;
			long_wait = now - item->arrived_at > WAITS_LONG;
		}
	}
	c->next_at = now + rng_between(&w->rng, 4, 15) * SECOND;
	if (!mine || (calls <= LEFT_TO_THE_PERSON && !long_wait))
		return rc;
	struct work_hand hand;
	rc = work_take(w->store, c->id, mine->id, w->a, &hand, NULL);
	c->held = false;
	c->next_at = now + 40 * SECOND + rng_exponential(&w->rng, 100 * SECOND);
	return rc;
}

static enum rc pause(struct demo_world *w, struct colleague *c, int64_t now)
{
	c->next_at = now + rng_between(&w->rng, 3, 11) * MINUTE;
	return work_state(w->store, c->id, AGENT_BREAK, "coffee", NULL);
}

static enum rc back_to_work(struct demo_world *w, struct colleague *c, int64_t now)
{
	c->next_at = now + rng_between(&w->rng, 2, 10) * SECOND;
	return work_state(w->store, c->id, AGENT_READY, NULL, NULL);
}

static enum rc talk_on(
	struct demo_world *w, struct colleague *c, int64_t now, struct work_hand *hand)
{
	if (hand->call.state == CALL_HELD) {
		c->next_at = now + rng_between(&w->rng, 20, 90) * SECOND;
		return work_hold(w->store, c->id, false, NULL);
	}
	if (!c->held && rng_percent(&w->rng, 30)) {
		c->held = true;
		c->next_at = now + rng_between(&w->rng, 15, 60) * SECOND;
		return work_hold(w->store, c->id, true, NULL);
	}
	c->next_at = now + rng_between(&w->rng, 10, 45) * SECOND;
	return work_hangup(w->store, c->id, NULL);
}

static const struct demo_scenario *matter_of(struct demo_world *w, const struct work_hand *hand)
{
	for (size_t i = 0; hand->casefile.topic && i < demo_scenarios_n; i++)
		if (strcmp(demo_scenarios[i].topic, hand->casefile.topic) == 0)
			return &demo_scenarios[i];
	return demo_scenario_pick(&w->rng);
}

static void values_of(
	struct demo_world *w, const struct work_hand *hand, int64_t now, struct demo_values *out)
{
	struct demo_person person = {.language = DEMO_ES, .name = ""};
	struct customer c;
	if (store_customer_get(w->store, hand->customer_id, w->a, &c, NULL) == RC_OK)
		for (int l = 0; l < DEMO_LANGUAGES; l++)
			if (c.language && strcmp(c.language, demo_language_codes[l]) == 0)
				person.language = (enum demo_language)l;
	const char *order = arena_printf(w->a, "P%07u", 1000000 + rng_below(&w->rng, 900000));
	demo_values_make(&w->rng, &person, now, "Europe/Madrid", order, w->a, out);
}

/* A known caller without a case in hand gets one; then the wrap-up is written. */
static enum rc finish(
	struct demo_world *w, struct colleague *c, int64_t now, struct work_hand *hand)
{
	const struct demo_scenario *about = matter_of(w, hand);
	struct demo_values values;
	values_of(w, hand, now, &values);
	const struct demo_text *text = &about->text[values.language];
	c->next_at = now + rng_between(&w->rng, 3, 12) * SECOND;
	if (hand->casefile.id == 0 && hand->customer_id != 0) {
		struct casefile made;
		return work_new_case(w->store, c->id, demo_fill(text->subject, &values, w->a), w->a,
			&made, NULL);
	}
	bool solved = rng_percent(&w->rng, 60);
	const char *outcome = hand->casefile.id == 0 ? "dropped" : solved ? "solved" : "waiting_us";
	struct work_finish f = {
		.outcome = outcome_find(outcome_builtin, outcome),
		.note = hand->casefile.id == 0
			? NULL
			: demo_fill(solved ? text->solved : text->note, &values, w->a),
		.next_at = now + rng_between(&w->rng, 4, 48) * 60 * (int64_t)MINUTE,
	};
	struct contact written;
	return work_finish(w->store, c->id, &f, w->a, &written, NULL);
}

static enum rc act(struct demo_world *w, struct colleague *c, int64_t now)
{
	struct work_hand hand;
	enum rc rc = work_hand(w->store, c->id, w->a, &hand, NULL);
	if (rc != RC_OK)
		return rc;
	store_set_actor(w->store, c->id, demo_agents[c->is].login);
	c->touched_at = now;
	c->next_at = now + rng_between(&w->rng, 5, 20) * SECOND;
	switch (hand.agent.state) {
	case AGENT_OFF:
		c->next_at = now + rng_between(&w->rng, 2, 8) * MINUTE;
		return rng_percent(&w->rng, 30) ? back_to_work(w, c, now) : RC_OK;
	case AGENT_READY: return rng_percent(&w->rng, 3) ? pause(w, c, now) : maybe_take(w, c, now);
	case AGENT_ON_CALL: return talk_on(w, c, now, &hand);
	case AGENT_ON_CASE:
	case AGENT_WRAPUP: return finish(w, c, now, &hand);
	case AGENT_BREAK: return back_to_work(w, c, now);
	}
	return RC_OK;
}

/* A heart that beats without us means a console of their own, until it stops. */
static enum rc beat(struct demo_world *w, struct colleague *c, int64_t now)
{
	struct agent g;
	enum rc rc = store_agent_get(w->store, c->id, w->a, &g, NULL);
	if (rc != RC_OK)
		return rc;
	int64_t ours = c->touched_at ? c->touched_at : w->began_at;
	c->has_console = g.seen_at > ours + 2 * SECOND && now - g.seen_at < CONSOLE_GONE;
	c->beat_at = now;
	if (c->has_console || g.state == AGENT_OFF)
		return RC_OK;
	c->touched_at = now;
	return store_agent_beat(w->store, c->id, NULL);
}

static int64_t beat_due(const struct demo_world *w, const struct colleague *c)
{
	return (c->beat_at ? c->beat_at : w->began_at + SETTLE - BEAT_EVERY) + BEAT_EVERY;
}

/* The first heartbeat tells whether a person sits there; nobody acts before. */
static bool may_act(const struct colleague *c)
{
	return c->beat_at != 0 && !c->has_console;
}

/* ---- the tick -------------------------------------------------------------------------------- */

static enum rc colleagues_tick(struct demo_world *w, int64_t now)
{
	for (size_t i = 0; i < w->n; i++) {
		struct colleague *c = &w->colleagues[i];
		if (c->id == w->person_id)
			continue;
		if (beat_due(w, c) <= now)
			return beat(w, c, now);
		if (may_act(c) && c->next_at <= now)
			return act(w, c, now);
	}
	return RC_OK;
}

static enum rc one_act(struct demo_world *w, int64_t now)
{
	if (!w->ready)
		return meet(w, now);
	if (w->next_ring_at <= now) {
		w->next_ring_at = now + 2 * SECOND + rng_exponential(&w->rng, RING_MEAN);
		return ring(w, now);
	}
	if (w->next_look_at <= now) {
		w->next_look_at = now + LOOK_EVERY;
		return lose_patience(w, now);
	}
	return colleagues_tick(w, now);
}

static int64_t next_due(const struct demo_world *w)
{
	int64_t due = w->next_ring_at < w->next_look_at ? w->next_ring_at : w->next_look_at;
	for (size_t i = 0; i < w->n; i++) {
		const struct colleague *c = &w->colleagues[i];
		if (c->id == w->person_id)
			continue;
		int64_t beat_at = beat_due(w, c);
		int64_t act_at = may_act(c) ? c->next_at : beat_at;
		int64_t first = beat_at < act_at ? beat_at : act_at;
		due = first < due ? first : due;
	}
	return due;
}

/* The acts are written under the colleagues' names; whoever shares the handle gets theirs back. */
static void restore_actor(struct demo_world *w, int64_t actor)
{
	struct agent g = {.login = ""};
	if (actor != 0 && store_agent_get(w->store, actor, w->a, &g, NULL) != RC_OK)
		g.login = "";
	store_set_actor(w->store, actor, g.login);
}

int64_t demo_world_tick(struct demo_world *world, int64_t now)
{
	arena_reset(world->a);
	int64_t actor = store_actor(world->store);
	enum rc rc = one_act(world, now);
	if (rc == RC_OK)
		store_announce(world->store);
	if (store_actor(world->store) != actor)
		restore_actor(world, actor);
	if (!world->ready || rc == RC_BUSY || rc == RC_IO || rc == RC_UNKNOWN)
		return RETRY;
	int64_t wait = next_due(world) - now;
	return wait < SOONEST ? SOONEST : wait;
}
