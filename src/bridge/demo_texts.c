/* demo_texts.c - the texts that invented agents used: what suits the matter, mostly as it is, a few
 * always rewritten. */
#include "bridge/demo_private.h"

#include "carrel/store_texts.h"

#include <string.h>

enum { TEXTS_MAX = 4, USED_PERCENT = 45, CLOSED_PERCENT = 20, FORMAL_PERCENT = 70 };

static const char closing[] = "call.closing"; /* with many calls, whatever they are about */

/* clang-format off */
/* The usual one first. */
static const struct {
	const char *topic;
	const char *texts[TEXTS_MAX];
} suits[] = {
	{"overcharge", {"billing.overcharge", "billing.duplicate", "billing.refund_on_way", "complaint.apology"}},
	{"invoice_copy", {"billing.invoice_copy", "identity.verified", "billing.charge_explained", "follow.solved"}},
	{"direct_debit", {"billing.direct_debit", "billing.payment_failed", "billing.pay_link", "complaint.apology"}},
	{"promotion_end", {"billing.price_change", "contract.offer", "billing.charge_explained", "complaint.apology"}},
	{"bank_account", {"billing.bank_account", "identity.verify", "identity.verified", "follow.solved"}},
	{"router_offline", {"tech.router_reset", "tech.diagnosis", "tech.visit", "tech.router_replaced"}},
	{"slow_internet", {"tech.slow", "tech.diagnosis", "tech.explain_again", "tech.visit"}},
	{"mobile_roaming", {"tech.diagnosis", "billing.charge_explained", "contract.details", "tech.explain_again"}},
	{"tv_box", {"tech.router_reset", "tech.diagnosis", "tech.visit", "returns.guarantee"}},
	{"parcel_late", {"delivery.late", "delivery.tracking", "delivery.status", "complaint.apology"}},
	{"return", {"returns.withdrawal", "returns.label", "returns.received", "billing.refund_on_way"}},
	{"damaged_item", {"delivery.damaged", "returns.guarantee", "returns.label", "complaint.apology"}},
	{"moving_home", {"contract.move", "tech.visit", "identity.verify", "contract.details"}},
	{"delivery_address", {"delivery.address", "delivery.tracking", "identity.verify", "delivery.status"}},
};
/* Nobody likes their wording. */
static const char *const rewritten[] = {"complaint.apology", "billing.charge_explained"};
/* As the library says. */
static const struct {
	const char *text, *rights;
} informs[] = {{"returns.withdrawal", "ES-WITHDRAWAL"}, {"returns.guarantee", "ES-GUARANTEE"}};
/* clang-format on */

/* Even numbers of a contact: splitmix64, Steele, Lea & Flood (2014), OOPSLA. */
static unsigned hash_of(int64_t id, unsigned what)
{
	uint64_t h = (uint64_t)id * 16 + what + 0x9E3779B97F4A7C15u;
	h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9u;
	h = (h ^ (h >> 27)) * 0x94D049BB133111EBu;
	return (unsigned)((h ^ (h >> 31)) % 100);
}

static const char *text_for(const char *topic, int64_t contact_id)
{
	unsigned chance = hash_of(contact_id, 1);
	size_t which = chance < 55 ? 0 : chance < 78 ? 1 : chance < 92 ? 2 : 3;
	for (size_t i = 0; i < sizeof(suits) / sizeof(*suits); i++)
		if (strcmp(suits[i].topic, topic) == 0)
			return suits[i].texts[which];
	return NULL;
}

static int64_t kept_of(const char *text, int64_t contact_id)
{
	unsigned chance = hash_of(contact_id, 2);
	for (size_t i = 0; i < sizeof(rewritten) / sizeof(*rewritten); i++)
		if (strcmp(rewritten[i], text) == 0)
			return 25 + chance * 40 / 100;
	return chance < 60 ? 100 : 70 + (chance - 60) * 3 / 4;
}

static const char *rights_of(const char *text)
{
	for (size_t i = 0; i < sizeof(informs) / sizeof(*informs); i++)
		if (strcmp(informs[i].text, text) == 0)
			return informs[i].rights;
	return NULL;
}

enum rc demo_texts_used(struct demo *d, const struct contact *k, const char *topic,
	enum demo_language language, struct err *err)
{
	bool writes = k->direction == DIRECTION_OUT || k->kind == CONTACT_CALL;
	unsigned chance = hash_of(k->id, 0);
	const char *text = text_for(topic, k->id);
	if (chance >= USED_PERCENT && k->kind == CONTACT_CALL)
		text = chance < USED_PERCENT + CLOSED_PERCENT ? closing : NULL;
	else if (chance >= USED_PERCENT)
		text = NULL;
	if (!writes || k->agent_id == 0 || !text)
		return RC_OK;
	struct text_use use = {.text_id = text,
		.language = demo_language_codes[language],
		.tone = hash_of(k->id, 3) < FORMAL_PERCENT ? "formal" : "casual",
		.agent_id = k->agent_id,
		.case_id = k->case_id,
		.contact_id = k->id,
		.at = k->at,
		.inserted = 180 + hash_of(k->id, 4),
		.kept = kept_of(text, k->id),
		.rights = rights_of(text)};
	return store_text_use_add(d->store, &use, d->row, err);
}
