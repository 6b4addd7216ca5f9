/* import_customer.c - people and companies, with every way to reach them. */
#include "bridge/import_private.h"

#include "carrel/arena.h"
#include "carrel/fold.h"
#include "carrel/i18n.h"
#include "carrel/store_people.h"

#include <ctype.h>
#include <string.h>

enum { NAMES_MAX = 8, SAME_NAME_LIMIT = 20 };

static const enum column wanted[] = {
	COL_ID,
	COL_NAME,
	COL_FIRST_NAME,
	COL_LAST_NAME,
	COL_COMPANY,
	COL_EMAIL,
	COL_PHONE,
	COL_MOBILE,
	COL_ADDRESS,
	COL_ADDRESS1,
	COL_ADDRESS2,
	COL_CITY,
	COL_STATE,
	COL_ZIP,
	COL_COUNTRY,
	COL_LANGUAGE,
	COL_BORN,
	COL_KIND,
	COL_STANDING,
	COL_TONE,
	COL_TAGS,
	COL_LOYALTY,
	COL_ALERT,
	COL_VIP,
	COL_VULNERABLE,
	COL_STARTED,
	COLUMNS,
};

struct customer_row {
	struct customer customer;
	struct identity identities[NAMES_MAX];
	size_t n;
	bool says_language;
	const char *company; /* of a person's; NULL none */
};

static const char *joined(struct import *im, const char *a, const char *between, const char *b)
{
	if (!a || !b)
		return a ? a : b;
	return arena_printf(im->row, "%s%s%s", a, between, b);
}

static const char *address_of(struct import *im, const struct import_record *r)
{
	if (r->value[COL_ADDRESS])
		return r->value[COL_ADDRESS];
	const char *street = joined(im, r->value[COL_ADDRESS1], ", ", r->value[COL_ADDRESS2]);
	const char *area = joined(im, r->value[COL_STATE], " ", r->value[COL_ZIP]);
	const char *town = joined(im, r->value[COL_CITY], ", ", area);
	return joined(im, joined(im, street, ", ", town), ", ", r->value[COL_COUNTRY]);
}

static bool says_yes(const char *text)
{
	static const char yes[] = "1tyTYsS"; /* 1, true, yes, sí */
	return text && strchr(yes, text[0]) != NULL;
}

static enum rc read_word(const struct import_record *r, enum column column,
	const struct word *words, int *value, struct err *err)
{
	if (!r->value[column] || word_parse(words, r->value[column], value))
		return RC_OK;
	return err_set(err, RC_INVALID, _("%s: \"%.60s\" is not one of %s, %s …"),
		import_column_name(column), r->value[column], words[0].id, words[1].id);
}

/* "es-ES", "ES" and "es_MX" are Spanish. */
static const char *language_of(struct import *im, const char *text)
{
	if (!text || !(text[2] == '\0' || text[2] == '-' || text[2] == '_'))
		return text;
	return arena_printf(
		im->row, "%c%c", tolower((unsigned char)text[0]), tolower((unsigned char)text[1]));
}

