/* demo_fill.c - invented amounts, dates and order numbers, put into texts. */
#include "bridge/demo_private.h"

#include "carrel/clock.h"
#include "carrel/strbuf.h"

#include <ctype.h>
#include <string.h>

enum { DAY_MS = 24 * 3600 * 1000, PRODUCTS = 12 };

static const char *value_of(const struct demo_values *v, const char *name, size_t n)
{
	const struct {
		const char *name, *value;
	} all[] = {
		{"name", v->name},
		{"amount", v->amount},
		{"order", v->order},
		{"invoice", v->invoice},
		{"product", v->product},
		{"date", v->date},
		{"city", v->city},
	};
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strlen(all[i].name) == n && memcmp(all[i].name, name, n) == 0)
			return all[i].value;
	return NULL;
}

/* Products are written with a capital in a list, with a small letter inside a sentence. */
static void add_value(struct strbuf *out, const char *value)
{
	bool plain_capital = value[0] >= 'A' && value[0] <= 'Z' && value[1] >= 'a';
	bool inside = out->len > 0 && out->buf[out->len - 1] == '(';
	strbuf_addch(out, inside && plain_capital ? (char)tolower(value[0]) : value[0]);
	strbuf_addstr(out, value + 1);
}

const char *demo_fill(const char *text, const struct demo_values *v, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	while (*text) {
		size_t n = strcspn(text, "{");
		strbuf_add(&out, text, n);
		text += n;
		const char *close = strchr(text, '}');
		if (!*text || !close) {
			strbuf_addstr(&out, text);
			break;
		}
		const char *value = value_of(v, text + 1, (size_t)(close - text - 1));
		if (value && *value)
			add_value(&out, value);
		text = close + 1;
	}
	const char *filled = arena_strdup(a, out.buf);
	strbuf_fini(&out);
	return filled;
}

static const char *amount_make(struct rng *r, enum demo_language language, struct arena *a)
{
	int64_t cents = rng_between(r, 49, 899) * 10;
	int euros = (int)(cents / 100), rest = (int)(cents % 100);
	if (language == DEMO_EN)
		return arena_printf(a, "€%d.%02d", euros, rest);
	return arena_printf(a, "%d,%02d €", euros, rest);
}

void demo_values_make(struct rng *r, const struct demo_person *p, int64_t at, const char *zone,
	const char *order, struct arena *a, struct demo_values *out)
{
	struct clock_local day = clock_local(at - rng_between(r, 1, 9) * DAY_MS, zone);
	*out = (struct demo_values){
		.language = p->language,
		.name = p->company ? p->name : arena_strndup(a, p->name, strcspn(p->name, " ")),
		.amount = amount_make(r, p->language, a),
		.order = order,
		.invoice = arena_printf(a, "F%d-%05u", day.year, 10000 + rng_below(r, 80000)),
		.product = demo_products[p->language][rng_below(r, PRODUCTS)],
		.date = arena_printf(a, "%d %s", day.day, demo_months[p->language][day.month - 1]),
		.city = demo_city(r, p->language),
	};
}

const struct demo_scenario *demo_scenario_pick(struct rng *r)
{
	uint32_t sum = 0;
	for (size_t i = 0; i < demo_scenarios_n; i++)
		sum += demo_scenarios[i].weight;
	uint32_t dice = rng_below(r, sum);
	size_t i = 0;
	while (dice >= demo_scenarios[i].weight)
		dice -= demo_scenarios[i++].weight;
	return &demo_scenarios[i];
}
