/* demo_staff.c - queues with their promises, and who works in them. */
#include "bridge/demo_private.h"

#include "carrel/strbuf.h"

#include <string.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };

/* clang-format off */
static const struct {
	const char *slug;
	const char *title[DEMO_LANGUAGES];
	int64_t call_ms, message_ms, callback_ms, case_ms;
} queues[DEMO_QUEUES] = {
	[DEMO_BILLING] = {"billing", {"Facturación", "Facturació", "Billing"}, 20 * SECOND, 8 * HOUR, 2 * HOUR, 48 * (int64_t)HOUR},
	[DEMO_TECH]    = {"tech", {"Soporte", "Suport", "Technical"}, 60 * SECOND, 4 * HOUR, 1 * HOUR, 24 * (int64_t)HOUR},
	[DEMO_ORDERS]  = {"orders", {"Pedidos", "Comandes", "Orders"}, 180 * SECOND, 24 * HOUR, 4 * HOUR, 72 * (int64_t)HOUR},
};
/* clang-format on */

int64_t demo_call_promise_ms(enum demo_queue queue)
{
	return queues[queue].call_ms;
}

size_t demo_agent_for(struct rng *r, enum demo_queue queue, enum demo_language language)
{
	size_t fit[DEMO_AGENTS_MAX], n = 0;
	for (size_t i = 0; i < demo_agents_n; i++) {
		const struct demo_agent *g = &demo_agents[i];
		bool may = g->role == ROLE_AGENT && (g->queues & 1u << queue) != 0;
		if (may && strstr(g->languages, demo_language_codes[language]))
			fit[n++] = i;
	}
	return fit[rng_below(r, (uint32_t)n)]; /* somebody speaks each language in each queue */
}

static enum rc make_queues(struct demo *d, struct err *err)
{
	for (size_t i = 0; i < DEMO_QUEUES; i++) {
		struct strbuf titles = STRBUF_INIT;
		for (size_t l = 0; l < DEMO_LANGUAGES; l++)
			queue_titles_add(&titles, demo_language_codes[l], queues[i].title[l]);
		struct queue q = {
			.slug = queues[i].slug,
			.title = queues[i].title[d->language],
			.titles = titles.buf,
			.call_promise_ms = queues[i].call_ms,
			.message_promise_ms = queues[i].message_ms,
			.callback_promise_ms = queues[i].callback_ms,
			.case_promise_ms = queues[i].case_ms,
			.active = true,
		};
		enum rc rc = store_queue_add(d->store, &q, err);
		strbuf_fini(&titles);
		if (rc != RC_OK)
			return rc;
		d->queue_ids[i] = q.id;
		d->report->queues++;
	}
	return RC_OK;
}

static enum rc make_agent(struct demo *d, size_t i, struct err *err)
{
	const struct demo_agent *from = &demo_agents[i];
	struct agent g = {
		.login = from->login,
		.name = from->name,
		.role = from->role,
		.language = from->language,
		.languages = from->languages,
		.active = true,
		.state_since_at = d->now,
	};
	enum rc rc = store_agent_add(d->store, &g, err);
	for (size_t q = 0; rc == RC_OK && q < DEMO_QUEUES; q++)
		if (from->queues & 1u << q)
			rc = store_agent_join_queue(d->store, g.id, d->queue_ids[q], err);
	d->agent_ids[i] = g.id;
	d->report->agents += rc == RC_OK;
	return rc;
}

enum rc demo_staff_make(struct demo *d, struct err *err)
{
	enum rc rc = make_queues(d, err);
	for (size_t i = 0; rc == RC_OK && i < demo_agents_n; i++)
		rc = make_agent(d, i, err);
	return rc;
}
