/* customer.c - the rules of a customer and of the names by which they reach us. */
#include "carrel/customer.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/heard.h"
#include "carrel/i18n.h"
#include "carrel/pan.h"
#include "carrel/phone.h"

#include <string.h>

/* clang-format off */
const struct word customer_kind_words[] = {
	{CUSTOMER_PERSON,  "person",  N_("Person")},
	{CUSTOMER_COMPANY, "company", N_("Company")},
	{0, NULL, NULL},
};

const struct word customer_standing_words[] = {
	{STANDING_PROSPECT, "prospect", N_("Prospect")},
	{STANDING_CUSTOMER, "customer", N_("Customer")},
	{STANDING_FORMER,   "former",   N_("Former customer")},
	{0, NULL, NULL},
};

const struct word tone_words[] = {
	{TONE_FORMAL, "formal", N_("Formal")},
	{TONE_CASUAL, "casual", N_("Casual")},
	{0, NULL, NULL},
};

const struct word identity_kind_words[] = {
	{IDENTITY_PHONE,    "phone",    N_("Telephone")},
	{IDENTITY_EMAIL,    "email",    N_("E-mail")},
	{IDENTITY_HANDLE,   "handle",   N_("Name on a network")},
	{IDENTITY_EXTERNAL, "external", N_("Number in another system")},
	{0, NULL, NULL},
};

const struct word reference_kind_words[] = {
	{0, "order",        N_("Order")},
	{1, "invoice",      N_("Invoice")},
	{2, "contract",     N_("Contract")},
	{3, "subscription", N_("Subscription")},
	{4, "device",       N_("Device")},
	{0, NULL, NULL},
};

const struct word reference_status_words[] = {
	{0, "pending",    N_("pending")},
	{1, "processing", N_("processing")},
	{2, "processed",  N_("prepared")},
	{3, "sent",       N_("sent")},
	{4, "shipped",    N_("on its way")},
	{5, "delivered",  N_("delivered")},
	{6, "returned",   N_("returned")},
	{7, "cancelled",  N_("cancelled")},
	{8, "paid",       N_("paid")},
	{9, "unpaid",     N_("unpaid")},
	{0, NULL, NULL},
};
/* clang-format on */

enum customer_standing customer_standing_with(
	enum customer_standing now, const char *reference_kind)
{
	static const char *const bought[] = {"order", "invoice", "contract", "subscription"};
	if (now != STANDING_PROSPECT || reference_kind == NULL)
		return now;
	for (size_t i = 0; i < sizeof(bought) / sizeof(bought[0]); i++)
		if (strcmp(bought[i], reference_kind) == 0)
			return STANDING_CUSTOMER;
	return now;
}