static enum rc read_customer(
	struct import *im, const struct import_record *r, struct customer_row *row, struct err *err)
{
	const char *name = r->value[COL_NAME]
		? r->value[COL_NAME]
		: joined(im, r->value[COL_FIRST_NAME], " ", r->value[COL_LAST_NAME]);
	/* With a name beside it the company is whose they are. */
	int kind = r->value[COL_COMPANY] && !name ? CUSTOMER_COMPANY : CUSTOMER_PERSON;
	int standing = STANDING_CUSTOMER, tone = TONE_FORMAL;
	enum rc rc = read_word(r, COL_KIND, customer_kind_words, &kind, err);
	if (rc == RC_OK)
		rc = read_word(r, COL_STANDING, customer_standing_words, &standing, err);
	if (rc == RC_OK)
		rc = read_word(r, COL_TONE, tone_words, &tone, err);
	int64_t created_at = 0;
	if (rc == RC_OK)
		rc = import_time(im, r, COL_STARTED, &created_at, err);
	if (rc != RC_OK)
		return rc;
	if (kind == CUSTOMER_PERSON && name)
		row->company = import_text(im, r->value[COL_COMPANY]);
	row->says_language = r->value[COL_LANGUAGE] != NULL;
	row->customer = (struct customer){
		.kind = (enum customer_kind)kind,
		.standing = (enum customer_standing)standing,
		.name = import_text(im, name ? name : r->value[COL_COMPANY]),
		.language = row->says_language ? language_of(im, r->value[COL_LANGUAGE])
					       : im->options->language,
		.tone = (enum tone)tone,
		.tags = import_text(im, r->value[COL_TAGS]),
		.loyalty = import_text(im, r->value[COL_LOYALTY]),
		.address = import_text(im, address_of(im, r)),
		.alert = import_text(im, r->value[COL_ALERT]),
		.vip = says_yes(r->value[COL_VIP]),
		.vulnerable = says_yes(r->value[COL_VULNERABLE]),
		.created_at = created_at ? created_at : im->now,
		.born = r->value[COL_BORN],
		.postcode = r->value[COL_ZIP],
	};
	return customer_prepare(&row->customer, im->row, err);
}

static enum rc read_identity(struct import *im, const struct import_record *r, enum column column,
	enum identity_kind kind, struct customer_row *row, struct err *err)
{
	const char *text = r->value[column];
	if (!text)
		return RC_OK;
	struct identity id = {.kind = kind, .value = text, .main = true};
	for (size_t i = 0; i < row->n; i++)
		if (row->identities[i].kind == kind)
			id.main = false;
	enum rc rc = identity_prepare(&id, im->options->region, im->row, err);
	if (rc != RC_OK)
		return err_prefix(err, "%s", import_column_name(column));
	for (size_t i = 0; i < row->n; i++)
		if (row->identities[i].kind == kind &&
			strcmp(row->identities[i].value, id.value) == 0)
			return RC_OK;
	row->identities[row->n++] = id;
	return RC_OK;
}

static enum rc check(struct import *im, const struct import_record *r, void **out, struct err *err)
{
	struct customer_row *row = arena_alloc(im->row, sizeof(*row));
	*out = row;
	enum rc rc = read_customer(im, r, row, err);
	if (rc == RC_OK && r->value[COL_ID])
		rc = import_external(im, r->value[COL_ID], &row->identities[row->n++], err);
	if (rc == RC_OK)
		rc = read_identity(im, r, COL_EMAIL, IDENTITY_EMAIL, row, err);
	if (rc == RC_OK)
		rc = read_identity(im, r, COL_MOBILE, IDENTITY_PHONE, row, err);
	if (rc == RC_OK)
		rc = read_identity(im, r, COL_PHONE, IDENTITY_PHONE, row, err);
	if (rc == RC_OK && row->n == 0)
		return err_set(err, RC_INVALID,
			_("\"%.60s\" has no id, mail address or telephone number: there is nothing "
			  "to "
			  "recognise them by"),
			row->customer.name);
	return rc;
}

/* Without an id: somebody of the same name under the same mail address or number is the same. */
static enum rc find_by_names(
	struct import *im, const struct customer_row *row, int64_t *id, struct err *err)
{
	*id = 0;
	for (size_t i = 0; i < row->n && *id == 0; i++) {
		struct customer *found;
		size_t n;
		enum rc rc = store_customer_by_identity(im->store, row->identities[i].kind,
			row->identities[i].value, SAME_NAME_LIMIT, im->row, &found, &n, err);
		if (rc != RC_OK)
			return rc;
		for (size_t k = 0; k < n && *id == 0; k++)
			if (strcmp(fold_text(im->row, found[k].name), row->customer.name_folded) ==
				0)
				*id = found[k].id;
	}
	return RC_OK;
}

/* What the file says covers what was known; what it does not say stays. True if that differs. */
static bool take_text(const char **known, const char *now)
{
	if (!now || (*known && strcmp(*known, now) == 0))
		return false;
	*known = now;
	return true;
}

