/* queue.c - earliest promise first: the key of a waiting item and the sum that explains it. */
#include "carrel/queue.h"

#include "carrel/i18n.h"
#include "carrel/strbuf.h"

#include <stddef.h>

/* clang-format off */
const struct word item_kind_words[] = {
	{ITEM_CALL,     "call",     N_("Call")},
	{ITEM_CASE,     "case",     N_("Case")},
	{ITEM_CALLBACK, "callback", N_("Callback")},
	{ITEM_MESSAGE,  "message",  N_("Message")},
	{0, NULL, NULL},
};
/* clang-format on */

static void add_duration(struct strbuf *why, int64_t ms)
{
	int64_t s = ms / 1000;
	if (s < 120)
		strbuf_addf(why, "%lld s", (long long)s);
	else if (s < 2 * 3600)
		strbuf_addf(why, "%lld min", (long long)(s / 60));
	else if (s < 2 * 86400)
		strbuf_addf(why, "%lld h", (long long)(s / 3600));
	else
		strbuf_addf(why, "%lld d", (long long)(s / 86400));
}

int64_t promise_due(int64_t arrived_at, int64_t promise_ms, struct promise_facts facts,
	struct strbuf *why_or_null)
{
	const struct {
		bool holds;
		const char *why;
	} halvings[] = {
		{facts.vip, _("halved: important customer")},
		{facts.vulnerable, _("halved: vulnerable person")},
		{facts.second_today, _("halved: second call today")},
	};
	if (why_or_null != NULL) {
		add_duration(why_or_null, promise_ms);
		strbuf_addf(why_or_null, " %s", _("promised"));
	}
	int64_t left = promise_ms;
	for (size_t i = 0; i < sizeof(halvings) / sizeof(halvings[0]); i++) {
		if (!halvings[i].holds)
			continue;
		left /= 2;
		if (why_or_null != NULL)
			strbuf_addf(why_or_null, ", %s", halvings[i].why);
	}
	return arrived_at + left;
}

static int compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

int queue_item_compare(const struct queue_item *a, const struct queue_item *b)
{
	int order = compare(a->due_at, b->due_at);
	if (order == 0)
		order = compare(a->arrived_at, b->arrived_at);
	return order != 0 ? order : compare(a->id, b->id);
}
