#include "carrel/customer_fields.h"

#include "carrel/i18n.h"

#include <string.h>

/* clang-format off */
const struct customer_field customer_fields[] = {
	{"name",       N_("Name"),       CUSTOMER_TEXT,       offsetof(struct customer, name),       NULL},
	{"company",    N_("Company"),    CUSTOMER_OF_COMPANY, offsetof(struct customer, company_id), NULL},
	{"language",   N_("Language"),   CUSTOMER_TEXT,       offsetof(struct customer, language),   NULL},
	{"tone",       N_("Tone"),       CUSTOMER_WORD,       offsetof(struct customer, tone),       tone_words},
	{"standing",   N_("Standing"),   CUSTOMER_WORD,       offsetof(struct customer, standing),   customer_standing_words},
	{"kind",       N_("Kind"),       CUSTOMER_WORD,       offsetof(struct customer, kind),       customer_kind_words},
	{"address",    N_("Address"),    CUSTOMER_TEXT,       offsetof(struct customer, address),    NULL},
	{"born",       N_("Born"),       CUSTOMER_TEXT,       offsetof(struct customer, born),       NULL},
	{"postcode",   N_("Postcode"),   CUSTOMER_TEXT,       offsetof(struct customer, postcode),   NULL},
	{"warning",    N_("Warning"),    CUSTOMER_TEXT,       offsetof(struct customer, alert),      NULL},
	{"tags",       N_("Tags"),       CUSTOMER_TEXT,       offsetof(struct customer, tags),       NULL},
	{"loyalty",    N_("Loyalty"),    CUSTOMER_TEXT,       offsetof(struct customer, loyalty),    NULL},
	{"vip",        N_("VIP"),        CUSTOMER_YES,        offsetof(struct customer, vip),        NULL},
	{"vulnerable", N_("Extra care"), CUSTOMER_YES,        offsetof(struct customer, vulnerable), NULL},
};
/* clang-format on */
const size_t customer_fields_n = sizeof(customer_fields) / sizeof(customer_fields[0]);

const struct customer_field *customer_field_named(const char *name)
{
	for (size_t i = 0; i < customer_fields_n; i++)
		if (strcmp(customer_fields[i].name, name) == 0)
			return &customer_fields[i];
	return NULL;
}

const char *customer_field_shown(
	const struct customer_field *f, const struct customer *c, const char *company)
{
	const void *at = (const char *)c + f->offset;
	const char *text;
	int word;
	switch (f->type) {
	case CUSTOMER_WORD: memcpy(&word, at, sizeof(word)); return _(word_label(f->words, word));
	case CUSTOMER_YES: return *(const bool *)at ? _("yes") : _("no");
	case CUSTOMER_OF_COMPANY: return c->company_id ? company : NULL;
	case CUSTOMER_TEXT: break;
	}
	memcpy(&text, at, sizeof(text));
	return text;
}
