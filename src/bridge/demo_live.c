/* demo_live.c - this very moment: who waits, who talks, who has a coffee. */
#include "bridge/demo_private.h"

#include "carrel/clock.h"
#include "carrel/queue.h"
#include "carrel/store.h"
#include "carrel/strbuf.h"
#include "carrel/work.h"

#include <string.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, YOUNGEST_S = 6 };

enum pose { POSE_READY, POSE_TALKS, POSE_HOLDS, POSE_WRAPS_UP, POSE_PAUSES };

/* clang-format off */
static const struct {
	const char *login;
	enum pose pose;
	enum demo_queue queue;
	const char *reason;
	int since_s;
} poses[] = {
	{"bo",     POSE_READY,    DEMO_TECH,    NULL,     41},
	{"carme",  POSE_TALKS,    DEMO_BILLING, NULL,     192},
	{"dani",   POSE_TALKS,    DEMO_TECH,    NULL,     347},
	{"elena",  POSE_PAUSES,   DEMO_ORDERS,  "coffee", 431},
	{"grace",  POSE_HOLDS,    DEMO_ORDERS,  NULL,     66},
	{"imane",  POSE_WRAPS_UP, DEMO_TECH,    NULL,     28},
	{"jordi",  POSE_TALKS,    DEMO_ORDERS,  NULL,     85},
	{"lucia",  POSE_PAUSES,   DEMO_BILLING, "lunch",  1260},
	{"nuria",  POSE_TALKS,    DEMO_BILLING, NULL,     14},
};

/* Which of the people with a matter of these days waits on the line, or somebody unknown. The first
 * one is the next: a caller with a case of the person at the desk. */
enum { STRANGER = -1, WITHHELD = -2, LAST_WAITING = 9 };
static const struct {
	int who;
	enum demo_queue queue; /* of strangers */
	int late_s;            /* behind the promise; negative: so much is left */
} waiting[] = {
	{0,        DEMO_TECH,    40},
	{STRANGER, DEMO_TECH,    -8},
	{5,        DEMO_ORDERS,  -76},
	{WITHHELD, DEMO_ORDERS,  -171},
	{9,        DEMO_BILLING, -3},
};
/* clang-format on */

enum { POSES = sizeof(poses) / sizeof(*poses), WAITING = sizeof(waiting) / sizeof(*waiting) };

static enum rc ring(struct demo *d, const struct demo_live *caller, enum demo_queue queue,
	const char *from, int age, struct queue_item *item, struct err *err)
{
	struct work_ring call = {
		.queue_id = d->queue_ids[queue],
		.from = caller ? caller->phone : from,
		.to = "+34930001000",
		.language = caller ? demo_language_codes[caller->language] : NULL,
		.external_id = arena_printf(d->row, "demo-%lld", (long long)d->next_call++),
		.at = d->now - age * (int64_t)SECOND,
	};
	d->report->calls++;
	return work_ring(d->store, &call, d->row, item, err);
}

static int64_t agent_id(const struct demo *d, const char *login)
{
	for (size_t i = 0; i < demo_agents_n; i++)
		if (strcmp(demo_agents[i].login, login) == 0)
			return d->agent_ids[i];
	return 0;
}

/* The telephone rang a moment before the colleague took it. */
static enum rc take_call(struct demo *d, size_t i, int64_t agent, struct err *err)
{
	const struct demo_live *caller = NULL;
	for (int k = d->n_live - 1; k > LAST_WAITING && !caller; k--)
		if (d->live[k].queue == poses[i].queue && !d->live[k].calls) {
			caller = &d->live[k];
			d->live[k].calls = true; /* nobody calls on two lines */
		}
	struct queue_item item;
	enum rc rc =
		ring(d, caller, poses[i].queue, demo_phone_mobile(&d->rng, d->row), 8, &item, err);
	struct work_hand hand;
	if (rc == RC_OK)
		rc = work_take(d->store, agent, item.id, d->row, &hand, err);
	if (rc == RC_OK && poses[i].pose == POSE_HOLDS)
		rc = work_hold(d->store, agent, true, err);
	if (rc == RC_OK && poses[i].pose == POSE_WRAPS_UP)
		rc = work_hangup(d->store, agent, err);
	return rc;
}