static bool merge(struct customer *known, const struct customer_row *row)
{
	const struct customer *c = &row->customer;
	bool changed = take_text(&known->name, c->name);
	known->name_folded = changed ? c->name_folded : known->name_folded;
	changed |= take_text(&known->address, c->address);
	changed |= take_text(&known->tags, c->tags);
	changed |= take_text(&known->loyalty, c->loyalty);
	changed |= take_text(&known->alert, c->alert);
	changed |= take_text(&known->born, c->born);
	changed |= take_text(&known->postcode, c->postcode);
	if (row->says_language || !known->language)
		changed |= take_text(&known->language, c->language);
	if (c->company_id && known->kind == CUSTOMER_PERSON) {
		changed |= known->company_id != c->company_id;
		known->company_id = c->company_id;
	}
	changed |= (c->vip && !known->vip) || (c->vulnerable && !known->vulnerable);
	known->vip |= c->vip;
	known->vulnerable |= c->vulnerable;
	return changed;
}

static enum rc add_missing(struct import *im, struct customer_row *row, int64_t customer_id,
	bool *changed, struct err *err)
{
	struct identity *known;
	size_t n;
	enum rc rc = store_identity_list(im->store, customer_id, im->row, &known, &n, err);
	for (size_t i = 0; rc == RC_OK && i < row->n; i++) {
		struct identity *id = &row->identities[i];
		bool there = false;
		for (size_t k = 0; k < n; k++) {
			bool same_kind = known[k].kind == id->kind;
			there |= same_kind && strcmp(known[k].value, id->value) == 0;
			id->main &= !same_kind;
		}
		if (there)
			continue;
		id->customer_id = customer_id;
		rc = store_identity_add(im->store, id, err);
		im->report->identities += rc == RC_OK;
		*changed = true;
	}
	return rc;
}

static enum rc update(struct import *im, struct customer_row *row, int64_t id,
	enum import_done *done, struct err *err)
{
	struct customer known;
	enum rc rc = store_customer_get(im->store, id, im->row, &known, err);
	if (rc != RC_OK)
		return rc;
	bool changed = merge(&known, row);
	if (changed)
		rc = store_customer_save(im->store, &known, err);
	if (rc == RC_OK)
		rc = add_missing(im, row, id, &changed, err);
	*done = changed ? IMPORT_UPDATED : IMPORT_UNCHANGED;
	return rc;
}

/* One of that name, or a new one: the first of its people to be read brings it. */
static enum rc find_company(struct import *im, struct customer_row *row, struct err *err)
{
	enum { OF_A_NAME = 8 };
	struct customer company = {.kind = CUSTOMER_COMPANY,
		.standing = row->customer.standing,
		.name = row->company,
		.language = im->options->language,
		.created_at = im->now};
	struct person_row *found;
	size_t n;
	const char *folded = row->company ? fold_text(im->row, row->company) : "";
	if (!*folded || strmap_get(&im->companies, folded, &row->customer.company_id))
		return RC_OK;
	enum rc rc = store_companies(im->store, row->company, OF_A_NAME, im->row, &found, &n, err);
	for (size_t i = 0; rc == RC_OK && i < n && company.id == 0; i++)
		if (strcmp(fold_text(im->row, found[i].name), folded) == 0)
			company.id = found[i].id;
	if (rc == RC_OK && company.id == 0)
		rc = import_add_customer(im, &company, NULL, 0, err);
	if (rc == RC_OK)
		strmap_set(&im->companies, folded, company.id);
	row->customer.company_id = company.id;
	return rc;
}

static enum rc write_row(struct import *im, void *p, enum import_done *done, struct err *err)
{
	struct customer_row *row = p;
	bool has_id = row->identities[0].kind == IDENTITY_EXTERNAL;
	int64_t id;
	enum rc rc = find_company(im, row, err);
	if (rc != RC_OK)
		return rc;
	rc = has_id ? import_find_customer(im, &row->identities[0], &id, err)
		    : find_by_names(im, row, &id, err);
	if (rc != RC_OK)
		return rc;
	if (id != 0)
		return update(im, row, id, done, err);
	*done = IMPORT_ADDED;
	return import_add_customer(im, &row->customer, row->identities, row->n, err);
}

const struct import_ops import_customers_ops = {wanted, check, write_row};