enum identity_kind identity_kind_of(const char *typed)
{
	const char *s = typed + strspn(typed, " \t"), *at = strchr(s, '@');
	if (strpbrk(s, "0123456789") != NULL && s[strspn(s, "0123456789+ ()-./\t")] == '\0')
		return IDENTITY_PHONE;
	/* "mastodon:me@here.org" names its network, "@me" can have no other meaning. */
	if (at != NULL && at != s && memchr(s, ':', (size_t)(at - s)) == NULL)
		return IDENTITY_EMAIL;
	return IDENTITY_HANDLE;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *trimmed(struct arena *a, const char *s)
{
	while (is_blank(*s))
		s++;
	size_t n = strlen(s);
	while (n > 0 && is_blank(s[n - 1]))
		n--;
	return arena_strndup(a, s, n);
}

/* Two small letters, the form of ISO 639-1; which languages a centre speaks is its own matter. */
static bool language_has_form(const char *language)
{
	return language[0] >= 'a' && language[0] <= 'z' && language[1] >= 'a' &&
		language[1] <= 'z' && language[2] == '\0';
}

/* "je0x 5sb" and "08 013" as they are compared; NULL when nothing of it is left. */
static const char *postcode_form(struct arena *a, const char *s)
{
	char *out = arena_strdup(a, s);
	size_t n = 0;
	for (const char *p = s; *p != '\0'; p++) {
		if (*p >= 'a' && *p <= 'z')
			out[n++] = (char)(*p - 'a' + 'A');
		else if ((*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9'))
			out[n++] = *p;
	}
	out[n] = '\0';
	return n > 0 ? out : NULL;
}

/* 26/5/1963 is understood as well; nothing at all is not a date, and no mistake. */
static bool born_form(struct arena *a, const char **born)
{
	struct heard_date d;
	char iso[11];
	if (**born == '\0') {
		*born = NULL;
		return true;
	}
	if (!heard_date_parse(*born, &d) && heard_dates(*born, &d, 1) == 0)
		return false;
	if (!heard_date_iso(&d, iso))
		return false;
	*born = arena_strdup(a, iso);
	return true;
}

enum rc customer_prepare(struct customer *c, struct arena *a, struct err *err)
{
	const char *name = c->name != NULL ? trimmed(a, c->name) : "";
	if (*name == '\0')
		return err_set(err, RC_INVALID, _("A customer needs a name: type one."));
	if (c->language != NULL && !language_has_form(c->language))
		return err_set(err, RC_INVALID,
			_("\"%.40s\" is not a language: use two letters, such as es, ca or en."),
			c->language);
	if (c->born != NULL && !born_form(a, &c->born))
		return err_set(err, RC_INVALID,
			_("\"%.40s\" is not a date of birth: write it as 1963-05-26."), c->born);
	if (c->company_id != 0 && c->kind == CUSTOMER_COMPANY)
		return err_set(err, RC_INVALID,
			_("A company does not belong to another. Take it out of its company first, "
			  "or leave it a person."));
	if (c->postcode != NULL)
		c->postcode = postcode_form(a, c->postcode);
	c->name = name;
	c->name_folded = fold_text(a, name);
	return RC_OK;
}

static char *lower_ascii(struct arena *a, const char *s)
{
	char *out = arena_strdup(a, s);
	for (char *p = out; *p != '\0'; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	}
	return out;
}

/* Only what is surely not an address is refused: the server that sends will know better. */
static bool email_has_form(const char *s)
{
	const char *at = strchr(s, '@');
	if (at == NULL || at == s || at[1] == '\0' || strchr(at + 1, '@') != NULL)
		return false;
	for (; *s != '\0'; s++) {
		if ((unsigned char)*s <= ' ' || *s == 0x7f || strchr("<>,;\"", *s) != NULL)
			return false;
	}
	return true;
}

enum rc identity_prepare(struct identity *id, const char *region, struct arena *a, struct err *err)
{
	const char *typed = id->value != NULL ? trimmed(a, id->value) : "";
	if (*typed == '\0')
		return err_set(
			err, RC_INVALID, _("There is no number, address or name: type one."));
	const char *value = typed;
	enum rc rc = RC_OK;
	size_t start, len;
	if (id->kind != IDENTITY_PHONE && pan_find(typed, strlen(typed), &start, &len))
		return err_set(err, RC_INVALID,
			_("That looks like a card number, and carrel never keeps one. Please leave "
			  "it out."));
	switch (id->kind) {
	case IDENTITY_PHONE:
		rc = phone_normalise(typed, region, a, &value, err);
		if (rc != RC_OK)
			return rc;
		break;
	case IDENTITY_EMAIL:
		if (!email_has_form(typed))
			return err_set(err, RC_INVALID,
				_("\"%.80s\" is not a mail address: it needs one @ and no spaces."),
				typed);
		value = lower_ascii(a, typed);
		break;
	case IDENTITY_HANDLE:
	case IDENTITY_EXTERNAL: value = lower_ascii(a, typed); break;
	}
	id->value = value;
	if (id->shown == NULL)
		id->shown = typed;
	return RC_OK;
}