/* They have been at it for a while when the console opens. */
static enum rc age_state(struct demo *d, size_t i, int64_t agent, struct err *err)
{
	struct agent g;
	enum rc rc = store_agent_get(d->store, agent, d->row, &g, err);
	if (rc != RC_OK)
		return rc;
	g.state_since_at = d->now - poses[i].since_s * (int64_t)SECOND;
	return store_agent_save(d->store, &g, err);
}

static enum rc pose(struct demo *d, size_t i, struct err *err)
{
	int64_t agent = agent_id(d, poses[i].login);
	store_set_actor(d->store, agent, poses[i].login);
	enum rc rc = work_state(d->store, agent, AGENT_READY, NULL, err);
	if (rc == RC_OK && poses[i].pose == POSE_PAUSES)
		rc = work_state(d->store, agent, AGENT_BREAK, poses[i].reason, err);
	else if (rc == RC_OK && poses[i].pose != POSE_READY)
		rc = take_call(d, i, agent, err);
	return rc == RC_OK ? age_state(d, i, agent, err) : rc;
}

/* A callback waits for the time that was promised; the first one is due already. */
static int64_t callback_due(const struct demo *d, int i, struct strbuf *why)
{
	int64_t due = d->now + (i < 3 ? -20 * (int64_t)SECOND : 35 * (int64_t)MINUTE);
	struct clock_local t = clock_local(due, d->zone);
	strbuf_addf(why, "callback promised for %02d:%02d", t.hour, t.minute);
	return due;
}

/* Mails, callbacks and hand-overs that nobody has taken yet. */
static enum rc enqueue(struct demo *d, const struct demo_live *live, int i, struct err *err)
{
	static const enum item_kind kinds[] = {ITEM_MESSAGE, ITEM_CALLBACK, ITEM_CASE};
	enum item_kind kind = kinds[i % 3];
	struct strbuf why = STRBUF_INIT;
	int64_t due;
	if (kind == ITEM_CALLBACK) {
		due = callback_due(d, i, &why);
	} else {
		int64_t promise = (kind == ITEM_MESSAGE ? 4 : 24) * (int64_t)HOUR;
		int64_t arrived = d->now - promise * 4 / 5 + i * (int64_t)(11 * MINUTE);
		due = promise_due(arrived, promise, (struct promise_facts){0}, &why);
	}
	struct queue_item item;
	enum rc rc = work_enqueue_case(d->store, live->case_id, d->queue_ids[live->queue], kind,
		due, why.buf, d->row, &item, err);
	strbuf_fini(&why);
	d->report->waiting += rc == RC_OK && (kind != ITEM_CALLBACK || due <= d->now);
	return rc;
}

static enum rc enqueue_all(struct demo *d, struct err *err)
{
	enum rc rc = RC_OK;
	for (int i = 0, made = 0; rc == RC_OK && i < d->n_live; i++)
		if (d->live[i].unowned)
			rc = enqueue(d, &d->live[i], made++, err);
	return rc;
}

static int age_s(enum demo_queue queue, int late_s)
{
	int age = (int)(demo_call_promise_ms(queue) / SECOND) + late_s;
	return age < YOUNGEST_S ? YOUNGEST_S : age;
}

static enum rc ring_all(struct demo *d, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < WAITING; i++) {
		bool known = waiting[i].who >= 0 && waiting[i].who < d->n_live;
		const struct demo_live *caller = known ? &d->live[waiting[i].who] : NULL;
		enum demo_queue queue = caller ? caller->queue : waiting[i].queue;
		const char *stranger =
			waiting[i].who == WITHHELD ? NULL : demo_phone_mobile(&d->rng, d->row);
		struct queue_item item;
		rc = ring(d, caller, queue, stranger, age_s(queue, waiting[i].late_s), &item, err);
		d->report->waiting += rc == RC_OK;
	}
	return rc;
}

enum rc demo_live_make(struct demo *d, struct err *err)
{
	arena_reset(d->row);
	enum rc rc = enqueue_all(d, err);
	for (size_t i = 0; rc == RC_OK && i < POSES; i++)
		rc = pose(d, i, err);
	store_set_actor(d->store, 0, "");
	return rc == RC_OK ? ring_all(d, err) : rc;
}
